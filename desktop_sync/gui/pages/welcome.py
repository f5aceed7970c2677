"""What an empty workspace shows: what this program does, and two ways to begin."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop_sync.gui.places import Act, Wish
from desktop_sync.gui.widgets.basics import button, column, frame, label, row
from desktop_sync.gui.widgets.marks import Arrows, Tile

STEP_WIDTH = 224


class Welcome(QWidget):
    """Three steps, and one button for the step that comes next."""

    wish = Signal(object)
    """A `Wish`."""
    demo = Signal()
    """Show the demo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[tuple[QWidget, QLabel]] = []
        self.first = button(self.tr("Connect your first system"), self._press, "primary")
        self.try_demo = button(self.tr("Look at the demo"), self.demo.emit)
        self._accounts = 0
        self._build()
        self.show_accounts(0)

    def _build(self) -> None:
        tiles = row(spacing=8)
        tiles.addStretch(1)
        for one in (Tile("A", "a", 38), Arrows(), Tile("B", "b", 38)):
            tiles.addWidget(one)
        tiles.addStretch(1)
        self._title = label(self.tr("Two systems, one truth"), "page")
        words = label(
            self.tr(
                "Desktop Sync keeps the same records the same in two systems. What you change in one is carried to "
                "the other; what was changed in both is asked, never guessed."
            ),
            "",
            "second",
            wrap=True,
        )
        words.setFixedWidth(560)
        for text in (self._title, words):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner = column((24, 24, 48, 24), 0)
        inner.addStretch(2)
        inner.addLayout(tiles)
        inner.addSpacing(18)
        inner.addWidget(self._title)
        inner.addSpacing(8)
        inner.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addSpacing(28)
        inner.addLayout(self._step_row())
        inner.addSpacing(28)
        inner.addLayout(self._button_row())
        inner.addSpacing(12)
        note = label(
            self.tr("The demo has its own workspace with invented records. Nothing of yours is touched."),
            "meta",
            "second",
        )
        inner.addWidget(note, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(3)
        self.setLayout(inner)

    def _button_row(self) -> QHBoxLayout:
        buttons = row(spacing=8)
        buttons.addStretch(1)
        buttons.addWidget(self.try_demo)
        buttons.addWidget(self.first)
        buttons.addStretch(1)
        return buttons

    def _step_row(self) -> QHBoxLayout:
        steps = row(spacing=12)
        steps.addStretch(1)
        for at, (title, words) in enumerate(
            (
                (
                    self.tr("Connect two systems"),
                    self.tr("A database, a workbook, a shop, a help desk. Sign-ins rest in your system's keyring."),
                ),
                (
                    self.tr("Link their fields"),
                    self.tr("Draw a line from field to field; see at once on real records what would be written."),
                ),
                (
                    self.tr("Look, then run"),
                    self.tr("The preview shows every change before it is made. Every run can be undone."),
                ),
            ),
            start=1,
        ):
            box = frame()
            box.setFixedWidth(STEP_WIDTH)
            inner = column((16, 14, 16, 14), 6)
            number = label(str(at), "strong", "action")
            head = row(spacing=8)
            head.addWidget(number)
            head.addWidget(label(title, "strong"), 1)
            inner.addLayout(head)
            text = _top(label(words, "", "second", wrap=True))
            text.setFixedWidth(STEP_WIDTH - 32)  # with a width of its own it has the height of all its lines
            inner.addWidget(text)
            inner.addStretch(1)
            box.setLayout(inner)
            self._steps.append((box, number))
            steps.addWidget(box)
        steps.addStretch(1)
        return steps

    def show_accounts(self, count: int) -> None:
        """How many systems are connected already."""
        self._accounts = count
        words = (
            self.tr("Connect your first system"),
            self.tr("Connect the second system"),
            self.tr("Make your first sync"),
        )[min(count, 2)]
        self.first.setText(words)
        for at, (_, number) in enumerate(self._steps):
            done = at == 0 and count >= 2
            number.setText("✓" if done else str(at + 1))

    def _press(self) -> None:
        self.wish.emit(Wish(Act.NEW_SYNC if self._accounts >= 2 else Act.NEW_ACCOUNT))


def _top(words: QLabel) -> QLabel:
    words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return words
