"""Keeping to what a system allows: budgets of calls, and a breaker that lets a system in trouble alone."""

import threading
import time
from bisect import bisect_right, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from desktop_sync.errors import Retriable


@dataclass(frozen=True, slots=True)
class RateWindow:
    """At most so many calls in so many seconds; `only`: of those of that name."""

    calls: int
    per_s: float
    only: str = ""


@dataclass(slots=True)
class _Meter:
    """One window, and when the calls of the last `per_s` seconds were made, and those that wait will be."""

    window: RateWindow
    most: int
    made: list[float] = field(default_factory=list)

    def free_at(self, now: float) -> float:
        """When another call may be made."""
        del self.made[: bisect_right(self.made, now - self.window.per_s)]
        return now if len(self.made) < self.most else self.made[-self.most] + self.window.per_s


class Budget:
    """Several windows at once. `share`: how much of each is ours; the rest is left to the customer's other programs.

    Used by all connectors of an account in this process, in any thread. `longest_s`: a wait that would be longer is raised as Retriable instead.
    """

    def __init__(
        self,
        windows: Sequence[RateWindow],
        share: float = 1.0,
        *,
        longest_s: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._meters = [_Meter(one, max(1, int(one.calls * share))) for one in windows]
        self._share, self._longest_s = share, longest_s
        self._clock, self._wait = clock, wait
        self._pause_until = 0.0
        self._lock = threading.Lock()

    def take(self, name: str = "") -> None:
        """Wait until a call of that name may be made, and count it. Raises Retriable for a wait that is too long."""
        concerned = [one for one in self._meters if one.window.only in {"", name}]
        with self._lock:
            now = self._clock()
            at = max([now, self._pause_until, *(one.free_at(now) for one in concerned)])
            if at - now > self._longest_s:
                raise Retriable("The system's limit of calls is used up for now.", after_s=at - now)
            for one in concerned:
                insort(one.made, at)
        if at > now:
            self._wait(at - now)

    def told(self, remaining: int) -> None:
        """The system says how many calls are left in its first window: pause when the others' share begins."""
        if not self._meters:
            return
        first = self._meters[0]
        if remaining <= first.window.calls - first.most:
            with self._lock:
                self._pause_until = self._clock() + min(first.window.per_s, self._longest_s)


class Breaker:
    """After `failures` failures in a row no call is made for a while; then one is tried, and the others wait for what comes of it.

    0: never. Used by all connectors of an account in this process, in any thread.
    """

    def __init__(self, failures: int, pause_s: float = 30.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._pause_s, self._clock = failures, pause_s, clock
        self._count = 0
        self._open_until = 0.0
        self._lock = threading.Lock()

    def check(self, place: str) -> None:
        """Raise Retriable while no call is to be made."""
        with self._lock:
            now = self._clock()
            left = self._open_until - now
            if left <= 0 and self._open_until:
                # This call is the one that is tried: whoever comes meanwhile waits. Should nobody tell how it ended, another one follows.
                self._open_until = now + self._pause_s
        if left > 0:
            raise Retriable(
                "The system fails again and again; it is left alone for a while.", after_s=left, place=place
            )

    def failed(self) -> None:
        """A call failed for a reason that concerns them all."""
        with self._lock:
            self._count += 1
            if self._most and self._count >= self._most:
                self._open_until = self._clock() + self._pause_s

    def worked(self) -> None:
        """A call was answered."""
        with self._lock:
            self._count, self._open_until = 0, 0.0
