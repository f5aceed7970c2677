"""Step 9, apply: carry the plan out, journal first. What comes back is confirmed by `confirm`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from desktop_sync.engine.answered import checked
from desktop_sync.engine.confirm import Confirmer, Written
from desktop_sync.engine.context import Outlook, RunContext, mark_of, source_side
from desktop_sync.engine.invalid import invalid_fields
from desktop_sync.engine.lookup import Lookup
from desktop_sync.engine.outside import kept_apart
from desktop_sync.errors import DesktopSyncError, Retriable
from desktop_sync.model.plan import FieldChange, Hold, Operation, OperationKind, OperationState
from desktop_sync.model.record import (
    SIDES,
    Create,
    Delete,
    Outcome,
    OutcomeStatus,
    Record,
    Ref,
    Side,
    Update,
    Write,
    other,
)
from desktop_sync.model.report import Phase
from desktop_sync.model.values import Value
from desktop_sync.sync.compiled import typed
from desktop_sync.sync.journal import Journal, Settlement

_BATCH = 500
_WAITS = (0.2, 1.0, 5.0)
"""Seconds between tries of a batch that met a passing failure."""
_LONGEST_WAIT = 60.0
"""A system that asks for more patience than this is left to the next run."""


@dataclass(frozen=True)
class _Announced:
    """Writes down the refs that creates will have, before anybody can see them; many in one transaction."""

    journal: Journal
    operations: Sequence[Operation]

    def __call__(self, index: int, ref: Ref) -> None:
        self.journal.mark_prepared(self.operations[index].id, ref)

    def many(self, refs: Mapping[int, Ref]) -> None:
        if refs:
            self.journal.mark_all_prepared({self.operations[index].id: ref for index, ref in refs.items()})


@dataclass(frozen=True)
class _Refusal:
    """A write that was refused; `before`: how many on its side had been done by then."""

    operation: Operation
    outcome: Outcome
    before: int


class Applier:
    """Carries out the plan of one run. One use per pass."""

    def __init__(self, ctx: RunContext, outlook: Outlook, written: Written) -> None:
        self._ctx = ctx
        self._outlook = outlook
        self._written = written
        self._confirmer = Confirmer(ctx, outlook, written)
        self._adopted: dict[Side, dict[Ref, Ref]] = {"a": {}, "b": {}}
        self._vanished: dict[Side, set[Ref]] = {"a": set(), "b": set()}
        self._done: Counter[Side] = Counter()
        self._lookup = Lookup(ctx, {s: outlook.counts.get(f"{s}.{OperationKind.CREATE}", 0) for s in SIDES})
        self._refused: list[_Refusal] = []
        """What was refused once, and how much was done on its side before. What came after it in the plan may have cleared the way: a
        unique value is free now, or a parent is there.
        """

    def apply(self) -> None:
        """Carry out everything that is planned; raises what stops the whole run, with all outcomes so far in the journal."""
        if self._ctx.journal.planned(self._ctx.run_id, limit=1):
            self._ctx.journal.drop_seals(self._ctx.sync.id)
        self._adopt()
        self._remember()
        self._keep_open()
        self._write()

    # refs that are not permanent yet -------------------------------------------------------------------------------

    def _adopt(self) -> None:
        """Have systems without ids of their own make the refs of records that get a link permanent."""
        for side in SIDES:
            one = self._ctx.open_side(side)
            if not one.capabilities.provisional_refs:
                continue
            shown = [self._ref_on(operation, side) for operation in self._planned(writing=None)]
            refs = [ref for ref in shown if ref is not None]
            self._adopted[side] = dict(one.connector.adopt(one.selection, refs))
            rest = [ref for ref in refs if ref not in self._adopted[side]]
            self._vanished[side] = set(rest) - set(self._ctx.read(side, rest))
            held = self._adopted[side]
            self._outlook.unlinked[side] = {held.get(r, r): why for r, why in self._outlook.unlinked[side].items()}
            self._outlook.creating[side] = {held.get(ref, ref) for ref in self._outlook.creating[side]}
            self._outlook.holds = [
                replace(h, ref=held.get(h.ref, h.ref)) if h.side == side and h.ref else h for h in self._outlook.holds
            ]

    def _ref_on(self, operation: Operation, side: Side) -> Ref | None:
        ref = operation.ref if operation.side == side else operation.source_ref
        return None if ref is None else self._adopted[side].get(ref, ref)

    def _planned(self, *, writing: bool | None) -> Iterator[Operation]:
        """The planned operations in order, with permanent refs; safe while they are settled meanwhile."""
        after = 0
        while batch := self._ctx.journal.planned(self._ctx.run_id, writing=writing, after=after, limit=_BATCH):
            after = batch[-1].id
            for one in batch:
                yield (
                    replace(one, ref=self._ref_on(one, one.side), source_ref=self._ref_on(one, source_side(one)))
                    if any(self._adopted.values())
                    else one
                )

    # what only the workspace remembers -----------------------------------------------------------------------------

    def _remember(self) -> None:
        batch: list[Settlement] = []
        for operation in self._planned(writing=False):
            batch.append(self._memory(operation))
            if len(batch) >= _BATCH:
                self._ctx.journal.settle(batch)
                batch = []
                self._ctx.tell(Phase.WRITING)
        self._ctx.journal.settle(batch)
        for side in SIDES:
            self._written.again_unlinked[side] |= self._outlook.again[side]

    def _is_vanished(self, operation: Operation) -> bool:
        """Whether a record without a lasting ref is no longer as the decision saw it: it is a new record for the next run."""
        return operation.kind in (OperationKind.PAIR, OperationKind.CREATE) and any(
            self._ref_on(operation, side) in self._vanished[side] for side in SIDES
        )

    def _memory(self, operation: Operation) -> Settlement:
        if self._is_vanished(operation):
            return Settlement(operation, OperationState.DROPPED, self._ctx.clock.now())
        if operation.kind is OperationKind.EXCLUDE:
            return kept_apart(operation, self._ctx.clock.now())
        return Settlement(
            operation,
            OperationState.DONE,
            self._ctx.clock.now(),
            ref=operation.ref,
            a_ref=self._ref_on(operation, "a"),
            b_ref=self._ref_on(operation, "b"),
            base_a=operation.view_a,
            base_b=operation.view_b,
            mark_a=operation.mark_a if operation.settles else None,
            mark_b=operation.mark_b if operation.settles else None,
            gone=other(operation.side) if operation.kind is OperationKind.IGNORE else "",
            aside=tuple(self._left_alone(operation)) if operation.kind is OperationKind.FORGET else (),
        )

    def _left_alone(self, operation: Operation) -> Iterator[tuple[Side, Ref, str]]:
        """What loses its link and is still there. If the program stops right after, no change feed would ever show it again."""
        for side in SIDES:
            ref = self._ref_on(operation, side)
            reason = None if ref is None else self._outlook.unlinked[side].get(ref)
            if ref is not None and reason is not None:
                yield side, ref, reason

    def _keep_open(self) -> None:
        """Store the conflicts and holds that the decisions left, now that their links exist."""
        ctx, outlook = self._ctx, self._outlook
        fresh = [one for one in outlook.conflicts if not one.link_id and one.a_ref is not None]
        known = ctx.journal.marks(ctx.sync.id, "a", [self._ref_of(one.a_ref) for one in fresh if one.a_ref])
        links = {ref: mark.link_id for ref, mark in known.items()}
        # A pair that was not made after all, because one of the two moved, has no conflict: the next run looks at both.
        found = [
            one.link_id or (links.get(self._ref_of(one.a_ref), 0) if one.a_ref else 0) for one in outlook.conflicts
        ]
        conflicts = [replace(one, link_id=id_) for one, id_ in zip(outlook.conflicts, found, strict=True) if id_]
        touched = [*outlook.touched, *{one.link_id for one in conflicts} - set(outlook.touched)]
        ctx.journal.keep_conflicts(ctx.run_id, ctx.sync.id, touched, [*conflicts, *outlook.carrying])
        held = {(one.link_id, one.side, one.field, one.code) for one in outlook.holds if one.link_id}
        still = {link_id for link_id, _, _, _ in held}
        ctx.journal.close_holds(
            ctx.sync.id,
            link_ids=[one for one in outlook.touched if one not in still],
            codes=("lens", "invalid", "duplicate", "reference"),
        )
        ctx.journal.drop_holds(outlook.healed)
        for hold in self._with_pairs(outlook.holds):
            ctx.journal.keep_hold(replace(hold, sync_id=ctx.sync.id, run_id=ctx.run_id))

    def _with_pairs(self, holds: Sequence[Hold]) -> list[Hold]:
        """The holds, with the links of records that were paired in this very run."""
        ctx = self._ctx
        refs = {side: [h.ref for h in holds if h.side == side and h.ref and h.link_id is None] for side in SIDES}
        known = {side: ctx.journal.marks(ctx.sync.id, side, refs[side]) if refs[side] else {} for side in SIDES}
        return [
            replace(h, link_id=known[h.side][h.ref].link_id)
            if h.link_id is None and h.ref is not None and h.ref in known[h.side]
            else h
            for h in holds
        ]

    def _ref_of(self, a_ref: Ref) -> Ref:
        return self._adopted["a"].get(a_ref, a_ref)

    # writes --------------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        """Each side's writes in their order, as many at once as it takes. Of a pair that is written on both sides, A comes first, as in
        the plan: the second write settles what the first one brought.
        """
        sizes = {side: max(1, self._ctx.open_side(side).capabilities.batch_size) for side in SIDES}
        waiting: dict[Side, list[Operation]] = {side: [] for side in SIDES}
        done = 0
        for operation in self._planned(writing=True):
            waiting[operation.side].append(operation)
            if len(waiting[operation.side]) >= sizes[operation.side]:
                done += self._send_both(waiting)
                self._ctx.tell(Phase.WRITING, done)
        self._ctx.tell(Phase.WRITING, done + self._send_both(waiting))
        self._second_chances()

    def _send_both(self, waiting: Mapping[Side, list[Operation]]) -> int:
        """Send what waits, and say how much it was."""
        sent = 0
        for side in SIDES:
            self._send_patiently(side, waiting[side])
            sent += len(waiting[side])
            waiting[side].clear()
        return sent

    def _second_chances(self) -> None:
        """Send once more what was refused and was followed by something that was not; the rest is held."""
        again, self._refused = self._refused, []
        ctx = self._ctx
        hopeless = [one for one in again if one.before == self._done[one.operation.side]]
        ctx.journal.settle([self._confirmer.confirm(one.operation, one.outcome) for one in hopeless])
        for side in SIDES:
            mine = [one.operation for one in again if one.operation.side == side and one.before < self._done[side]]
            size = max(1, ctx.open_side(side).capabilities.batch_size)
            for start in range(0, len(mine), size):
                self._send_patiently(side, mine[start : start + size], last=True)

    def _send_patiently(self, side: Side, batch: Sequence[Operation], *, last: bool = False) -> None:
        """One batch, in parts where the system can't compare before it writes: no other call may lie there between a record's re-read and
        its write. So creates, which are looked up first, go by themselves, and of the rest so many as one call reads.
        """
        able = self._ctx.open_side(side).capabilities
        for creates, part in groupby(batch, lambda one: one.kind is OperationKind.CREATE and not able.compare_and_set):
            some = list(part)
            size = len(some) if creates or able.compare_and_set else max(1, able.page_size)
            for start in range(0, len(some), size):
                self._send_part(side, some[start : start + size], last=last)

    def _send_part(self, side: Side, batch: Sequence[Operation], *, last: bool) -> None:
        """A passing failure, with which nothing was written, is waited for a few times."""
        for wait in (*_WAITS, None):
            try:
                self._send(side, batch, last=last)
            except Retriable as error:
                if wait is None:
                    self._ctx.journal.settle([self._confirmer.dropped(operation) for operation in batch])
                    raise
                self._ctx.clock.wait(max(wait, min(error.after_s, _LONGEST_WAIT)))
                self._ctx.check_cancel()
            else:
                return

    def _send(self, side: Side, batch: Sequence[Operation], *, last: bool) -> None:
        """One batch: re-read the targets, drop what moved, journal the intents, write, confirm."""
        if not batch:
            return
        ctx, one = self._ctx, self._ctx.open_side(side)
        one.ask_the_time()
        batch = self._with_links(side, batch)
        refs = [operation.ref for operation in batch if operation.ref is not None]
        current = ctx.just_read(side, refs)
        current |= ctx.read(side, [ref for ref in refs if ref not in current])
        writes: list[Write] = []
        ready: list[Operation] = []
        batch, settled = self._without_twins(side, batch)
        for operation in batch:
            write = self._prepare(operation, current.get(operation.ref) if operation.ref else None)
            if isinstance(write, Settlement):
                settled.append(write)
            else:
                writes.append(write)
                ready.append(operation)
        ctx.journal.settle(settled)
        if not ready:
            return
        ctx.journal.mark_sent(ready, ctx.clock.now() + one.skew)
        try:
            outcomes = one.connector.write(one.selection, writes, _Announced(ctx.journal, ready))
        except Retriable:
            raise  # the intents stand while it is tried again
        except DesktopSyncError:  # the port promises that nothing at all was written
            ctx.journal.settle([self._confirmer.dropped(operation) for operation in ready])
            raise
        self._settle(side, list(zip(ready, outcomes, strict=True)), last=last)

    def _without_twins(self, side: Side, batch: Sequence[Operation]) -> tuple[list[Operation], list[Settlement]]:
        """The batch without creates of what is there by now. Those records are put off to the run's next pass, which pairs them."""
        creates = [one for one in batch if one.kind is OperationKind.CREATE]
        twins = self._lookup.twins(side, creates)
        dropped = []
        for operation in creates:
            found = twins.get(operation.source_ref or Ref(""))
            if found is None or operation.source_ref is None:
                continue
            self._outlook.creating[source_side(operation)].discard(operation.source_ref)
            self._outlook.unlinked[side].update(dict.fromkeys(found, "waiting"))
            self._written.again_unlinked[side].update(found)
            self._ctx.late[side].update(found)
            dropped.append(self._confirmer.dropped(operation))
        gone = {one.operation.id for one in dropped}
        return [one for one in batch if one.id not in gone], dropped

    def _settle(self, side: Side, rows: Sequence[tuple[Operation, Outcome]], *, last: bool) -> None:
        """What came of a batch goes into the journal; what was refused gets its second chance, unless this was it."""
        ctx = self._ctx
        settled: list[Settlement] = []
        for operation, outcome in checked(ctx, side, rows):
            if outcome.status is OutcomeStatus.REJECTED and operation.final and not last:
                self._refused.append(_Refusal(operation, outcome, self._done[side]))
                settled.append(Settlement(operation, OperationState.DROPPED, ctx.clock.now(), ref=operation.ref))
            else:
                self._done[side] += outcome.status is OutcomeStatus.DONE
                settled.append(self._confirmer.confirm(operation, outcome))
        ctx.journal.settle(settled)
        if uneven := self._confirmer.uneven[side]:
            known = ctx.journal.marks(ctx.sync.id, side, uneven)
            links = {mark.link_id for mark in known.values()}
            self._written.again_links |= links
            ctx.completing |= links
            uneven.clear()

    def _with_links(self, side: Side, batch: Sequence[Operation]) -> list[Operation]:
        """Updates of pairs that were made in this very run learn their link's id."""
        refs = [one.ref for one in batch if one.link_id is None and one.ref is not None]
        known = self._ctx.journal.marks(self._ctx.sync.id, side, refs) if refs else {}
        return [
            replace(one, link_id=known[one.ref].link_id)
            if one.link_id is None and one.ref and one.ref in known
            else one
            for one in batch
        ]

    def _prepare(self, operation: Operation, current: Record | None) -> Write | Settlement:
        """The write to send, or how the operation ends without one."""
        ctx, side = self._ctx, operation.side
        wanted = {change.name: change.new for change in operation.changes}
        if operation.kind is OperationKind.CREATE:
            if self._is_vanished(operation):
                return Settlement(operation, OperationState.DROPPED, ctx.clock.now())
            values, problems = ctx.mapping.put(side, wanted, None)
            # What was planned had none: the record pointed at has lost its partner since.
            return self._confirmer.dropped(operation) if problems else Create(operation.token, values)
        if current is None or operation.link_id is None:  # the pair was not made after all
            return self._confirmer.dropped(operation)
        if operation.kind is OperationKind.DELETE:
            moved = operation.mark_a if side == "a" else operation.mark_b
            return Delete(current) if mark_of(current) == moved else self._confirmer.dropped(operation)
        if operation.kind is OperationKind.ARCHIVE:
            return self._archive(operation, current)
        view = ctx.view(side, current)
        if any(not self._still(change, view) for change in operation.changes):
            return self._confirmer.dropped(operation)
        values, problems = ctx.mapping.put(side, wanted, current.values)
        if not values or problems or invalid_fields(ctx, side, values, create=False):
            return self._confirmer.dropped(operation)
        if mark_of(current) == (operation.mark_a if side == "a" else operation.mark_b):
            self._confirmer.expected[operation.id] = view
        return Update(current, values)

    def _archive(self, operation: Operation, current: Record) -> Write | Settlement:
        rules = self._ctx.definition.rules
        archive = rules.archive_a if operation.side == "a" else rules.archive_b
        assert archive is not None  # checked with the definition
        self._confirmer.expected[operation.id] = self._ctx.view(operation.side, current)
        return Update(
            current,
            {archive.field: typed(self._ctx.open_side(operation.side).schema.field(archive.field), archive.value)},
        )

    def _still(self, change: FieldChange, view: Mapping[str, Value]) -> bool:
        """Whether the target still shows what the decision was made on."""
        return view.get(change.name) == change.old
