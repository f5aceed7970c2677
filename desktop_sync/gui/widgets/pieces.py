"""Words in several colours, in as many lines as they take."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_sync.gui.theme import Type, font, tokens

Piece = tuple[str, str]
"""Words, and the token of their colour: "text", "second", "side_a", "side_b", "action" …"""


class PiecesLabel(QWidget):
    """A sentence whose names are in the colours of their systems."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces: tuple[Piece, ...] = ()
        fits = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        fits.setHeightForWidth(True)
        self.setSizePolicy(fits)

    def set_pieces(self, pieces: tuple[Piece, ...]) -> None:
        """Show others."""
        if pieces != self._pieces:
            self._pieces = pieces
            self.setAccessibleName(self.words)
            self.updateGeometry()
            self.update()

    @property
    def words(self) -> str:
        """All of it."""
        return "".join(words for words, _ in self._pieces)

    def sizeHint(self) -> QSize:
        face = QFontMetrics(font(Type.BODY))
        return QSize(face.horizontalAdvance(self.words) + 4, face.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        return max(self.sizeHint().height(), round(self._laid_out(width).boundingRect().height()) + 2)

    def _laid_out(self, width: int) -> QTextLayout:
        made, option = QTextLayout(self.words, font(Type.BODY)), QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        made.setTextOption(option)
        made.setFormats(self._colours())
        made.beginLayout()
        down = 0.0
        while (line := made.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, down))
            down += line.height()
        made.endLayout()
        return made

    def _colours(self) -> list[QTextLayout.FormatRange]:
        look, start, ranges = tokens(), 0, []
        for words, ink in self._pieces:
            made, colour = QTextLayout.FormatRange(), QTextCharFormat()
            colour.setForeground(QColor(getattr(look, ink)))
            made.start, made.length, made.format = start, len(words), colour
            ranges.append(made)
            start += len(words)
        return ranges

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        laid_out = self._laid_out(self.width())
        down = (self.height() - laid_out.boundingRect().height()) / 2
        laid_out.draw(QPainter(self), QPointF(0, max(0.0, down)))
