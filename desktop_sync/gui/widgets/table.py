"""Our table: rows that breathe, hairlines instead of a grid, keys that do what the mouse does."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_sync.gui.delegates.cells import ROW_HEIGHT, Cell
from desktop_sync.gui.models.rows import RowsModel
from desktop_sync.gui.widgets.basics import column

LEAST_OPEN = 190
"""Pixels that a column that takes what is left gets at least, in most tables."""


MOST_READ, MOST_MEASURED = 100, 8
"""Rows whose contents say how wide the columns are to be: so many of the first, and of those the longest are measured."""


def shared(room: int, wanted: Sequence[int], least: Sequence[int], yielding: Sequence[int]) -> list[int]:
    """The widths of columns that follow their contents.

    Where there is too little room, the columns give way in the order of `yielding`, each down to its `least`, then all alike;
    what is left over goes to the first of `yielding`.
    """
    given = list(wanted)
    lack = sum(given) - room
    for at in yielding:
        giving = min(max(0, lack), max(0, given[at] - least[at]))
        given[at] -= giving
        lack -= giving
    if lack > 0:
        given = [wide * room // sum(given) for wide in given]
    given[yielding[0]] += max(0, room - sum(given))
    return given


class RowsTable(QTableView):
    """A table on a `RowsModel`. `widths`: pixels of each column, 0: takes what is left.

    With `follow_contents` the widths are the least ones, and the columns as wide as what stands in them.
    """

    opened = Signal(object)
    """A row, by double click or Enter."""
    picked = Signal(object)
    """The current row is another one; None for none."""
    pressed_cell = Signal(object, int)
    """A row and the column that was clicked."""
    grown = Signal()
    """Rows are of another height."""
    asked_menu = Signal(object, QPoint)
    """A row and a global position: its context menu is wanted."""

    def __init__(
        self,
        model: RowsModel,  # type: ignore[type-arg]
        name: str,
        parent: QWidget | None = None,
        *,
        row_height: int = ROW_HEIGHT,
    ) -> None:
        super().__init__(parent)
        self.row_height = row_height
        self._rows = model
        self._widths: tuple[int, ...] = ()
        self._yielding: tuple[int, ...] = ()
        self.least_open = LEAST_OPEN
        self.setModel(model)
        self.setProperty("frame", "none")
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(24)
        head.setFixedHeight(35)
        self.doubleClicked.connect(self._open)
        self.clicked.connect(self._clicked)
        self.selectionModel().currentRowChanged.connect(self._picked)
        model.modelReset.connect(self._reset)

    def set_cells(self, cells: Sequence[QStyledItemDelegate], widths: Sequence[int]) -> None:
        """One painter and one width for each column."""
        self._widths = tuple(widths)
        for at, cell in enumerate(cells):
            self.setItemDelegateForColumn(at, cell)
            self.horizontalHeader().setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
        self._share(self.viewport().width())

    def follow_contents(self, yielding: Sequence[int]) -> None:
        """Make columns as wide as their contents; `yielding`: which give way where room lacks, the first one first. For short lists."""
        self._yielding = tuple(yielding)
        for changed in (self._rows.modelReset, self._rows.dataChanged):
            changed.connect(self._follow)

    @Slot()
    def _follow(self) -> None:
        self._share(self.viewport().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share(event.size().width())

    def _wanted(self, column: int) -> int:
        cell, option = self.itemDelegateForColumn(column), QStyleOptionViewItem()
        rows = [self._rows.index(row, column) for row in range(min(self._rows.rowCount(), MOST_READ))]
        longest = sorted(rows, key=lambda one: len(str(self._rows.data(one) or "")), reverse=True)[:MOST_MEASURED]
        widest = max((cell.sizeHint(option, one).width() for one in longest), default=0)
        return max(widest, self.horizontalHeader().sectionSizeHint(column))

    def _share(self, room: int) -> None:
        """Give each column its width; where the open ones would get too little, all others give way alike."""
        if self._yielding:
            wanted = [self._wanted(at) for at in range(len(self._widths))]
            for at, wide in enumerate(shared(room, wanted, self._widths, self._yielding)):
                self.horizontalHeader().resizeSection(at, wide)
            self._grow()
            return
        open_ones = sum(wide == 0 for wide in self._widths)
        fixed = sum(self._widths)
        factor = min(1.0, max(0.45, (room - open_ones * self.least_open) / fixed)) if fixed else 1.0
        given = [int(wide * factor) for wide in self._widths]
        left = max(0, room - sum(given))
        for at, wide in enumerate(given):
            self.horizontalHeader().resizeSection(at, wide or left // max(1, open_ones))

    def _grow(self) -> None:
        """Make rows as high as the cells that wrap need it; in long lists all are alike."""
        before, heights = self.verticalHeader().length(), {}
        if self._rows.rowCount() <= MOST_READ:
            heights = {row: self._needed(row) for row in range(self._rows.rowCount())}
        elif before != self._rows.rowCount() * self.row_height:
            self.verticalHeader().setDefaultSectionSize(self.row_height)
        for row, high in heights.items():
            self.setRowHeight(row, high)
        if self.verticalHeader().length() != before:
            self.grown.emit()

    def _needed(self, row: int) -> int:
        needed = [self.row_height]
        for at in range(len(self._widths)):
            cell = self.itemDelegateForColumn(at)
            if isinstance(cell, Cell):
                needed.append(cell.height(self.columnWidth(at), self._rows.index(row, at)))
        return max(needed)

    @property
    def current(self) -> object:
        """The current row, None for none."""
        return self._rows.row(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos()) if event.reason() is QContextMenuEvent.Reason.Mouse else self.currentIndex()
        if index.isValid():
            self.setCurrentIndex(index)
            self.asked_menu.emit(self._rows.row(index), event.globalPos())

    def choose_several(self) -> None:
        """Let several rows be chosen; `chosen` gives them."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    @property
    def chosen(self) -> list[object]:
        """The chosen rows in order."""
        return [self._rows.row(one) for one in sorted(self.selectionModel().selectedRows(), key=lambda one: one.row())]

    def _clicked(self, index: QModelIndex) -> None:
        self.pressed_cell.emit(self._rows.row(index), index.column())

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._rows.row(index))

    def _picked(self, index: QModelIndex) -> None:
        self.picked.emit(self._rows.row(index))

    def _reset(self) -> None:
        self.picked.emit(None)


class TableCard(QFrame):
    """The table in a box with round corners that ends where its rows end."""

    def __init__(self, table: RowsTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._table = table
        inner = column((1, 4, 1, 8))
        inner.addWidget(table)
        self.setLayout(inner)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        table.model().modelReset.connect(self._fit)
        table.model().rowsInserted.connect(self._fit)
        table.grown.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        rows = self._table.verticalHeader().length() or self._table.row_height
        head = 0 if self._table.horizontalHeader().isHidden() else self._table.horizontalHeader().height()
        self.setMaximumHeight(head + rows + 16)


def in_card(table: RowsTable) -> TableCard:
    """The table in its box."""
    return TableCard(table)
