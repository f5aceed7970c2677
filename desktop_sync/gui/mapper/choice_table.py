"""The table that maps one side's choices to the other's."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_sync.gui.text import later, tr
from desktop_sync.gui.widgets.basics import button, label, set_tone
from desktop_sync.model.schema import Choice

NOT_MAPPED = later("▲ not mapped")


class QuietCombo(QComboBox):
    """A choice that scrolling past does not change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceTable(QWidget):
    """A's values on the left, B's to choose on the right; what nobody mapped is marked. `changed()`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._b: tuple[Choice, ...] = ()
        self.table = QTableWidget(0, 2, self)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for column in (0, 1):
            self.table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setStyleSheet("QTableWidget::item { padding-left: 10px; }")
        self.table.verticalHeader().setDefaultSectionSize(36)
        self.table.setMinimumHeight(150)
        self.table.itemChanged.connect(self._edited)
        self.add = button(tr("Add a value"), self._add_row, "link")
        self.rest = label("", "meta", "care", wrap=True)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(4)
        for part in (self.table, self.rest, self.add):
            column_layout.addWidget(part)

    def show_map(
        self, a: Sequence[Choice], b: Sequence[Choice], pairs: Mapping[str, str], names: tuple[str, str]
    ) -> None:
        """Show the map `pairs` (A's value → B's) over all values of both sides; `names`: the sides' systems."""
        self._b = tuple(b)
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        self.table.setHorizontalHeaderLabels(list(names))
        for choice in a:
            self._row(choice, pairs.get(choice.value, pairs.get(choice.label, "")), editable=False)
        self.table.blockSignals(False)
        self._tell()

    def pairs(self) -> dict[str, str]:
        """The map as it is now, without what is not mapped."""
        found: dict[str, str] = {}
        for row in range(self.table.rowCount()):
            item, combo = self.table.item(row, 0), self._combo(row)
            assert item is not None
            key = str(item.data(Qt.ItemDataRole.UserRole) or item.text()).strip()
            value = self._value(combo)
            if key and value:
                found[key] = value
        return found

    def choose(self, row: int, value: str) -> None:
        """Map a row's value to this one of B."""
        combo = self._combo(row)
        at = combo.findData(value)
        if at >= 0:
            combo.setCurrentIndex(at)
        else:
            combo.setEditText(value)

    def _combo(self, row: int) -> QComboBox:
        combo = self.table.cellWidget(row, 1)
        assert isinstance(combo, QComboBox)
        return combo

    @staticmethod
    def _value(combo: QComboBox) -> str:
        text = combo.currentText()
        at = combo.findText(text)
        if at < 0:
            return text.strip()
        return str(combo.itemData(at) or "")

    def _row(self, choice: Choice, mapped: str, *, editable: bool) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        item = QTableWidgetItem(choice.label or choice.value)
        flags = Qt.ItemFlag.ItemIsEnabled
        item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if editable else flags)
        item.setData(Qt.ItemDataRole.UserRole, choice.value)
        item.setToolTip(choice.value if choice.label != choice.value else "")
        self.table.setItem(row, 0, item)
        combo = QuietCombo()
        combo.addItem(tr(NOT_MAPPED), "")
        for other in self._b:
            combo.addItem(other.label or other.value, other.value)
        known = {text: choice.value for choice in self._b for text in (choice.label, choice.value)}
        if mapped and mapped not in known:
            combo.addItem(mapped, mapped)
        combo.setCurrentIndex(max(0, combo.findData(known.get(mapped, mapped))))
        combo.setEditable(not self._b)
        combo.setAccessibleName(tr("{label} becomes", label=choice.label))
        combo.currentTextChanged.connect(self._changed)
        self.table.setCellWidget(row, 1, combo)

    def _add_row(self) -> None:
        self._row(Choice("", ""), "", editable=True)
        item = self.table.item(self.table.rowCount() - 1, 0)
        assert item is not None
        self.table.editItem(item)

    def _edited(self, item: QTableWidgetItem) -> None:
        if item.column() == 0 and item.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.blockSignals(True)
            item.setData(Qt.ItemDataRole.UserRole, item.text().strip())
            self.table.blockSignals(False)
            self._changed()

    def _changed(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        """Say what is left over on either side."""
        pairs = self.pairs()
        open_a = self.table.rowCount() - len(pairs)
        open_b = [choice.label for choice in self._b if choice.value not in pairs.values()]
        words = []
        if open_a:
            held = tr("1 not mapped: records with it are held.")
            words.append(held if open_a == 1 else tr("{count} not mapped: records with them are held.", count=open_a))
        if open_b:
            names = ", ".join(open_b[:4]) + (" …" if len(open_b) > 4 else "")
            header = self.table.horizontalHeaderItem(1)
            system = header.text() if header else ""
            words.append(tr("Nothing becomes {names} of {system}.", names=names, system=system))
        self.rest.setText(" ".join(words))
        set_tone(self.rest, "care" if open_a else "second")
        self.rest.setVisible(bool(words))
