"""Keeps a line open to each relay, in a thread of its own, and hands on what comes."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping

from desktop_sync.engine.hooks import Hook, HookDesk
from desktop_sync.errors import DesktopSyncError
from desktop_sync.sync.agenda import wait_s
from desktop_sync.sync.hooks import Incoming

Events = Callable[[str], Iterator[Incoming | None]]
_log = logging.getLogger(__name__)


class Relays:
    """One thread for each relay. `refresh` and `close` are for the thread that made it; `events`: see `connectors.relay`."""

    def __init__(self, desk: HookDesk, events: Events) -> None:
        self._desk, self._events = desk, events
        self._threads: dict[Hook, _RelayThread] = {}

    def refresh(self, hooks: "list[Hook]") -> None:
        """Listen to these relays, and no others."""
        want = {one for one in hooks if one.relay}
        for hook in self._threads.keys() - want:
            self._threads.pop(hook).ended.set()
        for hook in want - self._threads.keys():
            self._threads[hook] = _RelayThread(hook, self._desk, self._events)
            self._threads[hook].start()

    @property
    def troubles(self) -> Mapping[int, str]:
        """Why relays pass nothing on now, by the number of the hook."""
        return {hook.id: thread.trouble for hook, thread in self._threads.items() if thread.trouble}

    def close(self) -> None:
        """End them: at their next sign of life, or with the program."""
        for thread in self._threads.values():
            thread.ended.set()
        self._threads.clear()


class _RelayThread(threading.Thread):
    def __init__(self, hook: Hook, desk: HookDesk, events: Events) -> None:
        super().__init__(name=f"relay-{hook.account}", daemon=True)
        self.ended = threading.Event()
        self.trouble = ""
        self._hook, self._desk, self._events = hook, desk, events

    def run(self) -> None:
        failures = 0
        while not self.ended.is_set():
            try:
                for one in self._events(self._hook.relay):
                    if self.ended.is_set():
                        return
                    failures, self.trouble = 0, ""
                    if one is not None:
                        self._desk.receive(self._hook.id, one)
            except DesktopSyncError as error:
                failures += 1
                self.trouble = error.what if failures > 1 else ""  # lines end now and then, and are called anew
                _log.info("A relay: %s", error.what)
            except Exception as error:  # noqa: BLE001 - the edge of the thread: logged, and tried again
                failures += 1
                self.trouble = f"stopped by an error ({type(error).__name__})"
                _log.critical("A relay's thread met an unexpected error", exc_info=error)
            # Its channel may have passed on hooks that nobody took: the interval finds what they were about.
            self.ended.wait(wait_s(failures) / 10)
