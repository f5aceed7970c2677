"""“Add this sync”: a sync file that was double-clicked or chosen, what it would do, and the button that does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop_sync.gui.errors import Failure
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import tr
from desktop_sync.gui.widgets.basics import button, column, label
from desktop_sync.gui.widgets.foot import foot
from desktop_sync.gui.widgets.notes import Banner
from desktop_sync.gui.worker import WorkerHandle

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services
    from desktop_sync.engine.syncs import Effect
    from desktop_sync.model.sync import SyncDefinition


@dataclass(frozen=True, slots=True)
class Looked:
    """What is in the file. `missing`: accounts that it names and that are not there; then what it would do is not known (None)."""

    definition: "SyncDefinition"
    text: str
    missing: tuple[str, ...]
    effect: "Effect | None"


class AddSyncDialog(QDialog):
    """For one file. Nothing is kept before the button is pressed."""

    added = Signal(str)
    """The sync's name: it is in the workspace now."""
    account_wished = Signal()
    """The file names an account that is not there: connect one."""

    def __init__(self, handle: WorkerHandle, file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle, self._file = handle, file
        self._looked: Looked | None = None
        self.title = label("", "name", wrap=True)
        self.sides = label("", "", "second", wrap=True)
        self.effect = label("", wrap=True)
        self.banner = Banner()
        self.deed = button(self.tr("Add this sync"), self._add, "primary")
        self.deed.setEnabled(False)
        self.connect_button = button(self.tr("Connect a system …"), self.account_wished.emit)
        self.again_button = button(self.tr("Look again"), self.look)
        self._build()
        self.look()

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Add a sync from a file"))
        self.setModal(True)
        self.setMinimumWidth(560)
        start = (self.connect_button, self.again_button)
        inner = column((22, 20, 22, 18), 12)
        for one in (self.title, self.sides, self.banner, self.effect):
            inner.addWidget(one)
        inner.addStretch(1)
        inner.addLayout(foot(self, button(self.tr("Cancel"), self.reject), self.deed, start=start))
        self.setLayout(inner)

    @Slot()
    def look(self) -> None:
        """Read the file, and ask both systems whether it fits them."""
        self.deed.setEnabled(False)
        self.connect_button.hide()
        self.again_button.hide()
        self.title.setText(self._file.name)
        self.sides.setText(self.tr("One moment: both systems are asked whether the file fits them."))
        self.effect.hide()
        self.banner.hide()
        self._handle.ask(partial(_look, file=self._file), self._on_looked, self._on_failed)

    @Slot(object)
    def _on_looked(self, looked: Looked) -> None:
        self._looked = looked
        definition, effect = looked.definition, looked.effect
        new = self.tr("Add the sync “%1”?")
        if effect is not None and not effect.created:
            new = self.tr("Change the sync “%1” as the file says?")
            self.deed.setText(self.tr("Change the sync"))
        self.title.setText(new.replace("%1", definition.name))
        self.sides.setText(" ⇄ ".join(f"{one.account} · {one.table}" for one in (definition.a, definition.b)))
        if effect is None:
            self._show_missing(looked.missing)
            return
        self.effect.setText("\n".join(map(said, effect.sentences)))
        self.effect.setVisible(bool(effect.sentences))
        if effect.warnings:
            self.banner.show_words(self.tr("Look at this first"), "\n".join(map(said, effect.warnings)))
        self.deed.setEnabled(True)
        self.deed.setFocus()
        self._fit()

    def _show_missing(self, names: Sequence[str]) -> None:
        words = self.tr("The file speaks of %1. Connect it under this name, or write the name of yours into the file.")
        shown = f" {self.tr('and')} ".join(f"“{name}”" for name in names)
        self.banner.show_words(self.tr("Not connected yet"), words.replace("%1", shown))
        self.connect_button.show()
        self.again_button.show()
        self._fit()

    def _add(self) -> None:
        assert self._looked is not None
        self.deed.setEnabled(False)
        self._handle.ask(partial(_apply, looked=self._looked, file=self._file), self._on_added, self._on_failed)

    @Slot(object)
    def _on_added(self, name: str) -> None:
        self.accept()
        self.added.emit(name)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self.sides.setText("" if self._looked is None else self.sides.text())
        self.banner.show_words(failure.title, f"{failure.sentence} {failure.advice}".strip(), tone="bad")
        self.again_button.show()
        self._fit()

    def _fit(self) -> None:
        inner = self.layout()
        if inner is not None:
            self.resize(self.width(), max(self.sizeHint().height(), inner.totalHeightForWidth(self.width())))


def choose_file(parent: QWidget) -> Path | None:
    """Ask for a sync file; None: there shall be none."""
    kinds = tr("Sync files (*.dsync *.toml)")
    name, _ = QFileDialog.getOpenFileName(parent, tr("Add a sync from a file"), "", kinds)
    return Path(name) if name else None


def _look(services: "Services", file: Path) -> Looked:
    from desktop_sync.bootstrap.files import read_sync_file

    text = read_sync_file(file)
    definition = services.syncs.parse(text, file.name)
    there = {one.name.casefold() for one in services.accounts.list()}
    names = dict.fromkeys((definition.a.account, definition.b.account))
    missing = tuple(name for name in names if name.casefold() not in there)
    effect = None if missing else services.syncs.apply(definition, text, dry=True, place=file.name)
    return Looked(definition, text, missing, effect)


def _apply(services: "Services", looked: Looked, file: Path) -> str:
    services.syncs.apply(looked.definition, looked.text, place=file.name)
    return looked.definition.name
