"""Webhooks reach a window as they reach the service: through a relay, and at a listener of its own."""

import hashlib
import hmac
import http.client
import sqlite3
from contextlib import closing, contextmanager

import pytest

from desktop_sync.bootstrap.wire import open_services
from desktop_sync.engine.hookplace import HookPlace
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.report import RunKind
from tests.fakes.relay import Relay
from tests.servers.threaded import serving

SYNC = """
name = "Customers"
[a]
account = "shop"
table = "people"
[b]
account = "erp"
table = "people"
[match]
keys = [["id"]]
[[field]]
a = "id"
b = "id"
[[field]]
a = "name"
b = "name"
[trigger]
every = "1h"
on_change = true
"""


@pytest.fixture
def opened(tmp_path):
    """Opens a workspace with a sync that runs for changes; it is paired."""

    def open_():
        return open_services(tmp_path / "workspace", "a passphrase")

    services = open_()
    for name in ("shop", "erp"):
        with closing(sqlite3.connect(tmp_path / f"{name}.db")) as database, database:
            database.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)")
        services.accounts.add(name, "sql", {"url": f"sqlite:///{tmp_path / name}.db"}, {})
    services.syncs.apply(services.syncs.parse(SYNC), SYNC)
    services.runner.run("Customers", approve=True)
    services.close()
    return open_


@contextmanager
def window(qtbot, opened):
    """The threads behind a window, and what they ran."""
    handle, ended = WorkerHandle(opened), []
    handle.run_ended.connect(ended.append)
    with qtbot.waitSignal(handle.opened, timeout=20_000):
        handle.start()
    try:
        handle.wake()  # it looks by itself every few seconds
        yield handle, ended
    finally:
        handle.close()


def changes(ended):
    return [one for one in ended if one.request.kind is RunKind.CHANGE]


def signed(body):
    return hmac.new(b"secret", body, hashlib.sha256).hexdigest()


def test_a_hook_that_a_relay_passes_on_starts_a_run(qtbot, opened):
    with serving(Relay()) as relay:
        mac = signed(b'{"id":7}')
        relay.sent = f'data: {{"x-hub-signature-256": "sha256={mac}", "body": {{"id": 7}}}}\n\n'.encode()
        with closing(opened()) as services:
            services.hooks.add("shop", "sha256", "secret", relay.url)
        with window(qtbot, opened) as (_, ended):
            qtbot.waitUntil(lambda: bool(changes(ended)), timeout=40_000)


def test_a_hook_at_the_window_s_own_listener_starts_a_run(qtbot, opened):
    with closing(opened()) as services:
        hook, _ = services.hooks.add("shop", "sha256", "secret")
        services.hooks.listen_at(HookPlace(0))
        with window(qtbot, opened) as (_, ended):
            # The one after the start: something may have changed before.
            qtbot.waitUntil(lambda: bool(changes(ended) and services.hooks.state().address), timeout=40_000)
            begun, address = len(changes(ended)), services.hooks.state().address
            with closing(http.client.HTTPConnection(address.removeprefix("http://"), timeout=20)) as connection:
                connection.request("POST", hook.path, b"{}", {"X-Hub-Signature-256": f"sha256={signed(b'{}')}"})
                assert connection.getresponse().status == 204
            qtbot.waitUntil(lambda: len(changes(ended)) > begun, timeout=40_000)
        assert not services.hooks.state().address, "nobody listens when the window is closed"
