"""How lists with 100,000 rows open, scroll and are searched: runs, what one run wrote, the log, conflicts, what needs attention,
the preview, and the pairing.

    python tests/bench/lists.py [--rows 100000] [--only NAME ...]      (offscreen unless QT_QPA_PLATFORM says otherwise)

Real window, real workspace; the rows are put straight into it. `pause`: the longest that the window's thread was busy at a stretch, in
its own CPU milliseconds, so that other work of the machine does not count.
"""

import argparse
import datetime as dt
import os
import sqlite3
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, QTimer, Slot  # noqa: E402 - the platform is chosen first
from PySide6.QtWidgets import QApplication, QTableView  # noqa: E402

from desktop_sync.bootstrap.wire import open_services  # noqa: E402
from desktop_sync.engine.services import Services  # noqa: E402
from desktop_sync.gui.app import WindowApp  # noqa: E402
from desktop_sync.gui.models.plan_rows import Tally, plan_rows  # noqa: E402
from desktop_sync.gui.pages.pairing import Found as FoundPairs  # noqa: E402
from desktop_sync.gui.pages.planning import Planned  # noqa: E402
from desktop_sync.gui.places import Go, Place  # noqa: E402
from desktop_sync.model.plan import (  # noqa: E402
    Conflict,
    ConflictKind,
    FieldChange,
    Hold,
    Operation,
    OperationKind,
    Pairing,
    PairingKind,
)
from desktop_sync.model.record import Ref  # noqa: E402
from desktop_sync.model.report import Counts, PlanReport, RunReport, RunStatus  # noqa: E402

PASSPHRASE = "measure"
SYNC = "Big"
SYNC_FILE = f"""
name = "{SYNC}"
[a]
account = "left"
table = "records"
[b]
account = "right"
table = "records"
[match]
keys = [["id"]]
[[field]]
a = "id"
b = "id"
[[field]]
a = "city"
b = "city"
"""
NOW = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


def make_workspace(folder: Path, rows: int) -> None:
    """A sync that never ran, and what `rows` runs, writes, conflicts and holds would have left."""
    for name in ("left", "right"):
        with closing(sqlite3.connect(folder / f"{name}.db")) as connection, connection:
            connection.execute("CREATE TABLE records (id TEXT PRIMARY KEY, city TEXT)")
            connection.execute("INSERT INTO records VALUES ('R1', 'City')")
    services = open_services(folder / "workspace", PASSPHRASE)
    for name in ("left", "right"):
        services.accounts.add(name, "sql", {"url": f"sqlite:///{folder / name}.db"}, {})
    services.syncs.apply(services.syncs.parse(SYNC_FILE), SYNC_FILE)
    services.runner.run(SYNC, approve=True)
    fill(services, rows)
    services.close()


def fill(services: Services, rows: int) -> None:
    """Straight into the workspace, in few transactions."""
    sync = services.syncs.get(SYNC).id
    journal = services.ports.journal
    database = journal._db
    with database.transaction():
        for at in range(rows):
            began = NOW - dt.timedelta(minutes=rows - at)
            told = RunReport(
                0, SYNC, status=RunStatus.OK, started_at=began, seconds=2.5, a=Counts(seen=9, updated=at % 3)
            )
            run = journal.begin_run(sync, told)
        link = database.number("SELECT min(id) FROM links WHERE sync_id = ?", (sync,))
        journal.plan(run, operations(rows))
        database.run("UPDATE operations SET state = 'done' WHERE run_id = ?", (run,))
        found = (
            Conflict(
                ConflictKind.FIELD,
                link,
                f"field_{at}",
                f"was {at}",
                f"left {at}",
                f"right {at}",
                Ref("R1"),
                Ref("R1"),
                label=f"Record {at}",
                opened_at=NOW,
            )
            for at in range(rows)
        )
        journal.keep_conflicts(run, sync, [link], list(found))
        journal.keep_holds(
            Hold(
                "rejected",
                "b",
                f"{at} is not allowed",
                ref=Ref(f"H{at}"),
                words="is too long",
                label=f"Record {at}",
                since=NOW,
                sync_id=sync,
                run_id=run,
            )
            for at in range(rows)
        )


def operations(rows: int) -> list[Operation]:
    """Updates of one field each."""
    return [
        Operation(
            OperationKind.UPDATE,
            "b",
            Ref(f"R{at}"),
            Ref(f"R{at}"),
            None,
            (FieldChange("city", f"Old {at}", f"New {at}", f"New {at}"),),
            "changed in A",
            label=f"Record {at}",
        )
        for at in range(rows)
    ]


class Pulse(QObject):
    """How long the window's thread is busy at a stretch, in its own CPU time."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.thread_time()
        self._timer = QTimer(self, interval=4)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """From now on."""
        self.longest, self._last = 0.0, time.thread_time()
        self._timer.start()

    def stop(self) -> float:
        """The longest stretch in ms."""
        self._beat()
        self._timer.stop()
        return self.longest * 1000

    @Slot()
    def _beat(self) -> None:
        now = time.thread_time()
        self.longest, self._last = max(self.longest, now - self._last), now


def wait_until(done: Callable[[], bool], limit_s: float = 300) -> None:
    """Let the window work until it is so."""
    loop, end = QEventLoop(), time.monotonic() + limit_s
    while not done():
        if time.monotonic() > end:
            raise SystemExit("It did not end in time.")
        QTimer.singleShot(10, loop.quit)
        loop.exec()


def settle() -> None:
    """Let what was asked for be painted."""
    ended = time.monotonic() + 0.1
    wait_until(lambda: time.monotonic() > ended)


class Bench:
    """Opens one list after the other."""

    def __init__(self, shown: WindowApp, rows: int) -> None:
        self.shown, self.rows, self.window = shown, rows, shown.window
        self.pulse = Pulse()

    def measure(
        self,
        what: str,
        ask: Callable[[], object],
        ready: Callable[[], bool],
        table: Callable[[], QTableView],
        find=None,
    ) -> None:  # type: ignore[no-untyped-def]
        """Open it, scroll through it, search in it."""
        clock = time.perf_counter()
        self.pulse.start()
        ask()
        wait_until(ready)
        settle()
        pause, clock = self.pulse.stop(), time.perf_counter() - clock
        view = table()
        bar, self.pulse.longest = view.verticalScrollBar(), 0.0
        self.pulse.start()
        for at in range(60):
            bar.setValue(bar.maximum() * at // 60)
            settle() if at % 20 == 0 else QApplication.processEvents()
        scrolls = self.pulse.stop()
        count = view.model().rowCount()
        line = f"{what:22} {count:7,} rows   there after {clock:5.1f} s   pause {pause:5.0f} ms   scrolling {scrolls:4.0f} ms"
        if find is not None:
            self.pulse.start()
            before = view.model().rowCount()
            find.setText("999")
            wait_until(lambda: view.model().rowCount() != before, 60)
            settle()
            line += f"   searching {self.pulse.stop():4.0f} ms"
            find.clear()
            settle()
        print(line, flush=True)

    def runs(self) -> None:
        """All runs, and what the last one wrote."""
        page = self.window.page(Place.ACTIVITY)
        self.measure(
            "runs",
            lambda: self.window.show_place(Go(Place.ACTIVITY)),
            lambda: page.model.rowCount() > 0,
            lambda: page.table,
        )
        self.measure(
            "what a run wrote",
            lambda: page.table.selectRow(0),
            lambda: page.detail.model.rowCount() > 0,
            lambda: page.detail.table,
        )

    def log(self) -> None:
        """The log."""
        deeds = self.window.deeds
        self.measure(
            "log",
            deeds.show_log,
            lambda: bool(deeds.dialogs) and deeds.dialogs[-1].model.rowCount() > 0,
            lambda: deeds.dialogs[-1].table,
        )
        deeds.dialogs[-1].reject()

    def conflicts(self) -> None:
        """Open conflicts."""
        page = self.window.page(Place.CONFLICTS)
        self.measure(
            "conflicts",
            lambda: self.window.show_place(Go(Place.CONFLICTS)),
            lambda: page.model.rowCount() > 0,
            lambda: page.table,
            page.find_box,
        )

    def attention(self) -> None:
        """Holds, all of one cause."""
        page = self.window.page(Place.ATTENTION)
        self.measure(
            "needs attention",
            lambda: self.window.show_place(Go(Place.ATTENTION)),
            lambda: page.model.rowCount() > 0,
            lambda: page.table,
        )

    def preview(self) -> None:
        """A plan."""
        page = self.window.page(Place.PREVIEW)
        plan = PlanReport(SYNC, tuple(operations(self.rows)))
        rows = plan_rows(plan.operations, {"a": "left", "b": "right"}, {"city"})
        planned = Planned(
            plan,
            rows,
            ("left", "right"),
            ("L", "R"),
            ("records", "records"),
            (),
            Tally(rows),
            Counter(one.kind for one in plan.operations),
        )
        page.sync, page._cancel = SYNC, threading.Event()
        page._plan = planned
        self.window.show_place(Go(Place.PREVIEW, SYNC))
        settle()
        self.measure(
            "preview",
            lambda: page._on_planned(planned),
            lambda: page.model.rowCount() > 0,
            lambda: page.table,
            page.find_box,
        )
        page.order.setCurrentIndex(1)
        self.measure("preview by action", page._filter, lambda: page.model.rowCount() > 0, lambda: page.table)

    def pairing(self) -> None:
        """A first pairing."""
        page = self.window.page(Place.PAIRING)
        kinds = (PairingKind.SURE, PairingKind.LIKELY, PairingKind.ONLY_A)
        found = tuple(
            Pairing(
                kinds[at % 3],
                (Ref(f"A{at}"),),
                (Ref(f"B{at}"),) if at % 3 < 2 else (),
                ("id",),
                0.9,
                f"Left {at}",
                f"Right {at}" if at % 3 < 2 else "",
            )
            for at in range(self.rows)
        )
        page._cancel = threading.Event()
        self.window.show_place(Go(Place.PAIRING))
        page.sync = SYNC
        settle()
        page._cancel = threading.Event()
        self.measure(
            "pairing",
            lambda: page._on_found(FoundPairs(SYNC, found)),
            lambda: page.model.rowCount() > 0,
            lambda: page.table,
            page.find_box,
        )


NAMES = ("runs", "log", "conflicts", "attention", "preview", "pairing")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--only", nargs="*", choices=NAMES, default=NAMES)
    parser.add_argument("--folder", type=Path, help="a workspace of an earlier call, or where to keep this one")
    given = parser.parse_args(arguments)
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        folder = given.folder or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "workspace").exists():
            make_workspace(folder, given.rows)
        shown = WindowApp(application, lambda: open_services(folder / "workspace", PASSPHRASE))
        shown.start()
        wait_until(lambda: shown.board.picture.taken)
        bench = Bench(shown, given.rows)
        for one in given.only:
            getattr(bench, one)()
        shown.close()


if __name__ == "__main__":
    main()
