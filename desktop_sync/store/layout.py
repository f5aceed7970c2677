"""Where things are in a workspace's folder, and moving the store into its place."""

from pathlib import Path

from desktop_sync.store.failures import file_errors
from desktop_sync.store.files import sync_folder

STORE = "workspace.db"


def lock_file(folder: Path) -> Path:
    """The lock for making and replacing the whole workspace."""
    return folder / "locks" / "workspace.lock"


def remove_store(file: Path) -> None:
    """Remove a database with its log files; fine when there is none."""
    with file_errors("A left-over file could not be removed"):
        for suffix in ("", "-wal", "-shm", "-journal"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)


def place_store(new: Path, folder: Path) -> None:
    """Move a closed database to the workspace's place."""
    with file_errors("The workspace's database could not be put in its place"):
        new.replace(folder / STORE)
        sync_folder(folder)
