"""A relay for webhooks, over a real socket: what it holds goes to everybody who listens, then the line ends."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Relay(ThreadingHTTPServer):
    """`sent`: the bytes; `status`: what it answers with."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Channel)
        self.status, self.sent = 200, b""
        self.url = f"http://127.0.0.1:{self.server_port}/channel"


class _Channel(BaseHTTPRequestHandler):
    server: Relay

    def do_GET(self) -> None:
        self.send_response(self.server.status)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if self.server.status == 200:
            self.wfile.write(self.server.sent)

    def log_message(self, *_: object) -> None:
        pass


class PolledRelay(ThreadingHTTPServer):
    """A relay asked by long poll: each answer is one of `messages` (headers, body), numbered by its `ETag`; the poll for the one after
    the last is answered by `idle`, at once. `cut`: the number of a message whose first answer breaks off. `asked`: the headers of all polls.
    """

    def __init__(self, messages: list[tuple[dict[str, str], bytes]], idle: int = 204) -> None:
        super().__init__(("127.0.0.1", 0), _Polled)
        self.messages, self.idle, self.cut = messages, idle, -1
        self.asked: list[dict[str, str]] = []
        self.url = f"http://127.0.0.1:{self.server_port}/poll"


class _Polled(BaseHTTPRequestHandler):
    server: PolledRelay
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
        number = int(self.headers.get("If-None-Match", "-1")) + 1
        if number >= len(self.server.messages):
            self.send_response(self.server.idle)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        headers, body = self.server.messages[number]
        self.send_response(200)
        for name, value in {"ETag": str(number), "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.server.cut == number:
            self.server.cut = -1
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
            return
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass
