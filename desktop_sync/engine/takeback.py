"""What taking operations back would write: planned from the history and from what both systems hold now. Writes nothing.

All operations on one record are unwound together, newest first: a value that is still what the last of them wrote goes back to
what the first of them replaced. What is not is left, and held with words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop_sync.engine.context import RunContext, corrected, source_side
from desktop_sync.engine.invalid import invalid_fields
from desktop_sync.engine.keeping import RAW, to_make_again, whole
from desktop_sync.engine.rewrite import MOVED, UNDO, Left, Step
from desktop_sync.model.plan import FieldChange, Hold, HoldState, Link, Operation, OperationKind
from desktop_sync.model.record import SIDES, Create, Delete, Record, Ref, Side, Update, other
from desktop_sync.model.trail import TrailKind
from desktop_sync.model.values import MISSING, Missing, Value, plain
from desktop_sync.sync.merge import NEWEST_TOLERANCE_S
from desktop_sync.sync.sensitive import veil_of

Key = tuple[str, bool]
"""A field: its name, and whether that is the system's own name of a field that is not mapped."""


@dataclass
class Outlook:
    """What would be written, and what stays as it is."""

    steps: list[Step] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


@dataclass(frozen=True)
class _Chain:
    """The operations of the run on one record, newest first; the record and its link as they are now."""

    side: Side
    operations: tuple[Operation, ...]
    record: Record | None
    link: Link | None

    @property
    def newest(self) -> Operation:
        """The last operation."""
        return self.operations[0]

    @property
    def oldest(self) -> Operation:
        """The first operation."""
        return self.operations[-1]

    @property
    def name(self) -> str:
        """What people call the record."""
        return self.newest.label or self.newest.ref or "a record"


class TakeBack:
    """Plans taking operations back. `only`: the one shared field that it is about. `alone`: leave the sources of creates unlinked."""

    def __init__(self, ctx: RunContext, *, only: str | None = None, alone: bool = True) -> None:
        self._ctx = ctx
        self._only = only
        self._alone = alone
        self._names = frozenset(one.name for one in ctx.mapping.fields)
        self._outlook = Outlook()
        self._doubtful = {(one.side, one.ref) for one in ctx.journal.holds(ctx.sync.id) if one.code == "doubt"}

    def plan(self, operations: Sequence[Operation]) -> Outlook:
        """The steps for these operations of one run, newest first."""
        for side in SIDES:
            for chain in self._chains(side, [one for one in operations if one.side == side and one.ref is not None]):
                self._take_back(chain)
        return self._outlook

    def _chains(self, side: Side, operations: Sequence[Operation]) -> Iterator[_Chain]:
        ctx = self._ctx
        by_ref: dict[Ref, list[Operation]] = {}
        for one in operations:
            assert one.ref is not None
            by_ref.setdefault(one.ref, []).append(one)
        raw = [ref for ref, ones in by_ref.items() if any(c.lens == RAW for one in ones for c in one.changes)]
        records = ctx.read(side, list(by_ref)) | whole(ctx, side, raw)
        marks = ctx.journal.marks(ctx.sync.id, side, list(by_ref))
        links = ctx.journal.links(ctx.sync.id, [mark.link_id for mark in marks.values()])
        for ref, ones in by_ref.items():
            link = links.get(marks[ref].link_id) if ref in marks else None
            yield _Chain(side, tuple(ones), records.get(ref), link)

    def _take_back(self, chain: _Chain) -> None:
        if chain.newest.kind is OperationKind.DELETE:
            self._make_again(chain)
        elif chain.record is None:
            if chain.oldest.kind is not OperationKind.CREATE:
                self._leave(chain, "is no longer there")
        elif chain.oldest.kind is OperationKind.CREATE:
            self._remove(chain, chain.record)
        else:
            self._restore(chain, chain.record)

    # values ----------------------------------------------------------------------------------------------------------

    def _restore(self, chain: _Chain, record: Record) -> None:
        ctx, side = self._ctx, chain.side
        changes = self._unwound(chain, self._shown(chain, record))
        if not changes:
            return
        wanted = {one.name: one.new for one in changes if one.lens != RAW}
        values, problems = ctx.mapping.put(side, wanted, record.values)
        values |= {one.name: one.new for one in changes if one.lens == RAW}
        for name, text in invalid_fields(ctx, side, values, create=False).items():
            problems.setdefault(name, text)
        for name, text in problems.items():
            self._leave(chain, f"can't be restored in “{name}”: {text}", name)
        kept = tuple(one for one in changes if one.name not in problems)
        if problems:
            values, _ = ctx.mapping.put(side, {c.name: c.new for c in kept if c.lens != RAW}, record.values)
            values |= {one.name: one.new for one in kept if one.lens == RAW}
        if values and "" not in problems:
            operation = replace(self._reverse(chain, OperationKind.UPDATE), changes=kept)
            self._outlook.steps.append(Step(operation, Update(_expected(ctx, side, record), values)))

    def _shown(self, chain: _Chain, record: Record) -> dict[Key, Value]:
        """What the record holds now, by shared field and, where it was read, by the system's own."""
        view = self._ctx.view(chain.side, record)
        shown: dict[Key, Value] = {(name, False): value for name, value in view.items()}
        return shown | {(name, True): value for name, value in record.values.items()}

    def _unwound(self, chain: _Chain, now: Mapping[Key, Value]) -> list[FieldChange]:
        """The changes that bring back what was there before the chain; what moved since is left, with words."""
        state: dict[Key, Value] = dict(now)
        lenses: dict[Key, str] = {}
        moved: set[Key] = set()
        for operation in chain.operations:
            for change in operation.changes:
                key = (change.name, change.lens == RAW)
                if key in moved or (self._only is not None and change.name != self._only):
                    continue
                found = self._step_back(chain, change, state.get(key, MISSING))
                if isinstance(found, str):
                    moved.add(key)
                    self._leave(chain, found, change.name)
                else:
                    state[key] = change.old
                    lenses[key] = change.lens
        source = chain.link.base(source_side(chain.newest)) if chain.link else {}
        rule = f"run {chain.newest.run_id} taken back"
        return [
            FieldChange(key[0], now.get(key), state[key], source.get(key[0]), rule, lens)
            for key, lens in lenses.items()
            if key not in moved and not self._equal(chain.side, key, now.get(key), state[key])
        ]

    def _step_back(self, chain: _Chain, change: FieldChange, now: Value | Missing) -> str | None:
        """None where the change can be taken back (or was already); else why not."""
        key = (change.name, change.lens == RAW)
        if change.lens != RAW and change.name not in self._names:
            return f"has no shared field “{change.name}” any more"
        if now is MISSING:
            return f"does not show “{change.name}”"
        if self._equal(chain.side, key, now, change.new) or self._equal(chain.side, key, now, change.old):
            return None
        veil = veil_of(self._ctx.definition)
        return (
            f"was edited since in “{change.name}”: run {chain.newest.run_id} wrote {plain(veil.told(change.name, change.new))!r}, "
            f"it holds {plain(veil.told(change.name, now))!r} now, and is left so"
        )

    def _equal(self, side: Side, key: Key, one: Value, two: Value) -> bool:
        name, raw = key
        return one == two if raw else self._ctx.mapping.unchanged(name, side, one, two)

    # whole records -----------------------------------------------------------------------------------------------------

    def _remove(self, chain: _Chain, record: Record) -> None:
        """A record that the run made is deleted again, if nobody has touched it since."""
        if self._only is not None:
            self._leave(chain, "was made by the run: take back the whole record, not one field")
            return
        now = self._shown(chain, record)
        made = {change.name: change.new for change in chain.oldest.changes}
        for operation in reversed(chain.operations[:-1]):
            made |= {change.name: change.new for change in operation.changes if change.lens != RAW}
        moved = [
            name
            for name, value in made.items()
            if name in self._names and not self._equal(chain.side, (name, False), now.get((name, False)), value)
        ]
        if moved or self._touched(chain, record):
            words = f" ({', '.join(moved)})" if moved else ""
            self._leave(chain, f"was edited since it was made{words}: it is left")
            return
        keep = whole(self._ctx, chain.side, [record.ref]).get(record.ref, record).values
        operation = replace(self._reverse(chain, OperationKind.DELETE), keep=dict(keep), settles=self._alone)
        self._outlook.steps.append(Step(operation, Delete(record)))

    def _touched(self, chain: _Chain, record: Record) -> bool:
        """Whether the system says that the record was changed after our last write: then it was a field that is not mapped."""
        ctx, one = self._ctx, self._ctx.open_side(chain.side)
        at = corrected(record.modified_at, one)
        last = ctx.journal.history(ctx.sync.id, side=chain.side, ref=record.ref, limit=1) if at else ()
        written = last[0].settled_at if last else None
        if at is None or written is None:
            return False
        return (at - written).total_seconds() > max(NEWEST_TOLERANCE_S, one.capabilities.time_resolution_s)

    def _make_again(self, chain: _Chain) -> None:
        """A record that the run deleted is made again from what was kept, and linked to the one that it was linked to."""
        if chain.oldest.kind is OperationKind.CREATE:
            return  # the run made it and deleted it
        if chain.record is not None or made_again_already(self._ctx, chain.side, chain.newest) is not None:
            return  # it is there again already, by a person or by an undo that was stopped
        if self._only is not None:
            self._leave(chain, "was deleted by the run: take back the whole record, not one field")
        elif (source_side(chain.newest), chain.newest.source_ref) in self._doubtful:
            self._leave(chain, "may be there again already: it is in doubt, see “holds”")
        else:
            before = [one for one in chain.operations[1:] if one.kind is OperationKind.UPDATE]
            operation = self._reverse(chain, OperationKind.CREATE)
            self._outlook.steps.append(made_again(self._ctx, operation, chain.newest, before))

    # words -------------------------------------------------------------------------------------------------------------

    def _reverse(self, chain: _Chain, kind: OperationKind) -> Operation:
        original = chain.newest
        return Operation(
            kind,
            chain.side,
            ref=None if kind is OperationKind.CREATE else original.ref,
            source_ref=chain.link.ref(source_side(original)) if chain.link else original.source_ref,
            link_id=chain.link.id if chain.link else None,
            reason=f"run {original.run_id} taken back",
            settles=False,
            label=original.label,
            token=f"{UNDO}{original.run_id}:{original.id}:{self._ctx.nonce}",
        )

    def _leave(self, chain: _Chain, words: str, name: str = "") -> None:
        sentence = f"“{chain.name}” {words}."
        if chain.link is None:
            self._outlook.left.append(Left(sentence))
            return
        hold = Hold(
            MOVED,
            chain.side,
            sentence,
            remedy="Correct it by hand, or restore another value (desktop-sync revert); or dismiss this.",
            state=HoldState.WAITING,
            link_id=chain.link.id,
            ref=chain.newest.ref,
            field=name if name in self._names else "",
            label=chain.newest.label,
            sync_id=self._ctx.sync.id,
            run_id=self._ctx.run_id,
        )
        self._outlook.left.append(Left(sentence, hold))


def made_again(ctx: RunContext, operation: Operation, deleted: Operation, before: Sequence[Operation] = ()) -> Step:
    """The step that makes a deleted record again; `before`: updates of the same run, newest first, that are taken back with it."""
    side, source = operation.side, source_side(operation)
    keep = dict(deleted.keep)
    view, _ = ctx.mapping.view(side, keep)
    older = {change.name: change.old for one in before for change in one.changes if change.name in view}
    values, _ = ctx.mapping.put(side, view | older, keep)
    bases: Mapping[str, Value] = {}
    for entry in ctx.journal.trail(ctx.sync.id, side=side, ref=deleted.ref) if deleted.ref else ():
        if entry.kind is TrailKind.UNLINKED and entry.ref(source) == operation.source_ref:
            bases = entry.base(source)
            break
    lenses = {one.name: one.lens.label for one in ctx.mapping.fields}
    made = replace(
        operation,
        changes=tuple(
            FieldChange(name, None, value, value, operation.reason, lenses[name])
            for name, value in (view | older).items()
        ),
        view_a=bases if source == "a" else {},
        view_b=bases if source == "b" else {},
    )
    return Step(made, Create(operation.token, to_make_again(ctx, side, keep | values)))


def made_again_already(ctx: RunContext, side: Side, deleted: Operation) -> Ref | None:
    """The record that was made in the place of a deleted one, if it is there."""
    if deleted.source_ref is None:
        return None
    history = ctx.journal.history(ctx.sync.id, side=other(side), ref=deleted.source_ref)
    made = [
        one.ref
        for one in history
        if one.kind is OperationKind.CREATE and one.side == side and one.id > deleted.id and one.ref is not None
    ]
    return next(iter(ctx.read(side, made)), None) if made else None


def _expected(ctx: RunContext, side: Side, record: Record) -> Record:
    """The record in terms of the side's selection, for compare and set."""
    fields = ctx.open_side(side).selection.fields
    if len(record.raw) == len(fields):
        return record
    values = {name: record.values[name] for name in fields if name in record.values}
    return replace(record, values=values, raw=tuple(record.raw)[: len(fields)])
