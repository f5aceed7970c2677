"""What the command line says: text for people, one JSON document for scripts, exit codes of INTERFACE.md.

stdout carries the result only; messages and progress go to stderr. What comes from other systems is shown without
control characters, so that a record can't steer the terminal.
"""

import json
import math
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any, TextIO

from desktop_sync.errors import DesktopSyncError, UsageError

if TYPE_CHECKING:
    from desktop_sync.model.report import Progress


class Exit(IntEnum):
    """The exit codes."""

    OK = 0
    FAILED = 1
    USAGE = 2
    WAITING = 3
    TO_DO = 4


def exit_code(error: DesktopSyncError) -> Exit:
    """The exit code of an error."""
    return Exit.USAGE if isinstance(error, UsageError) else Exit.FAILED


def as_error(title: str, message: str, advice: str = "", place: str = "") -> dict[str, Any]:
    """An error as --json prints it."""
    return {"error": {"title": title, "message": message, "advice": advice, "place": place}}


def shown(value: object) -> str:
    """A value for a line of text: blank is “–”; line ends and control characters are shown as escapes."""
    if value is None or value in {"", ()}:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(shown(one) for one in value)
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    return clean(str(value))


def clean(text: str) -> str:
    """The text without control characters, each shown as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == " " else c.encode("unicode_escape").decode("ascii") for c in text)


def width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, columns: int) -> str:
    """The text in at most so many columns, with “…” where something was cut off."""
    if width(text) <= columns:
        return text
    kept = ""
    for character in text:
        if width(kept + character) > columns - 1:
            break
        kept += character
    return kept + "…"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its word: “1 conflict”, “2 conflicts”."""
    return f"{count} {one if count == 1 else many or one + 's'}"


class Output:
    """Where a command writes. `as_json`: one document on stdout and nothing else there."""

    def __init__(self, as_json: bool, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.as_json = as_json
        self._out = sys.stdout if out is None else out
        self._err = sys.stderr if err is None else err
        self._progress = ""
        for stream in (self._out, self._err):
            # A value that the encoding lacks must not end the program; in JSON the escape is the character itself.
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                encoding = "utf-8" if as_json or not stream.isatty() else stream.encoding
                reconfigure(encoding=encoding, errors="backslashreplace")

    def result(self, data: Mapping[str, Any], lines: Iterable[str] = ()) -> None:
        """The command's result: `data` as JSON, or `lines` as text."""
        self._wipe()
        if self.as_json:
            self._out.write(json.dumps(_jsonable(data), ensure_ascii=False, indent=2, allow_nan=False) + "\n")
        else:
            for line in lines:
                self._out.write(line + "\n")
        self._out.flush()

    def note(self, text: str) -> None:
        """A message beside the result."""
        self._wipe()
        self._err.write(text + "\n")
        self._err.flush()

    def problem(self, title: str, message: str, advice: str = "", place: str = "") -> None:
        """What went wrong and what to do, for people; no exit, no JSON."""
        where = f"{place}: " if place else ""
        self.note(f"{title}: {where}{message}")
        if advice:
            self.note(f"  → {advice}")

    def error(self, error: DesktopSyncError) -> Exit:
        """The error as the command's only result. Returns the exit code."""
        if self.as_json:
            self.result(as_error(error.title, error.what, error.advice, error.place))
        else:
            self.problem(error.title, error.what, error.advice, error.place)
        return exit_code(error)

    def progress(self, progress: "Progress") -> None:
        """How far a run is: one line that is written over, on a terminal only."""
        if not self._err.isatty():
            return
        of = f" of {progress.total}" if progress.total is not None else ""
        side = f" {progress.side.upper()}" if progress.side else ""
        line = f"{clean(progress.sync)}: {progress.phase.value}{side} {progress.done}{of}"
        line = cut(line, _columns() - 1)
        self._err.write("\r" + line + " " * max(0, len(self._progress) - len(line)))
        self._err.flush()
        self._progress = line

    def _wipe(self) -> None:
        if self._progress:
            self._err.write("\r" + " " * len(self._progress) + "\r")
            self._err.flush()
            self._progress = ""

    def table(self, headers: Sequence[str], rows: Iterable[Sequence[object]], right: Iterable[int] = ()) -> list[str]:
        """The rows as aligned lines; `right`: columns of figures. On a terminal the last column is cut to fit."""
        texts = [["" if cell == "" else shown(cell) for cell in row] for row in rows]
        widths = [max(width(row[i]) for row in [list(headers), *texts]) for i in range(len(headers))]
        if self._out.isatty():
            widths[-1] = max(12, min(widths[-1], _columns() - sum(widths[:-1]) - 2 * (len(widths) - 1)))
        figures = set(right)
        lines = [_line(list(headers), widths, figures)]
        lines.append("  ".join("─" * one for one in widths))
        lines.extend(_line(row, widths, figures) for row in texts)
        return lines


def _line(cells: Sequence[str], widths: Sequence[int], figures: set[int]) -> str:
    parts = []
    for i, (cell, columns) in enumerate(zip(cells, widths, strict=True)):
        text = cut(cell, columns)
        gap = " " * (columns - width(text))
        parts.append(gap + text if i in figures else text + gap)
    return "  ".join(parts).rstrip()


def _columns() -> int:
    return shutil.get_terminal_size((100, 24)).columns


def _jsonable(data: Any) -> Any:
    if isinstance(data, float) and not math.isfinite(data):
        return str(data)
    if isinstance(data, Mapping):
        return {key: _jsonable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_jsonable(value) for value in data]
    return data


def abandon_stdout() -> None:
    """The reader of the pipe is gone: let the interpreter's last flush go nowhere instead of failing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
