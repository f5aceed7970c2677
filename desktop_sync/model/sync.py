"""Accounts and syncs as the user defines them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_sync.model.mapping import ConflictRule, FieldLink, FirstRun
from desktop_sync.model.record import Side


@dataclass(frozen=True, slots=True)
class Account:
    """One connection to a system. Its secrets are in the keyring (or vault) under its id, not here."""

    id: int
    name: str
    kind: str
    settings: Mapping[str, str]
    secret_keys: tuple[str, ...] = ()
    created_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class SideSpec:
    """One side of a sync: the account's name, the table, and what of it."""

    account: str
    table: str
    filter: str = ""
    where: tuple[tuple[str, str], ...] = ()
    cursor: str = ""


class DeletePolicy(StrEnum):
    """What becomes of the other side when a record is deleted on one."""

    PROPAGATE = "propagate"
    ARCHIVE = "archive"
    IGNORE = "ignore"
    UNLINK = "unlink"


@dataclass(frozen=True, slots=True)
class Archive:
    """How a record is archived on a side instead of deleted: this field is set to this value."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Rules:
    """Conflicts and deletes. `a_to_b`: what a delete in A does to B."""

    conflict: ConflictRule = ConflictRule.ASK
    a_to_b: DeletePolicy = DeletePolicy.IGNORE
    b_to_a: DeletePolicy = DeletePolicy.IGNORE
    archive_a: Archive | None = None
    archive_b: Archive | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """A guard's limit: `percent` of the records and/or an absolute `count`; both None means: off. With both, the smaller counts.

    `floor`: up to this many never trip a percentage.
    """

    percent: float | None = None
    count: int | None = None
    floor: int = 0

    @property
    def off(self) -> bool:
        """Whether there is no limit."""
        return self.percent is None and self.count is None


@dataclass(frozen=True, slots=True)
class Guard:
    """The limits past which a plan waits for a person (defaults of SYNC.md)."""

    max_deletes: Limit = Limit(percent=10, count=50, floor=5)
    max_updates: Limit = Limit(percent=30, floor=5)
    max_blanks: Limit = Limit(percent=10, floor=5)
    max_same: Limit = Limit(percent=30, floor=5)


@dataclass(frozen=True, slots=True)
class Trigger:
    """When a sync runs by itself. `every_s`: seconds, None: not on a timer. `at`: "07:30" or "Mon-Fri 07:30, 18:00".

    `on_change`: when a system tells of a change. `settle_s`: a record that was modified less than so many seconds ago waits for a later
    run; None: nothing waits. `zone`: of all times, as “Europe/Berlin”; "": the computer's. `hours`: only then by the interval and for
    changes, as "Mon-Fri 08:00-18:00"; (): always. `quiet`: never by itself then.
    """

    every_s: int | None = None
    at: tuple[str, ...] = ()
    on_change: bool = False
    settle_s: int | None = None
    zone: str = ""
    hours: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()

    @property
    def by_itself(self) -> bool:
        """Whether it ever runs by itself."""
        return self.every_s is not None or bool(self.at) or self.on_change


class Duplicates(StrEnum):
    """Records of one side with the same first match key and no partner: wait for a person, or are carried as they are."""

    HOLD = "hold"
    CARRY = "carry"


@dataclass(frozen=True)
class SyncDefinition:
    """A sync as its file says it. `match_keys`: lists of shared field names, in order of trust."""

    name: str
    a: SideSpec
    b: SideSpec
    fields: tuple[FieldLink, ...]
    match_keys: tuple[tuple[str, ...], ...] = ()
    first_run: FirstRun = FirstRun.ASK
    rules: Rules = Rules()
    guard: Guard = Guard()
    trigger: Trigger = Trigger()
    duplicates: Duplicates = Duplicates.HOLD

    def side(self, side: Side) -> SideSpec:
        """The spec of that side."""
        return self.a if side == "a" else self.b


class SyncState(StrEnum):
    """Whether a sync may run. `SUSPENDED`: by the program (schema drift, dead sign-in), with `StoredSync.reason`."""

    ACTIVE = "active"
    PAUSED = "paused"
    SUSPENDED = "suspended"


EVERYTHING = 0
"""The id that is no account's: what is paused under it is all."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """What people have paused beside single syncs. `accounts`: by their names."""

    everything: bool = False
    accounts: frozenset[str] = frozenset()

    def account_of(self, definition: SyncDefinition) -> str:
        """The account that keeps the sync from running, "" for none. Names are compared without case."""
        folded = {one.casefold(): one for one in self.accounts}
        found = (folded.get(side.account.casefold(), "") for side in (definition.a, definition.b))
        return next((one for one in found if one), "")

    def hold(self, definition: SyncDefinition) -> bool:
        """Whether the sync may not run because of them."""
        return self.everything or bool(self.account_of(definition))


@dataclass(frozen=True)
class StoredSync:
    """A sync in the workspace. `cursor_*`: where each side's change feed goes on; None: read everything."""

    id: int
    definition: SyncDefinition
    state: SyncState = SyncState.ACTIVE
    reason: str = ""
    cursor_a: str | None = None
    cursor_b: str | None = None
    last_full_at: dt.datetime | None = None
    paired: bool = False
    """Whether a first pairing was approved and carried through."""
    schema_a: str = ""
    schema_b: str = ""
    """Fingerprints of the mapped part of both tables' schemas."""
    file: str = field(default="", repr=False)
    """The sync file's text as it was applied, so that `show` gives it back."""
    rebase_since: dt.datetime | None = None
    """The workspace was put back to an older state: what both sides agreed on after this moment is not known. None: all is known."""

    def cursor(self, side: Side) -> str | None:
        """The cursor of that side."""
        return self.cursor_a if side == "a" else self.cursor_b
