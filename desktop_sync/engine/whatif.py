"""What a changed definition would do, before it is saved: the engine plans with it, on a copy of what the workspace remembers."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field, replace

from desktop_sync.engine.context import RunContext
from desktop_sync.engine.ports import Ports
from desktop_sync.engine.redefine import save_definition
from desktop_sync.engine.scratching import DryRun, Watch, dry_run, on_scratch
from desktop_sync.model.check import WhatIf
from desktop_sync.model.plan import Operation
from desktop_sync.model.record import SIDES, Ref, Selection, Side
from desktop_sync.model.sync import StoredSync, SyncDefinition
from desktop_sync.sync.journal import is_parked
from desktop_sync.sync.scratch import Scratch, Scratches

_BATCH = 500


@dataclass
class _Crossing:
    """Records that a changed selection brings in and takes out."""

    enters: dict[Side, int] = field(default_factory=dict)
    leaves: dict[Side, int] = field(default_factory=dict)
    entering: list[tuple[Side, Ref, str]] = field(default_factory=list)
    leaving: list[tuple[Side, Ref, str]] = field(default_factory=list)


class WhatIfs:
    """Answers what a definition would do. Any thread; reads both systems, saves nothing."""

    def __init__(self, ports: Ports, scratches: Scratches) -> None:
        self._ports = ports
        self._scratches = scratches

    def what_if(self, definition: SyncDefinition, *, samples: int = 5, watch: Watch | None = None) -> WhatIf:
        """The next run with this definition. `samples`: operations told of each side and kind; conflicts and crossing records likewise.

        Raises DefinitionError, Busy while the sync runs, and what reading raises.
        """
        watch = watch or Watch.of(None, None)
        old = self._ports.syncs.get(definition.name)
        with ExitStack() as stack:
            stack.enter_context(self._ports.journal.lock(old.id) if old else nullcontext())
            scratch = stack.enter_context(self._scratches.open(old.id if old else None))
            ports = on_scratch(self._ports, scratch)
            before = _before(ports, scratch, old, watch)
            stored = save_definition(ports, definition, "")
            with dry_run(ports, stored, watch) as dry:
                found, veil = _told(dry, old, before, samples), self._ports.veil(definition)
                return replace(
                    found,
                    samples=tuple(veil.operation(one) for one in found.samples),
                    conflicts=tuple(veil.conflict(one) for one in found.conflicts),
                )


def _before(ports: Ports, scratch: Scratch, old: StoredSync | None, watch: Watch) -> Mapping[str, int]:
    """What the next run would do anyway."""
    stored = scratch.syncs.by_id(old.id) if old else None
    if stored is None:
        return {}
    with dry_run(ports, stored, watch) as dry:
        return dict(dry.outlook.counts)


def _told(dry: DryRun, old: StoredSync | None, before: Mapping[str, int], samples: int) -> WhatIf:
    fields: dict[str, dict[Side, int]] = {}
    shown: dict[tuple[Side, str], list[Operation]] = {}
    for operation in _planned(dry.ctx):
        for change in operation.changes:
            sides = fields.setdefault(change.name, {"a": 0, "b": 0})
            sides[operation.side] += 1
        mine = shown.setdefault((operation.side, operation.kind.value), [])
        if len(mine) < samples:
            mine.append(operation)
    outlook, crossing = dry.outlook, _crossing(dry, old, samples)
    return WhatIf(
        dry.ctx.definition.name,
        created=old is None,
        counts=dict(outlook.counts),
        before=before,
        fields={name: (sides["a"], sides["b"]) for name, sides in fields.items()},
        samples=tuple(one for some in shown.values() for one in some),
        conflicts=tuple(outlook.conflicts[:samples]),
        conflict_count=len(outlook.conflicts),
        holds=len(outlook.holds),
        paired=outlook.paired,
        guards=outlook.findings,
        enters=crossing.enters,
        leaves=crossing.leaves,
        entering=tuple(crossing.entering),
        leaving=tuple(crossing.leaving),
    )


def _planned(ctx: RunContext) -> Iterator[Operation]:
    after = 0
    while batch := ctx.journal.planned(ctx.run_id, writing=True, after=after, limit=_BATCH):
        after = batch[-1].id
        yield from batch


def _crossing(dry: DryRun, old: StoredSync | None, samples: int) -> _Crossing:
    """Only for sides whose filter changed, on the same table."""
    found = _Crossing()
    if old is None:
        return found
    for side in SIDES:
        was, now = old.definition.side(side), dry.ctx.definition.side(side)
        if (was.account, was.table) != (now.account, now.table) or (was.filter, was.where) == (now.filter, now.where):
            continue
        mine = dry.ctx.open_side(side).selection
        before = Selection(mine.table, mine.fields, was.filter, was.where, mine.cursor_field)
        _enter(dry.ctx, side, before, found, samples)
        _leave(dry.ctx, side, before, found, samples)
    return found


def _enter(ctx: RunContext, side: Side, before: Selection, found: _Crossing, samples: int) -> None:
    """Records without a link, or whose link was kept apart, that the old selection did not show."""
    batch: list[tuple[Ref, str]] = []
    for sighting in ctx.journal.staged_unlinked(ctx.run_id, side):
        batch.append((sighting.ref, ctx.mapping.label(sighting.view)))
        if len(batch) >= _BATCH:
            _note_entering(ctx, side, before, found, batch, samples)
            batch = []
    for link in ctx.journal.links(ctx.sync.id, sorted(ctx.returned)).values():
        batch.append((link.ref(side), ctx.mapping.label(link.base(side))))
    _note_entering(ctx, side, before, found, batch, samples)


def _note_entering(
    ctx: RunContext, side: Side, before: Selection, found: _Crossing, batch: Sequence[tuple[Ref, str]], samples: int
) -> None:
    shown = ctx.open_side(side).connector.read(before, [ref for ref, _ in batch]) if batch else {}
    for ref, label in batch:
        if ref not in shown:
            found.enters[side] = found.enters.get(side, 0) + 1
            if len(found.entering) < samples:
                found.entering.append((side, ref, label))


def _leave(ctx: RunContext, side: Side, before: Selection, found: _Crossing, samples: int) -> None:
    """Linked records that are not listed any more, though the old selection still shows them."""
    for batch in ctx.journal.staged_links(ctx.run_id):
        gone = [
            one
            for pair in batch.values()
            for one in pair
            if one is not None and one.side == side and (one.gone or one.outside) and not is_parked(one.ref)
        ]
        shown = ctx.open_side(side).connector.read(before, [one.ref for one in gone]) if gone else {}
        links = ctx.journal.links(ctx.sync.id, [one.link_id for one in gone if one.ref in shown and one.link_id])
        for link in links.values():
            found.leaves[side] = found.leaves.get(side, 0) + 1
            if len(found.leaving) < samples:
                found.leaving.append((side, link.ref(side), ctx.mapping.label(link.base(side))))
