"""Other programs at the same records, and lines that are cut: nothing is lost, nothing is guessed."""

import contextlib
import itertools
import re
import socket
import threading
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit, urlunsplit

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.connectors.sql.dialect import Session
from desktop_sync.errors import Busy, Retriable
from desktop_sync.model.record import OutcomeStatus, Ref, Selection, Update
from tests.connectors.sql_databases import (
    ALL,
    MARIADB,
    POSTGRES,
    SERVERS,
    SQLITE,
    Database,
    create,
    database_of,
    listed,
    written,
)
from tests.servers import sql

DONE, STALE, REJECTED, RETRY, UNKNOWN = (
    OutcomeStatus.DONE,
    OutcomeStatus.STALE,
    OutcomeStatus.REJECTED,
    OutcomeStatus.RETRY,
    OutcomeStatus.UNKNOWN,
)
GOODS = Selection("goods", ("id", "name", "n"))


@pytest.fixture(params=ALL)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    made = database_of(request)
    made.run("CREATE TABLE goods (id integer PRIMARY KEY, name varchar(20) NOT NULL UNIQUE, n integer CHECK (n < 100))")
    yield made
    made.close()


only_sqlite = pytest.mark.parametrize("database", [SQLITE], indirect=True)
only_postgres = pytest.mark.parametrize("database", [POSTGRES], indirect=True)
only_mariadb = pytest.mark.parametrize("database", [MARIADB], indirect=True)
only_servers = pytest.mark.parametrize("database", SERVERS, indirect=True)


def statuses(outcomes: object) -> list[OutcomeStatus]:
    return [outcome.status for outcome in outcomes]  # type: ignore[attr-defined]


@only_servers
def test_a_locked_record_is_for_later(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("postgres", "mariadb"):
        monkeypatch.setattr(f"desktop_sync.connectors.sql.{module}.LOCK_TIMEOUT_S", 1)
    monkeypatch.setattr(
        "desktop_sync.connectors.sql.mariadb._INIT",
        "SET SESSION innodb_lock_wait_timeout = 1, sql_mode = 'STRICT_ALL_TABLES'",
    )
    database.run("INSERT INTO goods VALUES (1, 'a', 1), (2, 'b', 2)")
    connector = database.connect()
    one, two = listed(connector, GOODS).values()
    with sql.connection(database.url) as other, contextlib.closing(other.cursor()) as cursor:  # type: ignore[attr-defined]
        cursor.execute("BEGIN")
        cursor.execute("UPDATE goods SET n = 9 WHERE id = 1")
        outcomes = written(connector, GOODS, Update(one, {"name": "x"}), Update(two, {"name": "y"}))
        cursor.execute("ROLLBACK")
    assert statuses(outcomes) == [RETRY, DONE]


@only_sqlite
def test_a_locked_file_is_busy(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_sync.connectors.sql.sqlite.LOCK_TIMEOUT_S", 0.1)
    connector = database.connect()
    with sql.connection(database.url) as other:
        other.execute("BEGIN IMMEDIATE")  # type: ignore[attr-defined]
        with pytest.raises(Busy, match="Another program"):
            written(connector, GOODS, create(id=1, name="a", n=1))
        other.execute("ROLLBACK")  # type: ignore[attr-defined]
    assert statuses(written(connector, GOODS, create(id=1, name="a", n=1))) == [DONE]


@only_sqlite
def test_a_listing_keeps_no_writer_out(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_sync.connectors.sql.reading.PAGE_SIZE", 2)
    database.run(*(f"INSERT INTO goods VALUES ({number}, 'n{number}', 1)" for number in range(9)))
    pages = database.connect().listing(GOODS)
    next(pages)
    with sql.connection(database.url) as other:
        other.execute("PRAGMA busy_timeout = 0")  # type: ignore[attr-defined]
        other.execute("UPDATE goods SET n = 2")  # type: ignore[attr-defined]
    assert sum(len(page.refs) for page in pages) == 7


@only_servers
def test_a_deadlock_is_tried_again_as_a_whole(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two batches that lock the same records in opposite order: at most one fails, and then has written nothing."""
    database.run("INSERT INTO goods VALUES (1, 'a', 0), (2, 'b', 0), (3, 'c', 0)")
    turn = threading.Barrier(2)
    results: dict[int, object] = {}
    execute = Session.execute

    def meet(session: Session, statement: str, params: Sequence[object] = ()) -> object:
        """Each waits before its create, with one record locked, until the other has locked its first one, too."""
        if statement.startswith("INSERT INTO"):
            turn.wait(60)
        return execute(session, statement, params)

    monkeypatch.setattr(Session, "execute", meet)

    def work(name: int, order: tuple[Ref, Ref]) -> None:
        connector = database.connect()
        found = listed(connector, GOODS)

        batch = [
            Update(found[order[0]], {"n": name}),
            create(id=10 + name, name=f"new{name}", n=name),
            Update(found[order[1]], {"n": name}),
        ]
        try:
            results[name] = statuses(written(connector, GOODS, *batch))
        except Retriable as error:
            results[name] = error

    threads = [
        threading.Thread(target=work, args=one) for one in ((1, (Ref("1"), Ref("2"))), (2, (Ref("2"), Ref("1"))))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    losers = [name for name, result in results.items() if isinstance(result, Retriable)]
    assert len(losers) == 1, results
    winner = 3 - losers[0]
    assert results[winner] == [DONE, DONE, DONE]
    assert sorted(database.fetch("SELECT id, n FROM goods")) == [
        (1, winner),
        (2, winner),
        (3, 0),
        (10 + winner, winner),
    ]


class Cut:
    """A line to a server that is cut when the client says `word`: the server still hears it if `hears`."""

    def __init__(self, url: str, word: bytes, *, hears: bool) -> None:
        parts = urlsplit(url)
        self._target = (parts.hostname, parts.port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._word, self._hears = word, hears
        self._sockets: list[socket.socket] = [self._listener]
        self.armed = False
        port = self._listener.getsockname()[1]
        user, password = parts.username or "", f":{parts.password}" if parts.password else ""
        self.url = urlunsplit(parts._replace(netloc=f"{user}{password}@127.0.0.1:{port}"))
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client = self._listener.accept()[0]
                server = socket.create_connection(self._target)
                self._sockets += [client, server]
                said = threading.Event()
                for work in (self._outward, self._inward):
                    self._threads.append(threading.Thread(target=work, args=(client, server, said), daemon=True))
                    self._threads[-1].start()

    def _outward(self, client: socket.socket, server: socket.socket, said: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := client.recv(65536):
                if self.armed and re.search(self._word + b"(?!TED)", data):
                    said.set()
                    if not self._hears:
                        break
                server.sendall(data)
            client.shutdown(socket.SHUT_RDWR)
            server.shutdown(socket.SHUT_RDWR)

    def _inward(self, client: socket.socket, server: socket.socket, said: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while (data := server.recv(65536)) and not said.is_set():
                client.sendall(data)
            client.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        for one in self._sockets:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        for thread in self._threads:
            thread.join(10)


@only_servers
@pytest.mark.parametrize(
    ("word", "hears"), [(b"COMMIT", True), (b"COMMIT", False), (b"INSERT", True), (b"BEGIN", True)]
)
def test_a_lost_connection(database: Database, word: bytes, hears: bool) -> None:
    """At the commit nobody knows what became of it; before, nothing was written."""
    word = b"START TRANSACTION" if word == b"BEGIN" and database.kind == "mariadb" else word
    line = Cut(database.url, word, hears=hears)
    url, password = sql.split_password(line.url)
    connector = Registry().open("sql", {"url": url}, {"password": password} if password else {})
    try:
        connector.schema("goods")
        line.armed = True
        said: list[Ref] = []
        batch = [create(id=1, name="a", n=1), create(id=2, name="b", n=1000)]
        if word == b"COMMIT":
            first, second = connector.write(GOODS, batch, lambda _index, ref: said.append(ref))
            assert (first.status, second.status) == (UNKNOWN, REJECTED)
            assert said[-1] == "1"
        else:
            with pytest.raises(Retriable):
                connector.write(GOODS, batch, lambda _index, ref: said.append(ref))
        line.armed = False
        there = set(connector.read(GOODS, [Ref("1")]))
        assert there == ({"1"} if word == b"COMMIT" and hears else set())
    finally:
        connector.close()
        line.close()


@only_servers
def test_an_idle_connection_that_the_server_closed(database: Database) -> None:
    connector = database.connect()
    listed(connector, GOODS)
    if database.kind == "postgres":
        database.fetch(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    else:
        for (number,) in database.fetch(
            "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()"
        ):
            database.run(f"KILL {number}")
    with pytest.raises(Retriable):
        listed(connector, GOODS)
    assert listed(connector, GOODS) == {}


@only_servers
def test_leaving_a_long_listing_early(database: Database) -> None:
    rows = ", ".join(f"({number}, 'name {number}', 1)" for number in range(20_000))
    database.run(f"INSERT INTO goods VALUES {rows}")
    connector = database.connect()
    for pages in itertools.repeat(connector.listing(GOODS), 1):
        next(pages)
        pages.close()  # type: ignore[attr-defined]
    assert len(listed(connector, GOODS)) == 20_000
