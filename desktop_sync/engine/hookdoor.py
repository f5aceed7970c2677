"""Listens for webhooks where the workspace says, as long as this process is the one that starts syncs by itself."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_sync.engine.hookcert import password_for
from desktop_sync.engine.hookplace import HookPlace, place_of
from desktop_sync.engine.hooks import HookDesk
from desktop_sync.engine.hookserver import HookServer
from desktop_sync.errors import UsageError

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

AGAIN_S = 30.0
"""A port that another program has is tried again after this."""
_log = logging.getLogger(__name__)


class HookDoor:
    """For one thread."""

    def __init__(self, desk: HookDesk, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk, self._clock = desk, clock
        self._server: HookServer | None = None
        self._place: HookPlace | None = None
        self._fixed = False
        self._again_s = 0.0
        self.trouble = ""
        """Why it is not listened where it should be."""

    @property
    def address(self) -> str:
        """Where it is listened, "" nowhere; the hooks' paths follow."""
        return self._server.address if self._server is not None else ""

    def open(self, place: HookPlace) -> None:
        """Listen there until `close`, whatever the workspace says. Raises UsageError."""
        self._listen(place)
        self._fixed = True

    def step(self, services: "Services") -> None:
        """Listen where the workspace says now."""
        if self._fixed:
            return
        place = place_of(services.settings)
        if place != self._place:
            self.rest()
            self._place = place
        if place is None or self._server is not None or self._clock() < self._again_s:
            return
        try:
            self._listen(place, password_for(services.settings, place.certificate))
        except UsageError as error:
            self.trouble, self._again_s = error.what, self._clock() + AGAIN_S
            _log.warning("Webhooks can't be listened for: %s", error.what)

    def rest(self) -> None:
        """Another process listens for now."""
        if not self._fixed:
            self.close()

    def close(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()
        self._server, self._place, self.trouble, self._again_s = None, None, "", 0.0

    def _listen(self, place: HookPlace, password: str = "") -> None:
        certificate = Path(place.certificate) if place.certificate else None
        self._server, self.trouble = HookServer(self._desk, place.host, place.port, certificate, password), ""
        _log.info("Webhooks are listened for at %s", self._server.address)
