"""Icons: own SVGs of `resources/icons`, drawn in the colour that is asked for."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_sync.bootstrap.paths import resources_folder

_SCALES = (1.0, 2.0)


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
    """The icon in a colour, sharp on screens of scale 1 and 2. Main thread."""
    made = QIcon()
    for scale in _SCALES:
        made.addPixmap(pixmap(name, color, size, scale))
    return made


def app_icon(care: bool = False) -> QIcon:
    """The program's own icon; `care`: with the sign that something waits for a person."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128):
        made.addPixmap(pixmap("app-care" if care else "app", "", size))
    return made
