"""What a worker looks after beside its runs: relays that pass webhooks on, the orders for webhooks, and alerts. Service and window alike."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from desktop_sync.engine.alerts import Senders
from desktop_sync.engine.hookkeeping import HookKeeper
from desktop_sync.engine.hooks import Hook, HookDesk
from desktop_sync.engine.outbox import Outbox
from desktop_sync.engine.relaying import Events, Relays

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services


class Attending:
    """For one thread, but that `hint` is called from the threads of relays and of a listener on `desk`.

    `hint`: told the syncs for which a webhook came. `events`, `senders`: what listens to a relay, and what sends alerts.
    """

    def __init__(self, hint: Callable[[Iterable[str]], None], events: Events, senders: Callable[[], Senders]) -> None:
        self.desk = HookDesk(hint)
        self._relays = Relays(self.desk, events)
        self._keeper = HookKeeper()
        self._outbox = Outbox(senders)
        self._hooks: list[Hook] = []

    def step(self, services: "Services") -> None:
        """Look who wants to know of webhooks, keep those alive, and send alerts that are new. Raises StoreError."""
        hooks = list(services.hooks.list())
        if hooks or self._hooks:  # most workspaces have none, and this comes every second
            self.desk.refresh(services)
            self._relays.refresh(hooks)
            self._keeper.step(services)
        self._hooks = hooks
        self._outbox.step(services)

    def rest(self) -> None:
        """Another process does so for now."""
        self._relays.close()

    def close(self) -> None:
        """End it; a message that is being sent gets a little time."""
        self._relays.close()
        self._outbox.close()
