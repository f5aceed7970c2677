"""Runs servers: those named as arguments, or all that tests share.

When they are up, it prints one JSON object of environment variables with their addresses; it stops them when its
standard input closes. That happens also when whoever started it is killed.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack

from tests.servers import sharing
from tests.servers.kinto import start_kinto
from tests.servers.mariadb import MariaDB, start_mariadb
from tests.servers.postgres import Postgres, start_postgres
from tests.servers.process import ServerFailedError, ServerMissingError
from tests.servers.radicale import start_radicale
from tests.servers.secret_service import start_secret_service
from tests.servers.tryton import start_tryton
from tests.servers.wordpress import start_wordpress

SHARED = ("postgres", "tryton", "mariadb", "radicale", "kinto")


class Fleet:
    """Servers that stop in the opposite order of their start, and the variables that lead to them."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        self.addresses: dict[str, str] = {}

    def start(self, names: Sequence[str]) -> None:
        """Starts them one after another."""
        for name in names:
            self._start_one(name)

    def _start_one(self, name: str) -> None:
        """What is not installed, or fails, leaves the reason as its address."""
        started = time.monotonic()
        try:
            address = self.stack.enter_context(self._server(name)()).address
        except ServerMissingError as missing:
            address = f"{sharing.MISSING}{missing}"
        except (ServerFailedError, OSError) as failure:
            address = f"{sharing.FAILED}{name}: {failure}"
        self.addresses[sharing.variable(name)] = address
        found = not address.startswith((sharing.MISSING, sharing.FAILED))
        text = f"up after {time.monotonic() - started:.1f} s" if found else address
        print(f"servers: {name}: {text}", file=sys.stderr, flush=True)

    def _server(self, name: str) -> Callable[[], AbstractContextManager]:
        servers = {
            "postgres": start_postgres,
            "mariadb": start_mariadb,
            "radicale": start_radicale,
            "kinto": start_kinto,
            "keyring": start_secret_service,
            "tryton": lambda: start_tryton(self._postgres()),
            "wordpress": lambda: start_wordpress(self._mariadb()),
        }
        return servers[name]

    def _postgres(self) -> Postgres:
        """The one that was started here before, or that the environment names."""
        variable = sharing.variable("postgres")
        address = self.addresses.get(variable) or os.environ[variable]
        if address.startswith((sharing.MISSING, sharing.FAILED)):
            raise ServerMissingError(f"Tryton needs PostgreSQL: {address}")
        return Postgres(address)

    def _mariadb(self) -> MariaDB:
        """As for PostgreSQL."""
        variable = sharing.variable("mariadb")
        address = self.addresses.get(variable) or os.environ[variable]
        if address.startswith((sharing.MISSING, sharing.FAILED)):
            raise ServerMissingError(f"WordPress needs MariaDB: {address}")
        return MariaDB(address)


def main(names: Sequence[str]) -> None:
    """Runs until standard input closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the tests; the end of the input follows it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    on_postgres = [name for name in names if name in {"postgres", "tryton"}]
    others = [name for name in names if name not in on_postgres]
    # A stack for each thread: they fill at the same time. The thread goes last: servers don't outlive their starter.
    with ThreadPoolExecutor(1) as thread, ExitStack() as first, ExitStack() as second:
        erp, rest = Fleet(first), Fleet(second)
        pending = thread.submit(erp.start, on_postgres)
        rest.start(others)
        pending.result()
        print(json.dumps(erp.addresses | rest.addresses), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1:] or SHARED)
