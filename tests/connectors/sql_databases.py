"""Databases for the tests of the SQL connector: made of plain SQL, looked at with plain SQL."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.model.record import Create, Outcome, Record, Ref, Selection, Write
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.servers import sql

SQLITE = pytest.param("sqlite", id="sqlite")
POSTGRES = pytest.param("postgres", id="postgres", marks=pytest.mark.server)
MARIADB = pytest.param("mariadb", id="mariadb", marks=pytest.mark.server)
ALL = [SQLITE, POSTGRES, MARIADB]
SERVERS = [POSTGRES, MARIADB]


class Database:
    """An empty database of one test. `kind`: sqlite, postgres or mariadb."""

    def __init__(self, kind: str, url: str) -> None:
        self.kind = kind
        self.url = url
        self._open: list[Connector] = []

    def connect(self, **settings: str) -> Connector:
        """A connector; closed by `close`."""
        url, password = sql.split_password(self.url) if self.kind != "sqlite" else (self.url, "")
        secrets = {"password": password} if password else {}
        self._open.append(Registry().open("sql", {"url": url, **settings}, secrets))
        return self._open[-1]

    def run(self, *statements: str) -> None:
        """Plain SQL, each statement in a transaction of its own."""
        sql.execute(self.url, *statements)

    def fetch(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of plain SQL."""
        return sql.fetch(self.url, query)

    def pick(self, **by_kind: str) -> str:
        """The text for this kind."""
        return by_kind[self.kind]

    def close(self) -> None:
        """Close what was opened."""
        for connector in self._open:
            connector.close()


def database_of(request: pytest.FixtureRequest) -> Database:
    """The database of the kind that the fixture's parameter names."""
    return Database(request.param, request.getfixturevalue(f"{request.param}_url"))


def listed(connector: Connector, selection: Selection) -> dict[Ref, Record]:
    """All records."""
    return {ref: page.decode(at) for page in connector.listing(selection) for at, ref in enumerate(page.refs)}


def written(connector: Connector, selection: Selection, *batch: Write) -> list[Outcome]:
    """The outcomes of a batch."""
    return list(connector.write(selection, batch, lambda _index, _ref: None))


def create(**values: Value) -> Create:
    """A create."""
    return Create("token", values)


def values_of(records: Mapping[Ref, Record] | Sequence[Record], field: str) -> list[Value]:
    """One field of all records, sorted as text."""
    chosen = records.values() if isinstance(records, Mapping) else records
    return sorted((record.values[field] for record in chosen), key=str)
