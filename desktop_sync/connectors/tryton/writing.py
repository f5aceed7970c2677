"""Writes to a model. Tryton makes a call in one transaction; a refused batch is split to find the bad record in it."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from desktop_sync.connectors.grouping import leave, make_all
from desktop_sync.connectors.http import AnswerLostError
from desktop_sync.connectors.tryton.reading import EVERYTHING, Reader, Row, same
from desktop_sync.connectors.tryton.rpc import Refused, Rpc
from desktop_sync.connectors.tryton.tables import Part
from desktop_sync.errors import DesktopSyncError, Retriable
from desktop_sync.model.record import Create, Delete, Outcome, OutcomeStatus, Ref, Update, Write
from desktop_sync.model.values import Value, is_blank

Job = tuple[int, Any]
"""A write's index in the batch, and what Tryton is asked."""
Done = dict[int, Ref | None]
"""What was made: index in the batch → ref; None for what was deleted."""


class RejectedValue(Exception):
    """A value that can't be sent; the words say why."""


class Writer:
    """Makes one batch of writes on one table."""

    def __init__(self, rpc: Rpc, reader: Reader, batch: Sequence[Write]) -> None:
        self._rpc, self._reader, self._batch = rpc, reader, batch
        self._model = reader.table.name
        self._outcomes: dict[int, Outcome] = {}
        self._codes: dict[tuple[str, str], int | None] = {}
        self._rows: dict[int, Row] = {}

    def run(self) -> Sequence[Outcome]:
        """The outcomes, in order. Raises only when nothing was written."""
        return make_all(self._batch, self._outcomes, self._make)

    def _make(self, group: Sequence[int]) -> None:
        first = self._batch[group[0]]
        jobs: list[Job]
        if isinstance(first, Create):
            send = self._create
            jobs = [(i, self._created(i)) for i in group if self._possible(i)]
        else:
            send = self._delete if isinstance(first, Delete) else self._update
            standing = self._standing(group)
            jobs = [(i, None if isinstance(first, Delete) else self._updated(i)) for i in standing if self._possible(i)]
        done: Done = {}
        try:
            self._send(jobs, send, done)
        except DesktopSyncError as error:
            if not done and not self._outcomes:
                raise
            # What the calls before this one have made stands, and is told.
            leave((index for index, _ in jobs if index not in done), self._outcomes, error)
        self._confirm(done)

    def _standing(self, group: Sequence[int]) -> Sequence[int]:
        """Those whose records are as expected. By values: contacts and addresses don't touch a party's timestamp."""
        expected = {i: write.expected for i in group if not isinstance(write := self._batch[i], Create)}
        rows = self._reader.rows([one.ref for one in expected.values()])
        standing = []
        for index, one in expected.items():
            row = rows.get(one.ref)
            if row is None or not all(same(self._reader.value(row, name), value) for name, value in one.values.items()):
                self._outcomes[index] = Outcome(OutcomeStatus.STALE)
            else:
                self._rows[index] = row
                standing.append(index)
        return standing

    def _possible(self, index: int) -> bool:
        """Whether the write's values can be sent at all; rejects it otherwise."""
        write = self._batch[index]
        if isinstance(write, Delete):
            return True
        try:
            self._values(write.values, self._rows.get(index))
        except RejectedValue as error:
            self._outcomes[index] = Outcome(OutcomeStatus.REJECTED, words=str(error))
            return False
        return True

    def _created(self, index: int) -> Mapping[str, Any]:
        write = self._batch[index]
        assert isinstance(write, Create)
        return {name: value for name, value in self._values(write.values, None).items() if value is not None}

    def _updated(self, index: int) -> Mapping[str, Any]:
        write = self._batch[index]
        assert isinstance(write, Update)
        return self._values(write.values, self._rows[index])

    def _values(self, values: Mapping[str, Value], row: Row | None) -> Mapping[str, Any]:
        plain: dict[str, Any] = {}
        address: dict[str, Any] = {}
        contacts: list[Any] = []
        for name, value in values.items():
            part = self._reader.parts.get(name)
            if part is None:
                plain[name] = self._plain(name, value)
            elif part.mechanism:
                contacts += self._contact(part, value, row)
            else:
                column = part.column.partition(".")[0]
                address[column] = self._code(part, value) if "." in part.column else value
        if contacts:
            plain["contact_mechanisms"] = contacts
        if address:
            plain |= self._address(address, row)
        return plain

    def _plain(self, name: str, value: Value) -> Any:
        kind = self._reader.table.kinds.get(name)
        if kind == "char" and isinstance(value, str) and ("\n" in value or "\r" in value):
            raise RejectedValue(f"“{name}” holds one line only; the value has a line break.")
        if isinstance(value, str) and "\0" in value:
            raise RejectedValue(f"“{name}” can't hold a NUL character.")
        if kind in {"many2one", "one2one"} and value is not None:
            if not str(value).isdigit():
                raise RejectedValue(f"“{name}” takes the id of another record.")
            return int(str(value))
        if kind in {"numeric", "float"} and isinstance(value, int) and not isinstance(value, bool):
            return float(value) if kind == "float" else Decimal(value)
        return None if is_blank(value) else value

    def _contact(self, part: Part, value: Value, row: Row | None) -> list[Any]:
        there = self._reader.child(row, part) if row is not None else None
        if isinstance(value, str) and "\n" in value:
            raise RejectedValue(f"“{part.name}” holds one line only; the value has a line break.")
        if is_blank(value):
            return [["delete", [there["id"]]]] if there else []
        if there:
            return [["write", [there["id"]], {"value": value}]]
        return [["create", [{"type": part.mechanism, "value": value}]]]

    def _address(self, values: Mapping[str, Any], row: Row | None) -> Mapping[str, Any]:
        # An address is emptied, not deleted: sales and invoices may refer to it.
        part = next(part for part in self._reader.parts.values() if part.column)
        there = self._reader.child(row, part) if row is not None else None
        if there:
            return {"addresses": [["write", [there["id"]], dict(values)]]}
        filled = {name: value for name, value in values.items() if not is_blank(value)}
        return {"addresses": [["create", [filled]]]} if filled else {}

    def _code(self, part: Part, value: Value) -> int | None:
        """The id of a country or a subdivision by its code."""
        if is_blank(value):
            return None
        key = (part.name, str(value))
        if key not in self._codes:
            found = self._rpc.call(f"country.{part.name}", "search", [["code", "=", str(value).upper()]], 0, 1, None)
            self._codes[key] = found[0] if found else None
        if self._codes[key] is None:
            raise RejectedValue(
                f"Tryton knows no {part.name} with the code “{value!s}”. Load its countries, or correct the code."
            )
        return self._codes[key]

    def _send(self, jobs: Sequence[Job], send: Callable[[Sequence[Job]], Done], done: Done) -> None:
        """Send the jobs in one call, or in halves where Tryton refuses it; those that were made are put into `done`."""
        if not jobs:
            return
        try:
            done |= send(jobs)
        except AnswerLostError as error:
            self._end(jobs, OutcomeStatus.UNKNOWN, str(error))
        except Retriable as error:
            self._end(jobs, OutcomeStatus.RETRY, str(error))
        except Refused as error:
            if len(jobs) > 1:
                half = len(jobs) // 2
                self._send(jobs[:half], send, done)
                self._send(jobs[half:], send, done)
                return
            self._end(jobs, OutcomeStatus.STALE if error.concurrent else OutcomeStatus.REJECTED, error.words)

    def _end(self, jobs: Sequence[Job], status: OutcomeStatus, words: str) -> None:
        for index, _ in jobs:
            self._outcomes[index] = Outcome(status, words=words)

    def _create(self, jobs: Sequence[Job]) -> Done:
        ids = self._rpc.call(self._model, "create", [values for _, values in jobs])
        return {index: Ref(str(one)) for (index, _), one in zip(jobs, ids, strict=True)}

    def _update(self, jobs: Sequence[Job]) -> Done:
        parameters: list[Any] = []
        for index, values in jobs:
            parameters += [[self._rows[index]["id"]], values]
        self._rpc.call(self._model, "write", *parameters, context=self._guard(jobs))
        return {index: Ref(str(self._rows[index]["id"])) for index, _ in jobs}

    def _delete(self, jobs: Sequence[Job]) -> Done:
        self._rpc.call(self._model, "delete", [self._rows[index]["id"] for index, _ in jobs], context=self._guard(jobs))
        return {index: None for index, _ in jobs}

    def _guard(self, jobs: Sequence[Job]) -> Mapping[str, Any]:
        """The timestamps with which Tryton refuses the call when somebody was faster; as sent, never computed."""
        stamps: dict[str, str] = {}
        for index, _ in jobs:
            row = self._rows[index]
            stamps[f"{self._model},{row['id']}"] = row["_timestamp"]
            for child, model in (("contact_mechanisms", "party.contact_mechanism"), ("addresses", "party.address")):
                if child in self._reader.children:
                    stamps |= {f"{model},{one['id']}": one["_timestamp"] for one in row[f"{child}."] or ()}
        return {**EVERYTHING, "_timestamp": stamps}

    def _confirm(self, done: Done) -> None:
        for index, ref in done.items():
            if ref is None:
                self._outcomes[index] = Outcome(OutcomeStatus.DONE)
        written = {index: ref for index, ref in done.items() if ref is not None}
        if not written:
            return
        try:
            rows = self._reader.rows(list(written.values()))
        except DesktopSyncError as error:  # it is made, but what Tryton holds now could not be read
            self._end([(index, None) for index in written], OutcomeStatus.UNKNOWN, str(error))
            return
        for index, ref in written.items():
            row = rows.get(ref)
            self._outcomes[index] = Outcome(OutcomeStatus.DONE, None if row is None else self._reader.record(row))
