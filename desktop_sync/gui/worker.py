"""The window's side of the threads behind it (`threads`).

- *sync*: starts the runs that are asked for and whose time has come, each in a thread of its own;
- *look*: quick questions to the workspace, so that lists refresh while a sync of 100,000 records runs;
- *ask*: questions that talk to systems and may take long: tests, schemas, previews, undo.

Nothing of the window is called in a worker's thread: answers come to `WorkerHandle`, which lives on the main thread and calls on.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QThread, Signal, Slot
from shiboken6 import isValid

from desktop_sync.gui.errors import Failure
from desktop_sync.gui.threads import (
    Answer,
    Aside,
    Opener,
    ProgressGate,
    QueryWorker,
    Question,
    RunEnded,
    RunRequest,
    ServicesThread,
    SyncWorker,
    WorkerThread,
)
from desktop_sync.model.network import Network
from desktop_sync.model.overrides import NO_OVERRIDES, Overrides
from desktop_sync.model.report import Phase, Progress

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services
    from desktop_sync.sync.lease import Holder

T = TypeVar("T")
log = logging.getLogger(__name__)
CLOSE_MS = 15_000


@dataclass(frozen=True, slots=True)
class Running:
    """A sync that is queued or under way, as pages show it. `progress` None: it waits for its turn."""

    request: RunRequest
    progress: Progress | None = None


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
    network_changed = Signal()
    """`network` is another one now."""
    served = Signal()
    """`service` is another one now, or does something else."""

    _sees_network = Signal(object)
    _wants_begin = Signal()
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
        self.service: Holder | None = None
        """The background service, where one runs the syncs: then the window starts none by itself."""
        self.network = Network()
        opener = self._opener = Opener(open_services)
        self._asides: dict[int, Aside] = {}
        self._sync = SyncWorker(opener)
        self._ask = QueryWorker(opener)
        self._look = QueryWorker(opener)
        self._threads = [
            self._thread(worker, name)
            for worker, name in ((self._sync, "sync"), (self._ask, "ask"), (self._look, "look"))
        ]
        self._wants_begin.connect(self._sync.begin)
        self._sees_network.connect(self._sync.see_network)
        self._sync.opened.connect(self.opened)
        self._sync.broken.connect(self.broken)
        self._sync.started.connect(self._on_started)
        self._sync.progressed.connect(self._on_progress)
        self._sync.ended.connect(self._on_ended)
        self._sync.served.connect(self._on_served)
        self._wants_run.connect(self._look.keep)
        self._look.kept.connect(self._sync.run)
        for worker, wants in ((self._ask, self._wants_ask), (self._look, self._wants_look)):
            wants.connect(worker.answer)
            worker.answered.connect(self._on_answer)

    def _thread(self, worker: ServicesThread, name: str) -> QThread:
        thread = WorkerThread(self)
        thread.setObjectName(name)
        worker.moveToThread(thread)
        self._wants_close.connect(worker.close)
        return thread

    def start(self) -> None:
        """Start the threads; `opened` or `broken` follows."""
        for thread in self._threads:
            thread.start()
        self._wants_begin.emit()  # not by the thread's `started`: that comes before its Python call, see `WorkerThread`

    @Slot(object)
    def see_network(self, network: Network) -> None:
        """The computer is connected so now: syncs wait for a network, or for one that is not metered."""
        self.network = network
        self._sees_network.emit(network)
        self.network_changed.emit()

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

    def aside(
        self,
        call: "Callable[[Services, threading.Event], T]",
        done: Callable[[T], None],
        failed: Callable[[Failure], None] | None = None,
    ) -> int:
        """As `ask`, in a thread of its own: nobody else waits for it. The number is for `give_up`."""
        made = Aside(self._opener, self._expect(done, failed), call)
        self._asides[made.number] = made
        made.answered.connect(self._on_aside)
        made.start()
        return made.number

    def give_up(self, number: int) -> None:
        """Nobody wants that answer any more: neither `done` nor `failed` is called; the call itself is told to stop."""
        self._pending.pop(number, None)
        if number in self._asides:
            self._asides[number].stop.set()

    @Slot(object)
    def _on_aside(self, answer: Answer) -> None:
        self._asides.pop(answer.number, None)
        if answer.number in self._pending:
            self._on_answer(answer)

    def _question(
        self, call: Callable[[Any], Any], done: Callable[[Any], None], failed: Callable[[Failure], None] | None
    ) -> Question:
        return Question(self._expect(done, failed), call)

    def _expect(self, done: Callable[[Any], None], failed: Callable[[Failure], None] | None) -> int:
        for back in (done, failed):
            if back is not None and not isinstance(getattr(back, "__self__", None), QObject):
                raise TypeError("answers go to bound methods of QObjects only")
        self._number += 1
        self._pending[self._number] = _Pending(done, failed)
        return self._number

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

    def run(self, name: str, *, full: bool = False, approve: bool = False, overrides: Overrides = NO_OVERRIDES) -> None:
        """Queue a run; nothing happens when the sync is already queued or running."""
        if name in self._running or self._closing:
            return
        request = RunRequest(name, full=full, approve=approve, overrides=overrides)
        self._running[name] = Running(request)
        # Written down first: what was asked for outlives the program.
        self._wants_run.emit(request)
        self.running_changed.emit()

    def cancel(self, name: str) -> None:
        """Ask the sync's run to stop between two steps."""
        if name in self._running:
            self._running[name].request.cancel.set()
            self._sync.woken.emit()  # one that has not begun is dropped
            self.running_changed.emit()

    def wake(self) -> None:
        """Have the *sync* thread look now at what the workspace says: webhooks to be listened for, syncs that are due."""
        self._sync.woken.emit()

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

    @Slot(object)
    def _on_served(self, holder: "Holder | None") -> None:
        before, self.service = self.service, holder
        if holder is not None:
            self.changed.emit()  # what the service did meanwhile
        if (before and (before.owner, before.state)) != (holder and (holder.owner, holder.state)):
            self.served.emit()

    # ---- the end
    def close(self) -> None:
        """Stop runs between two steps, close every thread's services, and wait for the threads."""
        if self._closing:
            return
        self._closing = True
        for number in list(self._asides):
            self.give_up(number)
        self._sync.stop_soon()
        for running in self._running.values():
            running.request.cancel.set()
        self._wants_close.emit()
        for thread in self._threads:
            if thread.isRunning() and not thread.wait(CLOSE_MS):
                log.warning("the %s thread did not end in time", thread.objectName())
