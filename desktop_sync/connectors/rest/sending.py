"""One write call: what is sent for each record, and what the answer says of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from desktop_sync.connectors.http import AnswerLostError
from desktop_sync.connectors.rest.answers import Answer, Judge, Refused
from desktop_sync.connectors.rest.format import ErrorClass
from desktop_sync.connectors.rest.format_calls import Call
from desktop_sync.connectors.rest.format_table import Align, CreateCall, GuardKind, Job, Results, Write
from desktop_sync.connectors.rest.paging import Row
from desktop_sync.connectors.rest.paths import Path, as_text, is_count
from desktop_sync.connectors.rest.reading import Reader
from desktop_sync.connectors.rest.session import Request, encoded
from desktop_sync.errors import DesktopSyncError, Retriable
from desktop_sync.model.record import OutcomeStatus, Ref

E = ErrorClass
_SLOWER_AFTER = 5
"""So often a job is asked for at its usual pace; then more and more seldom."""


@dataclass(slots=True)
class Task:
    """One write under way. `given`: what its texts may hold."""

    index: int
    ref: Ref | None
    token: str
    given: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one write. `status` None: the answer does not mention it. `again_s`: it was not done, and may be sent again after so
    many seconds, where that is known.
    """

    status: OutcomeStatus | None
    ref: Ref | None = None
    row: Row | None = field(default=None, repr=False)
    words: str = field(default="", repr=False)
    again_s: float | None = None


NOT_TOLD = Verdict(None)


def refused(kind: ErrorClass | None, deed: str, words: str) -> Verdict:
    """What a refusal means for the record."""
    if kind in {E.CONFLICT, E.NOT_FOUND_GONE} and deed != "create":
        return Verdict(OutcomeStatus.STALE, words=words)
    if kind in {E.THROTTLE, E.TRANSIENT, E.QUOTA_EXHAUSTED, E.AUTH_EXPIRED}:
        return Verdict(OutcomeStatus.RETRY, words=words)
    if kind is E.AMBIGUOUS:
        return NOT_TOLD
    return Verdict(OutcomeStatus.REJECTED, words=words)


class Sender:
    """Sends tasks of one deed (create, update, delete)."""

    def __init__(self, reader: Reader, write: Write, deed: str) -> None:
        self._reader, self._write, self._deed = reader, write, deed
        self._session = reader.session
        self.partial = write.results is not None and write.results.partial
        self.second = write.second
        self.in_jobs = write.job is not None

    def alone(self) -> "Sender | None":
        """For each record by itself, where the manifest tells how."""
        one = self._write.alone
        if one is None:
            return None
        call = {part.name: getattr(one, part.name) for part in fields(Call)}
        return Sender(
            self._reader, CreateCall(**call, record=one.record, id=one.id, second=self._write.second), self._deed
        )

    def chunks(self, tasks: Sequence[Task]) -> list[Sequence[Task]]:
        """As many at once as the system takes, by their number and their bytes."""
        made: list[Sequence[Task]] = []
        chunk: list[Task] = []
        size = 0
        for task in sorted(tasks, key=_fields) if self._write.same_fields else tasks:
            bytes_ = len(encoded(self._row(task))) if self._write.max_bytes and self._write.row is not None else 0
            other = chunk and self._write.same_fields and _fields(task) != _fields(chunk[0])
            full = (
                len(chunk) >= self._write.max
                or other
                or (chunk and size + bytes_ > (self._write.max_bytes or size + bytes_))
            )
            if full:
                made.append(chunk)
                chunk, size = [], 0
            chunk.append(task)
            size += bytes_
        return [*made, chunk] if chunk else made

    def for_few(self, count: int) -> "Sender | None":
        """For each record by itself, where so few of them are not worth a call for several."""
        return self.alone() if count < self._write.few else None

    def _row(self, task: Task) -> Any:
        assert self._write.row is not None
        return self._write.row.value({**self._session.settings, **self._reader.given, **task.given})

    def request(self, tasks: Sequence[Task]) -> Request:
        """The call for these."""
        given = {**self._reader.given, "count": len(tasks), "ids": [task.given["id"] for task in tasks]}
        given |= tasks[0].given
        if self._write.row is not None:
            given["rows"] = [self._row(task) for task in tasks]
            given["rows_by_id"] = {
                as_text(task.given["id"]): row for task, row in zip(tasks, given["rows"], strict=True)
            }
        request = self._session.request(self._write, given, self._deed)
        guard = self._reader.spec.guard
        if guard.kind is GuardKind.HEADER and self._deed != "create" and self._write.row is None:
            request.headers[guard.send] = guard.value.fill(tasks[0].given)
        request.repeat = bool(getattr(self._write, "idempotent", False))
        return request

    def send(self, tasks: Sequence[Task]) -> Sequence[Verdict]:
        """Send them and tell what became of each, in their order. Raises Refused, Retriable, AccountError, AnswerLostError."""
        verdicts = list(self._sent(tasks))
        for attempt in range(1, self._session.options.attempts):
            busy = [number for number, one in enumerate(verdicts) if one.again_s is not None]
            wait_s = max([verdicts[number].again_s or 0.0 for number in busy] + [0.5 * 2 ** (attempt - 1)])
            if not busy or wait_s > self._session.manifest.limits.longest_wait:
                break
            self._session.options.wait(wait_s)
            for number, one in zip(busy, self._sent_again([tasks[number] for number in busy]), strict=True):
                verdicts[number] = one
        return verdicts

    def _sent_again(self, tasks: Sequence[Task]) -> Sequence[Verdict]:
        """Those that the system had no time for. What stands of the others is not to be lost by what happens to these."""
        try:
            return self._sent(tasks)
        except AnswerLostError as error:
            verdict = Verdict(OutcomeStatus.UNKNOWN, words=str(error))
        except Retriable as error:
            verdict = Verdict(OutcomeStatus.RETRY, words=str(error))
        except Refused as error:
            verdict = refused(error.kind, self._deed, error.words)
        return [verdict] * len(tasks)

    def _sent(self, tasks: Sequence[Task]) -> Sequence[Verdict]:
        answer = self._session.send(self.request(tasks))
        if self._write.failed is not None and self._write.failed.found(answer.data):
            finding = self._session.judge.refusal(400, answer.data, self._deed)
            raise Refused(finding.kind or E.VALIDATION, answer.status, finding.words)
        if self._write.job is not None:
            answer = self._finished(self._write.job, answer)
        if self._write.results is None:
            return [self._alone(tasks[0], answer)]
        return _Lines(self._write.results, self._session.judge, self._deed, self._reader).told(answer, tasks)

    def _alone(self, task: Task, answer: Answer) -> Verdict:
        """A call for one record that was answered with success."""
        found = self._write.record.found(answer.data) if self._write.record is not None else None
        row = self._reader.fit([found])[0] if isinstance(found, dict) else None
        ref = task.ref
        if ref is None:
            path = getattr(self._write, "id", None)
            told = as_text(path.found(answer.data)) if path is not None else ""
            if not told:
                return NOT_TOLD
            ref = Ref(told)
        return Verdict(OutcomeStatus.DONE, ref, row)

    def _finished(self, job: Job, answer: Answer) -> Answer:
        """Wait for a job's end. Raises AnswerLostError where that is not to be learned: the system has taken it on, whatever answers since."""
        number, waited, asked = as_text(job.id.found(answer.data)), 0.0, 0
        while True:
            state = as_text(job.state.found(answer.data))
            if state in job.done or state in job.failed:
                return answer
            if waited >= job.patience or not number:
                raise AnswerLostError("The system has not finished what it was asked to do.", place=self._session.place)
            wait_s = job.every * max(1, asked + 1 - _SLOWER_AFTER)
            waited, asked = waited + wait_s, asked + 1
            try:
                self._session.options.wait(wait_s)
                answer = self._session.call(job.poll, {"job": number})
            except Retriable:
                continue
            except (Refused, DesktopSyncError) as error:
                what = "What the system was asked to do can't be followed to its end."
                raise AnswerLostError(what, place=self._session.place) from error


class _Lines:
    """The rows of an answer lined up with what was sent."""

    def __init__(self, results: Results, judge: Judge, deed: str, reader: Reader) -> None:
        self._results, self._judge, self._deed, self._reader = results, judge, deed, reader

    def told(self, answer: Answer, tasks: Sequence[Task]) -> Sequence[Verdict]:
        """A verdict for each."""
        results = self._results
        rows = results.at.found(answer.data)
        if isinstance(rows, dict) and results.align is Align.KEY:
            rows = [{**one, "$key": key} for key, one in rows.items() if isinstance(one, dict)]
        rows = rows if isinstance(rows, list) else []
        errors = results.failed_at.found(answer.data) if results.failed_at is not None else []
        failed, nameless = self._failed(errors if isinstance(errors, list) else [], tasks)
        if results.align is Align.ORDER and len(rows) + len(failed) != len(tasks):
            rows = []  # which is whose can't be known
        made = {index: self._verdict(row) for index, row in self._lined_up(rows, tasks, failed)}
        untold = [index for index in range(len(tasks)) if index not in failed and index not in made]
        if len(untold) == len(nameless) and len({one.status for one in nameless}) == 1:
            # Each of them was refused, and why is one of these.
            words = " ".join(dict.fromkeys(one.words for one in nameless))
            failed |= dict.fromkeys(untold, Verdict(nameless[0].status, words=words))
        return [failed.get(index) or made.get(index, NOT_TOLD) for index in range(len(tasks))]

    def _lined_up(
        self, rows: Sequence[Any], tasks: Sequence[Task], failed: Mapping[int, Verdict]
    ) -> list[tuple[int, Any]]:
        results = self._results
        if results.align is Align.ORDER:
            return list(zip([index for index in range(len(tasks)) if index not in failed], rows, strict=False))
        if results.align is Align.FIELD:
            named = self._by_field(tasks)
            told = [(_lower(results.field, row), row) for row in rows]
            return [(named[key], row) for key, row in told if key in named]
        if results.align is Align.INDEX:
            numbers = [(as_text(results.key.found(row)) if results.key is not None else "", row) for row in rows]
            return [(int(told), row) for told, row in numbers if is_count(told) and int(told) < len(tasks)]
        path = results.key if results.align is Align.KEY else results.echo
        names = _names(tasks, "id" if results.align is Align.KEY else "token")
        found = [(as_text(path.found(row)) if path is not None else "", row) for row in rows]
        lined = [(names[key], row) for key, row in found if key in names]
        if results.align is not Align.ECHO:
            return lined
        silent = [row for key, row in found if not key]
        return lined + self._by_content(silent, tasks, {number for number, _ in lined} | failed.keys())

    def _failed(self, errors: Sequence[Any], tasks: Sequence[Task]) -> tuple[dict[int, Verdict], list[Verdict]]:
        """Errors in a list of their own: told apart by ids or by what they echo; and those that name nobody."""
        results, found, nameless = self._results, dict[int, Verdict](), list[Verdict]()
        by_id, by_token = _names(tasks, "id"), _names(tasks, "token")
        named = self._by_field(tasks) if results.failed_field is not None else {}
        for error in errors:
            status = as_text(results.status.found(error)) if results.status is not None else ""
            finding = self._judge.refusal(int(status) if is_count(status) else 400, error, self._deed)
            verdict = refused(finding.kind, self._deed, finding.words)
            concerned = {by_id[key] for key in _all(results.failed_key, error) if key in by_id}
            concerned |= {by_token[key] for key in _all(results.failed_echo, error) if key in by_token}
            field = _lower(results.failed_field, error)
            concerned |= {named[field]} if field in named else set()
            found |= dict.fromkeys(concerned, verdict)
            nameless += [] if concerned else [verdict]
        return found, nameless

    def _by_field(self, tasks: Sequence[Task]) -> Mapping[str, int]:
        """The tasks by a field that each of them has another value of."""
        return {_lower(self._results.field, task.given["changed"]): number for number, task in enumerate(tasks)}

    def _by_content(self, rows: Sequence[Any], tasks: Sequence[Task], taken: set[int]) -> list[tuple[int, Any]]:
        """Results that echo nothing: told apart by what they hold, where only one of what was sent can have made them."""
        rest = {number: task.given["changed"] for number, task in enumerate(tasks) if number not in taken}
        found: dict[int, list[Any]] = {}
        for row in rows:
            whole = self._results.record.found(row) if self._results.record is not None else row
            shown = self._reader.spec.fields_at.found(whole)
            fits = [number for number, sent in rest.items() if isinstance(shown, dict) and _holds(shown, sent)]
            if len(fits) == 1:
                found.setdefault(fits[0], []).append(row)
        return [(number, rows[0]) for number, rows in found.items() if len(rows) == 1]

    def _verdict(self, row: Any) -> Verdict:
        results = self._results
        error = results.error.found(row) if results.error is not None else None
        told = as_text(results.status.found(row)) if results.status is not None else ""
        status = int(told) if is_count(told) else 200
        if error in (None, False, "", [], {}) and not self._is_no(row):
            finding = self._judge.judge(status, row, self._deed)
        else:
            finding = self._judge.refusal(status if status >= 400 else 400, row, self._deed)
        if finding.kind is not None:
            verdict = refused(finding.kind, self._deed, finding.words)
            busy = finding.kind in {E.THROTTLE, E.TRANSIENT} and results.wait is not None
            return replace(verdict, again_s=self._wait_s(row)) if busy else verdict
        whole = results.record.found(row) if results.record is not None else None
        ref = as_text(results.id.found(row)) if results.id is not None else ""
        fitted = self._reader.fit([whole])[0] if isinstance(whole, dict) else None
        return Verdict(OutcomeStatus.DONE, Ref(ref) if ref else None, fitted)

    def _is_no(self, row: Any) -> bool:
        """Whether it says that it was not done, with an error or without."""
        return self._results.success is not None and as_text(self._results.success.found(row)) == "false"

    def _wait_s(self, row: Any) -> float:
        told = as_text(self._results.wait.found(row)) if self._results.wait is not None else ""
        return float(told) if is_count(told) else 0.0


def _fields(task: Task) -> list[str]:
    return sorted(str(task.given.get("names") or "").split(","))


def _holds(shown: Mapping[str, Any], sent: Mapping[str, Any]) -> bool:
    """Whether a record may have been made of what was sent: texts come back trimmed, addresses in small letters."""
    return bool(sent) and all(_is_like(shown.get(key), value) for key, value in sent.items())


def _is_like(shown: Any, sent: Any) -> bool:
    if isinstance(sent, dict) and isinstance(shown, dict):
        return _holds(shown, sent)
    if isinstance(sent, list) and isinstance(shown, list) and any(isinstance(one, dict) for one in sent):
        return len(sent) == len(shown) and all(map(_is_like, shown, sent))
    return as_text(shown).strip().casefold() == as_text(sent).strip().casefold()


def _all(paths: Sequence[Path], data: Any) -> list[str]:
    """What stands at these paths, in lists or alone."""
    told = [path.found(data) for path in paths]
    return [as_text(one) for some in told for one in (some if isinstance(some, list) else [some])]


def _lower(path: Path | None, data: Any) -> str:
    return as_text(path.found(data)).strip().casefold() if path is not None else ""


def _names(tasks: Sequence[Task], name: str) -> Mapping[str, int]:
    return {as_text(task.given[name]): number for number, task in enumerate(tasks) if task.given.get(name) is not None}
