"""An agenda in memory: what a store would keep."""

from desktop_sync.sync.agenda import Trouble, What, Wish


class MemoryAgenda:
    """`sync.ports.Agenda`; what it holds outlives a dispatcher, as a store outlives a program."""

    def __init__(self):
        self._wishes: dict[str, Wish] = {}
        self._troubles: dict[What, Trouble] = {}
        self.held = None

    def wishes(self):
        return sorted(self._wishes.values(), key=lambda one: one.since)

    def keep_wish(self, wish):
        self._wishes[wish.sync] = wish

    def drop_wish(self, sync):
        self._wishes.pop(sync, None)

    def troubles(self):
        # A store keeps no tests that are under way.
        return {what: Trouble(one.failures, one.until) for what, one in self._troubles.items()}

    def keep_trouble(self, what, trouble):
        self._troubles[what] = trouble
        if not trouble.failures:
            del self._troubles[what]

    def lease(self):
        return self.held

    def take_lease(self, mine, may):
        if may(self.held):
            self.held = mine
        return self.held

    def drop_lease(self, owner):
        if self.held is not None and self.held.owner == owner:
            self.held = None
