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
