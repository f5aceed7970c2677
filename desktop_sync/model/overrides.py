"""What a person changed in a plan before it runs: rows that are skipped this time, and fields that go the other way."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute

from desktop_sync.model.plan import Operation
from desktop_sync.model.record import Ref, other
from desktop_sync.model.values import Value


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a plan: a pair (or one record, the other None), and a shared field; "" for a record that is made or deleted."""

    a_ref: Ref | None
    b_ref: Ref | None
    field: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What the row showed when it was turned round: what the target held, and what it was to get."""

    old: Value = attribute(repr=False)
    new: Value = attribute(repr=False)


@dataclass(frozen=True)
class Overrides:
    """For one run. A row that no longer looks as it did when it was turned is left for a later run."""

    skip: frozenset[Row] = frozenset()
    turn: Mapping[Row, Turn] = attribute(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.skip or self.turn)


NO_OVERRIDES = Overrides()


def row_of(operation: Operation, field: str = "") -> Row:
    """The row of an operation, or of one of its fields."""
    refs = {operation.side: operation.ref, other(operation.side): operation.source_ref}
    return Row(refs["a"], refs["b"], field)
