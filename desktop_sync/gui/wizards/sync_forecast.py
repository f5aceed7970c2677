"""The schedule's page of the sync's editor: how many calls a month that costs, before it is saved."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from desktop_sync.errors import UsageError
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.forecasts import account_words, sync_words
from desktop_sync.gui.widgets.basics import column, label, set_tone
from desktop_sync.gui.wizards.sync_context import SyncContext
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.sync import SideSpec, SyncDefinition
from desktop_sync.sync.forecast import Table

if TYPE_CHECKING:
    from desktop_sync.engine.forecasting import Forecasts
    from desktop_sync.engine.services import Services

SETTLE_MS = 250


class ForecastLines(QWidget):
    """What the answers would cost; asks anew a little after the last change."""

    def __init__(self, context: SyncContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._tables: dict[tuple[SideSpec, SideSpec], Mapping[Side, Table]] = {}
        self._asked: set[tuple[SideSpec, SideSpec]] = set()
        self.words, self.sums = label("", "", "second", wrap=True), label("", "", "second", wrap=True)
        inner = column(spacing=4)
        inner.addWidget(self.words)
        inner.addWidget(self.sums)
        self.setLayout(inner)
        self.hide()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ask)

    def refresh(self) -> None:
        """The answers are others now, or may be."""
        self._settle.start()

    def _definition(self) -> SyncDefinition | None:
        try:
            return self._context.flow.definition() if self._context.flow.complete else None
        except UsageError:
            return None

    @Slot()
    def _ask(self) -> None:
        definition = self._definition()
        if definition is None:
            self._show("", "")
            return
        tables = self._tables.get((definition.a, definition.b), {})
        self._context.handle.look(
            partial(_draft, definition=definition, tables=tables), self._on_draft, self._on_failed
        )

    @Slot(object)
    def _on_draft(self, answer: "tuple[SyncDefinition, Forecasts]") -> None:
        definition, foreseen = answer
        if definition != self._definition():
            return
        found = foreseen.syncs[definition.name]
        if found is None:
            self._ask_tables(definition.a, definition.b)
            return
        if not found.runs:
            self._show("", "")
            return
        sums = [foreseen.account(name) for name in dict.fromkeys((definition.a.account, definition.b.account))]
        own = {definition.a.account: found.a, definition.b.account: found.b}
        told = [one for one in sums if one and (one.allowed is not None or one.calls != own[one.account])]
        words = sync_words(found, (definition.a.account, definition.b.account))
        self._show(words, "\n".join(account_words(one) for one in told), over=any(one.over for one in told))

    def _ask_tables(self, a: SideSpec, b: SideSpec) -> None:
        """How big they are; once, for their systems have to be asked."""
        if (a, b) in self._asked:
            self._show(self.tr("How many calls that makes is known after the first run."), "")
            return
        self._asked.add((a, b))
        self._context.handle.ask(partial(_sizes, a=a, b=b), self._on_tables, self._on_failed)

    @Slot(object)
    def _on_tables(self, answer: tuple[tuple[SideSpec, SideSpec], Mapping[Side, Table]]) -> None:
        specs, tables = answer
        self._tables[specs] = tables
        self._ask()

    @Slot(object)
    def _on_failed(self, _failure: Failure) -> None:
        """Whatever is wrong with a system is told where it is needed."""
        self._show("", "")

    def _show(self, words: str, sums: str, *, over: bool = False) -> None:
        self.words.setText(words)
        self.sums.setText(sums)
        self.sums.setVisible(bool(sums))
        self.setVisible(bool(words or sums))  # nothing to say takes no room
        set_tone(self.sums, "care" if over else "second")


def _draft(
    services: "Services", definition: SyncDefinition, tables: Mapping[Side, Table]
) -> "tuple[SyncDefinition, Forecasts]":
    return definition, services.forecasts.draft(definition, tables)


def _sizes(services: "Services", a: SideSpec, b: SideSpec) -> tuple[tuple[SideSpec, SideSpec], Mapping[Side, Table]]:
    found = {side: services.forecasts.table(spec) for side, spec in zip(SIDES, (a, b), strict=True)}
    return (a, b), found
