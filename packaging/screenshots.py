"""Every screen and dialog of the program as pictures, from the real window, to be looked at.

    python packaging/dev.py screenshots OUT [--language de] [--scheme light] [--only NAME]

OUT/LANGUAGE/SCHEME/STATE-NAME.png: light and dark, English and German; STATE is `full` (the demo's workspace with three more
syncs), `failing` (a file gone, a column gone), `empty`, and `small` (1024 × 640). Beside them OUT/LANGUAGE/words.txt: every text
that was seen, for a search by eye or by a program. Needs no display.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import screens
from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from desktop_sync.bootstrap.demo.make import PASSPHRASE
from desktop_sync.bootstrap.paths import PASSPHRASE_VARIABLE
from desktop_sync.bootstrap.wire import open_services
from desktop_sync.engine.hookplace import HookPlace, HookState, Seen, keep_state
from desktop_sync.engine.services import Services
from desktop_sync.errors import DesktopSyncError
from desktop_sync.gui import language
from desktop_sync.gui.dialogs.webhooks import HooksDialog
from desktop_sync.gui.language import Language
from desktop_sync.gui.places import Act, Go, Place, Wish
from desktop_sync.gui.spots import Spot
from desktop_sync.gui.theme import Scheme

LANGUAGES = {"en": (Language.ENGLISH, "en_GB"), "de": (Language.GERMAN, "de_DE")}
SCHEMES = {"light": Scheme.LIGHT, "dark": Scheme.DARK}
PAGES = (
    Place.OVERVIEW, Place.SYNCS, Place.ACCOUNTS, Place.CONFLICTS, Place.ATTENTION, Place.ACTIVITY, Place.SETTINGS,
)  # fmt: skip
SETTLE_MS = 600


class Book:
    """Where the pictures of one language go, and the words that were on them."""

    def __init__(self, out: Path, only: str) -> None:
        self.out, self.only = out, only
        self.words: dict[str, str] = {}

    def take(self, name: str, scheme: str, shown: QWidget) -> None:
        """One picture, with its words."""
        for text in texts_of(shown):
            self.words.setdefault(text, name)
        if self.only and self.only not in name:
            return
        folder = self.out / scheme
        folder.mkdir(parents=True, exist_ok=True)
        shown.grab().save(str(folder / f"{name}.png"))

    def close(self) -> None:
        """Write the words."""
        self.out.mkdir(parents=True, exist_ok=True)
        lines = [f"{name}\t{text!r}" for text, name in sorted(self.words.items(), key=lambda one: (one[1], one[0]))]
        (self.out / "words.txt").write_text("\n".join(lines) + "\n", "utf-8")


def texts_of(root: QWidget) -> Iterator[str]:
    """All that can be read or heard on it: labels, buttons, fields, cells, tooltips, names for screen readers."""
    for one in [root, *root.findChildren(QWidget)]:
        if not one.isVisibleTo(root) and one is not root:
            continue
        yield from (text for text in (one.toolTip(), one.accessibleName(), one.accessibleDescription()) if text)
        if isinstance(one, QLabel | QAbstractButton | QLineEdit):
            yield one.text()
        if isinstance(one, QLineEdit | QPlainTextEdit):
            yield one.placeholderText()
        if isinstance(one, QComboBox):
            yield from (one.itemText(at) for at in range(min(one.count(), 60)))
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            yield from _cells(one)
        if isinstance(one, QMenu):
            yield from (action.text() for action in one.actions())


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model, root = view.model(), QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(root)  # Qt hides it for lists
    for column in range(min(columns, 12)):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(root), 40)):
            index = model.index(row, column)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                yield str(index.data(role) or "")


class Tour:
    """One walk through one workspace."""

    def __init__(self, camera: screens.Camera, book: Book, state: str, schemes: list[str]) -> None:
        self.camera, self.book, self.state, self.schemes = camera, book, state, schemes
        self.window = camera.window

    def shoot(self, name: str, shown: QWidget | None = None) -> None:
        """The window, or a dialog, in each scheme."""
        for scheme in self.schemes:
            self.camera.look(SCHEMES[scheme])
            self.camera.wait(120)
            self.book.take(f"{self.state}-{name}", scheme, shown or self.window)

    def page(self, where: Go, name: str, ready: Callable[[], object] = lambda: True) -> None:
        """One page."""
        self.window.show_place(where)
        self.camera.until(ready)
        self.camera.wait(SETTLE_MS)
        self.shoot(name)

    def pages(self) -> None:
        """The pages of the sidebar."""
        for place in PAGES:
            self.page(Go(place), place.value)

    def menus(self) -> None:
        """The menu bar's menus."""
        for action in self.window.menuBar().actions():
            menu = action.menu()
            assert isinstance(menu, QMenu)
            menu.adjustSize()
            self.shoot(f"menu-{action.text().replace('&', '').split(' ')[0].lower()}", menu)

    def dialog(self, opening: Callable[[], None], name: str, walk: Callable[[QDialog], None] | None = None) -> None:
        """One dialog; `walk` takes its own pictures."""
        with self.camera.dialog(opening) as shown:
            self.camera.wait(1500)
            if walk is not None:
                walk(shown)
            else:
                self.shoot(name, shown)

    # ---- dialogs
    def editor(self, name: str) -> Callable[[QDialog], None]:
        """The steps of the sync's editor."""

        def walk(wizard: QDialog) -> None:
            self.camera.until(lambda: getattr(wizard, "flow", None) is not None)
            if self.state != "small":
                wizard.resize(1240, 760)
            for at in range(6):
                wizard.go(at)  # type: ignore[attr-defined]
                self.camera.wait(1200)
                self.shoot(f"{name}-{at + 1}", wizard)

        return walk

    def connect(self, wizard: QDialog) -> None:
        """The wizard of an account, as far as it goes without a system."""
        self.camera.until(lambda: getattr(wizard, "flow", None) is not None)
        self.shoot("connect-1", wizard)
        for kind in ("sql", "hubspot", "carddav", "microsoft_contacts"):
            wizard.go(0)  # type: ignore[attr-defined]
            wizard.kind_page.choose(kind)  # type: ignore[attr-defined]
            wizard.forward()  # type: ignore[attr-defined]
            self.camera.wait(400)
            self.shoot(f"connect-2-{kind}", wizard)

    def review(self, dialog: QDialog) -> None:
        """The conflict dialog, before and after a side is taken."""
        self.camera.until(lambda: dialog.case is not None and not dialog._busy)  # type: ignore[attr-defined] # noqa: SLF001
        self.shoot("conflict", dialog)
        dialog.take("b")  # type: ignore[attr-defined]
        self.camera.wait(300)
        self.shoot("conflict-taken", dialog)

    def all_dialogs(self, services_of: Callable[[], Services]) -> None:
        """Those of a workspace with something in it."""
        deeds, spot, run, hold = self.window.deeds, *_things(services_of)
        self.dialog(lambda: deeds.edit("Customers"), "editor", self.editor("editor"))
        self.dialog(lambda: deeds.edit(None), "new-sync")
        self.dialog(deeds._new_account, "connect", self.connect)  # noqa: SLF001
        self.dialog(lambda: deeds.review("Customers"), "conflict", self.review)
        self.dialog(lambda: deeds.show_record(spot), "record")
        self.dialog(lambda: deeds.undo(run), "undo")
        self.dialog(lambda: deeds.fulfil(Wish(Act.REHEARSE, "Products")), "rehearsal")
        self.dialog(lambda: deeds._reconnect("web shop"), "reconnect")  # noqa: SLF001
        self.dialog(deeds.show_log, "log")
        self.dialog(self.window.actions_by_name["doctor"].trigger, "doctor")
        self.webhooks(services_of())
        self.of_pages()
        if hold is not None:
            self.dialog(lambda: deeds.fulfil(Wish(Act.EDIT_VALUE, "Customers", spot=hold)), "edit-value")

    def webhooks(self, services: Services) -> None:
        """The dialog of a shop that takes orders for webhooks, and of a help desk in which they are set up by hand; with some that came."""
        handle, key = self.window.handle, {"consumer_key": "a", "consumer_secret": "b"}
        services.accounts.add("Web store", "woocommerce", {"store_url": "https://shop.example.org"}, key, test=False)
        services.accounts.add("Service desk", "zendesk", {"subdomain": "example"}, {"access_token": "a"}, test=False)
        self.dialog(lambda: HooksDialog(handle, "Web store", self.window).open(), "webhooks-order")
        self.dialog(lambda: HooksDialog(handle, "Service desk", self.window).open(), "webhooks-by-hand")
        hook, _ = services.hooks.add("Service desk")
        services.hooks.listen_at(HookPlace(0))
        handle.wake()
        self.camera.until(lambda: services.hooks.state().address)
        now_s, state = services.clock.now().timestamp(), services.hooks.state()
        seen = Seen(now_s - 65, now_s - 4000, "forged")
        keep_state(services.settings, HookState(state.address, "", {hook.id: seen}))
        self.dialog(lambda: HooksDialog(handle, "Service desk", self.window).open(), "webhooks-taken")
        services.hooks.listen_at(None)
        for name in ("Web store", "Service desk"):
            services.accounts.remove(name)
        services.close()

    def of_pages(self) -> None:
        """Dialogs that a page opens for itself, and the lower part of the settings."""
        accounts, settings = self.window.page(Place.ACCOUNTS), self.window.page(Place.SETTINGS)
        self.page(Go(Place.ACCOUNTS), "accounts", lambda: accounts._current)  # type: ignore[attr-defined] # noqa: SLF001
        self.dialog(accounts._plan, "plan-calls")  # type: ignore[attr-defined] # noqa: SLF001
        self.window.show_place(Go(Place.SETTINGS))
        self.camera.wait(SETTLE_MS)
        self.dialog(settings.alerts.set_up.click, "mail")  # type: ignore[attr-defined]
        area = settings.findChild(QScrollArea)
        assert area is not None
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        self.shoot("settings-end")


def _things(services_of: Callable[[], Services]) -> tuple[Spot, int, Spot | None]:
    """A record with a history, a run to take back, and a value that is held."""
    services = services_of()
    try:
        runs = services.review.runs("Products", 20)
        run = next(one for one in runs if one.written and one.undone_by is None)
        operation = next(one for one in services.review.run_operations(run.id) if one.ref)
        hold = next((one for one in services.review.holds("Customers") if one.field and one.ref), None)
        held = Spot("Customers", hold.side, hold.ref, hold.field, label=hold.label) if hold and hold.ref else None
        assert operation.ref is not None
        return Spot("Products", operation.side, operation.ref, label=operation.label), run.id, held
    finally:
        services.close()


def break_it(folder: Path) -> None:
    """What goes wrong with real systems: a file that is gone, a column that is gone, and the runs that meet them."""
    (folder / "prices.csv").unlink()
    with closing(sqlite3.connect(folder / "desk.db")) as connection, connection:
        connection.execute("ALTER TABLE tickets DROP COLUMN status")
    services = open_services(folder, PASSPHRASE)
    try:
        for name in ("Products", "Support tickets", "Newsletter"):
            with suppress(DesktopSyncError):
                services.runner.run(name)
    finally:
        services.close()


def full(tour: Tour, folder: Path) -> None:
    """All there is."""
    tour.pages()
    tour.page(Go(Place.PREVIEW, "Products"), "preview", lambda: _planned(tour))
    tour.page(Go(Place.PAIRING, "Products"), "pairing")
    tour.menus()
    tour.all_dialogs(lambda: open_services(folder, PASSPHRASE))


def _planned(tour: Tour) -> object:
    return tour.window.page(Place.PREVIEW)._planned is not None  # type: ignore[attr-defined] # noqa: SLF001


def small(tour: Tour, folder: Path) -> None:  # noqa: ARG001 - like the others
    """The main screens at the least size."""
    tour.window.resize(1024, 640)
    tour.pages()
    tour.page(Go(Place.PREVIEW, "Products"), "preview", lambda: _planned(tour))
    tour.dialog(lambda: tour.window.deeds.edit("Customers"), "editor", tour.editor("editor"))
    tour.dialog(lambda: tour.window.deeds.review("Customers"), "conflict", tour.review)


def only_pages(tour: Tour, folder: Path) -> None:  # noqa: ARG001 - like the others
    """The pages of the sidebar."""
    tour.pages()


def walk(application: QApplication, code: str, places: dict[str, Path], given: argparse.Namespace) -> None:
    """One language, all states."""
    choice, system = LANGUAGES[code]
    installed = language.install(application, choice, QLocale(system))
    book = Book(given.out / code, given.only)
    for state, go in (("full", full), ("small", small), ("failing", only_pages), ("empty", only_pages)):
        if given.state and state not in given.state:
            continue
        folder = places["full" if state == "small" else state]
        camera = screens.Camera(application, folder, given.out)
        tour = Tour(camera, book, state, given.scheme or list(SCHEMES))
        go(tour, folder)
        camera.shown.close()
        camera.window.close()
        camera.window.deleteLater()
    book.close()
    language.remove(application, installed)


def main() -> int:
    """Take them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--language", action="append", choices=list(LANGUAGES))
    parser.add_argument("--scheme", action="append", choices=list(SCHEMES))
    parser.add_argument("--state", action="append", choices=("full", "small", "failing", "empty"))
    parser.add_argument("--only", default="", help="only pictures whose name holds this")
    given = parser.parse_args()
    languages = given.language or list(LANGUAGES)
    if len(languages) > 1:  # a process each: as a user's program, it has one language for all its life
        others = [f"--scheme={one}" for one in given.scheme or ()] + [f"--state={one}" for one in given.state or ()]
        command = [sys.executable, __file__, str(given.out), f"--only={given.only}", *others]
        return max(subprocess.run([*command, f"--language={one}"], check=False).returncode != 0 for one in languages)
    os.environ[PASSPHRASE_VARIABLE] = PASSPHRASE
    application = QApplication(sys.argv[:1])
    application.setFont(QFont("Noto Sans", 10))
    with tempfile.TemporaryDirectory() as scratch:
        places = {state: Path(scratch) / state for state in ("full", "failing", "empty")}
        for state in ("full", "failing"):
            screens.sample_workspace(places[state])
        screens.add_changes(places["full"])
        break_it(places["failing"])
        walk(application, languages[0], places, given)
    print(f"{sum(1 for _ in given.out.rglob('*.png'))} pictures in {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
