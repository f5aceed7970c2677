"""What the choices of a sync mean, in sentences, and what match keys find on samples."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_sync.errors import DefinitionError
from desktop_sync.model.mapping import ConflictRule, FieldLink, FirstRun
from desktop_sync.model.record import Record, Side
from desktop_sync.model.schema import FieldType, TableSchema
from desktop_sync.model.sync import DeletePolicy, Limit, SyncDefinition
from desktop_sync.sync.mapping import compile_mapping

MOST_KEYS = 2


@dataclass(frozen=True, slots=True)
class PairCount:
    """What match keys find on samples: pairs, records that fit several, and those alone on a side."""

    pairs: int = 0
    ambiguous: int = 0
    only_a: int = 0
    only_b: int = 0
    problem: str = ""


def first_run_words(rule: FirstRun, a: str, b: str) -> str:
    """What happens at the first run to pairs whose fields differ. `a`, `b`: the systems' names."""
    return {
        FirstRun.ASK: "Where a pair differs you are asked, field by field. Nothing is overwritten by itself.",
        FirstRun.PREFER_A: f"Where a pair differs, the value of {a} goes to {b}.",
        FirstRun.PREFER_B: f"Where a pair differs, the value of {b} goes to {a}.",
        FirstRun.FILL_BLANKS: "A blank is filled from the other side. Where both are filled and differ you are asked.",
        FirstRun.NEWEST: "Where a pair differs, the record changed last wins. Where that is unknown you are asked.",
    }[rule]


def conflict_words(rule: ConflictRule, a: str, b: str) -> str:
    """What happens to a field that was changed on both sides."""
    return {
        ConflictRule.ASK: "You are asked. Until then that field waits; all other fields go on.",
        ConflictRule.NEWEST: "The later change wins. Where the times don't tell, you are asked.",
        ConflictRule.A: f"{a} wins; the change in {b} is kept in the history.",
        ConflictRule.B: f"{b} wins; the change in {a} is kept in the history.",
    }[rule]


def delete_words(policy: DeletePolicy, target: str) -> str:
    """What a delete on the other side does to `target`."""
    return {
        DeletePolicy.IGNORE: f"The record stays in {target}. Nothing is deleted.",
        DeletePolicy.PROPAGATE: f"It is deleted in {target}, too, unless it was changed there. The history keeps it.",
        DeletePolicy.ARCHIVE: f"It is marked as archived in {target}, by a field that you name.",
        DeletePolicy.UNLINK: f"The record stays in {target}, on its own: the two are no longer a pair.",
    }[policy]


def limit_words(limit: Limit) -> str:
    """A guard's limit: “10 % or 50, whichever is less”."""
    if limit.off:
        return "no limit"
    parts = [f"{limit.percent:g} %"] if limit.percent is not None else []
    parts += [f"{limit.count:,}"] if limit.count is not None else []
    return " or ".join(parts) + (", whichever is less" if len(parts) == 2 else "")


def count_pairs(
    definition: SyncDefinition,
    schemas: Mapping[Side, TableSchema],
    samples: Mapping[Side, Sequence[Record]],
) -> PairCount:
    """What the definition's match keys find on the samples."""
    try:
        compiled = compile_mapping(definition, schemas["a"], schemas["b"])
    except DefinitionError as error:
        return PairCount(problem=error.what)
    rows: dict[Side, list[tuple[bytes | None, ...]]] = {}
    for side in ("a", "b"):
        this: Side = "a" if side == "a" else "b"
        rows[this] = [compiled.match_keys(compiled.view(this, record.values)[0]) for record in samples[this]]
    return _pair(rows["a"], rows["b"], len(definition.match_keys))


def _pair(a: list[tuple[bytes | None, ...]], b: list[tuple[bytes | None, ...]], keys: int) -> PairCount:
    """The first key that pairs one to one decides."""
    open_a, open_b = set(range(len(a))), set(range(len(b)))
    pairs, unsure = 0, set[int]()
    for key in range(keys):
        counts_a = Counter(a[row][key] for row in open_a if a[row][key] is not None)
        counts_b = Counter(b[row][key] for row in open_b if b[row][key] is not None)
        by_key = {b[row][key]: row for row in open_b if counts_b[b[row][key]] == 1}
        for row in sorted(open_a):
            value = a[row][key]
            if value is None or not counts_b[value]:
                continue
            if counts_a[value] == 1 and counts_b[value] == 1:
                open_a.discard(row)
                open_b.discard(by_key[value])
                unsure.discard(row)
                pairs += 1
            else:
                unsure.add(row)
    return PairCount(pairs, len(unsure), len(open_a - unsure), len(open_b))


def proposed_keys(
    definition: SyncDefinition,
    schemas: Mapping[Side, TableSchema],
    samples: Mapping[Side, Sequence[Record]],
) -> tuple[tuple[str, ...], ...]:
    """Match keys to begin with: those of the mapped fields that pair most of the samples, without doubt."""
    found: list[tuple[int, tuple[str, ...]]] = []
    for key in _candidates(definition.fields, schemas["a"]):
        count = count_pairs(replace(definition, match_keys=(key,)), schemas, samples)
        if count.pairs and count.ambiguous * 10 <= count.pairs:
            found.append((count.pairs, key))
    found.sort(key=lambda one: -one[0])
    return tuple(key for _, key in found[:MOST_KEYS])


def _candidates(links: Sequence[FieldLink], a: TableSchema) -> list[tuple[str, ...]]:
    """E-mail addresses, phones, unique fields and codes alone; names together with a place."""
    alone: list[tuple[str, ...]] = []
    names: list[str] = []
    places: list[str] = []
    for link in links:
        fields = [a.field(name) for name in link.a]
        words = f"{link.name} {' '.join(field.label for field in fields if field)}".casefold()
        types = {field.type for field in fields if field}
        if FieldType.EMAIL in types or any(field and field.unique for field in fields):
            alone.insert(0, (link.name,))
        elif any(word in words for word in ("mail", "code", "number", "vat", "sku", "key", "nummer")):
            alone.append((link.name,))
        elif "name" in words:
            names.append(link.name)
        elif any(word in words for word in ("zip", "post", "city", "town", "plz", "ort", "street")):
            places.append(link.name)
    together = [(name, place) for name in names[:2] for place in places[:2]]
    return [*alone, *together, *((name,) for name in names[:1])]
