"""Where webhooks are listened for: what the workspace says, a port that is taken, and what is written down of those that come."""

import hashlib
import hmac
import http.client
import socket
import threading
from contextlib import closing

import pytest

from desktop_sync.engine.attending import Attending
from desktop_sync.engine.hookdoor import HookDoor
from desktop_sync.engine.hookplace import HookPlace
from desktop_sync.engine.hooks import HookDesk
from desktop_sync.model.notices import HookWay
from desktop_sync.sync.hooks import Verdict
from desktop_sync.sync.lease import Holder, Kind
from tests.cli.conftest import services_of
from tests.fakes.relay import Relay
from tests.servers.threaded import serving

SECRET = "a secret"
WAIT_S = 20


def post(address: str, path: str, body: bytes, secret: str = SECRET) -> int:
    mac = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    with closing(http.client.HTTPConnection(address.removeprefix("http://"), timeout=WAIT_S)) as connection:
        connection.request("POST", path, body, {"X-Hub-Signature-256": f"sha256={mac}"})
        return connection.getresponse().status


@pytest.fixture
def opened(paired):
    with services_of(paired.cli) as services:
        now = services.clock.now()
        services.agenda.take_lease(Holder("test", Kind.WINDOW, "here", now, now), lambda _: True)
        yield services


@pytest.fixture
def attending():
    made = Attending(lambda _names: None, lambda _url: iter(()), lambda: None)
    yield made
    made.close()


def test_a_worker_listens_where_the_workspace_says(opened, attending):
    attending.step(opened)
    assert opened.hooks.state().address == ""
    hook, _ = opened.hooks.add("shop", "sha256", SECRET)
    opened.hooks.listen_at(HookPlace(0))
    attending.step(opened)
    address = opened.hooks.state().address
    assert address.startswith("http://127.0.0.1:")
    assert post(address, hook.path, b"1") == 204
    assert post(address, hook.path, b"2", "another secret") == 401
    attending._note_at_s = 0.0  # it writes every few seconds only
    attending.step(opened)
    seen = opened.hooks.standing("shop").seen
    assert seen.taken_s
    assert seen.refused_s
    assert seen.why == Verdict.FORGED.value
    attending.rest()
    with pytest.raises(OSError, match="refused"):
        post(address, hook.path, b"3")
    attending.step(opened)
    again = opened.hooks.state()
    assert again.address
    assert again.seen[hook.id].taken_s == seen.taken_s, "what came is known after a new start"
    opened.hooks.listen_at(None)
    attending.step(opened)
    assert opened.hooks.state().address == ""
    assert [one["action"] for one in opened.audit.newest(3)] == ["hooks.listen", "hooks.listen", "hooks.add"]


def test_a_port_that_another_program_has_is_told_and_tried_again(opened):
    now_s = 0.0
    door = HookDoor(HookDesk(lambda _: None), clock=lambda: now_s)
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        opened.hooks.listen_at(HookPlace(port))
        door.step(opened)
        assert str(port) in door.trouble
        assert not door.address
    door.step(opened)
    assert door.trouble, "not at once again"
    now_s = 31.0
    door.step(opened)
    assert (door.address, door.trouble) == (f"http://127.0.0.1:{port}", "")
    door.close()
    door.open(HookPlace(0))
    mine = door.address
    door.step(opened)
    door.rest()
    assert door.address == mine, "what `serve` was told goes before what the workspace says"
    door.close()


def test_nobody_listens_when_neither_window_nor_service_is_there(opened, attending):
    opened.hooks.listen_at(HookPlace(0))
    attending.step(opened)
    assert opened.hooks.state().address
    opened.agenda.drop_lease("test")
    assert not opened.hooks.state().address


def test_a_relay_that_does_not_serve_is_told(opened):
    from desktop_sync.bootstrap.wire import relay_events

    with serving(Relay()) as relay:
        relay.status, tried = 404, threading.Semaphore(0)

        def events(url):
            tried.release()
            return relay_events(url)

        opened.hooks.add("shop", "token", SECRET, relay.url)
        attending = Attending(lambda _names: None, events, lambda: None)
        attending.step(opened)
        for _ in range(3):
            assert tried.acquire(timeout=60)
        attending.step(opened)
        attending.close()
    assert "relay" in opened.hooks.standing("shop").seen.trouble


def test_what_a_system_can_do(paired):
    with services_of(paired.cli) as services:
        assert services.hooks.standing("shop").way is HookWay.NONE
        kinds = {one.kind: one for one in services.accounts.kinds()}
    assert kinds["woocommerce"].orders_hooks
    assert kinds["zendesk"].sends_hooks
    assert not kinds["zendesk"].orders_hooks
    assert not kinds["google_contacts"].sends_hooks


def test_it_is_said_where_by_the_command_line(paired, tmp_path):
    cli = paired.cli
    assert cli("hooks", "listen", "8787").json == {"port": 8787, "host": "127.0.0.1", "cert": None}
    assert cli("hooks", "list").json["listen"] == {"port": 8787, "host": "127.0.0.1", "cert": None}
    assert "HTTPS" in cli("hooks", "listen", "8787", "--host", "192.0.2.7").expect(2).json["error"]["message"]
    cli("hooks", "listen", "70000").expect(2)
    cli("hooks", "listen", "somewhere").expect(2)
    assert cli("hooks", "listen", "off").json["port"] is None
    assert cli("hooks", "list").json["listen"] is None
