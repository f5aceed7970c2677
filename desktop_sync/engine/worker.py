"""The background worker: runs what is due and what is asked for, one run at a time, until it is stopped. Knows no Qt.

One thread runs the loop with its own services. Everything else here may be called from any thread. The listener is
called in the worker's thread with frozen events; it must not block. A sync that fails waits longer each time:
30 s × 2^n, an hour at most.
"""

import contextlib
import datetime as dt
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from desktop_sync.engine.scratching import Watch
from desktop_sync.engine.services import Services
from desktop_sync.errors import DesktopSyncError
from desktop_sync.model.overrides import NO_OVERRIDES, Overrides
from desktop_sync.model.report import Progress, RunKind, RunReport, RunStatus

LOOK_S = 30.0
"""How often the loop looks for due syncs when nothing wakes it: others may change the workspace."""
FIRST_WAIT_S = 30.0
LONGEST_WAIT_S = 3600.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RunStarted:
    """A run begins."""

    sync: str
    kind: RunKind


@dataclass(frozen=True)
class RunProgress:
    """How far the run is; at most some ten times a second."""

    sync: str
    progress: Progress


@dataclass(frozen=True)
class RunFinished:
    """A run ended. `report` None: it never began (`error`, `advice`: why). `again_s`: seconds until the next try."""

    sync: str
    report: RunReport | None
    error: str = ""
    advice: str = ""
    again_s: float | None = None


@dataclass(frozen=True)
class Idle:
    """Nothing to do just now. `next_at`: when the next sync is due, None: none by itself."""

    next_at: dt.datetime | None
    paused: bool = False


@dataclass(frozen=True)
class WorkerFailed:
    """The workspace could not be read. `fatal`: the worker has ended; else it tries again."""

    title: str
    message: str
    advice: str = ""
    fatal: bool = False


Event = RunStarted | RunProgress | RunFinished | Idle | WorkerFailed
Listener = Callable[[Event], None]


@dataclass(frozen=True)
class Request:
    """“Sync now”, as a person asks for it."""

    sync: str
    full: bool = False
    approve: bool = False
    overrides: Overrides = NO_OVERRIDES


class Schedule:
    """What was asked for, and which syncs must wait after a failure. Not locked: its owner is."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self._failures: dict[str, int] = {}
        self._not_before: dict[str, float] = {}

    def ask(self, request: Request) -> None:
        """Put a request at the end; one for the same sync is replaced, and its wishes are kept."""
        for index, other in enumerate(self.requests):
            if other.sync == request.sync:
                full, approve = other.full or request.full, other.approve or request.approve
                self.requests[index] = Request(request.sync, full, approve)
                return
        self.requests.append(request)

    def may_run(self, sync: str, now: float) -> bool:
        """Whether the sync's wait after a failure is over. `now`: monotonic seconds."""
        return now >= self._not_before.get(sync, now)

    def succeeded(self, sync: str) -> None:
        """Forget the sync's failures."""
        self._failures.pop(sync, None)
        self._not_before.pop(sync, None)

    def failed(self, sync: str, now: float) -> float:
        """Count a failure; the seconds until the sync may run by itself again."""
        count = self._failures.get(sync, 0)
        self._failures[sync] = count + 1
        wait_s = min(FIRST_WAIT_S * 2.0 ** min(count, 20), LONGEST_WAIT_S)
        self._not_before[sync] = now + wait_s
        return wait_s

    def next_after(self, now: float) -> float | None:
        """Seconds until the first wait is over, None when nobody waits."""
        left = [at - now for at in self._not_before.values() if at > now]
        return min(left, default=None)


class Worker:
    """The loop and its controls.

    `open_services` is called once, in the worker's thread, which closes them. `stop`: an event of the caller's that
    ends the worker, too; setting it takes effect between two operations of a run.
    """

    def __init__(
        self, open_services: Callable[[], Services], listener: Listener, *, stop: threading.Event | None = None
    ) -> None:
        self._open = open_services
        self._listener = listener
        self._stop = stop or threading.Event()
        self._changed = threading.Condition()
        self._schedule = Schedule()
        self._woken = False
        self._paused = False
        self._current: tuple[str, threading.Event] | None = None
        self._thread: threading.Thread | None = None
        self._asked: set[str] = set()
        """Syncs that were asked for: what they wait for goes on like them."""

    # -- controls, from any thread

    def start(self) -> None:
        """Run the loop in a thread of its own."""
        self._thread = threading.Thread(target=self.run, name="sync-worker")
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether that thread runs."""
        return self._thread is not None and self._thread.is_alive()

    def join(self, timeout_s: float | None = None) -> bool:
        """Wait until the thread has ended; whether it has."""
        if self._thread is not None:
            self._thread.join(timeout_s)
        return not self.alive

    def request(self, sync: str, *, full: bool = False, approve: bool = False) -> None:
        """Run the sync as soon as the current run is over, before anything that is due; also while paused."""
        with self._changed:
            self._schedule.ask(Request(sync, full, approve))
            self._changed.notify_all()

    def wake(self) -> None:
        """Look for due syncs now."""
        with self._changed:
            self._woken = True
            self._changed.notify_all()

    def pause(self) -> None:
        """Start nothing by itself until `resume`; the current run goes on."""
        self._set_paused(True)

    def resume(self) -> None:
        """Start what is due again."""
        self._set_paused(False)

    @property
    def paused(self) -> bool:
        """Whether nothing starts by itself."""
        return self._paused

    @property
    def running(self) -> str | None:
        """The sync that is running now."""
        current = self._current
        return current[0] if current else None

    def cancel(self, sync: str | None = None) -> None:
        """Stop the current run (only if it is this sync's) between two operations, and drop its requests."""
        with self._changed:
            self._schedule.requests = [one for one in self._schedule.requests if sync is not None and one.sync != sync]
            if self._current is not None and sync in {None, self._current[0]}:
                self._current[1].set()

    def stop(self) -> None:
        """End the loop; a current run stops between two operations. Returns at once: `join` waits."""
        with self._changed:
            self._stop.set()
            if self._current is not None:
                self._current[1].set()
            self._changed.notify_all()

    def _set_paused(self, paused: bool) -> None:
        with self._changed:
            self._paused = paused
            self._woken = True
            self._changed.notify_all()

    # -- the loop, in the worker's thread

    def run(self) -> None:
        """The loop, until stopped."""
        try:
            services = self._open()
        except DesktopSyncError as error:
            self._listener(WorkerFailed(error.title, error.what, error.advice, fatal=True))
            return
        except Exception as error:  # noqa: BLE001 - the edge of the thread: told and logged, never lost
            self._tell_crash(error, fatal=True)
            return
        with contextlib.closing(services):
            while not self._stop.is_set():
                self._turn(services)

    def _turn(self, services: Services) -> None:
        """One request or one due sync; else wait. Survives whatever the workspace says."""
        try:
            request = self._next_request(services)
            if request is not None:
                self._run_one(services, request, RunKind.MANUAL)
                self._asked.add(request.sync)
                # Others may have waited for what this run brought; due ones are found with the due syncs.
                for name in services.syncs.going_on(self._asked):
                    self.request(name)
                return
            due = self._first_due(services)
            if due is not None:
                self._run_one(services, Request(due), RunKind.TIMER)
                return
            check = self._first_check(services)
            if check is not None:
                self._run_one(services, Request(check), RunKind.CHECK)
                return
            if services.retention.step():
                return
            next_at = self._next_due_at(services)
        except DesktopSyncError as error:
            self._listener(WorkerFailed(error.title, error.what, error.advice))
            self._wait(self._schedule.failed("", services.clock.monotonic()))
            return
        except Exception as error:  # noqa: BLE001 - the edge of the thread
            self._tell_crash(error)
            self._wait(self._schedule.failed("", services.clock.monotonic()))
            return
        self._schedule.succeeded("")
        self._listener(Idle(next_at, self._paused))
        self._wait(self._pause_s(services, next_at))

    def _next_request(self, services: Services) -> Request | None:
        """The next wish; of several, parents before children."""
        with self._changed:
            names = [one.sync for one in self._schedule.requests]
        first = services.syncs.ordered(names)[0] if len(names) > 1 else "".join(names)
        with self._changed:
            for index, one in enumerate(self._schedule.requests):
                if one.sync == first:
                    return self._schedule.requests.pop(index)
        return None

    def _first_due(self, services: Services) -> str | None:
        if self._paused:
            return None
        now = services.clock.monotonic()
        names = services.syncs.due(services.clock.now())
        return next((name for name in names if self._schedule.may_run(name, now)), None)

    def _first_check(self, services: Services) -> str | None:
        if self._paused:
            return None
        now = services.clock.monotonic()
        names = services.checks.due(services.clock.now())
        return next((name for name in names if self._schedule.may_run(name, now)), None)

    def _next_due_at(self, services: Services) -> dt.datetime | None:
        now = services.clock.now()
        active = [one.name for one in services.syncs.statuses() if one.state == "active"]
        times = [services.syncs.next_due(name, now) for name in active]
        return min((one for one in times if one is not None), default=None)

    def _pause_s(self, services: Services, next_at: dt.datetime | None) -> float:
        if self._paused or next_at is None:
            return LOOK_S
        left = (next_at - services.clock.now()).total_seconds()
        waits = [LOOK_S]
        if left > 0:
            waits.append(left)
        backed_off = self._schedule.next_after(services.clock.monotonic())
        if backed_off is not None:
            waits.append(backed_off)
        # Never zero: a sync that is due but waits after a failure must not keep the loop busy.
        return max(min(waits), 0.05)

    def _wait(self, seconds: float) -> None:
        with self._changed:
            if not (self._woken or self._schedule.requests or self._stop.is_set()):
                self._changed.wait(seconds)
            self._woken = False

    def _run_one(self, services: Services, request: Request, kind: RunKind) -> None:
        cancel = threading.Event()
        with self._changed:
            self._current = (request.sync, cancel)
            if self._stop.is_set():
                cancel.set()
        self._listener(RunStarted(request.sync, kind))
        try:
            finished = self._carry_out(services, request, kind, cancel)
        finally:
            with self._changed:
                self._current = None
        self._listener(finished)

    def _carry_out(self, services: Services, request: Request, kind: RunKind, cancel: threading.Event) -> RunFinished:
        name = request.sync

        def tell(progress: Progress) -> None:
            if self._stop.is_set():  # set by the caller's own event, without `stop()`
                cancel.set()
            self._listener(RunProgress(name, progress))

        try:
            report = carry_out(services, request, kind, tell, cancel)
        except DesktopSyncError as error:
            _log.info("Run of a sync did not begin: %s", type(error).__name__)
            again_s = self._schedule.failed(name, services.clock.monotonic())
            return RunFinished(name, None, str(error), error.advice, again_s)
        except Exception as error:  # noqa: BLE001 - one sync's bug must not stop the others
            _log.critical("A run ended unexpectedly", exc_info=error)
            again_s = self._schedule.failed(name, services.clock.monotonic())
            words = f"The program met an error it does not know ({type(error).__name__}); details are in the log."
            return RunFinished(name, None, words, "Run “desktop-sync doctor”.", again_s)
        if report.status is RunStatus.FAILED and not cancel.is_set():
            again_s = self._schedule.failed(name, services.clock.monotonic())
            return RunFinished(name, report, report.error, report.advice, again_s)
        self._schedule.succeeded(name)
        return RunFinished(name, report, report.error, report.advice)

    def _tell_crash(self, error: Exception, *, fatal: bool = False) -> None:
        _log.critical("The worker met an unexpected error", exc_info=error)
        words = f"The program met an error it does not know ({type(error).__name__}); details are in the log."
        self._listener(WorkerFailed("Something went wrong that should not", words, fatal=fatal))


def carry_out(
    services: Services, request: Request, kind: RunKind, tell: Callable[[Progress], None], cancel: threading.Event
) -> RunReport:
    """What workers do for a request, here and in the window: a run, or the day's check. Raises UsageError, Busy, StoreError."""
    if kind is RunKind.CHECK:
        report = services.checks.check(request.sync, watch=Watch(cancel, tell)).report
        assert report is not None  # a check is always listed
        return report
    runner = services.runner.overriding(request.overrides) if request.overrides else services.runner
    return runner.run(request.sync, full=request.full, approve=request.approve, kind=kind, progress=tell, cancel=cancel)


def describe(event: Event) -> str:
    """An event as one line for a log or terminal; "" for those that are not worth one. No customer values."""
    if isinstance(event, RunStarted):
        return f"{event.sync}: started ({event.kind.value})"
    if isinstance(event, RunFinished):
        return _describe_run(event)
    if isinstance(event, WorkerFailed):
        return f"{event.title}: {event.message} {event.advice}".rstrip()
    return ""


def _describe_run(event: RunFinished) -> str:
    report = event.report
    again = f" Tried again in {event.again_s:.0f} s." if event.again_s is not None else ""
    if report is None:
        return f"{event.sync}: not run: {event.error}{again}"
    if event.error:
        return f"{event.sync}: {report.status.value}: {event.error}{again}"
    waits = f", {report.conflicts} conflicts and {report.holds} holds wait" if report.conflicts or report.holds else ""
    return f"{event.sync}: {report.status.value}, {report.written} written{waits}"
