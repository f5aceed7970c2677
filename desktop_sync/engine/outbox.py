"""Sends alerts beside the worker: a mail server that does not answer must not hold up a sync."""

import datetime as dt
import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop_sync.engine.alerts import News, Senders
from desktop_sync.engine.errand import Errand
from desktop_sync.errors import DesktopSyncError

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

_LOOK = dt.timedelta(minutes=1)
_log = logging.getLogger(__name__)


class Outbox:
    """One message at a time: while one is on its way nothing is added. For one thread."""

    def __init__(self, senders: Callable[[], Senders]) -> None:
        self._senders = senders
        self._looked: dt.datetime | None = None
        self._errand = Errand("alerts")

    def step(self, services: "Services") -> None:
        """Look for what is new, at most once a minute, and begin to send it. Raises StoreError."""
        now = services.clock.now()
        recent = self._looked is not None and dt.timedelta(0) <= now - self._looked < _LOOK
        if recent or self._errand.busy:
            return
        self._looked = now
        news = services.alerts.news()
        if news is not None:
            self._errand.begin(services, partial(self._send, news=news))

    def wait(self, seconds: float | None = None) -> None:
        """Until what is on its way has gone out, or failed."""
        self._errand.wait(seconds)

    def close(self) -> None:
        """Wait a little for what is on its way."""
        self._errand.close()

    def _send(self, services: "Services", news: News) -> None:
        try:
            services.alerts.tell_news(news, self._senders())
        except DesktopSyncError as error:
            _log.warning("What came of an alert could not be noted: %s", type(error).__name__)
        except Exception as error:  # noqa: BLE001 - the edge of the thread: logged, and tried again
            _log.critical("Sending an alert failed", exc_info=error)
