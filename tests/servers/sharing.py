"""One set of servers for all test workers: their addresses travel in the environment.

`python -m tests.servers` (dev.py starts it) runs the servers and prints the variables; a fixture that finds its
variable uses that server, otherwise it starts one itself.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import TypeVar

import pytest

from tests.servers.mariadb import MariaDB, start_mariadb
from tests.servers.postgres import Postgres, start_postgres
from tests.servers.process import ServerMissingError
from tests.servers.radicale import Radicale, start_radicale
from tests.servers.tryton import Tryton, start_tryton

POSTGRES = "DESKTOP_SYNC_TEST_POSTGRES"
MARIADB = "DESKTOP_SYNC_TEST_MARIADB"
RADICALE = "DESKTOP_SYNC_TEST_RADICALE"
TRYTON = "DESKTOP_SYNC_TEST_TRYTON"
REQUIRE = "DESKTOP_SYNC_REQUIRE_SERVERS"
# An address that starts so is the reason why there is none.
FAILED = "failed: "

Server = TypeVar("Server")


def shared_postgres() -> AbstractContextManager[Postgres]:
    """The session's PostgreSQL."""
    return _shared(POSTGRES, Postgres, start_postgres)


def shared_mariadb() -> AbstractContextManager[MariaDB]:
    """The session's MariaDB."""
    return _shared(MARIADB, MariaDB, start_mariadb)


def shared_radicale() -> AbstractContextManager[Radicale]:
    """The session's Radicale."""
    return _shared(RADICALE, Radicale, start_radicale)


def shared_tryton(postgres: Postgres) -> AbstractContextManager[Tryton]:
    """The session's Tryton, on the session's PostgreSQL."""
    return _shared(TRYTON, lambda address: Tryton(address, postgres), lambda: start_tryton(postgres))


@contextlib.contextmanager
def _shared(
    variable: str, known: Callable[[str], Server], start: Callable[[], AbstractContextManager[Server]]
) -> Iterator[Server]:
    address = os.environ.get(variable, "")
    if address.startswith(FAILED):
        pytest.fail(address.removeprefix(FAILED), pytrace=False)
    if address:
        yield known(address)
        return
    with ExitStack() as stack:
        yield enter_or_skip(stack, start())


def enter_or_skip(stack: ExitStack, server: AbstractContextManager[Server]) -> Server:
    """Starts a server; one that is not installed skips the test, or fails it where servers are required."""
    try:
        return stack.enter_context(server)
    except ServerMissingError as missing:
        if os.environ.get(REQUIRE) == "1":
            pytest.fail(str(missing), pytrace=False)
        pytest.skip(str(missing))
