"""Likely pairs among records that no match key joined: proposals for people, never used to pair by itself.

Blocking: only records that share a word that few others have are compared at all.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_sync.model.record import Ref
from desktop_sync.model.values import Value, View

LIKELY_FROM = 0.78
"""Below this score a proposal is wrong more often than right."""
_COMMON = 60
"""A word that more records of B have than this tells nothing, and would make the comparison quadratic."""
_CANDIDATES = 12
"""So many of the best-blocked records of B are compared with one of A."""
_WORD = 3
_ALIKE = 0.85
"""A field counts as alike from here."""


@dataclass(frozen=True, slots=True)
class Likely:
    """A proposed pair. `score`: 0..1. `reason`: how alike the fields are, without values; `fields`: the same by name, 0..1 each."""

    a: Ref
    b: Ref
    score: float
    reason: str
    fields: Mapping[str, float] = field(default_factory=dict)


def likely(a: Mapping[Ref, View], b: Mapping[Ref, View], *, limit: int = 500) -> tuple[Likely, ...]:
    """The best proposals, one per record at most, best first. The views are seen through one mapping, so that names agree."""
    texts_b = {ref: _texts(view) for ref, view in b.items()}
    blocks: dict[str, list[Ref]] = defaultdict(list)
    for ref, texts in texts_b.items():
        for word in _words(texts):
            blocks[word].append(ref)
    found: list[Likely] = []
    for ref, view in a.items():
        texts = _texts(view)
        shared: Counter[Ref] = Counter()
        for word in _words(texts):
            candidates = blocks.get(word, ())
            if len(candidates) <= _COMMON:
                shared.update(candidates)
        for other, _ in shared.most_common(_CANDIDATES):
            score, fields = _score(texts, texts_b[other])
            if score >= LIKELY_FROM:
                found.append(Likely(ref, other, score, _explained(fields), fields))
    return _best(found, limit)


def _best(found: list[Likely], limit: int) -> tuple[Likely, ...]:
    taken_a: set[Ref] = set()
    taken_b: set[Ref] = set()
    chosen: list[Likely] = []
    for one in sorted(found, key=lambda one: (-one.score, one.a, one.b)):
        if one.a not in taken_a and one.b not in taken_b:
            chosen.append(one)
            taken_a.add(one.a)
            taken_b.add(one.b)
            if len(chosen) == limit:
                break
    return tuple(chosen)


def _texts(view: View) -> dict[str, str]:
    found = {}
    for name, value in view.items():
        text = _text(value)
        if text:
            found[name] = text
    return found


def _text(value: Value) -> str:
    if isinstance(value, str):
        return " ".join(value.casefold().split())
    if value is None or isinstance(value, bool | bytes | tuple):
        return ""
    return str(value)


def _words(texts: Mapping[str, str]) -> set[str]:
    """Words, and the beginnings of long ones, so that a slip of the pen at the end leaves a block in common."""
    found = set()
    for text in texts.values():
        plain = "".join(letter if letter.isalnum() else " " for letter in text)
        for word in plain.split():
            if len(word) >= _WORD:
                found.add(word)
            if len(word) > 5:
                found.add(word[:5])
        digits = "".join(letter for letter in text if letter.isdigit())
        if len(digits) >= 6:
            found.add(digits[-6:])
    return found


def _explained(fields: Mapping[str, float]) -> str:
    """Field by field: “alike: name 100 %, city 86 %; not: phone 20 %”."""
    shown = {
        name: f"{name} {likeness * 100:.0f} %" for name, likeness in sorted(fields.items(), key=lambda one: -one[1])
    }
    alike = [words for name, words in shown.items() if fields[name] >= _ALIKE]
    rest = [words for name, words in shown.items() if fields[name] < _ALIKE]
    return f"alike: {', '.join(alike)}" + (f"; less so: {', '.join(rest)}" if rest else "")


def _score(a: Mapping[str, str], b: Mapping[str, str]) -> tuple[float, dict[str, float]]:
    """The mean likeness of the fields that both have, longer texts counting more; and how alike each of them is."""
    from rapidfuzz import fuzz  # slow to import, and needed only for proposals

    total = weights = 0.0
    fields = {}
    for name in a.keys() & b.keys():
        likeness = fuzz.token_sort_ratio(a[name], b[name]) / 100
        weight = min(len(a[name]), len(b[name]), 24) ** 0.5
        total += likeness * weight
        weights += weight
        fields[name] = round(likeness, 3)
    alike = sum(likeness >= _ALIKE for likeness in fields.values())
    alone = alike < 2 and len(fields) > 1
    return (0.0 if not alike or alone or not weights else total / weights), fields
