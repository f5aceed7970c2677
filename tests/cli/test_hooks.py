"""Webhooks over real sockets: the listener, a relay, and the commands."""

import dataclasses
import datetime as dt
import hashlib
import hmac
import http.client
import ssl
import threading
from types import SimpleNamespace

import pytest

from desktop_sync.connectors.relay import events
from desktop_sync.engine.hookkeeping import HookKeeper, keep_at
from desktop_sync.engine.hooks import Hook, HookDesk
from desktop_sync.engine.hookserver import HookServer
from desktop_sync.engine.relaying import Relays
from desktop_sync.errors import DesktopSyncError, UsageError
from desktop_sync.sync.hooks import MOST_BYTES, SCHEMES, Gate, Incoming, Verdict
from tests.cli.conftest import services_of
from tests.fakes.certificate import write_certificate
from tests.fakes.relay import Relay
from tests.fakes.rest_server import TOKEN, Fault, served
from tests.fakes.woocommerce import KEY, FakeWooCommerce
from tests.servers.threaded import serving

SECRET = b"a secret"
WAIT_S = 20


def mac(body: bytes) -> dict[str, str]:
    return {"X-Hub-Signature-256": "sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest()}


@pytest.fixture
def desk():
    hinted = threading.Event()
    made = HookDesk(lambda names: hinted.set() if names == {"Customers"} else None)
    made._gates = {7: (Hook("shop", 7, "sha256"), Gate(SCHEMES["sha256"], SECRET), frozenset({"Customers"}))}
    made.hinted = hinted
    return made


@pytest.fixture
def server(desk):
    made = HookServer(desk, "127.0.0.1", 0)
    yield made
    made.close()


def post(server, path="/hook/7", body=b"{}", headers=None, method="POST"):
    connection = http.client.HTTPConnection("127.0.0.1", int(server.address.rpartition(":")[2]), timeout=WAIT_S)
    connection.request(method, path, body, mac(body) if headers is None else headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_a_true_one_hints_and_bad_ones_are_turned_away(server, desk):
    assert post(server, headers={}) == 401
    assert post(server, path="/hook/8") == 404
    assert post(server, path="/hook/7/../8") == 404
    assert post(server, path="/") == 404
    assert post(server, method="GET") == 200, "some look whether the address is there before they send anything"
    assert post(server, path="/elsewhere", method="GET") == 404
    assert not desk.hinted.is_set()
    assert post(server, path="/hook/7?source=shop") == 204
    assert desk.hinted.is_set()
    desk.hinted.clear()
    assert post(server) == 204, "its sender stops repeating"
    assert not desk.hinted.is_set()
    assert desk.counts == {Verdict.FORGED: 1, Verdict.TAKEN: 1, Verdict.REPLAYED: 1}


@pytest.mark.parametrize(("length", "status"), [(str(MOST_BYTES + 1), 413), ("-1", 411), ("many", 411), (None, 411)])
def test_too_much_is_not_read(server, desk, length, status):
    connection = http.client.HTTPConnection("127.0.0.1", int(server.address.rpartition(":")[2]), timeout=WAIT_S)
    connection.putrequest("POST", "/hook/7")
    if length is not None:
        connection.putheader("Content-Length", length)
    connection.endheaders()
    assert connection.getresponse().status == status
    connection.close()
    assert not desk.counts


def test_other_computers_only_by_https(desk, tmp_path):
    with pytest.raises(UsageError, match="need HTTPS"):
        HookServer(desk, "0.0.0.0", 0)  # noqa: S104 - refused
    with pytest.raises(UsageError, match="can’t be listened on"):
        HookServer(desk, "127.0.0.1", 0, tmp_path / "missing.pem")


def test_by_https_with_a_certificate_of_one_s_own(desk, tmp_path):
    file = write_certificate(tmp_path / "hooks.pem")
    server = HookServer(desk, "127.0.0.1", 0, file)
    context = ssl.create_default_context(cafile=file)
    port = int(server.address.rpartition(":")[2])
    connection = http.client.HTTPSConnection("localhost", port, timeout=WAIT_S, context=context)
    connection.request("POST", "/hook/7", b"{}", mac(b"{}"))
    assert connection.getresponse().status == 204
    connection.close()
    assert server.address.startswith("https://")
    server.close()


# the relay


@pytest.fixture
def relay():
    body = b'{"id":7}'
    signature = mac(body)["X-Hub-Signature-256"]
    with serving(Relay()) as server:
        server.sent = f'data: {{"x-hub-signature-256": "{signature}", "body": {{"id": 7}}, "host": "relay.example.org"}}\n\n'.encode()
        yield server


def test_hooks_come_by_a_relay(relay, desk):
    relays = Relays(desk, events)
    relays.refresh([Hook("shop", 7, "sha256", relay.url), Hook("erp", 8, "token")])
    assert desk.hinted.wait(WAIT_S)
    assert desk.counts[Verdict.TAKEN] == 1
    threads = list(relays._threads.values())
    relays.refresh([])
    for thread in threads:
        thread.join(WAIT_S)
        assert not thread.is_alive()


@pytest.mark.parametrize("status", [404, 500])
def test_a_relay_that_does_not_serve_is_told(relay, status):
    relay.status = status
    with pytest.raises(DesktopSyncError, match="relay"):
        list(events(relay.url))


# the commands


def test_which_accounts_take_hooks(paired):
    cli = paired.cli
    assert cli("hooks", "list").json == {"hooks": [], "listen": None, "address": None, "trouble": None}
    added = cli("hooks", "add", "shop").json
    assert (added["scheme"], added["path"][:6], len(added["secret"]) > 30) == ("token", "/hook/", True)
    again = cli("hooks", "add", "shop", "--scheme", "xero", "--secret", "KEY", env={"KEY": "theirs"}).json
    assert (again["scheme"], again["secret"]) == ("xero", None)
    assert (
        cli("hooks", "add", "shop", "--scheme", "mine").expect(2).json["error"]["message"].startswith("there is no way")
    )
    assert (
        "https" in cli("hooks", "add", "shop", "--relay", "http://relay.example.org").expect(2).json["error"]["message"]
    )
    assert cli("hooks", "add", "shop", "--secret", "NONE").expect(2)
    assert [one["account"] for one in cli("hooks", "list").json["hooks"]] == ["shop"]
    assert cli("hooks", "remove", "shop").json == {"account": "shop", "left": None}
    assert cli("hooks", "remove", "shop").expect(2)
    with services_of(cli) as services:
        assert services.ports.secrets.get(services.accounts.get("shop").id, "hook_secret") is None


RELAY = "https://relay.example.org/channel"


@pytest.fixture
def store(cli):
    """A WooCommerce with its account `store`."""
    fake = FakeWooCommerce()
    with served(fake) as url:
        secrets = ["--secret", "consumer_key=K", "--secret", "consumer_secret=T"]
        account = ["account", "add", "store", "--connector", "woocommerce", "--set", f"store_url={url}", *secrets]
        cli(*account, env={"K": KEY, "T": TOKEN}).expect()
        yield fake
    assert not fake.violations


def test_a_system_is_asked_to_send_webhooks_and_to_stop(cli, store):
    told = cli("hooks", "register", "store", "--url", "https://hooks.example.org/").expect().json
    assert (told["scheme"], told["url"], told["ends_at"]) == (
        "woocommerce",
        f"https://hooks.example.org{told['path']}",
        None,
    )
    assert {one.url for one in store.ordered.values()} == {told["url"]}
    with services_of(cli) as services:
        (hook,) = services.hooks.list()
        gate = Gate(SCHEMES[hook.scheme], services.hooks.secret(hook))
    sent = store.sent(next(iter(store.ordered.values())), b"{}")
    assert gate.judge(sent, 0.0) is Verdict.TAKEN
    relayed = cli("hooks", "register", "store", "--relay", RELAY).expect().json
    assert (relayed["url"], relayed["relay"]) == (RELAY, RELAY)
    assert {one.url for one in store.ordered.values()} == {RELAY}
    assert cli("hooks", "remove", "store").json == {"account": "store", "left": None}
    assert not store.ordered
    for words in ((), ("--url", "http://hooks.example.org"), ("--url", "https://x.example.org", "--relay", RELAY)):
        cli("hooks", "register", "store", *words).expect(2)
    assert not store.ordered


def test_a_system_that_does_not_answer_when_hooks_are_removed(cli, store):
    cli("hooks", "register", "store", "--relay", RELAY).expect()
    store.plan(Fault.REFUSE, "DELETE", "/webhooks", times=9, answer=(403, {}, {"code": "no", "message": "No."}))
    told = cli("hooks", "remove", "store").expect().json
    assert told["left"]
    assert cli("hooks", "list").json["hooks"] == []


def test_an_account_that_is_removed_leaves_no_webhooks_behind(cli, store):
    cli("hooks", "register", "store", "--relay", RELAY).expect()
    cli("account", "remove", "store").expect()
    assert not store.ordered


def test_what_was_removed_while_its_system_was_asked_stays_removed(cli, store):
    cli("hooks", "register", "store", "--relay", RELAY).expect()
    with services_of(cli) as services:
        (hook,) = services.hooks.list()
        services.hooks.remove("store")
        services.hooks.keep(hook)
        assert not services.hooks.list()
    assert not store.ordered


def test_databases_are_asked_for_no_webhooks(paired):
    message = paired.cli("hooks", "register", "shop", "--relay", RELAY).expect(2).json["error"]["message"]
    assert "takes no orders" in message


def test_the_worker_keeps_them_alive(cli, store):
    cli("hooks", "register", "store", "--relay", RELAY).expect()
    keeper, now = HookKeeper(), dt.datetime.now(dt.UTC)
    with services_of(cli) as opened:
        clock = SimpleNamespace(now=lambda: now)
        services = dataclasses.replace(opened, ports=dataclasses.replace(opened.ports, clock=clock))
        calls = len(store.calls)

        def step():
            keeper.step(services)
            keeper.wait()

        step()
        assert len(store.calls) == calls, "nothing to do yet"
        store.ordered.popitem()
        now += dt.timedelta(days=1, minutes=1)
        store.plan(Fault.REFUSE, "GET", "/webhooks", times=9, answer=(403, {}, {"code": "no", "message": "No."}))
        step()
        assert keeper.troubles
        store.planned.clear()
        step()
        assert len(store.ordered) == 9, "not again at once after a failure"
        now += dt.timedelta(hours=1)
        step()
        assert len(store.ordered) == 10
        assert not keeper.troubles
        (hook,) = services.hooks.list()
        sent = store.sent(next(iter(store.ordered.values())), b"{}")
        assert Gate(SCHEMES[hook.scheme], services.hooks.secret(hook)).judge(sent, 0.0) is Verdict.TAKEN
        calls = len(store.calls)
        step()
        assert len(store.calls) == calls


@pytest.mark.parametrize(("ends_h", "at_h"), [(None, 24), (168, 24), (70, 24), (30, 15), (0, 0)])
def test_when_they_are_looked_after(ends_h, at_h):
    kept = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
    ends = "" if ends_h is None else (kept + dt.timedelta(hours=ends_h)).isoformat()
    hook = Hook("shop", 7, "airtable", url=RELAY, ends=ends, kept=kept.isoformat())
    assert keep_at(hook) == kept + dt.timedelta(hours=at_h)


def test_what_graph_wants_back_before_it_sends(server):
    connection = http.client.HTTPConnection("127.0.0.1", int(server.address.rpartition(":")[2]), timeout=WAIT_S)
    connection.request("POST", "/hook/7?validationToken=Validation%3A%20a%2Bb%20%3Cscript%3E", b"")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (200, b"Validation: a+b <script>")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    connection.close()
    assert post(server, path="/hook/7?validationToken=" + "x" * 1001, headers={}) == 401
    assert post(server, path="/hook/7?validationToken=a%0D%0Ab", headers={}) == 401


def test_the_desk_learns_who_wants_to_know():
    from desktop_sync.model.sync import SideSpec, SyncDefinition, Trigger

    def sync(name, a, b, on_change):
        return SimpleNamespace(
            definition=SyncDefinition(
                name, SideSpec(a, "t"), SideSpec(b, "t"), (), trigger=Trigger(on_change=on_change)
            )
        )

    hook = Hook("shop", 7, "token")
    services = SimpleNamespace(
        ports=SimpleNamespace(
            syncs=SimpleNamespace(all=lambda: [sync("S", "Shop", "erp", True), sync("T", "shop", "crm", False)])
        ),
        hooks=SimpleNamespace(list=lambda: [hook], secret=lambda _: b"x"),
    )
    desk = HookDesk(lambda _: None)
    desk.refresh(services)
    assert desk._gates[7][2] == {"S"}
    gate = desk._gates[7][1]
    desk.refresh(services)
    assert desk._gates[7][1] is gate, "what it remembers stays"


def test_a_new_secret_is_taken_at_once_and_the_old_one_no_more(paired):
    one = Incoming("POST", "", {name.lower(): value for name, value in mac(b"{}").items()}, b"{}")
    desk = HookDesk(lambda _: None)
    with services_of(paired.cli) as services:
        hook, _ = services.hooks.add("shop", "sha256", SECRET.decode())
        desk.refresh(services)
        assert desk.receive(hook.id, one) is Verdict.TAKEN
        services.hooks.add("shop", "sha256", "another secret")
        desk.refresh(services)
        assert desk.receive(hook.id, one) is Verdict.FORGED
