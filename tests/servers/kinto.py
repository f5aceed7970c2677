"""A private Kinto: JSON records with revisions, tombstones and batches."""

import contextlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests

from tests.servers import sql
from tests.servers.process import LOOPBACK, free_port, running, scratch_folder
from tests.servers.venv import servers_python

CONFIG = """[server:main]
use = egg:waitress#main
host = {host}
port = {port}
threads = 4

[app:main]
use = egg:kinto
kinto.userid_hmac_secret = {secret}
kinto.bucket_create_principals = system.Authenticated
kinto.storage_backend = kinto.core.storage.memory
kinto.cache_backend = kinto.core.cache.memory
kinto.permission_backend = kinto.core.permission.memory
kinto.paginate_by = 100
multiauth.policies = basicauth
"""


@dataclass(frozen=True)
class Kinto:
    """A running server; `address` is `http://USER:PASSWORD@HOST:PORT/`. Whoever signs in first under a name owns it."""

    address: str

    @property
    def url(self) -> str:
        """The server's root, without user and password, without a slash at its end."""
        parts = urlsplit(self.address)
        return urlunsplit(parts._replace(netloc=f"{parts.hostname}:{parts.port}", path=""))

    @property
    def auth(self) -> tuple[str, str]:
        """User and password."""
        parts = urlsplit(self.address)
        return parts.username or "", parts.password or ""

    def request(self, method: str, path: str, **arguments: Any) -> Any:
        """A call of somebody else's: the `data` of its answer. Raises for a refusal."""
        # trust_env: a proxy or a certificate bundle of the developer's machine has no say here.
        with requests.Session() as session:
            session.trust_env = False
            answer = session.request(method, f"{self.url}/v1{path}", auth=self.auth, timeout=30, **arguments)
        answer.raise_for_status()
        return answer.json().get("data")

    def new_bucket(self) -> str:
        """Makes an empty bucket; returns its name."""
        name = sql.new_name("bucket")
        self.request("PUT", f"/buckets/{name}", json={})
        return name


@contextlib.contextmanager
def start_kinto() -> Iterator[Kinto]:
    """Runs a fresh server while the block runs; it keeps everything in memory."""
    python = servers_python()
    with scratch_folder("kinto") as folder:
        port = free_port()
        kinto = Kinto(f"http://sync:{secrets.token_urlsafe(12)}@{LOOPBACK}:{port}/")
        config = folder / "kinto.ini"
        config.write_text(CONFIG.format(host=LOOPBACK, port=port, secret=secrets.token_hex(16)), "utf-8")
        command = [python.with_name("kinto"), "start", "--ini", config]
        with running(command, folder, lambda: requests.get(f"{kinto.url}/v1/", timeout=5).ok):
            yield kinto
