"""How long history and the audit are kept: by age, history by size, too, as the settings say. Once a day, in small steps between the runs."""

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop_sync.errors import UsageError
from desktop_sync.sync.history import Slice
from desktop_sync.sync.journal import Journal
from desktop_sync.sync.ports import Audit, Clock, Settings

EVERY = dt.timedelta(days=1)
_STEP = 200
"""Operations looked at in one transaction: some milliseconds."""
_PAGES = 500
"""Free pages given back in one step: 2 MB."""
_LAST = "history.pruned_at"
_MB = 1_000_000
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Setting:
    """A setting that people may change; `default` and the value are whole numbers, 0: no limit."""

    key: str
    label: str
    default: int


SETTINGS = (
    Setting("history_days", "days that history is kept, 0: for ever", 730),
    Setting("history_mb", "megabytes that history may take, 0: any", 1000),
    Setting("audit_days", "days that the audit is kept, 0: for ever", 0),
)


@dataclass(frozen=True)
class Pruned:
    """What one round removed: rows, and about how many bytes."""

    removed: int = 0
    freed: int = 0


class Retention:
    """Keeps to the limits. Any thread; `step` is for one thread."""

    def __init__(self, journal: Journal, settings: Settings, audit: Audit, clock: Clock) -> None:
        self._journal = journal
        self._settings = settings
        self._audit = audit
        self._clock = clock
        self._round: Iterator[Slice] | None = None

    def values(self) -> dict[str, int]:
        """All settings by key."""
        return {one.key: int(self._settings.get(one.key, str(one.default))) for one in SETTINGS}

    def change(self, key: str, text: str) -> int:
        """Change a setting; its new value. Raises UsageError."""
        known = {one.key for one in SETTINGS}
        if key not in known:
            raise UsageError(f"there is no setting “{key}”", advice=f"There are: {', '.join(sorted(known))}.")
        if not text.isdecimal() or len(text) > 7:
            raise UsageError(f"“{text}” is no whole number", advice="0 means: no limit.", place=key)
        before = self.values()[key]
        self._settings.put(key, str(int(text)))
        self._settings.put(_LAST, "")  # looked at soon
        self._audit.record("user", "settings.set", key, {"before": before, "value": int(text)})
        return int(text)

    def step(self) -> bool:
        """Do a little of what is due; whether there is more to do just now."""
        if self._round is None:
            if not self._due():
                return False
            self._round = self._slices()
        if next(self._round, None) is None:
            self._round = None
            self._settings.put(_LAST, self._clock.now().isoformat())
            return False
        return True

    def prune(self, check: Callable[[], None] = lambda: None) -> Pruned:
        """A whole round now. `check` is called between its steps and may raise."""
        removed = freed = 0
        for one in self._slices():
            removed, freed = removed + one.removed, freed + one.freed
            check()
        self._settings.put(_LAST, self._clock.now().isoformat())
        return Pruned(removed, freed)

    def _due(self) -> bool:
        last = self._settings.get(_LAST)
        return not last or self._clock.now() - dt.datetime.fromisoformat(last) >= EVERY

    def _slices(self) -> Iterator[Slice]:
        """The steps of one round."""
        values, removed = self.values(), 0
        if values["history_days"]:
            before = self._clock.now() - dt.timedelta(days=values["history_days"])
            for one in self._older(before):
                removed += one.removed
                yield one
        if values["history_mb"]:
            for one in self._larger(values["history_mb"] * _MB):
                removed += one.removed
                yield one
        if values["audit_days"]:
            count = self._audit.prune(self._clock.now() - dt.timedelta(days=values["audit_days"]))
            yield Slice(None, count, 0)
        if removed:
            _log.info("history pruned: %d rows", removed)
            left, pages = -1, self._journal.shrink(_PAGES)
            while pages and pages != left:
                yield Slice(None, 0, 0)
                left, pages = pages, self._journal.shrink(_PAGES)

    def _older(self, before: dt.datetime) -> Iterator[Slice]:
        journal = self._journal
        yield from _all(lambda after: journal.prune_operations(after, before, _STEP))
        yield from _all(lambda _: journal.prune_trail(before, _STEP))
        yield from _all(lambda after: journal.prune_runs(after, before, _STEP))

    def _larger(self, limit: int) -> Iterator[Slice]:
        """The oldest goes first, until the rest fits or everything left is needed."""
        excess = self._journal.history_bytes() - limit
        if excess <= 0:
            return
        for one in self._older(self._clock.now()):
            excess -= one.freed
            yield one
            if excess <= 0:
                return


def _all(slice_after: Callable[[int], Slice]) -> Iterator[Slice]:
    last: int | None = 0
    while last is not None:
        found = slice_after(last)
        yield found
        last = found.last
