"""Step 10, confirm: what a system really stored becomes its base; what it refused is held; what moved is looked at again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop_sync.engine.context import Outlook, RunContext, mark_of, source_side
from desktop_sync.engine.created import bases_of_created
from desktop_sync.engine.keeping import RAW, archive_changes, archived_bases
from desktop_sync.model.plan import FieldChange, Hold, HoldState, Operation, OperationKind, OperationState
from desktop_sync.model.record import Outcome, OutcomeStatus, Record, Ref, Side
from desktop_sync.model.values import Value, fingerprint
from desktop_sync.sync.forms import is_form_of, shows_nothing
from desktop_sync.sync.journal import Settlement
from desktop_sync.sync.merge import DECIDED


@dataclass
class Written:
    """What was written in a run, per side; and the links and records to be looked at once more in it."""

    created: dict[Side, int] = field(default_factory=lambda: {"a": 0, "b": 0})
    updated: dict[Side, set[int]] = field(default_factory=lambda: {"a": set(), "b": set()})
    links: dict[Side, set[int]] = field(default_factory=lambda: {"a": set(), "b": set()})
    deleted: dict[Side, int] = field(default_factory=lambda: {"a": 0, "b": 0})
    unsettled: dict[Side, set[Ref]] = field(default_factory=lambda: {"a": set(), "b": set()})
    """Records that were created in the first of two steps."""
    again_links: set[int] = field(default_factory=set)
    again_unlinked: dict[Side, set[Ref]] = field(default_factory=lambda: {"a": set(), "b": set()})


@dataclass
class _Half:
    """What one of two updates of a link brought; the second one settles the link."""

    side: Side
    bases: Mapping[Side, Mapping[str, Value]] = field(repr=False)
    marks: Mapping[Side, bytes | None] = field(repr=False)
    settles: bool
    lost: frozenset[str] = frozenset()
    """Fields that the system did not keep."""

    def after(self, first: "_Half | None") -> "_Half":
        """Both together; `first` None: it was not made. A field that one of the two lost is agreed on neither side."""
        if first is None:
            return replace(self, settles=False)
        gone = first.lost | self.lost
        early, late = first.side, self.side
        bases = {
            early: {**self.bases[early], **first.bases[early]},
            late: {**first.bases[late], **self.bases[late]},
        }
        return _Half(
            late,
            {side: {name: value for name, value in base.items() if name not in gone} for side, base in bases.items()},
            {early: first.marks[early], late: self.marks[late]},
            settles=self.settles and first.settles,
        )


_WHOLE = object()


class Confirmer:
    """Turns outcomes into settlements. `expected`: per operation, the target's view that its decision was made on.

    `uneven`: new records that do not say in all what their source says; their links are to be looked at once more.
    """

    def __init__(self, ctx: RunContext, outlook: Outlook, written: Written) -> None:
        self._ctx = ctx
        self._outlook = outlook
        self._written = written
        self._halves: dict[int, _Half | None] = {}
        self._undone: set[int] = set()
        """Links of which a write of this pass was not made, or may not have been."""
        self.expected: dict[int, Mapping[str, Value]] = {}
        self.uneven: dict[Side, list[Ref]] = {"a": [], "b": []}

    def dropped(self, operation: Operation, words: str = "") -> Settlement:
        """Not made: its link is looked at again, in this run if possible."""
        if operation.link_id:
            self._written.again_links.add(operation.link_id)
            self._undone.add(operation.link_id)
            self._halves[operation.link_id] = None
        elif operation.source_ref is not None:
            self._written.again_unlinked[source_side(operation)].add(operation.source_ref)
            self._outlook.unlinked[source_side(operation)][operation.source_ref] = "waiting"
        return Settlement(operation, OperationState.DROPPED, self._ctx.clock.now(), ref=operation.ref, words=words)

    def confirm(self, operation: Operation, outcome: Outcome) -> Settlement:
        if outcome.status is OutcomeStatus.DONE:
            return self._done(operation, outcome.record)
        if outcome.status in (OutcomeStatus.STALE, OutcomeStatus.RETRY):
            return self.dropped(operation, outcome.words)
        if outcome.status is OutcomeStatus.UNKNOWN:
            # Left open in the journal: the next run's recovery looks it up before anything new is planned.
            self._note_unlinked(operation, "waiting")
            if operation.link_id:
                self._undone.add(operation.link_id)
                self._halves[operation.link_id] = None
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
            carried=self._carried(operation),
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
        if operation.kind is OperationKind.ARCHIVE:
            return self._archived(operation, record)
        return self._updated(operation, record)

    def _created(self, operation: Operation, record: Record) -> Settlement:
        ctx, side = self._ctx, operation.side
        source = source_side(operation)
        stored = ctx.view(side, record)
        self._written.created[side] += 1
        self._outlook.unlinked[source].pop(operation.source_ref or Ref(""), None)
        lost: list[FieldChange] = []
        changes = None
        if _is_as_sent(operation, stored):  # as nearly always: then all that follows is known
            bases: dict[Side, dict[str, Value]] = {side: dict(stored), source: dict(stored)}
            agreed = True
        else:
            lost = [change for change in operation.changes if shows_nothing(stored.get(change.name), change.new)]
            bases, agreed = bases_of_created(ctx, operation, stored)
            # A value that was dropped is not agreed: against a blank base it is tried again when somebody asks, or the source changes.
            bases[source] |= {change.name: stored.get(change.name) for change in lost}
            changes = as_stored(operation.changes, stored, lost)
        refs = {side: record.ref, source: operation.source_ref}
        marks: dict[Side, bytes | None] = {"a": None, "b": None}
        if operation.settles and agreed and not lost:
            marks = {side: mark_of(record), source: operation.mark_a if source == "a" else operation.mark_b}
        else:
            self._written.unsettled[side].add(record.ref)
        if not agreed:
            self.uneven[side].append(record.ref)
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
            changes=changes,
            holds=self._not_stored(operation, lost),
        )

    def _updated(self, operation: Operation, record: Record) -> Settlement:
        """Confirm an update; the last one of a link settles it, together with what the first one brought."""
        ctx, side = self._ctx, operation.side
        link_id = operation.link_id
        assert link_id is not None
        stored = ctx.view(side, record)
        lost = [change for change in operation.changes if self._refused_silently(change, stored)]
        bases = self._bases_after(operation, stored, lost)
        marks: dict[Side, bytes | None] = {"a": operation.mark_a, "b": operation.mark_b}
        marks[side] = mark_of(record)
        settles = self._others_kept(operation, stored, operation.changes) and operation.settles and not lost
        half = _Half(side, bases, marks, settles=settles, lost=frozenset(change.name for change in lost))
        if not operation.final:
            self._halves[link_id] = half
            half = _Half(side, self._agreed_alone(operation, bases), marks, settles=False)
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
            changes=as_stored(operation.changes, stored, lost),
            holds=self._not_stored(operation, lost),
            carried=self._carried(operation),
        )

    def _carried(self, operation: Operation) -> tuple[str, ...]:
        """The fields of which a decision ends here. One half of a decision for a third value that was not made leaves it as it is."""
        if operation.link_id in self._undone:
            return ()
        return decided_by(self._ctx, operation)

    def _archived(self, operation: Operation, record: Record) -> Settlement:
        """Confirm an archive. Where the system has not set the field, the delete is not carried yet: it is held."""
        ctx, side, source = self._ctx, operation.side, source_side(operation)
        stored, changes = ctx.view(side, record), archive_changes(ctx, operation)
        lost = [change for change in changes if change.lens != RAW and self._refused_silently(change, stored)]
        settles = self._others_kept(operation, stored, changes) and not lost
        bases: dict[Side, dict[str, Value]] = (
            {"a": {}, "b": {}} if lost else archived_bases(ctx, operation, changes, stored)
        )
        marks: dict[Side, bytes | None] = {"a": operation.mark_a, "b": operation.mark_b}
        marks[side] = mark_of(record)
        if operation.link_id:
            self._written.updated[side].add(operation.link_id)
        return Settlement(
            operation,
            OperationState.DONE,
            ctx.clock.now(),
            ref=record.ref,
            base_a=bases["a"],
            base_b=bases["b"],
            mark_a=marks["a"] if settles else None,
            mark_b=marks["b"] if settles else None,
            gone="" if lost else source,
            changes=() if lost else changes,
            holds=self._not_stored(operation, lost),
        )

    def _bases_after(
        self, operation: Operation, stored: Mapping[str, Value], lost: Sequence[FieldChange]
    ) -> dict[Side, dict[str, Value]]:
        """What both sides agree on by this update."""
        side, source = operation.side, source_side(operation)
        bases: dict[Side, dict[str, Value]] = {"a": dict(operation.view_a), "b": dict(operation.view_b)}
        alone = operation.final and self._halves.get(operation.link_id or 0, _WHOLE) is None
        for change in operation.changes:
            if alone and not self._ctx.mapping.same(change.name, change.source, change.new):
                continue  # a decision for a third value, of which the other half was not made: it is asked again
            if change in lost:
                continue
            if change.name in stored:
                bases[side][change.name] = stored[change.name]
            bases[source].setdefault(change.name, change.source)
        return bases

    def _agreed_alone(
        self, operation: Operation, bases: Mapping[Side, Mapping[str, Value]]
    ) -> dict[Side, dict[str, Value]]:
        """What the first of two updates settles, whatever becomes of the second: not a decision for a third value."""
        same = self._ctx.mapping.same
        third = {change.name for change in operation.changes if not same(change.name, change.source, change.new)}
        return {
            side: {name: value for name, value in base.items() if name not in third} for side, base in bases.items()
        }

    def _refused_silently(self, change: FieldChange, stored: Mapping[str, Value]) -> bool:
        """Whether the system reported success and kept the old value, which is not just its form of the new one."""
        now = stored.get(change.name)
        kept = now == change.old and not self._ctx.mapping.same(change.name, now, change.new)
        return kept and not is_form_of(now, change.new)

    def _others_kept(self, operation: Operation, stored: Mapping[str, Value], changes: Sequence[FieldChange]) -> bool:
        """Whether the rest of the target is as the decision saw it; if not, somebody edited it: its link is looked at again."""
        expected = self.expected.pop(operation.id, None)
        written = {change.name for change in changes}
        if expected is not None and all(stored.get(n) == value for n, value in expected.items() if n not in written):
            return True
        if operation.link_id:
            self._written.again_links.add(operation.link_id)
        return False

    def _not_stored(self, operation: Operation, lost: Sequence[FieldChange]) -> tuple[Hold, ...]:
        """Held on the very value: whatever else changes in the record, it is not sent again."""
        return tuple(
            replace(
                self._hold(
                    operation, "not_stored", f"The system reported success but did not keep: {one.name}.", name=one.name
                ),
                mark=mark_of_value(one.new),
            )
            for one in lost
        )


def _is_as_sent(operation: Operation, stored: Mapping[str, Value]) -> bool:
    """Whether the new record holds just what was sent, and that was just what its source shows."""
    theirs = operation.view_a if source_side(operation) == "a" else operation.view_b
    sent = {change.name: change.new for change in operation.changes}
    kinds = [*map(type, stored.values())]
    return stored == sent == theirs and kinds == [*map(type, sent.values())] == [*map(type, theirs.values())]


def decided_by(ctx: RunContext, operation: Operation) -> tuple[str, ...]:
    """The fields of which this write is the last that a person's decision asks for."""
    return tuple(
        one.name
        for one in operation.changes
        if one.rule == DECIDED and (operation.final or ctx.mapping.same(one.name, one.source, one.new))
    )


def mark_of_value(value: Value) -> bytes:
    """What a field's refusal is remembered by."""
    return fingerprint([value])


def as_stored(
    changes: Sequence[FieldChange], stored: Mapping[str, Value], lost: Sequence[FieldChange] = ()
) -> tuple[FieldChange, ...] | None:
    """The changes as the history tells them: with what the system made of the values, without what it dropped. None: as planned."""
    told = tuple(_told(change, stored) for change in changes if not lost or change not in lost)
    return None if told == tuple(changes) else told


def _told(change: FieldChange, stored: Mapping[str, Value]) -> FieldChange:
    new = stored.get(change.name, change.new)
    return change if new is change.new or new == change.new or change.lens == RAW else change._replace(new=new)
