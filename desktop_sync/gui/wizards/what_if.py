"""What a changed sync would do, by the engine itself, before it is saved."""

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_sync.gui.delegates.cells import ActionCell, ChangeCell, RecordCell, WordsCell
from desktop_sync.gui.models.operations import OperationRow, OperationsModel, rows_of, verb
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import counted, field_label, number, tr
from desktop_sync.gui.theme import Type
from desktop_sync.gui.widgets.basics import frame, label, row
from desktop_sync.gui.widgets.table import RowsTable, in_card
from desktop_sync.model.check import WhatIf
from desktop_sync.model.record import SIDES, Side

MOST_FIELDS = 8
MOST_NAMES = 3


class WhatIfView(QWidget):
    """Figures, a sentence for each field and selection, and some of the operations."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters: Mapping[Side, str] = {"a": "A", "b": "B"}
        self.lines = label("", "", "", wrap=True)
        self.model = OperationsModel(self)
        self.table = RowsTable(self.model, self.tr("Some of what the next run would write"))
        self.table.set_cells(
            (
                RecordCell(self.table),
                ActionCell(self._action, self.table),
                WordsCell(self.table),
                ChangeCell(lambda one: one.change, self.table),
                WordsCell(self.table, Type.META, "second"),
            ),
            (190, 112, 110, 0, 150),
        )
        self._cards = row(spacing=10)
        self._box, inside = frame(), QVBoxLayout()
        inside.setContentsMargins(16, 11, 16, 11)
        inside.addWidget(self.lines)
        self._box.setLayout(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._cards)
        column.addWidget(self._box)
        self._samples = in_card(self.table)
        self._some = label(self.tr("The first of each kind"), "strong")
        column.addWidget(self._some)
        column.addWidget(self._samples, 1)
        column.addStretch(0)

    def _action(self, one: OperationRow) -> tuple[str, str, str]:
        return one.side, self._letters[one.side], verb(one.kind)

    def show_what_if(self, found: WhatIf, names: Mapping[Side, str], letters: Mapping[Side, str]) -> None:
        """Show it. `names`: what both systems are called."""
        self._letters = letters
        _emptied(self._cards)
        for key in sorted({*found.counts, *found.before}):
            side: Side = "a" if key.startswith("a.") else "b"
            now, before = found.counts.get(key, 0), found.before.get(key, 0)
            self._card(now, before, f"{_kind_words(key)} {names[side]}", side)
        self._card(found.conflict_count, None, self.tr("conflicts"), "care" if found.conflict_count else "second")
        lines = self._lines(found, names)
        self.lines.setText("\n".join(lines))
        self._box.setVisible(bool(lines))
        rows = rows_of(found.samples, names)
        self.model.set_rows(rows)
        self._samples.setVisible(bool(rows))
        self._some.setVisible(0 < len(found.samples) < sum(found.counts.values()))

    def _card(self, now: int, before: int | None, words: str, tone: str) -> None:
        box, inside = frame("card"), QVBoxLayout()
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inside.setContentsMargins(14, 8, 14, 8)
        inside.setSpacing(0)
        inside.addWidget(label(number(now), "page"))
        inside.addWidget(label(words, "meta", tone if now else "second"))
        if before is not None and before != now:
            apart = self.tr("%1 without the change").replace("%1", number(before))
            inside.addWidget(label(apart, "meta", "second"))
        inside.addStretch(1)
        box.setLayout(inside)
        self._cards.addWidget(box, 1)

    def _lines(self, found: WhatIf, names: Mapping[Side, str]) -> list[str]:
        lines = [] if any(found.counts.values()) else [self.tr("The next run would write nothing.")]
        most = sorted((one for one in found.fields.items() if sum(one[1])), key=lambda one: -sum(one[1]))
        fields = [
            f"{field_label(name)} {self.tr('in')} {counted(sum(both), self.tr('record'), self.tr('records'))}"
            for name, both in most[:MOST_FIELDS]
        ]
        if len(most) > MOST_FIELDS:
            fields.append(self.tr("and %1 more fields").replace("%1", number(len(most) - MOST_FIELDS)))
        if fields:
            lines.append(f"{self.tr('Would change:')} {', '.join(fields)}.")
        for words, counts, some in (
            (self.tr("%1 of %2 come in"), found.enters, found.entering),
            (self.tr("%1 of %2 fall out and are kept apart; nothing is deleted"), found.leaves, found.leaving),
        ):
            for side in SIDES:
                if counts.get(side):
                    who = [name or str(ref) for one, ref, name in some if one == side][:MOST_NAMES]
                    told = words.replace("%1", counted(counts[side], self.tr("record"), self.tr("records")))
                    lines.append(f"{told.replace('%2', names[side])}: {', '.join(who)} …" if who else told)
        lines += [said(one.message)[:1].upper() + said(one.message)[1:] + "." for one in found.guards]
        if found.holds:
            lines.append(f"{counted(found.holds, self.tr('record'), self.tr('records'))} {self.tr('would be held')}.")
        return lines


def _kind_words(key: str) -> str:
    kind = key.partition(".")[2]
    return {
        "create": tr("new in"),
        "update": tr("updates to"),
        "delete": tr("deletes in"),
        "archive": tr("archived in"),
    }.get(kind, kind)


def _emptied(layout: QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
