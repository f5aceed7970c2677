"""What rehearsals, what-ifs and checks need from the store: a copy of a sync's state that is thrown away.

A scratch is an encrypted database of its own whose key is nowhere but in memory. The workspace it is made from is only
read. Used by one thread.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from desktop_sync.model.record import Ref
from desktop_sync.model.values import Value
from desktop_sync.sync.journal import Journal
from desktop_sync.sync.ports import Syncs


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy of one record. `raw` hashes to the same fingerprint as the system's own row. `seq`: place in the order of changes."""

    ref: Ref
    values: Mapping[str, Value] = field(repr=False)
    raw: Sequence[Any] = field(repr=False)
    version: str | None = None
    modified_at: dt.datetime | None = None
    modified_by: str = ""
    token: str = ""
    seq: int = 0


class Copies(Protocol):
    """Copies of tables' records. `place`: the side that they are a copy of. `last_seq`: the newest place in the order of changes."""

    last_seq: int

    def next_seq(self) -> int:
        """A new place in the order of changes."""

    def put(self, place: str, records: Iterable[Copied]) -> None:
        """Add records, or replace those of the same ref; a new one comes last in the order."""

    def get(self, place: str, refs: Sequence[Ref]) -> Mapping[Ref, Copied]:
        """Records by ref; those that are not there are left out."""

    def remove(self, place: str, ref: Ref, seq: int) -> None:
        """Remove a record; `gone_since` tells of it."""

    def pages(self, place: str, size: int, after_seq: int | None = None) -> Iterator[Sequence[Copied]]:
        """All records in order, or only those changed after that place in the order of changes; safe while they are written."""

    def gone_since(self, place: str, seq: int) -> Sequence[Ref]:
        """Refs of the records removed after that place in the order of changes."""

    def by_token(self, place: str, token: str) -> Copied | None:
        """The record that a create with this token made."""


class Digests(Protocol):
    """Short digests of records, to find those that are the same in something. Nothing grows in memory."""

    def note(self, group: str, rows: Iterable[tuple[str, Ref]]) -> None:
        """Add (digest, ref) to the group; a ref may have several digests in a group of its own name."""

    def holder(self, group: str, digest: str) -> Ref | None:
        """A record of the group with that digest."""

    def drop(self, group: str, ref: Ref) -> None:
        """Forget the record's digests in the group."""

    def doubles(self, group: str, limit: int) -> tuple[int, Sequence[Sequence[Ref]]]:
        """How many digests are there more than once, and the refs of the first of them."""


@dataclass(frozen=True)
class Scratch:
    """A throw-away copy of what the workspace remembers of a sync."""

    journal: Journal
    syncs: Syncs
    copies: Copies
    digests: Digests


class Scratches(Protocol):
    """Makes scratches."""

    def open(self, sync_id: int | None) -> AbstractContextManager[Scratch]:
        """A scratch with the state of that sync (None: of none), gone when the block ends. Raises StoreError."""
