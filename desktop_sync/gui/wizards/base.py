"""The shell of the wizards: title, steps, one page at a time, and one primary action named by its effect."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop_sync.gui.guide.opener import question_mark
from desktop_sync.gui.text import tr
from desktop_sync.gui.theme import tokens
from desktop_sync.gui.widgets.basics import ElidedLabel, button, label, line, set_tone
from desktop_sync.gui.wizards.look import wizard_sheet


class Page(QWidget):
    """One step. Subclasses fill it, and say what is missing; `updated()` when that may have changed.

    `busy`: something is under way, named in words. `error`: something did not work, in words.
    """

    updated = Signal()

    def __init__(self, title: str, lead: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.lead = title, lead
        self.busy = ""
        self.error = ""

    def enter(self) -> None:
        """The page comes into sight: show the answers as they are now."""

    def leave(self) -> None:
        """The page is about to be left, forwards or back: put what was typed into the answers."""

    def missing(self) -> str:
        """What keeps the page from being left, "" when nothing does."""
        return ""

    @property
    def valid(self) -> bool:
        """Whether the page can be left."""
        return not self.busy and not self.missing()

    def primary(self) -> str:
        """What the primary button says here."""
        return tr("Continue")


class StepBar(QWidget):
    """The steps in a row. `chosen(int)`: go there."""

    chosen = Signal(int)

    def __init__(self, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._names = tuple(tr(name) for name in names)
        self.steps: list[QPushButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for number, name in enumerate(self._names):
            step = button(name, partial(self.chosen.emit, number), "step")
            step.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.steps.append(step)
            row.addWidget(step)
        row.addStretch(1)

    def show_place(self, current: int, reachable: int, *, tabs: bool, gaps: frozenset[int] = frozenset()) -> None:
        """Mark the current step; those up to `reachable` can be gone to. `tabs`: no order, no ticks, but a sign where there are `gaps`."""
        for number, (name, step) in enumerate(zip(self._names, self.steps, strict=True)):
            mark = ("▲  " if number in gaps else "") if tabs else "✓  " if number < current else f"{number + 1}  "
            step.setText(mark + name)
            step.setEnabled(number <= reachable or number == current)
            set_tone(step, "current" if number == current else "done" if number < current and not tabs else "open")
            state = (
                tr("something is missing")
                if tabs and number in gaps
                else tr("current step")
                if number == current
                else tr("done")
                if number < current
                else tr("to come")
            )
            step.setAccessibleName(tr("Step {number}, {name}: {state}", number=number + 1, name=name, state=state))


class WizardDialog(QDialog):
    """Shows pages one after another. Subclasses give the pages, and do what the last primary action says (`finish`)."""

    def __init__(self, title: str, pages: Sequence[Page], steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = tuple(pages)
        self.setWindowTitle(title)
        self.heading = label(title, "page")
        self.lead = ElidedLabel("", "", "second")
        self.steps = StepBar(steps, self)
        self.stack = QStackedWidget(self)
        self.note = label("", "meta", "care", wrap=True)
        self.cancel = button(tr("Cancel"), self.reject)
        self.back_button = button(tr("Back"), self.back)
        self.next_button = button(tr("Continue"), self.forward, "primary")
        self.footer = QHBoxLayout()
        self.tabs = False
        """Whether the steps are tabs that can be gone to in any order."""
        self._build()
        self._dress()

    def _build(self) -> None:
        head, foot, column = QHBoxLayout(), self.footer, QVBoxLayout(self)
        head.setContentsMargins(24, 16, 24, 4)
        head.setSpacing(14)
        head.addWidget(self.heading)
        head.addWidget(self.lead, 1)
        bar = QHBoxLayout()
        bar.setContentsMargins(18, 0, 24, 0)
        bar.addWidget(self.steps)
        foot.setContentsMargins(24, 12, 24, 14)
        foot.setSpacing(10)
        foot.addWidget(self.note, 1)
        foot.addWidget(question_mark(self))
        for part in (self.cancel, self.back_button, self.next_button):
            foot.addWidget(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(bar)
        column.addWidget(line())
        column.addWidget(self.stack, 1)
        column.addWidget(line())
        column.addLayout(foot)
        self.set_pages(self.pages)
        self.steps.chosen.connect(self.go)
        self.next_button.setDefault(True)

    def set_pages(self, pages: Sequence[Page]) -> None:
        """Show these pages; once, for dialogs that have to ask something before they know them."""
        self.pages = tuple(pages)
        for page in self.pages:
            page.setContentsMargins(24, 18, 24, 12)
            layout = page.layout()
            if layout is not None:
                layout.setContentsMargins(0, 0, 0, 0)
            self.stack.addWidget(page)
            page.updated.connect(self.refresh)

    # moving

    @property
    def at(self) -> int:
        """Which page is shown."""
        return self.stack.currentIndex()

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.pages[self.at]

    def begin(self, at: int = 0) -> None:
        """Show a page, the first one left out."""
        self.stack.setCurrentIndex(at)
        self.page.enter()
        self.refresh()

    def forward(self) -> None:
        """The primary action: to the next page, or finish."""
        if not self.page.valid:
            self.refresh()
            return
        self.page.leave()
        if self.at + 1 < len(self.pages) and not self.tabs:
            self.begin(self.at + 1)
        else:
            self.finish()

    def back(self) -> None:
        """To the page before; answers stay."""
        if self.at:
            self.page.leave()
            self.begin(self.at - 1)

    def go(self, at: int) -> None:
        """To any page that can be reached."""
        if at != self.at and (at < self.at or at <= self.reachable()):
            self.page.leave()
            self.begin(at)

    def reachable(self) -> int:
        """The last page that can be gone to from here."""
        return self.at if not self.tabs else len(self.pages) - 1

    def gaps(self) -> frozenset[int]:
        """Steps on which something is missing, for wizards with tabs."""
        return frozenset()

    def finish(self) -> None:
        """Do what the last page's primary action says."""
        self.accept()

    def refresh(self) -> None:
        """Show what can be done now."""
        if not self.pages:
            return
        page, missing = self.page, self.page.missing()
        self.lead.setText(page.lead)
        self.steps.show_place(self.at, self.reachable(), tabs=self.tabs, gaps=self.gaps())
        self.next_button.setText(page.primary())
        self.next_button.setEnabled(page.valid)
        self.back_button.setVisible(not self.tabs)
        self.back_button.setEnabled(self.at > 0)
        if page.error:
            set_tone(self.note, "bad")
            self.note.setText(f"✕ {page.error}")
        elif page.busy:
            set_tone(self.note, "second")
            self.note.setText(page.busy)
        else:
            set_tone(self.note, "care")
            self.note.setText(f"▲ {missing}" if missing else "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        sheet = wizard_sheet(tokens())
        if sheet != self.styleSheet():  # setting it tells of a new palette again
            self.setStyleSheet(sheet)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Left:
            self.back()
        elif alt and event.key() == Qt.Key.Key_Right:
            self.forward()
        else:
            super().keyPressEvent(event)


def scrolled(inner: QWidget) -> QScrollArea:
    """The widget with a scroll bar where it is higher than its room."""
    area = QScrollArea()
    inner.setProperty("ground", "none")
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
