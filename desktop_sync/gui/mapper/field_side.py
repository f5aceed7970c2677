"""One side of the mapper: the head with name, search and record stepper, over its list of fields."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from desktop_sync.gui.mapper.delegate import BAR_ROOM, PORT_ROOM
from desktop_sync.gui.mapper.field_view import FieldView
from desktop_sync.gui.models.field_filter import FieldFilter
from desktop_sync.gui.models.fields import FieldRow, FieldsModel, Row
from desktop_sync.gui.text import tr
from desktop_sync.gui.widgets.basics import ElidedLabel, label
from desktop_sync.gui.widgets.marks import Tile
from desktop_sync.model.record import Side


class Stepper(QWidget):
    """‹ 3 of 50 ›: which sample record is shown. `stepped(int)`: by how many."""

    stepped = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = label("", "meta", "second")
        self._back, self._next = self._button("‹", -1), self._button("›", 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self._back, self._label, self._next):
            row.addWidget(part)

    def set_name(self, name: str) -> None:
        """Whose records these are."""
        for button, words in ((self._back, tr("Previous")), (self._next, tr("Next"))):
            button.setAccessibleName(tr("{words} sample record of {name}", words=words, name=name))
            button.setToolTip(tr("{words} sample record of {name}", words=words, name=name))

    def show_place(self, place: int, count: int) -> None:
        """Show which of how many."""
        self._label.setText(tr("{place} of {count}", place=place + 1, count=count) if count else tr("no records"))
        for button in (self._back, self._next):
            button.setVisible(count > 1)

    def _button(self, text: str, by: int) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setProperty("role", "quiet")
        button.clicked.connect(lambda: self.stepped.emit(by))
        return button


class FieldSide(QWidget):
    """A side's head; `view` is its list, laid out by the panel so that lists and canvas share their edges."""

    def __init__(self, side: Side, parent: QWidget) -> None:
        super().__init__(parent)
        self.side: Side = side
        self.model = FieldsModel(side, self)
        self.filter = FieldFilter(self.model, self)
        self.badge = Tile("", side, 26)
        self.title = ElidedLabel("", "strong", side)
        self.count = label("", "meta", "second")
        self.search = QLineEdit(self)
        self.stepper = Stepper(self)
        self.view = FieldView(side, self.filter, parent)
        self._linked = self._every = 0
        self._build()

    def _build(self) -> None:
        self.search.setPlaceholderText(tr("Find a field"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        header, tools, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        header.setSpacing(8)
        header.addWidget(self.badge)
        header.addWidget(self.title, 1)
        header.addWidget(self.count)
        tools.setSpacing(4)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.stepper)
        near = (BAR_ROOM, 0, PORT_ROOM, 0) if self.side == "a" else (PORT_ROOM, 0, BAR_ROOM, 0)
        column.setContentsMargins(*near)
        column.setSpacing(8)
        column.addLayout(header)
        column.addLayout(tools)

    def set_name(self, name: str, initials: str) -> None:
        """Name the side: “Tryton · parties”, with its system's initials."""
        self.badge.set_letters(initials)
        self.title.setText(name)
        self.view.setAccessibleName(tr("Fields of {name}", name=name))
        self.search.setAccessibleName(tr("Find a field of {name}", name=name))
        self.stepper.set_name(name)

    def show_rows(self, rows: Sequence[Row], linked: int) -> None:
        """Show the fields; `linked`: how many of them take part."""
        current = self.view.current_name()
        self.filter.set_rows(rows)
        if current and self.view.current_name() != current:
            self.view.go_to(current, show=False)
        self._linked = linked
        self._every = sum(isinstance(row, FieldRow) for row in rows)
        self._count()

    def set_folded(self, keys: frozenset[str]) -> None:
        """Show these groups folded."""
        current = self.view.current_name()
        self.filter.set_folded(keys)
        group = self.filter.group_of(current) if current else ""
        if group and self.filter.is_shut(group):
            self.view.go_to_head(group)
        self.view.moved.emit()

    def places(self) -> Mapping[str, int]:
        """The row of each field that the search leaves, by name."""
        return self.filter.places()

    def reveal(self, name: str) -> None:
        """Have the field's row in sight."""
        index = self.filter.index_of(name)
        if index.isValid():
            self.view.scrollTo(index)

    def _search(self, text: str) -> None:
        self.filter.set_search(text)
        self._count()
        self.view.moved.emit()

    def _count(self) -> None:
        every = self._every
        searching = bool(self.search.text().strip())
        self.count.setText(
            tr("{count} of {every} fields", count=self.filter.field_count() if searching else self._linked, every=every)
        )
        self.count.setToolTip(
            tr("match the search")
            if searching
            else tr("{linked} of {every} fields are linked", linked=self._linked, every=every)
        )
