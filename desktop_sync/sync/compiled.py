"""The compiled mapping of a sync: from records to the shared view and back, and the comparison under each side's tolerance.

Compiled once per run, used for every record: the hot paths (`view`, `same`, `unchanged`) keep to plain loops over what was prepared.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop_sync.model.mapping import BlankRule, ConflictRule, Direction, FieldLink
from desktop_sync.model.record import Side
from desktop_sync.model.schema import Field, FieldType, TableSchema
from desktop_sync.model.sync import SyncDefinition
from desktop_sync.model.values import Value
from desktop_sync.sync.drift import drift, fingerprint
from desktop_sync.sync.lenses import Half, Lens, LensError
from desktop_sync.sync.matching import normal_key

LABEL_PARTS = 2
"""How many filled texts make a record's label."""
_NAMED = frozenset({FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE, FieldType.CHOICE})


@dataclass(frozen=True)
class CompiledField:
    """One shared field, ready to use. `link.direction` is as it really is: a constant goes one way whatever the file says."""

    link: FieldLink
    lens: Lens
    a_fields: tuple[Field, ...]
    b_fields: tuple[Field, ...]
    conflict: ConflictRule
    """The field's rule, or the sync's where it has none."""

    @property
    def name(self) -> str:
        """The shared name."""
        return self.link.name

    @property
    def direction(self) -> Direction:
        """Which way it is carried."""
        return self.link.direction

    @property
    def blank(self) -> BlankRule:
        """What a blank does."""
        return self.link.blank

    @property
    def required(self) -> bool:
        """Whether a record without it is held."""
        return self.link.required

    def fields(self, side: Side) -> tuple[Field, ...]:
        """The side's fields."""
        return self.a_fields if side == "a" else self.b_fields

    def sources(self, side: Side) -> tuple[str, ...]:
        """The side's field names."""
        return self.link.a if side == "a" else self.link.b

    def writable(self, side: Side) -> bool:
        """Whether the direction lets the field be written on this side."""
        if not self.sources(side):
            return False
        return self.direction in {Direction.BOTH, Direction.A_TO_B if side == "b" else Direction.B_TO_A}


Compare = Callable[[Value, Value], bool]
_Getter = Callable[[tuple[Value, ...]], Value]
_Putter = Callable[[Value, tuple[Value, ...] | None], tuple[Value, ...]]
_Step = tuple[str, str, tuple[str, ...], _Getter]
"""(shared name, the only source or "", all sources, getter)."""


class CompiledMapping:
    """The mapping between two tables. Immutable; may be used from several threads. `warnings`: sentences for the user."""

    def __init__(
        self,
        definition: SyncDefinition,
        fields: tuple[CompiledField, ...],
        schemas: Mapping[Side, TableSchema],
        warnings: tuple[str, ...] = (),
    ) -> None:
        self.definition = definition
        self.fields = fields
        self.warnings = warnings
        self.key_fields = definition.match_keys
        self._schemas = schemas
        self._by_name = {field.name: field for field in fields}
        self._same = {field.name: _sameness(field.lens) for field in fields}
        self._unchanged: dict[Side, dict[str, Compare]] = {
            "a": {field.name: _constancy(field.lens.a) for field in fields},
            "b": {field.name: _constancy(field.lens.b) for field in fields},
        }
        self._steps: dict[Side, tuple[_Step, ...]] = {"a": _steps(fields, "a"), "b": _steps(fields, "b")}
        self._puts: dict[Side, dict[str, tuple[tuple[str, ...], _Putter]]] = {
            "a": {field.name: (field.sources("a"), field.lens.a.put) for field in fields},
            "b": {field.name: (field.sources("b"), field.lens.b.put) for field in fields},
        }
        self._selection: dict[Side, tuple[str, ...]] = {"a": _selection(fields, "a"), "b": _selection(fields, "b")}
        told = [one for one in fields if not one.link.sensitive]  # labels rest in the store, and are shown everywhere
        self._label_fields = tuple(f.name for f in told if f.lens.name != "constant" and _is_name(f)) or tuple(
            one.name for one in told
        )

    def field(self, name: str) -> CompiledField:
        """The shared field of that name. Raises KeyError."""
        return self._by_name[name]

    def selection(self, side: Side) -> tuple[str, ...]:
        """The side's field names that are mapped, each once, in the order of the definition."""
        return self._selection[side]

    def view(self, side: Side, values: Mapping[str, Value]) -> tuple[dict[str, Value], dict[str, str]]:
        """The record as shared values, and for each field that does not go through its lens: why. Absent fields are left out of both."""
        view: dict[str, Value] = {}
        problems: dict[str, str] = {}
        for name, source, sources, get in self._steps[side]:
            try:
                view[name] = get((values[source],)) if source else get(tuple([values[one] for one in sources]))
            except KeyError:
                continue
            except LensError as error:
                error.side = side
                problems[name] = str(error)
        return view, problems

    def same(self, field: CompiledField | str, a: Value, b: Value) -> bool:
        """Whether A's and B's value agree: what one side would make of the other's is what it holds."""
        return self._same[_name(field)](a, b)

    def unchanged(self, field: CompiledField | str, side: Side, value: Value, base: Value) -> bool:
        """Whether the side's value is still what it was, under the side's own tolerance."""
        return self._unchanged[side][_name(field)](value, base)

    def sameness(self, field: CompiledField | str) -> Compare:
        """`same` of one field, as a function of (a, b)."""
        return self._same[_name(field)]

    def constancy(self, field: CompiledField | str, side: Side) -> Compare:
        """`unchanged` of one field and side, as a function of (value, base)."""
        return self._unchanged[side][_name(field)]

    def put(
        self, side: Side, changes: Mapping[str, Value], old: Mapping[str, Value] | None
    ) -> tuple[dict[str, Value], dict[str, str]]:
        """The side's field values to write for these shared values, and for each that can't be written: why.

        `old`: the record as it is, None for a create. Fields that hold their value already are left out.
        """
        written: dict[str, Value] = {}
        problems: dict[str, str] = {}
        puts = self._puts[side]
        for name, shared in changes.items():
            sources, put = puts[name]
            before = None
            if old is not None and all(one in old for one in sources):
                before = tuple([old[one] for one in sources])
            try:
                made = put(shared, before)
            except LensError as error:
                error.side = side
                problems[name] = str(error)
                continue
            if before is None:
                written.update(zip(sources, made, strict=False))
                continue
            moved = zip(sources, before, made, strict=False)
            written.update((source, now) for source, was, now in moved if not _identical(was, now))
        return written, problems

    def writable(self, field: CompiledField | str, side: Side) -> bool:
        """Whether the direction lets the field be written on this side."""
        return self._by_name[_name(field)].writable(side)

    def typed(self, side: Side, field: str, value: str) -> Value:
        """A text of the sync file (an archive's value) as the side's field takes it. `field` need not be mapped."""
        return typed(self._schemas[side].field(field), value)

    def label(self, view: Mapping[str, Value]) -> str:
        """What a person calls the record: its first filled texts."""
        parts = []
        for name in self._label_fields:
            value = view.get(name)
            if isinstance(value, str) and value.strip():
                parts.append(" ".join(value.split())[:80])
            elif value is not None and not parts and not isinstance(value, str | tuple | bytes):
                parts.append(str(value))
            if len(parts) == LABEL_PARTS:
                break
        return " · ".join(parts)

    def match_values(self, view: Mapping[str, Value], key: Sequence[str]) -> tuple[Value, ...] | None:
        """The key's values under both sides' tolerance; None where one of its fields is absent."""
        values = []
        for name in key:
            if name not in view:
                return None
            lens = self._by_name[name].lens
            values.append(lens.b.norm(lens.a.norm(view[name])))
        return tuple(values)

    def match_keys(self, view: Mapping[str, Value]) -> tuple[bytes | None, ...]:
        """One normal key per match key of the definition, for `matching.pair`; None where it is blank or absent."""
        found = []
        for key in self.key_fields:
            values = self.match_values(view, key)
            found.append(None if values is None else normal_key(values))
        return tuple(found)

    def fingerprint(self, side: Side, schema: TableSchema) -> str:
        """The mapped part of the side's schema as text, for `drift`."""
        return fingerprint(self.definition, side, schema)

    def drift(self, side: Side, old: str, schema: TableSchema) -> list[str]:
        """What has happened to mapped fields since `old` was taken: one sentence each. "" as `old`: only what is gone."""
        return drift(self.definition, side, old, schema)


def _steps(fields: tuple[CompiledField, ...], side: Side) -> tuple[_Step, ...]:
    steps = []
    for field in fields:
        sources = field.sources(side)
        steps.append((field.name, sources[0] if len(sources) == 1 else "", sources, field.lens.half(side).get))
    return tuple(steps)


def _selection(fields: tuple[CompiledField, ...], side: Side) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for field in fields for source in field.sources(side)))


def _name(field: CompiledField | str) -> str:
    return field if isinstance(field, str) else field.name


def _sameness(lens: Lens) -> Compare:
    norm_a, norm_b = lens.a.norm, lens.b.norm

    def same(a: Value, b: Value) -> bool:
        if a == b and type(a) is type(b):
            return True
        return _equal(norm_b(norm_a(a)), norm_b(norm_a(b))) or _equal(norm_a(norm_b(a)), norm_a(norm_b(b)))

    return same


def _constancy(half: Half) -> Compare:
    norm = half.norm

    def unchanged(value: Value, base: Value) -> bool:
        if value == base and type(value) is type(base):
            return True
        return _equal(norm(value), norm(base))

    return unchanged


def typed(field: Field | None, text: str) -> Value:
    """A text as a field of that type holds it; the text itself where it does not fit or the field is not known."""
    if field is None:
        return text
    word = text.strip().casefold()
    if field.type is FieldType.BOOLEAN and word in {"true", "yes", "1", "false", "no", "0"}:
        return word in {"true", "yes", "1"}
    numbers: dict[FieldType, Callable[[str], Value]] = {
        FieldType.INTEGER: int,
        FieldType.FLOAT: float,
        FieldType.DECIMAL: Decimal,
    }
    dates: dict[FieldType, Callable[[str], Value]] = {
        FieldType.DATE: dt.date.fromisoformat,
        FieldType.TIME: dt.time.fromisoformat,
        FieldType.DATETIME: dt.datetime.fromisoformat,
    }
    convert = {**numbers, **dates}.get(field.type)
    if convert is None:
        return next((choice.value for choice in field.choices if choice.label.casefold() == word), text)
    if field.type is FieldType.INTEGER and word in {"true", "false"}:
        return int(word == "true")
    try:
        return convert(text.strip())
    except (ValueError, ArithmeticError):
        return text


def _is_name(field: CompiledField) -> bool:
    return all(one.type in _NAMED for one in (*field.a_fields, *field.b_fields))


def _equal(one: Value, two: Value) -> bool:
    return one == two and isinstance(one, bool) == isinstance(two, bool)


def _identical(one: Value, two: Value) -> bool:
    return type(one) is type(two) and one == two
