"""Columns of the journal's tables, and rows to and from the model's dataclasses. Rows never leave the store."""

from collections.abc import Mapping
from typing import Any, Final, cast

from desktop_sync.model.plan import (
    WRITING,
    Conflict,
    ConflictKind,
    FieldChange,
    Hold,
    HoldState,
    Link,
    Operation,
    OperationKind,
    OperationState,
    Resolution,
    Sighting,
    Take,
)
from desktop_sync.model.record import Ref, Side
from desktop_sync.model.values import Value, from_json
from desktop_sync.store.codec import clean, dump_time, dump_value, dump_values, load_time, load_value, load_values
from desktop_sync.store.database import Row

NO_VIEW: Final = b"{}"
NO_CHANGES: Final = b"[]"
SAME: Final = b"="
"""In place of B's base: the same as A's."""
AS_CHANGED: Final = b"="
"""In place of a view: the values that the operation writes. Whoever changes what it wrote, writes the view out (`written_views`)."""


_TAGGED: Final = frozenset({dict, list})
"""What a decoded value is when it needs `from_json`; all others are themselves."""


def view_blob(view: Mapping[str, Value]) -> bytes:
    """The same bytes as `dump_view`, three times as fast: only values that JSON lacks come back to Python."""
    return dump_values(dict(view)) if view else NO_VIEW


def load_view_blob(blob: bytes) -> dict[str, Value]:
    """The inverse of `view_blob`: the same as `load_view`, three times as fast."""
    if blob == NO_VIEW:
        return {}
    return {name: from_json(data) if type(data) in _TAGGED else data for name, data in load_values(blob).items()}


def _value(data: Any) -> Value:
    return from_json(data) if type(data) in _TAGGED else data


def changes_blob(changes: tuple[FieldChange, ...]) -> bytes:
    """Field changes as a blob: a list of six for each, or, where all are a new record's values by one rule, the rule and lists of three."""
    if not changes:
        return NO_CHANGES
    rule = changes[0].rule
    if all(c.old is None and c.new is c.source and c.rule == rule for c in changes):
        return dump_values([rule, *((c.name, c.new, c.lens) for c in changes)])
    return dump_values([(c.name, c.old, c.new, c.source, c.rule, c.lens) for c in changes])


def _changes(blob: bytes) -> tuple[FieldChange, ...]:
    if blob == NO_CHANGES:
        return ()
    rule, *news = data = load_values(blob)
    if type(rule) is str:
        return tuple(
            [
                FieldChange(name, None, value := from_json(new) if type(new) in _TAGGED else new, value, rule, lens)
                for name, new, lens in news
            ]
        )
    return tuple(
        FieldChange(name, _value(old), _value(new), _value(source), rule, lens)
        for name, old, new, source, rule, lens in data
    )


def _is_in(changes: tuple[FieldChange, ...], view: Mapping[str, Value]) -> bool:
    """Whether the view is nothing but what the changes carry."""
    return len(view) == len(changes) and all(view.get(c.name, c) is c.new for c in changes)


def _planned_view(view: Mapping[str, Value], changes: tuple[FieldChange, ...]) -> bytes:
    return NO_VIEW if not view else AS_CHANGED if _is_in(changes, view) else view_blob(view)


def _view_of(blob: bytes, changes: tuple[FieldChange, ...]) -> dict[str, Value]:
    return {c.name: c.new for c in changes} if blob == AS_CHANGED else load_view_blob(blob)


# links

LINK: Final = "l.id, l.a_ref, l.b_ref, b.a_base, b.b_base, l.a_mark, l.b_mark, l.gone, l.made_run"
LINKS: Final = "links l JOIN bases b ON b.link_id = l.id"


def link_of(row: Row) -> Link:
    """A link with its bases, from the columns `LINK`."""
    id_, a_ref, b_ref, a_base, b_base, a_mark, b_mark, gone, made_run = row
    base = load_view_blob(a_base)
    return Link(
        id_,
        a_ref,
        b_ref,
        base,
        dict(base) if b_base == SAME else load_view_blob(b_base),
        a_mark,
        b_mark,
        gone,
        made_run,
    )


def bases_blobs(a_base: Mapping[str, Value], b_base: Mapping[str, Value]) -> tuple[bytes, bytes]:
    """Both bases of a link for its row."""
    a, b = view_blob(a_base), view_blob(b_base)
    return a, SAME if a == b else b


NO_BASES: Final = bases_blobs({}, {})
"""Of a link of which it is not known what it agreed on."""


# sightings

_OUTSIDE: Final = 2
"""In the column `gone`, added to what it says: there, but outside the filter."""
SIGHTING: Final = "side, ref, link_id, gone, view, mark, modified_at, modified_by, version"


def sighting_row(run_id: int, one: Sighting) -> Row:
    """A sighting as the values of (run_id, `SIGHTING`)."""
    view, time = view_blob(one.view), dump_time(one.modified_at)
    return (
        run_id,
        one.side,
        one.ref,
        one.link_id,
        int(one.gone) + _OUTSIDE * int(one.outside),
        view,
        one.mark,
        time,
        clean(one.modified_by),
        one.version,
    )


def sighting_of(row: Row) -> Sighting:
    """A sighting from the columns `SIGHTING`."""
    side, ref, link_id, gone, view, mark, modified_at, modified_by, version = row
    there = (bool(gone & 1), load_view_blob(view), mark, load_time(modified_at))
    return Sighting(side, ref, link_id, *there, modified_by, version, outside=bool(gone & _OUTSIDE))


# operations

_OPERATION_IN: Final = (
    "run_id, sync_id, kind, writes, side, ref, source_ref, link_id, a_ref, b_ref, reason, final, settles, changes, "
    "view_a, view_b, mark_a, mark_b, kept, label, token, state, words, sent_at, settled_at, source_who, source_time"
)
INSERT_OPERATION: Final = f"INSERT INTO operations ({_OPERATION_IN}) VALUES ({','.join('?' * 27)})"  # noqa: S608 - constants
OPERATION: Final = (
    "id, run_id, sync_id, kind, side, ref, source_ref, link_id, reason, final, settles, changes, view_a, view_b, "
    "mark_a, mark_b, kept, label, token, state, words, sent_at, settled_at, source_who, source_time"
)


def operation_row(run_id: int, sync_id: int, one: Operation) -> Row:
    """An operation as the values of `INSERT_OPERATION`."""
    a_ref, b_ref = (one.ref, one.source_ref) if one.side == "a" else (one.source_ref, one.ref)
    return (
        run_id,
        sync_id,
        one.kind.value,
        int(one.kind in WRITING),
        one.side,
        one.ref,
        one.source_ref,
        one.link_id,
        a_ref,
        b_ref,
        one.reason,
        int(one.final),
        int(one.settles),
        changes_blob(one.changes),
        _planned_view(one.view_a, one.changes),
        _planned_view(one.view_b, one.changes),
        one.mark_a,
        one.mark_b,
        view_blob(one.keep),
        clean(one.label),
        one.token,
        one.state.value,
        clean(one.words),
        dump_time(one.sent_at),
        dump_time(one.settled_at),
        clean(one.source_who),
        dump_time(one.source_time),
    )


def operation_of(row: Row) -> Operation:
    """An operation from the columns `OPERATION`."""
    (
        id_,
        run_id,
        sync_id,
        kind,
        side,
        ref,
        source_ref,
        link_id,
        reason,
        final,
        settles,
        changes,
        view_a,
        view_b,
        *rest,
    ) = row
    mark_a, mark_b, kept, label, token, state, words, sent_at, settled_at, source_who, source_time = rest
    changed = _changes(changes)
    return Operation(
        kind=OperationKind(kind),
        side=side,
        ref=ref,
        source_ref=source_ref,
        link_id=link_id,
        changes=changed,
        reason=reason,
        final=bool(final),
        settles=bool(settles),
        view_a=_view_of(view_a, changed),
        view_b=_view_of(view_b, changed),
        mark_a=mark_a,
        mark_b=mark_b,
        keep=load_view_blob(kept),
        label=label,
        token=token,
        id=id_,
        run_id=run_id,
        sync_id=sync_id,
        state=OperationState(state),
        words=words,
        sent_at=load_time(sent_at),
        settled_at=load_time(settled_at),
        source_who=source_who,
        source_time=load_time(source_time),
    )


# conflicts

CONFLICT: Final = (
    "id, sync_id, run_id, link_id, kind, field, base, a, b, a_ref, b_ref, a_time, b_time, a_who, b_who, label, "
    "opened_at, take, value"
)


def conflict_picture(one: Conflict) -> tuple[str, str, bytes, bytes]:
    """What makes two conflicts of a link the same."""
    return one.kind.value, one.field, dump_value(one.a), dump_value(one.b)


def conflict_details(one: Conflict) -> Row:
    """The columns that are renewed each time a conflict is seen: kind, base … label."""
    return (
        one.kind.value,
        dump_value(one.base),
        dump_value(one.a),
        dump_value(one.b),
        one.a_ref,
        one.b_ref,
        dump_time(one.a_time),
        dump_time(one.b_time),
        clean(one.a_who),
        clean(one.b_who),
        clean(one.label),
    )


def conflict_of(row: Row) -> Conflict:
    """A conflict from the columns `CONFLICT`."""
    (id_, sync_id, run_id, link_id, kind, field, base, a, b, a_ref, b_ref, *rest) = row
    a_time, b_time, a_who, b_who, label, opened_at, take, value = rest
    decision = None if take is None else Resolution(cast("Take", take), load_value(value))
    return Conflict(
        kind=ConflictKind(kind),
        link_id=link_id,
        field=field,
        base=load_value(base),
        a=load_value(a),
        b=load_value(b),
        a_ref=a_ref,
        b_ref=b_ref,
        a_time=load_time(a_time),
        b_time=load_time(b_time),
        a_who=a_who,
        b_who=b_who,
        label=label,
        id=id_,
        sync_id=sync_id,
        run_id=run_id,
        opened_at=load_time(opened_at),
        decision=decision,
    )


# holds

HOLD: Final = (
    "id, sync_id, run_id, link_id, side, ref, field, code, message, remedy, state, words, mark, label, since, attempts, "
    "proposal"
)


def link_subject(link_id: int) -> str:
    """What a hold of a link is about, as its key."""
    return f"link:{link_id}"


def ref_subject(side: Side, ref: Ref | None) -> str:
    """What a hold of an unlinked record is about, as its key."""
    return f"{side}:{ref or ''}"


def hold_subject(one: Hold) -> str:
    """What the hold is about, as its key."""
    return link_subject(one.link_id) if one.link_id is not None else ref_subject(one.side, one.ref)


def hold_of(row: Row) -> Hold:
    """A hold from the columns `HOLD`."""
    (id_, sync_id, run_id, link_id, side, ref, field, code, message, remedy, state, words, mark, *rest) = row
    label, since, attempts, proposal = cast("tuple[str, str | None, int, str]", tuple(rest))

    return Hold(
        code=code,
        side=side,
        message=message,
        remedy=remedy,
        state=HoldState(state),
        link_id=link_id,
        ref=ref,
        field=field,
        words=words,
        mark=mark,
        id=id_,
        sync_id=sync_id,
        run_id=run_id,
        label=label,
        since=load_time(since),
        attempts=attempts,
        proposal=proposal,
    )
