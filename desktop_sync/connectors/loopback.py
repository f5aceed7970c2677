"""The listener that the browser comes back to after a sign-in (RFC 8252 § 7.3). It lives for one sign-in only.

It takes one answer: GET of the exact path, at the exact host, with the right `state`. Everything else is refused and changes nothing. The page
that the browser shows has no script, is not kept, and holds nothing of the answer.
"""

import contextlib
import hmac
import html
import os
import queue
import socket
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from desktop_sync.errors import AccountError, Busy, Cancelled

PATH = "/callback"
_LOOK_S = 0.1
_PAGE_S = 60.0
"""So long a browser waits for its page: the code is traded in meanwhile."""
_SOCKET_S = 10.0
_PORT_S = 10.0
"""So long is waited for a port that another sign-in has."""
_STYLE = "body{font:16px/1.5 sans-serif;max-width:34em;margin:15vh auto;padding:0 1em}h1{font-size:1.4em}"
Page = tuple[int, str, str]
"""Status, heading, words."""
_ELSEWHERE: Page = (404, "There is nothing here", "This address waits for one sign-in only.")
_STRANGE: Page = (400, "This is not the sign-in that was asked for", "Go back to Desktop Sync and sign in from there.")
_USED: Page = (
    400,
    "This sign-in was used already",
    "Go back to Desktop Sync. If it waits still, sign in from there again.",
)
_LATE: Page = (200, "Desktop Sync has the answer", "Go back there: it tells what came of it. You can close this page.")


class Loopback:
    """Listens from its making until `close`. `name`: what the address calls this computer; `port` 0: any that is free."""

    def __init__(self, name: str = "127.0.0.1", port: int = 0) -> None:
        self._state = ""
        self._answers: queue.Queue[Mapping[str, str]] = queue.Queue()
        self._lock = threading.Lock()
        self._taken = False
        self._page: Page = _LATE
        self._told, self._shown = threading.Event(), threading.Event()
        self._servers = _servers(name, port, self)
        self.port: int = self._servers[0].server_port
        self.host = f"{name}:{self.port}"
        self.url = f"http://{self.host}{PATH}"
        self._threads = [
            threading.Thread(target=one.serve_forever, kwargs={"poll_interval": _LOOK_S}, daemon=True)
            for one in self._servers
        ]
        for thread in self._threads:
            thread.start()

    def expect(self, state: str) -> None:
        """Take the answer with this `state`, and no other."""
        self._state = state

    def wait(self, seconds: float, cancel: threading.Event) -> Mapping[str, str]:
        """The answer's parameters. Raises Cancelled, AccountError when the time is over."""
        until = time.monotonic() + seconds
        while True:
            if cancel.is_set():
                raise Cancelled("The sign-in was stopped.", advice="Nothing was changed.")
            with contextlib.suppress(queue.Empty):
                return self._answers.get(timeout=_LOOK_S)
            if time.monotonic() > until:
                raise AccountError(
                    "Nobody signed in in the browser in time.",
                    advice="Sign in again. If the browser showed an error about the redirect address, register exactly "
                    f"{self.url} with your client.",
                )

    def tell(self, heading: str, words: str, *, good: bool) -> None:
        """What the browser that waits shows now."""
        with self._lock:
            waits = self._taken
            self._page = (200 if good else 400, heading, words)
        self._told.set()
        if waits:
            self._shown.wait(_SOCKET_S)

    def close(self) -> None:
        """Listen no more. Idempotent."""
        self._told.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()
        self._servers = []

    # -- in the threads of the listener

    def page(self, method: str, target: str, host: str | None) -> tuple[Page, bool]:
        """What to answer to a request, and whether it was the awaited one."""
        try:
            parts = urlsplit(target)
        except ValueError:  # “http://[”
            return _ELSEWHERE, False
        if host != self.host or parts.path != PATH or parts.netloc:
            return _ELSEWHERE, False
        if method != "GET":
            return (405, _ELSEWHERE[1], _ELSEWHERE[2]), False
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        given = dict(pairs)
        state = given.get("state", "").encode()
        if len(given) != len(pairs) or not self._state or not hmac.compare_digest(state, self._state.encode()):
            return _STRANGE, False
        with self._lock:
            if self._taken:
                return _USED, False
            self._taken = True
        self._answers.put(given)
        self._told.wait(_PAGE_S)
        with self._lock:
            return self._page, True

    def shown(self) -> None:
        """The awaited browser has its page."""
        self._shown.set()


def _servers(name: str, port: int, loopback: Loopback) -> list[ThreadingHTTPServer]:
    """One for each of this computer's own addresses that the name stands for. Raises Busy for a port that is not free."""
    first = _first(port, loopback)
    servers: list[ThreadingHTTPServer] = [first]
    if name == "localhost":
        # Some browsers ask at ::1 first. Where there is no IPv6, nobody does.
        with contextlib.suppress(OSError):
            servers.append(_Server6(("::1", first.server_port), _handler(loopback)))
    return servers


def _first(port: int, loopback: Loopback) -> ThreadingHTTPServer:
    until = time.monotonic() + _PORT_S
    while True:
        try:
            return _Server(("127.0.0.1", port), _handler(loopback))
        except OSError as error:
            if time.monotonic() > until:
                raise Busy(
                    f"The port {port}, which the sign-in comes back to, is in use by another program.",
                    advice="Close that program, or register another redirect address with your client and set its port.",
                ) from error
            time.sleep(_LOOK_S)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # on Windows it would let another program listen, too

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no news."""


class _Server6(_Server):
    address_family = socket.AF_INET6


def _handler(loopback: Loopback) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = _SOCKET_S
        server_version, sys_version = "DesktopSync", ""

        def answer(self) -> None:
            page, awaited = loopback.page(self.command, self.path, self.headers.get("Host"))
            try:
                self._show(page)
            finally:
                if awaited:
                    loopback.shown()

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_PATCH = answer

        def _show(self, page: Page) -> None:
            status, heading, words = page
            body = (
                f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Desktop Sync</title><style>{_STYLE}</style>'
                f"<h1>{html.escape(heading)}</h1><p>{html.escape(words)}</p></html>"
            ).encode()
            self.send_response(status)
            for name, value in (
                ("Content-Type", "text/html; charset=utf-8"),
                ("Content-Length", str(len(body))),
                ("Cache-Control", "no-store"),
                ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
                ("Referrer-Policy", "no-referrer"),
                ("X-Content-Type-Options", "nosniff"),
                ("Connection", "close"),
            ):
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)
            self.wfile.flush()

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
            """As all other pages: nothing of the request in it."""
            self._show((code, _ELSEWHERE[1], _ELSEWHERE[2]))

        def log_message(self, *_: object) -> None:
            """Nothing: the address holds the code."""

    return Handler
