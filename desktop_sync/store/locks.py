"""One run of a sync at a time, in any process. The operating system lets go of a lock when its owner dies."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from desktop_sync.errors import Busy
from desktop_sync.store.failures import file_errors


@contextmanager
def locked(file: Path, what: str, *, wait_s: float = 0) -> Iterator[None]:
    """Hold the lock file. `what` is locked, in words. Raises Busy when it is held, even by this thread."""
    # filelock takes 25 ms to import; most commands lock nothing.
    from filelock import FileLock, Timeout

    with file_errors("The lock file could not be made"):
        file.parent.mkdir(mode=0o700, exist_ok=True)
        lock = FileLock(file, mode=0o600, thread_local=False)
        try:
            lock.acquire(timeout=wait_s)
        except Timeout as error:
            raise Busy(f"{what} is in use by another program or window.") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def run_lock(folder: Path, sync_id: int) -> Iterator[None]:
    """The run lock of a sync. Raises Busy at once."""
    with locked(folder / f"sync-{sync_id}.lock", "This sync"):
        yield


@contextmanager
def all_run_locks(folder: Path) -> Iterator[None]:
    """Hold the run locks of all syncs that ever ran. Raises Busy when one of them runs now."""
    with ExitStack() as stack:
        for file in sorted(folder.glob("sync-*.lock")):
            stack.enter_context(locked(file, "A sync of this workspace"))
        yield
