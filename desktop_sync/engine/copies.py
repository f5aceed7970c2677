"""Copies of both systems, to rehearse on: the connectors' own listings in a scratch, behind the same port as the systems.

A copy can do what the system says that it can (`Capabilities`), refuses what the system's schema says that it refuses, and
stores blanks and times as the schema says. What only the system knows (defaults, triggers, a filter in its own language) it does not.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_sync.errors import UsageError
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
    Update,
    Write,
)
from desktop_sync.model.schema import Capabilities, ConnectorInfo, TableInfo, TableSchema
from desktop_sync.model.signin import SignInState, SignInWay
from desktop_sync.model.sync import Account, Pauses
from desktop_sync.model.values import Value, fingerprint, is_blank, to_json
from desktop_sync.sync import validation
from desktop_sync.sync.compiled import typed
from desktop_sync.sync.ports import Clock, Connector, SigningIn
from desktop_sync.sync.scratch import Copied, Copies, Scratch

KIND = "copy"
_FOUND_AT_MOST = 10
WHO = "rehearsal"
"""Who writes into a copy."""

Told = Callable[[int], None]


@dataclass(frozen=True)
class CopiedTable:
    """A table that was copied. `fields`: those in the records; `skew`: the system's clock minus ours, None: it has none."""

    place: str
    schema: TableSchema
    capabilities: Capabilities
    fields: tuple[str, ...]
    skew: dt.timedelta | None = None


def copy_table(scratch: Scratch, place: str, connector: Connector, selection: Selection, told: Told) -> int:
    """Copy everything that the selection lists into the scratch; how many records. Memory does not grow with the table."""
    wide = replace(selection, fields=copied_fields(selection))
    unique = _unique(connector.schema(selection.table), wide.fields)
    count, narrow = 0, len(selection.fields)
    for page in connector.listing(wide):
        rows = [page.decode(index) for index in range(len(page.refs))]
        scratch.copies.put(
            place,
            (
                Copied(one.ref, one.values, list(one.raw)[:narrow], one.version, one.modified_at, one.modified_by)
                for one in rows
            ),
        )
        for name in unique:
            noted = ((_digest(one.values.get(name)), one.ref) for one in rows if not is_blank(one.values.get(name)))
            scratch.digests.note(_unique_group(place, name), noted)
        count += len(rows)
        told(count)
    return count


def copied_fields(selection: Selection) -> tuple[str, ...]:
    """The mapped fields, and those of the conditions, so that a record that is moved out of them is noticed."""
    return tuple(dict.fromkeys((*selection.fields, *(name for name, _ in selection.where))))


def _unique(schema: TableSchema, fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(one.name for one in schema.fields if one.unique and one.name in fields)


def _unique_group(place: str, name: str) -> str:
    return f"unique\0{place}\0{name}"


def _digest(value: Value) -> str:
    return fingerprint([to_json(value)]).hex()


class _Copy:
    """One table that was copied. Writes go to the copy."""

    def __init__(self, table: CopiedTable, scratch: Scratch, clock: Clock) -> None:
        self.calls = 0
        self.table = table
        self._copies: Copies = scratch.copies
        self._digests = scratch.digests
        self._clock = clock
        self._unique = _unique(table.schema, table.fields)

    def server_time(self) -> dt.datetime | None:
        return None if self.table.skew is None else self._clock.now() + self.table.skew

    def listing(self, selection: Selection) -> Iterator[Page]:
        cursor = str(self._copies.last_seq) if self.table.capabilities.cursor else None
        yield from self._pages(selection, None, (), cursor)

    def changes(self, selection: Selection, cursor: str) -> Iterator[Page]:
        after, now = int(cursor), self._copies.last_seq
        gone = self._copies.gone_since(self.table.place, after) if self.table.capabilities.tombstones else ()
        yield from self._pages(selection, after, gone, str(now))

    def _pages(
        self, selection: Selection, after: int | None, gone: Sequence[Ref], cursor: str | None
    ) -> Iterator[Page]:
        for records in self._copies.pages(self.table.place, max(1, self.table.capabilities.page_size), after):
            self.calls += 1
            shown = [self._record(selection, one) for one in records if self._within(selection, one.values)]
            yield _page(shown)
        yield replace(_page([]), deleted=gone, cursor=cursor)

    def read(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Record]:
        self.calls += 1
        found = self._copies.get(self.table.place, refs)
        return {ref: self._record(selection, one) for ref, one in found.items() if self._within(selection, one.values)}

    def find(self, selection: Selection, criteria: Mapping[str, Value], since: dt.datetime | None) -> Sequence[Record]:
        self.calls += 1
        found: list[Record] = []
        for records in self._copies.pages(self.table.place, self.table.capabilities.page_size):
            for one in records:
                made_later = since is None or one.modified_at is None or one.modified_at >= since
                if made_later and all(one.values.get(name) == value for name, value in criteria.items()):
                    found.append(self._record(selection, one))
            if len(found) >= _FOUND_AT_MOST:
                break
        return found[:_FOUND_AT_MOST]

    # writes --------------------------------------------------------------------------------------------------------

    def write(self, selection: Selection, batch: Sequence[Write], prepared: Prepared) -> Sequence[Outcome]:
        self.calls += 1
        refs = [one.expected.ref for one in batch if not isinstance(one, Create)]
        known = dict(self._copies.get(self.table.place, refs))
        outcomes: list[Outcome] = []
        for index, write in enumerate(batch):
            if isinstance(write, Create):
                outcomes.append(self._create(selection, write, lambda ref, index=index: prepared(index, ref)))  # type: ignore[misc]
            else:
                outcomes.append(self._edit(selection, write, known))
        return outcomes

    def _create(self, selection: Selection, write: Create, prepared: Callable[[Ref], None]) -> Outcome:
        copies, table = self._copies, self.table
        made = copies.by_token(table.place, write.token) if table.capabilities.idempotency else None
        if made is not None:
            return Outcome(OutcomeStatus.DONE, self._record(selection, made))
        refusal = self._refusal(write.values, None)
        if refusal:
            return Outcome(OutcomeStatus.REJECTED, words=refusal)
        seq = self._next()
        ref = self._new_ref(write.values, seq)
        if copies.get(table.place, [ref]):
            return Outcome(OutcomeStatus.REJECTED, words=f"there is a record {ref} already")
        values = {name: self._stored(name, write.values.get(name)) for name in table.fields}
        raw = [to_json(values.get(name)) for name in selection.fields]
        if table.capabilities.ids_before_commit:
            prepared(ref)
        return self._keep(selection, Copied(ref, values, raw, token=write.token, seq=seq), None)

    def _edit(self, selection: Selection, write: Update | Delete, known: dict[Ref, Copied]) -> Outcome:
        old = known.get(write.expected.ref)
        if old is None or self._stale(selection, old, write.expected):
            return Outcome(OutcomeStatus.STALE)
        if isinstance(write, Delete):
            for name in self._unique:
                self._digests.drop(_unique_group(self.table.place, name), old.ref)
            self._copies.remove(self.table.place, old.ref, self._next())
            del known[old.ref]
            return Outcome(OutcomeStatus.DONE)
        refusal = self._refusal(write.values, old)
        if refusal:
            return Outcome(OutcomeStatus.REJECTED, words=refusal)
        values = {**old.values, **{name: self._stored(name, value) for name, value in write.values.items()}}
        raw = [
            to_json(values[name]) if name in write.values else one
            for name, one in zip(selection.fields, old.raw, strict=True)
        ]
        new = replace(old, values=values, raw=raw, seq=self._next())
        known[old.ref] = new
        return self._keep(selection, new, old)

    def _keep(self, selection: Selection, new: Copied, old: Copied | None) -> Outcome:
        can, place = self.table.capabilities, self.table.place
        new = replace(
            new,
            version=f"copy-{new.seq}" if can.versions else None,
            modified_at=(self.server_time() or self._clock.now()) if can.modified_times else None,
            modified_by=WHO if can.modified_times else "",
        )
        self._copies.put(place, [new])
        for name in self._unique:
            if old is not None and old.values.get(name) != new.values.get(name):
                self._digests.drop(_unique_group(place, name), new.ref)
            if (old is None or old.values.get(name) != new.values.get(name)) and not is_blank(new.values.get(name)):
                self._digests.note(_unique_group(place, name), [(_digest(new.values.get(name)), new.ref)])
        return Outcome(OutcomeStatus.DONE, self._record(selection, new))

    def _refusal(self, values: Mapping[str, Value], old: Copied | None) -> str:
        """Why the system would refuse these values, as far as its schema tells; "" when it would not."""
        schema = self.table.schema
        for name in values:
            known = schema.field(name)
            if known is not None and known.read_only:
                return f"{name} is read-only"
        found = validation.problems(values, schema, create=old is None)
        if found:
            name, words = next(iter(found.items()))
            return f"{name} {words}"
        for name in self._unique:
            value = values.get(name)
            if is_blank(value) or (old is not None and old.values.get(name) == value):
                continue
            holder = self._digests.holder(_unique_group(self.table.place, name), _digest(value))
            if holder is not None and (old is None or holder != old.ref):
                return f"{name} is unique, and another record holds this value"
        return ""

    def _stored(self, name: str, value: Value) -> Value:
        """The value as the system keeps it, by its schema."""
        known = self.table.schema.field(name)
        if known is None:
            return value
        if value is None and known.blank_as_empty:
            return ""
        if isinstance(value, dt.datetime) and known.resolution_us:
            return value - dt.timedelta(microseconds=value.microsecond % known.resolution_us)
        return value

    def _new_ref(self, values: Mapping[str, Value], seq: int) -> Ref:
        identity = self.table.schema.identity
        if len(identity) == 1 and not is_blank(values.get(identity[0])):
            return Ref(str(values[identity[0]]))
        return Ref(f"new-{seq}")

    def _stale(self, selection: Selection, old: Copied, expected: Record) -> bool:
        if self.table.capabilities.versions:
            return old.version != expected.version
        now = self._record(selection, old)
        return self.table.capabilities.compare_and_set and fingerprint(now.raw) != fingerprint(expected.raw)

    # records -------------------------------------------------------------------------------------------------------

    def _record(self, selection: Selection, one: Copied) -> Record:
        values = {name: one.values[name] for name in selection.fields if name in one.values}
        return Record(one.ref, values, one.raw, one.version, one.modified_at, one.modified_by)

    def _within(self, selection: Selection, values: Mapping[str, Value]) -> bool:
        """Whether the record meets the conditions by fields; a filter in the system's own language was kept when it was copied."""
        return all(self._meets(name, values.get(name), text) for name, text in selection.where)

    def _meets(self, name: str, value: Value, text: str) -> bool:
        if not text:
            return is_blank(value)
        wanted = typed(self.table.schema.field(name), text)
        return value == wanted or str(value).casefold() == text.casefold()

    def _next(self) -> int:
        return self._copies.next_seq()


def _page(records: Sequence[Record]) -> Page:
    return Page([one.ref for one in records], [one.raw for one in records], lambda index: records[index])


class CopyConnector:
    """`sync.ports.Connector` for the copied tables of one account."""

    def __init__(self, copies: Mapping[str, _Copy]) -> None:
        self._copies = copies
        self._own_calls = 0

    @property
    def calls(self) -> int:
        """How often the copies were asked."""
        return self._own_calls + sum(one.calls for one in self._copies.values())

    @calls.setter
    def calls(self, count: int) -> None:
        self._own_calls = count

    def _of(self, table: str) -> _Copy:
        if table not in self._copies:
            raise UsageError(f"The table “{table}” was not copied.", place=table)
        return self._copies[table]

    def check(self) -> AccountCheck:
        return AccountCheck(True, "A copy to rehearse on.")

    def tables(self) -> Sequence[TableInfo]:
        schemas = [one.table.schema for one in self._copies.values()]
        return [TableInfo(schema.name, schema.label) for schema in schemas]

    def schema(self, table: str) -> TableSchema:
        return self._of(table).table.schema

    def capabilities(self, table: str) -> Capabilities:
        return self._of(table).table.capabilities

    def server_time(self) -> dt.datetime | None:
        return next(iter(self._copies.values())).server_time()

    def listing(self, selection: Selection) -> Iterator[Page]:
        return self._of(selection.table).listing(selection)

    def changes(self, selection: Selection, cursor: str) -> Iterator[Page]:
        return self._of(selection.table).changes(selection, cursor)

    def read(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Record]:
        return self._of(selection.table).read(selection, refs)

    def find(self, selection: Selection, criteria: Mapping[str, Value], since: dt.datetime | None) -> Sequence[Record]:
        return self._of(selection.table).find(selection, criteria, since)

    def write(self, selection: Selection, batch: Sequence[Write], prepared: Prepared) -> Sequence[Outcome]:
        return self._of(selection.table).write(selection, batch, prepared)

    def adopt(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Ref]:  # noqa: ARG002 - the port's signature
        """The refs of copies last as long as the copies."""
        return {}

    def close(self) -> None:
        """The scratch is closed by whom it belongs to."""


class CopyConnectors:
    """`sync.ports.Connectors` for copies; `tables` by account and table."""

    def __init__(self, tables: Mapping[tuple[str, str], CopiedTable], scratch: Scratch, clock: Clock) -> None:
        self._tables = tables
        self._scratch = scratch
        self._clock = clock

    def kinds(self) -> Sequence[ConnectorInfo]:
        return [self.info(KIND)]

    def info(self, kind: str, settings: Mapping[str, str] | None = None) -> ConnectorInfo:  # noqa: ARG002 - as above
        return ConnectorInfo(kind, "Copy", "A copy to rehearse on.", ())

    def sign_in(
        self,
        kind: str,
        settings: Mapping[str, str],  # noqa: ARG002 - as above
        secrets: Mapping[str, str],  # noqa: ARG002 - as above
        way: SignInWay,  # noqa: ARG002 - as above
    ) -> SigningIn:
        raise UsageError("A rehearsal signs nobody in.", place=kind)

    def open(self, kind: str, settings: Mapping[str, str], secrets: Mapping[str, str]) -> Connector:  # noqa: ARG002
        mine = {table: one for (account, table), one in self._tables.items() if account == settings["account"]}
        return CopyConnector({table: _Copy(one, self._scratch, self._clock) for table, one in mine.items()})


class CopyAccounts:
    """`sync.ports.Accounts` for copies: the real accounts' names, without settings and secrets."""

    def __init__(self, names: Sequence[str]) -> None:
        self._accounts = {name.casefold(): Account(n, name, KIND, {"account": name}) for n, name in enumerate(names, 1)}

    def get(self, name: str) -> Account | None:
        return self._accounts.get(name.casefold())

    def all(self) -> Sequence[Account]:
        return list(self._accounts.values())

    def add(self, account: Account) -> Account:
        raise UsageError("A rehearsal takes no accounts.", place=account.name)

    def update(self, account: Account) -> None:
        raise UsageError("A rehearsal changes no accounts.", place=account.name)

    def remove(self, account_id: int) -> None:
        raise UsageError("A rehearsal removes no accounts.", place=str(account_id))

    def sign_in(self, account_id: int) -> SignInState:  # noqa: ARG002 - a copy has no sign-in
        return SignInState()

    def note_sign_in(self, account_id: int, state: SignInState) -> None:
        """Nothing: what the copies say is not said of the account."""

    def pauses(self) -> Pauses:
        return Pauses()

    def set_paused(self, account_id: int, paused: bool) -> None:  # noqa: ARG002 - as above
        raise UsageError("A rehearsal pauses no accounts.", place=str(account_id))
