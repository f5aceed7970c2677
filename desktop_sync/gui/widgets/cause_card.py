"""One cause in full: what it is, what the system says, what to do, and the ways out as buttons."""

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from desktop_sync.gui.models.causes import Cause, Fix, fix_tip, fix_words
from desktop_sync.gui.models.holds import HoldEntry
from desktop_sync.gui.phrases import said
from desktop_sync.gui.widgets.basics import button, column, label
from desktop_sync.gui.widgets.flow import FlowLayout


class CauseCard(QFrame):
    """Shows a cause, and says which way out is wished."""

    wished = Signal(object)
    """A `Fix`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.title = label("", "name", wrap=True)
        self.where = label("", "meta", "second")
        self.words = label("", "", "second", wrap=True)
        self.remedy = label("", wrap=True)
        self.buttons: dict[Fix, QPushButton] = {}
        for one in (self.title, self.words, self.remedy):
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._row = FlowLayout()
        self._row.setContentsMargins(0, 6, 0, 0)
        inner = column((18, 13, 18, 14), 5)
        for one in (self.title, self.where, self.words, self.remedy):
            inner.addWidget(one)
        inner.addLayout(self._row)
        self.setLayout(inner)
        for fix in Fix:
            made = button("", partial(self.wished.emit, fix), "", fix_tip(fix))
            made.hide()
            self.buttons[fix] = made
            self._row.addWidget(made)

    def show_cause(self, cause: Cause, entry: HoldEntry | None) -> None:
        """Show a cause; `entry`: the record of it that is picked."""
        self.title.setText(cause.title)
        self.where.setText(cause.count_words)
        told = said(entry.hold.words) if entry else cause.words
        self.words.setText(f"{cause.system}: “{told}”" if cause.system else told)
        self.words.setVisible(bool(told))
        self.remedy.setText(cause.remedy)
        self.remedy.setVisible(bool(cause.remedy))
        for fix in cause.fixes:
            self.buttons[fix].setText(fix_words(fix, cause))
        for fix, made in self.buttons.items():
            made.setVisible(fix in cause.fixes)
        self._row.put_first([self.buttons[fix] for fix in cause.fixes])
        for before, after in pairwise([self.buttons[fix] for fix in cause.fixes]):
            QWidget.setTabOrder(before, after)
