"""The head of a group in a table: a tick for all its rows, a sign that it folds, its title, and how many there are."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop_sync.gui.delegates.cells import PAD, Cell, paint_tick, write
from desktop_sync.gui.models.rows import RowRole
from desktop_sync.gui.theme import Tokens, Type, font, tokens

AnyIndex = QModelIndex | QPersistentModelIndex


class GroupHead(Cell):
    """Paints the row of a `PlanGroup`; the first column has the tick, the second all the rest."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        look, box = tokens(), QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(box, QColor(look.action_tint if chosen else look.window))
        painter.fillRect(QRectF(box.left(), box.bottom(), box.width(), 1).translated(0, -1), QColor(look.hairline))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.content(painter, box.adjusted(PAD, 0, -6, -1), index, look)
        painter.restore()

    def content(self, painter: QPainter, box: QRectF, index: AnyIndex, look: Tokens) -> None:
        group = index.data(RowRole.ROW)
        if index.column() == 0:
            paint_tick(painter, box, None if group.skipped is None else not group.skipped, look)
            return
        _chevron(painter, QPointF(box.left() + 5, box.center().y()), look, folded=group.folded)
        ink = look.side(group.side) if group.side else look.text
        wide = write(painter, box.adjusted(18, 0, 0, 0), group.title, ink, font(Type.STRONG))
        write(painter, box.adjusted(28 + wide, 0, 0, 0), group.count_words, look.second, font(Type.META))

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(0, super().sizeHint(option, index).height())


def _chevron(painter: QPainter, at: QPointF, look: Tokens, *, folded: bool) -> None:
    painter.setPen(QPen(QColor(look.second), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    marks: Any = ((-2, -4), (2, 0), (-2, 4)) if folded else ((-4, -2), (0, 2), (4, -2))
    painter.drawPolyline([at + QPointF(*one) for one in marks])
