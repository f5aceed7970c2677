"""The values that don't come back from a link, and why."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_sync.gui.mapper.card import OverCard
from desktop_sync.gui.mapper.colours import colours
from desktop_sync.gui.mapper.judge import Loss, Values, Verdict
from desktop_sync.gui.mapper.links import Tables, names_of
from desktop_sync.gui.models.fields import value_words
from desktop_sync.gui.text import tr
from desktop_sync.gui.widgets.basics import ElidedLabel, button
from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.record import Side, other
from desktop_sync.sync.sensitive import hidden

VALUE_WIDTH = 145
"""Pixels of each value; the reason gets what is left."""


class LossCard(OverCard):
    """A table: value, what it becomes, what comes back, why."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = ElidedLabel("", "name")
        self.table = QTableWidget(0, 4, self)
        self.table.setHorizontalHeaderLabels([tr("Value"), tr("becomes"), tr("comes back as"), tr("Why")])
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setDefaultSectionSize(VALUE_WIDTH)
        self.table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(34)
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        foot, column = QHBoxLayout(), QVBoxLayout(self)
        foot.addStretch(1)
        foot.addWidget(button(tr("Close"), self.close_card))
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def show_losses(self, link: FieldLink, verdict: Verdict, tables: Tables) -> None:
        """Show the link's lost values."""
        self.title.setText(
            tr(
                "{title}: {count} of {checked} values don't come back",
                title=tables.title(link),
                count=verdict.lost_count,
                checked=verdict.checked,
            )
            + (tr("; the first {count}", count=len(verdict.lost)) if verdict.lost_count > len(verdict.lost) else "")
        )
        self.table.setRowCount(len(verdict.lost))
        for row, loss in enumerate(verdict.lost):
            self._row(row, loss, link, tables)
        self.show()
        self.raise_()
        self.table.setFocus()

    def _row(self, row: int, loss: Loss, link: FieldLink, tables: Tables) -> None:
        far = other(loss.side)
        look = colours()
        cells = (
            (_words(loss.value, loss.side, link, tables), look.side(loss.side)),
            (_words(loss.there, far, link, tables), look.side(far)),
            (_words(loss.back, loss.side, link, tables), look.side(loss.side)),
            (loss.reason, look.text),
        )
        for column, (text, ink) in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setForeground(QColor(ink))
            item.setToolTip(text)
            self.table.setItem(row, column, item)


def _words(values: Values | None, side: Side, link: FieldLink, tables: Tables) -> str:
    if values is None:
        return tr("refused")
    fields = tables.fields(side, names_of(link, side))
    shown = [hidden(value) if link.sensitive else value for value in values]
    return " | ".join(value_words(value, field) for value, field in zip(shown, fields, strict=True))
