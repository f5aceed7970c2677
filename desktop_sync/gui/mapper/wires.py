"""Where the curves and pills of links are on the canvas: plain geometry, no painting."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from desktop_sync.gui.mapper.links import names_of
from desktop_sync.gui.mapper.model import Selected
from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.record import SIDES, Side

PILL_HEIGHT = 22.0
COUNT_ROOM = 22.0
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


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list of fields as it is scrolled: its rows by name, and in its viewport's pixels the first port's height, the rows'
    height and its own; `top`: where it begins on the canvas.
    """

    rows: Mapping[str, int]
    first: float
    row_height: int
    top: float
    room: int

    def sight(self, name: str) -> Sight:
        """Whether the field's port can be seen."""
        row = self.rows.get(name)
        if row is None:
            return Sight.HIDDEN
        y = self.first + row * self.row_height
        return Sight.ABOVE if y < 0 else Sight.BELOW if y > self.room else Sight.SEEN

    def height(self, name: str) -> float | None:
        """The port's height on the canvas, None when the search hides it."""
        row = self.rows.get(name)
        return None if row is None else self.first + row * self.row_height + self.top


@dataclass(frozen=True, slots=True)
class Shelves:
    """Both lists; tells where a field's port is."""

    a: Shelf
    b: Shelf

    def __call__(self, side: Side, name: str) -> End:
        shelf = self.a if side == "a" else self.b
        return End(side, name, shelf.height(name), shelf.sight(name))

    def ends(self, link: FieldLink) -> list[End]:
        """A link's ends."""
        return [self(side, name) for side in SIDES for name in names_of(link, side)]

    def sights(self, link: FieldLink) -> set[Sight]:
        """Whether its ends can be seen; quick, for with each frame all links are asked."""
        a, b = self.a.sight, self.b.sight
        return {*map(a, link.a), *map(b, link.b)}


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


Wanted = tuple[Selected, FieldLink]
"""A link that may have to be laid out."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where pills may be; the edges are kept free for the counts of links out of sight."""

    width: float
    top: float
    bottom: float

    def nearest(self, y: float) -> float:
        """The height nearest to it where a pill fits."""
        return min(max(y, self.top + PILL_HEIGHT / 2 + 1), self.bottom - PILL_HEIGHT / 2 - 1)


def lay_out(
    wanted: Sequence[Wanted], shelves: Shelves, size: tuple[float, float], pill_width: Callable[[Selected], float]
) -> Laid:
    """Place the links that have an end in sight on a canvas of that width and height; the others are counted.

    `pill_width`: what a pill needs; asked only for links that are placed, as are curves: of hundreds a few are in sight.
    """
    above = below = hidden = 0
    shown: list[tuple[Selected, list[End]]] = []
    for key, link in wanted:
        sights = shelves.sights(link)
        if Sight.SEEN in sights:
            shown.append((key, shelves.ends(link)))
        elif Sight.HIDDEN in sights:
            hidden += 1
        elif Sight.ABOVE in sights:
            above += 1
        else:
            below += 1
    taken: list[Box] = []
    wires = []
    width, height = size
    room = Room(width, COUNT_ROOM if above else 0.0, height - (COUNT_ROOM if below or hidden else 0.0))
    for key, ends in sorted(shown, key=lambda pair: _middle(pair[1])):
        wire = _lay_one(key, ends, room, taken, min(pill_width(key), width - 48))
        taken.append(_box(wire.pill))
        wires.append(wire)
    return Laid(tuple(wires), above, below, hidden)


def _lay_one(key: Selected, ends: Sequence[End], room: Room, taken: Sequence[Box], pill_width: float) -> Wire:
    faded = any(end.sight is not Sight.SEEN for end in ends)
    single = len(ends) == 2 and not faded and {end.side for end in ends} == {"a", "b"}
    if single:
        y_a, y_b = (end.y or 0.0 for end in sorted(ends, key=lambda end: end.side))
        curve = s_curve(QPointF(0, y_a), QPointF(room.width, y_b))
        choices = [curve.pointAtPercent(at) for at in PLACES]
        return Wire(key, (curve,), _free_pill(choices, pill_width, taken, room), faded)
    # The pill stays with the ends that can be seen: level with them, and on their side when they are all on one.
    seen = [end for end in ends if end.sight is Sight.SEEN] or list(ends)
    sides = {end.side for end in seen}
    x = room.width * (0.5 if len(sides) == 2 or len(ends) == 1 else 0.34 if sides == {"a"} else 0.66)
    centre = room.nearest(_middle(seen))
    choices = [QPointF(x, room.nearest(centre + shift)) for shift in (0.0, 24.0, -24.0, 48.0, -48.0, 72.0, -72.0)]
    pill = _free_pill(choices, pill_width, taken, room)
    return Wire(key, tuple(_spokes(ends, pill, room.width)), pill, faded)


def _spokes(ends: Sequence[End], pill: QRectF, width: float) -> Iterator[QPainterPath]:
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


def _free_pill(choices: Sequence[QPointF], pill_width: float, taken: Sequence[Box], room: Room) -> QRectF:
    """The first of the places where the pill covers no other one; else where it covers least."""
    best, least = QRectF(), float("inf")
    for point in choices:
        left = min(max(point.x() - pill_width / 2, 12.0), room.width - 12.0 - pill_width)
        rect = QRectF(left, room.nearest(point.y()) - PILL_HEIGHT / 2, pill_width, PILL_HEIGHT)
        covered = _covered(_box(rect.adjusted(-3, -1, 3, 1)), taken)
        if covered < least:
            best, least = rect, covered
        if not covered:
            break
    return best


def _box(rect: QRectF) -> Box:
    return rect.left(), rect.top(), rect.right(), rect.bottom()


def _covered(one: Box, others: Sequence[Box]) -> float:
    """How much of it the others cover, in square pixels; plain numbers, for hundreds of pills are laid out with every frame."""
    left, top, right, bottom = one
    return sum(
        (min(right, x2) - max(left, x1)) * (min(bottom, y2) - max(top, y1))
        for x1, y1, x2, y2 in others
        if x1 < right and left < x2 and y1 < bottom and top < y2
    )


def _middle(ends: Sequence[End]) -> float:
    by_side = []
    for side in SIDES:
        heights = [end.y for end in ends if end.side == side and end.y is not None]
        if heights:
            by_side.append(sum(heights) / len(heights))
    return sum(by_side) / len(by_side) if by_side else 0.0
