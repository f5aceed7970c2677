"""Where the fields' ports are on the canvas, as the lists are scrolled now."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from desktop_sync.gui.mapper.field_side import FieldSide
from desktop_sync.gui.mapper.wires import End, Locate, Sight
from desktop_sync.model.record import Side

Spot = tuple[Mapping[str, int], float, int, float, int]
"""A list's rows by name, its first port's height, rows' height, where its viewport begins and how high it is."""


def locator(sides: Mapping[Side, FieldSide], canvas: QWidget) -> Locate:
    """What tells it; rows are of one height, so each list is asked once."""
    spots = {side: _spot(one, canvas) for side, one in sides.items()}

    def locate(side: Side, name: str) -> End:
        places, first, height, top, room = spots[side]
        row = places.get(name)
        if row is None:
            return End(side, name, None, Sight.HIDDEN)
        y = first + row * height
        sight = Sight.ABOVE if y < 0 else Sight.BELOW if y > room else Sight.SEEN
        return End(side, name, y + top, sight)

    return locate


def _spot(one: FieldSide, canvas: QWidget) -> Spot:
    viewport = one.view.viewport()
    top = canvas.mapFromGlobal(viewport.mapToGlobal(QPoint(0, 0))).y()
    return one.places(), one.view.port_of(0).y(), one.view.row_height(), top, viewport.height()
