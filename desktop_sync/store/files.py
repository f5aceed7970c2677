"""Files written whole or not at all."""

import os
from pathlib import Path

from desktop_sync.store.failures import file_errors
from desktop_sync.store.private import create_anew


def write_whole(file: Path, data: bytes) -> None:
    """Replace the file's content, for its owner only. A crash leaves the old content or the new, never a part."""
    new = file.with_name(f".{file.name}.{os.getpid()}.new")
    with file_errors(f"{file.name} could not be written"):
        handle = create_anew(new)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            new.replace(file)
        finally:
            new.unlink(missing_ok=True)
        sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Have the folder's list of files on the disk: a rename survives a power cut only then."""
    if os.name == "nt":
        # Windows can't open folders; NTFS journals renames itself.
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
