"""Setting up a sync, by real clicks, on two real SQLite databases; changing one; what cancelling leaves."""

import dataclasses
import sqlite3
import threading
from contextlib import closing

import psycopg
import pytest
from PySide6.QtCore import Qt

from desktop_sync.errors import Cancelled
from desktop_sync.gui.dialogs.triggers import TriggersDialog
from desktop_sync.gui.wizards.sync_preview import PairsModel
from desktop_sync.gui.wizards.sync_wizard import SyncWizard
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.mapping import Check, ConflictRule, Direction, FirstRun, Format, LensSpec
from desktop_sync.model.plan import Pairing, PairingKind
from desktop_sync.model.report import RunStatus
from desktop_sync.model.sync import DeletePolicy, Duplicates, Limit
from tests.gui.wizard_bench import SameThread, make_databases, open_bench, rows
from tests.servers import sql

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("syncs")
    services = open_bench(folder)
    yield services, folder
    services.close()


@pytest.fixture
def bench(workspace, qapp, tmp_path):
    services, _ = workspace
    shop, crm = make_databases(tmp_path)
    services.accounts.add("Shop database", "sql", {"url": f"sqlite:///{shop}"}, {})
    services.accounts.add("CRM", "sql", {"url": f"sqlite:///{crm}"}, {})
    yield SameThread(services), shop, crm
    for status in services.syncs.statuses():
        services.syncs.remove(status.name)
    for account in services.accounts.list():
        services.accounts.remove(account.name)


def opened(qtbot, handle, existing=None):
    made = SyncWizard(handle, existing=existing)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.pages) and bool(made.context.accounts), timeout=20_000)
    return made


def go_on(wizard, qtbot):
    qtbot.waitUntil(wizard.next_button.isEnabled, timeout=20_000)
    qtbot.mouseClick(wizard.next_button, LEFT)


def choose_tables(wizard, qtbot):
    pickers = wizard.tables_page.pickers
    pickers["a"].choose("Shop database")
    pickers["b"].choose("CRM")
    qtbot.waitUntil(lambda: len(wizard.context.tables) == 2, timeout=20_000)
    pickers["a"].choose("Shop database", "customers")
    pickers["b"].choose("CRM", "contacts")


def to_matching(wizard, qtbot):
    choose_tables(wizard, qtbot)
    go_on(wizard, qtbot)
    tools = wizard.mapping_page.panel.tools
    qtbot.waitUntil(tools.accept_all.isVisible, timeout=20_000)
    qtbot.mouseClick(tools.accept_all, LEFT)
    go_on(wizard, qtbot)


def to_preview(wizard, qtbot):
    to_matching(wizard, qtbot)
    qtbot.waitUntil(lambda: "found" in wizard.matching_page.count.text(), timeout=20_000)
    for _ in range(3):
        go_on(wizard, qtbot)
    qtbot.waitUntil(lambda: not wizard.page.busy, timeout=30_000)


@pytest.fixture
def mapping(bench, qtbot):
    """The mapper on 1,503 customers, of which 7 of the last have a town that the other side has no room for."""
    handle, shop, crm = bench
    with closing(sqlite3.connect(shop)) as base, base:
        rows_ = [
            (at, f"Given {at}", f"Name {at}", f"k{at}@example.org", "Flensburg" if at > 1497 else "Kiel", 1)
            for at in range(21, 1504)
        ]
        base.executemany(
            "INSERT INTO customers VALUES (?, ?, ?, ?, ?, ?)", [*rows_, (9999, "A", "B", "c", "Flensburg", 0)]
        )
    with closing(sqlite3.connect(crm)) as base, base:
        base.execute("DROP TABLE contacts")
        base.execute(
            "CREATE TABLE contacts (id INTEGER PRIMARY KEY, name VARCHAR(120), email_address VARCHAR(200), city VARCHAR(6))"
        )
    wizard = opened(qtbot, handle)
    choose_tables(wizard, qtbot)
    go_on(wizard, qtbot)
    panel = wizard.mapping_page.panel
    qtbot.waitUntil(panel.tools.accept_all.isVisible, timeout=20_000)
    qtbot.mouseClick(panel.tools.accept_all, LEFT)
    qtbot.waitUntil(lambda: bool(panel.model.whole.sides), timeout=20_000)
    at = next(at for at, link in enumerate(panel.links()) if link.b == ("city",))
    panel.model.change(at, dataclasses.replace(panel.links()[at], lens=LensSpec("text", {"cut": True})))
    qtbot.waitUntil(lambda: panel.model.verdict(panel.model.selected_link()).checked == 1000, timeout=20_000)
    return wizard


def test_links_are_tried_on_all_records_when_asked(mapping, qtbot):
    strip = mapping.mapping_page.panel.strip
    assert strip.survivors.text() == "1,000 of 1,000 survive"
    assert strip.whole.text() == "Try all 1,504 records"
    qtbot.mouseClick(strip.whole, LEFT)
    qtbot.waitUntil(lambda: not strip.whole.isVisible(), timeout=20_000)
    assert (strip.round_trip.text(), strip.survivors.text()) == ("Round trip on all values", "1,497 of 1,504 survive")
    assert strip.losses.text() == "show the 7"
    qtbot.mouseClick(strip.losses, LEFT)
    assert mapping.mapping_page.panel.losses.table.rowCount() == 7
    model = mapping.mapping_page.panel.model
    assert all(model.verdict(link).whole for link in model.links()), "both tables were read once, for all links"
    at = model.links().index(model.selected_link())
    model.turn(at, Direction.A_TO_B)
    assert strip.whole.isVisible(), "another direction was not tried yet"


def test_a_trial_of_all_records_can_be_stopped(mapping, qtbot, monkeypatch):
    strip, trial = mapping.mapping_page.panel.strip, mapping.mapping_page.whole
    given_up, begun = [], []
    monkeypatch.setattr(SameThread, "aside", lambda _self, call, done, failed=None: begun.append(call) or 77)
    monkeypatch.setattr(SameThread, "give_up", lambda _self, number: given_up.append(number))
    qtbot.mouseClick(strip.whole, LEFT)
    trial._told.emit(trial._turn, 1200)
    assert (strip.round_trip.text(), strip.whole.text()) == ("1,200 of 1,504 tried …", "Stop")
    qtbot.mouseClick(strip.whole, LEFT)
    assert (given_up, strip.whole.text()) == ([77], "Try all 1,504 records")
    trial._told.emit(trial._turn - 1, 1300)
    assert strip.survivors.text() == "1,000 of 1,000 survive", "nothing is left of it"
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        begun[0](mapping.context.handle.services, stop)
    strip._ask_whole()
    mapping.reject()
    assert given_up == [77, 77], "nor when the wizard is left"


def test_rules_and_schedule_as_proposed_need_no_look(bench, qtbot):
    handle, _, _ = bench
    wizard = opened(qtbot, handle)
    assert wizard.straight.isHidden()
    to_matching(wizard, qtbot)
    qtbot.waitUntil(lambda: "found" in wizard.matching_page.count.text(), timeout=20_000)
    proposed = wizard.flow.answers.rules, wizard.flow.answers.trigger
    qtbot.mouseClick(wizard.straight, LEFT)
    assert wizard.page is wizard.preview_page
    assert wizard.straight.isHidden()
    qtbot.waitUntil(lambda: not wizard.page.busy, timeout=30_000)
    assert wizard.page.error == ""
    assert (wizard.flow.answers.rules, wizard.flow.answers.trigger) == proposed
    qtbot.mouseClick(wizard.back_button, LEFT)
    assert wizard.page is wizard.trigger_page, "they can be looked at all the same"
    wizard.reject()
    qtbot.waitUntil(lambda: not handle.services.syncs.statuses())


def test_keys_alone_set_up_a_sync(bench, qtbot):
    handle, _, _ = bench
    wizard = opened(qtbot, handle)
    keys, alt = Qt.Key, Qt.KeyboardModifier.AltModifier

    def tab_to(widget):
        for _ in range(40):
            if wizard.focusWidget() is widget:
                return
            qtbot.keyClick(wizard.focusWidget() or wizard, keys.Key_Tab)
        raise AssertionError(f"Tab does not come to {widget.accessibleName()}")

    # With two systems both are chosen already, and the only table of one.
    tables = wizard.tables_page.pickers["a"].tables
    qtbot.waitUntil(lambda: tables.count() == 2 and wizard.flow.answers.b is not None, timeout=20_000)
    tab_to(tables)
    qtbot.keyClick(tables, keys.Key_Down)
    qtbot.waitUntil(wizard.next_button.isEnabled, timeout=20_000)
    assert wizard.flow.answers.a.table == "customers"
    qtbot.keyClick(wizard, keys.Key_Return)
    accept = wizard.mapping_page.panel.tools.accept_all
    qtbot.waitUntil(accept.isVisible, timeout=20_000)
    tab_to(accept)
    qtbot.keyClick(accept, keys.Key_Space)
    qtbot.waitUntil(wizard.next_button.isEnabled, timeout=20_000)
    for page in (wizard.matching_page, wizard.rules_page, wizard.trigger_page, wizard.preview_page):
        qtbot.keyClick(wizard, keys.Key_Right, alt)
        assert wizard.page is page
        qtbot.waitUntil(lambda: not wizard.page.busy and wizard.page.valid, timeout=30_000)
    with qtbot.waitSignal(wizard.saved):
        qtbot.keyClick(wizard, keys.Key_Return)
    assert handle.runs == [("Customers", True)]


def test_a_sync_is_set_up_from_nothing(bench, qtbot):
    handle, shop, crm = bench
    before = rows(shop, "SELECT * FROM customers"), rows(crm, "SELECT * FROM contacts")
    wizard = opened(qtbot, handle)
    assert not wizard.next_button.isEnabled()
    to_matching(wizard, qtbot)
    links = {(link.a, link.b) for link in wizard.flow.answers.links}
    assert {(("first_name", "last_name"), ("name",)), (("email",), ("email_address",)), (("town",), ("city",))} == links
    qtbot.waitUntil(lambda: "found" in wizard.matching_page.count.text())
    assert wizard.matching_page.count.text() == "✓ 18 pairs found"
    assert wizard.flow.answers.match_keys[0] == ("email",)
    wizard.matching_page.choices[FirstRun.FILL_BLANKS].click()
    for _ in range(3):
        go_on(wizard, qtbot)
    qtbot.waitUntil(lambda: not wizard.page.busy, timeout=30_000)
    assert wizard.page.error == ""
    assert wizard.next_button.text() == "Save and run these 4"
    assert wizard.lead.text() == "nothing has been written"
    assert (rows(shop, "SELECT * FROM customers"), rows(crm, "SELECT * FROM contacts")) == before
    with qtbot.waitSignal(wizard.saved) as saved:
        qtbot.mouseClick(wizard.next_button, LEFT)
    assert saved.args == ["Customers"]
    assert handle.runs == [("Customers", True)]
    definition = handle.services.syncs.get("Customers").definition
    assert definition.first_run is FirstRun.FILL_BLANKS
    assert definition.a.table == "customers"
    report = handle.services.runner.run("Customers", approve=True)
    assert report.status is RunStatus.OK
    assert len(rows(crm, "SELECT * FROM contacts")) == len(rows(shop, "SELECT * FROM customers")) == 22


def test_what_goes_together_is_chosen_already(bench, qtbot):
    """Two systems with one table called alike: “Continue” is all there is to press, and the pairing alone is worth a run."""
    handle, shop, crm = bench
    for file, statements in (
        (shop, ("DROP TABLE orders", "DELETE FROM customers WHERE id < 3", "ALTER TABLE customers RENAME TO people")),
        (crm, ("DELETE FROM contacts WHERE id > 119", "ALTER TABLE contacts RENAME TO People")),
    ):
        with closing(sqlite3.connect(file)) as base, base:
            for one in statements:
                base.execute(one)
    wizard = opened(qtbot, handle)
    qtbot.waitUntil(wizard.next_button.isEnabled, timeout=20_000)
    answers = wizard.flow.answers
    assert [(one.account, one.table) for one in (answers.a, answers.b)] == [
        ("Shop database", "people"),
        ("CRM", "People"),
    ]
    assert answers.name == "People"
    go_on(wizard, qtbot)
    tools = wizard.mapping_page.panel.tools
    qtbot.waitUntil(tools.accept_all.isVisible, timeout=20_000)
    qtbot.mouseClick(tools.accept_all, LEFT)
    for _ in range(4):
        go_on(wizard, qtbot)
    qtbot.waitUntil(lambda: not wizard.page.busy, timeout=30_000)
    assert wizard.next_button.text() == "Save and pair these 18"
    with qtbot.waitSignal(wizard.saved):
        qtbot.mouseClick(wizard.next_button, LEFT)
    assert handle.runs == [("People", True)]


def test_lenses_are_tried_on_all_records_of_a_shop(bench, qtbot):
    handle, shop, _ = bench
    with closing(sqlite3.connect(shop)) as base, base:
        base.executemany(
            "INSERT INTO customers VALUES (?, 'Ada', ?, ?, 'Ulm', 1)",
            [(at, f"Berg {at}", f"ada{at}@example.org") for at in range(100, 300)],
        )
    wizard = opened(qtbot, handle)
    choose_tables(wizard, qtbot)
    go_on(wizard, qtbot)
    model = wizard.mapping_page.panel.model
    qtbot.waitUntil(lambda: bool(model.offers()), timeout=20_000)
    model.accept_all()
    email = next(one for one in model.links() if one.a == ("email",))
    qtbot.waitUntil(lambda: model.verdict(email).checked == 220 + 20, timeout=20_000)
    assert len(model.samples("a")) == 50, "what is shown is a sample"


def test_saving_without_running(bench, qtbot):
    handle, *_ = bench
    wizard = opened(qtbot, handle)
    to_preview(wizard, qtbot)
    with qtbot.waitSignal(wizard.saved):
        qtbot.mouseClick(wizard.save_only, LEFT)
    assert handle.runs == []
    assert handle.services.syncs.get("Customers")


def test_cancelling_stops_the_preview_that_is_being_made(bench, qtbot, monkeypatch):
    handle, *_ = bench
    wizard = opened(qtbot, handle)
    to_matching(wizard, qtbot)
    qtbot.waitUntil(lambda: "found" in wizard.matching_page.count.text(), timeout=20_000)
    for _ in range(2):
        go_on(wizard, qtbot)
    held = []
    monkeypatch.setattr(handle, "ask", lambda call, *_: held.append(call))
    go_on(wizard, qtbot)
    assert len(held) == 1
    wizard.reject()
    with pytest.raises(Cancelled):
        held[0](handle.services)
    held[1](handle.services)
    assert handle.services.syncs.statuses() == []


def test_cancelling_at_the_preview_leaves_no_sync(bench, qtbot):
    handle, *_ = bench
    wizard = opened(qtbot, handle)
    to_preview(wizard, qtbot)
    assert [status.name for status in handle.services.syncs.statuses()] == ["Customers"]
    qtbot.mouseClick(wizard.cancel, LEFT)
    qtbot.waitUntil(lambda: not handle.services.syncs.statuses())


def test_what_the_preview_stores_does_not_run_by_itself(bench, qtbot):
    handle, *_ = bench
    wizard = opened(qtbot, handle)
    to_matching(wizard, qtbot)
    wizard.trigger_page.enter()
    wizard.trigger_page.timed.setChecked(True)
    for _ in range(3):
        go_on(wizard, qtbot)
    qtbot.waitUntil(lambda: not wizard.page.busy, timeout=30_000)
    assert handle.services.syncs.get("Customers").definition.trigger.every_s is None
    with qtbot.waitSignal(wizard.saved):
        qtbot.mouseClick(wizard.save_only, LEFT)
    assert handle.services.syncs.get("Customers").definition.trigger.every_s == 900


def test_the_schedule_tells_what_a_month_costs_before_it_is_saved(bench, qtbot):
    handle, *_ = bench
    wizard = opened(qtbot, handle)
    to_matching(wizard, qtbot)
    page = wizard.trigger_page
    page.enter()
    page.timed.setChecked(True)
    qtbot.waitUntil(lambda: "About 2,900 runs a month" in page.forecast.words.text(), timeout=30_000)
    assert "17,000 to CRM. Worked out from the size" in page.forecast.words.text()
    assert page.forecast.sums.text() == ""
    handle.services.forecasts.set_plan("CRM", 10_000)
    page.amount.setValue(60)
    qtbot.waitUntil(lambda: "About 750 runs" in page.forecast.words.text(), timeout=30_000)
    assert page.forecast.sums.text() == "All syncs of CRM together: about 4,500 calls a month; the plan allows 10,000."
    page.amount.setValue(5)
    qtbot.waitUntil(lambda: "That is too much" in page.forecast.sums.text(), timeout=30_000)
    page.timed.setChecked(False)
    qtbot.waitUntil(lambda: page.forecast.words.text().startswith("The nightly check makes"), timeout=30_000)


def test_a_database_is_given_triggers_with_the_statements_shown_before(bench, qtbot, postgres_url):
    handle, *_ = bench
    url, secret = sql.split_password(postgres_url) if "@" in postgres_url else (postgres_url, "")
    with closing(psycopg.connect(postgres_url, autocommit=True)) as base:
        base.execute("CREATE TABLE people (id INTEGER PRIMARY KEY)")
    handle.services.accounts.add("Warehouse", "sql", {"url": url}, {"password": secret} if secret else {})
    wizard = opened(qtbot, handle)
    choose_tables(wizard, qtbot)
    wizard.flow.choose_table("b", "Warehouse", "people")
    page = wizard.trigger_page
    wizard.stack.setCurrentWidget(page)
    page.enter()
    a, b = page.notices.lines["a"], page.notices.lines["b"]
    assert not page.notices.isVisible()
    page.changes.click()
    qtbot.waitUntil(b.change.isVisible, timeout=30_000)
    assert a.words.text() == "Shop database: The database file is looked at four times a second."
    assert not a.change.isVisible()
    for words, beginning in (("Put triggers in …", "CREATE OR REPLACE"), ("Take the triggers out …", "DROP TRIGGER")):
        assert b.change.text() == words
        qtbot.mouseClick(b.change, LEFT)
        dialog = wizard.findChildren(TriggersDialog)[-1]
        qtbot.waitUntil(dialog.deed.isEnabled, timeout=30_000)
        assert dialog.sql.toPlainText().startswith(beginning)
        with qtbot.waitSignal(dialog.accepted, timeout=30_000):
            qtbot.mouseClick(dialog.deed, LEFT)
        qtbot.waitUntil(lambda words=words: b.change.isVisible() and b.change.text() != words, timeout=30_000)
    assert b.words.text().startswith("Warehouse: The server’s counters")

    qtbot.mouseClick(b.change, LEFT)
    dialog = wizard.findChildren(TriggersDialog)[-1]
    qtbot.waitUntil(dialog.deed.isEnabled, timeout=30_000)
    with closing(psycopg.connect(postgres_url, autocommit=True)) as base:
        base.execute("ALTER TABLE people RENAME TO persons")
        qtbot.mouseClick(dialog.deed, LEFT)
        qtbot.waitUntil(lambda: "no table “people”" in dialog.banner.words, timeout=30_000)
        assert dialog.deed.isEnabled(), "what is wrong can be put right, and tried again"
        assert dialog.sql.height() >= dialog.sql.minimumHeight()
        base.execute("ALTER TABLE persons RENAME TO people")
    with qtbot.waitSignal(dialog.accepted, timeout=30_000):
        qtbot.mouseClick(dialog.deed, LEFT)


def test_back_keeps_the_answers(bench, qtbot):
    wizard = opened(qtbot, bench[0])
    to_matching(wizard, qtbot)
    links = wizard.flow.answers.links
    qtbot.mouseClick(wizard.back_button, LEFT)
    qtbot.mouseClick(wizard.back_button, LEFT)
    assert wizard.page is wizard.tables_page
    go_on(wizard, qtbot)
    assert wizard.mapping_page.panel.links() == links
    assert wizard.flow.answers.links == links


def test_another_table_begins_a_new_mapping(bench, qtbot):
    wizard = opened(qtbot, bench[0])
    to_matching(wizard, qtbot)
    wizard.go(0)
    wizard.tables_page.pickers["a"].choose("Shop database", "orders")
    assert wizard.flow.answers.links == ()
    go_on(wizard, qtbot)
    qtbot.waitUntil(lambda: not wizard.page.busy)
    assert wizard.mapping_page.panel.links() == ()
    assert wizard.mapping_page.panel.model.tables.a.name == "orders"


def test_sides_can_be_swapped_before_and_after_mapping(bench, qtbot):
    wizard = opened(qtbot, bench[0])
    to_matching(wizard, qtbot)
    wizard.go(0)
    qtbot.mouseClick(wizard.tables_page.swap, LEFT)
    assert wizard.flow.answers.a.account == "CRM"
    assert wizard.tables_page.pickers["a"].account.currentText() == "CRM"
    go_on(wizard, qtbot)
    qtbot.waitUntil(lambda: not wizard.page.busy)
    panel = wizard.mapping_page.panel
    assert panel.model.tables.a.name == "contacts"
    assert (("name",), ("first_name", "last_name")) in {(link.a, link.b) for link in panel.links()}
    assert not [problem for problem in panel.model.problems() if problem.grave]


def test_match_keys_are_counted_as_they_are_chosen(bench, qtbot):
    wizard = opened(qtbot, bench[0])
    to_matching(wizard, qtbot)
    page = wizard.matching_page
    qtbot.waitUntil(lambda: page.count.text() == "✓ 18 pairs found")
    while page.rows:
        qtbot.mouseClick(page.rows[0].away, LEFT)
    assert page.count.text() == "▲ Without a key no record is recognised."
    qtbot.mouseClick(page.add, LEFT)
    town = next(name for name, _ in page.fields() if name in {"town", "city"})
    page.rows[0].parts[0].setCurrentIndex(page.rows[0].parts[0].findData(town))
    qtbot.waitUntil(lambda: "fit more than one" in page.detail.text())


def test_keys_can_be_moved_up(bench, qtbot):
    wizard = opened(qtbot, bench[0])
    to_matching(wizard, qtbot)
    page = wizard.matching_page
    wizard.flow.match([("email",), ("town",)])
    page.enter()
    qtbot.mouseClick(page.rows[1].up, LEFT)
    assert wizard.flow.answers.match_keys == (("town",), ("email",))
    assert [row.word.text() for row in page.rows] == ["first", "then"]


def test_rules_and_guards(bench, qtbot):
    wizard = opened(qtbot, bench[0])
    to_matching(wizard, qtbot)
    go_on(wizard, qtbot)
    page = wizard.rules_page
    page.conflict.setCurrentIndex(1)
    assert page.conflict_words.text().startswith("The later change wins")
    page.deletes["b"].policy.setCurrentIndex(2)
    assert wizard.note.text() == "▲ Say which field marks a record as archived, and with which value."
    page.deletes["b"].field.setCurrentIndex(page.deletes["b"].field.findData("city"))
    page.deletes["b"].value.setText("gone")
    page.limits["max_updates"].on.setChecked(False)
    page.limits["max_deletes"].percent.setValue(25)
    rules, guard = wizard.flow.answers.rules, wizard.flow.answers.guard
    assert (rules.conflict, rules.a_to_b, rules.archive_b.field) == (ConflictRule.NEWEST, DeletePolicy.ARCHIVE, "city")
    assert guard.max_updates == Limit()
    assert (guard.max_deletes.percent, guard.max_deletes.count) == (25, 50)
    assert wizard.next_button.isEnabled()


def test_an_existing_sync_opens_as_tabs_with_its_answers(bench, qtbot):
    handle, *_ = bench
    first = opened(qtbot, handle)
    to_preview(first, qtbot)
    with qtbot.waitSignal(first.saved):
        qtbot.mouseClick(first.save_only, LEFT)
    before = handle.services.syncs.get("Customers").definition

    wizard = opened(qtbot, handle, existing="Customers")
    qtbot.waitUntil(wizard.context.ready)
    assert wizard.flow.definition() == before
    assert all(step.isEnabled() for step in wizard.steps.steps)
    assert not wizard.tables_page.name.isEnabled()
    qtbot.mouseClick(wizard.steps.steps[1], LEFT)
    assert wizard.mapping_page.panel.links() == before.fields
    wizard.mapping_page.panel.model.remove(2)
    qtbot.mouseClick(wizard.steps.steps[5], LEFT)
    qtbot.waitUntil(lambda: not wizard.page.busy)
    assert "No longer synced" in wizard.preview_page.state.text()
    assert handle.services.syncs.get("Customers").definition == before, "looking changes nothing"
    with qtbot.waitSignal(wizard.saved):
        qtbot.mouseClick(wizard.next_button, LEFT)
    assert len(handle.services.syncs.get("Customers").definition.fields) == len(before.fields) - 1
    assert handle.runs == []


def saved_sync(handle, qtbot):
    first = opened(qtbot, handle)
    to_preview(first, qtbot)
    with qtbot.waitSignal(first.saved):
        qtbot.mouseClick(first.save_only, LEFT)
    handle.services.runner.run("Customers", approve=True)
    wizard = opened(qtbot, handle, existing="Customers")
    qtbot.waitUntil(wizard.context.ready)
    return wizard


def test_a_sync_is_set_up_in_two_sittings(bench, qtbot):
    handle, *_ = bench
    first = opened(qtbot, handle)
    assert not first.later.isVisible(), "there is nothing to keep yet"
    to_matching(first, qtbot)
    answers = first.flow.answers
    qtbot.mouseClick(first.later, LEFT)
    qtbot.waitUntil(lambda: not first.isVisible())
    assert handle.services.syncs.statuses() == []

    second = opened(qtbot, handle)
    qtbot.waitUntil(second.context.ready)
    assert second.flow.answers.links == answers.links
    assert second.tables_page.name.text() == "Customers"
    go_on(second, qtbot)
    assert second.mapping_page.panel.links() == answers.links
    for _ in range(4):
        go_on(second, qtbot)
    qtbot.waitUntil(lambda: not second.page.busy, timeout=30_000)
    with qtbot.waitSignal(second.saved):
        qtbot.mouseClick(second.save_only, LEFT)
    third = opened(qtbot, handle)
    assert third.flow.answers.a is None, "a sync that is saved is no draft any more"
    assert not third.anew.isVisible()


def test_a_draft_can_be_thrown_away(bench, qtbot):
    handle, *_ = bench
    first = opened(qtbot, handle)
    choose_tables(first, qtbot)
    qtbot.mouseClick(first.later, LEFT)
    qtbot.waitUntil(lambda: not first.isVisible())
    second = opened(qtbot, handle)
    qtbot.waitUntil(lambda: second.tables_page.pickers["a"].account.currentData() == "Shop database")
    qtbot.mouseClick(second.anew, LEFT)
    assert second.flow.answers.a is None
    assert second.tables_page.name.text() == ""
    assert second.tables_page.pickers["a"].account.currentData() == ""
    assert not second.next_button.isEnabled()
    third = opened(qtbot, handle)
    assert third.flow.answers.a is None


def test_what_a_change_would_do_is_shown_before_it_is_saved(bench, qtbot):
    handle, shop, crm = bench
    wizard = saved_sync(handle, qtbot)
    before = rows(shop, "SELECT * FROM customers"), rows(crm, "SELECT * FROM contacts")
    qtbot.mouseClick(wizard.steps.steps[3], LEFT)
    side = wizard.rules_page.records.sides["a"]
    side.fields[0].setCurrentIndex(side.fields[0].findData("town"))
    side.values[0].setText("Kiel")
    assert wizard.flow.definition().a.where == (("town", "Kiel"),)
    qtbot.mouseClick(wizard.steps.steps[5], LEFT)
    qtbot.waitUntil(lambda: not wizard.page.busy, timeout=30_000)
    assert wizard.page.error == ""
    view = wizard.preview_page.what_if
    assert view.isVisible()
    assert "of Shop database fall out and are kept apart; nothing is deleted" in view.lines.text()
    assert (rows(shop, "SELECT * FROM customers"), rows(crm, "SELECT * FROM contacts")) == before
    assert handle.services.syncs.get("Customers").definition.a.where == ()
    with qtbot.waitSignal(wizard.saved):
        qtbot.mouseClick(wizard.next_button, LEFT)
    assert handle.services.syncs.get("Customers").definition.a.where == (("town", "Kiel"),)


def test_rules_for_values_duplicates_and_rest(bench, qtbot):
    handle, *_ = bench
    wizard = saved_sync(handle, qtbot)
    qtbot.mouseClick(wizard.steps.steps[2], LEFT)
    wizard.matching_page.twins[Duplicates.CARRY].click()
    qtbot.mouseClick(wizard.steps.steps[3], LEFT)
    checks = wizard.rules_page.checks
    checks.field.setCurrentIndex(checks.field.findData("email"))
    checks.format.setCurrentIndex(checks.format.findData(Format.EMAIL))
    checks.unique.click()
    checks.one_of.setText("x@example.org, y@example.org")
    checks.one_of.editingFinished.emit()
    assert checks.summary.text() == "Fields with rules: Email."
    qtbot.mouseClick(wizard.steps.steps[4], LEFT)
    wizard.trigger_page.settles.click()
    wizard.trigger_page.settle.setValue(90)
    with qtbot.waitSignal(wizard.saved):
        qtbot.mouseClick(wizard.next_button, LEFT)
    found = handle.services.syncs.get("Customers").definition
    check = next(one.check for one in found.fields if one.name == "email")
    assert check == Check(format=Format.EMAIL, unique=True, one_of=("x@example.org", "y@example.org"))
    assert (found.duplicates, found.trigger.settle_s) == (Duplicates.CARRY, 90)
    again = opened(qtbot, handle, existing="Customers")
    qtbot.waitUntil(again.context.ready)
    qtbot.mouseClick(again.steps.steps[3], LEFT)
    again.rules_page.checks.field.setCurrentIndex(again.rules_page.checks.field.findData("email"))
    assert again.rules_page.checks.unique.isChecked()
    again.rules_page.checks.clear.click()
    assert all(one.check == Check() for one in again.flow.answers.links)


def test_a_tab_on_which_something_is_missing_says_so(bench, qtbot):
    handle, *_ = bench
    wizard = saved_sync(handle, qtbot)
    qtbot.mouseClick(wizard.steps.steps[3], LEFT)
    side = wizard.rules_page.records.sides["b"]
    side.fields[0].setCurrentIndex(side.fields[0].findData("city"))
    side.filter.setText("id > 3")
    assert wizard.steps.steps[3].text() == "▲  Rules"
    assert wizard.note.text() == "▲ CRM has both conditions and a filter of its own. Use one of them."
    assert not wizard.next_button.isEnabled()
    side.filter.setText("")
    assert wizard.steps.steps[3].text() == "Rules"
    assert wizard.next_button.isEnabled()


def test_an_unreachable_system_is_said_and_nothing_freezes(bench, qtbot):
    handle, _, crm = bench
    wizard = opened(qtbot, handle)
    choose_tables(wizard, qtbot)
    crm.unlink()
    go_on(wizard, qtbot)
    qtbot.waitUntil(lambda: not wizard.page.busy)
    assert wizard.page.error
    assert wizard.note.text().startswith("✕")
    assert not wizard.next_button.isEnabled()


def test_a_new_account_can_be_chosen_at_once(bench, qtbot):
    handle, shop, _ = bench
    wizard = opened(qtbot, handle)
    wizard.connect_system()
    handle.services.accounts.add("Third", "sql", {"url": f"sqlite:///{shop}"}, {})
    inner = next(one for one in wizard.children() if one.metaObject().className() == "AccountWizard")
    inner.saved.emit("Third")
    qtbot.waitUntil(lambda: wizard.tables_page.pickers["a"].account.findData("Third") > 0)
    inner.close()


def test_the_pairing_keeps_qts_rules(qtmodeltester, qapp):
    model = PairsModel()
    model.set_rows([Pairing(kind, a_label="Ann", b_label="Anne") for kind in PairingKind], ("Shop", "CRM"))
    qtmodeltester.check(model, force_py=True)
    assert model.index(3, 2).data() == "only in Shop"


@pytest.mark.slow
def test_with_the_real_threads(bench, workspace, qtbot):
    """The whole way with the window's own worker threads, each with its services."""
    _, shop, crm = bench
    handle = WorkerHandle(lambda: open_bench(workspace[1]))
    with qtbot.waitSignal(handle.opened, timeout=30_000):
        handle.start()
    try:
        wizard = opened(qtbot, handle)
        to_preview(wizard, qtbot)
        assert wizard.next_button.text() == "Save and run these 4"
        with qtbot.waitSignal(handle.run_ended, timeout=30_000) as ended:
            qtbot.mouseClick(wizard.next_button, LEFT)
        assert ended.args[0].report.status is RunStatus.OK
        assert len(rows(crm, "SELECT * FROM contacts")) == len(rows(shop, "SELECT * FROM customers")) == 22
    finally:
        handle.close()
