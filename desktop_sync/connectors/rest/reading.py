"""Records of one table as a selection wants them: by ids, by values, and all of them."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop_sync.connectors.rest.changes import gone_if
from desktop_sync.connectors.rest.format_calls import ListCall
from desktop_sync.connectors.rest.paging import Batch, Pages, Row, as_error
from desktop_sync.connectors.rest.paths import as_text
from desktop_sync.connectors.rest.searching import is_listed, searched
from desktop_sync.connectors.rest.session import Refused, Session
from desktop_sync.connectors.rest.tables import OneTable, View
from desktop_sync.errors import AccountError, SignInError, UsageError
from desktop_sync.model.record import Ref, Selection
from desktop_sync.model.values import MISSING, Value, is_blank

_SLACK = dt.timedelta(seconds=60)
_MOMENT = dt.timedelta(seconds=5)
_MOST_KEPT = 10_000
"""So many records are remembered for a moment; more are listed anew each time, for they would take too much room."""
_MOST = 10
_TOLD = ("2", "404", "410")
"""How the statuses begin that say something of a record."""


class Reader:
    """Reads one table."""

    def __init__(self, session: Session, table: OneTable, selection: Selection) -> None:
        if selection.filter:
            raise UsageError(
                "This kind of account has no filter in terms of its own.",
                place=table.name,
                advice='Write it by fields: filter = { field = "country", is = "DE" }',
            )
        self.session, self.table = session, table
        self.view = View(table, selection, session.place)
        self.spec = table.spec
        self._gone = gone_if(self.spec)

    @property
    def given(self) -> dict[str, Any]:
        """What the texts of all calls may hold."""
        return {"table": self.table.key, "fields": self.view.paths}

    def pages(self, call: ListCall, **given: Any) -> Iterator[Batch]:
        """A list's pages, each record once, as the paths of the manifest want them."""
        for batch in Pages(self.session, call, {**self.given, **given}, self.spec.id).each_once():
            yield replace(batch, rows=self.fit(batch.rows))

    def fit(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows as the paths of the manifest lead into them: lifted, and after the table's hook."""
        lift, hook = self.spec.lift, self.table.hook
        if lift is not None:
            rows = [{**row, **inner} if isinstance(inner := lift.found(row), dict) else row for row in rows]
        return [hook.shown(row) for row in rows] if hook else rows

    def kept(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Those within the selection, without the ones that are deleted."""
        return [row for row in rows if not self._gone(row) and self.view.within(row)]

    def rows(self, refs: Sequence[Ref]) -> Mapping[Ref, Row]:
        """The rows of these refs that are there, within the selection or not."""
        wanted = [ref for ref in dict.fromkeys(refs) if self.table.possible(ref)]
        found: dict[Ref, Row] = {}
        if self.spec.by_ids is None and self.spec.scan and len(wanted) > self.spec.scan:
            some_refs = set(wanted)
            listed = (row for batch in self.pages(self.spec.list_) for row in batch.rows)
            return {ref: row for row in listed if (ref := self.table.ref(row)) in some_refs and not self._gone(row)}
        if self.spec.by_ids is None:
            for ref in wanted:
                row = self.one(ref)
                if row is not None and not self._gone(row):
                    found[ref] = row
            return found
        size = self.spec.by_ids.max
        for start in range(0, len(wanted), size):
            some = wanted[start : start + size]
            here = {self.table.ref(row): row for row in self._several_or_each(some) if not self._gone(row)}
            found |= {ref: here[ref] for ref in some if ref in here}
        return found

    def one(self, ref: Ref) -> Row | None:
        """The row as it is read by itself; None where there is none."""
        call = self.spec.get
        if call is None:
            raise AccountError(f"The manifest does not tell how one record of “{self.table.name}” is read.")
        try:
            answer = self.session.call(call, {**self.given, "id": self.table.id_of(ref)})
        except Refused as error:
            if error.kind == "not_found_gone":
                return None
            raise as_error(error, self.session) from error
        found = call.at.found(answer.data)
        if not isinstance(found, dict):
            return None
        (row,) = self.fit([found])
        if call.version_header:
            row = {**row, "$version": answer.headers.get(call.version_header)}
        return row if self.table.ref(row) == ref else None

    def _several_or_each(self, refs: Sequence[Ref]) -> Sequence[Row]:
        """One by one, where the system does not take the call for several although its documents have it."""
        try:
            return self._several(refs)
        except SignInError:
            raise
        except AccountError:
            if self.spec.get is None:
                raise
        return [row for row in map(self.one, refs) if row is not None]

    def _several(self, refs: Sequence[Ref]) -> Sequence[Row]:
        call = self.spec.by_ids
        assert call is not None
        ids = [self.table.id_of(ref) for ref in refs]
        given = {**self.given, "ids": ids, "count": len(ids)}
        if call.row is not None:
            given["rows"] = [call.row.value({**given, **self.session.settings, "id": one}) for one in ids]
        pages = Pages(self.session, call, given, self.spec.id).raw()
        rows = [row for batch in pages for row in batch.rows]
        if call.status is None:
            return self.fit(rows)
        told = {as_text(self.spec.id.found(row)): (as_text(call.status.found(row)), row) for row in rows}
        answers = [told.get(as_text(one), ("", {})) for one in ids]
        there = self.fit([row for status, row in answers if status.startswith("2")])
        untold = [ref for ref, (status, _) in zip(refs, answers, strict=True) if not status.startswith(_TOLD)]
        return [*there, *(row for row in map(self.one, untold) if row is not None)]

    def find(self, criteria: Mapping[str, Value], since: dt.datetime | None) -> Sequence[Row]:
        """Rows whose fields equal the criteria; at most 10."""
        found: list[Row] = []
        for rows in self._candidates(criteria, since):
            for row in self.kept(rows):
                if self._late(row, since) and all(
                    alike(self._value(row, name), value) for name, value in criteria.items()
                ):
                    found.append(row)
                    if len(found) >= _MOST:
                        return found
        return found

    def _candidates(self, criteria: Mapping[str, Value], since: dt.datetime | None) -> Iterator[Sequence[Row]]:
        """A search by the first field that the system can be asked for; else, or where that takes no more calls, everything."""
        search = self.spec.search
        # What was made since then is among the newest: one list for all that are looked for.
        fresh = since is not None and search is not None and self._within_lag(since, search.lag)
        newest = since is not None and self.spec.newest is not None
        listed = search is None or fresh or newest or is_listed(self)
        found = None if search is None or listed else searched(self, search, criteria)
        if search is None or found is None:
            yield from self._listed(since)
            return
        yield found
        if since is None and search.lag and not search.twin:
            yield from self._listed(self._not_searched(search.lag))

    def _not_searched(self, lag_s: float) -> dt.datetime | None:
        """Since when a search that lags may miss what was made; for some seconds the same, so that one list does for several records."""
        now = self.session.server_time()
        return now.replace(second=0, microsecond=0) - dt.timedelta(seconds=lag_s) if now is not None else None

    def _listed(self, since: dt.datetime | None) -> Iterator[Sequence[Row]]:
        """What was made since then, where the system can be asked so; else everything. Records are looked for one after another: what
        was listed a moment ago, and before anything was written since, is good enough for the next one.
        """
        lately, key = self.session.lately, (self.table.name, *self.view.paths, since)
        known = lately.get(key)
        if known is not None and abs(self.session.options.now() - known[0]) < _MOMENT:
            yield known[1]
            return
        lately.clear()
        kept: list[Row] = []
        newest = self.spec.newest if since is not None else None
        oldest = since - _SLACK if since is not None and newest is not None else None
        for batch in self.pages(newest or self.spec.list_):
            rows = [row for row in batch.rows if self._late(row, since)]
            yield rows
            kept += rows if len(kept) <= _MOST_KEPT else ()
            made = [] if oldest is None else [self.view.made_at(row) for row in batch.rows]
            if oldest is not None and any(one is not None and one < oldest for one in made):
                break
        if len(kept) <= _MOST_KEPT:
            lately[key] = self.session.options.now(), kept

    def _late(self, row: Row, since: dt.datetime | None) -> bool:
        made_at = self.view.made_at(row)
        return since is None or made_at is None or made_at >= since - _SLACK

    def _within_lag(self, since: dt.datetime, lag_s: float) -> bool:
        """Whether a record made since then may be missing in the search still."""
        return lag_s > 0 and self.session.options.now() - since < dt.timedelta(seconds=lag_s) + dt.timedelta(hours=1)

    def _value(self, row: Row, name: str) -> Any:
        value = self.view.value(row, name)
        return None if value is MISSING else value


def same(one: Any, other: Any) -> bool:
    """Whether two values of a field are the same; nothing and an empty text are one."""
    return bool(one == other) or (_blank(one) and _blank(other))


def alike(one: Any, other: Any) -> bool:
    """Whether a system may have made the one of the other: many strip texts, and write addresses small."""
    if isinstance(one, str) and isinstance(other, str):
        return one.strip().casefold() == other.strip().casefold()
    return same(one, other)


def _blank(value: Any) -> bool:
    return value is MISSING or is_blank(value)
