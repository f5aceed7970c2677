"""A quiet panel with steps in their order: which are done, and what the next one is and where it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from desktop_sync.gui.text import number
from desktop_sync.gui.widgets.basics import button, column, frame, label, row

ANY = 16_777_215
"""Qt's greatest width: there is no limit."""
WIDTH, EDGE = 272, 24
"""Of the panel, and between it and the window's edge; pixels."""


@dataclass(frozen=True, slots=True)
class Line:
    """One step. `words`: what to do, shown while it is the next. `deeds`: key and words of its buttons, the first one foremost."""

    title: str
    words: str = ""
    done: bool = False
    skipped: bool = False
    deeds: tuple[tuple[str, str], ...] = ()


class StepPanel(QWidget):
    """The panel. It shows what it is given, and tells which button was pressed."""

    pressed = Signal(str)
    """The key of a deed."""
    closed = Signal()
    """It is not wanted any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH + EDGE)
        self.title = label("", "name", wrap=True)
        self.close_button = button("✕", self.closed.emit, "quiet", self.tr("Close; Help opens it again"))
        self.close_button.setAccessibleName(self.tr("Close"))
        self.buttons: dict[str, QPushButton] = {}
        """By the key of their deed."""
        self.lines: tuple[Line, ...] = ()
        self._shown: tuple[str, str, tuple[Line, ...]] | None = None
        self._flat = False
        self._steps: QWidget | None = None
        head = row(spacing=4)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._inner = column((16, 10, 12, 14), 8)
        self._inner.addLayout(head)
        card = frame()
        card.setLayout(self._inner)
        outer = column((0, 0, EDGE, 0))
        outer.addWidget(card)
        self.setLayout(outer)
        self.hide()

    def set_flat(self, flat: bool) -> None:
        """As wide as there is room, and only the next step: for windows where nothing fits beside it."""
        if flat == self._flat:
            return
        self._flat = flat
        self.setMinimumWidth(0 if flat else WIDTH + EDGE)
        self.setMaximumWidth(ANY if flat else WIDTH + EDGE)
        if self._shown is not None:
            title, end, lines = self._shown
            self._shown = None
            self.show_lines(title, lines, end)

    def show_lines(self, title: str, lines: Sequence[Line], end: str) -> None:
        """Show them. `end`: what is said when none is left."""
        wanted = (title, end, tuple(lines))
        if wanted == self._shown:
            return
        self._shown, self.lines = wanted, wanted[2]
        self.title.setText(title)
        if self._steps is not None:
            self._inner.removeWidget(self._steps)
            self._steps.deleteLater()
        self.buttons.clear()
        self._steps = QWidget()
        self._steps.setProperty("ground", "none")
        inner = column((0, 0, 0, 0), 8)
        at = next((at for at, one in enumerate(lines) if not (one.done or one.skipped)), None)
        for index, one in enumerate(lines):
            if index == at:
                inner.addWidget(self._box(index, one))
            elif not self._flat:
                inner.addLayout(self._line(index, one, is_next=False))
        if at is None:
            inner.addWidget(label(end, "", "good", wrap=True))
        self._steps.setLayout(inner)
        self._inner.addWidget(self._steps)

    def _line(self, index: int, one: Line, *, is_next: bool) -> QHBoxLayout:
        sign = "✓" if one.done else "–" if one.skipped else number(index + 1)
        tone = "good" if one.done else "action" if is_next else "second"
        mark = label(sign, "strong", tone)
        mark.setFixedWidth(16)
        title = label(one.title, "strong" if is_next else "", "" if is_next else "second", wrap=True)
        said = self.tr("done") if one.done else self.tr("skipped") if one.skipped else self.tr("open")
        title.setAccessibleName(f"{one.title}: {said}")
        made = row(spacing=8)
        made.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        made.addWidget(title, 1)
        return made

    def _box(self, index: int, one: Line) -> QWidget:
        box = frame("sunken")
        inside = column((10, 8, 10, 10), 8)
        inside.addLayout(self._line(index, one, is_next=True))
        words = label(one.words, "", "second", wrap=True)
        if not self._flat:
            words.setFixedWidth(WIDTH - 48)  # with a width of its own it has the height of all its lines
        inside.addWidget(words)
        buttons: QBoxLayout = row(spacing=4) if self._flat else column(spacing=6)
        for at, (key, text) in enumerate(one.deeds):
            made = button(text, partial(self.pressed.emit, key), "primary" if at == 0 else "quiet")
            self.buttons[key] = made
            buttons.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        box.setLayout(inside)
        return box
