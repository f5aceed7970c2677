"""What stands over and under the canvas: accept all suggestions, line up, undo; and what is still wrong."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop_sync.gui.mapper.judge import Problem
from desktop_sync.gui.mapper.model import MapperModel
from desktop_sync.gui.mapper.words import Elided, Words


class MapperTools(QWidget):
    """Over the canvas. `line_up_asked()`."""

    line_up_asked = Signal()

    def __init__(self, model: MapperModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.accept_all = QPushButton(self)
        self.accept_all.clicked.connect(model.accept_all)
        self.line_up = self._quiet("Line up", "Order both lists so that linked fields face each other", self.line_up_asked.emit)
        self.undo = self._quiet("Undo", "", model.undo_stack.undo)
        self.redo = self._quiet("Redo", "", model.undo_stack.redo)
        top, bottom, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
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
        count, stack = len(self._model.offers()), self._model.undo_stack
        keep = self.accept_all.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.accept_all.setSizePolicy(keep)
        self.accept_all.setVisible(count > 0)
        self.accept_all.setText(f"Accept all {count} suggestions" if count > 1 else "Accept the suggestion")
        self.undo.setEnabled(stack.canUndo())
        self.redo.setEnabled(stack.canRedo())
        self.undo.setToolTip(f"Undo: {stack.undoText()}" if stack.canUndo() else "Nothing to undo")
        self.redo.setToolTip(f"Redo: {stack.redoText()}" if stack.canRedo() else "Nothing to redo")

    def _quiet(self, text: str, tip: str, call: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("role", "quiet")
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(call)
        return button


class ProblemBar(QFrame):
    """What is wrong, one sentence at a time. `chosen(side, field, link)`: go there ("" and -1: none)."""

    chosen = Signal(str, str, int)

    def __init__(self, model: MapperModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._refused = ""
        self._problems: tuple[Problem, ...] = ()
        self.mark = Words(self, "strong", "care", text="▲")
        self.text = Elided(self)
        self.show_it = QPushButton("Show", self)
        self.more = QPushButton(self)
        for button in (self.show_it, self.more):
            button.setProperty("role", "link")
        self.show_it.clicked.connect(lambda: self._choose(0))
        self.more.clicked.connect(self._list)
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
        self.text.set_whole(self._refused or first)
        self.mark.set_tone("bad" if grave or self._refused else "care")
        self.mark.setText("✕" if grave or self._refused else "▲")
        count = len(self._problems)
        self.show_it.setVisible(not self._refused and count > 0)
        self.more.setVisible(not self._refused and count > 1)
        self.more.setText(f"{count - 1} more")
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
