"""Where the curves and pills of links are on the canvas: plain geometry, no painting."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from desktop_sync.gui.mapper.links import names_of
from desktop_sync.gui.mapper.model import Selected
from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.record import SIDES, Side

PILL_HEIGHT = 22.0
PLACES = (0.5, 0.38, 0.62, 0.28, 0.72)
"""Where along its curve a pill may be, in order of liking."""


class Sight(Enum):
    """Whether a field's row can be seen."""

    SEEN = "seen"
    ABOVE = "above"
    BELOW = "below"
    HIDDEN = "hidden"
    """The search leaves it out."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a link: its field's height on the canvas (None when hidden)."""

    side: Side
    name: str
    y: float | None
    sight: Sight


Locate = Callable[[Side, str], End]


@dataclass(frozen=True)
class Wire:
    """One link as drawn: `key` says which. `faded`: an end is out of sight."""

    key: Selected
    paths: tuple[QPainterPath, ...]
    pill: QRectF
    faded: bool


@dataclass(frozen=True)
class Laid:
    """All that is drawn, and how many links are wholly out of sight."""

    wires: tuple[Wire, ...]
    above: int = 0
    below: int = 0
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A link to lay out, with the width its pill needs."""

    key: Selected
    link: FieldLink
    width: float


def lay_out(wanted: Sequence[Wanted], locate: Locate, width: float, height: float) -> Laid:
    """Place all links on a canvas of that size."""
    above = below = hidden = 0
    shown: list[tuple[Wanted, list[End]]] = []
    for one in wanted:
        ends = [locate(side, name) for side in SIDES for name in names_of(one.link, side)]
        sights = {end.sight for end in ends}
        if sights <= {Sight.ABOVE}:
            above += 1
        elif sights <= {Sight.BELOW}:
            below += 1
        elif Sight.SEEN not in sights and Sight.HIDDEN in sights:
            hidden += 1
        else:
            shown.append((one, ends))
    taken: list[QRectF] = []
    wires = []
    for one, ends in sorted(shown, key=lambda pair: _middle(pair[1])):
        wire = _lay_one(one, ends, (width, height), taken)
        taken.append(wire.pill)
        wires.append(wire)
    return Laid(tuple(wires), above, below, hidden)


def _lay_one(one: Wanted, ends: Sequence[End], size: tuple[float, float], taken: Sequence[QRectF]) -> Wire:
    width, height = size
    faded = any(end.sight is not Sight.SEEN for end in ends)
    pill_width = min(one.width, width - 48)
    lefts = [end for end in ends if end.side == "a" and end.y is not None]
    rights = [end for end in ends if end.side == "b" and end.y is not None]
    single = len(ends) == 2 and len(lefts) == 1 and len(rights) == 1
    if single:
        y_a, y_b = lefts[0].y or 0.0, rights[0].y or 0.0
        curve = s_curve(QPointF(0, y_a), QPointF(width, y_b))
        choices = [curve.pointAtPercent(at) for at in PLACES]
        # Whoever sees one end only must see the pill, too.
        if all(PILL_HEIGHT / 2 <= point.y() <= height - PILL_HEIGHT / 2 for point in choices[:1]):
            pill = _free_pill(choices, pill_width, taken, width)
            return Wire(one.key, (curve,), pill, faded)
    centre_y = min(max(_middle(ends), PILL_HEIGHT / 2 + 1), height - PILL_HEIGHT / 2 - 1)
    choices = [QPointF(width / 2, centre_y + shift) for shift in (0.0, 24.0, -24.0, 48.0, -48.0)]
    choices = [point for point in choices if PILL_HEIGHT / 2 <= point.y() <= height - PILL_HEIGHT / 2] or choices[:1]
    pill = _free_pill(choices, pill_width, taken, width)
    return Wire(one.key, tuple(_spokes(ends, pill, width)), pill, faded)


def _spokes(ends: Sequence[End], pill: QRectF, width: float) -> Iterable[QPainterPath]:
    """From each end to the pill; a hidden end is a short stub."""
    left, right = QPointF(pill.left(), pill.center().y()), QPointF(pill.right(), pill.center().y())
    for end in ends:
        if end.side == "a":
            start = QPointF(0, end.y) if end.y is not None else left - QPointF(36, 0)
            yield s_curve(start, left)
        else:
            stop = QPointF(width, end.y) if end.y is not None else right + QPointF(36, 0)
            yield s_curve(right, stop)


def s_curve(start: QPointF, stop: QPointF) -> QPainterPath:
    """A curve that leaves and arrives level."""
    path = QPainterPath(start)
    middle = (start.x() + stop.x()) / 2
    path.cubicTo(QPointF(middle, start.y()), QPointF(middle, stop.y()), stop)
    return path


def _free_pill(choices: Sequence[QPointF], pill_width: float, taken: Sequence[QRectF], width: float) -> QRectF:
    """The first of the places where the pill covers no other one; else the first."""
    first: QRectF | None = None
    for point in choices:
        left = min(max(point.x() - pill_width / 2, 12.0), width - 12.0 - pill_width)
        rect = QRectF(left, point.y() - PILL_HEIGHT / 2, pill_width, PILL_HEIGHT)
        first = first or rect
        if not any(rect.adjusted(-3, -1, 3, 1).intersects(other) for other in taken):
            return rect
    assert first is not None
    return first


def _middle(ends: Sequence[End]) -> float:
    by_side = []
    for side in SIDES:
        heights = [end.y for end in ends if end.side == side and end.y is not None]
        if heights:
            by_side.append(sum(heights) / len(heights))
    return sum(by_side) / len(by_side) if by_side else 0.0
