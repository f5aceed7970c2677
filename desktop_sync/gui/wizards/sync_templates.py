"""“Start from a template”: the ready syncs, those that the connected systems are enough for first, made to fit the user's tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_sync.gui.errors import Failure
from desktop_sync.gui.mapper.choice_table import QuietCombo
from desktop_sync.gui.phrases import of_template, said
from desktop_sync.gui.theme import tokens
from desktop_sync.gui.widgets.basics import button, label, line, set_tone
from desktop_sync.gui.widgets.foot import foot
from desktop_sync.gui.wizards.look import wizard_sheet
from desktop_sync.gui.wizards.sync_context import SyncContext
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.template import Fitted, Template
from desktop_sync.sync.templatefit import table_for

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services
    from desktop_sync.gui.worker import WorkerHandle

_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class SideChoice:
    """What is chosen of one side. `table` "": the template's own."""

    account: str = ""
    table: str = ""


class TemplateSidePicker(QWidget):
    """One side of a template: which account, and which table where the template leaves it open. `updated()`; `connect_asked(kind)`."""

    updated = Signal()
    connect_asked = Signal(str)

    def __init__(self, side: Side, context: SyncContext) -> None:
        super().__init__()
        self.side: Side = side
        self._context = context
        self._template: Template | None = None
        self.what = label("", "strong")
        self.account = QuietCombo()
        self.table = QuietCombo()
        self._links = QVBoxLayout()
        self.account.setAccessibleName(self.tr("Account"))
        self.table.setAccessibleName(self.tr("Table"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.what, self.account, self.table):
            column.addWidget(part)
        column.addLayout(self._links)
        column.addStretch(1)
        self.account.currentIndexChanged.connect(self._account_chosen)
        self.table.currentIndexChanged.connect(self.updated)
        context.tables_read.connect(self._tables_read)

    def show_template(self, template: Template) -> None:
        """Show the accounts that the side is for, and ways to connect one where there is none."""
        self._template = template
        one = template.side(self.side)
        what = of_template(one.what)
        self.what.setText(what[:1].upper() + what[1:])
        fitting = [account for account in self._context.accounts if account.kind in one.tables]
        self.account.blockSignals(True)
        self.account.clear()
        for account in fitting:
            self.account.addItem(account.name, account.name)
        self.account.blockSignals(False)
        self.account.setVisible(bool(fitting))
        while self._links.count():
            item = self._links.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for kind in () if fitting else one.kinds:
            self._links.addWidget(button(self._connect_words(kind), self._asks(kind), "link"))
        self._account_chosen()

    def choice(self) -> SideChoice | None:
        """What is chosen; None while something is missing."""
        account, table = str(self.account.currentData() or ""), str(self.table.currentData() or "")
        if not account or (self._open() and not table):
            return None
        return SideChoice(account, table if self._open() else "")

    def _connect_words(self, kind: str) -> str:
        info = self._context.kinds.get(kind)
        return self.tr("Connect {0} …").format(said(info.label) if info else kind)

    def _asks(self, kind: str) -> Callable[[], None]:
        return lambda: self.connect_asked.emit(kind)

    def _names(self) -> Sequence[str]:
        """The names of the table that the template knows in the chosen account."""
        name = self.account.currentData()
        kind = next((one.kind for one in self._context.accounts if one.name == name), "")
        return self._template.side(self.side).tables.get(kind, ()) if self._template else ()

    def _open(self) -> bool:
        return bool(self.account.currentData()) and len(self._names()) != 1

    def _account_chosen(self) -> None:
        self.table.clear()
        self.table.setVisible(self._open())
        if self._open():
            self._context.read_tables(str(self.account.currentData()))
        self.updated.emit()

    def _tables_read(self, account: str) -> None:
        if account != self.account.currentData() or not self._open():
            return
        self.table.blockSignals(True)
        self.table.clear()
        self.table.addItem(self.tr("Choose a table"), "")
        there = [one for one in self._context.tables[account] if not one.problem]
        for one in there:
            self.table.addItem(one.label or one.name, one.name)
        found = table_for(self._names(), [one.name for one in there]) or (there[0].name if len(there) == 1 else "")
        self.table.setCurrentIndex(max(0, self.table.findData(found)))
        self.table.blockSignals(False)
        self.updated.emit()


class TemplateDialog(QDialog):
    """Chooses a template and its accounts. `fitted(Fitted)`: made to fit; `connect_asked(kind)`: that kind of system is missing."""

    fitted = Signal(object)
    connect_asked = Signal(str)

    def __init__(self, handle: "WorkerHandle", context: SyncContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle, self._context = handle, context
        self._templates: Sequence[Template] = ()
        self._busy = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Start from a template"))
        self.resize(860, 560)
        self.search = QLineEdit()
        self.list = QListWidget()
        self.summary = label("", "", "second", wrap=True)
        self.pickers = {side: TemplateSidePicker(side, context) for side in SIDES}
        self.note = label("", "meta", "second", wrap=True)
        self.cancel = button(self.tr("Cancel"), self.reject)
        self.use = button(self.tr("Use this template"), self._use, "primary")
        self._build()
        self.setStyleSheet(wizard_sheet(tokens()))
        context.accounts_read.connect(self._show)
        handle.look(_templates, self._take, self._failed)

    def _build(self) -> None:
        self.search.setPlaceholderText(self.tr("Find a template"))
        self.search.setClearButtonEnabled(True)
        self.list.setAccessibleName(self.tr("Templates"))
        self.summary.setMinimumHeight(54)
        self.summary.setAlignment(Qt.AlignmentFlag.AlignTop)
        sides, column = QHBoxLayout(), QVBoxLayout(self)
        sides.setSpacing(16)
        for picker in self.pickers.values():
            sides.addWidget(picker, 1)
            picker.updated.connect(self._refresh)
            picker.connect_asked.connect(self.connect_asked)
        column.setContentsMargins(24, 18, 24, 14)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Start from a template"), "page"))
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.summary)
        column.addLayout(sides)
        column.addWidget(line())
        column.addLayout(foot(self, self.cancel, self.use, words=self.note))
        self.search.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemActivated.connect(self._use)
        self._refresh()

    @property
    def template(self) -> Template | None:
        """The one that is chosen."""
        chosen = self.list.selectedItems() or ([self.list.currentItem()] if self.list.currentRow() >= 0 else [])
        wanted = chosen[0].data(_ID) if chosen else None
        return next((one for one in self._templates if one.id == wanted), None)

    def _take(self, templates: Sequence[Template]) -> None:
        self._templates = templates
        self._show()

    def _show(self) -> None:
        """List them, those that can be used at once first."""
        chosen = self.template.id if self.template else ""
        self.list.clear()
        kinds = {account.kind for account in self._context.accounts}
        missing = {one.id: _missing(one, kinds) for one in self._templates}
        for one in sorted(self._templates, key=lambda one: (len(missing[one.id]), of_template(one.label))):
            words = of_template(one.label)
            if missing[one.id]:
                words += "   ·   " + self.tr("needs {0}").format(self._listed(missing[one.id]))
            item = QListWidgetItem(words)
            item.setData(_ID, one.id)
            item.setToolTip(of_template(one.summary))
            self.list.addItem(item)
            if one.id == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)
        self._filter(self.search.text())

    def _listed(self, sides: Sequence[Sequence[str]]) -> str:
        kinds = self._context.kinds
        words = [
            self.tr(" or ").join(said(kinds[kind].label) if kind in kinds else kind for kind in some) for some in sides
        ]
        return self.tr(" and ").join(words)

    def _filter(self, text: str) -> None:
        wanted = text.casefold().split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            told = f"{item.text()} {item.toolTip()}".casefold()
            item.setHidden(not all(word in told for word in wanted))

    def _chosen(self) -> None:
        template = self.template
        if template is not None:
            self.summary.setText(of_template(template.summary))
            for picker in self.pickers.values():
                picker.show_template(template)
        self._refresh()

    def _refresh(self) -> None:
        ready = self.template is not None and all(picker.choice() is not None for picker in self.pickers.values())
        self.use.setEnabled(ready and not self._busy)

    def _use(self) -> None:
        """Make it fit, in the worker: it reads both tables."""
        template, a, b = self.template, self.pickers["a"].choice(), self.pickers["b"].choice()
        if template is None or a is None or b is None or self._busy:
            return
        self._busy = True
        set_tone(self.note, "second")
        self.note.setText(self.tr("Looking at both tables …"))
        self._refresh()
        name, chosen = template.id, (a, b)
        self._handle.ask(lambda services: _fit(services, name, chosen), self._fitted, self._failed)

    def _fitted(self, fitted: Fitted) -> None:
        self._busy = False
        self.fitted.emit(fitted)
        self.accept()

    def _failed(self, failure: Failure) -> None:
        self._busy = False
        set_tone(self.note, "bad")
        self.note.setText(f"✕ {failure.sentence} {failure.advice}".strip())
        self._refresh()


def _missing(template: Template, kinds: set[str]) -> list[tuple[str, ...]]:
    """The sides of which no system is connected, each with the kinds that would do."""
    return [one.kinds for side in SIDES if kinds.isdisjoint((one := template.side(side)).kinds)]


def _templates(services: "Services") -> Sequence[Template]:
    return services.templates.all()


def _fit(services: "Services", name: str, chosen: tuple[SideChoice, SideChoice]) -> Fitted:
    from desktop_sync.engine.templates import Choice  # late: the engine is loaded in the worker

    a, b = chosen
    return services.templates.fit(Choice(name, a.account, b.account, a.table, b.table))
