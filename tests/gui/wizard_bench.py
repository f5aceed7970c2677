"""What the wizards' tests work on: a real workspace, two real SQLite databases, and the window's side of the worker."""

import sqlite3
import threading
from contextlib import closing

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from desktop_sync.bootstrap.wire import open_services
from desktop_sync.errors import DesktopSyncError
from desktop_sync.gui.errors import failure_of

PASSPHRASE = "a passphrase for tests"
NAMES = ("Çelik Bau", "Jürgen Sørensen", "Mary-Jane O’Neil", "Iñaki Ivanov", "Priya Brown", "Zoë van Dyk", "Łukasz Lee")


def make_databases(folder):
    """A shop with 20 customers and a CRM with 20 contacts, 18 of them the same people."""
    shop, crm = folder / "shop.sqlite", folder / "crm.sqlite"
    with closing(sqlite3.connect(shop)) as base, base:
        base.execute(
            "CREATE TABLE customers (id INTEGER PRIMARY KEY, first_name VARCHAR(40) NOT NULL,"
            " last_name VARCHAR(60) NOT NULL, email VARCHAR(120) NOT NULL, town VARCHAR(60), active BOOLEAN)"
        )
        base.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, title TEXT)")
        for at in range(20):
            first, last = NAMES[at % 7].split(" ", 1)
            row = (at + 1, first, f"{last} {at}", f"kunde{at}@example.org", ("Kiel", "Bonn")[at % 2], at % 2)
            base.execute("INSERT INTO customers VALUES (?, ?, ?, ?, ?, ?)", row)
    with closing(sqlite3.connect(crm)) as base, base:
        base.execute(
            "CREATE TABLE contacts (id INTEGER PRIMARY KEY, name VARCHAR(120) NOT NULL,"
            " email_address VARCHAR(200), city VARCHAR(60))"
        )
        for at in range(2, 22):
            row = (at + 100, f"{NAMES[at % 7]} {at}", f"Kunde{at}@example.org", ("Kiel", "Bonn")[at % 2])
            base.execute("INSERT INTO contacts VALUES (?, ?, ?, ?)", row)
    return shop, crm


def rows(file, query):
    """What a query finds."""
    with closing(sqlite3.connect(file)) as base:
        return base.execute(query).fetchall()


class SameThread(QObject):
    """The window's side of the worker without its threads: questions are answered in turn by the event loop."""

    changed = Signal()
    failed = Signal(object)
    progress = Signal(object)

    def __init__(self, services):
        super().__init__()
        self.services = services
        self.asked = 0
        self.runs = []

    def ask(self, call, done, failed=None):
        assert isinstance(done.__self__, QObject)
        self.asked += 1
        QTimer.singleShot(0, self, lambda: self._answer(call, done, failed))

    look = ask

    def aside(self, call, done, failed=None):
        self.ask(lambda services: call(services, threading.Event()), done, failed)
        return self.asked

    def give_up(self, number):
        """Never: these answers come at once."""

    def _answer(self, call, done, failed):
        back = done
        try:
            value = call(self.services)
        except DesktopSyncError as error:
            back, value = failed or self.failed.emit, failure_of(error)
        owner = getattr(back, "__self__", None)
        if not isinstance(owner, QObject) or isValid(owner):  # as the real one: nobody is called who is gone
            back(value)

    def report(self):
        return self.progress.emit

    def run(self, name, *, full=False, approve=False):
        self.runs.append((name, approve))


def open_bench(folder):
    """Services on a new workspace in the folder."""
    return open_services(folder / "workspace", PASSPHRASE)
