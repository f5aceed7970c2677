"""How soon the window is there: seconds from the start of the process to the filled overview of the demo workspace.

    python tests/bench/window.py      (needs a display, or QT_QPA_PLATFORM=offscreen)

How long the window is ever kept waiting while a sync runs is measured by packaging/stall.py.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START = """
import sys, time, os
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop_sync.bootstrap.wire import open_services
from desktop_sync.gui import app
folder = Path(os.environ["DESKTOP_SYNC_WORKSPACE"])
application = app._application(folder)
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


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        env = {
            **os.environ,
            "DESKTOP_SYNC_WORKSPACE": str(Path(name) / "demo"),
            "DESKTOP_SYNC_PASSPHRASE": "demo",
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }
        demo = [sys.executable, "-m", "desktop_sync", "demo", "--headless"]
        subprocess.run(demo, env=env, check=True, stdout=subprocess.DEVNULL)
        for _ in range(3):
            start = [sys.executable, "-c", START, str(time.time())]
            done = subprocess.run(start, env=env, check=True, stdout=subprocess.PIPE, text=True)
            print(f"window on the demo workspace: {done.stdout.strip()} s")


if __name__ == "__main__":
    main()
