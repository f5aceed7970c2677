"""Signing in with the browser from the window, by real clicks, against a strict authorization server."""

import datetime as dt
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from desktop_sync.bootstrap.wire import open_services
from desktop_sync.engine.account_flow import Way
from desktop_sync.errors import Cancelled
from desktop_sync.gui.dialogs.reconnect import ReconnectDialog
from desktop_sync.gui.models.accounts import AccountEntry, account_state
from desktop_sync.gui.theme import Tone
from desktop_sync.gui.wizards.account_ways import WayCard
from desktop_sync.gui.wizards.account_wizard import AccountWizard
from desktop_sync.model.signin import SignInWay
from desktop_sync.model.sync import Account
from tests.fakes.authorization import CLIENT, Authorization
from tests.fakes.browser import browse
from tests.fakes.rest_server import served
from tests.fakes.xero import TENANT, FakeXero
from tests.gui.wizard_bench import PASSPHRASE, SameThread, open_bench

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    made = open_bench(tmp_path_factory.mktemp("signing"))
    yield made
    made.close()


@pytest.fixture
def handle(services, qapp):
    yield SameThread(services)
    for account in services.accounts.list():
        services.accounts.remove(account.name)


@pytest.fixture
def xero():
    made = Authorization(
        FakeXero(),
        authorize="/identity/connect/authorize",
        token="/connect/token",
        redirect="http://localhost:51713/callback",
        any_port=True,
    )
    made.connections = [{"tenantId": TENANT, "tenantName": "Demo"}, {"tenantId": "other", "tenantName": "Second"}]
    made.paths["/connections"] = lambda _: (200, {}, made.connections)
    with served(made) as url:
        made.url = url
        yield made


@pytest.fixture
def pages(monkeypatch):
    """The browser: what it was opened for. `go` lets it follow the address, in a thread as browsers do."""

    class Browser(list):
        threads = ()

        def go(self):
            self.threads = (threading.Thread(target=browse, args=(self[-1],)),)
            self.threads[0].start()

    made = Browser()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: made.append(url.toString()))
    yield made
    for thread in made.threads:
        thread.join()


@pytest.fixture
def wizard(handle, qtbot, xero, unused_port):
    made = AccountWizard(handle)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.pages))
    qtbot.mouseClick(next(one for one in made.kind_page.cards if one.info.kind == "xero"), LEFT)
    made.settings_page.fields["base_url"].edit.setText(xero.url)
    made.settings_page.fields["redirect_port"].edit.setText(str(unused_port))
    yield made
    made.done(0)


def test_a_system_is_connected_with_the_browser(wizard, qtbot, services, xero, pages):
    page = wizard.settings_page
    assert not page.box.browser.isEnabled()
    assert wizard.note.text() == "▲ Client is needed."
    assert not page.fields["access_token"].isVisible(), "nobody needs to type a token"
    qtbot.keyClicks(page.fields["client_id"].edit, CLIENT)
    assert page.box.browser.isEnabled()
    qtbot.mouseClick(page.box.browser, LEFT)
    qtbot.waitUntil(lambda: bool(pages))
    assert "Waiting" in page.box.words.text()
    assert not page.box.browser.isVisible()
    pages.go()
    qtbot.waitUntil(page.box.choice.isVisible)
    assert [page.box.choice.itemText(at) for at in range(2)] == ["Demo", "Second"]
    assert not wizard.next_button.isEnabled()
    qtbot.mouseClick(page.box.take, LEFT)
    assert page.box.words.text() == "✓ Signed in."
    assert page.fields["tenant_id"].edit.text() == TENANT
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: wizard.page is wizard.name_page)
    assert wizard.test_page.state.text() == "✓ Connected"
    with qtbot.waitSignal(wizard.saved):
        qtbot.mouseClick(wizard.next_button, LEFT)
    account = services.accounts.get("Xero")
    assert set(account.secret_keys) == {"access_token", "refresh_token"}
    assert services.accounts.standing(account).renews
    assert not xero.violations


@pytest.fixture
def connect(handle, qtbot):
    """A wizard at the settings of a kind of system."""

    def opened(kind):
        made = AccountWizard(handle, kind=kind)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(made)
        made.show()
        qtbot.waitUntil(lambda: bool(made.pages))
        return made

    return opened


@pytest.mark.parametrize(
    ("kind", "place", "token"),
    [
        ("hubspot", {}, {"access_token": "pat-1"}),
        ("pipedrive", {}, {"api_token": "t-1"}),
        ("airtable", {"base_id": "app1"}, {"access_token": "pat-1"}),
        ("zendesk", {"subdomain": "shop"}, {"email": "sync@example.org", "api_token": "t-1"}),
    ],
)
def test_a_token_is_as_near_as_the_browser_and_first(connect, qtbot, kind, place, token):
    wizard = connect(kind)
    page = wizard.settings_page
    first, second = page.findChildren(WayCard)
    assert (first.way, first.isChecked(), second.way) == (Way.TYPED, True, Way.BROWSER)
    assert [key for key, one in page.fields.items() if one.isVisible()] == [*place, *token]
    assert not page.box.isVisible()
    for key, text in (place | token).items():
        assert not wizard.next_button.isEnabled()
        qtbot.keyClicks(page.fields[key].edit, text)
    assert wizard.next_button.isEnabled()
    assert {**wizard.flow.trial().secrets} == {key: text for key, text in token.items() if key != "email"}


def test_the_way_that_was_chosen_is_in_sight_when_one_comes_back(connect, qtbot):
    wizard = connect("pipedrive")
    page = wizard.settings_page
    token, browser = page.findChildren(WayCard)
    qtbot.keyClicks(page.fields["api_token"].edit, "t-1")
    token.setFocus()
    qtbot.keyClick(token, Qt.Key.Key_Right)
    qtbot.keyClick(browser, Qt.Key.Key_Space)
    assert page.box.isVisible()
    assert [page.fields[key].isVisible() for key in ("client_id", "client_secret", "api_token")] == [True, True, False]
    assert wizard.note.text() == "▲ Client is needed."
    wizard.go(0)
    wizard.forward()
    assert browser.isChecked()
    assert page.box.isVisible()
    qtbot.mouseClick(token, LEFT)
    assert page.fields["api_token"].edit.text() == "t-1", "what was typed is there still"
    assert wizard.next_button.isEnabled()


def test_what_a_sign_in_brought_goes_with_it(wizard, qtbot, xero, pages):
    page = wizard.settings_page
    browser, typed = page.findChildren(WayCard)
    assert browser.isChecked(), "nobody has a token of Xero that lasts"
    qtbot.mouseClick(typed, LEFT)
    qtbot.keyClicks(page.fields["access_token"].edit, "mine")
    qtbot.mouseClick(browser, LEFT)
    qtbot.keyClicks(page.fields["client_id"].edit, CLIENT)
    qtbot.mouseClick(page.box.browser, LEFT)
    qtbot.waitUntil(lambda: bool(pages))
    pages.go()
    qtbot.waitUntil(page.box.choice.isVisible)
    qtbot.mouseClick(page.box.take, LEFT)
    assert wizard.flow.trial().secrets["access_token"] != "mine"
    qtbot.mouseClick(typed, LEFT)
    assert wizard.flow.trial().secrets == {"access_token": "mine"}
    assert wizard.flow.trial().signed_in is None
    assert page.fields["tenant_id"].edit.text() == ""
    assert wizard.note.text() == "▲ Organisation is needed."
    assert page.box.words.text() == ""


def test_it_can_be_stopped_and_says_what_went_wrong(wizard, qtbot, xero, pages):
    page = wizard.settings_page
    page.fields["client_id"].edit.setText(CLIENT)
    qtbot.mouseClick(page.box.browser, LEFT)
    qtbot.waitUntil(lambda: bool(pages))
    qtbot.mouseClick(page.box.stop, LEFT)
    qtbot.waitUntil(page.box.browser.isVisible)
    assert page.box.words.text() == ""
    xero.denies = "access_denied"
    qtbot.mouseClick(page.box.browser, LEFT)
    qtbot.waitUntil(lambda: len(pages) == 2)
    pages.go()
    qtbot.waitUntil(page.box.browser.isVisible)
    assert "was declined in the browser" in page.box.words.text()
    assert not wizard.flow.answers.secrets


def test_a_dead_sign_in_is_brought_back(handle, qtbot, services, xero, pages, unused_port):
    settings = {"base_url": xero.url, "client_id": CLIENT, "tenant_id": TENANT, "redirect_port": str(unused_port)}
    services.accounts.add("Xero", "xero", settings, {"access_token": "a", "refresh_token": "dead"}, test=False)
    dialog = ReconnectDialog(handle, "Xero")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.box.browser.isVisible)
    qtbot.mouseClick(dialog.box.browser, LEFT)
    qtbot.waitUntil(lambda: bool(pages))
    pages.go()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert services.accounts.test("Xero").ok


def test_a_test_that_is_stopped_keeps_the_tokens_that_it_used_up(services, handle, xero, unused_port):
    settings = {"base_url": xero.url, "client_id": CLIENT, "redirect_port": str(unused_port), "tenant_id": TENANT}
    begun = services.accounts.begin_sign_in("xero", settings, {}, SignInWay.BROWSER)
    browser = threading.Thread(target=browse, args=(begun.url,))
    browser.start()
    signed_in = begun.wait(threading.Event())
    browser.join()
    services.accounts.add("Xero", "xero", settings, {}, signed_in=signed_in)
    stop, renew = threading.Event(), xero.paths["/connect/token"]
    xero.paths["/connect/token"] = lambda call: (stop.set(), renew(call))[1]
    xero.expire()
    with pytest.raises(Cancelled):
        services.accounts.reconnect("Xero", {"tenant_id": "other"}, {}, None, stop)
    assert services.accounts.get("Xero").settings["tenant_id"] == TENANT, "nothing else is kept"
    assert services.accounts.test("Xero").ok
    assert not xero.violations


def test_what_a_system_tells_of_its_calls_a_day_is_known_until_midnight(services, handle, xero):
    settings = {"base_url": xero.url, "tenant_id": TENANT}
    xero.inner.token = "mine"
    services.accounts.add("Xero", "xero", settings, {"access_token": "mine"}, test=False)
    plain = xero.answer
    assert services.accounts.test("Xero").ok
    assert services.accounts.quotas() == {}, "it told nothing: nothing is said"

    def told(call):
        status, headers, answer = plain(call)
        return status, {**headers, "X-DayLimit-Remaining": "4321"}, answer

    xero.answer = told
    assert services.accounts.test("Xero").ok
    quota = services.accounts.quotas()["Xero"]
    assert (quota.left, quota.limit, quota.used) == (4321, None, None)
    assert quota.holds(quota.told_at)
    assert not quota.holds(quota.told_at + dt.timedelta(days=1))

    service = open_services(services.folder, PASSPHRASE)  # as another process has it
    assert service.accounts.quotas() == {"Xero": quota}
    xero.answer = lambda call: (plain(call)[0], {"X-DayLimit-Remaining": "4000"}, plain(call)[2])
    assert service.accounts.test("Xero").ok
    service.close()
    assert services.accounts.quotas()["Xero"].left == 4000, "each shows what the other learnt"

    services.accounts.remove("Xero")
    xero.answer = plain
    services.accounts.add("Xero", "xero", settings, {"access_token": "mine"}, test=False)
    assert services.accounts.quotas() == {}, "a number that is given again knows nothing of the old account"


def test_the_end_of_a_sign_in_is_shown_in_the_list():
    entry = AccountEntry(Account(1, "Xero", "xero", {}), "Xero", "XE", "", ends="ends in 3 days")
    assert account_state(entry) == ("Ends in 3 days", Tone.CARE)
