"""Reads the log from the workspace bit by bit: two lists, merged by time, and searched to their ends. For workers; no widgets."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_sync.errors import Cancelled
from desktop_sync.gui.models.log import LogRow, row_of_line, row_of_run, words_of
from desktop_sync.gui.text import tr
from desktop_sync.model.report import RunReport
from desktop_sync.sync.ports import RUN

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

PAGE = 300
"""So many lines are given at a time."""
CHUNK = 500
"""So many are asked of the workspace at a time."""


@dataclass(frozen=True, slots=True)
class LogQuery:
    """What is looked for. `people`: only what people did, or only runs; None: both. `words`: folded, "" for everything."""

    now: dt.datetime
    people: bool | None = None
    words: str = ""

    def fits(self, row: LogRow) -> bool:
        """Whether the row is looked for."""
        return not self.words or self.words in words_of(row)


@dataclass(frozen=True, slots=True)
class LogPlace:
    """Where reading goes on: behind that line of the audit, and behind that run; None: at the newest."""

    line: int | None = None
    run: int | None = None


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some rows, newest first, and where the next ones begin; None: these were the last."""

    rows: tuple[LogRow, ...]
    next: LogPlace | None = None


def read_page(
    services: "Services", query: LogQuery, place: LogPlace, stop: threading.Event, size: int = PAGE
) -> LogPage:
    """The next rows that fit. Goes through all that is left, if it must. Raises Cancelled soon after `stop` is set."""
    found: list[LogRow] = []
    for row, reached in _walk(services, query, place, stop):
        if query.fits(row):
            found.append(row)
        if len(found) >= size:
            return LogPage(tuple(found), reached)
    return LogPage(tuple(found))


def read_all(services: "Services", query: LogQuery, stop: threading.Event) -> Iterator[LogRow]:
    """All rows that fit, newest first."""
    return (row for row, _ in _walk(services, query, LogPlace(), stop) if query.fits(row))


def _walk(
    services: "Services", query: LogQuery, place: LogPlace, stop: threading.Event
) -> Iterator[tuple[LogRow, LogPlace]]:
    """Both lists as one, newest first; with each row the place behind it."""
    now = query.now

    def audit(before: int | None) -> Sequence[tuple[int, LogRow]]:
        return [(_number(one), row_of_line(one, now)) for one in services.audit.newest(CHUNK, before, but=RUN)]

    def runs(before: int | None) -> Sequence[tuple[int, LogRow]]:
        return [(one.id, row_of_run(one, now)) for one in _begun(services, before)]

    lines = iter(()) if query.people is False else _stream(audit, place.line, stop)
    ran = iter(()) if query.people is True else _stream(runs, place.run, stop)
    line, run = next(lines, None), next(ran, None)
    while line is not None or run is not None:
        if run is None or (line is not None and line[1].at >= run[1].at):
            assert line is not None
            place = LogPlace(line[0], place.run)
            yield line[1], place
            line = next(lines, None)
        else:
            place = LogPlace(place.line, run[0])
            yield run[1], place
            run = next(ran, None)


def _stream(
    read: Callable[[int | None], Sequence[tuple[int, LogRow]]], before: int | None, stop: threading.Event
) -> Iterator[tuple[int, LogRow]]:
    while True:
        if stop.is_set():
            raise Cancelled(tr("The search was stopped."))
        page = read(before)
        if not page:
            return
        yield from page
        before = page[-1][0]


def _begun(services: "Services", before: int | None) -> Sequence[RunReport]:
    """Some runs that have begun; none when there are no more."""
    while page := services.review.runs(limit=CHUNK, before=before):
        begun = [one for one in page if one.started_at is not None]
        if begun:
            return begun
        before = page[-1].id
    return ()


def _number(line: Mapping[str, object]) -> int:
    number = line["id"]
    assert isinstance(number, int)
    return number
