"""Whether the records that references point at are there, asked in one read per table before anything is sent."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from desktop_sync.engine.context import RunContext
from desktop_sync.errors import AccountError, SchemaDrift
from desktop_sync.model.plan import Operation, OperationKind
from desktop_sync.model.record import Ref, Selection, Side
from desktop_sync.model.values import Value, is_blank
from desktop_sync.sync.compiled import CompiledField

_SAMPLE = 50
"""So many pairs are looked at to learn what a field points at."""
_Target = tuple[Side, str]
"""(side, table pointed at)."""


class Pointing:
    """Looks at planned references. One use per plan.

    A key may point at another column than the one that identifies the record; so a missing record is believed only where other
    values of the same field were found. Otherwise the system itself decides.
    """

    def __init__(self, ctx: RunContext) -> None:
        self._ctx = ctx
        self._fields: dict[Side, dict[str, CompiledField]] = {"a": _pointing(ctx, "a"), "b": _pointing(ctx, "b")}
        self._there: dict[_Target, set[Ref]] = {}
        self._missing: dict[_Target, set[Ref]] = {}
        self._closed: set[_Target] = set()
        self._proven: set[tuple[Side, str]] = set()
        self._sampled: set[tuple[Side, str]] = set()

    def look(self, operations: Sequence[Operation], out: Mapping[int, set[str]]) -> list[tuple[int, str, str]]:
        """(index, field, sentence) for each change that points at a record that is not there."""
        wanted = list(self._wanted(operations, out))
        if not wanted:
            return []
        for target in dict.fromkeys((side, table) for _, side, _, table, _, _ in wanted):
            rows = [one for one in wanted if (one[1], one[3]) == target]
            self._ask(target, {ref for row in rows for ref in (row[4], row[5]) if ref is not None})
        for _, side, name, table, *refs in wanted:
            if self._there[side, table].intersection(refs) or self._known(side, name, table):
                self._proven.add((side, name))
        return [
            (at, name, f"“{name}” points at record {ref} of “{table}” in {side.upper()}, which is not there.")
            for at, side, name, table, ref, _ in wanted
            if (side, name) in self._proven and ref in self._missing[side, table]
        ]

    def _known(self, side: Side, name: str, table: str) -> bool:
        """Whether the field's values in some pairs that agree are records of the table; asked once."""
        if (side, name) in self._sampled or (side, name) in self._proven:
            return False
        self._sampled.add((side, name))
        journal, sync_id = self._ctx.journal, self._ctx.sync.id
        some = [mark.link_id for _, mark in islice(journal.all_marks(sync_id, side), _SAMPLE)]
        bases = [link.base(side).get(name) for link in journal.links(sync_id, some).values()]
        refs = {ref for value in bases if (ref := self._ref(side, name, value)) is not None}
        self._ask((side, table), refs)
        return bool(self._there[side, table].intersection(refs))

    def _wanted(
        self, operations: Sequence[Operation], out: Mapping[int, set[str]]
    ) -> Iterator[tuple[int, Side, str, str, Ref, Ref | None]]:
        """(index, side, field, table, new reference, old one) of the changes that point somewhere."""
        for at, one in enumerate(operations):
            if one.kind not in (OperationKind.CREATE, OperationKind.UPDATE):
                continue
            for change in one.changes:
                field = self._fields[one.side].get(change.name)
                if field is None or change.name in out.get(at, ()):
                    continue
                table = field.fields(one.side)[0].reference
                new, old = self._ref(one.side, change.name, change.new), self._ref(one.side, change.name, change.old)
                if table and new is not None and (one.side, table) not in self._closed:
                    yield at, one.side, change.name, table, new, old

    def _ref(self, side: Side, name: str, value: Value) -> Ref | None:
        """What stands in the system's field for the shared value; None where that is no single reference."""
        if is_blank(value):
            return None
        values, problems = self._ctx.mapping.put(side, {name: value}, None)
        written = next(iter(values.values()), None)
        if problems or is_blank(written) or isinstance(written, bool | tuple | bytes | float):
            return None
        return Ref(str(written))

    def _ask(self, target: _Target, refs: set[Ref]) -> None:
        there, missing = self._there.setdefault(target, set()), self._missing.setdefault(target, set())
        rest = sorted(refs - there - missing)
        if not rest:
            return
        side, table = target
        connector = self._ctx.open_side(side).connector
        try:
            identity = connector.schema(table).identity
            found = connector.read(Selection(table, identity), rest) if len(identity) <= 1 else dict.fromkeys(rest)
        except (AccountError, SchemaDrift):  # a table that this user may not read: the system itself decides
            self._closed.add(target)
            return
        there.update(found)
        missing.update(ref for ref in rest if ref not in found)


def _pointing(ctx: RunContext, side: Side) -> dict[str, CompiledField]:
    return {
        one.name: one
        for one in ctx.mapping.fields
        if one.writable(side) and len(one.fields(side)) == 1 and one.fields(side)[0].reference
    }
