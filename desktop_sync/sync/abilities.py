"""What a sync asks of a table that the table can't do: told before it runs. Pure."""

from desktop_sync.model.record import Side, other
from desktop_sync.model.schema import Capabilities
from desktop_sync.model.sync import DeletePolicy
from desktop_sync.sync.compiled import CompiledMapping


def warnings(mapping: CompiledMapping, side: Side, can: Capabilities) -> tuple[str, ...]:
    """In sentences, what will be held instead of written on this side. Empty where nothing is written there at all."""
    if not any(one.writable(side) for one in mapping.fields):
        return ()
    here, there, rules = side.upper(), other(side).upper(), mapping.definition.rules
    found = []
    if not can.create:
        found.append(f"{here} takes no new records: what is made in {there} stays there.")
    if not can.update:
        found.append(f"{here} takes no changes of its records: edits in {there} will be held.")
    deletes = rules.b_to_a if side == "a" else rules.a_to_b
    if not can.delete and deletes is DeletePolicy.PROPAGATE:
        found.append(
            f'{here} lets nothing be deleted: deletes in {there} will be held; "archive" or "ignore" fit better.'
        )
    return tuple(found)
