"""One field of a conflict: what it was, what each side holds, and what will be kept."""

import datetime as dt

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_sync.errors import UsageError
from desktop_sync.gui import text
from desktop_sync.gui.dialogs.typed import parse
from desktop_sync.gui.dialogs.value_cells import KeptCell, ValueCell
from desktop_sync.gui.text import blank_words, value_words
from desktop_sync.gui.widgets.basics import button, column, label, set_tone
from desktop_sync.model.plan import Conflict, ConflictKind, Resolution, Take
from desktop_sync.model.record import Side


class ConflictRow(QObject):
    """The widgets of one field in the dialog's grid, and the decision that they stand for."""

    decided = Signal()
    """The decision is another one."""
    entered = Signal(object)
    """This row is the current one now (itself)."""
    submitted = Signal()
    """Enter was pressed in the text box."""

    def __init__(self, conflict: Conflict, names: tuple[str, str], now: dt.datetime, parent: QWidget) -> None:
        super().__init__(parent)
        self.conflict = conflict
        self._names = names
        self._take: Take | None = None
        self._label = label(text.field_label(conflict.field), "strong", wrap=True)
        self.cells: dict[Side, ValueCell] = {"a": ValueCell("a"), "b": ValueCell("b")}
        self.kept = KeptCell()
        self.kept.set_name(self.tr("Will be kept: %1").replace("%1", self._label.text()))
        self._base_button = button(self.tr("Put it back"), self.take_base, "small-link")
        self._head = self._build_head()
        values = {"a": conflict.a, "b": conflict.b}
        metas = {"a": _who(conflict.a_time, conflict.a_who, now), "b": _who(conflict.b_time, conflict.b_who, now)}
        for side, cell in self.cells.items():
            name = names[0] if side == "a" else names[1]
            cell.show_value(values[side], conflict.base, metas[side], f"{self._label.text()}, {name}")
            cell.taken.connect(self._take_a if side == "a" else self._take_b)
            cell.focused.connect(self._enter)
        self.kept.typed.connect(self._typed)
        self.kept.focused.connect(self._enter)
        self.kept.submitted.connect(self.submitted)
        if conflict.decision is not None:
            self._restore(conflict.decision)
        else:
            self._show()

    def _build_head(self) -> QWidget:
        head = QWidget()
        inner = column((8, 8, 8, 0), 1)
        inner.addWidget(self._label)
        if not self.conflict.kind.has_base:
            restored = self.conflict.kind is ConflictKind.RESTORED
            why = self.tr("not known since the restore") if restored else self.tr("never agreed so far")
            inner.addWidget(label(why, "meta", "second", wrap=True))
        else:
            inner.addWidget(label(self.tr("was"), "meta", "second"))
            was = label(text.one_line(value_words(self.conflict.base), 90), "meta", "second", wrap=True)
            was.setToolTip(value_words(self.conflict.base))
            inner.addWidget(was)
            inner.addWidget(self._base_button, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        head.setLayout(inner)
        head.setFixedWidth(150)
        return head

    def add_to(self, grid: QGridLayout, at: int) -> None:
        """Put the widgets into a row of the grid."""
        for place, one in enumerate((self._head, self.cells["a"], self.cells["b"], self.kept)):
            grid.addWidget(one, at, place)

    # ---- decisions
    @property
    def resolution(self) -> Resolution | None:
        """The decision, None while there is none. Raises UsageError for a typed value that can't be read."""
        if self._take is None:
            return None
        if self._take != "value":
            return Resolution(self._take)
        return Resolution("value", parse(self.kept.text, (self.conflict.a, self.conflict.b, self.conflict.base)))

    @property
    def is_decided(self) -> bool:
        """Whether there is a decision, right or wrong."""
        return self._take is not None

    @property
    def side(self) -> Side | None:
        """The side that is taken, None for none or another value."""
        return self._take if self._take in ("a", "b") else None

    def take(self, take: Take | None) -> None:
        """Decide for a side, or for what it was."""
        self._take = take
        self._show()
        self.decided.emit()

    @Slot()
    def _take_a(self) -> None:
        self._enter()
        self.take("a")

    @Slot()
    def _take_b(self) -> None:
        self._enter()
        self.take("b")

    def take_base(self) -> None:
        """Decide for what it was before both changed it."""
        if self.conflict.kind.has_base:
            self._enter()
            self.take("base")

    @Slot()
    def _typed(self) -> None:
        self._take = "value"
        for cell in self.cells.values():
            cell.set_chosen(False)
        self.check()
        self.decided.emit()

    def check(self) -> bool:
        """Whether the decision can be carried out; says below the text what is wrong with it."""
        try:
            made = self.resolution
        except UsageError as error:
            self.kept.show_meta(error.what, "bad")
            return False
        if made is not None and made.take == "value":
            blank = made.value is None
            self.kept.show_meta(self.tr("will be blank on both sides") if blank else self.tr("your own value"))
        return True

    def show_problem(self, words: str) -> None:
        """What the service layer says against the decision."""
        self.kept.show_meta(words, "bad")

    def _restore(self, decision: Resolution) -> None:
        self._take = decision.take
        if decision.take == "value":
            self.kept.show_text(
                "" if decision.value is None else value_words(decision.value), self.tr("your own value")
            )
            return
        self._show()

    def _show(self) -> None:
        for side, cell in self.cells.items():
            cell.set_chosen(self._take == side)
        if self._take is None:
            self.kept.show_text("", self.tr("1, 2, or type another value"))
            return
        if self._take == "value":
            return
        value = {"a": self.conflict.a, "b": self.conflict.b, "base": self.conflict.base}[self._take]
        words = value_words(value)
        meta = {"a": f"{self.tr('from')} {self._names[0]}", "b": f"{self.tr('from')} {self._names[1]}"}.get(
            self._take, self.tr("as it was")
        )
        if words == blank_words():
            words, meta = "", f"{blank_words()}, {meta}"
        self.kept.show_text(words, meta, self._take if self._take in ("a", "b") else "second")

    @Slot()
    def _enter(self) -> None:
        self.entered.emit(self)

    def set_current(self, current: bool) -> None:
        """Whether the keys 1 and 2 mean this row."""
        set_tone(self._label, "action" if current else "")


def _who(when: dt.datetime | None, who: str, now: dt.datetime) -> str:
    parts = [text.day_time(when, now)] if when is not None else []
    return " · ".join([*parts, *([who] if who else [])])
