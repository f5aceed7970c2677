"""A private MariaDB server, strict and in utf8mb4, with one user that has a password."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.servers import sql
from tests.servers.process import LOOPBACK, Account, find_command, free_port, running, scratch_folder

SETTINGS = {
    "bind-address": LOOPBACK,
    "skip-networking": "0",
    "skip-name-resolve": "1",
    "skip-log-bin": "1",
    "character-set-server": "utf8mb4",
    "collation-server": "utf8mb4_unicode_ci",
    "sql-mode": "STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION",
    "default-time-zone": "+00:00",
    "max-connections": "100",
    # The data need not outlive the session, so nothing waits for a disk.
    "innodb-flush-log-at-trx-commit": "0",
    "innodb-doublewrite": "0",
    "innodb-buffer-pool-size": "64M",
    "innodb-log-file-size": "16M",
    "innodb-buffer-pool-dump-at-shutdown": "0",
    "performance-schema": "0",
}


@dataclass(frozen=True)
class MariaDB:
    """A running server; `address` is `mysql://USER:PASSWORD@HOST:PORT/`, without a database."""

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
        return urlsplit(self.url).port or 3306

    @property
    def user(self) -> str:
        """A user with all rights."""
        return urlsplit(self.url).username or ""

    @property
    def password(self) -> str:
        """Its password; a wrong one is refused."""
        return urlsplit(self.url).password or ""

    def new_database(self) -> str:
        """Makes an empty database; returns its URL, with the password (`sql.split_password` takes it out)."""
        name = sql.new_name()
        sql.execute(self.url, f"CREATE DATABASE {name}")
        return sql.with_database(self.url, name)

    def drop_database(self, url: str) -> None:
        """Throws a database away."""
        sql.execute(self.url, f"DROP DATABASE IF EXISTS {urlsplit(url).path.strip('/')}")


@contextlib.contextmanager
def start_mariadb() -> Iterator[MariaDB]:
    """Runs a fresh server while the block runs."""
    server = find_command("mariadbd")
    account = Account.unprivileged("mysql")
    with scratch_folder("mariadb", account) as folder:
        mariadb = MariaDB(f"mysql://sync:{secrets.token_urlsafe(12)}@{LOOPBACK}:{free_port()}/")
        data = _install(folder, account)
        options = [f"--{name}={value}" for name, value in SETTINGS.items()]
        # The first statements of a server, read before it takes connections: so nobody ever gets in without a password.
        grant = folder / "grant.sql"
        user = f"'{mariadb.user}'@'{LOOPBACK}'"
        grant.write_text(f"GRANT ALL ON *.* TO {user} IDENTIFIED BY '{mariadb.password}' WITH GRANT OPTION;\n", "utf-8")
        grant.chmod(0o644)
        # Not the shared /tmp: a server that starts deletes what it takes for its own left-overs there.
        places = [f"--datadir={data}", f"--tmpdir={folder}", f"--port={mariadb.port}", f"--socket={folder / 'socket'}"]
        command = [server, "--no-defaults", *places, f"--pid-file={folder / 'pid'}", f"--init-file={grant}", *options]
        with running(command, folder, lambda: sql.fetch(mariadb.url, "SELECT 1"), account=account):
            yield mariadb


def _install(folder: Path, account: Account) -> Path:
    data = folder / "data"
    data.mkdir()
    account.owns(data)
    installer = find_command("mariadb-install-db")
    quick = ["--auth-root-authentication-method=socket", "--skip-test-db", "--innodb-log-file-size=16M"]
    # The installer runs a server, too: not in the shared /tmp.
    env = dict(os.environ, TMPDIR=str(folder))
    account.run([installer, "--no-defaults", f"--datadir={data}", *quick], cwd=folder, env=env)
    return data
