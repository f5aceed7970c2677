"""The journal's port: links and their bases, what is staged and planned in a run, conflicts, holds, runs and history."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from desktop_sync.model.plan import (
    Conflict,
    FieldChange,
    Hold,
    Link,
    Operation,
    OperationState,
    Resolution,
    Sighting,
    Wait,
)
from desktop_sync.model.record import Ref, Side
from desktop_sync.model.report import Counts, RunFilter, RunKind, RunReport, RunTotals
from desktop_sync.model.values import Value
from desktop_sync.sync.history import History


@dataclass(frozen=True, slots=True)
class Mark:
    """What the workspace knows of a record: its link, the fingerprint it had at the last agreement (None: look again), and `gone`
    (as `Link.gone`).
    """

    link_id: int
    mark: bytes | None
    gone: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """The outcome of one operation, to be written in one transaction: state, and what the link remembers from now on.

    For CREATE and PAIR `a_ref` and `b_ref` make the link. `base_a`/`base_b` are merged into the link's bases field by field.
    `mark_a`/`mark_b`: new fingerprints; None clears them (the side is looked at again).
    `ref`: the record written. `hold`: opened or renewed. FORGET (and a DELETE done) removes the link; IGNORE sets `gone`.
    """

    operation: Operation
    state: OperationState
    at: dt.datetime
    ref: Ref | None = None
    a_ref: Ref | None = None
    b_ref: Ref | None = None
    base_a: Mapping[str, Value] = field(default_factory=dict, repr=False)
    base_b: Mapping[str, Value] = field(default_factory=dict, repr=False)
    mark_a: bytes | None = None
    mark_b: bytes | None = None
    gone: str = ""
    changes: tuple[FieldChange, ...] | None = None
    """Field changes as stored (what the system really holds), None: as planned."""
    hold: Hold | None = None
    words: str = field(default="", repr=False)
    holds: tuple[Hold, ...] = ()
    """More holds, where there are several."""
    aside: tuple[tuple[Side, Ref, str], ...] = ()
    """Records that stay without a link from now on, with the reason as in `Journal.aside`: in the same transaction."""
    alone: bool = False
    """For CREATE: the record was made again without a partner, no link is made."""
    doubted: tuple[FieldChange, ...] = field(default=(), repr=False)
    """Of an update without an answer: what may have been written all the same, although its field does not show it; the trail tells it."""
    carried: tuple[str, ...] = ()
    """Fields of which a person's decision is carried out with this, or refused: their conflicts are closed."""


PARKED = "\x1fgone:"
"""How the refs of `Journal.park` begin."""


def is_parked(ref: Ref) -> bool:
    """Whether no system is to be asked for that record."""
    return ref.startswith(PARKED)


class Journal(History, Protocol):
    """Links, bases, sightings, operations, conflicts, holds and runs of all syncs. Each call is its own short transaction."""

    def lock(self, sync_id: int) -> AbstractContextManager[None]:
        """Hold the sync's run lock, across processes; a dead owner's is taken over. Raises Busy at once when it is held."""

    # runs
    def begin_run(self, sync_id: int, report: RunReport) -> int:
        """A new run; its id."""

    def abandon(self, sync_id: int) -> None:
        """Clear up after runs of the sync that never ended; to be called under its lock. Intents that were sent stay."""

    def end_run(self, run_id: int, report: RunReport) -> None:
        """Store the finished report."""

    def run(self, run_id: int) -> RunReport | None:
        """One run's report."""

    def runs(self, sync_id: int | None = None, limit: int = 100, before: int | None = None) -> Sequence[RunReport]:
        """Newest first; plans are left out. `before`: only those older than that run."""

    def runs_like(
        self, only: RunFilter, words: str = "", limit: int = 100, before: int | None = None
    ) -> Sequence[RunReport]:
        """Runs of all syncs, newest first, plans left out. `words`: in the sync's name, folded. `before`: older than that run."""

    def run_totals(self, words: str = "") -> Mapping[RunFilter, RunTotals]:
        """Of all such runs, by what a list can be narrowed to."""

    def totals_since(self, moment: dt.datetime) -> RunTotals:
        """Of all runs that began at the moment (aware) or later, plans left out."""

    def tally(self, run_id: int) -> Mapping[Side, Counts]:
        """The account of what the run's operations are about, by the journal: for a run that did not come to its end."""

    def newest_run(self, sync_id: int, kind: RunKind) -> RunReport | None:
        """The sync's last run of that kind."""

    def oldest_run(self, sync_id: int) -> RunReport | None:
        """The sync's first run; plans are left out."""

    def sync_of_run(self, run_id: int) -> int | None:
        """The sync's id of a run."""

    def finish_sync(
        self,
        sync_id: int,
        *,
        cursor_a: str | None,
        cursor_b: str | None,
        full_at: dt.datetime | None,
        paired: bool,
        rebased: bool = True,
    ) -> None:
        """At the end of a good run: where to go on (None keeps what was), when everything was compared (None keeps), whether pairing
        is done, and whether everything is known again that a restore made unsure.
        """

    # links
    def marks(self, sync_id: int, side: Side, refs: Sequence[Ref]) -> Mapping[Ref, Mark]:
        """What is known of these records; unknown ones are left out. Any number of refs."""

    def all_marks(self, sync_id: int, side: Side) -> Iterator[tuple[Ref, Mark]]:
        """Everything known of the side, streaming."""

    def settled_marks(self, sync_id: int, side: Side) -> dict[Ref, bytes]:
        """Ref → mark of all links with both marks and nothing gone, in one quick sweep (some 100 bytes a link). Those of which
        only the other side lies outside its filter are among them.
        """

    def unsettled_refs(self, sync_id: int, side: Side) -> Sequence[Ref]:
        """The side's refs of all links that `settled_marks` leaves out, but for those that a filter keeps apart."""

    def gone_count(self, sync_id: int, side: Side) -> int:
        """Number of links whose record on that side is known to be gone."""

    def outside_count(self, sync_id: int, sides: str) -> int:
        """Number of links of which the records of these sides (`a`, `b`, or `ab`: both) are known to lie outside their filters."""

    def link_count(self, sync_id: int) -> int:
        """Number of links."""

    def links(self, sync_id: int, link_ids: Sequence[int]) -> Mapping[int, Link]:
        """Links by id, with bases. Any number."""

    def link_by_ref(self, sync_id: int, side: Side, ref: Ref) -> Link | None:
        """The link of a record."""

    def unsettled(self, sync_id: int) -> Sequence[int]:
        """Ids of links with a mark missing, or a decided conflict: they are looked at again in every run."""

    def settled_count(self, sync_id: int) -> int:
        """Number of links with both marks and nothing gone."""

    def clear_marks(self, sync_id: int, link_ids: Sequence[int] | None = None) -> None:
        """Have these links (all: None) looked at again."""

    def forget_bases(self, sync_id: int, link_ids: Sequence[int]) -> None:
        """Of these pairs it is not known what they agreed on last; any number."""

    def park(self, sync_id: int, side: Side, link_ids: Sequence[int]) -> None:
        """These links let go of their record's ref on the side, because another record has it now. They get one that no system
        gives (`is_parked`): their own record is gone.
        """

    def greatest_ref(self, sync_id: int, side: Side) -> int:
        """The greatest of the refs, which are numbers, of linked records that are not known to be gone; 0 without any."""

    # unlinked records
    def aside(self, sync_id: int, side: Side) -> Iterator[tuple[Ref, str]]:
        """Unlinked records that stay unlinked for a reason: (ref, reason): `excluded`, `waiting` or `failed`."""

    def set_aside(self, sync_id: int, side: Side, rows: Iterable[tuple[Ref, str]], *, replace: bool) -> None:
        """Remember them; `replace`: these are all there are on that side."""

    # references
    def partners(self, sync_id: int, side: Side, refs: Sequence[Ref]) -> Mapping[Ref, Ref]:
        """The other side's refs of these linked records, unless one of the two is gone. Any number of refs."""

    def keep_waits(self, sync_id: int, waits: Sequence[Wait]) -> None:
        """These are all records of the sync that wait for a parent."""

    def waits(self, sync_id: int) -> Sequence[Wait]:
        """Them."""

    def is_waiting(self, sync_id: int, side: Side, ref: Ref) -> bool:
        """Whether the record waits for a parent itself."""

    def can_go_on(self) -> frozenset[int]:
        """Ids of the syncs with a record that waits for a parent which is linked by now."""

    # sealed pages
    def seals(self, sync_id: int, side: Side) -> frozenset[bytes]:
        """Digests of the listing's pages of which every record agreed at the last full listing, but for `unsealed`."""

    def unsealed(self, sync_id: int, side: Side) -> set[Ref]:
        """Records that must be looked at even in a sealed page: written after the listing, unlinked, or unsettled now."""

    def drop_seals(self, sync_id: int) -> None:
        """Forget the seals; before anything that a link remembers changes."""

    def keep_seals(self, run_id: int, sync_id: int, side: Side, digests: Sequence[bytes]) -> None:
        """Seal these pages of the run's full listing; what the run saw or wrote and does not agree now is noted as unsealed."""

    # sightings and plans of one run
    def stage(self, run_id: int, sightings: Iterable[Sighting]) -> None:
        """Add sightings of the run; the last one of a (side, ref) counts."""

    def staged_unlinked(self, run_id: int, side: Side) -> Iterator[Sighting]:
        """Sightings without a link, by ref, streaming; safe while operations are planned meanwhile."""

    def staged(self, run_id: int, side: Side, refs: Sequence[Ref]) -> Mapping[Ref, Sighting]:
        """Sightings by ref."""

    def staged_links(
        self, run_id: int, size: int = 500
    ) -> Iterator[Mapping[int, tuple[Sighting | None, Sighting | None]]]:
        """Touched links in batches: link id → (sighting in A, sighting in B), None where that side shows nothing new."""

    def plan(self, run_id: int, operations: Iterable[Operation]) -> None:
        """Append operations to the run's plan."""

    def planned(
        self, run_id: int, *, writing: bool | None = None, after: int = 0, limit: int = 500
    ) -> Sequence[Operation]:
        """The run's operations in state PLANNED with id > after, by id; only writing or only remembering ones if told."""

    def discard(self, run_id: int) -> None:
        """Remove the run's sightings and its operations that are still PLANNED."""

    # journal
    def mark_sent(self, operations: Sequence[Operation], at: dt.datetime) -> None:
        """Write the intents down before the call. `at`: by the clock of the system that is written to."""

    def mark_prepared(self, operation_id: int, ref: Ref) -> None:
        """The ref that a create will have once it is committed."""

    def mark_all_prepared(self, refs: Mapping[int, Ref]) -> None:
        """The same for several, by operation, in one transaction."""

    def settle(self, settlements: Sequence[Settlement]) -> None:
        """Outcomes and what follows from them, all in one transaction. A link's ref that is taken raises StoreError."""

    def open_intents(self, sync_id: int) -> Sequence[Operation]:
        """Operations sent without an outcome, oldest first, of any run."""

    # conflicts
    def keep_conflicts(self, run_id: int, sync_id: int, link_ids: Sequence[int], conflicts: Sequence[Conflict]) -> None:
        """These are all open conflicts of these links now: new ones are opened, equal ones kept (with id and decision), moved ones
        get their new values and lose their decision, others are closed.
        """

    def conflicts(self, sync_id: int | None = None, *, link_ids: Sequence[int] | None = None) -> Sequence[Conflict]:
        """Open conflicts by id."""

    def conflict(self, conflict_id: int) -> Conflict | None:
        """One open conflict."""

    def conflict_count(self, sync_id: int, field: str | None = None) -> int:
        """How many are open, of one field where it is given."""

    def decide(self, conflict_id: int, resolution: Resolution | None) -> None:
        """Remember the decision (None takes it back); its link is looked at again."""

    def decide_all(self, conflict_ids: Sequence[int], resolution: Resolution) -> None:
        """The same decision on all of these, in one transaction."""

    # holds
    def keep_hold(self, hold: Hold) -> int:
        """Open it, or renew the one with the same link or ref, field and code (attempts + 1 when its mark or words changed). Its id."""

    def keep_holds(self, holds: Iterable[Hold]) -> None:
        """Several at once."""

    def holds(self, sync_id: int | None = None, *, dismissed: bool = False) -> Sequence[Hold]:
        """Open holds by id; dismissed ones only when asked."""

    def hold_count(self, sync_id: int) -> int:
        """How many are open and not dismissed."""

    def hold(self, hold_id: int) -> Hold | None:
        """One hold."""

    def close_holds(
        self,
        sync_id: int,
        *,
        link_ids: Sequence[int] = (),
        refs: Sequence[tuple[Side, Ref]] = (),
        codes: Sequence[str] = (),
    ) -> None:
        """Their causes are gone: close the holds of these links and records (only these codes, if given)."""

    def retry_hold(self, hold_id: int) -> None:
        """Try again at the next run: close it, and have its link looked at again."""

    def dismiss_hold(self, hold_id: int) -> None:
        """Leave it aside until the record changes."""

    def retry_holds(self, sync_id: int) -> int:
        """Try all holds of the sync again at the next run, but for dismissed ones; how many there were."""

    # rulings of people
    def rule_pair(self, sync_id: int, a_ref: Ref, b_ref: Ref) -> None:
        """These two are the same thing, whatever else was ruled about either."""

    def rule_apart(self, sync_id: int, side: Side, refs: Sequence[Ref]) -> None:
        """These records have no partner, and get none."""

    def forget_rulings(self, sync_id: int, side: Side, refs: Sequence[Ref]) -> None:
        """Nothing is ruled about these records any more."""

    def rulings(self, sync_id: int) -> Sequence[tuple[Ref | None, Ref | None]]:
        """(record of A, record of B) that are the same thing; with None for one: the other is on its own."""

    def drop_link(self, sync_id: int, link_id: int) -> None:
        """These two are no pair any more; the history stays."""

    def recent_writes(self, sync_id: int, a_refs: Sequence[Ref], since: dt.datetime) -> Sequence[Operation]:
        """Writes that were DONE after `since` to the pairs of these records of A, oldest first. Any number of refs."""

    def lifted_loops(self, sync_id: int) -> Mapping[tuple[int, str], dt.datetime]:
        """(link, field) → when somebody last said “try again” about a loop; link 0: about all records."""
