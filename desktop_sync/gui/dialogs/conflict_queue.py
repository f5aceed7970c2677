"""The records with open conflicts, one after another, and what is asked of the workspace about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_sync.errors import DesktopSyncError
from desktop_sync.gui.phrases import said
from desktop_sync.model.plan import Conflict, Resolution, Take

if TYPE_CHECKING:
    from desktop_sync.engine.review import ConflictContext
    from desktop_sync.engine.services import Services


@dataclass(frozen=True)
class Case:
    """One record with its undecided conflicts, in the order of their ids."""

    sync: str
    sync_id: int
    link_id: int
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True)
class Queue:
    """All cases. `alike`: (sync id, field) → how many undecided conflicts there are on it."""

    cases: tuple[Case, ...]
    alike: dict[tuple[int, str], int]


@dataclass(frozen=True)
class Decision:
    """What was decided for one conflict; `always`: from now on for its field."""

    conflict: Conflict
    resolution: Resolution
    always: Take | None = None


@dataclass(frozen=True)
class Applied:
    """What came of decisions: conflict id → why it was refused; empty when all are stored."""

    problems: dict[int, str]
    stored: int


def load(services: "Services", sync: str, first: int) -> Queue:
    """The undecided conflicts of a sync ("": of all); `first`: with this conflict's record in front, decided or not."""
    rows = services.review.conflicts(sync or None)
    groups: dict[tuple[int, int], list[Conflict]] = {}
    wanted: tuple[int, int] | None = None
    for one in rows:
        key = (one.sync_id, one.link_id)
        if one.id == first:
            wanted = key
        if one.decision is None or one.id == first:
            groups.setdefault(key, []).append(one)
    keys = sorted(groups, key=lambda key: key != wanted)
    names = {one: services.review.sync_name(one) for one in {sync_id for sync_id, _ in keys}}
    alike: dict[tuple[int, str], int] = {}
    for one in rows:
        if one.decision is None:
            alike[one.sync_id, one.field] = alike.get((one.sync_id, one.field), 0) + 1
    cases = tuple(Case(names[key[0]], *key, conflicts=tuple(groups[key])) for key in keys)
    return Queue(cases, alike)


def context(services: "Services", conflict_id: int) -> "ConflictContext":
    """Everything about the record."""
    return services.review.context(conflict_id)


def apply(services: "Services", decisions: Sequence[Decision]) -> Applied:
    """Store the decisions; those that are refused are told, the others stand."""
    problems: dict[int, str] = {}
    stored = 0
    for one in decisions:
        try:
            if one.always is None:
                services.review.resolve(one.conflict.id, one.resolution)
                stored += 1
            else:
                stored += services.review.always(one.conflict.id, one.always)
        except DesktopSyncError as error:
            problems[one.conflict.id] = f"{said(error.what)} {said(error.advice)}".strip()
    return Applied(problems, stored)
