"""What a run would do and did: operations, conflicts, holds, and the decisions of people."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from enum import StrEnum
from typing import Literal, NamedTuple

from desktop_sync.model.record import Ref, Side
from desktop_sync.model.values import Value


class OperationKind(StrEnum):
    """What an operation does. The first four write to a system; the others only change what the workspace remembers."""

    CREATE = "create"
    UPDATE = "update"
    ARCHIVE = "archive"
    DELETE = "delete"
    PAIR = "pair"
    """Remember that two records are the same thing."""
    AGREE = "agree"
    """Both sides hold the same (again): remember it as the base."""
    FORGET = "forget"
    """Drop a link: both records are gone, or the delete rule says unlink."""
    IGNORE = "ignore"
    """A delete that the rule does not carry: remember which side is gone."""
    EXCLUDE = "exclude"
    """A record lies outside its side's filter: remember it, and leave the pair alone until it is back."""


WRITING = frozenset({OperationKind.CREATE, OperationKind.UPDATE, OperationKind.ARCHIVE, OperationKind.DELETE})


class OperationState(StrEnum):
    """The journal's view of an operation."""

    PLANNED = "planned"
    SENT = "sent"
    """Written down before the call; the outcome is not known yet."""
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"
    """Not made: stale, cancelled, or found not to have happened."""
    DOUBTFUL = "doubtful"
    """It cannot be told whether it happened; held, never sent again."""


class FieldChange(NamedTuple):
    """One field of an operation, as shared-view values on the target side. Of all that a run makes these are the most, and a named
    tuple is made five times as fast as a frozen dataclass.

    `old`: what the target held before (None for creates). `source`: the value on the other side as it showed it.
    `rule`: why (`changed in A`, `newest wins`, `decided by a person` …), in words of the English catalogue.
    """

    name: str
    old: Value
    new: Value
    source: Value
    rule: str = ""
    lens: str = ""

    def __repr__(self) -> str:
        """Without the values: they are customers' data."""
        return f"FieldChange(name={self.name!r}, rule={self.rule!r}, lens={self.lens!r})"


@dataclass(frozen=True, slots=True)
class Operation:
    """One planned or made operation; `id` is 0 until it is in the journal.

    `side`: where it writes (for PAIR, AGREE, FORGET, IGNORE: either). `link_id`: None for a create until it is confirmed.
    `ref`: the record written; None for a create until the system gave it. `source_ref`: the record it comes from.
    `final`: the last operation of its link in this run. `settles`: nothing else is open on the link (no conflict, no hold): the
    confirmation of the last operation settles it; otherwise it is looked at again in every run.
    `view_a`, `view_b`: the sides' views to remember on confirmation (only the fields that this operation settles).
    `mark_a`, `mark_b`: fingerprints of the raw records that were looked at.
    `keep`: for DELETE, the whole record as it was, field by field of the system. For EXCLUDE the marks of the sides outside are None.
    """

    kind: OperationKind
    side: Side
    ref: Ref | None = None
    source_ref: Ref | None = None
    link_id: int | None = None
    changes: tuple[FieldChange, ...] = ()
    reason: str = ""
    final: bool = True
    settles: bool = True
    view_a: Mapping[str, Value] = attribute(default_factory=dict, repr=False)
    view_b: Mapping[str, Value] = attribute(default_factory=dict, repr=False)
    mark_a: bytes | None = None
    mark_b: bytes | None = None
    keep: Mapping[str, Value] = attribute(default_factory=dict, repr=False)
    label: str = attribute(default="", repr=False)
    """What a person calls the record: its first filled text fields."""
    token: str = ""
    id: int = 0
    run_id: int = 0
    sync_id: int = 0
    state: OperationState = OperationState.PLANNED
    words: str = attribute(default="", repr=False)
    sent_at: dt.datetime | None = None
    settled_at: dt.datetime | None = None
    source_who: str = attribute(default="", repr=False)
    """Who made the edit that is carried, and when, as far as the source's system tells."""
    source_time: dt.datetime | None = None


class ConflictKind(StrEnum):
    """`FIELD`: changed on both sides. `FIRST`: differs at the first pairing. `RESTORED`: differs after a restore, and what was agreed
    last is not known. `DELETE_EDIT`: deleted here, edited there.
    """

    FIELD = "field"
    FIRST = "first"
    RESTORED = "restored"
    DELETE_EDIT = "delete_edit"

    @property
    def has_base(self) -> bool:
        """Whether it is known what both sides agreed on before."""
        return self not in (ConflictKind.FIRST, ConflictKind.RESTORED)


Take = Literal["a", "b", "base", "value"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """A person's decision on a conflict. `value` only with take == "value"."""

    take: Take
    value: Value = attribute(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field (or for DELETE_EDIT the record: field "") that waits for a decision. `id` is 0 until it is stored.

    `decision` stands once a person decided; it is carried by the next run if `a` and `b` are still what they were.
    """

    kind: ConflictKind
    link_id: int
    field: str
    base: Value = attribute(repr=False)
    a: Value = attribute(repr=False)
    b: Value = attribute(repr=False)
    a_ref: Ref | None = None
    b_ref: Ref | None = None
    a_time: dt.datetime | None = None
    b_time: dt.datetime | None = None
    a_who: str = ""
    b_who: str = ""
    label: str = attribute(default="", repr=False)
    id: int = 0
    sync_id: int = 0
    run_id: int = 0
    opened_at: dt.datetime | None = None
    decision: Resolution | None = None


class HoldState(StrEnum):
    """`WAITING`: for a person or another record. `FAILED`: the system or a rule refused it. `DISMISSED`: left aside on purpose."""

    WAITING = "waiting"
    FAILED = "failed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Hold:
    """A record or field set aside; nothing is written for it until its cause is gone. `id` is 0 until it is stored.

    One open hold exists per (link or side+ref, field, code). `side`: the side it would be written to for refusals, the side of the record else.
    `code`: stable English id of the cause (`rejected`, `invalid`, `lens`, `ambiguous`, `doubt`, `guard` …). `words`: the system's own words.
    """

    code: str
    side: Side
    message: str = attribute(repr=False)
    remedy: str = ""
    state: HoldState = HoldState.FAILED
    link_id: int | None = None
    ref: Ref | None = None
    field: str = ""
    words: str = attribute(default="", repr=False)
    mark: bytes | None = None
    """Fingerprint of the source record when it was held: the same picture is not tried again until `retry`."""
    label: str = attribute(default="", repr=False)
    id: int = 0
    sync_id: int = 0
    run_id: int = 0
    since: dt.datetime | None = None
    attempts: int = 1
    proposal: str = attribute(default="", repr=False)
    """For duplicates: which record to keep and what merging would give, as JSON."""


Gone = Literal["", "a", "b", "out_a", "out_b", "out_ab"]


def out_of(sides: Iterable[Side]) -> Gone:
    """What a link remembers when these sides' records lie outside their filter."""
    found = frozenset(sides)
    if len(found) > 1:
        return "out_ab"
    return "" if not found else "out_a" if "a" in found else "out_b"


def is_out(gone: str, side: Side) -> bool:
    """Whether that side's record is known to lie outside its filter."""
    return gone.startswith("out_") and side in gone[4:]


@dataclass(frozen=True, slots=True)
class Wait:
    """A reference of a record whose parent has no partner yet; it goes on when the parent's sync has linked it.

    `side`, `ref`: the record that waits. `parent_id`: the sync of the parent; `parent_side`: the parent's side there.
    """

    side: Side
    ref: Ref
    field: str
    parent_id: int
    parent_side: Side
    parent_ref: Ref


@dataclass(frozen=True, slots=True)
class Link:
    """The pair that are the same thing, with each side's base. `mark_*` None: that side must be looked at again.

    `gone`: the side whose record is gone while the rule leaves the other alone, or the sides that lie outside their filter; "" else.
    """

    id: int
    a_ref: Ref
    b_ref: Ref
    a_base: Mapping[str, Value] = attribute(repr=False)
    b_base: Mapping[str, Value] = attribute(repr=False)
    a_mark: bytes | None = None
    b_mark: bytes | None = None
    gone: Gone = ""
    made_run: int | None = None
    """The run that linked them; None for links of earlier versions."""

    def ref(self, side: Side) -> Ref:
        """The record's ref on that side."""
        return self.a_ref if side == "a" else self.b_ref

    def base(self, side: Side) -> Mapping[str, Value]:
        """The base of that side."""
        return self.a_base if side == "a" else self.b_base


@dataclass(frozen=True, slots=True)
class Sighting:
    """A record that differs from what the workspace remembers, or is unknown to it, as one run saw it.

    `gone`: it is no longer there (then the rest is empty). `outside`: it is there, but the filter leaves it out (the rest is empty, too).
    """

    side: Side
    ref: Ref
    link_id: int | None = None
    gone: bool = False
    view: Mapping[str, Value] = attribute(default_factory=dict, repr=False)
    mark: bytes = b""
    modified_at: dt.datetime | None = None
    modified_by: str = ""
    version: str | None = None
    outside: bool = False


class PairingKind(StrEnum):
    """How sure a proposed pair is."""

    SURE = "sure"
    LIKELY = "likely"
    AMBIGUOUS = "ambiguous"
    ONLY_A = "only_a"
    ONLY_B = "only_b"
    DUPLICATE = "duplicate"
    """Records of one side that look like the same thing, and have no partner on the other."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """One line of the first pairing. `key`: the names of the match key that decided; `score`: 0..1 for likely ones, and `fields`:
    how alike each field is. `proposals`: per side, what merging its duplicates would give, as data. `a_labels`, `b_labels`: what each
    record is called, where there are several.
    """

    kind: PairingKind
    a_refs: tuple[Ref, ...] = ()
    b_refs: tuple[Ref, ...] = ()
    key: tuple[str, ...] = ()
    score: float = 1.0
    a_label: str = attribute(default="", repr=False)
    b_label: str = attribute(default="", repr=False)
    reason: str = ""
    fields: Mapping[str, float] = attribute(default_factory=dict)
    proposals: Mapping[Side, Mapping[str, object]] = attribute(default_factory=dict, repr=False)
    a_labels: tuple[str, ...] = attribute(default=(), repr=False)
    b_labels: tuple[str, ...] = attribute(default=(), repr=False)

    def records(self, side: Side) -> list[tuple[Ref, str]]:
        """The records of that side with what each is called."""
        refs, label = (self.a_refs, self.a_label) if side == "a" else (self.b_refs, self.b_label)
        labels = self.a_labels if side == "a" else self.b_labels
        return list(zip(refs, labels or (label,) * len(refs), strict=True))
