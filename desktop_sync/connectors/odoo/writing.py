"""Writes to a model. Creates go through `load`, which knows records by an external id: a repeated call makes none twice."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from desktop_sync.connectors.http import AnswerLostError
from desktop_sync.connectors.odoo.reading import EVERYTHING, Reader, Row, same
from desktop_sync.connectors.odoo.rpc import Refused, Rpc
from desktop_sync.connectors.odoo.tables import RejectedValue, cell, column, encode
from desktop_sync.errors import DesktopSyncError, Retriable
from desktop_sync.model.record import Create, Delete, Outcome, OutcomeStatus, Ref, Update, Write
from desktop_sync.model.values import is_blank

_GROUP = 10
"""So many records are looked at before they are written: Odoo has no conditional write, so the look comes shortly before."""
_IMPORT = {"tz": "UTC", "mode": "update", "noupdate": True}
"""`load` reads date-times in the context's time zone. In this mode it leaves a record that is there already as it is, edits and all; else
it would write it anew."""
Job = tuple[int, Mapping[str, str]]


class Writer:
    """Makes one batch of writes on one table."""

    def __init__(self, rpc: Rpc, reader: Reader, batch: Sequence[Write]) -> None:
        self._rpc, self._reader, self._batch = rpc, reader, batch
        self._model = reader.table.name
        self._outcomes: dict[int, Outcome] = {}
        self._written: dict[int, Ref] = {}

    def run(self) -> Sequence[Outcome]:
        """The outcomes, in order. Raises only when nothing was written."""
        creates = [index for index, write in enumerate(self._batch) if isinstance(write, Create)]
        others = [index for index, write in enumerate(self._batch) if not isinstance(write, Create)]
        steps = [(self._create, creates)] if creates else []
        steps += [(self._edit, others[start : start + _GROUP]) for start in range(0, len(others), _GROUP)]
        for step, indexes in steps:
            try:
                step(indexes)
            except DesktopSyncError as error:
                if not self._outcomes:
                    raise
                for index in indexes:
                    self._outcomes.setdefault(index, Outcome(OutcomeStatus.RETRY, words=str(error)))
        self._confirm()
        return [self._outcomes[index] for index in range(len(self._batch))]

    # creates
    def _create(self, indexes: Sequence[int]) -> None:
        groups: dict[tuple[str, ...], list[Job]] = {}
        for index in indexes:
            try:
                cells = self._cells(index)
            except RejectedValue as error:
                self._outcomes[index] = Outcome(OutcomeStatus.REJECTED, words=str(error))
                continue
            # A cell that is left empty would overrule Odoo's default: only records with the same fields go together, which is slow.
            groups.setdefault(tuple(cells), []).append((index, cells))
        for jobs in groups.values():
            self._load(jobs)

    def _cells(self, index: int) -> Mapping[str, str]:
        write = self._batch[index]
        assert isinstance(write, Create)
        kinds = self._reader.table.kinds
        cells = {"id": "__import__.desktop_sync_" + hashlib.sha256(write.token.encode()).hexdigest()[:32]}
        for name, value in write.values.items():
            if not is_blank(value) or name in self._reader.table.empty:
                cells[column(name, kinds[name])] = cell(name, kinds[name], value)
        return cells

    def _load(self, jobs: Sequence[Job]) -> None:
        """Make the records in one call. Odoo makes all or none: those that it names are tried alone, after the others."""
        if not jobs:
            return
        try:
            data = [list(cells.values()) for _, cells in jobs]
            result = self._rpc.call(
                self._model, "load", context={**EVERYTHING, **_IMPORT}, fields=list(jobs[0][1]), data=data
            )
        except (AnswerLostError, Retriable, Refused) as error:
            self._end([index for index, _ in jobs], error)
            return
        ids = result.get("ids")
        if ids and len(ids) == len(jobs):
            self._written |= {index: Ref(str(one)) for (index, _), one in zip(jobs, ids, strict=True)}
            for index, _ in jobs:
                self._outcomes[index] = Outcome(OutcomeStatus.DONE)
            return
        if len(jobs) == 1:
            self._outcomes[jobs[0][0]] = Outcome(OutcomeStatus.REJECTED, words=_words(result))
            return
        # Of two rows that are too alike it names both, and sometimes none.
        named = _named(result, len(jobs)) or range(len(jobs))
        self._load([job for place, job in enumerate(jobs) if place not in named])
        for place in named:
            self._load([jobs[place]])

    # updates and deletes
    def _edit(self, indexes: Sequence[int]) -> None:
        refs = {index: write.expected.ref for index in indexes if not isinstance(write := self._batch[index], Create)}
        rows = dict(self._reader.rows(list(refs.values())))
        for index, ref in refs.items():
            if ref in self._written.values():  # written in this very batch
                rows.pop(ref, None)
                rows |= self._reader.rows([ref])
            row = rows.get(ref)
            if row is None or not self._stands(row, index):
                self._outcomes[index] = Outcome(OutcomeStatus.STALE)
                continue
            try:
                self._outcomes[index] = self._one(index, row)
            except RejectedValue as error:
                self._outcomes[index] = Outcome(OutcomeStatus.REJECTED, words=str(error))
            except (AnswerLostError, Retriable, Refused) as error:
                self._end([index], error)
            if self._outcomes[index].status is OutcomeStatus.DONE:
                self._written[index] = ref

    def _stands(self, row: Row, index: int) -> bool:
        """Whether the record is as expected, by values: `write_date` moves with every recomputation, and only by the second."""
        write = self._batch[index]
        assert not isinstance(write, Create)
        return all(same(self._reader.value(row, name), value) for name, value in write.expected.values.items())

    def _one(self, index: int, row: Row) -> Outcome:
        write = self._batch[index]
        if isinstance(write, Delete):
            self._rpc.call(self._model, "unlink", ids=[row["id"]])
            return Outcome(OutcomeStatus.DONE)
        assert isinstance(write, Update)
        kinds = self._reader.table.kinds
        # What stays as it is isn't sent: it would move `write_date` and set off what Odoo does on changes.
        # The field that archives a record may be none of the mapped ones: it is not in the row.
        changed = {
            name: value
            for name, value in write.values.items()
            if name not in row or not same(self._reader.value(row, name), value)
        }
        vals: dict[str, Any] = {name: encode(name, kinds[name], value) for name, value in changed.items()}
        if vals:
            self._rpc.call(self._model, "write", ids=[row["id"]], context=EVERYTHING, vals=vals)
        return Outcome(OutcomeStatus.DONE)

    def _end(self, indexes: Sequence[int], error: DesktopSyncError | Refused) -> None:
        if isinstance(error, Refused):
            status = OutcomeStatus.STALE if error.missing and self._is_gone(indexes) else OutcomeStatus.REJECTED
        else:
            status = OutcomeStatus.UNKNOWN if isinstance(error, AnswerLostError) else OutcomeStatus.RETRY
        for index in indexes:
            self._outcomes[index] = Outcome(status, words=error.words if isinstance(error, Refused) else str(error))

    def _is_gone(self, indexes: Sequence[int]) -> bool:
        """Whether the record itself is missing, not one that a value of it refers to: Odoo has one error for both."""
        refs = [one.expected.ref for index in indexes if not isinstance(one := self._batch[index], Create)]
        return bool(refs) and not self._reader.rows(refs)

    def _confirm(self) -> None:
        """Put what Odoo now holds into the outcomes."""
        written = {index: ref for index, ref in self._written.items() if not isinstance(self._batch[index], Delete)}
        if not written:
            return
        try:
            rows = self._reader.rows(list(written.values()))
        except DesktopSyncError as error:  # it is made, but what Odoo holds now could not be read
            for index in written:
                self._outcomes[index] = Outcome(OutcomeStatus.UNKNOWN, words=str(error))
            return
        for index, ref in written.items():
            row = rows.get(ref)
            self._outcomes[index] = Outcome(OutcomeStatus.DONE, None if row is None else self._reader.record(row))


def _named(result: Mapping[str, Any], count: int) -> Sequence[int]:
    """The rows that Odoo names as faulty."""
    errors = [one for one in result.get("messages") or () if one.get("type") == "error"]
    places = {(one.get("rows") or {}).get("from", one.get("record")) for one in errors}
    return sorted(place for place in places if isinstance(place, int) and place < count)


def _words(result: Mapping[str, Any]) -> str:
    words = [str(one.get("message")) for one in result.get("messages") or () if one.get("message")]
    return " ".join(words) or "Odoo refuses the record."
