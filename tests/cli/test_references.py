"""References between tables, end to end on real databases with real foreign keys."""

import pytest

from tests.cli.references import Bench, sync
from tests.servers import sql

# companies and contacts: the numbers of B are others than those of A
A_COMPANIES = (
    "CREATE TABLE companies (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL, city VARCHAR(80))",
    (
        "CREATE TABLE contacts (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL,"
        " company_id INTEGER NOT NULL REFERENCES companies (id))"
    ),
    "INSERT INTO companies VALUES (1, 'Adler', 'Kiel'), (2, 'Biber', 'Ulm')",
    "INSERT INTO contacts VALUES (1, 'Ada', 1), (2, 'Bob', 2), (3, 'Cem', 2)",
)


def b_companies(bench: Bench) -> tuple[str, ...]:
    return (
        f"CREATE TABLE firms (nr {bench.key}, title VARCHAR(80) NOT NULL, town VARCHAR(80))",
        (
            f"CREATE TABLE people (nr {bench.key}, full_name VARCHAR(80) NOT NULL, firm INTEGER NOT NULL,"
            " FOREIGN KEY (firm) REFERENCES firms (nr))"
        ),
        "INSERT INTO firms (nr, title, town) VALUES (70, 'Biber', 'Ulm')",
        "INSERT INTO people (nr, full_name, firm) VALUES (80, 'Bob', 70)",
        *(("SELECT setval('firms_nr_seq', 70)", "SELECT setval('people_nr_seq', 80)") if "postgres" in bench.b else ()),
    )


COMPANIES = sync("Companies", "companies", "firms", "name = title", "city = town", keys='[["name"]]')
CONTACTS = sync(
    "Contacts", "contacts", "people", "name = full_name", "company_id = firm @ Companies", keys='[["name"]]'
)


def people(bench: Bench, side: str) -> dict[str, str]:
    """Name → name of the company."""
    query = (
        "SELECT contacts.name, companies.name FROM contacts LEFT JOIN companies ON companies.id = company_id"
        if side == "a"
        else "SELECT full_name, title FROM people LEFT JOIN firms ON firms.nr = firm"
    )
    rows = sql.fetch(bench.a if side == "a" else bench.b, query)
    assert len(rows) == len(dict(rows)), rows
    return dict(rows)


@pytest.fixture
def companies(bench: Bench) -> Bench:
    """Both syncs, applied and not run yet; the child first, so that the order is the program's."""
    sql.execute(bench.a, *A_COMPANIES)
    sql.execute(bench.b, *b_companies(bench))
    bench.apply(COMPANIES, CONTACTS)
    return bench


def test_contacts_follow_their_companies_whatever_their_numbers(companies: Bench) -> None:
    runs = companies.run()
    assert [one["sync"] for one in runs] == ["Companies", "Contacts"]
    assert people(companies, "a") == people(companies, "b") == {"Ada": "Adler", "Bob": "Biber", "Cem": "Biber"}
    companies.quiet()
    sql.execute(companies.a, "UPDATE contacts SET company_id = 1 WHERE name = 'Bob'")
    sql.execute(
        companies.b, "UPDATE people SET firm = (SELECT nr FROM firms WHERE title = 'Adler') WHERE full_name = 'Cem'"
    )
    plan = companies.cli("plan", "Contacts").expect(4).json
    (firm,) = sql.fetch(companies.b, "SELECT nr FROM firms WHERE title = 'Adler'")[0]
    shown = {one["side"]: one["fields"][0] for one in plan["operations"]}
    assert (shown["b"]["old"], shown["b"]["new"]) == ("70", str(firm))
    assert (shown["a"]["old"], shown["a"]["new"]) == ("2", "1")
    companies.run()
    assert people(companies, "a") == people(companies, "b") == {"Ada": "Adler", "Bob": "Adler", "Cem": "Adler"}
    companies.quiet()


def test_a_new_company_with_its_contact_on_either_side_in_one_run(companies: Bench) -> None:
    companies.run()
    sql.execute(
        companies.a,
        "INSERT INTO companies VALUES (9, 'Cobra', NULL)",
        "INSERT INTO contacts VALUES (9, 'Dora', 9)",
    )
    sql.execute(
        companies.b,
        "INSERT INTO firms (title) VALUES ('Drossel')",
        "INSERT INTO people (full_name, firm) SELECT 'Emil', nr FROM firms WHERE title = 'Drossel'",
    )
    companies.run()
    assert people(companies, "a") == people(companies, "b")
    assert people(companies, "a")["Dora"] == "Cobra"
    assert people(companies, "b")["Emil"] == "Drossel"
    companies.quiet()


def test_a_child_alone_waits_and_goes_on_by_itself(companies: Bench) -> None:
    companies.run("Contacts", codes=(3,))
    assert sql.fetch(companies.b, "SELECT count(*) FROM people") == [(1,)]
    found = companies.cli("holds").json["holds"]
    waits = {(one["side"], one["label"], one["message"]) for one in found if one["code"] == "parent"}
    assert ("a", "Ada", "waiting for “Companies” 1") in waits
    assert {one["state"] for one in found} == {"waiting"}
    companies.run("Companies")
    companies.run("Contacts")
    assert not companies.holds()
    assert people(companies, "a") == people(companies, "b")
    companies.quiet()


def test_a_child_of_a_held_company_waits_until_it_is_decided(companies: Bench) -> None:
    sql.execute(companies.b, "INSERT INTO firms (title, town) VALUES ('Adler', 'Bonn'), ('Adler', 'Jena')")
    companies.run(codes=(3,))
    assert "Ada" not in people(companies, "b")
    assert [one[:2] for one in companies.holds() if one[0] == "Contacts"] == [("Contacts", "parent")]
    companies.quiet(codes=(3,))
    sql.execute(companies.b, "DELETE FROM firms WHERE title = 'Adler' AND town = 'Bonn'")
    companies.cli("run", "--approve").expect(3)  # the towns of the two Adlers differ
    assert people(companies, "a") == people(companies, "b")
    assert not companies.holds()


def test_a_conflict_on_a_reference_is_decided_by_a_person(companies: Bench) -> None:
    sql.execute(companies.a, "INSERT INTO companies VALUES (3, 'Cobra', NULL)")
    companies.run()
    sql.execute(companies.a, "UPDATE contacts SET company_id = 1 WHERE name = 'Bob'")
    sql.execute(
        companies.b, "UPDATE people SET firm = (SELECT nr FROM firms WHERE title = 'Cobra') WHERE full_name = 'Bob'"
    )
    companies.run(codes=(3,))
    (conflict,) = companies.cli("conflicts").json["conflicts"]
    assert (conflict["field"], conflict["base"], conflict["a"], conflict["b"]) == ("company_id", "2", "1", "3")
    companies.cli("resolve", conflict["id"], "--take", "b").expect(0)
    companies.run()
    assert people(companies, "a")["Bob"] == people(companies, "b")["Bob"] == "Cobra"
    companies.quiet()


def test_a_repointed_reference_to_an_unknown_company_waits_and_the_rest_goes_on(companies: Bench) -> None:
    companies.run()
    sql.execute(
        companies.a,
        "INSERT INTO companies VALUES (5, 'Eule', NULL)",
        "UPDATE contacts SET company_id = 5, name = 'Adele' WHERE id = 1",
    )
    companies.run("Contacts", codes=(3,))
    assert people(companies, "b")["Adele"] == "Adler"
    assert [one[1:] for one in companies.holds()] == [("parent", "1", "company_id")]
    companies.run("Contacts", codes=(3,))
    assert companies.run()[-1]["b"]["updated"] == 1
    assert people(companies, "b")["Adele"] == "Eule"
    assert not companies.holds()
    companies.quiet()


def test_why_and_history_tell_of_a_reference(companies: Bench) -> None:
    companies.run()
    sql.execute(companies.a, "UPDATE contacts SET company_id = 1 WHERE name = 'Bob'")
    companies.run()
    why = companies.cli("why", "Contacts", "--record", "b:80", "--field", "firm").expect(0).json
    assert why["value"] == "1"
    assert "reference by Companies" in why["sentence"]


def test_deletes_of_parents_and_children_together(companies: Bench) -> None:
    deletes = '[rules]\ndeletes = { a_to_b = "propagate", b_to_a = "propagate" }\n'
    companies.apply(
        sync("Companies", "companies", "firms", "name = title", "city = town", keys='[["name"]]', more=deletes),
        sync(
            "Contacts",
            "contacts",
            "people",
            "name = full_name",
            "company_id = firm @ Companies",
            keys='[["name"]]',
            more=deletes,
        ),
    )
    companies.run()
    sql.execute(companies.a, "DELETE FROM contacts WHERE id = 1", "DELETE FROM companies WHERE id = 1")
    companies.run()
    assert people(companies, "a") == people(companies, "b") == {"Bob": "Biber", "Cem": "Biber"}
    assert sql.fetch(companies.b, "SELECT title FROM firms") == [("Biber",)]
    assert not companies.holds()
    companies.quiet()
