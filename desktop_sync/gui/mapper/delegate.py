"""Paints a field as a card with its port: label, type, required mark, live value. Decides nothing."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_sync.gui.mapper.colours import Colours
from desktop_sync.gui.mapper.colours import colours as colours_now
from desktop_sync.gui.models.fields import FieldRole, FieldRow, FieldState, type_words
from desktop_sync.gui.text import tr
from desktop_sync.model.record import Side

ROW_GAP = 6
PORT_RADIUS = 5.0
PORT_ROOM = 6
"""Between the card's edge and the list's edge: half a port sticks out."""
BAR_ROOM = 10
"""At the outer edge, for the scroll bar."""
PADDING = 12


class FieldDelegate(QStyledItemDelegate):
    """One row of a field list. `ports`: fields whose port is filled because they are linked and selected."""

    def __init__(self, side: Side, parent: QWidget) -> None:
        super().__init__(parent)
        self._side: Side = side
        self._view = parent
        self.marked: frozenset[str] = frozenset()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del index  # all rows are alike
        small = small_font(option.font)
        height = QFontMetrics(option.font).height() + QFontMetrics(small).height() + 7
        return QSize(160, max(40, height) + ROW_GAP)

    def card(self, row: QRect) -> QRectF:
        """Where the card is within a row."""
        left, right = (BAR_ROOM, PORT_ROOM) if self._side == "a" else (PORT_ROOM, BAR_ROOM)
        return QRectF(row).adjusted(left, 1, -right, -ROW_GAP)

    def port(self, row: QRect) -> QPointF:
        """The centre of the port within a row."""
        card = self.card(row)
        return QPointF(card.right() if self._side == "a" else card.left(), card.center().y())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: FieldRow = index.data(FieldRole.ROW)
        colours = colours_now()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, option, row, colours)
        self._paint_words(painter, option, row, colours)
        self._paint_port(painter, option.rect, row, colours)
        painter.restore()

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, row: FieldRow, colours: Colours) -> None:
        state = option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if row.pending:
            edge, fill, width = colours.action, colours.action_tint, 2.0
        elif focused:
            edge, fill, width = colours.side(self._side), colours.card, 2.0
        elif row.field.name in self.marked:
            edge, fill, width = colours.action, colours.card, 1.0
        elif row.gone or row.state is FieldState.BROKEN:
            edge, fill, width = colours.bad, colours.bad_tint, 1.0
        else:
            edge, fill, width = colours.border if hovered else colours.hairline, colours.card, 1.0
        painter.setPen(QPen(edge, width))
        painter.setBrush(fill)
        painter.drawRoundedRect(self.card(option.rect), 6, 6)

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, row: FieldRow, colours: Colours) -> None:
        card = self.card(option.rect).toRect()
        area = card.adjusted(PADDING, 0, -PADDING, 0)
        name_font = QFont(option.font)
        name_font.setWeight(QFont.Weight.Medium)
        small = small_font(option.font)
        name_height, small_height = QFontMetrics(name_font).height(), QFontMetrics(small).height()
        top = card.top() + (card.height() - name_height - small_height) // 2
        line = QRect(area.left(), top, area.width(), name_height)
        self._paint_first_line(painter, line, (name_font, small), row, colours)
        second = QRect(area.left(), top + name_height, area.width(), small_height)
        words, colour = row.sample, colours.second
        if row.gone:
            words, colour = tr("✕ no longer in the table"), colours.bad
        elif row.needed and not row.sample:
            words, colour = tr("needed for new records"), colours.care
        _draw(painter, second, small, colour, words)

    def _paint_first_line(
        self, painter: QPainter, line: QRect, fonts: tuple[QFont, QFont], row: FieldRow, colours: Colours
    ) -> None:
        name_font, small = fonts
        kind = type_words(row.field)
        mark = " *" if row.field.required else ""
        kind_width = QFontMetrics(small).horizontalAdvance(kind)
        mark_width = QFontMetrics(name_font).horizontalAdvance(mark)
        # A long label gives way to the type only down to a third of the line: “text, up to 40” matters, too.
        room = max(line.width() - kind_width - mark_width - 8, line.width() * 2 // 3 - mark_width)
        label = QFontMetrics(name_font).elidedText(row.field.label or row.field.name, Qt.TextElideMode.ElideRight, room)
        _draw(painter, line, name_font, colours.text, label)
        x = line.left() + QFontMetrics(name_font).horizontalAdvance(label)
        if mark:
            _draw(painter, QRect(x, line.top(), mark_width + 2, line.height()), name_font, colours.bad, mark)
            x += mark_width
        rest = QRect(x + 6, line.top() + 1, line.right() - x - 6, line.height())
        _draw(painter, rest, small, colours.second, kind)

    def _paint_port(self, painter: QPainter, rect: QRect, row: FieldRow, colours: Colours) -> None:
        colour = colours.bad if row.gone else colours.side(self._side)
        linked = row.state not in {FieldState.FREE, FieldState.SUGGESTED}
        painter.setPen(QPen(colours.action if row.pending else colour, 2.0))
        filled = row.pending or row.field.name in self.marked
        painter.setBrush((colours.action if row.pending else colour) if filled else _port_fill(colours, linked))
        painter.drawEllipse(self.port(rect), PORT_RADIUS, PORT_RADIUS)


def _port_fill(colours: Colours, linked: bool) -> QColor:
    return colours.card if linked else colours.window


def small_font(font: QFont) -> QFont:
    """The size for meta text: 11 where the window has 13."""
    small = QFont(font)
    if font.pixelSize() > 0:
        small.setPixelSize(max(9, font.pixelSize() - 2))
    else:
        small.setPointSizeF(max(7.0, font.pointSizeF() * 11 / 13))
    return small


def _draw(painter: QPainter, rect: QRect, font: QFont, colour: QColor, text: str) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(
        rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown
    )
