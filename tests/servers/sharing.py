"""One set of servers for all test workers, on a leash: they stop when whoever wanted them is gone, however it went.

`python -m tests.servers` runs servers until its standard input closes, and prints environment variables that lead to
them. dev.py runs it once for all workers. A fixture that doesn't find its variable runs it itself, for that server.
"""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.servers.kinto import Kinto
from tests.servers.mariadb import MariaDB
from tests.servers.postgres import Postgres
from tests.servers.radicale import Radicale
from tests.servers.secret_service import SecretService
from tests.servers.tryton import Tryton
from tests.servers.wordpress import WordPress, missing_wordpress

ROOT = Path(__file__).resolve().parent.parent.parent
PREFIX = "DESKTOP_SYNC_TEST_"
REQUIRE = "DESKTOP_SYNC_REQUIRE_SERVERS"
# An address that starts so is the reason why there is none.
MISSING = "missing: "
FAILED = "failed: "


def postgres(stack: ExitStack) -> Postgres:
    """The session's PostgreSQL."""
    return Postgres(_address("postgres", stack))


def mariadb(stack: ExitStack) -> MariaDB:
    """The session's MariaDB."""
    return MariaDB(_address("mariadb", stack))


def radicale(stack: ExitStack) -> Radicale:
    """The session's Radicale."""
    return Radicale(_address("radicale", stack))


def kinto(stack: ExitStack) -> Kinto:
    """The session's Kinto."""
    return Kinto(_address("kinto", stack))


def tryton(stack: ExitStack, server: Postgres) -> Tryton:
    """The session's Tryton, on the session's PostgreSQL."""
    return Tryton(_address("tryton", stack, {variable("postgres"): server.url}), server)


def wordpress(stack: ExitStack, server: MariaDB) -> WordPress:
    """The session's WordPress, on the session's MariaDB. Debian's package brings a web server along that everybody can reach, so it
    is installed by nobody but you: without it, its tests are left out.
    """
    reason = missing_wordpress()
    if reason:
        pytest.skip(reason)
    return WordPress(_address("wordpress", stack, {variable("mariadb"): server.url}))


def secret_service(stack: ExitStack) -> SecretService:
    """This worker's keyring. Never shared: what one test keeps there, another would find."""
    return SecretService.from_address(_address("keyring", stack))


def variable(server: str) -> str:
    """The environment variable with a server's address."""
    return PREFIX + server.upper()


def _address(server: str, stack: ExitStack, more: dict[str, str] | None = None) -> str:
    address = os.environ.get(variable(server)) or stack.enter_context(_leashed(server, os.environ | (more or {})))
    if address.startswith(FAILED):
        pytest.fail(address.removeprefix(FAILED), pytrace=False)
    if address.startswith(MISSING):
        reason = address.removeprefix(MISSING)
        if os.environ.get(REQUIRE) == "1":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return address


@contextlib.contextmanager
def _leashed(server: str, environment: dict[str, str]) -> Iterator[str]:
    """Runs one server in a process that ends with this one, even if this one is killed; yields its address."""
    command = [sys.executable, "-m", "tests.servers", server]
    # Quiet by default: pytest shows the reason if there is no address.
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=environment, **pipes) as process:
        line = process.stdout.readline()
        yield json.loads(line)[variable(server)] if line else f"{FAILED}{server} could not be started"
        process.stdin.close()
        process.wait(60)
