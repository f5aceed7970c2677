"""The settings: each takes effect at once, and what does not fit is said."""

import datetime as dt

import pytest
from PySide6.QtCore import QLocale, Qt

from desktop_sync.gui.places import Place
from desktop_sync.gui.quiet import is_quiet, parse


class Login:
    """Starting at sign-in, without touching the machine."""

    on = False
    broken = False

    def enabled(self):
        return Login.on

    def enable(self):
        if Login.broken:
            raise OSError("no")
        Login.on = True

    def disable(self):
        Login.on = False


@pytest.fixture
def page(shown):
    Login.on = Login.broken = False
    shown.window.page(Place.SETTINGS).starter = Login
    found = shown.page(Place.SETTINGS)
    shown.until(lambda: not found._loading)
    return found


def click(shown, button):
    button.setFocus()
    shown.bot.keyClick(button, Qt.Key.Key_Space)


def test_it_shows_what_holds(shown, page):
    assert (page.check_at.text(), page.days.value(), page.megabytes.value()) == ("03:00", 730, 1000)
    assert page.days.text() == "730 days"
    assert page.folder.text() == "workspace"


def test_the_window_starts_at_sign_in(shown, page):
    click(shown, page.login)
    shown.until(lambda: Login.on)
    click(shown, page.login)
    shown.until(lambda: not Login.on)


def test_what_can_t_be_written_for_sign_in_is_said(shown, page):
    Login.broken = True
    click(shown, page.login)
    shown.until(lambda: "could not be written" in page.banner.words)


def test_the_nightly_check_has_its_time(shown, page):
    page.check_at.setText("04:30")
    page.check_at.editingFinished.emit()
    shown.until(lambda: shown.state.named("check_at") == [("check_at", "04:30")])
    page.check_at.setText("")
    page.check_at.editingFinished.emit()
    shown.until(lambda: shown.state.named("check_at")[-1] == ("check_at", "off"))
    page.check_at.setText("at night")
    page.check_at.editingFinished.emit()
    shown.until(lambda: "“at night” is no time of day" in page.banner.words)


def test_history_has_limits_and_can_be_tidied_up(shown, page):
    page.days.setValue(90)
    page.megabytes.setValue(0)
    assert page.megabytes.text() == "any size"
    shown.until(lambda: shown.state.named("limit") == [("limit", "history_days", "90"), ("limit", "history_mb", "0")])
    page._prune()
    shown.until(lambda: page.banner.words == "Tidied up 12 entries were forgotten.")


@pytest.mark.parametrize(
    ("combo", "at", "key", "value"),
    [
        ("every", 2, "window.new_sync_every", "3600"),
        ("notices", 1, "window.notices", "stopped"),
        ("on_conflict", 1, "window.on_conflict", "notice"),
        ("start", 2, "window.start_page", "attention"),
        ("numbers", 2, "window.locale", "de_DE"),
    ],
)
def test_choices_are_kept(shown, page, combo, at, key, value):
    box = getattr(page, combo)
    box.setCurrentIndex(at)
    box.activated.emit(at)
    shown.until(lambda: shown.state.settings.get(key) == value)


def test_quiet_hours_are_checked_and_kept(shown, page):
    page.quiet.setText("late")
    page.quiet.editingFinished.emit()
    assert page.banner.words == "These are no hours Write them as 22:00-07:00."
    page.quiet.setText("22:00-07:00")
    page.quiet.editingFinished.emit()
    shown.until(lambda: shown.state.settings.get("window.quiet_hours") == "22:00-07:00")


@pytest.mark.parametrize(
    ("hours", "hour", "quiet"),
    [
        ("22:00-07:00", 23, True), ("22:00-07:00", 3, True), ("22:00-07:00", 7, False), ("22:00-07:00", 12, False),
        ("12:00-13:00", 12, True), ("12:00-13:00", 13, False), ("", 3, False), ("nonsense", 3, False),
    ],
)  # fmt: skip
def test_quiet_hours_may_go_over_midnight(hours, hour, quiet):
    assert is_quiet(hours, dt.datetime(2026, 11, 23, hour, 30 if hour == 12 else 0).astimezone()) is quiet


def test_hours_are_read_as_people_write_them():
    assert parse(" 7:00 – 18:30 ") == (dt.time(7), dt.time(18, 30))
    assert parse("25:00-07:00") is None


def test_numbers_are_written_as_chosen(shown, request):
    from desktop_sync.gui.text import locale, number

    old = QLocale()
    request.addfinalizer(lambda: (QLocale.setDefault(old), locale.cache_clear()))
    shown.app._on_choices(("light", "overview", "ask", "de_DE"))
    assert number(1240) == "1.240"
