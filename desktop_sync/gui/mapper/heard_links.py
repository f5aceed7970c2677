"""The mapper's links for who does not see them: each link in sight as a button that says what it is, and can be pressed.

The canvas paints its links itself; a screen reader knows widgets only. So there is one that paints nothing for each pill, and only
while somebody listens.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop_sync.gui.mapper.model import MapperModel, Selected
from desktop_sync.gui.mapper.pill import spoken
from desktop_sync.gui.mapper.wires import Laid


class HeardLink(QAbstractButton):
    """One link: its name says what it is."""

    def __init__(self, canvas: QWidget, pressed: Callable[[Selected], None]) -> None:
        super().__init__(canvas)
        self.key: Selected | None = None
        self._press = pressed
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the canvas has the keyboard
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(self._pressed)

    def _pressed(self) -> None:
        if self.key is not None:
            self._press(self.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the canvas has painted the pill."""


class HeardLinks:
    """Keeps a button over each pill. Main thread."""

    def __init__(self, model: MapperModel, canvas: QWidget) -> None:
        self._model, self._canvas = model, canvas
        self._buttons: list[HeardLink] = []

    def follow(self, laid: Laid) -> None:
        """The links are there now."""
        if not QAccessible.isActive():
            return
        while len(self._buttons) < len(laid.wires):
            self._buttons.append(HeardLink(self._canvas, self._press))
        for button, wire in zip(self._buttons, laid.wires, strict=False):
            button.key = wire.key
            words = spoken(self._model, wire.key)
            if words != button.accessibleName():
                button.setAccessibleName(words)
            button.setGeometry(wire.pill.toRect())
            button.show()
        for button in self._buttons[len(laid.wires) :]:
            button.key = None
            button.hide()

    def _press(self, key: Selected) -> None:
        """As a click on the pill: an offer is taken, a link selected."""
        if key.kind == "offer":
            self._model.accept(key.at)
        else:
            self._model.select(key)
