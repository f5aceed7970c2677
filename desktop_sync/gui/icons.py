"""Icons: own SVGs of `resources/icons`, drawn in the colour that is asked for."""

from collections.abc import Callable
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_sync.bootstrap.paths import resources_folder

_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
"""Screens' scales for which an icon is drawn; for others Qt makes the next larger one smaller."""
_APP_SIZES = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)


@lru_cache(maxsize=64)
def _text(name: str) -> str:
    return (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, color: str, size: int = 16, scale: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` pixels at a screen scale; `color` stands in for currentColor."""
    made = QPixmap(round(size * scale), round(size * scale))
    made.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_text(name).replace("currentColor", color).encode()))
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    made.setDevicePixelRatio(scale)
    return made


@lru_cache(maxsize=128)
def icon(name: str, color: str = "", size: int = 16) -> QIcon:
    """The icon in a colour, sharp at each of the usual scales. Main thread."""
    made = QIcon()
    for scale in _SCALES:
        made.addPixmap(pixmap(name, color, size, scale))
    return made


def painted(size: QSize, paint: Callable[[QPainter], None]) -> QIcon:
    """An icon that `paint` draws, in pixels of scale 1; sharp as those of `icon`."""
    made = QIcon()
    for scale in _SCALES:
        picture = QPixmap(size * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint(painter)
        painter.end()
        made.addPixmap(picture)
    return made


class Sign(Enum):
    """What the program's icon bears: nothing, or in a shape and a colour how the syncs stand."""

    NONE, CARE, BAD, BUSY, PAUSED = "app", "app-care", "app-bad", "app-busy", "app-paused"


def app_icon(sign: Sign = Sign.NONE) -> QIcon:
    """The program's own icon, with a sign or without."""
    made = QIcon()
    for size in _APP_SIZES:
        made.addPixmap(pixmap(sign.value, "", size))
    return made
