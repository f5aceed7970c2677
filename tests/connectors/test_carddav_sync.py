"""An address book and a table, with the real program on a real Radicale: both directions, conflicts and deletes."""

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.servers.program import Program
from tests.servers.radicale import Radicale

SYNC = """\
name = "Contacts"

[a]
account = "contacts"
table = "{book}"

[b]
account = "shop"
table = "customers"

[match]
keys = [["email"]]
first_run = "fill_blanks"

[[field]]
a = ["given_name", "family_name"]
b = "name"
name = "name"
lens = "full_name"

[[field]]
a = "email"
b = "email"

[[field]]
a = "mobile"
b = "phone"
lens = {{ phone = {{ region = "DE" }} }}

[[field]]
a = "work_city"
b = "city"

[[field]]
a = "birthday"
b = "born"

[[field]]
a = "categories"
b = "tags"
lens = {{ list = {{ separator = ", " }} }}

[rules]
deletes = {{ a_to_b = "propagate", b_to_a = "propagate" }}

[guard]
max_deletes = "off"
max_updates = "off"
max_blanks = "off"
"""
TABLE = """
CREATE TABLE customers (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, email TEXT, phone TEXT, city TEXT, born DATE, tags TEXT);
INSERT INTO customers VALUES
    (1, 'Anna Muster', 'anna@example.org', NULL, 'Berlin', NULL, 'Kunden'),
    (2, 'Jan Novák', 'jan@example.org', '+49 171 2', 'Praha', '1980-02-29', NULL);
"""
ANNA = [
    "UID:anna", "FN:Dr. Anna Muster", "N:Muster;Anna;;Dr.;", "item1.EMAIL;TYPE=pref:anna@example.org",
    "item1.X-ABLABEL:Verein", "TEL;TYPE=CELL:0171 1234567", "X-SPOUSE:Bob", "PHOTO;ENCODING=b;TYPE=JPEG:" + "/9j/4AAQ" * 30,
]  # fmt: skip
OEZLEM = ["UID:özlem", "FN:Özlem Kaya", "N:Kaya;Özlem;;;", "EMAIL:oezlem@example.org", "CATEGORIES:Presse,Kunden"]


class Office:
    """The two sides, as other programs see them."""

    def __init__(self, cli: Program, radicale: Radicale, file: Path) -> None:
        self.cli, self.radicale, self.file = cli, radicale, file
        self.url = radicale.new_database()
        self.table = self.url.rstrip("/").rpartition("/")[2]
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.auth = radicale.auth

    def put(self, name: str, lines: Sequence[str]) -> None:
        card = "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""]).encode()
        headers = {"Content-Type": "text/vcard"}
        self._session.put(self.url + name, data=card, headers=headers, timeout=30).raise_for_status()

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.card(name)
        assert old in text
        self._session.put(self.url + name, data=text.replace(old, new).encode(), timeout=30).raise_for_status()

    def drop(self, name: str) -> None:
        self._session.delete(self.url + name, timeout=30).raise_for_status()

    def card(self, name: str) -> str:
        answer = self._session.get(self.url + name, timeout=30)
        answer.raise_for_status()
        return answer.content.decode()

    def cards(self) -> str:
        return self._session.get(self.url, timeout=30).content.decode()

    def rows(self, sql: str) -> list[Any]:
        with contextlib.closing(sqlite3.connect(self.file)) as connection, connection:
            return connection.execute(sql).fetchall()

    def run(self, *options: str, code: int = 0) -> Any:
        [report] = self.cli("run", *options).expect(code).json["runs"]
        return report


@pytest.fixture
def office(cli: Program, radicale: Radicale, tmp_path: Path) -> Office:
    found = Office(cli, radicale, tmp_path / "shop.sqlite")
    with contextlib.closing(sqlite3.connect(found.file)) as connection:
        connection.executescript(TABLE)
    found.put("anna.vcf", ANNA)
    found.put("özlem.vcf", OEZLEM)
    settings = [
        "--set",
        f"url={radicale.url}",
        "--set",
        f"username={radicale.username}",
        "--secret",
        "password=CARDDAV",
    ]
    added = cli("account", "add", "contacts", "--connector", "carddav", *settings, env={"CARDDAV": radicale.password})
    assert "address book" in added.expect().json["check"]["summary"]
    cli("account", "add", "shop", "--connector", "sql", "--set", f"url=sqlite:///{found.file}").expect()
    assert found.table in {one["name"] for one in cli("tables", "contacts").expect().json["tables"]}
    file = tmp_path / "contacts.toml"
    file.write_text(SYNC.format(book=found.table), "utf-8")
    cli("sync", "apply", file).expect()
    report = found.run("--approve")
    assert (report["a"]["created"], report["b"]["created"]) == (1, 1)
    return found


@pytest.mark.server
def test_an_address_book_and_a_table_agree(office: Office) -> None:
    assert office.rows("SELECT name, email, phone, city, born, tags FROM customers ORDER BY id") == [
        ("Anna Muster", "anna@example.org", "0171 1234567", "Berlin", None, "Kunden"),
        ("Jan Novák", "jan@example.org", "+49 171 2", "Praha", "1980-02-29", None),
        ("Özlem Kaya", "oezlem@example.org", None, None, None, "Presse, Kunden"),
    ]
    anna = office.card("anna.vcf")
    assert "ADR;TYPE=WORK:;;;Berlin;;;\r\n" in anna
    for line in ANNA[1:]:
        assert line in anna.replace("\r\n ", ""), line
    assert "N:Novák;Jan;;;\r\n" in office.cards()
    quiet = office.run()
    assert quiet["a"]["updated"] + quiet["b"]["updated"] + quiet["a"]["created"] + quiet["b"]["created"] == 0
    assert office.run("--full")["calls"]["a"] < 12


@pytest.mark.server
def test_edits_in_both_directions_and_a_conflict(office: Office) -> None:
    office.edit("anna.vcf", "anna@example.org", "anna.m@example.org")
    office.rows("UPDATE customers SET name = 'Anna Muster-Öz', tags = 'Kunden, VIP' WHERE id = 1")
    office.edit("özlem.vcf", "FN:", "X-NEW:1\r\nFN:")
    report = office.run()
    assert (report["a"]["updated"], report["b"]["updated"]) == (1, 1)
    anna = office.card("anna.vcf")
    assert "item1.EMAIL;TYPE=pref:anna.m@example.org" in anna
    assert "N:Muster-Öz;Anna;;Dr.;" in anna
    assert "FN:Dr. Anna Muster-Öz\r\n" in anna, "the full name follows its parts"
    assert office.rows("SELECT email FROM customers WHERE id = 1") == [("anna.m@example.org",)]

    office.edit("anna.vcf", ";;;Berlin;;;", ";;;Bonn;;;")
    office.rows("UPDATE customers SET city = 'Bremen' WHERE id = 1")
    assert office.run(code=3)["conflicts"] == 1
    [conflict] = office.cli("conflicts").json["conflicts"]
    assert (conflict["field"], conflict["base"], conflict["a"], conflict["b"]) == (
        "work_city",
        "Berlin",
        "Bonn",
        "Bremen",
    )
    assert conflict["a_id"].endswith("/anna.vcf")
    office.cli("resolve", conflict["id"], "--take", "b").expect()
    office.run()
    assert ";;;Bremen;;;" in office.card("anna.vcf")
    why = office.cli("why", "Contacts", "--record", f"a:{conflict['a_id']}", "--field", "work_city").expect().json
    assert why["value"] == "Bremen"


@pytest.mark.server
def test_deletes_in_both_directions(office: Office) -> None:
    office.drop("özlem.vcf")
    office.rows("DELETE FROM customers WHERE id = 2")
    report = office.run()
    assert (report["a"]["deleted"], report["b"]["deleted"]) == (1, 1)
    assert office.rows("SELECT email FROM customers") == [("anna@example.org",)]
    assert office.cards().count("BEGIN:VCARD") == 1
    [deletes] = [one["run"] for one in office.cli("runs").json["runs"] if one["a"]["deleted"]]
    office.cli("undo", deletes).expect()
    assert office.cards().count("BEGIN:VCARD") == 2
    assert "jan@example.org" in office.cards()
    assert office.rows("SELECT name FROM customers ORDER BY id") == [("Anna Muster",), ("Özlem Kaya",)]
