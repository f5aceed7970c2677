"""Whether the mapped fields of a table are still what they were when the sync was set up (SYNC.md, step “Check”)."""

import orjson

from desktop_sync.model.mapping import Direction
from desktop_sync.model.record import Side
from desktop_sync.model.schema import TableSchema
from desktop_sync.model.sync import SyncDefinition


def fingerprint(definition: SyncDefinition, side: Side, schema: TableSchema) -> str:
    """The mapped fields with type and read-only mark, as text. Fields that are gone are not in it."""
    known = {}
    for name in mapped_fields(definition, side):
        field = schema.field(name)
        if field is not None:
            known[name] = [field.type.value, field.read_only]
    return orjson.dumps(known, option=orjson.OPT_SORT_KEYS).decode()


def drift(definition: SyncDefinition, side: Side, old: str, schema: TableSchema) -> list[str]:
    """One sentence per mapped field that is gone, has become read-only where it is written, or is of another type now."""
    before = orjson.loads(old) if old else {}
    written = written_fields(definition, side)
    found = []
    for name in mapped_fields(definition, side):
        field = schema.field(name)
        where = f"“{name}” of the table “{schema.label or schema.name}” ({side.upper()})"
        if field is None:
            found.append(f"{where} is gone.")
            continue
        if name not in before:
            continue
        kind, read_only = before[name]
        # A type that is guessed from values follows the values; only a declared one is a promise.
        if kind != field.type.value and not field.inferred:
            found.append(f"{where} was {kind} and is {field.type.value} now.")
        if field.read_only and not read_only and name in written:
            found.append(f"{where} has become read-only.")
    return found


def mapped_fields(definition: SyncDefinition, side: Side) -> tuple[str, ...]:
    """The side's field names that the definition maps, each once, in its order."""
    return tuple(dict.fromkeys(name for link in definition.fields for name in (link.a if side == "a" else link.b)))


def written_fields(definition: SyncDefinition, side: Side) -> frozenset[str]:
    """Those of them that the directions let the sync write."""
    source_only = Direction.A_TO_B if side == "a" else Direction.B_TO_A
    return frozenset(
        name
        for link in definition.fields
        if link.direction is not source_only
        for name in (link.a if side == "a" else link.b)
    )
