"""Says of an error which account's system it came from, so that nobody has to guess it from the words."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from desktop_sync.errors import DesktopSyncError
from desktop_sync.model.record import AccountCheck, Outcome, Page, Prepared, Record, Ref, Selection, Write
from desktop_sync.model.schema import Capabilities, TableInfo, TableSchema
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector, Marking, Recalling


@contextmanager
def blamed(account: str) -> Iterator[None]:
    """Errors that leave the block carry the account's name."""
    try:
        yield
    except DesktopSyncError as error:
        error.account = error.account or account
        raise


class Blamed:
    """A connector whose errors carry its account's name."""

    def __init__(self, inner: Connector, account: str) -> None:
        self._inner = inner
        self._account = account

    @property
    def calls(self) -> int:
        """As the connector counts them."""
        return self._inner.calls

    @calls.setter
    def calls(self, count: int) -> None:
        self._inner.calls = count

    def writes_as(self, mark: str) -> None:
        """As `Marking`, where the connector can."""
        if isinstance(self._inner, Marking):
            self._inner.writes_as(mark)

    def check(self) -> AccountCheck:
        with blamed(self._account):
            return self._inner.check()

    def tables(self) -> Sequence[TableInfo]:
        with blamed(self._account):
            return self._inner.tables()

    def schema(self, table: str) -> TableSchema:
        with blamed(self._account):
            return self._inner.schema(table)

    def recalled_schema(self, table: str) -> TableSchema | None:
        """As `Recalling`, where the connector can."""
        with blamed(self._account):
            return self._inner.recalled_schema(table) if isinstance(self._inner, Recalling) else None

    def capabilities(self, table: str) -> Capabilities:
        with blamed(self._account):
            return self._inner.capabilities(table)

    def server_time(self) -> dt.datetime | None:
        with blamed(self._account):
            return self._inner.server_time()

    def listing(self, selection: Selection) -> Iterator[Page]:
        with blamed(self._account):
            yield from self._inner.listing(selection)

    def changes(self, selection: Selection, cursor: str) -> Iterator[Page]:
        with blamed(self._account):
            yield from self._inner.changes(selection, cursor)

    def read(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Record]:
        with blamed(self._account):
            return self._inner.read(selection, refs)

    def find(self, selection: Selection, criteria: Mapping[str, Value], since: dt.datetime | None) -> Sequence[Record]:
        with blamed(self._account):
            return self._inner.find(selection, criteria, since)

    def write(self, selection: Selection, batch: Sequence[Write], prepared: Prepared) -> Sequence[Outcome]:
        with blamed(self._account):
            return self._inner.write(selection, batch, prepared)

    def adopt(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Ref]:
        with blamed(self._account):
            return self._inner.adopt(selection, refs)

    def close(self) -> None:
        self._inner.close()
