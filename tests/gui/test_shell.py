"""The window: places, keys, counts, look, and the end."""

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QAbstractButton

from desktop_sync.errors import StoreError
from desktop_sync.gui.app import WindowApp
from desktop_sync.gui.dialogs.conflict import ConflictDialog
from desktop_sync.gui.icons import Sign, app_icon
from desktop_sync.gui.keys import Tray
from desktop_sync.gui.network import NetworkWatch, network_of
from desktop_sync.gui.places import Act, Go, Place, Wish
from desktop_sync.gui.theme import DARK, LIGHT, Scheme, tokens
from desktop_sync.model.network import Network
from tests.gui.pretend import NOW, STATUSES, Pretend

SIDEBAR = (
    Place.OVERVIEW, Place.SYNCS, Place.ACCOUNTS, Place.CONFLICTS, Place.ATTENTION, Place.ACTIVITY, Place.SETTINGS,
)  # fmt: skip


def test_the_sidebar_leads_everywhere(shown):
    for place in SIDEBAR:
        shown.bot.mouseClick(shown.window.sidebar.entry(place), Qt.MouseButton.LeftButton)
        assert shown.window.place is place
        assert shown.window.stack.currentWidget() is shown.window.page(place)
        assert shown.window.sidebar.entry(place).isChecked()


def test_what_waits_is_counted(shown):
    assert shown.window.sidebar.entry(Place.CONFLICTS).count == 3
    assert shown.window.sidebar.entry(Place.ATTENTION).count == 13, "twelve records, and a sync that failed"
    assert shown.window.sidebar.entry(Place.CONFLICTS).accessibleName() == "Conflicts, 3"
    assert shown.window.sidebar.state.words == "1 sync stopped"
    shown.state.statuses = shown.state.statuses[1:3]
    shown.refresh()
    assert shown.window.sidebar.entry(Place.CONFLICTS).count == 0
    assert shown.window.sidebar.state.words.startswith("In step · next run ")


def test_every_place_has_its_key(shown):
    actions = shown.window.actions_by_name
    keys = {actions[place.value].shortcuts()[0].toString(): place for place in SIDEBAR}
    assert list(keys) == [f"Ctrl+{at}" for at in range(1, 8)]
    assert QKeySequence("Ctrl+,") in actions["settings"].shortcuts()
    for place in reversed(SIDEBAR):
        actions[place.value].trigger()
        assert shown.window.place is place


def test_the_keys_of_the_menu(shown):
    actions = shown.window.actions_by_name
    assert {name: actions[name].shortcut().toString() for name in ("run_all", "new_sync", "new_account")} == {
        "run_all": "F5",
        "new_sync": "Ctrl+N",
        "new_account": "Ctrl+Shift+N",
    }
    actions["run_all"].trigger()
    shown.until(lambda: len(shown.state.named("run")) == 4)


def test_everything_that_can_be_pressed_has_a_name(shown):
    for place in SIDEBAR:
        page = shown.page(place)
        shown.bot.wait(50)
        nameless = [
            one for one in page.findChildren(QAbstractButton)
            if one.isVisible() and not (one.text() or one.accessibleName() or one.toolTip())
            and one.metaObject().className() not in ("QTableCornerButton", "QToolButton")
        ]  # fmt: skip
        assert nameless == []


@pytest.mark.parametrize("size", [(1024, 640), (1280, 800)])
def test_nothing_is_wider_than_the_window(shown, size):
    shown.window.resize(*size)
    for place in SIDEBAR:
        page = shown.page(place)
        shown.bot.wait(50)
        assert shown.window.width() == size[0]
        assert page.minimumSizeHint().width() <= size[0] - 208, place


def test_the_look_switches_live_and_is_remembered(shown):
    page = shown.page(Place.SETTINGS)
    page.schemes[Scheme.DARK].click()
    assert tokens() is DARK
    shown.until(lambda: shown.state.settings.get("window.scheme") == "dark")
    page.schemes[Scheme.LIGHT].click()
    assert tokens() is LIGHT


def test_the_system_s_colours_are_followed_until_the_user_chooses(shown, monkeypatch):
    theme = shown.app.theme
    monkeypatch.setattr(theme, "_wanted", lambda: DARK)
    theme.choose(Scheme.SYSTEM)
    assert tokens() is DARK
    monkeypatch.undo()
    theme.choose(Scheme.LIGHT)
    assert tokens() is LIGHT


def test_closing_without_a_tray_ends_the_window(shown):
    with shown.bot.waitSignal(shown.window.closed):
        shown.window.close()


def test_with_a_tray_closing_is_asked_once_and_remembered(shown, monkeypatch):
    from desktop_sync.gui import app as module

    asked = []
    monkeypatch.setattr(module, "ask_about_closing", lambda parent: asked.append(1) or Tray.KEEP)
    shown.app.tray = object()
    for _ in range(2):
        shown.window.show()
        shown.window.close()
        assert shown.window.isHidden()
    assert asked == [1]
    shown.until(lambda: shown.state.settings.get("window.tray") == "keep")
    shown.app.tray = None


def test_a_page_to_start_with(qtbot, qapp, theme, monkeypatch, state, request):
    state.settings["window.start_page"] = "conflicts"
    shown = request.getfixturevalue("shown")
    shown.until(lambda: shown.window.place is Place.CONFLICTS)


def test_a_workspace_that_does_not_open_is_told_and_ends_the_window(qtbot, qapp, theme, monkeypatch):
    from desktop_sync.gui import main_window as module

    told = []
    monkeypatch.setattr(module, "show_failure", lambda parent, failure: told.append(failure))

    def broken():
        raise StoreError("not a workspace", advice="Restore a backup.")

    app = WindowApp(qapp, broken, lambda: NOW)
    with qtbot.waitSignal(app.window.closed, timeout=20_000):
        app.start()
    assert (told[0].what, told[0].advice) == ("not a workspace", "Restore a backup.")
    app.close()
    app.window.deleteLater()


def test_failures_that_nobody_takes_are_shown(shown, monkeypatch):
    from desktop_sync.gui import main_window as module

    told = []
    monkeypatch.setattr(module, "show_failure", lambda parent, failure: told.append(failure))

    def call(services):
        raise StoreError("gone")

    shown.handle.look(call, shown.board._on_picture)
    shown.until(lambda: told)
    assert told[0].title == "The workspace can't be used"


def test_a_second_start_raises_the_first_window(qtbot, tmp_path):
    from desktop_sync.gui.single import Single

    first = Single(tmp_path)
    assert first.first
    with qtbot.waitSignal(first.raised, timeout=20_000):
        assert not Single(tmp_path).first
    assert Single(tmp_path / "other").first


def test_the_crash_hook_tells_once_and_keeps_the_text_to_itself(qtbot, monkeypatch, caplog):
    import sys

    from desktop_sync.gui import errors

    told = []
    monkeypatch.setattr(errors, "show_failure", lambda parent, failure: told.append(failure))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    hook = errors.CrashHook()
    hook.install()
    with pytest.raises(ValueError, match="Jürgen") as caught:
        int("Jürgen")
    sys.excepthook(caught.type, caught.value, caught.tb)
    assert len(told) == 1
    assert "Jürgen" not in f"{told[0]}"
    assert "test_shell" in told[0].detail


@pytest.fixture
def tray(qtbot, qapp, theme):
    made = Trayed(qtbot)
    yield made
    made.handle.close()


class Trayed:
    """The tray on pretended services, and what it would have shown."""

    def __init__(self, qtbot, **settings):
        from desktop_sync.gui.board import Board
        from desktop_sync.gui.tray import TrayIcon
        from desktop_sync.gui.worker import WorkerHandle

        self.bot, self.state = qtbot, Pretend()
        self.handle = WorkerHandle(self.state.open)
        self.tray = TrayIcon(self.handle, Board(self.handle, lambda: NOW, self.handle))
        self.notices, self.led = [], []
        self.tray._icon.showMessage = lambda *words: self.notices.append(words[1])
        self.tray.go.connect(self.led.append)
        self.tray.wish.connect(self.led.append)
        self.handle.start()
        self.until(lambda: self.tray.words.endswith("3 conflicts wait for you"))

    def until(self, condition):
        self.bot.waitUntil(condition, timeout=20_000)

    def change(self, at, **changes):
        """A sync of the next picture."""
        statuses = list(self.state.statuses)
        statuses[at] = dataclasses.replace(statuses[at], **changes)
        self.state.statuses = tuple(statuses)
        with self.bot.waitSignal(self.tray._board.updated, timeout=20_000):
            self.handle.changed.emit()


def test_the_tray_tells_of_new_conflicts_and_leads_to_them(tray):
    assert tray.notices == []
    tray.change(0, conflicts=4)
    assert tray.notices == ["4 conflicts wait for you."]
    tray.tray._notice_pressed()
    assert tray.led == [Wish(Act.REVIEW)]


def test_the_tray_tells_of_what_is_set_aside_and_leads_there(tray):
    tray.change(0, holds=14)
    assert tray.notices == ["2 records were set aside."]
    tray.tray._notice_pressed()
    assert tray.led == [Go(Place.ATTENTION)]


def test_a_sync_that_stops_is_told_first(tray):
    tray.change(1, state="suspended", reason="“status” is gone", holds=3)
    assert tray.notices == ["Support tickets stands still and needs you."]
    tray.tray._notice_pressed()
    assert tray.led == [Go(Place.ATTENTION, "Support tickets")]


@pytest.mark.parametrize(("choice", "hours", "told"), [("none", "", 0), ("stopped", "", 1), ("all", "00:00-23:59", 0)])
def test_notices_are_as_chosen(tray, choice, hours, told):
    tray.state.settings |= {"window.notices": choice, "window.quiet_hours": hours}
    tray.change(0)
    tray.until(lambda: (tray.tray._notices.value, tray.tray._quiet) == (choice, hours))
    tray.change(0, conflicts=9)
    tray.change(1, state="suspended", reason="gone")
    assert len(tray.notices) == told


def test_the_tray_s_menu_fits_how_things_stand(tray):
    assert tray.tray.offers == [
        "Open Desktop Sync", "3 conflicts wait for you", "Review conflicts", "Look at what needs attention",
        "Sync all now", "Pause all", "Quit",
    ]  # fmt: skip
    for at in range(4):
        tray.change(at, state="paused", conflicts=0, holds=0)
    assert tray.tray.words == "Desktop Sync: all paused"
    assert tray.tray.offers == ["Open Desktop Sync", "All paused", "Sync all now", "Resume all", "Quit"]
    tray.tray._resume.trigger()
    assert tray.led == [Wish(Act.RESUME_ALL)]


def test_the_tray_s_icon_says_what_its_words_say(tray):
    assert tray.tray.sign is Sign.CARE
    tray.change(0, conflicts=0, holds=0)
    assert (tray.tray.words, tray.tray.sign) == ("Desktop Sync: 1 sync stands still", Sign.BAD)
    tray.change(3, state="paused")
    assert (tray.tray.words, tray.tray.sign) == ("Desktop Sync: in step", Sign.NONE)
    tray.state.gate.clear()
    tray.handle.run("Newsletter")
    tray.until(lambda: (tray.tray.words, tray.tray.sign) == ("Desktop Sync: syncing", Sign.BUSY))
    tray.state.gate.set()
    tray.until(lambda: tray.tray.sign is Sign.NONE)
    for at in range(4):
        tray.change(at, state="paused")
    assert (tray.tray.words, tray.tray.sign) == ("Desktop Sync: all paused", Sign.PAUSED)
    pictures = {app_icon(one).pixmap(16).toImage().bits().tobytes() for one in Sign}
    assert len(pictures) == len(Sign), "each can be told apart in the smallest size"


def test_the_tray_runs_everything(tray):
    tray.tray._run.trigger()
    tray.until(lambda: len(tray.state.named("run")) == 4)


def more_conflicts(shown, many=4):
    """Four more conflicts have come in Newsletter."""
    shown.until(lambda: shown.app.arrivals._known is not None)
    shown.state.statuses = tuple(
        dataclasses.replace(one, conflicts=many) if one.name == "Newsletter" else one for one in shown.state.statuses
    )
    shown.refresh()


def test_conflicts_that_arrive_open_by_themselves(shown):
    more_conflicts(shown)
    shown.until(lambda: shown.window.deeds.dialogs)
    assert isinstance(shown.window.deeds.dialogs[0], ConflictDialog)
    assert shown.app.arrivals.opens() is False, "one dialog is enough"
    shown.window.deeds.dialogs[0].reject()
    shown.refresh()
    assert not shown.window.deeds.dialogs, "no more have come since"


def test_where_a_quiet_notice_is_wished_nothing_opens(shown):
    shown.state.settings["window.on_conflict"] = "notice"
    shown.refresh()
    shown.until(lambda: not shown.app.arrivals.opens())
    more_conflicts(shown)
    assert not shown.window.deeds.dialogs


def test_nothing_opens_while_nobody_is_at_the_window(shown):
    shown.window.hide()
    assert not shown.app.arrivals.opens()
    more_conflicts(shown)
    assert not shown.window.deeds.dialogs


def test_a_conflict_that_opens_itself_needs_no_notice(tray):
    tray.tray.opens_itself = lambda: True
    tray.change(0, conflicts=7)
    assert tray.notices == []


def test_without_a_network_the_sidebar_says_so(shown):
    shown.state.statuses = (dataclasses.replace(STATUSES[2]),)
    shown.refresh()
    before = shown.window.sidebar.state.words
    shown.handle.see_network(Network(online=False))
    assert shown.window.sidebar.state.words == "No network"
    shown.handle.see_network(Network(online=True, metered=True))
    assert shown.window.sidebar.state.words == before


@pytest.mark.parametrize(
    ("reach", "metered", "means"),
    [
        ("Unknown", None, Network()),
        ("Disconnected", False, Network(False, False)),
        ("Local", None, Network(True, None)),
        ("Online", True, Network(True, True)),
    ],
)
def test_what_qt_says_of_the_network(reach, metered, means):
    assert network_of(QNetworkInformation.Reachability[reach], metered) == means


def test_the_network_is_told_to_the_worker_that_runs_syncs(shown):
    shown.handle.see_network(Network(online=False))
    shown.until(lambda: shown.handle._sync._network == Network(online=False))
    assert NetworkWatch().now.online in {True, False, None}
