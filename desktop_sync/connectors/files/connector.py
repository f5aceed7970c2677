"""The connector for CSV files and workbooks. Every write is one replacement of the whole file; all else in it stays."""

import datetime as dt
import os
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from desktop_sync.connectors.files import identity, places
from desktop_sync.connectors.files.atomic import Stamp
from desktop_sync.connectors.files.loaded import Loaded, same
from desktop_sync.connectors.files.own import OwnWrites
from desktop_sync.connectors.files.staging import Stager, parts
from desktop_sync.connectors.files.storage import Options, Staged, Storage
from desktop_sync.connectors.polling import PollWatch, stamps
from desktop_sync.errors import AccountError, DesktopSyncError
from desktop_sync.model.notices import Notices, NoticeWay
from desktop_sync.model.record import (
    AccountCheck,
    Create,
    Delete,
    Outcome,
    OutcomeStatus,
    Page,
    Prepared,
    Record,
    Ref,
    Selection,
    Write,
)
from desktop_sync.model.schema import Capabilities, TableInfo, TableSchema
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Ties, Watch

_PAGE = 1000
FILE_EVERY_S = 0.25


class FilesConnector:
    """One open account: a folder, a CSV file or a workbook."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._storage = Storage(options)
        self._storage.replaced = self._note
        self._own = OwnWrites()
        self._mark = ""

    def tie(self, ties: Ties) -> None:
        """Belong to an account: its watch knows what its other openings wrote."""
        self._own = ties.memory.setdefault("own_writes", self._own)

    def writes_as(self, mark: str) -> None:
        """See `sync.ports.Marking`."""
        self._mark = mark

    def _note(self, path: Path, before: Stamp, after: os.stat_result) -> None:
        if self._mark:
            old = (path.name, before.mtime_ns, before.size, before.inode)
            self._own.note(old, (path.name, after.st_mtime_ns, after.st_size, after.st_ino), self._mark)

    @property
    def calls(self) -> int:
        """How many files were read or written since it was opened."""
        return self._storage.reads

    @calls.setter
    def calls(self, count: int) -> None:
        self._storage.reads = count

    def check(self) -> AccountCheck:
        problems = []
        read = 0
        try:
            tables = self.tables()
        except DesktopSyncError as error:
            return AccountCheck(False, str(error), (f"{error} {error.advice}".strip(),))
        for table in tables:
            if table.problem:
                problems.append(f"{table.name}: {table.problem}")
                continue
            try:
                rows = len(self._storage.load(table.name).refs)
                read += 1
            except DesktopSyncError as error:
                problems.append(f"{error} {error.advice}".strip())
                continue
            if rows:
                self._storage.load(table.name).record(0, Selection(table.name, ()))
        if not tables:
            problems.append(f"{self._options.path.name} holds no CSV files and no workbooks.")
        summary = f"{read} table{'' if read == 1 else 's'} can be read" if read else "Nothing can be read there"
        return AccountCheck(read > 0, summary, tuple(problems))

    def tables(self) -> Sequence[TableInfo]:
        self.calls += 1
        found = []
        for file in places.files(self._options.path):
            try:
                found += [TableInfo(one.table, one.table) for one in places.places_in(file, self._options.path)]
            except AccountError as error:
                if not self._options.path.is_dir():
                    raise
                found.append(TableInfo(file.name, file.name, writable=False, problem=error.what))
        return found

    def schema(self, table: str) -> TableSchema:
        return self._storage.load(table).schema()

    def capabilities(self, table: str) -> Capabilities:  # noqa: ARG002  all files can do the same
        return Capabilities(
            compare_and_set=True,
            ids_before_commit=True,
            idempotency=not self._options.key,
            provisional_refs=not self._options.key,
            batch_size=1000,
            page_size=_PAGE,
        )

    def server_time(self) -> dt.datetime | None:
        return None

    def listing(self, selection: Selection) -> Iterator[Page]:
        loaded = self._storage.load(selection.table)
        loaded.require(selection)
        rows = [row for row in range(len(loaded.refs)) if loaded.chosen(row, selection)]
        for start in range(0, max(len(rows), 1), _PAGE):
            yield self._page(loaded, rows[start : start + _PAGE], selection)

    @staticmethod
    def _page(loaded: Loaded, rows: Sequence[int], selection: Selection) -> Page:
        refs = [loaded.refs[row] for row in rows]
        raws = [loaded.raw(row, selection.fields) for row in rows]
        return Page(refs, raws, lambda i: loaded.record(rows[i], selection))

    def changes(self, selection: Selection, cursor: str) -> Iterator[Page]:  # noqa: ARG002  the protocol's signature
        raise AccountError(
            "A file does not say what has changed.", place=selection.table, advice="It is read as a whole."
        )

    def read(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Record]:
        loaded = self._storage.load(selection.table)
        loaded.require(selection)
        found = {ref: loaded.rows[ref] for ref in refs if ref in loaded.rows}
        return {ref: loaded.record(row, selection) for ref, row in found.items() if loaded.chosen(row, selection)}

    def find(self, selection: Selection, criteria: Mapping[str, Value], since: dt.datetime | None) -> Sequence[Record]:  # noqa: ARG002  rows have no time
        loaded = self._storage.load(selection.table)
        loaded.require(selection)
        hits: list[Record] = []
        for row in range(len(loaded.refs)):
            if all(same(loaded.value(row, name), value) for name, value in criteria.items()) and loaded.chosen(
                row, selection
            ):
                hits.append(loaded.record(row, selection))
                if len(hits) == 10:
                    break
        return hits

    def adopt(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Ref]:
        wanted = [ref for ref in refs if identity.is_provisional(ref)]
        if self._options.key or not wanted:
            return {}

        def stage(loaded: Loaded, staged: Staged) -> dict[Ref, Ref]:
            stager = Stager(self._options, loaded, staged)
            made = {ref: Ref(identity.new_id()) for ref in wanted if ref in loaded.rows}
            for ref, lasting in made.items():
                stager.give_id(loaded.rows[ref], lasting)
            return made

        return self._storage.replace(selection.table, stage)[1]

    def write(self, selection: Selection, batch: Sequence[Write], prepared: Prepared) -> Sequence[Outcome]:
        outcomes: list[Outcome] = []
        for start, part in parts(batch):
            try:
                outcomes += self._write_part(selection, part, partial(_announce, prepared, start))
            except DesktopSyncError as error:
                if not outcomes:
                    raise
                outcomes += [Outcome(OutcomeStatus.RETRY, words=str(error)) for _ in part]
        return outcomes

    # changes as they happen (`sync.ports.Telling`)

    def notices(self, table: str) -> Notices:  # noqa: ARG002  all files can do the same
        return Notices(NoticeWay.FILE, "The file is looked at four times a second.")

    def watch(self, tables: Sequence[str]) -> Watch:
        path = self._options.path

        def look() -> Mapping[str, Hashable]:
            try:
                found = places.files(path)
            except DesktopSyncError:  # it is not there now; when it is back that is a change
                found = [path]
            return dict.fromkeys(tables, stamps(found))

        return PollWatch(look, FILE_EVERY_S, attribute=self._own.writers)

    def close(self) -> None:
        self._storage.forget()

    def _write_part(self, selection: Selection, batch: Sequence[Write], prepared: Prepared) -> Sequence[Outcome]:
        def stage(loaded: Loaded, staged: Staged) -> Staged:
            loaded.require(selection)
            stager = Stager(self._options, loaded, staged)
            for write in batch:
                stager.stage(write)
            for index, ref in staged.refs.items():
                if isinstance(batch[index], Create):
                    prepared(index, ref)
            return staged

        loaded, staged = self._storage.replace(selection.table, stage)
        return [
            outcome or _done(loaded, selection, staged.refs[index], gone=isinstance(batch[index], Delete))
            for index, outcome in enumerate(staged.outcomes)
        ]


def _announce(prepared: Prepared, start: int, index: int, ref: Ref) -> None:
    prepared(start + index, ref)


def _done(loaded: Loaded, selection: Selection, ref: Ref, *, gone: bool) -> Outcome:
    return Outcome(OutcomeStatus.DONE, None if gone else loaded.record(loaded.rows[ref], selection))
