"""References of every shape on real databases with real foreign keys: many-to-many, to itself, in circles, one table to several."""

from tests.cli.references import Bench, sync
from tests.servers import sql

PROPAGATE = '[rules]\ndeletes = { a_to_b = "propagate", b_to_a = "propagate" }\n'


# many-to-many ------------------------------------------------------------------------------------------------------------


def members(bench: Bench, side: str) -> set[tuple[str, str]]:
    query = (
        "SELECT people.name, teams.name FROM members JOIN people ON people.id = person JOIN teams ON teams.id = team"
        if side == "a"
        else "SELECT persons.name, groups_.title FROM membership JOIN persons ON persons.id = person_id"
        " JOIN groups_ ON groups_.id = group_id"
    )
    rows = sql.fetch(bench.a if side == "a" else bench.b, query)
    assert len(rows) == len(set(rows))
    return set(rows)


def test_many_to_many_is_a_table_of_its_own(bench: Bench) -> None:
    sql.execute(
        bench.a,
        "CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL)",
        "CREATE TABLE teams (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL)",
        "CREATE TABLE members (person INTEGER REFERENCES people (id), team INTEGER REFERENCES teams (id),"
        " PRIMARY KEY (person, team))",
        "INSERT INTO people VALUES (1, 'Ada'), (2, 'Bob')",
        "INSERT INTO teams VALUES (1, 'North'), (2, 'South')",
        "INSERT INTO members VALUES (1, 1), (1, 2), (2, 2)",
    )
    sql.execute(
        bench.b,
        f"CREATE TABLE persons (id {bench.key}, name VARCHAR(40) NOT NULL)",
        f"CREATE TABLE groups_ (id {bench.key}, title VARCHAR(40) NOT NULL)",
        "CREATE TABLE membership (person_id INTEGER, group_id INTEGER, PRIMARY KEY (person_id, group_id),"
        " FOREIGN KEY (person_id) REFERENCES persons (id), FOREIGN KEY (group_id) REFERENCES groups_ (id))",
        "INSERT INTO persons (name) VALUES ('Zed'), ('Ada')",
        "INSERT INTO groups_ (title) VALUES ('South'), ('North')",
        "INSERT INTO membership VALUES (1, 1), (2, 2)",
    )
    bench.apply(
        sync("People", "people", "persons", "name = name", keys='[["name"]]'),
        sync("Teams", "teams", "groups_", "name = title", keys='[["name"]]'),
        sync(
            "Members",
            "members",
            "membership",
            "person = person_id @ People",
            "team = group_id @ Teams",
            keys='[["person", "team"]]',
            more=PROPAGATE,
        ),
    )
    bench.run()
    expected = {("Ada", "North"), ("Ada", "South"), ("Bob", "South"), ("Zed", "South")}
    assert members(bench, "a") == members(bench, "b") == expected
    bench.quiet()
    sql.execute(bench.a, "DELETE FROM members WHERE person = 1 AND team = 2")
    sql.execute(bench.b, "INSERT INTO membership SELECT id, 2 FROM persons WHERE name = 'Bob'")
    bench.run()
    assert members(bench, "a") == members(bench, "b") == expected - {("Ada", "South")} | {("Bob", "North")}
    bench.quiet()


# to itself ---------------------------------------------------------------------------------------------------------------


def test_a_tree_is_made_from_its_root(bench: Bench) -> None:
    sql.execute(
        bench.a,
        "CREATE TABLE categories (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL, parent INTEGER REFERENCES categories (id))",
        "INSERT INTO categories VALUES (1, 'leaf', NULL), (2, 'twig', NULL), (3, 'branch', NULL), (4, 'tree', NULL)",
        "UPDATE categories SET parent = id + 1 WHERE id < 4",
    )
    sql.execute(
        bench.b,
        f"CREATE TABLE groups_ (nr {bench.key}, title VARCHAR(40) NOT NULL, above INTEGER,"
        " FOREIGN KEY (above) REFERENCES groups_ (nr))",
        "INSERT INTO groups_ (title) VALUES ('root')",
        "INSERT INTO groups_ (title, above) SELECT 'shoot', nr FROM groups_ WHERE title = 'root'",
    )
    bench.apply(
        sync(
            "Groups",
            "categories",
            "groups_",
            "name = title",
            "parent = above @ Groups",
            keys='[["name"]]',
            more=PROPAGATE,
        )
    )
    (run,) = bench.run()
    assert (run["b"]["created"], run["a"]["created"], run["b"]["updated"]) == (4, 2, 0)  # parents first: one write each

    def parents(side: str) -> dict[str, str]:
        query = (
            "SELECT one.name, up.name FROM categories one LEFT JOIN categories up ON up.id = one.parent"
            if side == "a"
            else "SELECT one.title, up.title FROM groups_ one LEFT JOIN groups_ up ON up.nr = one.above"
        )
        return dict(sql.fetch(bench.a if side == "a" else bench.b, query))

    tree = {"leaf": "twig", "twig": "branch", "branch": "tree", "tree": None, "root": None, "shoot": "root"}
    assert parents("a") == parents("b") == tree
    bench.quiet()
    sql.execute(
        bench.b,
        "UPDATE groups_ SET above = (SELECT nr FROM (SELECT nr FROM groups_ WHERE title = 'root') AS r) WHERE title = 'leaf'",
        "DELETE FROM groups_ WHERE title = 'twig'",
    )
    bench.run()
    del tree["twig"]
    assert parents("a") == parents("b") == tree | {"leaf": "root"}
    sql.execute(bench.a, "DELETE FROM categories WHERE name IN ('branch', 'tree')")
    bench.run()
    assert parents("a") == parents("b") == {"leaf": "root", "root": None, "shoot": "root"}
    bench.quiet()


def test_people_who_are_each_others_deputies_are_made_in_two_steps(bench: Bench) -> None:
    sql.execute(
        bench.a,
        "CREATE TABLE staff (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL, deputy INTEGER REFERENCES staff (id))",
        "INSERT INTO staff VALUES (1, 'Ada', NULL), (2, 'Bob', 1), (3, 'Cem', 3), (4, 'Dee', 2)",
        "UPDATE staff SET deputy = 2 WHERE id = 1",
    )
    sql.execute(
        bench.b,
        f"CREATE TABLE employees (nr {bench.key}, name VARCHAR(40) NOT NULL, stands_in INTEGER,"
        " FOREIGN KEY (stands_in) REFERENCES employees (nr))",
    )
    bench.apply(sync("Staff", "staff", "employees", "name = name", "deputy = stands_in @ Staff", keys='[["name"]]'))
    (run,) = bench.run()
    assert (run["b"]["created"], run["b"]["updated"], run["b"]["seen"], run["a"]["agreed"]) == (4, 0, 4, 4)
    rows = sql.fetch(bench.b, "SELECT one.name, up.name FROM employees one JOIN employees up ON up.nr = one.stands_in")
    assert dict(rows) == {"Ada": "Bob", "Bob": "Ada", "Cem": "Cem", "Dee": "Bob"}
    bench.quiet()


# in circles --------------------------------------------------------------------------------------------------------------


def test_companies_with_a_main_contact_are_made_in_two_steps(bench: Bench) -> None:
    sql.execute(
        bench.a,
        "CREATE TABLE companies (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL, main_contact INTEGER REFERENCES contacts (id))",
        "CREATE TABLE contacts (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL,"
        " company INTEGER NOT NULL REFERENCES companies (id))",
        *(f"INSERT INTO companies VALUES ({n}, 'Company {n}', NULL)" for n in range(1, 13)),
        *(f"INSERT INTO contacts VALUES ({n + 20}, 'Contact {n}', {n})" for n in range(1, 13)),
        "UPDATE companies SET main_contact = id + 20",
    )
    sql.execute(
        bench.b,
        f"CREATE TABLE firms (nr {bench.key}, title VARCHAR(40) NOT NULL, boss INTEGER)",
        f"CREATE TABLE people (nr {bench.key}, name VARCHAR(40) NOT NULL, firm INTEGER NOT NULL,"
        " FOREIGN KEY (firm) REFERENCES firms (nr))",
        *(() if bench.b.startswith("sqlite") else ("ALTER TABLE firms ADD FOREIGN KEY (boss) REFERENCES people (nr)",)),
    )
    before = sync("Companies", "companies", "firms", "name = title", keys='[["name"]]')
    contacts = sync("Contacts", "contacts", "people", "name = name", "company = firm @ Companies", keys='[["name"]]')
    whole = sync("Companies", "companies", "firms", "name = title", "main_contact = boss @ Contacts", keys='[["name"]]')
    # With the guards as they usually are: what only waited is no surprise.
    bench.apply(*(text.partition("[guard]")[0] for text in (before, contacts, whole)))
    runs = bench.run()
    assert [one["sync"] for one in runs] == ["Companies", "Contacts", "Companies"]
    assert (runs[0]["status"], runs[-1]["status"], runs[-1]["b"]["updated"]) == ("waiting", "ok", 12)

    def bosses(side: str) -> set[tuple[str, str, str]]:
        query = (
            "SELECT c.name, m.name, n.name FROM companies c JOIN contacts m ON m.id = c.main_contact JOIN companies n ON n.id = m.company"
            if side == "a"
            else "SELECT f.title, p.name, g.title FROM firms f JOIN people p ON p.nr = f.boss JOIN firms g ON g.nr = p.firm"
        )
        return set(sql.fetch(bench.a if side == "a" else bench.b, query))

    assert bosses("a") == bosses("b") == {(f"Company {n}", f"Contact {n}", f"Company {n}") for n in range(1, 13)}
    bench.quiet()
    sql.execute(bench.b, "INSERT INTO firms (title) VALUES ('New')")
    sql.execute(bench.b, "INSERT INTO people (name, firm) SELECT 'Nina', nr FROM firms WHERE title = 'New'")
    sql.execute(bench.b, "UPDATE firms SET boss = (SELECT nr FROM people WHERE name = 'Nina') WHERE title = 'New'")
    bench.run()
    assert bosses("a") == bosses("b")
    assert ("New", "Nina", "New") in bosses("a")
    bench.quiet()


# one table to several ----------------------------------------------------------------------------------------------------


def test_a_wide_customer_is_a_customer_and_an_address(bench: Bench) -> None:
    sql.execute(
        bench.a,
        "CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL, street VARCHAR(40), city VARCHAR(40))",
        "INSERT INTO customers VALUES (1, 'Ada', 'Allee 1', 'Kiel'), (2, 'Bob', 'Bahn 2', 'Ulm')",
    )
    sql.execute(
        bench.b,
        f"CREATE TABLE clients (nr {bench.key}, name VARCHAR(40) NOT NULL)",
        f"CREATE TABLE addresses (nr {bench.key}, client INTEGER NOT NULL, street VARCHAR(40), city VARCHAR(40),"
        " FOREIGN KEY (client) REFERENCES clients (nr))",
        "INSERT INTO clients (name) VALUES ('Zoe'), ('Bob')",
        "INSERT INTO addresses (client, street, city) SELECT nr, 'Zoll 9', 'Bonn' FROM clients WHERE name = 'Zoe'",
    )
    bench.apply(
        sync("Customers", "customers", "clients", "name = name", keys='[["name"]]'),
        sync(
            "Addresses",
            "customers",
            "addresses",
            "id = client @ Customers",
            "street = street",
            "city = city",
            keys='[["id"]]',
        ),
    )
    bench.run()

    def both() -> tuple[set[tuple[str, str, str]], set[tuple[str, str, str]]]:
        a = sql.fetch(bench.a, "SELECT name, street, city FROM customers")
        b = sql.fetch(bench.b, "SELECT name, street, city FROM clients LEFT JOIN addresses ON client = clients.nr")
        assert (len(a), len(b)) == (len(set(a)), len(set(b)))
        return set(a), set(b)

    a, b = both()
    assert a == b == {("Ada", "Allee 1", "Kiel"), ("Bob", "Bahn 2", "Ulm"), ("Zoe", "Zoll 9", "Bonn")}
    bench.quiet()
    sql.execute(
        bench.a,
        "INSERT INTO customers VALUES (7, 'Eva', 'Eck 7', 'Jena')",
        "UPDATE customers SET city = 'Köln' WHERE id = 1",
    )
    sql.execute(bench.b, "UPDATE addresses SET street = 'Bahn 22' WHERE street = 'Bahn 2'")
    sql.execute(bench.b, "INSERT INTO clients (name) VALUES ('Fay')")
    sql.execute(bench.b, "INSERT INTO addresses (client, street) SELECT nr, 'Wald 1' FROM clients WHERE name = 'Fay'")
    bench.run()
    a, b = both()
    assert a == b
    assert {
        ("Eva", "Eck 7", "Jena"),
        ("Ada", "Allee 1", "Köln"),
        ("Bob", "Bahn 22", "Ulm"),
        ("Fay", "Wald 1", None),
    } < a
    bench.quiet()
    # A second address of a customer has no room in A: it makes no second customer.
    sql.execute(bench.b, "INSERT INTO addresses (client, street) SELECT nr, 'Wald 2' FROM clients WHERE name = 'Fay'")
    bench.run(codes=(3,))
    assert len(sql.fetch(bench.a, "SELECT * FROM customers")) == 5
    assert [one[:2] for one in bench.holds()] == [("Addresses", "taken")]
    sql.execute(bench.b, "DELETE FROM addresses WHERE street = 'Wald 2'")
    bench.run()
    assert not bench.holds()
