"""Keeping to what a system allows: budgets of calls, and a breaker that lets a system in trouble alone."""

import time
from collections import deque
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
    """One window, and when the calls of the last `per_s` seconds were made."""

    window: RateWindow
    most: int
    made: deque[float] = field(default_factory=deque)

    def free_at(self, now: float) -> float:
        """When another call may be made."""
        while self.made and self.made[0] <= now - self.window.per_s:
            self.made.popleft()
        return now if len(self.made) < self.most else self.made[0] + self.window.per_s


class Budget:
    """Several windows at once. `share`: how much of each is ours; the rest is left to the customer's other programs.

    Used by one thread. `longest_s`: a wait that would be longer is raised as Retriable instead.
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

    def take(self, name: str = "") -> None:
        """Wait until a call of that name may be made, and count it. Raises Retriable for a wait that is too long."""
        concerned = [one for one in self._meters if one.window.only in {"", name}]
        now = self._clock()
        free_at = max([now, self._pause_until, *(one.free_at(now) for one in concerned)])
        if free_at - now > self._longest_s:
            raise Retriable("The system's limit of calls is used up for now.", after_s=free_at - now)
        if free_at > now:
            self._wait(free_at - now)
            now = max(free_at, self._clock())
        for one in concerned:
            one.free_at(now)
            one.made.append(now)

    def told(self, remaining: int) -> None:
        """The system says how many calls are left in its first window: pause when the others' share begins."""
        if not self._meters:
            return
        first = self._meters[0]
        if remaining <= first.window.calls - first.most:
            self._pause_until = self._clock() + min(first.window.per_s, self._longest_s)


class Breaker:
    """After `failures` failures in a row no call is made for a while; then one is tried. 0: never."""

    def __init__(self, failures: int, pause_s: float = 30.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._pause_s, self._clock = failures, pause_s, clock
        self._count = 0
        self._open_until = 0.0

    def check(self, place: str) -> None:
        """Raise Retriable while no call is to be made."""
        left = self._open_until - self._clock()
        if left > 0:
            raise Retriable(
                "The system fails again and again; it is left alone for a while.", after_s=left, place=place
            )

    def failed(self) -> None:
        """A call failed for a reason that concerns them all."""
        self._count += 1
        if self._most and self._count >= self._most:
            self._open_until = self._clock() + self._pause_s

    def worked(self) -> None:
        """A call was answered."""
        self._count, self._open_until = 0, 0.0
