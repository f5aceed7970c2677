"""The HTTP client against real sockets on loopback: what is repeated, how long it waits, and what its errors say."""

import datetime as dt
import email.utils
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_sync.connectors.http import AnswerLostError, HttpClient, HttpOptions, checked_url
from desktop_sync.errors import AccountError, Cancelled, Retriable, UsageError
from tests.fakes.scripted import NOW, OK, Server, authority_file, secured
from tests.servers.guard.loopback_only import NetworkBlockedError

SECRET = "Sesam-öffne-dich"


class Waits(list[float]):
    """What the client would have slept."""


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def client_of(waits: Waits) -> Iterator[Callable[..., HttpClient]]:
    made: list[HttpClient] = []

    def make(url: str, **more: object) -> HttpClient:
        settings = {"wait": waits.append, "random": lambda: 0.5, "now": lambda: NOW, **more}
        made.append(HttpClient(url, HttpOptions(**settings)))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for client in made:
        client.close()


def test_idempotent_calls_are_repeated_with_growing_waits(
    client_of: Callable[..., HttpClient], waits: Waits, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "desktop_sync.connectors.http")
    with Server((500, {}, b""), None, (502, {}, b""), OK).running() as server:
        client = client_of(server.url)
        assert client.request("GET", "/x", params={"q": "1"}).status_code == 200
    assert waits == [0.5, 1.0, 2.0]
    assert client.calls == 4
    assert server.asked[0][1] == "/api/x?q=1"
    assert [" a GET is sent again. " in line and "q=1" not in line for line in caplog.messages] == [True] * 3


def test_others_are_not(client_of: Callable[..., HttpClient], waits: Waits) -> None:
    for answer in (None, (500, {}, b"")):
        with Server(answer).running() as server, pytest.raises(AnswerLostError):
            client_of(server.url).request("POST", "", json={})
        assert len(server.asked) == 1
    assert waits == []


def test_a_post_that_only_reads_is_repeated(client_of: Callable[..., HttpClient]) -> None:
    with Server(None, OK).running() as server:
        client_of(server.url).request("POST", "", repeat=True, json={})
    assert len(server.asked) == 2


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_retry_after_is_honoured(client_of: Callable[..., HttpClient], waits: Waits, status: int, method: str) -> None:
    later = email.utils.format_datetime(NOW + dt.timedelta(seconds=9), usegmt=True)
    with Server((status, {"Retry-After": "7"}, b""), (status, {"Retry-After": later}, b""), OK).running() as server:
        client_of(server.url).request(method, "")
    assert waits == [7.0, 9.0]
    assert len(server.asked) == 3


def test_a_long_wait_is_handed_up(client_of: Callable[..., HttpClient], waits: Waits) -> None:
    with Server((429, {"Retry-After": "3600"}, b"")).running() as server, pytest.raises(Retriable) as caught:
        client_of(server.url).request("GET", "")
    assert caught.value.after_s == 3600
    assert waits == []


def test_it_gives_up(client_of: Callable[..., HttpClient], waits: Waits) -> None:
    with Server((429, {}, b"")).running() as server, pytest.raises(Retriable):
        client_of(server.url, attempts=3).request("GET", "")
    assert len(server.asked) == 3
    assert len(waits) == 2


@pytest.mark.parametrize(("status", "words"), [(401, "sign-in"), (403, "may not")])
def test_refusals_are_for_a_person(client_of: Callable[..., HttpClient], status: int, words: str) -> None:
    with Server((status, {}, SECRET.encode())).running() as server:
        with pytest.raises(AccountError, match=words) as caught:
            client_of(server.url).request("GET", f"/x?token={SECRET}", headers={"Authorization": SECRET})
        assert client_of(server.url).request("GET", "", check=False).status_code == status
    assert caught.value.advice
    assert SECRET not in f"{caught.value!r} {caught.value} {caught.value.__cause__} {caught.value.place}"


def test_a_redirect_of_a_write_is_not_followed(client_of: Callable[..., HttpClient]) -> None:
    with Server((302, {"Location": "https://other.example.org/?token"}, b"")).running() as server:
        with pytest.raises(AccountError, match="moved") as caught:
            client_of(server.url).request("POST", "", json={})
        assert len(server.asked) == 1
    assert "https://other.example.org" in caught.value.advice
    assert "token" not in caught.value.advice


def test_a_garbled_redirect(client_of: Callable[..., HttpClient]) -> None:
    with (
        Server((302, {"Location": "https://öther.example.org"}, b"")).running() as server,
        pytest.raises(AccountError, match="can't be read"),
    ):
        client_of(server.url).request("GET", "")


def test_nobody_there(client_of: Callable[..., HttpClient], unused_port: int) -> None:
    with pytest.raises(AccountError, match="Nobody answers") as caught:
        client_of(f"http://127.0.0.1:{unused_port}").request("GET", f"/?{SECRET}")
    assert SECRET not in f"{caught.value} {caught.value.place}"
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__, "the library's own text has the whole address"


def test_the_servers_clock(client_of: Callable[..., HttpClient]) -> None:
    with Server(OK).running() as server:
        client = client_of(server.url)
        assert client.skew_s is None
        client.request("GET", "")
        assert client.skew_s == 90


def test_the_rate_budget_is_asked_before_each_call(client_of: Callable[..., HttpClient]) -> None:
    asked: list[int] = []
    with Server((500, {}, b""), OK).running() as server:
        client_of(server.url, before=lambda: asked.append(len(server.asked))).request("GET", "")
    assert asked == [0, 1]


@pytest.mark.parametrize(
    "url",
    [
        "http://erp.example.org",
        "ftp://erp.example.org",
        "erp.example.org",
        "https://",
        "",
        "https://ann:pw@erp.example.org",
        "https://erp.example.org:x",
        "http://127.0.0.1.example.org",
    ],
)
def test_unsafe_addresses_are_refused(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        checked_url(url)
    assert caught.value.advice
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "checked"),
    [
        ("https://erp.example.org/", "https://erp.example.org"),
        (" http://localhost:8000/a/ ", "http://localhost:8000/a"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://erp.example.org/x?y=1#z", "https://erp.example.org/x"),
    ],
)
def test_addresses(url: str, checked: str) -> None:
    assert checked_url(url) == checked


# certificates


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    return authority_file(tmp_path / "authority.pem")


def test_own_authority(
    client_of: Callable[..., HttpClient], authority: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "other.pem"
    other.write_bytes(authority.read_bytes())
    with secured(authority).running() as server:
        with pytest.raises(AccountError, match="certificate can't be trusted"):
            client_of(server.url).request("GET", "")
        # The environment names another bundle: requests would let it win over the session's own setting.
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
        assert client_of(server.url, ca_file=str(other)).request("GET", "").status_code == 200
    assert len(server.asked) == 1


def test_a_missing_authority_is_named(client_of: Callable[..., HttpClient], authority: Path) -> None:
    with secured(authority).running() as server, pytest.raises(AccountError, match="certificate authority"):
        client_of(server.url, ca_file="/nowhere.pem").request("GET", "")


# where what signs in may go

SIGNED: dict[str, object] = {"headers": {"Authorization": "Bearer sesame-1234", "X-Api-Token": "sesame-5678"}}


def test_a_redirect_within_the_server_is_followed(client_of: Callable[..., HttpClient]) -> None:
    with Server((302, {"Location": "/api/there?x=1"}, b""), OK).running() as server:
        assert client_of(server.url).request("GET", "/here", params={"q": "1"}, **SIGNED).status_code == 200
    assert [path for _, path, _ in server.asked] == ["/api/here?q=1", "/api/there?x=1"]


def test_a_redirect_elsewhere_takes_nothing_along(client_of: Callable[..., HttpClient]) -> None:
    with Server(OK).running() as other, Server((302, {"Location": other.url}, b"")).running() as server:
        with pytest.raises(AccountError, match="moved"):
            client_of(server.url).request("GET", "", **SIGNED)
        assert not other.asked, "another port is another server"


def test_a_redirect_in_circles_ends(client_of: Callable[..., HttpClient]) -> None:
    with Server((302, {"Location": "/api/again"}, b"")).running() as server:
        with pytest.raises(AccountError, match="moved"):
            client_of(server.url).request("GET", "")
        assert len(server.asked) == 5


def test_no_redirect_into_the_clear(client_of: Callable[..., HttpClient], authority: Path) -> None:
    server = secured(authority)
    with Server(OK).running() as clear, server.running():
        port = server.url.rpartition(":")[2].partition("/")[0]
        server.script[:] = [(302, {"Location": f"http://127.0.0.1:{port}/api"}, b"")]
        with pytest.raises(AccountError, match="moved"):
            client_of(server.url, ca_file=str(authority)).request("GET", "", **SIGNED)
        assert len(server.asked) == 1
        assert not clear.asked


def test_a_netrc_of_the_user_takes_no_ones_place(
    client_of: Callable[..., HttpClient], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """requests would put its user and password where the token is."""
    netrc = tmp_path / "netrc"
    netrc.write_text("default login ann password hers\n", "utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with Server(OK).running() as server:
        client = client_of(server.url)
        client.request("GET", "", **SIGNED)
        assert server.headers[0]["Authorization"] == "Bearer sesame-1234"
        client._opened().trust_env = True  # as it is for every server but this computer's own
        client.request("GET", "", **SIGNED)
        assert server.headers[1]["Authorization"] == "Bearer sesame-1234"


def test_a_proxy_is_asked_for_others_and_never_for_this_computer(
    client_of: Callable[..., HttpClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Server((502, {}, b"")).running() as proxy, Server(OK).running() as server:
        for name in ("HTTP_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, proxy.url.replace("http://", f"http://ann:{SECRET.encode().hex()}@"))
        assert client_of(server.url).request("GET", "", **SIGNED).status_code == 200
        assert not proxy.asked, "what goes to this computer may be in clear"
        with pytest.raises(AccountError, match="proxy refuses") as caught:
            client_of("https://erp.example.org", attempts=1).request("GET", "", **SIGNED)
        assert [(method, path) for method, path, _ in proxy.asked] == [("CONNECT", "erp.example.org:443")]
        assert "sesame" not in str(proxy.headers)
        assert SECRET.encode().hex() not in f"{caught.value} {caught.value.advice}"
        monkeypatch.setenv("NO_PROXY", "erp.example.org")
        with pytest.raises(NetworkBlockedError):  # it goes there directly
            client_of("https://erp.example.org", attempts=1).request("GET", "")
        assert len(proxy.asked) == 1


def test_once_it_is_stopped_nothing_is_waited_for_and_no_call_begun() -> None:
    stop = threading.Event()

    def random() -> float:
        stop.set()
        return 0.5

    with Server((503, {"Retry-After": "30"}, b"")).running() as server:
        client = HttpClient(server.url, HttpOptions(random=random))
        client.stop_on(stop)
        for _ in range(2):
            with pytest.raises(Cancelled):
                client.request("GET", "/people")
        assert len(server.asked) == 1
        client.close()
