"""Texts of cells and what they mean.

A text becomes a number, a date or a yes/no only where its whole column reads so and the very same text can be written
back; everything else stays text, and the sync's lenses say what it means.
"""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

from desktop_sync.model.schema import FieldType
from desktop_sync.model.values import Value

SAMPLE = 20_000
"""So many rows decide a column's type; a later cell that does not fit is delivered as text."""

_INTEGER = re.compile(r"0|-?[1-9]\d{0,17}")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")
# A leading + or 0 or ( keeps dates such as 24.12.2026, amounts and article numbers out.
_PHONE = re.compile(r"(?=(?:\D*\d){6,17}\D*\Z)(?:\+|0|\()[\d ()/.-]*[ ()/.+-][\d ()/.-]*|\+\d+")
_WORDS = (("false", "true"), ("no", "yes"), ("nein", "ja"), ("non", "oui"))
_BOOLEANS = {
    variant[0]: variant
    for pair in _WORDS
    for variant in (pair, tuple(w.title() for w in pair), tuple(w.upper() for w in pair))
} | {
    variant[1]: variant
    for pair in _WORDS
    for variant in (pair, tuple(w.title() for w in pair), tuple(w.upper() for w in pair))
}


def is_integer(text: str) -> bool:
    """Whether the text is how Python writes an integer (no leading zeros, no plus)."""
    return _INTEGER.fullmatch(text) is not None


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


_TESTS = (
    (FieldType.INTEGER, is_integer),
    (FieldType.DECIMAL, lambda text: _DECIMAL.fullmatch(text) is not None),
    (FieldType.DATE, _is_date),
    (FieldType.BOOLEAN, lambda text: text in _BOOLEANS),
    (FieldType.EMAIL, lambda text: _EMAIL.fullmatch(text) is not None),
    (FieldType.PHONE, lambda text: _PHONE.fullmatch(text) is not None),
)


class Guess:
    """Finds the type of a column of texts while they pass by."""

    def __init__(self) -> None:
        self._left = list(_TESTS)
        self._seen = False
        self._words: tuple[str, ...] | None = None

    def feed(self, text: str) -> None:
        """Look at one cell; blank ones say nothing."""
        if not text or not self._left:
            return
        self._seen = True
        self._left = [(kind, fits) for kind, fits in self._left if fits(text)]
        words = _BOOLEANS.get(text)
        if words is None or (self._words is not None and words != self._words):
            self._left = [(kind, fits) for kind, fits in self._left if kind is not FieldType.BOOLEAN]
        else:
            self._words = words

    @property
    def type(self) -> FieldType:
        """The narrowest type that all cells fit."""
        return self._left[0][0] if self._seen and self._left else FieldType.TEXT

    @property
    def words(self) -> tuple[str, str]:
        """How the column writes false and true."""
        return (self._words[0], self._words[1]) if self._words else ("false", "true")


def guess(texts: Iterable[str]) -> FieldType:
    """The type of a column of texts."""
    one = Guess()
    for text in texts:
        one.feed(text)
    return one.type


def typed(kind: FieldType, words: tuple[str, str], text: str) -> Value:
    """A cell's value: None for an empty one; a text that does not fit the column's type stays text."""
    if not text:
        return None
    if kind is FieldType.INTEGER and is_integer(text):
        return int(text)
    if kind is FieldType.DECIMAL and _DECIMAL.fullmatch(text):
        return Decimal(text)
    if kind is FieldType.DATE and _is_date(text):
        return dt.date.fromisoformat(text)
    if kind is FieldType.BOOLEAN and text in words:
        return text == words[1]
    return text


def as_text(value: Value, words: tuple[str, str] = ("false", "true")) -> str:
    """A value as a cell's text, readable back by `typed`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return words[1] if value else words[0]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, bytes):
        return value.hex()
    return str(value)
