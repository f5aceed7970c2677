"""Noticing changes by looking again and again at something cheap."""

import time
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from pathlib import Path

Look = Callable[[], Mapping[str, Hashable]]
"""Table → something that is another one after every change."""
Differs = Callable[[Hashable, Hashable], bool]


class PollWatch:
    """`sync.ports.Watch` that compares what it sees with what it saw. `every_s`: how often it looks. `differs`: whether before and
    after mean a change. `attribute`: who made it, by their marks.
    """

    def __init__(
        self,
        look: Look,
        every_s: float,
        *,
        differs: Differs = lambda before, after: before != after,
        close: Callable[[], None] = lambda: None,
        attribute: Callable[[Hashable, Hashable], Collection[str]] = lambda _before, _after: ("",),
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._look, self._every_s, self._differs, self._close = look, every_s, differs, close
        self._attribute = attribute
        self._writers: dict[str, Collection[str]] = {}
        self._clock, self._sleep = clock, sleep
        self._seen = dict(look())
        self._next = clock() + every_s

    def wait(self, seconds: float) -> Collection[str]:
        end = self._clock() + seconds
        while True:
            now = self._clock()
            if now >= self._next:
                self._next = now + self._every_s
                before, self._seen = self._seen, dict(self._look())
                changed = {table for table, after in self._seen.items() if self._differs(before.get(table), after)}
                if changed:
                    self._writers = {one: self._attribute(before.get(one), self._seen.get(one)) for one in changed}
                    return changed
            if now >= end:
                return ()
            self._sleep(max(0.0, min(end, self._next) - now))

    def writers(self, table: str) -> Collection[str]:
        return self._writers.get(table, ("",))

    def close(self) -> None:
        self._close()


def stamps(files: Sequence[Path]) -> Hashable:
    """Something that is another one when one of the files was written, replaced, made or removed."""
    found = []
    for file in files:
        try:
            stat = file.stat()
        except OSError:  # it is not there now; when it is back that is a change
            found.append((file.name, 0, 0, 0))
        else:
            found.append((file.name, stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return tuple(found)
