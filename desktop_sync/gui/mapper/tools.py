"""What stands over and under the canvas: accept all suggestions, line up, undo; and what is still wrong."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_sync.gui.mapper.judge import Problem
from desktop_sync.gui.mapper.model import MapperModel
from desktop_sync.gui.text import tr
from desktop_sync.gui.widgets.basics import ElidedLabel, button, label, set_tone
from desktop_sync.model.record import other


class MapperTools(QWidget):
    """Over the canvas. `line_up_asked()`."""

    line_up_asked = Signal()

    def __init__(self, model: MapperModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.accept_all = button("", model.accept_all)
        tip = tr("Order both lists so that linked fields face each other")
        self.line_up = button(tr("Line up"), self.line_up_asked.emit, "quiet", tip)
        self.undo = button(tr("Undo"), model.undo_stack.undo, "quiet")
        self.redo = button(tr("Redo"), model.undo_stack.redo, "quiet")
        self.hint = label("", "strong", "action", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = QWidget(self)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(buttons)
        self._pages.addWidget(self.hint)
        top, bottom, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(buttons)
        for row, parts in ((top, (self.undo, self.redo, self.line_up)), (bottom, (self.accept_all,))):
            row.setSpacing(0)
            row.addStretch(1)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(bottom)
        model.undo_stack.indexChanged.connect(self.refresh)

    def refresh(self) -> None:
        """Show what can be done now."""
        if not (isValid(self.accept_all) and isValid(self._model.undo_stack)):
            return  # the undo stack speaks once more while the window is torn down
        count, stack = len(self._model.offers()), self._model.undo_stack
        hint = self._hint()
        self.hint.setText(hint)
        self._pages.setCurrentIndex(1 if hint else 0)
        self.accept_all.setVisible(count > 0)
        self.accept_all.setText(
            tr("Accept all {count} suggestions", count=count) if count > 1 else tr("Accept the suggestion")
        )
        self.undo.setEnabled(stack.canUndo())
        self.redo.setEnabled(stack.canRedo())
        self.undo.setToolTip(tr("Undo: {step}", step=stack.undoText()) if stack.canUndo() else tr("Nothing to undo"))
        self.redo.setToolTip(tr("Redo: {step}", step=stack.redoText()) if stack.canRedo() else tr("Nothing to redo"))

    def _hint(self) -> str:
        """What a half-made link waits for."""
        pending, tables = self._model.pending, self._model.tables
        if pending is None or tables is None:
            return ""
        side, name = pending
        return tr(
            "“{label}” to which field of {system}? Esc gives up.",
            label=tables.label(side, name),
            system=tables.system(other(side)),
        )


class ProblemBar(QFrame):
    """What is wrong, one sentence at a time. `chosen(side, field, link)`: go there ("" and -1: none)."""

    chosen = Signal(str, str, int)

    def __init__(self, model: MapperModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._refused = ""
        self._problems: tuple[Problem, ...] = ()
        self.mark = label("▲", "strong", "care")
        self.text = ElidedLabel()
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_it = button(tr("Show"), lambda: self._choose(0), "link")
        self.more = button("", self._list, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 12, 2)
        row.setSpacing(8)
        row.addWidget(self.mark)
        row.addWidget(self.text, 1)
        row.addWidget(self.show_it)
        row.addWidget(self.more)
        model.refused.connect(self._refuse)
        model.links_changed.connect(self._forget)
        model.selection_changed.connect(self._forget)

    def refresh(self) -> None:
        """Show the first problem, and how many more there are."""
        self._problems = tuple(sorted(self._model.problems(), key=lambda problem: not problem.grave))
        grave = any(problem.grave for problem in self._problems)
        first = self._problems[0].words if self._problems else ""
        self.text.setText(self._refused or first)
        set_tone(self.mark, "bad" if grave or self._refused else "care")
        self.mark.setText("✕" if grave or self._refused else "▲")
        count = len(self._problems)
        self.show_it.setVisible(not self._refused and count > 0)
        self.more.setVisible(not self._refused and count > 1)
        self.more.setText(tr("{count} more", count=count - 1))
        self.setVisible(bool(self._refused or first))

    def _refuse(self, words: str) -> None:
        self._refused = words
        self.refresh()

    def _forget(self) -> None:
        if self._refused:
            self._refused = ""
            self.refresh()

    def _choose(self, number: int) -> None:
        if number < len(self._problems):
            problem = self._problems[number]
            self.chosen.emit(problem.side or "", problem.field, -1 if problem.at is None else problem.at)

    def _list(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, problem in enumerate(self._problems):
            action = menu.addAction(problem.words.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, number=number: self._choose(number))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
