"""Where the fields' ports are on the canvas, as the lists are scrolled now."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from desktop_sync.gui.mapper.field_side import FieldSide
from desktop_sync.gui.mapper.wires import Shelf, Shelves
from desktop_sync.model.record import Side


def shelves(sides: Mapping[Side, FieldSide], canvas: QWidget) -> Shelves:
    """What tells it; rows are of one height, so each list is asked once."""
    return Shelves(_shelf(sides["a"], canvas), _shelf(sides["b"], canvas))


def _shelf(one: FieldSide, canvas: QWidget) -> Shelf:
    viewport = one.view.viewport()
    top = canvas.mapFromGlobal(viewport.mapToGlobal(QPoint(0, 0))).y()
    return Shelf(one.places(), one.view.port_of(0).y(), one.view.row_height(), top, viewport.height())
