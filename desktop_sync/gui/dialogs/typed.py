"""What a person types becomes a value of the kind that the field holds. Pure."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from desktop_sync.errors import UsageError
from desktop_sync.gui.text import locale, tr
from desktop_sync.model.values import Value, is_blank

_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"),
)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")


def parse(text: str, like: Sequence[Value]) -> Value:
    """The text as a value of the kind of the first of `like` that is not blank; an empty text is blank. Raises UsageError."""
    words = text.strip()
    if not words:
        return None
    model = next((one for one in like if not is_blank(one)), "")
    for kind, read in _READERS:
        if isinstance(model, kind):
            return read(words)
    return text.strip("\r\n")


def _boolean(words: str) -> Value:
    known = {
        "yes": True,
        "true": True,
        "1": True,
        tr("yes"): True,
        "no": False,
        "false": False,
        "0": False,
        tr("no"): False,
    }
    if words.casefold() not in known:
        raise UsageError(tr("Write yes or no."))
    return known[words.casefold()]


def _number(words: str, *, whole: bool = False) -> Decimal:
    group, point = re.escape(locale().groupSeparator()), re.escape(locale().decimalPoint())
    # groups count only where they stand: “7500,5” typed by a Briton must not become 75005
    shape = re.compile(rf"([-+\u2212]?)(\d+|\d{{1,3}}(?:(?:{group}|[\u00a0\u202f' ])\d{{3}})+)(?:{point}(\d+))?")
    found = shape.fullmatch(words)
    if not found or (whole and found[3]):
        sample = "7500" if whole else f"7500{locale().decimalPoint()}00"
        raise UsageError(tr("Write a number such as %1.").replace("%1", sample))
    digits = re.sub(r"\D", "", found[2])
    sign = "-" if found[1] in ("-", "\u2212") else ""
    return Decimal(f"{sign}{digits}.{found[3]}" if found[3] else f"{sign}{digits}")


def _date(words: str) -> dt.date:
    for shape in _DATES:
        if found := shape.fullmatch(words):
            try:
                return dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError as error:
                raise UsageError(tr("There is no such day.")) from error
    raise UsageError(tr("Write the date as 2011-09-01."))


def _time(words: str) -> dt.time:
    found = _TIME.fullmatch(words)
    try:
        if found:
            return dt.time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError as error:
        raise UsageError(tr("There is no such time.")) from error
    raise UsageError(tr("Write the time as 16:02."))


def _moment(words: str) -> dt.datetime:
    date, _, time = words.replace("T", " ").partition(" ")
    if not time:
        raise UsageError(tr("Write date and time as 2011-09-01 16:02."))
    return dt.datetime.combine(_date(date), _time(time.strip())).astimezone()


def _texts(words: str) -> Value:
    return tuple(part.strip() for part in words.split(",") if part.strip())


def _file(_words: str) -> Value:
    raise UsageError(tr("This field holds a file: take one side’s."))


# A truth value is a number to Python, and a moment is a day: the narrower kind comes first.
_READERS: tuple[tuple[type, Callable[[str], Value]], ...] = (
    (bool, _boolean),
    (int, lambda words: int(_number(words, whole=True))),
    (Decimal, _number),
    (float, lambda words: float(_number(words))),
    (dt.datetime, _moment),
    (dt.date, _date),
    (dt.time, _time),
    (tuple, _texts),
    (bytes, _file),
)
