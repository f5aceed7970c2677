"""From a change in one system until it is in the other one: by LISTEN and NOTIFY, by watching files, and by a webhook.

    python tests/bench/latency.py [--changes 1000] [--rows 500] [--way notify|file|webhook …]

Real PostgreSQL on loopback (two databases), SQLite files, the program's own worker in this process. People change one record after
another, a little apart; each way prints p50, p95 and the longest in milliseconds, and the CPU time a change took. Exit code 1 when p95 is a second
or more.
"""

import argparse
import hashlib
import hmac
import http.client
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from desktop_sync.bootstrap.wire import open_services  # noqa: E402 - the path comes first
from desktop_sync.engine.hooks import HookDesk  # noqa: E402
from desktop_sync.engine.hookserver import HookServer  # noqa: E402
from desktop_sync.engine.worker import Worker  # noqa: E402
from tests.servers import sql  # noqa: E402
from tests.servers.postgres import start_postgres  # noqa: E402

PASSPHRASE = "latency"  # of a workspace that is thrown away
GIVE_UP_S = 30.0
WAYS = ("notify", "file", "webhook")
SYNC = """
name = "Customers"
[a]
account = "a"
table = "customers"
cursor = "changed"
[b]
account = "b"
table = "customers"
cursor = "changed"
[match]
keys = [["email"]]
first_run = "prefer_a"
[[field]]
a = "email"
b = "email"
[[field]]
a = "city"
b = "city"
[trigger]
every = "1h"
on_change = true
"""


class Side:
    """One database, changed and looked at by a connection of its own."""

    def __init__(self, url: str, stack: ExitStack) -> None:
        self.url, self.mark = url, "?" if url.startswith("sqlite") else "%s"
        now = "strftime('%Y-%m-%d %H:%M:%f', 'now')" if self.mark == "?" else "clock_timestamp()"
        self._now = now
        kind = "TIMESTAMP" if self.mark == "?" else "TIMESTAMPTZ"
        self.cursor = stack.enter_context(sql.connection(url)).cursor()
        self.cursor.execute(
            f"CREATE TABLE customers (id INTEGER PRIMARY KEY, email VARCHAR(80), city VARCHAR(80), changed {kind})"
        )
        self.cursor.execute("CREATE INDEX by_time ON customers (changed)")

    def fill(self, rows: int) -> None:
        """So many customers."""
        some = [(number, f"c{number}@example.org", "Kiel") for number in range(rows)]
        insert = f"INSERT INTO customers VALUES ({', '.join([self.mark] * 3)}, {self._now})"
        self.cursor.execute("BEGIN")
        self.cursor.executemany(insert, some)
        self.cursor.execute("COMMIT")

    def change(self, number: int, city: str) -> None:
        """A person edits one of them."""
        self.cursor.execute(
            f"UPDATE customers SET city = {self.mark}, changed = {self._now} WHERE id = {self.mark}", (city, number)
        )

    def has(self, number: int, city: str) -> bool:
        """Whether it is there."""
        self.cursor.execute(
            f"SELECT 1 FROM customers WHERE email = {self.mark} AND city = {self.mark}",
            (f"c{number}@example.org", city),
        )
        return self.cursor.fetchone() is not None


@contextmanager
def sides(way: str, folder: Path, stack: ExitStack) -> Iterator[tuple[Side, Side]]:
    """The two databases."""
    if way == "notify":
        server = stack.enter_context(start_postgres())
        yield tuple(Side(server.new_database(), stack) for _ in "ab")
    else:
        if way == "webhook":  # nothing but the hooks tells of a change
            patch = mock.patch("desktop_sync.engine.notices.Watchers.refresh")
            stack.callback(patch.stop)
            patch.start()
        yield tuple(Side(f"sqlite:///{folder / name}.db", stack) for name in "ab")


def prepare(folder: Path, a: Side, b: Side, way: str) -> "Callable[[], object]":
    """A workspace with the sync, paired; what opens services on it."""

    def open_() -> object:
        return open_services(folder / "workspace", PASSPHRASE)

    services = open_()
    for name, side in (("a", a), ("b", b)):
        services.accounts.add(name, "sql", {"url": side.url}, {})
    services.syncs.apply(services.syncs.parse(SYNC))
    services.runner.run("Customers", approve=True)
    if way == "notify":
        services.notices.install("Customers")
    services.close()
    return open_


def measure(a: Side, b: Side, changes: int, rows: int, poke: Callable[[int], None]) -> list[float]:
    """Milliseconds of each change, in either direction in turn."""
    chance, found = random.Random(7), []
    for number in range(changes):
        source, target = (a, b) if number % 2 == 0 else (b, a)
        record, city = chance.randrange(rows), f"Town {number}"
        begun = time.perf_counter()
        source.change(record, city)
        poke(number)
        while not target.has(record, city):
            if time.perf_counter() - begun > GIVE_UP_S:
                raise SystemExit(f"change {number} did not arrive within {GIVE_UP_S:.0f} s")
            time.sleep(0.002)
        found.append((time.perf_counter() - begun) * 1000)
        time.sleep(chance.random() * 0.2)
    return found


def hooks(open_: "Callable[[], object]", worker: Worker, stack: ExitStack) -> Callable[[int], None]:
    """What posts a signed webhook after a change, as the system that was changed would."""
    services = open_()
    hook, secret = services.hooks.add("a", "sha256")
    desk = HookDesk(worker.hint)
    desk.refresh(services)
    services.close()
    server = HookServer(desk, "127.0.0.1", 0)
    stack.callback(server.close)
    port = int(server.address.rpartition(":")[2])

    def poke(number: int) -> None:
        body = f'{{"changed": {number}, "at": {time.time()}}}'.encode()
        mac = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("POST", hook.path, body, {"X-Hub-Signature-256": f"sha256={mac}"})
        assert connection.getresponse().status == 204
        connection.close()

    return poke


def run(way: str, changes: int, rows: int) -> bool:
    """One way; whether it is quick enough."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        a, b = stack.enter_context(sides(way, folder, stack))
        for side in (a, b):
            side.fill(rows)
        open_ = prepare(folder, a, b, way)
        worker = Worker(open_, lambda _event: None)
        poke = hooks(open_, worker, stack) if way == "webhook" else lambda _: None
        worker.start()
        stack.callback(worker.join, 60)
        stack.callback(worker.stop)
        measure(a, b, 4, rows, poke)  # watching begins, everything is imported
        cpu = time.process_time()
        found = sorted(measure(a, b, changes, rows, poke))
        cpu = time.process_time() - cpu
    p50, p95 = statistics.median(found), found[int(len(found) * 0.95)]
    print(
        f"{way}: {changes} changes, p50 {p50:.0f} ms, p95 {p95:.0f} ms, longest {found[-1]:.0f} ms, CPU {1000 * cpu / changes:.0f} ms a change"
    )
    return p95 < 1000


def main() -> int:
    """As the module says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--changes", type=int, default=1000)
    parser.add_argument("--rows", type=int, default=500)
    parser.add_argument("--way", nargs="+", choices=WAYS, default=WAYS)
    options = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    quick = [run(way, options.changes, options.rows) for way in options.way]
    return 0 if all(quick) else 1


if __name__ == "__main__":
    sys.exit(main())
