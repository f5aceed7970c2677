"""The threads behind the window. Each has its own services, and with them its own connection to the workspace.

- *sync*: runs syncs, one after another, and starts those whose time has come;
- *look*: quick questions to the workspace, so that lists refresh while a sync of 100,000 records runs;
- *ask*: questions that talk to systems and may take long: tests, schemas, previews, undo.

Nothing here is called back in a worker's thread: answers come to `WorkerHandle`, which lives on the main thread, and it calls on.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot
from shiboken6 import isValid

from desktop_sync.errors import Busy, DesktopSyncError
from desktop_sync.gui.errors import Failure, failure_of
from desktop_sync.model.report import Phase, Progress, RunKind, RunReport

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

T = TypeVar("T")
log = logging.getLogger(__name__)

TICK_MS = 15_000
PROGRESS_S = 0.1
CLOSE_MS = 15_000


@dataclass(frozen=True, slots=True)
class RunRequest:
    """Run a sync. `cancel` may be set from any thread."""

    name: str
    full: bool = False
    approve: bool = False
    kind: RunKind = RunKind.MANUAL
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


@dataclass(frozen=True, slots=True)
class Running:
    """A sync that is queued or under way, as pages show it. `progress` None: it waits for its turn."""

    request: RunRequest
    progress: Progress | None = None


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


class ServicesThread(QObject):
    """What the workers share: services that are opened in the thread at the first need, and closed there."""

    def __init__(self, open_services: Callable[[], "Services"]) -> None:
        super().__init__()
        self._open = open_services
        self._services: Services | None = None

    def services(self) -> "Services":
        """The thread's services. Raises StoreError."""
        if self._services is None:
            self._services = self._open()
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
        """What a worker lets go of first. (A slot that overrides a slot would run in the emitter's thread.)"""


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

    def __init__(self, open_services: Callable[[], "Services"]) -> None:
        super().__init__(open_services)
        self._timer: QTimer | None = None
        self._stopping = threading.Event()

    @Slot()
    def begin(self) -> None:
        """Open the workspace and start looking at the clock. Connected to the thread's `started`."""
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

    @Slot()
    def tick(self) -> None:
        """Run what is due."""
        try:
            services = self.services()
            due = services.syncs.due(services.clock.now())
        except DesktopSyncError as error:
            log.warning("looking for due syncs: %s", error.title)
            return
        for name in due:
            if self._stopping.is_set():
                return
            self.run(RunRequest(name, kind=RunKind.TIMER))

    @Slot(object)
    def run(self, request: RunRequest) -> None:
        """One run, here and now; told by `started`, `progressed` and `ended`."""
        if self._stopping.is_set() or request.cancel.is_set():
            self.ended.emit(RunEnded(request))
            return
        self.started.emit(request)
        self.ended.emit(self._run(request))

    def _run(self, request: RunRequest) -> RunEnded:
        try:
            report = self.services().runner.run(
                request.name,
                full=request.full,
                approve=request.approve,
                kind=request.kind,
                progress=ProgressGate(self.progressed.emit),
                cancel=request.cancel,
            )
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


@dataclass(frozen=True, slots=True)
class _Pending:
    done: Callable[[Any], None]
    failed: Callable[[Failure], None] | None


class WorkerHandle(QObject):
    """The window's side of the workers. Lives on the main thread; every signal and call-back arrives there."""

    opened = Signal()
    """The workspace is open."""
    broken = Signal(object)
    """It can't be opened: a `Failure`."""
    progress = Signal(object)
    """A `Progress`, of a run or of a preview."""
    running_changed = Signal()
    """`running` is another one now."""
    run_ended = Signal(object)
    """A `RunEnded`."""
    changed = Signal()
    """Something in the workspace may be different now: lists look again."""
    failed = Signal(object)
    """A `Failure` that nobody else takes care of."""

    _wants_run = Signal(object)
    _wants_ask = Signal(object)
    _wants_look = Signal(object)
    _wants_close = Signal()

    def __init__(self, open_services: Callable[[], "Services"], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pending: dict[int, _Pending] = {}
        self._number = 0
        self._running: dict[str, Running] = {}
        self._closing = False
        self._sync = SyncWorker(open_services)
        self._ask = QueryWorker(open_services)
        self._look = QueryWorker(open_services)
        self._threads = [
            self._thread(worker, name) for worker, name in ((self._sync, "sync"), (self._ask, "ask"), (self._look, "look"))
        ]
        self._threads[0].started.connect(self._sync.begin)
        self._sync.opened.connect(self.opened)
        self._sync.broken.connect(self.broken)
        self._sync.started.connect(self._on_started)
        self._sync.progressed.connect(self._on_progress)
        self._sync.ended.connect(self._on_ended)
        self._wants_run.connect(self._sync.run)
        for worker, wants in ((self._ask, self._wants_ask), (self._look, self._wants_look)):
            wants.connect(worker.answer)
            worker.answered.connect(self._on_answer)

    def _thread(self, worker: ServicesThread, name: str) -> QThread:
        thread = QThread(self)
        thread.setObjectName(name)
        worker.moveToThread(thread)
        self._wants_close.connect(worker.close)
        return thread

    def start(self) -> None:
        """Start the threads; `opened` or `broken` follows."""
        for thread in self._threads:
            thread.start()

    # ---- questions
    def ask(
        self,
        call: "Callable[[Services], T]",
        done: Callable[[T], None],
        failed: Callable[[Failure], None] | None = None,
    ) -> None:
        """Call something that may take long, in the *ask* thread; `done` or `failed` follows on the main thread.

        Both must be bound methods of QObjects on the main thread; when the object is gone by then, nothing is called.
        Without `failed` the window shows the failure.
        """
        self._wants_ask.emit(self._question(call, done, failed))

    def look(
        self,
        call: "Callable[[Services], T]",
        done: Callable[[T], None],
        failed: Callable[[Failure], None] | None = None,
    ) -> None:
        """As `ask`, for what the workspace answers by itself within milliseconds, in the *look* thread."""
        self._wants_look.emit(self._question(call, done, failed))

    def _question(
        self, call: Callable[[Any], Any], done: Callable[[Any], None], failed: Callable[[Failure], None] | None
    ) -> Question:
        for back in (done, failed):
            if back is not None and not isinstance(getattr(back, "__self__", None), QObject):
                raise TypeError("answers go to bound methods of QObjects only")
        self._number += 1
        self._pending[self._number] = _Pending(done, failed)
        return Question(self._number, call)

    @Slot(object)
    def _on_answer(self, answer: Answer) -> None:
        pending = self._pending.pop(answer.number)
        back: Callable[[Any], None] = pending.done
        value = answer.value
        if answer.failure is not None:
            back, value = pending.failed or self.failed.emit, answer.failure
        owner = getattr(back, "__self__", None)
        if self._closing or (isinstance(owner, QObject) and not isValid(owner)):
            return
        back(value)

    def report(self) -> Callable[[Progress], None]:
        """A progress sink for calls that are asked; usable in any thread, arrives as `progress`."""
        return ProgressGate(self.progress.emit)

    # ---- runs
    @property
    def running(self) -> dict[str, Running]:
        """The syncs under way or queued, by name."""
        return dict(self._running)

    def run(self, name: str, *, full: bool = False, approve: bool = False) -> None:
        """Queue a run; nothing happens when the sync is already queued or running."""
        if name in self._running or self._closing:
            return
        request = RunRequest(name, full=full, approve=approve)
        self._running[name] = Running(request)
        self._wants_run.emit(request)
        self.running_changed.emit()

    def cancel(self, name: str) -> None:
        """Ask the sync's run to stop between two steps."""
        if name in self._running:
            self._running[name].request.cancel.set()
            self.running_changed.emit()

    @Slot(object)
    def _on_started(self, request: RunRequest) -> None:
        self._running[request.name] = Running(request, Progress(request.name, Phase.CHECKING))
        if self._closing:
            request.cancel.set()
        self.running_changed.emit()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        known = self._running.get(progress.sync)
        if known is not None:
            self._running[progress.sync] = Running(known.request, progress)
        self.progress.emit(progress)

    @Slot(object)
    def _on_ended(self, ended: RunEnded) -> None:
        self._running.pop(ended.request.name, None)
        if self._closing:
            return
        self.running_changed.emit()
        self.run_ended.emit(ended)
        if ended.failure is not None:
            self.failed.emit(ended.failure)
        self.changed.emit()

    # ---- the end
    def close(self) -> None:
        """Stop runs between two steps, close every thread's services, and wait for the threads."""
        if self._closing:
            return
        self._closing = True
        self._sync.stop_soon()
        for running in self._running.values():
            running.request.cancel.set()
        self._wants_close.emit()
        for thread in self._threads:
            if thread.isRunning() and not thread.wait(CLOSE_MS):
                log.warning("the %s thread did not end in time", thread.objectName())
