"""A private Odoo on a database of the PostgreSQL server, where a checkout of Odoo is: nothing of it is in the package registries.

`DESKTOP_SYNC_TEST_ODOO` names the folder with `odoo-bin`, `DESKTOP_SYNC_TEST_ODOO_PYTHON` a Python that has what its requirements.txt asks for.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from tests.servers import sql
from tests.servers.postgres import Postgres
from tests.servers.process import LOOPBACK, OURSELVES, free_port, running, scratch_folder

CHECKOUT, PYTHON = "DESKTOP_SYNC_TEST_ODOO", "DESKTOP_SYNC_TEST_ODOO_PYTHON"
USERNAME = PASSWORD = "admin"
ROLE = "odoo"
CONFIG = """[options]
addons_path = {addons}
db_host = {host}
db_port = {port}
db_user = {role}
db_password = unused
http_interface = {loopback}
http_port = {http}
data_dir = {folder}/data
list_db = False
workers = 0
max_cron_threads = 0
"""


class OdooError(Exception):
    """An error that Odoo answered: its name and words."""


@dataclass
class Odoo:
    """A running server with one database: the settings of an `odoo` account, and `call` to look behind its back."""

    url: str
    database: str
    key: str = ""
    _session: requests.Session = field(default_factory=requests.Session, repr=False)
    _user: int = 0

    def call(self, model: str, method: str, *arguments: Any, **named: Any) -> Any:
        """A method of a model's as the administrator; by JSON-RPC, which versions before 22 all have. Raises OdooError."""
        self._user = self._user or self._rpc("common", "authenticate", self.database, USERNAME, PASSWORD, {})
        return self._rpc(
            "object", "execute_kw", self.database, self._user, PASSWORD, model, method, list(arguments), named
        )

    def _rpc(self, service: str, method: str, *arguments: Any) -> Any:
        self._session.trust_env = False
        body = {"jsonrpc": "2.0", "method": "call", "id": 1}
        body["params"] = {"service": service, "method": method, "args": list(arguments)}
        answer = self._session.post(f"{self.url}/jsonrpc", json=body, timeout=120).json()
        if answer.get("error"):
            raise OdooError(answer["error"].get("data", {}).get("name"), answer["error"].get("data", {}).get("message"))
        return answer["result"]


def missing_odoo() -> str:
    """Why there is no Odoo here; "" where there is one."""
    folder = os.environ.get(CHECKOUT, "")
    if not folder or not Path(folder, "odoo-bin").exists():
        return f"{CHECKOUT} names no folder with Odoo's odoo-bin"
    return "" if os.environ.get(PYTHON) else f"{PYTHON} names no Python that runs Odoo"


@contextlib.contextmanager
def start_odoo(postgres: Postgres, addons: Path, *modules: str) -> Iterator[Odoo]:
    """Installs the modules into a new database, which takes a minute, then runs a server while the block runs."""
    checkout = Path(os.environ[CHECKOUT])
    folders = [one for one in (checkout / "odoo" / "addons", checkout / "addons") if one.is_dir()]
    # Odoo refuses to work as PostgreSQL's own superuser.
    if not sql.fetch(postgres.url, f"SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}'"):
        sql.execute(postgres.url, f"CREATE ROLE {ROLE} LOGIN SUPERUSER")
    url = postgres.new_database()
    with scratch_folder("odoo") as folder:
        port = free_port()
        config = folder / "odoo.conf"
        text = CONFIG.format(
            addons=",".join(str(one) for one in (*folders, addons)), host=postgres.host, port=postgres.port, role=ROLE,
            loopback=LOOPBACK, http=port, folder=folder,
        )  # fmt: skip
        config.write_text(text, "utf-8")
        odoo = Odoo(f"http://{LOOPBACK}:{port}", urlsplit(url).path.strip("/"))
        command = [os.environ[PYTHON], checkout / "odoo-bin", "-c", config, "-d", odoo.database]
        # Before 19, JSON-RPC is part of every Odoo.
        known = [one for one in ("rpc", *modules) if any((path / one).is_dir() for path in (*folders, addons))]
        OURSELVES.run([*command, "-i", ",".join(known), "--without-demo=all", "--stop-after-init"], cwd=folder)
        with running(command, folder, lambda: odoo.call("res.users", "search_count", [])):
            yield odoo
    postgres.drop_database(url)
