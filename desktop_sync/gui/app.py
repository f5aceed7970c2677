"""Starts the window: application, look, workers, and a way to tell people about crashes."""

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Slot
from PySide6.QtWidgets import QApplication

from desktop_sync.bootstrap.paths import APP
from desktop_sync.gui import language
from desktop_sync.gui.arrivals import Arrivals
from desktop_sync.gui.board import Board
from desktop_sync.gui.errors import CrashHook
from desktop_sync.gui.fileopens import FileOpens
from desktop_sync.gui.icons import app_icon
from desktop_sync.gui.interpreter import Interpreter
from desktop_sync.gui.keys import LOCALE, SCHEME, START_PAGE, TRAY, Tray
from desktop_sync.gui.main_window import MainWindow
from desktop_sync.gui.places import Go, Place
from desktop_sync.gui.text import locale
from desktop_sync.gui.theme import Scheme, Theme
from desktop_sync.gui.tray import TrayIcon, ask_about_closing
from desktop_sync.gui.worker import WorkerHandle

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services


def utc_now() -> dt.datetime:
    """Now, aware UTC."""
    return dt.datetime.now(dt.UTC)


class WindowApp(QObject):
    """The window with everything behind it. Main thread."""

    def __init__(
        self,
        application: QApplication,
        open_services: "Callable[[], Services]",
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        super().__init__(application)
        self.theme = Theme(application, self)
        self.handle = WorkerHandle(open_services, self)
        self.board = Board(self.handle, now, self)
        self.window = MainWindow(self.handle, self.board, self.theme)
        self.window.closing = self._closing
        self.window.tray_chosen.connect(self._on_tray_chosen)
        self.tray: TrayIcon | None = None
        self._closing_means = Tray.ASK
        self._open, self._files = False, list[Path]()
        if TrayIcon.available():
            self.tray = TrayIcon(self.handle, self.board, self)
            self.tray.raised.connect(self.window.raise_up)
            self.tray.wish.connect(self.window.fulfil)
            self.tray.go.connect(self.window.show_place)
        self.arrivals = Arrivals(self.handle, self.board, self._at_window, self)
        self.arrivals.wish.connect(self.window.fulfil)
        if self.tray is not None:
            self.tray.opens_itself = self.arrivals.opens
        self.handle.opened.connect(self._on_opened)

    @Slot(object)
    def take_file(self, file: Path) -> None:
        """Offer to add the sync of a file: now, or once the workspace is open."""
        if self._open:
            self.window.deeds.add_from(file)
        else:
            self._files.append(file)

    def _at_window(self) -> bool:
        return self.window.isVisible() and not self.window.isMinimized() and not self.window.deeds.dialogs

    def start(self) -> None:
        """Show the window; the workspace opens behind it."""
        self.window.show()
        if self.tray is not None:
            self.tray.show()
        self.handle.start()

    @Slot()
    def _on_opened(self) -> None:
        self._open = True
        for file in self._files:
            self.window.deeds.add_from(file)
        self._files.clear()
        self.handle.look(_choices, self._on_choices)
        self.handle.look(lambda services: services.audit.record("user", "workspace.open", "workspace"), self._stored)

    @Slot(object)
    def _on_choices(self, choices: tuple[str, str, str, str]) -> None:
        scheme, start, tray, numbers = choices
        if numbers:
            QLocale.setDefault(QLocale(numbers))
            locale.cache_clear()
            self.board.updated.emit()
        wanted = next((one for one in Scheme if one.value == scheme), Scheme.SYSTEM)
        if wanted is not self.theme.scheme:
            self.theme.choose(wanted)
        self._closing_means = next((one for one in Tray if one.value == tray), Tray.ASK)
        place = next((one for one in Place if one.value == start), Place.OVERVIEW)
        if place is not Place.OVERVIEW and self.window.place is Place.OVERVIEW:
            self.window.show_place(Go(place))

    @Slot(object)
    def _on_tray_chosen(self, choice: Tray) -> None:
        self._closing_means = choice

    def _closing(self) -> Tray | None:
        if self.tray is None:
            return Tray.QUIT
        if self._closing_means is Tray.ASK:
            answer = ask_about_closing(self.window)
            if answer is None:
                return None
            self._closing_means = answer
            self.handle.look(lambda services: services.settings.put(TRAY, answer.value), self._stored)
        return self._closing_means

    @Slot(object)
    def _stored(self, _answer: object) -> None:
        """It holds from now on."""

    def close(self) -> None:
        """End the workers."""
        self.handle.close()


def _choices(services: "Services") -> tuple[str, str, str, str]:
    read = services.settings.get
    return (
        read(SCHEME, Scheme.SYSTEM.value),
        read(START_PAGE, Place.OVERVIEW.value),
        read(TRAY, Tray.ASK.value),
        read(LOCALE),
    )


def _application(folder: Path | None) -> QApplication:
    QApplication.setApplicationName(APP)
    QApplication.setDesktopFileName(APP)
    application = QApplication(sys.argv[:1])
    application.setWindowIcon(app_icon())
    application.setQuitOnLastWindowClosed(False)
    language.install(application, language.chosen(folder))
    return application


def main(open_services: "Callable[[], Services]", folder: Path | None = None, sync_file: Path | None = None) -> int:
    """Show the window until it is closed; returns the exit code.

    `open_services` is called in each worker's thread. `folder`: the workspace, so that a second start on it only raises
    the first window. An empty workspace shows the welcome. `sync_file`: one that was double-clicked; the first window takes it.
    """
    application = _application(folder)
    hook = CrashHook(application)
    hook.install()
    # late: the network library loads while nothing waits for it yet
    from desktop_sync.gui.network import NetworkWatch
    from desktop_sync.gui.single import Single

    single = Single(folder, application, sync_file=sync_file) if folder is not None else None
    if single is not None and not single.first:
        return 0
    shown = WindowApp(application, open_services)
    Interpreter(shown.handle, shown.board, application)
    if single is not None:
        single.raised.connect(shown.window.raise_up)
        single.handed.connect(shown.take_file)
    network = NetworkWatch(application)
    network.changed.connect(shown.handle.see_network)
    shown.handle.see_network(network.now)
    shown.window.closed.connect(application.quit)
    if sync_file is not None:
        shown.take_file(sync_file)
    application.installEventFilter(FileOpens(shown.take_file, application))
    shown.start()
    try:
        return application.exec()
    finally:
        shown.close()
