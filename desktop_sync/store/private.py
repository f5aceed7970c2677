"""The workspace is its owner's alone: other users of the computer read, write and plant nothing in it.

Where the file system keeps no rights (FAT, some network drives) they can't be set; what is in the files is encrypted all the same.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from desktop_sync.store.failures import StoreUnwritable

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def keep_private(folder: Path) -> None:
    """Take all rights from others, as far as the files are ours. Raises StoreUnwritable where everybody may write and we can't end that."""
    if os.name == "nt":
        return  # the user's profile folder is theirs alone there
    _tighten(folder)
    if stat.S_IMODE(folder.stat().st_mode) & stat.S_IWOTH and not _keeps_no_rights(folder):
        raise StoreUnwritable(
            "Everybody on this computer may write to the workspace's folder, and it is not yours to change that.",
            advice="Use a folder of your own for the workspace.",
            place=str(folder),
        )
    for name in ("workspace.json", "workspace.db", "vault.bin", "backups", "logs", "locks", "scratch"):
        _tighten(folder / name)


def _tighten(path: Path) -> None:
    with suppress(FileNotFoundError, PermissionError):
        found = path.lstat()
        if not stat.S_ISLNK(found.st_mode) and found.st_uid == os.geteuid() and found.st_mode & _OTHERS:
            path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)


def _keeps_no_rights(folder: Path) -> bool:
    """Whether it is ours and open all the same: a file system without rights."""
    return folder.stat().st_uid == os.geteuid()


def create_anew(path: Path) -> int:
    """A descriptor of a new file, for its owner only: what was there, a link that somebody put there for us to follow, too, is removed."""
    path.unlink(missing_ok=True)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
