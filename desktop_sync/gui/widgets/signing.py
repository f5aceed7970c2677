"""Signing in with the browser: one button, what is happening, and a way out. The network is asked in other threads only."""

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QThread, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QComboBox, QWidget

from desktop_sync.errors import Cancelled, DesktopSyncError
from desktop_sync.gui.errors import Failure, failure_of
from desktop_sync.gui.widgets.basics import button, column, label, row, set_tone
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.signin import SignedIn, SignInWay
from desktop_sync.sync.ports import SigningIn

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

Begin = Callable[["Services", SignInWay], SigningIn]
CLOSE_MS = 5_000


class _Wait(QThread):
    """Waits for the person, in a thread of its own."""

    done = Signal(object)
    failed = Signal(object)
    _alive: "set[_Wait]" = set()  # noqa: RUF012 - threads must outlive the dialogs that began them

    def __init__(self, begun: SigningIn) -> None:
        super().__init__()
        self.begun, self.cancel = begun, threading.Event()
        self._alive.add(self)
        self.finished.connect(self._let_go)

    def run(self) -> None:
        """Until the person has signed in, or it was stopped."""
        try:
            self.done.emit(self.begun.wait(self.cancel))
        except Cancelled:
            self.failed.emit(None)
        except DesktopSyncError as error:
            self.failed.emit(failure_of(error))
        except Exception as error:  # noqa: BLE001 - the edge of the thread: told, never lost
            self.failed.emit(failure_of(error))

    @Slot()
    def _let_go(self) -> None:
        self._alive.discard(self)


class SignInBox(QWidget):
    """`signed_in(SignedIn)`: it worked. `begin` is asked in a worker for the sign-in; None: nothing can be begun yet."""

    signed_in = Signal(object)

    def __init__(self, handle: WorkerHandle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle = handle
        self._begin: Begin | None = None
        self._wait: _Wait | None = None
        self._starting = False
        self._found = SignedIn()
        self.browser = button(self.tr("Sign in with your browser"), partial(self.start, SignInWay.BROWSER), "primary")
        self.device = button(self.tr("Sign in on another device"), partial(self.start, SignInWay.DEVICE), "link")
        self.words = label("", "", "second", wrap=True)
        self.code = label("", "name")
        self.code.setTextInteractionFlags(self.code.textInteractionFlags().TextSelectableByMouse)
        self.open = button(self.tr("Open the page again"), self._open)
        self.copy = button(self.tr("Copy the address"), self._copy)
        self.stop = button(self.tr("Stop"), self.cancel)
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("What to connect"))
        self.take = button(self.tr("Connect this one"), self._chosen, "primary")
        starts, goes, ends = row(spacing=8), row(spacing=8), column(spacing=8)
        for one in (self.browser, self.device):
            starts.addWidget(one)
        for part in (self.open, self.copy, self.stop, self.choice, self.take):
            goes.addWidget(part)
        starts.addStretch(1)
        goes.addStretch(1)
        ends.addLayout(starts)
        ends.addWidget(self.words)
        ends.addWidget(self.code)
        ends.addLayout(goes)
        self.setLayout(ends)
        self._show("")

    def offer(self, ways: tuple[str, ...], begin: Begin | None, missing: str = "") -> None:
        """How can be signed in; `missing`: what has to be typed first."""
        self._begin = begin
        self.device.setProperty("offered", SignInWay.DEVICE.value in ways)
        if self._wait is None:
            self.device.setVisible(SignInWay.DEVICE.value in ways)
            for one in (self.browser, self.device):
                one.setEnabled(begin is not None)
                one.setToolTip(missing)

    @property
    def busy(self) -> bool:
        """Whether a person is waited for."""
        return self._wait is not None

    def start(self, way: SignInWay) -> None:
        """Begin; the browser opens when the system is ready for it."""
        if self._begin is None or self.busy or self._starting:
            return
        begin = self._begin
        self._starting = True
        self.browser.setEnabled(False)
        self.device.setEnabled(False)
        self._show(self.tr("Getting ready …"))
        self._handle.ask(partial(_begun, begin=begin, way=way), self._on_begun, self._on_failed)

    @Slot(object)
    def _on_begun(self, begun: SigningIn) -> None:
        if not self._starting:  # nobody wants it any more: it lets go of its port
            unwanted = _Wait(begun)
            unwanted.cancel.set()
            unwanted.start()
            return
        self._starting = False
        self._wait = _Wait(begun)
        self._wait.done.connect(self._on_done)
        self._wait.failed.connect(self._on_failed)
        if begun.code:
            self._show(self.tr("Type this code on the page %1, on any device:").replace("%1", begun.url), waiting=True)
            self.code.setText(begun.code)
            self.code.show()
        else:
            self._show(self.tr("Your browser is open: sign in there, and come back. Waiting …"), waiting=True)
            self._open()
        self._wait.start()

    @Slot(object)
    def _on_done(self, found: SignedIn) -> None:
        self._wait, self._found = None, found
        if found.choose:
            self._show(self.tr("The sign-in is good for several. Which one do you want to connect?"), choosing=True)
            self.choice.clear()
            for one in found.choices:
                self.choice.addItem(one.label, one.value)
            return
        self._show(self.tr("✓ Signed in."), tone="good")
        self.signed_in.emit(found)

    def _chosen(self) -> None:
        settings = {**self._found.settings, self._found.choose: str(self.choice.currentData())}
        self._on_done(replace(self._found, settings=settings, choose="", choices=()))

    @Slot(object)
    def _on_failed(self, failure: Failure | None) -> None:
        self._wait, self._starting = None, False
        if failure is None:
            self._show("")
        else:
            self._show(f"✕ {failure.sentence} {failure.advice}".strip(), tone="bad")

    def cancel(self) -> None:
        """Wait no more."""
        if self._wait is not None:
            self._wait.cancel.set()

    def leave(self) -> None:
        """The box goes away: nobody is waited for any more, and nobody is told."""
        self._starting = False
        if self._wait is not None:
            self._wait.done.disconnect(self._on_done)
            self._wait.failed.disconnect(self._on_failed)
            self._wait.cancel.set()
            self._wait.wait(CLOSE_MS)
            self._wait = None

    def forget(self) -> None:
        """As before anybody signed in."""
        self._found = SignedIn()
        self._show("")

    def _open(self) -> None:
        if self._wait is not None:
            QDesktopServices.openUrl(QUrl(self._wait.begun.url))

    def _copy(self) -> None:
        if self._wait is not None:
            QGuiApplication.clipboard().setText(self._wait.begun.url)

    def _show(self, words: str, tone: str = "second", *, waiting: bool = False, choosing: bool = False) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
        set_tone(self.words, tone)
        self.code.hide()
        for one in (self.open, self.copy, self.stop):
            one.setVisible(waiting)
        for part in (self.choice, self.take):
            part.setVisible(choosing)
        self.browser.setVisible(not waiting and not choosing)
        self.browser.setEnabled(self._begin is not None)
        self.device.setEnabled(self._begin is not None)
        self.device.setVisible(not waiting and not choosing and bool(self.device.property("offered")))


def _begun(services: "Services", begin: Begin, way: SignInWay) -> SigningIn:
    return begin(services, way)
