"""Steps 9 and 10: carry the plan out, journal first, and take what the systems really stored as the new bases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from desktop_sync.engine.cases import invalid_fields
from desktop_sync.engine.context import Outlook, RunContext, mark_of, source_side
from desktop_sync.errors import DesktopSyncError
from desktop_sync.model.plan import FieldChange, Hold, HoldState, Operation, OperationKind, OperationState
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
from desktop_sync.model.values import Value, is_blank
from desktop_sync.sync.compiled import typed
from desktop_sync.sync.ports import Settlement

_BATCH = 500


@dataclass
class Written:
    """What was written in a run, per side; and the links and records to be looked at once more in it."""

    created: dict[Side, int] = field(default_factory=lambda: {"a": 0, "b": 0})
    updated: dict[Side, set[int]] = field(default_factory=lambda: {"a": set(), "b": set()})
    links: dict[Side, set[int]] = field(default_factory=lambda: {"a": set(), "b": set()})
    deleted: dict[Side, int] = field(default_factory=lambda: {"a": 0, "b": 0})
    again_links: set[int] = field(default_factory=set)
    again_unlinked: dict[Side, set[Ref]] = field(default_factory=lambda: {"a": set(), "b": set()})


@dataclass
class _Half:
    """What one of two updates of a link brought; the second one settles the link."""

    side: Side
    bases: Mapping[Side, Mapping[str, Value]] = field(repr=False)
    marks: Mapping[Side, bytes | None] = field(repr=False)
    settles: bool

    def after(self, first: "_Half | None") -> "_Half":
        """Both together; `first` None: it was not made."""
        if first is None:
            return replace(self, settles=False)
        early = first.side
        return _Half(
            self.side,
            {
                early: {**self.bases[early], **first.bases[early]},
                self.side: {**first.bases[self.side], **self.bases[self.side]},
            },
            {early: first.marks[early], self.side: self.marks[self.side]},
            settles=self.settles and first.settles,
        )


class Applier:
    """Carries out the plan of one run. One use per pass."""

    def __init__(self, ctx: RunContext, outlook: Outlook, written: Written) -> None:
        self._ctx = ctx
        self._outlook = outlook
        self._written = written
        self._halves: dict[int, _Half | None] = {}
        self._adopted: dict[Side, dict[Ref, Ref]] = {"a": {}, "b": {}}
        self._vanished: dict[Side, set[Ref]] = {"a": set(), "b": set()}
        self._expected: dict[int, Mapping[str, Value]] = {}

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
        )

    def _keep_open(self) -> None:
        """Store the conflicts and holds that the decisions left, now that their links exist."""
        ctx, outlook = self._ctx, self._outlook
        fresh = [one for one in outlook.conflicts if not one.link_id and one.a_ref is not None]
        known = ctx.journal.marks(ctx.sync.id, "a", [self._ref_of(one.a_ref) for one in fresh if one.a_ref])
        conflicts = [
            one if one.link_id or one.a_ref is None else replace(one, link_id=known[self._ref_of(one.a_ref)].link_id)
            for one in outlook.conflicts
        ]
        touched = [*outlook.touched, *{one.link_id for one in conflicts} - set(outlook.touched)]
        ctx.journal.keep_conflicts(ctx.run_id, ctx.sync.id, touched, conflicts)
        held = {(one.link_id, one.side, one.field, one.code) for one in outlook.holds if one.link_id}
        still = {link_id for link_id, _, _, _ in held}
        ctx.journal.close_holds(
            ctx.sync.id, link_ids=[one for one in outlook.touched if one not in still], codes=("lens", "invalid")
        )
        for hold in outlook.holds:
            ctx.journal.keep_hold(replace(hold, sync_id=ctx.sync.id, run_id=ctx.run_id))

    def _ref_of(self, a_ref: Ref) -> Ref:
        return self._adopted["a"].get(a_ref, a_ref)

    # writes --------------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        ctx, done = self._ctx, 0
        for side, run in groupby(self._planned(writing=True), key=lambda one: one.side):
            size = max(1, ctx.open_side(side).capabilities.batch_size)
            batch: list[Operation] = []
            for operation in run:
                batch.append(operation)
                if len(batch) >= size:
                    self._send(side, batch)
                    done += len(batch)
                    batch = []
                    ctx.tell(Phase.WRITING, done)
            self._send(side, batch)
            done += len(batch)
            ctx.tell(Phase.WRITING, done)

    def _send(self, side: Side, batch: Sequence[Operation]) -> None:
        """One batch: re-read the targets, drop what moved, journal the intents, write, confirm."""
        if not batch:
            return
        ctx, one = self._ctx, self._ctx.open_side(side)
        batch = self._with_links(side, batch)
        current = ctx.read(side, [operation.ref for operation in batch if operation.ref is not None])
        writes: list[Write] = []
        ready: list[Operation] = []
        settled: list[Settlement] = []
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
        ctx.journal.mark_sent(ready, ctx.clock.now())
        try:
            outcomes = one.connector.write(
                one.selection, writes, lambda index, ref: ctx.journal.mark_prepared(ready[index].id, ref)
            )
        except DesktopSyncError:  # the port promises that nothing at all was written
            ctx.journal.settle([self._dropped(operation) for operation in ready])
            raise
        ctx.journal.settle([self._confirm(*row) for row in zip(ready, outcomes, strict=True)])

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
            values, _ = ctx.mapping.put(side, wanted, None)
            return Create(operation.token, values)
        if current is None:
            return self._dropped(operation)
        if operation.kind is OperationKind.DELETE:
            moved = operation.mark_a if side == "a" else operation.mark_b
            return Delete(current) if mark_of(current) == moved else self._dropped(operation)
        if operation.kind is OperationKind.ARCHIVE:
            return self._archive(operation, current)
        view = ctx.view(side, current)
        if any(not self._still(change, view) for change in operation.changes):
            return self._dropped(operation)
        values, problems = ctx.mapping.put(side, wanted, current.values)
        if problems or invalid_fields(ctx, side, values, create=False):
            return self._dropped(operation)
        if mark_of(current) == (operation.mark_a if side == "a" else operation.mark_b):
            self._expected[operation.id] = view
        return Update(current, values)

    def _archive(self, operation: Operation, current: Record) -> Write | Settlement:
        rules = self._ctx.definition.rules
        archive = rules.archive_a if operation.side == "a" else rules.archive_b
        assert archive is not None  # checked with the definition
        self._expected[operation.id] = self._ctx.view(operation.side, current)
        return Update(
            current,
            {archive.field: typed(self._ctx.open_side(operation.side).schema.field(archive.field), archive.value)},
        )

    def _still(self, change: FieldChange, view: Mapping[str, Value]) -> bool:
        """Whether the target still shows what the decision was made on."""
        return change.name in view and view[change.name] == change.old

    # outcomes ------------------------------------------------------------------------------------------------------

    def _dropped(self, operation: Operation, words: str = "") -> Settlement:
        """Not made: its link is looked at again, in this run if possible."""
        if operation.link_id:
            self._written.again_links.add(operation.link_id)
            self._halves[operation.link_id] = None
        elif operation.source_ref is not None:
            self._written.again_unlinked[source_side(operation)].add(operation.source_ref)
            self._outlook.unlinked[source_side(operation)][operation.source_ref] = "waiting"
        return Settlement(operation, OperationState.DROPPED, self._ctx.clock.now(), ref=operation.ref, words=words)

    def _confirm(self, operation: Operation, outcome: Outcome) -> Settlement:
        if outcome.status is OutcomeStatus.DONE:
            return self._done(operation, outcome.record)
        if outcome.status in (OutcomeStatus.STALE, OutcomeStatus.RETRY):
            return self._dropped(operation, outcome.words)
        if outcome.status is OutcomeStatus.UNKNOWN:
            # Left open in the journal: the next run's recovery looks it up before anything new is planned.
            self._note_unlinked(operation, "waiting")
            return Settlement(
                operation, OperationState.SENT, self._ctx.clock.now(), ref=operation.ref, words=outcome.words
            )
        return self._refused(operation, outcome.words)

    def _note_unlinked(self, operation: Operation, state: str) -> None:
        if operation.link_id is None and operation.source_ref is not None:
            self._outlook.unlinked[source_side(operation)][operation.source_ref] = state

    def _refused(self, operation: Operation, words: str) -> Settlement:
        self._note_unlinked(operation, "failed")
        if operation.link_id:
            self._halves[operation.link_id] = None
        return Settlement(
            operation,
            OperationState.FAILED,
            self._ctx.clock.now(),
            ref=operation.ref,
            hold=self._hold(operation, "rejected", "The system refuses this record.", words),
            words=words,
        )

    def _hold(self, operation: Operation, code: str, message: str, words: str = "", name: str = "") -> Hold:
        """A refusal, held on the source's picture: the same picture is not sent again."""
        source = source_side(operation)
        return Hold(
            code,
            operation.side if operation.link_id else source,
            message,
            remedy="Correct the record or the system's rule, then press “Try again” (desktop-sync retry ID).",
            state=HoldState.FAILED,
            link_id=operation.link_id,
            ref=operation.ref if operation.link_id else operation.source_ref,
            field=name,
            words=words,
            mark=operation.mark_a if source == "a" else operation.mark_b,
            label=operation.label,
            sync_id=self._ctx.sync.id,
            run_id=self._ctx.run_id,
        )

    def _done(self, operation: Operation, record: Record | None) -> Settlement:
        if operation.kind is OperationKind.DELETE:
            self._written.deleted[operation.side] += 1
            return Settlement(operation, OperationState.DONE, self._ctx.clock.now(), ref=operation.ref)
        assert record is not None
        if operation.kind is OperationKind.CREATE:
            return self._created(operation, record)
        return self._updated(operation, record)

    def _created(self, operation: Operation, record: Record) -> Settlement:
        ctx, side = self._ctx, operation.side
        source = source_side(operation)
        stored = ctx.view(side, record)
        self._written.created[side] += 1
        self._outlook.unlinked[source].pop(operation.source_ref or Ref(""), None)
        lost = [c for c in operation.changes if not is_blank(c.new) and is_blank(stored.get(c.name))]
        hold = self._not_stored(operation, lost) if lost else None
        refs = {side: record.ref, source: operation.source_ref}
        bases = {side: stored, source: operation.view_a if source == "a" else operation.view_b}
        marks = {side: mark_of(record), source: operation.mark_a if source == "a" else operation.mark_b}
        return Settlement(
            operation,
            OperationState.DONE,
            ctx.clock.now(),
            ref=record.ref,
            a_ref=refs["a"],
            b_ref=refs["b"],
            base_a=bases["a"],
            base_b=bases["b"],
            mark_a=marks["a"],
            mark_b=marks["b"],
            hold=hold,
        )

    def _updated(self, operation: Operation, record: Record) -> Settlement:
        """Confirm an update; the last one of a link settles it, together with what the first one brought."""
        ctx, side = self._ctx, operation.side
        source, link_id = source_side(operation), operation.link_id
        assert link_id is not None
        stored = ctx.view(side, record)
        lost = [change for change in operation.changes if self._refused_silently(change, stored)]
        bases: dict[Side, dict[str, Value]] = {"a": dict(operation.view_a), "b": dict(operation.view_b)}
        for change in operation.changes:
            if change not in lost and change.name in stored:
                bases[side][change.name] = stored[change.name]
                bases[source].setdefault(change.name, change.source)
        marks: dict[Side, bytes | None] = {"a": operation.mark_a, "b": operation.mark_b}
        marks[side] = mark_of(record)
        kept = self._others_kept(operation, stored)
        if not kept:
            self._written.again_links.add(link_id)
        half = _Half(side, bases, marks, settles=operation.settles and not lost and kept)
        if not operation.final:
            self._halves[link_id] = half
            half = _Half(side, {"a": {}, "b": {}}, marks, settles=False)
        elif link_id in self._halves:
            half = half.after(self._halves.pop(link_id))
        self._written.updated[side].add(link_id)
        return Settlement(
            operation,
            OperationState.DONE,
            ctx.clock.now(),
            ref=record.ref,
            base_a=half.bases["a"],
            base_b=half.bases["b"],
            mark_a=half.marks["a"] if half.settles else None,
            mark_b=half.marks["b"] if half.settles else None,
            gone=source if operation.kind is OperationKind.ARCHIVE else "",
            hold=self._not_stored(operation, lost) if lost else None,
        )

    def _refused_silently(self, change: FieldChange, stored: Mapping[str, Value]) -> bool:
        """Whether the system reported success and kept the old value."""
        now = stored.get(change.name)
        return now == change.old and not self._ctx.mapping.same(change.name, now, change.new)

    def _others_kept(self, operation: Operation, stored: Mapping[str, Value]) -> bool:
        """Whether the rest of the target is as the decision saw it; if not, somebody edited it: it is looked at again."""
        expected = self._expected.pop(operation.id, None)
        if expected is None:
            return False
        written = {change.name for change in operation.changes}
        return all(stored.get(name) == value for name, value in expected.items() if name not in written)

    def _not_stored(self, operation: Operation, lost: Sequence[FieldChange]) -> Hold:
        names = ", ".join(change.name for change in lost)
        message = f"The system reported success but did not keep: {names}."
        return self._hold(operation, "not_stored", message, name=lost[0].name if len(lost) == 1 else "")
