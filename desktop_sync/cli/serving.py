"""serve, doctor, support-bundle: the worker without a window, the check of everything, and what to send to somebody who helps."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit
from desktop_sync.cli.parser import Commands

if TYPE_CHECKING:
    from contextlib import ExitStack

    from desktop_sync.engine.attending import Attending
    from desktop_sync.engine.events import Event, WorkerFailed
    from desktop_sync.engine.health import Health
    from desktop_sync.engine.services import Services
    from desktop_sync.engine.worker import Worker


def register(commands: Commands) -> None:
    """The commands of this module."""
    serve = commands.add("serve", _serve, "the background worker without a window; stops cleanly on SIGTERM or Ctrl+C")
    serve.add_argument(
        "--health",
        metavar="PORT",
        type=int,
        help="tell a monitor how it does, at http://127.0.0.1:PORT/health (0: any free port)",
    )
    serve.add_argument("--hooks", metavar="PORT", type=int, help="take webhooks there (0: any free port)")
    serve.add_argument(
        "--hooks-host", metavar="HOST", default="127.0.0.1", help="the address to take webhooks at (127.0.0.1)"
    )
    serve.add_argument(
        "--hooks-cert", metavar="FILE", default="", help="take them by HTTPS, with the certificate and key in this file"
    )
    serve.add_argument(
        "--log-json", action="store_true", help="write what happens to stderr as JSON, one object a line"
    )
    commands.add("doctor", _doctor, "checks workspace, keyring, accounts, schemas, mappings; each with its remedy")
    bundle = commands.add(
        "support-bundle",
        _bundle,
        "writes what somebody who helps needs to know: versions, findings, how syncs are set up, log; no values, no secrets",
    )
    bundle.add_argument("file", metavar="FILE", help="the new file (ZIP)")


class _Serving:
    """One `serve`: what it hears from its worker, and whom it tells."""

    def __init__(self, context: Context) -> None:
        self._context, self._as_json = context, bool(context.options.log_json)
        self.failed: list[WorkerFailed] = []
        self.health: Health | None = None
        self.worker: Worker | None = None
        self._services: Services | None = None
        self._attending: Attending | None = None

    def open(self) -> "Services":
        """For the worker's thread, in which `hear` is called, too."""
        self._services = self._context.open()
        return self._services

    def hear(self, event: "Event") -> None:
        """In the worker's thread."""
        from desktop_sync.engine.events import Idle, RunFinished, WorkerFailed, as_data, describe

        words = describe(event)
        if words:
            logging.getLogger("desktop_sync.serve").info("%s", words)
        if self._as_json:
            self._line(as_data(event))
        elif words:
            self._context.output.note(words)
        if isinstance(event, WorkerFailed) and event.fatal:
            self.failed.append(event)
        if self.health is not None:
            self.health.hear(event)
            if isinstance(event, Idle | RunFinished) and self._services is not None and self.worker is not None:
                self.health.see(self._services, waiting=self.worker.waiting)

    def take_hooks(self, worker: "Worker", stack: "ExitStack") -> None:
        """Listen for webhooks, where that is asked for, and to the relays that there are. Raises UsageError."""
        from desktop_sync.bootstrap.wire import relay_events, senders
        from desktop_sync.engine.attending import Attending
        from desktop_sync.engine.hookplace import HookPlace

        options, output = self._context.options, self._context.output
        self._attending = Attending(worker.hint, relay_events, senders)
        self._attending.desk.refresh(self._context.services)
        stack.callback(self._attending.close)
        if options.hooks is not None:
            address = self._attending.listen(HookPlace(options.hooks, options.hooks_host, options.hooks_cert))
            for hook in self._context.services.hooks.list():
                output.note(f"Webhooks of {hook.account}: {address}{hook.path}")

    def attend(self, services: "Services", mine: bool) -> None:
        """In the worker's thread."""
        if self._attending is None:
            return
        if mine:
            self._attending.step(services)
        else:
            self._attending.rest()

    def _line(self, data: dict[str, object]) -> None:
        import json

        if data:
            at = self._context.services.clock.now().isoformat()
            self._context.output.note(json.dumps({"at": at, **data}, ensure_ascii=False))


def _serve(context: Context) -> Exit:
    from contextlib import ExitStack

    from desktop_sync.bootstrap.logs import hook_crashes
    from desktop_sync.bootstrap.network import Watched
    from desktop_sync.engine.health import Health, HealthServer
    from desktop_sync.engine.runs import AT_ONCE
    from desktop_sync.engine.worker import Worker

    # Opened here first: a wrong key must be said at once, not in a loop.
    hook_crashes()
    count = len(context.services.syncs.statuses())
    context.services.audit.record("program", "workspace.open", "workspace")
    serving = _Serving(context)
    with context.stoppable() as stop, ExitStack() as stack:
        if context.options.health is not None:
            serving.health = Health(context.services.clock.now)
            server = HealthServer(serving.health, context.options.health)
            stack.callback(server.close)
            context.output.note(f"How it does: {server.address}")
        worker = serving.worker = Worker(
            serving.open, serving.hear, stop=stop, attend=serving.attend, network=Watched(), most=AT_ONCE
        )
        serving.take_hooks(worker, stack)
        context.output.note(f"Serving {count} sync(s) of {context.folder}. Ctrl+C or SIGTERM stops.")
        worker.start()
        # Waiting in slices: a signal handler runs between them on every platform.
        while not stop.wait(0.5) and worker.alive:
            pass
        worker.stop()
        worker.join()
    failed = serving.failed
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


def _bundle(context: Context) -> Exit:
    from desktop_sync.bootstrap.support import write_bundle

    file = Path(context.options.file).absolute()
    names = write_bundle(context.services, file)
    context.services.audit.record("user", "support.bundle", file.name)
    lines = [f"Written: {file}", "Look through it before you send it: each file in it is text."]
    context.output.result({"bundle": str(file), "parts": list(names)}, lines)
    return Exit.OK
