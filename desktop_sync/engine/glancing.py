"""Systems that tell of no changes by themselves are asked between runs, with one call each time, as seldom as their plans want it.

The position from which they are asked is the one that the last run has confirmed. What is marked and was not marked before starts a run.
"""

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from desktop_sync.engine.allowance import allowed
from desktop_sync.engine.hooks import hooked
from desktop_sync.engine.ports import Ports, info_of
from desktop_sync.errors import ListingIncomplete
from desktop_sync.model.record import SIDES, Selection, Side
from desktop_sync.model.sync import Account, SyncDefinition
from desktop_sync.sync.glances import every_s, is_useful
from desktop_sync.sync.ports import Glancing, Settings
from desktop_sync.sync.schedule import open_from

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

Fed = Callable[[SyncDefinition, Side], bool]
"""Whether the side's table tells what has changed since a position."""


@dataclass(frozen=True, slots=True)
class Glance:
    """One side of a sync that is looked at every so many seconds."""

    sync: str
    side: Side
    account: str
    every_s: float


def glances(
    ports: Ports, settings: Settings, definitions: Iterable[SyncDefinition], fed: Fed | None = None
) -> list[Glance]:
    """All there are of these syncs. `fed`: else as the last runs found it."""
    hearing = [one for one in definitions if one.trigger.on_change]
    if not hearing:
        return []
    fed = fed or has_position(ports)
    with_hooks = hooked(settings)
    accounts = {one.name.casefold(): one for one in ports.accounts.all()}
    wanted = [
        (one, side, account)
        for one in hearing
        for side in SIDES
        if (account := accounts.get(one.side(side).account.casefold())) is not None
        if account.id not in with_hooks and is_glanced(ports, account) and fed(one, side)
    ]
    found = []
    for one, side, account in wanted:
        seconds = every_s(allowed(ports, settings, account), sum(other.id == account.id for _, _, other in wanted))
        if seconds is not None and is_useful(one.trigger, seconds):
            found.append(Glance(one.name, side, account.name, seconds))
    return found


def is_glanced(ports: Ports, account: Account) -> bool:
    """Whether its kind can be asked so. Cheap; one whose kind is gone can't."""
    info = info_of(ports, account)
    return info is not None and info.glances


def has_position(ports: Ports) -> Fed:
    """What the last runs of stored syncs found."""

    def fed(definition: SyncDefinition, side: Side) -> bool:
        stored = ports.syncs.get(definition.name)
        return stored is not None and stored.cursor(side) is not None

    return fed


class GlanceWatch:
    """Looks at one account's. For one thread, which closes the services that it used. `rests`: whether nothing may be asked now."""

    def __init__(
        self,
        services: "Services",
        connector: Glancing,
        wanted: Collection[Glance],
        rests: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._services, self._connector, self._rests, self._clock = services, connector, rests, clock
        self._seen = {one: self._marks(one) for one in wanted}
        self._next = {one: clock() + one.every_s for one in wanted}

    def step(self) -> set[str]:
        """Ask where it is time; the syncs for which there is something new. Raises as `Connector`."""
        now, news = self._clock(), set[str]()
        for one, due in self._next.items():
            if now < due or self._rests() or not self._is_open(one):
                continue
            self._next[one] = now + one.every_s
            marks = self._marks(one)
            if marks - self._seen[one]:
                news.add(one.sync)
            self._seen[one] = marks
        return news

    def _is_open(self, one: Glance) -> bool:
        stored = self._services.ports.syncs.get(one.sync)
        now = self._services.clock.now()
        opens = open_from(stored.definition.trigger, now) if stored is not None else None
        return opens is not None and opens <= now

    def _marks(self, one: Glance) -> frozenset[str]:
        stored = self._services.ports.syncs.get(one.sync)
        cursor = stored.cursor(one.side) if stored is not None else None
        if stored is None or cursor is None:
            return frozenset()  # the next run reads everything
        spec = stored.definition.side(one.side)
        names = chain.from_iterable(link.a if one.side == "a" else link.b for link in stored.definition.fields)
        selection = Selection(spec.table, tuple(dict.fromkeys(names)), spec.filter, spec.where, spec.cursor)
        try:
            return frozenset(self._connector.glance(selection, cursor))
        except ListingIncomplete:  # the position is lost: a run reads everything
            return frozenset({cursor})
