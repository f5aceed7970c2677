"""The half of the lens datetime: a moment, in a date-time field, as text in a format, or as a count since 1970."""

import datetime as dt
from zoneinfo import ZoneInfo

from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.values import Value
from desktop_sync.sync.lenses.base import OneField, Values
from desktop_sync.sync.lenses.formats import Format

UNIX = {"unix": 1_000_000, "unix_ms": 1_000}
"""Counts since 1970-01-01 UTC; the step of one, in µs."""
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
US = dt.timedelta(microseconds=1)


class DateTimeHalf(OneField):
    """A moment. Tolerance: the field's or format's resolution, and the hour that a zone's clock shows twice."""

    def __init__(self, field: Field, fmt: Format | str, zone: ZoneInfo | None) -> None:
        super().__init__(field)
        self.format = fmt if isinstance(fmt, Format) else None
        self.unit = UNIX.get(fmt) if isinstance(fmt, str) else None
        self.zone = zone
        self.textual = field.type is FieldType.TEXT
        self.stored = field.type is FieldType.DATETIME
        steps = [field.resolution_us or 1]
        if self.format:
            steps.append(self.format.resolution_us)
        if self.unit:
            steps.append(self.unit)
        self.step = max(steps)

    def get(self, values: Values) -> Value:
        """The moment, aware UTC."""
        value = values[0]
        if value is None or value == "":
            return None
        if isinstance(value, dt.datetime) and self.zone is None and value.tzinfo is dt.UTC:
            return value
        return self.read(value)

    def passes(self, shared: Value) -> bool:
        """A moment for a field that keeps it to the microsecond."""
        return (
            type(shared) is dt.datetime
            and self.stored
            and self.step == 1
            and self.zone is None
            and shared.tzinfo is dt.UTC
        )

    def read(self, value: Value) -> Value:
        """The moment of a date-time, a text or a count."""
        moment: dt.datetime | None = None
        try:
            if isinstance(value, dt.datetime):
                moment = self._from_wall(value, keep=not self.stored)
            elif isinstance(value, str) and self.textual:
                if not value.strip():
                    return None
                moment = self._parse(value)
            elif self.unit and not isinstance(value, bool) and isinstance(value, int | float):
                moment = EPOCH + round(value * self.unit) * US
        except (OverflowError, ValueError):
            raise self.error("is out of the range of dates") from None
        if moment is None:
            raise self.error(f"isn't a date and time of the form {self.human}")
        return moment

    @property
    def human(self) -> str:
        """The form for people."""
        if self.unit:
            return "seconds since 1970" if self.unit == UNIX["unix"] else "milliseconds since 1970"
        return self.format.human if self.format else "YYYY-MM-DDThh:mm:ss"

    def _from_wall(self, moment: dt.datetime, *, keep: bool) -> dt.datetime:
        """`keep`: an offset in the value counts; else the clock's figures count, as the zone's."""
        if self.zone is None or (keep and moment.tzinfo is not None):
            return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
        wall = moment.astimezone(dt.UTC) if moment.tzinfo else moment
        return wall.replace(tzinfo=self.zone).astimezone(dt.UTC)

    def _parse(self, text: str) -> dt.datetime | None:
        if self.unit:
            count = text.strip()
            return (
                EPOCH + int(count) * self.unit * US if count.removeprefix("-").isdecimal() and len(count) < 18 else None
            )
        if self.format is None:
            try:
                moment = dt.datetime.fromisoformat(text.strip())
            except ValueError:
                return None
            return self._from_wall(moment, keep=True)
        found = self.format.parse(text)
        if found is None or found.date is None or found.time is None:
            return None
        offset = None if found.offset is None else dt.timezone(found.offset)
        return self._from_wall(dt.datetime.combine(found.date, found.time, tzinfo=offset), keep=True)

    def rewrite(self, shared: Value, old: Value) -> Value:
        """The moment in the field's type, cut to its resolution."""
        moment = _moment(shared)
        if moment is None:
            raise self.error("takes a date and time only")
        try:
            return self._write(self._cut(moment), old)
        except (OverflowError, ValueError):
            raise self.error("is out of the range of dates") from None

    def _write(self, moment: dt.datetime, old: Value) -> Value:
        if self.unit:
            count = (moment - EPOCH) // (US * self.unit)
            return str(count) if self.textual else count
        wall = moment.astimezone(self.zone) if self.zone else moment
        if not self.textual:
            return wall.replace(tzinfo=dt.UTC) if self.zone else moment
        if self.format:
            return self.format.write(wall)
        return _like(wall, old)

    def _cut(self, moment: dt.datetime) -> dt.datetime:
        if self.step == 1:
            return moment
        return moment - ((moment - EPOCH) // US % self.step) * US

    def norm(self, shared: Value) -> Value:
        """The moment as this side can hold it."""
        moment = _moment(shared)
        if moment is None:
            return shared if shared != "" else None
        try:
            moment = self._cut(moment)
            if self.zone and not (self.format and "z" in self.format.has):
                wall = moment.astimezone(self.zone).replace(fold=0, tzinfo=None)
                return wall.replace(tzinfo=self.zone).astimezone(dt.UTC)
        except (OverflowError, ValueError):
            return moment
        return moment


def _moment(shared: Value) -> dt.datetime | None:
    """A shared value as aware UTC; an ISO text is understood, without a zone it means UTC."""
    if isinstance(shared, str):
        try:
            shared = dt.datetime.fromisoformat(shared.strip())
        except ValueError:
            return None
    if not isinstance(shared, dt.datetime):
        return None
    if shared.tzinfo is dt.UTC:
        return shared
    try:
        return (shared if shared.tzinfo else shared.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except OverflowError:
        return None


def _like(wall: dt.datetime, old: Value) -> str:
    """ISO text in the manner of the old one: T or space, Z, offset or nothing."""
    before = old.strip() if isinstance(old, str) else ""
    gap = " " if before[10:11] == " " else "T"
    text = wall.isoformat(gap)
    if before and before[10:] and not before.endswith(("Z", "z")) and "+" not in before[10:] and "-" not in before[10:]:
        return text[: -len("+00:00")] if wall.tzinfo is dt.UTC else wall.replace(tzinfo=None).isoformat(gap)
    return text.replace("+00:00", "Z") if wall.tzinfo is dt.UTC and not before.endswith("+00:00") else text
