"""The background worker: runs what is due and what is asked for, one run at a time, until it is stopped. Knows no Qt.

One thread runs the loop with its own services. Everything else here may be called from any thread. The listener is
called in the worker's thread with frozen events; it must not block. What runs next is `dispatch`'s to say.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterable

from desktop_sync.engine.dispatch import Dispatcher, Job, Request
from desktop_sync.engine.events import Idle, Listener, RunFinished, RunProgress, RunStarted, WorkerFailed
from desktop_sync.engine.lease import Lease
from desktop_sync.engine.notices import Watchers
from desktop_sync.engine.scratching import Watch
from desktop_sync.engine.services import Services
from desktop_sync.errors import DesktopSyncError
from desktop_sync.model.network import Network
from desktop_sync.model.report import Progress, RunKind, RunReport
from desktop_sync.sync.agenda import wait_s
from desktop_sync.sync.lease import BEAT_S, Kind

_log = logging.getLogger(__name__)


class Worker:
    """The loop and its controls.

    `open_services` is called once, in the worker's thread, which closes them. `stop`: an event of the caller's that
    ends the worker, too; setting it takes effect between two operations of a run. `attend`: called in the worker's thread
    before it rests, so that whoever hears of changes can look who wants to know. `network`: says how the computer is connected; quick.
    """

    def __init__(
        self,
        open_services: Callable[[], Services],
        listener: Listener,
        *,
        stop: threading.Event | None = None,
        attend: Callable[[Services], None] = lambda _: None,
        network: Callable[[], Network] = Network,
    ) -> None:
        self._attend, self._network = attend, network
        self._open = open_services
        self._listener = listener
        self._stop = stop or threading.Event()
        self._changed = threading.Condition()
        self._dispatcher = Dispatcher()
        self._broken = 0
        self._watchers = Watchers(self.hint)
        self._woken = False
        self._paused = False
        self._current: tuple[str, threading.Event] | None = None
        self._thread: threading.Thread | None = None
        self._lease: Lease | None = None
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
        self._dispatcher.ask(Request(sync, full, approve))
        self.wake()

    def hint(self, syncs: Iterable[str]) -> None:
        """Something may have changed in a system of these syncs: those that run for changes do so soon."""
        self._dispatcher.hint(syncs)
        self.wake()

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

    @property
    def waiting(self) -> int:
        """How many runs are asked for or hinted at and have not begun."""
        return self._dispatcher.waiting

    def cancel(self, sync: str | None = None) -> None:
        """Stop the current run (only if it is this sync's) between two operations, and drop its requests."""
        self._dispatcher.forget(sync)
        with self._changed:
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
        self._paused = paused
        self.wake()

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
        self._lease = Lease(services, Kind.SERVICE)
        self._lease.start()
        with contextlib.closing(services), contextlib.closing(self._watchers), contextlib.closing(self._lease):
            while not self._stop.is_set():
                self._turn(services)

    def _turn(self, services: Services) -> None:
        """One run; else a little tidying; else wait. Survives whatever the workspace says."""
        try:
            mine = self._held()
            network = self._network()
            self._dispatcher.see(network)
            look = self._dispatcher.look(services, by_itself=mine and not self._paused)
            if look.job is not None:
                self._run_one(services, look.job)
                return
            if not mine:
                self._watchers.close()
            elif services.retention.step():
                return
            else:
                self._watchers.refresh(services)
                self._attend(services)
        except DesktopSyncError as error:
            self._listener(WorkerFailed(error.title, error.what, error.advice))
            self._wait_after_trouble()
            return
        except Exception as error:  # noqa: BLE001 - the edge of the thread
            self._tell_crash(error)
            self._wait_after_trouble()
            return
        self._broken = 0
        self._listener(
            Idle(look.next_at, self._paused or services.pauses.now().everything, standby=not mine, network=network)
        )
        self._wait(look.wait_s if mine else min(look.wait_s, BEAT_S))

    def _held(self) -> bool:
        """Whether this process is the one that runs syncs by itself."""
        return self._lease is None or self._lease.beat("")

    def _wait_after_trouble(self) -> None:
        """The workspace itself is in trouble: wait longer each time."""
        self._broken += 1
        self._wait(wait_s(self._broken))

    def _wait(self, seconds: float) -> None:
        with self._changed:
            if not (self._woken or self._stop.is_set()):
                self._changed.wait(seconds)
            self._woken = False

    def _run_one(self, services: Services, job: Job) -> None:
        cancel = threading.Event()
        with self._changed:
            self._current = (job.request.sync, cancel)
            if self._stop.is_set():
                cancel.set()
        if self._lease is not None:
            self._lease.beat(job.request.sync)
        self._listener(RunStarted(job.request.sync, job.kind))
        try:
            finished = self._carry_out(services, job, cancel)
        finally:
            with self._changed:
                self._current = None
        self._listener(finished)
        if job.kind is RunKind.MANUAL:
            # Others may have waited for what this run brought; due ones are found with the due syncs.
            self._asked.add(job.request.sync)
            for name in services.syncs.going_on(self._asked):
                self.request(name)

    def _carry_out(self, services: Services, job: Job, cancel: threading.Event) -> RunFinished:
        name = job.request.sync

        def tell(progress: Progress) -> None:
            if self._stop.is_set():  # set by the caller's own event, without `stop()`
                cancel.set()
            self._listener(RunProgress(name, progress))

        outcome: RunReport | DesktopSyncError | None = None
        words, advice = "", ""
        try:
            outcome = carry_out(services, job.request, job.kind, tell, cancel)
        except DesktopSyncError as error:
            _log.info("Run of a sync did not begin: %s", type(error).__name__)
            outcome, words, advice = error, str(error), error.advice
        except Exception as error:  # noqa: BLE001 - one sync's bug must not stop the others
            _log.critical("A run ended unexpectedly", exc_info=error)
            words = f"The program met an error it does not know ({type(error).__name__}); details are in the log."
            advice = "Run “desktop-sync doctor”."
        again_s = self._dispatcher.settle(
            services, job, outcome, cancelled=cancel.is_set(), stopping=self._stop.is_set()
        )
        if isinstance(outcome, RunReport):
            return RunFinished(name, outcome, outcome.error, outcome.advice, again_s)
        return RunFinished(name, None, words, advice, again_s)

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
