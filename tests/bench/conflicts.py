"""How soon the conflict dialog is there with 5,000 open conflicts, and how long 1,000 decisions take.

    python tests/bench/conflicts.py [--conflicts 5000]      (offscreen unless QT_QPA_PLATFORM says otherwise)

Real window, real workspace, two SQLite databases; the conflicts come out of a run. CPU seconds stand beside the clock's, for machines
that do other work meanwhile.
"""

import argparse
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402 - the platform is chosen first
from PySide6.QtWidgets import QApplication  # noqa: E402

from desktop_sync.bootstrap.wire import open_services  # noqa: E402
from desktop_sync.gui.app import WindowApp  # noqa: E402
from desktop_sync.gui.dialogs.conflict import ConflictDialog  # noqa: E402
from desktop_sync.gui.places import Go, Place  # noqa: E402

PASSPHRASE = "measure"
FIELDS = ("id", "name", "city", "amount")
SYNC = """
name = "Big"
[a]
account = "left"
table = "records"
[b]
account = "right"
table = "records"
[match]
keys = [["id"]]
first_run = "prefer_a"
[rules]
conflict = "ask"
""" + "".join(f'[[field]]\na = "{one}"\nb = "{one}"\n' for one in FIELDS)


def make_workspace(folder: Path, conflicts: int) -> None:
    """Two databases in step, and then as many records with another city on each side, told by a run."""
    files = {name: folder / f"{name}.db" for name in ("left", "right")}
    for file in files.values():
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("CREATE TABLE records (id TEXT PRIMARY KEY, name TEXT, city TEXT, amount INTEGER)")
            rows = ((f"R{at}", f"Name {at}", f"City {at % 97}", at) for at in range(conflicts))
            connection.executemany("INSERT INTO records VALUES (?, ?, ?, ?)", rows)
    services = open_services(folder / "workspace", PASSPHRASE)
    for name, file in files.items():
        services.accounts.add(name, "sql", {"url": f"sqlite:///{file}"}, {})
    services.syncs.apply(services.syncs.parse(SYNC), SYNC)
    services.runner.run("Big", approve=True)
    for name, file in files.items():
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("UPDATE records SET city = city || ?", (f" {name}",))
    services.runner.run("Big", approve=True)
    services.close()


@contextmanager
def measured(what: str) -> Iterator[None]:
    """Print how long it took."""
    clock, cpu = time.perf_counter(), time.process_time()
    yield
    print(f"{what}: {time.perf_counter() - clock:.3f} s, CPU {time.process_time() - cpu:.3f} s", flush=True)


def wait_until(done: Callable[[], bool]) -> None:
    """Let the window work until it is so."""
    loop = QEventLoop()
    while not done():
        QTimer.singleShot(1, loop.quit)
        loop.exec()


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--conflicts", type=int, default=5000)
    given = parser.parse_args()
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_workspace(folder, given.conflicts)
        shown = WindowApp(application, lambda: open_services(folder / "workspace", PASSPHRASE))
        shown.start()
        wait_until(lambda: shown.board.picture.taken)
        print(f"{shown.board.picture.conflict_count} open conflicts")
        _measure(shown)
        shown.close()


def _open(shown: WindowApp) -> ConflictDialog:
    """The dialog with its first case drawn."""
    shown.window.deeds.review()
    dialog = shown.window.deeds.dialogs[-1]
    assert isinstance(dialog, ConflictDialog)
    wait_until(lambda: not dialog._busy)
    dialog.grab()
    return dialog


def _measure(shown: WindowApp) -> None:
    page = shown.window.page(Place.CONFLICTS)
    with measured("the list of conflicts"):
        shown.window.show_place(Go(Place.CONFLICTS))
        wait_until(lambda: page.model.rowCount() > 0)
    for time_ in ("first", "second"):
        with measured(f"the dialog, opened a {time_} time"):
            dialog = _open(shown)
        dialog.reject()
        wait_until(lambda: not shown.window.deeds.dialogs)
    dialog = _open(shown)
    with measured("20 decided one by one, each with the next one shown"):
        for at in range(20):
            dialog.take("a")
            dialog.apply()
            wait_until(lambda at=at: dialog._decided == at + 1 and not dialog._busy)
    with open_in_background(shown) as services, measured("all decided at once"):
        services.review.resolve_all("Big", "b")


@contextmanager
def open_in_background(shown: WindowApp) -> Iterator:
    """The services, in this thread."""
    services = shown.handle._sync._opener.services()
    yield services
    services.close()


if __name__ == "__main__":
    main()
