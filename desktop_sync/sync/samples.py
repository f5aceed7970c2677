"""What sample values say about a field: what kind of value it really holds, in which format, and how much two fields agree."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as entry
from decimal import Decimal
from itertools import pairwise, product
from typing import Any

from desktop_sync.errors import DefinitionError
from desktop_sync.model.mapping import LensSpec
from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.values import Value, is_blank
from desktop_sync.sync.lenses import Lens, LensError, build_lens, default_lens
from desktop_sync.sync.lenses.base import TEXTUAL
from desktop_sync.sync.lenses.formats import Format
from desktop_sync.sync.lenses.numbers import STYLES, to_decimal
from desktop_sync.sync.matching import normal_key

Rows = Sequence[Mapping[str, Value]]
MOST = 400
"""Values per field that are looked at; more would not change the picture, but the time."""
_ENOUGH = 50
"""Pairs of numbers after which a constant factor has shown itself, or isn't there."""
_NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT})
_FEW = 12
"""Up to so many different values a field is a choice in disguise."""
_DATES = (
    "%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%Y/%m/%d", "%d-%m-%Y", "%d.%m.%y", "%m/%d/%y", "%d/%m/%y", "%Y%m%d", "%d %b %Y", "%d %B %Y",
    "%B %d, %Y", "%b %d, %Y",
)  # fmt: skip
_MOMENTS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%d/%m/%Y %H:%M",
    "%m/%d/%Y %I:%M %p", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z",
)  # fmt: skip
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}\Z")
_PHONE = re.compile(r"\+?[\d\s()./\-]{6,24}\Z")
_WORD_PAIRS = (
    ("true", "false"),
    ("yes", "no"),
    ("ja", "nein"),
    ("1", "0"),
    ("y", "n"),
    ("j", "n"),
    ("on", "off"),
    ("x", ""),
)


@dataclass(frozen=True)
class Column:
    """One field with its sample values. `texts`: the filled ones as text. `kind`: what they look like, for text fields."""

    field: Field
    values: Sequence[Value]
    texts: tuple[str, ...]
    distinct: Counter[str]
    kind: str
    keys: Sequence[bytes | None] = entry(repr=False)
    """One comparable key per row, without any lens: quick, and enough for texts."""
    formats: tuple[str, ...] = ()

    @property
    def few(self) -> bool:
        """Whether it takes a handful of values only."""
        return bool(self.texts) and len(self.distinct) <= _FEW and len(self.distinct) * 2 <= max(len(self.texts), 2)


def column(one: Field, rows: Rows) -> Column:
    """The field's sample, and what it looks like."""
    values = [row.get(one.name) for row in rows[:MOST]]
    texts = tuple(
        str(value).strip() for value in values if not is_blank(value) and not isinstance(value, bytes | tuple)
    )
    kind, formats = _kind(one, texts)
    keys = [None if is_blank(value) else normal_key([value]) for value in values]
    return Column(one, values, texts, Counter(texts), kind, keys, formats)


def _kind(one: Field, texts: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    if one.type not in TEXTUAL:
        return one.type.value, ()
    if one.type in {FieldType.EMAIL, FieldType.PHONE}:
        return one.type.value, ()
    if not texts:
        return "text", ()
    if _share(texts, _EMAIL.match) >= 0.8:
        return "email", ()
    formats = tuple(fmt for fmt in _DATES if _all_dates(texts, fmt))
    if formats:
        return "date", formats
    moments = tuple(fmt for fmt in _MOMENTS if _all_dates(texts, fmt))
    if moments:
        return "datetime", moments
    if {text.casefold() for text in texts} in [set(pair) - {""} for pair in _WORD_PAIRS] and len(texts) > 1:
        return "boolean", ()
    styles = tuple(name for name, style in STYLES.items() if all(style.parse(text) is not None for text in texts))
    if styles and not any(text.startswith(("0", "+")) and len(text) > 1 and text[1].isdecimal() for text in texts):
        return "number", styles
    if _share(texts, _PHONE.match) >= 0.8 and any(len(re.sub(r"\D", "", text)) >= 7 for text in texts):
        return "phone", ()
    return "text", ()


def _share(texts: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(bool(test(text)) for text in texts) / len(texts)


def _all_dates(texts: Sequence[str], fmt: str) -> bool:
    made = Format(fmt)
    return all(made.parse(text) is not None for text in texts)


def lens_guesses(a: Column, b: Column) -> list[LensSpec]:
    """Lenses that may join the two, likeliest first; the caller compares what each makes of the values."""
    kinds = {a.kind, b.kind}
    if kinds <= {"email", "text"} and "email" in kinds:
        return [LensSpec("email")]
    if kinds <= {"phone", "text", "number", "integer"} and "phone" in kinds:
        return [LensSpec("phone", _region(a, b))]
    if kinds <= {"date", "datetime"}:
        return _date_guesses(a, b)
    guesses: list[LensSpec] = []
    if "boolean" in kinds:
        guesses.append(LensSpec("boolean", _words(a, b)))
    numbers = {"number", "integer", "decimal", "float"}
    if kinds <= numbers and not _codes(a, b):
        guesses += [LensSpec("number", params) for params in _styles(a, b)]
    usual = default_lens(a.field, b.field)
    if usual.name and usual.name != "number":
        guesses.append(usual)
    return guesses


def _codes(a: Column, b: Column) -> bool:
    """Two text fields with digits are codes, such as postcodes, unless one is written with decimals."""
    return (
        a.field.type in TEXTUAL and b.field.type in TEXTUAL and all(text.isdecimal() for text in (*a.texts, *b.texts))
    )


def _date_guesses(a: Column, b: Column) -> list[LensSpec]:
    name = "date" if "date" in {a.kind, b.kind} else "datetime"
    guesses = []
    for format_a in a.formats or ("",):
        for format_b in b.formats or ("",):
            usual = {"%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%d %H:%M:%S", ""}
            params = {side: fmt for side, fmt in (("a", format_a), ("b", format_b)) if fmt not in usual}
            guesses.append(LensSpec(name, params))
    return guesses[:16]


def _styles(a: Column, b: Column) -> list[dict[str, str]]:
    usual = {"", "1234.56"}
    pairs = product(a.formats or ("",), b.formats or ("",))
    return [{side: one for side, one in zip("ab", pair, strict=True) if one not in usual} for pair in pairs][:9]


def _words(a: Column, b: Column) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for side, one in (("a", a), ("b", b)):
        words = {text.casefold(): text for text in one.distinct}
        if one.field.type not in TEXTUAL or not words:
            continue
        pair = next((pair for pair in _WORD_PAIRS if set(words) <= set(pair)), None)
        if pair:
            found[side] = [words.get(pair[0], pair[0]), words.get(pair[1], pair[1])]
    return found


def _region(a: Column, b: Column) -> dict[str, str]:
    """The country of numbers without +, if those with + are all from one."""
    texts = [*a.texts, *b.texts]
    if all(text.startswith(("+", "00")) for text in texts):
        return {}
    import phonenumbers

    regions: Counter[str] = Counter()
    for text in texts:
        if text.startswith("+"):
            try:
                regions[str(phonenumbers.region_code_for_number(phonenumbers.parse(text)))] += 1
            except phonenumbers.NumberParseException:
                continue
    regions.pop("None", None)
    return {"region": regions.most_common(1)[0][0]} if regions else {}


@dataclass(frozen=True)
class Agreement:
    """How much two fields hold the same. `share`: 0..1 of the values; `weight`: how much that tells (two booleans agree easily)."""

    share: float
    weight: float
    aligned: bool = False
    common: int = 0


def built(spec: LensSpec, a: Iterable[Field], b: Iterable[Field]) -> Lens | None:
    """The lens, None where it does not fit."""
    try:
        return build_lens(spec, tuple(a), tuple(b), "")
    except DefinitionError:
        return None


def compared(spec: LensSpec, lens: Lens, a: Column, b: Column, rows: Sequence[tuple[int, int]]) -> Agreement:
    """How much the two agree under the lens."""
    stored = a.field.type not in TEXTUAL and b.field.type not in TEXTUAL
    if spec.name in {"text", "email"} or (spec.name == "number" and stored):
        return agreement(a.keys, b.keys, rows)
    return agreement(shared_keys(lens, "a", [a]), shared_keys(lens, "b", [b]), rows)


def shared_keys(lens: Lens, side: Any, columns: Sequence[Column]) -> list[bytes | None]:
    """One comparable key per sample row as the lens shows it; None for blank and for what it refuses."""
    half = lens.half(side)
    found: list[bytes | None] = []
    for values in zip(*(one.values for one in columns), strict=True):
        try:
            shared = half.get(values)
        except LensError:
            found.append(None)
            continue
        found.append(None if is_blank(shared) else normal_key([lens.b.norm(lens.a.norm(shared))]))
    return found


def agreement(
    keys_a: Sequence[bytes | None], keys_b: Sequence[bytes | None], rows: Sequence[tuple[int, int]]
) -> Agreement:
    """By rows that are known to be the same record, if there are enough; else by how many different values are on both sides."""
    filled = [(keys_a[i], keys_b[j]) for i, j in rows if keys_a[i] is not None and keys_b[j] is not None]
    distinct = {one for one, _ in filled}
    if len(filled) >= 5:
        share = sum(one == two for one, two in filled) / len(filled)
        return Agreement(share, min(1.0, len(distinct) / 4 + 0.25), aligned=True, common=len(filled))
    set_a, set_b = set(keys_a) - {None}, set(keys_b) - {None}
    if not set_a or not set_b:
        return Agreement(0.0, 0.0)
    common = set_a & set_b
    return Agreement(len(common) / min(len(set_a), len(set_b)), min(1.0, len(common) / 8), common=len(common))


def choice_map(a: Column, b: Column, rows: Sequence[tuple[int, int]]) -> dict[str, str]:
    """A's choices to B's, one to one: by the same words or labels, else by what stands together in the same records, else {}."""
    together: Counter[tuple[str, str]] = Counter()
    for i, j in rows:
        one, two = a.values[i], b.values[j]
        if not is_blank(one) and not is_blank(two):
            together[str(one).strip(), str(two).strip()] += 1
    found: dict[str, str] = {}
    for (one, two), times in together.most_common():
        rivals = max((n for (x, y), n in together.items() if (x == one) != (y == two)), default=0)
        if one not in found and two not in found.values() and times > rivals:
            found[one] = two
    return found


def frequency_map(a: Column, b: Column) -> dict[str, str]:
    """A's choices to B's by words that are alike, and then by how often they occur, if that tells them apart clearly."""
    from rapidfuzz import fuzz

    left_a, left_b, found = dict(a.distinct), dict(b.distinct), dict[str, str]()
    for one in a.distinct:
        best = max(left_b, key=lambda two: fuzz.token_set_ratio(one.casefold(), two.casefold()), default=None)
        if best is not None and fuzz.token_set_ratio(one.casefold(), best.casefold()) >= 80:
            found[one] = best
            left_a.pop(one)
            left_b.pop(best)
    if len(left_a) != len(left_b):
        return found
    ranks = [sorted(left.items(), key=lambda item: -item[1]) for left in (left_a, left_b)]
    totals = [max(len(a.texts), 1), max(len(b.texts), 1)]
    shares = [[count / total for _, count in rank] for rank, total in zip(ranks, totals, strict=True)]
    alike = all(abs(x - y) <= 0.05 for x, y in zip(*shares, strict=True))
    apart = all(x - y >= 0.1 for share in shares for x, y in pairwise(share))
    if alike and apart:
        found.update({one: two for (one, _), (two, _) in zip(*ranks, strict=True)})
    return found


def scale_factor(a: Column, b: Column, rows: Sequence[tuple[int, int]]) -> int | float | None:
    """100 where B holds cents and A euros, as the same records show; None where there is no constant factor."""
    if not {a.field.type, b.field.type} <= _NUMBERS:
        return None
    ratios: Counter[Decimal] = Counter()
    for i, j in rows[:_ENOUGH]:
        one, two = (None if isinstance(v, bool | str) else to_decimal(v) for v in (a.values[i], b.values[j]))
        if one and two:
            ratios[(two / one).normalize()] += 1
    if not ratios:
        return None
    factor, times = ratios.most_common(1)[0]
    if times < 5 or times < 0.8 * ratios.total() or factor not in {Decimal(10) ** power for power in (-3, -2, 2, 3)}:
        return None
    return int(factor) if factor >= 1 else float(factor)
