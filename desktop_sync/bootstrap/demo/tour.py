"""The tour of the demo: five steps, each told from what happened in its workspace since the tour began.

`judged` decides, `look` reads and remembers, `change` and `dispute` edit the demo's two files as its people would.
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop_sync.bootstrap.demo import is_demo, make, office, shop
from desktop_sync.bootstrap.demo.people import person
from desktop_sync.model.report import RunKind, RunReport, RunStatus

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

KEY = "window.tour"
CHANGED, DISPUTED = 15, 25
"""Two people whom no edit of the demo's story touches."""
TOWNS = ("Flensburg", "Rostock", "Lübeck", "Bremen")
CARRIED = "changed in B"
DECISIONS = frozenset({"conflict.resolve", "conflict.resolve_all", "conflict.always"})
NEWEST = 100
"""Runs and lines of the log that are looked at: more than a tour makes."""


class Step(StrEnum):
    """The steps, in their order."""

    RUN = "run"
    CHANGE = "change"
    CONFLICT = "conflict"
    SETTLE = "settle"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Tour:
    """How far it is. `since`: the newest run as it began; `carried`: the run that brought the change of the second step to the shop."""

    begun: dt.datetime
    since: int = 0
    shown: bool = True
    done: frozenset[Step] = frozenset()
    skipped: frozenset[Step] = frozenset()
    carried: int = 0

    @property
    def at(self) -> Step | None:
        """The step that comes next, None at the end."""
        return next((one for one in Step if one not in self.done | self.skipped), None)


@dataclass(frozen=True, slots=True)
class Made:
    """What was changed for somebody: whose town, and what it is now where it was changed."""

    step: Step
    name: str
    shop: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """What the workspace knows of the time since the tour began. `carried`: the run that wrote a change of the workbook to the shop."""

    runs: Sequence[RunReport] = ()
    carried: int = 0
    opened: bool = False
    """Whether a conflict came up."""
    decided: Sequence[dt.datetime] = ()
    """When a person decided conflicts."""


def judged(tour: Tour, happened: Happened) -> Tour:
    """The tour with every step done that what happened proves; a step once done stays so."""
    ended = [one for one in happened.runs if one.status in (RunStatus.OK, RunStatus.WAITING)]
    synced = [one for one in ended if one.kind in (RunKind.MANUAL, RunKind.TIMER, RunKind.CHANGE)]
    first = min(happened.decided, default=None)
    proved = {
        Step.RUN: bool(synced),
        Step.CHANGE: happened.carried > 0,
        Step.CONFLICT: happened.opened,
        Step.SETTLE: first is not None and any(one.started_at and one.started_at >= first for one in synced),
        Step.UNDO: any(one.kind is RunKind.UNDO for one in ended),
    }
    done = tour.done | {step for step, true in proved.items() if true}
    return replace(tour, done=done, skipped=tour.skipped - done, carried=happened.carried or tour.carried)


def look(services: "Services") -> Tour | None:
    """How far the tour is; it begins with the first look. None where the workspace is no demo."""
    if not is_demo(services.folder):
        return None
    known = _read(services.settings.get(KEY))
    tour = judged(known, _happened(services, known)) if known is not None else _begun(services)
    return tour if tour == known else _kept(services, tour)


def show(services: "Services", *, shown: bool) -> None:
    """Close the panel, or take the tour up again; one that came to its end begins anew."""
    tour = look(services)
    if tour is not None:
        over = shown and tour.at is None
        _kept(services, _begun(services) if over else replace(tour, shown=shown))


def skip(services: "Services", step: Step) -> None:
    """Go on without that step."""
    tour = look(services)
    if tour is not None and step not in tour.done:
        _kept(services, replace(tour, skipped=tour.skipped | {step}))


# ---- what its people would do
def change(services: "Services") -> Made:
    """Give somebody another town in the workbook. Raises what the connector for files raises."""
    one, file = person(CHANGED), services.folder / make.OFFICE_FILE
    new = _other_than(office.rows(file)[one.email]["Town"])
    office.change(file, {one.email: {"city": new}})
    return Made(Step.CHANGE, one.name, office=new)


def dispute(services: "Services") -> Made:
    """Give somebody two different new towns, one on either side. Raises what the connector for files raises."""
    one = person(DISPUTED)
    shop_file, office_file = services.folder / make.SHOP_FILE, services.folder / make.OFFICE_FILE
    here = next(row["city"] for row in shop.rows(shop_file) if row["email"] == one.email)
    there = office.rows(office_file)[one.email]["Town"]
    new = _other_than(here, there)
    made = Made(Step.CONFLICT, one.name, new, _other_than(here, there, new))
    office.change(office_file, {one.email: {"city": made.office}})
    shop.change(shop_file, one.email, *shop.cell("city", new))
    return made


def _other_than(*towns: object) -> str:
    return next(one for one in TOWNS if one not in towns)


# ---- the workspace
def _begun(services: "Services") -> Tour:
    newest = services.review.runs(limit=1)
    return Tour(services.clock.now(), newest[0].id if newest else 0)


def _happened(services: "Services", tour: Tour) -> Happened:
    if tour.at is None and not tour.skipped:
        return Happened()
    runs = [one for one in services.review.runs(limit=NEWEST) if one.id > tour.since]
    lines = services.audit.newest(NEWEST)
    times = [dt.datetime.fromisoformat(str(one["at"])) for one in lines if one["action"] in DECISIONS]
    return Happened(
        runs=runs,
        carried=tour.carried or _carried(services, runs),
        opened=any(one.opened_at and one.opened_at >= tour.begun for one in services.review.conflicts()),
        decided=[one for one in times if one >= tour.begun],
    )


def _carried(services: "Services", runs: Sequence[RunReport]) -> int:
    for run in runs:
        if run.a.updated and run.kind is not RunKind.UNDO:
            made = services.review.run_operations(run.id)
            if any(one.side == "a" and change.rule == CARRIED for one in made for change in one.changes):
                return run.id
    return 0


def _kept(services: "Services", tour: Tour) -> Tour:
    told = {
        "begun": tour.begun.isoformat(),
        "since": tour.since,
        "shown": tour.shown,
        "done": sorted(tour.done),
        "skipped": sorted(tour.skipped),
        "carried": tour.carried,
    }
    services.settings.put(KEY, json.dumps(told))
    return tour


def _read(text: str) -> Tour | None:
    if not text:
        return None
    told = json.loads(text)
    return Tour(
        dt.datetime.fromisoformat(told["begun"]),
        told["since"],
        told["shown"],
        frozenset(map(Step, told["done"])),
        frozenset(map(Step, told["skipped"])),
        told["carried"],
    )
