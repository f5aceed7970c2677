"""Values that only one record of a side may hold: by the table's own schema, or because the user says `unique = true`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop_sync.engine.context import RunContext
from desktop_sync.model.plan import Operation, OperationKind
from desktop_sync.model.record import Ref, Side, other
from desktop_sync.model.values import Value, fingerprint, is_blank
from desktop_sync.sync.compiled import CompiledField

_FEW = 20
"""So many values are asked for one by one; for more, what the workspace remembers is swept once."""
_BATCH = 500

_Key = tuple[Side, str, bytes]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One write of a value that must be alone: its place in the batch, the field, and the record by its A and B identity."""

    at: int
    key: _Key
    value: Value
    pair: tuple[object, object]


class Taken:
    """Who holds which value. One use per plan; the sweep costs some 100 bytes a pair, and only plans with many such writes pay it."""

    def __init__(self, ctx: RunContext) -> None:
        self._ctx = ctx
        self._fields: dict[Side, dict[str, CompiledField]] = {"a": _unique(ctx, "a"), "b": _unique(ctx, "b")}
        self._planned: dict[_Key, tuple[tuple[object, object], str]] = {}
        self._swept: dict[Side, dict[_Key, Ref]] = {}

    def look(self, operations: Sequence[Operation], out: Mapping[int, set[str]]) -> list[tuple[int, str, str]]:
        """(index, field, sentence) for each change whose value another record holds, or gets in this plan."""
        wanted = list(self._wanted(operations, out))
        found = []
        for one in wanted:
            operation, (side, name, _) = operations[one.at], one.key
            where = self._ctx.open_side(side).name
            pair, who = self._planned.setdefault(one.key, (one.pair, _called(operation)))
            if pair != one.pair:
                found.append(
                    (
                        one.at,
                        name,
                        f"“{name}” must be different in each record of {where}, and {who} gets the same value.",
                    )
                )
                continue
            holder = self._holder(one, operation, len(wanted))
            if holder is not None and not self._moves(one.key, holder):
                text = f"“{name}” must be different in each record of {where}, and record {holder} there holds the same value."
                found.append((one.at, name, text))
        return found

    def _wanted(self, operations: Sequence[Operation], out: Mapping[int, set[str]]) -> Iterator[_Wanted]:
        for at, one in enumerate(operations):
            if one.kind not in (OperationKind.CREATE, OperationKind.UPDATE):
                continue
            pair = (one.ref, one.source_ref) if one.side == "a" else (one.source_ref, one.ref)
            for change in one.changes:
                if (
                    change.name in self._fields[one.side]
                    and change.name not in out.get(at, ())
                    and not is_blank(change.new)
                ):
                    yield _Wanted(at, self._key(one.side, change.name, change.new), change.new, pair)

    def _key(self, side: Side, name: str, value: Value) -> _Key:
        lens = self._fields[side][name].lens
        return side, name, fingerprint([lens.b.norm(lens.a.norm(value))])

    def _holder(self, one: _Wanted, operation: Operation, count: int) -> Ref | None:
        """Another record of the side that holds the value now."""
        side = one.key[0]
        if side not in self._swept and count <= _FEW:
            return self._asked(one, operation)
        if side not in self._swept:
            self._swept[side] = dict(self._sweep(side))
        holder = self._swept[side].get(one.key)
        return holder if holder is not None and holder != operation.ref else None

    def _moves(self, key: _Key, holder: Ref) -> bool:
        """Whether the holder gives the value up in this very run: two records may exchange theirs."""
        ctx, (side, name, _) = self._ctx, key
        mark = ctx.journal.marks(ctx.sync.id, side, [holder]).get(holder)
        if mark is None:
            return False
        source = other(side)
        ref = ctx.journal.links(ctx.sync.id, [mark.link_id])[mark.link_id].ref(source)
        seen = ctx.journal.staged(ctx.run_id, source, [ref]).get(ref)
        if seen is None or (name not in seen.view and not seen.gone):
            return False
        return seen.gone or self._key(side, name, seen.view[name]) != key

    def _asked(self, one: _Wanted, operation: Operation) -> Ref | None:
        side, name, _ = one.key
        ctx, opened = self._ctx, self._ctx.open_side(side)
        criteria, problems = ctx.mapping.put(side, {name: one.value}, None)
        if problems or not criteria:
            return None
        for record in opened.connector.find(opened.bare, criteria, None):
            held = ctx.mapping.view(side, record.values)[0].get(name)
            if record.ref != operation.ref and not is_blank(held) and self._key(side, name, held) == one.key:
                return record.ref
        return None

    def _sweep(self, side: Side) -> Iterator[tuple[_Key, Ref]]:
        """Everything that the side is known to hold: the pairs' bases, and this run's records without a pair."""
        ctx = self._ctx
        batch: list[tuple[Ref, int]] = []
        for ref, mark in ctx.journal.all_marks(ctx.sync.id, side):
            if mark.gone != side:
                batch.append((ref, mark.link_id))
            if len(batch) >= _BATCH:
                yield from self._bases(side, batch)
                batch = []
        yield from self._bases(side, batch)
        for sighting in ctx.journal.staged_unlinked(ctx.run_id, side):
            for name in self._fields[side]:
                if not is_blank(value := sighting.view.get(name)):
                    yield self._key(side, name, value), sighting.ref

    def _bases(self, side: Side, batch: Sequence[tuple[Ref, int]]) -> Iterator[tuple[_Key, Ref]]:
        links = self._ctx.journal.links(self._ctx.sync.id, [link_id for _, link_id in batch])
        for link in links.values():
            for name in self._fields[side]:
                if not is_blank(value := link.base(side).get(name)):
                    yield self._key(side, name, value), link.ref(side)


def _unique(ctx: RunContext, side: Side) -> dict[str, CompiledField]:
    """The side's fields that must be alone, as far as one shared field is one field there."""
    return {
        one.name: one
        for one in ctx.mapping.fields
        if one.writable(side)
        and one.lens.name != "constant"
        and (one.link.check.unique or (len(one.fields(side)) == 1 and one.fields(side)[0].unique))
    }


def _called(operation: Operation) -> str:
    ref = operation.ref if operation.kind is OperationKind.UPDATE else operation.source_ref
    return f"“{operation.label}” ({ref})" if operation.label else f"record {ref}"
