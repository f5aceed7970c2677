"""What needs attention, by cause: what it is, the system's own words, what to do, and the ways out as buttons."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QMenu, QWidget

from desktop_sync.gui.board import Board
from desktop_sync.gui.delegates.cells import CauseCell, RecordCell, WordsCell
from desktop_sync.gui.models.causes import Cause, CauseRecordsModel, CausesModel, Fix, causes, fix_words
from desktop_sync.gui.models.holds import HoldEntry, entry_of
from desktop_sync.gui.pages.listing import FindBox, ListPage
from desktop_sync.gui.places import Act, Go, Place, Wish
from desktop_sync.gui.spots import Spot
from desktop_sync.gui.text import counted, tr
from desktop_sync.gui.theme import Type
from desktop_sync.gui.widgets.basics import column, row
from desktop_sync.gui.widgets.cause_card import CauseCard
from desktop_sync.gui.widgets.notes import Chips
from desktop_sync.gui.widgets.table import RowsTable, in_card
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.plan import Hold
from desktop_sync.model.report import SyncStatus

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

Found = tuple[HoldEntry, ...]
CAUSE_HEIGHT = 54
LIST_WIDTH = 340


class Attention(ListPage):
    """Causes at the left, the chosen one with its records at the right."""

    def __init__(self, handle: WorkerHandle, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(handle, board, "", parent)
        self.header.set_title(self.tr("Needs attention"))
        self._retry_all = self.header.add(self.tr("Try all again"), self._retry_shown, "primary")
        self._found: Found = ()
        self.chips = Chips()
        self.chips.chosen.connect(self._filter)
        self.find_box = FindBox(self.tr("Find a record or cause"))
        self.find_box.found.connect(self._filter)
        self.causes = CausesModel(self)
        self.cause_table = RowsTable(self.causes, self.tr("Causes"), row_height=CAUSE_HEIGHT)
        self.model = CauseRecordsModel(self)
        self.table = RowsTable(self.model, self.tr("Records that wait for this"))
        self.card = CauseCard()
        self.card.wished.connect(self._fix)
        self._build()
        board.updated.connect(self.refresh)

    def _build(self) -> None:
        self.cause_table.set_cells((CauseCell(self.cause_table),), (0,))
        self.cause_table.follow_contents((0,))
        self.cause_table.horizontalHeader().hide()
        self.cause_table.picked.connect(self._show_cause)
        self.table.set_cells(
            (
                RecordCell(self.table),
                WordsCell(self.table, wrap=True),
                WordsCell(self.table, tone="second"),
                WordsCell(self.table, Type.META, "second"),
            ),
            (140, 200, 60, 60),
        )
        self.table.follow_contents((1, 0))
        self.table.picked.connect(self._show_record)
        self.table.opened.connect(lambda _row: self._fix(Fix.RECORD))
        self.table.asked_menu.connect(self._show_menu)
        bar, body, right = row(), row(spacing=16), column(spacing=12)
        bar.addWidget(self.chips, 1)
        bar.addWidget(self.find_box)
        left_box, left = QWidget(), column()
        left.addWidget(in_card(self.cause_table), 1)
        left.addStretch(0)
        left_box.setLayout(left)
        left_box.setMaximumWidth(LIST_WIDTH)
        left_box.setMinimumWidth(LIST_WIDTH * 3 // 4)
        right.addWidget(self.card)
        self.records = in_card(self.table)
        right.addWidget(self.records, 1)
        right.addStretch(0)
        body.addWidget(left_box, 2)
        body.addLayout(right, 3)
        self.list_body.addLayout(bar)
        self.list_body.addLayout(body, 1)

    def shown(self, where: Go) -> None:
        self.sync = where.sync
        self.refresh()

    # ---- what there is
    @Slot()
    def refresh(self) -> None:
        """Ask the workspace."""
        if self.isVisible():
            self.handle.look(partial(_holds, names=self.all_names(), now=self.board.now()), self._on_found)

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        self._found = found
        self.work(len(found), partial(_causes, found, self.board.picture.statuses), self._on_causes)

    def _on_causes(self, every: list[Cause]) -> None:
        syncs = list(dict.fromkeys(one.sync for one in every))
        counts = [(name, name, sum(one.sync == name for one in every), "") for name in syncs]
        self.chips.set_chips([("", self.tr("All"), len(every), ""), *counts])
        if self.sync in syncs:
            self.chips.choose(self.sync)
            self.sync = ""
        if self.find_box.wanted:
            self._filter()
        else:
            self._show_causes(every)

    @Slot()
    def _filter(self, _chosen: str = "") -> None:
        wanted, words = self.find_box.wanted, self.model.words_of
        call = partial(_causes, self._found, self.board.picture.statuses, wanted, words)
        self.work(len(self._found), call, self._show_causes)

    def _show_causes(self, every: list[Cause]) -> None:
        key, current = self.chips.key, self._cause
        rows = [one for one in every if key in ("", one.sync)]
        self.causes.set_rows(rows)
        at = next((at for at, one in enumerate(rows) if current and one.key == current.key), 0)
        if rows:
            self.cause_table.selectRow(at)
        self._show_cause(rows[at] if rows else None)
        self._retry_all.setEnabled(any(one.entries for one in rows))
        held = sum(len(one.entries) for one in rows)
        words = counted(held, self.tr("record is set aside"), self.tr("records are set aside"))
        self.header.set_subtitle(f"{words}, {self.tr('the rest goes on')}" if held else "")
        if rows or self.find_box.wanted:
            self.show_list()
        else:
            text = self.tr(
                "When a system refuses a record, it is set aside here with the cause, and everything else goes on."
            )
            self.show_empty(self.tr("Nothing needs attention"), text)

    @property
    def _cause(self) -> Cause | None:
        found = self.cause_table.current
        return found if isinstance(found, Cause) else None

    @property
    def _current(self) -> HoldEntry | None:
        found = self.table.current
        return found if isinstance(found, HoldEntry) else None

    @Slot(object)
    def _show_cause(self, found: object) -> None:
        self.card.setVisible(isinstance(found, Cause))
        if not isinstance(found, Cause):
            self.model.set_rows([])
            self.records.hide()
            return
        current = self._current
        self.model.set_rows(found.entries)
        self.records.setVisible(bool(found.entries))
        ids = [one.hold.id for one in found.entries]
        if ids:
            self.table.selectRow(ids.index(current.hold.id) if current and current.hold.id in ids else 0)
        self.card.show_cause(found, self._current)

    @Slot(object)
    def _show_record(self, entry: object) -> None:
        cause = self._cause
        if cause is not None and isinstance(entry, HoldEntry) and any(entry is one for one in cause.entries):
            self.card.show_cause(cause, entry)

    # ---- ways out
    @Slot(object)
    def _fix(self, fix: Fix) -> None:
        cause = self._cause
        if cause is None:
            return
        ids = tuple(one.hold.id for one in cause.entries)
        if fix is Fix.RETRY:
            self.handle.look(partial(_retry_all, ids=ids, names=(cause.sync,)), self._on_retried)
        elif fix is Fix.DISMISS:
            self.handle.look(partial(_dismiss_all, ids=ids), self._on_changed)
        elif fix is Fix.ALONE:
            self._leave_alone()
        elif fix in (Fix.EDIT, Fix.RECORD):
            self._on_record(Act.EDIT_VALUE if fix is Fix.EDIT else Act.RECORD)
        elif fix in (Fix.RUN, Fix.FULL):
            self.wish.emit(Wish(Act.RUN if fix is Fix.RUN else Act.RUN_FULL, cause.sync))
        elif fix is Fix.SIGN_IN:
            self.wish.emit(Wish(Act.RECONNECT, cause.account))
        else:
            self.go.emit(self._place(fix, cause))

    @staticmethod
    def _place(fix: Fix, cause: Cause) -> Go:
        return {
            Fix.PLAN: Go(Place.PREVIEW, cause.sync),
            Fix.PAIR: Go(Place.PAIRING, cause.sync),
            Fix.RULES: Go(Place.EDITOR, cause.sync, step="matching"),
            Fix.MAPPING: Go(Place.EDITOR, cause.sync, step="mapping", field=cause.field),
        }[fix]

    def _on_record(self, act: Act) -> None:
        entry = self._current
        if entry is not None and entry.hold.ref is not None:
            hold = entry.hold
            spot = Spot(entry.sync, hold.side, entry.hold.ref, hold.field, label=hold.label)
            self.wish.emit(Wish(act, number=hold.id, spot=spot))

    def _leave_alone(self) -> None:
        entry = self._current
        if entry is not None and entry.hold.ref is not None:
            call = partial(_apart, sync=entry.sync, hold=entry.hold)
            self.handle.ask(call, self._on_changed)

    def _retry_shown(self) -> None:
        shown = [one for cause in self.causes.rows for one in cause.entries]
        names = tuple(dict.fromkeys(one.sync for one in shown))
        ids = tuple(one.hold.id for one in shown)
        self.handle.look(partial(_retry_all, ids=ids, names=names), self._on_retried)

    @Slot(object, QPoint)
    def _show_menu(self, _entry: object, where: QPoint) -> None:
        made = QMenu(self)
        cause = self._cause
        for fix in dict.fromkeys((*(cause.fixes if cause else ()), Fix.RECORD)):
            if cause is not None:
                made.addAction(fix_words(fix, cause), partial(self._fix, fix))
        made.popup(where)

    @Slot(object)
    def _on_retried(self, names: tuple[str, ...]) -> None:
        self.handle.changed.emit()
        for name in names:
            self.wish.emit(Wish(Act.RUN, name))

    @Slot(object)
    def _on_changed(self, _answer: object) -> None:
        self.handle.changed.emit()


def _holds(services: "Services", names: Mapping[str, tuple[str, str]], now: dt.datetime) -> Found:
    holds = services.review.holds()
    syncs = {one: services.review.sync_name(one) for one in {hold.sync_id for hold in holds}}
    general = (tr("first system"), tr("second system"))
    return tuple(entry_of(one, syncs[one.sync_id], names.get(syncs[one.sync_id], general), now) for one in holds)


def _causes(
    found: Found,
    statuses: Sequence[SyncStatus],
    wanted: str = "",
    words: Callable[[HoldEntry], str] = lambda _one: "",
) -> list[Cause]:
    entries: Sequence[HoldEntry] = found
    if wanted:
        entries = [one for one in entries if wanted in words(one) or wanted in one.hold.message.casefold()]
    made = causes(entries, statuses)
    return [one for one in made if one.entries or not wanted or wanted in one.title.casefold()]


def _retry_all(services: "Services", ids: tuple[int, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    for one in ids:
        services.review.retry(one)
    return names


def _dismiss_all(services: "Services", ids: tuple[int, ...]) -> None:
    for one in ids:
        services.review.dismiss(one)


def _apart(services: "Services", sync: str, hold: Hold) -> None:
    assert hold.ref is not None
    services.pairing.unpair(sync, hold.side, hold.ref)
