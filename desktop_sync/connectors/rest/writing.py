"""Writes to one table: what may be written is, what may have been is looked up, and nothing is taken for done on a status alone."""

import copy
import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from desktop_sync.connectors.grouping import leave, make_all
from desktop_sync.connectors.http import AnswerLostError
from desktop_sync.connectors.rest.codecs import UnwritableError
from desktop_sync.connectors.rest.format_table import CreateCall, Guard, GuardKind, Second
from desktop_sync.connectors.rest.format_table import Write as WriteCall
from desktop_sync.connectors.rest.paging import Row
from desktop_sync.connectors.rest.paths import as_text
from desktop_sync.connectors.rest.reading import Reader, alike, same
from desktop_sync.connectors.rest.sending import NOT_TOLD, Sender, Task, Verdict, refused
from desktop_sync.connectors.rest.session import Refused, TroubleError
from desktop_sync.errors import DesktopSyncError, Retriable
from desktop_sync.model.record import Create, Delete, Outcome, OutcomeStatus, Prepared, Ref, Update, Write
from desktop_sync.model.values import MISSING, Value, is_blank

S = OutcomeStatus
_A_JOB_S = 10.0
"""In seconds, how long a job is given to make a record that is looked for."""
_NOT_TAKEN = frozenset({403, 404, 405, 406, 501})
"""How hosts answer a call that they don't let through, whatever is in it."""


def guarded(guard: Guard, call: WriteCall) -> bool:
    """Whether this call carries the version that it is for."""
    names = frozenset(name for text in (*call.query.values(), *call.headers.values()) for name in text.names)
    names |= frozenset(name for body in (call.body, call.row) if body is not None for name in body.names)
    return guard.kind is GuardKind.HEADER or "version" in names


class Writer:
    """Makes one batch of writes on one table."""

    def __init__(self, reader: Reader, batch: Sequence[Write], prepared: Prepared) -> None:
        self._reader, self._batch, self._prepared = reader, batch, prepared
        self._spec, self._table = reader.spec, reader.table
        self._outcomes: dict[int, Outcome] = {}
        self._rows: dict[int, Row] = {}
        self._tried: set[int] = set()
        """Writes that the system once answered with trouble of its own, or not at all; the second time is the last."""
        skew_s = reader.session.http.skew_s
        self._since = None if skew_s is None else reader.session.options.now() + dt.timedelta(seconds=skew_s)
        """When it began, by the system's clock."""

    def run(self) -> Sequence[Outcome]:
        """The outcomes, in order. Raises only when nothing was written."""
        return make_all(self._batch, self._outcomes, self._make)

    def _make(self, group: Sequence[int]) -> None:
        first = self._batch[group[0]]
        deed = "create" if isinstance(first, Create) else "update" if isinstance(first, Update) else "delete"
        call: WriteCall | None = getattr(self._spec, deed)
        if call is None:
            self._end(group, S.REJECTED, f"“{self._table.label}” offers no way to {deed} records.")
            return
        standing = group if deed == "create" else self._standing(group, call)
        tasks = [task for index in standing if (task := self._task(index, call)) is not None]
        if isinstance(call, CreateCall) and call.unless:
            tasks = [task for task in tasks if not self._twin(task, call)]
        sender = self._sender(call, deed)
        done: dict[int, Verdict] = {}
        for chunk in sender.chunks(tasks):
            try:
                each = sender.for_few(len(chunk))
                for some in [[task] for task in chunk] if each is not None else [chunk]:
                    self._send(each or sender, some, deed, done)
            except DesktopSyncError as error:
                if not done and not self._outcomes:
                    raise
                # What the calls before this one have made stands, and is told; the rest is for later.
                leave((one.index for one in tasks if one.index not in done), self._outcomes, error)
                break
        self._confirm(done)

    def _sender(self, call: WriteCall, deed: str) -> Sender:
        sender = Sender(self._reader, call, deed)
        unwilling = (self._table.name, deed) in self._reader.session.one_by_one
        return (sender.alone() if unwilling else None) or sender

    # before ---------------------------------------------------------------------------------------------------------

    def _standing(self, group: Sequence[int], call: WriteCall) -> Sequence[int]:
        """Those whose records are as expected. Where the system refuses stale writes by itself it is not asked first."""
        expected = {i: write.expected for i in group if not isinstance(write := self._batch[i], Create)}
        compared = self._spec.guard.kind is GuardKind.COMPARE or not guarded(self._spec.guard, call)
        if not compared and not call.whole and all(one.version for one in expected.values()):
            return group
        rows = self._reader.rows([one.ref for one in expected.values()])
        standing = []
        for index, one in expected.items():
            row = rows.get(one.ref)
            if row is not None and self._spec.guard.fresh and self._spec.by_ids is not None:
                row = self._reader.one(one.ref)  # with its version, which the call for several does not tell
            if row is None or not self._as_expected(row, one.values) or self._newer(row, one.version, compared):
                self._outcomes[index] = Outcome(S.STALE)
            else:
                self._rows[index] = row
                standing.append(index)
        return standing

    def _newer(self, row: Row, version: str | None, compared: bool) -> bool:
        return not compared and version is not None and self._table.version(row) != version

    def _as_expected(self, row: Row, values: Mapping[str, Value]) -> bool:
        return all(same(self._reader.view.value(row, name), value) for name, value in values.items())

    def _task(self, index: int, call: WriteCall) -> Task | None:
        """What is sent for a write; None, and rejected, for one that can't be."""
        write = self._batch[index]
        row = self._rows.get(index)
        ref = None if isinstance(write, Create) else write.expected.ref
        token = write.token if isinstance(write, Create) else str(ref)
        version = None if isinstance(write, Create) else write.expected.version
        given: dict[str, Any] = {"token": token, "id": None, "changed": {}, "all": {}}
        if ref is not None:
            version = version or (self._table.version(row) if row else None)
            given |= {"id": self._table.id_of(ref), "version": self._version(version)}
        elif isinstance(call, CreateCall) and call.new_id:
            ref = Ref(str(uuid.uuid4()))
            given["id"] = str(ref)
        if not isinstance(write, Delete):
            try:
                values = write.values
                if isinstance(call, CreateCall) and not call.blanks:
                    values = {name: value for name, value in values.items() if not is_blank(value)}
                given["changed"] = self._encoded(values, blanks=isinstance(write, Update))
                given["all"] = self._whole(row, write.values, given["changed"])
                if self._table.hook is not None:
                    told = ("changed", "all") if call.whole or row is None else ("changed",)
                    making = isinstance(write, Create)
                    given |= {name: self._table.hook.sent(given[name], row, creating=making) for name in told}
                given["names"] = as_text([name for name in given["changed"] if name not in {"etag", "metadata"}])
            except UnwritableError as error:
                self._outcomes[index] = Outcome(S.REJECTED, words=str(error))
                return None
        return Task(index, ref, token, given)

    def _version(self, version: str | None) -> Any:
        number = self._spec.version_number and version is not None and version.isdigit()
        return int(version or 0) if number else version

    def _encoded(self, values: Mapping[str, Value], *, blanks: bool) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, value in values.items():
            column = self._table.columns[name]
            if column.inner is None:
                raise UnwritableError(f"“{name}” can't be written.")
            try:
                data = column.write(value)
            except UnwritableError as error:
                raise UnwritableError(f"“{name}” {error}") from error
            if data is not MISSING and (blanks or data is not None):
                column.inner.put(made, data)
        return made

    def _whole(self, row: Row | None, values: Mapping[str, Value], changed: dict[str, Any]) -> dict[str, Any]:
        """The record's fields with the changes, for systems that replace a record whole."""
        if row is None:
            return changed
        found = self._spec.fields_at.found(row)
        made: dict[str, Any] = copy.deepcopy(found) if isinstance(found, dict) else {}
        for name, column in self._table.columns.items():
            inner = column.path.within(self._spec.fields_at)
            if column.inner is None and inner is not None and len(inner.parts) == 1:
                made.pop(inner.parts[0], None)
            elif name in values and column.inner is not None:
                data = column.inner.get(changed)
                column.inner.put(made, None if data is MISSING else data)
        return made

    def _twin(self, task: Task, call: CreateCall) -> bool:
        """Whether a record with the same value is there already; the create is refused then."""
        write = self._batch[task.index]
        assert isinstance(write, Create)
        for name in call.unless:
            if write.values.get(name) not in {None, ""} and self._reader.find({name: write.values[name]}, None):
                self._end([task.index], S.REJECTED, f"There is a record with this “{name}” already.")
                return True
        return False

    # sending --------------------------------------------------------------------------------------------------------

    def _send(self, sender: Sender, tasks: Sequence[Task], deed: str, done: dict[int, Verdict]) -> None:
        """Send them in one call; in halves where the system refuses it as a whole."""
        if not tasks:
            return
        self._announce(tasks, deed)
        try:
            verdicts = sender.send(tasks)
        except TroubleError as error:
            self._trouble(sender, tasks, deed, done, error)
        except AnswerLostError as error:
            self._end([task.index for task in tasks], S.UNKNOWN, str(error))
        except Retriable as error:
            self._end([task.index for task in tasks], S.RETRY, str(error))
        except Refused as error:
            self._refusal(sender, tasks, deed, done, error)
        else:
            untold = [task for task, verdict in zip(tasks, verdicts, strict=True) if verdict.status is None]
            self._look_up(sender, untold, deed, done)
            for task, verdict in zip(tasks, verdicts, strict=True):
                if verdict.status is not None:
                    self._take(sender, task, verdict, deed, done)

    def _announce(self, tasks: Sequence[Task], deed: str) -> None:
        for task in tasks:
            if deed == "create" and task.ref is not None and task.index not in self._tried:
                self._prepared(task.index, task.ref)

    def _refusal(
        self, sender: Sender, tasks: Sequence[Task], deed: str, done: dict[int, Verdict], error: Refused
    ) -> None:
        """One by one by another call where this one is not let through, whatever is in it; else in halves, to find who is meant."""
        alone = sender.alone() if error.status in _NOT_TAKEN else None
        if alone is not None:
            self._reader.session.one_by_one.add((self._table.name, deed))
            for task in tasks:
                self._send(alone, [task], deed, done)
        elif len(tasks) > 1:
            half = len(tasks) // 2
            self._send(sender, tasks[:half], deed, done)
            self._send(sender, tasks[half:], deed, done)
        else:
            self._take(sender, tasks[0], refused(error.kind, deed, error.words), deed, done)

    def _take(self, sender: Sender, task: Task, verdict: Verdict, deed: str, done: dict[int, Verdict]) -> None:
        if verdict.status is S.DONE and sender.second is not None:
            try:
                verdict = self._seconded(sender.second, task, verdict)
            except DesktopSyncError as error:  # the first call was made; whether the second was shows at the next look
                self._end([task.index], S.UNKNOWN, str(error))
                return
        if verdict.status is S.DONE:
            ref = verdict.ref if deed == "create" and task.ref is None else task.ref
            row = self._completed(task, verdict.row) if sender.partial else verdict.row
            done[task.index] = Verdict(S.DONE, ref, row) if ref is not None or deed == "delete" else NOT_TOLD
        elif verdict.status is None:
            self._look_up(sender, [task], deed, done)
        else:
            self._outcomes[task.index] = Outcome(verdict.status, words=verdict.words)

    def _seconded(self, second: Second, task: Task, verdict: Verdict) -> Verdict:
        """What became of the write after the call that makes its value count, where that was needed."""
        write, session = self._batch[task.index], self._reader.session
        value = None if isinstance(write, Delete) else write.values.get(second.field)
        if is_blank(value):
            return verdict
        row = verdict.row if verdict.row is not None else self._standing_now(task)
        if row is None or alike(self._reader.view.value(row, second.field), value):
            return verdict
        given = {**self._reader.given, **task.given}
        try:
            there = second.find.at.found(session.call(second.find, given).data)
            for one in there if isinstance(there, list) else ():
                if alike(as_text(second.by.found(one)), as_text(value)):
                    session.call(second, {**given, "found": as_text(second.found.found(one))}, "update")
                    return Verdict(S.DONE, verdict.ref)
        except Refused:  # the record shows what it is
            pass
        return verdict

    def _completed(self, task: Task, row: Row | None) -> Row | None:
        """The record as it was read right before, with what the answer shows of it; None if that is not all that was sent."""
        before, write = self._rows.get(task.index), self._batch[task.index]
        if row is None or before is None or isinstance(write, Delete):
            return None
        if any(self._table.columns[name].path.get(row) is MISSING for name in write.values):
            return None
        made, at = {**before, **row}, self._spec.fields_at
        if at.parts:
            at.put(made, {**(at.found(before) or {}), **(at.found(row) or {})})
        return made

    def _look_up(self, sender: Sender, tasks: Sequence[Task], deed: str, done: dict[int, Verdict]) -> None:
        """The answer says nothing of these. Done if the record shows it, whatever the status was; sent once more by itself if it is
        as it was. A second time means that the system will not do it.
        """
        refs = [task.ref for task in tasks if task.ref is not None]
        rows = self._reader.rows(refs) if refs else {}
        for task in tasks:
            row = rows.get(task.ref) if task.ref is not None else None
            if row is not None and deed != "delete" and self._shows(task, row):
                done[task.index] = Verdict(S.DONE, task.ref, row)
            elif row is None and deed == "delete":
                done[task.index] = Verdict(S.DONE)
            elif row is None or not self._as_it_was(task, row):
                self._end([task.index], S.UNKNOWN, "The system's answer does not mention this record.")
            elif task.index in self._tried:
                self._end([task.index], S.REJECTED, "The system takes the change, but does not make it.")
            else:
                self._tried.add(task.index)
                self._send(sender.alone() or sender, [task], deed, done)

    def _as_it_was(self, task: Task, row: Row) -> bool:
        write = self._batch[task.index]
        return not isinstance(write, Create) and self._as_expected(row, write.expected.values)

    def _standing_now(self, task: Task) -> Row | None:
        return None if task.ref is None else self._reader.rows([task.ref]).get(task.ref)

    def _shows(self, task: Task, row: Row) -> bool:
        write = self._batch[task.index]
        values = {} if isinstance(write, Delete) else write.values
        return all(alike(self._reader.view.value(row, name), value) for name, value in values.items())

    def _trouble(
        self, sender: Sender, tasks: Sequence[Task], deed: str, done: dict[int, Verdict], error: TroubleError
    ) -> None:
        """The system answered “500”. What it did is looked up; what it did not is sent once more, by itself.

        A second time means that it is for ever, if the system is well otherwise: it answers what was looked up.
        """
        if error.status != 500:  # something in between speaks: it can't know, and the system may be at it still
            self._end([task.index for task in tasks], S.UNKNOWN, error.words or str(error))
            return
        if sender.in_jobs:  # it may have been taken on all the same, and be done in a moment
            self._reader.session.options.wait(_A_JOB_S)
        for task in tasks:
            try:
                state = self._state(task, deed)
            except DesktopSyncError:
                state = S.UNKNOWN
            if state is S.DONE:
                done[task.index] = Verdict(S.DONE, task.ref)
            elif state is S.UNKNOWN:
                self._end([task.index], S.UNKNOWN, error.words or str(error))
            elif task.index in self._tried:
                self._end([task.index], S.REJECTED, error.words or str(error))
            else:
                self._tried.update([task.index] if len(tasks) == 1 else [])
                self._send(sender, [task], deed, done)

    def _state(self, task: Task, deed: str) -> OutcomeStatus:
        """DONE, RETRY (nothing was done) or UNKNOWN."""
        write = self._batch[task.index]
        if isinstance(write, Create) and task.ref is None:
            filled = {name: value for name, value in write.values.items() if value not in {None, ""}}
            return S.UNKNOWN if self._reader.find(filled, self._since) else S.RETRY
        row = self._standing_now(task)
        if row is None:
            return S.DONE if deed == "delete" else S.RETRY
        if deed == "delete":
            return S.RETRY
        if self._shows(task, row):
            return S.DONE
        expected = write.expected.values if isinstance(write, Update) else {}
        return S.RETRY if expected and self._as_expected(row, expected) else S.UNKNOWN

    # after ----------------------------------------------------------------------------------------------------------

    def _confirm(self, done: Mapping[int, Verdict]) -> None:
        """Read back what was written: that, and nothing else, is what the system holds."""
        for index in done:
            if isinstance(self._batch[index], Delete):
                self._outcomes[index] = Outcome(S.DONE)
        written = {i: one for i, one in done.items() if i not in self._outcomes}
        unread = [one.ref for one in written.values() if one.row is None and one.ref is not None]
        try:
            rows = self._reader.rows(unread) if unread else {}
        except DesktopSyncError as error:  # it is made, but what the system holds now could not be read
            rows = {}
            unreadable = str(error)
        else:
            unreadable = "What was written can't be read back yet."
        for index, one in written.items():
            row = one.row if one.row is not None else rows.get(one.ref or Ref(""))
            if row is None:
                self._end([index], S.UNKNOWN, unreadable)
            else:
                self._outcomes[index] = Outcome(S.DONE, self._reader.view.record(row))

    def _end(self, indexes: Sequence[int], status: OutcomeStatus, words: str) -> None:
        for index in indexes:
            self._outcomes[index] = Outcome(status, words=words)
