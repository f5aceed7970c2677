"""Measures how long the window stands still while a big sync runs behind it.

    python packaging/stall.py [--records 100000] [--switch-ms 2] [--syncs 1]

A 10 ms timer on the main thread tells how late it comes. Offscreen, real window, real workspace, two SQLite databases.
"""

import argparse
import os
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Slot  # noqa: E402 - the platform is chosen first
from PySide6.QtWidgets import QApplication  # noqa: E402

from desktop_sync.bootstrap.wire import open_services  # noqa: E402
from desktop_sync.gui.app import WindowApp  # noqa: E402
from desktop_sync.gui.interpreter import SWITCH_INTERVAL_S, Interpreter  # noqa: E402

PASSPHRASE = "measure"  # noqa: S105 - protects made-up records for a minute
TICK_MS = 10
SYNC = """
name = "Big{number}"
[a]
account = "left{number}"
table = "records"
[b]
account = "right{number}"
table = "records"
[match]
keys = [["id"]]
first_run = "prefer_a"
[[field]]
a = "id"
b = "id"
[[field]]
a = "name"
b = "name"
[[field]]
a = "city"
b = "city"
[[field]]
a = "amount"
b = "amount"
"""


def make_workspace(folder: Path, records: int, syncs: int) -> None:
    """For each sync two databases of its own with the same records, every twentieth different."""
    for number in range(syncs):
        make_sync(folder, records, number)


def make_sync(folder: Path, records: int, number: int) -> None:
    """One of them."""
    names = f"left{number}", f"right{number}"
    for shift, name in enumerate(names):
        with closing(sqlite3.connect(folder / f"{name}.db")) as connection, connection:
            connection.execute("CREATE TABLE records (id TEXT PRIMARY KEY, name TEXT, city TEXT, amount INTEGER)")
            rows = ((f"R{at}", f"Name {at}", f"City {at % 97}", at + shift * (at % 20 == 0)) for at in range(records))
            connection.executemany("INSERT INTO records VALUES (?, ?, ?, ?)", rows)
    services = open_services(folder / "workspace", PASSPHRASE)
    for name in names:
        services.accounts.add(name, "sql", {"url": f"sqlite:///{folder / name}.db"}, {})
    text = SYNC.replace("{number}", str(number))
    services.syncs.apply(services.syncs.parse(text), text)
    services.close()


class Ticker(QObject):
    """Notes how late a timer of the main thread comes."""

    def __init__(self) -> None:
        super().__init__()
        self.late_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """From now on."""
        self.late_ms.clear()
        self._last = time.perf_counter()
        self._timer.start()

    @Slot()
    def _tick(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(0.0, (now - self._last) * 1000 - TICK_MS))
        self._last = now

    def report(self, what: str) -> None:
        """Print the figures."""
        ordered = sorted(self.late_ms) or [0.0]
        share = {
            name: ordered[int((len(ordered) - 1) * at)] for name, at in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))
        }
        words = " · ".join(f"{name} {value:.0f} ms" for name, value in share.items())
        over = sum(one > 100 for one in ordered)
        print(f"{what}: {len(ordered)} ticks, late by {words} · most {ordered[-1]:.0f} ms · over 100 ms: {over}")


def wait_until(done, limit_s: float = 900) -> None:  # type: ignore[no-untyped-def]
    """Let the window work until it is so."""
    loop, end = QEventLoop(), time.monotonic() + limit_s
    while not done():
        if time.monotonic() > end:
            raise SystemExit("It did not end in time.")
        QTimer.singleShot(20, loop.quit)
        loop.exec()


def main() -> int:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--switch-ms", type=float, default=SWITCH_INTERVAL_S * 1000)
    parser.add_argument("--syncs", type=int, default=1, help="so many side by side")
    given = parser.parse_args()
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        make_workspace(folder, given.records, given.syncs)
        shown = WindowApp(application, lambda: open_services(folder / "workspace", PASSPHRASE))
        Interpreter(shown.handle, shown.board, application)
        sys.setswitchinterval(given.switch_ms / 1000)
        ticker = Ticker()
        ticker.start()
        shown.start()
        wait_until(lambda: shown.board.picture.taken)
        ticker.report("start")
        for what, full in (("first run", False), ("second run, everything compared", True)):
            ticker.start()
            begun = time.monotonic()
            for number in range(given.syncs):
                shown.handle.run(f"Big{number}", full=full, approve=True)
            wait_until(lambda: not shown.handle.running)
            ticker.report(f"{what} ({time.monotonic() - begun:.1f} s)")
        shown.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
