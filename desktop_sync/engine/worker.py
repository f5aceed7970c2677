"""The background worker: runs what is due and what is asked for until it is stopped. Knows no Qt.

One thread runs the loop with its own services; each run has a thread of its own (`runs`). Everything else here may be called
from any thread. The listener is called in the worker's thread with frozen events; it must not block. What runs next is `dispatch`'s to say.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterable

from desktop_sync.engine.dispatch import LOOK_S, Dispatcher, Job, Look, Request
from desktop_sync.engine.events import Idle, Listener, RunFinished, RunProgress, RunStarted, WorkerFailed
from desktop_sync.engine.lease import Lease
from desktop_sync.engine.notices import Watchers
from desktop_sync.engine.runs import Ended, Runs
from desktop_sync.engine.services import Services
from desktop_sync.errors import DesktopSyncError
from desktop_sync.model.network import Network
from desktop_sync.model.report import RunKind, RunReport
from desktop_sync.sync.agenda import wait_s
from desktop_sync.sync.lease import BEAT_S, Kind

_log = logging.getLogger(__name__)


class Worker:
    """The loop and its controls.

    `open_services` is called once, in the worker's thread, which closes them. `stop`: an event of the caller's that
    ends the worker, too; setting it takes effect between two operations of a run. `attend`: called in the worker's thread
    before it rests, with whether this process starts syncs by itself: whoever hears of changes can look who wants to
    know. `network`: says how the computer is connected; quick. `most`: how many runs go on at once; never two of a sync,
    nor of an account.
    """

    def __init__(
        self,
        open_services: Callable[[], Services],
        listener: Listener,
        *,
        stop: threading.Event | None = None,
        attend: Callable[[Services, bool], None] = lambda _services, _mine: None,
        network: Callable[[], Network] = Network,
        most: int = 1,
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
        self._runs = Runs(most, self.wake, self._stop)
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
        """The sync that is running now; of several the one that began first."""
        return next(iter(self._runs.names), None)

    @property
    def waiting(self) -> int:
        """How many runs are asked for or hinted at and have not begun."""
        return self._dispatcher.waiting

    def cancel(self, sync: str | None = None) -> None:
        """Stop the current run (only if it is this sync's) between two operations, and drop its requests."""
        self._dispatcher.forget(sync)
        self._runs.cancel(sync)

    def stop(self) -> None:
        """End the loop; a current run stops between two operations. Returns at once: `join` waits."""
        with self._changed:
            self._stop.set()
            self._changed.notify_all()
        self._runs.cancel()

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
            self._end(services)

    def _end(self, services: Services) -> None:
        """Wait for the runs under way, which stop between two operations."""
        self._runs.cancel()
        try:
            self._hear(services, self._runs.wait())
        except DesktopSyncError as error:
            self._listener(WorkerFailed(error.title, error.what, error.advice))
        for _ in self._runs.wait():
            """Nobody notes what came of them: the workspace can't be written. The next start finds out."""

    def _turn(self, services: Services) -> None:
        """Begin one run; else a little tidying; else wait. Survives whatever the workspace says."""
        try:
            self._hear(services, self._runs.heard())
            if self._runs.full:
                self._wait(LOOK_S)
                return
            mine = self._held()
            network = self._network()
            self._dispatcher.see(network)
            look = self._dispatcher.look(services, by_itself=mine and not self._paused)
            if look.job is not None:
                self._begin(services, look.job)
                return
            if not mine:
                self._watchers.close()
                self._attend(services, False)
            elif not self._runs.names and (services.retention.step() or services.backups.step()):
                return
            else:
                self._watchers.refresh(services, may_ask=self._dispatcher.may_ask)
                self._attend(services, True)
        except DesktopSyncError as error:
            self._listener(WorkerFailed(error.title, error.what, error.advice))
            self._wait_after_trouble()
            return
        except Exception as error:  # noqa: BLE001 - the edge of the thread
            self._tell_crash(error)
            self._wait_after_trouble()
            return
        self._broken = 0
        if not self._runs.names:
            self._listener(self._idle(services, look, network, mine=mine))
        self._wait(look.wait_s if mine else min(look.wait_s, BEAT_S))

    def _idle(self, services: Services, look: Look, network: Network, *, mine: bool) -> Idle:
        paused = self._paused or services.pauses.now().everything
        return Idle(look.next_at, paused, standby=not mine, network=network)

    def _held(self) -> bool:
        """Whether this process is the one that runs syncs by itself."""
        return self._lease is None or self._lease.beat(", ".join(self._runs.names))

    def _wait_after_trouble(self) -> None:
        """The workspace itself is in trouble: wait longer each time."""
        self._broken += 1
        self._wait(wait_s(self._broken))

    def _wait(self, seconds: float) -> None:
        with self._changed:
            if not (self._woken or self._stop.is_set()):
                self._changed.wait(seconds)
            self._woken = False

    def _begin(self, services: Services, job: Job) -> None:
        self._runs.begin(services, job)
        if self._lease is not None:
            self._lease.beat(", ".join(self._runs.names))
        self._listener(RunStarted(job.request.sync, job.kind))

    def _hear(self, services: Services, news: Iterable[RunProgress | Ended]) -> None:
        """What the runs tell."""
        for one in news:
            if isinstance(one, RunProgress):
                self._listener(one)
                continue
            self._listener(self._settled(services, one))
            if one.job.kind is RunKind.MANUAL and not self._stop.is_set():
                # Others may have waited for what this run brought; due ones are found with the due syncs.
                self._asked.add(one.job.request.sync)
                for name in services.syncs.going_on(self._asked):
                    self.request(name)

    def _settled(self, services: Services, ended: Ended) -> RunFinished:
        name, outcome = ended.job.request.sync, ended.outcome
        again_s = self._dispatcher.settle(
            services, ended.job, outcome, cancelled=ended.cancelled, stopping=self._stop.is_set()
        )
        if isinstance(outcome, RunReport):
            return RunFinished(name, outcome, outcome.error, outcome.advice, again_s)
        if outcome is not None:
            return RunFinished(name, None, str(outcome), outcome.advice, again_s)
        words = f"The program met an error it does not know ({type(ended.bug).__name__}); details are in the log."
        return RunFinished(name, None, words, "Run “desktop-sync doctor”.", again_s)

    def _tell_crash(self, error: Exception, *, fatal: bool = False) -> None:
        _log.critical("The worker met an unexpected error", exc_info=error)
        words = f"The program met an error it does not know ({type(error).__name__}); details are in the log."
        self._listener(WorkerFailed("Something went wrong that should not", words, fatal=fatal))
