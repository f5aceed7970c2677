"""Whether a table is still what it was when the sync was set up (SYNC.md, step “Check”): what suspends it, and what one should know."""

from collections.abc import Mapping
from typing import Any

import orjson

from desktop_sync.model.mapping import Direction
from desktop_sync.model.record import Side
from desktop_sync.model.schema import Field, TableSchema
from desktop_sync.model.sync import SyncDefinition
from desktop_sync.sync.words import listed

_TABLE = ""
"""Key of what is known of the whole table; no field has that name."""
_MOST = 6
"""So many choices are named."""


def fingerprint(definition: SyncDefinition, side: Side, schema: TableSchema) -> str:
    """The fields that the sync uses, and what a new record needs, as text. Fields that are gone are not in it."""
    known: dict[str, Any] = {}
    for name in used_fields(definition, side):
        field = schema.field(name)
        if field is not None:
            limits = {"length": field.max_length, "choices": [one.value for one in field.choices], "scale": field.scale}
            known[name] = [field.type.value, field.read_only, limits]
    needed = [one.name for one in _needed(definition, side, schema)]
    known[_TABLE] = {"fields": [one.name for one in schema.fields], "needed": needed}
    return orjson.dumps(known, option=orjson.OPT_SORT_KEYS).decode()


def drift(definition: SyncDefinition, side: Side, old: str, schema: TableSchema) -> list[str]:
    """One sentence per used field that is gone (perhaps renamed), has become read-only where it is written, or is of another type."""
    before = orjson.loads(old) if old else {}
    written = written_fields(definition, side)
    uses = used_fields(definition, side)
    found = []
    for name in uses:
        field = schema.field(name)
        where = _where(name, side, schema)
        if field is None:
            found.append(f"{where} is gone{uses[name]}.{_renamed(name, uses, before, schema)}")
            continue
        if name not in before:
            continue
        kind, read_only = before[name][:2]
        # A type that is guessed from values follows the values; only a declared one is a promise.
        if kind != field.type.value and not field.inferred:
            found.append(f"{where} was {kind} and is {field.type.value} now.")
        if field.read_only and not read_only and name in written:
            found.append(f"{where} has become read-only.")
    return found


def changes(definition: SyncDefinition, side: Side, old: str, schema: TableSchema) -> list[str]:
    """One sentence per change that suspends nothing: the records that it concerns are held one by one."""
    before = orjson.loads(old) if old else {}
    written = written_fields(definition, side)
    found = []
    for name in mapped_fields(definition, side):
        field = schema.field(name)
        if field is None or len(before.get(name, ())) < 3:
            continue
        found += [f"{_where(name, side, schema)} {text}" for text in _limits(before[name][2], field, name in written)]
    table = before.get(_TABLE)
    if table is not None:
        asked = [f"“{one.name}”" for one in _needed(definition, side, schema) if one.name not in table["needed"]]
        if asked:
            found.append(
                f"The table “{schema.label or schema.name}” ({side.upper()}) asks for {listed(asked, 'and')} in a new record now: "
                "new records are held until the field is linked in the mapping, or has a default there."
            )
    return found


def mapped_fields(definition: SyncDefinition, side: Side) -> tuple[str, ...]:
    """The side's field names that the definition maps, each once, in its order."""
    return tuple(dict.fromkeys(name for link in definition.fields for name in (link.a if side == "a" else link.b)))


def used_fields(definition: SyncDefinition, side: Side) -> dict[str, str]:
    """The side's field names that the sync can't do without: those mapped, and those of filter, cursor and archive (with words for it)."""
    spec, rules = definition.side(side), definition.rules
    archive = rules.archive_a if side == "a" else rules.archive_b
    uses = {name: "; the filter needs it" for name, _ in spec.where}
    if spec.cursor:
        uses.setdefault(spec.cursor, "; the cursor needs it")
    if archive is not None:
        uses.setdefault(archive.field, "; archiving needs it")
    return {name: uses.get(name, "") for name in dict.fromkeys((*mapped_fields(definition, side), *uses))}


def written_fields(definition: SyncDefinition, side: Side) -> frozenset[str]:
    """Those of the mapped fields that the directions let the sync write."""
    source_only = Direction.A_TO_B if side == "a" else Direction.B_TO_A
    return frozenset(
        name
        for link in definition.fields
        if link.direction is not source_only
        for name in (link.a if side == "a" else link.b)
    )


def _where(name: str, side: Side, schema: TableSchema) -> str:
    return f"“{name}” of the table “{schema.label or schema.name}” ({side.upper()})"


def _renamed(name: str, uses: Mapping[str, str], before: Mapping[str, Any], schema: TableSchema) -> str:
    """A hint at the new field that the lost one may have become: of the same type, and alike in name or the only one."""
    from rapidfuzz import fuzz  # late: only for a field that is gone

    if name not in before:
        return ""
    known = set(before.get(_TABLE, {}).get("fields", ()))
    fresh = [
        one
        for one in schema.fields
        if one.name not in known and one.name not in uses and one.type.value == before[name][0]
    ]
    if not known or not fresh:
        return ""
    best = max(fresh, key=lambda one: fuzz.ratio(name.casefold(), one.name.casefold()))
    alike = fuzz.ratio(name.casefold(), best.name.casefold()) >= 60
    return f" It may be called “{best.name}” now: link that one instead." if alike or len(fresh) == 1 else ""


def _limits(before: Mapping[str, Any], field: Field, written: bool) -> list[str]:
    found = []
    length = before["length"]
    if written and field.max_length is not None and (length is None or field.max_length < length):
        was = f" ({length} before)" if length is not None else ""
        found.append(f"takes {field.max_length} characters only now{was}: longer values are held.")
    if written and field.scale is not None and before["scale"] is not None and field.scale < before["scale"]:
        found.append(f"keeps {field.scale} decimals only now ({before['scale']} before).")
    now, then = [one.value for one in field.choices], before["choices"]
    gone, added = [one for one in then if one not in now], [one for one in now if one not in then]
    if then and now and gone and written:
        found.append(f"has lost {_choices(gone)}: records with it are held; map it to another choice.")
    if then and now and added:
        found.append(f"has got {_choices(added)}: map it, if the lens “choices” is used.")
    return found


def _choices(words: list[str]) -> str:
    shown = ", ".join(f"“{one}”" for one in words[:_MOST]) + (" …" if len(words) > _MOST else "")
    return f"the choice {shown}" if len(words) == 1 else f"the choices {shown}"


def _needed(definition: SyncDefinition, side: Side, schema: TableSchema) -> list[Field]:
    """Fields that a new record must have, and that nothing gives it; none where the sync makes no records."""
    given = written_fields(definition, side)
    if not given:
        return []
    return [
        one
        for one in schema.fields
        if one.required and not one.has_default and not one.read_only and one.name not in given
    ]
