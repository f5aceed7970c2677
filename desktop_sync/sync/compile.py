"""Compiling a definition against both tables' schemas: every mistake with its line and the nearest right word."""

from dataclasses import replace

from desktop_sync.errors import DefinitionError
from desktop_sync.model.mapping import Direction, FieldLink
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.schema import Field, TableSchema
from desktop_sync.model.sync import SyncDefinition
from desktop_sync.sync.compiled import CompiledField, CompiledMapping
from desktop_sync.sync.definition import definition_mistakes
from desktop_sync.sync.lenses import Lens, build_lens
from desktop_sync.sync.lenses.reference import NAME as REFERENCE
from desktop_sync.sync.references import own_key
from desktop_sync.sync.words import Mistakes, listed, nearest


def compile_mapping(definition: SyncDefinition, a: TableSchema, b: TableSchema, *, file: str = "") -> CompiledMapping:
    """The mapping, ready to use. Raises DefinitionError that names all mistakes, with `line` of the first."""
    mistakes = Mistakes(file)
    definition_mistakes(definition, mistakes)
    schemas: dict[Side, TableSchema] = {"a": a, "b": b}
    fields = [made for link in definition.fields if (made := _field(definition, link, schemas, mistakes)) is not None]
    for side in SIDES:
        _written_twice(fields, side, mistakes)
        _side_spec(definition, side, schemas[side], mistakes)
    mistakes.raise_any()
    compiled = tuple(fields)
    warnings = [text for side in SIDES for text in _unmapped(compiled, side, schemas[side])]
    warnings += [f"“{field.name}”: {field.lens.lossy}." for field in compiled if field.lens.lossy]
    warnings += [text for side in SIDES for text in _identity(compiled, side, schemas[side])]
    if not definition.match_keys:
        warnings.append("There are no match keys: no record that is on both sides already will be recognised.")
    return CompiledMapping(definition, compiled, schemas, tuple(warnings))


def _field(
    definition: SyncDefinition, link: FieldLink, schemas: dict[Side, TableSchema], mistakes: Mistakes
) -> CompiledField | None:
    found: dict[Side, list[Field]] = {"a": [], "b": []}
    complete = True
    for side, names in (("a", link.a), ("b", link.b)):
        schema = schemas["a" if side == "a" else "b"]
        for name in names:
            field = schema.field(name)
            if field is None:
                known = [one.name for one in schema.fields]
                mistakes.add(
                    f"the table “{schema.name}” ({side.upper()}) has no field “{name}”.{nearest(name, known)}",
                    link.line,
                )
                complete = False
            else:
                found["a" if side == "a" else "b"].append(field)
    if not complete:
        return None
    a, b = tuple(found["a"]), tuple(found["b"])
    try:
        lens = build_lens(link.lens, a, b, link.name)
    except DefinitionError as error:
        mistakes.add(f"“{link.name}”: {error.what}", link.line)
        return None
    effective = replace(link, direction=_direction(link, lens))
    if lens.name == REFERENCE:
        own: list[Side] = [side for side in SIDES if own_key(schemas[side], found[side][0])]
        if len(own) == 2:
            mistakes.add(
                f"“{link.name}” joins the keys of both records; a reference needs a field that points.", link.line
            )
        if own:
            effective = replace(link, direction=Direction.A_TO_B if own == ["a"] else Direction.B_TO_A)
    compiled = CompiledField(effective, lens, a, b, link.conflict or definition.rules.conflict)
    _read_only(compiled, mistakes)
    return compiled


def _direction(link: FieldLink, lens: Lens) -> Direction:
    if lens.name != "constant":
        return link.direction
    return Direction.A_TO_B if link.b else Direction.B_TO_A


def _read_only(field: CompiledField, mistakes: Mistakes) -> None:
    for side, to_other in (("a", Direction.A_TO_B), ("b", Direction.B_TO_A)):
        this: Side = "a" if side == "a" else "b"
        fixed = [f"“{one.name}”" for one in field.fields(this) if one.read_only]
        if not fixed or not field.writable(this):
            continue
        both_fixed = all(any(one.read_only for one in field.fields(s)) for s in SIDES)
        advice = (
            "link other fields"
            if both_fixed or not field.fields("b" if side == "a" else "a")
            else f'say direction = "{to_other.value}"'
        )
        mistakes.add(
            f"“{field.name}”: {listed(fixed, 'and')} in {side.upper()} can't be written (read-only, or this account may not): {advice}.",
            field.link.line,
        )


def _written_twice(fields: list[CompiledField], side: Side, mistakes: Mistakes) -> None:
    owner: dict[str, CompiledField] = {}
    for field in fields:
        if not field.writable(side):
            continue
        for name in field.sources(side):
            if name in owner:
                first = owner[name].name
                mistakes.add(
                    f"“{name}” in {side.upper()} would be written twice, by “{first}” and by “{field.name}”.",
                    field.link.line,
                )
            else:
                owner[name] = field


def _side_spec(definition: SyncDefinition, side: Side, schema: TableSchema, mistakes: Mistakes) -> None:
    spec = definition.side(side)
    rules = definition.rules
    archive = rules.archive_a if side == "a" else rules.archive_b
    wanted = [("filter", name) for name, _ in spec.where]
    if spec.cursor:
        wanted.append(("cursor", spec.cursor))
    if archive is not None:
        wanted.append(("archive", archive.field))
    known = [one.name for one in schema.fields]
    for key, name in wanted:
        field = schema.field(name)
        if field is None:
            mistakes.add(
                f"{key} of {side.upper()}: the table “{schema.name}” has no field “{name}”.{nearest(name, known)}"
            )
        elif key == "archive" and field.read_only:
            mistakes.add(f"archive of {side.upper()}: “{name}” can't be written (read-only).")


def _unmapped(fields: tuple[CompiledField, ...], side: Side, schema: TableSchema) -> list[str]:
    """Fields that a new record needs, and nothing gives it."""
    given = {name for field in fields if field.writable(side) for name in field.sources(side)}
    missing = [
        f"“{one.name}”"
        for one in schema.fields
        if one.required and not one.has_default and not one.read_only and one.name not in given
    ]
    if not missing or not given:
        return []
    need = "it is" if len(missing) == 1 else "they are"
    return [
        f"{side.upper()} asks for {listed(missing, 'and')} in a new record, and {need} not linked: new records would be refused there."
    ]


def _identity(fields: tuple[CompiledField, ...], side: Side, schema: TableSchema) -> list[str]:
    return [
        f"“{name}” identifies the record in {side.upper()}; where it changes the record becomes another one there."
        for field in fields
        if field.writable(side)
        for name in field.sources(side)
        if name in schema.identity
    ]
