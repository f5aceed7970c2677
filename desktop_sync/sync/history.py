"""The history part of the journal, as the engine needs it: what was written and what else happened, taking it back, pruning it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop_sync.model.plan import Operation
from desktop_sync.model.record import Ref, Side
from desktop_sync.model.trail import TrailEntry


@dataclass(frozen=True, slots=True)
class Slice:
    """One step of pruning: where to go on (None: at the end), how many rows went, and about how many bytes."""

    last: int | None
    removed: int
    freed: int


class History(Protocol):
    """Each call is its own short transaction."""

    def history(
        self,
        sync_id: int,
        *,
        side: Side | None = None,
        ref: Ref | None = None,
        run_id: int | None = None,
        limit: int = 1000,
    ) -> Sequence[Operation]:
        """Writing operations that were DONE, newest first; by record on either side of its link, or by run."""

    def undone(self, run_id: int, by: int) -> None:
        """Run `run_id` was taken back by run `by`."""

    def trail(
        self, sync_id: int, *, side: Side | None = None, ref: Ref | None = None, run_id: int | None = None
    ) -> Sequence[TrailEntry]:
        """What happened beside writing, newest first: of a record on that side, or in a run."""

    def links_made(self, sync_id: int, run_id: int) -> Sequence[int]:
        """Ids of the links that the run made and that are there still."""

    def written_links(self, sync_id: int, after: int, but: int) -> frozenset[int]:
        """Ids of the links that runs after `after` wrote to, but for run `but`, undos, and runs that were taken back."""

    def drop_holds(self, hold_ids: Sequence[int]) -> None:
        """Close these."""

    # pruning; each call is one short transaction, and keeps what is needed (the newest write of each field, what is open)
    def history_bytes(self) -> int:
        """About how many bytes the history takes; reads all of it."""

    def prune_operations(self, after: int, before: dt.datetime, limit: int) -> Slice:
        """Look at up to `limit` operations with id > `after` that ended before that time, and remove what is not needed."""

    def prune_trail(self, before: dt.datetime, limit: int) -> Slice:
        """Remove up to `limit` old entries of the trail that nothing needs."""

    def prune_runs(self, after: int, before: dt.datetime, limit: int) -> Slice:
        """Look at up to `limit` runs with id > `after`, and remove the old ones of which nothing else is left."""

    def shrink(self, pages: int) -> int:
        """Give up to so many free pages back to the file system; how many are left."""

    def unpair(self, sync_id: int) -> None:
        """The next run is a first pairing again: it waits for approval, and compares everything."""
