"""Webhooks set up in the window by real clicks: ordered at a shop, set up by hand, how they stand, and their end."""

import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_sync.bootstrap import wire
from desktop_sync.bootstrap.wire import open_services
from desktop_sync.gui.dialogs.webhooks import HooksDialog
from desktop_sync.gui.wizards.sync_notices import NoticeLines
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.sync import SideSpec
from desktop_sync.sync.hooks import SCHEMES, Gate, Verdict
from tests.fakes.rest_server import TOKEN, served
from tests.fakes.woocommerce import KEY, FakeWooCommerce

LEFT, WAIT_MS = Qt.MouseButton.LeftButton, 60_000


@pytest.fixture
def bench(qtbot, tmp_path, monkeypatch):
    """The threads behind a window on a workspace with a shop, a help desk and a database; relays say nothing."""
    monkeypatch.setattr(wire, "relay_events", lambda _url: iter(()))

    def opened():
        return open_services(tmp_path / "workspace", "a passphrase")

    shop = FakeWooCommerce()
    with served(shop) as url, closing(opened()) as services:
        with closing(sqlite3.connect(tmp_path / "erp.db")) as database, database:
            database.execute("CREATE TABLE people (id INTEGER PRIMARY KEY)")
        keys = {"consumer_key": KEY, "consumer_secret": TOKEN}
        services.accounts.add("store", "woocommerce", {"store_url": url}, keys, test=False)
        services.accounts.add("desk", "zendesk", {"subdomain": "example"}, {"access_token": "a"}, test=False)
        services.accounts.add("erp", "sql", {"url": f"sqlite:///{tmp_path / 'erp.db'}"}, {}, test=False)
        handle = WorkerHandle(opened)
        with qtbot.waitSignal(handle.opened, timeout=WAIT_MS):
            handle.start()
        yield handle, services, shop
        handle.close()


def shown(qtbot, handle, account):
    dialog = HooksDialog(handle, account)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.standing is not None, timeout=WAIT_MS)
    return dialog


def until(qtbot, ready):
    qtbot.waitUntil(lambda: bool(ready()), timeout=WAIT_MS)


def test_a_shop_is_asked_by_a_click_and_told_to_stop_by_another(bench, qtbot):
    handle, services, shop = bench
    dialog = shown(qtbot, handle, "store")
    assert dialog.take.text() == "Order at WooCommerce"
    assert not dialog.take.isEnabled(), "an address is missing"
    qtbot.mouseClick(dialog.form.by_relay, LEFT)
    qtbot.keyClicks(dialog.form.relay, "https://relay.example.org/channel")
    qtbot.mouseClick(dialog.take, LEFT)
    until(qtbot, dialog.change.isVisible)
    assert {one.url for one in shop.ordered.values()} == {"https://relay.example.org/channel"}
    assert dialog.state.address.words.text() == "https://relay.example.org/channel"
    assert dialog.state.last.words.text() == "none has come yet"
    (hook,) = services.hooks.list()
    sent = shop.sent(next(iter(shop.ordered.values())), b"{}")
    assert Gate(SCHEMES[hook.scheme], services.hooks.secret(hook)).judge(sent, 0.0) is Verdict.TAKEN
    qtbot.mouseClick(dialog.remove, LEFT)
    until(qtbot, dialog.take.isVisible)
    assert not shop.ordered
    assert not services.hooks.list()


def test_an_order_waits_for_the_listener_and_says_what_the_shop_has_against_it(bench, qtbot):
    handle, services, shop = bench
    dialog = shown(qtbot, handle, "store")
    dialog.form.port.setMinimum(0)  # any that is free
    dialog.form.port.setValue(0)
    qtbot.keyClicks(dialog.form.outside, "http://hooks.example.org")
    services.hooks.listen_at(None)
    qtbot.mouseClick(dialog.take, LEFT)
    until(qtbot, lambda: "https://" in dialog.banner.words)
    assert services.hooks.state().address, "it listens already: some try the address out before they take an order"
    assert not shop.ordered
    assert dialog.take.isEnabled()


def test_by_hand_the_secret_is_shown_once_with_the_address(bench, qtbot):
    handle, services, _ = bench
    dialog = shown(qtbot, handle, "desk")
    assert "Zendesk’s own settings" in dialog.words.text()
    dialog.form.port.setMinimum(0)
    dialog.form.port.setValue(0)
    qtbot.mouseClick(dialog.take, LEFT)
    until(qtbot, lambda: dialog.state.address.words.text().startswith("http://127.0.0.1:"))
    (hook,) = services.hooks.list()
    assert hook.scheme == "zendesk"
    assert dialog.state.secret.words.text().encode() == services.hooks.secret(hook)
    copies = [one for one in dialog.state.findChildren(QPushButton) if one.isVisible()]
    qtbot.mouseClick(copies[1], LEFT)
    assert QApplication.clipboard().text().encode() == services.hooks.secret(hook)
    dialog.reject()
    again = shown(qtbot, handle, "desk")
    assert not again.state.secret.box.isVisible()
    qtbot.mouseClick(again.remove, LEFT)
    until(qtbot, again.take.isVisible)
    assert services.hooks.place() is None, "nobody has to listen any more"


def test_a_port_that_is_taken_is_said(bench, qtbot):
    import socket

    handle, services, _ = bench
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        dialog = shown(qtbot, handle, "desk")
        dialog.form.port.setValue(other.getsockname()[1])
        qtbot.mouseClick(dialog.take, LEFT)
        until(qtbot, lambda: "can’t be listened on" in dialog.state.listening.words.text())
    assert services.hooks.list()


def test_the_schedule_leads_there_from_a_system_that_can_send_some(bench, qtbot):
    handle, services, _ = bench
    sides = {"a": SideSpec("store", "products"), "b": SideSpec("erp", "people")}
    lines = NoticeLines(SimpleNamespace(handle=handle, flow=SimpleNamespace(answers=SimpleNamespace(side=sides.get))))
    qtbot.addWidget(lines)
    lines.show_for(True)
    until(qtbot, lambda: "asked every 5 minutes" in lines.lines["a"].words.text())
    assert lines.lines["a"].hooks.isVisible()
    assert not lines.lines["b"].hooks.isVisible(), "a database is watched"
    services.hooks.add("store")
    qtbot.mouseClick(lines.lines["a"].hooks, LEFT)
    dialog = lines.findChildren(HooksDialog)[-1]
    until(qtbot, dialog.remove.isVisible)
    qtbot.mouseClick(dialog.leave, LEFT)
    until(qtbot, lambda: "Its webhooks tell at once." in lines.lines["a"].words.text())


def test_databases_send_none(bench, qtbot):
    dialog = shown(qtbot, bench[0], "erp")
    assert "sends no webhooks" in dialog.words.text()
    assert not dialog.take.isVisible()
