"""A private Tryton (ERP: parties, products, sales, invoices) on a database of the PostgreSQL server.

Installing the modules takes a minute or more, so it happens once, into a template database that nothing ever connects
to again; a test's database is a copy of it. A dump of the template is kept in the servers' environment, from where
the next session restores it in seconds.
"""

import base64
import contextlib
import hashlib
import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import requests

from tests.servers import sql
from tests.servers.postgres import Postgres, postgres_command
from tests.servers.process import (
    LOOPBACK,
    OURSELVES,
    free_port,
    running,
    scratch_folder,
)
from tests.servers.venv import servers_python

MODULES = ("party", "product", "sale", "account_invoice")
TEMPLATE = "tryton_template"
USERNAME = "admin"
# Not made anew for each session, because it is in the copy of the template that sessions share.
PASSWORD = "correct-horse-7"
# What runs in the servers' environment has a folder of its own: beside it lies no sql.py to hide the one Tryton means.
INSIDE = Path(__file__).with_name("inside_tryton")
SEED = INSIDE / "tryton_seed.py"
# Tests sign in thousands of times, and wrongly on purpose; the limits against guessing would lock them out.
CONFIG = """[database]
uri = postgresql://postgres@{host}:{port}/

[session]
max_attempt = 1000000
max_attempt_ip_network = 1000000

[password]
length = 4
entropy = 0
"""


class TrytonError(Exception):
    """An error that Tryton answered (with status 200): its name, message and details in `args`."""


@dataclass
class TrytonDatabase:
    """One fresh database of the server: the settings of a `tryton` account, and `rpc` to look behind its back."""

    url: str
    database: str
    username: str
    password: str
    _session: requests.Session = field(default_factory=requests.Session, repr=False)
    _preferences: dict = field(default_factory=dict, repr=False)
    _numbers: Iterator[int] = field(default_factory=itertools.count, repr=False)

    def rpc(self, method: str, *parameters: object, context: dict | None = None) -> object:
        """Calls `model.party.party.search_read` and the like; the context goes last by itself, with the user's company.

        Values are JSON as Tryton has it, typed ones as `{"__class__": ...}`. Raises TrytonError.
        """
        if "Authorization" not in self._session.headers:
            self._sign_in()
        return self._post(method, [*parameters, self._preferences | (context or {})])

    def _sign_in(self) -> None:
        self._session.trust_env = False
        # The server lets go of a connection that is idle for two seconds: the next call could be the one that meets it.
        self._session.headers["Connection"] = "close"
        user, token, *_ = self._post("common.db.login", [self.username, {"password": self.password}, "en"])
        identity = base64.b64encode(f"{self.username}:{user}:{token}".encode()).decode()
        self._session.headers["Authorization"] = f"Session {identity}"
        # As every client does: without the company in the context, prices can't be written.
        self._preferences.update(self._post("model.res.user.get_preferences", [True, {}]))

    def _post(self, method: str, parameters: list[object]) -> object:
        body = {"id": next(self._numbers), "method": method, "params": parameters}
        answer = self._session.post(f"{self.url}{self.database}/rpc/", json=body, timeout=60)
        answer.raise_for_status()
        content = answer.json()
        if content.get("error"):
            raise TrytonError(*content["error"])
        return content["result"]

    def forget(self) -> None:
        """Lets the server free what it holds for this database."""
        self._session.delete(f"{self.url}{self.database}/", timeout=60).raise_for_status()
        self._session.close()


@dataclass(frozen=True)
class Tryton:
    """A running server; `address` is `http://admin:PASSWORD@HOST:PORT/`."""

    address: str
    postgres: Postgres

    @property
    def url(self) -> str:
        """The server's root, without user and password."""
        return f"http://{self.host}:{self.port}/"

    @property
    def host(self) -> str:
        """Always loopback."""
        return urlsplit(self.address).hostname or LOOPBACK

    @property
    def port(self) -> int:
        """The TCP port."""
        return urlsplit(self.address).port or 0

    @property
    def password(self) -> str:
        """The administrator's password, in every database."""
        return urlsplit(self.address).password or ""

    def new_database(self) -> TrytonDatabase:
        """Makes a database with the modules, a company and nothing else in it."""
        database = urlsplit(self.postgres.new_database(TEMPLATE)).path.strip("/")
        return TrytonDatabase(self.url, database, USERNAME, self.password)

    def sql_url(self, database: TrytonDatabase) -> str:
        """The PostgreSQL URL of a database, for a look beneath the server."""
        return sql.with_database(self.postgres.url, database.database)

    def drop_database(self, database: TrytonDatabase) -> None:
        """Throws a database away."""
        database.forget()
        self.postgres.drop_database(self.sql_url(database))


@contextlib.contextmanager
def start_tryton(postgres: Postgres) -> Iterator[Tryton]:
    """Fills the template database, then runs a server while the block runs."""
    python = servers_python()
    with scratch_folder("tryton") as folder:
        tryton = Tryton(f"http://{USERNAME}:{PASSWORD}@{LOOPBACK}:{free_port()}/", postgres)
        config = folder / "trytond.conf"
        config.write_text(CONFIG.format(host=postgres.host, port=postgres.port), "utf-8")
        _fill_template(python, config, postgres)
        gunicorn = [python, "-m", "gunicorn", "--worker-class", "gthread", "--workers", 1, "--threads", 6]
        # No control socket: it would lie in the user's home.
        options = ["--bind", f"{LOOPBACK}:{tryton.port}", "--timeout", 0, "--no-control-socket"]
        environment = os.environ | {"TRYTOND_CONFIG": str(config)}
        command = [*gunicorn, *options, "--chdir", INSIDE, "tryton_app:application"]
        with running(command, folder, lambda: _answers(tryton), env=environment):
            yield tryton


def _answers(tryton: Tryton) -> bool:
    """Does the application itself answer? The port is open before it is loaded."""
    with requests.Session() as session:
        session.trust_env = False
        return session.get(f"{tryton.url}none/rpc/", timeout=10).status_code < requests.codes.server_error


def _fill_template(python: Path, config: Path, postgres: Postgres) -> None:
    """Makes the template database: from the copy that an earlier session kept, else by Tryton itself."""
    sql.execute(postgres.url, f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
    template_url = sql.with_database(postgres.url, TEMPLATE)
    kept = _kept_copy(python)
    if kept.exists():
        restore = [postgres_command("pg_restore"), "--exit-on-error", "--jobs", 2]
        OURSELVES.run([*restore, "--dbname", template_url, kept], cwd=config.parent)
        return
    _install_modules(python, config)
    partial = kept.with_suffix(f".{os.getpid()}")
    kept.parent.mkdir(exist_ok=True)
    dump = [postgres_command("pg_dump"), "--format=custom", "--compress=1", "--file", partial]
    OURSELVES.run([*dump, template_url], cwd=config.parent)
    partial.replace(kept)


def _install_modules(python: Path, config: Path) -> None:
    password = config.with_name("password")
    password.write_text(PASSWORD, "utf-8")
    environment = os.environ | {"TRYTONPASSFILE": str(password)}
    admin = [python.with_name("trytond-admin"), "-c", config, "-d", TEMPLATE]
    modules = ["-u", "ir", "res", *MODULES, "--activate-dependencies", "--email", "admin@test.example", "-p"]
    OURSELVES.run([*admin, *modules], cwd=config.parent, env=environment)
    OURSELVES.run([python, SEED, config, TEMPLATE], cwd=config.parent, env=environment)


def _kept_copy(python: Path) -> Path:
    """Beside Tryton itself, so it goes with it; its name changes with everything that decides on the content."""
    pins = python.parent.parent / "servers.stamp"
    content = pins.read_bytes() + SEED.read_bytes() + " ".join([*MODULES, PASSWORD]).encode()
    return python.parent.parent / "templates" / f"tryton-{hashlib.sha256(content).hexdigest()[:16]}.dump"
