"""A private Radicale: a CardDAV server."""

import contextlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import requests

from tests.servers import sql
from tests.servers.process import LOOPBACK, accepts_connections, free_port, running, scratch_folder
from tests.servers.venv import servers_python

NEW_BOOK = """<?xml version="1.0" encoding="utf-8"?>
<mkcol xmlns="DAV:" xmlns:card="urn:ietf:params:xml:ns:carddav"><set><prop>
<resourcetype><collection/><card:addressbook/></resourcetype><displayname>{name}</displayname>
</prop></set></mkcol>"""

CONFIG = """[server]
hosts = {host}:{port}
max_connections = 40

[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0

[storage]
filesystem_folder = {folder}/collections

[logging]
level = warning
"""


@dataclass(frozen=True)
class Radicale:
    """A running server; `address` is `http://USER:PASSWORD@HOST:PORT/`."""

    address: str

    @property
    def url(self) -> str:
        """The server's root, without user and password."""
        return urlunsplit(urlsplit(self.address)._replace(netloc=f"{self.host}:{self.port}"))

    @property
    def host(self) -> str:
        """Always loopback."""
        return urlsplit(self.address).hostname or LOOPBACK

    @property
    def port(self) -> int:
        """The TCP port."""
        return urlsplit(self.address).port or 0

    @property
    def username(self) -> str:
        """The user who owns all address books."""
        return urlsplit(self.address).username or ""

    @property
    def password(self) -> str:
        """The user's password."""
        return urlsplit(self.address).password or ""

    @property
    def auth(self) -> tuple[str, str]:
        """Both, as `requests` takes them."""
        return self.username, self.password

    def new_database(self, name: str | None = None) -> str:
        """Makes an empty address book; returns its URL, which ends with a slash."""
        path = name or sql.new_name("book")
        url = f"{self.url}{self.username}/{path}/"
        # trust_env: a proxy or a certificate bundle of the developer's machine has no say here.
        with requests.Session() as session:
            session.trust_env = False
            answer = session.request("MKCOL", url, data=NEW_BOOK.format(name=path), auth=self.auth, timeout=30)
        answer.raise_for_status()
        return url


@contextlib.contextmanager
def start_radicale() -> Iterator[Radicale]:
    """Runs a fresh server while the block runs."""
    python = servers_python()
    with scratch_folder("radicale") as folder:
        port = free_port()
        radicale = Radicale(f"http://sync:{secrets.token_urlsafe(12)}@{LOOPBACK}:{port}/")
        (folder / "users").write_text(f"{radicale.username}:{radicale.password}\n", "utf-8")
        config = folder / "radicale.conf"
        config.write_text(CONFIG.format(host=LOOPBACK, port=port, folder=folder), "utf-8")
        command = [python, "-m", "radicale", "--config", config]
        with running(command, folder, lambda: accepts_connections(port)):
            yield radicale
