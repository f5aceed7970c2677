"""A private PostgreSQL server."""

import contextlib
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from tests.servers import sql
from tests.servers.process import LOOPBACK, Account, find_command, free_port, running, scratch_folder

# The data need not outlive the session, so nothing waits for a disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "timezone": "UTC",
    "jit": "off",
}

CLERK = "password_clerk"
PASSWORD = "Schlüssel-unter-der-Matte-1742"
"""A user without rights of its own, who signs in with a password (SCRAM), unlike the superuser."""


@dataclass(frozen=True)
class Postgres:
    """A running server; `address` is that of its own database, where tests have no business."""

    address: str

    @property
    def url(self) -> str:
        """The same."""
        return self.address

    @property
    def host(self) -> str:
        """Always loopback."""
        return urlsplit(self.url).hostname or LOOPBACK

    @property
    def port(self) -> int:
        """The TCP port."""
        return urlsplit(self.url).port or 5432

    @property
    def user(self) -> str:
        """A superuser; every password is right (trust)."""
        return urlsplit(self.url).username or ""

    def new_database(self, template: str = "template0") -> str:
        """Makes an empty database (or a copy of `template`, to which nobody may be connected); returns its URL."""
        name = sql.new_name()
        # On a server without fsync, copying files is several times quicker than logging every page.
        sql.execute(self.url, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return sql.with_database(self.url, name)

    def given_to_clerk(self, url: str) -> str:
        """Makes a database the clerk's; returns the clerk's URL for it, with the password in it."""
        parts = urlsplit(url)
        sql.execute(self.url, f"ALTER DATABASE {parts.path.strip('/')} OWNER TO {CLERK}")
        return parts._replace(netloc=f"{CLERK}:{quote(PASSWORD)}@{self.host}:{self.port}").geturl()

    def drop_database(self, url: str) -> None:
        """Throws a database away, with whoever is still connected to it."""
        sql.execute(self.url, f"DROP DATABASE IF EXISTS {urlsplit(url).path.strip('/')} WITH (FORCE)")


def postgres_command(name: str) -> Path:
    """A program of the server's own release: Debian's same-named ones on the PATH are wrappers that want a cluster."""
    return find_command("postgres", "/usr/lib/postgresql/*/bin").with_name(name)


@contextlib.contextmanager
def start_postgres() -> Iterator[Postgres]:
    """Runs a fresh server while the block runs."""
    server = postgres_command("postgres")
    account = Account.unprivileged("postgres")
    with scratch_folder("postgres", account) as folder:
        data = folder / "data"
        initdb = [postgres_command("initdb"), "--pgdata", data, "--username", "postgres", "--auth", "trust"]
        account.run([*initdb, "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"], cwd=folder)
        access = data / "pg_hba.conf"
        access.write_text(f"host all {CLERK} {LOOPBACK}/32 scram-sha-256\n{access.read_text('utf-8')}", "utf-8")
        port = free_port()
        options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        postgres = Postgres(f"postgresql://postgres@{LOOPBACK}:{port}/postgres")
        command = [server, "-D", data, "-p", port, *options]

        def answers() -> object:
            return sql.fetch(postgres.url, "SELECT 1")

        # SIGINT: its "fast" stop; at a SIGTERM it would wait for clients to leave.
        with running(command, folder, answers, account=account, stop_signal=signal.SIGINT):
            sql.execute(postgres.url, f"CREATE ROLE {CLERK} LOGIN PASSWORD '{PASSWORD}'")
            yield postgres
