"""The power is cut at any moment, and the disk keeps of what was not yet safe whatever it likes: nothing that was confirmed is lost.

The program's calls to the file system are written down by a small preloaded library (`power/shim.c`), and the states that a cut may
leave are made from them (`power/disk.py`). Each is opened again, checked, and synced to its end (`power/office.py`). The soak makes a
thousand cuts; here are a few, of one recording: 9 s of processor time.
"""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop_sync.bootstrap.logs import stop_log
from desktop_sync.errors import DesktopSyncError
from tests.machines.power.disk import CREATE, SYNC, WRITE, Disk, Event, events, lay
from tests.machines.power.office import PASSPHRASE, Known, Office
from tests.seeds import GIVEN, SOAKING

pytestmark = [pytest.mark.soak] if SOAKING else []
HERE = Path(__file__).with_name("power")
CUTS, SOAKED, RECORDINGS = 10, 1000, 20


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if sys.platform != "linux" or shutil.which("gcc") is None:
        pytest.skip("calls are written down by a library that is preloaded: Linux, and gcc")
    library = tmp_path_factory.mktemp("power") / "shim.so"
    subprocess.run(
        ["gcc", "-O2", "-shared", "-fPIC", "-o", str(library), str(HERE / "shim.c"), "-ldl", "-lpthread"], check=True
    )
    return library


def recorded(root: Path, shim: Path, number: int) -> list[Event]:
    """Everything that setting up and some rounds ask of the disk. The workspace is left as it was at the end."""
    shutil.rmtree(root, ignore_errors=True)
    (root / "systems").mkdir(parents=True)
    log = root.with_suffix(".log")
    log.unlink(missing_ok=True)
    env = {**os.environ, "LD_PRELOAD": str(shim), "POWER_ROOT": str(root), "POWER_LOG": str(log)}
    command = [sys.executable, str(HERE / "office.py"), str(root), str(number)]
    source = str(HERE.parent.parent.parent)
    done = subprocess.run(command, env={**env, "PYTHONPATH": source}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return events(log)


def marks_of(happened: Sequence[Event], root: Path) -> bytes:
    """What the office had told until then."""
    whole = Disk(str(root)).after(happened).whole()
    return whole.get(str(root / "marks"), b"")


def cut_and_check(root: Path, happened: Sequence[Event], chance: random.Random) -> None:
    """One cut after these calls."""
    disk = Disk(str(root)).after(happened)
    others = disk.whole()
    stop_log()
    lay(root, {**others, **disk.cut(chance)})
    try:
        Office(root).check(Known.of(others[str(root / "marks")]))
    finally:
        stop_log()


def made(trace: Sequence[Event]) -> int:
    """After so many calls the systems are there, and the program has not begun."""
    return next(at for at, one in enumerate(trace) if one.kind == WRITE and b'"made", "end": true' in one.a) + 1


@pytest.fixture(scope="module")
def office(shim: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Event]]:
    """The folder, and what one recording asked of the disk."""
    root = tmp_path_factory.mktemp("recording") / "office"
    return root, recorded(root, shim, 1)


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKTOP_SYNC_PASSPHRASE", PASSPHRASE)


def cuts(root: Path, trace: Sequence[Event], number: int, count: int) -> None:
    """So many cuts at random moments."""
    chance = random.Random(number)
    for cut in range(count):
        at = chance.randint(made(trace), len(trace))
        try:
            cut_and_check(root, trace[:at], random.Random(at))
        except BaseException:
            print(f"recording {number}, cut {cut} after {at} of {len(trace)} calls", flush=True)
            raise


@pytest.mark.timeout(120)
def test_nothing_that_was_confirmed_is_lost(office: tuple[Path, list[Event]]) -> None:
    cuts(*office, 1, CUTS)


@pytest.mark.timeout(0)
@pytest.mark.skipif(not SOAKING, reason="a thousand cuts: in the soak")
def test_nothing_is_lost_in_a_thousand_cuts(office: tuple[Path, list[Event]], shim: Path) -> None:
    first = int(os.environ.get(GIVEN, "1"))
    for number in range(first, first + RECORDINGS):
        trace = recorded(office[0], shim, number)
        cuts(office[0], trace, number, SOAKED // RECORDINGS)
        print(f"recording {number}: {SOAKED // RECORDINGS} cuts among {len(trace)} calls", flush=True)


def test_a_log_that_is_not_made_safe_is_found_out(office: tuple[Path, list[Event]]) -> None:
    """The proof of the proof: were the store's log not written through, as with `synchronous = NORMAL`, the check above would say so."""
    root, trace = office
    logs = {one.inode for one in trace if one.kind == CREATE and one.a.endswith(b"workspace.db-wal")}
    ended = max(at for at, one in enumerate(trace) if one.kind == WRITE and one.a.startswith(b'{"kind": "run"'))
    careless = [one for one in trace[: ended + 1] if not (one.kind == SYNC and one.inode in logs)]
    found = 0
    for number in range(6):
        try:
            cut_and_check(root, careless, random.Random(number))
        except (AssertionError, DesktopSyncError):
            found += 1
    assert found
