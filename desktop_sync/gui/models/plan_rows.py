"""The rows of a plan with what a person changed in them: skipped, turned round. Pure but for words."""

from collections import Counter
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


class Tally:
    """Counts of a plan's rows that are kept right while a person skips and turns some: nothing is counted anew for one row."""

    def __init__(self, rows: Iterable[PlanRow]) -> None:
        self.rows = list(rows)
        self._at = {one.key: at for at, one in enumerate(self.rows)}
        self._records: Counter[tuple[Side, OperationKind, object, object]] = Counter()
        self.writes: Counter[tuple[Side, OperationKind]] = Counter()
        """How many records would be written, by side and kind, with what is skipped and turned."""
        self.skipped = self.turned = 0
        for one in self.rows:
            self._count(one, 1)

    def change(self, rows: Iterable[PlanRow]) -> None:
        """These rows are wanted as they are here."""
        for one in rows:
            at = self._at.get(one.key)
            if at is not None:
                self._count(self.rows[at], -1)
                self.rows[at] = one
                self._count(one, 1)

    def _count(self, one: PlanRow, by: int) -> None:
        self.skipped += by * one.skipped
        self.turned += by * one.turned
        if one.skipped:
            return
        record = (one.side, one.kind, one.key.a_ref, one.key.b_ref)  # several fields of a record are one write
        before = self._records[record]
        self._records[record] = before + by
        if not before or not before + by:
            self.writes[one.side, one.kind] += by


def writes(rows: Iterable[PlanRow]) -> dict[tuple[Side, OperationKind], int]:
    """How many records would be written, by side and kind, with what is skipped and turned."""
    return dict(+Tally(rows).writes)
