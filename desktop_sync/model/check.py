"""What comparisons, rehearsals and what-ifs tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_sync.model.plan import Conflict, Operation
from desktop_sync.model.record import Ref, Side
from desktop_sync.model.report import GuardFinding, RunReport


class Because(StrEnum):
    """Why two sides differ in something. `UNEXPLAINED`: nothing that the workspace knows says why."""

    CONFLICT = "conflict"
    HOLD = "hold"
    PENDING = "pending"
    """Edited, made or deleted since the last run: the next one carries it."""
    RULE = "rule"
    """The sync's own rules leave it so: a blank that never overwrites, an ignored delete, a record set aside."""
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Difference:
    """A pair that differs in these fields (none: one of the two is gone), or a record without a partner (one ref is None)."""

    because: Because
    a_ref: Ref | None
    b_ref: Ref | None
    fields: tuple[str, ...] = ()
    label: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Records of one side with the same match key."""

    side: Side
    key: tuple[str, ...]
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class SideCheck:
    """One side of a comparison.

    `equal`: records whose partner shows the same in every shared field. `missing`: records of the other side that have no partner here.
    `checksum`: of the shared views of all records; `agreed`: of those that are equal. Neither depends on an order; both sides' are the
    same when they hold the same.
    """

    records: int = 0
    linked: int = 0
    equal: int = 0
    differing: int = 0
    missing: int = 0
    duplicates: int = 0
    checksum: str = ""
    agreed: str = ""


@dataclass(frozen=True)
class Comparison:
    """Both sides read whole and compared. `because`: how many pairs and records differ, by reason; `differences`: the first of them."""

    sync: str
    a: SideCheck
    b: SideCheck
    because: Mapping[Because, int] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    report: RunReport | None = None
    """The run that the check is listed as; None in a rehearsal."""

    def count(self, because: Because) -> int:
        """How many pairs and records differ for this reason."""
        return self.because.get(because, 0)

    @property
    def in_step(self) -> bool:
        """Whether nothing differs and nobody is alone."""
        return not any(self.because.values())


@dataclass(frozen=True)
class Rehearsal:
    """What a run would do, and its end. `rounds`: the runs on the copies. `operations`: the first of what the first round wrote;
    `again`: of what the rounds after it wrote, though nobody had edited anything: records that would go back and forth.
    """

    sync: str
    rounds: tuple[RunReport, ...]
    end: Comparison
    counts: Mapping[str, int] = field(default_factory=dict)
    operations: tuple[Operation, ...] = ()
    again: tuple[Operation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    guards: tuple[GuardFinding, ...] = ()
    copied_a: int = 0
    copied_b: int = 0
    notes: tuple[str, ...] = ()

    @property
    def quiet(self) -> bool:
        """Whether the rounds after the first wrote nothing (promise I4)."""
        return len(self.rounds) > 1 and not any(one.written for one in self.rounds[1:])

    @property
    def converges(self) -> bool:
        """Whether both sides end equal, but for what waits or is left apart by a rule (promise I1)."""
        return self.quiet and not self.end.count(Because.PENDING) and not self.end.count(Because.UNEXPLAINED)


@dataclass(frozen=True)
class WhatIf:
    """What a changed definition would do, by the engine itself; nothing was saved.

    `counts`: “side.kind” → how many operations the next run would make; `before`: the same with the definition as it is saved.
    `fields`: per field, how many records would change in A and in B. `samples`: the first operations of each side and kind.
    `enters`, `leaves`: per side, records that the changed selection brings in or takes out (with some of their refs).
    """

    sync: str
    created: bool
    counts: Mapping[str, int] = field(default_factory=dict)
    before: Mapping[str, int] = field(default_factory=dict)
    fields: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    samples: tuple[Operation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    conflict_count: int = 0
    holds: int = 0
    paired: int = 0
    guards: tuple[GuardFinding, ...] = ()
    enters: Mapping[Side, int] = field(default_factory=dict)
    leaves: Mapping[Side, int] = field(default_factory=dict)
    entering: tuple[tuple[Side, Ref, str], ...] = field(default=(), repr=False)
    leaving: tuple[tuple[Side, Ref, str], ...] = field(default=(), repr=False)
