"""What a worker has done beside its loop because a system may take long over it: one errand at a time, in a thread of its own."""

import threading
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

CLOSE_S = 5.0
"""So long the end of the program waits for an errand; one that is cut off is done again the next time."""


class Errand:
    """For one thread. The errand itself raises nothing."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether one is under way."""
        return self._thread is not None and self._thread.is_alive()

    def begin(self, services: "Services", run: Callable[["Services"], None]) -> None:
        """Have it done, with a connection to the workspace of its own."""

        def errand() -> None:
            with closing(services):  # this thread's connection
                run(services)

        self._thread = threading.Thread(target=errand, name=self._name, daemon=True)
        self._thread.start()

    def wait(self, seconds: float | None = None) -> None:
        """Until it is done."""
        if self._thread is not None:
            self._thread.join(seconds)

    def close(self) -> None:
        """Wait a little for it."""
        self.wait(CLOSE_S)
