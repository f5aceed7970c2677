"""A connector for a real system that none was written for: made from its address, tried, and in step with a database."""

import random
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Database
from tests.servers.kinto import Kinto
from tests.servers.program import Program
from tests.servers.roundup import Roundup

SHOP = """
DROP TABLE customers;
CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT, city TEXT, credit NUMERIC(10, 2));
INSERT INTO customers VALUES (1, 'lena@example.org', 'Köln', 100.5), (2, 'zoe@example.org', 'Rom', 7);
"""
SYNC = """
name = "People"
[a]
account = "shop"
table = "customers"
[b]
account = "own"
table = "people"
[match]
keys = [["email"]]
first_run = "fill_blanks"
[[field]]
a = "email"
b = "email"
[[field]]
a = "city"
b = "town"
[[field]]
a = "credit"
b = "credit"
"""


@pytest.mark.server
def test_kinto_from_its_address_to_in_step(cli: Program, shop: Database, kinto: Kinto, tmp_path: Path) -> None:
    bucket = kinto.new_bucket()
    records = f"/buckets/{bucket}/collections/people/records"
    kinto.request("PUT", records.removesuffix("/records"), json={})
    rows = [("lena", "Köln"), ("mia", "Kiel"), ("ole", "Bonn"), ("pia", "Ulm")]
    for name, town in rows:
        data = {"email": f"{name}@example.org", "town": town, "credit": 100.5}
        ref = kinto.request("POST", records, json={"data": data})["id"]
    user, password = kinto.auth
    sign, tried = ["--set", f"username={user}", "--secret", "password=P"], ["--record", ref, "--field", "town"]
    make = ["--make", 'email="new@example.org"', "--make", 'town="Rom"']
    where = ["--url", kinto.url, "--auth", "basic", "--table", f"/v1{records}", "--out", tmp_path / "own.toml"]
    told: Any = cli("connector", "new", *where, *sign, *tried, *make, env={"P": password}).expect().json
    assert all(step["ok"] for step in told["steps"]), told["steps"]
    assert password not in str(told)
    assert {row["town"] for row in kinto.request("GET", records)} == {town for _, town in rows}
    check: Any = (
        cli("connector", "check", tmp_path / "own.toml", *sign, *tried, *make, env={"P": password}).expect().json
    )
    verdict = "It can be trusted with reading, asking for changes, changing records, making records, deleting."
    assert check["verdict"] == verdict
    found = {one["key"]: one["ok"] for one in check["findings"]}
    assert found == dict.fromkeys(found, True) | {"delete_seen": None}
    assert next(one for one in check["findings"] if one["key"] == "stale")["words"].endswith("by the system itself.")
    own = ["--set", f"manifest={tmp_path / 'own.toml'}", *sign]
    cli("account", "add", "own", "--connector", "rest", *own, env={"P": password}).expect()
    cli("account", "add", "shop", "--connector", "sql", "--set", f"url={shop.url}").expect()
    live: Any = cli("connector", "check", tmp_path / "own.toml", "--live", "own", *tried).expect().json
    assert live["verdict"].startswith("It can be trusted with reading, asking for changes, changing records")
    (tmp_path / "people.toml").write_text(SYNC, "utf-8")
    shop.script(SHOP)
    cli("sync", "apply", tmp_path / "people.toml").expect()
    cli("run", "--approve").expect()
    assert len(shop.rows("select * from customers")) == len(rows) + 1
    again: Any = cli("run", "--full").expect().json
    written = [again["runs"][0][side][deed] for side in ("a", "b") for deed in ("created", "updated", "deleted")]
    assert written == [0] * 6


@pytest.mark.server
def test_roundup_whose_records_look_otherwise_by_themselves(
    cli: Program, shop: Database, roundup: Roundup, tmp_path: Path
) -> None:
    """Its writes must come from its own pages and name a mark that no list shows; what is deleted is retired."""
    roundup.clear("people")
    rows = [("lena", "Köln"), ("mia", "Kiel"), ("ole", "Bonn"), ("pia", "Ulm")]
    for name, town in rows:
        person = {"email": f"{name}@example.org", "note": town, "credit": 100.5, "born": "1980-01-02"}
        ref = roundup.request("POST", "/people", json=person)["id"]
    while len({row["activity"] for row in roundup.rows("people", "activity")}) == 1:  # in whole seconds
        roundup.request("PATCH", f"/people/{ref}", json={"credit": random.randrange(100)})
    user, password = roundup.auth
    sign, tried = ["--set", f"username={user}", "--secret", "password=P"], ["--record", ref, "--field", "note"]
    make, out = ["--make", 'email="new@example.org"'], tmp_path / "own.toml"
    path = "/rest/data/people?@fields=email,note,credit,born,activity,creation"
    where = ["--url", roundup.url, "--auth", "basic", "--table", path, "--out", out]
    told: Any = cli("connector", "new", *where, *sign, *tried, *make, env={"P": password}).expect().json
    assert all(step["ok"] for step in told["steps"]), told["steps"]
    check: Any = cli("connector", "check", out, *sign, *tried, *make, env={"P": password}).expect().json
    verdict = "It can be trusted with reading, asking for changes, changing records, making records, deleting."
    assert check["verdict"] == verdict
    assert next(one for one in check["findings"] if one["key"] == "stale")["words"].endswith("by the system itself.")
    assert {row["note"] for row in roundup.rows("people", "note")} == {town for _, town in rows}
    own = ["--set", f"manifest={out}", *sign]
    cli("account", "add", "own", "--connector", "rest", *own, env={"P": password}).expect()
    cli("account", "add", "shop", "--connector", "sql", "--set", f"url={shop.url}").expect()
    text = (
        SYNC.replace('b = "town"', 'b = "note"') + '[rules]\ndeletes = { a_to_b = "propagate", b_to_a = "propagate" }\n'
    )
    (tmp_path / "people.toml").write_text(text + '[guard]\nmax_deletes = "off"\n', "utf-8")
    shop.script(SHOP)
    cli("sync", "apply", tmp_path / "people.toml").expect()
    cli("run", "--approve").expect()
    there = {row["email"]: row for row in roundup.rows("people", "email", "note", "credit")}
    assert len(there) == len(rows) + 1
    roundup.request("DELETE", f"/people/{there['mia@example.org']['id']}")
    roundup.request("PATCH", f"/people/{there['ole@example.org']['id']}", json={"note": ""})
    shop.script("UPDATE customers SET city = NULL WHERE email = 'pia@example.org'")
    cli("run").expect()
    found = dict(shop.rows("SELECT email, city FROM customers"))
    assert found == {
        "lena@example.org": "Köln",
        "zoe@example.org": "Rom",
        "ole@example.org": None,
        "pia@example.org": None,
    }
    assert {row["email"]: row["note"] for row in roundup.rows("people", "email", "note")} == found


@pytest.mark.server
def test_what_is_not_said_is_asked(cli: Program, kinto: Kinto, tmp_path: Path) -> None:
    bucket = kinto.new_bucket()
    records = f"/buckets/{bucket}/collections/notes/records"
    kinto.request("PUT", records.removesuffix("/records"), json={})
    for number in range(3):
        kinto.request("POST", records, json={"data": {"title": f"T{number}"}})
    user, password = kinto.auth
    answers = "\n".join([kinto.url, "basic", user, "P", f"/v1{records}", str(tmp_path / "notes.toml"), ""])
    out = cli("connector", "new", json=False, input=answers, env={"P": password}).expect()
    assert "✓ List the records: 3 records at “data”, named by “id”." in out.stderr
    assert "[tables.notes.list]" in (tmp_path / "notes.toml").read_text("utf-8")
    assert "--url is missing" in cli("connector", "new").expect(2).stdout
