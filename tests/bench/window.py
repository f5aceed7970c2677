"""How soon the window is there: seconds from the start of the process to its first paint, and to the filled overview of the demo workspace.

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
import os, sys, time
times = []
def note():
    times.append(time.time() - float(sys.argv[1]))
def show(open_services, folder):  # as the program does, with an eye on the window
    from PySide6.QtCore import QEvent, QObject, QTimer
    from desktop_sync.gui import app
    class FirstPaint(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint:
                self.parent().removeEventFilter(self)
                QTimer.singleShot(0, note)  # when all of this frame is painted
            return False
    class Watched(app.WindowApp):
        def __init__(self, application, *rest):
            super().__init__(application, *rest)
            application.installEventFilter(FirstPaint(application))
            timer = QTimer(self); timer.timeout.connect(self.look); timer.start(5)
        def look(self):
            # With the board filled: the card of the sync is there, not only the frame.
            if len(times) == 1 and self.board.picture.statuses:
                note()
                print(f"first paint {times[0]:.2f} s, filled {times[1]:.2f} s")
                app.QApplication.quit()
    app.WindowApp = Watched
    return main(open_services, folder)
from desktop_sync.__main__ import open_window
import desktop_sync.gui.app
main, desktop_sync.gui.app.main = desktop_sync.gui.app.main, show
from pathlib import Path
open_window(Path(os.environ["DESKTOP_SYNC_WORKSPACE"]), os.environ["DESKTOP_SYNC_PASSPHRASE"])
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
            print(f"window on the demo workspace: {done.stdout.strip()}")


if __name__ == "__main__":
    main()
