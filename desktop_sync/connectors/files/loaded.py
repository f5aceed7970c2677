"""A table as it was read, with its rows' refs."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop_sync.connectors.files import identity
from desktop_sync.connectors.files.atomic import Stamp
from desktop_sync.connectors.files.cells import as_text
from desktop_sync.connectors.files.grid import Grid
from desktop_sync.connectors.files.places import Place
from desktop_sync.errors import FileError, UsageError
from desktop_sync.model.record import Record, Ref, Selection
from desktop_sync.model.schema import Field, FieldType, TableSchema
from desktop_sync.model.values import MISSING, Missing, Value


class Loaded:
    """One state of one table. `key`: the column that identifies a row, "" when the program's `id_column` does."""

    def __init__(self, place: Place, grid: Grid, stamp: Stamp, key: str, id_column: str) -> None:
        self.place, self.grid, self.stamp = place, grid, stamp
        self.positions = {column.name: index for index, column in enumerate(grid.columns)}
        self.identity = key or id_column
        if key and key not in self.positions:
            raise FileError(
                f"There is no column “{key}”, which the setting “key” names.",
                place=grid.place,
                advice="Columns are: " + ", ".join(f"“{name}”" for name in self.positions),
            )
        column = self.positions.get(self.identity)
        self.refs: Sequence[Ref] = (
            identity.refs_by_key(grid, self.positions[key]) if key else identity.refs_by_id(grid, column)
        )
        self.rows: Mapping[Ref, int] = {ref: row for row, ref in enumerate(self.refs)}
        self.by_key = bool(key)

    def schema(self) -> TableSchema:
        """The table's fields, as its headers and cells show them."""
        fields = [
            Field(
                one.name,
                one.name,
                one.type,
                required=self.by_key and one.name == self.identity,
                read_only=one.read_only or (not self.by_key and one.name == self.identity),
                unique=one.name == self.identity,
                blank_as_empty=self.place.sheet is None,
                inferred=True,
            )
            for one in self.grid.columns
        ]
        if self.identity not in self.positions:
            fields.append(Field(self.identity, self.identity, FieldType.TEXT, read_only=True, unique=True))
        return TableSchema(self.place.table, self.place.table, tuple(fields), (self.identity,))

    def value(self, row: int, name: str) -> Value | Missing:
        """One cell's value; MISSING for a column that is not there or a cell that shows an error."""
        index = self.positions.get(name)
        return MISSING if index is None else self.grid.value(index, self.grid.raw(row)[index])

    def raw(self, row: int, fields: Sequence[str]) -> Sequence[Any]:
        """The row's cells of these fields, for the fingerprint."""
        cells = self.grid.raw(row)
        return [cells[self.positions[name]] if name in self.positions else None for name in fields]

    def record(self, row: int, selection: Selection) -> Record:
        """The row as a record."""
        cells = self.grid.raw(row)
        values: dict[str, Value] = {}
        for name in selection.fields:
            index = self.positions.get(name)
            if index is not None:
                value = self.grid.value(index, cells[index])
                if value is not MISSING:
                    values[name] = value
        return Record(self.refs[row], values, self.raw(row, selection.fields))

    def chosen(self, row: int, selection: Selection) -> bool:
        """Whether the row is within the selection's conditions."""
        return all(as_text(self._known(row, name)) == wanted for name, wanted in selection.where)

    def _known(self, row: int, name: str) -> Value:
        value = self.value(row, name)
        return None if value is MISSING else value

    def require(self, selection: Selection) -> None:
        """Raise for conditions that can't be kept, and for mapped columns that are gone."""
        if selection.filter:
            raise UsageError(
                "A file has no filter language.",
                place=self.place.table,
                advice='Filter by fields instead: filter = { field = "country", is = "DE" }',
            )
        for name, _ in selection.where:
            if name not in self.positions:
                raise FileError(
                    f"There is no column “{name}” to filter by.",
                    place=self.grid.place,
                    advice="Columns are: " + ", ".join(f"“{one}”" for one in self.positions),
                )


def same(one: Value | Missing, other: Value | Missing) -> bool:
    """Whether two cells say the same; a number and its text do, since a column may change its type by one edit."""
    if one is MISSING or other is MISSING:
        return one is other
    return one == other or as_text(one) == as_text(other)
