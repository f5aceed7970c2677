"""What a CSV file and a sheet have in common: named columns over rows, and an editor that keeps all else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from desktop_sync.model.schema import FieldType
from desktop_sync.model.values import Missing, Value


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its header. `read_only`: its cells are formulas. `words`: how a BOOLEAN one writes false and true."""

    name: str
    type: FieldType
    read_only: bool = False
    words: tuple[str, str] = ("false", "true")


class GridEditor(Protocol):
    """Collects changes to one grid and renders the whole file with them; all else stays as it was, byte for byte."""

    def add_column(self, name: str) -> None:
        """A new, blank column at the right end. Call it before the other changes."""

    def refusal(self, row: int | None, values: Mapping[str, Value]) -> str:
        """Why the file can't hold these values in that row (None: in a new one), in words; "" when it can."""

    def change(self, row: int, values: Mapping[str, Value]) -> None:
        """Set these columns of a row, by its index in the grid."""

    def append(self, values: Mapping[str, Value]) -> None:
        """A new row after the last one."""

    def remove(self, row: int) -> None:
        """Take a row away, by its index in the grid."""

    def render(self) -> bytes:
        """The whole file with the changes."""


class Grid(Protocol):
    """One table as it was read. Rows have an index from 0; the header and blank rows don't count."""

    place: str

    @property
    def columns(self) -> Sequence[Column]:
        """The columns, left to right."""

    def __len__(self) -> int:
        """How many rows hold something."""

    def line(self, row: int) -> int:
        """The row's line in the file (CSV) or row number in the sheet, 1-based, as the user sees it."""

    def raw(self, row: int) -> Sequence[Any]:
        """The row's cells as the file holds them, in the order of `columns`."""

    def value(self, column: int, raw: Any) -> Value | Missing:
        """What a raw cell of that column means. MISSING for a cell that shows an error such as #N/A."""

    def editor(self) -> GridEditor:
        """A fresh editor. The grid itself never changes."""
