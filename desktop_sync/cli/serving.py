"""serve, doctor: the worker without a window, and the check of everything."""

import logging
from typing import TYPE_CHECKING

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit
from desktop_sync.cli.parser import Commands

if TYPE_CHECKING:
    from desktop_sync.engine.events import Event


def register(commands: Commands) -> None:
    """The commands of this module."""
    commands.add("serve", _serve, "the background worker without a window; stops cleanly on SIGTERM or Ctrl+C")
    commands.add("doctor", _doctor, "checks workspace, keyring, accounts, schemas, mappings; each with its remedy")


def _serve(context: Context) -> Exit:
    from desktop_sync.bootstrap.logs import hook_crashes
    from desktop_sync.engine.events import WorkerFailed, describe
    from desktop_sync.engine.worker import Worker

    # Opened here first: a wrong key must be said at once, not in a loop.
    hook_crashes()
    count = len(context.services.syncs.statuses())
    failed: list[WorkerFailed] = []

    def hear(event: "Event") -> None:
        words = describe(event)
        if words:
            logging.getLogger("desktop_sync.serve").info("%s", words)
            context.output.note(words)
        if isinstance(event, WorkerFailed) and event.fatal:
            failed.append(event)

    with context.stoppable() as stop:
        worker = Worker(context.open, hear, stop=stop)
        context.output.note(f"Serving {count} sync(s) of {context.folder}. Ctrl+C or SIGTERM stops.")
        worker.start()
        # Waiting in slices: a signal handler runs between them on every platform.
        while not stop.wait(0.5) and worker.alive:
            pass
        worker.stop()
        worker.join()
    context.output.result({"served": count, "failed": [one.message for one in failed]}, ["Stopped."])
    return Exit.FAILED if failed else Exit.OK


def _doctor(context: Context) -> Exit:
    findings = context.services.doctor.check()
    lines: list[str] = []
    for one in findings:
        lines.append(f"{'✓' if one.ok else '✗'} {one.subject}: {one.message}")
        if one.remedy:
            lines.append(f"    → {one.remedy}")
    well = all(one.ok for one in findings)
    data = {
        "ok": well,
        "findings": [
            {"subject": one.subject, "ok": one.ok, "message": one.message, "remedy": one.remedy} for one in findings
        ],
    }
    context.output.result(data, lines)
    return Exit.OK if well else Exit.FAILED
