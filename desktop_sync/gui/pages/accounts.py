"""The connected systems: test, sign in again, remove, add."""

import datetime as dt
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QMenu, QWidget

from desktop_sync.gui.attempt import Attempt
from desktop_sync.gui.board import Board
from desktop_sync.gui.delegates.cells import PillCell, PlaceCell, TileCell, WordsCell
from desktop_sync.gui.dialogs.confirm import confirm
from desktop_sync.gui.dialogs.plan_calls import PlanDialog
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.guide.opener import with_guide
from desktop_sync.gui.models.accounts import (
    AccountEntry,
    AccountsModel,
    account_state,
    can_words,
    cannot_words,
    is_over,
    month_words,
)
from desktop_sync.gui.pages.listing import ListPage
from desktop_sync.gui.phrases import said
from desktop_sync.gui.places import Act, Go, Wish
from desktop_sync.gui.status import Todo, short_error, sign_in_words, state_of
from desktop_sync.gui.text import counted, initials
from desktop_sync.gui.widgets.basics import button, label, row, set_tone
from desktop_sync.gui.widgets.notes import Banner
from desktop_sync.gui.widgets.table import RowsTable, in_card
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.quota import Quota
from desktop_sync.model.record import AccountCheck
from desktop_sync.model.report import RunReport, RunStatus, SyncStatus
from desktop_sync.model.schema import ConnectorInfo
from desktop_sync.model.signin import AccountStanding, Standing, standing_words
from desktop_sync.model.sync import Account
from desktop_sync.sync.forecast import AccountForecast

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

LEAST = (120, 118, 120, 110, 84, 122)
"""Pixels of each column."""
YIELDING = (2, 1, 5, 0, 4, 3)
"""Which columns give way first: the address, whose tool tip tells all of it, then those that wrap; the state last."""
_ADDRESSES = (
    "url",
    "base_url",
    "path",
    "store_url",
    "instance_url",
    "subdomain",
    "shop",
    "manifest",
    "base_id",
    "tenant_id",
)


@dataclass(frozen=True)
class Found:
    """The accounts with their kinds."""

    accounts: tuple[Account, ...]
    kinds: Mapping[str, ConnectorInfo] = field(default_factory=dict)
    runs: tuple[RunReport, ...] = ()
    standings: Mapping[str, AccountStanding] = field(default_factory=dict)
    quotas: Mapping[str, Quota] = field(default_factory=dict)
    forecasts: Mapping[str, AccountForecast] = field(default_factory=dict)
    plans: Mapping[str, int] = field(default_factory=dict)
    """Calls in a month that people say are allowed."""


def look(services: "Services", now: dt.datetime) -> Found:
    """Ask the workspace."""
    midnight = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    return Found(
        tuple(services.accounts.list()),
        {one.kind: one for one in services.accounts.kinds()},
        tuple(services.review.runs_since(midnight)),
        {one.account: one for one in services.accounts.standings()},
        services.accounts.quotas(),
        {one.account: one for one in services.forecasts.now().accounts},
        services.forecasts.plans(),
    )


def calls_today(runs: Iterable[RunReport], statuses: Iterable[SyncStatus], now: dt.datetime) -> Counter[str]:
    """How many calls the runs of today made to each account, as far as their syncs are there still."""
    accounts = {one.name: (one.a_account, one.b_account) for one in statuses}
    found: Counter[str] = Counter()
    for run in runs:
        if run.started_at is None or run.started_at.astimezone().date() != now.astimezone().date():
            continue
        for account, many in zip(accounts.get(run.sync, ()), (run.calls_a, run.calls_b), strict=False):
            found[account] += many
    return found


class Accounts(ListPage):
    """All accounts."""

    def __init__(self, handle: WorkerHandle, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(handle, board, "", parent)
        self.header.set_title(self.tr("Accounts"))
        self.header.add(self.tr("New account"), self._new, "primary")
        self.empty.add(self.tr("Connect your first system"), self._new)
        self._found = Found(())
        self._checks: dict[str, AccountCheck] = {}
        self._tests: dict[str, Attempt] = {}
        self.banner = Banner()
        self.model = AccountsModel(self)
        self.table = RowsTable(self.model, self.tr("Accounts"))
        self.table.set_cells(
            (
                TileCell(lambda one: one.letters, self.table),
                WordsCell(self.table, tone="second", wrap=True),
                PlaceCell(self.table),
                PillCell(account_state, self.table),
                WordsCell(self.table, tone="second", tinted=is_over),
                WordsCell(self.table, wrap=True),
            ),
            LEAST,
        )
        self.table.follow_contents(YIELDING)
        self._build()
        board.updated.connect(self.refresh)

    def _build(self) -> None:
        self.test = button(self.tr("Test"), self._test)
        self.stop = button(self.tr("Stop the test"), self._stop)
        self.pause = button(self.tr("Pause"), self._pause)
        self.reconnect = button(self.tr("Sign in again …"), self._reconnect)
        self.remove = button(self.tr("Remove …"), self._remove, "danger")
        bar = row(spacing=8)
        self.can, self.cannot, self.month = (label("", "", "second", wrap=True) for _ in range(3))
        self.plan = button(self.tr("Calls in the plan …"), self._plan)
        for one in (self.test, self.stop, self.reconnect, self.pause, self.plan, self.remove):
            bar.addWidget(one)
        bar.addStretch(1)
        self.table.picked.connect(self._show_buttons)
        self.table.opened.connect(self._opened)
        self.table.asked_menu.connect(self._show_menu)
        self.list_body.addWidget(self.banner)
        self.list_body.addWidget(in_card(self.table), 1)
        self.list_body.addLayout(bar)
        for part in (self.can, self.cannot, self.month):
            self.list_body.addWidget(part)
        self.list_body.addStretch(0)

    def shown(self, where: Go) -> None:  # noqa: ARG002 - there is one list only
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask the workspace."""
        if self.isVisible():
            self.handle.look(partial(look, now=self.board.now()), self._on_found)

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        now, statuses = self.board.now(), self.board.picture.statuses
        failed: dict[str, str] = {}
        trouble: dict[str, str] = {}
        users: dict[str, list[str]] = {}
        for one in statuses:
            state = state_of(one, None, now)
            if state.todo is Todo.SIGN_IN:
                failed[one.b_account if state.side == "b" else one.a_account] = state.words
            last = one.last
            if last is not None and last.status is RunStatus.FAILED and last.error_account:
                trouble[last.error_account] = f"{one.name}: {short_error(last.error, (one.name, last.error_account))}"
            for name in {one.a_account, one.b_account}:
                users.setdefault(name, []).append(one.name)
        calls = calls_today(self._found.runs, statuses, now)
        standings = self._found.standings
        told = {name: sign_in_words(one, now) or said(standing_words(one, now)) for name, one in standings.items()}
        ends = {name: words for name, words in told.items() if words}
        ended = {name for name, one in standings.items() if one.standing is Standing.ENDED}
        kinds = self._found.kinds
        rows = [
            AccountEntry(
                account=one,
                kind_label=said(kinds[one.kind].label) if one.kind in kinds else one.kind,
                letters=initials(one.kind, kinds[one.kind].initials if one.kind in kinds else ""),
                address=next((one.settings[key] for key in _ADDRESSES if one.settings.get(key)), ""),
                syncs=tuple(sorted(users.get(one.name, []))),
                check=self._checks.get(one.name),
                problem=failed.get(one.name, "") or (ends[one.name] if one.name in ended else ""),
                ends=ends.get(one.name, ""),
                trouble=trouble.get(one.name, ""),
                busy=one.name in self._tests,
                calls=calls[one.name],
                quota=self._found.quotas.get(one.name),
                forecast=self._found.forecasts.get(one.name),
                paused=one.name in self.board.picture.pauses.accounts,
            )
            for one in self._found.accounts
        ]
        self.model.set_rows(rows)
        self.header.set_subtitle(counted(len(rows), self.tr("system connected"), self.tr("systems connected")))
        if rows:
            self.show_list()
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)
        else:
            words = self.tr(
                "An account is one sign-in to a system. Its password or key rests in your system’s keyring, never in a file."
            )
            self.show_empty(self.tr("No systems connected yet"), words)
        self._show_buttons()

    @property
    def _current(self) -> AccountEntry | None:
        found = self.table.current
        return found if isinstance(found, AccountEntry) else None

    @Slot()
    def _show_buttons(self, _row: object = None) -> None:
        entry = self._current
        for one in (self.test, self.reconnect, self.pause, self.remove):
            one.setEnabled(entry is not None and not entry.busy)
        busy = entry is not None and entry.busy
        if busy and self.test.hasFocus():
            self.stop.show()
            self.stop.setFocus()
        self.stop.setVisible(busy)
        self.test.setVisible(not busy)
        used = entry is not None and bool(entry.syncs)
        self.remove.setEnabled(entry is not None and not used and not busy)
        kind = self._found.kinds.get(entry.account.kind) if entry is not None else None
        told = (can_words(kind), cannot_words(kind), month_words(entry) if entry is not None else "")
        for line, words in zip((self.can, self.cannot, self.month), told, strict=True):
            line.setText(words)
            line.setVisible(bool(words))
        set_tone(self.month, "care" if entry is not None and is_over(entry) else "second")
        self.pause.setText(self.tr("Resume") if entry is not None and entry.paused else self.tr("Pause"))
        self.remove.setToolTip(self.tr("A sync uses it.") if used else "")

    # ---- what can be done
    def _new(self) -> None:
        self.wish.emit(Wish(Act.NEW_ACCOUNT))

    def _test(self) -> None:
        if (entry := self._current) is not None:
            name = entry.account.name
            made = self._tests[name] = Attempt(self.handle, self)
            made.ticked.connect(partial(self._show_test, name))
            made.start(partial(_tested, name=name), partial(self._on_tested, name), partial(self._on_test_failed, name))
            self._show_test(name)
            self._show()

    def _show_test(self, name: str) -> None:
        words = f"{self.tr('Signing in and reading one record …')} {self._tests[name].words()}".strip()
        self.banner.show_words(self.tr("Testing %1").replace("%1", name), words, tone="busy")

    def _stop(self) -> None:
        """Give up the chosen account's test; nothing is left of it."""
        if (entry := self._current) is not None and entry.account.name in self._tests:
            self._end_test(entry.account.name)
            self.banner.hide()
            self._show()
            self.test.setFocus()

    def _end_test(self, name: str) -> None:
        attempt = self._tests.pop(name)
        attempt.stop()
        attempt.deleteLater()

    def _on_tested(self, name: str, check: AccountCheck) -> None:
        self._end_test(name)
        self._checks[name] = check
        if check.ok:
            words = " · ".join(said(part) for part in (check.summary, check.server) if part)
            self.banner.show_words(self.tr("%1 works").replace("%1", name), words, tone="good")
        else:
            words = " ".join(said(one) for one in (check.summary, *check.problems))
            self.banner.show_words(self.tr("%1 does not work").replace("%1", name), words, tone="bad")
        self._show()

    def _on_test_failed(self, name: str, failure: Failure) -> None:
        self._end_test(name)
        self.banner.show_words(failure.title, f"{failure.sentence} {failure.advice}".strip(), tone="bad")
        self._show()

    def _plan(self) -> None:
        if (entry := self._current) is not None:
            name = entry.account.name
            dialog = PlanDialog(self.handle, name, self._found.plans.get(name, 0), self.window())
            dialog.accepted.connect(self.handle.changed)
            with_guide(dialog).open()

    def _pause(self) -> None:
        if (entry := self._current) is not None:
            self.wish.emit(Wish(Act.RESUME_ACCOUNT if entry.paused else Act.PAUSE_ACCOUNT, entry.account.name))

    def _reconnect(self) -> None:
        if (entry := self._current) is not None:
            self._checks.pop(entry.account.name, None)
            self.wish.emit(Wish(Act.RECONNECT, entry.account.name))

    def _remove(self) -> None:
        entry = self._current
        if entry is None:
            return
        name = entry.account.name
        title = self.tr("Remove the account “%1”?").replace("%1", name)
        words = self.tr("Its password or key is removed from the keyring. The system itself is not touched.")
        if confirm(self.window(), title, words, self.tr("Remove the account")):
            self.handle.look(lambda services: services.accounts.remove(name), self._on_removed)

    @Slot(object)
    def _on_removed(self, _answer: object) -> None:
        self.banner.hide()
        self.handle.changed.emit()

    @Slot(object)
    def _opened(self, _row: object) -> None:
        self._reconnect()

    @Slot(object, QPoint)
    def _show_menu(self, _row: object, where: QPoint) -> None:
        made = QMenu(self)
        for one in (self.test, self.stop, self.reconnect, self.pause, self.remove):
            if not one.isHidden():
                made.addAction(one.text(), one.click).setEnabled(one.isEnabled())
        made.popup(where)


def _tested(services: "Services", stop: threading.Event, name: str) -> AccountCheck:
    return services.accounts.test(name, stop)
