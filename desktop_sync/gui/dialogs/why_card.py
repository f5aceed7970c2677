"""Why a field holds what it holds, on both sides: the value, one true sentence, and a way to bring back what was there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop_sync.gui.models.moments import ValueRow
from desktop_sync.gui.models.operations import named
from desktop_sync.gui.text import field_label, one_line, value_words
from desktop_sync.gui.widgets.basics import ElidedLabel, button, column, label, row
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.report import Why


class WhySide(QWidget):
    """One side's answer."""

    restore = Signal(str)
    """The side."""

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.system = ElidedLabel("", "meta", side)
        self.value = ElidedLabel("", "strong")
        self.sentence = label("", "", "second", wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.back = button("", lambda: self.restore.emit(side))
        inner = column(spacing=3)
        for one in (self.system, self.value, self.sentence):
            inner.addWidget(one)
        inner.addSpacing(4)
        inner.addWidget(self.back)
        inner.addStretch(1)
        self.setLayout(inner)


class WhyCard(QFrame):
    """Both answers for one field."""

    restore = Signal(str)
    """Bring back what this side held then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.title = label("", "name")
        self.sides: dict[Side, WhySide] = {side: WhySide(side) for side in SIDES}
        self._names: dict[Side, str] = {"a": "A", "b": "B"}
        pair = row(spacing=24)
        for one in self.sides.values():
            pair.addWidget(one, 1)
            one.restore.connect(self.restore)
        inner = column((18, 11, 18, 12), 6)
        inner.addWidget(self.title)
        inner.addLayout(pair)
        self.setLayout(inner)

    def set_names(self, names: dict[Side, str]) -> None:
        """What both systems are called."""
        self._names = names
        for side, one in self.sides.items():
            one.system.setText(names[side])

    def show_value(self, values: ValueRow, *, past: bool) -> None:
        """Show what both hold now; `past`: an earlier moment is looked at, what was held then can be brought back."""
        field = field_label(values.name)
        self.title.setText(self.tr("Why is “%1” what it is?").replace("%1", field))
        for side, one in self.sides.items():
            now = values.a_now if side == "a" else values.b_now
            one.value.setText(one_line(value_words(now), 120))
            one.sentence.setText("")
            offered = past and values.moved(side)
            shown = one_line(value_words(values.then(side)), 28)
            one.back.setText(self.tr("Restore “%1” …").replace("%1", shown))
            one.back.setAccessibleName(f"{one.back.text()} {field}, {self._names[side]}")
            one.back.setVisible(offered)

    def show_why(self, side: Side, why: Why | None) -> None:
        """The answer is there; None: the record is not on this side."""
        words = named(why.sentence, self._names) if why else self.tr("There is no record on this side.")
        self.sides[side].sentence.setText(words)
