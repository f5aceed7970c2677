"""A private Request Tracker 5 (Debian's package) with a SQLite database of its own."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from tests.servers.process import LOOPBACK, OURSELVES, ServerMissingError, free_port, running, scratch_folder

SERVER = Path("/usr/share/request-tracker5/libexec/rt-server")
CONFIG = """
Set($rtname, 'test.example.org'); Set($Organization, 'test.example.org');
Set($WebDomain, '{host}'); Set($WebPort, {port}); Set($WebPath, '');
Set($DatabaseType, 'SQLite'); Set($DatabaseName, '{folder}/rt.sqlite'); Set($DatabaseUser, ''); Set($DatabasePassword, '');
Set($LogToSTDERR, 'error'); Set($LogToSyslog, undef); Set($MailCommand, 'testfile'); Set($RestrictReferrer, 0);
1;
"""
TOKEN = """
use lib '/usr/share/request-tracker5/lib';
use RT -init;
my $root = RT::User->new(RT->SystemUser); $root->Load('root');
my ($ok, $words, $made) = RT::AuthToken->new(RT->SystemUser)->Create(Owner => $root->Id, Description => 'tests');
print "$made\\n";
"""


@dataclass(frozen=True)
class RequestTracker:
    """A running one. `token`: of its user root."""

    url: str
    token: str

    def request(self, method: str, path: str, **arguments: Any) -> Any:
        """A call of somebody else's. Raises for a refusal."""
        headers = {"Authorization": f"token {self.token}"}
        with requests.Session() as session:
            session.trust_env = False
            answer = session.request(method, f"{self.url}/REST/2.0{path}", headers=headers, timeout=60, **arguments)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def tickets(self) -> dict[str, dict[str, Any]]:
        """Those that are not deleted, by number."""
        found: dict[str, dict[str, Any]] = {}
        page = 1
        while True:
            asked = {"query": "id > 0", "fields": "Subject,Status,Priority", "per_page": 100, "page": page}
            told = self.request("GET", "/tickets", params=asked)
            found |= {str(row["id"]): row for row in told["items"]}
            if page >= told["pages"]:
                return found
            page += 1


def missing_request_tracker() -> str:
    """What to install for it; "" where it is there."""
    if not SERVER.is_file() or shutil.which("rt-setup-database-5") is None:
        packages = "request-tracker5 rt5-db-sqlite rt5-standalone starman"
        return f"Request Tracker is not installed: apt install --no-install-recommends {packages}"
    return ""


@contextlib.contextmanager
def start_request_tracker() -> Iterator[RequestTracker]:
    """Runs a fresh one while the block runs."""
    if reason := missing_request_tracker():
        raise ServerMissingError(reason)
    with scratch_folder("request-tracker") as folder:
        port = free_port()
        config, own = folder / "RT_SiteConfig.pm", folder / "RT_SiteConfig.d"
        own.mkdir()
        config.write_text(CONFIG.format(host=LOOPBACK, port=port, folder=folder), "utf-8")
        env = dict(os.environ, RT_SITE_CONFIG=str(config), RT_SITE_CONFIG_DIR=str(own))
        OURSELVES.run(["rt-setup-database-5", "--action", "init", "--skip-create"], cwd=folder, env=env)
        script, out = folder / "token.pl", folder / "token"
        script.write_text(TOKEN, "utf-8")
        OURSELVES.run(["sh", "-c", f'exec perl "{script}" > "{out}"'], cwd=folder, env=env)
        tracker = RequestTracker(f"http://{LOOPBACK}:{port}", out.read_text("utf-8").strip())
        command = [SERVER, "--server", "Starman", "--workers", "2", "--host", LOOPBACK, "--port", str(port)]
        with running(command, folder, lambda: tracker.request("GET", "/rt"), env=env):
            yield tracker
