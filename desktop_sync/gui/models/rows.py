"""The base of all table models: rows of frozen data, columns that turn a row into words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

R = TypeVar("R")
AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
COMPARED = 2000
"""Up to so many rows it is looked whether they are the same as before; of more it would take longer than to show them."""


class RowRole(IntEnum):
    """What delegates ask for beside the display text."""

    ROW = Qt.ItemDataRole.UserRole + 1
    """The whole row."""


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: its head, and the words of a cell. `tip`: more words for the tool tip, None: the words themselves."""

    title: str
    words: Callable[[R], str]
    tip: Callable[[R], str] | None = None


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows as a table. Rows are replaced as a whole; a selection by `key` is the page's business.

    Long lists come bit by bit: `set_more` says that there are more, `more_wanted` that a view has come to the end, `append_rows` adds them.
    """

    more_wanted = Signal()

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: list[R] = []
        self._more = self._asked = False

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these; nothing happens when they are the same. Where as many rows stay, only their contents change."""
        new = list(rows)
        if len(new) <= COMPARED and new == self._rows:
            return
        if len(new) == len(self._rows):
            self._rows = new
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(self._columns) - 1))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def set_more(self, more: bool) -> None:
        """Whether there are more rows than these."""
        self._more, self._asked = more, False

    def append_rows(self, rows: Sequence[R], *, more: bool) -> None:
        """More rows below those that there are; `more`: they are not the last ones."""
        if rows:
            self.beginInsertRows(_ROOT, len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows = [*self._rows, *rows]
            self.endInsertRows()
        self.set_more(more)

    def canFetchMore(self, parent: AnyIndex = _ROOT) -> bool:
        return not parent.isValid() and self._more and not self._asked

    def fetchMore(self, parent: AnyIndex = _ROOT) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit()

    @property
    def rows(self) -> Sequence[R]:
        """All rows in order."""
        return self._rows

    def row(self, index: AnyIndex) -> R | None:
        """The row of an index, None outside."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def words_of(self, row: R) -> str:
        """All that the row says, folded, for search boxes."""
        return "\n".join(column.words(row) for column in self._columns).casefold()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for people; the row itself for delegates."""
        row = self.row(index)
        if row is None:
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return (column.tip or column.words)(row) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.words(row)}" if column.title else column.words(row)
        if role == RowRole.ROW:
            return row
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles, left-aligned."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
