"""What the history keeps of a record before it is deleted or archived: all of it, not only the mapped fields."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from desktop_sync.engine.context import RunContext, source_side
from desktop_sync.errors import AccountError
from desktop_sync.model.plan import FieldChange, Operation, OperationKind
from desktop_sync.model.record import SIDES, Record, Ref, Selection, Side
from desktop_sync.model.values import Value, is_blank
from desktop_sync.sync.compiled import typed

RAW = "(not mapped)"
"""The lens of a change of a field that no shared field stands for: its name is the system's own."""
_KEPT = frozenset({OperationKind.DELETE, OperationKind.ARCHIVE})


def whole(ctx: RunContext, side: Side, refs: Iterable[Ref]) -> dict[Ref, Record]:
    """The records with all their fields, as they are now; those that are gone are left out."""
    one, wanted = ctx.open_side(side), list(refs)
    selection = all_fields(ctx, side)
    found: dict[Ref, Record] = {}
    size = max(1, one.capabilities.page_size)
    for start in range(0, len(wanted), size):
        ctx.check_cancel()
        found.update(one.connector.read(selection, wanted[start : start + size]))
    return found


def all_fields(ctx: RunContext, side: Side) -> Selection:
    """The side's selection, with the fields that are not mapped behind the mapped ones."""
    one = ctx.open_side(side)
    more = (field.name for field in one.schema.fields if field.name not in one.selection.fields)
    return replace(one.selection, fields=(*one.selection.fields, *more))


def keep_whole(ctx: RunContext, operations: Iterable[Operation]) -> list[Operation]:
    """The operations; deletes and archives with the whole record as it was in `keep`."""
    found = list(operations)
    for side in SIDES:
        refs = [one.ref for one in found if one.kind in _KEPT and one.side == side and one.ref is not None]
        if not refs:
            continue
        try:
            records = whole(ctx, side, refs)
        except AccountError:
            # A field that this user may not see: the delete itself needs the mapped ones only, and they are kept already.
            records = {}
        found = [
            replace(one, keep=dict(records[one.ref].values))
            if one.kind in _KEPT and one.side == side and one.ref in records
            else one
            for one in found
        ]
    return found


def to_make_again(ctx: RunContext, side: Side, keep: Mapping[str, Value]) -> dict[str, Value]:
    """What of a kept record is written when it is made again: not what the system computes or numbers itself."""
    schema = ctx.open_side(side).schema
    values: dict[str, Value] = {}
    for name, value in keep.items():
        field = schema.field(name)
        if field is None or field.read_only or value is None:
            continue
        if name in schema.identity and field.has_default:
            continue  # the system numbers its records; the old number may be another record's by now
        values[name] = value
    return values


def archived_bases(
    ctx: RunContext, operation: Operation, changes: Sequence[FieldChange], stored: Mapping[str, Value]
) -> dict[Side, dict[str, Value]]:
    """What both sides remember of an archive: should the deleted record come back, its own value is news, and goes over.

    A blank there that stands for what its system did not keep is nobody's value: then the archived side is news, too.
    """
    mapped = {one.name: stored[one.name] for one in changes if one.lens != RAW and one.name in stored}
    source = source_side(operation)
    link = ctx.journal.links(ctx.sync.id, [operation.link_id or 0]).get(operation.link_id or 0)
    before = link.base(source) if link else {}
    unkept = {
        one.name for one in changes if one.name in before and is_blank(before[one.name]) and not is_blank(one.old)
    }
    bases: dict[Side, dict[str, Value]] = {"a": mapped, "b": mapped}
    bases[operation.side] = {name: value for name, value in mapped.items() if name not in unkept}
    return bases


def archive_changes(ctx: RunContext, operation: Operation) -> tuple[FieldChange, ...]:
    """What archiving set, for the history; by its shared name where the field is mapped."""
    side, rules = operation.side, ctx.definition.rules
    archive = rules.archive_a if side == "a" else rules.archive_b
    assert archive is not None  # checked with the definition
    old = operation.keep.get(archive.field)
    new = typed(ctx.open_side(side).schema.field(archive.field), archive.value)
    shared = next((one for one in ctx.mapping.fields if one.sources(side) == (archive.field,)), None)
    if shared is None:
        return (FieldChange(archive.field, old, new, None, operation.reason, RAW),)
    views = [ctx.mapping.view(side, {archive.field: value})[0].get(shared.name) for value in (old, new)]
    return (FieldChange(shared.name, views[0], views[1], None, operation.reason, shared.lens.label),)
