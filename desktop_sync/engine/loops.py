"""The loop breaker: stops a field of a record, or of all, that something else keeps changing back (SYNC.md, Guard)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from desktop_sync.engine.context import RunContext
from desktop_sync.engine.rewrite import EDIT, UNDO
from desktop_sync.model.plan import FieldChange, Hold, HoldState, Operation, OperationKind
from desktop_sync.model.record import SIDES, Ref
from desktop_sync.model.schema import FieldType
from desktop_sync.sync.compiled import CompiledField
from desktop_sync.sync.loops import MANY, NARROW_TURNS, TURNS, WINDOW, Flip, fights, trace
from desktop_sync.sync.sensitive import veil_of

CODE = "loop"
REMEDY = (
    "Find what else changes this field (a workflow, a script, another sync) and stop it, or let one side only write it "
    "(direction); then press “Try again” (desktop-sync retry ID)."
)


class LoopBreaker:
    """Looks at planned updates against what was written lately. One use per run; `holds`: those that are open."""

    def __init__(self, ctx: RunContext, holds: Sequence[Hold]) -> None:
        self._ctx = ctx
        loops = [one for one in holds if one.code == CODE]
        self._stopped = {one.field for one in loops if one.link_id is None}
        self._held = {(one.link_id, one.field) for one in loops if one.link_id is not None}
        self._counts = Counter(name for _, name in self._held)
        self._turns = {one.name: NARROW_TURNS for one in ctx.mapping.fields if _is_narrow(one)}

    def look(self, operations: Sequence[Operation]) -> list[tuple[int, str, Hold | None]]:
        """(index, field, hold) of each change that must not be made; the hold is None where it is open already."""
        updates = [(at, one) for at, one in enumerate(operations) if one.kind is OperationKind.UPDATE and one.link_id]
        if not updates:
            return []
        past = self._past([one for _, one in updates])
        found: list[tuple[int, str, Hold | None]] = []
        for at, one in updates:
            for change in one.changes:
                if change.name in self._stopped or (one.link_id, change.name) in self._held:
                    found.append((at, change.name, None))
                    continue
                made = past.get((one.link_id or 0, change.name), [])
                planned = Flip(one.side, change.old, change.new)
                if fights(made, planned, self._turns.get(change.name, TURNS)):
                    words = trace(made, planned, partial(veil_of(self._ctx.definition).told, change.name))
                    found.extend((at, change.name, hold) for hold in self._holds(one, change, words))
        return found

    def _holds(self, one: Operation, change: FieldChange, words: str) -> list[Hold]:
        self._held.add((one.link_id or 0, change.name))
        self._counts[change.name] += 1
        message = f"“{change.name}” keeps being changed back: {words}. Nothing more is written to it."
        found = [
            Hold(
                CODE,
                one.side,
                message,
                remedy=REMEDY,
                state=HoldState.WAITING,
                link_id=one.link_id,
                ref=one.ref,
                field=change.name,
                label=one.label,
            )
        ]
        count = self._counts[change.name]
        if count >= MANY and change.name not in self._stopped:
            self._stopped.add(change.name)
            message = f"“{change.name}” keeps being changed back in {count} records, as in: {words}. It is stopped for all records."
            found.append(
                Hold(
                    CODE,
                    one.side,
                    message,
                    remedy=REMEDY,
                    state=HoldState.WAITING,
                    field=change.name,
                    label="all records",
                )
            )
        return found

    def _past(self, updates: Sequence[Operation]) -> dict[tuple[int, str], list[Flip]]:
        """(link, field) → what was written lately, oldest first, since somebody last said “try again”."""
        journal, sync_id = self._ctx.journal, self._ctx.sync.id
        links: Mapping[Ref, int] = {
            ref: one.link_id
            for one in updates
            if one.link_id and (ref := one.ref if one.side == "a" else one.source_ref) is not None
        }
        writes = journal.recent_writes(sync_id, list(links), self._ctx.clock.now() - WINDOW)
        if not writes:
            return {}
        lifted = journal.lifted_loops(sync_id)
        found: dict[tuple[int, str], list[Flip]] = {}
        for one in writes:
            a_ref = one.ref if one.side == "a" else one.source_ref
            link_id = links.get(a_ref) if a_ref is not None else None
            if link_id is None:
                continue
            for change in one.changes:
                if one.token.startswith((EDIT, UNDO)):
                    found.pop((link_id, change.name), None)  # a person wrote that back: what follows is no fight yet
                    continue
                since = max(
                    filter(None, (lifted.get((0, change.name)), lifted.get((link_id, change.name)))), default=None
                )
                if since is None or (one.settled_at is not None and one.settled_at > since):
                    flip = Flip(one.side, change.old, change.new, one.run_id, one.settled_at)
                    found.setdefault((link_id, change.name), []).append(flip)
        return found


def _is_narrow(one: CompiledField) -> bool:
    """Whether the field can hold two or three values only."""
    return any(
        field.type is FieldType.BOOLEAN or 0 < len(field.choices) <= 3 for side in SIDES for field in one.fields(side)
    )
