"""What the window knows of the workspace: one picture, taken in the *look* thread, shared by the pages."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_sync.gui.status import stopped_by_guard
from desktop_sync.gui.worker import Running, WorkerHandle
from desktop_sync.model.plan import Conflict
from desktop_sync.model.report import Progress, RunReport, RunStatus, RunTotals, SyncStatus
from desktop_sync.model.signin import AccountStanding
from desktop_sync.model.sync import Pauses

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

FEW_CONFLICTS = 200
NEWEST_RUNS = 60
CLOCK_MS = 20_000
SETTLE_MS = 60
Now = Callable[[], dt.datetime]


@dataclass(frozen=True)
class Picture:
    """The workspace at one moment. `conflicts`: only when they are few; the count is always right."""

    statuses: tuple[SyncStatus, ...] = ()
    runs: tuple[RunReport, ...] = ()
    """The newest ones."""
    today: RunTotals = field(default_factory=RunTotals)
    """Of all runs of the day."""
    conflicts: tuple[Conflict, ...] = ()
    accounts: int = 0
    letters: Mapping[str, str] = field(default_factory=dict)
    """Connector kind → initials."""
    folder: str = ""
    taken: bool = False
    standings: Mapping[str, AccountStanding] = field(default_factory=dict)
    """How each account's sign-in stands."""
    pauses: Pauses = field(default_factory=Pauses)

    @property
    def conflict_count(self) -> int:
        """Open conflicts of all syncs."""
        return sum(one.conflicts for one in self.statuses)

    @property
    def hold_count(self) -> int:
        """Open holds of all syncs."""
        return sum(one.holds for one in self.statuses)

    @property
    def stopped_count(self) -> int:
        """Syncs that stand still until somebody does something."""
        return sum(stands_still(one) for one in self.statuses)

    def status(self, name: str) -> SyncStatus | None:
        """The sync of that name."""
        return next((one for one in self.statuses if one.name == name), None)


def stands_still(one: SyncStatus) -> bool:
    """Whether the sync failed, is suspended, or waits for approval."""
    if one.state == "paused":
        return False
    last = one.last
    return one.state == "suspended" or (
        last is not None and (last.status is RunStatus.FAILED or stopped_by_guard(last))
    )


def take_picture(services: "Services") -> Picture:
    """Ask the workspace. Local and quick."""
    midnight = services.clock.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    statuses = tuple(services.syncs.statuses())
    few = 0 < sum(one.conflicts for one in statuses) <= FEW_CONFLICTS
    return Picture(
        statuses=statuses,
        runs=tuple(services.review.runs(limit=NEWEST_RUNS)),
        today=services.review.totals_since(midnight),
        conflicts=tuple(services.review.conflicts()) if few else (),
        accounts=len(services.accounts.list()),
        letters=services.accounts.initials(),
        folder=str(services.folder),
        taken=True,
        standings={one.account: one for one in services.accounts.standings()},
        pauses=services.pauses.now(),
    )


class Board(QObject):
    """Keeps the picture fresh: after every change, and by the clock. Main thread."""

    updated = Signal()
    """There is a new picture, or another sync is running: show it."""
    stepped = Signal(str)
    """The sync of that name got a step further."""
    clock = Signal()
    """Time went on: “2 minutes ago” may be “3 minutes ago”."""

    def __init__(self, handle: WorkerHandle, now: Now, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handle = handle
        self.now = now
        self.picture = Picture()
        self.last_progress: dict[str, Progress] = {}
        self._asked = self._again = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK_MS)
        self._clock.timeout.connect(self.clock)
        self._clock.start()
        handle.opened.connect(self.refresh)
        handle.changed.connect(self.refresh)
        handle.running_changed.connect(self.updated)
        handle.progress.connect(self._on_progress)

    def running(self, name: str) -> Running | None:
        """The sync's run, if one is queued or under way."""
        return self._handle.running.get(name)

    @Slot()
    def refresh(self) -> None:
        """Take a new picture soon; many wishes at once make one."""
        self._settle.start()

    @Slot()
    def _ask(self) -> None:
        if self._asked:
            self._again = True
            return
        self._asked = True
        self._handle.look(take_picture, self._on_picture, self._on_failed)

    @Slot(object)
    def _on_picture(self, picture: Picture) -> None:
        self._asked = False
        self.picture = picture
        self.updated.emit()
        if self._again:
            self._again = False
            self.refresh()

    @Slot(object)
    def _on_failed(self, failure: object) -> None:
        self._asked = self._again = False
        self._handle.failed.emit(failure)

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        self.last_progress[progress.sync] = progress
        self.stepped.emit(progress.sync)
