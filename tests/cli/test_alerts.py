"""What people are alerted to, once; and that it goes out, to a mail server and an address on loopback."""

import datetime as dt
import json
import socketserver
import ssl
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from desktop_sync.connectors.outgoing import post, send_mail
from desktop_sync.engine.alerts import OWNER, Senders
from desktop_sync.engine.outbox import Outbox
from desktop_sync.errors import AccountError, Retriable, SignInError, UsageError
from desktop_sync.model.report import RunReport, RunStatus, SyncStatus
from desktop_sync.sync.alerts import GATHER, About, Alert, Told, due, found, message
from tests.cli.conftest import services_of
from tests.fakes.certificate import write_certificate
from tests.servers.threaded import serving

NOW = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def status(last=None, recent=(), state="active", **more):
    return SyncStatus(
        1,
        "S",
        "shop",
        "sql",
        "c",
        "erp",
        "sql",
        "p",
        state,
        last=last,
        recent=recent or ((last,) if last else ()),
        **more,
    )


def failed(kind, ago=0 * HOUR):
    return RunReport(
        1, "S", status=RunStatus.FAILED, error="It failed.", error_kind=kind, advice="Do this.", started_at=NOW - ago
    )


def about(*statuses, **ends):
    return [one.about.value for one in found(statuses, ends, NOW)]


def test_what_is_told():
    good = RunReport(1, "S", status=RunStatus.OK, started_at=NOW)
    assert about(status(good)) == []
    assert about(status(good, conflicts=2)) == ["needs-you"]
    assert about(status(failed("account"))) == ["failed"]
    assert about(status(failed("retriable"))) == [], "it may pass"
    assert about(status(failed("retriable"), (failed("retriable"), failed("retriable", 2 * HOUR), good))) == ["failed"]
    assert about(status(RunReport(1, "S", status=RunStatus.WAITING, error="Too many.", error_kind="guard"))) == [
        "guard"
    ]
    assert about(status(failed("drift"), state="suspended", reason="gone")) == ["drift"]
    assert about(status(failed("unexplained"))) == ["drift"]
    assert about(status(failed("sign_in"), waits_for="shop")) == ["sign-in"]
    late = status(good, due_at=NOW - 27 * HOUR)
    assert about(late) == ["silent"]
    assert list(found([late], {}, NOW, None)) == list(found([late], {}, NOW, 28 * HOUR)) == []
    assert about(status(failed("account"), state="paused", conflicts=1, due_at=NOW - 99 * HOUR)) == []
    assert about(shop=NOW + 6 * 24 * HOUR, erp=NOW + 8 * 24 * HOUR) == ["sign-in"]
    assert all(one.advice for one in found([status(failed("account"))], {}, NOW))


def test_each_is_told_once_and_what_comes_soon_after_is_gathered():
    one, other = (Alert(About.FAILED, name, "It failed.", "Do this.") for name in "ST")
    new, told = due([one], Told(), set(About), NOW)
    assert [each.subject for each in new] == ["S"]
    assert due([one, other], told, set(About), NOW + GATHER / 2) == ([], told)
    new, told = due([one, other], told, set(About), NOW + GATHER)
    assert [each.subject for each in new] == ["T"]
    assert due([one, other], told, set(About), NOW + 9 * HOUR) == ([], told)
    _, told = due([], told, set(About), NOW + 10 * HOUR)
    assert [each.subject for each in due([one], told, set(About), NOW + 11 * HOUR)[0]] == ["S"], "it came back"
    assert due([one], Told(), {About.GUARD}, NOW)[0] == []


def test_a_message():
    one = Alert(About.FAILED, "S", "It failed.", "Do this.")
    assert message([one])[0] == "Desktop Sync: It failed."
    subject, text = message([one, one])
    assert subject == "Desktop Sync: 2 things wait for you"
    assert text.count("→ Do this.") == 2


# going out


class MailServer(socketserver.StreamRequestHandler):
    """Enough of SMTP (RFC 5321) for one message, encrypted on request (RFC 3207)."""

    encrypted = False

    def finish(self):
        super().finish()
        if self.encrypted:
            self.request.close()  # the server closes only what it was given

    def handle(self):
        say = lambda words: self.wfile.write(words.encode() + b"\r\n")  # noqa: E731
        say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split(" ")[0].upper()
            if word == "EHLO":
                offers = b"250-STARTTLS\r\n" if self.server.encrypts and not self.encrypted else b""
                self.wfile.write(b"250-here\r\n" + offers + b"250 AUTH PLAIN\r\n")
            elif word == "STARTTLS":
                say("220 go on")
                try:
                    self.request = self.server.encrypts.wrap_socket(self.request, server_side=True)
                except ssl.SSLError:
                    return  # the other one does not trust us
                self.encrypted = True
                self.setup()  # files of the new connection
            elif word == "AUTH":
                say("535 no" if self.server.refuses == "user" else "235 fine")
            elif word == "RCPT" and (
                self.server.refuses == "address" or (self.server.refuses == "second" and "<b@" in line)
            ):
                say("550 nobody")
            elif word == "DATA":
                say("354 go on")
                lines = []
                while (got := self.rfile.readline().decode()) != ".\r\n":
                    lines.append(got)
                self.server.mails.append("".join(lines))
                say("250 taken")
            elif word == "QUIT":
                say("221 bye")
                return
            else:
                say("250 fine")


class Address(BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.posts.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def mails():
    with serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailServer)) as server:
        server.mails, server.refuses, server.encrypts = [], "", None
        yield server


@pytest.fixture
def address():
    with serving(HTTPServer(("127.0.0.1", 0), Address)) as server:
        server.posts, server.status = [], 204
        server.url = f"http://127.0.0.1:{server.server_port}/alerts"
        yield server


def mail_to(server):
    port = str(server.server_address[1])
    return {"to": "owner@example.org", "sender": "sync@example.org", "server": "127.0.0.1", "port": port, "user": "u"}


@pytest.fixture
def trusted(tmp_path, monkeypatch):
    """A server's side of encryption, and the certificate that this test trusts."""
    file = write_certificate(tmp_path / "mail.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_mail_goes_out_encrypted(trusted, tls, monkeypatch):
    with serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailServer)) as server:
        server.mails, server.refuses, server.encrypts = [], "", trusted if tls == "starttls" else None
        if tls == "tls":
            server.socket = trusted.wrap_socket(server.socket, server_side=True)
        settings = mail_to(server) | {"server": "localhost", "tls": tls}
        send_mail(settings, "p", "s", "t")
        assert len(server.mails) == 1
        monkeypatch.delenv("SSL_CERT_FILE")
        with pytest.raises(AccountError, match="certificate"):
            send_mail(settings, "p", "s", "t")
        assert len(server.mails) == 1


def test_no_password_goes_to_a_server_that_does_not_encrypt(mails):
    with pytest.raises(AccountError, match="no encryption"):
        send_mail(mail_to(mails) | {"tls": "starttls"}, "p", "s", "t")
    assert not mails.mails


def test_a_mail_goes_out(mails):
    send_mail(mail_to(mails), "p", "Desktop Sync:\nein Prüfer", "Grüße")
    assert "To: owner@example.org" in mails.mails[0]
    mails.refuses = "user"
    with pytest.raises(SignInError):
        send_mail(mail_to(mails), "p", "s", "t")
    mails.refuses = "address"
    with pytest.raises(AccountError):
        send_mail(mail_to(mails), "p", "s", "t")


def test_a_mail_server_that_is_not_there():
    with pytest.raises(Retriable):
        send_mail(
            {"to": "a@example.org", "sender": "a@example.org", "server": "127.0.0.1", "port": "1", "user": ""},
            "",
            "s",
            "t",
        )


def test_a_webhook_goes_out(address):
    post(address.url, {"text": "x"})
    assert address.posts == [{"text": "x"}]
    for status_code, error in ((500, Retriable), (429, Retriable), (404, AccountError)):
        address.status = status_code
        with pytest.raises(error):
            post(address.url, {})
    with pytest.raises(UsageError):
        post("http://example.org", {})


def test_by_the_command_line(paired, mails, address):
    cli, port = paired.cli, str(mails.server_address[1])
    assert cli("alerts", "test").expect(2)
    cli(
        "alerts",
        "mail",
        "owner@example.org",
        "--server",
        "127.0.0.1",
        "--port",
        port,
        "--user",
        "u",
        "--password",
        "PW",
        env={"PW": "x"},
    )
    cli("alerts", "webhook", address.url)
    assert cli("alerts", "about", "failed,guard").json == {"about": ["failed", "guard"]}
    assert cli("alerts", "about", "weather").expect(2)
    assert cli("alerts", "test").json == {"sent": True, "refused": []}
    assert cli("alerts", "late", "0").json == {"late_hours": 0}
    assert cli("alerts", "late", "-1").expect(2)
    assert len(mails.mails) == len(address.posts) == 1
    shown = cli("alerts", "show").json
    assert (shown["mail"]["to"], shown["webhook"]) == ("owner@example.org", address.url)
    assert (shown["late_hours"], shown["problem"]) == (0, None)
    cli("alerts", "off")
    assert cli("alerts", "show").json["mail"] is None


def test_what_is_new_is_sent_once_and_again_when_it_could_not_be(paired):
    sent, fails, hang = [], [True], threading.Event()

    def send(*what):
        hang.wait(20)
        if fails:
            raise Retriable("It does not answer.")
        sent.append(what)

    with services_of(paired.cli) as services:
        service = services.alerts
        service.post_to("https://example.org/alerts")
        [one] = services.ports.syncs.all()
        report = RunReport(
            0, "Customers", status=RunStatus.FAILED, error="No.", error_kind="account", started_at=services.clock.now()
        )
        services.ports.journal.end_run(services.ports.journal.begin_run(one.id, report), report)
        outbox = Outbox(lambda: Senders(send, send))
        for _ in range(9):  # a server that does not answer holds nobody up, and nothing piles up
            outbox._looked = None
            outbox.step(services)
        hang.set()
        outbox.wait()
        assert "does not answer" in service.problem
        fails.clear()
        for _ in range(3):
            outbox._looked = None
            outbox.step(services)
            outbox.wait()
        outbox.close()
        assert service.problem == ""
    assert len(sent) == 1
    assert sent[0][1]["alerts"][0]["about"] == "failed"


def test_what_can_be_chosen_and_what_is_forgotten(paired, mails):
    with services_of(paired.cli) as services:
        service, secrets = services.alerts, services.ports.secrets
        good = {**mail_to(mails), "to": "owner@example.org, Second <b@example.org>"}
        for wrong in (
            {"to": "owner"},
            {"to": "a@example.org,"},
            {"server": " "},
            {"port": "x"},
            {"sender": "a\n@example.org"},
        ):
            with pytest.raises(UsageError):
                service.send_mail_to({**mail_to(mails), **wrong}, "p")
        with pytest.raises(UsageError):
            service.send_mail_to(good, "p")
        good["to"] = "owner@example.org, b@example.org"
        service.send_mail_to(good, "p")
        service.send_mail_to(good, None)
        assert service.has_password
        service.send_mail_to({**good, "user": ""}, None)
        assert secrets.get(OWNER, "alerts_password") is None, "nobody signs in any more"
        service.send_mail_to(good, "p")
        service.no_mail()
        assert (service.mail, secrets.get(OWNER, "alerts_password")) == ({}, None)
        send = Senders(send_mail, post)
        assert list(service.try_mail(good, "p", send)) == []
        assert mails.mails[-1].count("example.org") == 3
        mails.refuses = "second"
        assert list(service.try_mail(good, "p", send)) == ["b@example.org"]
        with pytest.raises(UsageError):
            service.try_out(send)
