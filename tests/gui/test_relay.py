"""Webhooks reach a window as they reach the service: through a relay."""

import hashlib
import hmac
import sqlite3
from contextlib import closing

from desktop_sync.bootstrap.wire import open_services
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


def test_a_hook_that_a_relay_passes_on_starts_a_run(qtbot, tmp_path):
    def opened():
        return open_services(tmp_path / "workspace", "a passphrase")

    services = opened()
    for name in ("shop", "erp"):
        with closing(sqlite3.connect(tmp_path / f"{name}.db")) as database, database:
            database.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)")
        services.accounts.add(name, "sql", {"url": f"sqlite:///{tmp_path / name}.db"}, {})
    services.syncs.apply(services.syncs.parse(SYNC), SYNC)
    services.runner.run("Customers", approve=True)
    ended = []
    with serving(Relay()) as relay:
        mac = hmac.new(b"secret", b'{"id":7}', hashlib.sha256).hexdigest()
        relay.sent = f'data: {{"x-hub-signature-256": "sha256={mac}", "body": {{"id": 7}}}}\n\n'.encode()
        services.hooks.add("shop", "sha256", "secret", relay.url)
        services.close()
        handle = WorkerHandle(opened)
        handle.run_ended.connect(ended.append)
        with qtbot.waitSignal(handle.opened, timeout=20_000):
            handle.start()
        try:
            handle._sync.woken.emit()  # it looks by itself every few seconds
            qtbot.waitUntil(lambda: any(one.request.kind is RunKind.CHANGE for one in ended), timeout=40_000)
        finally:
            handle.close()
