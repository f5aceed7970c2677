"""Writing files whole: a reader sees the old file or the new one, never a part. And tables that spreadsheets can do no harm with."""

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


def csv_table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A CSV file that spreadsheets open: UTF-8 with its mark. What they would take for a formula has a ' before it (OWASP, CSV injection)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
