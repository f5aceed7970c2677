"""Rows that exchange values which must be unique: each is refused while the other one still has it.

All of it happens inside the batch's transaction: nobody else ever sees the values in between.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop_sync.connectors.sql.dialect import Dialect, Session, Trouble
from desktop_sync.connectors.sql.table import Column, Row, Table
from desktop_sync.model.schema import Field, FieldType


@dataclass(frozen=True)
class Exchange:
    """One refused update: the row's key, the condition that it is as it was read, and the parameters by column."""

    index: int
    key: Row
    where: str
    params: Sequence[Any]
    values: dict[str, Any]


def swap(dialect: Dialect, session: Session, table: Table, group: Sequence[Exchange]) -> set[int]:
    """Make those of the updates that get in each other's way only; their indexes. The transaction stays usable."""
    left = list(group)
    while len(left) > 1:
        session.execute("SAVEPOINT swap")
        failed = _attempt(dialect, session, table, left)
        if failed is None:
            session.execute("RELEASE SAVEPOINT swap")
            return {one.index for one in left}
        session.execute("ROLLBACK TO SAVEPOINT swap")
        left.remove(failed)
    return set()


def _attempt(dialect: Dialect, session: Session, table: Table, group: Sequence[Exchange]) -> Exchange | None:
    """All rows let go of their values first, then take the new ones. The one that it failed with, None if it worked."""
    key = " AND ".join(f"{column.sql} = {dialect.mark}" for column in table.keys)
    for one in group:
        parked = {name: _parked(table.columns[name]) for name in one.values if _parks(table, name)}
        if not parked or not _update(dialect, session, table, parked, (one.where, one.params)):
            return one
    for one in group:
        if not _update(dialect, session, table, one.values, (key, one.key)):
            return one
    return None


def _update(
    dialect: Dialect, session: Session, table: Table, values: dict[str, Any], condition: tuple[str, Sequence[Any]]
) -> bool:
    columns = [table.columns[name] for name in values]
    changes = ", ".join(f"{column.sql} = {column.assign.replace('{}', dialect.mark)}" for column in columns)
    where, params = condition
    sql = f"UPDATE {table.sql} SET {changes} WHERE {where}"  # noqa: S608  # names from the catalogue, values are parameters
    try:
        return bool(session.execute(sql, [*values.values(), *params]).rowcount)
    except dialect.error as error:
        if dialect.trouble(error) is not Trouble.RECORD:
            raise
        return False


def _parks(table: Table, name: str) -> bool:
    """Whether a row can do without the column's value for a moment."""
    field = table.columns[name].field
    several = not any(one.field.unique for one in table.columns.values() if one not in table.keys)
    return (field.unique or several) and (not _needed(field) or field.type in (FieldType.TEXT, FieldType.INTEGER))


def _needed(field: Field) -> bool:
    return field.required or field.blank_as_empty or field.has_default


def _parked(column: Column) -> Any:
    field = column.field
    if not _needed(field):
        return None
    made_up = uuid.uuid4()
    if field.type is FieldType.INTEGER:
        return -(made_up.int % 2_000_000_000) - 1
    return made_up.hex[: field.max_length or 32]
