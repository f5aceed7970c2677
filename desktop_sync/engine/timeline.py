"""The timeline of a record on both sides: what was written, by whom it was edited, conflicts, decisions, holds, links."""

from collections.abc import Iterator

from desktop_sync.engine.rewrite import EDIT, UNDO
from desktop_sync.model.plan import Operation, OperationKind
from desktop_sync.model.record import Ref, Side
from desktop_sync.model.report import Moment
from desktop_sync.model.trail import TrailEntry, TrailKind
from desktop_sync.model.values import plain
from desktop_sync.sync.journal import Journal
from desktop_sync.sync.sensitive import Veil

_WORDS = {
    TrailKind.CONFLICT: "changed on both sides",
    TrailKind.DECIDED: "decided by a person",
    TrailKind.HOLD: "held",
    TrailKind.UNLINKED: "the link was dissolved",
    TrailKind.DOUBTED: "perhaps written: the answer was lost, and the field was edited before it could be looked at",
}


def timeline(journal: Journal, sync_id: int, side: Side, ref: Ref, veil: Veil | None = None) -> list[Moment]:
    """Everything that happened to the record or its partner, newest first; one moment for each field. `veil`: what it must not tell."""
    veil = veil or Veil()
    moments = [veil.moment(one) for one in _operations(journal, sync_id, side, ref)]
    moments += [veil.moment(one) for one in _events(journal, sync_id, side, ref, veil)]
    link = journal.link_by_ref(sync_id, side, ref)
    if link is not None and link.made_run is not None and (run := journal.run(link.made_run)) and run.started_at:
        moments.append(
            Moment(
                run.started_at, "linked", run=run.id, words=f"linked with {link.b_ref if side == 'a' else link.a_ref}"
            )
        )
    return sorted(moments, key=lambda one: one.at, reverse=True)


def _operations(journal: Journal, sync_id: int, side: Side, ref: Ref) -> Iterator[Moment]:
    for operation in journal.history(sync_id, side=side, ref=ref, limit=1_000_000):
        yield from _of(operation)


def _of(operation: Operation) -> Iterator[Moment]:
    at = operation.settled_at or operation.sent_at
    assert at is not None  # it was done
    if not operation.changes:
        yield Moment(
            at,
            operation.kind.value,
            run=operation.run_id,
            operation=operation.id,
            side=operation.side,
            words=operation.reason,
        )
    for change in operation.changes:
        yield Moment(
            at,
            operation.kind.value,
            run=operation.run_id,
            operation=operation.id,
            side=operation.side,
            field=change.name,
            before=change.old,
            after=change.new,
            words=change.rule,
            lens=change.lens,
            who=operation.source_who,
            edited_at=operation.source_time,
            carried=not operation.token.startswith((UNDO, EDIT)) and operation.kind is not OperationKind.ARCHIVE,
        )


def _events(journal: Journal, sync_id: int, side: Side, ref: Ref, veil: Veil) -> Iterator[Moment]:
    for entry in journal.trail(sync_id, side=side, ref=ref):
        yield Moment(
            entry.at,
            entry.kind.value,
            run=entry.run_id,
            side=entry.side,
            field=entry.field,
            before=entry.values.get("old"),
            after=entry.values.get("new"),
            words=_words(entry, veil),
        )


def _words(entry: TrailEntry, veil: Veil) -> str:
    words = _WORDS[entry.kind]
    if entry.kind is TrailKind.CONFLICT:
        shown = ", ".join(f"{name}: {plain(veil.told(entry.field, value))!r}" for name, value in entry.values.items())
        return f"{words} ({shown})" + (f", by {entry.words}" if entry.words else "")
    if entry.kind is TrailKind.DECIDED:
        own = f": {plain(veil.told(entry.field, entry.values['value']))!r}" if "value" in entry.values else ""
        return f"{words}: take {entry.words}{own}"
    return f"{words}: {entry.words}" if entry.words else words
