"""Banner, empty state and filter chips."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy, QWidget

from desktop_sync.gui.text import number
from desktop_sync.gui.widgets.basics import button, column, label, row, set_tone
from desktop_sync.gui.widgets.flow import FlowLayout


class Banner(QFrame):
    """Something that waits: what, in bold, the reason beside it, and the one thing to do."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner-care")
        self._title = label("", "strong", "care")
        self._words = label("", "", "second", wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = button("", self.pressed.emit)
        inner = row((18, 13, 18, 13), 12)
        inner.addWidget(self._title)
        inner.addWidget(self._words, 1)
        inner.addWidget(self._button)
        self.setLayout(inner)
        self.hide()

    def show_words(self, title: str, words: str, action: str = "", tone: str = "care") -> None:
        """Show it; without an action there is no button."""
        set_tone(self, f"banner-{tone}", "role")
        set_tone(self._title, "action" if tone == "busy" else tone)
        self._title.setText(title)
        self._words.setText(words)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.show()

    @property
    def words(self) -> str:
        """What it says."""
        return f"{self._title.text()} {self._words.text()}".strip()


class EmptyState(QWidget):
    """What a list says when there is nothing in it, and what to do next."""

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label(title, "name")
        self._words = label(words, "", "second", wrap=True)
        self._words.setFixedWidth(420)
        for one in (self._title, self._words):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons = row((0, 8, 0, 0), 8)
        inner = column((24, 24, 24, 24), 8)
        inner.addStretch(2)
        inner.addWidget(self._title)
        middle = row()  # an alignment instead would give it the height of fewer, wider lines
        middle.addStretch(1)
        middle.addWidget(self._words)
        middle.addStretch(1)
        inner.addLayout(middle)
        inner.addLayout(self._buttons)
        inner.addStretch(3)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        self.setLayout(inner)

    def add(self, words: str, pressed: Callable[[], object], role: str = "") -> QPushButton:
        """A button below the words."""
        made = button(words, pressed, role)
        self._buttons.insertWidget(self._buttons.count() - 1, made)
        return made

    def set_words(self, title: str, words: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._words.setText(words)


class Chips(QWidget):
    """A filter with one choice of a few, each with its count."""

    chosen = Signal(str)
    """The key of the chip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._chips: dict[str, QPushButton] = {}
        self._row = FlowLayout(6)
        self.setLayout(self._row)

    def set_chips(self, chips: Sequence[tuple[str, str, int | None, str]]) -> None:
        """(key, words, count or None, tone) each; the chosen key stays chosen where it still is."""
        for key, words, count, tone in chips:
            chip = self._chips.get(key) or self._made(key)
            shown = words if count is None else f"{words} {number(count)}"
            if chip.text() != shown:
                chip.setText(shown)
            set_tone(chip, tone)
        gone = set(self._chips) - {key for key, *_ in chips}
        for key in gone:
            self._group.removeButton(self._chips[key])
            chip = self._chips.pop(key)
            self._row.removeWidget(chip)
            chip.deleteLater()
        self._row.put_first([self._chips[key] for key, *_ in chips])
        if self._chips and self._group.checkedButton() is None:
            next(iter(self._chips.values())).setChecked(True)

    def _made(self, key: str) -> QPushButton:
        chip = button("", lambda: self.chosen.emit(key), "chip")
        chip.setCheckable(True)
        self._group.addButton(chip)
        self._chips[key] = chip
        self._row.addWidget(chip)
        return chip

    @property
    def key(self) -> str:
        """The chosen key, "" while there is none."""
        checked = self._group.checkedButton()
        return next((key for key, chip in self._chips.items() if chip is checked), "")

    def choose(self, key: str) -> None:
        """Choose one, as if it were pressed."""
        if key in self._chips:
            self._chips[key].click()
