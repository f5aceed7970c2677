"""Fixtures for all tests: nothing of the user's is touched, real servers are at hand, the program runs as users run it.

`postgres_url`, `mariadb_url`, `sqlite_url` and `tryton` are empty databases of their own for each test. `cli` runs the
program in a process of its own. See tests/servers/ for the servers behind them.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest

from tests.servers import sharing
from tests.servers.guard import loopback_only
from tests.servers.kinto import Kinto
from tests.servers.mariadb import MariaDB
from tests.servers.postgres import Postgres
from tests.servers.program import Program
from tests.servers.radicale import Radicale
from tests.servers.roundup import Roundup, missing_roundup, start_roundup
from tests.servers.secret_service import SecretService
from tests.servers.tryton import Tryton, TrytonDatabase
from tests.servers.wordpress import WordPress

SOAK_MINUTES = "DESKTOP_SYNC_SOAK_MINUTES"

# No deadline: the machines are shared, and a slow example is no wrong one. The same examples each time (tests/seeds.py says
# why), others in the soak; there `print_blob` makes a failure repeatable.
hypothesis.settings.register_profile("dev", deadline=None, max_examples=50, derandomize=True)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=5000, print_blob=True)


def pytest_configure(config: pytest.Config) -> None:
    """Picks the hypothesis profile, and an offscreen Qt where nobody asked for another."""
    default = "soak" if SOAK_MINUTES in os.environ else "ci" if os.environ.get("CI") else "dev"
    hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", default))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what belongs to another pass: a process has one Qt platform, and soak tests take as long as told."""
    wanted_by_pass = {
        "requires_xcb": os.environ["QT_QPA_PLATFORM"] == "xcb",
        "soak": SOAK_MINUTES in os.environ,
    }
    unwanted = [name for name, wanted in wanted_by_pass.items() if not wanted]
    left_out = [item for item in items if any(item.get_closest_marker(name) for name in unwanted)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


# ------------------------------------------------------------------------------------------- nothing of the user's


@pytest.fixture(autouse=True)
def _nothing_of_the_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scratch home, no workspace, no keyring, no network beyond loopback."""
    home = tmp_path_factory.mktemp("home", numbered=True)
    for name, value in scratch_environment(home).items():
        monkeypatch.setenv(name, value)
    for name in [name for name in os.environ if name.startswith("DESKTOP_SYNC_") and "_TEST_" not in name]:
        if name not in {SOAK_MINUTES, sharing.REQUIRE, "DESKTOP_SYNC_SERVERS_VENV", "DESKTOP_SYNC_VENV"}:
            monkeypatch.delenv(name)
    # A machine's certificate bundle or proxy must not decide what a test sees.
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def scratch_environment(home: Path) -> dict[str, str]:
    """The variables that lead programs to `home` instead of the user's own, and away from the keyring."""
    runtime = home / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    return {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_RUNTIME_DIR": str(runtime),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={home / 'no-bus'}",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }


loopback_only.install()


# --------------------------------------------------------------------------------------------------- real servers


@pytest.fixture(scope="session")
def _servers() -> Iterator[ExitStack]:
    """Servers that this worker had to start itself, because dev.py did not."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="session")
def postgres(_servers: ExitStack) -> Postgres:
    """The PostgreSQL server; tests mostly want `postgres_url`."""
    return sharing.postgres(_servers)


@pytest.fixture(scope="session")
def mariadb(_servers: ExitStack) -> MariaDB:
    """The MariaDB server; tests mostly want `mariadb_url`."""
    return sharing.mariadb(_servers)


@pytest.fixture(scope="session")
def radicale(_servers: ExitStack) -> Radicale:
    """The Radicale server; `radicale.new_database()` makes an address book."""
    return sharing.radicale(_servers)


@pytest.fixture(scope="session")
def kinto(_servers: ExitStack) -> Kinto:
    """The Kinto server; `kinto.new_bucket()` makes an empty bucket."""
    return sharing.kinto(_servers)


@pytest.fixture(scope="session")
def roundup() -> Iterator[Roundup]:
    """A Roundup tracker, where one can be started; `roundup.clear("people")` retires all records of a class."""
    if reason := missing_roundup():
        pytest.skip(reason)
    with start_roundup() as running:
        yield running


@pytest.fixture(scope="session")
def wordpress(_servers: ExitStack, mariadb: MariaDB) -> WordPress:
    """The WordPress site; `wordpress.clear("people")` empties a type."""
    return sharing.wordpress(_servers, mariadb)


@pytest.fixture(scope="session")
def tryton_server(_servers: ExitStack, postgres: Postgres) -> Tryton:
    """The Tryton server; tests mostly want `tryton`."""
    return sharing.tryton(_servers, postgres)


@pytest.fixture(scope="session")
def secret_service(_servers: ExitStack) -> SecretService:
    """An unlocked OS keyring; give its `env` to a subprocess (`cli(..., env=secret_service.env)`)."""
    return sharing.secret_service(_servers)


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """An empty database, gone after the test."""
    url = postgres.new_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture
def mariadb_url(mariadb: MariaDB) -> Iterator[str]:
    """An empty database, gone after the test; the URL has the password in it (`sql.split_password`)."""
    url = mariadb.new_database()
    yield url
    mariadb.drop_database(url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A database file that doesn't exist yet."""
    return f"sqlite:///{tmp_path / 'database.sqlite'}"


@pytest.fixture
def tryton(tryton_server: Tryton) -> Iterator[TrytonDatabase]:
    """A database with the modules and a company, gone after the test."""
    database = tryton_server.new_database()
    yield database
    tryton_server.drop_database(database)


# ---------------------------------------------------------------------------------------------------- the program


@pytest.fixture
def cli(tmp_path: Path) -> Program:
    """The program's command line, on an empty workspace: `cli("run", "--full").json["runs"]`."""
    return Program(workspace=tmp_path / "workspace", passphrase="test passphrase")


@pytest.fixture
def unused_port() -> int:
    """A port of loopback where nobody listens: for connections that must be refused."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def soak_seconds(request: pytest.FixtureRequest) -> float:
    """This soak test's share of the minutes that all of them have together."""
    soaking = [item for item in request.session.items if item.get_closest_marker("soak")]
    return float(os.environ[SOAK_MINUTES]) * 60 / max(len(soaking), 1)
