"""Which changes of files this program made itself, and which it did not. Used by several threads."""

import threading
from collections import deque
from collections.abc import Collection, Hashable

State = tuple[str, int, int, int]
"""A file's name, and what tells one state of it from another: time, size, number."""
_MOST = 500
_SOMEBODY: frozenset[str] = frozenset({""})


class OwnWrites:
    """The steps from one state of a file to the next that were ours. A step that somebody else made in between breaks the chain: it is theirs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._steps: deque[tuple[State, State, str]] = deque(maxlen=_MOST)

    def note(self, before: State, after: State, mark: str) -> None:
        """This program replaced the file in the one state by the file in the other."""
        with self._lock:
            self._steps.append((before, after, mark))

    def writers(self, before: Hashable, after: Hashable) -> Collection[str]:
        """Who led from these states of some files to those; "" among them: somebody else did, too, or alone."""
        if not isinstance(before, tuple) or not isinstance(after, tuple):
            return _SOMEBODY
        old, new = {one[0]: one for one in before}, {one[0]: one for one in after}
        if old.keys() != new.keys():
            return _SOMEBODY
        found: set[str] = set()
        for name, state in old.items():
            if state != new[name]:
                found |= self._led(state, new[name])
        return frozenset(found) or _SOMEBODY

    def _led(self, before: State, after: State) -> frozenset[str]:
        with self._lock:
            steps = {start: (end, mark) for start, end, mark in self._steps}
        marks: set[str] = set()
        at = before
        for _ in range(_MOST):
            if at == after:
                return frozenset(marks)
            if at not in steps:
                return _SOMEBODY
            at, mark = steps[at]
            marks.add(mark)
        return _SOMEBODY
