"""Keeps this process's claim to run the syncs by itself, with a thread of its own that says it is alive while a run goes on."""

import contextlib
import logging
import os
import socket
import threading
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_sync.errors import DesktopSyncError
from desktop_sync.sync.lease import BEAT_S, Holder, Kind, may_take

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

_log = logging.getLogger(__name__)


class Lease:
    """One for each process. `beat` and the properties may be used from any thread; `start` and `close` from the one that made it."""

    def __init__(self, services: "Services", kind: Kind, *, beat_s: float = BEAT_S) -> None:
        self._services, self._beat_s = services, beat_s
        now = services.clock.now()
        self._mine = Holder(uuid.uuid4().hex, kind, f"{socket.gethostname()}, process {os.getpid()}", now, now)
        self._holder: Holder | None = None
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="lease", daemon=True)

    def start(self) -> None:
        """Say again and again that this process is there."""
        self._thread.start()

    @property
    def held(self) -> bool:
        """Whether this process runs the syncs, as far as it knows."""
        return self._holder is not None and self._holder.owner == self._mine.owner

    @property
    def holder(self) -> Holder | None:
        """Who does, as seen last."""
        return self._holder

    def beat(self, state: str | None = None) -> bool:
        """Take or renew it; whether this process has it now. `state`: what it does, None: as before. Raises StoreError."""
        with self._lock:
            now = self._services.clock.now()
            self._mine = replace(self._mine, seen_at=now, state=self._mine.state if state is None else state)
            mine = self._mine
            before = self.held
            self._holder = self._services.agenda.take_lease(mine, lambda held: may_take(mine, held, now))
            if self.held != before:
                _log.info("The lease is %s", "ours" if self.held else f"with a {self._holder.kind.value}")
            return self.held

    def _run(self) -> None:
        with contextlib.closing(self._services):
            while not self._ended.wait(self._beat_s):
                try:
                    self.beat()
                except DesktopSyncError as error:  # told by the worker, who meets it as well
                    _log.warning("The lease could not be renewed: %s", type(error).__name__)

    def close(self) -> None:
        """Give it back."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(timeout=30)
        try:
            self._services.agenda.drop_lease(self._mine.owner)
        except DesktopSyncError as error:
            _log.warning("The lease could not be given back: %s", type(error).__name__)
        self._holder = None
