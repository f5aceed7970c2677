"""Makes the pictures of the documentation from the real window on a sample workspace.

    python packaging/screens.py [--out docs/images] [--keep FOLDER]

Needs no display: the window is drawn offscreen at 1280 × 800. The workspace is the demo's, with three more syncs of invented
records beside it, each run a few times for real.
"""

import argparse
import csv
import os
import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

from pictures import few_colours  # noqa: E402
from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402 - the platform is chosen first
from PySide6.QtGui import QFont, QPixmap  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog, QWidget  # noqa: E402

from desktop_sync.bootstrap.demo.make import PASSPHRASE, SHOP_FILE, make  # noqa: E402
from desktop_sync.bootstrap.paths import PASSPHRASE_VARIABLE  # noqa: E402
from desktop_sync.bootstrap.wire import open_services  # noqa: E402
from desktop_sync.engine.services import Services  # noqa: E402
from desktop_sync.gui.app import WindowApp  # noqa: E402
from desktop_sync.gui.mapper.model import Selected  # noqa: E402
from desktop_sync.gui.models.plan_groups import Order  # noqa: E402
from desktop_sync.gui.places import Go, Place  # noqa: E402
from desktop_sync.gui.theme import Scheme  # noqa: E402
from desktop_sync.model.plan import PairingKind  # noqa: E402

WAIT_MS = 60_000
GOODS = (
    "Teapot",
    "Bread knife",
    "Linen towel",
    "Storm lantern",
    "Oak board",
    "Copper pan",
    "Wool blanket",
    "Garden twine",
)
PRODUCTS = """
name = "Products"
[a]
account = "web shop"
table = "products"
[b]
account = "price list"
table = "prices"
[match]
keys = [["sku"]]
first_run = "prefer_a"
[[field]]
a = "sku"
b = "sku"
required = true
[[field]]
a = "name"
b = "name"
[[field]]
a = "price"
b = "price"
[[field]]
a = "stock"
b = "stock"
[rules]
conflict = "newest"
deletes = { a_to_b = "propagate", b_to_a = "ignore" }
[trigger]
every = "15m"
"""
NEWSLETTER = """
name = "Newsletter"
[a]
account = "shop"
table = "customers"
[b]
account = "mailing list"
table = "members"
[match]
keys = [["email"]]
first_run = "prefer_a"
[[field]]
a = "email"
b = "email"
required = true
[[field]]
name = "name"
a = ["first_name", "last_name"]
b = "name"
lens = "full_name"
[[field]]
a = "newsletter"
b = "subscribed"
lens = { boolean = { b = ["yes", "no"] } }
[trigger]
every = "1h"
"""
TOWNS = ("Kiel", "Bonn", "Ulm")
SUPPLIERS = """
name = "Suppliers"
[a]
account = "buying"
table = "suppliers"
[b]
account = "supplier list"
table = "suppliers"
[match]
keys = [["email"]]
first_run = "ask"
[[field]]
a = "name"
b = "name"
[[field]]
a = "email"
b = "email"
[[field]]
a = "town"
b = "town"
"""
TICKETS = """
name = "Support tickets"
[a]
account = "help desk"
table = "tickets"
[b]
account = "case list"
table = "cases"
[match]
keys = [["number"]]
first_run = "prefer_a"
[[field]]
a = "number"
b = "number"
required = true
[[field]]
a = "subject"
b = "subject"
[[field]]
a = "status"
b = "status"
[trigger]
at = ["07:30", "Mon-Fri 18:00"]
"""


def sample_workspace(folder: Path) -> None:
    """The demo, and three more syncs with some history."""
    make(folder)
    dice = random.Random(7)  # noqa: S311 - the same pictures every time
    web, desk = folder / "web.db", folder / "desk.db"
    _table(web, "products", "sku TEXT PRIMARY KEY, name TEXT, price NUMERIC(10,2), stock INTEGER", list(_products()))
    _table(desk, "tickets", "number TEXT PRIMARY KEY, subject TEXT, status TEXT", list(_tickets()))
    _sheet(folder / "prices.csv", ("sku", "name", "price", "stock"))
    _sheet(folder / "members.csv", ("email", "name", "subscribed"))
    _sheet(folder / "cases.csv", ("number", "subject", "status"))
    services = open_services(folder, PASSPHRASE)
    try:
        services.accounts.add("web shop", "sql", {"url": f"sqlite:///{web}"}, {})
        services.accounts.add("help desk", "sql", {"url": f"sqlite:///{desk}"}, {})
        for name, file, key in (
            ("price list", "prices.csv", "sku"),
            ("mailing list", "members.csv", "email"),
            ("case list", "cases.csv", "number"),
        ):
            services.accounts.add(name, "files", {"path": str(folder / file), "key": key}, {})
        for text in (PRODUCTS, NEWSLETTER, TICKETS):
            services.syncs.apply(services.syncs.parse(text), text)
        _history(services, folder, dice)
    finally:
        services.close()


def _products() -> Iterator[tuple[object, ...]]:
    for at in range(240):
        yield (
            f"P-{1000 + at}",
            f"{GOODS[at % len(GOODS)]} No. {at // len(GOODS) + 1}",
            f"{5 + at * 7 % 90}.90",
            at * 13 % 60,
        )


def _tickets() -> Iterator[tuple[object, ...]]:
    subjects = ("Parcel has not arrived", "Wrong size", "Invoice twice", "Where is my order?", "Lid is broken")
    for at in range(180):
        yield (f"T-{20110 + at}", subjects[at % len(subjects)], ("open", "waiting", "solved")[at % 3])


def _table(file: Path, name: str, columns: str, rows: list[tuple[object, ...]]) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(f"CREATE TABLE {name} ({columns})")
        marks = ", ".join("?" for _ in rows[0])
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - our own names


def _sheet(file: Path, head: tuple[str, ...]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerow(head)


def _history(services: Services, folder: Path, dice: random.Random) -> None:
    for name in ("Products", "Newsletter", "Support tickets"):
        services.runner.run(name, approve=True)
    for turn in range(9):
        edits = [
            (folder / "web.db", "UPDATE products SET stock = stock + 1 WHERE rowid % 240 = ?", 240),
            (folder / SHOP_FILE, "UPDATE customers SET newsletter = 1 - newsletter WHERE id = ?", 190),
            (folder / "desk.db", "UPDATE tickets SET status = 'closed' WHERE rowid = ?", 180),
        ]
        for file, statement, many in edits:
            with closing(sqlite3.connect(file)) as connection, connection:
                for _ in range(dice.randrange(1, 14)):
                    connection.execute(statement, (dice.randrange(1, many),))
        for name in ("Products", "Newsletter", "Support tickets"):
            services.runner.run(name, approve=turn == 0)


class Camera:
    """The window, and how to wait for it."""

    def __init__(self, application: QApplication, folder: Path, out: Path) -> None:
        self.shown = WindowApp(application, lambda: open_services(folder, PASSPHRASE))
        self.out = out
        self.window = self.shown.window
        self.window.resize(1280, 800)
        self.shown.start()
        self.until(lambda: self.shown.board.picture.taken)

    def wait(self, pause_ms: int) -> None:
        """Let the window work."""
        loop = QEventLoop()
        QTimer.singleShot(pause_ms, loop.quit)
        loop.exec()

    def until(self, done: Callable[[], object]) -> None:
        """Wait until something has come."""
        for _ in range(WAIT_MS // 20):
            if done():
                break
            self.wait(20)
        else:
            raise SystemExit("The window did not get there in time.")
        self.wait(200)

    def look(self, scheme: Scheme) -> None:
        """Light or dark."""
        self.shown.theme.choose(scheme)
        self.wait(100)

    def shoot(self, name: str, over: QDialog | None = None) -> None:
        """Take a picture; with a dialog over the dimmed window."""
        self.out.mkdir(parents=True, exist_ok=True)
        picture = self.window.grab()
        if over is not None:
            _put_over(picture, over)
        self.keep(name, picture)

    def keep(self, name: str, picture: QPixmap) -> None:
        """Write a picture, small."""
        few_colours(picture.toImage()).save(str(self.out / f"{name}.png"), "PNG", 0)
        print(self.out / f"{name}.png")

    @contextmanager
    def dialog(self, opening: Callable[[], None]) -> Iterator[QDialog]:
        """A dialog, while it is open."""
        opening()
        self.until(lambda: self.window.deeds.dialogs or QApplication.activeModalWidget())
        made = self.window.deeds.dialogs[-1] if self.window.deeds.dialogs else QApplication.activeModalWidget()
        assert isinstance(made, QDialog)
        yield made
        made.reject()
        self.wait(100)


def _put_over(picture, over: QWidget) -> None:  # type: ignore[no-untyped-def]
    from PySide6.QtGui import QColor, QPainter

    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
    shot = over.grab()
    painter.drawPixmap((picture.width() - shot.width()) // 2, (picture.height() - shot.height()) // 2, shot)
    painter.end()


def take_overview(camera: Camera) -> None:
    """The overview, light and dark."""
    camera.look(Scheme.LIGHT)
    camera.until(lambda: camera.window.page(Place.OVERVIEW).cards)  # type: ignore[attr-defined]
    camera.shoot("overview")
    camera.look(Scheme.DARK)
    camera.shoot("overview-dark")


def take_all(camera: Camera) -> None:
    """All other pictures of one workspace."""
    window = camera.window
    for name, scheme in (("mapper", Scheme.LIGHT), ("mapper-dark", Scheme.DARK)):
        camera.look(scheme)
        with camera.dialog(lambda: window.deeds.edit("Customers")) as wizard:
            camera.until(lambda wizard=wizard: getattr(wizard, "flow", None) is not None)
            camera.wait(1500)
            wizard.go(1)  # type: ignore[attr-defined]
            wizard.resize(1240, 760)
            panel = wizard.mapping_page.panel  # type: ignore[attr-defined]
            at = next(at for at, one in enumerate(panel.links()) if one.name == "state")
            panel.model.select(Selected("link", at))
            camera.until(panel.strip.survivors.text)
            camera.wait(1500)
            camera.keep(name, wizard.grab())
    camera.look(Scheme.LIGHT)
    with camera.dialog(lambda: window.deeds.review("Customers")) as review:
        camera.until(lambda: review.case is not None and not review._busy)  # type: ignore[attr-defined] # noqa: SLF001
        review.take("b")  # type: ignore[attr-defined]
        camera.wait(200)
        camera.shoot("conflict", review)
    window.show_place(Go(Place.PREVIEW, "Products"))
    page = window.page(Place.PREVIEW)
    camera.until(lambda: page._planned is not None)  # type: ignore[attr-defined] # noqa: SLF001
    order = page.order  # type: ignore[attr-defined]
    order.setCurrentIndex(order.findData(Order.ACTION))
    order.activated.emit(order.currentIndex())
    camera.wait(200)
    camera.shoot("preview")
    _take_more(camera)


def _take_more(camera: Camera) -> None:
    """What happened, what is held, and the first pairing of a new sync."""
    window = camera.window
    window.show_place(Go(Place.ATTENTION))
    camera.until(lambda: window.page(Place.ATTENTION).table.current)  # type: ignore[attr-defined]
    camera.shoot("attention")
    window.show_place(Go(Place.ACTIVITY, "Products"))
    activity = window.page(Place.ACTIVITY)
    camera.until(activity.detail.model.rowCount)  # type: ignore[attr-defined]
    camera.shoot("activity")
    spot = activity.detail.model.rows[0].spot("Products")  # type: ignore[attr-defined]
    with camera.dialog(lambda: window.deeds.show_record(spot)) as history:
        camera.until(lambda: history.history is not None)  # type: ignore[attr-defined]
        camera.wait(500)
        camera.shoot("history", history)
    window.show_place(Go(Place.PAIRING, "Suppliers"))
    pairing = window.page(Place.PAIRING)
    camera.until(lambda: pairing.rows)  # type: ignore[attr-defined]
    at = next(i for i, one in enumerate(pairing.model.rows) if one.kind is PairingKind.LIKELY)  # type: ignore[attr-defined]
    pairing.table.selectRow(at)  # type: ignore[attr-defined]
    camera.wait(200)
    camera.shoot("pairing")


def main() -> int:
    """Make them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--keep", type=Path, help="make the sample workspace here, and leave it")
    given = parser.parse_args()
    os.environ[PASSPHRASE_VARIABLE] = PASSPHRASE
    application = QApplication(sys.argv[:1])
    application.setFont(QFont("Noto Sans", 10))
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch) / "workspace"
        sample_workspace(folder)
        add_changes(folder)
        camera = Camera(application, folder, given.out)
        take_overview(camera)
        _unpaired(folder)
        take_all(camera)
        camera.shown.close()
        empty = Camera(application, Path(scratch) / "empty", given.out)
        empty.look(Scheme.LIGHT)
        empty.shoot("welcome")
        empty.shown.close()
    return 0


def _unpaired(folder: Path) -> None:
    """A sync that has not run yet: who belongs to whom?"""
    people = [
        (f"S-{at}", f"{goods} Works", f"{goods.split()[0].lower()}@example.org", TOWNS[at % 3])
        for at, goods in enumerate(GOODS)
    ]
    _table(folder / "buying.db", "suppliers", "number TEXT PRIMARY KEY, name TEXT, email TEXT, town TEXT", people)
    rows = [(f"{at}", name, email, town) for at, (_, name, email, town) in enumerate(people[:5])]
    rows += [
        ("5", "Copper Pan Work Ltd", "office@copper.example.org", people[5][3]),
        ("6", "Wool Blankets", "sales@wool.example.org", people[6][3]),
        ("7", "Enamel Mill", "hello@enamel.example.org", "Bath"),
        ("8", "Enamel Mill", "hello@enamel.example.org", ""),
    ]
    with (folder / "suppliers.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("id", "name", "email", "town"), *rows])
    services = open_services(folder, PASSPHRASE)
    try:
        services.accounts.add("buying", "sql", {"url": f"sqlite:///{folder / 'buying.db'}"}, {})
        services.accounts.add("supplier list", "files", {"path": str(folder / "suppliers.csv"), "key": "id"}, {})
        services.syncs.apply(services.syncs.parse(SUPPLIERS), SUPPLIERS)
    finally:
        services.close()


def add_changes(folder: Path) -> None:
    """What the preview is to show."""
    with closing(sqlite3.connect(folder / "web.db")) as connection, connection:
        connection.execute("UPDATE products SET price = price + 1.05 WHERE rowid IN (3, 17, 41, 60)")
        connection.execute("UPDATE products SET name = name || ', new' WHERE rowid IN (5, 22)")
        connection.execute("INSERT INTO products VALUES ('P-2001', 'Enamel mug', 12.5, 40)")
        connection.execute("DELETE FROM products WHERE sku IN ('P-1100', 'P-1101')")
    file = folder / "prices.csv"
    with file.open(encoding="utf-8", newline="") as source:
        rows = list(csv.reader(source))
    for row in rows[30:34]:
        row[3] = str(int(float(row[3])) + 12)
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
