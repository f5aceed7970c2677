"""What a connection can be trusted with, found out on the live system: lists whole, tells changes, keeps what is written, refuses what is stale.

Only a record that the user names is written, and put back; a record of its own is made and deleted only if the user says of what.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop_sync.errors import DesktopSyncError, PositionLost
from desktop_sync.model.record import Create, Delete, OutcomeStatus, Record, Ref, Selection, Update
from desktop_sync.model.schema import Capabilities, FieldType, TableSchema
from desktop_sync.model.values import Value, is_blank
from desktop_sync.sync.ports import Connector

S = OutcomeStatus
_MOST = 20
"""Records that are read one by one, to compare them with the list."""


@dataclass(frozen=True)
class Finding:
    """One thing that was tried. `ok` None: could not be tried, or the system has no such thing."""

    key: str
    ok: bool | None
    words: str


@dataclass(frozen=True)
class Trial:
    """What to try on. `record`, `field`: a record and a field to write, `value`: what; `make`: a record to make and delete again."""

    table: str
    record: str = ""
    field: str = ""
    value: Value = None
    make: Mapping[str, Value] | None = None


class Trust:
    """Tries one table of an open connector. Talks to the system."""

    def __init__(self, connector: Connector, trial: Trial) -> None:
        self._connector, self._trial = connector, trial
        self._schema: TableSchema = connector.schema(trial.table)
        self._can: Capabilities = connector.capabilities(trial.table)
        names = tuple(one.name for one in self._schema.fields if one.type is not FieldType.BINARY)
        self._selection = Selection(trial.table, names)

    def findings(self) -> Iterator[Finding]:
        """Each thing as it was found. Raises nothing that the system says: that is a finding, too."""
        cursor: str | None = None
        for key, step in (("sign_in", self._sign_in), ("list", self._list)):
            try:
                told, found = step()
            except DesktopSyncError as error:
                yield Finding(key, False, str(error))
                return
            cursor = told or cursor
            yield from found
        for key, tried in (("write", self._written), ("make", self._made)):
            try:
                yield from tried(cursor)
            except DesktopSyncError as error:
                yield Finding(key, False, str(error))

    def _sign_in(self) -> tuple[str, Sequence[Finding]]:
        check = self._connector.check()
        return "", [Finding("sign_in", check.ok, check.summary)]

    def _list(self) -> tuple[str, Sequence[Finding]]:
        found: list[Finding] = []
        refs, records, cursor = self._listed()
        again = self._listed()[0]
        twice = len(refs) - len(set(refs))
        whole = not twice and set(refs) == set(again)
        words = f"{len(refs)} records, the same each time, none twice." if whole else "Two listings in a row differ."
        found.append(Finding("list", whole, f"{twice} records come twice." if twice else words))
        some = list(records)[:: max(1, len(records) // _MOST)][:_MOST]
        one_by_one = self._connector.read(self._selection, some)
        unlike = [ref for ref in some if ref not in one_by_one or one_by_one[ref].values != records[ref].values]
        words = f"{len(some)} records read by their ids are as in the list."
        if unlike:
            words = f"{len(unlike)} of {len(some)} records read by their ids are not as in the list."
        found.append(Finding("read", not unlike, words))
        if cursor and self._can.cursor:
            changed, _ = self._changed(cursor)
            told = (
                f"{len(changed)} since the list was read"
                if changed is not None
                else "what is gone shows by the number of records"
            )
            found.append(Finding("changes", True, f"Changes can be asked for; {told}."))
        else:
            found.append(
                Finding("changes", None, "Every run compares everything: the system does not tell what has changed.")
            )
        return cursor, found

    def _changed(self, cursor: str) -> tuple[set[Ref] | None, set[Ref]]:
        """What has changed, and what is deleted; None for the first where the system only tells that something may be gone, and a run
        reads everything then.
        """
        try:
            pages = list(self._connector.changes(self._selection, cursor))
        except PositionLost:
            return None, set()
        return {ref for page in pages for ref in page.refs}, {ref for page in pages for ref in page.deleted}

    def _listed(self) -> tuple[list[Ref], dict[Ref, Record], str]:
        refs: list[Ref] = []
        records: dict[Ref, Record] = {}
        cursor = ""
        for page in self._connector.listing(self._selection):
            refs += page.refs
            for index, ref in enumerate(page.refs):
                records[ref] = page.decode(index)
            cursor = page.cursor or cursor
        return refs, records, cursor

    def _written(self, cursor: str | None) -> Iterator[Finding]:
        one = self._trial
        if not self._can.update:
            yield Finding("write", None, "Records are not changed in this table.")
            return
        if not one.record or not one.field:
            yield Finding("write", None, "Not tried: name a record and a field of it that may be changed and put back.")
            return
        before = self._read(Ref(one.record))
        if before is None or self._schema.field(one.field) is None:
            yield Finding("write", False, f"There is no record “{one.record}” with a field “{one.field}”.")
            return
        old, value = before.values.get(one.field), one.value
        done, words, after = self._update(before, {one.field: value})
        if not done or after is None:
            yield Finding("write", False, f"A write was refused: {words}")
            return
        yield from self._kept(before, after, one.field, value)
        yield from self._seen(cursor, Ref(one.record))
        yield from self._stale(before, one.field, old)
        done, words, back = self._update(self._read(Ref(one.record)) or after, {one.field: old})
        same = back is not None and _alike(back.values.get(one.field), old)
        yield Finding(
            "put_back",
            done and same,
            "The record is as it was." if done and same else f"It could not be put back! {words}",
        )

    def _kept(self, before: Record, after: Record, name: str, value: Value) -> Iterator[Finding]:
        kept = _alike(after.values.get(name), value)
        yield Finding(
            "write", kept, "What is written is kept as it was sent." if kept else "What is written is kept otherwise."
        )
        other = [
            key
            for key, one in before.values.items()
            if key != name and not is_blank(one) and is_blank(after.values.get(key))
        ]
        words = (
            f"A write blanks other fields: {', '.join(other)}." if other else "A write leaves the other fields alone."
        )
        yield Finding("others", not other, words)

    def _seen(self, cursor: str | None, ref: Ref) -> Iterator[Finding]:
        if not cursor or not self._can.cursor:
            return
        changed, _ = self._changed(cursor)
        there = changed is None or ref in changed
        words = "The change is told by the next question for changes."
        yield Finding(
            "change_seen", there, words if there else "The change is not told: each run has to compare everything."
        )

    def _stale(self, before: Record, name: str, old: Value) -> Iterator[Finding]:
        (outcome,) = self._connector.write(self._selection, [Update(before, {name: old})], _nobody)
        refused = outcome.status is S.STALE
        by = "by the system itself" if self._can.versions else "by a look before, which leaves a moment"
        words = (
            f"A write over somebody else's change is refused {by}."
            if refused
            else "A write over somebody else's change goes through!"
        )
        yield Finding("stale", refused, words)

    def _made(self, cursor: str | None) -> Iterator[Finding]:
        one = self._trial
        if not self._can.create or one.make is None:
            words = (
                "Not tried: say of what a record may be made."
                if self._can.create
                else "No records are made in this table."
            )
            yield Finding("make", None, words)
            return
        (outcome,) = self._connector.write(
            self._selection, [Create(f"trust-check-{secrets.token_hex(8)}", dict(one.make))], _nobody
        )
        record = outcome.record
        if outcome.status is not S.DONE or record is None:
            yield Finding("make", False, f"No record could be made: {outcome.words or outcome.status.value}")
            return
        unlike = [name for name, value in one.make.items() if not _alike(record.values.get(name), value)]
        yield Finding(
            "make",
            not unlike,
            f"Kept otherwise: {', '.join(unlike)}." if unlike else "A record can be made, and is kept as it was sent.",
        )
        if cursor and self._can.cursor:
            changed, _ = self._changed(cursor)
            told = changed is None or record.ref in changed
            words = "A new record is told by the next question for changes."
            yield Finding(
                "new_seen",
                told,
                words
                if told
                else "New records are not told: leave [changes] out, so that each run compares everything.",
            )
        if not self._can.delete:
            yield Finding("delete", None, f"It can't be deleted again from here: remove “{record.ref}” in the system.")
            return
        (outcome,) = self._connector.write(self._selection, [Delete(record)], _nobody)
        gone = outcome.status is S.DONE and self._read(record.ref) is None
        yield Finding(
            "delete",
            gone,
            "It was deleted again." if gone else f"It could not be deleted: remove “{record.ref}” in the system.",
        )
        if gone and cursor and self._can.cursor:
            changed, deleted = self._changed(cursor)
            told = changed is None or record.ref in deleted
            words = (
                "Deletes are told."
                if record.ref in deleted
                else "Deletes show by the number of records: all are read then."
            )
            yield Finding(
                "delete_seen", True if told else None, words if told else "Deletes are found by a full comparison only."
            )

    def _read(self, ref: Ref) -> Record | None:
        return self._connector.read(self._selection, [ref]).get(ref)

    def _update(self, expected: Record, values: Mapping[str, Value]) -> tuple[bool, str, Record | None]:
        (outcome,) = self._connector.write(self._selection, [Update(expected, values)], _nobody)
        return outcome.status is S.DONE, outcome.words or outcome.status.value, outcome.record


def verdict(findings: Sequence[Finding]) -> str:
    """What the connection can be trusted with, in a sentence."""
    bad = {one.key for one in findings if one.ok is False}
    good = {one.key for one in findings if one.ok}
    if bad & {"sign_in", "list", "read"}:
        return "Not to be used yet: records can't be read reliably."
    parts = ["reading"]
    told = {
        "changes": "asking for changes",
        "write": "changing records",
        "make": "making records",
        "delete": "deleting",
    }
    blind = {"changes"} if bad & {"change_seen", "new_seen"} else set()
    parts += [words for key, words in told.items() if key in good - bad - blind]
    if bad & {"write", "others", "put_back", "stale"}:
        return f"It can be trusted with {', '.join(one for one in parts if one != 'changing records')}; not with writing: see above."
    return f"It can be trusted with {', '.join(parts)}."


def _alike(one: Value, two: Value) -> bool:
    return one == two or (is_blank(one) and is_blank(two))


def _nobody(_index: int, _ref: Ref) -> None:
    """Nobody waits for ids."""
