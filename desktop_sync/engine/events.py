"""What the worker tells its listener, and how that reads in a log or on a terminal."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from desktop_sync.model.network import UNKNOWN, Network
from desktop_sync.model.report import Progress, RunKind, RunReport


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
    """Nothing to do just now. `next_at`: when the next sync is due, None: none by itself. `standby`: another process runs them."""

    next_at: dt.datetime | None
    paused: bool = False
    standby: bool = False
    network: Network = UNKNOWN


@dataclass(frozen=True)
class WorkerFailed:
    """The workspace could not be read. `fatal`: the worker has ended; else it tries again."""

    title: str
    message: str
    advice: str = ""
    fatal: bool = False


Event = RunStarted | RunProgress | RunFinished | Idle | WorkerFailed
Listener = Callable[[Event], None]


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


def as_data(event: Event) -> dict[str, object]:
    """An event for a structured log; {} for those that are not worth a line. Names, counts and kinds; no customer values."""
    if isinstance(event, RunStarted):
        return {"event": "run.started", "sync": event.sync, "kind": event.kind.value}
    if isinstance(event, WorkerFailed):
        return {"event": "worker.failed", "title": event.title, "message": event.message, "fatal": event.fatal}
    if not isinstance(event, RunFinished):
        return {}
    data: dict[str, object] = {"event": "run.finished", "sync": event.sync, "again_s": event.again_s}
    report = event.report
    if report is None:
        return data | {"status": "not run", "error": event.error}
    return data | {
        "run": report.id,
        "kind": report.kind.value,
        "status": report.status.value,
        "written": report.written,
        "conflicts": report.conflicts,
        "holds": report.holds,
        "seconds": report.seconds,
        "error_kind": report.error_kind,
        "error": report.error,
    }
