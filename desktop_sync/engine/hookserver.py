"""The listener for webhooks: on this computer only, unless it is told otherwise. Takes little at once, and answers before anything runs."""

import re
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from desktop_sync.engine.hookplace import require_https
from desktop_sync.engine.hooks import PATH, HookDesk
from desktop_sync.engine.listening import Listening
from desktop_sync.errors import UsageError
from desktop_sync.sync.hooks import MOST_BYTES, Incoming, Verdict

MOST_AT_ONCE = 32
MOST_TOKEN = 1000
_SOCKET_S = 10.0
_STATUS = {Verdict.TAKEN: 204, Verdict.REPLAYED: 204, Verdict.FORGED: 401, Verdict.LATE: 401, None: 404}
"""A repetition is answered like the first one, so that its sender stops; but it does nothing."""
_PLACE = re.compile(rf"{re.escape(PATH)}([0-9]{{1,9}})(?:\?|$)")


class HookServer(Listening):
    """Takes webhooks until it is closed. `certificate`: a PEM file with certificate and key: then by HTTPS. `password`: opens
    the key. Raises UsageError.
    """

    def __init__(
        self, desk: HookDesk, host: str, port: int, certificate: Path | None = None, password: str = ""
    ) -> None:
        require_https(host, certificate is not None)
        try:
            context = None
            if certificate is not None:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.minimum_version = ssl.TLSVersion.TLSv1_2
                # Never asked for at a terminal: nobody is there.
                context.load_cert_chain(certificate, password=lambda: password)
            server = _Server((host, port), desk, context)
        except (OSError, OverflowError) as error:
            raise UsageError(
                f"port {port} of {host} can’t be listened on",
                advice="Another program may have it; else look at the certificate’s file.",
            ) from error
        self._scheme = "https" if certificate is not None else "http"
        super().__init__(server, "hooks")

    @property
    def address(self) -> str:
        """Where it is; the hooks' paths follow."""
        host, port = self.place
        return f"{self._scheme}://{host}:{port}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], desk: HookDesk, context: ssl.SSLContext | None) -> None:
        self.desk, self.context = desk, context
        self._room = threading.BoundedSemaphore(MOST_AT_ONCE)
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        # Whoever comes while all are busy waits in the system's queue; no thread is made for him.
        self._room.acquire()
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def finish_request(self, request: Any, client_address: Any) -> None:
        request.settimeout(_SOCKET_S)
        if self.context is None:
            super().finish_request(request, client_address)
            return
        with self.context.wrap_socket(request, server_side=True) as safe:
            super().finish_request(safe, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sender that breaks off is no error of ours."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = _SOCKET_S
    server_version, sys_version = "desktop-sync", ""

    def do_GET(self) -> None:
        """Some systems look whether the address is there before they send anything (Mailchimp)."""
        self._answer(404 if _PLACE.match(self.path) is None else 200)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        place = _PLACE.match(self.path)
        length = self.headers.get("Content-Length", "")
        asked = "" if place is None else parse_qs(self.path.partition("?")[2]).get("validationToken", [""])[0]
        if place is None:
            self._answer(404)
        elif asked and asked.isprintable() and len(asked) <= MOST_TOKEN:
            self._answer(200, asked.encode())  # Microsoft Graph wants it back, as plain text, before it sends anything
        elif not length.isdecimal() or len(length) > 12:
            self._answer(411)
        elif int(length) > MOST_BYTES:
            self._answer(413)
        else:
            body = self.rfile.read(int(length))
            headers = {name.lower(): value for name, value in self.headers.items()}
            host = headers.get("x-forwarded-host") or headers.get("host", "")
            url = f"{headers.get('x-forwarded-proto', 'https')}://{host}{self.path}"
            verdict = self.server.desk.receive(int(place[1]), Incoming("POST", url, headers, body))
            self._answer(_STATUS[verdict])

    def _answer(self, status: int, text: bytes = b"") -> None:
        self.send_response(status)
        if text:
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(text)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(text)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class' name
        """Says nothing: addresses may hold a secret."""
