"""Painting of links: curves, pills, fades. Decides nothing: colours and texts come from the model."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QLinearGradient, QPainter, QPen

from desktop_sync.gui.mapper.colours import Colours
from desktop_sync.gui.mapper.judge import Grade
from desktop_sync.gui.mapper.model import MapperModel, Selected
from desktop_sync.gui.mapper.pill import link_of
from desktop_sync.gui.mapper.wires import Laid, Wire, s_curve
from desktop_sync.gui.text import counted, tr

FADE = 28.0


@dataclass(frozen=True)
class Marks:
    """What is emphasised: selected, under the mouse, under a drag; whether the canvas has the keyboard."""

    selected: Selected | None = None
    hover: Selected | None = None
    target: Selected | None = None
    focus: bool = False


class LinkPainter:
    """Paints what was laid out. `words`: what a pill says, as it fits."""

    def __init__(
        self,
        model: MapperModel,
        colours: Colours,
        font: QFont,
        size: tuple[float, float],
        words: Callable[[Selected], str],
    ) -> None:
        self._model, self._colours, self._font, self._words = model, colours, font, words
        self._width, self._height = size

    def paint(self, painter: QPainter, laid: Laid, marks: Marks) -> None:
        """Paint all links; the emphasised one last, so that it lies on top."""
        ordered = sorted(laid.wires, key=lambda wire: wire.key in {marks.selected, marks.hover})
        for wire in ordered:
            self._curves(painter, wire, marks)
        for wire in ordered:
            self._pill(painter, wire, marks)
        self._counts(painter, laid)

    def zone(self, painter: QPainter, zone: QRectF, *, over: bool) -> None:
        """Where a field can be dropped to get a fixed value."""
        look = self._colours
        painter.setPen(QPen(look.action if over else look.second, 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(look.action_tint if over else look.card)
        painter.drawRoundedRect(zone, 8, 8)
        painter.setFont(self._font)
        painter.setPen(look.action if over else look.second)
        painter.drawText(zone, Qt.AlignmentFlag.AlignCenter, tr("Drop here for a fixed value"))

    def thread(self, painter: QPainter, start: QPointF, stop: QPointF) -> None:
        """The link being dragged."""
        painter.setPen(QPen(self._colours.action, 2.0, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(s_curve(start, stop))

    def colour(self, key: Selected, marks: Marks) -> QColor:
        """The colour of a link's state."""
        if key in {marks.selected, marks.target}:
            return self._colours.action
        if key.kind == "offer":
            return self._colours.second if key == marks.hover else self._colours.third
        return self._colours.grade(self._model.verdict(link_of(self._model, key)).grade)

    def _curves(self, painter: QPainter, wire: Wire, marks: Marks) -> None:
        colour = self.colour(wire.key, marks)
        width = 3.0 if wire.key == marks.selected else 2.5 if wire.key == marks.hover else 2.0
        pen = QPen(self._fading(colour) if wire.faded else QBrush(colour), width)
        if wire.key.kind == "offer":
            pen.setDashPattern([3.0, 2.5])
            pen.setWidthF(1.5 if wire.key != marks.selected else 2.0)
        elif self._model.verdict(link_of(self._model, wire.key)).grade is Grade.GONE:
            pen.setDashPattern([1.0, 2.0])  # also without its colour not to be taken for a lens that does not fit
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for path in wire.paths:
            painter.drawPath(path)

    def _fading(self, colour: QColor) -> QBrush:
        """Towards the upper and lower edge the colour goes out: the field is further up or down."""
        gradient = QLinearGradient(0, 0, 0, self._height)
        clear = QColor(colour)
        clear.setAlpha(0)
        edge = min(0.45, FADE / max(1.0, self._height))
        for place, shade in ((0.0, clear), (edge, colour), (1.0 - edge, colour), (1.0, clear)):
            gradient.setColorAt(place, shade)
        return QBrush(gradient)

    def _pill(self, painter: QPainter, wire: Wire, marks: Marks) -> None:
        colour = self.colour(wire.key, marks)
        strong = wire.key in {marks.selected, marks.target}
        painter.setPen(QPen(colour, 1.5 if strong else 1.0))
        painter.setBrush(self._fill(wire.key, marks))
        rect = wire.pill.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        if marks.focus and wire.key == marks.selected:
            ring = wire.pill.adjusted(-3, -3, 3, 3)
            painter.setPen(QPen(colour, 1.0, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        painter.setFont(self._font)
        painter.setPen(self._colours.second if wire.key.kind == "offer" and not strong else colour)
        painter.drawText(wire.pill, Qt.AlignmentFlag.AlignCenter, self._words(wire.key))

    def _fill(self, key: Selected, marks: Marks) -> QColor:
        colours = self._colours
        if key == marks.target:
            return colours.action_tint
        if key == marks.hover and key.kind == "link":
            return colours.grade_tint(self._model.verdict(link_of(self._model, key)).grade)
        return colours.card if key.kind == "link" else colours.window

    def _counts(self, painter: QPainter, laid: Laid) -> None:
        """How many links are wholly out of sight, at the edge where they are."""
        painter.setFont(self._font)
        painter.setPen(self._colours.second)
        edge = QRectF(0, 0, self._width, 20)
        if laid.above:
            painter.drawText(edge, Qt.AlignmentFlag.AlignCenter, tr("↑ {links} above", links=_links(laid.above)))
        below = [tr("↓ {links} below", links=_links(laid.below))] if laid.below else []
        below += [tr("{links} not in the search", links=_links(laid.hidden))] if laid.hidden else []
        if below:
            edge.moveBottom(self._height)
            painter.drawText(edge, Qt.AlignmentFlag.AlignCenter, " · ".join(below))


def _links(count: int) -> str:
    return counted(count, tr("link"), tr("links"))
