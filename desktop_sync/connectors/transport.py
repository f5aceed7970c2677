"""What goes over the wire: by TLS 1.2 at least, to the certificate that is pinned where one is, and answers that come to an end.

A pin is the SHA-256 of a server's certificate, or of its public key (RFC 7469 § 2.4, which outlives a renewal with the same key). It is
asked beside the usual checks, never instead of them.
"""

from __future__ import annotations

import ssl
import time
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from desktop_sync.connectors.trust import Pins
from desktop_sync.errors import AccountError

if TYPE_CHECKING:
    import requests

MOST_BYTES = 256 << 20
"""Unpacked. The largest pages that vendors give are some megabytes."""
LONGEST_S = 900.0
_PIECE = 1 << 16


class PinMismatch(ssl.SSLError):
    """The server shows another certificate than the one that is pinned."""


class TooMuch(AccountError):
    """An answer that does not end."""


def fill(response: requests.Response, place: str) -> None:
    """Read the answer's body, as far as it may go. Raises TooMuch, and what the library raises for a connection that breaks."""
    parts, size, until = list[bytes](), 0, time.monotonic() + LONGEST_S
    for part in response.iter_content(_PIECE):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES or time.monotonic() > until:
            response.close()
            raise TooMuch(
                "The system's answer does not come to an end, so it was not read.",
                place=place,
                advice="Check the address. Where the system gives pages, ask for smaller ones.",
            )
    # What `Response.content` does; only that knows no end.
    response._content = b"".join(parts)  # noqa: SLF001


class PinnedAdapter(HTTPAdapter):
    """Connections to servers with one of these pins only."""

    def __init__(self, pins: Pins) -> None:
        class Connection(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                shown = self.sock.getpeercert(binary_form=True)  # type: ignore[union-attr]
                if shown is None or not pins.fits(shown):
                    self.close()
                    raise PinMismatch

        class Pool(HTTPSConnectionPool):
            ConnectionCls = Connection

        self._pools: dict[str, type[HTTPConnectionPool]] = {"http": HTTPConnectionPool, "https": Pool}
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **more: Any) -> None:
        super().init_poolmanager(*arguments, **more)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *arguments: Any, **more: Any) -> Any:
        manager = super().proxy_manager_for(*arguments, **more)
        manager.pool_classes_by_scheme = self._pools
        return manager
