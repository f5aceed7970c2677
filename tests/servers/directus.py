"""A private Directus 11 with a collection `people`, on a SQLite database of its own.

`DESKTOP_SYNC_TEST_DIRECTUS` names the folder in which `npm install directus@11.3.5` was run: half a gigabyte, which nothing installs by itself.
"""

import contextlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from tests.servers.process import LOOPBACK, OURSELVES, find_command, free_port, running, scratch_folder

FOLDER = "DESKTOP_SYNC_TEST_DIRECTUS"
_KINDS = {"name": "string", "email": "string", "born": "date", "credit": "decimal", "active": "boolean", "note": "text"}


@dataclass(frozen=True)
class Directus:
    """A running one. `token`: the administrator's."""

    url: str
    token: str

    def request(self, method: str, path: str, **arguments: Any) -> Any:
        """A call of somebody else's: the `data` of its answer. Raises for a refusal."""
        with requests.Session() as session:
            session.trust_env = False
            headers = {"Authorization": f"Bearer {self.token}"}
            answer = session.request(method, f"{self.url}{path}", headers=headers, timeout=60, **arguments)
        answer.raise_for_status()
        return answer.json()["data"] if answer.content else None

    def rows(self, collection: str) -> list[dict[str, Any]]:
        """All records of a collection."""
        found: list[dict[str, Any]] = self.request("GET", f"/items/{collection}", params={"limit": "-1"})
        return found

    def clear(self, collection: str) -> None:
        """Deletes all records of a collection."""
        refs = [row["id"] for row in self.rows(collection)]
        if refs:
            self.request("DELETE", f"/items/{collection}", json=refs)

    def make_people(self) -> None:
        """Makes the collection, whose new records have no time of change until there is one."""
        fields: list[dict[str, Any]] = [
            {"field": "id", "type": "integer", "schema": {"is_primary_key": True, "has_auto_increment": True}}
        ]
        for name, kind in _KINDS.items():
            scale = {"numeric_precision": 12, "numeric_scale": 2} if kind == "decimal" else {}
            fields.append({"field": name, "type": kind, "schema": scale})
        for name, special in (("date_created", "date-created"), ("date_updated", "date-updated")):
            fields.append({"field": name, "type": "timestamp", "schema": {}, "meta": {"special": [special]}})
        self.request("POST", "/collections", json={"collection": "people", "schema": {}, "meta": {}, "fields": fields})


def missing_directus() -> str:
    """Why there is no Directus here; "" where there is one."""
    folder = os.environ.get(FOLDER, "")
    there = folder and Path(folder, "node_modules", "directus", "cli.js").exists()
    return "" if there else f"{FOLDER} names no folder in which Directus is installed"


@contextlib.contextmanager
def start_directus() -> Iterator[Directus]:
    """Runs a fresh one while the block runs; it takes some tens of seconds."""
    node, program = find_command("node"), Path(os.environ[FOLDER], "node_modules", "directus", "cli.js")
    with scratch_folder("directus") as folder:
        for name in ("uploads", "extensions"):
            (folder / name).mkdir()
        port, token = free_port(), secrets.token_hex(16)
        env = dict(
            os.environ, HOST=LOOPBACK, PORT=str(port), PUBLIC_URL=f"http://{LOOPBACK}:{port}", SECRET=secrets.token_hex(16),
            DB_CLIENT="sqlite3", DB_FILENAME=str(folder / "data.db"), ADMIN_EMAIL="admin@example.org",
            ADMIN_PASSWORD=secrets.token_urlsafe(12), ADMIN_TOKEN=token, TELEMETRY="false", RATE_LIMITER_ENABLED="false",
            STORAGE_LOCAL_ROOT=str(folder / "uploads"), EXTENSIONS_PATH=str(folder / "extensions"), NODE_ENV="production",
        )  # fmt: skip
        OURSELVES.run([node, program, "bootstrap"], cwd=folder, env=env)
        directus = Directus(f"http://{LOOPBACK}:{port}", token)
        with running(
            [node, program, "start"], folder, lambda: directus.request("GET", "/users/me"), env=env, patience_s=180
        ):
            directus.make_people()
            yield directus
