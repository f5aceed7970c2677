"""Formats of dates and times as the sync file writes them: a closed part of strftime, the same on every platform and in every language.

Directives: %Y %y %m %d %H %I %M %S %f %p %b %B %j is not among them, %z, %%; `%-d` and the like write without a leading zero.
"""

import datetime as dt
import re
from dataclasses import dataclass

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH_OF = {name[:length].lower(): index for index, name in enumerate(_MONTHS, 1) for length in (3, len(name))}

_PATTERNS = {
    "Y": r"(?P<Y>\d{4})",
    "y": r"(?P<y>\d{2})",
    "m": r"(?P<m>\d{1,2})",
    "d": r"(?P<d>\d{1,2})",
    "H": r"(?P<H>\d{1,2})",
    "I": r"(?P<I>\d{1,2})",
    "M": r"(?P<M>\d{1,2})",
    "S": r"(?P<S>\d{1,2})",
    "f": r"(?P<f>\d{1,6})",
    "p": r"(?P<p>[AaPp]\.?[Mm]\.?)",
    "b": r"(?P<b>[A-Za-z]{3})",
    "B": r"(?P<b>[A-Za-z]{3,9})",
    "z": r"(?P<z>[Zz]|[+-]\d{2}:?\d{2})",
}
_PEOPLE = {
    "Y": "YYYY", "y": "YY", "m": "MM", "d": "DD", "H": "hh", "I": "hh", "M": "mm", "S": "ss", "f": "ffffff", "p": "am/pm", "b": "Mon",
    "B": "Month", "z": "±hh:mm",
}  # fmt: skip
DIRECTIVES = tuple(f"%{letter}" for letter in _PATTERNS)


class FormatError(ValueError):
    """The format itself is wrong; the text says why."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text said; None for what the format leaves out. `offset`: from UTC."""

    date: dt.date | None
    time: dt.time | None
    offset: dt.timedelta | None


class Format:
    """One format, compiled. `has`: the letters of its directives."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts = _parts(text)
        self.has = frozenset("b" if letter == "B" else letter for letter, _, _ in self.parts if letter)
        pattern = "".join(_PATTERNS[letter] if letter else re.escape(literal) for letter, _, literal in self.parts)
        try:
            self._regex = re.compile(pattern + r"\Z", re.ASCII)
        except re.error:
            raise FormatError("names one part twice") from None
        if "y" in self.has and "Y" in self.has:
            raise FormatError("names the year twice")
        if "b" in self.has and "m" in self.has:
            raise FormatError("names the month twice")
        if ("I" in self.has) != ("p" in self.has) or {"I", "H"} <= self.has:
            raise FormatError("needs %H for 24 hours, or %I with %p for 12")

    @property
    def human(self) -> str:
        """The format for people: MM/DD/YYYY."""
        return "".join(_PEOPLE[letter] if letter else literal for letter, _, literal in self.parts)

    @property
    def has_date(self) -> bool:
        """Whether it says a whole date."""
        return bool({"Y", "y"} & self.has and {"m", "b"} & self.has and "d" in self.has)

    @property
    def has_time(self) -> bool:
        """Whether it says a time of day, at least hour and minute."""
        return bool({"H", "I"} & self.has and "M" in self.has)

    @property
    def resolution_us(self) -> int:
        """The finest step that it can say, in µs."""
        if "f" in self.has:
            return 1
        if "S" in self.has:
            return 1_000_000
        return 60_000_000

    def parse(self, text: str) -> Parsed | None:
        """What the text says, None where it isn't of this format or is no real date."""
        match = self._regex.match(text.strip())
        if match is None:
            return None
        found = match.groupdict()
        try:
            return Parsed(self._date(found), _time(found) if self.has_time else None, _offset(found.get("z")))
        except (ValueError, KeyError):
            return None

    def date(self, text: str) -> dt.date | None:
        """Only the date: the fast way for date fields."""
        match = self._regex.match(text.strip())
        if match is None:
            return None
        try:
            return self._date(match.groupdict())
        except (ValueError, KeyError):
            return None

    def _date(self, found: dict[str, str]) -> dt.date | None:
        if not self.has_date:
            return None
        if "Y" in found:
            year = int(found["Y"])
        else:
            year = int(found["y"])
            year += 1900 if year >= 69 else 2000  # POSIX strptime
        month = _MONTH_OF[found["b"].lower()] if "b" in found else int(found["m"])
        return dt.date(year, month, int(found["d"]))

    def write(self, moment: dt.date | dt.datetime | dt.time) -> str:
        """The moment in this format; a time of day has no date and the other way round."""
        return "".join(_write(letter, bare, moment) if letter else literal for letter, bare, literal in self.parts)


def _parts(text: str) -> list[tuple[str, bool, str]]:
    """(letter, without leading zero, literal) each; exactly one of letter and literal is filled."""
    parts: list[tuple[str, bool, str]] = []
    position = 0
    while position < len(text):
        if text[position] != "%":
            parts.append(("", False, text[position]))
            position += 1
            continue
        bare = text[position + 1 : position + 2] == "-"
        letter = text[position + 1 + bare : position + 2 + bare]
        position += 2 + bare
        if letter == "%":
            parts.append(("", False, "%"))
        elif letter in _PATTERNS:
            parts.append((letter, bare, ""))
        else:
            raise FormatError(f"has the unknown part “%{letter}”; there are {' '.join(DIRECTIVES)}")
    if not any(letter for letter, _, _ in parts):
        raise FormatError("has no part such as %Y")
    return parts


def _time(found: dict[str, str]) -> dt.time:
    hour = int(found.get("H") or found["I"])
    if "p" in found:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if found["p"][0] in "Pp" else 0)
    micro = int((found.get("f") or "0").ljust(6, "0"))
    return dt.time(hour, int(found["M"]), int(found.get("S") or 0), micro)


def _offset(text: str | None) -> dt.timedelta | None:
    if text is None:
        return None
    if text in {"Z", "z"}:
        return dt.timedelta(0)
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 23 or minutes > 59:
        raise ValueError(text)
    span = dt.timedelta(hours=hours, minutes=minutes)
    return -span if text[0] == "-" else span


def _write(letter: str, bare: bool, moment: dt.date | dt.datetime | dt.time) -> str:
    if letter in {"b", "B"}:
        assert isinstance(moment, dt.date)
        name = _MONTHS[moment.month - 1]
        return name if letter == "B" else name[:3]
    if letter == "p":
        assert not isinstance(moment, dt.date) or isinstance(moment, dt.datetime)
        return "AM" if moment.hour < 12 else "PM"
    if letter == "z":
        assert isinstance(moment, dt.datetime)
        return _write_offset(moment.utcoffset() or dt.timedelta(0))
    number, width = _figure(letter, moment)
    return str(number) if bare else str(number).rjust(width, "0")


def _figure(letter: str, moment: dt.date | dt.datetime | dt.time) -> tuple[int, int]:
    """The number and its digits for a directive."""
    if letter == "y":
        return getattr(moment, "year") % 100, 2  # noqa: B009 - a date has it, which the caller made sure of
    if letter == "I":
        return (getattr(moment, "hour", 0) - 1) % 12 + 1, 2
    name, width = {
        "Y": ("year", 4), "m": ("month", 2), "d": ("day", 2), "H": ("hour", 2), "M": ("minute", 2), "S": ("second", 2), "f": ("microsecond", 6),
    }[letter]  # fmt: skip
    return int(getattr(moment, name, 0)), width


def _write_offset(span: dt.timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
