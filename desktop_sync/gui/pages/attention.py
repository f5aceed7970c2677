"""Records that are set aside: the cause, the system's own words, the remedy, and two ways on."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QWidget

from desktop_sync.gui.board import Board
from desktop_sync.gui.delegates.cells import PillCell, RecordCell, WordsCell
from desktop_sync.gui.models.holds import HoldEntry, HoldsModel, entry_of, hold_state
from desktop_sync.gui.pages.listing import FindBox, ListPage
from desktop_sync.gui.places import Act, Go, Place, Wish
from desktop_sync.gui.text import counted
from desktop_sync.gui.widgets.basics import ElidedLabel, button, column, label, row
from desktop_sync.gui.widgets.notes import Chips
from desktop_sync.gui.widgets.table import RowsTable, in_card
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.plan import Hold

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

Found = tuple[tuple[Hold, str], ...]


class HoldDetail(QFrame):
    """One hold in full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._record = ElidedLabel("", "name")
        self._message = label("", wrap=True)
        self._words = label("", "", "second", wrap=True)
        self._remedy = label("", "", "action", wrap=True)
        self._tries = label("", "meta", "second")
        for one in (self._message, self._words, self._remedy):
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons = row(spacing=8)
        head = row()
        head.addWidget(self._record, 1)
        head.addLayout(self.buttons)
        inner = column((18, 12, 14, 14), 6)
        inner.addLayout(head)
        for one in (self._message, self._words, self._remedy, self._tries):
            inner.addWidget(one)
        self.setLayout(inner)

    def show_entry(self, entry: HoldEntry) -> None:
        """Show a hold."""
        hold = entry.hold
        self._record.setText(hold.label or str(hold.ref or ""))
        self._message.setText(hold.message)
        self._words.setText(f"{entry.system}: “{hold.words}”")
        self._words.setVisible(bool(hold.words))
        self._remedy.setText(hold.remedy)
        self._remedy.setVisible(bool(hold.remedy))
        tries = counted(hold.attempts, self.tr("try"), self.tr("tries"))
        self._tries.setText(f"{entry.sync} · {tries} · {self.tr('since')} {entry.since}")


class Attention(ListPage):
    """Everything that is held."""

    def __init__(self, handle: WorkerHandle, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(handle, board, "", parent)
        self.header.set_title(self.tr("Needs attention"))
        self._retry_all = self.header.add(self.tr("Try all again"), self._retry_shown, "primary")
        self._found: Found = ()
        self.chips = Chips()
        self.chips.chosen.connect(self._filter)
        self.find_box = FindBox(self.tr("Find a record or cause"))
        self.find_box.found.connect(self._filter)
        self.model = HoldsModel(self)
        self.table = RowsTable(self.model, self.tr("Needs attention"))
        self.table.set_cells(
            (
                RecordCell(self.table),
                PillCell(hold_state, self.table),
                WordsCell(self.table),
                WordsCell(self.table, tone="second"),
                WordsCell(self.table, tone="second"),
                WordsCell(self.table, tone="second"),
            ),
            (200, 110, 0, 110, 130, 100),
        )
        self.detail = HoldDetail()
        self._build()
        self.table.picked.connect(self._show_detail)
        board.updated.connect(self.refresh)

    def _build(self) -> None:
        self.retry = button(self.tr("Try again"), self._retry)
        self.dismiss = button(self.tr("Leave aside"), self._dismiss, "", self.tr("Until the record changes"))
        self.edit = button(self.tr("Open the mapping"), self._edit, "quiet")
        for one in (self.edit, self.dismiss, self.retry):
            self.detail.buttons.addWidget(one)
        bar = row()
        bar.addWidget(self.chips, 1)
        bar.addWidget(self.find_box)
        self.list_body.addLayout(bar)
        self.list_body.addWidget(in_card(self.table), 1)
        self.list_body.addWidget(self.detail)
        self.list_body.addStretch(0)
        self.detail.hide()

    def shown(self, where: Go) -> None:
        self.sync = where.sync
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask the workspace."""
        if self.isVisible():
            self.handle.look(
                lambda services: tuple(
                    (one, services.review.sync_name(one.sync_id)) for one in services.review.holds()
                ),
                self._on_found,
            )

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        self._found = found
        syncs = list(dict.fromkeys(name for _, name in found))
        counts = [(name, name, sum(one == name for _, one in found), "") for name in syncs]
        self.chips.set_chips([("", self.tr("All"), len(found), ""), *counts])
        if self.sync in syncs:
            self.chips.choose(self.sync)
            self.sync = ""
        self._filter()

    @Slot()
    def _filter(self, _chosen: str = "") -> None:
        key, wanted, now = self.chips.key, self.find_box.wanted, self.board.now()
        rows = [entry_of(one, name, self.names_of(name), now) for one, name in self._found if key in ("", name)]
        if wanted:
            rows = [one for one in rows if wanted in self.model.words_of(one)]
        current = self._current
        self.model.set_rows(rows)
        again = next((at for at, one in enumerate(rows) if current and one.hold.id == current.hold.id), 0)
        if rows:
            self.table.selectRow(again)
        self._show_detail(rows[again] if rows else None)
        self._retry_all.setEnabled(bool(rows))
        self.header.set_subtitle(self.tr("set aside, the rest goes on") if self._found else "")
        if self._found:
            self.show_list()
        else:
            words = self.tr(
                "When a system refuses a record, it is set aside here with the cause, and everything else goes on."
            )
            self.show_empty(self.tr("Nothing needs attention"), words)

    @property
    def _current(self) -> HoldEntry | None:
        found = self.table.current
        return found if isinstance(found, HoldEntry) else None

    @Slot(object)
    def _show_detail(self, row: object) -> None:
        self.detail.setVisible(isinstance(row, HoldEntry))
        if isinstance(row, HoldEntry):
            self.detail.show_entry(row)

    def _retry(self) -> None:
        if (entry := self._current) is not None:
            self.handle.look(lambda services: services.review.retry(entry.hold.id), self._on_changed)

    def _dismiss(self) -> None:
        if (entry := self._current) is not None:
            self.handle.look(lambda services: services.review.dismiss(entry.hold.id), self._on_changed)

    def _edit(self) -> None:
        if (entry := self._current) is not None:
            self.go.emit(Go(Place.EDITOR, entry.sync))

    def _retry_shown(self) -> None:
        names = tuple(dict.fromkeys(one.sync for one in self.model.rows))
        ids = tuple(one.hold.id for one in self.model.rows)
        self.handle.look(partial(_retry_all, ids=ids, names=names), self._on_retried)

    @Slot(object)
    def _on_retried(self, names: tuple[str, ...]) -> None:
        self.handle.changed.emit()
        for name in names:
            self.wish.emit(Wish(Act.RUN, name))

    @Slot(object)
    def _on_changed(self, _answer: object) -> None:
        self.handle.changed.emit()


def _retry_all(services: "Services", ids: tuple[int, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    for one in ids:
        services.review.retry(one)
    return names
