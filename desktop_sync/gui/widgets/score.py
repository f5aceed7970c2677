"""How alike two records are, field by field, as small bars."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_sync.gui.text import field_label, number
from desktop_sync.gui.theme import Type, font, tokens

LINE = 20
LABEL, BAR = 130, 120
MOST = 6


class ScoreBars(QWidget):
    """One line a field: its name, a bar, and the share in figures; the most telling fields first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scores: list[tuple[str, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_scores(self, scores: Mapping[str, float]) -> None:
        """Show these, 0..1 by shared field."""
        every = sorted(scores.items(), key=lambda one: -one[1])
        self._scores = every[:MOST]
        told = "\n".join(f"{field_label(name)} {_percent(score)}" for name, score in every)
        self.setToolTip(told if len(every) > MOST else "")
        self.setAccessibleName(", ".join(f"{field_label(name)} {_percent(score)}" for name, score in self._scores))
        self.setVisible(bool(self._scores))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(LABEL + BAR + 60, LINE * len(self._scores))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, look, face = QPainter(self), tokens(), font(Type.META)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(face)
        measure = QFontMetrics(face)
        for at, (name, score) in enumerate(self._scores):
            box = QRectF(0, at * LINE, self.width(), LINE)
            painter.setPen(QColor(look.second))
            words = measure.elidedText(field_label(name), Qt.TextElideMode.ElideRight, LABEL - 10)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
            bar = QRectF(LABEL, box.center().y() - 3, BAR, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.hairline))
            painter.drawRoundedRect(bar, 3, 3)
            painter.setBrush(QColor(look.good if score > 0.85 else look.action if score > 0.4 else look.border))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), max(6.0, BAR * score), 6), 3, 3)
            painter.setPen(QColor(look.text))
            painter.drawText(box.adjusted(LABEL + BAR + 10, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, _percent(score))


def _percent(score: float) -> str:
    return f"{number(round(score * 100))} %"
