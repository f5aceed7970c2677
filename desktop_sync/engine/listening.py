"""A small HTTP server in a thread of its own, from its making until `close`: the health document and webhooks come this way."""

import threading
from http.server import ThreadingHTTPServer


class Listening:
    """Takes calls until it is closed. `name`: of its thread."""

    def __init__(self, server: ThreadingHTTPServer, name: str) -> None:
        self._server = server
        self._thread = threading.Thread(target=server.serve_forever, name=name, daemon=True)
        self._thread.start()

    @property
    def place(self) -> tuple[str, int]:
        """Host and port."""
        host, port = self._server.server_address[:2]
        return str(host), int(port)

    def close(self) -> None:
        """End it; calls that are being answered are let finish in threads of their own. Idempotent."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
