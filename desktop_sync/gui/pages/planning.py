"""Works out a sync's plan for the preview, in a worker."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop_sync.gui import text
from desktop_sync.gui.models.plan_rows import PlanRow, Tally, plan_rows
from desktop_sync.gui.text import number, tr
from desktop_sync.model.mapping import Direction
from desktop_sync.model.plan import OperationKind
from desktop_sync.model.record import Side
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
    return Planned(
        plan,
        rows,
        names,
        kinds,
        (status.a_table, status.b_table) if status is not None else ("", ""),
        rooms(definition.guard, plan.operations, links),
        Tally(rows),
        Counter(one.kind for one in plan.operations),
    )


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
