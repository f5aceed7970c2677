"""The one place where the database library's errors become ours. Messages of SQLite name no values, only what failed.

SQLCipher's driver gives no error codes, so the texts of SQLite's result codes are matched (https://sqlite.org/rescode.html).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from desktop_sync.errors import DamagedStore, StoreError
from desktop_sync.store.library import peewee, sqlcipher


class StoreFull(StoreError):
    """The disk is full; what was being written was taken back."""

    title = "The disk is full"
    default_advice = "Free some space on the disk that holds the workspace, then try again. Nothing was lost."


class StoreLocked(StoreError):
    """Another program holds the workspace's database for longer than we wait."""

    title = "The workspace is in use"
    default_advice = (
        "Wait until the other program has finished (a backup, a virus scanner, another Desktop Sync), then try again."
    )


class StoreUnwritable(StoreError):
    """The workspace's files cannot be written: rights, a read-only disk, a failing disk."""

    title = "The workspace can't be written"
    default_advice = "Check that you may write to the workspace's folder and that its disk works, then try again."


class Conflicting(StoreError):
    """Two things in the workspace exclude each other (a constraint of the database)."""

    title = "The workspace refused a change"
    default_advice = "Run the sync again. If this comes back, run “desktop-sync doctor”."


_TEXTS: tuple[tuple[str, type[StoreError], str], ...] = (
    ("disk is full", StoreFull, "There is no space left for the workspace."),
    ("locked", StoreLocked, "Another program is using the workspace's database."),
    ("readonly", StoreUnwritable, "The workspace's database may not be written."),
    ("disk i/o error", StoreUnwritable, "The disk reported an error."),
    ("unable to open", StoreUnwritable, "The workspace's database can't be opened."),
    ("malformed", DamagedStore, "A part of the workspace's database is damaged."),
    ("not a database", DamagedStore, "The workspace's database can't be read, although the key is right."),
    ("hmac", DamagedStore, "A part of the workspace's database is damaged."),
)


def store_error(error: BaseException) -> StoreError:
    """The error of the database library as one of ours."""
    text = " / ".join(_texts(error))
    if isinstance(error, peewee.IntegrityError | sqlcipher.IntegrityError):
        return Conflicting(f"The workspace's database refused a change: {error}")
    for part, kind, words in _TEXTS:
        if part in text.lower():
            return kind(words)
    return StoreError(f"The workspace's database reported: {error}", advice="Run “desktop-sync doctor”.")


def _texts(error: BaseException) -> Iterator[str]:
    """The texts of the error and of those behind it: on a full disk the roll-back fails, too, and hides the cause."""
    found: BaseException | None = error
    while found is not None:
        yield str(found)
        found = found.__cause__ or found.__context__


@contextmanager
def translated() -> Iterator[None]:
    """Errors of the database library leave as `StoreError`."""
    try:
        yield
    except (peewee.PeeweeException, sqlcipher.Error) as error:
        raise store_error(error) from error


@contextmanager
def file_errors(what: str, *, place: str = "", advice: str = "") -> Iterator[None]:
    """`OSError` leaves as `StoreError`; `what` says what was being done. `place`, `advice`: for a file of the user's own."""
    try:
        yield
    except OSError as error:
        kind = StoreFull if error.errno == 28 else StoreUnwritable
        words = f"{what}: {error.strerror or type(error).__name__}."
        raise kind(words, advice="" if kind is StoreFull else advice, place=place) from error
