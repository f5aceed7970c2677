"""A private Roundup 2: an issue tracker with a class of its own (`people`), whose single records look otherwise than its lists.

`DESKTOP_SYNC_TEST_ROUNDUP_PYTHON` names the Python of an environment that has Roundup 2.6 and waitress: Roundup comes as a source package, which
would have to be built before every test.
"""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests

from tests.servers.process import LOOPBACK, OURSELVES, free_port, running, scratch_folder

PYTHON = "DESKTOP_SYNC_TEST_ROUNDUP_PYTHON"
CONFIG = """[main]
admin_email = admin@example.org
password_pbkdf2_default_rounds = 1000
[tracker]
web = {url}/
[rdbms]
backend = sqlite
[mail]
domain = example.org
host = {host}
[web]
secret_key = {key}
"""
PEOPLE = """
people = Class(db, "people", name=String(), email=String(), born=Date(), credit=Number(), active=Boolean(), note=String())
"""
# Its own server refuses to run as root.
SERVE = """import sys
from roundup.cgi.wsgi_handler import RequestDispatcher
from waitress import serve
serve(RequestDispatcher(sys.argv[1]), host=sys.argv[2], port=int(sys.argv[3]), threads=2)
"""


@dataclass(frozen=True)
class Roundup:
    """A running tracker; `address` is `http://USER:PASSWORD@HOST:PORT/`."""

    address: str

    @property
    def url(self) -> str:
        """The tracker, without user and password, without a slash at its end."""
        parts = urlsplit(self.address)
        return urlunsplit(parts._replace(netloc=f"{parts.hostname}:{parts.port}", path=""))

    @property
    def auth(self) -> tuple[str, str]:
        """User and password."""
        parts = urlsplit(self.address)
        return parts.username or "", parts.password or ""

    def request(self, method: str, path: str, **arguments: Any) -> Any:
        """A call of somebody else's: the `data` of its answer. Raises for a refusal."""
        headers = {
            "Origin": self.url,
            "Referer": f"{self.url}/",
            "X-Requested-With": "tests",
            "Accept": "application/json",
        }
        with requests.Session() as session:
            session.trust_env = False
            if method in {"PATCH", "DELETE"}:  # it takes neither without the record's mark
                shown = session.get(f"{self.url}/rest/data{path}", auth=self.auth, headers=headers, timeout=30)
                shown.raise_for_status()
                headers["If-Match"] = shown.json()["data"]["@etag"]
            answer = session.request(
                method, f"{self.url}/rest/data{path}", auth=self.auth, headers=headers, timeout=30, **arguments
            )
        answer.raise_for_status()
        return answer.json()["data"]

    def rows(self, table: str, *fields: str) -> list[dict[str, Any]]:
        """The records of a class that are not retired."""
        return self.request("GET", f"/{table}", params={"@fields": ",".join(fields)})["collection"]

    def clear(self, table: str) -> None:
        """Retires all records of a class."""
        for row in self.rows(table, "id"):
            self.request("DELETE", f"/{table}/{row['id']}")


def _templates(python: Path) -> Path:
    return python.parent.parent / "share" / "roundup" / "templates" / "classic"


def missing_roundup() -> str:
    """Why there is no Roundup here; "" where there is one."""
    named = os.environ.get(PYTHON, "")
    return "" if named and _templates(Path(named)).is_dir() else f"{PYTHON} names no Python that runs Roundup"


@contextlib.contextmanager
def start_roundup() -> Iterator[Roundup]:
    """Runs a fresh tracker while the block runs, with a SQLite database of its own; it takes some seconds."""
    python = Path(os.environ[PYTHON])
    with scratch_folder("roundup") as folder:
        port, password = free_port(), secrets.token_urlsafe(12)
        tracker = Roundup(f"http://admin:{password}@{LOOPBACK}:{port}/")
        home = folder / "tracker"
        shutil.copytree(_templates(python), home)
        with (home / "schema.py").open("a", encoding="utf-8") as schema:
            schema.write(PEOPLE)
        config = CONFIG.format(url=tracker.url, host=LOOPBACK, key=secrets.token_hex(32))
        (home / "config.ini").write_text(config, "utf-8")
        OURSELVES.run([python.with_name("roundup-admin"), "-i", home, "initialise", password], cwd=folder)
        script = folder / "serve.py"
        script.write_text(SERVE, "utf-8")
        with running([python, script, home, LOOPBACK, port], folder, lambda: tracker.request("GET", "/status")):
            yield tracker
