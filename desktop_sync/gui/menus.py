"""The menu bar: every action of the window, with its keys."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from desktop_sync.gui.guide import opener
from desktop_sync.gui.places import Act, Go, Place, Wish
from desktop_sync.gui.text import tr

if TYPE_CHECKING:
    from desktop_sync.gui.main_window import MainWindow


def build(window: "MainWindow") -> dict[str, QAction]:
    """Make the menus; the actions by name."""
    made: dict[str, QAction] = {}
    _file(window, made)
    _sync(window, made)
    _go(window, made)
    _help(window, made)
    return made


def _menu(window: "MainWindow", words: str) -> QMenu:
    found = window.menuBar().addMenu(words)
    found.setToolTipsVisible(True)
    return found


def _file(window: "MainWindow", made: dict[str, QAction]) -> None:
    menu = _menu(window, tr("&File"))
    made["new_sync"] = menu.addAction(tr("&New sync …"), "Ctrl+N", lambda: window.fulfil(Wish(Act.NEW_SYNC)))
    made["new_account"] = menu.addAction(
        tr("New &account …"), "Ctrl+Shift+N", lambda: window.fulfil(Wish(Act.NEW_ACCOUNT))
    )
    made["add_file"] = menu.addAction(tr("Add a sync from a &file …"), partial(_add_file, window))
    menu.addSeparator()
    made["backup"] = menu.addAction(tr("&Back up the workspace …"), window.deeds.back_up)
    menu.addSeparator()
    made["reveal"] = menu.addAction(tr("Show &hidden values"))
    made["reveal"].setCheckable(True)
    made["reveal"].setToolTip(tr("Of fields marked as sensitive; it is noted in the log, and ends with the program."))
    made["reveal"].toggled.connect(window.deeds.reveal)
    menu.addSeparator()
    made["close"] = menu.addAction(tr("&Close the window"), QKeySequence(QKeySequence.StandardKey.Close), window.close)
    made["quit"] = menu.addAction(tr("&Quit"), QKeySequence("Ctrl+Q"), QApplication.quit)
    made["quit"].setMenuRole(QAction.MenuRole.QuitRole)


def _add_file(window: "MainWindow") -> None:
    from desktop_sync.gui.dialogs.add_sync import choose_file  # late: as every dialog

    file = choose_file(window)
    if file is not None:
        window.deeds.add_from(file)


def _sync(window: "MainWindow", made: dict[str, QAction]) -> None:
    menu = _menu(window, tr("&Sync"))
    made["run_all"] = menu.addAction(tr("Sync &now"), "F5", window.deeds.run_here)
    made["cancel_all"] = menu.addAction(tr("&Cancel all runs"), "Shift+F5", window.deeds.cancel_all)
    menu.addSeparator()
    made["review"] = menu.addAction(tr("&Review conflicts …"), "Ctrl+R", lambda: window.fulfil(Wish(Act.REVIEW)))
    menu.addSeparator()
    made["pause_all"] = menu.addAction(tr("&Pause all"), lambda: window.fulfil(Wish(Act.PAUSE_ALL)))
    made["resume_all"] = menu.addAction(tr("R&esume all"), lambda: window.fulfil(Wish(Act.RESUME_ALL)))


def _go(window: "MainWindow", made: dict[str, QAction]) -> None:
    menu = _menu(window, tr("&Go"))
    places = (
        (Place.OVERVIEW, tr("&Overview")),
        (Place.SYNCS, tr("&Syncs")),
        (Place.ACCOUNTS, tr("&Accounts")),
        (Place.CONFLICTS, tr("&Conflicts")),
        (Place.ATTENTION, tr("&Needs attention")),
        (Place.ACTIVITY, tr("Ac&tivity")),
        (Place.SETTINGS, tr("S&ettings")),
    )
    for at, (place, words) in enumerate(places, start=1):
        made[place.value] = menu.addAction(words, partial(window.show_place, Go(place)))
        keys = [QKeySequence(f"Ctrl+{at}")]
        if place is Place.SETTINGS:
            keys.append(QKeySequence("Ctrl+,"))
        made[place.value].setShortcuts(keys)


def _help(window: "MainWindow", made: dict[str, QAction]) -> None:
    menu = _menu(window, tr("&Help"))
    made["guide"] = menu.addAction(tr("&Guide to this page"), opener.KEY, partial(opener.show_for, window))
    made["contents"] = menu.addAction(tr("&Contents of the guide"), opener.show_contents)
    made["tour"] = menu.addAction(tr("&Tour of the demo"), partial(_take_tour, window))
    made["tour"].setVisible(False)
    menu.addSeparator()
    made["doctor"] = menu.addAction(tr("C&heck everything …"), partial(_check_everything, window))
    made["log"] = menu.addAction(tr("Open the &workspace's folder"), window.deeds.open_folder)
    made["about"] = menu.addAction(tr("&About Desktop Sync"), window.deeds.about)
    made["about"].setMenuRole(QAction.MenuRole.AboutRole)


def _take_tour(window: "MainWindow") -> None:
    window.first_hour.take_up()


def _check_everything(window: "MainWindow") -> None:
    from desktop_sync.gui.dialogs.doctor import DoctorDialog  # late: as every dialog

    dialog = DoctorDialog(window.handle, window)
    dialog.wish.connect(window.fulfil)
    dialog.go.connect(window.show_place)
    window.deeds.show_dialog(dialog)
