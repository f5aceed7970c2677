"""Records, what is asked of a system, and what it answers. Reprs never show a customer's value."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, NewType

from desktop_sync.model.values import Value

Ref = NewType("Ref", str)
"""A record's identity within its table, as text."""

Side = Literal["a", "b"]
SIDES: tuple[Side, Side] = ("a", "b")


def other(side: Side) -> Side:
    """The opposite side."""
    return "b" if side == "a" else "a"


@dataclass(frozen=True, slots=True)
class Record:
    """One record as a system showed it.

    `values`: field name → value, only fields that were asked for and sent. `raw`: the same as the driver gave them, in the
    order of `Selection.fields`: the base of the fingerprint. `version`: opaque token for compare-and-set.
    """

    ref: Ref
    values: Mapping[str, Value] = field(repr=False)
    raw: Sequence[Any] = field(repr=False)
    version: str | None = None
    modified_at: dt.datetime | None = None
    modified_by: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a table a sync is about. `fields`: the mapped fields' names, in a fixed order.

    `filter`: a condition in the connector's own terms, or `where`: field → value, all of which must hold.
    `cursor_field`: the field with the modification time, where the connector can't know it.
    """

    table: str
    fields: tuple[str, ...]
    filter: str = ""
    where: tuple[tuple[str, str], ...] = ()
    cursor_field: str = ""


@dataclass(slots=True)
class Page:
    """Some records of a listing or a change feed, kept raw so that unchanged ones cost next to nothing.

    `refs[i]` belongs to `rows[i]`; `decode(i)` makes the full `Record`. `deleted`: refs that the feed reports as deleted.
    `cursor`: where to go on next time, on the last page; None before it.
    """

    refs: Sequence[Ref] = field(repr=False)
    rows: Sequence[Sequence[Any]] = field(repr=False)
    decode: Callable[[int], Record] = field(repr=False)
    deleted: Sequence[Ref] = field(default=(), repr=False)
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Create:
    """Make a record. `token` is the idempotency key, unique for this create for ever."""

    token: str
    values: Mapping[str, Value] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Update:
    """Set `values` of the record, if it is still as `expected` shows it."""

    expected: Record
    values: Mapping[str, Value] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete the record, if it is still as `expected` shows it."""

    expected: Record


Write = Create | Update | Delete


class OutcomeStatus(StrEnum):
    """What became of one write."""

    DONE = "done"
    STALE = "stale"
    """The record is no longer as expected (or gone); nothing was written."""
    REJECTED = "rejected"
    """The system refuses this record as it is; the same call would fail again."""
    RETRY = "retry"
    """A passing failure; nothing was written."""
    UNKNOWN = "unknown"
    """The call was sent, the answer was lost: it must be looked up before it is sent again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to one write: `record` is what the system now holds (None after a delete), `words` the system's own words."""

    status: OutcomeStatus
    record: Record | None = None
    words: str = field(default="", repr=False)


Prepared = Callable[[int, Ref], None]
"""Called with (index in the batch, ref) for each create before it becomes visible, where ids are known before the commit."""


def announce(prepared: Prepared, refs: Mapping[int, Ref]) -> None:
    """Tell of several creates: in one go where the listener has a method `many` for that, else one by one."""
    many: Callable[[Mapping[int, Ref]], None] | None = getattr(prepared, "many", None)
    if many is not None:
        many(refs)
        return
    for index, ref in refs.items():
        prepared(index, ref)


@dataclass(frozen=True, slots=True)
class AccountCheck:
    """The result of testing an account. `problems`: one sentence each, with the remedy; empty when all is well."""

    ok: bool
    summary: str
    problems: tuple[str, ...] = ()
    server: str = ""
