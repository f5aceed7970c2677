"""The rest of a record for context: labels above values, in four columns."""

from collections.abc import Mapping

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from desktop_sync.gui import text
from desktop_sync.gui.widgets.basics import ElidedLabel, column, label
from desktop_sync.model.record import Side
from desktop_sync.model.values import Value, is_blank

COLUMNS = 4


class RecordView(QFrame):
    """Fields with their values; long ones are cut and say all of it in their tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sunken")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(15, 12, 15, 12)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(9)
        for at in range(COLUMNS):
            self._grid.setColumnStretch(at, 1)
        self.setLayout(self._grid)

    def show_view(
        self, view: Mapping[str, Value], side: Side | None = None, marked: frozenset[str] = frozenset()
    ) -> None:
        """Show these; filled fields first. `marked` ones stand in the side's colour."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        names = sorted(view, key=lambda name: is_blank(view[name]))
        for at, name in enumerate(names):
            box = QWidget()
            inner = column(spacing=1)
            inner.addWidget(label(text.field_label(name), "meta", "second"))
            tone = (side or "") if name in marked else "second" if is_blank(view[name]) else ""
            inner.addWidget(ElidedLabel(text.one_line(text.value_words(view[name])), "", tone))
            box.setLayout(inner)
            self._grid.addWidget(box, at // COLUMNS, at % COLUMNS)
        self.setVisible(bool(names))
