"""The fixtures themselves: each server answers, each test has its own data, nothing else can be reached."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.servers import sql
from tests.servers.guard.loopback_only import NetworkBlockedError


@pytest.mark.server
@pytest.mark.parametrize("fixture", ["postgres_url", "mariadb_url", "sqlite_url"])
def test_a_database_is_empty_and_takes_any_text(fixture, request):
    url = request.getfixturevalue(fixture)
    sql.execute(url, "CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(20))")
    sql.execute(url, "INSERT INTO people VALUES (1, 'Zoë 😀')")
    assert sql.fetch(url, "SELECT * FROM people") == [(1, "Zoë 😀")]


@pytest.mark.server
def test_mariadb_is_strict_and_wants_its_password(mariadb_url):
    import pymysql

    sql.execute(mariadb_url, "CREATE TABLE people (name VARCHAR(3))")
    with pytest.raises(pymysql.err.DataError, match="too long"):
        sql.execute(mariadb_url, "INSERT INTO people VALUES ('four')")
    without, password = sql.split_password(mariadb_url)
    assert password
    with pytest.raises(pymysql.err.OperationalError, match="Access denied"):
        sql.fetch(without, "SELECT 1")


@pytest.mark.server
def test_tryton_has_parties_and_products(tryton):
    (party,) = tryton.rpc("model.party.party.create", [{"name": "Acme"}])
    assert tryton.rpc("model.party.party.read", [party], ["name"]) == [{"id": party, "name": "Acme"}]
    (unit, *_) = tryton.rpc("model.product.uom.search", [["symbol", "=", "u"]])
    price = {"__class__": "Decimal", "decimal": "12.50"}
    values = {"name": "Lamp", "default_uom": unit, "list_price": price, "products": [["create", [{}]]]}
    assert len(tryton.rpc("model.product.template.create", [values])) == 1


@pytest.mark.server
def test_each_tryton_database_is_fresh(tryton, tryton_server):
    other = tryton_server.new_database()
    other.rpc("model.party.party.create", [{"name": "Only there"}])
    assert tryton.rpc("model.party.party.search_count", [["name", "=", "Only there"]]) == 0
    tryton_server.drop_database(other)


@pytest.mark.server
def test_radicale_keeps_a_card(radicale):
    book = radicale.new_database()
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a\r\nFN:Ann\r\nN:;Ann;;;\r\nEND:VCARD\r\n"
    created = requests.put(f"{book}a.vcf", data=card, auth=radicale.auth, headers={"If-None-Match": "*"}, timeout=10)
    assert created.status_code == 201
    assert requests.get(f"{book}a.vcf", timeout=10).status_code == 401


@pytest.mark.server
def test_a_subprocess_reaches_the_keyring(secret_service):
    code = "import keyring; keyring.set_password('s', 'u', 'größe'); assert keyring.get_password('s', 'u') == 'größe'"
    environment = {"PATH": "/usr/bin:/bin"} | secret_service.env
    result = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_the_users_keyring_is_out_of_reach():
    import keyring.errors

    with pytest.raises(keyring.errors.NoKeyringError):
        keyring.get_password("s", "u")


def test_the_users_home_is_out_of_reach():
    import pwd
    from os import getuid

    assert Path.home() != Path(pwd.getpwuid(getuid()).pw_dir)
    assert not any(Path.home().glob(".[a-z]*"))


@pytest.mark.parametrize("address", ["192.0.2.1", "example.com"])
def test_the_network_is_out_of_reach(address):
    with pytest.raises(NetworkBlockedError):
        socket.create_connection((address, 80), timeout=1)


def test_the_network_is_out_of_reach_of_subprocesses(cli):
    code = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, env=cli.environment(), capture_output=True, text=True, check=False)
    assert "tests stay on loopback" in result.stderr


def test_loopback_is_in_reach(unused_port):
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("localhost", unused_port), timeout=1)


def test_the_command_line_runs(cli):
    outcome = cli("--help", json=False)
    assert outcome.code == 0
    assert "demo" in outcome.stdout
