"""Lenses over dates and times: date, datetime, time.

Date-times are shared as aware UTC. A zone given for a side means: what this side shows as UTC (or without a zone) is the wall clock of that zone.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.values import Value
from desktop_sync.sync.lenses.base import Fields, Lens, LensInfo, LensKind, OneField, Param, Params, Values
from desktop_sync.sync.lenses.formats import Format, FormatError
from desktop_sync.sync.lenses.moments import EPOCH, UNIX, US, DateTimeHalf

DATE_TYPES = (FieldType.DATE, FieldType.DATETIME, FieldType.TEXT)
DATETIME_TYPES = (FieldType.DATETIME, FieldType.TEXT, FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT)
TIME_TYPES = (FieldType.TIME, FieldType.TEXT)


class DateHalf(OneField):
    """A date. A date-time field shows its date in `zone`, and keeps its time of day when the date is set."""

    def __init__(self, field: Field, fmt: Format | None, zone: dt.tzinfo) -> None:
        super().__init__(field)
        self.format, self.zone = fmt, zone
        self.kind = field.type

    def get(self, values: Values) -> Value:
        """The date."""
        value = values[0]
        if type(value) is dt.date:
            return value
        if value is None or value == "":
            return None
        return self.read(value)

    def passes(self, shared: Value) -> bool:
        """A date for a field of such."""
        return type(shared) is dt.date and self.kind is FieldType.DATE

    def read(self, value: Value) -> Value:
        """The date of a date-time, or what the text says."""
        if isinstance(value, dt.datetime):
            return self._local(value).date()
        if isinstance(value, str) and self.kind is FieldType.TEXT:
            found = self.format.date(value) if self.format else _iso_date(value)
            if found is not None:
                return found
            if not value.strip():
                return None
        raise self.error(f"isn't a date of the form {self.format.human if self.format else 'YYYY-MM-DD'}")

    def _local(self, moment: dt.datetime) -> dt.datetime:
        try:
            return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(self.zone)
        except OverflowError:
            raise self.error("is out of the range of dates") from None

    def rewrite(self, shared: Value, old: Value) -> Value:
        """The date in the field's type."""
        date = self.norm(shared)
        if not isinstance(date, dt.date):
            raise self.error("takes a date only")
        if self.kind is FieldType.DATE:
            return date
        if self.kind is FieldType.DATETIME:
            clock = self._local(old).timetz() if isinstance(old, dt.datetime) else dt.time(tzinfo=self.zone)
            try:
                return dt.datetime.combine(date, clock).astimezone(dt.UTC)
            except OverflowError:
                raise self.error("is out of the range of dates") from None
        return self.format.write(date) if self.format else date.isoformat()

    def norm(self, shared: Value) -> Value:
        """The date; an ISO text is understood."""
        if type(shared) is dt.date:
            return shared
        if isinstance(shared, dt.datetime):
            return shared.date()
        if isinstance(shared, str):
            return _iso_date(shared) or shared.strip() or None
        return shared


class TimeHalf(OneField):
    """A time of day. Tolerance: the field's or format's resolution."""

    def __init__(self, field: Field, fmt: Format | None) -> None:
        super().__init__(field)
        self.format = fmt
        self.textual = field.type is FieldType.TEXT
        self.step = max(field.resolution_us or 1, fmt.resolution_us if fmt else 1)

    def read(self, value: Value) -> Value:
        """The time of day."""
        if isinstance(value, dt.time):
            return value.replace(tzinfo=None)
        if isinstance(value, str) and self.textual:
            if not value.strip():
                return None
            parsed = self.format.parse(value) if self.format else None
            found = parsed.time if parsed else (None if self.format else _iso_time(value))
            if found is not None:
                return found
        raise self.error(f"isn't a time of the form {self.format.human if self.format else 'hh:mm:ss'}")

    def rewrite(self, shared: Value, old: Value) -> Value:
        """The time in the field's type."""
        time = self.norm(shared)
        if not isinstance(time, dt.time):
            raise self.error("takes a time of day only")
        if not self.textual:
            return time
        if self.format:
            return self.format.write(time)
        short = isinstance(old, str) and old.count(":") == 1 and not (time.second or time.microsecond)
        return time.isoformat("minutes" if short else "auto")

    def norm(self, shared: Value) -> Value:
        """The time as this side can hold it; an ISO text is understood."""
        time = _iso_time(shared) if isinstance(shared, str) else shared
        if not isinstance(time, dt.time):
            return shared if shared != "" else None
        micros = ((time.hour * 60 + time.minute) * 60 + time.second) * 1_000_000 + time.microsecond
        moment = EPOCH + (micros - micros % self.step) * US
        return moment.time()


def _iso_date(text: str) -> dt.date | None:
    text = text.strip()
    if len(text) != 10 or not text.isascii():
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _iso_time(text: str) -> dt.time | None:
    try:
        return dt.time.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return None


def _zone(params: Params, name: str) -> ZoneInfo | None:
    text = params.text(name)
    if not text:
        return None
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        params.fail(f"“{text}” is no time zone; write one like “Europe/Berlin” or “UTC”.")
        return None


def _format(params: Params, side: str, field: Field, *, date: bool, time: bool) -> Format | None:
    text = params.text(side)
    if not text:
        return None
    if field.type is not FieldType.TEXT:
        params.fail(f"“{field.name}” is no text: a format ({side} = “{text}”) isn't needed there.")
    try:
        found = Format(text)
    except FormatError as error:
        params.fail(f"the format “{text}” {error}.")
        raise
    if date and not found.has_date:
        params.fail(f"the format “{text}” has no whole date: it needs %d, %m (or %b, %B) and %Y.")
    if time and not found.has_time:
        params.fail(f"the format “{text}” has no time: it needs %H and %M.")
    if not time and {"H", "I", "M", "S", "f", "z"} & found.has:
        params.fail(f"the format “{text}” has a time of day; use the lens “datetime”.")
    if not date and {"Y", "y", "m", "b", "d", "z"} & found.has:
        params.fail(f"the format “{text}” has a date; use the lens “datetime” or “date”.")
    return found


def _label(name: str, *formats: Format | None) -> str:
    people = " ↔ ".join(one.human for one in formats if one)
    return f"{name} · {people}" if people else name


def _date(params: Params, a: Fields, b: Fields) -> Lens:
    formats = [_format(params, side, f[0], date=True, time=False) for side, f in (("a", a), ("b", b))]
    zones = [_zone(params, f"zone_{side}") or dt.UTC for side in ("a", "b")]
    half_a, half_b = (DateHalf(f[0], fmt, zone) for f, fmt, zone in zip((a, b), formats, zones, strict=True))
    loss = ["years before 1969 and after 2068" for fmt in formats if fmt and "y" in fmt.has][:1]
    return Lens(
        "date",
        _label("date", *formats),
        half_a,
        half_b,
        f"two figures for the year: {loss[0]} can't be written" if loss else "",
    )


def _datetime(params: Params, a: Fields, b: Fields) -> Lens:
    halves: list[DateTimeHalf] = []
    shown: list[Format | None] = []
    for side, (field,) in (("a", a), ("b", b)):
        text = params.text(side)
        fmt: Format | str | None = text
        if field.type in _COUNTS and text not in UNIX:
            params.fail(
                f"“{field.name}” is a number: say {side} = “unix” (seconds) or “unix_ms” (milliseconds since 1970)."
            )
        if text not in UNIX:
            fmt = _format(params, side, field, date=True, time=True)
        shown.append(fmt if isinstance(fmt, Format) else None)
        halves.append(DateTimeHalf(field, fmt or "", _zone(params, f"zone_{side}")))
    steps = [half.step for half in halves]
    loss = ""
    if steps[0] != steps[1]:
        loss = f"{'A' if steps[0] > steps[1] else 'B'} holds {_step_words(max(steps))} only"
    return Lens("datetime", _label("date and time", *shown), halves[0], halves[1], loss)


def _step_words(step_us: int) -> str:
    for size, word in ((60_000_000, "minutes"), (1_000_000, "seconds"), (1_000, "milliseconds")):
        if step_us >= size:
            return word
    return "microseconds"


def _time(params: Params, a: Fields, b: Fields) -> Lens:
    formats = [_format(params, side, f[0], date=False, time=True) for side, f in (("a", a), ("b", b))]
    half_a, half_b = TimeHalf(a[0], formats[0]), TimeHalf(b[0], formats[1])
    loss = f"{'A' if half_a.step > half_b.step else 'B'} holds {_step_words(max(half_a.step, half_b.step))} only"
    return Lens("time", _label("time", *formats), half_a, half_b, loss if half_a.step != half_b.step else "")


_COUNTS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT})


def _params(form: str, what: str, *, zone: bool = True) -> tuple[Param, ...]:
    sides = ("a", "b")
    formats = tuple(Param(side, "text", f"{side.upper()}'s format, where it is a text: {what}", form) for side in sides)
    zones = tuple(
        Param(f"zone_{side}", "text", f"the time zone of {side.upper()}'s clock, as Europe/Berlin", "UTC")
        for side in sides
    )
    return formats + zones if zone else formats


KINDS = (
    LensKind(
        LensInfo(
            "date",
            "date",
            "The same day on both sides. A date-time field keeps its time of day.",
            _params("%Y-%m-%d", "%d %m %Y %y %b %B"),
            DATE_TYPES,
            DATE_TYPES,
            example='lens = { date = { a = "%m/%d/%Y", b = "%Y-%m-%d" } }',
        ),
        _date,
    ),
    LensKind(
        LensInfo(
            "datetime",
            "date and time",
            "The same moment on both sides, each in its own format, time zone and precision.",
            _params("ISO 8601", "%d %m %Y %H %M %S %z …, or unix, unix_ms"),
            DATETIME_TYPES,
            DATETIME_TYPES,
            example='lens = { datetime = { a = "%d.%m.%Y %H:%M", zone_a = "Europe/Berlin" } }',
        ),
        _datetime,
    ),
    LensKind(
        LensInfo(
            "time",
            "time of day",
            "The same time of day on both sides.",
            _params("%H:%M:%S", "%H %M %S %f, %I %p", zone=False),
            TIME_TYPES,
            TIME_TYPES,
            example='lens = { time = { a = "%H:%M" } }',
        ),
        _time,
    ),
)
