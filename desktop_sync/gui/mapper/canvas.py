"""The canvas between the two lists: links as curves with a pill each. Follows the lists as they scroll."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPathStroker,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from desktop_sync.gui.mapper.colours import colours as colours_now
from desktop_sync.gui.mapper.delegate import small_font
from desktop_sync.gui.mapper.heard_links import HeardLinks
from desktop_sync.gui.mapper.model import MapperModel, Selected
from desktop_sync.gui.mapper.paint_links import LinkPainter, Marks
from desktop_sync.gui.mapper.pill import pill_text, pill_tip, spoken
from desktop_sync.gui.mapper.wires import Laid, Shelves, Wanted, lay_out
from desktop_sync.gui.models.fields import decode_fields
from desktop_sync.gui.text import tr
from desktop_sync.model.record import Side

ZONE_WIDTH, ZONE_HEIGHT = 220.0, 40.0
PILL_ROOM = 24
"""What a pill is wider than its words."""


class LinkCanvas(QWidget):
    """Shows the model's links between two lists whose rows `locator` knows.

    `opened(int)`: a link's lens is to be edited. `menu_asked(Selected, QPoint)`: context menu at a global place.
    `leaving(str)`: the arrow key towards a side.
    """

    opened = Signal(int)
    menu_asked = Signal(object, QPoint)
    leaving = Signal(str)
    fixing = Signal(str, str)
    """A field (side, name) was dropped where it gets a fixed value."""
    dragging = Signal(QPoint, str)
    """A drag is over the canvas, at a global place."""

    def __init__(self, model: MapperModel, locator: Callable[[], Shelves], parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._locator = model, locator
        self._wanted: tuple[Wanted, ...] = ()
        self._pills: dict[Selected, tuple[str, float]] = {}
        self._laid = Laid(())
        self._heard = HeardLinks(model, self)
        self._hover: Selected | None = None
        self._target: Selected | None = None
        self._thread: tuple[QPointF, QPointF] | None = None
        self._fixable: tuple[Side, str] | None = None
        """The field under a drag, where it could get a fixed value."""
        self._over_zone = False
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(180)
        self.setAccessibleName(tr("Links"))

    def refresh(self) -> None:
        """Show the links as they are now: what they are, how they stand, and what their pills say."""
        offers, links = self._model.offers(), self._model.links()
        self._wanted = (
            *((Selected("offer", at), offer.link) for at, offer in enumerate(offers)),
            *((Selected("link", at), link) for at, link in enumerate(links)),
        )
        self._pills = {}
        self._hover = None if self._hover is not None and self._model.link_of(self._hover) is None else self._hover
        self.follow()
        self.reselect()

    def follow(self) -> None:
        """Lay the links out where their fields are by now: the lists were scrolled, folded, searched or resized."""
        size = (float(self.width()), float(self.height()))
        self._laid = lay_out(self._wanted, self._locator(), size, lambda key: self._pill(key)[1])
        self._heard.follow(self._laid)
        self.update()

    def reselect(self) -> None:
        """Show which link is selected by now."""
        selected = self._model.selected
        known = selected is not None and self._model.link_of(selected) is not None
        self.setAccessibleDescription(
            spoken(self._model, selected) if selected and known else tr("{count} links", count=len(self._wanted))
        )
        self.update()

    def _pill(self, key: Selected) -> tuple[str, float]:
        """What a pill says, cut where it would be wider than the canvas, and how wide it is; measured once."""
        if key not in self._pills:
            metrics, room = QFontMetrics(self._font()), max(0, self.width() - 48 - PILL_ROOM)
            text = metrics.elidedText(pill_text(self._model, key), Qt.TextElideMode.ElideRight, room)
            self._pills[key] = (text, metrics.horizontalAdvance(text) + float(PILL_ROOM))
        return self._pills[key]

    def laid(self) -> Laid:
        """What is drawn now."""
        return self._laid

    def pill_at(self, place: QPointF) -> Selected | None:
        """The link whose pill is there."""
        for wire in reversed(self._laid.wires):
            if wire.pill.adjusted(-2, -3, 2, 3).contains(place):
                return wire.key
        return None

    def link_at(self, place: QPointF) -> Selected | None:
        """The link whose pill or curve is there."""
        found = self.pill_at(place)
        if found is not None:
            return found
        stroker = QPainterPathStroker()
        stroker.setWidth(10)
        for wire in reversed(self._laid.wires):
            if any(path.boundingRect().adjusted(0, -6, 0, 6).contains(place) for path in wire.paths) and any(
                stroker.createStroke(path).contains(place) for path in wire.paths
            ):
                return wire.key
        return None

    def drop_on(self, key: Selected, data: QMimeData) -> bool:
        """Fields dropped on a pill join its link."""
        carried = decode_fields(data)
        if carried is None or key.kind != "link":
            return False
        side, names = carried
        done = [self._model.join_field(key.at, side, name) for name in names]
        return any(done)

    def zone(self) -> QRectF:
        """Where a field is dropped to get a fixed value; to be seen only while one is dragged that can."""
        wide = min(ZONE_WIDTH, self.width() - 24.0)
        return QRectF((self.width() - wide) / 2, self.height() - ZONE_HEIGHT - 28.0, wide, ZONE_HEIGHT)

    def show_thread(self, start: QPointF | None, stop: QPointF | None) -> None:
        """Draw the link being dragged; None ends it."""
        self._thread = (start, stop) if start is not None and stop is not None else None
        self.update()

    def _font(self) -> QFont:
        return small_font(self.font())

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = (float(self.width()), float(self.height()))
        brush = LinkPainter(self._model, colours_now(), self._font(), size, lambda key: self._pill(key)[0])
        brush.paint(painter, self._laid, Marks(self._model.selected, self._hover, self._target, self.hasFocus()))
        if self._fixable is not None:
            brush.zone(painter, self.zone(), over=self._over_zone)
        if self._thread is not None:
            brush.thread(painter, *self._thread)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pills = {}
        self.follow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self._pills = {}
            self.follow()

    # mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_hover(self.link_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_hover(None)

    def _set_hover(self, hover: Selected | None) -> None:
        if hover != self._hover:
            self._hover = hover
            self.setCursor(Qt.CursorShape.PointingHandCursor if hover else Qt.CursorShape.ArrowCursor)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        key = self.link_at(event.position())
        if key is not None and key.kind == "offer" and self.pill_at(event.position()) == key:
            self._model.accept(key.at)
            return
        self._model.select(key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        key = self.link_at(event.position())
        if key is not None and key.kind == "link":
            self.opened.emit(key.at)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        key = self._model.selected if by_key else self.link_at(QPointF(event.pos()))
        if key is not None:
            self._model.select(key)
            place = self.pill_place(key) if by_key else event.pos()
            self.menu_asked.emit(key, self.mapToGlobal(place))

    def pill_place(self, key: Selected) -> QPoint:
        """The middle of a link's pill; the canvas's middle while it is out of sight."""
        for wire in self._laid.wires:
            if wire.key == key:
                return wire.pill.center().toPoint()
        return self.rect().center()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            key = self.link_at(QPointF(event.pos()))
            if key is not None:
                QToolTip.showText(event.globalPos(), pill_tip(self._model, key), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    # keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        if by_key and self._model.selected is None and self._laid.wires:
            self._model.select(self._laid.wires[0].key)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, selected = event.key(), self._model.selected
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._walk(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.leaving.emit("a" if key == Qt.Key.Key_Left else "b")
        elif selected and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space}:
            if selected.kind == "offer":
                self._model.accept(selected.at)
            else:
                self.opened.emit(selected.at)
        elif selected and key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            if selected.kind == "offer":
                self._model.dismiss(selected.at)
            else:
                self._model.remove(selected.at)
        else:
            super().keyPressEvent(event)

    def _walk(self, by: int) -> None:
        """To the next link in the order of the fields, also those out of sight."""
        order = sorted(self._heights(), key=lambda pair: pair[1])
        keys = [key for key, _ in order]
        if not keys:
            return
        selected = self._model.selected
        at = keys.index(selected) + by if selected in keys else (0 if by > 0 else len(keys) - 1)
        self._model.select(keys[min(max(at, 0), len(keys) - 1)])

    def _heights(self) -> list[tuple[Selected, float]]:
        shelf = self._locator().a
        found = ((key, [shelf.height(name) for name in link.a]) for key, link in self._wanted)
        return [(key, min((y for y in heights if y is not None), default=0.0)) for key, heights in found]

    # drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        carried = decode_fields(event.mimeData())
        if carried is None:
            return
        side, names = carried
        self._fixable = (side, names[0]) if len(names) == 1 and self._model.can_fix(side, names[0]) else None
        event.acceptProposedAction()
        self.update()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        key = self.pill_at(event.position())
        self._target = key if key is not None and key.kind == "link" else None
        self._over_zone = self._fixable is not None and self.zone().contains(event.position())
        if self._target is not None or self._over_zone:
            event.acceptProposedAction()
        else:
            event.ignore()
        self.dragging.emit(self.mapToGlobal(event.position().toPoint()), "")
        self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._target, self._fixable, self._over_zone = None, None, False
        self.show_thread(None, None)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        target, self._target = self._target, None
        fixable, self._fixable, self._over_zone = self._fixable, None, False
        self.show_thread(None, None)
        if fixable is not None and self.zone().contains(event.position()):
            event.acceptProposedAction()
            self.fixing.emit(*fixable)
            return
        if target is not None and self.drop_on(target, event.mimeData()):
            event.acceptProposedAction()
