"""What listens on this computer, asked by a web page in the user's browser, by another user, and by whoever knows the address."""

import datetime as dt
import http.client
from collections.abc import Iterator

import pytest

from desktop_sync.connectors.loopback import PATH, Loopback
from desktop_sync.engine.health import Health, HealthServer

NOW = dt.datetime(2026, 11, 30, tzinfo=dt.UTC)
FOREIGN = (
    "evil.example.org",
    "evil.example.org:{port}",
    "127.0.0.1.evil.example.org:{port}",
    "",
    "localhost.:{port}",
    "[::1]x:{port}",
)


def ask(port: int, method: str, path: str, host: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host.format(port=port))
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


@pytest.fixture
def health() -> Iterator[int]:
    server = HealthServer(Health(lambda: NOW), 0)
    yield server.place[1]
    server.close()


@pytest.fixture
def sign_in() -> Iterator[Loopback]:
    made = Loopback()
    made.expect("the-state")
    yield made
    made.close()


def test_health_is_told_to_this_computer_by_its_own_names_only(health: int) -> None:
    for host in ("127.0.0.1:{port}", "localhost:{port}", "localhost", "[::1]:{port}"):
        assert ask(health, "GET", "/health", host).status == 200, host
    for host in FOREIGN:
        assert ask(health, "GET", "/health", host).status == 404, f"a name that leads here (DNS rebinding): {host}"


def test_a_page_in_the_browser_can_neither_read_health_nor_change_anything(health: int) -> None:
    answer = ask(health, "GET", "/health", "127.0.0.1:{port}", Origin="https://evil.example.org")
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert ask(health, method, "/health", "127.0.0.1:{port}").status in {404, 501}


def test_a_sign_in_comes_back_to_its_own_name_only(sign_in: Loopback) -> None:
    target = f"{PATH}?code=stolen&state=the-state"
    for host in FOREIGN:
        assert ask(sign_in.port, "GET", target, host).status == 404, host
    assert sign_in._answers.empty()


def test_a_page_that_makes_the_browser_ask_does_not_end_a_sign_in(sign_in: Loopback) -> None:
    """Forged: a page can have any address fetched, but it does not know the state."""
    for query in ("code=x", "code=x&state=", "code=x&state=guess", "state=the-state&state=the-state"):
        answer = ask(sign_in.port, "GET", f"{PATH}?{query}", "127.0.0.1:{port}")
        assert answer.status == 400
        assert "frame-ancestors 'none'" in (answer.headers["Content-Security-Policy"] or "")
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    assert ask(sign_in.port, "GET", "http://[", "127.0.0.1:{port}").status >= 400
    assert sign_in._answers.empty()
