"""Open conflicts."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt

from desktop_sync.gui import text
from desktop_sync.gui.models.rows import Column, RowsModel
from desktop_sync.gui.text import field_label, one_line, tr, value_words
from desktop_sync.gui.theme import Tone
from desktop_sync.model.plan import Conflict, ConflictKind, Take


@dataclass(frozen=True, slots=True)
class ConflictEntry:
    """A conflict with its sync's name and what its systems are called."""

    conflict: Conflict
    sync: str
    a_name: str
    b_name: str
    since: str


def entry_of(conflict: Conflict, sync: str, names: tuple[str, str], now: dt.datetime) -> ConflictEntry:
    """The row of a conflict."""
    since = text.day_time(conflict.opened_at, now) if conflict.opened_at else ""
    return ConflictEntry(conflict, sync, *names, since)


def decision_state(entry: ConflictEntry) -> tuple[str, Tone]:
    """Whether it is decided, in words and tone."""
    decision = entry.conflict.decision
    if decision is None:
        return tr("Open"), Tone.CARE
    takes: dict[Take, str] = {"a": entry.a_name, "b": entry.b_name, "base": tr("as it was"), "value": tr("own value")}
    return f"{tr('Decided')}: {takes[decision.take]}", Tone.GOOD


def side_words(entry: ConflictEntry, side: str) -> str:
    """What the side holds, on one line."""
    one = entry.conflict
    value = one.a if side == "a" else one.b
    if one.kind is ConflictKind.DELETE_EDIT:
        return tr("deleted") if value is None else one_line(f"{tr('changed')}: {value_words(value)}")
    return one_line(value_words(value))


class ConflictsModel(RowsModel[ConflictEntry]):
    """Record, field, what A holds, what B holds, since when, decided or not."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(tr("Record"), lambda row: row.conflict.label or str(row.conflict.a_ref or "")),
                Column(tr("Field"), lambda row: field_label(row.conflict.field) or tr("the whole record")),
                Column(
                    tr("First system"),
                    lambda row: side_words(row, "a"),
                    lambda row: f"{row.a_name}: {side_words(row, 'a')}",
                ),
                Column(
                    tr("Second system"),
                    lambda row: side_words(row, "b"),
                    lambda row: f"{row.b_name}: {side_words(row, 'b')}",
                ),
                Column(tr("Since"), lambda row: row.since),
                Column(tr("State"), lambda row: decision_state(row)[0]),
            ),
            parent,
        )
        self._names = (tr("First system"), tr("Second system"))

    def set_names(self, names: tuple[str, str] | None) -> None:
        """What both systems are called, where all rows are about the same two; None: in general words."""
        shown = names or (tr("First system"), tr("Second system"))
        if shown != self._names:
            self._names = shown
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 2, 3)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As every table; columns 2 and 3 name the systems."""
        if section in (2, 3) and orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._names[section - 2]
        return super().headerData(section, orientation, role)
