"""The list of open conflicts. They are decided in the dialog."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop_sync.gui.board import Board
from desktop_sync.gui.delegates.cells import PillCell, RecordCell, WordsCell
from desktop_sync.gui.models.conflicts import ConflictEntry, ConflictsModel, decision_state, entry_of
from desktop_sync.gui.pages.listing import FindBox, ListPage
from desktop_sync.gui.places import Act, Go, Wish
from desktop_sync.gui.text import counted, number, tr
from desktop_sync.gui.widgets.basics import row
from desktop_sync.gui.widgets.notes import Chips
from desktop_sync.gui.widgets.table import RowsTable, in_card
from desktop_sync.gui.worker import WorkerHandle

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

Found = tuple[ConflictEntry, ...]


def _look(services: "Services", names: Mapping[str, tuple[str, str]], now: dt.datetime) -> Found:
    """Every open conflict as its row. `names`: what both systems of each sync are called."""
    conflicts = services.review.conflicts()
    syncs = {one: services.review.sync_name(one) for one in {conflict.sync_id for conflict in conflicts}}
    general = (tr("first system"), tr("second system"))
    return tuple(entry_of(one, syncs[one.sync_id], names.get(syncs[one.sync_id], general), now) for one in conflicts)


def _fitting(found: Found, key: str, wanted: str, words: Callable[[ConflictEntry], str]) -> list[ConflictEntry]:
    rows = [one for one in found if key in ("", one.sync)]
    return [one for one in rows if wanted in words(one)] if wanted else rows


class Conflicts(ListPage):
    """All open conflicts, the decided ones marked until a run has carried them."""

    def __init__(self, handle: WorkerHandle, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(handle, board, "", parent)
        self.header.set_title(self.tr("Conflicts"))
        self._run = self.header.add(self.tr("Sync now"), self._carry)
        self._review = self.header.add(self.tr("Review"), self._review_open, "primary")
        self._found: Found = ()
        self.chips = Chips()
        self.chips.chosen.connect(self._filter)
        self.find_box = FindBox(self.tr("Find a record or value"))
        self.find_box.found.connect(self._filter)
        self.model = ConflictsModel(self)
        self.table = RowsTable(self.model, self.tr("Conflicts"))
        self.table.set_cells(
            (
                RecordCell(self.table),
                WordsCell(self.table),
                WordsCell(self.table, tone="a"),
                WordsCell(self.table, tone="b"),
                WordsCell(self.table, tone="second"),
                PillCell(decision_state, self.table),
            ),
            (200, 120, 0, 0, 90, 150),
        )
        self.table.least_open = 150
        self.table.opened.connect(self._open)
        bar = row()
        bar.addWidget(self.chips, 1)
        bar.addWidget(self.find_box)
        self.list_body.addLayout(bar)
        self.list_body.addWidget(in_card(self.table), 1)
        self.list_body.addStretch(0)
        board.updated.connect(self.refresh)

    def shown(self, where: Go) -> None:
        self.sync = where.sync
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask the workspace."""
        if self.isVisible():
            self.handle.look(partial(_look, names=self.all_names(), now=self.board.now()), self._on_found)

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        self._found = found
        by_sync = Counter(one.sync for one in found)
        syncs = list(by_sync)
        counts = [(name, name, count, "") for name, count in by_sync.items()]
        self.chips.set_chips([("", self.tr("All"), len(found), ""), *counts])
        if self.sync in syncs:
            self.chips.choose(self.sync)
            self.sync = ""
        self._filter()

    @Slot()
    def _filter(self, _chosen: str = "") -> None:
        key, wanted = self.chips.key, self.find_box.wanted
        call = partial(_fitting, self._found, key, wanted, self.model.words_of)
        self.work(len(self._found) if wanted else 0, call, self._show)

    def _show(self, rows: list[ConflictEntry]) -> None:
        self.model.set_rows(rows)
        pairs = {(one.a_name, one.b_name) for one in rows}
        self.model.set_names(pairs.pop() if len(pairs) == 1 else None)
        waiting = sum(one.conflict.decision is None for one in self._found)
        decided = len(self._found) - waiting
        self._review.setText(self.tr("Review %1").replace("%1", number(waiting)) if waiting else self.tr("Review"))
        self._review.setEnabled(bool(waiting))
        self._run.setVisible(bool(decided))
        parts = [counted(waiting, self.tr("waits for you"), self.tr("wait for you"))]
        if decided:
            parts.append(f"{number(decided)} {self.tr('decided, carried with the next run')}")
        self.header.set_subtitle(" · ".join(parts) if self._found else "")
        if self._found:
            self.show_list()
        else:
            words_ = self.tr(
                "Where both sides changed the same field, you are asked here. Nothing is overwritten by guess."
            )
            self.show_empty(self.tr("No conflicts"), words_)

    def _review_open(self) -> None:
        self.wish.emit(Wish(Act.REVIEW, self.chips.key))

    def _carry(self) -> None:
        for name in dict.fromkeys(one.sync for one in self._found if one.conflict.decision is not None):
            self.wish.emit(Wish(Act.RUN, name))

    @Slot(object)
    def _open(self, entry: object) -> None:
        if isinstance(entry, ConflictEntry):
            self.wish.emit(Wish(Act.REVIEW, "", entry.conflict.id))
