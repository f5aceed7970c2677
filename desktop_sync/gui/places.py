"""Where one can go in the window, and what is asked of it. Pages say where to go; only the main window goes."""

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_sync.gui.spots import Spot
from desktop_sync.gui.widgets.basics import column
from desktop_sync.gui.widgets.header import PageHeader
from desktop_sync.model.record import Ref, Side

if TYPE_CHECKING:
    from desktop_sync.gui.board import Board
    from desktop_sync.gui.worker import WorkerHandle


class Place(Enum):
    """The pages, in the order of the sidebar; the last three have no entry there."""

    OVERVIEW = "overview"
    SYNCS = "syncs"
    ACCOUNTS = "accounts"
    CONFLICTS = "conflicts"
    ATTENTION = "attention"
    ACTIVITY = "activity"
    SETTINGS = "settings"
    PREVIEW = "preview"
    PAIRING = "pairing"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class Go:
    """Show a page; `sync`: only that sync's, "" for all; `run`: that run's; `step`: of the editor; `field`: that field there;
    `anew`: what was worked out before no longer holds.
    """

    place: Place
    sync: str = ""
    run: int = 0
    step: str = ""
    field: str = ""
    anew: bool = False


class Act(Enum):
    """What can be asked of the window from a page or a card."""

    RUN = "run"
    RUN_FULL = "run_full"
    CANCEL = "cancel"
    PAUSE = "pause"
    RESUME = "resume"
    REMOVE = "remove"
    REVIEW = "review"
    NEW_SYNC = "new_sync"
    NEW_ACCOUNT = "new_account"
    RECONNECT = "reconnect"
    UNDO = "undo"
    UNDO_PART = "undo_part"
    RESTORE = "restore"
    RECREATE = "recreate"
    RECORD = "record"
    EDIT_VALUE = "edit_value"
    MERGE = "merge"
    LOG = "log"
    REHEARSE = "rehearse"
    PAUSE_ALL = "pause_all"
    RESUME_ALL = "resume_all"
    PAUSE_ACCOUNT = "pause_account"
    RESUME_ACCOUNT = "resume_account"


@dataclass(frozen=True, slots=True)
class Wish:
    """An `Act` on a sync or an account (`name`), a run or a conflict (`number`, its id), or something in a record (`spot`)."""

    act: Act
    name: str = ""
    number: int = 0
    spot: Spot | None = None
    side: Side = "a"
    refs: tuple[Ref, ...] = ()
    """Records of one side that are taken for the same thing."""


class Page(QWidget):
    """A page: header, then its own content. `shown` is called whenever it comes to the front."""

    go = Signal(object)
    """A `Go`."""
    wish = Signal(object)
    """A `Wish`."""

    def __init__(self, handle: "WorkerHandle", board: "Board", title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.handle = handle
        self.board = board
        self.header = PageHeader(title)
        self.body = column((24, 15, 24, 16), 12)
        self.body.addWidget(self.header)
        self.setLayout(self.body)

    def shown(self, where: Go) -> None:
        """The page comes to the front."""
