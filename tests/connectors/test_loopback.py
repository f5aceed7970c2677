"""The listener of a browser's sign-in (RFC 8252 § 7.3, § 8.10): what it takes, and all that it refuses without being used up."""

import http.client
import socket
import threading
from collections.abc import Iterator, Mapping

import pytest

from desktop_sync.connectors.loopback import PATH, Loopback
from desktop_sync.errors import AccountError, Busy, Cancelled

STATE = "the-state-that-was-sent"
NEVER = threading.Event()


@pytest.fixture
def listener() -> Iterator[Loopback]:
    made = Loopback()
    made.expect(STATE)
    yield made
    made.close()


def ask(
    listener: Loopback, target: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> tuple[int, str, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", listener.port, timeout=10)
    try:
        connection.request(method, target, headers=dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers
    finally:
        connection.close()


def signed_in(listener: Loopback, query: str) -> tuple[int, str, http.client.HTTPMessage]:
    """A browser that comes back, and is told that all is well as soon as the answer is there."""
    found: list[tuple[int, str, http.client.HTTPMessage]] = []
    browser = threading.Thread(target=lambda: found.append(ask(listener, f"{PATH}?{query}")))
    browser.start()
    answer = listener.wait(10, NEVER)
    assert answer["state"] == STATE
    listener.tell("You are signed in", "You can close this page.", good=True)
    browser.join(10)
    return found[0]


def test_the_awaited_answer_is_taken_once(listener: Loopback) -> None:
    status, page, headers = signed_in(listener, f"code=c0de&state={STATE}")
    assert status == 200
    assert "You are signed in" in page
    assert "c0de" not in page
    assert "<script" not in page
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert ask(listener, f"{PATH}?code=other&state={STATE}")[0] == 400


@pytest.mark.parametrize(
    ("target", "method", "headers", "status"),
    [
        (f"{PATH}?code=x&state=another", "GET", {}, 400),
        (f"{PATH}?code=x", "GET", {}, 400),
        (f"{PATH}?code=x&state={STATE}&state={STATE}", "GET", {}, 400),
        (f"{PATH}?code=x&code=y&state={STATE}", "GET", {}, 400),
        (f"{PATH}/?code=x&state={STATE}", "GET", {}, 404),
        (f"/?code=x&state={STATE}", "GET", {}, 404),
        (f"{PATH}?code=x&state={STATE}", "POST", {}, 405),
        (f"{PATH}?code=x&state={STATE}", "HEAD", {}, 405),
        (f"{PATH}?code=x&state={STATE}", "GET", {"Host": "evil.example"}, 404),
        (f"{PATH}?code=x&state={STATE}", "GET", {"Host": "localhost"}, 404),
        (f"http://evil.example{PATH}?code=x&state={STATE}", "GET", {}, 404),
        (f"{PATH}?code=x&state={STATE}", "BREW", {}, 501),
    ],
)
def test_everything_else_is_refused_and_uses_nothing_up(
    listener: Loopback, target: str, method: str, headers: Mapping[str, str], status: int
) -> None:
    found, page, _ = ask(listener, target, method, headers)
    assert found == status
    assert STATE not in page
    assert signed_in(listener, f"code=c0de&state={STATE}")[0] == 200


def test_nothing_is_taken_before_a_sign_in_began() -> None:
    made = Loopback()
    try:
        assert ask(made, f"{PATH}?code=x&state=")[0] == 400
    finally:
        made.close()


def test_it_is_heard_on_this_computer_only_and_only_until_it_is_closed(listener: Loopback) -> None:
    assert listener.url == f"http://127.0.0.1:{listener.port}{PATH}"
    assert {one.server_address[0] for one in listener._servers} == {"127.0.0.1"}
    listener.close()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", listener.port)) != 0


def test_a_person_may_stop_it_and_time_ends_it(listener: Loopback) -> None:
    stopped = threading.Event()
    stopped.set()
    with pytest.raises(Cancelled):
        listener.wait(60, stopped)
    with pytest.raises(AccountError, match="in time"):
        listener.wait(0, NEVER)


def test_a_port_that_another_program_has_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_sync.connectors.loopback._PORT_S", 0.0)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Busy, match=str(port)):
            Loopback(port=port)
