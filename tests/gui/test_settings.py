"""The settings: each takes effect at once, and what does not fit is said."""

import datetime as dt

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication

from desktop_sync.gui.dialogs.mail import MailDialog
from desktop_sync.gui.dialogs.recovery import RecoveryDialog
from desktop_sync.gui.places import Place
from desktop_sync.gui.quiet import is_quiet, parse
from desktop_sync.gui.theme import Scheme
from desktop_sync.sync.alerts import About


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


def test_a_look_that_was_chosen_elsewhere_is_shown(shown, page):
    theme = shown.app.theme
    before = theme.scheme
    for scheme in (Scheme.DARK, before):
        theme.choose(scheme)
        assert [one for one, choice in page.schemes.items() if choice.isChecked()] == [scheme]


def test_the_log_has_a_limit_of_its_own(shown, page):
    assert (page.log_days.value(), page.log_days.text()) == (0, "for ever")
    page.log_days.setValue(3650)
    shown.until(lambda: shown.state.named("limit") == [("limit", "audit_days", "3650")])


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


def mail_dialog(shown, page):
    click(shown, page.alerts.set_up)
    return shown.window.findChildren(MailDialog)[-1]


def test_messages_by_e_mail_are_set_up_tried_and_taken_away(shown, page):
    assert page.alerts.where.text() == "nobody"
    dialog = mail_dialog(shown, page)
    assert (dialog.port.value(), dialog.none.isVisible()) == (587, False)
    assert dialog.focusWidget() is dialog.to
    dialog.to.setText("owner")
    dialog.server.setText("mail.example.org")
    dialog.tls.setCurrentIndex(1)
    dialog.tls.activated.emit(1)
    dialog.password.setText("secret")
    click(shown, dialog.save)
    shown.until(lambda: "no e-mail address" in dialog.banner.words)
    dialog.to.setText("owner@example.org, b@example.org")
    click(shown, dialog.try_out)
    shown.until(lambda: "takes nothing for b@example.org" in dialog.banner.words)
    click(shown, dialog.save)
    shown.until(lambda: page.alerts.where.text().startswith("owner@example.org"))
    assert dialog.typed["sender"] == "owner@example.org"
    assert (dialog.typed["tls"], dialog.typed["port"]) == ("tls", "465")
    dialog = mail_dialog(shown, page)
    assert (dialog.password.text(), dialog.password.placeholderText()) == ("", "unchanged")
    click(shown, dialog.try_out)
    shown.until(lambda: shown.state.named("try_mail")[1:])
    assert shown.state.named("try_mail")[-1] == ("try_mail", "mail.example.org", None)
    shown.until(dialog.none.isEnabled)
    click(shown, dialog.none)
    shown.until(lambda: page.alerts.where.text() == "nobody")


def test_what_messages_are_about_and_where_else_they_go(shown, page):
    kept = shown.state.alerts
    page.alerts.webhook.setText("ftp://example.org")
    page.alerts.webhook.editingFinished.emit()
    shown.until(lambda: "must begin with https" in page.banner.words)
    page.alerts.webhook.setText("https://example.org/alerts")
    page.alerts.webhook.editingFinished.emit()
    shown.until(lambda: kept.webhook == "https://example.org/alerts")
    for about, box in page.alerts.kinds.items():
        if about is not About.GUARD:
            click(shown, box)
            shown.until(lambda about=about: about not in kept.about)
    click(shown, page.alerts.kinds[About.GUARD])
    shown.until(lambda: "need to be about something" in page.banner.words)
    shown.until(page.alerts.kinds[About.GUARD].isChecked)
    assert kept.about == {About.GUARD}
    page.alerts.hours.setValue(0)
    shown.until(lambda: kept.silent_hours == 0)
    kept.problem = "The mail server does not answer."
    page.alerts.refresh()
    shown.until(lambda: "could not be sent The mail server does not answer." in page.banner.words)


def test_what_runs_over_a_metered_network_is_chosen(shown, page):
    assert page.metered.currentData() == "no_checks"
    page.metered.setCurrentIndex(2)
    page.metered.activated.emit(2)
    shown.until(lambda: shown.state.settings.get("network.metered") == "nothing")


def test_backups_are_made_and_put_elsewhere(shown, page, monkeypatch, tmp_path):
    rows = page.backups
    shown.until(lambda: rows.newest.text() == "none yet")
    click(shown, rows.now_button)
    shown.until(lambda: "MB in all" in rows.newest.text())
    assert "one.dsbackup opens" in page.banner.words
    rows.when.setCurrentIndex(1)
    rows.when.activated.emit(1)
    shown.until(lambda: shown.state.backups.daily is False)
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getExistingDirectory", lambda *_: str(tmp_path))
    click(shown, rows.folder_button)
    shown.until(lambda: rows.folder.toolTip() == str(tmp_path))


def test_the_recovery_key_is_shown_until_it_is_written_down(shown, page, monkeypatch):
    rows = page.backups
    shown.until(lambda: rows.key_words.text() == "none yet")
    click(shown, rows.key_button)
    shown.until(lambda: shown.window.findChildren(RecoveryDialog))
    [dialog] = shown.window.findChildren(RecoveryDialog)
    first = shown.state.backups.key
    assert dialog.key.text() == first
    click(shown, dialog.copy_button)
    assert QGuiApplication.clipboard().text() == first
    dialog.reject()
    assert dialog.isVisible()
    assert not dialog.close_button.isEnabled()
    dialog.written.setChecked(True)
    click(shown, dialog.close_button)
    shown.until(lambda: rows.key_words.text() == "there is one")
    asked = []
    monkeypatch.setattr("desktop_sync.gui.pages.settings_backups.confirm", lambda *what: asked.append(what) or False)
    click(shown, rows.key_button)
    assert asked
    assert shown.state.backups.key == first
