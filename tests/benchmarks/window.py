"""How soon the window is there, and how long it is ever kept waiting while a sync of many rows runs.

    python tests/benchmarks/window.py [--rows 100000]      (needs a display, or QT_QPA_PLATFORM=offscreen)

Prints seconds from the start of the process to the first painted window on the demo workspace, and the longest gap between
ticks of a 10 ms timer on the main thread while an unchanged sync and one with 1,000 edits run.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from unchanged import _prepare  # noqa: E402 - the path comes first

from tests.servers import sql  # noqa: E402
from tests.servers.program import Program  # noqa: E402

START = """
import sys, time, os
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop_sync.bootstrap.wire import open_services
from desktop_sync.gui import app
folder = Path(os.environ["DESKTOP_SYNC_WORKSPACE"])
application = app._application()
shown = app.WindowApp(application, lambda: open_services(folder, os.environ["DESKTOP_SYNC_PASSPHRASE"]))
painted = []
def tick():
    # With the board filled: the card of the sync is there, not only the frame.
    if shown.window.isVisible() and shown.board.picture.statuses and not painted:
        painted.append(time.time() - float(sys.argv[1]))
        print(f"{painted[0]:.2f}")
        application.quit()
timer = QTimer(); timer.timeout.connect(tick); timer.start(5)
shown.start(); application.exec(); shown.close()
"""
STALL = """
import sys, time, os
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop_sync.bootstrap.wire import open_services
from desktop_sync.gui import app
sys.setswitchinterval(app.SWITCH_INTERVAL_S)
folder = Path(os.environ["DESKTOP_SYNC_WORKSPACE"])
application = app._application()
shown = app.WindowApp(application, lambda: open_services(folder, os.environ["DESKTOP_SYNC_PASSPHRASE"]))
last, gaps = [time.perf_counter()], []
def tick():
    now = time.perf_counter(); gaps.append(now - last[0]); last[0] = now
timer = QTimer(); timer.timeout.connect(tick); timer.start(10)
def ended(report):
    gaps.sort()
    print(f"gaps: longest {gaps[-1]*1000:.0f} ms, 99.9 % below {gaps[int(len(gaps)*0.999)-1]*1000:.0f} ms, median {gaps[len(gaps)//2]*1000:.0f} ms, {len(gaps)} ticks")
    application.quit()
def go():
    gaps.clear(); last[0] = time.perf_counter()
    shown.handle.run("People", full=True)
shown.handle.run_ended.connect(ended)
QTimer.singleShot(1500, go)
shown.start(); application.exec(); shown.close()
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = {
            **os.environ,
            "DESKTOP_SYNC_WORKSPACE": str(folder / "demo"),
            "DESKTOP_SYNC_PASSPHRASE": "demo",
            "PYTHONPATH": str(ROOT),
        }
        subprocess.run(
            [sys.executable, "-m", "desktop_sync", "demo", "--headless"], env=env, check=True, stdout=subprocess.DEVNULL
        )
        for _ in range(3):
            done = subprocess.run(
                [sys.executable, "-c", START, str(time.time())], env=env, check=True, capture_output=True, text=True
            )
            print(f"window on the demo workspace: {done.stdout.strip()} s")
        urls = {side: f"sqlite:///{folder / side}.db" for side in ("a", "b")}
        program = Program(folder / "workspace", "a passphrase")
        _prepare(program, urls, options.rows)
        for edits in (0, 1000):
            sql.execute(
                urls["a"],
                f"UPDATE people_a SET city = 'Ulm' WHERE id % {options.rows // max(edits, 1)} = 0"
                if edits
                else "SELECT 1",
            )
            done = subprocess.run(
                [sys.executable, "-c", STALL], env=program.environment(), check=True, capture_output=True, text=True
            )
            print(f"{options.rows} rows, {edits} edits: {done.stdout.strip()}")


if __name__ == "__main__":
    main()
