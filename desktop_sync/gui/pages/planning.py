"""Works out a sync's plan for the preview, in a worker."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop_sync.gui import text
from desktop_sync.gui.models.plan_rows import PlanRow, Tally, plan_rows
from desktop_sync.gui.text import counted, joined, number, tr
from desktop_sync.model.mapping import Direction
from desktop_sync.model.plan import OperationKind
from desktop_sync.model.quota import Quota
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.report import PlanReport, Progress
from desktop_sync.sync.guards import Room, rooms

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

ProgressSink = Callable[[Progress], None]


@dataclass(frozen=True)
class Planned:
    """A plan with its rows, made in the worker so that the window does not wait."""

    plan: PlanReport
    rows: tuple[PlanRow, ...]
    names: tuple[str, str]
    kinds: tuple[str, str]
    tables: tuple[str, str] = ("", "")
    rooms: tuple[Room, ...] = ()
    tally: Tally | None = None
    kinds_of: Mapping[OperationKind, int] = field(default_factory=Counter)
    """How many operations there are of each kind."""
    quotas: tuple[Quota | None, Quota | None] = (None, None)
    """What both systems told today of their calls a day."""


def make_plan(services: "Services", sync: str, report: ProgressSink, cancel: threading.Event) -> Planned:
    """Work it out. May take long, in the *ask* thread."""
    status = next((one for one in services.syncs.statuses() if one.name == sync), None)
    names, kinds = ("A", "B"), ("A", "B")
    if status is not None:
        letters = services.accounts.initials()
        names = (status.a_account, status.b_account)
        a, b = status.a_kind, status.b_kind
        kinds = (text.initials(a, letters.get(a, "")), text.initials(b, letters.get(b, "")))
    definition = services.syncs.get(sync).definition
    fields = definition.fields
    both_ways = {one.name for one in fields if one.direction is Direction.BOTH}
    plan = services.runner.plan(sync, progress=report, cancel=cancel)
    by_side: dict[Side, str] = {"a": names[0], "b": names[1]}
    links = plan.paired + (status.links if status is not None else 0)
    rows = plan_rows(plan.operations, by_side, both_ways)
    quotas = services.accounts.quotas()
    return Planned(
        plan,
        rows,
        names,
        kinds,
        (status.a_table, status.b_table) if status is not None else ("", ""),
        rooms(definition.guard, plan.operations, links),
        Tally(rows),
        Counter(one.kind for one in plan.operations),
        (quotas.get(names[0]), quotas.get(names[1])),
    )


def calls_words(planned: Planned) -> str:
    """“This run: about 140 calls to HubSpot. 2,300 of today's 10,000 are used.”; "" where nothing is called."""
    told, days = [], []
    for side, name, quota in zip(SIDES, planned.names, planned.quotas, strict=True):
        calls = planned.plan.calls.get(side, 0)
        if not calls:
            continue
        told.append(tr("{calls} to {name}", calls=counted(calls, tr("call"), tr("calls")), name=name))
        if quota is not None and quota.used is not None and quota.limit is not None:
            days.append(
                tr("{name}: {used} of the {limit} calls a day are used.", name=name, used=quota.used, limit=quota.limit)
            )
        elif quota is not None:
            days.append(tr("{name}: {left} calls are left for the day.", name=name, left=quota.left or 0))
    if not told:
        return ""
    return " ".join((tr("This run: about {calls}.", calls=joined(told, tr("and"))), *days))


def short_of_calls(planned: Planned) -> str:
    """The system whose calls of the day would not last for the run, "" for none."""
    for side, name, quota in zip(SIDES, planned.names, planned.quotas, strict=True):
        if quota is not None and quota.left is not None and planned.plan.calls.get(side, 0) > quota.left:
            return name
    return ""


def verdict_words(planned: Planned) -> str:
    """How a plan stands to the limits of its sync, while it is within them; past one the plan's guards say so."""
    parts = []
    for one in planned.rooms:
        words = tr("%1 of %2 pairs change")
        if one.code == "deletes":
            words = tr("%1 of %2 deleted in %3").replace(
                "%3", planned.names[0] if one.side == "a" else planned.names[1]
            )
        most = tr("no limit")
        if one.allowed is not None:
            most = tr("up to %1 go by themselves").replace("%1", number(one.allowed))
        parts.append(f"{words.replace('%1', number(one.count)).replace('%2', number(one.total))} ({most})")
    return f"✓ {tr('Within the limits of the sync:')} {' · '.join(parts)}."
