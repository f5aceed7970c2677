"""Tables and fields of a system: what the manifest says, what the system tells, and how a record is read by them."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop_sync.connectors.rest.codecs import Codec, UnreadableError, UnwritableError, read_moment
from desktop_sync.connectors.rest.format_calls import ListCall
from desktop_sync.connectors.rest.format_changes import TimeChanges
from desktop_sync.connectors.rest.format_table import Absent, Clear, Discovery, FieldSpec, IdKind, Table, TypeSpec
from desktop_sync.connectors.rest.hooks import HOOKS, Hook
from desktop_sync.connectors.rest.paging import Pages, Row
from desktop_sync.connectors.rest.paths import Path, as_text, is_count
from desktop_sync.connectors.rest.session import Session
from desktop_sync.errors import AccountError, SchemaDrift, SignInError, TableError
from desktop_sync.model.record import Record, Ref, Selection
from desktop_sync.model.schema import Choice, Field, FieldType, TableInfo, TableSchema
from desktop_sync.model.values import MISSING, Value, is_blank
from desktop_sync.sync.words import nearest

_GID = re.compile(r"gid://[\w-]+/\w+/\d+")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A field with how it stands in a record. `inner`: its path in what is written; None: it can't be written."""

    field: Field
    path: Path
    inner: Path | None
    codec: Codec
    clear: Clear
    absent: Absent
    blanks: frozenset[str] = frozenset()
    """What the system shows where nothing is, as texts."""

    def raw(self, row: Row) -> Any:
        """What the record holds, MISSING where it says nothing."""
        data = self.path.get(row)
        if data is MISSING:
            if self.absent is Absent.NO:
                return False if self.field.type is FieldType.BOOLEAN else None
            return None if self.absent is Absent.BLANK else MISSING
        if self.blanks and as_text(data) in self.blanks:
            return None
        return None if data == "" and self.field.blank_as_empty else data

    def write(self, value: Value) -> Any:
        """What is sent for a value, MISSING for nothing. Raises UnwritableError."""
        if is_blank(value) and not (value == "" and self.clear is Clear.NULL and self.field.type is FieldType.TEXT):
            if self.clear is Clear.OMIT:
                return MISSING
            if value == ():
                return self.codec.write(value)
            return "" if self.clear is Clear.EMPTY else None
        if self.field.max_length and isinstance(value, str) and len(value) > self.field.max_length:
            raise UnwritableError(f"is longer than {self.field.max_length} characters")
        return self.codec.write(value)


class OneTable:
    """A table as it is used. `key`: what {table} stands for."""

    def __init__(self, name: str, key: str, label: str, spec: Table, columns: Sequence[Column]) -> None:
        self.name, self.key, self.label, self.spec = name, key, label, spec
        self.columns = {one.field.name: one for one in columns}
        self.hook = HOOKS[spec.hook] if spec.hook else None

    @property
    def schema(self) -> TableSchema:
        """The table's fields."""
        return TableSchema(
            self.name, self.label, tuple(one.field for one in self.columns.values()), (_id_name(self.spec),)
        )

    def ref(self, row: Row) -> Ref:
        """A record's id."""
        return Ref(as_text(self.spec.id.found(row)))

    def id_of(self, ref: Ref) -> Any:
        """The id as the system's JSON has it."""
        return int(ref) if self.spec.ids is IdKind.NUMBER else str(ref)

    def possible(self, ref: Ref) -> bool:
        """Whether a record can have such an id at all."""
        if self.spec.ids in {IdKind.NUMBER, IdKind.DIGITS}:
            return ref.isascii() and ref.isdigit() and len(ref) < 19
        if self.spec.ids is IdKind.WORD:
            return ref.isascii() and ref.isalnum()
        if self.spec.ids is IdKind.GID:
            return _GID.fullmatch(ref) is not None
        return _UUID.fullmatch(ref) is not None if self.spec.ids is IdKind.UUID else bool(ref)

    def version(self, row: Row) -> str | None:
        """What a stale write is told by."""
        found = self.spec.version.found(row) if self.spec.version is not None else None
        return None if found is None else as_text(found)


class View:
    """A table seen through a selection: rows become records."""

    def __init__(self, table: OneTable, selection: Selection, place: str) -> None:
        self.table, self.selection = table, selection
        named = [*selection.fields, *(name for name, _ in selection.where)]
        unknown = [name for name in named if name not in table.columns]
        if unknown:
            raise SchemaDrift(f"“{table.name}” has no field “{unknown[0]}” any more.", place=place)
        self._columns = [table.columns[name] for name in selection.fields]
        self._where = [(table.columns[name], text.casefold()) for name, text in selection.where]

    @property
    def paths(self) -> list[str]:
        """The selected fields as the system calls them, for calls that ask for some only."""
        wanted = [*self._columns, *(column for column, _ in self._where)]
        root = self.table.spec.fields_at
        told = (str(one.path.within(root) or one.path) for one in wanted)
        return list(dict.fromkeys((*self.table.spec.always, *told)))

    def within(self, row: Row) -> bool:
        """Whether the record is meant by the selection."""
        return all(_words(self._value(column, row)).casefold() == text for column, text in self._where)

    def raw(self, row: Row) -> list[Any]:
        """The selected fields as they were sent."""
        found = [column.raw(row) for column in self._columns]
        return [{"$absent": True} if one is MISSING else one for one in found]

    def record(self, row: Row) -> Record:
        """The row as a record."""
        spec = self.table.spec
        values: dict[str, Value] = {}
        for column in self._columns:
            value = self._value(column, row)
            if value is not MISSING:
                values[column.field.name] = value
        changed = read_moment(spec.modified.found(row)) if spec.modified is not None else None
        who = as_text(spec.modified_by.found(row)) if spec.modified_by is not None else ""
        version = None if spec.guard.fresh else self.table.version(row)
        return Record(self.table.ref(row), values, self.raw(row), version, changed, who)

    def value(self, row: Row, name: str) -> Any:
        """One field's value, MISSING where the system says nothing."""
        return self._value(self.table.columns[name], row)

    def _value(self, column: Column, row: Row) -> Any:
        data = column.raw(row)
        if data is MISSING:
            return MISSING
        try:
            return column.codec.read(data)
        except UnreadableError:
            # As the text that it is: a lens or a rule will say that it does not fit.
            return as_text(data)

    def made_at(self, row: Row) -> dt.datetime | None:
        """When the record was made, None where the system does not tell."""
        created = self.table.spec.created
        return read_moment(created.found(row)) if created is not None else None


class Catalogue:
    """All tables of an account; the system is asked once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found: dict[str, tuple[str, str, Table]] | None = None
        self._tables: dict[str, OneTable] = {}
        self._told_at: dict[str, dt.datetime | None] = {}
        self._listed: list[Row] | None = None
        """The list of tables, if it was just asked for, and tells of fields, too."""

    def infos(self) -> Sequence[TableInfo]:
        """The tables as a list shows them."""
        return [
            TableInfo(name, label, writable=bool(spec.create or spec.update or spec.delete))
            for name, (_, label, spec) in self._all().items()
        ]

    def table(self, name: str) -> OneTable:
        """One table with its fields. Raises AccountError where there is none."""
        if name not in self._tables:
            direct = self._direct(name)
            if direct is not None:
                self._tables[name] = direct
                return direct
            fixed = self._session.manifest.tables.get(name)
            known = {name: (name, fixed.label or name, fixed)} if fixed and fixed.each is None else self._all()
            if name not in known:
                raise TableError(
                    f"There is no table “{name}”.", place=self._session.place, advice=nearest(name, known).strip()
                )
            key, label, spec = known[name]
            self._tables[name] = OneTable(name, key, label, spec, self._columns(key, spec))
        return self._tables[name]

    def _direct(self, name: str) -> OneTable | None:
        """A table that can be asked for its fields by its name alone; None where there is none."""
        specs = [one for one in self._session.manifest.tables.values() if one.each is not None and one.each.direct]
        if not specs or not name.isidentifier() or self._found is not None:
            return None
        try:
            return OneTable(name, name, name, specs[0], self._columns(name, specs[0]))
        except SignInError:
            raise
        except AccountError:  # the list of all tables has the right word
            return None

    def forget(self, name: str) -> None:
        """Ask the system again for the table's fields."""
        self._tables.pop(name, None)

    def recall(self, name: str) -> bool:
        """Take the table as the system told it last; whether that is worth it, and known: a run then needs a call less."""
        spec = self._session.manifest.tables.get(name)
        fact = self._session.facts.get_large(self._fact(name)) if spec is not None and is_recalled(spec) else None
        if spec is None or fact is None:
            return False
        self._told_at[name] = read_moment(fact["at"])
        self._tables[name] = OneTable(name, name, spec.label or name, spec, self._columns(name, spec, fact["told"]))
        return True

    def told_at(self, name: str) -> dt.datetime | None:
        """When the system told the fields of a recalled table, by its clock; None where that is not known."""
        return self._told_at.get(name)

    def _fact(self, name: str) -> str:
        return f"fields/{name}"

    def _all(self) -> Mapping[str, tuple[str, str, Table]]:
        if self._found is None:
            found: dict[str, tuple[str, str, Table]] = {}
            for name, spec in self._session.manifest.tables.items():
                if spec.each is None:
                    found[name] = (name, spec.label or name, spec)
                    continue
                rows: list[Row] = []
                for batch in Pages(self._session, spec.each, {}, spec.each.key or spec.each.name).each_once():
                    rows += batch.rows
                    for row in batch.rows:
                        if spec.each.only is not None and spec.each.only.found(row) is False:
                            continue
                        own = as_text(spec.each.name.found(row))
                        key = as_text(spec.each.key.found(row)) if spec.each.key is not None else own
                        label = as_text(spec.each.label.found(row)) if spec.each.label is not None else own
                        found[own] = (key, label or own, spec)
                if _same_list(spec.each, spec.schema):
                    self._listed = rows
            self._found = found
        return self._found

    def _columns(self, key: str, spec: Table, told: Sequence[Row] | None = None) -> list[Column]:
        made: dict[str, Column] = {}
        name = _id_name(spec)
        own = Field(name, name, FieldType.TEXT, read_only=True, unique=True)
        made[name] = Column(own, spec.id, None, Codec(FieldType.TEXT), Clear.NULL, Absent.MISSING)
        if spec.schema is not None:
            if told is None:
                told = list(self._told(key, spec.schema, spec))
                if is_recalled(spec):
                    at = self._session.server_time()
                    fact = {"at": at.isoformat() if at is not None else "", "told": told}
                    self._session.facts.put_large(self._fact(key), fact)
            for row in told:
                found = _discovered(spec.schema, row, spec.fields_at)
                if found is not None and (found[0] != name):
                    made[found[0]] = _column(spec, *found)
        for field, one in spec.fields.items():
            made[field] = _column(spec, field, one, one.path)
        return list(made.values())

    def _told(self, key: str, call: Discovery, spec: Table) -> Iterator[Row]:
        """The fields that the system tells of."""
        hook = HOOKS[spec.hook] if spec.hook else Hook()
        id_path = call.name if call.match is None else call.match
        listed, self._listed = self._listed, None
        pages = Pages(self._session, call, {"table": key}, id_path).each_once()
        for rows in [listed] if listed is not None and _same_list(spec.each, call) else (batch.rows for batch in pages):
            if call.match is not None:
                lists = [call.inner.found(row) for row in rows if as_text(call.match.found(row)) == key]
                yield from (
                    hook.told(one) for some in lists if isinstance(some, list) for one in some if isinstance(one, dict)
                )
            else:
                yield from (hook.told(row) for row in rows)


def is_recalled(spec: Table) -> bool:
    """Whether the table's fields are remembered: where a run that finds nothing new would ask for three things else."""
    changes = spec.changes
    return spec.each is None and spec.schema is not None and isinstance(changes, TimeChanges) and bool(changes.count)


def _same_list(one: ListCall | None, other: ListCall | None) -> bool:
    """Whether both are one and the same call."""
    if one is None or other is None:
        return False
    return (one.target, one.query, one.body, one.at) == (other.target, other.query, other.body, other.at)


def _id_name(spec: Table) -> str:
    """The identity as a field; by the last part of its path."""
    return spec.id.parts[-1]


def _column(spec: Table, name: str, one: FieldSpec, path: Path | None) -> Column:
    whole = path if path is not None else spec.fields_at + Path.parse(name)
    choices = tuple(Choice(each.value, each.label or each.value) for each in one.choices)
    clear = one.clear or spec.clear
    inner = None if one.read_only else whole.within(spec.fields_at)
    field = Field(
        name,
        one.label or name,
        one.type,
        one.required,
        one.read_only or inner is None,
        one.has_default,
        one.unique,
        clear is Clear.EMPTY,
        one.max_length,
        one.precision,
        one.scale,
        1_000_000 if one.type is FieldType.DATETIME and one.format in {"epoch", "iso_z", "sql", "http"} else None,
        choices,
        one.reference or None,
    )
    codec = Codec(one.type, one.format, one.zone, one.scale, choices, one.labels)
    return Column(field, whole, inner, codec, clear, one.absent or spec.absent, frozenset(one.blanks))


def _discovered(spec: Discovery, row: Row, at: Path) -> tuple[str, FieldSpec, Path | None] | None:
    """Name, field and path of one that the system tells of; None for one of a type that can't be synced."""
    name, kind = as_text(spec.name.found(row)), as_text(spec.type.found(row))
    if not name or kind in spec.skip:
        return None
    made = spec.types.get(kind, spec.types.get("*", TypeSpec(type=FieldType.TEXT)))
    length = as_text(spec.max_length.found(row)) if spec.max_length is not None else ""
    options = spec.choices.found(row) if spec.choices is not None else None
    told = FieldSpec(
        type=made.type,
        format=made.format,
        scale=made.scale,
        label=as_text(spec.label.found(row)) if spec.label is not None else "",
        required=_is(spec.required, row),
        read_only=any(_is(path, row) for path in spec.read_only)
        or (spec.writable is not None and not _is(spec.writable, row)),
        unique=_is(spec.unique, row),
        max_length=int(length) if is_count(length) and int(length) > 0 else None,
    )
    scale = as_text(spec.scale.found(row)) if spec.scale is not None else ""
    if made.type is FieldType.DECIMAL and is_count(scale):
        told = replace(told, scale=int(scale))
    if isinstance(options, list) and made.type in {FieldType.CHOICE, FieldType.CHOICES}:
        told = replace(told, choices=_choices(spec, options))
    own = as_text(spec.path.found(row)) if spec.path is not None else ""
    path = at + spec.under + Path((own or name,))
    return ".".join((*spec.under.parts, name)), told, path


def _choices(spec: Discovery, options: list[Any]) -> tuple[Any, ...]:
    from desktop_sync.connectors.rest.format_table import ChoiceSpec

    made = []
    for one in options:
        data = one if isinstance(one, dict) else {"value": one, "label": one}
        value, label = (path.found(data) for path in (spec.choice_value, spec.choice_label))
        if value not in {None, ""}:
            made.append(ChoiceSpec(value=as_text(value), label=as_text(label)))
    return tuple(made)


def _is(path: Path | None, row: Row) -> bool:
    return path is not None and path.found(row) not in {None, False, "", "false", "0"}


def _words(value: Any) -> str:
    return "" if value is None or value is MISSING else as_text(value)
