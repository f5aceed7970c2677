"""Changes as they happen, on real databases, files and address books. Waits end with the notice, not with a clock."""

import threading
from types import SimpleNamespace

import pytest
import requests

from desktop_sync.connectors.polling import PollWatch, stamps
from desktop_sync.connectors.registry import Registry
from desktop_sync.connectors.sql import notices as sql_notices
from desktop_sync.errors import AccountError, DesktopSyncError, UsageError
from desktop_sync.model.notices import NoticeWay
from desktop_sync.model.record import Create, OutcomeStatus, Selection
from desktop_sync.sync.ports import Installing, Telling
from tests.connectors.sql_databases import ALL, MARIADB, POSTGRES, database_of, listed

PEOPLE = "CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(80))"
MOST_S = 30


@pytest.fixture
def db(request, monkeypatch):
    monkeypatch.setattr(sql_notices, "SERVER_EVERY_S", 0.1)
    found = database_of(request)
    found.run(PEOPLE, "CREATE TABLE other (id INTEGER PRIMARY KEY)")
    yield found
    found.close()


def heard(watch, *, within_s=MOST_S):
    """The tables of the first notice."""
    for _ in range(within_s * 2):
        found = watch.wait(0.5)
        if found:
            return set(found)
    raise AssertionError("nothing was noticed")


@pytest.mark.parametrize("db", ALL, indirect=True)
def test_an_insert_an_update_and_a_delete_are_noticed_and_reading_is_not(db):
    connector = db.connect()
    assert isinstance(connector, Telling)
    watch = connector.watch(["people"])
    for statement in ("INSERT INTO people VALUES (1, 'Lena')", "UPDATE people SET name = 'Lea'", "DELETE FROM people"):
        db.run(statement)
        assert heard(watch) == {"people"}
        while watch.wait(1.3 if db.kind == "mariadb" else 0.3):  # its times have no finer grain than a second
            pass
    listed(connector, Selection("people", ("name",)))
    assert not watch.wait(0.3)
    watch.close()


@pytest.mark.parametrize("db", [POSTGRES], indirect=True)
def test_triggers_are_put_in_and_taken_out_again(db):
    connector = db.connect()
    assert isinstance(connector, Installing)
    before = db.fetch("SELECT count(*) FROM pg_proc")
    assert connector.notices("people").way is NoticeWay.POLL
    shown = connector.notices_sql("people", install=True)
    assert [one.split(" ")[0:2] for one in shown] == [["CREATE", "OR"], ["CREATE", "TRIGGER"]]
    for _ in range(2):
        connector.install_notices("people")
    assert len(connector.notices_sql("people", install=True)) == 1, "its trigger is there"
    assert len(connector.notices_sql("people", install=False)) == 2
    connector.install_notices("other")
    assert len(connector.notices_sql("people", install=False)) == 1, "the function is needed still"
    told = connector.notices("people")
    assert (told.way, told.installed) == (NoticeWay.TRIGGERS, True)
    schema = connector.schema("people")
    watch = connector.watch(["people", "other"])
    db.run("INSERT INTO people VALUES (1, 'Lena')", "INSERT INTO other VALUES (1)")
    assert heard(watch) | heard_more(watch) == {"people", "other"}
    db.run("TRUNCATE people")
    assert heard(watch) == {"people"}
    watch.close()
    for table in ("people", "people", "other"):
        connector.remove_notices(table)
    assert connector.notices("people").installed is False
    assert db.fetch("SELECT count(*) FROM pg_proc") == before, "nothing is left behind"
    assert connector.schema("people") == schema


def heard_more(watch):
    return set(watch.wait(0.5))


def put(connector, number, mark):
    """A row, written as a run does."""
    connector.writes_as(mark)
    selection = Selection("people", ("id", "name"))
    write = Create(values={"id": number, "name": "Lena"}, token=f"t{number}")
    [outcome] = connector.write(selection, [write], lambda *_: None)
    assert outcome.status is OutcomeStatus.DONE, outcome


def told_by(watch, table="people", *, within_s=MOST_S):
    """Who made the next change of the table."""
    for _ in range(within_s * 2):
        if table in watch.wait(0.5):
            return set(watch.writers(table))
    raise AssertionError("nothing was noticed")


@pytest.mark.parametrize("db", [POSTGRES], indirect=True)
def test_triggers_tell_our_writes_from_those_of_others(db):
    connector = db.connect()
    connector.install_notices("people")
    watch = connector.watch(["people"])
    put(connector, 1, "me")
    assert told_by(watch) == {"me"}
    db.run("INSERT INTO people VALUES (2, 'Eva')")
    assert told_by(watch) == {""}
    put(connector, 3, "me")
    put(connector, 4, "")
    put(connector, 5, "me")
    found = told_by(watch)
    while watch.wait(0.5):
        found |= set(watch.writers("people"))
    assert found == {"me", ""}
    with connector._session() as session:  # a pooler may give the connection to somebody else
        assert not session.value("SELECT current_setting('desktop_sync.writer', true)")
    # What a trigger of the customer's changes because of us is no change of ours.
    db.run(
        "CREATE FUNCTION more() RETURNS trigger LANGUAGE plpgsql AS"
        " $$BEGIN IF pg_trigger_depth() = 1 THEN UPDATE people SET name = 'x' WHERE id = 1; END IF; RETURN NULL; END$$",
        "CREATE TRIGGER more AFTER INSERT ON people FOR EACH ROW EXECUTE FUNCTION more()",
    )
    put(connector, 6, "me")
    assert told_by(watch) == {"me", ""}
    watch.close()


@pytest.mark.parametrize("db", [POSTGRES], indirect=True)
def test_triggers_of_before_tell_nobody_apart(db):
    connector = db.connect()
    connector.install_notices("people")
    db.run(
        "CREATE OR REPLACE FUNCTION desktop_sync_notify() RETURNS trigger LANGUAGE plpgsql AS"
        " $$BEGIN PERFORM pg_notify('desktop_sync', TG_RELID::text); RETURN NULL; END$$"
    )
    watch = connector.watch(["people"])
    put(connector, 1, "me")
    assert told_by(watch) == {""}
    connector.install_notices("people")
    put(connector, 2, "me")
    assert told_by(watch) == {"me"}
    watch.close()


def test_files_tell_our_writes_from_those_of_others(tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("id,name\n1,Eva\n")
    ties = SimpleNamespace(memory={})
    watching, writing = (Registry().open("files", {"path": str(file), "key": "id"}, {}) for _ in range(2))
    for one in (watching, writing):
        one.tie(ties)
    table = watching.tables()[0].name
    watch = watching.watch([table])

    def put_here(number, mark):
        writing.writes_as(mark)
        write = Create(values={"id": str(number), "name": "Lena"}, token=f"t{number}")
        [outcome] = writing.write(Selection(table, ("id", "name")), [write], lambda *_: None)
        assert outcome.status is OutcomeStatus.DONE, outcome

    put_here(2, "me")
    put_here(3, "me")
    assert told_by(watch, table) == {"me"}
    put_here(4, "me")
    put_here(5, "other")
    assert told_by(watch, table) == {"me", "other"}
    put_here(6, "")
    assert told_by(watch, table) == {""}, "what people write by hand is to be carried"
    file.write_text(file.read_text() + "7,Ada\n")
    put_here(8, "me")
    assert told_by(watch, table) == {""}, "somebody else's change, then ours"
    put_here(9, "me")
    file.write_text(file.read_text() + "10,Ada\n")
    assert told_by(watch, table) == {""}, "ours, then somebody else's"
    put_here(11, "me")
    assert told_by(watch, table) == {"me"}


@pytest.mark.parametrize("db", [POSTGRES], indirect=True)
def test_odd_names_and_views(db):
    db.run(
        'CREATE SCHEMA "Odd %s"', 'CREATE TABLE "Odd %s"."my ""table""" (id INTEGER PRIMARY KEY)',
        "CREATE VIEW seen AS SELECT * FROM people",
    )  # fmt: skip
    connector = db.connect()
    name = next(one.name for one in connector.tables() if "my" in one.name)
    for statement in connector.notices_sql(name, install=True):
        db.run(statement)
    watch = connector.watch([name])
    db.run('INSERT INTO "Odd %s"."my ""table""" VALUES (1)')
    assert heard(watch) == {name}
    watch.close()
    connector.remove_notices(name)
    assert connector.notices("seen").way is NoticeWay.NONE
    with pytest.raises(AccountError, match="view"):
        connector.install_notices("seen")


@pytest.mark.parametrize("db", [POSTGRES], indirect=True)
def test_a_line_that_is_cut_is_told_as_such(db):
    connector = db.connect()
    connector.install_notices("people")
    watch = connector.watch(["people"])
    db.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
    )
    with pytest.raises(DesktopSyncError):
        heard(watch)
    watch.close()


@pytest.mark.parametrize("db", [MARIADB], indirect=True)
def test_what_is_noticed_without_triggers(db):
    connector = db.connect()
    db.run("CREATE VIEW seen AS SELECT * FROM people")
    assert connector.notices("people").way is NoticeWay.POLL
    assert connector.notices("seen").way is NoticeWay.NONE
    with pytest.raises(UsageError, match="needs nothing installed"):
        connector.install_notices("people")


def test_the_same_second_as_the_last_look_may_hold_more():
    assert sql_notices._later(("100", "100"), ("100", "102"))
    assert not sql_notices._later(("100", "102"), ("100", "104"))
    assert sql_notices._later((None, "102"), ("103", "104"))
    assert not sql_notices._later((None, "102"), (None, "104"))


@pytest.mark.parametrize("name", ["people.csv", "folder"])
def test_files_are_noticed_when_written_replaced_made_and_removed(tmp_path, name):
    folder = tmp_path / "folder"
    folder.mkdir()
    file = folder / "people.csv" if name == "folder" else tmp_path / name
    file.write_text("id,name\n1,Lena\n")
    connector = Registry().open("files", {"path": str(folder if name == "folder" else file), "key": "id"}, {})
    assert connector.notices("people.csv").way is NoticeWay.FILE
    watch = connector.watch(["people.csv"])
    file.write_text("id,name\n1,Lea\n")
    assert heard(watch) == {"people.csv"}
    other = tmp_path / "new.csv"
    other.write_text("id,name\n1,Eva\n")
    other.replace(file)
    assert heard(watch) == {"people.csv"}
    list(connector.listing(Selection("people.csv", ("name",))))
    (file.parent / "~$people.xlsx").write_text("a lock of Excel's")
    assert watch.wait(0.3) == ()
    file.unlink()
    assert heard(watch) == {"people.csv"}
    watch.close()


def test_a_watch_looks_as_often_as_it_says():
    now, seen, looks = [0.0], {"t": 1}, []

    def look():
        looks.append(now[0])
        return dict(seen)

    def sleep(seconds):
        now[0] += seconds

    watch = PollWatch(look, 10, clock=lambda: now[0], sleep=sleep)
    assert watch.wait(25) == ()
    seen["t"] = 2
    assert watch.wait(60) == {"t"}
    assert looks == [0.0, 10.0, 20.0, 30.0]


def test_stamps_of_files_that_are_not_there(tmp_path):
    file = tmp_path / "x.csv"
    gone = stamps([file])
    file.write_text("")
    assert stamps([file]) != gone


@pytest.fixture
def address_book(radicale):
    url, session = radicale.new_database(), requests.Session()
    session.auth = radicale.auth
    settings = {"url": url, "username": radicale.auth[0]}
    connector = Registry().open("carddav", settings, {"password": radicale.auth[1]})

    def put(card):
        answer = session.put(f"{url.rstrip('/')}/1.vcf", data=card.encode(), headers={"Content-Type": "text/vcard"})
        answer.raise_for_status()

    yield connector, put
    session.close()
    connector.close()


@pytest.mark.server
def test_address_books_are_noticed(address_book, monkeypatch):
    from desktop_sync.connectors.carddav import connector as module

    monkeypatch.setattr(module, "WATCH_EVERY_S", 0.1)
    connector, put = address_book
    table = connector.tables()[0].name
    assert connector.notices(table).way is NoticeWay.POLL
    watch = connector.watch([table])
    put("BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:Lena\r\nN:;Lena;;;\r\nEND:VCARD\r\n")
    assert heard(watch) == {table}
    assert watch.wait(0.3) == ()


def test_waiting_ends_when_it_is_said_to(tmp_path):
    """A watch that hears nothing comes back, so that its thread can end."""
    file = tmp_path / "people.csv"
    file.write_text("id\n1\n")
    watch = Registry().open("files", {"path": str(file), "key": "id"}, {}).watch(["people.csv"])
    thread = threading.Thread(target=watch.wait, args=(0.1,))
    thread.start()
    thread.join(MOST_S)
    assert not thread.is_alive()
