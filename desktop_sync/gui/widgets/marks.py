"""Small painted marks: the initials tile of a system, the two arrows, the state pill, the coloured names of both sides."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_sync.gui.theme import Tone, Type, font, tokens
from desktop_sync.model.record import Side

ARROWS = QSize(20, 16)


class Tile(QWidget):
    """Two letters for a system, in its side's colours."""

    def __init__(self, letters: str, side: Side | None, size: int = 30, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = letters
        self._side = side
        self.setFixedSize(size, size)

    def set_letters(self, letters: str) -> None:
        """Show others."""
        if letters != self._letters:
            self._letters = letters
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        paint_tile(painter, QRectF(self.rect()), self._letters, self._side)


def paint_tile(painter: QPainter, box: QRectF, letters: str, side: Side | None) -> None:
    """The tile, anywhere."""
    look = tokens()
    ground = look.hairline if side is None else look.side_tint(side)
    ink = look.second if side is None else look.side(side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, 6, 6)
    face = font(Type.STRONG)
    face.setPixelSize(max(9, round(box.height() * (0.4 if len(letters) < 3 else 0.35))))
    painter.setFont(face)
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letters)


def paint_arrows(painter: QPainter, box: QRectF) -> None:
    """A's arrow to the right above B's to the left."""
    look = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = box.center()
    for ink, y, way in ((look.side_a, middle.y() - 3.5, 1), (look.side_b, middle.y() + 3.5, -1)):
        painter.setPen(
            QPen(QColor(ink), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        start, end = QPointF(middle.x() - 8 * way, y), QPointF(middle.x() + 8 * way, y)
        painter.drawLine(start, end)
        head = QPolygonF([end + QPointF(-3.2 * way, -3), end, end + QPointF(-3.2 * way, 3)])
        painter.drawPolyline(head)


class Arrows(QWidget):
    """The sign of a two-way sync."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(ARROWS)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        paint_arrows(QPainter(self), QRectF(self.rect()))


def paint_shape(painter: QPainter, box: QRectF, tone: Tone, ink: QColor) -> None:
    """The shape that stands beside the words of a state: disc, triangle, cross, pie, two bars, ring."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    if tone is Tone.GOOD:
        painter.drawEllipse(box)
    elif tone is Tone.CARE:
        path = QPainterPath(QPointF(box.center().x(), box.top()))
        path.lineTo(box.right() + 0.5, box.bottom())
        path.lineTo(box.left() - 0.5, box.bottom())
        path.closeSubpath()
        painter.drawPath(path)
    elif tone is Tone.BAD:
        painter.setPen(QPen(ink, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        inner = box.adjusted(1, 1, -1, -1)
        painter.drawLine(inner.topLeft(), inner.bottomRight())
        painter.drawLine(inner.topRight(), inner.bottomLeft())
    elif tone is Tone.BUSY:
        painter.drawPie(box, 90 * 16, -100 * 16)
        painter.setPen(QPen(ink, 1.3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
    elif tone is Tone.QUIET:
        painter.setPen(QPen(ink, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    else:
        wide = box.width() * 0.3
        painter.drawRect(QRectF(box.left() + 0.5, box.top(), wide, box.height()))
        painter.drawRect(QRectF(box.right() - wide - 0.5, box.top(), wide, box.height()))


class Pill(QWidget):
    """A state in colour, shape and words; elided where there is no room."""

    def __init__(self, words: str = "", tone: Tone = Tone.QUIET, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def show_state(self, words: str, tone: Tone) -> None:
        """Show another state."""
        if (words, tone) == (self._words, self._tone):
            return
        self._words, self._tone = words, tone
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def _face_metrics(self) -> QFontMetrics:
        return QFontMetrics(font(Type.BODY))

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self._words), self._face_metrics().height() + 5)

    def minimumSizeHint(self) -> QSize:
        return QSize(56, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        cut = paint_pill(painter, QRectF(self.rect()), self._words, self._tone)
        if bool(self.toolTip()) != cut:
            self.setToolTip(self._words if cut else "")


def pill_face() -> QFont:
    """The pill's font."""
    made = font(Type.BODY)
    made.setPixelSize(made.pixelSize() - 1)
    made.setWeight(made.Weight.Medium)
    return made


def pill_width(words: str) -> int:
    """How wide a pill with these words is."""
    return QFontMetrics(pill_face()).horizontalAdvance(words) + 36


def paint_pill(painter: QPainter, box: QRectF, words: str, tone: Tone) -> bool:
    """The pill, anywhere; whether the words were cut."""
    ink, ground = tokens().tone(tone)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    paint_shape(painter, QRectF(box.left() + 11, box.center().y() - 4.5, 9, 9), tone, QColor(ink))
    face = pill_face()
    painter.setFont(face)
    painter.setPen(QColor(ink))
    room = box.adjusted(25, 0, -10, 0)
    shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return shown != words
