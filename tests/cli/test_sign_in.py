"""People sign in from the command line, against a strict authorization server; what comes of it is kept, renewed, and survives."""

import datetime as dt
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.connectors.test_vendors_sync import World
from tests.fakes import browser
from tests.fakes.airtable import FakeAirtable
from tests.fakes.authorization import CLIENT, Authorization
from tests.fakes.google import FakeGoogle
from tests.fakes.graph import FakeGraph
from tests.fakes.hubspot import FakeHubSpot
from tests.fakes.pipedrive import FakePipedrive
from tests.fakes.rest_server import Fault, served
from tests.fakes.salesforce import FakeSalesforce
from tests.fakes.xero import TENANT, FakeXero
from tests.fakes.zendesk import FakeZendesk
from tests.servers.program import Program

BROWSER = {"BROWSER": f"{sys.executable} {browser.__file__} %s"}
ZENDESK = {"authorize": "/oauth/authorizations/new", "token": "/oauth/tokens", "scope": "read write"}


def zendesk(**more: Any) -> Authorization:
    return Authorization(FakeZendesk({}), **{**ZENDESK, **more})


def xero(**more: Any) -> Authorization:
    made = Authorization(
        FakeXero(),
        authorize="/identity/connect/authorize",
        token="/connect/token",
        redirect="http://localhost:51713/callback",
        **more,
    )
    made.paths["/connections"] = lambda _: (200, {}, made.connections)  # type: ignore[attr-defined]
    made.connections = [{"tenantId": TENANT, "tenantName": "Demo"}]  # type: ignore[attr-defined]
    return made


def salesforce() -> Authorization:
    made = Authorization(
        FakeSalesforce({}),
        authorize="/services/oauth2/authorize",
        token="/services/oauth2/token",
        scope="api refresh_token",
        redirect="http://localhost:51713/callback",
        expires_in=None,
        rotates=False,
    )
    made.more = {"instance_url": "https://company.my.salesforce.com"}
    return made


def google() -> Authorization:
    return Authorization(
        FakeGoogle(),
        authorize="/o/oauth2/v2/auth",
        token="/token",
        scope="https://www.googleapis.com/auth/contacts",
        any_port=True,
        secret="not so secret",
        rotates=False,
        refresh_lives=7 * 86_400 - 1,
    )


def graph() -> Authorization:
    return Authorization(
        FakeGraph(),
        authorize="/common/oauth2/v2.0/authorize",
        token="/common/oauth2/v2.0/token",
        device="/common/oauth2/v2.0/devicecode",
        scope="Contacts.ReadWrite offline_access",
        redirect="http://localhost:51713/callback",
        any_port=True,
    )


def hubspot() -> Authorization:
    return Authorization(
        FakeHubSpot({}),
        authorize="/oauth/authorize",
        token="/oauth/v1/token",
        redirect="http://localhost:51713/callback",
        secret="its own",
        rotates=False,
    )


def airtable() -> Authorization:
    return Authorization(
        FakeAirtable({"Name": {"type": "singleLineText"}}),
        authorize="/oauth2/v1/authorize",
        token="/oauth2/v1/token",
        scope="data.records:read data.records:write schema.bases:read webhook:manage",
        redirect="http://localhost:51713/callback",
        expires_in=3600,
    )


def pipedrive() -> Authorization:
    made = Authorization(
        FakePipedrive(),
        authorize="/oauth/authorize",
        token="/oauth/token",
        redirect="http://localhost:51713/callback",
        secret="its own",
        rotates=False,
    )
    made.more = {"api_domain": "https://company.pipedrive.com"}
    return made


KINDS: dict[str, tuple[Callable[[], Authorization], dict[str, str]]] = {
    "zendesk": (zendesk, {"subdomain": "company"}),
    "salesforce": (salesforce, {}),
    "xero": (xero, {}),
    "google_contacts": (google, {}),
    "microsoft_contacts": (graph, {}),
    "hubspot": (hubspot, {}),
    "airtable": (airtable, {"base_id": "appBase1"}),
    "pipedrive": (pipedrive, {}),
}


def arguments(kind: str, url: str, settings: dict[str, str]) -> list[str]:
    given = {"base_url": url, "client_id": CLIENT, **settings}
    return ["--connector", kind, *(part for key, one in given.items() for part in ("--set", f"{key}={one}"))]


@pytest.mark.parametrize("kind", KINDS)
def test_the_browser_signs_in(cli: Program, kind: str) -> None:
    make, settings = KINDS[kind]
    fake = make()
    with served(fake) as url:
        more = ["--secret", "client_secret=CS"] if fake.secret else []
        words = arguments(kind, url, settings)
        env = BROWSER | {"CS": fake.secret or "-"}
        told: Any = cli("account", "add", "there", *words, *more, env=env).expect().json
        assert told["check"]["ok"], told
        assert {"access_token", "refresh_token"} <= set(told["account"]["secrets"])
        if kind == "xero":
            assert told["account"]["settings"]["tenant_id"] == TENANT
        if kind == "salesforce":
            assert told["account"]["settings"]["instance_url"] == "https://company.my.salesforce.com"
        if kind == "pipedrive":
            assert told["account"]["settings"]["api_domain"] == "https://company.pipedrive.com"
        if kind == "google_contacts":
            assert fake.asked[0]["access_type"] == "offline"
        (listed,) = cli("account", "list").expect().json["accounts"]  # type: ignore[index]
        assert listed["sign_in"]["renews"]
        fake.expire()
        assert cli("account", "test", "there").expect().json["ok"]  # type: ignore[index]
    assert not fake.violations
    assert not fake.inner.violations


def test_the_address_is_shown_and_the_page_tells_the_truth(cli: Program) -> None:
    fake = zendesk()
    with served(fake) as url:
        words = arguments("zendesk", url, {"subdomain": "company"})
        with _waiting(cli, "account", "add", "there", *words, "--no-browser") as (process, address):
            status, page = browser.browse(address)
            assert (status, "Signed in to Zendesk" in page) == (200, True)
            assert "code-" not in page
            assert "<script" not in page
            assert process.wait(60) == 0
        fake.denies = "access_denied"
        with _waiting(cli, "account", "add", "another", *words, "--no-browser") as (process, address):
            status, page = browser.browse(address)
            assert (status, "was declined" in page) == (400, True)
            assert "The person said no" in process.communicate(timeout=60)[0]
            assert process.returncode == 1
        names = [one["name"] for one in cli("account", "list").json["accounts"]]  # type: ignore[index]
        assert names == ["there"], "nothing was kept of what was declined"


@contextmanager
def _waiting(cli: Program, *words: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """The command, which waits for a sign-in, and the address that it shows."""
    process = subprocess.Popen(
        cli.command(*words, "--json"),
        env=cli.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cli.workspace.parent,
    )
    try:
        assert process.stderr is not None
        lines = iter(process.stderr.readline, "")
        yield process, next(found[0] for line in lines if (found := re.search(r"https?://\S+", line)))
    finally:
        process.kill()
        process.communicate()


def test_a_sign_in_can_be_stopped(cli: Program) -> None:
    fake = zendesk()
    with served(fake) as url:
        words = arguments("zendesk", url, {"subdomain": "company"})
        with _waiting(cli, "account", "add", "there", *words, "--no-browser") as (process, address):
            process.send_signal(signal.SIGINT)
            assert "stopped" in process.communicate(timeout=60)[0]
            assert process.returncode == 1
        assert browser.browse(address.split("?")[0])[0] == 400, "the system is there still"
        assert not fake.codes


def test_several_organisations_need_a_choice(cli: Program) -> None:
    fake = xero()
    other = "0c3f2a11-0000-4000-8000-000000000001"
    fake.connections.append({"tenantId": other, "tenantName": "Second"})  # type: ignore[attr-defined]
    with served(fake) as url:
        words = arguments("xero", url, {})
        refused: Any = cli("account", "add", "there", *words, env=BROWSER).expect(2).json
        assert "Demo" in refused["error"]["message"]
        assert other in refused["error"]["message"]
        assert "--set tenant_id=" in refused["error"]["advice"]
        chosen = arguments("xero", url, {"tenant_id": TENANT})
        assert cli("account", "add", "there", *chosen, env=BROWSER).expect()


def test_a_code_for_another_device(cli: Program) -> None:
    fake = graph()
    with served(fake) as url:
        stop = threading.Event()

        def approve() -> None:
            while not stop.wait(0.02):
                for code in list(fake.devices):
                    fake.approve(code)

        person = threading.Thread(target=approve)
        person.start()
        try:
            words = [*arguments("microsoft_contacts", url, {}), "--sign-in", "device"]
            told = cli("account", "add", "there", *words).expect()
        finally:
            stop.set()
            person.join()
        assert "WDJB-" in told.stderr
        assert "https://example.org/device" in told.stderr
        fake.denies = "access_denied"
        refused: Any = cli("account", "reconnect", "there", "--sign-in", "device").expect(1).json
        assert "declined" in refused["error"]["message"]
        assert cli("account", "test", "there").expect(), "the old sign-in goes on"
    assert not fake.violations


def test_a_way_that_there_is_not(cli: Program) -> None:
    words = arguments("zendesk", "http://127.0.0.1:1", {"subdomain": "company"})
    refused: Any = cli("account", "add", "there", *words, "--sign-in", "device").expect(2).json
    assert "--secret" in refused["error"]["advice"]


# ------------------------------------------------------------------------------------------------ renewed and kept

KILLED = """
import os, sys
from desktop_sync.store.secrets import VaultSecrets
put = VaultSecrets.put_all
def dying(self, account_id, values):
    if sys.argv[-1] == "after":
        put(self, account_id, values)
    os._exit(9)
VaultSecrets.put_all = dying
from desktop_sync.__main__ import main
sys.exit(main(sys.argv[1:-1]))
"""


class Office:
    """A workspace with a database and a Zendesk, in step."""

    def __init__(self, cli: Program, folder: Path, fake: Authorization, url: str) -> None:
        self.cli, self.fake = cli, fake
        for n in range(3):
            fake.inner.insert("users", {"email": f"z{n}@example.org", "name": f"Z{n}"})  # type: ignore[call-arg]
        account = ["zendesk", *arguments("zendesk", url, {"subdomain": "company"})[2:]]
        self.world = World(cli, folder, account, "users", "name", BROWSER)
        assert self.world.run("--approve")["a"]["created"] == 3

    def edit(self, name: str) -> None:
        self.world.sql("update people set name = ? where id = (select min(id) from people)", name)

    def names(self) -> set[str]:
        return {row["name"] for row in self.fake.inner.tables["users"].values()}  # type: ignore[attr-defined]


@contextmanager
def office(cli: Program, folder: Path, **more: Any) -> Iterator[Office]:
    fake = zendesk(**more)
    with served(fake) as url:
        yield Office(cli, folder, fake, url)
    assert not fake.violations


@pytest.mark.parametrize(("moment", "grace"), [("sent", True), ("done", True), ("received", False), ("kept", False)])
def test_killed_while_it_is_renewed(cli: Program, tmp_path: Path, moment: str, grace: bool) -> None:
    """Whatever the moment: the sign-in goes on, or, where the only copy of the new token was lost, one sign-in brings everything back."""
    with office(cli, tmp_path, grace=grace) as there:
        there.fake.expire()
        there.edit("Edited here")
        if moment in {"sent", "done"}:
            victims: list[subprocess.Popen[bytes]] = []
            fault = Fault.FIRST if moment == "sent" else Fault.THEN
            before = len(there.fake.calls)
            there.fake.plan(fault, "POST", "/oauth/tokens", meanwhile=lambda: victims[0].kill() or victims[0].wait())
            victims.append(subprocess.Popen(cli.command("run"), env=cli.environment(), stderr=subprocess.DEVNULL))
            assert victims[0].wait(60) == -signal.SIGKILL
            assert len(there.fake.calls) > before
        else:
            words = ["run", "--json", "before" if moment == "received" else "after"]
            died = subprocess.run([sys.executable, "-c", KILLED, *words], env=cli.environment(), check=False)
            assert died.returncode == 9
        # Killed before it was sent, the fake carries it out all the same: the request was on its way.
        lost = moment != "kept" and not grace
        after = cli("run").expect(1 if lost else 0).json["runs"][0]  # type: ignore[index]
        if lost:
            assert (after["error_kind"], after["error_account"]) == ("sign_in", "there")
            (_, listed) = cli("account", "list").json["accounts"]  # type: ignore[index]
            assert listed["sign_in"]["state"] == "ended"
            told: Any = cli("account", "reconnect", "there", env=BROWSER).expect().json
            assert told["syncs"] == ["People"]
            assert there.world.run()["b"]["updated"] == 1
        assert "Edited here" in there.names()
        assert there.world.run()["b"]["updated"] == 0


def test_two_programs_do_not_burn_the_token(cli: Program, tmp_path: Path) -> None:
    with office(cli, tmp_path) as there:
        for _ in range(2):
            there.fake.expire()
            before = there.fake.count("POST", "/oauth/tokens")
            command = cli.command("account", "test", "there", "--json")
            several = [subprocess.Popen(command, env=cli.environment(), stdout=subprocess.DEVNULL) for _ in range(3)]
            assert [one.wait(60) for one in several] == [0, 0, 0]
            assert there.fake.count("POST", "/oauth/tokens") == before + 1, (
                "the others took over what the first had got"
            )


def test_the_end_is_told_before_it_comes_and_tokens_are_renewed_before_it(cli: Program) -> None:
    fake = zendesk(refresh_lives=3 * 86_400 + 3_600, expires_in=60)
    with served(fake) as url:
        fake.offset = -dt.timedelta(days=1)  # the system's clock is wrong: only how long it lasts counts
        cli("account", "add", "there", *arguments("zendesk", url, {"subdomain": "company"}), env=BROWSER).expect()
        (listed,) = cli("account", "list").json["accounts"]  # type: ignore[index]
        assert (listed["sign_in"]["state"], listed["sign_in"]["message"]) == ("ends_soon", "ends in 3 days")
        found: Any = cli("doctor").expect(1).json
        told = [one for one in found["findings"] if "ends in 3 days" in one["message"]]
        assert "account reconnect" in told[0]["remedy"]
        assert "ends in 3 days" in cli("account", "list", json=False).stdout


def test_a_dead_sign_in_pauses_the_account_and_nothing_is_lost(cli: Program, tmp_path: Path) -> None:
    with office(cli, tmp_path) as there:
        there.fake.revoke()
        there.edit("Edited meanwhile")
        there.world.sql("insert into people values (900, 'new@example.org', 'New')")
        failed = cli("run").expect(1).json["runs"][0]  # type: ignore[index]
        assert failed["error_kind"] == "sign_in"
        (status,) = cli("sync", "list").json["syncs"]  # type: ignore[index]
        assert (status["waits_for"], status["due_at"]) == ("there", None)
        cli("account", "reconnect", "there", env=BROWSER).expect()
        done = there.world.run()
        assert (done["b"]["updated"], done["b"]["created"]) == (1, 1)
        assert {"Edited meanwhile", "New"} <= there.names()


def test_nothing_of_it_is_in_the_log_or_in_clear(cli: Program, tmp_path: Path) -> None:
    with office(cli, tmp_path) as there:
        there.fake.expire()
        assert cli("account", "test", "there").expect()
        there.fake.revoke()
        cli("run").expect(1)
        known = [call.body for call in there.fake.calls if call.method == "POST"]
        words = {str(one[key]) for one in known for key in ("code", "code_verifier", "refresh_token") if key in one}
        words |= {one["state"] for one in there.fake.asked} | {str(there.fake.inner.token)}  # type: ignore[attr-defined]
        files = [one for one in cli.workspace.rglob("*") if one.is_file()]
        assert len(words) > 4
        for file in files:
            data = file.read_bytes()
            assert not [word for word in words if len(word) > 12 and word.encode() in data], file.name
        assert os.environ.get("DESKTOP_SYNC_WORKSPACE") is None
