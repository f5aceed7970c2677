"""What the engine needs from the world. Stores and connectors implement these; nothing here does I/O.

Threads: a `Connector` is used by one thread at a time. The stores may be used from several threads; each thread has its
own database connection behind them.
"""

import datetime as dt
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from desktop_sync.model.notices import HookTerms, Notices
from desktop_sync.model.record import AccountCheck, Outcome, Page, Prepared, Record, Ref, Selection, Write
from desktop_sync.model.schema import Capabilities, ConnectorInfo, TableInfo, TableSchema
from desktop_sync.model.signin import SignedIn, SignInState, SignInWay
from desktop_sync.model.sync import Account, Pauses, StoredSync, SyncDefinition, SyncState
from desktop_sync.model.values import Value
from desktop_sync.sync.agenda import Trouble, What, Wish
from desktop_sync.sync.lease import Holder

if TYPE_CHECKING:
    from desktop_sync.sync.privacy import Traces


class Connector(Protocol):
    """One open account. Every method may raise AccountError, Retriable, Busy; texts carry no customer values."""

    calls: int
    """How many calls (queries, requests, file reads) were made since it was opened."""

    def check(self) -> AccountCheck:
        """Sign in, read one record, and say what is missing. Raises only for bugs: failures are in the result."""

    def tables(self) -> Sequence[TableInfo]:
        """The tables that can be synced."""

    def schema(self, table: str) -> TableSchema:
        """The table's fields. Raises AccountError when there is no such table or it has no identity."""

    def capabilities(self, table: str) -> Capabilities:
        """What can be done with the table."""

    def server_time(self) -> dt.datetime | None:
        """The system's own clock now (aware UTC), None where it has none."""

    def listing(self, selection: Selection) -> Iterator[Page]:
        """All records, each exactly once, in pages of `Capabilities.page_size`. Raises ListingIncomplete or another error
        rather than end early. The last page carries the cursor for `changes` where there is one.
        """

    def changes(self, selection: Selection, cursor: str) -> Iterator[Page]:
        """Records changed since the cursor, at least once each (an overlap is fine). Only with `Capabilities.cursor`."""

    def read(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Record]:
        """The records as they are now; those that are gone (or outside the filter) are left out."""

    def find(self, selection: Selection, criteria: Mapping[str, Value], since: dt.datetime | None) -> Sequence[Record]:
        """Records whose fields equal the criteria, made after `since` where the system knows when. For lost answers; at most 10."""

    def write(self, selection: Selection, batch: Sequence[Write], prepared: Prepared) -> Sequence[Outcome]:
        """Make the writes; one outcome each, in order. One bad record never stops the others. The records in the outcomes are
        what the system holds after the write, read in terms of `selection`. Raises only when nothing at all was written.
        """

    def adopt(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Ref]:
        """Make provisional refs permanent before a link is made: provisional → permanent, in one write. Refs that are permanent
        already, gone or changed since are left out. Only with `Capabilities.provisional_refs`; where none are provisional: {}.
        """

    def close(self) -> None:
        """Let go of connections and files. Idempotent."""


class Ties(Protocol):
    """What binds an open connector to its account. Connectors that want it have a method `tie(ties)`; the others need none."""

    memory: MutableMapping[str, Any]
    """What all openings of the account in this process share: budgets, a breaker. Used by several threads."""
    lasting: bool
    """Whether what is remembered stays: the account is stored."""

    def recall(self, key: str) -> str:
        """What was remembered of the system, "" for nothing."""

    def remember(self, key: str, text: str) -> None:
        """Know that of the system at the next opening, in whatever process; "": no more. No secrets and no customer values."""

    def access_ends_at(self) -> dt.datetime | None:
        """Until when the access token holds, None where that is not known."""

    def renewing(self) -> AbstractContextManager[Mapping[str, str]]:
        """A block in which nobody else renews this account's sign-in, in any process; its secrets as they are now. Raises Busy."""

    def keep(
        self, secrets: Mapping[str, str], access_ends_at: dt.datetime | None, refresh_ends_at: dt.datetime | None
    ) -> None:
        """Keep new secrets, before they are used: who does not keep a refresh token can't sign in again. Raises StoreError."""


class SigningIn(Protocol):
    """A sign-in with a person that is under way. `wait` may be called in another thread than the rest, once."""

    way: SignInWay
    url: str
    """What to open in a browser."""
    code: str
    """What to type there, "" for nothing."""

    def wait(self, cancel: threading.Event) -> SignedIn:
        """Until the person has signed in. Raises Cancelled, AccountError, Retriable. Closes in any case."""

    def close(self) -> None:
        """Give up. Idempotent."""


class Connectors(Protocol):
    """The kinds that can be connected, and how to open an account."""

    def kinds(self) -> Sequence[ConnectorInfo]:
        """All kinds, in the order lists show them."""

    def info(self, kind: str, settings: Mapping[str, str] | None = None) -> ConnectorInfo:
        """One kind; what it asks for may depend on a setting. Raises UsageError with the nearest right word."""

    def open(self, kind: str, settings: Mapping[str, str], secrets: Mapping[str, str]) -> Connector:
        """A connector for the account; does not talk to the system yet. Raises UsageError for missing or wrong settings."""

    def sign_in(self, kind: str, settings: Mapping[str, str], secrets: Mapping[str, str], way: SignInWay) -> SigningIn:
        """Begin to sign a person in. Raises UsageError where the kind has no such way, or settings are missing."""


class Clock(Protocol):
    """Time, so that tests can set it."""

    def now(self) -> dt.datetime:
        """Now, aware UTC."""

    def monotonic(self) -> float:
        """Seconds that only go forward."""

    def wait(self, seconds: float) -> None:
        """Sleep."""


class Secrets(Protocol):
    """Account secrets, in the OS keyring or the workspace's encrypted vault."""

    def get(self, account_id: int, key: str) -> str | None:
        """The secret, None where there is none."""

    def put(self, account_id: int, key: str, value: str) -> None:
        """Store it, proved by reading it back. Raises StoreError."""

    def put_all(self, account_id: int, values: Mapping[str, str]) -> None:
        """Store several, in their order, in one step where the place allows that. Raises StoreError."""

    def drop(self, account_id: int, key: str) -> None:
        """Remove one secret; fine where there is none. Raises StoreError."""

    def renewing(self, account_id: int) -> AbstractContextManager[None]:
        """A block that one process at a time is in, for an account. Raises Busy when it takes too long."""

    def remove(self, account_id: int) -> None:
        """Remove all secrets of the account."""


class Accounts(Protocol):
    """The workspace's accounts. Names are unique, compared without case."""

    def add(self, account: Account) -> Account:
        """Store a new account (id 0) and give it back with its id. Raises UsageError for a taken name."""

    def update(self, account: Account) -> None:
        """Replace name and settings."""

    def get(self, name: str) -> Account | None:
        """By name."""

    def all(self) -> Sequence[Account]:
        """All, by name."""

    def remove(self, account_id: int) -> None:
        """Remove it."""

    def sign_in(self, account_id: int) -> SignInState:
        """What is known of its sign-in."""

    def note_sign_in(self, account_id: int, state: SignInState) -> None:
        """Know this of its sign-in from now on."""

    def pauses(self) -> Pauses:
        """What people have paused. Cheap."""

    def set_paused(self, account_id: int, paused: bool) -> None:
        """Pause the account, or no more; id 0: everything. Idempotent."""


class Syncs(Protocol):
    """The workspace's syncs. Names are unique, compared without case."""

    def save(self, definition: SyncDefinition, file: str) -> StoredSync:
        """Create, or replace the definition of the sync of that name (state, links, cursors stay)."""

    def get(self, name: str) -> StoredSync | None:
        """By name."""

    def by_id(self, sync_id: int) -> StoredSync | None:
        """By id."""

    def all(self) -> Sequence[StoredSync]:
        """All, in order of creation."""

    def remove(self, sync_id: int) -> None:
        """Remove it with its links, conflicts, holds; its runs and history stay."""

    def set_state(self, sync_id: int, state: SyncState, reason: str = "") -> None:
        """Pause, suspend or resume."""

    def set_schema(self, sync_id: int, schema_a: str, schema_b: str) -> None:
        """Remember both tables' fingerprints."""

    def restart(self, sync_id: int, *, forget: bool = False) -> None:
        """Read both sides whole at the next run; `forget`: as if it were the first one, without pairs, conflicts and holds."""

    def rebase(self, sync_id: int) -> None:
        """The workspace was put back to an older state: the next run compares both sides anew, and asks where it can't tell."""


class Upkeep(Protocol):
    """The open workspace as a whole."""

    @property
    def key_place(self) -> str:
        """Where the key is that opens it, in words."""

    @property
    def traces(self) -> "Traces":
        """What it remembers of people."""

    @property
    def id(self) -> str:
        """The workspace's own, in no way secret."""

    def back_up(self, file: Path, make_folder: bool) -> None:
        """Write a backup, and prove that it opens. `make_folder`: where there is none. Raises StoreError."""

    @property
    def has_recovery_key(self) -> bool:
        """Whether a recovery key was made."""

    def new_recovery_key(self) -> str:
        """Make one, which replaces the one before; it can't be shown again. Raises Busy."""

    def check_recovery_key(self, typed: str) -> None:
        """Prove that it opens the workspace. Raises UsageError, WrongKey."""

    def problems(self) -> Sequence[str]:
        """What a full reading finds broken; empty when it is sound. Takes about a second per 100 MB."""

    def close(self) -> None:
        """Let go of this thread's connection. Idempotent."""


RUN = "run"
"""The audit's action for a run; runs have lists of their own, so the log leaves these lines out."""


class Audit(Protocol):
    """What people and the program did, chained by hashes and signed, so that a change shows."""

    def record(self, actor: str, action: str, subject: str, details: Mapping[str, object] | None = None) -> None:
        """Append one line. No secrets and no customer values."""

    def lines(self) -> Iterator[Mapping[str, object]]:
        """All lines, oldest first, with `hash`, `previous` and `signature`."""

    def newest(self, limit: int, before: int | None = None, but: str = "") -> Sequence[Mapping[str, object]]:
        """Some lines, newest first. `before`: only those older than the line of that id. `but`: none of that action."""

    def count(self, but: str = "") -> int:
        """How many lines there are. `but`: those of that action left out."""

    def prune(self, before: dt.datetime) -> int:
        """Remove the oldest lines, as far as all are from before that time; how many. A line tells of it."""

    def public_key(self) -> str:
        """What proves an exported audit on any computer, as hex."""

    def verify(self) -> int | None:
        """None when the chain holds, else the id of the first line that does not."""


class Settings(Protocol):
    """Small settings of the workspace: text by key."""

    def get(self, key: str, default: str = "") -> str:
        """The setting."""

    def put(self, key: str, value: str) -> None:
        """Set it."""


class Agenda(Protocol):
    """What is to run and what must wait, kept over restarts."""

    def wishes(self) -> Sequence[Wish]:
        """What people asked for and has not ended, oldest first."""

    def keep_wish(self, wish: Wish) -> None:
        """Remember it; one a sync."""

    def drop_wish(self, sync: str) -> None:
        """It was carried out, or is no longer wanted."""

    def troubles(self) -> Mapping[What, Trouble]:
        """The syncs and accounts that failed when they were used last."""

    def keep_trouble(self, what: What, trouble: Trouble) -> None:
        """Remember it; one without failures is forgotten."""

    def lease(self) -> Holder | None:
        """Who runs the syncs by itself, dead or alive."""

    def take_lease(self, mine: Holder, may: Callable[[Holder | None], bool]) -> Holder:
        """Take or renew the lease if `may` says so of who has it, in one step across processes; who has it then."""

    def drop_lease(self, owner: str) -> None:
        """Give it back, if that owner has it."""


class Watch(Protocol):
    """Notices changes in some tables of an account. For one thread."""

    def wait(self, seconds: float) -> Collection[str]:
        """The tables in which something may have changed; empty after so many seconds. Raises AccountError, Retriable, Busy."""

    def close(self) -> None:
        """Let go of its connection. Idempotent."""


@runtime_checkable
class Leaving(Protocol):
    """A connector whose system may keep something for the account."""

    def leave(self) -> None:
        """Have it end; before the account is removed. Idempotent. Raises as `Connector`."""


@runtime_checkable
class Recalling(Protocol):
    """A connector that remembers which fields a table has, where asking for them is one call more than a quiet run needs."""

    def recalled_schema(self, table: str) -> TableSchema | None:
        """The table as it was told lately, None where the system is to be asked. It is, later on, before the first write, and as soon as
        something has changed or everything is read: those calls raise SchemaDrift where a selected field is not as it was told.
        """


@runtime_checkable
class Ordering(Protocol):
    """A connector whose system can be asked to send webhooks. What they tell is a hint."""

    def order_hooks(self, url: str, secret: str) -> HookTerms:
        """Have them sent to this address, signed with this secret where the system takes one. Idempotent for an address. Raises
        UsageError where that is done by hand, AccountError, Retriable; none are left behind then.
        """

    def keep_hooks(self, url: str, secret: str) -> HookTerms:
        """Have them live on; ordered again where they are gone. Raises as `order_hooks`."""

    def end_hooks(self, url: str) -> None:
        """Have them end. Idempotent. Raises as `order_hooks`."""


@runtime_checkable
class Attributing(Watch, Protocol):
    """A watch that can tell who changed something."""

    def writers(self, table: str) -> Collection[str]:
        """Of the answer of the last `wait`: who changed the table, by their marks; "" among them: somebody else, or nobody knows."""


@runtime_checkable
class Marking(Protocol):
    """A connector whose writes can be told from others' in notices."""

    def writes_as(self, mark: str) -> None:
        """What it writes from now on bears this mark, as far as a change of it by others can't be taken for it."""


@runtime_checkable
class Telling(Protocol):
    """A connector that notices changes as they happen. What it tells is a hint: the systems are asked what has changed."""

    def notices(self, table: str) -> Notices:
        """How changes of the table are noticed. Raises as `Connector`."""

    def watch(self, tables: Sequence[str]) -> Watch:
        """Begin to notice; those of which nothing can be noticed are left out. Raises as `Connector`."""


@runtime_checkable
class Glancing(Protocol):
    """A connector that tells with one call whether something has changed, in tables with a change feed."""

    def glance(self, selection: Selection, cursor: str) -> Collection[str]:
        """Marks of what has changed since the position, as far as one call tells: another one after each change, for each position.
        What was marked before may be marked again. A hint. Raises as `Connector.changes`.
        """


@runtime_checkable
class Installing(Telling, Protocol):
    """A connector that can have its system tell of changes by itself."""

    def notices_sql(self, table: str, *, install: bool) -> Sequence[str]:
        """The statements that putting it in place, or taking it out, carries out. Raises as `Connector`."""

    def install_notices(self, table: str) -> None:
        """Put in place what is needed for that. Idempotent. Raises AccountError where the user may not."""

    def remove_notices(self, table: str) -> None:
        """Take it out again. Idempotent."""
