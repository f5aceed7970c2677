"""What a process costs."""

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.servers.program import Program


@dataclass(frozen=True)
class Cost:
    """Wall and processor seconds of a whole process, and its greatest size in MB."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    said: str = ""


class FailedError(Exception):
    """The measured command did not succeed; the message is what it said."""


def measured(command: Sequence[str], environment: Mapping[str, str] | None = None, codes: Sequence[int] = (0,)) -> Cost:
    """Run it to its end. Raises FailedError when it ends with another exit code than these."""
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode("utf-8", "replace")
    if process.returncode not in codes:
        raise FailedError(f"{' '.join(command[:8])} ended with {process.returncode}:\n{said}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said)


def program(one: Program, *arguments: object, codes: Sequence[int] = (0,)) -> Cost:
    """One command of the program, started from nothing as its users do."""
    return measured(one.command(*arguments), one.environment(), codes)


def size_mb(folder: Path) -> float:
    """What lies in a folder."""
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) / 1e6
