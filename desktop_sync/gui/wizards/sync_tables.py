"""The sync wizard's first two pages: which tables, and which fields."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_sync.engine.sync_flow import SyncStep
from desktop_sync.engine.table_pairs import likely_tables
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.mapper.choice_table import QuietCombo
from desktop_sync.gui.mapper.folds import Folds
from desktop_sync.gui.mapper.panel import MapperPanel
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import counted, number, tr
from desktop_sync.gui.widgets.basics import button, label
from desktop_sync.gui.widgets.marks import Tile
from desktop_sync.gui.widgets.notes import Banner
from desktop_sync.gui.wizards.base import Page
from desktop_sync.gui.wizards.sync_context import SyncContext
from desktop_sync.gui.wizards.whole_trial import WholeTrial
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.schema import TableInfo


class SidePicker(QWidget):
    """One side: account, and table out of a list. `picked(account, table)`; `connect_asked()`."""

    picked = Signal(str, str)
    connect_asked = Signal()

    def __init__(self, side: Side, context: SyncContext) -> None:
        super().__init__()
        self.side: Side = side
        self._context = context
        self.tile = Tile("", side, 30)
        self.account = QuietCombo()
        self.search = QLineEdit()
        self.tables = QListWidget()
        self.state = label("", "meta", "second", wrap=True)
        self._build()

    def _build(self) -> None:
        where = "left" if self.side == "a" else "right"
        self.account.setAccessibleName(tr("Account on the {where}", where=where))
        self.search.setPlaceholderText(tr("Find a table"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.tables.setAccessibleName(tr("Table on the {where}", where=where))
        self.tables.setUniformItemSizes(True)
        head, column = QHBoxLayout(), QVBoxLayout(self)
        head.setSpacing(10)
        head.addWidget(self.tile)
        head.addWidget(self.account, 1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(self.tables, 1)
        column.addWidget(self.state)
        column.addWidget(button(tr("Connect another system …"), self.connect_asked.emit, "link"))
        self.account.currentIndexChanged.connect(self._account_chosen)
        self.search.textChanged.connect(self._filter)
        self.tables.currentItemChanged.connect(self._table_chosen)

    def show_accounts(self) -> None:
        """List the accounts; the answered one is chosen."""
        spec = self._context.flow.answers.side(self.side)
        self.account.blockSignals(True)
        self.account.clear()
        self.account.addItem(tr("Choose an account"), "")
        for account in self._context.accounts:
            self.account.addItem(account.name, account.name)
        self.account.setCurrentIndex(max(0, self.account.findData(spec.account if spec else "")))
        self.account.blockSignals(False)
        self._account_chosen()

    def choose(self, account: str, table: str = "") -> None:
        """Choose an account, and a table once its tables are there."""
        self.account.setCurrentIndex(self.account.findData(account))
        if table:
            for row in range(self.tables.count()):
                item = self.tables.item(row)
                if item.data(Qt.ItemDataRole.UserRole) == table:
                    self.tables.setCurrentItem(item)

    def show_tables(self, account: str) -> None:
        """The tables of an account are there."""
        if account != self.account.currentData():
            return
        spec = self._context.flow.answers.side(self.side)
        self.tables.blockSignals(True)
        self.tables.clear()
        for table in self._context.tables[account]:
            item = self._item(table)
            self.tables.addItem(item)
            if spec and spec.account == account and spec.table == table.name:
                self.tables.setCurrentItem(item)
        self.tables.blockSignals(False)
        count = self.tables.count()
        self.state.setText(counted(count, tr("table"), tr("tables")) if count else tr("No tables found."))
        self._filter(self.search.text())

    def tell(self, words: str) -> None:
        """Say what is under way, or why there are no tables."""
        self.state.setText(words)

    @staticmethod
    def _item(table: TableInfo) -> QListWidgetItem:
        parts = [table.label or table.name]
        if table.records is not None:
            parts.append(tr("about {number} records", number=number(table.records)) if table.records else tr("empty"))
        if not table.writable:
            parts.append(tr("read only"))
        item = QListWidgetItem("   ·   ".join(parts))
        item.setData(Qt.ItemDataRole.UserRole, table.name)
        item.setToolTip(said(table.problem) or table.name)
        item.setSizeHint(QSize(0, 34))
        if table.problem:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        return item

    def _account_chosen(self) -> None:
        account = str(self.account.currentData() or "")
        with QSignalBlocker(self.tables):  # while it empties, the list makes one item after another the current one
            self.tables.clear()
        self.state.setText("")
        kind = next((one.kind for one in self._context.accounts if one.name == account), "")
        info = self._context.kinds.get(kind)
        self.tile.set_letters((info.initials or info.label[:2]) if info else "")
        spec = self._context.flow.answers.side(self.side)
        if spec is not None and spec.account != account:
            self.picked.emit("", "")
        if account:
            self.state.setText(tr("Looking for tables …"))
            self._context.read_tables(account)

    def _table_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.picked.emit(str(self.account.currentData()), str(item.data(Qt.ItemDataRole.UserRole)))

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        for row in range(self.tables.count()):
            item = self.tables.item(row)
            name = f"{item.text()} {item.data(Qt.ItemDataRole.UserRole)}".casefold()
            item.setHidden(not all(word in name for word in words))


class TablesPage(Page):
    """Two tables and a name. `connect_asked()`: another system is to be connected; `template_asked()`: begin with a ready sync."""

    connect_asked = Signal()
    template_asked = Signal()

    def __init__(self, context: SyncContext) -> None:
        super().__init__(tr("Tables"), tr("Which two tables are to hold the same?"))
        self._context, self._flow = context, context.flow
        self.pickers: dict[Side, SidePicker] = {side: SidePicker(side, context) for side in SIDES}
        self.name = QLineEdit()
        self.swap = button("⇄", self._swap, "tool", tr("Swap the two sides"))
        self.template = button(tr("Start from a template …"), self.template_asked.emit)
        self._named_by_hand = bool(self._flow.answers.name)
        self._build()
        context.accounts_read.connect(self._accounts_read)
        context.tables_read.connect(self._tables_read)
        context.failed.connect(self._failed)

    def _build(self) -> None:
        self.name.setAccessibleName(tr("Name of the sync"))
        self.name.setPlaceholderText(tr("Name of the sync"))
        self.name.setMaxLength(80)
        self.name.setEnabled(self._flow.existing is None)
        self.swap.setAccessibleName(tr("Swap the two sides"))
        top, sides, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        caption = label(tr("Name"), "strong")
        caption.setBuddy(self.name)
        top.setSpacing(12)
        top.addWidget(caption)
        top.addWidget(self.name, 1)
        top.addStretch(1)
        top.addWidget(self.template)
        self.template.setVisible(self._flow.existing is None)
        sides.setSpacing(16)
        sides.addWidget(self.pickers["a"], 1)
        sides.addWidget(self.swap, 0, Qt.AlignmentFlag.AlignTop)
        sides.addWidget(self.pickers["b"], 1)
        column.setSpacing(16)
        column.addLayout(top)
        column.addLayout(sides, 1)
        for side, picker in self.pickers.items():
            picker.picked.connect(lambda account, table, side=side: self._picked(side, account, table))
            picker.connect_asked.connect(self.connect_asked)
        self.name.textEdited.connect(self._typed)

    def enter(self) -> None:
        self.name.setText(self._flow.answers.name)
        if not self._context.accounts:
            self._context.read_accounts()

    def show_answers(self, *, named: bool) -> None:
        """The answers were made elsewhere. `named`: the name stays when another table is chosen."""
        self._named_by_hand = named
        self.name.setText(self._flow.answers.name)
        for picker in self.pickers.values():
            picker.show_accounts()

    def begin_anew(self) -> None:
        """Everything was forgotten."""
        self._named_by_hand = False
        self.name.setText("")
        for picker in self.pickers.values():
            picker.show_accounts()
        self.updated.emit()

    def missing(self) -> str:
        missing = self._flow.missing(SyncStep.TABLES)
        return said(missing[0].words) if missing else ""

    def _accounts_read(self) -> None:
        for picker in self.pickers.values():
            picker.show_accounts()
        accounts, answers = self._context.accounts, self._flow.answers
        if len(accounts) == len(SIDES) and answers.a is None and answers.b is None:
            for side, account in zip(SIDES, sorted(accounts, key=lambda one: one.id), strict=True):
                self.pickers[side].choose(account.name)
        self.updated.emit()

    def _tables_read(self, account: str) -> None:
        for picker in self.pickers.values():
            picker.show_tables(account)
        self._propose()
        self.updated.emit()

    def _propose(self) -> None:
        """Choose the tables that go together, as soon as both systems have shown theirs; only where nobody chose."""
        accounts = [str(self.pickers[side].account.currentData() or "") for side in SIDES]
        if not all(one in self._context.tables for one in accounts) or accounts[0] == accounts[1]:
            return
        chosen = [self._flow.answers.side(side) for side in SIDES]
        known = [
            [one for one in self._context.tables[account] if spec is None or one.name == spec.table]
            for account, spec in zip(accounts, chosen, strict=True)
        ]
        for side, account, spec, table in zip(SIDES, accounts, chosen, likely_tables(*known), strict=True):
            if spec is None and table:
                self.pickers[side].choose(account, table)

    def _failed(self, failure: Failure) -> None:
        for picker in self.pickers.values():
            account = picker.account.currentData()
            if account and account not in self._context.tables:
                picker.tell(f"✕ {failure.sentence} {failure.advice}")

    def _picked(self, side: Side, account: str, table: str) -> None:
        self._flow.choose_table(side, account, table)
        if side == "a" and table and not self._named_by_hand:
            known = {one.name: one.label for one in self._context.tables.get(account, ())}
            words = (known.get(table) or table).rsplit(".", 1)[-1].replace("_", " ")
            self.name.setText(words[:1].upper() + words[1:])
            self._flow.rename(self.name.text())
        self.updated.emit()

    def _typed(self, text: str) -> None:
        self._named_by_hand = bool(text)
        self._flow.rename(text)
        self.updated.emit()

    def _swap(self) -> None:
        self._flow.swap()
        self._context.swap()
        for picker in self.pickers.values():
            picker.show_accounts()
        self.updated.emit()


class MappingPage(Page):
    """The field mapper."""

    def __init__(self, context: SyncContext, folds: Folds | None = None) -> None:
        super().__init__(tr("Mapping"), tr("Which fields belong together?"))
        self._context, self._flow = context, context.flow
        self._shown: object = None
        self._tried: object = None
        """The tables of which many records were asked for."""
        self._loading = False
        self.wanted = ""
        """The shared field to begin with."""
        self.state = label("", "", "second", wrap=True)
        self.panel = MapperPanel(ask=context.compute, folds=folds)
        self.panel.hide()
        self.told = Banner()
        column = QVBoxLayout(self)
        column.addWidget(self.told)
        column.addWidget(self.state)
        column.addWidget(self.panel, 1)
        column.setAlignment(self.state, Qt.AlignmentFlag.AlignTop)
        self.panel.changed.connect(self._changed)
        context.sides_read.connect(self._read)
        context.more_read.connect(self.panel.try_on)
        context.failed.connect(self._failed)
        self.whole = WholeTrial(context, self.panel.model, self)
        self.whole.failed.connect(self._not_tried)

    def _not_tried(self, failure: Failure) -> None:
        self.told.show_words(failure.title, f"{failure.sentence} {failure.advice}".strip(), tone="bad")

    def tell(self, words: Sequence[str]) -> None:
        """What became of a template, in sentences; none: nothing is shown."""
        self.told.show_words(tr("From the template"), " ".join(words), tone="busy")
        self.told.setVisible(bool(words))

    def enter(self) -> None:
        if self._context.ready():
            self._read()
            return
        self.busy, self.error = tr("Reading the fields of both tables …"), ""
        self.state.setText(self.busy)
        self.state.show()
        self.panel.hide()
        self._context.read_sides()

    def missing(self) -> str:
        if not self._context.ready():
            return tr("The fields of both tables could not be read.")
        grave = [problem for problem in self.panel.model.problems() if problem.grave]
        if grave:
            return said(grave[0].words)
        missing = self._flow.missing(SyncStep.MAPPING)
        return said(missing[0].words) if missing else ""

    def _read(self) -> None:
        self.busy = self.error = ""
        self.state.hide()
        self.panel.show()
        shown = (self._context.sides["a"].spec, self._context.sides["b"].spec)
        links = self._flow.answers.links
        self._loading = True  # an empty mapper on its way to the answers is no answer
        if shown != self._shown:
            self._shown = shown
            schemas, samples = self._context.schemas(), self._context.samples()
            names = (self._context.name("a"), self._context.name("b"))
            self.panel.set_initials(self._context.initials("a"), self._context.initials("b"))
            self.panel.set_tables(schemas["a"], schemas["b"], *names, samples["a"], samples["b"])
            self.panel.set_links(links)
        elif self.panel.links() != links:
            self.panel.set_links(links)
        self._loading = False
        if shown != self._tried and self.isVisible():
            self._tried = shown
            self._context.read_many()
        if self.wanted:
            self.panel.show_field(self.wanted)
            self.wanted = ""
        self.updated.emit()

    def _changed(self) -> None:
        if self._loading:
            return
        self._flow.map(self.panel.links())
        self.updated.emit()

    def _failed(self, failure: Failure) -> None:
        if self.busy:
            self.busy, self.error = "", f"{failure.sentence} {failure.advice}".strip()
            self.state.setText("")
            self.updated.emit()
