"""How the computer is connected: what NetworkManager's numbers mean, what is asked how often, and which systems need no network."""

import contextlib
import shutil
import subprocess
import sys
import threading

import pytest

from desktop_sync.bootstrap import network
from desktop_sync.connectors.registry import Registry
from desktop_sync.model.network import Network
from desktop_sync.sync.reach import is_here
from tests.servers.secret_service import BUS_CONFIG


@pytest.mark.parametrize(
    ("state", "metered", "means"),
    [
        (70, 2, Network(True, False)),
        (60, 4, Network(True, False)),
        (50, 1, Network(True, True)),
        (70, 3, Network(True, True)),
        (20, 0, Network(False, None)),
        (10, 0, Network(False, None)),
        (40, 0, Network(None, None)),
        (0, 0, Network(None, None)),
    ],
)
def test_what_the_manager_says(state: int, metered: int, means: Network) -> None:
    assert network.told({"State": state, "Metered": metered}.__getitem__) == means


def test_where_there_is_no_manager_it_is_looked_whether_there_is_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/bus")
    for way_out in (True, False):
        monkeypatch.setattr(network, "_has_a_way_out", lambda way_out=way_out: way_out)
        assert network.look() == Network(way_out, None)


def answer_as_manager(address, properties, owned, ended):
    """A NetworkManager of these properties, on a bus."""
    from jeepney import HeaderFields, message_bus, new_error, new_method_return
    from jeepney.io.blocking import open_dbus_connection

    with open_dbus_connection(address) as bus:
        bus.send_and_get_reply(message_bus.RequestName(network._SERVICE))
        owned.set()
        while not ended.is_set():
            with contextlib.suppress(TimeoutError):
                asked = bus.receive(timeout=0.2)
                if asked.header.fields.get(HeaderFields.member) == "Get":
                    interface, name = asked.body
                    assert interface == network._SERVICE
                    assert asked.header.fields[HeaderFields.path] == network._PATH
                    known = name in properties
                    reply = (
                        new_method_return(asked, "v", (("u", properties[name]),))
                        if known
                        else new_error(asked, "org.freedesktop.DBus.Error.InvalidArgs")
                    )
                    bus.send(reply)


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("dbus-daemon"), reason="needs Linux and dbus-daemon")
@pytest.mark.parametrize(
    ("properties", "means"),
    [
        ({"State": 70, "Metered": 1}, Network(True, True)),
        ({"State": 20, "Metered": 0}, Network(False, None)),
        ({"State": 70}, None),
    ],
)
def test_a_manager_is_asked_over_a_real_bus(tmp_path, monkeypatch, properties, means) -> None:
    (tmp_path / "bus.conf").write_text(BUS_CONFIG.format(address=tmp_path / "bus"))
    command = [shutil.which("dbus-daemon"), f"--config-file={tmp_path / 'bus.conf'}", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        try:
            address = daemon.stdout.readline().strip()
            owned, ended = threading.Event(), threading.Event()
            manager = threading.Thread(target=answer_as_manager, args=(address, properties, owned, ended))
            manager.start()
            assert owned.wait(20)
            monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
            monkeypatch.setattr(network, "_has_a_way_out", lambda: True)
            assert network.look() == (means or Network(True, None)), "one that does not tell all is not believed"
            ended.set()
            manager.join(20)
        finally:
            daemon.terminate()


def test_a_manager_that_does_not_know_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextlib.contextmanager
    def manager():
        yield {"State": 0, "Metered": 1}.__getitem__

    monkeypatch.setattr(network.sys, "platform", "linux")
    monkeypatch.setattr(network, "_manager", manager)
    monkeypatch.setattr(network, "_has_a_way_out", lambda: True)
    assert network.look() == Network(True, None)


FOUR = "Iface\tDestination\tGateway\n"


@pytest.mark.parametrize(
    ("four", "six", "out"),
    [
        (FOUR, "", False),
        (f"{FOUR}eth0\t00000000\t0100000A\n", "", True),
        (f"{FOUR}eth0\t0000A8C0\t00000000\n", "", True),
        (FOUR, f"{'0' * 32} 00 {'0' * 32} 00 {'0' * 32} ffffffff 00000001 00000000 00200200 lo", False),
        (FOUR, f"fe80{'0' * 28} 40 {'0' * 32} 00 {'0' * 32} 00000100 00000001 00000000 00000001 wlan0", False),
        (FOUR, f"{'0' * 32} 00 {'0' * 32} 00 fe80{'0' * 28} 00000400 00000001 00000000 00000003 wlan0", True),
    ],
)
def test_any_route_to_another_computer_is_a_way_out(four: str, six: str, out: bool) -> None:
    assert network.way_out(four, six) is out


def test_here_and_now_something_is_known_or_not() -> None:
    assert network.look().online in {True, False, None}


def test_it_is_asked_now_and_then_only() -> None:
    asked, now = [], [0.0]
    watched = network.Watched(lambda: asked.append(1) or Network(True, None), lambda: now[0])
    for seconds in (0, 1, 9.9, 10, 11):
        now[0] = seconds
        assert watched() == Network(True, None)
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("kind", "settings", "here"),
    [
        ("files", {"path": "customers.csv"}, True),
        ("sql", {"url": "sqlite:///shop.db"}, True),
        ("sql", {"url": "C:\\data\\shop.db"}, True),
        ("sql", {"url": "shop.db"}, True),
        ("sql", {"url": "postgresql://u@127.0.0.1:5432/shop"}, True),
        ("sql", {"url": "postgresql://u@db.example.org/shop"}, False),
        ("odoo", {"url": "http://localhost:8069", "database": "d"}, True),
        ("odoo", {"url": "erp.example.org", "database": "d"}, False),
        ("carddav", {"url": "https://dav.example.org"}, False),
        ("hubspot", {}, False),
        ("hubspot", {"base_url": "http://127.0.0.1:9"}, True),
    ],
)
def test_which_systems_need_no_network(kind: str, settings: dict[str, str], here: bool) -> None:
    assert is_here(Registry().info(kind, settings), settings) is here
