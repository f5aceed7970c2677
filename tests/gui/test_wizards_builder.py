"""“My system is not listed”, by real clicks, on a real server that no connector was written for."""

import pytest
from PySide6.QtCore import Qt

from desktop_sync.gui.wizards.account_wizard import AccountWizard
from desktop_sync.gui.wizards.builder_pages import made_of
from desktop_sync.gui.wizards.builder_wizard import BuilderWizard
from tests.gui.wizard_bench import SameThread, open_bench

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def handle(qapp, tmp_path):
    services = open_bench(tmp_path)
    yield SameThread(services)
    services.close()


@pytest.fixture
def wizard(handle, qtbot):
    accounts = AccountWizard(handle)
    accounts.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(accounts)
    accounts.show()
    qtbot.waitUntil(lambda: bool(accounts.pages), timeout=20_000)
    qtbot.mouseClick(accounts.kind_page.unlisted, LEFT)
    made = accounts.findChild(BuilderWizard)
    qtbot.waitUntil(made.isVisible)
    yield made
    accounts.close()


@pytest.mark.server
def test_a_system_that_is_not_listed(handle, wizard, kinto, qtbot):
    bucket = kinto.new_bucket()
    records = f"/buckets/{bucket}/collections/people/records"
    kinto.request("PUT", records.removesuffix("/records"), json={})
    for number in range(4):
        data = {"name": f"N{number}", "email": f"n{number}@example.org"}
        ref = kinto.request("POST", records, json={"data": data})["id"]
    system, asked, tries, keep = wizard.pages
    assert not wizard.next_button.isEnabled()
    qtbot.keyClicks(system.url, kinto.url)
    qtbot.keyClicks(system.name, "Our people")
    system.sign.setCurrentIndex(system.sign.findData("basic"))
    assert system.user.isVisible()
    assert not system.header.isVisible()
    qtbot.keyClicks(system.user, kinto.auth[0])
    qtbot.keyClicks(system.secret, kinto.auth[1])
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.keyClicks(asked.path.lineEdit(), f"/v1{records}")
    qtbot.keyClicks(asked.record, ref)
    assert not wizard.next_button.isEnabled(), "a record alone does not say what may be changed"
    qtbot.keyClicks(asked.field, "name")
    qtbot.keyClicks(asked.make, 'name="Trial"')
    assert wizard.next_button.text() == "Try it"
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: tries.done, timeout=60_000)
    rows = [tries.tree.topLevelItem(at).text(0) for at in range(tries.tree.topLevelItemCount())]
    assert rows[0] == "✓  List the records: 4 records at “data”, named by “id”."
    assert not [row for row in rows if row.startswith("✗")], rows
    call = tries.tree.topLevelItem(0).child(0)
    assert call.text(0) == f"GET /v1{records} → 200"
    assert "n3@example.org" in call.child(0).text(0)
    assert tries.verdict.text().startswith(
        "It can be trusted with reading, asking for changes, changing records, making"
    )
    assert {row["name"] for row in kinto.request("GET", records)} == {f"N{number}" for number in range(4)}
    qtbot.mouseClick(wizard.next_button, LEFT)
    assert keep.name.text() == "Our people"
    with qtbot.waitSignal(wizard.saved, timeout=30_000):
        qtbot.mouseClick(wizard.next_button, LEFT)
    (account,) = handle.services.accounts.list()
    assert (account.name, account.kind) == ("Our people", "rest")
    assert [one.name for one in handle.services.accounts.tables("Our people")] == ["people"]
    assert kinto.auth[1] not in keep.text.toPlainText()


def test_what_can_not_be_tried_is_told(wizard, unused_port, qtbot, tmp_path):
    system, asked, tries, _ = wizard.pages
    (tmp_path / "none.json").write_text("{}", "utf-8")
    qtbot.keyClicks(system.file, str(tmp_path / "none.json"))
    assert "no OpenAPI document" in wizard.note.text()
    system.file.clear()
    qtbot.keyClicks(system.url, f"http://127.0.0.1:{unused_port}")
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.keyClicks(asked.path.lineEdit(), "/things")
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: "Nobody answers" in wizard.note.text(), timeout=30_000)
    assert not tries.done
    assert not wizard.next_button.isEnabled()


def test_values_of_a_record_to_make():
    assert made_of('name="A b"; age=3; note=plain') == {"name": "A b", "age": 3, "note": "plain"}
    assert made_of("  ") is None
