"""What a cell of a workbook means, and how a value is written as one (ECMA-376 18.3.1.4, 18.18.11)."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.sax.saxutils import escape

from desktop_sync.connectors.files.cells import as_text, is_integer
from desktop_sync.connectors.files.sheetxml import Cell
from desktop_sync.connectors.files.styles import NewStyles
from desktop_sync.connectors.files.workbook import Workbook, unescape
from desktop_sync.model.values import Value

MAX_TEXT = 32_767
MAX_DIGITS = 15
"""Excel keeps numbers as binary floats and shows 15 digits; it replaces what is beyond by zeros."""

_FORBIDDEN = re.compile(r"[\ud800-\udfff\ufffe\uffff\0]")
_NEEDS_ESCAPE = re.compile(r"[\x01-\x08\x0b\x0c\x0d\x0e-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
_EPOCH = dt.datetime(1899, 12, 30, tzinfo=dt.UTC)
_EPOCH_1904 = dt.datetime(1904, 1, 1, tzinfo=dt.UTC)
_DAY_S = 86_400


class CellError(str):
    """A cell that shows an error such as #N/A; it has no value."""

    __slots__ = ()


def meaning(cell: Cell, book: Workbook) -> Any:
    """The cell's value as it stands there: None, str, bool, int, Decimal, date, aware datetime, time, or CellError."""
    if cell.kind == "s":
        return book.texts[int(cell.text)] or None if cell.text else None
    if cell.kind in {"inlineStr", "str"}:
        return unescape(cell.text) or None
    if not cell.text:
        return None
    if cell.kind == "b":
        return cell.text.strip() == "1"
    if cell.kind == "e":
        return CellError(cell.text)
    if cell.kind == "d":  # ISO dates, which Excel reads but does not write
        return dt.datetime.fromisoformat(cell.text).replace(tzinfo=dt.UTC)
    return _number(cell.text, format_of(cell.style, book.formats), is_1904=book.is_1904)


def format_of(style: str, formats: Sequence[str]) -> str:
    """What the number format of a style shows: "date", "time", "both", or ""."""
    index = int(style) if style else 0
    return formats[index] if index < len(formats) else ""


def _number(text: str, shows: str, *, is_1904: bool) -> Any:
    try:
        number = float(text)
        exact = Decimal(f"{number:.{MAX_DIGITS}g}")
    except (ValueError, InvalidOperation):
        return text
    if shows and 0 <= number < 2_958_466:  # the day after 9999-12-31
        return _moment(number, shows, is_1904=is_1904)
    if exact == exact.to_integral_value() and abs(exact) < 10**MAX_DIGITS:
        return int(exact)
    return Decimal(format(exact, "f"))


def _moment(number: float, shows: str, *, is_1904: bool) -> Any:
    days, rest = divmod(number, 1)
    if not is_1904 and days < 60:
        days += 1  # Excel counts a 29 February 1900, which was none
    # Excel works in milliseconds: finer parts are noise of the binary fraction.
    moment = (_EPOCH_1904 if is_1904 else _EPOCH) + dt.timedelta(days=days, milliseconds=round(rest * _DAY_S * 1000))
    if shows == "time" and number < 1:
        return moment.time()
    return moment.date() if shows == "date" and moment.time() == dt.time() else moment


def serial(value: dt.date | dt.datetime | dt.time, *, is_1904: bool) -> str | None:
    """A date or time as the workbook counts it; None for one before its calendar begins."""
    if isinstance(value, dt.time):
        return _decimal_text((value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / _DAY_S)
    if isinstance(value, dt.datetime):
        moment = value.astimezone(dt.UTC) if value.tzinfo else value.replace(tzinfo=dt.UTC)
    else:
        moment = dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
    number = (moment - (_EPOCH_1904 if is_1904 else _EPOCH)) / dt.timedelta(days=1)
    if not is_1904 and number < 61:
        number -= 1
    if number < (0 if is_1904 else 1):
        return None
    return _decimal_text(number)


def _decimal_text(number: float) -> str:
    return str(int(number)) if number == int(number) else repr(number)


def refusal(name: str, value: Value) -> str:
    """Why no cell can hold the value, "" when one can."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        digits = Decimal(value).normalize().as_tuple()
        if isinstance(digits.exponent, str):
            return f"“{name}”: not a number."
        if len(digits.digits) > MAX_DIGITS:
            return f"“{name}”: a workbook keeps only {MAX_DIGITS} digits of a number."
        return ""
    text = as_text(value)
    if len(text) > MAX_TEXT:
        return f"“{name}”: a cell holds at most {MAX_TEXT} characters."
    if _FORBIDDEN.search(text):
        return f"“{name}”: it has a character that a workbook can't hold."
    return ""


class CellWriter:
    """Writes cells of one sheet."""

    def __init__(self, book: Workbook, prefix: str) -> None:
        self._book, self._prefix = book, prefix
        self.styles = NewStyles(book)

    def cell(self, ref: str, value: Value, *, style: str = "", date_style: str = "", was_number: bool = False) -> bytes:
        """The cell's XML. `date_style`: the style of dates in its column, for a cell that has no date format itself."""
        if isinstance(value, dt.date | dt.time):
            number = serial(value, is_1904=self._book.is_1904)
            usable = (one for one in (style, date_style) if one and self._shows(one, value))
            shown = next(usable, "") or self.styles.dated(style, value)
            if number is not None and shown:
                return self._tag(ref, shown, "", f"<{self._prefix}v>{number}</{self._prefix}v>")
            value = as_text(value)
        if value is None or value == "":
            return self._tag(ref, style, "", "")
        if isinstance(value, bool):
            return self._tag(ref, style, "b", f"<{self._prefix}v>{int(value)}</{self._prefix}v>")
        if isinstance(value, int | float | Decimal):
            return self._tag(ref, style, "", f"<{self._prefix}v>{as_text(value)}</{self._prefix}v>")
        text = as_text(value)
        if was_number and is_integer(text) and len(text) <= MAX_DIGITS:
            return self._tag(ref, style, "", f"<{self._prefix}v>{text}</{self._prefix}v>")
        space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
        held = escape(_NEEDS_ESCAPE.sub(lambda match: f"_x{ord(match.group()):04X}_", text))
        p = self._prefix
        return self._tag(ref, style, "inlineStr", f"<{p}is><{p}t{space}>{held}</{p}t></{p}is>")

    def _shows(self, style: str, value: dt.date | dt.time) -> bool:
        shows = format_of(style, self._book.formats)
        return shows == "time" if isinstance(value, dt.time) else shows in {"date", "both"}

    def _tag(self, ref: str, style: str, kind: str, content: str) -> bytes:
        attributes = f' r="{ref}"' + (f' s="{style}"' if style else "") + (f' t="{kind}"' if kind else "")
        if not content:
            return f"<{self._prefix}c{attributes}/>".encode()
        return f"<{self._prefix}c{attributes}>{content}</{self._prefix}c>".encode()
