"""The demo's window, used over AT-SPI alone, as a screen reader's user would: from the overview to a decided conflict and a run.

The person is a process of the system's own Python (`atspi_person.py`): its pyatspi is not to be had for ours.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_sync.bootstrap.demo.make import PASSPHRASE, make
from desktop_sync.bootstrap.wire import open_services
from desktop_sync.model.report import RunStatus
from tests.servers.sharing import REQUIRE

pytestmark = pytest.mark.requires_xcb

LAUNCHERS = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))
SYSTEM_PYTHON = Path("/usr/bin/python3")
PERSON = Path(__file__).with_name("atspi_person.py")
PATIENCE_S = 240
"""A machine with much else to do takes its time; where all is well it ends in seconds."""


def missing():
    """What the system lacks for it, in words."""
    if shutil.which("dbus-run-session") is None:
        return "dbus-run-session"
    if not any(one.exists() for one in LAUNCHERS):
        return "at-spi2-core"
    code = "import pyatspi"
    found = (
        SYSTEM_PYTHON.exists()
        and not subprocess.run([str(SYSTEM_PYTHON), "-c", code], capture_output=True, check=False).returncode
    )
    return "" if found else "python3-pyatspi"


def test_a_conflict_is_decided_and_a_sync_runs_by_what_a_screen_reader_has(tmp_path, monkeypatch):
    if lacking := missing():
        if os.environ.get(REQUIRE) == "1":
            pytest.fail(f"{lacking} is not installed; `dev.py servers` installs it")
        pytest.skip(f"{lacking} is not installed")
    monkeypatch.setenv("DESKTOP_SYNC_PASSPHRASE", PASSPHRASE)
    made = make(tmp_path / "demo")
    launcher = next(str(one) for one in LAUNCHERS if one.exists())
    # The bus ends with the session; the launcher is ended by its id, for it would outlive it.
    script = '"$0" --launch-immediately & bus=$!; "$@"; code=$?; kill $bus; exit $code'
    person = [str(SYSTEM_PYTHON), str(PERSON), str(PATIENCE_S), sys.executable, "-m", "desktop_sync"]
    environment = os.environ | {
        "DESKTOP_SYNC_WORKSPACE": str(made.folder),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script, launcher, *person],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S + 60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nameless" not in done.stdout, done.stdout
    services = open_services(made.folder, PASSPHRASE)
    try:
        assert len(services.review.conflicts()) == 2
        last = services.review.runs(limit=1)[0]
        assert last.status in (RunStatus.OK, RunStatus.WAITING)
        assert last.written >= 1
    finally:
        services.close()
