"""A web server with scripted answers, in clear or by TLS, and certificates that sign themselves."""

import datetime as dt
import email.utils
import ipaddress
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.servers.threaded import serving

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
Answer = tuple[int, dict[str, str], bytes] | None
"""None: the connection is cut instead."""


class Server:
    """Gives the scripted answers, then the last one for ever; remembers what it was asked."""

    def __init__(self, *answers: Answer) -> None:
        self.asked: list[tuple[str, str, bytes]] = []
        self.headers: list[dict[str, str]] = []
        self.script = script = list(answers)
        asked, headers = self.asked, self.headers

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                asked.append((self.command, self.path, body))
                headers.append(dict(self.headers.items()))
                answer = script.pop(0) if len(script) > 1 else script[0]
                self.close_connection = True
                if answer is None:
                    return
                self.send_response(answer[0])
                for name, value in answer[1].items():
                    self.send_header(name, value)
                self.send_header("Connection", "close")
                self.send_header("Content-Length", str(len(answer[2])))
                self.end_headers()
                self.wfile.write(answer[2])

            do_GET = do_POST = do_PUT = do_DELETE = do_CONNECT = answer  # the library's names

            def log_message(self, *_: object) -> None:
                """Nothing on stderr."""

            def date_time_string(self, timestamp: float | None = None) -> str:
                return email.utils.format_datetime(NOW + dt.timedelta(seconds=90), usegmt=True)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/api"

    @contextmanager
    def running(self) -> Iterator["Server"]:
        with serving(self.server):
            yield self


OK: Answer = (200, {}, b"{}")


def authority_file(path: Path, key: ec.EllipticCurvePrivateKey | None = None) -> Path:
    """A certificate for 127.0.0.1 that signs itself, with its key."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = dt.datetime.now(dt.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(made.public_bytes(pem) + private)
    return path


def secured(authority: Path) -> Server:
    server = Server(OK)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority)
    server.server.socket = context.wrap_socket(server.server.socket, server_side=True)
    server.url = server.url.replace("http:", "https:")
    return server
