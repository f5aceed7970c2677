"""Settings: the backups that the program makes by itself, and the recovery key."""

import datetime as dt
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from desktop_sync.gui.dialogs.confirm import confirm
from desktop_sync.gui.dialogs.recovery import RecoveryDialog
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.guide.opener import with_guide
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import day_time, locale
from desktop_sync.gui.widgets.basics import ElidedLabel, button, label, row
from desktop_sync.gui.widgets.setting_rows import CONTROL, Row, choices
from desktop_sync.gui.worker import WorkerHandle

if TYPE_CHECKING:
    from desktop_sync.engine.backups import Backup, BackupStanding
    from desktop_sync.engine.services import Services


@dataclass(frozen=True)
class Kept:
    """What there is."""

    standing: "BackupStanding"
    has_recovery_key: bool
    now: dt.datetime


class BackupRows(QObject):
    """The rows of their group, and what they do. Main thread."""

    said = Signal(str, str, str)
    """Title, words and tone of what the page is to say."""

    def __init__(self, handle: WorkerHandle, page: QWidget) -> None:
        super().__init__(page)
        self._handle, self._page = handle, page
        self._has_key = False
        self.when = QComboBox()
        self.newest, self.folder = label("", "strong"), ElidedLabel("", "", "second")
        self.now_button = button(self.tr("Back up now"), self._make)
        self.folder_button = button(self.tr("Choose …"), self._choose_folder)
        self.key_button = button(self.tr("Make one …"), self._make_key)
        self.key_words = label("", "second")

    def group(self) -> tuple[str, tuple[Row, ...]]:
        """Title and rows."""
        when = choices(
            self.when,
            self.tr("Backups by themselves"),
            ((self.tr("each day, before large runs"), "daily"), (self.tr("never"), "off")),
        )
        self.when.activated.connect(self._when_chosen)
        self.folder.setMaximumWidth(CONTROL)
        return self.tr("Backups"), (
            (self.tr("Backups by themselves"), self.tr("Encrypted, and proved to open. Old ones go; some of each month stay."), when),
            (self.tr("Newest"), self.tr("While the window or the service runs."), _beside(self.newest, self.now_button)),
            (self.tr("Kept in"), self.tr("Another disk is safer: one that fails takes its backups along."), _beside(self.folder, self.folder_button)),
            (self.tr("Recovery key"), self.tr("Opens backups when passphrase and keyring are lost, on another computer, too."),
             _beside(self.key_words, self.key_button)),
        )  # fmt: skip

    # ---- showing
    def refresh(self) -> None:
        """Ask the workspace."""
        self._handle.look(_kept, self._on_kept, self._refused)

    @Slot(object)
    def _on_kept(self, kept: Kept) -> None:
        standing = kept.standing
        self.when.setCurrentIndex(self.when.findData("daily" if standing.daily else "off"))
        if standing.backups:
            size = locale().formattedDataSize(standing.size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
            words = self.tr("%1 (%2 in all)")
            self.newest.setText(words.replace("%1", day_time(standing.backups[0].at, kept.now)).replace("%2", size))
        else:
            self.newest.setText(self.tr("none yet"))
        self.folder.setText(str(standing.folder))
        self.folder.setToolTip(str(standing.folder))
        self._has_key = kept.has_recovery_key
        self.key_words.setText(self.tr("there is one") if self._has_key else self.tr("none yet"))
        self.key_button.setText(self.tr("Make a new one …") if self._has_key else self.tr("Make one …"))
        if standing.problem:
            words = f"{said(standing.problem)} {said(standing.advice)}".strip()
            self.said.emit(self.tr("The last backup could not be made"), words, "bad")

    # ---- deeds
    @Slot(int)
    def _when_chosen(self, at: int) -> None:
        wanted = str(self.when.itemData(at))
        self._handle.look(lambda services: services.backups.choose(wanted), self._stored, self._refused)

    def _make(self) -> None:
        self.now_button.setEnabled(False)
        self.said.emit(self.tr("Backing up"), self.tr("One moment …"), "busy")
        self._handle.ask(lambda services: services.backups.make(), self._made, self._refused)

    @Slot(object)
    def _made(self, made: "Backup") -> None:
        self.now_button.setEnabled(True)
        self.said.emit(self.tr("Backup written"), self.tr("%1 opens.").replace("%1", made.file.name), "good")
        self.refresh()

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._page.window(), self.tr("Where backups are kept"))
        if folder:
            call = partial(_put_into, folder=Path(folder))
            self._handle.look(call, self._stored, self._refused)

    def _make_key(self) -> None:
        title = self.tr("Make a new recovery key?")
        words = self.tr("The one that you have written down then opens older backups only.")
        if not self._has_key or confirm(self._page.window(), title, words, self.tr("Make a new one")):
            self._handle.ask(_new_key, self._show_key, self._refused)

    @Slot(object)
    def _show_key(self, key: str) -> None:
        dialog = RecoveryDialog(key, self._page.window())
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = with_guide(dialog)
        self.dialog.open()
        self.refresh()

    @Slot(object)
    def _stored(self, _answer: object) -> None:
        self.refresh()

    @Slot(object)
    def _refused(self, failure: Failure) -> None:
        self.now_button.setEnabled(True)
        self.said.emit(failure.title, f"{failure.sentence} {failure.advice}".strip(), "bad")


def _beside(words: QWidget, control: QWidget) -> QWidget:
    made, inner = QWidget(), row(spacing=8)
    inner.addWidget(words, 1)
    inner.addWidget(control)
    made.setLayout(inner)
    return made


def _kept(services: "Services") -> Kept:
    return Kept(services.backups.standing(), services.store.has_recovery_key, services.clock.now())


def _put_into(services: "Services", folder: Path) -> None:
    services.backups.put_into(folder)


def _new_key(services: "Services") -> str:
    key, _ = services.backups.new_recovery_key()
    return key
