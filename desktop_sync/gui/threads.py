"""What runs in the threads behind the window. Each worker has its own connection to the workspace, opened and closed in its thread.

Nothing here knows the window: workers speak through signals, and only `WorkerHandle` listens.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from desktop_sync.errors import Busy, DesktopSyncError
from desktop_sync.gui.errors import Failure, failure_of
from desktop_sync.model.overrides import NO_OVERRIDES, Overrides
from desktop_sync.model.report import Phase, Progress, RunKind, RunReport
from desktop_sync.sync.agenda import Why, Wish
from desktop_sync.sync.lease import Kind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from desktop_sync.engine.attending import Attending
    from desktop_sync.engine.dispatch import Dispatcher, Job
    from desktop_sync.engine.events import RunProgress
    from desktop_sync.engine.lease import Lease
    from desktop_sync.engine.notices import Watchers
    from desktop_sync.engine.runs import Ended, Runs
    from desktop_sync.engine.services import Services
    from desktop_sync.model.network import Network

log = logging.getLogger(__name__)

TICK_MS = 15_000
PROGRESS_S = 0.1


@dataclass(frozen=True, slots=True)
class RunRequest:
    """Run a sync. `cancel` may be set from any thread."""

    name: str
    full: bool = False
    approve: bool = False
    kind: RunKind = RunKind.MANUAL
    overrides: Overrides = NO_OVERRIDES
    cancel: threading.Event = field(default_factory=threading.Event, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RunEnded:
    """A request's end: the report, or why there is none."""

    request: RunRequest
    report: RunReport | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A call for a worker thread."""

    number: int
    call: Callable[[Any], Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it."""

    number: int
    value: Any = field(default=None, repr=False)
    failure: Failure | None = None


class ProgressGate:
    """Lets through some ten progress messages a second, and every change of phase."""

    def __init__(self, out: Callable[[Progress], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._out = out
        self._clock = clock
        self._last = -1.0
        self._phase: Phase | None = None

    def __call__(self, progress: Progress) -> None:
        now = self._clock()
        if progress.phase is self._phase and now - self._last < PROGRESS_S:
            return
        self._last, self._phase = now, progress.phase
        self._out(progress)


class WorkerThread(QThread):
    """A thread whose event loop runs inside a Python call.

    Without that each slot would run in a Python thread state of its own (seen with PySide 6.11 and 6.12), and what is kept per thread, such as
    the connection to the workspace, would be torn down after every slot, at a moment when that crashes the interpreter.
    """

    def run(self) -> None:
        """The loop."""
        self.exec()


class Opener:
    """Opens the workspace once for all threads (deriving its key takes most of a second); each has its own connection within."""

    def __init__(self, open_services: Callable[[], "Services"]) -> None:
        self._open = open_services
        self._lock = threading.Lock()
        self._services: Services | None = None

    def services(self) -> "Services":
        """The services. Raises StoreError, in each thread anew."""
        with self._lock:
            if self._services is None:
                self._services = self._open()
            return self._services


class ServicesThread(QObject):
    """What the workers share: services that are opened in a worker's thread at the first need, and closed there."""

    def __init__(self, opener: Opener) -> None:
        super().__init__()
        self._opener = opener
        self._services: Services | None = None

    def services(self) -> "Services":
        """The services, from now on used by this thread, too. Raises StoreError."""
        if self._services is None:
            self._services = self._opener.services()
        return self._services

    @Slot()
    def close(self) -> None:
        """Close them and end the thread."""
        self.before_close()
        if self._services is not None:
            self._services.close()
            self._services = None
        QThread.currentThread().quit()

    def before_close(self) -> None:
        """What a worker lets go of first (no override of `close`: a slot that overrides one runs in the emitter's thread)."""


class QueryWorker(ServicesThread):
    """Answers questions, one after another."""

    answered = Signal(object)
    kept = Signal(object)

    @Slot(object)
    def keep(self, request: RunRequest) -> None:
        """Write down that a person wants this run, so that it outlives the program; `kept` follows in any case."""
        try:
            services = self.services()
            services.agenda.keep_wish(Wish(request.name, services.clock.now(), request.full))
        except DesktopSyncError as error:
            log.warning("a wish could not be written down: %s", error.title)  # the run itself says what is wrong
        self.kept.emit(request)

    @Slot(object)
    def answer(self, question: Question) -> None:
        """Make the call; whatever it raises becomes a `Failure`."""
        try:
            value = question.call(self.services())
        except DesktopSyncError as error:
            self.answered.emit(Answer(question.number, failure=failure_of(error)))
        except Exception as error:
            log.exception("a question failed")
            self.answered.emit(Answer(question.number, failure=failure_of(error)))
        else:
            self.answered.emit(Answer(question.number, value))


class Aside(QObject):
    """One question in a thread of its own, for calls that may hang and that a person can give up (`stop`).

    The thread is a daemon: one that still waits for a dead system does not keep the program from ending.
    """

    answered = Signal(object)

    def __init__(self, opener: Opener, number: int, call: "Callable[[Any, threading.Event], Any]") -> None:
        super().__init__()
        self.number, self.stop = number, threading.Event()
        self._opener, self._call = opener, call

    def start(self) -> None:
        """Begin."""
        threading.Thread(target=self._run, name="aside", daemon=True).start()

    def _run(self) -> None:
        try:
            services = self._opener.services()
            try:
                answer = Answer(self.number, self._call(services, self.stop))
            finally:
                services.close()
        except DesktopSyncError as error:
            answer = Answer(self.number, failure=failure_of(error))
        except Exception as error:
            log.exception("a question failed")
            answer = Answer(self.number, failure=failure_of(error))
        self.answered.emit(answer)


class SyncWorker(ServicesThread):
    """Runs syncs. Its timer is made in its own thread."""

    opened = Signal()
    broken = Signal(object)
    started = Signal(object)
    progressed = Signal(object)
    ended = Signal(object)
    served = Signal(object)
    """The service's `Holder` where one runs the syncs, else None."""
    woken = Signal()
    """Look for what is due now; may be sent from any thread."""
    told = Signal()
    """A run has something to tell; sent from its thread."""

    def __init__(self, opener: Opener) -> None:
        super().__init__(opener)
        self._timer: QTimer | None = None
        self._stopping = threading.Event()
        self._dispatcher: Dispatcher | None = None
        self._watchers: Watchers | None = None
        self._lease: Lease | None = None
        self._attending: Attending | None = None
        self._network: Network | None = None
        self._began: dt.datetime | None = None
        self._runs: Runs | None = None
        self._requests: dict[str, RunRequest] = {}
        """What people asked for and has not begun."""
        self._under_way: dict[str, tuple[RunRequest, ProgressGate]] = {}
        self.woken.connect(self.tick, Qt.ConnectionType.QueuedConnection)
        self.told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def begin(self) -> None:
        """Open the workspace and start looking at the clock."""
        try:
            self._began = self.services().clock.now()
        except DesktopSyncError as error:
            self.broken.emit(failure_of(error))
            return
        except Exception as error:
            log.exception("the workspace could not be opened")
            self.broken.emit(failure_of(error))
            return
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self.opened.emit()

    def dispatcher(self) -> "Dispatcher":
        """What decides who runs next."""
        if self._dispatcher is None:
            from desktop_sync.engine.dispatch import Dispatcher  # late: the window's start needs none of the engine

            self._dispatcher = Dispatcher(before=self._began)
            if self._network is not None:
                self._dispatcher.see(self._network)
        return self._dispatcher

    def _held(self) -> bool:
        """Whether the window runs syncs by itself: a service that does goes before it."""
        if self._lease is None:
            from desktop_sync.engine.lease import Lease  # late, as in `dispatcher`

            self._lease = Lease(self.services(), Kind.WINDOW)
            self._lease.start()
        mine = self._lease.beat(", ".join(self.runs().names))
        self.served.emit(None if mine else self._lease.holder)
        return mine

    def watchers(self) -> "Watchers":
        """What notices changes as they happen, in threads of its own."""
        if self._watchers is None:
            from desktop_sync.engine.notices import Watchers  # late, as in `dispatcher`

            self._watchers = Watchers(self._hinted)
        return self._watchers

    @Slot(object)
    def see_network(self, network: "Network") -> None:
        """The computer is connected so now."""
        self._network = network
        if self._dispatcher is not None:
            self._dispatcher.see(network)
            self.woken.emit()

    def attending(self) -> "Attending":
        """What hears webhooks that relays pass on, and tells people who are not at the window."""
        if self._attending is None:
            from desktop_sync.bootstrap.wire import relay_events, senders  # late, as in `dispatcher`
            from desktop_sync.engine.attending import Attending

            self.dispatcher()  # a relay's thread may call it at once
            self._attending = Attending(self._hinted, relay_events, senders)
        return self._attending

    def _hinted(self, syncs: "Iterable[str]") -> None:
        """Called in a watching thread."""
        self.dispatcher().hint(syncs)
        self.woken.emit()

    def runs(self) -> "Runs":
        """The runs under way, in threads of their own."""
        if self._runs is None:
            from desktop_sync.engine.runs import AT_ONCE, Runs  # late, as in `dispatcher`

            self._runs = Runs(AT_ONCE, self.told.emit, self._stopping)
        return self._runs

    @Slot()
    def tick(self) -> None:
        """Begin what comes next, one run: what people asked for, else what is due by itself."""
        if self._stopping.is_set() or self._timer is None:
            return
        self._drop_cancelled()
        if self.runs().full:
            self._timer.start(TICK_MS)
            return
        wait_ms = TICK_MS
        try:
            mine = self._held()
            if mine:
                self.watchers().refresh(self.services(), may_ask=self.dispatcher().may_ask)
                self.attending().step(self.services())
            else:
                self.watchers().close()
                if self._attending is not None:
                    self._attending.rest()
            look = self.dispatcher().look(self.services(), by_itself=mine)
            wait_ms = min(TICK_MS, int(look.wait_s * 1000))
        except DesktopSyncError as error:
            log.warning("looking for due syncs: %s", error.title)
            self._refuse(error)
        else:
            if look.job is not None:
                wait_ms = 0
                self._begin(look.job)
        self._timer.start(wait_ms)

    @Slot(object)
    def run(self, request: RunRequest) -> None:
        """A run that a person asked for, as soon as no other one uses its systems; told by `started`, `progressed` and `ended`."""
        from desktop_sync.engine.dispatch import Request  # late, as in `dispatcher`

        self._requests[request.name] = request
        try:
            refused = self._refusal(request.name)
        except DesktopSyncError as error:
            refused = error
        if refused is not None:
            self._requests.pop(request.name)
            self._drop_wish(request.name)
            self.ended.emit(RunEnded(request, failure=failure_of(refused)))
        elif self._stopping.is_set():  # what was asked for is done after the next start
            self.ended.emit(RunEnded(self._requests.pop(request.name)))
        else:
            self.dispatcher().ask(Request(request.name, request.full, request.approve, request.overrides))
            self.tick()

    def _refusal(self, name: str) -> DesktopSyncError | None:
        """Why the sync may not run at all: who asks for a paused one is told so, and not kept waiting. Raises UsageError, StoreError."""
        services = self.services()
        return services.pauses.refusal(services.syncs.get(name))

    def _refuse(self, error: DesktopSyncError) -> None:
        """Who waits for a run is told why there is none."""
        for name, request in list(self._requests.items()):
            del self._requests[name]
            self.dispatcher().forget(name)
            self.ended.emit(RunEnded(request, failure=failure_of(error)))

    def _drop_cancelled(self) -> None:
        """What was cancelled before it began."""
        for name, request in list(self._requests.items()):
            if request.cancel.is_set():
                del self._requests[name]
                self.dispatcher().forget(name)
                self._drop_wish(name)
                self.ended.emit(RunEnded(request))

    def _begin(self, job: "Job") -> None:
        wish = job.request
        asked = self._requests.pop(wish.sync, None) if job.why is Why.PERSON else None
        request = asked or RunRequest(wish.sync, full=wish.full, kind=job.kind)
        self._under_way[wish.sync] = request, ProgressGate(self.progressed.emit)
        self.started.emit(request)
        self.runs().begin(self.services(), job, request.cancel)

    @Slot()
    def _hear(self) -> None:
        """What the runs tell."""
        if self._runs is not None:
            self._hear_all(self._runs.heard())

    def _hear_all(self, news: "Iterable[RunProgress | Ended]") -> None:
        from desktop_sync.engine.runs import Ended  # late, as in `dispatcher`

        for one in news:
            if isinstance(one, Ended):
                request, _ = self._under_way.pop(one.job.request.sync)
                self.ended.emit(self._settled(request, one))
                if self._timer is not None and not self._stopping.is_set():
                    self._timer.start(0)  # others may have waited for it, or for its systems
            else:
                self._under_way[one.sync][1](one.progress)

    def _settled(self, request: RunRequest, ended: "Ended") -> RunEnded:
        outcome = ended.outcome
        try:
            cancelled, stopping = ended.cancelled, self._stopping.is_set()
            self.dispatcher().settle(self.services(), ended.job, outcome, cancelled=cancelled, stopping=stopping)
        except DesktopSyncError as error:
            log.warning("what came of a run could not be noted: %s", error.title)
        if isinstance(outcome, Busy) and request.kind is not RunKind.MANUAL:
            return RunEnded(request)  # another process is at it, and does the same
        if isinstance(outcome, DesktopSyncError):
            return RunEnded(request, failure=failure_of(outcome))
        if ended.bug is not None:
            return RunEnded(request, failure=failure_of(ended.bug))
        return RunEnded(request, outcome)

    def _drop_wish(self, name: str) -> None:
        try:
            self.services().agenda.drop_wish(name)
        except DesktopSyncError as error:
            log.warning("a wish could not be dropped: %s", error.title)

    def stop_soon(self) -> None:
        """Start nothing more. May be called in any thread."""
        self._stopping.set()

    def before_close(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        if self._runs is not None:
            self._runs.cancel()
            self._hear_all(self._runs.wait())
        if self._watchers is not None:
            self._watchers.close()
        if self._attending is not None:
            self._attending.close()
        if self._lease is not None:
            self._lease.close()
