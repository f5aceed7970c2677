"""What the connector knows of one table: its columns with how each is read, written and compared, and its key."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

import orjson

from desktop_sync.model.record import Ref
from desktop_sync.model.schema import Field, FieldType, TableSchema
from desktop_sync.model.values import Value

Row = Sequence[Any]
_UUID_LENGTH = 32


@dataclass(frozen=True)
class Column:
    """A column in SQL. `{}` in a template stands for the parameter's placeholder.

    `select`: the expression that reads it. `assign`: template of the value to store. `same`: template of the exact,
    NULL-safe
    comparison with a raw value as `compare` makes it. `decode`: raw value (not None) → value, None where they are the
    same;
    never raises: what does not fit the type is given as text. `encode`: value → parameter. `made`: the system fills it
    when it
    is left out of an insert (sequence, identity, auto-increment). `cursor`: templates for changes, "" where it is no
    cursor.
    """

    field: Field
    sql: str
    select: str
    assign: str
    same: str
    decode: Callable[[Any], Value] | None
    encode: Callable[[Value], Any]
    compare: Callable[[Any], Any] | None = None
    key: Callable[[str], Any] | None = None
    """The parameter for the column as part of a ref; raises ValueError for a text that can't be one. None: the text
    itself.
    """
    made: bool = False
    newest: str = ""
    """Expression of the newest value as text, not later than the database's own now (a row dated in the future would
    hide all later changes).
    """
    since: str = ""
    """Template of the condition: changed at or after (cursor − overlap); takes the cursor and the overlap in seconds.
    """

    @property
    def name(self) -> str:
        """The field's name."""
        return self.field.name

    def read(self, raw: Any) -> Value:
        """The value of a raw one."""
        if raw is None or self.decode is None:
            value: Value = raw
            return value
        return self.decode(raw)

    def expect(self, raw: Any) -> Any:
        """The parameter that `same` compares with."""
        return raw if raw is None or self.compare is None else self.compare(raw)


@dataclass(frozen=True)
class Table:
    """A table or view. `sql`: its quoted name. `keys`: the columns of its identity; empty: it has none.

    `rowid`: the name of SQLite's hidden row number, "" where there is none.
    """

    schema: TableSchema
    sql: str
    columns: Mapping[str, Column]
    keys: tuple[Column, ...]
    view: bool = False
    declared: bool = False
    """Whether the user, not the system, says that the keys identify a row."""
    writable: bool = True
    rowid: str = ""
    pager: tuple[str, ...] = ()
    """SQLite: the columns by which a listing is cut into pages; empty: it is read at once."""

    reuses_ids: bool = False
    """SQLite: whether the key is the row's number, of which the greatest is given again after its row was deleted (without AUTOINCREMENT)."""

    made_up: bool = False
    """Whether the connector makes up the key of a new row: a text that neither the user nor the system fills."""

    @property
    def name(self) -> str:
        """The name that the user knows it by."""
        return self.schema.name

    def refs(self, positions: Sequence[int], rows: Sequence[Row]) -> list[Ref]:
        """The refs of rows whose key columns are at `positions`. A row without a key raises ValueError."""
        if len(self.keys) > 1:
            picked = list(map(itemgetter(*positions), rows))
            if any(None in key for key in picked):
                raise ValueError("NULL in a key")
            return [Ref(orjson.dumps(key, default=_as_hex).decode()) for key in picked]
        keys = list(map(itemgetter(positions[0]), rows))
        if None in keys:
            raise ValueError("NULL in a key")
        if bytes in set(map(type, keys)):
            return [Ref(_as_hex(key)) for key in keys]
        return list(map(str, keys))  # type: ignore[arg-type]  # Ref is str; list(map()) is the fast way

    def key_of(self, ref: Ref) -> tuple[Any, ...] | None:
        """The key's parameters; None where the text can't be a ref of this table."""
        if len(self.keys) == 1:
            parts: list[Any] = [ref]
        else:
            try:
                parts = json.loads(ref)
            except ValueError:
                return None
            if type(parts) is not list or len(parts) != len(self.keys):
                return None
        try:
            return tuple(
                part if column.key is None else column.key(part) for column, part in zip(self.keys, parts, strict=True)
            )
        except (ValueError, TypeError):
            return None


def with_free_keys(table: Table, *, views: bool) -> Table:
    """The table, where a new row need not bring its key: the connector makes it up, or (`views`) the table behind a view does."""
    made_up = len(table.keys) == 1 and not table.view and _takes_uuid(table.keys[0].field)
    if not made_up and not (views and table.view):
        return table
    free = [
        replace(one, field=replace(one.field, has_default=True, required=one.field.required and not table.view))
        for one in table.keys
    ]
    return replace(_with_keys(table, free), made_up=made_up)


def with_given_keys(table: Table) -> Table:
    """The table, where the system does not tell the key that a default gives to a new row: the row must bring it."""
    keys = [one if one.made else replace(one, field=replace(one.field, has_default=False)) for one in table.keys]
    return _with_keys(table, keys)


def _with_keys(table: Table, keys: Sequence[Column]) -> Table:
    columns = {**table.columns, **{one.name: one for one in keys}}
    schema = replace(table.schema, fields=tuple(one.field for one in columns.values()))
    return replace(table, schema=schema, columns=columns, keys=tuple(keys))


def _takes_uuid(field: Field) -> bool:
    room = field.max_length is None or field.max_length >= _UUID_LENGTH
    return field.type is FieldType.TEXT and not field.has_default and not field.read_only and room


def _as_hex(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, bytes | bytearray | memoryview) else str(value)
