"""Reading and replacing a user's file without ever leaving half of one, or writing over somebody else's work."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop_sync.errors import AccountError, Busy, FileError, Retriable

_FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one state of a file from another without reading it, and the hash of its content."""

    mtime_ns: int
    size: int
    inode: int
    digest: bytes

    def same_stat(self, stat: os.stat_result) -> bool:
        """Whether the file still looks the same from outside."""
        return (self.mtime_ns, self.size, self.inode) == (stat.st_mtime_ns, stat.st_size, stat.st_ino)


def stat(path: Path) -> os.stat_result:
    """The file's state. Raises AccountError where it is missing or out of reach."""
    try:
        return path.stat()
    except OSError as error:
        raise _trouble(path, error, "read") from error


def read(path: Path) -> tuple[bytes, Stamp]:
    """The file's content and stamp, of one moment.

    Raises AccountError, or Retriable while another program keeps writing it.
    """
    for _ in range(5):
        before = stat(path)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise _trouble(path, error, "read") from error
        after = stat(path)
        stamp = Stamp(after.st_mtime_ns, after.st_size, after.st_ino, hashlib.blake2b(data, digest_size=16).digest())
        if stamp.same_stat(before) and len(data) == after.st_size:
            return data, stamp
    raise Retriable("The file is being written by another program right now.", place=path.name, after_s=5)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Only one writer of this file at a time, among all processes of this user.

    Raises Busy, also for a workbook that is open in its program.
    """
    from filelock import FileLock, Timeout  # late: only writing needs it

    folder = Path(tempfile.gettempdir()) / f"desktop-sync-{os.getuid() if hasattr(os, 'getuid') else 'locks'}"
    folder.mkdir(mode=0o700, exist_ok=True)
    name = hashlib.blake2b(os.fsencode(path.resolve()), digest_size=16).hexdigest()
    try:
        with FileLock(folder / f"{name}.lock", timeout=10):
            _refuse_open_elsewhere(path)
            yield
    except Timeout as error:
        raise Busy(f"{path.name} is being written by another run.", place=path.name) from error


def _refuse_open_elsewhere(path: Path) -> None:
    for marker in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if marker.exists():
            raise Busy(
                f"{path.name} is open in another program.",
                place=path.name,
                advice="Save and close it there, then try again. "
                f"If it is open nowhere, delete the file “{marker.name}” beside it.",
            )
    try:
        with path.open("r+b"):
            pass
    except OSError as error:
        raise _trouble(path, error, "written") from error


def replace(path: Path, data: bytes, seen: Stamp) -> os.stat_result | None:
    """Put `data` in the file's place in one step, if it still is what `seen` says; the new file's state, None when it has changed meanwhile.

    The new file is complete on the disk before it takes the name. Raises AccountError when there is no room or no
    permission; the original is untouched then.
    """
    target = path.resolve()  # a link stays a link
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            _keep_mode(stream.fileno(), target)
            os.fsync(stream.fileno())
        if read(target)[1] != seen:
            return None
        made = Path(temporary).stat()  # before it has the name: whoever writes after that makes another state
        Path(temporary).replace(target)
    except OSError as error:
        raise _trouble(path, error, "written") from error
    finally:
        Path(temporary).unlink(missing_ok=True)
    _sync_folder(target.parent)
    return made


def _keep_mode(descriptor: int, target: Path) -> None:
    old = target.stat()
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, old.st_mode & 0o7777)
    new = os.fstat(descriptor)
    if hasattr(os, "fchown") and (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        os.fchown(descriptor, old.st_uid, old.st_gid)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows can't open folders, and its file system keeps the order by itself
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _trouble(path: Path, error: OSError, verb: str) -> AccountError | Busy:
    if isinstance(error, FileNotFoundError):
        return FileError(
            "The file is not there.",
            place=str(path),
            advice="Put it back (is the drive connected?), or change the account's “path”.",
        )
    if error.errno in _FULL:
        return FileError(
            "There is no space left on the disk. The file is as it was.",
            place=path.name,
            advice="Free some space and run again.",
        )
    if isinstance(error, PermissionError) and os.name == "nt":  # Windows says so for a file that is open elsewhere
        return Busy(f"{path.name} is open in another program.", place=path.name)
    if isinstance(error, PermissionError):
        return FileError(
            f"The file can't be {verb}: you have no permission.",
            place=path.name,
            advice="Ask its owner for permission to read and write the file and its folder.",
        )
    return FileError(
        f"The file can't be {verb}: {error.strerror or 'unknown error'}.",
        place=path.name,
        advice="Check that the drive is connected and in order.",
    )
