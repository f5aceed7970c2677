"""Icons are drawn for the scale of the screen that asks, not stretched from another one's."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor

from desktop_sync.gui import icons

NAMES = sorted(
    one.stem for one in Path("resources/icons").glob("*.svg") if "currentColor" in one.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 1.75, 2.0, 3.0])
def test_every_icon_is_sharp(qapp, scale):
    assert len(NAMES) > 10
    for name in NAMES:
        got = icons.icon(name, "#123456").pixmap(QSize(16, 16), scale)
        assert got.size() == QSize(round(16 * scale), round(16 * scale)), name
        assert got.toImage() == icons.pixmap(name, "#123456", 16, scale).toImage(), name


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_what_is_painted_is_painted_for_each_scale(qapp, scale):
    painted = icons.painted(QSize(12, 16), lambda painter: painter.fillRect(QRectF(0, 0, 6, 16), QColor("#123456")))
    image = painted.pixmap(QSize(12, 16), scale).toImage()
    assert image.size() == QSize(round(12 * scale), round(16 * scale))
    assert image.pixelColor(0, image.height() - 1) == QColor("#123456")
    assert image.pixelColor(image.width() - 1, 0).alpha() == 0
