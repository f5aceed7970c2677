"""A CSV file as a grid. It remembers each row's own text: what is not changed keeps its bytes."""

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop_sync.connectors.files.cells import SAMPLE, Guess, as_text, typed
from desktop_sync.connectors.files.dialect import decode, find_delimiter
from desktop_sync.connectors.files.grid import Column
from desktop_sync.errors import FileError
from desktop_sync.model.values import Missing, Value

_LINE_END = re.compile(r"\r\n|\n|\r")
_SEP = re.compile(r"sep=(.)", re.IGNORECASE)


def _records(text: str, place: str) -> Iterator[tuple[int, int, int, int]]:
    """(start, end, end with line end, line number) of each record; a line end within quotes belongs to its record."""
    begin = position = 0
    line = first = 1
    quoted = False
    for match in _LINE_END.finditer(text):
        if text.count('"', position, match.start()) % 2:
            quoted = not quoted
        position = match.end()
        line += 1
        if not quoted:
            yield begin, match.start(), position, first
            begin, first = position, line
    if text.count('"', position) % 2:
        quoted = not quoted
    if quoted:
        raise FileError(
            f"A quotation mark in line {first} is never closed.",
            place=f"{place}, line {first}",
            advice="Close it, or write a quotation mark within a cell twice and put the cell in quotation marks.",
        )
    if begin < len(text):
        yield begin, len(text), len(text), first


class CsvGrid:
    """One CSV file as it was read.

    `place`: the file's name, for errors. Raises AccountError naming the line for a row with too many or too few cells,
    for quotation marks that don't close, and for headers that are empty or there twice.
    """

    def __init__(self, data: bytes, place: str, encoding: str = "", delimiter: str = "") -> None:
        self.place = place
        self.text, self.encoding = decode(data, place, encoding)
        self.starts, self.ends, self.nexts, self._lines = array("q"), array("q"), array("q"), array("q")
        spans = [span for span in _records(self.text, place) if span[1] > span[0]]
        if spans and (told := _SEP.fullmatch(self.text[spans[0][0] : spans[0][1]])):
            delimiter = delimiter or told.group(1)  # Excel's own first line: it names the delimiter
            del spans[0]
        if not spans:
            raise FileError(
                "The file is empty.", place=place, advice="Its first line must hold the names of the columns."
            )
        self.delimiter = delimiter or find_delimiter([self.text[start:end] for start, end, _, _ in spans[:50]])
        escaped = re.escape(self.delimiter)
        self._cell = re.compile(rf'"([^"]*(?:""[^"]*)*)"(?={escaped}|\Z)|[^{escaped}]*')
        self.header = spans[0]
        names = self._names()
        self._read(spans, names)

    def _names(self) -> list[str]:
        start, end, _, line = self.header
        names = [self.plain(cell).strip() for cell in self.split(self.text[start:end], line)]
        self.spare = len(names) > 1 and not names[-1]
        if self.spare:  # rows that end with a delimiter: allowed as long as nothing is in there
            names.pop()
        place = f"{self.place}, line {line}"
        if "" in names:
            raise FileError(
                f"Column {names.index('') + 1} has no name.",
                place=place,
                advice="Give every column a name in the first line.",
            )
        twice = [name for name, count in Counter(names).items() if count > 1]
        if twice:
            raise FileError(
                f"Two columns are called “{twice[0]}”.", place=place, advice="Give each column a name of its own."
            )
        return names

    def _read(self, spans: Sequence[tuple[int, int, int, int]], names: Sequence[str]) -> None:
        guesses = [Guess() for _ in names]
        width = len(names) + self.spare
        for start, end, following, line in spans[1:]:
            cells = self.split(self.text[start:end], line)
            if not any(cells):
                continue
            if len(cells) != width or (self.spare and cells[-1]):
                few = "few" if len(cells) < width else "many"
                raise FileError(
                    f"Line {line} has too {few} cells: {len(cells)} instead of {len(names)}.",
                    place=f"{self.place}, line {line}",
                    advice="Correct the line (a cell with a delimiter needs quotation marks). Nothing was changed.",
                )
            self.starts.append(start)
            self.ends.append(end)
            self.nexts.append(following)
            self._lines.append(line)
            if len(self._lines) <= SAMPLE:
                for one, cell in zip(guesses, cells, strict=False):
                    one.feed(self.plain(cell))
        self.columns = [Column(name, one.type, words=one.words) for name, one in zip(names, guesses, strict=True)]

    def split(self, record: str, line: int) -> list[str]:
        """The record's cells as they are written, with their quotation marks."""
        if '"' not in record:
            return record.split(self.delimiter)
        cells: list[str] = []
        position = 0
        while True:
            match = self._cell.match(record, position)
            assert match is not None  # the pattern matches the empty text
            if match.group(1) is None and match.group().startswith('"'):
                raise FileError(
                    f"The quotation marks in line {line} don't fit together.",
                    place=f"{self.place}, line {line}",
                    advice="Write a quotation mark within a cell twice and put the cell in quotation marks.",
                )
            cells.append(match.group())
            if match.end() == len(record):
                return cells
            position = match.end() + 1

    @staticmethod
    def plain(cell: str) -> str:
        """What a written cell says."""
        return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell

    def __len__(self) -> int:
        return len(self._lines)

    def line(self, row: int) -> int:
        return self._lines[row]

    def cells(self, row: int) -> list[str]:
        """The row's cells as they are written."""
        return self.split(self.text[self.starts[row] : self.ends[row]], self._lines[row])

    def raw(self, row: int) -> Sequence[Any]:
        return [self.plain(cell) for cell in self.cells(row)[: len(self.columns)]]

    def value(self, column: int, raw: Any) -> Value | Missing:
        one = self.columns[column]
        return typed(one.type, one.words, raw)

    def editor(self) -> "CsvEditor":
        return CsvEditor(self)


class CsvEditor:
    """Changes to one CSV file: only the text of changed cells is written anew, in the style of what was there."""

    def __init__(self, grid: CsvGrid) -> None:
        self._grid = grid
        self._names = [column.name for column in grid.columns]
        self._spare = grid.spare
        self._texts: dict[int, str | None] = {}
        self._added: list[str] = []
        self._new_column: str | None = None
        self._style = [cell.startswith('"') for cell in grid.cells(len(grid) - 1)] if len(grid) else []
        start, end, following, line = grid.header
        self._all_quoted = all(cell.startswith('"') for cell in grid.split(grid.text[start:end], line))
        self._line_end = grid.text[end:following] or "\n"

    def add_column(self, name: str) -> None:
        self._names.append(name)
        self._new_column = name

    def refusal(self, row: int | None, values: Mapping[str, Value]) -> str:  # noqa: ARG002  the protocol's signature
        for name, value in values.items():
            text = as_text(value)
            if "\0" in text:
                return f"“{name}”: a text file can't hold a NUL character."
            lacking = self._grid.encoding.lacks(text)
            if lacking:
                shown = f"“{lacking}”" if lacking.isprintable() else f"U+{ord(lacking):04X}"
                return (
                    f"The file's encoding ({self._grid.encoding.codec}) has no character {shown}, "
                    f"which “{name}” needs. Save the file as “CSV UTF-8”."
                )
        return ""

    def change(self, row: int, values: Mapping[str, Value]) -> None:
        cells = self._cells(row)
        for name, value in values.items():
            index = self._names.index(name)
            cells[index] = self._write(index, value, quoted=cells[index].startswith('"'))
        self._texts[row] = self._grid.delimiter.join(cells)

    def append(self, values: Mapping[str, Value]) -> None:
        cells = [self._write(i, values.get(name), quoted=self._quotes(i)) for i, name in enumerate(self._names)]
        if self._spare and self._new_column is None:
            cells.append("")
        self._added.append(self._grid.delimiter.join(cells))

    def remove(self, row: int) -> None:
        self._texts[row] = None

    def render(self) -> bytes:
        grid = self._grid
        text = grid.text
        parts: list[str] = []
        done = 0
        if self._new_column is not None:
            end = grid.header[1]
            name = self._write(len(self._names) - 1, self._new_column, quoted=self._all_quoted)
            cut = len(grid.split(text[grid.header[0] : end], 1)[-1]) if self._spare else 0
            parts += [text[: end - cut], "" if self._spare else grid.delimiter, name]
            done = end
        rows: Sequence[int] = range(len(grid)) if self._new_column is not None else sorted(self._texts)
        for row in rows:
            changed = self._texts[row] if row in self._texts else grid.delimiter.join(self._cells(row))
            parts.append(text[done : grid.starts[row]])
            done = grid.ends[row] if changed is not None else grid.nexts[row]
            if changed is not None:
                parts.append(changed)
        # New rows go right under the last one: blank lines at the end of the file stay there.
        end = grid.nexts[-1] if len(grid) else grid.header[2]
        parts.append(text[done:end])
        if self._added:
            body = "".join(parts)
            ended = body.endswith(("\n", "\r"))
            added = self._line_end.join(self._added)
            parts += [added, self._line_end] if ended else [self._line_end, added]
        parts.append(text[end:])
        return grid.encoding.encode("".join(parts))

    def _cells(self, row: int) -> list[str]:
        changed = self._texts.get(row)
        if changed is not None:
            return self._grid.split(changed, self._grid.line(row))
        cells = self._grid.cells(row)
        if self._new_column is not None and not self._spare:
            cells.append("")
        return cells

    def _quotes(self, index: int) -> bool:
        return self._style[index] if index < len(self._style) else self._all_quoted

    def _write(self, index: int, value: Value, *, quoted: bool) -> str:
        words = self._grid.columns[index].words if index < len(self._grid.columns) else ("false", "true")
        text = as_text(value, words)
        if quoted or any(sign in text for sign in (self._grid.delimiter, '"', "\n", "\r")):
            return '"' + text.replace('"', '""') + '"'
        return text
