"""How the service does, for a monitor: one JSON document on loopback. Names, counts and times; no secrets and no customer values.

The worker's thread writes the document whenever something happened; the server's threads only hand it out.
"""

import datetime as dt
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from desktop_sync import __version__
from desktop_sync.engine.events import Event, Idle, RunFinished, RunStarted, WorkerFailed
from desktop_sync.engine.listening import Listening
from desktop_sync.errors import UsageError

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services
    from desktop_sync.model.report import SyncStatus

HOST = "127.0.0.1"
_LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
PATH = "/health"
_ERRORS = 20


class Health:
    """What is known. `hear` and `see` are called in the worker's thread, `document` in any."""

    def __init__(self, clock: Callable[[], dt.datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._data: dict[str, Any] = {"status": "starting", "version": __version__, "since": clock().isoformat()}
        self._errors: list[dict[str, Any]] = []
        self._running: list[str] = []

    def hear(self, event: Event) -> None:
        """Take in what the worker tells."""
        with self._lock:
            if isinstance(event, RunStarted):
                self._running = [*self._running, event.sync]
                self._data["running"] = ", ".join(self._running)
            elif isinstance(event, RunFinished):
                self._running = [one for one in self._running if one != event.sync]
                self._data["running"] = ", ".join(self._running) or None
                if event.error:
                    self._note({"sync": event.sync, "error": event.error})
            elif isinstance(event, Idle):
                self._data["status"] = "standby" if event.standby else "paused" if event.paused else "ok"
                self._data["network"] = {"online": event.network.online, "metered": event.network.metered}
                self._data["next_at"] = event.next_at.isoformat() if event.next_at else None
            elif isinstance(event, WorkerFailed):
                self._data["status"] = "failing"
                self._note({"sync": None, "error": f"{event.title}: {event.message}"})

    def _note(self, error: dict[str, Any]) -> None:
        self._errors = [*self._errors, {"at": self._clock().isoformat(), **error}][-_ERRORS:]

    def see(self, services: "Services", *, waiting: int) -> None:
        """Look at the syncs. Raises StoreError."""
        syncs = [_shape(one) for one in services.syncs.statuses()]
        with self._lock:
            self._data |= {"syncs": syncs, "waiting": waiting}

    def document(self) -> dict[str, Any]:
        """All of it."""
        with self._lock:
            return {**self._data, "at": self._clock().isoformat(), "errors": list(self._errors)}


def _shape(one: "SyncStatus") -> dict[str, Any]:
    last = one.last
    return {
        "name": one.name,
        "state": one.state,
        "due_at": one.due_at.isoformat() if one.due_at else None,
        "conflicts": one.conflicts,
        "holds": one.holds,
        "last": None
        if last is None
        else {
            "run": last.id,
            "kind": last.kind.value,
            "status": last.status.value,
            "error_kind": last.error_kind or None,
            "started_at": last.started_at.isoformat() if last.started_at else None,
            "seconds": last.seconds,
        },
    }


class HealthServer(Listening):
    """Hands out the document at http://127.0.0.1:PORT/health: 200 when all is well, 503 when the worker can't work."""

    def __init__(self, health: Health, port: int) -> None:
        try:
            server = _Server((HOST, port), health)
        except (OSError, OverflowError) as error:
            raise UsageError(
                f"port {port} can’t be used", advice="Another program has it; choose another one."
            ) from error
        super().__init__(server, "health")

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://{HOST}:{self.place[1]}{PATH}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], health: Health) -> None:
        self.health = health
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10
    server_version, sys_version = "desktop-sync", ""

    def do_GET(self) -> None:
        # A page in a browser must not read it by a name of its own that leads here.
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if self.path != PATH or host not in _LOOPBACK:
            self.send_error(404)
            return
        document = self.server.health.document()
        body = json.dumps(document, ensure_ascii=False).encode()
        self.send_response(503 if document["status"] == "failing" else 200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class' name
        """Says nothing: a monitor asks every few seconds."""
