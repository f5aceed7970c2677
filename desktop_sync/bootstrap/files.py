"""Writing files whole: a reader sees the old file or the new one, never a part. Tables that spreadsheets can do no harm with.
And reading the sync files of users.
"""

import contextlib
import csv
import io
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from desktop_sync.errors import UsageError


def write_whole(file: Path, data: bytes, *, private: bool = True) -> None:
    """Write the file, on the disk before it gets its name. `private`: only its owner may read it. Raises UsageError."""
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            if not private:
                Path(name).chmod(0o644)
            Path(name).replace(file)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                Path(name).unlink()
            raise
    except OSError as error:
        advice = "Name a file in a folder where you may write."
        raise UsageError(f"The file can't be written: {error.strerror}.", advice=advice, place=str(file)) from error


def read_sync_file(file: Path) -> str:
    """The text of a sync file. Raises UsageError."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(
            f"The file can't be read: {error.strerror}.", advice="Name a sync file (TOML).", place=str(file)
        ) from error
    return sync_text(data, str(file))


def sync_text(data: bytes, place: str) -> str:
    """What a sync file says. Raises UsageError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UsageError(
            "The file isn't UTF-8 text.", advice="Save it as UTF-8 and apply it again.", place=f"{place}, line {line}"
        ) from error


def csv_table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A CSV file that spreadsheets open: UTF-8 with its mark. What they would take for a formula has a ' before it (OWASP, CSV injection)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
