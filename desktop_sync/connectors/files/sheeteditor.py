"""Changes to one sheet: changed rows are put together anew from their cells' own bytes, all else is copied."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from desktop_sync.connectors.files import splice
from desktop_sync.connectors.files.cells import as_text
from desktop_sync.connectors.files.sheetcells import CellWriter, format_of, refusal
from desktop_sync.connectors.files.sheetxml import Cell, Row, area, area_ref, column_letters
from desktop_sync.connectors.files.workbook import damaged_where
from desktop_sync.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_sync.connectors.files.sheetgrid import SheetGrid
    from desktop_sync.model.values import Value


class SheetEditor:
    """Collects changes to one sheet. Styles stay; a new row has those of the row above; a table grows with its data."""

    def __init__(self, grid: SheetGrid) -> None:
        self._grid = grid
        self._writer = CellWriter(grid.book, grid.xml.prefix)
        self._columns = {grid.columns[index].name: column for column, index in grid.places.items()}
        self._rows = {row.number: row for row in grid.xml.rows}
        self._changed: dict[int, dict[int, bytes]] = {}
        self._new_column: str | None = None
        self._right = grid.region.right
        self._last = grid.rows[-1].number if grid.rows else grid.region.header
        self._model = grid.rows[-1] if grid.rows else None
        self._date_styles = self._find_date_styles()

    def add_column(self, name: str) -> None:
        self._right += 1
        beside = (_cell(row, self._right) for row in self._grid.xml.rows)
        if any(cell is not None and cell.text for cell in beside):
            raise FileError(
                f"The program has no place for its row numbers: column {column_letters(self._right)} is in use.",
                place=self._grid.place,
                advice="Move what stands right beside the data, or name a column with unique values in the setting “key”.",
            )
        self._columns[name] = self._right
        self._new_column = name
        header = self._rows[self._grid.region.header]
        style = header.cells[-1].style if header.cells else ""
        self._put(header.number, self._right, name, style)

    def refusal(self, row: int | None, values: Mapping[str, Value]) -> str:
        for name, value in values.items():
            words = refusal(name, value)
            if words:
                return words
            column = self._columns[name]
            cell = _cell(self._model if row is None else self._grid.rows[row], column)
            if row is not None and cell is not None and cell.formula:
                return f"Cell {column_letters(column)}{self._grid.line(row)} holds a formula; it is not overwritten."
            number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
            if number and cell is not None and self._shows_date(cell.style):
                return f"“{name}” shows dates there, and would show the number as one."
        if row is None and not self._room():
            return (
                "There is no free row: something stands right under the table. "
                "Insert rows into the table, or move that away."
            )
        return ""

    def change(self, row: int, values: Mapping[str, Value]) -> None:
        number = self._grid.line(row)
        for name, value in values.items():
            column = self._columns[name]
            cell = _cell(self._rows[number], column)
            numeric = cell is not None and cell.kind == "n" and bool(cell.text) and not self._shows_date(cell.style)
            self._put(number, column, value, cell.style if cell else "", was_number=numeric)

    def append(self, values: Mapping[str, Value]) -> None:
        self._last += 1
        there = self._rows.get(self._last)
        for name, column in self._columns.items():
            cell = _cell(there, column) if there else None
            if cell is not None and cell.formula:
                continue
            model = _cell(self._model, column) if self._model else None
            style = model.style if model else (cell.style if cell else "")
            if name in values or style or cell:
                self._put(self._last, column, values.get(name), style)

    def remove(self, row: int) -> None:
        # The row is emptied, not taken out: formulas and formats elsewhere refer to rows by their place.
        number = self._grid.line(row)
        for cell in self._rows[number].cells:
            if cell.column in self._grid.places and not cell.formula:
                self._put(number, cell.column, None, cell.style)

    def render(self) -> bytes:
        with damaged_where(self._grid.book.place):
            return self._rendered()

    def _rendered(self) -> bytes:
        grid = self._grid
        parts = dict(grid.book.recalculated())
        parts |= self._writer.styles.changed()
        parts[grid.part] = self._sheet()
        if grid.region.table is not None and self._grown():
            parts[grid.region.table_part] = self._table()
        return grid.book.packed(parts)

    def _put(self, number: int, column: int, value: Value, style: str, *, was_number: bool = False) -> None:
        date_style = self._date_styles.get(column, "")
        xml = self._writer.cell(
            f"{column_letters(column)}{number}", value, style=style, date_style=date_style, was_number=was_number
        )
        self._changed.setdefault(number, {})[column] = xml

    def _shows_date(self, style: str) -> bool:
        return bool(format_of(style, self._grid.book.formats))

    def _find_date_styles(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for row in self._grid.rows:
            for cell in row.cells:
                if cell.text and cell.column not in found and cell.kind == "n" and self._shows_date(cell.style):
                    found[cell.column] = cell.style
        return found

    def _room(self) -> bool:
        """Whether the row after the last one can take a new record."""
        region = self._grid.region
        number = self._last + 1
        if number > 1_048_576:
            return False
        if region.last is None or number <= region.last:
            return True
        there = self._rows.get(number)
        taken = there is not None and any(c.text and region.left <= c.column <= self._right for c in there.cells)
        return not region.totals and not taken

    def _grown(self) -> bool:
        region = self._grid.region
        return self._new_column is not None or (region.last is not None and self._last > region.last)

    def _sheet(self) -> bytes:
        xml = self._grid.xml
        cuts: list[splice.Cut] = []
        fresh: dict[int, list[bytes]] = {}
        for number, cells in sorted(self._changed.items()):
            row = self._rows.get(number)
            if row is not None:
                cuts.append((row.start, row.end, self._row(row, cells)))
            else:
                fresh.setdefault(self._place_after(number), []).append(self._new_row(number, cells))
        cuts += [(place, place, b"".join(rows)) for place, rows in fresh.items() if place]
        assert xml.sheet_data is not None  # a grid has a header row
        cuts += self._references()
        return splice.spliced(xml.data, cuts)

    def _place_after(self, number: int) -> int:
        before = self._grid.xml.above(number)
        return before[-1].end

    def _row(self, row: Row, changed: Mapping[int, bytes]) -> bytes:
        data, p = self._grid.xml.data, self._grid.xml.prefix
        tag = data[row.start : row.tag_end]
        old = {cell.column: data[cell.start : cell.end] for cell in row.cells}
        if not changed.keys() <= old.keys():
            tag = splice.without_attribute(tag, "spans")  # a hint that would be wrong now
        tail = b""
        if row.tag_end == row.end:
            tag = tag.rstrip(b"/>").rstrip() + b">"
        else:
            tail = data[row.cells[-1].end if row.cells else row.tag_end : row.content_end]
        merged = old | dict(changed)
        return tag + b"".join(merged[column] for column in sorted(merged)) + tail + f"</{p}row>".encode()

    def _new_row(self, number: int, cells: Mapping[int, bytes]) -> bytes:
        p = self._grid.xml.prefix
        return f'<{p}row r="{number}">'.encode() + b"".join(cells[c] for c in sorted(cells)) + f"</{p}row>".encode()

    def _references(self) -> list[splice.Cut]:
        xml, region = self._grid.xml, self._grid.region
        cuts = []
        if xml.dimension is not None:
            left, top, right, bottom = area(xml.dimension.attributes["ref"])
            whole = (min(left, region.left), min(top, region.header), max(right, self._right), max(bottom, self._last))
            if whole != (left, top, right, bottom):
                cuts.append(splice.set_attribute(xml.data, xml.dimension, "ref", area_ref(whole)))
        if xml.auto_filter is not None and "ref" in xml.auto_filter.attributes:
            left, top, right, bottom = area(xml.auto_filter.attributes["ref"])
            # A filter that left out the new column would sort the rows apart from their ids.
            wider = self._right if self._new_column is not None and right == region.right else right
            if top == region.header and (wider, max(bottom, self._last)) != (right, bottom):
                cuts.append(
                    splice.set_attribute(
                        xml.data, xml.auto_filter, "ref", area_ref((left, top, wider, max(bottom, self._last)))
                    )
                )
        return cuts

    def _table(self) -> bytes:
        region = self._grid.region
        data = self._grid.book.part(region.table_part)
        found = self._grid.book.elements(region.table_part)
        assert region.last is not None
        bottom = max(region.last, self._last)
        whole = area_ref((region.left, region.header, self._right, bottom + region.totals))
        cuts = [splice.set_attribute(data, one, "ref", whole) for one in splice.named(found, "table")]
        filtered = area_ref((region.left, region.header, self._right, bottom))
        cuts += [splice.set_attribute(data, one, "ref", filtered) for one in splice.named(found, "autoFilter")]
        if self._new_column is not None:
            columns = splice.named(found, "tableColumns")[0]
            ids = [int(one.attributes["id"]) for one in splice.named(found, "tableColumn")]
            cuts.append(splice.set_attribute(data, columns, "count", str(len(ids) + 1)))
            name = splice.quoted(as_text(self._new_column))
            tag = f'<{splice.prefix(columns.name)}tableColumn id="{max(ids) + 1}" name={name}/>'.encode()
            cuts.append((columns.content_end, columns.content_end, tag))
        return splice.spliced(data, cuts)


def _cell(row: Row | None, column: int) -> Cell | None:
    if row is None:
        return None
    return next((cell for cell in row.cells if cell.column == column), None)
