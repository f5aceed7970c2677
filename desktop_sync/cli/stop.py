"""Ctrl+C and SIGTERM: the first one asks the work to end at the next safe point, the second one ends the program."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from desktop_sync.cli.output import Output


@contextmanager
def stopping(output: Output) -> Iterator[threading.Event]:
    """An event that is set by the first SIGINT or SIGTERM within the block. Main thread only."""
    event = threading.Event()

    def ask(number: int, _frame: FrameType | None) -> None:
        if event.is_set():
            raise KeyboardInterrupt
        event.set()
        output.note("Stopping after the current step …" if number == signal.SIGINT else "Asked to stop …")

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield event
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
