"""What a worker looks after beside its runs: webhooks that come by the listener and by relays, the orders for them, and alerts. Service and
window alike.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_sync.engine.alerts import Senders
from desktop_sync.engine.hookdoor import HookDoor
from desktop_sync.engine.hookkeeping import HookKeeper
from desktop_sync.engine.hookplace import HookPlace, HookState, Seen, keep_state, place_of, state_of
from desktop_sync.engine.hooks import Hook, HookDesk
from desktop_sync.engine.outbox import Outbox
from desktop_sync.engine.relaying import Events, Relays

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

NOTE_EVERY_S = 5.0
"""What came is written down so often at most: ten thousand webhooks a minute must not be ten thousand writes."""


class Attending:
    """For one thread, but that `hint` is called from the threads of relays and of a listener on `desk`.

    `hint`: told the syncs for which a webhook came. `events`, `senders`: what listens to a relay, and what sends alerts.
    """

    def __init__(self, hint: Callable[[Iterable[str]], None], events: Events, senders: Callable[[], Senders]) -> None:
        self.desk = HookDesk(hint)
        self._door = HookDoor(self.desk)
        self._relays = Relays(self.desk, events)
        self._keeper = HookKeeper()
        self._outbox = Outbox(senders)
        self._hooks: list[Hook] = []
        self._noted: HookState | None = None
        self._note_at_s = 0.0

    def listen(self, place: HookPlace) -> str:
        """Listen there, whatever the workspace says; the address. Raises UsageError."""
        self._door.open(place)
        return self._door.address

    def step(self, services: "Services") -> None:
        """Look who wants to know of webhooks, keep those alive, and send alerts that are new. Raises StoreError."""
        hooks = list(services.hooks.list())
        if hooks or self._hooks or self._door.address or place_of(services.settings) is not None:
            # Most workspaces have none, and this comes every second.
            self.desk.refresh(services)
            self._door.step(services)
            self._relays.refresh(hooks)
            self._keeper.step(services)
            self._note(services, hooks)
        self._hooks = hooks
        self._outbox.step(services)

    def _note(self, services: "Services", hooks: Iterable[Hook]) -> None:
        """Write down what others are to know of it."""
        now_s = time.monotonic()
        if self._noted is None:
            self._noted = state_of(services.settings)
        troubles = {**self._keeper.troubles, **self._relays.troubles}
        seen = {}
        for hook in hooks:
            known, mine = self._noted.seen.get(hook.id, Seen()), self.desk.seen.get(hook.id, Seen())
            refused = mine if mine.refused_s else known
            seen[hook.id] = replace(
                mine,
                taken_s=mine.taken_s or known.taken_s,
                refused_s=refused.refused_s,
                why=refused.why,
                trouble=troubles.get(hook.id, ""),
            )
        state = HookState(self._door.address, self._door.trouble, seen)
        listens = (state.address, state.trouble) != (self._noted.address, self._noted.trouble)
        if state != self._noted and (listens or now_s >= self._note_at_s):
            keep_state(services.settings, state)
            self._noted, self._note_at_s = state, now_s + NOTE_EVERY_S

    def rest(self) -> None:
        """Another process does so for now, and writes down what is to be known."""
        self._door.rest()
        self._relays.close()
        self._noted = None

    def close(self) -> None:
        """End it; a message that is being sent, and a system that is being asked, get a little time."""
        self._door.close()
        self._relays.close()
        self._keeper.close()
        self._outbox.close()
