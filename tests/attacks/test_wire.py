"""Who stands on the wire, or answers in bad faith: nothing is believed, nothing fills the memory, nothing goes where it must not."""

import base64
import gzip
import hashlib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from desktop_sync.connectors import transport
from desktop_sync.connectors.http import HttpClient, HttpOptions
from desktop_sync.connectors.oauth import Client, TokenDesk
from desktop_sync.connectors.outgoing import post
from desktop_sync.connectors.trust import parse_pins, public_key
from desktop_sync.errors import AccountError, DesktopSyncError, UsageError
from tests.fakes.scripted import OK, Server, authority_file, secured

ONCE = {"attempts": 1}


def asked(url: str, **options: object) -> int:
    client = HttpClient(url, HttpOptions(**{**ONCE, **options}))  # type: ignore[arg-type]
    try:
        return client.request("GET", "").status_code
    finally:
        client.close()


# answers without end ----------------------------------------------------------------------------------------------------


@contextmanager
def endless(head: bytes, piece: bytes) -> Iterator[str]:
    """A server whose answer goes on for as long as anybody reads it."""
    ended = threading.Event()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(head)
            try:
                while not ended.is_set():
                    connection.sendall(piece)
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        ended.set()
        thread.join()


HEADS = [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n"]


@pytest.mark.parametrize("head", HEADS, ids=["no length", "a length"])
def test_an_endless_answer_is_not_read_to_its_end(head: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "MOST_BYTES", 1 << 20)
    with endless(head, b"[" * 65536) as url, pytest.raises(AccountError, match="does not come to an end"):
        asked(url)


def test_a_slow_answer_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "LONGEST_S", -1.0)
    with endless(HEADS[0], b" ") as url, pytest.raises(AccountError, match="does not come to an end"):
        asked(url)


def test_an_answer_that_unpacks_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "MOST_BYTES", 1 << 20)
    bomb = gzip.compress(bytes(8 << 20))
    assert len(bomb) < 10_000
    with (
        Server((200, {"Content-Encoding": "gzip"}, bomb)).running() as server,
        pytest.raises(AccountError, match="does not come to an end"),
    ):
        asked(server.url)


def test_a_page_of_a_usual_size_is_read() -> None:
    with Server((200, {}, b"x" * (3 << 20))).running() as server:
        client = HttpClient(server.url)
        assert len(client.request("GET", "").content) == 3 << 20
        client.close()


def test_a_sign_in_that_answers_with_a_deep_nest_is_refused_in_words() -> None:
    with Server((200, {}, b'{"a":' * 5000)).running() as server, pytest.raises(DesktopSyncError):
        TokenDesk(Client(f"{server.url}/token", "id", "secret"), HttpOptions()).tokens({}, repeat=False)


# whom it talks to --------------------------------------------------------------------------------------------------------


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    return authority_file(tmp_path / "authority.pem")


def certificate(file: Path) -> bytes:
    return ssl.PEM_cert_to_DER_cert(file.read_text("ascii").partition("-----BEGIN PRIVATE")[0])


def of_key(file: Path) -> str:
    return "sha256/" + base64.b64encode(hashlib.sha256(public_key(certificate(file))).digest()).decode()


def test_a_pinned_certificate_is_taken_by_its_sum_or_its_key(authority: Path) -> None:
    plain = hashlib.sha256(certificate(authority)).hexdigest()
    colons = ":".join(plain[at : at + 2].upper() for at in range(0, 64, 2))
    for pin in (plain, colons, of_key(authority), f"{'0' * 64}, {plain}"):
        with secured(authority).running() as server:
            assert asked(server.url, ca_file=str(authority), pins=parse_pins(pin)) == 200


def test_another_certificate_is_refused_though_its_authority_is_trusted(authority: Path, tmp_path: Path) -> None:
    other = authority_file(tmp_path / "other.pem")
    with secured(authority).running() as server, pytest.raises(AccountError, match="another certificate than"):
        asked(server.url, ca_file=str(authority), pins=parse_pins(of_key(other)))
    assert server.asked == [], "nothing was sent"


def test_a_pinned_key_outlives_a_new_certificate(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    first, second = authority_file(tmp_path / "1.pem", key), authority_file(tmp_path / "2.pem", key)
    assert certificate(first) != certificate(second)
    with secured(second).running() as server:
        assert asked(server.url, ca_file=str(second), pins=parse_pins(of_key(first))) == 200


def test_a_pin_is_asked_beside_the_usual_checks_not_instead_of_them(authority: Path) -> None:
    with secured(authority).running() as server, pytest.raises(AccountError, match="can't be trusted"):
        asked(server.url, pins=parse_pins(of_key(authority)))
    with secured(authority).running() as server, pytest.raises(AccountError, match="can't be trusted"):
        asked(server.url.replace("127.0.0.1", "localhost"), ca_file=str(authority), pins=parse_pins(of_key(authority)))


@pytest.mark.parametrize("text", ["abc", "sha256/AAAA", "sha256/!!!!", "md5/" + "0" * 32, "0" * 63])
def test_a_pin_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="pin"):
        parse_pins(text)


def test_old_tls_is_refused(authority: Path) -> None:
    server = Server(OK)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    server.server.socket = context.wrap_socket(server.server.socket, server_side=True)
    with server.running(), pytest.raises(AccountError, match="can't be trusted"):
        asked(server.url.replace("http:", "https:"), ca_file=str(authority))
    assert server.asked == []


def test_certificates_of_the_test_are_real(authority: Path) -> None:
    assert x509.load_der_x509_certificate(certificate(authority)).issuer.rfc4514_string() == "CN=test"


# what goes where ---------------------------------------------------------------------------------------------------------


def test_a_message_takes_no_password_of_the_users_netrc_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login ann password hers\n", "utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    with Server(OK).running() as server:
        post(server.url, {"text": "all is well"})
    assert "Authorization" not in server.headers[0]
