"""“Tryton parties ⇄ Shop database customers”, each side in its colour; never cut."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_sync.gui.theme import Type, font, tokens
from desktop_sync.gui.widgets.basics import broken

SIGN = " ⇄ "
Named = tuple[str, str]
"""An account's name and its table's."""
Line = Sequence[tuple[str, str]]
"""Words, and the token of their colour."""


def lines_of(a: Named, b: Named, width: int) -> Sequence[Line]:
    """Both names with their tables on one line; the names alone, where those have no room; else lines of its own for each side."""
    face = QFontMetrics(small())
    for one, two in ((" ".join(a), " ".join(b)), (a[0], b[0])):
        if face.horizontalAdvance(f"{one}{SIGN}{two}") <= width:
            return [[(one, "side_a"), (SIGN, "second"), (two, "side_b")]]
    room = max(1, width - face.horizontalAdvance(SIGN))
    one, two = " ".join(a), " ".join(b)
    if face.horizontalAdvance(one) > room or face.horizontalAdvance(two) > width:
        one, two = a[0], b[0]
    upper = [[(words, "side_a")] for words in broken(one, face, room)]
    upper[-1].append((SIGN, "second"))
    return [*upper, *([(words, "side_b")] for words in broken(two, face, width))]


def line_height() -> int:
    """Pixels of one of the lines."""
    return QFontMetrics(small()).height() + 2


def paint_sides(painter: QPainter, box: QRectF, a: Named, b: Named) -> None:
    """The lines, in the middle of the box."""
    look, face, high = tokens(), small(), line_height()
    measure, lines = QFontMetrics(face), lines_of(a, b, int(box.width()))
    painter.setFont(face)
    top = box.top() + (box.height() - len(lines) * high) / 2
    for at, line in enumerate(lines):
        left = box.left()
        for words, ink in line:
            wide = measure.horizontalAdvance(words)
            painter.setPen(QColor(getattr(look, ink)))
            painter.drawText(QRectF(left, top + at * high, wide + 4, high), Qt.AlignmentFlag.AlignVCenter, words)
            left += wide


def small() -> QFont:
    """A pixel less than the text around."""
    made = font(Type.BODY)
    made.setPixelSize(made.pixelSize() - 1)
    return made


class SidesLabel(QWidget):
    """Both sides of a sync, as high as it takes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._a: Named = ("", "")
        self._b: Named = ("", "")
        fits = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        fits.setHeightForWidth(True)
        self.setSizePolicy(fits)

    def set_sides(self, a: Named, b: Named) -> None:
        """Show others."""
        if (a, b) == (self._a, self._b):
            return
        self._a, self._b = a, b
        self.setAccessibleName(f"{' '.join(a)} ⇄ {' '.join(b)}")
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(small()).horizontalAdvance(self.accessibleName()) + 12, line_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(90, line_height())

    def heightForWidth(self, width: int) -> int:
        return len(lines_of(self._a, self._b, width)) * line_height()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        paint_sides(QPainter(self), QRectF(self.rect()), self._a, self._b)
