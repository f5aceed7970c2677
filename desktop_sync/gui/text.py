"""Words and figures for people: numbers, times, values, the state of a sync. No widgets."""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from desktop_sync.model.values import Value

MINUS, DASH, ARROW, SWAP = "\N{MINUS SIGN}", "—", "→", "⇄"
_GAP = re.compile(r"\{(\w+)\}")


def tr(text: str, /, **values: object) -> str:
    """The text in the user's language, its gaps ({name}) filled; whole numbers are written as people write them."""
    words = QCoreApplication.translate("Text", text)
    if not values:
        return words
    return _GAP.sub(lambda gap: _filling(values.get(gap[1], gap[0])), words)


def _filling(value: object) -> str:
    return number(value) if isinstance(value, int) else str(value)


def many(text: str, count: int, /, **values: object) -> str:
    """The text with its %n, in the form of the user's language for so many; other gaps as in `tr`."""
    words = QCoreApplication.translate("Text", text, None, count).replace(str(count), number(count), 1)
    return _GAP.sub(lambda gap: _filling(values.get(gap[1], gap[0])), words) if values else words


def later(text: str) -> str:
    """Marks a text of a constant for translation; `tr` takes it where it is shown."""
    return text


_DAYS = (later("Mon"), later("Tue"), later("Wed"), later("Thu"), later("Fri"), later("Sat"), later("Sun"))
_MONTHS = (
    later("Jan"),
    later("Feb"),
    later("Mar"),
    later("Apr"),
    later("May"),
    later("Jun"),
    later("Jul"),
    later("Aug"),
    later("Sep"),
    later("Oct"),
    later("Nov"),
    later("Dec"),
)


_DAY_WORD = re.compile(r"[^\W\d_]+")


def days_said(times: str) -> str:
    """A schedule's times with the days as people here call them: “Mo-Fr 18:00” for `Mon-Fri 18:00`."""
    said_as = {day: tr(day) for day in _DAYS}
    return _DAY_WORD.sub(lambda found: said_as.get(found[0].capitalize(), found[0]), times)


def days_heard(times: str) -> str:
    """The times as a sync keeps them, whichever of the two languages the days were typed in."""
    heard_as = {tr(day).casefold(): day for day in _DAYS}
    return _DAY_WORD.sub(lambda found: heard_as.get(found[0].casefold(), found[0]), times)


@lru_cache(maxsize=1)
def locale() -> QLocale:
    """How the user writes numbers and times; British where the system does not say."""
    found = QLocale()
    if found.language() == QLocale.Language.C:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return found


def number(value: int) -> str:
    """1,240."""
    return locale().toString(value)


def counted(value: int, one: str, many: str) -> str:
    """“1 conflict”, “1,240 conflicts”."""
    return f"{number(value)} {one if value == 1 else many}"


def joined(words: list[str], last: str = "and") -> str:
    """“a, b and c”."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def clock_time(when: dt.datetime) -> str:
    """16:02, in the user's zone."""
    local = when.astimezone()
    return locale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)


def day_time(when: dt.datetime, now: dt.datetime) -> str:
    """“16:02” today, “Fri 16:02” within a week, “14 Mar 16:02” this year, else with the year."""
    local, today = when.astimezone(), now.astimezone().date()
    time, days = clock_time(when), (today - local.date()).days
    if days == 0:
        return time
    if -7 < days < 7:
        return f"{tr(_DAYS[local.weekday()])} {time}"
    return f"{day(local.date(), today)} {time}"


def day(date: dt.date, today: dt.date) -> str:
    """“14 Mar”, with the year when it is another one."""
    words = tr("{day} {month}", day=date.day, month=tr(_MONTHS[date.month - 1]))
    return words if date.year == today.year else f"{words} {date.year}"


def ago(when: dt.datetime, now: dt.datetime) -> str:
    """“just now”, “2 minutes ago”, “3 hours ago”, then as `day_time`."""
    seconds = (now - when).total_seconds()
    if seconds < 45:
        return tr("just now")
    if seconds < 90:
        return tr("1 minute ago")
    if seconds < 3600:
        return tr("%1 minutes ago").replace("%1", number(round(seconds / 60)))
    if seconds < 5400:
        return tr("1 hour ago")
    if seconds < 6 * 3600:
        return tr("%1 hours ago").replace("%1", number(round(seconds / 3600)))
    return day_time(when, now)


def duration(seconds: float) -> str:
    """“0.8 s”, “12 s”, “3 min”, “2 h”."""
    if seconds < 10:
        return f"{locale().toString(seconds, 'f', 1)} s"
    if seconds < 90:
        return f"{round(seconds)} s"
    if seconds < 5400:
        return f"{round(seconds / 60)} min"
    return f"{round(seconds / 3600)} h"


def decimal(value: Decimal) -> str:
    """With the user's separators, and exactly the digits it has."""
    text = f"{value:,f}"
    here = locale()
    swapped = {",": here.groupSeparator(), ".": here.decimalPoint()}
    return "".join(swapped.get(sign, sign) for sign in text)


def blank_words() -> str:
    """What stands where a field holds nothing."""
    return tr("— blank")


def value_words(value: Value) -> str:
    """A value as people read it; dates and times in the one order that nobody misreads (2011-09-01)."""
    if value is None or value in ("", ()):
        return blank_words()
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return _moment_words(value)
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, Decimal):
        return decimal(value)
    if isinstance(value, float):
        return locale().toString(value, "g", 15)
    if isinstance(value, bytes):
        return counted(len(value), tr("byte"), tr("bytes"))
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value)  # whole numbers without separators: 20112 may be a postcode, no quantity


def _moment_words(value: dt.datetime | dt.date | dt.time) -> str:
    if isinstance(value, dt.datetime):
        return f"{value.astimezone():%Y-%m-%d %H:%M}" + (f":{value:%S}" if value.second else "")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.isoformat("seconds" if value.second else "minutes")


def one_line(text: str, limit: int = 200) -> str:
    """For table cells: line ends shown, not more than `limit` characters."""
    flat = " ⏎ ".join(text.splitlines()) if "\n" in text else text
    return flat if len(flat) <= limit else f"{flat[: limit - 1]}…"


def field_label(name: str) -> str:
    """A shared field's name as a label: “credit_limit” → “Credit limit”."""
    words = name.replace("_", " ").replace(".", " ").strip()
    return words[:1].upper() + words[1:] if words else name


def initials(kind: str, label: str = "") -> str:
    """Two or three letters for a tile: those that the connector gives, else from its kind."""
    return label[:3] or kind[:2].title() or "?"


def name_of(label: str) -> str:
    """The first part of a record's label: “Lena Groß · lena@example.org” → “Lena Groß”."""
    return label.partition(" · ")[0]
