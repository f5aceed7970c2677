"""How a record stands on both sides, as far as the workspace knows; nothing is asked of a system."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute

from desktop_sync.engine.keeping import RAW
from desktop_sync.model.plan import Link, Operation, OperationKind
from desktop_sync.model.record import SIDES, Ref, Side, other
from desktop_sync.model.values import Value
from desktop_sync.sync.journal import Journal


@dataclass(frozen=True, slots=True)
class Standing:
    """A record and its partner. `deleted`: the sides on which it is known to be gone. `open_fields`: those in conflict, "" the record.

    `a_view`, `b_view`: what each side holds, by the last agreement and the open conflicts; for a record without a partner only what
    runs wrote to it.
    """

    a_ref: Ref | None
    b_ref: Ref | None
    a_view: Mapping[str, Value] = attribute(default_factory=dict, repr=False)
    b_view: Mapping[str, Value] = attribute(default_factory=dict, repr=False)
    linked: bool = False
    deleted: tuple[Side, ...] = ()
    open_fields: tuple[str, ...] = ()
    label: str = attribute(default="", repr=False)

    def ref(self, side: Side) -> Ref | None:
        """The record on that side."""
        return self.a_ref if side == "a" else self.b_ref

    def view(self, side: Side) -> Mapping[str, Value]:
        """What that side holds."""
        return self.a_view if side == "a" else self.b_view


def standing(journal: Journal, sync_id: int, side: Side, ref: Ref) -> Standing:
    """How the record and its partner stand."""
    operations = journal.history(sync_id, side=side, ref=ref, limit=1_000_000)
    link = journal.link_by_ref(sync_id, side, ref)
    label = next((one.label for one in operations if one.label), "")
    if link is not None:
        return _linked(journal, sync_id, link, label)
    refs: dict[Side, Ref | None] = {side: ref, other(side): None}
    for one in operations:
        for at, found in ((one.side, one.ref), (other(one.side), one.source_ref)):
            refs[at] = refs[at] or found
    views = {one: _written(operations, one) for one in SIDES}
    gone = tuple(one for one in SIDES if _is_gone(operations, one))
    return Standing(refs["a"], refs["b"], views["a"], views["b"], deleted=gone, label=label)


def _linked(journal: Journal, sync_id: int, link: Link, label: str) -> Standing:
    views: dict[Side, dict[str, Value]] = {"a": dict(link.a_base), "b": dict(link.b_base)}
    conflicts = journal.conflicts(sync_id, link_ids=[link.id])
    for one in conflicts:
        if one.field:
            views["a"][one.field], views["b"][one.field] = one.a, one.b
        label = label or one.label
    gone = tuple(one for one in SIDES if link.gone == one)
    names = tuple(one.field for one in conflicts)
    return Standing(link.a_ref, link.b_ref, views["a"], views["b"], True, gone, names, label)


def _written(operations: Sequence[Operation], side: Side) -> dict[str, Value]:
    """The newest value of each field that runs carried to or from that side."""
    found: dict[str, Value] = {}
    for one in operations:
        for change in one.changes:
            if change.lens != RAW:
                found.setdefault(change.name, change.new if one.side == side else change.source)
    return found


def _is_gone(operations: Sequence[Operation], side: Side) -> bool:
    """Whether the last thing that a run did there was to delete it, or it carried a delete from there."""
    for one in operations:
        if one.kind is OperationKind.DELETE:
            return True
        if one.side == side:
            return False
    return False
