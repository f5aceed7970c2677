"""From nothing to a decided conflict and back, with the real program on real databases."""

import csv
import json
from decimal import Decimal

from tests.cli.conftest import SYNC
from tests.servers.program import Program

COUNTS = {"seen", "agreed", "created", "updated", "deleted", "waiting", "failed", "excluded"}
ENTRY = {
    "run",
    "sync",
    "status",
    "error",
    "error_kind",
    "error_account",
    "seconds",
    "a",
    "b",
    "conflicts",
    "holds",
    "calls",
    "notices",
}
CONFLICT = {"id", "sync", "a_id", "b_id", "field", "base", "a", "b", "a_time", "b_time"}


def closes(counts):
    return counts["seen"] == sum(counts.values()) - counts["seen"]


def test_the_way_to_the_first_run(cli: Program, shop, erp, tmp_path):
    added = cli("account", "add", "shop", "--connector", "sql", "--set", f"url={shop.url}").expect(0).json
    assert added["account"]["name"] == "shop"
    assert added["check"]["ok"] is True
    cli("account", "add", "erp", "--connector", "sql", "--set", f"url={erp.url}").expect(0)
    assert [one["name"] for one in cli("account", "list").expect(0).json["accounts"]] == ["erp", "shop"]
    assert {one["name"] for one in cli("tables", "shop").expect(0).json["tables"]} == {"customers", "notes"}
    fields = cli("fields", "shop", "customers").expect(0).json
    assert fields["identity"] == ["id"]
    by_name = {one["name"]: one for one in fields["fields"]}
    assert by_name["first_name"]["required"] is True
    assert by_name["credit"]["type"] == "decimal"

    file = tmp_path / "customers.toml"
    file.write_text(SYNC, encoding="utf-8")
    dry = cli("sync", "apply", file, "--dry-run").expect(0).json
    assert dry["applied"] is False
    assert cli("sync", "list").json["syncs"] == []
    applied = cli("sync", "apply", file).expect(0).json
    assert (applied["created"], applied["applied"]) == (True, True)
    assert cli("sync", "show", "Customers").json["file"] == SYNC


def test_from_pairing_to_the_first_run(office):
    cli, shop, erp = office.cli, office.shop, office.erp
    pairs = cli("pairs", "Customers").expect(0).json
    assert pairs["counts"] == {"sure": 2, "likely": 0, "ambiguous": 0, "duplicate": 0, "only_a": 1, "only_b": 0}
    plan = cli("plan", "Customers").expect(4).json
    assert plan["first_pairing"] is True
    assert sorted((one["side"], one["kind"]) for one in plan["operations"]) == [("b", "create"), ("b", "update")]
    assert shop.rows("SELECT count(*) FROM customers") == [(3,)]
    assert erp.rows("SELECT count(*) FROM people") == [(2,)], "a plan writes nothing"

    [waits] = cli("run").expect(3).json["runs"]
    assert waits["status"] == "waiting"
    assert all(closes(waits[side]) for side in "ab")
    assert erp.rows("SELECT count(*) FROM people") == [(2,)]

    [done] = cli("run", "--approve").expect(0).json["runs"]
    assert set(done) == ENTRY
    assert set(done["a"]) == set(done["b"]) == COUNTS
    assert done["status"] == "ok"
    assert done["error"] is None
    assert (done["b"]["created"], done["b"]["updated"]) == (1, 1)
    assert all(closes(done[side]) for side in "ab")
    assert erp.rows("SELECT name, town FROM people ORDER BY nr")[1:] == [
        ("Özlem Kaya", "Berlin"),
        ("Jan Novák", "Praha"),
    ]

    [again] = cli("run").expect(0).json["runs"]
    assert again["a"]["updated"] + again["b"]["updated"] + again["b"]["created"] == 0
    plan = cli("plan", "Customers").expect(0).json
    assert plan["operations"] == []


def test_edits_conflict_decision_and_undo(paired):
    cli, shop, erp = paired.cli, paired.shop, paired.erp
    shop.script("UPDATE customers SET city = 'Bonn', email = 'lena.m@example.org' WHERE id = 1")
    erp.script(
        "UPDATE people SET town = 'Bremen' WHERE nr = 10; UPDATE people SET name = 'Özlem Kaya-Öz' WHERE nr = 11"
    )
    plan = cli("plan", "Customers").expect(4).json
    by_side = {one["side"]: one for one in plan["operations"]}
    assert by_side["b"]["fields"] == [
        {"name": "email", "old": "lena@example.org", "new": "lena.m@example.org", "rule": "changed in A"}
    ]
    assert (by_side["b"]["ref"], by_side["b"]["source_ref"]) == ("10", "1")
    assert [one["field"] for one in plan["conflicts"]] == ["city"]

    [run] = cli("run").expect(3).json["runs"]
    assert run["conflicts"] == 1
    assert erp.rows("SELECT mail, town FROM people WHERE nr = 10") == [("lena.m@example.org", "Bremen")]
    assert shop.rows("SELECT last_name, city FROM customers WHERE id IN (1, 2)") == [
        ("Meyer", "Bonn"),
        ("Kaya-Öz", "Berlin"),
    ]

    [conflict] = cli("conflicts").expect(0).json["conflicts"]
    assert set(conflict) == CONFLICT
    assert (conflict["base"], conflict["a"], conflict["b"]) == ("Köln", "Bonn", "Bremen")
    assert (conflict["a_id"], conflict["b_id"]) == ("1", "10")
    resolved = cli("resolve", conflict["id"], "--take", "b").expect(0).json
    assert (resolved["resolved"], resolved["take"]) == (1, "b")
    cli("run", "Customers").expect(0)
    assert shop.rows("SELECT city FROM customers WHERE id = 1") == [("Bremen",)]

    why = cli("why", "Customers", "--record", "a:1", "--field", "city").expect(0).json
    assert why["value"] == "Bremen"
    assert why["operation"]["side"] == "a"
    assert "Bonn" in str(why["operation"]["fields"])
    history = cli("history", "Customers", "--record", "a:1").expect(0).json
    assert [one["kind"] for one in history["operations"]]

    last = cli("runs").json["runs"][0]["run"]
    undo = cli("undo", last, "--plan").expect(0).json
    assert [one["fields"][0]["new"] for one in undo["operations"] if one["side"] == "a"] == ["Bonn"]
    assert shop.rows("SELECT city FROM customers WHERE id = 1") == [("Bremen",)]
    assert cli("undo", last).json["report"]["status"] != "failed"
    assert shop.rows("SELECT city FROM customers WHERE id = 1") == [("Bonn",)]


def test_a_value_of_ones_own_is_of_the_fields_type(paired):
    paired.shop.script("UPDATE customers SET credit = 111 WHERE id = 1")
    paired.erp.script("UPDATE people SET credit_limit = 222 WHERE nr = 10")
    paired.cli("run").expect(3)
    [conflict] = paired.cli("conflicts", "customers").expect(0).json["conflicts"]
    wrong = paired.cli("resolve", conflict["id"], "--value", '"lots"').expect(2).json["error"]
    assert "number" in wrong["message"]
    paired.cli("resolve", conflict["id"], "--value", "150.25").expect(0)
    paired.cli("run").expect(0)
    assert [Decimal(str(x)) for (x,) in paired.shop.rows("SELECT credit FROM customers WHERE id = 1")] == [
        Decimal("150.25")
    ]
    assert [Decimal(str(x)) for (x,) in paired.erp.rows("SELECT credit_limit FROM people WHERE nr = 10")] == [
        Decimal("150.25")
    ]


def test_all_conflicts_of_a_sync_at_once(paired):
    paired.shop.script("UPDATE customers SET city = 'A' || id")
    paired.erp.script("UPDATE people SET town = 'B' || nr")
    paired.cli("run").expect(3)
    assert len(paired.cli("conflicts").json["conflicts"]) == 3
    assert paired.cli("resolve", "--all", "Customers", "--take", "a").expect(0).json["resolved"] == 3
    # All at once is more than the guard lets through unseen.
    assert paired.cli("run", "--approve").code == 0
    assert sorted(town for (town,) in paired.erp.rows("SELECT town FROM people")) == ["A1", "A2", "A3"]
    assert paired.cli("conflicts").json["conflicts"] == []


def test_always_decides_the_field_from_now_on(paired):
    paired.shop.script("UPDATE customers SET city = 'Bonn' WHERE id = 1")
    paired.erp.script("UPDATE people SET town = 'Bremen' WHERE nr = 10")
    paired.cli("run").expect(3)
    [conflict] = paired.cli("conflicts").json["conflicts"]
    assert paired.cli("resolve", conflict["id"], "--take", "a", "--always").expect(0).json["always"] is True
    paired.cli("run").expect(0)
    paired.shop.script("UPDATE customers SET city = 'Hamm' WHERE id = 2")
    paired.erp.script("UPDATE people SET town = 'Halle' WHERE nr = 11")
    paired.cli("run").expect(0)
    assert paired.erp.rows("SELECT town FROM people WHERE nr = 11") == [("Hamm",)]


def test_one_failing_sync_stops_no_other(paired, tmp_path):
    cli = paired.cli
    other = tmp_path / "other.db"
    other.write_bytes(paired.erp.file.read_bytes())
    cli("account", "add", "gone", "--connector", "sql", "--set", f"url=sqlite:///{other}").expect(0)
    text = SYNC.replace('name = "Customers"', 'name = "Aaa"').replace('account = "erp"', 'account = "gone"')
    paired.apply(text)
    other.unlink()
    paired.shop.script("UPDATE customers SET city = 'Bonn' WHERE id = 1")
    outcome = cli("run").expect(1)
    by_name = {one["sync"]: one for one in outcome.json["runs"]}
    assert by_name["Aaa"]["status"] == "failed"
    assert by_name["Aaa"]["error"]
    assert by_name["Customers"]["status"] == "ok"
    assert paired.erp.rows("SELECT town FROM people WHERE nr = 10") == [("Bonn",)]


def test_pausing(paired):
    cli = paired.cli
    assert cli("sync", "pause", "Customers").expect(0).json["state"] == "paused"
    outcome = cli("run").expect(0)
    assert outcome.json["runs"] == []
    assert "paused" in outcome.stderr
    assert "resume" in cli("run", "Customers").expect(2).json["error"]["advice"]
    cli("sync", "resume", "Customers").expect(0)
    assert len(cli("run").expect(0).json["runs"]) == 1


def test_pausing_an_account_and_everything(paired):
    cli = paired.cli
    paired.shop.script("UPDATE customers SET city = 'Bonn' WHERE id = 1")
    cli("account", "pause", "Shop").expect(0)
    [status] = cli("sync", "list").json["syncs"]
    assert (status["state"], status["due_at"]) == ("paused", None)
    assert status["paused_by"] == {"what": "account", "account": "shop"}
    assert cli("run").expect(0).json["runs"] == []
    assert "account resume shop" in cli("run", "Customers").expect(2).json["error"]["advice"]
    cli("pause").expect(0)
    assert cli("sync", "list").json["syncs"][0]["paused_by"] == {"what": "all", "account": None}
    assert cli("run", "Customers").expect(2).json["error"]["advice"] == "desktop-sync resume"
    assert cli("resume").json == {"paused": False, "still_paused": ["Customers"]}
    assert {one["name"]: one["paused"] for one in cli("account", "list").json["accounts"]} == {
        "erp": False,
        "shop": True,
    }
    cli("account", "resume", "shop").expect(0)
    assert cli("sync", "list").json["syncs"][0]["paused_by"] is None
    assert len(cli("run").expect(0).json["runs"]) == 1
    assert paired.erp.rows("SELECT town FROM people WHERE nr = 10") == [("Bonn",)]


def test_removing(paired):
    cli = paired.cli
    assert "Customers" in cli("account", "remove", "erp").expect(2).json["error"]["message"]
    cli("sync", "remove", "Customers").expect(0)
    cli("account", "remove", "erp").expect(0)
    assert [one["name"] for one in cli("account", "list").json["accounts"]] == ["shop"]
    assert paired.erp.rows("SELECT count(*) FROM people") == [(3,)]


def test_a_held_record_can_be_tried_again(office):
    cli = office.cli
    lens = 'lens = { choices = { "Köln" = "Cologne", "Berlin" = "Berlin", "Praha" = "Prague" } }'
    office.apply(SYNC.replace('b = "town"', f'b = "town"\n{lens}'))
    office.erp.script("UPDATE people SET town = 'Cologne' WHERE nr = 10")
    cli("run", "--approve").expect(0)
    office.shop.script("UPDATE customers SET city = 'Ulm' WHERE id = 1")
    cli("run").expect(3)
    [hold] = cli("holds", "Customers").expect(0).json["holds"]
    assert hold["field"] == "city"
    assert hold["remedy"]
    cli("dismiss", hold["id"]).expect(0)
    assert cli("holds").json["holds"] == []
    office.shop.script("UPDATE customers SET city = 'Berlin' WHERE id = 1")
    cli("run").expect(0)
    assert office.erp.rows("SELECT town FROM people WHERE nr = 10") == [("Berlin",)]


def test_backup_and_restore_bring_the_workspace_back(paired, tmp_path):
    cli = paired.cli
    backup = tmp_path / "copy.backup"
    assert cli("backup", backup).expect(0).json["bytes"] > 0
    assert b"example.org" not in backup.read_bytes()
    cli("sync", "remove", "Customers").expect(0)
    restored = cli("restore", backup).expect(0).json
    assert restored["kept"]
    assert [one["name"] for one in cli("sync", "list").json["syncs"]] == ["Customers"]
    [run] = cli("run").expect(0).json["runs"]
    assert run["b"]["created"] == 0


def test_the_audit_can_be_taken_out_and_checked(paired, tmp_path):
    assert paired.cli("audit", "verify").expect(0).json == {"ok": True, "broken_at": None}
    paired.cli("run", "--approve").expect(0)
    file = tmp_path / "audit.jsonl"
    count = paired.cli("audit", "export", file).expect(0).json["lines"]
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert len(lines) == count > 2
    assert lines[1]["previous"] == lines[0]["hash"]
    [applied] = [one for one in lines if one["action"] == "sync.apply"]
    assert applied["details"]["a.table"][0] is None
    assert lines[-1]["place"].startswith("command line, ")
    [ran] = [one for one in lines if one["action"] == "run" and one["details"].get("approved")]
    assert (ran["subject"], ran["actor"], ran["details"]["written"]) == ("Customers", "user", 0)
    assert lines[-1]["action"] == "audit.export"

    whole = {"ok": True, "broken_at": None, "lines": count, "unsigned": 0, "why": ""}
    assert paired.cli("audit", "verify", file).expect(0).json == whole
    key = paired.cli("audit", "key").expect(0).json["key"]
    elsewhere = paired.cli.workspace.with_name("elsewhere")  # where there is no workspace, and none is made
    proving = ("--workspace", elsewhere, "audit", "verify", file, "--key", key)
    assert paired.cli(*proving).expect(0).json == whole
    assert not elsewhere.exists()
    file.write_text(file.read_text().replace('"approved": true', '"approved": null'))
    assert paired.cli(*proving).expect(1).json["broken_at"] == ran["id"]
    file.unlink()
    assert "can't be read" in paired.cli(*proving, json=False).expect(2).stderr
    assert "exported FILE" in paired.cli("audit", "verify", "--key", key, json=False).expect(2).stderr


def test_a_table_of_the_audit_holds_no_formulas(paired, tmp_path):
    odd = tmp_path / "=1+1.csv"
    paired.cli("audit", "export", odd).expect(0)
    with odd.open(newline="", encoding="utf-8-sig") as stream:
        lines = list(csv.DictReader(stream))
    assert lines[-1]["subject"] == "'=1+1.csv"
    assert {line["action"] for line in lines} >= {"account.add", "sync.apply", "audit.export"}


def test_doctor_finds_damage_wherever_it_is(paired):
    """Also in a page that no command happens to read: today the backup is still good."""
    file = paired.cli.workspace / "workspace.db"
    [sound] = [one for one in paired.cli("doctor").expect(0).json["findings"] if "sound" in one["message"]]
    assert sound["message"] == "its database is sound; your passphrase opens it"
    whole = file.read_bytes()
    pages = len(whole) // 4096
    unread = 0
    for page in range(1, pages, pages // 8):
        data = bytearray(whole)
        data[page * 4096 + 100] ^= 1
        file.write_bytes(data)
        told = paired.cli("doctor").expect(1)
        assert "is damaged" in told.stdout
        assert "desktop-sync restore" in told.stdout
        assert file.read_bytes() == data
        unread += "findings" in told.json
    assert unread


def test_doctor_finds_what_is_broken(paired):
    good = paired.cli("doctor").expect(0).json
    assert good["ok"] is True
    assert {one["subject"] for one in good["findings"]} >= {"workspace", "account shop", "sync Customers"}
    paired.erp.script("ALTER TABLE people RENAME COLUMN town TO place")
    bad = paired.cli("doctor").expect(1).json
    [finding] = [one for one in bad["findings"] if not one["ok"]]
    assert "town" in finding["message"]
    assert finding["remedy"]


def test_calls_of_a_month_are_foretold(office):
    cli = office.cli
    office.apply(SYNC + '\n[trigger]\nevery = "1h"\n')
    [before] = cli("forecast").json["syncs"]
    assert (before["known"], before["runs"]) == ("estimated", 750), "hourly, and a check each night"
    assert before["a"]["calls"] == 750 * 6, "both tables fit in a page"
    cli("run", "--approve").expect(0)
    cli("run").expect(0)
    found = cli("forecast").json
    [now] = found["syncs"]
    [run] = [one for one in cli("runs").json["runs"] if not one["a"]["created"] and not one["b"]["created"]]
    assert (now["known"], now["a"]) == ("measured", {"account": "shop", "calls": 750 * run["calls"]["a"], "asked": 0})
    assert {one["account"]: one["allowed"] for one in found["accounts"]} == {"erp": None, "shop": None}
    cli("account", "plan", "shop", "1000").expect(0)
    assert cli("account", "plan", "shop", "-1").expect(2)
    [shop] = [one for one in cli("forecast").json["accounts"] if one["account"] == "shop"]
    assert shop == {"account": "shop", "calls": now["a"]["calls"], "allowed": 1000, "over": True, "unknown": []}
    assert "allows 1,000" in cli("forecast", json=False).stdout
