"""A sheet of a workbook as a grid: the header is its first filled row, or that of its table."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from desktop_sync.connectors.files.cells import Guess, as_text
from desktop_sync.connectors.files.grid import Column
from desktop_sync.connectors.files.sheetcells import CellError, meaning
from desktop_sync.connectors.files.sheeteditor import SheetEditor
from desktop_sync.connectors.files.sheetxml import Row, SheetXml, area, column_letters
from desktop_sync.connectors.files.splice import Element, named
from desktop_sync.connectors.files.workbook import Workbook
from desktop_sync.errors import FileError
from desktop_sync.model.schema import FieldType
from desktop_sync.model.values import MISSING, Missing, Value

_TYPES: dict[frozenset[type], FieldType] = {
    frozenset({int}): FieldType.INTEGER,
    frozenset({Decimal}): FieldType.DECIMAL,
    frozenset({int, Decimal}): FieldType.DECIMAL,
    frozenset({bool}): FieldType.BOOLEAN,
    frozenset({dt.date}): FieldType.DATE,
    frozenset({dt.datetime}): FieldType.DATETIME,
    frozenset({dt.date, dt.datetime}): FieldType.DATETIME,
    frozenset({dt.time}): FieldType.TIME,
}


class Region:
    """Where a sheet's data is. `last`: the last row that may hold data, None: no limit. `totals`: sums below."""

    def __init__(self, book: Workbook, part: str, xml: SheetXml) -> None:
        self.table_part = ""
        self.table: Element | None = None
        self.totals = 0
        self.header = self.left = self.right = 0
        self.last: int | None = None
        tables = book.related(part, "table")
        if len(xml.table_ids) == 1 and xml.table_ids[0] in tables:
            self._from_table(book, tables[xml.table_ids[0]])

    def _from_table(self, book: Workbook, part: str) -> None:
        table = named(book.elements(part), "table")[0]
        if table.attributes.get("headerRowCount", "1") == "0":
            return
        self.table_part, self.table = part, table
        self.left, self.header, self.right, bottom = area(table.attributes["ref"])
        self.totals = int(table.attributes.get("totalsRowCount", "0"))
        self.last = bottom - self.totals


class SheetGrid:
    """One sheet as it was read.

    Raises AccountError for headers that are empty or there twice, and for merged cells in the data.
    """

    def __init__(self, book: Workbook, sheet: str) -> None:
        self.book, self.part = book, book.sheet(sheet)
        self.place = f"{book.place}, sheet “{sheet}”"
        self.xml = SheetXml(book.part(self.part), self.place)
        self.region = Region(book, self.part, self.xml)
        self._find_header()
        self.places: dict[int, int] = {}  # sheet column → index in `columns`
        names = self._names()
        self.rows: list[Row] = []
        self._raws: list[list[Any]] = []
        self._read(len(names))
        self._refuse_merged()
        self.columns = [self._column(index, name) for index, name in enumerate(names)]

    def _find_header(self) -> None:
        if self.region.header:
            return
        for row in self.xml.rows:
            filled = [cell.column for cell in row.cells if meaning(cell, self.book) is not None]
            if filled:
                self.region.header, self.region.left, self.region.right = row.number, filled[0], filled[-1]
                return
        raise FileError(
            "The sheet is empty.", place=self.place, advice="Its first row must hold the names of the columns."
        )

    def _names(self) -> list[str]:
        region = self.region
        row = next(row for row in self.xml.rows if row.number == region.header)
        shown = {cell.column: as_text(meaning(cell, self.book)).strip() for cell in row.cells}
        names: list[str] = []
        place = f"{self.place}, row {region.header}"
        for column in range(region.left, region.right + 1):
            name = shown.get(column, "")
            if name:
                self.places[column] = len(names)
                names.append(name)
            elif column in self._filled_columns:
                raise FileError(
                    f"Column {column_letters(column)} has no name.",
                    place=place,
                    advice="Give every column with data a name.",
                )
        twice = [name for name, count in Counter(names).items() if count > 1]
        if twice:
            raise FileError(
                f"Two columns are called “{twice[0]}”.", place=place, advice="Give each column a name of its own."
            )
        return names

    def _data_rows(self) -> Sequence[Row]:
        region = self.region
        return [
            r for r in self.xml.rows if r.number > region.header and (region.last is None or r.number <= region.last)
        ]

    @cached_property
    def _filled_columns(self) -> frozenset[int]:
        return frozenset(cell.column for row in self._data_rows() for cell in row.cells if cell.text)

    def _read(self, width: int) -> None:
        self.formulas: Counter[int] = Counter()
        self._filled: Counter[int] = Counter()
        for row in self._data_rows():
            raw: list[Any] = [None] * width
            own = False
            for cell in row.cells:
                index = self.places.get(cell.column)
                if index is None:
                    continue
                raw[index] = meaning(cell, self.book)
                if cell.formula:
                    self.formulas[index] += 1
                elif raw[index] is not None:
                    own = True
                if cell.formula or raw[index] is not None:
                    self._filled[index] += 1
            if own:  # a row with nothing but formulas is an empty one
                self.rows.append(row)
                self._raws.append(raw)

    def _refuse_merged(self) -> None:
        bottom = self.rows[-1].number if self.rows else 0
        for left, top, right, low in self.xml.merged:
            if low > self.region.header and top <= bottom and right >= self.region.left and left <= self.region.right:
                raise FileError(
                    f"Cells are merged in the data: {column_letters(left)}{top} to {column_letters(right)}{low}.",
                    place=self.place,
                    advice="Unmerge them (Home, Merge & Center), and give each row its own values.",
                )

    def _column(self, index: int, name: str) -> Column:
        # A column of formulas is none to write to; one formula among values is refused when it would be overwritten.
        read_only = self.formulas[index] * 2 > self._filled[index]
        kinds = frozenset(type(raw[index]) for raw in self._raws if raw[index] is not None) - {CellError}
        if kinds != {str}:
            return Column(name, _TYPES.get(kinds, FieldType.TEXT), read_only)
        guess = Guess()
        for raw in self._raws:
            guess.feed("" if raw[index] is None or isinstance(raw[index], CellError) else raw[index])
        told = guess.type if guess.type in {FieldType.EMAIL, FieldType.PHONE} else FieldType.TEXT
        return Column(name, told, read_only)

    def __len__(self) -> int:
        return len(self.rows)

    def line(self, row: int) -> int:
        return self.rows[row].number

    def raw(self, row: int) -> Sequence[Any]:
        return self._raws[row]

    def value(self, column: int, raw: Any) -> Value | Missing:
        if isinstance(raw, CellError):
            return MISSING
        kind = self.columns[column].type
        if raw is None or isinstance(raw, str):
            return raw
        if kind is FieldType.DECIMAL and isinstance(raw, int):
            return Decimal(raw)
        if kind is FieldType.DATETIME and not isinstance(raw, dt.datetime) and isinstance(raw, dt.date):
            return dt.datetime(raw.year, raw.month, raw.day, tzinfo=dt.UTC)
        if kind is FieldType.TEXT:
            return as_text(raw)
        value: Value = raw
        return value

    def editor(self) -> SheetEditor:
        return SheetEditor(self)
