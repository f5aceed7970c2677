"""A relay that is asked by long poll, over a real socket: what comes, what is turned away, and how often it is asked."""

import hashlib
import hmac
import itertools
import json
import threading

import pytest

from desktop_sync.connectors.relay import events
from desktop_sync.engine.hooks import Hook, HookDesk
from desktop_sync.engine.relaying import Relays
from desktop_sync.errors import Retriable
from desktop_sync.sync.hooks import MOST_BYTES, SCHEMES, Gate, Verdict
from tests.fakes.relay import PolledRelay
from tests.servers.threaded import serving

SECRET = b"a secret"
WAIT_S = 20
JSON = {"Content-Type": "application/json"}


def mac(body: bytes) -> str:
    return "sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest()


def wrapped(number: int, signature: str = "") -> dict[str, object]:
    """A hook as smee shows it."""
    body = {"id": number}
    return {"host": "relay.example.org", "x-hub-signature-256": signature or mac(raw(number)), "body": body}


def raw(number: int) -> bytes:
    return json.dumps({"id": number}, separators=(",", ":")).encode()


def as_json(told: object) -> tuple[dict[str, str], bytes]:
    return JSON, json.dumps(told).encode()


class Enough(Exception):
    """The test has seen enough."""


def desk_with(hinted: threading.Event) -> HookDesk:
    desk = HookDesk(lambda _: hinted.set())
    desk._gates = {7: (Hook("shop", 7, "sha256"), Gate(SCHEMES["sha256"], SECRET), frozenset({"Customers"}))}
    return desk


def polled(url: str, desk: HookDesk, ended: type[Exception] = Enough) -> list[float]:
    """Receive until all has come; how long it pauses then."""
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 8:
            raise Enough

    def receive() -> None:
        for one in events(url, clock=lambda: 0.0, pause=pause):
            if one is not None:
                desk.receive(7, one)

    with pytest.raises(ended):
        receive()
    return pauses


def test_hooks_come_one_by_one_in_lists_and_as_they_were() -> None:
    """In each shape once; a forged one and a repetition are turned away."""
    as_it_was = (JSON | {"X-Hub-Signature-256": mac(raw(4))}, raw(4))
    messages = [as_json(wrapped(1)), as_json([wrapped(2), wrapped(3)]), as_it_was]
    bad = [as_json(wrapped(5, mac(b"another"))), as_json(wrapped(1)), ({"Content-Type": "text/plain"}, b"no hook")]
    desk = desk_with(threading.Event())
    with serving(PolledRelay([*messages, *bad])) as relay:
        polled(relay.url, desk)
        assert [one.get("if-none-match") for one in relay.asked[:7]] == [None, *map(str, range(6))]
    assert desk.counts[Verdict.TAKEN] == 4
    assert desk.counts[Verdict.FORGED] == 2
    assert desk.counts[Verdict.REPLAYED] == 1


@pytest.mark.parametrize("idle", [204, 304, 408])
def test_a_relay_that_answers_at_once_with_nothing_is_asked_more_and_more_seldom(idle: int) -> None:
    with serving(PolledRelay([as_json(wrapped(1))], idle)) as relay:
        pauses = polled(relay.url, desk_with(threading.Event()))
        assert len(relay.asked) == 1 + 8
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]


def test_a_poll_that_waited_is_asked_again_at_once() -> None:
    times = itertools.count(0.0, 25.0)
    with serving(PolledRelay([])) as relay:
        stream = events(relay.url, clock=lambda: next(times), pause=lambda _: pytest.fail("it waited itself"))
        assert [next(stream) for _ in range(5)] == [None] * 5
        stream.close()
        assert len(relay.asked) == 5


def test_what_is_too_long_is_left_out_and_the_next_one_comes() -> None:
    endless = json.dumps(wrapped(1) | {"body": "x" * (2 * MOST_BYTES)})
    desk = desk_with(threading.Event())
    with serving(PolledRelay([(JSON, endless.encode()), as_json(wrapped(2))])) as relay:
        polled(relay.url, desk)
    assert (desk.counts[Verdict.TAKEN], desk.counts.total()) == (1, 1)


def test_a_line_that_breaks_is_called_anew_and_nothing_counts_twice() -> None:
    desk = desk_with(threading.Event())
    with serving(PolledRelay([as_json(wrapped(1)), as_json(wrapped(2))])) as relay:
        relay.cut = 1
        polled(relay.url, desk, Retriable)
        assert desk.counts[Verdict.TAKEN] == 1
        polled(relay.url, desk)
    assert (desk.counts[Verdict.TAKEN], desk.counts[Verdict.REPLAYED]) == (2, 1)


def test_the_next_address_is_followed_at_the_same_relay_only() -> None:
    following = {**JSON, "Link": '</poll/2>; rel="next"'}
    elsewhere = {**JSON, "Link": '<http://other.example.org/poll>; rel="next"'}
    with serving(PolledRelay([(following, b"[]"), (elsewhere, b"[]")])) as relay:
        polled(relay.url, desk_with(threading.Event()))
        assert [one["path"] for one in relay.asked[:3]] == ["/poll", "/poll/2", "/poll/2"]


def test_a_relay_that_asks_to_wait_is_waited_for() -> None:
    with serving(PolledRelay([], 503)) as relay, pytest.raises(Retriable) as refused:
        list(events(relay.url))
    assert refused.value.after_s == 30


def test_a_hint_comes_through_the_threads_of_the_service() -> None:
    hinted = threading.Event()
    desk = desk_with(hinted)
    with serving(PolledRelay([as_json(wrapped(1))])) as relay:
        relays = Relays(desk, events)
        relays.refresh([Hook("shop", 7, "sha256", relay.url)])
        assert hinted.wait(WAIT_S)
        [thread] = relays._threads.values()
        relays.close()
    thread.join(WAIT_S)
    assert not thread.is_alive()
