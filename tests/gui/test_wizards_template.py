"""A sync from a template, by real clicks: a table of one's own and a CRM, from the first page to the first run."""

import pytest
from PySide6.QtCore import Qt

from desktop_sync.gui.wizards.sync_wizard import SyncWizard
from tests.fakes.hubspot import FakeHubSpot
from tests.fakes.rest_server import TOKEN, served
from tests.gui.wizard_bench import SameThread, make_databases, open_bench

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bench(qapp, tmp_path):
    services = open_bench(tmp_path)
    shop, _ = make_databases(tmp_path)
    hubspot = FakeHubSpot({"phone": {"type": "string"}, "city": {"type": "string"}})
    with served(hubspot) as url:
        services.accounts.add("Shop database", "sql", {"url": f"sqlite:///{shop}"}, {})
        hubspot.insert({"email": "kunde3@example.org", "firstname": "Iñaki", "lastname": "Ivanov 3"})
        yield SameThread(services), hubspot, url
    services.close()


def opened(qtbot, handle):
    wizard = SyncWizard(handle)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(wizard)
    wizard.show()
    qtbot.waitUntil(lambda: bool(wizard.pages) and bool(wizard.context.accounts), timeout=20_000)
    return wizard


def dialog_of(wizard, qtbot):
    qtbot.mouseClick(wizard.tables_page.template, LEFT)
    from desktop_sync.gui.wizards.sync_templates import TemplateDialog

    dialog = wizard.findChild(TemplateDialog)
    qtbot.waitUntil(lambda: dialog.list.count() > 0, timeout=20_000)
    return dialog


def choose(dialog, name):
    for row in range(dialog.list.count()):
        if dialog.list.item(row).data(Qt.ItemDataRole.UserRole) == name:
            dialog.list.setCurrentRow(row)


def test_from_a_template_to_the_first_run(bench, qtbot):
    handle, hubspot, url = bench
    wizard = opened(qtbot, handle)
    dialog = dialog_of(wizard, qtbot)
    choose(dialog, "database_crm_contacts")
    assert "needs HubSpot or Salesforce or Pipedrive" in dialog.list.currentItem().text()
    assert not dialog.use.isEnabled()
    asked = []
    dialog.connect_asked.disconnect()
    dialog.connect_asked.connect(asked.append)
    links = [dialog.pickers["b"]._links.itemAt(at).widget() for at in range(3)]
    qtbot.mouseClick(links[0], LEFT)
    assert asked == ["hubspot"]
    handle.services.accounts.add("CRM", "hubspot", {"base_url": url}, {"access_token": TOKEN})
    wizard.context.read_accounts()
    qtbot.waitUntil(lambda: dialog.pickers["b"].account.count() == 1, timeout=20_000)
    choose(dialog, "database_crm_contacts")
    qtbot.waitUntil(lambda: dialog.pickers["a"].table.currentData() == "customers", timeout=20_000)
    qtbot.waitUntil(dialog.use.isEnabled, timeout=20_000)
    assert "needs" not in dialog.list.item(0).text(), "what can be used at once comes first"
    qtbot.mouseClick(dialog.use, LEFT)
    qtbot.waitUntil(lambda: wizard.at == 1 and not wizard.page.busy, timeout=30_000)
    assert [link.name for link in wizard.flow.answers.links] == ["first name", "last name", "email", "city"]
    assert "“phone”, “mobile”, “company”, “street” and “postcode” are left out" in wizard.mapping_page.told.words
    assert wizard.mapping_page.panel.links() == wizard.flow.answers.links
    for _ in range(4):
        qtbot.waitUntil(wizard.next_button.isEnabled, timeout=30_000)
        qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: wizard.page is wizard.preview_page and not wizard.page.busy, timeout=60_000)
    qtbot.waitUntil(wizard.next_button.isEnabled, timeout=30_000)
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: bool(handle.runs), timeout=30_000)
    name = handle.runs[0][0]
    report = handle.services.runner.run(name, approve=True)
    assert (report.status.value, report.b.created) == ("ok", 19)
    again = handle.services.runner.run(name, full=True)
    assert again.written == 0
    assert not hubspot.violations


def test_what_does_not_fit_is_told(bench, qtbot):
    handle, _, url = bench
    handle.services.accounts.add("CRM", "hubspot", {"base_url": url}, {"access_token": TOKEN})
    wizard = opened(qtbot, handle)
    dialog = dialog_of(wizard, qtbot)
    choose(dialog, "database_crm_contacts")
    qtbot.waitUntil(dialog.use.isEnabled, timeout=20_000)
    table = dialog.pickers["a"].table
    table.setCurrentIndex(table.findData("orders"))
    qtbot.mouseClick(dialog.use, LEFT)
    qtbot.waitUntil(lambda: "Nothing of the template fits" in dialog.note.text(), timeout=20_000)
    qtbot.keyClicks(dialog.search, "workbook")
    shown = [row for row in range(dialog.list.count()) if not dialog.list.item(row).isHidden()]
    assert 0 < len(shown) < dialog.list.count()
    qtbot.mouseClick(dialog.cancel, LEFT)
    assert wizard.at == 0
