"""The sync wizard's last page: what the first run would do. Nothing is written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_sync.gui.errors import Failure
from desktop_sync.gui.mapper.params import in_systems
from desktop_sync.gui.phrases import said
from desktop_sync.gui.status import progress_words
from desktop_sync.gui.text import number, tr
from desktop_sync.gui.theme import tokens
from desktop_sync.gui.widgets.basics import button, frame, label, set_tone
from desktop_sync.gui.wizards.base import Page
from desktop_sync.gui.wizards.sync_context import SyncContext
from desktop_sync.gui.wizards.what_if import WhatIfView
from desktop_sync.model.check import WhatIf
from desktop_sync.model.plan import OperationKind, Pairing, PairingKind
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.report import PlanReport, Progress

AnyIndex = QModelIndex | QPersistentModelIndex
MOST_NOTES = 4
ORDER = (
    PairingKind.AMBIGUOUS,
    PairingKind.DUPLICATE,
    PairingKind.LIKELY,
    PairingKind.ONLY_A,
    PairingKind.ONLY_B,
    PairingKind.SURE,
)


@dataclass(frozen=True)
class Preview:
    """What a first run would do, and what applying the definition says of itself."""

    pairs: tuple[Pairing, ...] = ()
    plan: PlanReport | None = None
    sentences: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    what_if: WhatIf | None = None


class PairsModel(QAbstractTableModel):
    """The pairing, one line each: in A, in B, how sure, why."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Pairing, ...] = ()
        self._names = ("A", "B")

    def set_rows(self, rows: Sequence[Pairing], names: tuple[str, str]) -> None:
        """Show these; `names`: the systems'."""
        self.beginResetModel()
        self._rows, self._names = tuple(rows), names
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (*self._names, "", tr("Why"))[section]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._cells(row)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            look = tokens()
            name = (look.side_a, look.side_b, look.text, look.second)[index.column()]
            return QColor(name)
        return None

    def _cells(self, row: Pairing) -> tuple[str, str, str, str]:
        a = row.a_label or ", ".join(row.a_refs) or "—"
        b = row.b_label or ", ".join(row.b_refs) or "—"
        why = said(row.reason) or (tr("same {join}", join=" + ".join(row.key)) if row.key else "")
        return a, b, kind_words(row.kind, *self._names), why


def kind_words(kind: PairingKind, a: str, b: str) -> str:
    """How sure, in words."""
    return {
        PairingKind.SURE: tr("✓ a pair"),
        PairingKind.LIKELY: tr("? likely a pair"),
        PairingKind.AMBIGUOUS: tr("▲ fits more than one"),
        PairingKind.DUPLICATE: tr("▲ the same twice"),
        PairingKind.ONLY_A: tr("only in {a}", a=a),
        PairingKind.ONLY_B: tr("only in {b}", b=b),
    }[kind]


class PreviewPage(Page):
    """Counts, then every pairing. `wanted()`: make the preview (again)."""

    wanted = Signal()

    def __init__(self, context: SyncContext) -> None:
        super().__init__(tr("Preview"), tr("nothing has been written"))
        self._context, self._flow = context, context.flow
        self.preview: Preview | None = None
        self._shown: PairingKind | None = None
        self.model = PairsModel(self)
        self.table = QTableView()
        self.table.setAccessibleName(self.tr("Records and their pairs"))
        self.state = label("", "", "second", wrap=True)
        self.progress = QProgressBar()
        self.notes = label("", "", "care", wrap=True)
        self.what_if = WhatIfView()
        self.what_if.hide()
        self.again = button(tr("Look again"), self.start, "quiet")
        self.chips: dict[PairingKind | None, QWidget] = {}
        self._cards, self._filter = QHBoxLayout(), QHBoxLayout()
        self._build()

    def _build(self) -> None:
        self.progress.setRange(0, 0)
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(35)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(self.state, 1)
        top.addWidget(self.again)
        self._cards.setSpacing(10)
        self._filter.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.progress)
        column.addLayout(self._cards)
        column.addWidget(self.notes)
        column.addLayout(self._filter)
        column.addWidget(self.table, 1)
        column.addWidget(self.what_if, 1)
        column.addStretch(0)

    def enter(self) -> None:
        self.start()

    def primary(self) -> str:
        plan = self.preview.plan if self.preview else None
        if not self.runs or plan is None:
            return tr("Save")
        count = len(plan.operations)
        if not count:
            return self.tr("Save and pair these %n", "", plan.paired)
        return tr("Save and run this one") if count == 1 else tr("Save and run these {count}", count=count)

    @property
    def runs(self) -> bool:
        """Whether a new sync is to run at once: it has something to write, or records to pair."""
        plan = self.preview.plan if self.preview else None
        return self._flow.existing is None and plan is not None and bool(plan.operations or plan.paired)

    def start(self) -> None:
        """Make the preview anew."""
        self.preview, self.error = None, ""
        self.busy = tr("Reading both systems, to see what would happen. Nothing is written.")
        self._show()
        self.updated.emit()
        self.wanted.emit()

    def took(self, preview: Preview) -> None:
        """The preview is there."""
        self.preview, self.busy = preview, ""
        self._show()
        self.updated.emit()

    def failed(self, failure: Failure) -> None:
        """It could not be made."""
        self.busy, self.error = "", f"{failure.sentence} {failure.advice}".strip()
        self._show()
        self.updated.emit()

    def progressed(self, progress: Progress) -> None:
        """How far the reading is."""
        if self.busy and progress.sync == self._flow.answers.name:
            self.state.setText(tr("{progress}. Nothing is written.", progress=progress_words(progress)))

    # showing

    def _show(self) -> None:
        preview = self.preview
        self.progress.setVisible(bool(self.busy))
        self.again.setVisible(not self.busy)
        for layout in (self._cards, self._filter):
            while (item := layout.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.deleteLater()
        self.chips = {}
        self.table.setVisible(preview is not None and bool(preview.pairs))
        self.notes.setVisible(False)
        self.what_if.setVisible(preview is not None and preview.what_if is not None)
        if preview is None:
            self.state.setText(self.busy or tr("The preview could not be made."))
            return
        sentences = preview.sentences if self._flow.existing is not None else ()
        effect = preview.what_if
        anyway = effect is not None and any(effect.counts.values()) and effect.counts == effect.before
        self.state.setText(
            " ".join([*map(said, sentences), *([tr("This is what the next run would do anyway.")] if anyway else [])])
            or tr("This is what the first run would do. Nothing has been written.")
        )
        guards = preview.plan.guards if preview.plan else ()
        system = self._context.system
        notes = [*(in_systems(one, system) for one in preview.warnings), *(said(guard.message) for guard in guards)]
        shown = [f"▲ {note}" for note in notes[:MOST_NOTES]]
        if len(notes) > MOST_NOTES:
            shown.append(tr("and {count} more", count=len(notes) - MOST_NOTES))
        self.notes.setText("\n".join(shown))
        self.notes.setToolTip("\n".join(notes) if len(notes) > MOST_NOTES else "")
        self.notes.setVisible(bool(notes))
        if preview.what_if is not None:
            names: dict[Side, str] = {side: self._context.system(side) for side in SIDES}
            letters: dict[Side, str] = {side: self._context.initials(side) or side.upper() for side in SIDES}
            self.what_if.show_what_if(preview.what_if, names, letters)
        if preview.plan is not None:
            self._show_cards(preview.plan)
            self._show_chips(preview.pairs)
        self._filter_by(None)

    def _show_cards(self, plan: PlanReport) -> None:
        counts = Counter((op.kind, op.side) for op in plan.operations)
        for kind, words in ((OperationKind.UPDATE, tr("updates to")), (OperationKind.CREATE, tr("new in"))):
            for side in ("b", "a"):
                system = self._context.system("a" if side == "a" else "b")
                self._card(counts[kind, "a" if side == "a" else "b"], f"{words} {system}", side)
        deletes = sum(
            counts[kind, side] for kind in (OperationKind.DELETE, OperationKind.ARCHIVE) for side in ("a", "b")
        )
        if deletes:
            self._card(deletes, tr("deletes"), "care")
        self._card(len(plan.conflicts), tr("questions for you"), "care" if plan.conflicts else "second")

    def _card(self, count: int, words: str, tone: str) -> None:
        box = frame("card")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(14, 8, 14, 8)
        inside.setSpacing(0)
        figure = label(number(count), "page")
        inside.addWidget(figure)
        inside.addWidget(label(words, "meta", tone if count else "second"))
        self._cards.addWidget(box, 1)

    def _show_chips(self, pairs: Sequence[Pairing]) -> None:
        counts = Counter(pair.kind for pair in pairs)
        a, b = self._context.system("a"), self._context.system("b")
        titles: list[tuple[PairingKind | None, str]] = [(None, tr("All {number}", number=number(len(pairs))))]
        words = {
            PairingKind.SURE: tr("Pairs"),
            PairingKind.LIKELY: tr("Likely"),
            PairingKind.AMBIGUOUS: tr("Not clear"),
            PairingKind.ONLY_A: tr("Only in {a}", a=a),
            PairingKind.ONLY_B: tr("Only in {b}", b=b),
        }
        titles += [(kind, f"{title} {number(counts[kind])}") for kind, title in words.items() if counts[kind]]
        for kind, title in titles:
            chip = button(title, partial(self._filter_by, kind), "chip")
            chip.setCheckable(True)
            if kind is PairingKind.AMBIGUOUS:
                set_tone(chip, "care")
            self.chips[kind] = chip
            self._filter.addWidget(chip)
        self._filter.addStretch(1)

    def _filter_by(self, kind: PairingKind | None) -> None:
        pairs = self.preview.pairs if self.preview else ()
        for one, chip in self.chips.items():
            chip.setProperty("checked", one is kind)
            chip.setChecked(one is kind)  # type: ignore[attr-defined]
        shown = [pair for pair in pairs if kind is None or pair.kind is kind]
        shown.sort(key=lambda pair: ORDER.index(pair.kind))
        self.model.set_rows(shown, (self._context.system("a"), self._context.system("b")))
