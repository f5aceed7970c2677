"""Lenses that join several fields into one: full_name, join (and split, its mirror)."""

from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.values import Value
from desktop_sync.sync.lenses.base import Fields, Half, Lens, LensInfo, LensKind, Param, Params, SeveralFields, tidy
from desktop_sync.sync.lenses.text import TextHalf

PARTICLES = frozenset({
    "aan", "af", "al", "av", "bin", "da", "das", "de", "del", "dela", "della", "den", "der", "des", "di", "do",
    "dos", "du", "el", "ibn", "la", "le", "lo", "los", "na", "op", "te", "ten", "ter", "tot", "und", "van",
    "vande", "vanden", "vander", "ver", "vom", "von", "vor", "y", "zu", "zum", "zur",
})  # fmt: skip
"""Small words that begin a family name when they stand before it in small letters: van, de la, von und zu …"""
SUFFIXES = frozenset({
    "jr", "jr.", "sr", "sr.", "junior", "senior", "ii", "iii", "iv", "v", "phd", "ph.d.", "md", "m.d.", "esq",
    "esq.",
})  # fmt: skip
"""What follows a family name and stays with it."""


def split_name(full: str, old: tuple[str, ...] = ()) -> tuple[str, str]:
    """A full name as (first, last). What the old parts show of the border is used first; a single word is a last name."""
    words = full.split()
    if old:
        first, last = " ".join(old[0].split()), " ".join(old[1].split())
        joined = " ".join(words)
        if last and joined.endswith(" " + last):
            return joined[: -len(last) - 1], last
        if first and joined.startswith(first + " "):
            return first, joined[len(first) + 1 :]
        if first and not last and len(words) == 1:
            return joined, ""
    if len(words) < 2:
        return "", " ".join(words)
    start = len(words) - 1
    while start > 1 and words[start].casefold().strip(",") in SUFFIXES:
        start -= 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


class NameParts(SeveralFields):
    """First and last name in two fields."""

    def __init__(self, fields: Fields, *, last_first: bool) -> None:
        super().__init__(fields)
        self.last_first = last_first

    def join(self, parts: list[str]) -> str:
        """“First Last”, or “Last, First”."""
        first, last = (" ".join(part.split()) for part in parts)
        if self.last_first and first and last:
            return f"{last}, {first}"
        return f"{first} {last}".strip()

    def part(self, whole: str, old: tuple[str, ...]) -> list[str]:
        """The name as first and last."""
        if not self.last_first:
            return list(split_name(whole, old))
        last, comma, first = whole.partition(", ")
        if comma and last.strip() and first.strip():
            return [first, last]
        return [whole, ""] if old and old[0] and not old[1] else ["", whole]

    def norm(self, shared: Value) -> Value:
        """The name with single spaces."""
        return _spaced(shared)


class FullName(TextHalf):
    """The whole name in one field."""

    def normal(self, text: str) -> str:
        """The name with single spaces, as far as the field takes it."""
        return super().normal(" ".join(tidy(text).split()))


def _spaced(shared: Value) -> Value:
    return " ".join(tidy(shared).split()) or None if isinstance(shared, str) else shared


class JoinParts(SeveralFields):
    """Several fields that make one text with a separator between the filled ones."""

    def __init__(self, fields: Fields, separator: str) -> None:
        super().__init__(fields)
        self.separator = separator

    def join(self, parts: list[str]) -> str:
        """The filled parts with the separator between them."""
        return self.separator.join(part for part in parts if part)

    def part(self, whole: str, old: tuple[str, ...]) -> list[str]:
        """The text at its first separators; the last field takes the rest. Blank fields stay blank where the parts are as many as the filled ones."""
        count = len(self.fields)
        pieces = _pieces(whole, self.separator)
        filled = [index for index, part in enumerate(old) if part]
        if old and len(pieces) == len(filled) < count:
            parts = [""] * count
            for index, piece in zip(filled, pieces, strict=True):
                parts[index] = piece
            return parts
        head, rest = pieces[: count - 1], pieces[count - 1 :]
        parts = [*head, self.separator.join(rest)]
        return parts + [""] * (count - len(parts))

    def norm(self, shared: Value) -> Value:
        """The text with empty parts left out."""
        return joined(shared, self.separator) or None if isinstance(shared, str) else shared


class JoinedText(TextHalf):
    """The whole text in one field."""

    def __init__(self, field: Field, separator: str) -> None:
        super().__init__(field)
        self.separator = separator

    def normal(self, text: str) -> str:
        """The text with empty parts left out, as far as the field takes it."""
        return joined(super().normal(joined(text, self.separator)), self.separator)


def _pieces(text: str, separator: str) -> list[str]:
    return [piece for piece in (one.strip() for one in text.split(separator)) if piece]


def joined(text: str, separator: str) -> str:
    """The text with tidy, filled parts only."""
    text = tidy(text)
    for _ in range(len(text) + 1):
        made = separator.join(_pieces(text, separator)).strip()
        if made == text:
            break
        text = made
    return text


def _arrange(name: str, label: str, several: SeveralFields, one: Half, *, several_in_a: bool) -> Lens:
    """The lens with the halves on the sides where they belong."""
    lossy = "a new text is cut into its parts by rule; look at the first ones"
    a, b = (several, one) if several_in_a else (one, several)
    return Lens(name, label, a, b, lossy)


def _full_name(params: Params, a: Fields, b: Fields) -> Lens:
    last_first = params.text("order", "first last") == "last, first"
    parts, whole = (a, b) if len(a) > 1 else (b, a)
    several, one = NameParts(parts, last_first=last_first), FullName(whole[0])
    form = " · Last, First" if last_first else ""
    return _arrange(params.info.name, f"full name{form}", several, one, several_in_a=len(a) > 1)


def _join(params: Params, a: Fields, b: Fields) -> Lens:
    separator = params.text("separator", " ")
    if not separator:
        params.fail(f"the parameter “separator” of the lens “{params.info.name}” must not be empty.")
    parts, whole = (a, b) if len(a) > 1 else (b, a)
    several, one = JoinParts(parts, separator), JoinedText(whole[0], separator)
    shown = "a space" if separator == " " else f"“{separator}”"
    label = f"joined with {shown}" if len(a) > 1 else f"split at {shown}"
    return _arrange(params.info.name, label, several, one, several_in_a=len(a) > 1)


_TEXTS = (FieldType.TEXT,)
_SEPARATOR = Param("separator", "text", "what stands between the parts", "a space")
_NAMES = ("first last", "last, first")

KINDS = (
    LensKind(
        LensInfo(
            "full_name",
            "full name",
            "First and last name in two fields on one side (in this order), the whole name in one field on the other.",
            (Param("order", "word", "how the whole name is written", "first last", _NAMES),),
            _TEXTS,
            _TEXTS,
            arity="2:1 or 1:2",
            example='a = ["first_name", "last_name"]\nb = "name"\nlens = "full_name"',
        ),
        _full_name,
    ),
    LensKind(
        LensInfo(
            "join",
            "joined text",
            "Several fields on one side, one text on the other, with a separator.",
            (_SEPARATOR,),
            _TEXTS,
            _TEXTS,
            arity="several:1 or 1:several",
            example='a = ["street", "house_number"]\nb = "address"\nlens = { join = { separator = " " } }',
        ),
        _join,
    ),
    LensKind(
        LensInfo(
            "split",
            "split text",
            "One text on one side, its parts in several fields on the other; the same as join.",
            (_SEPARATOR,),
            _TEXTS,
            _TEXTS,
            arity="several:1 or 1:several",
            example='a = "address"\nb = ["street", "city"]\nlens = { split = { separator = ", " } }',
        ),
        _join,
    ),
)
