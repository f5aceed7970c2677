"""What one run works with: both sides opened and checked, the compiled mapping, the journal, and ways to stop and to tell."""

import datetime as dt
import itertools
import secrets
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from desktop_sync.engine.elsewhere import Elsewhere
from desktop_sync.engine.parents import Parents
from desktop_sync.errors import Cancelled
from desktop_sync.model.overrides import NO_OVERRIDES, Overrides
from desktop_sync.model.plan import Conflict, Hold, Operation
from desktop_sync.model.record import Record, Ref, Selection, Side
from desktop_sync.model.report import GuardFinding, Phase, Progress
from desktop_sync.model.schema import Capabilities, TableSchema
from desktop_sync.model.sync import SideSpec, StoredSync, SyncDefinition
from desktop_sync.model.values import Value, fingerprint
from desktop_sync.sync.compiled import CompiledMapping
from desktop_sync.sync.journal import Journal, is_parked
from desktop_sync.sync.merge import FieldRules
from desktop_sync.sync.ports import Clock, Connector

ProgressSink = Callable[[Progress], None]

_KEPT = 1000
"""So many records of a side are kept between the decision and the write."""


@dataclass
class OpenSide:
    """One side of a sync, opened. `name`: "account · table"."""

    side: Side
    spec: SideSpec
    connector: Connector
    schema: TableSchema
    capabilities: Capabilities
    selection: Selection
    clock: Clock

    @cached_property
    def skew(self) -> dt.timedelta:
        """Its clock minus ours; none where it has none. Measured when it is needed: by then most systems have told it with an answer."""
        before = self.clock.now()
        server = self.connector.server_time()
        if server is None:
            return dt.timedelta()
        # Half of the call's duration is the best guess of when the server looked at its clock (as in NTP, RFC 5905).
        return server - (before + (self.clock.now() - before) / 2)

    def ask_the_time(self) -> None:
        """Measure the skew now: before a record is looked at that is to be written, for no call is to lie between the two."""
        _ = self.skew

    @property
    def filtered(self) -> bool:
        """Whether the sync is about some of the table's records only."""
        return bool(self.selection.filter.strip() or self.selection.where)

    @property
    def bare(self) -> Selection:
        """The selection without its filter."""
        return replace(self.selection, filter="", where=())

    @property
    def name(self) -> str:
        """What people call it."""
        return f"{self.spec.account} · {self.spec.table}"


@dataclass
class Found:
    """What observing one side brought: how many records there are, where to go on, and whether everything was read.

    `digests`: of the listing's pages, to be sealed at the end of the run.
    """

    full: bool
    listed: int = 0
    cursor: str | None = None
    gone: int = 0
    digests: list[bytes] = field(default_factory=list, repr=False)


@dataclass
class Outlook:
    """What deciding brought, beside the operations in the journal: to be stored when the plan is carried out.

    `unlinked`: per side, what became of records without a link: ref → `excluded`, `unlinked`, `waiting` or `failed`;
    those to be created are in `creating`. `again`: linked records that lose their link, and are then made anew on the other side.
    """

    touched: list[int] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    carrying: list[Conflict] = field(default_factory=list)
    """Conflicts that a person decided, and that are written now: open until that is done, whatever stops the run."""
    holds: list[Hold] = field(default_factory=list)
    healed: list[int] = field(default_factory=list)
    unlinked: dict[Side, dict[Ref, str]] = field(default_factory=lambda: {"a": {}, "b": {}})
    creating: dict[Side, set[Ref]] = field(default_factory=lambda: {"a": set(), "b": set()})
    again: dict[Side, set[Ref]] = field(default_factory=lambda: {"a": set(), "b": set()})
    findings: tuple[GuardFinding, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    paired: int = 0
    left: dict[Side, int] = field(default_factory=lambda: {"a": 0, "b": 0})
    """How many records of each side left the filter."""
    put_off: bool = False
    """Whether something is looked at again by a later run, because it moved a moment ago."""


@dataclass
class RunContext:
    """One run of one sync. Used by one thread; `cancel` may be set from any."""

    sync: StoredSync
    a: OpenSide
    b: OpenSide
    mapping: CompiledMapping
    rules: tuple[FieldRules, ...]
    journal: Journal
    clock: Clock
    run_id: int
    cancel: threading.Event
    elsewhere: Elsewhere
    sink: ProgressSink | None = None
    problems: dict[tuple[Side, Ref], Mapping[str, str]] = field(default_factory=dict, repr=False)
    vanished: dict[Side, set[int]] = field(default_factory=lambda: {"a": set(), "b": set()}, repr=False)
    """Links of which observing the side found the record gone."""
    gone_as_well: dict[Side, set[int]] = field(default_factory=lambda: {"a": set(), "b": set()}, repr=False)
    """The same, where the other one was gone before; that one may be back by now."""
    completing: set[int] = field(default_factory=set, repr=False)
    """Links of new records in which the system filled in something by itself: that it is carried back surprises nobody."""
    listed: set[Side] = field(default_factory=set)
    """Sides that this run has read whole."""
    late: dict[Side, set[Ref]] = field(default_factory=lambda: {"a": set(), "b": set()}, repr=False)
    """Records that came after the side was read, and were met before they would have been made a second time."""
    positions: dict[Side, str] = field(default_factory=dict)
    """Where each side's changes go on after what this run has read of it; nothing for sides that can't tell."""
    returned: set[int] = field(default_factory=set, repr=False)
    """Links that a filter kept apart, and of which a record is within it again."""
    notices: list[str] = field(default_factory=list)
    """Sentences about this run for its report: nothing is wrong, but somebody should know."""
    parents: Parents | None = field(default=None, repr=False)
    """What translates references; None where the mapping has none."""
    nonce: str = field(default_factory=lambda: secrets.token_hex(8), repr=False)
    """Goes into the tokens of new records: numbers of syncs, runs and rows are the same in other workspaces, which may write into the
    same system; there a token that comes again is the same record."""
    overrides: Overrides = NO_OVERRIDES
    """What a person changed in the plan of this run."""
    _read: dict[Side, dict[Ref, Record]] = field(default_factory=lambda: {"a": {}, "b": {}}, repr=False)
    _last_told: float = 0.0

    @property
    def definition(self) -> SyncDefinition:
        """The sync's definition."""
        return self.sync.definition

    def open_side(self, side: Side) -> OpenSide:
        """That side."""
        return self.a if side == "a" else self.b

    def check_cancel(self) -> None:
        """Raise Cancelled if the user asked to stop."""
        if self.cancel.is_set():
            raise Cancelled(
                "the run was stopped", advice="What was confirmed stays; the rest goes on with the next run."
            )

    def tell(self, phase: Phase, done: int = 0, total: int | None = None, side: Side | None = None) -> None:
        """Report progress, at most ten times a second; and notice a wish to stop."""
        self.check_cancel()
        now = self.clock.monotonic()
        if self.sink is not None and (now - self._last_told >= 0.1 or phase is Phase.FINISHED):
            self._last_told = now
            self.sink(Progress(self.definition.name, phase, done, total, side))

    def view(self, side: Side, record: Record) -> dict[str, Value]:
        """The record's shared view; what a lens could not show is remembered as a problem and left out."""
        view, problems = self.mapping.view(side, record.values)
        if self.parents is not None:
            problems = self.parents.sort_out(side, record, problems, self.mapping.label(view) if problems else "")
        if problems:
            self.problems[side, record.ref] = problems
        else:
            self.problems.pop((side, record.ref), None)
        return view

    def read(self, side: Side, refs: Sequence[Ref], *, anywhere: bool = False) -> dict[Ref, Record]:
        """Records as they are now, any number; those that are gone, or (but for `anywhere`) outside the filter, are left out."""
        one, refs = self.open_side(side), [ref for ref in refs if not is_parked(ref)]
        selection = one.bare if anywhere else one.selection
        found: dict[Ref, Record] = {}
        size = max(1, one.capabilities.page_size)
        for start in range(0, len(refs), size):
            self.check_cancel()
            found.update(one.connector.read(selection, refs[start : start + size]))
        self.prefetch(side, found.values())
        return found

    def keep_read(self, side: Side, records: Mapping[Ref, Record]) -> None:
        """Keep what was read to decide on it for the write that follows, where the connector itself refuses a stale one."""
        if self.open_side(side).capabilities.compare_and_set:
            kept = self._read[side]
            kept.update(itertools.islice(records.items(), max(0, _KEPT - len(kept))))

    def forget_read(self) -> None:
        """Another decision begins."""
        for kept in self._read.values():
            kept.clear()

    def just_read(self, side: Side, refs: Sequence[Ref]) -> dict[Ref, Record]:
        """Those of the records that were kept, once: what is tried again is read again."""
        return {ref: kept for ref in refs if (kept := self._read[side].pop(ref, None)) is not None}

    def prefetch(self, side: Side, records: Iterable[Record]) -> None:
        """Before several records are looked at: find at once what they point at."""
        if self.parents is not None:
            self.parents.prefetch(side, records)


def mark_of(record: Record) -> bytes:
    """The record's fingerprint."""
    return fingerprint(record.raw)


def corrected(moment: dt.datetime | None, side: OpenSide) -> dt.datetime | None:
    """A system's time in terms of our clock."""
    return None if moment is None else moment - side.skew


def source_side(operation: Operation) -> Side:
    """The side that an operation carries from."""
    return "b" if operation.side == "a" else "a"
