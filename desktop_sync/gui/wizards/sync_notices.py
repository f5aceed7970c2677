"""The schedule's page of the sync's editor: how each side tells that something changed, and the triggers that a database can be given."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop_sync.gui.dialogs.triggers import TriggersDialog
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.guide.opener import with_guide
from desktop_sync.gui.phrases import said
from desktop_sync.gui.widgets.basics import button, column, label, row
from desktop_sync.gui.wizards.sync_context import SyncContext
from desktop_sync.model.notices import Notices, NoticeWay
from desktop_sync.model.record import SIDES
from desktop_sync.model.sync import SideSpec

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services


@dataclass(frozen=True, slots=True)
class _Line:
    box: QWidget
    words: QLabel
    change: QPushButton


class NoticeLines(QWidget):
    """A line for each side; asks the systems when they are first wanted."""

    def __init__(self, context: SyncContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._known: dict[SideSpec, Notices] = {}
        self._asked: set[SideSpec] = set()
        inner = column((24, 0, 0, 0), 4)
        self.lines = {side: self._line(partial(self._change, side)) for side in SIDES}
        for line in self.lines.values():
            inner.addWidget(line.box)
        self.setLayout(inner)
        self.hide()

    def _line(self, pressed: "partial[None]") -> _Line:
        made = _Line(QWidget(), label("", "", "second", wrap=True), button("", pressed))
        inner = row(spacing=10)
        inner.addWidget(made.words, 1)
        inner.addWidget(made.change)
        made.box.setLayout(inner)
        made.box.setMaximumWidth(860)
        return made

    def show_for(self, wanted: bool) -> None:
        """Show them where the sync is to run for changes."""
        self.setVisible(wanted)
        if wanted:
            self._show()

    def _specs(self) -> dict[str, SideSpec]:
        answers = self._context.flow.answers
        return {side: spec for side in SIDES if (spec := answers.side(side)) is not None}

    def _show(self) -> None:
        specs = self._specs()
        missing = [spec for spec in specs.values() if spec not in self._known and spec not in self._asked]
        if missing:
            self._asked.update(missing)
            self._context.handle.ask(partial(_look, specs=missing), self._on_found, self._on_failed)
        for side, line in self.lines.items():
            spec = specs.get(side)
            found = self._known.get(spec) if spec is not None else None
            line.box.setVisible(spec is not None)
            if spec is not None:
                words = self._words(found) if found is not None else self.tr("One moment …")
                line.words.setText(f"{spec.account}: {words}")
            line.change.setVisible(found is not None and found.can_install)
            if found is not None:
                line.change.setText(
                    self.tr("Take the triggers out …") if found.installed else self.tr("Put triggers in …")
                )

    def _words(self, found: Notices) -> str:
        if found.way is NoticeWay.NONE:
            return (
                f"{said(found.words)} {self.tr('Webhooks tell, where the account takes some; else give an interval.')}"
            )
        return said(found.words)

    @Slot(object)
    def _on_found(self, found: Sequence[tuple[SideSpec, Notices]]) -> None:
        self._known.update(found)
        self._show()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        for spec in self._specs().values():
            self._known.setdefault(spec, Notices(NoticeWay.POLL, failure.sentence))
        self._show()

    def _change(self, side: str) -> None:
        spec = self._specs()[side]
        dialog = TriggersDialog(
            self._context.handle, spec, install=not self._known[spec].installed, parent=self.window()
        )
        dialog.accepted.connect(self._changed)
        with_guide(dialog).open()

    @Slot()
    def _changed(self) -> None:
        self._known.clear()
        self._asked.clear()
        self._show()


def _look(services: "Services", specs: Sequence[SideSpec]) -> Sequence[tuple[SideSpec, Notices]]:
    return [(spec, services.notices.of(spec)) for spec in specs]
