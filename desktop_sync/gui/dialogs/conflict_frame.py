"""Head, foot and last page of the conflict dialog."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from desktop_sync.gui import icons
from desktop_sync.gui.guide.opener import question_mark
from desktop_sync.gui.text import counted, field_label, number
from desktop_sync.gui.theme import Type, font, tokens
from desktop_sync.gui.widgets.basics import ElidedLabel, button, column, label, row
from desktop_sync.gui.widgets.pieces import PiecesLabel
from desktop_sync.model.record import Side


class Head(QWidget):
    """What happened to which record; the way to the others."""

    moved = Signal(int)
    """-1: the previous, 1: the next record."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel("", "name")
        self._subtitle = ElidedLabel("", "", "second")
        self._where = label("", "", "second")
        self.back = button("", lambda: self.moved.emit(-1), "tool", self.tr("Previous record (←)"))
        self.on = button("", lambda: self.moved.emit(1), "tool", self.tr("Next record (→)"))
        self.back.setAccessibleName(self.tr("Previous record"))
        self.on.setAccessibleName(self.tr("Next record"))
        words = column(spacing=1)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        inner = row((20, 14, 20, 14), 10)
        inner.addLayout(words, 1)
        for one in (self._where, self.back, self.on, question_mark(self)):
            inner.addWidget(one)
        self.setLayout(inner)

    def show_case(self, title: str, subtitle: str, at: int, count: int) -> None:
        """Show a record's head."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._where.setText(self.tr("%1 of %2").replace("%1", number(at + 1)).replace("%2", number(count)))
        self.back.setEnabled(at > 0)
        self.on.setEnabled(at + 1 < count)
        for one, name in ((self.back, "previous"), (self.on, "next")):
            one.setIcon(icons.icon(name, tokens().text if one.isEnabled() else tokens().third))
            one.setVisible(count > 1)
        self._where.setVisible(count > 1)

    @property
    def title(self) -> str:
        """What happened."""
        return self._title.text()

    @property
    def subtitle(self) -> str:
        """In which sync, and how much of the record it is about."""
        return self._subtitle.text()

    @property
    def where(self) -> str:
        """“1 of 3”."""
        return self._where.text()


class Footer(QWidget):
    """Always take a side, decide later, take a side, apply."""

    take = Signal(str)
    later = Signal()
    apply = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._always = QCheckBox()
        self._always.setAccessibleName(self.tr("Always decide so for this field"))
        self._always_words = PiecesLabel()
        self._always_words.mousePressEvent = lambda _event: self._always.toggle()  # type: ignore[method-assign]
        self.later_button = button(self.tr("Decide later"), self.later.emit, "quiet")
        self.a = button("", lambda: self.take.emit("a"), "take-a", self.tr("Key 1"))
        self.b = button("", lambda: self.take.emit("b"), "take-b", self.tr("Key 2"))
        self.apply_button = button("", self.apply.emit, "primary", self.tr("Enter"))
        inner = row((20, 12, 20, 12), 10)
        inner.addWidget(self._always)
        inner.addWidget(self._always_words, 1)
        for one in (self.later_button, self.a, self.b, self.apply_button):
            inner.addWidget(one)
        self.setLayout(inner)

    def show_case(
        self,
        *,
        names: tuple[str, str],
        choice: tuple[str, Side] | None,
        alike: int,
        ready: bool,
        last: bool,
        delete: tuple[str, str] | None,
    ) -> None:
        """Show what can be done now. `choice`: field and side that “always” would be about; `delete`: words for a deleted record."""
        for one, key, words in zip((self.a, self.b), ("1", "2"), delete or self._take_words(names), strict=True):
            short = words if len(words) <= 34 else f"{words[:33]}…"
            one.setText(f" {short}")
            one.setIcon(_digit(key, "a" if one is self.a else "b"))
            one.setEnabled(True)
        self.later_button.setEnabled(True)
        self.apply_button.setText(self.tr("Apply ⏎") if last else self.tr("Apply and next ⏎"))
        self.apply_button.setEnabled(ready)
        possible = choice is not None and delete is None
        for widget in (self._always, self._always_words):
            widget.setEnabled(possible)
            widget.setToolTip("" if possible else self.tr("Take a side first."))
        self._always.setVisible(possible)
        if not possible:
            self._always.setChecked(False)
            self._always_words.set_pieces(())
            return
        assert choice is not None
        field, side = choice
        more = f" ({self.tr('%1 more like it').replace('%1', number(alike))})" if alike > 0 else ""
        self._always_words.set_pieces(
            (
                (f"{self.tr('Always take')} ", "second"),
                (names[0] if side == "a" else names[1], "side_a" if side == "a" else "side_b"),
                (f" {self.tr('for')} {field_label(field)}{more}", "second"),
            )
        )

    def _take_words(self, names: tuple[str, str]) -> tuple[str, str]:
        one, two = (self.tr("Take %1").replace("%1", name) for name in names)
        return one, two

    @property
    def always_checked(self) -> bool:
        """Whether the decision is to hold from now on."""
        return self._always.isVisible() and self._always.isChecked()

    @property
    def always_box(self) -> QCheckBox:
        """The check box."""
        return self._always

    @property
    def always_words(self) -> str:
        """What “always” would mean."""
        return self._always_words.words

    def set_busy(self) -> None:
        """The decisions are being stored."""
        for one in (self.later_button, self.a, self.b, self.apply_button):
            one.setEnabled(False)


def _digit(words: str, side: Side) -> QIcon:
    """The key of a side, in its colour."""

    def paint(painter: QPainter) -> None:
        painter.setFont(font(Type.STRONG))
        painter.setPen(QColor(tokens().side(side)))
        painter.drawText(QRectF(0, 0, 12, 16), Qt.AlignmentFlag.AlignCenter, words)

    return icons.painted(QSize(12, 16), paint)


class Settled(QWidget):
    """Nothing more to decide."""

    run = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "page")
        self._words = label("", "", "second")
        self._run = button(self.tr("Sync now"), self.run.emit, "primary")
        self._close = button(self.tr("Close"), self.closed.emit)
        self._can_run = False
        buttons = row(spacing=8)
        for one in (self._close, self._run):
            buttons.addWidget(one)
        inner = column((24, 24, 24, 24), 8)
        inner.addStretch(2)
        for words in (self._title, self._words):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            inner.addWidget(words)
        inner.addSpacing(12)
        inner.addLayout(buttons)
        inner.setAlignment(buttons, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(3)
        self.setLayout(inner)
        self.setProperty("ground", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def show_end(self, decided: int, can_run: bool) -> None:
        """`decided`: how many conflicts; `can_run`: whether there is something to carry."""
        if decided:
            self._title.setText(self.tr("All settled"))
            many = counted(decided, self.tr("decision is"), self.tr("decisions are"))
            self._words.setText(f"{many} {self.tr('carried with the next run.')}")
        else:
            self._title.setText(self.tr("Nothing to decide just now"))
            self._words.setText(self.tr("What was left for later stays on the page “Conflicts”."))
        self._run.setVisible(can_run)
        self._can_run = can_run

    @property
    def first_button(self) -> QPushButton:
        """The one that Enter presses."""
        return self._run if self._can_run else self._close

    @property
    def title(self) -> str:
        """What it says."""
        return self._title.text()
