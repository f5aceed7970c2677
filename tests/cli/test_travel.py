"""undo of a part, revert, recreate, settings, prune: on real databases, through the program."""

import datetime as dt

from desktop_sync.cli.travel import point


def test_a_field_of_a_record_is_taken_back(paired):
    cli, shop, erp = paired.cli, paired.shop, paired.erp
    shop.script("UPDATE customers SET city = 'Bonn', email = 'lena.m@example.org' WHERE id = 1")
    [run] = cli("run").expect(0).json["runs"]
    part = ("undo", run["run"], "--record", "b:10", "--field", "town")
    planned = cli(*part, "--plan").expect(0).json
    assert [one["fields"][0]["new"] for one in planned["operations"]] == ["Köln"]
    assert planned["report"] is None
    assert cli(*part).expect(0).json["report"]["b"]["updated"] == 1
    assert erp.rows("SELECT mail, town FROM people WHERE nr = 10") == [("lena.m@example.org", "Köln")]
    [again] = cli("run").expect(0).json["runs"]
    assert (again["a"]["updated"], again["b"]["updated"], again["conflicts"], again["holds"]) == (0, 0, 0, 0)
    assert shop.rows("SELECT city FROM customers WHERE id = 1") == [("Bonn",)]
    why = cli("why", "Customers", "--record", "b:10", "--field", "town").expect(0).json
    assert f"run {run['run']} taken back" in why["sentence"]
    cli("undo", run["run"]).expect(0)
    assert erp.rows("SELECT mail FROM people WHERE nr = 10") == [("lena@example.org",)]


def test_an_earlier_value_and_a_deleted_record_come_back(paired):
    cli, shop, erp = paired.cli, paired.shop, paired.erp
    shop.script("UPDATE customers SET city = 'Bonn' WHERE id = 1")
    cli("run").expect(0)
    history = cli("history", "Customers", "--record", "a:1").expect(0).json
    [moment] = [one for one in history["timeline"] if one["after"] == "Bonn"]
    assert (moment["before"], moment["side"], moment["kind"]) == ("Köln", "b", "update")
    assert history["timeline"][-1]["kind"] in {"linked", "update"}
    back = ("revert", "Customers", "--record", "b:10", "--field", "town", "--to", f"before:{moment['operation']}")
    assert len(cli(*back, "--plan").expect(4).json["operations"]) == 1
    cli(*back).expect(0)
    assert erp.rows("SELECT town FROM people WHERE nr = 10") == [("Köln",)]
    cli("run").expect(0)
    assert shop.rows("SELECT city FROM customers WHERE id = 1") == [("Köln",)]
    assert cli(*back).expect(0).json["operations"] == []
    lines = cli("history", "Customers", "--record", "a:1", json=False).expect(0).stdout
    assert "town: Köln → Bonn" in lines or "city: Köln → Bonn" in lines

    with_deletes = paired.file.read_text(encoding="utf-8").replace(
        "[match]", '[rules]\ndeletes = { a_to_b = "propagate", b_to_a = "propagate" }\n[match]'
    )
    if "[rules]" not in paired.file.read_text(encoding="utf-8"):
        paired.apply(with_deletes)
    shop.script("DELETE FROM customers WHERE id = 1")
    cli("run", "--full").expect(0)
    assert erp.rows("SELECT count(*) FROM people WHERE nr = 10") == [(0,)]
    cli("recreate", "Customers", "--record", "b:10").expect(0)
    assert erp.rows("SELECT name, town, credit_limit FROM people ORDER BY nr DESC")[0] == ("Lena Meyer", "Köln", 100)
    cli("run").expect(0)
    assert shop.rows("SELECT last_name, city FROM customers ORDER BY id DESC")[0] == ("Meyer", "Köln")


def test_a_value_of_one_s_own_is_written_and_carried(paired):
    cli, shop, erp = paired.cli, paired.shop, paired.erp
    correct = ("correct", "Customers", "--record", "a:1", "--field", "city", "--value", '"Ulm"')
    planned = cli(*correct, "--plan").expect(4).json
    assert [(one["old"], one["new"]) for one in planned["operations"][0]["fields"]] == [("Köln", "Ulm")]
    assert shop.rows("SELECT city FROM customers WHERE id = 1") == [("Köln",)]
    cli(*correct).expect(0)
    cli("run").expect(0)
    assert erp.rows("SELECT town FROM people WHERE nr = 10") == [("Ulm",)]
    cli("correct", "Customers", "--record", "a:1", "--field", "colour", "--value", "1").expect(2)


def test_a_record_that_was_left_on_its_own_is_taken_in_again(paired):
    cli, shop, erp = paired.cli, paired.shop, paired.erp
    many = erp.rows("SELECT count(*) FROM people")
    shop.script("INSERT INTO customers (id, first_name, last_name, city) SELECT 99, 'Ada', 'Alone', 'Kiel'")
    cli("unpair", "Customers", "--record", "a:99").expect(0)
    cli("run")
    assert erp.rows("SELECT count(*) FROM people") == many
    assert cli("unpair", "Customers", "--record", "a:99", "--take-in").expect(0).json["taken_in"] == {"a": "99"}
    cli("run").expect(0)
    assert erp.rows("SELECT town FROM people WHERE name LIKE '%Alone'") == [("Kiel",)]


def test_settings_and_pruning(paired):
    cli = paired.cli
    whole = {"history_days": 730, "history_mb": 1000, "audit_days": 0, "metered": "no_checks"}
    assert cli("settings", "list").expect(0).json == {"settings": whole}
    assert cli("settings", "set", "metered", "all").expect(0).json == {"key": "metered", "value": "all"}
    assert "no_checks" in cli("settings", "set", "metered", "none").expect(2).json["error"]["advice"]
    assert cli("settings", "set", "history_days", "7").expect(0).json == {"key": "history_days", "value": 7}
    assert "history_days" in cli("settings", "list", json=False).expect(0).stdout
    assert cli("prune").expect(0).json == {"removed": 0, "bytes": 0}


def test_points_in_time():
    assert (point("57").operation, point("57").before) == (57, False)
    assert (point("before:57").operation, point("before:57").before) == (57, True)
    assert point("2026-03-27T18:00:00+00:00").time == dt.datetime(2026, 3, 27, 18, tzinfo=dt.UTC)
    assert point("2026-03-27").time is not None
    assert point("2026-03-27").time.tzinfo is not None


def test_duplicates_are_made_one(paired):
    cli, shop, erp = paired.cli, paired.shop, paired.erp
    erp.script("INSERT INTO people VALUES (90, 'Ada Berg', 'ada@example.org', NULL, 5)")
    erp.script("INSERT INTO people VALUES (91, 'Ada Berg', 'ADA@example.org', 'Ulm', NULL)")
    cli("run").expect(3)
    merge = ("merge", "Customers", "--record", "b:90", "--record", "b:91", "--keep", "90")
    planned = cli(*merge, "--plan").expect(4).json
    assert [one["kind"] for one in planned["operations"]] == ["update", "delete"]
    cli("merge", "Customers", "--record", "b:90", "--record", "a:1").expect(2)
    cli(*merge, "--take", "city").expect(2)
    done = cli(*merge, "--take", "city=91").expect(0).json
    assert (done["report"]["b"]["updated"], done["report"]["b"]["deleted"]) == (1, 1)
    assert erp.rows("SELECT nr, town FROM people WHERE nr > 20") == [(90, "Ulm")]
    cli("run").expect(0)
    assert shop.rows("SELECT city FROM customers WHERE email = 'ada@example.org'") == [("Ulm",)]
