"""Step 4, observe: find what differs from what the workspace remembers, and stage it. Nothing else is kept of a table.

A record whose raw values hash to the mark of its settled link is unchanged; that is all that is done for it.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from desktop_sync.engine.context import Found, RunContext, mark_of
from desktop_sync.engine.outside import concerns, left_since, outside
from desktop_sync.engine.reused import known_again
from desktop_sync.errors import PositionLost
from desktop_sync.model.plan import Sighting, is_out
from desktop_sync.model.record import SIDES, Page, Record, Ref, Side
from desktop_sync.model.report import Phase
from desktop_sync.model.sync import DeletePolicy
from desktop_sync.model.values import fingerprint
from desktop_sync.sync.journal import Mark

FULL_EVERY = dt.timedelta(hours=24)
"""A change feed is trusted for so long before everything is compared again."""

_BATCH = 1000


def needs_full(ctx: RunContext, side: Side, *, asked: bool) -> bool:
    """Whether the side is read whole: asked for, no cursor, comparison due, or deletes that only a listing shows."""
    sync = ctx.sync
    if asked or sync.cursor(side) is None or sync.last_full_at is None or not sync.paired:
        return True
    if not dt.timedelta() <= ctx.clock.now() - sync.last_full_at < FULL_EVERY:
        return True  # due, or our clock was set back and can't tell
    rules = ctx.definition.rules
    policy = rules.a_to_b if side == "a" else rules.b_to_a
    return policy is not DeletePolicy.IGNORE and not ctx.open_side(side).capabilities.tombstones


def observe(ctx: RunContext, side: Side, *, full: bool) -> Found:
    """Stage the side's changes. Raises ListingIncomplete rather than conclude from half a listing."""
    try:
        found = _observe_all(ctx, side) if full else _observe_changes(ctx, side)
    except PositionLost:
        found = _observe_all(ctx, side)
    if found.cursor is not None:
        ctx.positions[side] = found.cursor
    return found


def _observe_all(ctx: RunContext, side: Side) -> Found:
    one = ctx.open_side(side)
    listing = _Listing(ctx, side)
    found = Found(full=True, digests=listing.digests)
    total = ctx.journal.link_count(ctx.sync.id) or None
    for page in one.connector.listing(one.selection):
        listing.take(page)
        found.listed += len(page.refs)
        found.cursor = page.cursor or found.cursor
        ctx.tell(Phase.READING, found.listed, total, side)
    ctx.listed.add(side)
    missing = listing.missing()
    absent = _not_there(ctx, side, missing)
    found.listed += len(missing) - len(absent)
    found.gone = _stage_gone(ctx, side, absent)
    return found


_FEW_PAGES = 8
"""So many pages that are not sealed are looked up record by record; with more, one sweep over all marks is quicker."""


class _Listing:
    """One full listing under way. A page that hashes to a seal, and holds nothing unsealed, needs no further look."""

    def __init__(self, ctx: RunContext, side: Side) -> None:
        self._ctx = ctx
        self._side = side
        self._seals = ctx.journal.seals(ctx.sync.id, side)
        self._unsealed = ctx.journal.unsealed(ctx.sync.id, side) if self._seals else set()
        self._marks: dict[Ref, bytes] | None = None if self._seals else ctx.journal.settled_marks(ctx.sync.id, side)
        self._unsettled: frozenset[Ref] | None = None
        """Records of which the other side is open: they are looked at although they are as remembered."""
        self._passed: list[Sequence[Ref]] = []
        self._met: set[Ref] = set()
        self._agreed = 0
        self._odd_pages = 0
        self.digests: list[bytes] = []

    def take(self, page: Page) -> None:
        """Stage the page's records that are new or not as remembered."""
        digest = fingerprint([page.refs, page.rows])
        self.digests.append(digest)
        if digest in self._seals and self._unsealed.isdisjoint(page.refs):
            self._agreed += len(page.refs)
            self._pass(page.refs)
            return
        self._odd_pages += 1
        if self._marks is None and self._odd_pages > _FEW_PAGES:
            self._sweep()
        marks = self._differing(page)
        if marks:
            self._stage(page, marks)

    def _pass(self, refs: Sequence[Ref]) -> None:
        if self._marks is None:
            self._passed.append(refs)
        else:
            for ref in refs:
                self._marks.pop(ref, None)

    def _sweep(self) -> None:
        """Take all marks into memory, but for those of the pages that have passed."""
        self._marks = self._ctx.journal.settled_marks(self._ctx.sync.id, self._side)
        for refs in self._passed:
            for ref in refs:
                self._marks.pop(ref, None)
        self._passed = []

    def _differing(self, page: Page) -> dict[int, bytes]:
        """Index in the page → fingerprint, of the records whose settled mark is not what they hash to."""
        if self._marks is not None:
            pop = self._marks.pop
            prints = [fingerprint(row) for row in page.rows]
            return {index: mark for index, mark in enumerate(prints) if pop(page.refs[index], None) != mark}
        journal, sync_id = self._ctx.journal, self._ctx.sync.id
        known = journal.marks(sync_id, self._side, page.refs)
        if self._unsettled is None:
            self._unsettled = frozenset(journal.unsettled_refs(sync_id, self._side))
        differing = {}
        for index, (ref, row) in enumerate(zip(page.refs, page.rows, strict=True)):
            mark, memory = fingerprint(row), known.get(ref)
            if memory is None or memory.mark != mark or memory.gone or ref in self._unsettled:
                differing[index] = mark
        self._agreed += len(page.refs) - len(differing)
        self._passed.append(page.refs)
        return differing

    def _stage(self, page: Page, marks: dict[int, bytes]) -> None:
        ctx, side = self._ctx, self._side
        refs = [page.refs[index] for index in marks]
        known = ctx.journal.marks(ctx.sync.id, side, refs)
        records = {index: page.decode(index) for index in marks if concerns(ctx, side, known.get(page.refs[index]))}
        known = known_again(ctx, side, list(records.values()), known)
        self._met.update(known)
        ctx.prefetch(side, list(records.values()))
        ctx.journal.stage(
            ctx.run_id,
            [_sighting(ctx, side, one, marks[index], known.get(one.ref)) for index, one in records.items()],
        )

    def missing(self) -> list[Ref]:
        """Linked records that were not listed; to be asked once, when the listing has come to its end."""
        journal, sync_id = self._ctx.journal, self._ctx.sync.id
        expected = journal.link_count(sync_id) - journal.outside_count(sync_id, self._side)
        if self._marks is None and self._agreed + len(self._met) >= expected:
            return []
        if self._marks is None:
            self._sweep()
        assert self._marks is not None
        unsettled = [ref for ref in journal.unsettled_refs(sync_id, self._side) if ref not in self._met]
        return [*(ref for ref in self._marks if ref not in self._met), *unsettled]


def _sighting(ctx: RunContext, side: Side, record: Record, mark: bytes, known: Mark | None) -> Sighting:
    return Sighting(
        side,
        record.ref,
        link_id=known.link_id if known else None,
        view=ctx.view(side, record),
        mark=mark,
        modified_at=record.modified_at,
        modified_by=record.modified_by,
        version=record.version,
    )


def _not_there(ctx: RunContext, side: Side, refs: Sequence[Ref]) -> list[Ref]:
    """Those that the system does not show when it is asked for them, either; the others are staged. Lists leave out what is archived,
    and what moves from one page to another while they are read.
    """
    absent: list[Ref] = []
    for batch in _batched(refs, _BATCH):
        known = ctx.journal.marks(ctx.sync.id, side, batch)
        there = ctx.read(side, [ref for ref, mark in known.items() if not mark.gone])
        ctx.journal.stage(
            ctx.run_id, [_sighting(ctx, side, record, mark_of(record), known[ref]) for ref, record in there.items()]
        )
        absent += [ref for ref in batch if ref not in there]
    return absent


def _stage_gone(ctx: RunContext, side: Side, refs: Sequence[Ref]) -> int:
    """Stage linked records that are no longer listed: gone, or outside the filter. Returns how many were not known to be gone."""
    count = 0
    for batch in _batched(refs, _BATCH):
        marks = ctx.journal.marks(ctx.sync.id, side, batch)
        known = {ref: mark for ref, mark in marks.items() if not is_out(mark.gone, side)}
        apart = outside(ctx, side, [ref for ref, mark in known.items() if mark.gone != side])
        ctx.journal.stage(
            ctx.run_id,
            [
                Sighting(side, ref, mark.link_id, gone=ref not in apart, outside=ref in apart)
                for ref, mark in known.items()
            ],
        )
        anew = [mark for ref, mark in known.items() if mark.gone != side and ref not in apart]
        ctx.vanished[side].update(mark.link_id for mark in anew if not mark.gone)
        ctx.gone_as_well[side].update(mark.link_id for mark in anew if mark.gone)
        count += len(anew)
    return count


def _observe_changes(ctx: RunContext, side: Side) -> Found:
    one = ctx.open_side(side)
    cursor = ctx.sync.cursor(side)
    assert cursor is not None
    found = Found(full=False, cursor=cursor)
    met: set[Ref] = set()
    for page in one.connector.changes(one.selection, cursor):
        known = ctx.journal.marks(ctx.sync.id, side, page.refs)
        changed: list[tuple[Record, bytes]] = []
        for index, (ref, row) in enumerate(zip(page.refs, page.rows, strict=True)):
            mark, memory = fingerprint(row), known.get(ref)
            if memory is None or memory.mark != mark or memory.gone:
                met.add(ref)
                if concerns(ctx, side, memory):
                    changed.append((page.decode(index), mark))
        ctx.prefetch(side, [record for record, _ in changed])
        known = known_again(ctx, side, [record for record, _ in changed], known)
        ctx.journal.stage(
            ctx.run_id, [_sighting(ctx, side, record, mark, known.get(record.ref)) for record, mark in changed]
        )
        _stage_gone(ctx, side, page.deleted)
        met.update(page.deleted)
        found.listed += len(page.refs)
        found.cursor = page.cursor or found.cursor
        ctx.tell(Phase.READING, found.listed, None, side)
    left = left_since(ctx, side, cursor, met)
    ctx.vanished[side] |= look_again(ctx, side, left)
    met.update(left)
    ctx.vanished[side] |= look_again(
        ctx, side, [ref for ref in ctx.journal.unsettled_refs(ctx.sync.id, side) if ref not in met]
    )
    _restage_aside(ctx, side, met)
    return found


def _restage_aside(ctx: RunContext, side: Side, met: set[Ref]) -> None:
    """Unlinked records are no change by themselves, but what keeps them apart may have gone."""
    refs = [ref for ref, _ in ctx.journal.aside(ctx.sync.id, side) if ref not in met]
    for ref, record in ctx.read(side, refs).items():
        ctx.journal.stage(ctx.run_id, [_sighting(ctx, side, record, mark_of(record), None)])
        met.add(ref)


def look_again(ctx: RunContext, side: Side, refs: Sequence[Ref]) -> set[int]:
    """Read these linked records now and stage them, or that they are gone or outside the filter. Returns the links of those that
    are gone anew.
    """
    gone: set[int] = set()
    for batch in _batched(refs, _BATCH):
        known = ctx.journal.marks(ctx.sync.id, side, batch)
        records = ctx.read(side, list(known))
        fewer = known_again(ctx, side, list(records.values()), known)
        apart = outside(ctx, side, [ref for ref in known if ref not in records])
        absent = {ref: mark for ref, mark in known.items() if ref not in records and ref not in apart}
        gone.update(mark.link_id for mark in absent.values() if mark.gone != side)
        ctx.journal.stage(
            ctx.run_id,
            [
                _sighting(ctx, side, records[ref], mark_of(records[ref]), fewer.get(ref))
                if ref in records
                else Sighting(side, ref, memory.link_id, gone=ref not in apart, outside=ref in apart)
                for ref, memory in known.items()
            ],
        )
    return gone


def rejoin(ctx: RunContext) -> None:
    """Look at the partners of records that are within their filter again; to be asked when both sides are observed."""
    known = ctx.journal.links(ctx.sync.id, sorted(ctx.returned))
    for side in SIDES:
        seen = ctx.journal.staged(ctx.run_id, side, [link.ref(side) for link in known.values()])
        rest = [link.ref(side) for link in known.values() if link.ref(side) not in seen]
        ctx.vanished[side] |= look_again(ctx, side, rest)


def _batched(refs: Iterable[Ref], size: int) -> Iterable[list[Ref]]:
    batch: list[Ref] = []
    for ref in refs:
        batch.append(ref)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch
