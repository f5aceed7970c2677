"""Runs under way, each in a thread of its own with its own connection to the workspace; what becomes of them is heard in the loop's thread."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_sync.engine.dispatch import Job, Request
from desktop_sync.engine.events import RunProgress
from desktop_sync.engine.scratching import Watch
from desktop_sync.errors import DesktopSyncError
from desktop_sync.model.report import Progress, RunKind, RunReport
from desktop_sync.sync.ports import RUN, Audit

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

AT_ONCE = 3
"""Syncs that share no account run side by side, in the service and the window: a long first one must not keep the others waiting."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ended:
    """A run's end. `outcome`: its report, or why it never began; None: a `bug`."""

    job: Job
    outcome: RunReport | DesktopSyncError | None
    cancelled: bool
    bug: Exception | None = None


class Runs:
    """At most so many at once. `begin`, `heard` and `wait` are for the loop's thread, the rest for any. `news`: called when there is
    something to hear. `stop`: an event that stops all between two operations, however it is set.
    """

    def __init__(self, most: int, news: Callable[[], None], stop: threading.Event) -> None:
        self._most, self._news, self._stop = most, news, stop
        self._lock = threading.Lock()
        self._cancels: dict[str, threading.Event] = {}
        self._heard: queue.SimpleQueue[RunProgress | Ended] = queue.SimpleQueue()

    @property
    def names(self) -> tuple[str, ...]:
        """The syncs that are running, the longest first."""
        with self._lock:
            return tuple(self._cancels)

    @property
    def full(self) -> bool:
        """Whether no other one may begin now."""
        return len(self.names) >= self._most

    def cancel(self, sync: str | None = None) -> None:
        """Stop the sync's run, or all, between two operations."""
        with self._lock:
            for name, cancel in self._cancels.items():
                if sync in {None, name}:
                    cancel.set()

    def begin(self, services: "Services", job: Job, cancel: threading.Event | None = None) -> None:
        """Run it. `cancel`: stops it, too."""
        cancel = cancel or threading.Event()
        if self._stop.is_set():
            cancel.set()
        with self._lock:
            self._cancels[job.request.sync] = cancel
        threading.Thread(target=self._run, args=(services, job, cancel), name="sync-run", daemon=True).start()

    def heard(self) -> Iterator[RunProgress | Ended]:
        """What has happened since. Who has ended is not among `names` any more."""
        while not self._heard.empty():
            yield self._taken(self._heard.get())

    def wait(self) -> Iterator[RunProgress | Ended]:
        """The same until all have ended."""
        while self.names:
            yield self._taken(self._heard.get())

    def _taken(self, one: RunProgress | Ended) -> RunProgress | Ended:
        if isinstance(one, Ended):
            with self._lock:
                self._cancels.pop(one.job.request.sync, None)
        return one

    def _run(self, services: "Services", job: Job, cancel: threading.Event) -> None:
        def tell(progress: Progress) -> None:
            if self._stop.is_set():  # set by the caller's own event, without `cancel`
                cancel.set()
            self._say(RunProgress(job.request.sync, progress))

        outcome: RunReport | DesktopSyncError | None = None
        bug: Exception | None = None
        try:
            with closing(services):  # this thread's connection
                outcome = carry_out(services, job.request, job.kind, tell, cancel)
        except DesktopSyncError as error:
            _log.info("Run of a sync did not begin: %s", type(error).__name__)
            outcome = error
        except Exception as error:  # noqa: BLE001 - one sync's bug must not stop the others
            _log.critical("A run ended unexpectedly", exc_info=error)
            bug = error
        self._say(Ended(job, outcome, cancel.is_set(), bug))

    def _say(self, one: RunProgress | Ended) -> None:
        self._heard.put(one)
        self._news()


def carry_out(
    services: "Services", request: Request, kind: RunKind, tell: Callable[[Progress], None], cancel: threading.Event
) -> RunReport:
    """What workers do for a request, here and in the window: a run, or the day's check. Raises UsageError, Busy, StoreError."""
    if kind is RunKind.CHECK:
        report = services.checks.check(request.sync, watch=Watch(cancel, tell)).report
        assert report is not None  # a check is always listed
        return report
    if request.approve:
        services.backups.before(request.sync)
    runner = services.runner.overriding(request.overrides) if request.overrides else services.runner
    report = runner.run(
        request.sync, full=request.full, approve=request.approve, kind=kind, progress=tell, cancel=cancel
    )
    note(services.audit, report, approved=request.approve)
    return report


def note(audit: Audit, report: RunReport, *, approved: bool) -> None:
    """Put a run into the audit: what somebody asked for, and whatever wrote something."""
    asked = report.kind is RunKind.MANUAL
    if asked or report.written:
        details = {
            "run": report.id,
            "kind": report.kind.value,
            "status": report.status.value,
            "written": report.written,
        }
        audit.record(
            "user" if asked else "program", RUN, report.sync, {**details, "approved": True} if approved else details
        )
