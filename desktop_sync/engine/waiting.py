"""Records that wait for their parents: holding them, making them in two steps, and letting them go on within a run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop_sync.engine.context import Outlook, RunContext
from desktop_sync.engine.parents import Key, Parents
from desktop_sync.model.plan import Hold, HoldState, Link, Operation, Sighting, Wait
from desktop_sync.model.record import SIDES, Ref, Side, other
from desktop_sync.model.values import is_blank
from desktop_sync.sync.references import components

PARENT = "parent"
"""Code of the hold of a record that waits for its parent."""
TAKEN = "taken"
"""Code of the hold of a record whose place on the other side is taken or not there."""


def waits_of(ctx: RunContext, link: Link) -> bool:
    """Whether a reference of either record waits."""
    parents = ctx.parents
    return parents is not None and any((side, link.ref(side)) in parents.waits for side in SIDES)


def left_out(ctx: RunContext, side: Side, ref: Ref) -> frozenset[str] | None:
    """The references without which a new record is made for this one now, in two steps; None: it waits whole."""
    return frozenset() if ctx.parents is None else ctx.parents.may_leave_out(side, ref)


def taken(ctx: RunContext, sighting: Sighting) -> Hold | None:
    """The hold of a record that belongs to one on the other side by that one's own key, and was not paired with it."""
    target = other(sighting.side)
    binding = None if ctx.parents is None else ctx.parents.belongs_to(target)
    if binding is None:
        return None
    value = sighting.view.get(binding.field.name)
    what = (
        f"“{binding.field.name}” is blank: it belongs to no record in {target.upper()}."
        if is_blank(value)
        else f"The record in {target.upper()} that it belongs to has another partner already, or is outside the filter."
    )
    return Hold(
        TAKEN,
        sighting.side,
        what,
        remedy=f"A record in {target.upper()} has room for one. Delete the other one, or leave this one aside.",
        state=HoldState.WAITING,
        ref=sighting.ref,
        field=binding.field.name,
        mark=sighting.mark,
        label=ctx.mapping.label(sighting.view),
    )


def goes_on(ctx: RunContext, operation: Operation) -> bool:
    """Whether the operation only writes what waited."""
    return ctx.parents is not None and ctx.parents.second_step(operation)


def holds(ctx: RunContext, outlook: Outlook) -> list[Hold]:
    """One hold for each reference that waits, of records that count as waiting."""
    found: list[Hold] = []
    if ctx.parents is None:
        return found
    for side in SIDES:
        waiting = {ref: waits for (one, ref), waits in ctx.parents.waits.items() if one == side}
        linked = ctx.journal.marks(ctx.sync.id, side, list(waiting))
        for ref, waits in waiting.items():
            mark = linked.get(ref)
            if mark is not None or outlook.unlinked[side].get(ref) in ("waiting", "failed"):
                found.extend(_hold(ctx, ctx.parents, wait, mark.link_id if mark else None) for wait in waits)
    return found


def _hold(ctx: RunContext, parents: Parents, wait: Wait, link_id: int | None) -> Hold:
    binding = parents.bindings[wait.field]
    name = binding.parent.definition.name
    return Hold(
        PARENT,
        wait.side,
        f"waiting for “{name}” {wait.parent_ref}",
        remedy=f"Nothing to do here: it goes on by itself when the sync “{name}” has a partner for that record. If"
        " that record is to stay out of the sync, leave this one aside.",
        state=HoldState.WAITING,
        link_id=link_id,
        ref=wait.ref,
        field=wait.field,
        mark=parents.marks.get((wait.side, wait.ref)),
        label=parents.labels.get((wait.side, wait.ref), ""),
        sync_id=ctx.sync.id,
        run_id=ctx.run_id,
    )


_DECIDED_EACH_RUN = frozenset({PARENT, TAKEN, "ambiguous"})
"""Codes of holds that every run finds anew for as long as they are true."""


def keep(ctx: RunContext, outlook: Outlook) -> None:
    """Store who waits now, and close the holds of those that no longer do."""
    journal, sync_id = ctx.journal, ctx.sync.id
    now = holds(ctx, outlook)
    wanted = {(one.code, one.link_id or (one.side, one.ref), one.field) for one in (*now, *outlook.holds)}
    known = journal.holds(sync_id)
    for code in _DECIDED_EACH_RUN:
        over = [
            old
            for old in known
            if old.code == code and (code, old.link_id or (old.side, old.ref), old.field) not in wanted
        ]
        links = [old.link_id for old in over if old.link_id is not None]
        refs = [(old.side, old.ref) for old in over if old.link_id is None and old.ref is not None]
        journal.close_holds(sync_id, link_ids=links, refs=refs, codes=(code,))
    journal.keep_holds(now)
    kept = {(one.side, one.ref) for one in now}
    waits = ctx.parents.waits if ctx.parents is not None else {}
    journal.keep_waits(sync_id, [wait for key, some in waits.items() if key in kept for wait in some])


# within a run ------------------------------------------------------------------------------------------------------------


@dataclass
class Again:
    """What can go on now: links by id, and records without one."""

    links: set[int] = field(default_factory=set)
    alone: dict[Side, set[Ref]] = field(default_factory=lambda: {"a": set(), "b": set()})


class GoingOn:
    """Records that wait for others of the same sync, and go on in the same run: parents before children, generation by generation.

    What is left waits for something else, or for each other: the latter are made in two steps.
    """

    def __init__(self, ctx: RunContext) -> None:
        self._ctx = ctx
        self._tried: set[tuple[Key, object]] = set()

    def next(self) -> Again | None:
        """Those to be looked at again now; None when nothing goes on. Each state of a record is given once."""
        parents = self._ctx.parents
        if parents is None or not parents.on_itself:
            return None
        own = {
            key: [one for one in waits if one.parent_id == self._ctx.sync.id] for key, waits in parents.waits.items()
        }
        waiting = {key: waits for key, waits in own.items() if waits}
        if not waiting:
            return None
        ready = self._fresh({key: tuple(refs) for key, refs in self._linked(waiting).items()})
        if not ready:
            ready = self._fresh(dict.fromkeys(_loops(waiting), "loop"))
            parents.loops |= ready
        return self._again(ready) if ready else None

    def _linked(self, waiting: Mapping[Key, Sequence[Wait]]) -> dict[Key, list[Ref]]:
        """The records of which a parent is linked by now, with those parents."""
        found: dict[Key, list[Ref]] = {}
        for side in SIDES:
            refs = {wait.parent_ref for waits in waiting.values() for wait in waits if wait.parent_side == side}
            linked = self._ctx.journal.partners(self._ctx.sync.id, side, list(refs))
            for key, waits in waiting.items():
                some = [wait.parent_ref for wait in waits if wait.parent_side == side and wait.parent_ref in linked]
                if some:
                    found.setdefault(key, []).extend(some)
        return found

    def _fresh(self, found: Mapping[Key, object]) -> set[Key]:
        fresh = {item for item in found.items() if item not in self._tried}
        self._tried |= fresh
        return {key for key, _ in fresh}

    def _again(self, ready: set[Key]) -> Again:
        again = Again()
        for side in SIDES:
            refs = [ref for one, ref in ready if one == side]
            linked = self._ctx.journal.marks(self._ctx.sync.id, side, refs)
            again.links |= {mark.link_id for mark in linked.values()}
            again.alone[side] = set(refs) - set(linked)
        if any(again.alone.values()):
            # Records that could be the same as these, but for now are held: else one of these would be made a second time.
            for hold in self._ctx.journal.holds(self._ctx.sync.id):
                if hold.code == "ambiguous" and hold.link_id is None and hold.ref is not None:
                    again.alone[hold.side].add(hold.ref)
        return again


def _loops(waiting: Mapping[Key, Sequence[Wait]]) -> set[Key]:
    """The records that wait for each other in a ring, or for themselves."""
    names = {f"{side}{ref}": (side, ref) for side, ref in waiting}
    edges = {
        f"{key[0]}{key[1]}": [f"{wait.parent_side}{wait.parent_ref}" for wait in waits]
        for key, waits in waiting.items()
    }
    found: set[Key] = set()
    for group in components(edges):
        if len(group) > 1 or group[0] in edges[group[0]]:
            found |= {names[name] for name in group}
    return found
