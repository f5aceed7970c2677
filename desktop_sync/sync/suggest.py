"""Proposals for the mapping, from names, types and sample values. For people to accept; nothing is mapped by itself."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_sync.model.mapping import Direction, FieldLink, LensSpec
from desktop_sync.model.schema import Field, FieldType, TableSchema
from desktop_sync.model.values import Value
from desktop_sync.sync.assignment import best_assignment
from desktop_sync.sync.candidates import ALL_PAIRS, worth_comparing
from desktop_sync.sync.fieldnames import concepts, name_likeness, shared_words
from desktop_sync.sync.lenses import default_lens
from desktop_sync.sync.lenses.base import TEXTUAL
from desktop_sync.sync.samples import (
    MOST,
    Agreement,
    Column,
    agreement,
    built,
    choice_map,
    column,
    compared,
    frequency_map,
    lens_guesses,
    scale_factor,
    shared_keys,
)

WORTH_SHOWING = 0.5
"""Proposals below this confidence annoy more than they help."""
_TIE = 0.01
"""What the whole name may add where confidences are alike: the billing address's town is not the delivery address's."""
_MOST_TELLERS = 40
Rows = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Suggestion:
    """A proposed link. `confidence`: 0..1. `reason`: “same values in 86 %”, “same name” and the like."""

    link: FieldLink
    confidence: float
    reason: str


def suggest(
    a: TableSchema,
    b: TableSchema,
    a_sample: Sequence[Mapping[str, Value]],
    b_sample: Sequence[Mapping[str, Value]],
) -> tuple[Suggestion, ...]:
    """The best set of links in which every field stands once, best first. Samples: some records each, by field name; may be empty."""
    columns_a = [column(one, a_sample) for one in a.fields if _usable(one)]
    columns_b = [column(one, b_sample) for one in b.fields if _usable(one)]
    rows = _aligned(columns_a, columns_b)
    found = _names(columns_a, columns_b, rows)
    taken = {name for one in found for name in (*one.link.a, *(f"b:{name}" for name in one.link.b))}
    singles = _singles(
        [one for one in columns_a if one.field.name not in taken],
        [one for one in columns_b if f"b:{one.field.name}" not in taken],
        _Tables(a, b, rows),
    )
    return tuple(sorted((*found, *singles), key=lambda one: -one.confidence))


@dataclass(frozen=True)
class _Tables:
    a: TableSchema
    b: TableSchema
    rows: Rows


def _usable(one: Field) -> bool:
    return one.type is not FieldType.BINARY


def _aligned(columns_a: Sequence[Column], columns_b: Sequence[Column]) -> Rows:
    """Pairs of sample rows that are surely the same record: equal in an e-mail address or another telling value."""
    who_a, who_b = _tellers(columns_a), _tellers(columns_b)
    common: Counter[tuple[int, int]] = Counter()
    for key in who_a.keys() & who_b.keys():
        common.update((i, j) for i in who_a[key] for j in who_b[key])
    if not common:
        return []
    most = max(common.values())
    i, j = min(pair for pair, times in common.items() if times == most)
    enough = (
        5 if len(columns_a) * len(columns_b) <= ALL_PAIRS else 8
    )  # among very many pairs some have a few values in common
    return _join(columns_a[i].keys, columns_b[j].keys) if most >= enough else []


def _tellers(columns: Sequence[Column]) -> dict[tuple[str, bytes], list[int]]:
    """Which fields show each value just once, by the fields' kind; fields enough to find the one that tells most."""
    found: dict[tuple[str, bytes], list[int]] = {}
    for at, one in enumerate(columns):
        if one.kind in {"email", "text", "phone"} and not one.few:
            times = Counter(key for key in one.keys if key is not None)
            for key in (key for key, count in times.items() if count == 1):
                who = found.setdefault((one.kind, key), [])
                if len(who) < _MOST_TELLERS:
                    who.append(at)
    return found


def _join(keys_a: Sequence[bytes | None], keys_b: Sequence[bytes | None]) -> list[tuple[int, int]]:
    """Rows whose key stands exactly once on either side."""
    places: list[dict[bytes, int]] = []
    for keys in (keys_a, keys_b):
        seen: dict[bytes, int] = {}
        for index, key in enumerate(keys):
            if key is not None:
                seen[key] = -1 if key in seen else index
        places.append(seen)
    return [(i, places[1][key]) for key, i in places[0].items() if i >= 0 and places[1].get(key, -1) >= 0]


def _names(columns_a: Sequence[Column], columns_b: Sequence[Column], rows: Rows) -> list[Suggestion]:
    """First and last name on one side, the whole name on the other."""
    found: list[Suggestion] = []
    for parts_in, parts, wholes in (("a", columns_a, columns_b), ("b", columns_b, columns_a)):
        first = next((one for one in parts if "first_name" in concepts(one.field)[:1]), None)
        last = next((one for one in parts if "last_name" in concepts(one.field)[:1]), None)
        whole_has_parts = any("last_name" in concepts(one.field)[:1] for one in wholes)
        if first is None or last is None or whole_has_parts:
            continue
        candidates = [
            _name_link(parts_in, (first, last), whole, rows) for whole in wholes if "full_name" in concepts(whole.field)
        ]
        best = max((one for one in candidates if one), key=lambda one: one.confidence, default=None)
        if best:
            found.append(best)
    return found[:1]


def _name_link(parts_in: str, parts: tuple[Column, Column], whole: Column, rows: Rows) -> Suggestion | None:
    comma = bool(whole.texts) and sum("," in text for text in whole.texts) > len(whole.texts) / 2
    spec = LensSpec("full_name", {"order": "last, first"} if comma else {})
    a, b = (parts, (whole,)) if parts_in == "a" else ((whole,), parts)
    lens = built(spec, [one.field for one in a], [one.field for one in b])
    if lens is None or any(one.field.read_only for one in (*parts, whole)):
        return None
    agreed = agreement(shared_keys(lens, "a", a), shared_keys(lens, "b", b), rows)
    link = FieldLink(whole.field.name, tuple(one.field.name for one in a), tuple(one.field.name for one in b), spec)
    reason = "first and last name make the whole name"
    return Suggestion(link, min(0.98, 0.8 + 0.18 * agreed.share * agreed.weight), reason + _percent(agreed, ", "))


def _singles(columns_a: Sequence[Column], columns_b: Sequence[Column], tables: _Tables) -> list[Suggestion]:
    scored: dict[tuple[int, int], Suggestion] = {}
    for i, j in worth_comparing(columns_a, columns_b, tables.rows):
        made = _pair(columns_a[i], columns_b[j], tables)
        if made is not None and made.confidence >= WORTH_SHOWING:
            scored[i, j] = made
    chosen = best_assignment(
        {
            (i, j): made.confidence + _TIE * shared_words(columns_a[i].field, columns_b[j].field)
            for (i, j), made in scored.items()
        }
    )
    return [scored[pair] for pair in chosen]


def _pair(one: Column, two: Column, tables: _Tables) -> Suggestion | None:
    a, b = one.field, two.field
    direction = _direction(one, two, tables)
    if direction is None:
        return None
    likeness, words = name_likeness(a, b)
    spec, agreed = _best_lens(one, two, tables.rows, likely=likeness >= 0.7)
    if spec is None:
        return None
    confidence = _confidence(one, two, likeness, agreed)
    identity = a.name in tables.a.identity or b.name in tables.b.identity
    if identity and not (agreed.share * agreed.weight >= 0.6 or (a.type in TEXTUAL and likeness >= 0.9)):
        return None
    link = FieldLink(a.name, (a.name,), (b.name,), _stated(spec, a, b), direction)
    return Suggestion(link, confidence, _reason(one, two, words, agreed))


def _direction(one: Column, two: Column, tables: _Tables) -> Direction | None:
    """None where neither side can be written, or both merely number their own records."""
    a, b = one.field, two.field
    if a.read_only and b.read_only:
        return None
    if a.name in tables.a.identity and b.name in tables.b.identity and FieldType.INTEGER in {a.type, b.type}:
        return None
    if a.read_only:
        return Direction.A_TO_B
    return Direction.B_TO_A if b.read_only else Direction.BOTH


def _best_lens(one: Column, two: Column, rows: Rows, *, likely: bool) -> tuple[LensSpec | None, Agreement]:
    """The lens under which the values agree best; None where none fits the types."""
    best: LensSpec | None = None
    most = Agreement(0.0, 0.0)
    for spec in lens_guesses(one, two):
        lens = built(spec, [one.field], [two.field])
        if lens is None:
            continue
        agreed = compared(spec, lens, one, two, rows)
        if best is None or agreed.share * agreed.weight > most.share * most.weight:
            best, most = spec, agreed
    if best is not None and most.share >= 0.6:
        return best, most
    return _map_or_scale(one, two, rows, likely=likely) or (best, most)


def _map_or_scale(one: Column, two: Column, rows: Rows, *, likely: bool) -> tuple[LensSpec, Agreement] | None:
    """Choices under other words, or numbers in another unit."""
    factor = scale_factor(one, two, rows)
    if factor is not None:
        return LensSpec("scale", {"factor": factor}), Agreement(1.0, 1.0, aligned=True)
    if not (one.few and two.few) or FieldType.BOOLEAN in {one.field.type, two.field.type}:
        return None
    pairs = choice_map(one, two, rows) if len(rows) >= 5 else (frequency_map(one, two) if likely else {})
    if len(pairs) < 2 or all(key == value for key, value in pairs.items()):
        return None
    spec = LensSpec("choices", pairs)
    lens = built(spec, [one.field], [two.field])
    if lens is None:
        return None
    return spec, compared(spec, lens, one, two, rows)


def _stated(spec: LensSpec, a: Field, b: Field) -> LensSpec:
    """No lens at all where it is the usual one for the types."""
    return LensSpec() if not spec.params and default_lens(a, b) == spec else spec


def _confidence(one: Column, two: Column, likeness: float, agreed: Agreement) -> float:
    """Names and values as independent witnesses; values that plainly disagree in the same records take the trust away."""
    value = agreed.share * agreed.weight
    telling = one.kind == two.kind and one.kind in {"email", "phone", "date"}
    doubt = (1 - 0.88 * likeness) * (1 - 0.85 * value) * (1 - (0.3 if telling else 0.0))
    confidence = 1 - doubt
    if agreed.aligned and agreed.share < 0.3:
        confidence *= 0.5 + agreed.share
    return round(min(confidence, 0.99), 2)


def _reason(one: Column, two: Column, words: str, agreed: Agreement) -> str:
    parts = [words] if words else []
    if agreed.share >= 0.3 and agreed.common >= 3:
        parts.append(_percent(agreed, "").strip())
    elif one.kind == two.kind and one.kind in _KINDS:
        parts.append(f"{_KINDS[one.kind]} on both sides")
    return ", ".join(parts) or "the same kind of values"


def _percent(agreed: Agreement, before: str) -> str:
    return f"{before}same values in {agreed.share:.0%}".replace("%", " %") if agreed.share >= 0.3 else ""


_KINDS = {"email": "e-mail addresses", "phone": "phone numbers", "date": "dates", "datetime": "dates with time"}

__all__ = ["MOST", "WORTH_SHOWING", "Suggestion", "suggest"]
