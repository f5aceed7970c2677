"""Positions by time: how far all changes were seen, and what one look has met."""

import datetime as dt
import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_sync.connectors.rest.codecs import read_moment
from desktop_sync.connectors.rest.format_changes import TimeChanges
from desktop_sync.connectors.rest.format_table import Table
from desktop_sync.connectors.rest.paging import Batch, CursorExpiredError, Row
from desktop_sync.connectors.rest.paths import as_text, is_count

CLOCK_S = 1.0
"""How much a system's clock may be behind what its answers tell: they tell whole seconds, and take a moment to arrive."""
_MOST = 10_000
"""So many records are remembered to have been met behind the position; more have them read again until they are old."""
_TRUST_S = 3600.0
"""Nothing comes into a feed later than so long after its look-back."""


@dataclass(frozen=True, slots=True)
class Position:
    """A position by time: all changes before `seen_to` were seen. `total`: how many records the system had at `counted_at`;
    `exact`: as many as were listed, so that none was still to come into the index. `met`: digests of what was met behind `seen_to`.
    """

    seen_to: dt.datetime
    total: int | None = None
    counted_at: dt.datetime | None = None
    exact: bool = False
    met: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, text: str) -> "Position":
        """From a stored one."""
        seen, total, counted, exact, met = [*text.split(" "), "", "", "", ""][:5]
        return cls(
            dt.datetime.fromisoformat(seen),
            int(total) if is_count(total) else None,
            dt.datetime.fromisoformat(counted) if counted.strip("-") else None,
            exact == "exact",
            frozenset(met.split(",")) if met else frozenset(),
        )

    def __str__(self) -> str:
        if self.total is None and not self.met:
            return self.seen_to.isoformat()
        total = "-" if self.total is None else self.total
        counted = "-" if self.counted_at is None else self.counted_at.isoformat()
        sure = "exact" if self.exact else "about"
        met = ",".join(sorted(self.met))
        return f"{self.seen_to.isoformat()} {total} {counted} {sure} {met}".rstrip()


class Watch:
    """What one look by time has met, and where the next one begins."""

    def __init__(self, changes: TimeChanges, spec: Table, at: Position, since: dt.datetime, now: dt.datetime) -> None:
        self._changes, self._spec, self._at, self._since = changes, spec, at, since
        lookback = dt.timedelta(seconds=changes.lookback)
        self._fresh = now - lookback
        """What was changed later may stand anywhere in an index: it lags."""
        self._total_at = changes.page.total if changes.page is not None else None
        self._latest: dt.datetime | None = None
        self._total: int | None = None
        self._counted_at = now
        self._made = 0
        self._unsure = False
        self._moved = False
        """Records came or went while the pages were read: one may have slipped from a page to one that was read before."""
        self._met: dict[str, dt.datetime] = {}
        self._short = False
        self._news = False
        self.done = False
        """It has come to what was changed before."""

    def met(self, batch: Batch) -> list[Row]:
        """Those of a page that were changed since."""
        told = as_text(self._total_at.found(batch.answer.data)) if self._total_at is not None else ""
        if is_count(told):
            self._moved |= self._total is not None and self._total != int(told)
            self._total = int(told)
        fresh: list[Row] = []
        times = [read_moment(self._changes.field.found(row)) or self._made_at(row) for row in batch.rows]
        if self._changes.newest_first and not _falling([one for one in times if one is not None and one < self._fresh]):
            raise CursorExpiredError("The newest do not come first.")
        for row, changed in zip(batch.rows, times, strict=True):
            if self._changes.newest_first and changed is not None and changed < self._since:
                self.done = True
                continue  # an index that lags may have a fresh one where it was before
            if changed is not None and (self._latest is None or changed > self._latest):
                self._latest = changed
            self._count(row)
            if self._new(row, changed):
                fresh.append(row)
        self._news |= bool(fresh)
        if self._all_met(batch, fresh):
            self.done = self._short = True
        return fresh

    def _all_met(self, batch: Batch, fresh: Sequence[Row]) -> bool:
        """Whether nothing has come on top since the last look, a short while ago. What came late further down is met by a later
        look: the position stays.
        """
        hint = self._changes.newest_first and self._changes.reread and bool(batch.rows) and not fresh
        return hint and not self.done and self._latest is not None and self._latest > self._fresh

    def _new(self, row: Row, changed: dt.datetime | None) -> bool:
        """Whether the last look has not met it as it is. Of an index, which is only a hint of what to read."""
        if not self._changes.reread or changed is None:
            return True
        known = f"{as_text(self._spec.id.found(row))} {changed.isoformat()}"
        digest = hashlib.blake2s(known.encode(), digest_size=6).hexdigest()
        self._met[digest] = changed
        return digest not in self._at.met

    def _made_at(self, row: Row) -> dt.datetime | None:
        """When it was made; some systems have no time of the last change until there is one."""
        return read_moment(self._spec.created.found(row)) if self._spec.created is not None else None

    def _count(self, row: Row) -> None:
        made = self._made_at(row)
        if made is None or self._at.counted_at is None:
            self._unsure = True
            return
        slack = dt.timedelta(seconds=CLOCK_S + self._changes.resolution)
        self._made += made > self._at.counted_at + slack
        # It may have been counted or not: indexes lag, and clocks differ a little.
        same = self._changes.count is None or not self._changes.reread  # the number and the list come from one place
        late = slack + dt.timedelta(seconds=self._changes.lag)  # what the feed leaves out for now is in the number
        lag = late if self._at.exact and same else dt.timedelta(seconds=self._changes.lookback)
        self._unsure |= self._at.counted_at - lag <= made <= self._at.counted_at + slack

    def counted(self, total: int | None, at: dt.datetime) -> None:
        """So many records there were at that time."""
        self._total, self._counted_at = total, at

    @property
    def doubtful(self) -> bool:
        """Whether something may have been deleted: the numbers don't say that it was not."""
        known = self._changes.reread and not self._news and not self._moved
        if known and self._total is not None and self._total == self._at.total:
            return False  # nothing has come, so nothing has gone; what comes late is met by a later look
        counts = self._changes.newest_first or self._changes.count is not None
        counted = counts and self._total is not None and self._at.total is not None
        return not counted or self._unsure or self._moved or self._total != (self._at.total or 0) + self._made

    def unseen(self, times: Sequence[dt.datetime | None]) -> bool:
        """Whether more records are gone than were put into the list of deleted ones; `times`: when those in it were."""
        if self._total is None or self._at.total is None or self._at.counted_at is None:
            return False
        since = self._at.counted_at - dt.timedelta(seconds=self._changes.lookback)
        return self._at.total + self._made - self._total > sum(one is None or one >= since for one in times)

    def following(self, now: dt.datetime) -> Position:
        """Where to go on: no further than what was met, for what was changed may come late; `now` by the system's clock."""
        behind = now - dt.timedelta(seconds=self._changes.lookback)
        to = min(behind, self._latest) if self._latest is not None and not self._moved else self._at.seen_to
        if not self._moved:
            to = max(self._at.seen_to, to, behind - dt.timedelta(seconds=_TRUST_S))
        if self._short:
            return Position(
                self._at.seen_to,
                self._total,
                self._counted_at,
                exact=self._at.exact and not self.doubtful,
                met=self._at.met,
            )
        met = frozenset(digest for digest, at in self._met.items() if at >= to)
        met = met if len(met) <= _MOST else frozenset()
        if self._total is None or not (self._changes.newest_first or self._changes.count is not None):
            return Position(to, met=met)
        return Position(to, self._total, self._counted_at, exact=self._at.exact and not self.doubtful, met=met)


def _falling(times: Sequence[dt.datetime]) -> bool:
    return all(one >= other for one, other in itertools.pairwise(times))
