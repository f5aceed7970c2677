"""The certificate that the program makes for the listener: trusted by who is told to, of no use to who has its file alone."""

import datetime as dt
import http.client
import ssl
import stat
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from desktop_sync.engine.hookcert import make_certificate
from desktop_sync.engine.hookdoor import HookDoor
from desktop_sync.engine.hookplace import HookPlace
from desktop_sync.engine.hooks import HookDesk
from desktop_sync.engine.hookserver import HookServer
from desktop_sync.errors import UsageError
from tests.cli.conftest import services_of
from tests.servers.program import Program

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)


def test_it_is_made_for_the_names_and_no_longer_than_systems_take() -> None:
    made = make_certificate(["hooks.example.org", "büro.example.org", "192.0.2.7", "::1"], NOW)
    found = x509.load_pem_x509_certificate(made.pem)
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["hooks.example.org", "xn--bro-hoa.example.org"]
    assert [str(one) for one in names.get_values_for_type(x509.IPAddress)] == ["192.0.2.7", "::1"]
    assert made.ends_at - NOW == dt.timedelta(days=825)
    assert b"ENCRYPTED PRIVATE KEY" in made.pem
    assert load_pem_private_key(made.pem, made.password.encode())
    for wrong in ([], ["a" * 70 + ".example.org"], [""]):
        with pytest.raises(UsageError):
            make_certificate(wrong, NOW)


def test_its_key_opens_in_its_workspace_only(cli: Program, tmp_path: Path) -> None:
    file = tmp_path / "hooks.pem"
    told = cli("hooks", "certificate", file, "--name", "localhost", "--name", "127.0.0.1").expect().json
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(UsageError, match="can’t be listened on"):
        HookServer(HookDesk(lambda _: None), "127.0.0.1", 0, file)
    with services_of(cli) as services:
        services.hooks.listen_at(HookPlace(0, "127.0.0.1", str(file)))
        door = HookDoor(HookDesk(lambda _: None))
        door.step(services)
        assert door.address.startswith("https://"), door.trouble
        port = int(door.address.rpartition(":")[2])
        context = ssl.create_default_context(cafile=file)
        for host in ("localhost", "127.0.0.1"):
            connection = http.client.HTTPSConnection(host, port, timeout=10, context=context)
            connection.request("GET", "/hook/7")
            assert connection.getresponse().status == 200
            connection.close()
        (line,) = [one for one in services.audit.lines() if one["action"] == "hooks.certificate"]
        assert line["details"] == {"sha256": told["sha256"]}  # type: ignore[index]
        door.close()


def test_the_listener_takes_no_old_tls(cli: Program, tmp_path: Path) -> None:
    file = tmp_path / "hooks.pem"
    made = make_certificate(["localhost"], NOW)
    file.write_bytes(made.pem)
    server = HookServer(HookDesk(lambda _: None), "127.0.0.1", 0, file, made.password)
    context = ssl.create_default_context(cafile=file)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    connection = http.client.HTTPSConnection(
        "localhost", int(server.address.rpartition(":")[2]), timeout=10, context=context
    )
    with pytest.raises((ssl.SSLError, ConnectionError)):
        connection.request("GET", "/hook/7")
    connection.close()
    server.close()
