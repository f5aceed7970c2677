"""Works out a sync's plan for the preview, in a worker."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_sync.gui import text
from desktop_sync.gui.models.plan_rows import PlanRow, plan_rows
from desktop_sync.model.mapping import Direction
from desktop_sync.model.record import Side
from desktop_sync.model.report import PlanReport, Progress

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


def make_plan(services: "Services", sync: str, report: ProgressSink, cancel: threading.Event) -> Planned:
    """Work it out. May take long, in the *ask* thread."""
    status = next((one for one in services.syncs.statuses() if one.name == sync), None)
    names, kinds = ("A", "B"), ("A", "B")
    if status is not None:
        letters = services.accounts.initials()
        names = (status.a_account, status.b_account)
        a, b = status.a_kind, status.b_kind
        kinds = (text.initials(a, letters.get(a, "")), text.initials(b, letters.get(b, "")))
    fields = services.syncs.get(sync).definition.fields
    both_ways = {one.name for one in fields if one.direction is Direction.BOTH}
    plan = services.runner.plan(sync, progress=report, cancel=cancel)
    by_side: dict[Side, str] = {"a": names[0], "b": names[1]}
    return Planned(plan, plan_rows(plan.operations, by_side, both_ways), names, kinds)
