"""Where the rows and cells of a sheet stand in its XML, and what their texts are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_sync.connectors.files import splice

_REF = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
"""Excel's own (ECMA-376 18.3.1.4 and 18.3.1.73): what is beyond was put there to be counted for ever."""
Area = tuple[int, int, int, int]
"""First column, first row, last column, last row; all 1-based."""


def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27. Raises ValueError for what is no column."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return _within(number, LAST_COLUMN)


def _within(number: int, last: int) -> int:
    if not 0 < number <= last:
        raise ValueError(number)
    return number


def column_letters(number: int) -> str:
    """The inverse of `column_number`."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def area(ref: str) -> Area:
    """The numbers of an area such as A1:C9; a single cell is one, too."""
    corners = [(column_number(m.group(1)), int(m.group(2))) for m in _REF.finditer(ref)]
    (left, top), (right, bottom) = corners[0], corners[-1]
    return left, top, right, bottom


def area_ref(one: Area) -> str:
    """The inverse of `area`."""
    return f"{column_letters(one[0])}{one[1]}:{column_letters(one[2])}{one[3]}"


@dataclass(slots=True)
class Cell:
    """A cell: its column (1-based), its bytes' place, style, type and texts as they stand there."""

    column: int
    start: int
    end: int = 0
    style: str = ""
    kind: str = "n"
    text: str = ""
    formula: bool = False


@dataclass(slots=True)
class Row:
    """A row element: `start`..`tag_end` its opening tag, `content_end`..`end` its closing one."""

    number: int
    start: int
    tag_end: int
    content_end: int = 0
    end: int = 0
    cells: list[Cell] = field(default_factory=list)


class SheetXml:
    """One pass over a sheet's XML."""

    def __init__(self, data: bytes, place: str) -> None:
        self.data = data
        self.rows: list[Row] = []
        self.merged: list[Area] = []
        self.table_ids: list[str] = []
        self.prefix = ""
        self.sheet_data: splice.Element | None = None
        self.dimension: splice.Element | None = None
        self.auto_filter: splice.Element | None = None
        self._opened: dict[str, tuple[dict[str, str], int]] = {}
        self._depth = 0
        self._cell: Cell | None = None
        self._reading = ""
        self._muted = 0
        splice.parse(
            data,
            place,
            StartElementHandler=self._on_start,
            EndElementHandler=self._on_end,
            CharacterDataHandler=lambda _: self._text,
        )

    def _on_start(self, parser: Any) -> Any:
        def started(name: str, attributes: dict[str, str]) -> None:
            self._depth += 1
            if self._depth == 1:
                self.prefix = splice.prefix(name)
            one = name[len(self.prefix) :] if name.startswith(self.prefix) else name
            if one == "c":
                self._start_cell(attributes, parser.CurrentByteIndex)
            elif one in {"v", "t", "f", "rPh"} and self._cell is not None:
                self._start_in_cell(one)
            elif one == "row" and "sheetData" in self._opened:
                self._start_row(attributes, parser.CurrentByteIndex)
            elif self._depth == 2:
                self._opened[one] = (attributes, parser.CurrentByteIndex)
            elif one == "mergeCell" and self._depth == 3:
                self.merged.append(area(attributes["ref"]))
            elif one == "tablePart" and self._depth == 3:
                self.table_ids += [value for key, value in attributes.items() if key.endswith(":id")]

        return started

    def _start_row(self, attributes: dict[str, str], position: int) -> None:
        number = int(attributes["r"]) if "r" in attributes else (self.rows[-1].number + 1 if self.rows else 1)
        _within(number, LAST_ROW)
        self.rows.append(Row(number, position, splice.tag_end(self.data, position)))

    def _start_cell(self, attributes: dict[str, str], position: int) -> None:
        cells = self.rows[-1].cells
        ref = attributes.get("r")
        following = cells[-1].column + 1 if cells else 1  # where a cell without a place stands
        column = column_number(ref.rstrip("0123456789")) if ref else following
        self._cell = Cell(column, position, style=attributes.get("s", ""), kind=attributes.get("t", "n"))
        cells.append(self._cell)

    def _start_in_cell(self, name: str) -> None:
        assert self._cell is not None
        if name == "f":
            self._cell.formula = True
        elif name == "rPh":
            self._muted += 1
        elif not self._muted:
            self._reading = name

    def _text(self, chars: str) -> None:
        if self._reading and self._cell is not None:
            self._cell.text += chars

    def _on_end(self, parser: Any) -> Any:
        def ended(name: str) -> None:
            one = name[len(self.prefix) :] if name.startswith(self.prefix) else name
            if one == "c" and self._cell is not None:
                self._cell.end = splice.end_of(self.data, name, parser.CurrentByteIndex)
                self._cell = None
            elif one == "row" and "sheetData" in self._opened:
                row = self.rows[-1]
                row.content_end = parser.CurrentByteIndex
                row.end = splice.end_of(self.data, name, row.content_end)
            elif one == "rPh" and self._cell is not None:
                self._muted -= 1
            elif self._depth == 2:
                self._end_part(one, name, parser.CurrentByteIndex)
            self._reading = ""
            self._depth -= 1

        return ended

    def _end_part(self, one: str, name: str, position: int) -> None:
        attributes, start = self._opened.pop(one, ({}, 0))
        if one not in {"sheetData", "dimension", "autoFilter"}:
            return
        element = splice.Element(
            name,
            attributes,
            start,
            splice.tag_end(self.data, start),
            position,
            splice.end_of(self.data, name, position),
        )
        if one == "sheetData":
            self.sheet_data = element
        elif one == "dimension":
            self.dimension = element
        else:
            self.auto_filter = element

    def above(self, number: int) -> Sequence[Row]:
        """The rows with smaller numbers."""
        return [row for row in self.rows if row.number < number]
