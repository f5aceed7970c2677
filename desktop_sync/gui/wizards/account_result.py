"""The account wizard's last pages: the test, then the name with what was found."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from desktop_sync.engine.account_flow import AccountFlow, AccountStep, Trial
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import counted, number, tr
from desktop_sync.gui.widgets.basics import button, frame, label, set_tone
from desktop_sync.gui.wizards.account_pages import first_missing
from desktop_sync.gui.wizards.base import Page
from desktop_sync.model.record import AccountCheck
from desktop_sync.model.schema import TableInfo
from desktop_sync.model.signin import SignedIn

MANY_TABLES = 10
"""From more than so many on they can be searched."""


class TestPage(Page):
    """Signs in, in a worker. `wanted(Trial)`: make the call; `took` or `failed` brings the answer. `unwanted()`: give it up."""

    __test__ = False
    wanted = Signal(object)
    unwanted = Signal()

    def __init__(self, flow: AccountFlow) -> None:
        super().__init__(tr("Test"), tr("Does it answer, and may we read it?"))
        self._flow = flow
        self.box = frame("card")
        self.state = label("", "name", wrap=True)
        self.server = label("", "", "second", wrap=True)
        self.problems = label("", "", "", wrap=True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.again = button(tr("Try again"), self.start)
        self.stop = button(tr("Stop the test"), self.give_up)
        self._stopped = False
        inside, column = QVBoxLayout(self.box), QVBoxLayout(self)
        inside.setContentsMargins(20, 18, 20, 18)
        inside.setSpacing(8)
        for part in (self.state, self.progress, self.server, self.problems, self.again):
            inside.addWidget(part)
        inside.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.box)
        column.addStretch(1)

    def enter(self) -> None:
        if self._flow.answers.check is None or not self._flow.answers.check.ok:
            self.start()
        else:
            self._show()

    def missing(self) -> str:
        return "" if self.busy else first_missing(self._flow, AccountStep.TEST)

    def start(self) -> None:
        """Test now."""
        self._stopped = False
        self.busy = tr("Signing in and looking for tables …")
        self._show()
        self.updated.emit()
        self.wanted.emit(self._flow.trial())

    def leave(self) -> None:
        if self.busy:
            self.give_up()

    def give_up(self) -> None:
        """Wait for the answer no longer; nothing is left of the test."""
        self._stopped = True
        self.unwanted.emit()
        self._done()

    def tell_time(self, words: str) -> None:
        """How long it has taken."""
        if self.busy and words:
            self._tell(self._talking(), words, "")

    def took(
        self, trial: Trial, check: AccountCheck, tables: Sequence[TableInfo], signed_in: SignedIn | None = None
    ) -> None:
        """The test's answer."""
        if self._flow.tested(trial, check, tables, signed_in):
            self._done()

    def failed(self, trial: Trial, failure: Failure) -> None:
        """The test could not be made."""
        words = " ".join(part for part in (failure.sentence, failure.advice) if part)
        if self._flow.refused(trial, words):
            self._done()

    def _done(self) -> None:
        self.busy = ""
        self._show()
        self.updated.emit()

    def _show(self) -> None:
        answers, check = self._flow.answers, self._flow.answers.check
        self.progress.setVisible(bool(self.busy))
        self.again.setVisible(not self.busy and not (check and check.ok))
        self.stop.setVisible(bool(self.busy))
        good = check is not None and check.ok and not self.busy
        waits = bool(self.busy) or self._stopped
        set_tone(self.box, "card" if waits else "banner-good" if good else "banner-bad", "role")
        set_tone(self.state, "good" if good else "" if waits else "bad")
        if self.busy:
            self._tell(self._talking(), "", "")
        elif self._stopped:
            self._tell(tr("The test was stopped"), tr("Nothing was kept of it."), "")
        elif check is None:
            self._tell(tr("✕ It did not work"), answers.trouble, "")
        elif check.ok:
            parts = [] if check.server in check.summary else [said(check.server)]
            parts.append(said(check.summary))
            if "table" not in check.summary:
                parts.append(counted(len(answers.tables), tr("table found."), tr("tables found.")))
            self._tell(tr("✓ Connected"), " ".join(parts), "\n".join(said(one) for one in check.problems))
        else:
            repeated = any(problem.startswith(check.summary) for problem in check.problems)
            self._tell(
                tr("✕ It did not work"),
                "" if repeated else said(check.summary),
                "\n".join(said(one) for one in check.problems),
            )

    def _talking(self) -> str:
        kind = self._flow.answers.kind
        return tr("Talking to {kind} …", kind=said(kind.label) if kind else "")

    def _tell(self, state: str, server: str, problems: str) -> None:
        for part, text in ((self.state, state), (self.server, server), (self.problems, problems)):
            part.setText(text)
            part.setVisible(bool(text))


class NamePage(Page):
    """What the account is called, and below it what was found; there is nothing to choose."""

    def __init__(self, flow: AccountFlow) -> None:
        super().__init__(tr("Name"), tr("What do you want to call it? Syncs and lists show this name."))
        self._flow = flow
        self.edit = QLineEdit()
        self.edit.setAccessibleName(tr("Name of the account"))
        self.edit.setMaximumWidth(420)
        self.edit.setMaxLength(80)
        self.state = label("", "", "good", wrap=True)
        self.found = label("", "strong", wrap=True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a table"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.table = QTableWidget(0, 3)
        self._build()

    def _build(self) -> None:
        self.table.setHorizontalHeaderLabels([self.tr("Table"), self.tr("Records"), self.tr("Note")])
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(34)
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAccessibleName(self.tr("Tables that were found"))
        caption = label(tr("Name"), "strong")
        caption.setBuddy(self.edit)
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addWidget(self.state)
        column.addSpacing(8)
        for part in (caption, self.edit):
            column.addWidget(part)
        column.addSpacing(14)
        for part in (self.found, self.search):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        self.edit.textChanged.connect(self._put)
        self.search.textChanged.connect(self._filter)

    def enter(self) -> None:
        self.edit.setText(self._flow.answers.name)
        self.edit.selectAll()
        self.edit.setFocus()
        check = self._flow.answers.check
        self.state.setText(f"{tr('✓ Connected')} · {said(check.summary)}" if check is not None and check.ok else "")
        self._show_tables()

    def missing(self) -> str:
        return first_missing(self._flow, AccountStep.NAME)

    def primary(self) -> str:
        name = self._flow.answers.name
        return tr("Save {name}", name=name) if 0 < len(name) <= 24 else tr("Save the account")

    def _put(self, text: str) -> None:
        self._flow.rename(text)
        self.updated.emit()

    def _show_tables(self) -> None:
        tables = self._flow.answers.tables
        words = self.tr("These tables can be synced; which ones, you choose when you set up a sync.")
        self.found.setText(words if tables else self.tr("No tables were found."))
        self.search.setVisible(len(tables) > MANY_TABLES)
        self.table.setVisible(bool(tables))
        self.table.setRowCount(len(tables))
        for row, table in enumerate(tables):
            name = table.label if table.label == table.name else f"{table.label}  ({table.name})"
            count = (
                ""
                if table.records is None
                else tr("about {number}", number=number(table.records))
                if table.records
                else tr("empty")
            )
            note = said(table.problem) or ("" if table.writable else tr("can be read, not written"))
            for at, text in enumerate((name, count, note)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, at, item)
        self._filter(self.search.text())

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 0)
            shown = item is not None and all(word in item.text().casefold() for word in words)
            self.table.setRowHidden(row, not shown)
