"""What is asked of an Odoo once in half a day, not at each opening: how it speaks, who we are there, what we may, and its defaults."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import orjson

from desktop_sync.sync.ports import Ties

_FRESH = dt.timedelta(hours=12)


class Facts:
    """Facts of one user of one database, by name; forgotten when they are half a day old. `now`: the time, aware UTC."""

    def __init__(self, who: str, now: Callable[[], dt.datetime]) -> None:
        self._who, self._now = f"odoo/{who}", now
        self._ties: Ties | None = None
        self._known: dict[str, tuple[str, Any]] = {}

    def tie(self, ties: Ties) -> None:
        """Know what was known at the last opening."""
        self._ties = ties
        self._known = orjson.loads(ties.recall(self._who) or "{}")

    def get(self, name: str) -> Any:
        """The fact, None where it is not known or old."""
        at, value = self._known.get(name, ("", None))
        fresh = at and dt.timedelta() <= self._now() - dt.datetime.fromisoformat(at) < _FRESH
        return value if fresh else None

    def put(self, name: str, value: Any) -> None:
        """Know it from now on."""
        self._known[name] = self._now().isoformat(), value
        self._keep()

    def forget(self) -> None:
        """Know nothing: somebody wants to see how things are now."""
        self._known = {}
        self._keep()

    def _keep(self) -> None:
        if self._ties is not None:
            self._ties.remember(self._who, orjson.dumps(self._known).decode())
