"""The main window: sidebar, pages, menu. It alone goes from page to page and carries out what pages wish."""

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from desktop_sync.gui import menus, text
from desktop_sync.gui.board import Board
from desktop_sync.gui.deeds import Deeds
from desktop_sync.gui.errors import Failure, show_failure
from desktop_sync.gui.first_hour import FirstHour
from desktop_sync.gui.icons import app_icon
from desktop_sync.gui.keys import Tray
from desktop_sync.gui.pages.overview import Overview
from desktop_sync.gui.places import Go, Page, Place, Wish
from desktop_sync.gui.sidebar import Sidebar
from desktop_sync.gui.status import state_of
from desktop_sync.gui.text import counted, number
from desktop_sync.gui.theme import Theme, Tone
from desktop_sync.gui.worker import WorkerHandle

_PAGES = {
    Place.SYNCS: ("syncs", "Syncs"),
    Place.ACCOUNTS: ("accounts", "Accounts"),
    Place.CONFLICTS: ("conflicts", "Conflicts"),
    Place.ATTENTION: ("attention", "Attention"),
    Place.ACTIVITY: ("activity", "Activity"),
    Place.SETTINGS: ("settings", "SettingsPage"),
    Place.PREVIEW: ("preview", "Preview"),
    Place.PAIRING: ("pairing", "PairingPage"),
}
"""Pages are made, and their modules loaded, when they are first shown: the window comes up at once."""


class MainWindow(QMainWindow):
    """The window."""

    closed = Signal()
    """It was closed for good."""
    tray_chosen = Signal(object)
    """A `Tray`, from the settings."""

    def __init__(self, handle: WorkerHandle, board: Board, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.handle = handle
        self.board = board
        self.theme = theme
        self.closing: Callable[[], Tray | None] = lambda: Tray.QUIT
        """What closing the window means now; None: it stays open."""
        self.setWindowTitle("Desktop Sync")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(1024, 640)
        self.resize(1280, 800)
        self.sidebar = Sidebar()
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "window")
        self.stack.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.deeds = Deeds(self, handle, board)
        self._pages: dict[Place, Page] = {}
        self._here = Place.OVERVIEW
        self._build()
        self._connect()
        self.show_place(Go(Place.OVERVIEW))
        overview = self.page(Place.OVERVIEW)
        assert isinstance(overview, Overview)
        self.first_hour = FirstHour(handle, board, overview.panel, self)
        self.first_hour.go.connect(self.show_place)
        self.first_hour.wish.connect(self.deeds.fulfil)
        self.first_hour.there.connect(self.actions_by_name["tour"].setVisible)

    def _build(self) -> None:
        inner = QHBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.sidebar)
        inner.addWidget(self.stack, 1)
        middle = QWidget()
        middle.setLayout(inner)
        middle.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCentralWidget(middle)
        middle.setFocus()
        self.actions_by_name = menus.build(self)

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self._chosen)
        self.deeds.go.connect(self.show_place)
        self.board.updated.connect(self._show_board)
        self.board.clock.connect(self._show_board)
        self.handle.served.connect(self._show_service)
        self.handle.network_changed.connect(self._show_board)
        self.handle.failed.connect(self._show_failure)
        self.handle.broken.connect(self._show_broken)

    # ---- where one is
    def page(self, place: Place) -> Page:
        """The page, made at the first need."""
        found = self._pages.get(place)
        if found is None:
            found = self._made(place)
            self._pages[place] = found
            found.go.connect(self.show_place)
            found.wish.connect(self.deeds.fulfil)
            self.stack.addWidget(found)
        return found

    def _made(self, place: Place) -> Page:
        if place is Place.OVERVIEW:
            overview = Overview(self.handle, self.board)
            overview.welcome.demo.connect(self.deeds.show_demo)
            return overview
        module, name = _PAGES[place]
        kind = getattr(import_module(f"desktop_sync.gui.pages.{module}"), name)
        if place is not Place.SETTINGS:
            made: Page = kind(self.handle, self.board)
            return made
        settings = kind(self.handle, self.board, self.theme)
        settings.back_up.connect(self.deeds.back_up)
        settings.open_folder.connect(self.deeds.open_folder)
        settings.tray_chosen.connect(self.tray_chosen)
        page: Page = settings
        return page

    @property
    def place(self) -> Place:
        """Which page is in front."""
        return self._here

    @Slot(object)
    def show_place(self, where: Go) -> None:
        """Go there."""
        if where.place is Place.EDITOR:
            self.deeds.edit(where.sync, where.step, where.field)
            return
        page = self.page(where.place)
        self._here = where.place
        self.stack.setCurrentWidget(page)
        self.sidebar.mark(where.place)
        page.shown(where)

    @Slot(object)
    def _chosen(self, place: Place) -> None:
        self.show_place(Go(place))

    @Slot(object)
    def fulfil(self, wish: Wish) -> None:
        """Do what a menu wishes."""
        self.deeds.fulfil(wish)

    @Slot()
    def _show_service(self) -> None:
        service = self.handle.service
        self.sidebar.show_service(there=service is not None, sync=service.state if service else "")

    # ---- what the board says
    @Slot()
    def _show_board(self) -> None:
        picture = self.board.picture
        self.sidebar.entry(Place.CONFLICTS).set_count(picture.conflict_count)
        self.sidebar.entry(Place.ATTENTION).set_count(picture.hold_count + picture.stopped_count)
        self.sidebar.state.show_state(*self._standing())
        waits = picture.conflict_count
        self.setWindowTitle(f"Desktop Sync ({number(waits)})" if waits else "Desktop Sync")

    def _standing(self) -> tuple[str, Tone]:
        picture, now = self.board.picture, self.board.now()
        if not picture.statuses:
            return self.tr("No syncs yet"), Tone.QUIET
        states = [state_of(one, self.board.running(one.name), now) for one in picture.statuses]
        busy = sum(one.tone is Tone.BUSY for one in states)
        if busy:
            return self.tr("Syncing") if busy == 1 else counted(busy, "", self.tr("syncs at work")), Tone.BUSY
        failed = sum(one.tone is Tone.BAD for one in states)
        if failed:
            return counted(failed, self.tr("sync stopped"), self.tr("syncs stopped")), Tone.BAD
        due = min((one.due_at for one in picture.statuses if one.due_at and one.state == "active"), default=None)
        later = "" if due is None else f" · {self.tr('next run')} {text.day_time(max(due, now), now)}"
        if all(one.state == "paused" for one in picture.statuses):
            return self.tr("All paused"), Tone.PAUSED
        offline = self.tr("No network") if self.handle.network.online is False else ""
        waits = picture.conflict_count + picture.hold_count
        if waits:
            short = "" if due is None else f" · {self.tr('next')} {text.day_time(max(due, now), now)}"
            short = f" · {offline}" if offline else short
            return f"{number(waits)} {self.tr('to look at')}{short}", Tone.CARE
        if offline:
            return offline, Tone.QUIET
        if all(one.last is None for one in picture.statuses):
            return self.tr("Not run yet"), Tone.QUIET
        return f"{self.tr('In step')}{later}", Tone.GOOD

    # ---- what goes wrong
    @Slot(object)
    def _show_failure(self, failure: Failure) -> None:
        show_failure(self, failure)

    @Slot(object)
    def _show_broken(self, failure: Failure) -> None:
        show_failure(self, failure)
        self.closing = lambda: Tray.QUIT
        self.close()

    # ---- coming and going
    @Slot()
    def raise_up(self) -> None:
        """Bring the window to the front."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        choice = self.closing()
        if choice is Tray.QUIT:
            event.accept()
            self.closed.emit()
            return
        event.ignore()
        if choice is Tray.KEEP:
            self.hide()
