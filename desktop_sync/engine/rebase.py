"""After a restore: what the workspace remembers is older than what both sides have agreed on since, so it proves little.

A base still holds where one side was not touched since; there the other side's edit is news, and is carried as ever. Everything
else that differs is asked, a delete as well. Records that the lost workspace paired are known again by their match keys or, as both
sides were in step then, by being equal in every field; those that are only alike are held.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_sync.engine.context import RunContext, corrected
from desktop_sync.model.plan import Link, Sighting
from desktop_sync.model.record import Ref, Side
from desktop_sync.model.report import GuardFinding
from desktop_sync.model.values import View, fingerprint
from desktop_sync.sync.checksum import canonical
from desktop_sync.sync.likeness import Likely, likely
from desktop_sync.sync.merge import NEWEST_TOLERANCE_S
from desktop_sync.sync.reconcile import changed_fields

GUARD = "restored"
"""The code of the finding by which the first run after a restore waits for a person."""
_WAITS = "the workspace was put back to an older state: what this run would write waits for your approval"


def forget_stale_bases(ctx: RunContext) -> None:
    """Forget the bases that may be older than what both sides agreed on since; to be asked when both sides are observed."""
    if ctx.sync.rebase_since is None:
        return
    for batch in ctx.journal.staged_links(ctx.run_id):
        links = ctx.journal.links(ctx.sync.id, list(batch))
        # What an earlier run has agreed on since the restore has its marks again.
        unsure = {id_: link for id_, link in links.items() if link.a_mark is None and link.b_mark is None}
        stale = [id_ for id_, link in unsure.items() if not _holds(ctx, link, batch[id_])]
        ctx.journal.forget_bases(ctx.sync.id, stale)


def _holds(ctx: RunContext, link: Link, seen: tuple[Sighting | None, Sighting | None]) -> bool:
    """Whether nothing was carried between the two since: a side that is as it was then, and was not touched, received nothing."""
    a, b = seen
    if a is None or b is None or any(one.gone or one.outside for one in (a, b)):
        return False
    return _untouched(ctx, link, a) or _untouched(ctx, link, b)


def _untouched(ctx: RunContext, link: Link, sighting: Sighting) -> bool:
    side = ctx.open_side(sighting.side)
    moment, since = corrected(sighting.modified_at, side), ctx.sync.rebase_since
    assert since is not None
    tolerance = dt.timedelta(seconds=max(NEWEST_TOLERANCE_S, side.capabilities.time_resolution_s))
    if moment is None or moment + tolerance >= since:
        return False
    base = link.base(sighting.side)
    return bool(base) and not changed_fields(ctx.rules, sighting.side, base, sighting.view)


@dataclass(frozen=True)
class KnownAgain:
    """Of the records that are alone on both sides: pairs that are equal in every field, and those that are only alike."""

    equal: tuple[tuple[Ref, Ref], ...] = ()
    alike: tuple[Likely, ...] = ()


def known_again(ctx: RunContext, only_a: Sequence[Ref], only_b: Sequence[Ref]) -> KnownAgain:
    """What the lost workspace may have made of each other; nothing in a run that is not the first after a restore."""
    if ctx.sync.rebase_since is None or not only_a or not only_b:
        return KnownAgain()
    views: dict[Side, dict[Ref, View]] = {"a": _views(ctx, "a", only_a), "b": _views(ctx, "b", only_b)}
    contents: dict[bytes, list[Ref]] = {}
    for ref, view in views["b"].items():
        contents.setdefault(_content(ctx, view), []).append(ref)
    equal: list[tuple[Ref, Ref]] = []
    for ref, view in views["a"].items():
        same = contents.get(_content(ctx, view))
        if same:  # of records that are equal in everything, any may be the partner
            equal.append((ref, same.pop(0)))
    for a, b in equal:
        del views["a"][a], views["b"][b]
    return KnownAgain(tuple(equal), alike(views["a"], views["b"]))


def alike(a: Mapping[Ref, View], b: Mapping[Ref, View]) -> tuple[Likely, ...]:
    """Records that may be partners, by all of which a person is asked: none is taken for new because there are many."""
    return likely(a, b, limit=min(len(a), len(b)))


def _views(ctx: RunContext, side: Side, refs: Sequence[Ref]) -> dict[Ref, View]:
    wanted = set(refs)
    return {one.ref: one.view for one in ctx.journal.staged_unlinked(ctx.run_id, side) if one.ref in wanted}


def _content(ctx: RunContext, view: Mapping[str, object]) -> bytes:
    """The record as both sides would have it."""
    parts: list[str] = []
    for one in ctx.mapping.fields:
        if one.name in view:
            parts += (one.name, canonical(one.lens.b.norm(one.lens.a.norm(view[one.name]))))  # type: ignore[arg-type]
    return fingerprint(parts)


def finding(ctx: RunContext, *, writes: bool) -> GuardFinding | None:
    """What makes the run wait for approval, where it would write anything."""
    if ctx.sync.rebase_since is None or not writes:
        return None
    return GuardFinding(GUARD, _WAITS)
