"""Why a field holds what it holds (promise I9): for every value one true sentence, whoever wrote it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from desktop_sync.engine.keeping import RAW
from desktop_sync.engine.rewrite import EDIT
from desktop_sync.errors import UsageError
from desktop_sync.model.plan import ConflictKind, FieldChange, Link, Operation, OperationKind
from desktop_sync.model.record import Ref, Side, other
from desktop_sync.model.report import Why
from desktop_sync.model.sync import StoredSync, SyncDefinition
from desktop_sync.model.trail import TrailKind
from desktop_sync.model.values import Value, is_blank, plain
from desktop_sync.sync.journal import Journal
from desktop_sync.sync.merge import DECIDED
from desktop_sync.sync.sensitive import Veil, hidden

_TAKEN = {"a": "A's value was taken", "b": "B's value was taken", "base": "the value before was taken"}


def why(journal: Journal, sync: StoredSync, side: Side, ref: Ref, field: str, veil: Veil | None = None) -> Why:
    """The answer for one value; nothing is asked of a system. `veil`: what it must not tell."""
    name, veil = shared_name(sync.definition, side, field), veil or Veil()
    found = _Answer(journal, sync, side, ref, name, told=hidden if name in veil.names else _as_it_is).give()
    if name in veil.names:
        found = replace(found, value=hidden(cast("Value", found.value)))
    return replace(found, operation=veil.operation(found.operation)) if found.operation is not None else found


def _as_it_is(value: Value) -> Value:
    return value


class _Answer:
    """One question."""

    def __init__(
        self, journal: Journal, sync: StoredSync, side: Side, ref: Ref, name: str, *, told: Callable[[Value], Value]
    ) -> None:
        self._journal = journal
        self._told = told
        self._sync = sync
        self._side = side
        self._ref = ref
        self._name = name
        self._operations = journal.history(sync.id, side=side, ref=ref, limit=1_000_000)

    def give(self) -> Why:
        """The answer."""
        link = self._journal.link_by_ref(self._sync.id, self._side, self._ref)
        found = self._about(link)
        open_ones = [] if link is None else self._journal.conflicts(self._sync.id, link_ids=[link.id])
        whole = next((one for one in open_ones if one.kind is ConflictKind.DELETE_EDIT), None)
        if whole is None:
            return found
        more = f" One side deleted the record and the other edited it since: conflict {whole.id} waits."
        return replace(found, sentence=found.sentence + more)

    def _about(self, link: Link | None) -> Why:
        newest = self._operations[0] if self._operations else None
        if newest is not None and newest.kind is OperationKind.DELETE and newest.side == self._side and link is None:
            return self._deleted(newest)
        written = self._last(self._side)
        waiting = None if link is None else self._in_conflict(link, written)
        if waiting is not None:
            return waiting
        carried = self._last(other(self._side), carried=True)
        if written and carried and (self._same_run(written, carried, link) or carried[1].source == written[1].new):
            carried = None  # what was carried from here is what the program itself had written here
        if written and (not carried or carried[0].id < written[0].id):
            return self._written(*written, link)
        return self._typed(carried, link)

    def _last(self, side: Side, *, carried: bool = False) -> tuple[Operation, FieldChange] | None:
        """The newest write of the field on that side; only of those that carried a value from the other side, if told."""
        for operation in self._operations:
            if operation.side != side or (carried and not self._is_carried(operation)):
                continue
            for change in operation.changes:
                if change.name == self._name and change.lens != RAW:
                    return operation, change
        return None

    def _same_run(
        self, written: tuple[Operation, FieldChange], carried: tuple[Operation, FieldChange], link: Link | None
    ) -> bool:
        """Whether one run wrote both sides, and this one holds that still."""
        new = written[1].new
        return written[0].run_id == carried[0].run_id and (link is None or link.base(self._side).get(self._name) == new)

    def _in_conflict(self, link: Link, written: tuple[Operation, FieldChange] | None) -> Why | None:
        """A value of an open conflict: somebody typed it there, or had the program bring it back."""
        for one in self._journal.conflicts(self._sync.id, link_ids=[link.id]):
            if one.field != self._name:
                continue
            mine = (one.a, one.a_who, one.a_time) if self._side == "a" else (one.b, one.b_who, one.b_time)
            value, who, time = mine
            waits = f"The other side differs, and conflict {one.id} waits."
            if written is not None and one.decision and written[1].rule == DECIDED and written[1].old == value:
                continue  # half of the decision is carried out
            if written is not None and written[1].new == value:
                return Why(self._name, value, written[0], f"{self._sentence(*written)} {waits}")
            words = f"Not written by a sync: it was entered in the system itself{_by(who)}{_when(time)}. {waits}"
            return Why(self._name, value, None, words)
        return None

    def _deleted(self, operation: Operation) -> Why:
        at = _when(operation.settled_at)
        words = f"The record was deleted in run {operation.run_id}{at}: {operation.reason}. It is kept whole in the history."
        return Why(self._name, operation.keep.get(self._name), operation, words)

    def _written(self, operation: Operation, change: FieldChange, link: Link | None) -> Why:
        value = self._agreed(link, operation, change.new)
        if operation.token.startswith(EDIT) and value == change.old:
            value = change.new  # written back, and held before it was carried: it is agreed with nobody yet
        if link is not None and is_blank(value) and self._is_dropped(link):
            value = change.new  # remembered as blank, so that it can be tried again
        if value != change.new and link is not None:
            since = f"Run {operation.run_id} had written {plain(self._told(change.new))!r}."
            return Why(
                self._name, value, None, f"Not written by a sync: it was edited since, on both sides alike. {since}"
            )
        return Why(self._name, value, operation, self._sentence(operation, change))

    def _agreed(self, link: Link | None, since: Operation | None, otherwise: Value) -> Value:
        """What is agreed of the field; what an archive set over there while the record was gone here is none of its values."""
        value: Value = link.base(self._side).get(self._name, otherwise) if link else otherwise
        for operation in self._operations:
            if since is not None and operation.id < since.id:
                break
            if operation.kind is OperationKind.ARCHIVE and operation.side != self._side:
                set_there = next((one for one in operation.changes if one.name == self._name), None)
                value = set_there.old if set_there is not None and set_there.new == value else value
        return value

    def _is_dropped(self, link: Link) -> bool:
        """Whether the other side did not keep the field: it is held, or was when the record there was made of this one."""
        holds = self._journal.holds(self._sync.id, dismissed=True)
        made = next(
            (one for one in self._operations if one.kind is OperationKind.CREATE and one.side != self._side), None
        )
        return any(
            one.code == "not_stored" and one.link_id == link.id and one.field in ("", self._name) for one in holds
        ) or (made is not None and all(one.name != self._name for one in made.changes))

    def _typed(self, carried: tuple[Operation, FieldChange] | None, link: Link | None) -> Why:
        """Nobody but the system's own people wrote it."""
        value = self._agreed(link, carried[0] if carried else None, None)
        if carried is not None and (link is None or value == carried[1].source):
            operation, change = carried
            who = _by(operation.source_who)
            target = self._sync.definition.side(operation.side)
            words = (
                f"Not written by a sync: it was entered in the system itself{who}{_when(operation.source_time)}; "
                f"run {operation.run_id} carried it to {target.account} · {target.table}{_when(operation.settled_at)}."
            )
            return Why(self._name, change.source, None, words)
        if carried is not None:
            words = f"Not written by a sync: it was edited in the system itself after run {carried[0].run_id}."
            return Why(self._name, value, None, words)
        return Why(self._name, value, None, self._never(link))

    def _never(self, link: Link | None) -> str:
        if link is None:
            return f"No run wrote it: the record has no partner{self._apart()}."
        if link.made_run is None:
            return "No run wrote it: as the system had it when the records were linked, and no run has changed it."
        run = self._journal.run(link.made_run)
        at = _when(run.started_at) if run else ""
        return f"No run wrote it: as the system had it since run {link.made_run}{at}, which linked the records."

    def _apart(self) -> str:
        for ref, reason in self._journal.aside(self._sync.id, self._side):
            if ref == self._ref:
                return f" ({reason})"
        return ""

    def _sentence(self, operation: Operation, change: FieldChange) -> str:
        """Such as: "Kiel" replaced "Bremen" in run 12: changed in A (shop · customers 17, field town, lens text)."""
        definition, source = self._sync.definition, other(operation.side)
        new, old, at = plain(self._told(change.new)), plain(self._told(change.old)), _when(operation.settled_at)
        made = f"{new!r} was written with the record in run {operation.run_id}{at}"
        replaced = f"{new!r} replaced {old!r} in run {operation.run_id}{at}"
        what = made if operation.kind is OperationKind.CREATE else replaced
        take, rule = self._decision(operation) if change.rule == DECIDED else ("", change.rule)
        third = change.rule == DECIDED and change.new not in (change.source, change.old)
        if third and take == "value":
            return f"{what}: {rule}; typed by a person."
        if third or not self._is_carried(operation):
            return f"{what}: {rule}."
        spec = definition.side(source)
        link = next((one for one in definition.fields if one.name == change.name), None)
        names = " + ".join((link.a if source == "a" else link.b) if link else ())
        account, table, ref, lens = spec.account, spec.table, operation.source_ref, change.lens
        if operation.source_time is None:
            return f"{what}: {rule}; from {account} · {table} {ref}, field {names}, through the lens {lens}."
        by, when = _by(operation.source_who), _when(operation.source_time)
        return (
            f"{what}: {rule}; from {account} · {table} {ref}, field {names}, edited{by}{when}, through the lens {lens}."
        )

    def _is_carried(self, operation: Operation) -> bool:
        return not operation.token.startswith(("undo:", "edit:")) and operation.kind is not OperationKind.ARCHIVE

    def _decision(self, operation: Operation) -> tuple[str, str]:
        """What a person took in the conflict, "" where that is not known any more; and that and when it was decided, in words."""
        for entry in self._journal.trail(self._sync.id, side=self._side, ref=self._ref):
            if (
                entry.kind is TrailKind.DECIDED
                and entry.field == self._name
                and _before(entry.at, operation.settled_at)
            ):
                taken = _TAKEN.get(entry.words, "")
                return entry.words, f"{DECIDED}{_when(entry.at)}" + (f" ({taken})" if taken else "")
        return "", DECIDED


def _before(at: dt.datetime, end: dt.datetime | None) -> bool:
    return end is None or at <= end


def _by(who: str) -> str:
    return f" by {who}" if who else ""


def _when(at: dt.datetime | None) -> str:
    return "" if at is None else f" on {at.astimezone(dt.UTC):%Y-%m-%d at %H:%M} UTC"


def shared_name(definition: SyncDefinition, side: Side, name: str) -> str:
    """The shared field of that name, or of which the side's field of that name is a part. Raises UsageError."""
    for link in definition.fields:
        if link.name == name:
            return name
    for link in definition.fields:
        if name in (link.a if side == "a" else link.b):
            return link.name
    names = ", ".join(link.name for link in definition.fields)
    raise UsageError(f"the sync has no field “{name}”", advice=f"Its fields: {names}.")


def changes_of(operations: Sequence[Operation], name: str) -> list[tuple[Operation, FieldChange]]:
    """The operations' changes of one shared field, in the same order."""
    return [(one, change) for one in operations for change in one.changes if change.name == name and change.lens != RAW]
