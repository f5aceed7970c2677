"""What runs in the threads behind the window. Each worker has its own connection to the workspace, opened and closed in its thread.

Nothing here knows the window: workers speak through signals, and only `WorkerHandle` listens.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from desktop_sync.errors import Busy, DesktopSyncError
from desktop_sync.gui.errors import Failure, failure_of
from desktop_sync.model.overrides import NO_OVERRIDES, Overrides
from desktop_sync.model.report import Phase, Progress, RunKind, RunReport, RunStatus

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services
    from desktop_sync.engine.worker import Schedule

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


class SyncWorker(ServicesThread):
    """Runs syncs. Its timer is made in its own thread."""

    opened = Signal()
    broken = Signal(object)
    started = Signal(object)
    progressed = Signal(object)
    ended = Signal(object)

    def __init__(self, opener: Opener) -> None:
        super().__init__(opener)
        self._timer: QTimer | None = None
        self._stopping = threading.Event()
        self._schedule: Schedule | None = None

    @Slot()
    def begin(self) -> None:
        """Open the workspace and start looking at the clock."""
        try:
            self.services()
        except DesktopSyncError as error:
            self.broken.emit(failure_of(error))
            return
        except Exception as error:
            log.exception("the workspace could not be opened")
            self.broken.emit(failure_of(error))
            return
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self.opened.emit()

    def schedule(self) -> "Schedule":
        """Which syncs must wait after a failure."""
        if self._schedule is None:
            from desktop_sync.engine.worker import Schedule  # late, with the first run: it brings the engine with it

            self._schedule = Schedule()
        return self._schedule

    @Slot()
    def tick(self) -> None:
        """Run what is due."""
        try:
            services = self.services()
            now = services.clock.now()
            due = [(name, RunKind.TIMER) for name in services.syncs.due(now)]
            due += [(name, RunKind.CHECK) for name in services.checks.due(now)]
        except DesktopSyncError as error:
            log.warning("looking for due syncs: %s", error.title)
            return
        for name, kind in due:
            if self._stopping.is_set():
                return
            if self.schedule().may_run(name, services.clock.monotonic()):
                self.run(RunRequest(name, kind=kind))

    @Slot(object)
    def run(self, request: RunRequest) -> None:
        """One run, here and now; told by `started`, `progressed` and `ended`."""
        if self._stopping.is_set() or request.cancel.is_set():
            self.ended.emit(RunEnded(request))
            return
        self.started.emit(request)
        ended = self._run(request)
        self._note(ended)
        self.ended.emit(ended)

    def _note(self, ended: RunEnded) -> None:
        """A sync that fails waits longer each time before it runs by itself again."""
        failed = ended.report is None or ended.report.status is RunStatus.FAILED
        if failed and not ended.request.cancel.is_set():
            self.schedule().failed(ended.request.name, self.services().clock.monotonic())
        else:
            self.schedule().succeeded(ended.request.name)

    def _run(self, request: RunRequest) -> RunEnded:
        try:
            from desktop_sync.engine.worker import Request, carry_out  # late, as in `schedule`

            wish = Request(request.name, request.full, request.approve, request.overrides)
            gate = ProgressGate(self.progressed.emit)
            report = carry_out(self.services(), wish, request.kind, gate, request.cancel)
        except Busy as error:
            quiet = request.kind is not RunKind.MANUAL  # another process is at it, and does the same
            return RunEnded(request, failure=None if quiet else failure_of(error))
        except DesktopSyncError as error:
            return RunEnded(request, failure=failure_of(error))
        except Exception as error:
            log.exception("a run failed")
            return RunEnded(request, failure=failure_of(error))
        return RunEnded(request, report)

    def stop_soon(self) -> None:
        """Start nothing more. May be called in any thread."""
        self._stopping.set()

    def before_close(self) -> None:
        if self._timer is not None:
            self._timer.stop()
