"""The settings of the window and the workspace. Each one takes effect at once."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QRadioButton, QWidget

from desktop_sync.gui.board import Board
from desktop_sync.gui.keys import SCHEME, START_PAGE, TRAY, Tray
from desktop_sync.gui.places import Go, Page, Place
from desktop_sync.gui.theme import Scheme, Theme
from desktop_sync.gui.widgets.basics import ElidedLabel, button, column, frame, label, line, row
from desktop_sync.gui.worker import WorkerHandle

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services


class SettingsPage(Page):
    """Look, what closing the window means, where to start, the workspace."""

    back_up = Signal()
    open_folder = Signal()
    tray_chosen = Signal(object)
    """A `Tray`."""

    def __init__(self, handle: WorkerHandle, board: Board, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(handle, board, "", parent)
        self._theme = theme
        self.header.set_title(self.tr("Settings"))
        self.schemes: dict[Scheme, QRadioButton] = {}
        self.tray = QCheckBox(self.tr("Keep syncing when the window is closed"))
        self.start = QComboBox()
        self.folder = ElidedLabel("", "", "second")
        self._loading = True
        self._build()
        board.updated.connect(self._show_folder)

    def _build(self) -> None:
        box = frame()
        inner = column((18, 6, 18, 6), 0)
        rows = (
            (self.tr("Look"), self.tr("Follows your desktop, unless you choose."), self._scheme_row()),
            (self.tr("Closing the window"), self.tr("The syncs go on from the notification area."), self._tray_row()),
            (self.tr("Start with"), self.tr("The page that the window opens on."), self._start_row()),
            (
                self.tr("Workspace"),
                self.tr("The encrypted store with links, history and settings."),
                self._folder_row(),
            ),
        )
        for at, (title, words, control) in enumerate(rows):
            if at:
                inner.addWidget(line())
            inner.addWidget(self._row(title, words, control))
        box.setLayout(inner)
        box.setMaximumWidth(860)
        self.body.addWidget(box)
        self.body.addStretch(1)

    @staticmethod
    def _row(title: str, words: str, control: QWidget) -> QWidget:
        made = QWidget()
        text = column(spacing=2)
        text.addWidget(label(title, "strong"))
        text.addWidget(label(words, "meta", "second", wrap=True))
        inner = row((0, 14, 0, 14), 24)
        inner.addLayout(text, 1)
        inner.addWidget(control)
        made.setLayout(inner)
        return made

    def _scheme_row(self) -> QWidget:
        made = QWidget()
        inner = row(spacing=18)
        group = QButtonGroup(self)
        for scheme, words in (
            (Scheme.SYSTEM, self.tr("As the system")),
            (Scheme.LIGHT, self.tr("Light")),
            (Scheme.DARK, self.tr("Dark")),
        ):
            choice = QRadioButton(words)
            choice.setChecked(scheme is self._theme.scheme)
            choice.toggled.connect(partial(self._scheme_toggled, scheme))
            group.addButton(choice)
            self.schemes[scheme] = choice
            inner.addWidget(choice)
        made.setLayout(inner)
        return made

    def _tray_row(self) -> QWidget:
        self.tray.toggled.connect(self._tray_toggled)
        return self.tray

    def _start_row(self) -> QWidget:
        for place, words in (
            (Place.OVERVIEW, self.tr("Overview")),
            (Place.CONFLICTS, self.tr("Conflicts")),
            (Place.ACTIVITY, self.tr("Activity")),
        ):
            self.start.addItem(words, place.value)
        self.start.setAccessibleName(self.tr("Start with"))
        self.start.setMinimumWidth(180)
        self.start.activated.connect(self._start_chosen)
        return self.start

    def _folder_row(self) -> QWidget:
        made = QWidget()
        self.folder.setMaximumWidth(300)
        inner = row(spacing=8)
        inner.addWidget(self.folder, 1)
        inner.addWidget(button(self.tr("Open the folder"), self.open_folder.emit))
        inner.addWidget(button(self.tr("Back up …"), self.back_up.emit))
        made.setLayout(inner)
        return made

    def shown(self, where: Go) -> None:  # noqa: ARG002 - there is one view only
        self._show_folder()
        self.handle.look(_read, self._on_read)

    @Slot()
    def _show_folder(self) -> None:
        self.folder.setText(self.board.picture.folder)
        self.folder.setToolTip(self.board.picture.folder)

    @Slot(object)
    def _on_read(self, read: tuple[str, str]) -> None:
        tray, start = read
        self._loading = True
        self.tray.setChecked(tray == Tray.KEEP.value)
        self.start.setCurrentIndex(max(0, self.start.findData(start)))
        for scheme, choice in self.schemes.items():
            choice.setChecked(scheme is self._theme.scheme)
        self._loading = False

    def _scheme_toggled(self, scheme: Scheme, on: bool) -> None:
        if on and scheme is not self._theme.scheme:
            self._theme.choose(scheme)
            self._put(SCHEME, scheme.value)

    @Slot(bool)
    def _tray_toggled(self, on: bool) -> None:
        if not self._loading:
            choice = Tray.KEEP if on else Tray.QUIT
            self._put(TRAY, choice.value)
            self.tray_chosen.emit(choice)

    @Slot(int)
    def _start_chosen(self, at: int) -> None:
        self._put(START_PAGE, str(self.start.itemData(at)))

    def _put(self, key: str, value: str) -> None:
        self.handle.look(lambda services: services.settings.put(key, value), self._stored)

    @Slot(object)
    def _stored(self, _answer: object) -> None:
        """Nothing to show: the control shows it already."""


def _read(services: "Services") -> tuple[str, str]:
    return services.settings.get(TRAY, Tray.ASK.value), services.settings.get(START_PAGE, Place.OVERVIEW.value)
