"""The rows of a plan with what a person changed in them: skipped, turned round. Pure but for words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute

from desktop_sync.gui.models.operations import OperationRow, rows_of
from desktop_sync.gui.text import tr
from desktop_sync.model.overrides import Overrides, Row, Turn, row_of
from desktop_sync.model.plan import WRITING, Operation, OperationKind
from desktop_sync.model.record import Side, other


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of a plan. `turn`: what it shows, where it can be turned; None where it can't."""

    line: OperationRow
    key: Row
    turn: Turn | None = attribute(default=None, repr=False)
    skipped: bool = False
    turned: bool = False

    @property
    def side(self) -> Side:
        """Where it writes, as it is wanted now."""
        return other(self.line.side) if self.turned else self.line.side

    @property
    def change(self) -> tuple[str, str]:
        """From, to, as it is wanted now."""
        return (self.line.new, self.line.old) if self.turned else self.line.change

    @property
    def kind(self) -> OperationKind:
        """What it does."""
        return self.line.kind

    @property
    def why(self) -> str:
        """Why; your own word first."""
        if self.skipped:
            return tr("skipped by you, this time")
        return tr("turned round by you") if self.turned else self.line.why


def plan_rows(
    operations: Iterable[Operation], names: Mapping[Side, str], both_ways: Collection[str]
) -> tuple[PlanRow, ...]:
    """The rows of a plan. `both_ways`: the shared fields that may go either way."""
    found: list[PlanRow] = []
    for one in operations:
        if one.kind not in WRITING:
            continue
        lines = rows_of((one,), names)
        if one.kind is not OperationKind.UPDATE:
            found.append(PlanRow(lines[0], row_of(one)))
            continue
        for line, change in zip(lines, one.changes, strict=True):
            turn = Turn(change.old, change.new) if change.name in both_ways and change.old is not None else None
            found.append(PlanRow(line, row_of(one, change.name), turn))
    return tuple(found)


def overrides_of(rows: Iterable[PlanRow]) -> Overrides:
    """What the engine is to be told."""
    kept = list(rows)
    return Overrides(
        frozenset(one.key for one in kept if one.skipped),
        {one.key: one.turn for one in kept if one.turned and not one.skipped and one.turn is not None},
    )


def writes(rows: Iterable[PlanRow]) -> dict[tuple[Side, OperationKind], int]:
    """How many records would be written, by side and kind, with what is skipped and turned."""
    records = {(one.side, one.kind, one.key.a_ref, one.key.b_ref) for one in rows if not one.skipped}
    found: dict[tuple[Side, OperationKind], int] = {}
    for side, kind, *_ in records:
        found[side, kind] = found.get((side, kind), 0) + 1
    return found
