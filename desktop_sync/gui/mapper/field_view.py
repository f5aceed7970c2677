"""The list of a side's fields: keyboard, mouse, and the start of a drag."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScrollBar, QStyleOptionViewItem, QWidget

from desktop_sync.gui.mapper.delegate import FieldDelegate
from desktop_sync.gui.models.field_filter import FieldFilter
from desktop_sync.gui.models.fields import FieldRole, GroupRow
from desktop_sync.model.record import Side

OPENS_AFTER_MS = 450


class FieldView(QListView):
    """The list itself.

    `chosen(str)`: Enter, Space or a click on the port. `crossing()`: the arrow key towards the other side.
    `removing(str)`: Delete on a field. `menu_asked(str, QPoint)`: the context menu, at a global place.
    """

    chosen = Signal(str)
    crossing = Signal()
    removing = Signal(str)
    fixing = Signal(str)
    """The key = on a field: it is to get a fixed value."""
    given_up = Signal()
    menu_asked = Signal(str, QPoint)
    folding = Signal(object, bool)
    """Groups, by a frozenset of their keys, are to be folded (True) or opened."""
    head_menu_asked = Signal(object, QPoint)
    """The menu of a group's head (`GroupRow`), at a global place."""
    moved = Signal()
    """Rows moved on screen: scrolled or laid out anew."""
    dragging = Signal(QPoint, str)
    """A drag is over this view, at a global place and over a field that takes it ("" none)."""
    drag_began = Signal(str)
    drag_ended = Signal()

    def __init__(self, side: Side, model: FieldFilter, parent: QWidget) -> None:
        super().__init__(parent)
        self._side: Side = side
        self._rows = model
        self._pressed = ""
        self._waiting = ""
        """The folded group under a drag; it opens when the drag stays there."""
        self._opening = QTimer(self, singleShot=True, interval=OPENS_AFTER_MS)
        self._opening.timeout.connect(self._open_waiting)
        self.painter_of_rows = FieldDelegate(side, self)
        self.setModel(model)
        self.setItemDelegate(self.painter_of_rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.LinkAction)
        self.setDragDropOverwriteMode(True)  # drops are on a field, never between two
        self.setDropIndicatorShown(True)  # without it Qt takes drops for the whole view, not for a field
        self.setProperty("frame", "none")
        self.setStyleSheet("QListView { background: transparent; }")
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = self._outer_bar()
        self.verticalScrollBar().valueChanged.connect(self.moved)
        self.verticalScrollBar().rangeChanged.connect(self.moved)

    def _outer_bar(self) -> QScrollBar:
        """A scroll bar over the outer edge of the cards: it takes no room from them, and stays away from the ports."""
        bar, own = QScrollBar(Qt.Orientation.Vertical, self), self.verticalScrollBar()
        bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        own.rangeChanged.connect(self._take_range)
        own.valueChanged.connect(bar.setValue)
        bar.valueChanged.connect(own.setValue)
        return bar

    def _take_range(self, lowest: int, highest: int) -> None:
        self._bar.setRange(lowest, highest)
        self._bar.setPageStep(self.verticalScrollBar().pageStep())
        self._bar.setVisible(highest > lowest)

    def name_at(self, index: QModelIndex) -> str:
        """The field's name at an index, "" where there is none."""
        return str(index.data(FieldRole.NAME) or "") if index.isValid() else ""

    def current_name(self) -> str:
        """The field with the keyboard's mark."""
        return self.name_at(self.currentIndex())

    def go_to(self, name: str, *, show: bool = True) -> bool:
        """Put the mark on a field; False when the search hides it."""
        group = self._rows.group_of(name)
        if group and self._rows.is_shut(group):
            self.folding.emit(frozenset({group}), False)
        index = self._rows.index_of(name)
        if not index.isValid():
            return False
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if show:
            self.scrollTo(index)
        return True

    def go_to_head(self, key: str) -> None:
        """Put the mark on the head of a group."""
        self.selectionModel().setCurrentIndex(self._rows.head_of(key), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def head_at(self, index: QModelIndex) -> GroupRow | None:
        """The head of a group at an index, None where a field is, or nothing."""
        row = index.data(FieldRole.ROW) if index.isValid() else None
        return row if isinstance(row, GroupRow) else None

    def mark(self, names: frozenset[str], begun: str) -> None:
        """Mark these fields as the selected link's, and the one that a link by keyboard starts from ("" none)."""
        painter = self.painter_of_rows
        if (names, begun) != (painter.marked, painter.begun):
            painter.marked, painter.begun = names, begun
            painter.marked_groups = frozenset(self._rows.group_of(name) for name in names)
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._fold_by_key(Qt.Key(event.key())):
            event.accept()
            return
        key, name = event.key(), self.current_name()
        towards = Qt.Key.Key_Right if self._side == "a" else Qt.Key.Key_Left
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and name:
            self.chosen.emit(name)
        elif key == towards:
            self.crossing.emit()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and name:
            self.removing.emit(name)
        elif key == Qt.Key.Key_Equal and name:
            self.fixing.emit(name)
        elif key == Qt.Key.Key_Escape:
            self.given_up.emit()
            event.ignore()
        else:
            super().keyPressEvent(event)
            return
        if key != Qt.Key.Key_Escape:
            event.accept()

    def _fold_by_key(self, key: Qt.Key) -> bool:
        """On a head: Enter and Space turn it, Left folds, Right opens. In a group the arrow away from the links leads to its head."""
        head, name = self.head_at(self.currentIndex()), self.current_name()
        if head is not None:
            turns = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
            if turns or key == (Qt.Key.Key_Right if head.shut else Qt.Key.Key_Left):
                self._fold(head)
                return True
            return False
        group = self._rows.group_of(name) if name else ""
        if group and key == (Qt.Key.Key_Left if self._side == "a" else Qt.Key.Key_Right):
            self.go_to_head(group)
            return True
        return False

    def _fold(self, head: GroupRow) -> None:
        if not self._rows.searching():  # what a search finds stays in sight
            self.folding.emit(frozenset({head.key}), not head.shut)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        head = self.head_at(self.indexAt(event.position().toPoint()))
        self._pressed = head.key if head is not None and event.button() == Qt.MouseButton.LeftButton else ""
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        head = self.head_at(index)
        if head is not None:
            if head.key == self._pressed:
                self._fold(head)
            return
        port = self.painter_of_rows.port(self.visualRect(index))
        if (event.position() - port).manhattanLength() <= 14:
            self.chosen.emit(self.name_at(index))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            place = self.visualRect(index).center() if by_key else event.pos()
            head = self.head_at(index)
            if head is not None:
                self.head_menu_asked.emit(head, self.viewport().mapToGlobal(place))
            else:
                self.menu_asked.emit(self.name_at(index), self.viewport().mapToGlobal(place))

    def row_height(self) -> int:
        """All rows are of one height, with the gap between them; 0 without rows."""
        return self.visualRect(self.model().index(0, 0)).height()

    def port_of(self, row: int) -> QPointF:
        """Where the port of a (filtered) row is, in the viewport's coordinates; also for rows out of sight."""
        return self.painter_of_rows.port(self.visualRect(self.model().index(row, 0)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bar.setGeometry(-2 if self._side == "a" else self.width() - 10, 0, 12, self.height())
        self._bar.raise_()
        self.moved.emit()

    # drag and drop

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carry the current field, as the card that it is."""
        index = self.currentIndex()
        if not index.flags() & Qt.ItemFlag.ItemIsDragEnabled:
            return
        self.drag_began.emit(self.name_at(index))
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData([index]))
        drag.setPixmap(self._card_of(index))
        drag.setHotSpot(QPoint(24, 20))
        drag.exec(actions, Qt.DropAction.LinkAction)
        self.drag_ended.emit()

    def _card_of(self, index: QModelIndex) -> QPixmap:
        row = self.visualRect(index)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = QRect(QPoint(0, 0), row.size())
        ratio = self.devicePixelRatioF()
        picture = QPixmap(row.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setOpacity(0.9)
        self.painter_of_rows.paint(painter, option, index)
        painter.end()
        return picture

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        model = self.model()
        taken = index.isValid() and model.canDropMimeData(event.mimeData(), event.dropAction(), -1, -1, index)
        self._wait_over(self.head_at(index))
        self.dragging.emit(self.viewport().mapToGlobal(place), self.name_at(index) if taken else "")

    def _wait_over(self, head: GroupRow | None) -> None:
        """A drag that stays over a folded group opens it."""
        key = head.key if head is not None and head.shut else ""
        if key != self._waiting:
            self._waiting = key
            if key:
                self._opening.start()
            else:
                self._opening.stop()

    def _open_waiting(self) -> None:
        if self._waiting:
            self.folding.emit(frozenset({self._waiting}), False)
        self._waiting = ""

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._wait_over(None)
        self.drag_ended.emit()

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        self._wait_over(None)
        self.drag_ended.emit()
