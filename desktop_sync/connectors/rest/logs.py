"""Logs that a system keeps for us since it was asked to: one for an account, which all its tables and syncs read from their own positions.

A position is the log's id, the number of the entry that comes next, and when the log was read last.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from desktop_sync.connectors.rest.format_changes import LogChanges
from desktop_sync.connectors.rest.paging import Batch, CursorExpiredError, Pages, rows_of
from desktop_sync.connectors.rest.paths import Path, as_text
from desktop_sync.connectors.rest.session import Refused, Session
from desktop_sync.errors import AccountError, PositionLost
from desktop_sync.model.record import Ref

if TYPE_CHECKING:
    from desktop_sync.connectors.rest.reading import Reader


class Log:
    """One table's part of the log."""

    def __init__(self, reader: "Reader", changes: LogChanges) -> None:
        self._reader, self._changes = reader, changes
        self._session = reader.session

    def begin(self) -> str | None:
        """The position now. None where the account may have no log kept, or belongs to nobody who would end it again."""
        if not self._session.ties.lasting:
            return None
        found = _opened(self._session, self._changes)
        return None if found is None else self._position(*found)

    def read(self, position: str) -> tuple[dict[Ref, bool], str]:
        """What was touched since, each with whether it was deleted last, and the position then. Raises PositionLost."""
        log, since, at = position.split(" ")
        looked = self._now()
        if looked - dt.datetime.fromisoformat(at) > dt.timedelta(seconds=self._changes.keeps):
            raise self._lost()
        touched: dict[Ref, bool] = {}
        given = {**self._reader.given, "log": log, "since": since}
        for batch in self._pages(given):
            following = as_text(self._changes.token.found(batch.answer.data))
            if self._changes.counted and int(following) - len(batch.rows) > int(since):
                raise self._lost()
            since = following
            for entry in batch.rows:
                self._take(entry, touched)
        return touched, self._position(log, since)

    def glance(self, position: str) -> list[str]:
        """Marks of what the first page of entries tells: what was touched, with the number of the entry that comes next."""
        log, since, _ = position.split(" ")
        touched: dict[Ref, bool] = {}
        batch = next(self._pages({**self._reader.given, "log": log, "since": since}))
        for entry in batch.rows:
            self._take(entry, touched)
        following = as_text(self._changes.token.found(batch.answer.data))
        return [f"{ref} {following}" for ref in touched]

    def _pages(self, given: Mapping[str, Any]) -> Iterator[Batch]:
        try:
            yield from Pages(self._session, self._changes, given, self._changes.token).raw()
        except AccountError as error:
            if isinstance(error.__cause__, Refused):  # somebody has ended the log, or taken the right to it
                raise self._lost() from error
            raise

    def _take(self, entry: Mapping[str, Any], touched: dict[Ref, bool]) -> None:
        if self._changes.broken is not None and self._changes.broken.found(entry):
            raise self._lost()
        part: Any = entry
        if self._changes.by_table is not None:
            part = (Path((*self._changes.by_table.parts, self._reader.table.key))).found(entry)
        touched |= dict.fromkeys(_refs(self._changes.touched, part), False)
        touched |= dict.fromkeys(_refs(self._changes.gone, part), True)

    def _position(self, log: str, following: str) -> str:
        return f"{log} {following} {self._now().isoformat()}"

    def _now(self) -> dt.datetime:
        return self._session.server_time() or self._session.options.now()

    def _lost(self) -> PositionLost:
        return CursorExpiredError("The system has forgotten a part of its log.", place=self._session.place)


def _refs(paths: Iterable[Path], part: Any) -> list[Ref]:
    """The ids in objects by id, and in lists of ids."""
    found = (path.found(part) for path in paths)
    return [Ref(as_text(one)) for several in found if isinstance(several, dict | list) for one in several]


def _opened(session: Session, changes: LogChanges) -> tuple[str, str] | None:
    """The account's log and the number of its next entry; made where there is none. None where the system refuses."""
    known, key = changes.open.known, _key(session, changes)
    try:
        kept = session.ties.recall(key)
        for row in rows_of(session.call(known, {}).data, known) or () if kept else ():
            live = known.live is None or known.live.found(row) is True
            if live and as_text(known.id.found(row)) == kept:
                return kept, as_text(known.next.found(row))
        made = as_text(changes.open.id.found(session.call(changes.open, {}, "create").data))
    except Refused:
        return None
    session.ties.remember(key, made)
    return made, changes.open.start


def close_logs(session: Session) -> None:
    """End the account's logs; one that is not there any more is no matter. Raises as calls do."""
    for table in session.manifest.tables.values():
        if isinstance(table.changes, LogChanges) and (kept := session.ties.recall(_key(session, table.changes))):
            try:
                session.call(table.changes.close, {"log": kept}, "delete")
            except Refused as error:
                if error.kind != "not_found_gone":
                    raise
            session.ties.remember(_key(session, table.changes), "")


def _key(session: Session, changes: LogChanges) -> str:
    return f"log/{session.request(changes.open, {}).path}"
