"""Storing a changed definition, and forgetting what the workspace remembers of the old one that it makes untrue."""

from desktop_sync.engine.ports import Ports
from desktop_sync.model.record import SIDES
from desktop_sync.model.sync import SideSpec, StoredSync, SyncDefinition


def save_definition(ports: Ports, definition: SyncDefinition, text: str) -> StoredSync:
    """Store a definition; where it makes records look different, or others of them belong to it, all are compared anew."""
    old = ports.syncs.get(definition.name)
    stored = ports.syncs.save(definition, text)
    if old is None:
        return stored
    was, now = old.definition, stored.definition
    if mapped(was) != mapped(now):
        ports.journal.clear_marks(stored.id)
        ports.journal.keep_waits(stored.id, ())
        ports.syncs.set_schema(stored.id, "", "")
    if (was.a, was.b) != (now.a, now.b):
        ports.syncs.restart(stored.id, forget=moved(was, now))
    return stored


def mapped(definition: SyncDefinition) -> object:
    """What of a definition makes a record look different: the fields and both sides."""
    fields = [
        (f.name, f.a, f.b, f.lens.name, repr(sorted(f.lens.params.items())), f.direction) for f in definition.fields
    ]
    return fields, definition.a, definition.b


def moved(was: SyncDefinition, now: SyncDefinition) -> bool:
    """Whether a side is another table now: nothing that was paired holds any more."""
    return any(_place(was.side(side)) != _place(now.side(side)) for side in SIDES)


def _place(spec: SideSpec) -> tuple[str, str]:
    return spec.account.casefold(), spec.table
