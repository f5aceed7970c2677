"""Webhooks that systems were asked to send are kept alive: before they end, and looked at once a day where they don't."""

import datetime as dt
import logging
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from desktop_sync.engine.errand import Errand
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
    """For the worker's thread, which does not wait for the systems. An order that fails is given again an hour later."""

    def __init__(self) -> None:
        self._tried: dict[int, dt.datetime] = {}
        self._troubles: dict[int, str] = {}
        self._errand = Errand("webhooks")

    @property
    def troubles(self) -> Mapping[int, str]:
        """Why systems could not be asked to send on, by the number of the hook."""
        return dict(self._troubles)

    def step(self, services: "Services") -> None:
        """Begin to keep those alive of which it is time."""
        if self._errand.busy:
            return
        now = services.clock.now()
        due = [hook for hook in services.hooks.list() if self._is_due(hook, now)]
        if due:
            self._errand.begin(services, partial(self._keep, hooks=due, now=now))

    def wait(self, seconds: float | None = None) -> None:
        """Until those that were due have been kept, or not."""
        self._errand.wait(seconds)

    def close(self) -> None:
        """Wait a little for a system that is being asked."""
        self._errand.close()

    def _is_due(self, hook: Hook, now: dt.datetime) -> bool:
        waits = now < self._tried.get(hook.id, now - AGAIN) + AGAIN
        return bool(hook.url) and not waits and now >= keep_at(hook)

    def _keep(self, services: "Services", hooks: Sequence[Hook], now: dt.datetime) -> None:
        for hook in hooks:
            self._tried[hook.id] = now
            try:
                services.hooks.keep(hook)
            except DesktopSyncError as error:
                self._troubles[hook.id] = str(error)
                _log.warning("Webhooks could not be kept alive: %s", error.what)
            except Exception as error:  # noqa: BLE001 - the edge of the thread: logged, and tried again
                _log.critical("Keeping webhooks alive failed", exc_info=error)
            else:
                self._tried.pop(hook.id, None)
                self._troubles.pop(hook.id, None)
