"""A private pretix: the customers of a ticket shop, on a copy of a database that was set up before.

`DESKTOP_SYNC_TEST_PRETIX_PYTHON` names the Python of an environment that has pretix 2026.8 and gunicorn. Its database takes minutes to set up; where
`DESKTOP_SYNC_TEST_PRETIX_DATA` names a folder, it is kept there (as `data`) for the next time.
"""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from tests.servers.process import LOOPBACK, OURSELVES, free_port, running, scratch_folder

PYTHON, DATA = "DESKTOP_SYNC_TEST_PRETIX_PYTHON", "DESKTOP_SYNC_TEST_PRETIX_DATA"
CONFIG = """[pretix]
instance_name=Tests
url={url}
datadir={folder}/data
registration=off
[database]
backend=sqlite3
[mail]
from=tests@example.org
host={host}
[django]
debug=off
secret={secret}
"""
SEED = """
from django_scopes import scopes_disabled
from pretix.base.models import Organizer, Team
with scopes_disabled():
    shop, _ = Organizer.objects.get_or_create(name="Shop", slug="shop")
    shop.settings.customer_accounts = True
    team = Team.objects.create(organizer=shop, name="tests", all_events=True, all_event_permissions=True, all_organizer_permissions=True)
    open({out!r}, "w").write(team.tokens.create(name="tests").token)
"""


@dataclass(frozen=True)
class Pretix:
    """A running shop. `token`: may do all."""

    url: str
    token: str

    @property
    def customers(self) -> str:
        """The path of the list of customers."""
        return "/api/v1/organizers/shop/customers/"

    def request(self, method: str, path: str, **arguments: Any) -> Any:
        """A call of somebody else's. Raises for a refusal."""
        headers = {"Authorization": f"Token {self.token}"}
        address = path if path.startswith("http") else f"{self.url}{path}"
        with requests.Session() as session:
            session.trust_env = False
            answer = session.request(method, address, headers=headers, timeout=60, **arguments)
        answer.raise_for_status()
        return answer.json()

    def rows(self) -> list[Mapping[str, Any]]:
        """All customers."""
        found: list[Mapping[str, Any]] = []
        path = f"{self.customers}?page_size=100"
        while path:
            page = self.request("GET", path)
            found += page["results"]
            path = page["next"] or ""
        return found


def missing_pretix() -> str:
    """Why there is no pretix here; "" where there is one."""
    named = os.environ.get(PYTHON, "")
    return "" if named and Path(named).exists() else f"{PYTHON} names no Python that runs pretix"


@contextlib.contextmanager
def start_pretix() -> Iterator[Pretix]:
    """Runs a fresh shop while the block runs."""
    python = Path(os.environ[PYTHON])
    with scratch_folder("pretix") as folder:
        port = free_port()
        url = f"http://{LOOPBACK}:{port}"
        config = folder / "pretix.cfg"
        config.write_text(CONFIG.format(url=url, folder=folder, host=LOOPBACK, secret=secrets.token_hex(16)), "utf-8")
        env = dict(os.environ, PRETIX_CONFIG_FILE=str(config))
        kept = os.environ.get(DATA, "")
        if kept and (Path(kept) / "data" / "db.sqlite3").exists():
            shutil.copytree(Path(kept) / "data", folder / "data")
        else:
            (folder / "data").mkdir()
            OURSELVES.run([python, "-m", "pretix", "migrate"], cwd=folder, env=env)
            if kept:
                shutil.copytree(folder / "data", Path(kept) / "data", dirs_exist_ok=True)
        out = folder / "token"
        OURSELVES.run([python, "-m", "pretix", "shell", "-c", SEED.format(out=str(out))], cwd=folder, env=env)
        shop = Pretix(url, out.read_text("utf-8"))
        command = [python.with_name("gunicorn"), "-w", "1", "--threads", "2", "-b", f"{LOOPBACK}:{port}", "pretix.wsgi"]
        with running(command, folder, lambda: shop.request("GET", shop.customers), env=env, patience_s=180):
            yield shop
