"""Reading: listings, changes, single records, look-ups. Rows stay as the driver gave them until somebody asks for a
record.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from operator import itemgetter
from typing import Any

from desktop_sync.connectors.sql import types
from desktop_sync.connectors.sql.dialect import Dialect, Query, Session
from desktop_sync.connectors.sql.table import Column, Row, Table
from desktop_sync.errors import AccountError, SchemaDrift, TableError, UsageError
from desktop_sync.model.record import Page, Record, Ref, Selection
from desktop_sync.model.schema import FieldType
from desktop_sync.model.values import Value

PAGE_SIZE = 2000
_READ_AT_ONCE = 500
_FOUND_AT_MOST = 10


@dataclass(frozen=True)
class Layout:
    """Which column of a result is what: first the selected fields, then what else is needed (key, cursor, pager)."""

    table: Table
    fields: tuple[Column, ...]
    select: tuple[str, ...]
    keys: tuple[int, ...]
    pager: tuple[int, ...]
    moment: int | None
    """Position of the cursor field, None without one."""
    cursor: Column | None

    @cached_property
    def decoders(self) -> tuple[tuple[str, Callable[[Any], Value] | None], ...]:
        """Name and decoder of each selected field."""
        return tuple((column.field.name, column.decode) for column in self.fields)

    def refs(self, rows: Sequence[Row]) -> list[Ref]:
        """The rows' refs. Raises AccountError for a row without a key."""
        try:
            return self.table.refs(self.keys, rows)
        except ValueError as error:
            raise TableError(
                "Some rows have nothing in their key, so that they can't be told apart.",
                advice=f"Fill the key, or leave them out with the filter “{self.table.keys[0].name} IS NOT NULL”.",
                place=self.table.name,
            ) from error

    def page(self, rows: Sequence[Row]) -> Page:
        """The rows as a page."""
        width = len(self.fields)
        shown = rows if len(self.select) == width else list(map(itemgetter(slice(0, width)), rows))
        refs = self.refs(rows)
        return Page(refs, shown, partial(self._record, refs, rows))

    def records(self, rows: Sequence[Row]) -> list[Record]:
        """The rows as records."""
        page = self.page(rows)
        return [page.decode(index) for index in range(len(rows))]

    def _record(self, refs: Sequence[Ref], rows: Sequence[Row], index: int) -> Record:
        row = rows[index]
        raw = row[: len(self.fields)]
        values = {
            name: one if one is None or decode is None else decode(one)
            for (name, decode), one in zip(self.decoders, raw, strict=True)
        }
        modified = None
        if self.cursor is not None and self.moment is not None:
            modified = _moment(self.cursor.read(row[self.moment]))
        return Record(refs[index], values, raw, modified_at=modified)


def _moment(value: Value) -> dt.datetime | None:
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, int):
        value = types.since_epoch(value) if value > 1e8 else None
    elif isinstance(value, str):
        value = types.moment(value)
    return value if isinstance(value, dt.datetime) else None


def layout(table: Table, selection: Selection) -> Layout:
    """The layout for a selection. Raises SchemaDrift for a field that is gone, AccountError for a keyless table."""
    if not table.keys:
        raise no_key(table)
    fields = tuple(_column(table, name) for name in selection.fields)
    cursor = _column(table, selection.cursor_field) if selection.cursor_field else None
    select = [column.select for column in fields]

    def place(expression: str) -> int:
        if expression not in select:
            select.append(expression)
        return select.index(expression)

    keys = tuple(place(column.select) for column in table.keys)
    moment = place(cursor.select) if cursor else None
    pager = tuple(place(one) for one in table.pager)
    return Layout(table, fields, tuple(select), keys, pager, moment, cursor)


def no_key(table: Table) -> AccountError:
    """A table or view without an identity, with the remedy."""
    if table.view:
        what = "The database does not say which columns identify a row of this view."
        advice = f"Say it in the account's setting “keys”, for example keys={table.name}:id."
    else:
        what = "The table has no primary key, so its rows can't be told apart."
        advice = (
            "Give it one (ALTER TABLE … ADD PRIMARY KEY), or name its columns in the account's setting “keys”:"
            f" keys={table.name}:column."
        )
    return TableError(what, advice=advice, place=table.name)


def _column(table: Table, name: str) -> Column:
    column = table.columns.get(name)
    if column is None:
        raise SchemaDrift(f"The field “{name}” is not in the table any more.", place=table.name)
    return column


def conditions(dialect: Dialect, table: Table, selection: Selection) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """The selection's filter as SQL and parameters. Raises UsageError for one that can't be meant."""
    parts: list[str] = []
    params: list[Any] = []
    if selection.filter.strip():
        if ";" in selection.filter:
            raise UsageError(
                "The filter holds a “;”.", advice="Write one condition, as it stands after WHERE.", place=table.name
            )
        text = selection.filter.replace("%", "%%") if dialect.mark == "%s" else selection.filter
        parts.append(f"({text}\n)")  # the line break ends a comment, so that the bracket closes
    for name, text in selection.where:
        column = table.columns.get(name)
        if column is None:
            raise UsageError(f"The filter names the field “{name}”, which the table does not have.", place=table.name)
        try:
            value = types.from_words(column.field.type, text)
        except ValueError as error:
            raise UsageError(
                f"The filter's value for “{name}” is not of the type “{column.field.type}”.", place=table.name
            ) from error
        parts.append(_equal(column, dialect.mark) if text else f"({column.sql} IS NULL OR {column.sql} = '')")
        params += [column.encode(value)] if text else []
    return tuple(parts), tuple(params)


def _equal(column: Column, mark: str) -> str:
    return f"{column.sql} = {column.assign.replace('{}', mark)}"


def listing(dialect: Dialect, session: Session, table: Table, selection: Selection) -> Iterator[Page]:
    """All rows, in one read-only transaction; the last page carries the cursor where there is a cursor field."""
    shape = layout(table, selection)
    where, params = conditions(dialect, table, selection)
    dialect.begin_read(session)
    cursor = newest(session, table, shape.cursor)
    query = Query(table, shape.select, where, params, pager=shape.pager)
    yield from _paged(dialect, session, shape, query, cursor)


def changes(
    dialect: Dialect, session: Session, table: Table, selection: Selection, cursor: str, overlap_s: float
) -> Iterator[Page]:
    """Rows whose cursor field is at or after (cursor − overlap), and those that have none in it."""
    shape = layout(table, selection)
    column = shape.cursor
    if column is None:
        raise UsageError("The sync names no cursor field.", advice='Set cursor = "…" for the side.', place=table.name)
    where, params = conditions(dialect, table, selection)
    if cursor:
        where = (*where, column.since.replace("{}", dialect.mark))
        params = (*params, cursor, overlap_s)
    dialect.begin_read(session)
    found = newest(session, table, column)
    query = Query(table, shape.select, where, params, pager=shape.pager)
    # Nothing newer than before: keep the old position rather than go back.
    yield from _paged(dialect, session, shape, query, found or cursor)


def newest(session: Session, table: Table, column: Column | None) -> str | None:
    """The position up to which everything is read now; "" in an empty table, None without a cursor field.

    Raises UsageError for a field that can't be one.
    """
    if column is None:
        return None
    if not column.newest:
        raise UsageError(f"The field “{column.name}” can't be a cursor: it is no date and time.", place=table.name)
    found = session.value(f"SELECT {column.newest} FROM {table.sql}")  # noqa: S608  # names from the catalogue
    return "" if found is None else str(found)


def _paged(dialect: Dialect, session: Session, shape: Layout, query: Query, cursor: str | None) -> Iterator[Page]:
    held: Page | None = None
    for rows in dialect.pages(session, query, PAGE_SIZE):
        if held is not None:
            yield held
        held = shape.page(rows)
    yield replace(held if held is not None else shape.page([]), cursor=cursor)


def read(
    dialect: Dialect, session: Session, table: Table, selection: Selection, refs: Sequence[Ref]
) -> Mapping[Ref, Record]:
    """The records of these refs that are there and within the filter."""
    shape = layout(table, selection)
    where, params = conditions(dialect, table, selection)
    asked = set(refs)
    found: dict[Ref, Record] = {}
    keys = [key for key in map(table.key_of, dict.fromkeys(refs)) if key is not None]
    step = max(1, _READ_AT_ONCE // len(table.keys))
    for start in range(0, len(keys), step):
        some = keys[start : start + step]
        query = Query(table, shape.select, (*where, dialect.key_list(table, len(some))), params)
        rows = session.rows(query.sql(), (*params, *(part for key in some for part in key)))
        # A tolerant collation answers with more than what was asked for.
        found.update((record.ref, record) for record in shape.records(rows) if record.ref in asked)
    return found


def find(
    dialect: Dialect, session: Session, table: Table, selection: Selection, criteria: Mapping[str, Value]
) -> list[Record]:
    """Records with these values, as the columns would store them. The filter does not count: what was written may lie
    outside.
    """
    shape = layout(table, selection)
    parts: list[str] = []
    params: list[Any] = []
    for name, value in criteria.items():
        column = _column(table, name)
        if value is None or value == "":
            blank = (
                f"({column.sql} IS NULL OR {column.sql} = '')"
                if column.field.type is FieldType.TEXT
                else f"{column.sql} IS NULL"
            )
            parts.append(blank)
        else:
            parts.append(_equal(column, dialect.mark))
            params.append(column.encode(types.rounded(value, column.field.scale)))
    query = Query(table, shape.select, tuple(parts), tuple(params))
    return shape.records(session.rows(f"{query.sql()} LIMIT {_FOUND_AT_MOST}", params))
