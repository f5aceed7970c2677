"""The window on pretended services, with real threads behind it."""

import faulthandler

import pytest
from pytestqt.qtbot import QtBot

from desktop_sync.gui.app import WindowApp
from desktop_sync.gui.theme import Scheme, Theme
from tests.gui.pretend import NOW, Pretend

faulthandler.enable()


@pytest.fixture(scope="session")
def theme(qapp) -> Theme:
    """The look of the window, light."""
    made = Theme(qapp, qapp)
    made.choose(Scheme.LIGHT)
    return made


@pytest.fixture
def state() -> Pretend:
    """What the pretended services know. Change it before the window opens, or with `refresh` later."""
    made = Pretend()
    made.settings["window.scheme"] = "light"
    return made


class Shown:
    """The window, and a few ways to wait for it."""

    def __init__(self, app: WindowApp, bot: QtBot, state: Pretend) -> None:
        self.app, self.bot, self.state = app, bot, state
        self.window, self.board, self.handle = app.window, app.board, app.handle

    def until(self, condition) -> None:
        """Wait until it holds."""
        self.bot.waitUntil(lambda: bool(condition()), timeout=20_000)

    def page(self, place):
        """Go there."""
        from desktop_sync.gui.places import Go

        self.window.show_place(Go(place))
        return self.window.page(place)

    def refresh(self) -> None:
        """Have everything looked at again, and wait for the new picture."""
        with self.bot.waitSignal(self.board.updated, timeout=20_000):
            self.handle.changed.emit()


@pytest.fixture
def shown(qtbot, qapp, theme, state, monkeypatch):
    """The window, open, with its first picture of the workspace."""
    from desktop_sync.gui.tray import TrayIcon

    monkeypatch.setattr(TrayIcon, "available", staticmethod(lambda: False))
    app = WindowApp(qapp, state.open, lambda: NOW)
    made = Shown(app, qtbot, state)
    app.start()
    made.until(lambda: app.board.picture.taken)
    yield made
    state.gate.set()
    for dialog in app.window.deeds.dialogs:
        dialog.close()
    app.close()
    app.window.close()
    app.window.deleteLater()
    app.deleteLater()
