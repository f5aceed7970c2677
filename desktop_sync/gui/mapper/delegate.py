"""Paints a field as a card with its port: label, type, required mark, live value. Decides nothing."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_sync.gui.mapper.colours import Colours
from desktop_sync.gui.mapper.colours import colours as colours_now
from desktop_sync.gui.mapper.rows import LOOSE
from desktop_sync.gui.models.fields import FieldRole, FieldRow, FieldState, GroupRow, Row, group_words, type_words
from desktop_sync.gui.text import tr
from desktop_sync.model.record import Side

ROW_GAP = 6
PORT_RADIUS = 5.0
PORT_ROOM = 6
"""Between the card's edge and the list's edge: half a port sticks out."""
BAR_ROOM = 10
"""At the outer edge, for the scroll bar."""
PADDING = 12
MOST_WORDS = 2000
"""Rows whose words are kept; more than a long table has."""
INDENT = 14
"""How far the fields of a group stand in."""


@dataclass(frozen=True)
class Faces:
    """The fonts of a row, measured once for each font of the list."""

    name: QFont
    small: QFont
    name_metrics: QFontMetrics
    small_metrics: QFontMetrics

    @property
    def height(self) -> int:
        """How high two lines are."""
        return self.name_metrics.height() + self.small_metrics.height()


@dataclass(frozen=True)
class Words:
    """A row's words as they fit: the label, the mark of a needed field, the type and the second line, and where they begin.

    `row` is kept to see whether they are still of the row that is painted.
    """

    row: FieldRow
    label: str
    mark: str
    mark_at: int
    kind: str
    kind_at: int
    second: str


class FieldDelegate(QStyledItemDelegate):
    """One row of a field list. `marked`: fields of the selected link, `marked_groups`: those they are in;
    `begun`: where a link by keyboard starts ("" nowhere).

    Words are measured and cut when a row is first painted, not with every frame.
    """

    def __init__(self, side: Side, parent: QWidget) -> None:
        super().__init__(parent)
        self._side: Side = side
        self._view = parent
        self._faces: dict[str, Faces] = {}
        self._words: dict[tuple[str, int, str], Words] = {}
        self.marked: frozenset[str] = frozenset()
        self.begun = ""
        self.marked_groups: frozenset[str] = frozenset()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del index  # all rows are alike
        return QSize(160, max(40, self._faces_of(option.font).height + 7) + ROW_GAP)

    def card(self, row: QRect, *, inside: bool = False) -> QRectF:
        """Where the card is within a row; `inside` a group it begins further in, away from the ports."""
        outer = BAR_ROOM + (INDENT if inside else 0)
        left, right = (outer, PORT_ROOM) if self._side == "a" else (PORT_ROOM, outer)
        return QRectF(row.x() + left, row.y() + 1, row.width() - left - right, row.height() - ROW_GAP - 1)

    def port(self, row: QRect) -> QPointF:
        """The centre of the port within a row."""
        card = self.card(row)
        return QPointF(card.right() if self._side == "a" else card.left(), card.center().y())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(FieldRole.ROW)
        colours = colours_now()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, GroupRow):
            self._paint_head(painter, option, row, colours)
        else:
            self._paint_field(painter, option, row, colours)
        painter.restore()

    def _paint_field(self, painter: QPainter, option: QStyleOptionViewItem, row: FieldRow, colours: Colours) -> None:
        card = self.card(option.rect, inside=bool(row.group))
        self._paint_card(painter, option, card, row, colours)
        self._paint_words(painter, card.toRect(), option.font, row, colours)
        begun = row.field.name == self.begun
        colour = colours.action if begun else colours.bad if row.gone else colours.side(self._side)
        fill = colour if begun or row.field.name in self.marked else _port_fill(colours, row.state not in LOOSE)
        self._paint_port(painter, option.rect, colour, fill)

    def _paint_card(
        self, painter: QPainter, option: QStyleOptionViewItem, card: QRectF, row: FieldRow, colours: Colours
    ) -> None:
        state = option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
        if row.field.name == self.begun:
            edge, fill, width = colours.action, colours.action_tint, 2.0
        elif focused:
            edge, fill, width = colours.side(self._side), colours.card, 2.0
        elif row.field.name in self.marked:
            edge, fill, width = colours.action, colours.card, 1.0
        elif row.gone or row.state is FieldState.BROKEN:
            edge, fill, width = colours.bad, colours.bad_tint, 1.0
        else:
            hovered = bool(state & QStyle.StateFlag.State_MouseOver)
            edge, fill, width = colours.border if hovered else colours.hairline, colours.card, 1.0
        painter.setPen(QPen(edge, width))
        painter.setBrush(fill)
        painter.drawRoundedRect(card, 6, 6)

    def _paint_words(self, painter: QPainter, card: QRect, font: QFont, row: FieldRow, colours: Colours) -> None:
        faces, width = self._faces_of(font), card.width() - 2 * PADDING
        words = self._words_of(row, font, width)
        left, top = card.left() + PADDING, card.top() + (card.height() - faces.height) // 2
        first = top + faces.name_metrics.ascent()
        painter.setFont(faces.name)
        painter.setPen(colours.text)
        painter.drawText(left, first, words.label)
        if words.mark:
            painter.setPen(colours.bad)
            painter.drawText(left + words.mark_at, first, words.mark)
        painter.setFont(faces.small)
        painter.setPen(colours.second)
        painter.drawText(left + words.kind_at, first, words.kind)
        if words.second:
            needed = row.needed and not row.sample
            painter.setPen(colours.bad if row.gone else colours.care if needed else colours.second)
            painter.drawText(left, top + faces.name_metrics.height() + faces.small_metrics.ascent(), words.second)

    def _words_of(self, row: FieldRow, font: QFont, width: int) -> Words:
        key = (row.field.name, width, font.key())
        known = self._words.get(key)
        if known is None or known.row is not row:
            if len(self._words) > MOST_WORDS:
                self._words = {}
            known = self._words[key] = _fitting(row, self._faces_of(font), width)
        return known

    def _faces_of(self, font: QFont) -> Faces:
        key = font.key()
        known = self._faces.get(key)
        if known is None:
            name, small = QFont(font), small_font(font)
            name.setWeight(QFont.Weight.Medium)
            known = self._faces[key] = Faces(name, small, QFontMetrics(name), QFontMetrics(small))
        return known

    def _paint_port(self, painter: QPainter, rect: QRect, colour: QColor, fill: QColor) -> None:
        painter.setPen(QPen(colour, 2.0))
        painter.setBrush(fill)
        painter.drawEllipse(self.port(rect), PORT_RADIUS, PORT_RADIUS)

    def _paint_head(self, painter: QPainter, option: QStyleOptionViewItem, row: GroupRow, colours: Colours) -> None:
        """A group's name over its count; folded with the edge of a card, and the port where its fields' links end."""
        card, faces = self.card(option.rect), self._faces_of(option.font)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if row.shut or focused or hovered:
            bad = row.shut and row.wrong
            edge = colours.side(self._side) if focused else colours.bad if bad else colours.border
            painter.setPen(QPen(edge if row.shut or focused else colours.hairline, 2.0 if focused else 1.0))
            painter.setBrush(colours.bad_tint if bad else colours.window)
            painter.drawRoundedRect(card, 6, 6)
        _paint_arrow(painter, QPointF(card.left() + PADDING + 3, card.center().y()), colours.second, shut=row.shut)
        left, top = int(card.left()) + PADDING + 16, int(card.top() + (card.height() - faces.height) / 2)
        width = int(card.width()) - 2 * PADDING - 16
        right = Qt.TextElideMode.ElideRight
        painter.setFont(faces.name)
        painter.setPen(colours.text)
        label = faces.name_metrics.elidedText(row.label, right, width)
        painter.drawText(left, top + faces.name_metrics.ascent(), label)
        painter.setFont(faces.small)
        painter.setPen(colours.care if row.shut and row.needed else colours.second)
        words = faces.small_metrics.elidedText(group_words(row), right, width)
        painter.drawText(left, top + faces.name_metrics.height() + faces.small_metrics.ascent(), words)
        if row.shut and (row.linked or row.suggested):
            colour = colours.side(self._side)
            fill = colour if row.key in self.marked_groups else _port_fill(colours, bool(row.linked))
            self._paint_port(painter, option.rect, colour, fill)


def _fitting(row: FieldRow, faces: Faces, width: int) -> Words:
    """What is said of the field in two lines of that width."""
    right = Qt.TextElideMode.ElideRight
    kind, mark = type_words(row.field), " *" if row.field.required else ""
    mark_width = faces.name_metrics.horizontalAdvance(mark)
    # A long label gives way to the type only down to a third of the line: “text, up to 40” matters, too.
    room = max(width - faces.small_metrics.horizontalAdvance(kind) - mark_width - 8, width * 2 // 3 - mark_width)
    label = faces.name_metrics.elidedText(row.field.label or row.field.name, right, room)
    mark_at = faces.name_metrics.horizontalAdvance(label)
    kind_at = mark_at + mark_width + 6
    kind = faces.small_metrics.elidedText(kind, right, width - kind_at)
    second = row.sample
    if row.gone:
        second = tr("✕ no longer in the table")
    elif row.needed and not row.sample:
        second = tr("needed for new records")
    return Words(row, label, mark, mark_at, kind, kind_at, faces.small_metrics.elidedText(second, right, width))


def _paint_arrow(painter: QPainter, centre: QPointF, colour: QColor, *, shut: bool) -> None:
    """Down over what is shown, to the right where it is folded."""
    painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    shape = (
        [QPointF(-2, -4), QPointF(2, 0), QPointF(-2, 4)] if shut else [QPointF(-4, -2), QPointF(0, 2), QPointF(4, -2)]
    )
    painter.drawPolyline([centre + point for point in shape])


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
