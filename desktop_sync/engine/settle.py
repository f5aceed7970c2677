"""The settle delay: a record that somebody may still be typing in waits for a later run."""

import datetime as dt
from collections.abc import Sequence

from desktop_sync.engine.cases import Case
from desktop_sync.engine.context import RunContext, corrected
from desktop_sync.model.plan import Sighting
from desktop_sync.model.record import SIDES, Side
from desktop_sync.sync.reconcile import changed_fields


def unsettled(ctx: RunContext, sighting: Sighting | None) -> bool:
    """Whether the record was modified less than the settle delay ago. A system without times never has to wait; a time far ahead
    of now says nothing.
    """
    delay_s = ctx.definition.trigger.settle_s
    if not delay_s or sighting is None or sighting.gone or sighting.outside:
        return False
    moment = corrected(sighting.modified_at, ctx.open_side(sighting.side))
    if moment is None:
        return False
    return abs(ctx.clock.now() - moment) < dt.timedelta(seconds=delay_s)


def split(ctx: RunContext, cases: Sequence[Case]) -> tuple[list[Case], list[Case]]:
    """(cases to decide now, cases that wait)."""
    if not ctx.definition.trigger.settle_s:
        return list(cases), []
    waits = [_waits(ctx, case) for case in cases]
    return [case for case, wait in zip(cases, waits, strict=True) if not wait], [
        case for case, wait in zip(cases, waits, strict=True) if wait
    ]


def _waits(ctx: RunContext, case: Case) -> bool:
    if case.link.gone or any(case.seen(side).outside for side in SIDES):
        return False
    return any(
        unsettled(ctx, case.sightings[side]) and (not case.link.id or _edited(ctx, case, side)) for side in SIDES
    )


def _edited(ctx: RunContext, case: Case, side: Side) -> bool:
    """What is as it was, such as what this program wrote a moment ago, is no edit to wait for."""
    base, view = case.link.base(side), case.seen(side).view
    return bool(changed_fields(ctx.rules, side, base, view)) or any(name not in base for name in view)
