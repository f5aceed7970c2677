"""Errors for people in the window: what a worker hands over, the dialog, and the hook for what nobody caught."""

import logging
import sys
import traceback
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_sync.errors import Cancelled, DesktopSyncError
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import tr

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that did not work, in words. `detail`: for a bug report, "" for errors that are meant; `cancelled`: the user stopped it."""

    title: str
    what: str
    advice: str = ""
    place: str = ""
    detail: str = ""
    cancelled: bool = False

    @property
    def sentence(self) -> str:
        """Where and what, in one line."""
        return f"{self.place}: {self.what}" if self.place else self.what


def failure_of(error: BaseException) -> Failure:
    """The error in words. Errors of our own tree keep theirs; any other one is a bug, and says where it happened, not what it held."""
    if isinstance(error, DesktopSyncError):
        stopped = isinstance(error, Cancelled)
        return Failure(said(error.title), said(error.what), said(error.advice), said(error.place), cancelled=stopped)
    frames = traceback.extract_tb(error.__traceback__)
    detail = "\n".join([*(f"{one.filename}:{one.lineno} {one.name}" for one in frames), type(error).__name__])
    return Failure(
        tr("Desktop Sync made a mistake"),
        tr("An error that nobody foresaw ({name}).", name=type(error).__name__),
        tr(
            "Nothing half-done is left behind: the next run goes on where this one stopped. "
            "The log in the workspace's folder says more."
        ),
        detail=detail,
    )


def show_failure(parent: QWidget | None, failure: Failure) -> None:
    """Show the failure and wait until it is read; nothing for what the user stopped himself."""
    if failure.cancelled:
        return
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle("Desktop Sync")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(failure.title)
    box.setInformativeText("\n\n".join(part for part in (failure.sentence, failure.advice) if part))
    if failure.detail:
        box.setDetailedText(failure.detail)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.exec()


class CrashHook(QObject):
    """Takes over `sys.excepthook`: logs, and tells the window once. May be called in any thread."""

    crashed = Signal(object)
    """A `Failure`, for a slot on the main thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = False
        self.crashed.connect(self._show)

    def install(self) -> None:
        """From now on."""
        sys.excepthook = self._hook

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("uncaught error", exc_info=(kind, error, trace))
        self.crashed.emit(failure_of(error))

    @Slot(object)
    def _show(self, failure: Failure) -> None:
        if self._shown:  # an error that comes with every repaint must not bury the screen in dialogs
            return
        self._shown = True
        show_failure(None, failure)
        self._shown = False
