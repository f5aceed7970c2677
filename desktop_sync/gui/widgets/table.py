"""Our table: rows that breathe, hairlines instead of a grid, keys that do what the mouse does."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyledItemDelegate, QTableView, QWidget

from desktop_sync.gui.delegates.cells import ROW_HEIGHT
from desktop_sync.gui.models.rows import RowsModel
from desktop_sync.gui.widgets.basics import column, frame


class RowsTable(QTableView):
    """A table on a `RowsModel`. `widths`: pixels of each column, 0: takes what is left."""

    opened = Signal(object)
    """A row, by double click or Enter."""
    picked = Signal(object)
    """The current row is another one; None for none."""
    asked_menu = Signal(object, object)
    """A row and a global position: its context menu is wanted."""

    def __init__(self, model: RowsModel, name: str, parent: QWidget | None = None) -> None:  # type: ignore[type-arg]
        super().__init__(parent)
        self._rows = model
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
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(24)
        head.setFixedHeight(35)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._picked)
        model.modelReset.connect(self._reset)

    def set_cells(self, cells: Sequence[QStyledItemDelegate], widths: Sequence[int]) -> None:
        """One painter and one width for each column."""
        head = self.horizontalHeader()
        for at, (cell, wide) in enumerate(zip(cells, widths, strict=True)):
            self.setItemDelegateForColumn(at, cell)
            if wide:
                head.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
                head.resizeSection(at, wide)
            else:
                head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

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

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._rows.row(index))

    def _picked(self, index: QModelIndex) -> None:
        self.picked.emit(self._rows.row(index))

    def _reset(self) -> None:
        self.picked.emit(None)


def in_card(table: QWidget) -> QFrame:
    """The table in a box with round corners."""
    box = frame()
    inner = column((1, 4, 1, 8))
    inner.addWidget(table)
    box.setLayout(inner)
    return box
