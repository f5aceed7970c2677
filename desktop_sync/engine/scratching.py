"""What rehearsals, what-ifs and checks share: the engine's own steps on a scratch instead of the workspace."""

import dataclasses
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from desktop_sync.engine.context import Found, Outlook, ProgressSink, RunContext
from desktop_sync.engine.decide import Decider
from desktop_sync.engine.observe import observe
from desktop_sync.engine.opening import open_run
from desktop_sync.engine.ports import Ports
from desktop_sync.errors import UsageError
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.report import RunKind, RunReport
from desktop_sync.model.sync import StoredSync
from desktop_sync.sync.journal import Journal
from desktop_sync.sync.ports import Clock
from desktop_sync.sync.scratch import Scratch


@dataclass(frozen=True)
class Watch:
    """How a long question is followed and stopped."""

    cancel: threading.Event
    progress: ProgressSink | None = None

    @classmethod
    def of(cls, progress: ProgressSink | None, cancel: threading.Event | None) -> "Watch":
        """With an event of its own where none is given."""
        return cls(cancel or threading.Event(), progress)


def named_sync(ports: Ports, name: str) -> StoredSync:
    """The sync of that name. Raises UsageError."""
    found = ports.syncs.get(name)
    if found is None:
        raise UsageError(f"there is no sync “{name}”", advice="desktop-sync sync list shows the syncs.")
    return found


def on_scratch(ports: Ports, scratch: Scratch) -> Ports:
    """The same world, with the scratch in the place of what the workspace remembers."""
    return dataclasses.replace(ports, journal=scratch.journal, syncs=scratch.syncs)


def begin(journal: Journal, sync: StoredSync, clock: Clock) -> int:
    """A run of the scratch that only looks; its id."""
    report = RunReport(0, sync.definition.name, RunKind.PLAN, started_at=clock.now())
    return journal.begin_run(sync.id, report)


@dataclass(frozen=True)
class DryRun:
    """A run up to its first write: the plan is in `ctx.journal`."""

    ctx: RunContext
    found: Mapping[Side, Found]
    outlook: Outlook


@contextmanager
def dry_run(ports: Ports, sync: StoredSync, watch: Watch) -> Iterator[DryRun]:
    """Observe both sides whole and decide. `ports` must be on a scratch."""
    with ExitStack() as stack:
        run_id = begin(ports.journal, sync, ports.clock)
        stack.callback(ports.journal.discard, run_id)
        ctx = open_run(ports, sync, stack, run_id, watch.cancel, watch.progress)
        found = {side: observe(ctx, side, full=True) for side in SIDES}
        yield DryRun(ctx, found, Decider(ctx).decide(found))
