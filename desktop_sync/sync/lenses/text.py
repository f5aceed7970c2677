"""Lenses over texts: text, trim, case."""

import sys
from collections.abc import Callable, Mapping

from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.values import Value
from desktop_sync.sync.lenses.base import (
    Fields,
    Lens,
    LensInfo,
    LensKind,
    OneField,
    Param,
    Params,
    Values,
    as_text,
    fold,
    tidy,
)

TEXT_TYPES = (FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE, FieldType.CHOICE, FieldType.REFERENCE)


class TextHalf(OneField):
    """A text as it is. Tolerance: Unicode form, line ends, outer space, and the field's maximum length."""

    def __init__(self, field: Field, *, cut: bool = False) -> None:
        super().__init__(field)
        self.max = field.max_length
        self.cut = cut
        self.longest = sys.maxsize if self.max is None else self.max
        self.plain = type(self) is TextHalf  # the others make something of a text

    def get(self, values: Values) -> Value:
        """The text, unchanged."""
        value = values[0]
        if type(value) is str:
            return value or None
        return as_text(value, self.field) or None

    def passes(self, shared: Value) -> bool:
        """A tidy text that is short enough."""
        return (
            self.plain
            and type(shared) is str
            and 0 < len(shared) <= self.longest
            and shared.isascii()
            and "\r" not in shared
            and shared == shared.strip()
        )

    def write(self, shared: Value) -> Value:
        """The text; cut only if the lens says so."""
        text = as_text(shared, self.field)
        if self.cut and self.max is not None and len(text) > self.max:
            return self.normal(text)
        return text

    def norm(self, shared: Value) -> Value:
        """The tidy text, as far as the field takes it."""
        if type(shared) is not str:
            if shared is None or isinstance(shared, bytes | tuple):
                return shared or None
            shared = as_text(shared, self.field)
        return self.normal(shared) or None

    def normal(self, text: str) -> str:
        """`norm` of a text."""
        text = tidy(text)
        if self.max is not None and len(text) > self.max:
            text = text[: self.max].rstrip()
        return text


class TrimHalf(TextHalf):
    """A text without outer space, and if wanted with single inner spaces."""

    def __init__(self, field: Field, *, inner: bool) -> None:
        super().__init__(field)
        self.inner = inner

    def get(self, values: Values) -> Value:
        """The trimmed text."""
        value = as_text(values[0], self.field)
        return (" ".join(value.split()) if self.inner else value.strip()) or None

    def write(self, shared: Value) -> Value:
        """The trimmed text."""
        text = as_text(shared, self.field)
        return " ".join(text.split()) if self.inner else text.strip()

    def normal(self, text: str) -> str:
        """The tidy text, with single inner spaces."""
        return super().normal(" ".join(text.split()) if self.inner else text)


class CaseHalf(TextHalf):
    """A text in one case. Tolerance: the case."""

    def __init__(self, field: Field, case: str) -> None:
        super().__init__(field)
        self.case = case

    def write(self, shared: Value) -> Value:
        """The text in the side's case; as it is where a letter would not come back."""
        text = as_text(shared, self.field)
        made = _IN_CASE[self.case](text)
        return made if self.norm(made) == self.norm(text) else text

    def normal(self, text: str) -> str:
        """The tidy text without its case; cut last, because small letters may be more than capitals (İ)."""
        return super().normal(fold(tidy(text)))


def titled(text: str) -> str:
    """Every word with a capital, and the rest small; unlike str.title it leaves “d'Or's” alone after the apostrophe."""
    return " ".join(word[:1].upper() + word[1:].lower() for word in text.split(" "))


def _length_loss(a: Field, b: Field) -> str:
    long, short = a.max_length, b.max_length
    if long == short:
        return ""
    side, most = ("B", short) if long is None or (short is not None and short < long) else ("A", long)
    return f"{side} takes {most} characters at most"


def _text(params: Params, a: Fields, b: Fields) -> Lens:
    cut = params.flag("cut")
    return Lens(
        "text",
        "text, cut to fit" if cut else "text",
        TextHalf(a[0], cut=cut),
        TextHalf(b[0], cut=cut),
        _length_loss(a[0], b[0]),
    )


def _trim(params: Params, a: Fields, b: Fields) -> Lens:
    inner = params.flag("inner")
    return Lens(
        "trim", "trimmed text", TrimHalf(a[0], inner=inner), TrimHalf(b[0], inner=inner), _length_loss(a[0], b[0])
    )


def _case(params: Params, a: Fields, b: Fields) -> Lens:
    case_a, case_b = params.text("a", "keep"), params.text("b", "keep")
    label = " · ".join(f"{side} in {CASES[case]}" for side, case in (("A", case_a), ("B", case_b)) if case != "keep")
    return Lens("case", label or "any case", CaseHalf(a[0], case_a), CaseHalf(b[0], case_b), "the case may change")


CASES = {"keep": "its own case", "upper": "CAPITALS", "lower": "small letters", "title": "Title Case"}
_CASE_WORDS = tuple(CASES)
_IN_CASE: Mapping[str, Callable[[str], str]] = {"keep": str, "upper": str.upper, "lower": str.lower, "title": titled}

KINDS = (
    LensKind(
        LensInfo(
            "text",
            "text",
            "The same text on both sides. Outer space, line ends and the field's maximum length make no difference.",
            (Param("cut", "flag", "cut a text that is too long, instead of holding the record", "false"),),
            TEXT_TYPES,
            TEXT_TYPES,
            example='lens = "text"',
        ),
        _text,
    ),
    LensKind(
        LensInfo(
            "trim",
            "trimmed text",
            "The same text, written without spaces before and after it.",
            (Param("inner", "flag", "also turn several spaces within the text into one", "false"),),
            TEXT_TYPES,
            TEXT_TYPES,
            example="lens = { trim = { inner = true } }",
        ),
        _trim,
    ),
    LensKind(
        LensInfo(
            "case",
            "text in one case",
            "The same text, where capitals and small letters make no difference; each side can have its own style.",
            (
                Param("a", "word", "how A writes it", "keep", _CASE_WORDS),
                Param("b", "word", "how B writes it", "keep", _CASE_WORDS),
            ),
            TEXT_TYPES,
            TEXT_TYPES,
            example='lens = { case = { b = "upper" } }',
        ),
        _case,
    ),
)
