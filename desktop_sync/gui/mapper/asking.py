"""How the mapper has something computed elsewhere."""

from collections.abc import Callable
from typing import Any

from desktop_sync.errors import DesktopSyncError
from desktop_sync.gui.errors import Failure, failure_of

Call = Callable[[], Any]
Ask = Callable[[Call, Callable[[Any], None], Callable[[Failure], None]], None]
"""Runs the first argument somewhere; its result or failure goes to the others, bound methods, on the main thread."""


def at_once(call: Call, done: Callable[[Any], None], failed: Callable[[Failure], None]) -> None:
    """An `Ask` that computes here and now: for tests and small tables."""
    try:
        result = call()
    except DesktopSyncError as error:
        failed(failure_of(error))
        return
    done(result)
