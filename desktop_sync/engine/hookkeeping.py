"""Webhooks that systems were asked to send are kept alive: before they end, and looked at once a day where they don't."""

import datetime as dt
import logging
from typing import TYPE_CHECKING

from desktop_sync.engine.hooks import Hook
from desktop_sync.errors import DesktopSyncError

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

DAILY = dt.timedelta(days=1)
AGAIN = dt.timedelta(hours=1)
_log = logging.getLogger(__name__)


def keep_at(hook: Hook) -> dt.datetime:
    """When the hook's system is to be asked again: after half of the hook's life, and once a day at least."""
    kept = dt.datetime.fromisoformat(hook.kept)
    ends = dt.datetime.fromisoformat(hook.ends) if hook.ends else None
    return kept + (min(DAILY, (ends - kept) / 2) if ends is not None else DAILY)


class HookKeeper:
    """For the worker's thread. An order that fails is given again an hour later."""

    def __init__(self) -> None:
        self._tried: dict[int, dt.datetime] = {}

    def step(self, services: "Services") -> None:
        """Keep those alive of which it is time."""
        now = services.clock.now()
        for hook in services.hooks.list():
            waits = now < self._tried.get(hook.id, now - AGAIN) + AGAIN
            if not hook.url or waits or now < keep_at(hook):
                continue
            try:
                services.hooks.keep(hook)
                self._tried.pop(hook.id, None)
            except DesktopSyncError as error:
                self._tried[hook.id] = now
                _log.warning("Webhooks could not be kept alive: %s", error.what)
