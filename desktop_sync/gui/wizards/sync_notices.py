"""The schedule's page of the sync's editor: how each side tells that something changed, the triggers that a database can be given, and the
webhooks that a system can send.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop_sync.engine.hooks import HookStanding
from desktop_sync.gui.dialogs.triggers import TriggersDialog
from desktop_sync.gui.dialogs.webhooks import HooksDialog
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.guide.opener import with_guide
from desktop_sync.gui.phrases import said
from desktop_sync.gui.widgets.basics import button, column, label, row
from desktop_sync.gui.wizards.sync_context import SyncContext
from desktop_sync.model.notices import HookWay, Notices, NoticeWay
from desktop_sync.model.record import SIDES
from desktop_sync.model.sync import SideSpec

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services


@dataclass(frozen=True, slots=True)
class _Line:
    box: QWidget
    words: QLabel
    change: QPushButton
    hooks: QPushButton


class NoticeLines(QWidget):
    """A line for each side; asks the systems when they are first wanted."""

    def __init__(self, context: SyncContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._known: dict[SideSpec, Notices] = {}
        self._asked: set[SideSpec] = set()
        self._hooks: dict[str, HookStanding] = {}
        inner = column((24, 0, 0, 0), 4)
        self.lines = {side: self._line(side) for side in SIDES}
        for line in self.lines.values():
            inner.addWidget(line.box)
        self.setLayout(inner)
        self.hide()

    def _line(self, side: str) -> _Line:
        webhooks = button(self.tr("Webhooks …"), partial(self._open_hooks, side))
        made = _Line(QWidget(), label("", "", "second", wrap=True), button("", partial(self._change, side)), webhooks)
        inner = row(spacing=10)
        inner.addWidget(made.words, 1)
        inner.addWidget(made.change)
        inner.addWidget(made.hooks)
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
            names = {spec.account for spec in missing}
            self._context.handle.look(partial(_hooks, names=names), self._on_hooks, self._on_no_hooks)
        for side, line in self.lines.items():
            spec = specs.get(side)
            found = self._known.get(spec) if spec is not None else None
            line.box.setVisible(spec is not None)
            if spec is not None:
                words = self._words(found, spec) if found is not None else self.tr("One moment …")
                line.words.setText(f"{spec.account}: {words}")
                line.hooks.setVisible(self._may_hook(spec))
            line.change.setVisible(found is not None and found.can_install)
            if found is not None:
                line.change.setText(
                    self.tr("Take the triggers out …") if found.installed else self.tr("Put triggers in …")
                )

    def _may_hook(self, spec: SideSpec) -> bool:
        one = self._hooks.get(spec.account.casefold())
        return one is not None and (one.way is not HookWay.NONE or one.hook is not None)

    def _words(self, found: Notices, spec: SideSpec) -> str:
        standing = self._hooks.get(spec.account.casefold())
        if standing is not None and standing.hook is not None:
            tells = self.tr("Its webhooks tell at once.")
            return tells if found.way is NoticeWay.NONE else f"{said(found.words)} {tells}"
        if found.way is NoticeWay.NONE and self._may_hook(spec):
            return f"{said(found.words)} {self.tr('Webhooks would tell at once.')}"
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

    @Slot(object)
    def _on_hooks(self, found: Sequence[HookStanding]) -> None:
        self._hooks.update((one.account.casefold(), one) for one in found)
        self._show()

    @Slot(object)
    def _on_no_hooks(self, _failure: Failure) -> None:
        """Whatever is wrong with an account is told by the other question."""

    def _open_hooks(self, side: str) -> None:
        dialog = HooksDialog(self._context.handle, self._specs()[side].account, self.window())
        dialog.finished.connect(self._changed)
        with_guide(dialog).open()

    def _change(self, side: str) -> None:
        spec = self._specs()[side]
        dialog = TriggersDialog(
            self._context.handle, spec, install=not self._known[spec].installed, parent=self.window()
        )
        dialog.finished.connect(self._changed)
        with_guide(dialog).open()

    def _changed(self, _result: int = 0) -> None:
        self._known.clear()
        self._asked.clear()
        self._show()


def _look(services: "Services", specs: Sequence[SideSpec]) -> Sequence[tuple[SideSpec, Notices]]:
    return [(spec, services.notices.of(spec)) for spec in specs]


def _hooks(services: "Services", names: Collection[str]) -> Sequence[HookStanding]:
    return [services.hooks.standing(name) for name in sorted(names)]
