"""Connecting a system, by real clicks and keys, on real SQLite files."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop_sync.gui.wizards.account_wizard import AccountWizard
from desktop_sync.gui.worker import WorkerHandle
from tests.gui.wizard_bench import SameThread, make_databases, open_bench

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    folder = tmp_path_factory.mktemp("accounts")
    services = open_bench(folder)
    shop, crm = make_databases(folder)
    yield services, shop, crm
    services.close()


@pytest.fixture
def handle(bench, qapp):
    yield SameThread(bench[0])
    for account in bench[0].accounts.list():
        bench[0].accounts.remove(account.name)


@pytest.fixture
def wizard(handle, qtbot):
    made = AccountWizard(handle)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.pages))
    return made


def card(wizard, kind):
    return next(one for one in wizard.kind_page.cards if one.info.kind == kind)


def to_settings(wizard, qtbot):
    qtbot.mouseClick(card(wizard, "sql"), LEFT)
    assert wizard.page is wizard.settings_page, "a click on a system says everything"
    return wizard.settings_page.fields


def test_a_system_is_connected(wizard, qtbot, bench):
    services, shop, _ = bench
    assert not wizard.next_button.isEnabled()
    fields = to_settings(wizard, qtbot)
    assert wizard.page is wizard.settings_page
    assert wizard.note.text() == "▲ Address is needed."
    qtbot.keyClicks(fields["url"].edit, f"sqlite:///{shop}")
    qtbot.mouseClick(wizard.next_button, LEFT)
    assert wizard.page is wizard.test_page
    assert wizard.page.busy
    assert not wizard.next_button.isEnabled()
    qtbot.waitUntil(lambda: wizard.page is wizard.name_page)
    assert wizard.test_page.state.text() == "✓ Connected"
    assert wizard.name_page.state.text().startswith("✓ Connected · "), "it goes on by itself, and says what it found"
    found = {wizard.name_page.table.item(row, 0).text() for row in range(wizard.name_page.table.rowCount())}
    assert found == {"customers", "orders"}
    assert wizard.name_page.edit.text() == "Shop", "as the file is called"
    wizard.name_page.edit.clear()
    qtbot.keyClicks(wizard.name_page.edit, "Shop database")
    assert wizard.next_button.text() == "Save Shop database"
    with qtbot.waitSignal(wizard.saved) as saved:
        qtbot.mouseClick(wizard.next_button, LEFT)
    assert saved.args == ["Shop database"]
    assert services.accounts.get("Shop database").settings["url"] == f"sqlite:///{shop}"


def test_a_failed_test_says_why_and_can_be_tried_again(wizard, qtbot, bench, tmp_path):
    late = tmp_path / "late.sqlite"
    fields = to_settings(wizard, qtbot)
    qtbot.keyClicks(fields["url"].edit, f"sqlite:///{late}")
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: not wizard.page.busy)
    assert wizard.test_page.state.text() == "✕ It did not work"
    assert wizard.test_page.problems.text() or wizard.test_page.server.text()
    assert not wizard.next_button.isEnabled()
    late.write_bytes(bench[1].read_bytes())
    qtbot.mouseClick(wizard.test_page.again, LEFT)
    qtbot.waitUntil(lambda: wizard.page is wizard.name_page)
    assert wizard.test_page.state.text() == "✓ Connected"


@pytest.fixture
def hanging():
    """A system that takes calls and answers none, until `let_go` is set."""
    let_go, came = threading.Event(), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            came.set()
            let_go.wait(20)
            self.close_connection = True

        def log_message(self, *_):
            """Nothing on stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield SimpleNamespace(url=f"http://127.0.0.1:{server.server_port}", let_go=let_go, came=came)
    let_go.set()
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_test_that_hangs_can_be_stopped_and_leaves_nothing(qtbot, qapp, bench, hanging):
    handle = WorkerHandle(lambda: bench[0])
    handle.start()
    wizard = AccountWizard(handle, kind="hubspot")
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(wizard)
    wizard.show()
    qtbot.waitUntil(lambda: bool(wizard.pages), timeout=20_000)
    for key, text in (("access_token", "pat-1"), ("base_url", hanging.url)):
        wizard.settings_page.fields[key].edit.setText(text)
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(hanging.came.is_set, timeout=20_000)
    assert wizard.page.busy
    page, heard = wizard.test_page, []
    for _ in range(5):
        wizard._attempt._tick()
    assert (page.state.text(), page.server.text()) == ("Talking to HubSpot …", f"{wizard._attempt.seconds} s")
    assert wizard._attempt.seconds >= 5
    qtbot.mouseClick(page.stop, LEFT)
    assert page.state.text() == "The test was stopped"
    assert not wizard.next_button.isEnabled()
    assert page.again.isVisible()
    page.updated.connect(lambda: heard.append("an answer came late"))
    hanging.let_go.set()
    qtbot.waitUntil(lambda: not handle._asides, timeout=20_000)
    assert heard == []
    assert wizard.flow.answers.check is None
    assert bench[0].accounts.list() == []
    wizard.reject()
    handle.close()


def test_back_keeps_what_was_typed_and_tests_a_change_again(wizard, qtbot, bench):
    fields = to_settings(wizard, qtbot)
    qtbot.keyClicks(fields["url"].edit, f"sqlite:///{bench[1]}")
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: wizard.page is wizard.name_page)
    asked = wizard._handle.asked
    for _ in range(2):
        qtbot.mouseClick(wizard.back_button, LEFT)
    assert fields["url"].edit.text() == f"sqlite:///{bench[1]}"
    qtbot.mouseClick(wizard.next_button, LEFT)
    assert wizard.page is wizard.test_page
    assert not wizard.page.busy, "nothing was changed: the test still holds"
    assert wizard._handle.asked == asked
    qtbot.mouseClick(wizard.back_button, LEFT)
    fields["url"].edit.setText(f"sqlite:///{bench[2]}")
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: wizard._handle.asked == asked + 1 and wizard.page is wizard.name_page)


def test_keys_alone_connect_a_system(wizard, qtbot, bench):
    services, shop, _ = bench
    qtbot.keyClicks(wizard.kind_page.search, "sql data")
    qtbot.keyClick(wizard.kind_page.search, Qt.Key.Key_Return)
    assert wizard.page is wizard.settings_page, "Enter takes the only one that is found, and goes on"
    assert wizard.flow.answers.kind.kind == "sql"
    typed = wizard.focusWidget()
    assert typed is wizard.settings_page.fields["url"].edit
    qtbot.keyClicks(typed, f"sqlite:///{shop}")
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.page is wizard.name_page)
    with qtbot.waitSignal(wizard.saved):
        qtbot.keyClick(wizard.focusWidget(), Qt.Key.Key_Return)
    assert services.accounts.get("Shop")


def test_arrows_move_among_the_systems_without_going_on(wizard, qtbot):
    first = wizard.kind_page.cards[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert wizard.page is wizard.kind_page
    assert wizard.next_button.isEnabled()


def test_a_wrong_address_is_said_while_typing(wizard, qtbot):
    field = to_settings(wizard, qtbot)["url"]
    assert "Example" in field.help.text()
    qtbot.keyClicks(field.edit, "shop")
    assert field.help.text().startswith("✕ Address must be a whole address")
    assert field.edit.property("problem") == "true"
    qtbot.keyClicks(field.edit, "://x")
    assert field.edit.property("problem") == "false"


def test_the_path_of_a_database_is_address_enough(wizard, qtbot, bench):
    services, shop, _ = bench
    fields = to_settings(wizard, qtbot)
    qtbot.keyClicks(fields["url"].edit, str(shop))
    assert fields["url"].edit.property("problem") == "false"
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: wizard.next_button.isEnabled() and wizard.next_button.text() == "Save Shop")
    with qtbot.waitSignal(wizard.saved):
        qtbot.mouseClick(wizard.next_button, LEFT)
    assert {one.name for one in services.accounts.tables("Shop")} == {"customers", "orders"}


def test_passwords_are_hidden_until_asked_for(wizard, qtbot):
    field = to_settings(wizard, qtbot)["password"]
    qtbot.keyClicks(field.edit, "s3cret")
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    assert wizard.flow.answers.secrets == {"password": "s3cret"}
    assert "password" not in wizard.flow.answers.settings


def test_rarely_needed_settings_are_folded_away(wizard, qtbot):
    fields = to_settings(wizard, qtbot)
    rare = [one for one in fields.values() if not one.setting.required and not one.setting.secret]
    assert rare
    assert not any(one.isVisible() for one in rare)


def test_systems_can_be_searched(wizard, qtbot):
    qtbot.keyClicks(wizard.kind_page.search, "tryton")
    assert [one.info.kind for one in wizard.kind_page.cards if one.isVisible()] == ["tryton"]


def test_a_taken_name_is_refused(wizard, qtbot, bench):
    services, shop, _ = bench
    services.accounts.add("Shop", "sql", {"url": f"sqlite:///{shop}"}, {})
    again = AccountWizard(SameThread(services))
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: bool(again.pages))
    again.flow.choose("sql")
    again.flow.put("url", f"sqlite:///{shop}")
    again.begin(3)
    again.name_page.edit.setText("shop")
    assert again.note.text() == "▲ There is an account “shop” already. Choose another name."
    assert not again.next_button.isEnabled()


def test_cancelling_stores_nothing(wizard, qtbot, bench):
    to_settings(wizard, qtbot)
    qtbot.mouseClick(wizard.cancel, LEFT)
    assert not wizard.isVisible()
    assert bench[0].accounts.list() == []


@pytest.mark.parametrize("width", [640, 900])
def test_no_word_of_the_steps_is_cut(wizard, qtbot, width):
    wizard.resize(width, 520)
    wizard.flow.choose("sql")
    wizard.begin(1)
    for step in wizard.steps.steps:
        assert step.width() >= step.fontMetrics().horizontalAdvance(step.text())


MANIFEST = """format = 1
[meta]
id = "crm"
label = "CRM"
[settings]
region = { label = "Region", default = "eu" }
token = { label = "Token", secret = true }
[[auth]]
kind = "bearer"
token = "{token}"
[base]
url = "https://crm.example.org"
[tables.people]
id = "id"
[tables.people.fields]
name = "text"
[tables.people.list]
get = "/people"
"""


def test_a_manifest_of_one_s_own_says_what_is_asked_for(wizard, qtbot, tmp_path):
    file = tmp_path / "crm.toml"
    file.write_text(MANIFEST, "utf-8")
    qtbot.mouseClick(card(wizard, "rest"), LEFT)
    qtbot.mouseClick(wizard.next_button, LEFT)
    page = wizard.settings_page
    page.fields["manifest"].edit.setText(str(tmp_path / "none.toml"))
    qtbot.waitUntil(lambda: "can't be read" in wizard.note.text())
    assert not wizard.next_button.isEnabled()
    page.fields["manifest"].edit.setText(str(file))
    qtbot.waitUntil(lambda: {"manifest", "region", "token", "base_url"} <= page.fields.keys())
    assert page.fields["region"].edit.text() == "eu"
    assert page.fields["manifest"].edit.text() == str(file)
    assert wizard.focusWidget() is page.fields["manifest"].edit
    assert wizard.note.text() == "▲ Token is needed."
    qtbot.keyClicks(page.fields["token"].edit, "secret")
    assert wizard.next_button.isEnabled()
    trial = wizard.flow.trial()
    assert (trial.settings["region"], trial.secrets) == ("eu", {"token": "secret"})
    page.fields["manifest"].edit.clear()
    qtbot.waitUntil(lambda: set(page.fields) == {"manifest", "base_url", "ca_file", "pin"})
    assert wizard.flow.trial().secrets == {}
