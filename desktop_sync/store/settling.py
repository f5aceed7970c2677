"""What an outcome leaves behind: the operation's state, the link, its bases and marks, holds. One transaction per list.

Links are loaded in one go, changed in memory in the order of the settlements, and written back together: a settlement
then costs 50 to 90 µs. Links are made and removed at once: a ref that one settlement frees may be taken by the next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_sync.errors import StoreError
from desktop_sync.model.plan import WRITING, HoldState, Link, Operation, OperationKind, OperationState
from desktop_sync.model.record import Ref, Side
from desktop_sync.model.trail import TrailEntry, TrailKind
from desktop_sync.model.values import Value
from desktop_sync.store import trail
from desktop_sync.store.codec import clean, dump_time
from desktop_sync.store.database import Database, Row, batches
from desktop_sync.store.failures import Conflicting
from desktop_sync.store.holds import Holds
from desktop_sync.store.links import Links
from desktop_sync.store.rows import bases_blobs, changes_blob, link_subject, ref_subject, view_blob
from desktop_sync.sync.journal import Settlement

MAKING = frozenset({OperationKind.CREATE, OperationKind.PAIR})
REMOVING = frozenset({OperationKind.DELETE, OperationKind.FORGET})
CLEARED_BY_SUCCESS = (
    "rejected",
    "not_stored",
    "invalid",
    "lens",
    "stale",
    "doubt",
    "alike",
    "duplicate",
    "reference",
    "ambiguous",
    "same_key",
    "loop",
)
"""Codes of the holds that a confirmed operation closes when nothing is left open on its link."""
CLEARED_BY_WRITE = ("rejected", "stale", "doubt")
"""Those on the side written that a write closes which leaves something open: it was taken, but says nothing of the other fields."""
CLEARED_BY_FIELD = ("not_stored",)
"""The same, where the write wrote the very field."""
_OPEN = frozenset({OperationState.PLANNED, OperationState.SENT})


@dataclass(slots=True)
class _Touched:
    """A link while its settlements are worked through."""

    a_ref: Ref
    b_ref: Ref
    a_base: dict[str, Value]
    b_base: dict[str, Value]
    a_mark: bytes | None
    b_mark: bytes | None
    gone: str
    bases_changed: bool = False


class Settling:
    """The work of one `Journal.settle` call for one sync; used inside its transaction, once."""

    def __init__(self, database: Database, holds: Holds, sync_id: int) -> None:
        self._db = database
        self._holds = holds
        self._sync_id = sync_id
        self._links: dict[int, _Touched] = {}
        self._made: dict[tuple[Ref, Ref], int] = {}
        """Links that are there by now, and whose settlement is to come."""
        self._changed: set[int] = set()
        self._removed: set[int] = set()
        self._operations: list[Row] = []
        self._views: list[Row] = []
        self._forgotten: list[Row] = []
        self._closed: list[str] = []
        self._closed_on: dict[Side, list[str]] = {"a": [], "b": []}
        self._closed_fields: dict[Side, dict[str, list[str]]] = {"a": {}, "b": {}}
        self._linked: list[Row] = []
        self._told: list[TrailEntry] = []

    def run(self, settlements: Sequence[Settlement]) -> None:
        """Carry them all out, in order."""
        ids = {one.operation.link_id for one in settlements if one.operation.link_id is not None}
        self._links = {id_: _touched(link) for id_, link in Links(self._db).links(self._sync_id, sorted(ids)).items()}
        made: dict[int, int] = {}
        self._insert_many(settlements)
        for one in settlements:
            link_id = self._settle_link(one)
            self._note_operation(one, link_id)
            if link_id is not None and one.state is OperationState.DONE and one.operation.kind in MAKING:
                made[one.operation.id] = link_id
        self._write_links()
        self._write_operations()
        self._holds.close_subjects(self._sync_id, self._closed, CLEARED_BY_SUCCESS)
        for side, subjects in self._closed_on.items():
            self._holds.close_subjects(self._sync_id, subjects, CLEARED_BY_WRITE, side=side)
            for name, links in self._closed_fields[side].items():
                self._holds.close_subjects(self._sync_id, links, CLEARED_BY_FIELD, side=side, field=name)
        trail.write(self._db, self._sync_id, self._told)
        decided = [(one.operation.link_id, name) for one in settlements for name in one.carried]
        self._db.many("DELETE FROM conflicts WHERE link_id = ? AND field = ? AND take IS NOT NULL", decided)
        for one in settlements:
            self._keep_holds(one, made.get(one.operation.id))
        self._db.many(
            "INSERT INTO aside (sync_id, side, ref, reason) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (sync_id, side, ref) DO UPDATE SET reason = excluded.reason",
            [(self._sync_id, *aside) for one in settlements for aside in one.aside],
        )

    def _keep_holds(self, one: Settlement, made: int | None) -> None:
        """`made`: the link that came of it; what is held about a new record is held about its pair."""
        for hold in (*one.holds, *(() if one.hold is None else (one.hold,))):
            run_id = hold.run_id or one.operation.run_id
            if made is not None and hold.link_id is None:
                hold = replace(hold, link_id=made, side=one.operation.side, ref=one.ref)  # noqa: PLW2901
            self._holds.keep_hold(replace(hold, sync_id=self._sync_id, run_id=run_id, since=hold.since or one.at))

    # links

    def _settle_link(self, one: Settlement) -> int | None:
        """Change the link; its id, None where there is none (any more)."""
        link_id = one.operation.link_id
        if one.state in _OPEN:
            return link_id
        if one.state is not OperationState.DONE:
            link = self._touch(link_id)
            if link is not None:
                link.a_mark = link.b_mark = None
            return link_id
        kind = one.operation.kind
        self._close_holds_of(one)
        if kind in MAKING:
            return link_id if one.alone else self._make(one)
        if kind in REMOVING:
            self._remove(link_id, one)
            return link_id
        link = self._touch(link_id)
        # The link may have been removed since the plan was made: then there is nothing to remember.
        if link is not None:
            _remember(link, one)
        return link_id

    def _touch(self, link_id: int | None) -> _Touched | None:
        link = None if link_id is None else self._links.get(link_id)
        if link is not None and link_id is not None:
            self._changed.add(link_id)
        return link

    def _make(self, one: Settlement) -> int:
        a_ref, b_ref = one.a_ref, one.b_ref
        if a_ref is None or b_ref is None:
            raise StoreError(
                "A new link needs the records of both sides.",
                advice="This is a mistake of the program: please report it.",
            )
        link_id = one.operation.link_id
        if link_id is not None and link_id in self._links and link_id not in self._removed:
            # Made again, for a link whose record was gone.
            self._point(link_id, a_ref, b_ref)
        else:
            link_id = self._insert(a_ref, b_ref, one.operation.run_id)
        link = self._links[link_id]
        self._changed.add(link_id)
        _remember(link, one)
        self._linked += [(self._sync_id, "a", a_ref), (self._sync_id, "b", b_ref)]
        return link_id

    def _insert_many(self, settlements: Sequence[Settlement]) -> None:
        """Make the new links in few statements. What another row is in the way of is left to `_insert`, in its turn."""
        new: list[tuple[object, ...]] = [
            (self._sync_id, one.a_ref, one.b_ref, one.operation.run_id or None)
            for one in settlements
            if one.state is OperationState.DONE
            and one.operation.kind in MAKING
            and not one.alone
            and one.operation.link_id is None
            and None not in (one.a_ref, one.b_ref)
        ]
        for some in batches(new):
            marks = ",".join(["(?, ?, ?, ?)"] * len(some))
            rows = self._db.insert_all(
                f"INSERT INTO links (sync_id, a_ref, b_ref, made_run) VALUES {marks}"  # noqa: S608 - marks
                " ON CONFLICT DO NOTHING RETURNING a_ref, b_ref, id",
                [value for row in some for value in row],
            )
            self._made |= {(a_ref, b_ref): link_id for a_ref, b_ref, link_id in rows}

    def _insert(self, a_ref: Ref, b_ref: Ref, run_id: int) -> int:
        link_id = self._made.pop((a_ref, b_ref), None) or self._db.insert_new(
            "INSERT INTO links (sync_id, a_ref, b_ref, made_run) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (self._sync_id, a_ref, b_ref, run_id or None),
        )
        if link_id is None:
            return self._known(a_ref, b_ref)
        self._links[link_id] = _Touched(a_ref, b_ref, {}, {}, None, None, "", bases_changed=True)
        return link_id

    def _known(self, a_ref: Ref, b_ref: Ref) -> int:
        """The link of these two, which is there already. Raises StoreError when one of them is linked to another record."""
        found = self._db.rows(
            "SELECT id, a_ref, b_ref FROM links WHERE sync_id = ? AND a_ref = ?", (self._sync_id, a_ref)
        )
        found += self._db.rows(
            "SELECT id, a_ref, b_ref FROM links WHERE sync_id = ? AND b_ref = ?", (self._sync_id, b_ref)
        )
        if any((known_a, known_b) != (a_ref, b_ref) for _, known_a, known_b in found):
            raise _taken()
        link_id = int(found[0][0])
        if link_id not in self._links:
            self._links[link_id] = _touched(Links(self._db).links(self._sync_id, [link_id])[link_id])
        return link_id

    def _point(self, link_id: int, a_ref: Ref, b_ref: Ref) -> None:
        link = self._links[link_id]
        if (link.a_ref, link.b_ref) == (a_ref, b_ref):
            return
        try:
            self._db.run("UPDATE links SET a_ref = ?, b_ref = ? WHERE id = ?", (a_ref, b_ref, link_id))
        except Conflicting as error:
            raise _taken() from error
        link.a_ref, link.b_ref = a_ref, b_ref

    def _remove(self, link_id: int | None, one: Settlement) -> None:
        """Its bases, conflicts and holds go with it (ON DELETE CASCADE); the trail keeps what it takes to make it again."""
        if link_id is not None and link_id in self._links:
            link, run_id, words = self._links[link_id], one.operation.run_id, one.operation.reason
            self._told.append(
                TrailEntry(
                    TrailKind.UNLINKED,
                    one.at,
                    run_id,
                    link.a_ref,
                    link.b_ref,
                    side=one.operation.side,
                    words=words,
                    a_base=link.a_base,
                    b_base=link.b_base,
                )
            )
            self._db.run("DELETE FROM links WHERE id = ?", (link_id,))
            self._removed.add(link_id)

    def _write_links(self) -> None:
        changed = [(id_, self._links[id_]) for id_ in sorted(self._changed)]
        self._db.many(
            "INSERT INTO bases (link_id, a_base, b_base) SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM links WHERE id = ?)"
            " ON CONFLICT (link_id) DO UPDATE SET a_base = excluded.a_base, b_base = excluded.b_base",
            [(id_, *bases_blobs(link.a_base, link.b_base), id_) for id_, link in changed if link.bases_changed],
        )
        self._db.many(
            "UPDATE links SET a_mark = ?, b_mark = ?, gone = ? WHERE id = ?",
            [(link.a_mark, link.b_mark, link.gone, id_) for id_, link in changed],
        )
        self._db.many("DELETE FROM aside WHERE sync_id = ? AND side = ? AND ref = ?", self._linked)

    # operations and holds

    def _note_operation(self, one: Settlement, link_id: int | None) -> None:
        operation = one.operation
        self._tell_doubted(one, link_id)
        if one.state is OperationState.DONE and operation.kind not in WRITING:
            # Nothing was written: what it was about is in the link now, and the history has no use for it.
            self._forgotten.append((operation.id,))
            return
        a_ref, b_ref = self._refs(one, link_id)
        changes = None
        if one.changes is not None:
            changes = changes_blob(one.changes)
            self._views.append((view_blob(operation.view_a), view_blob(operation.view_b), operation.id))
        time = dump_time(one.at)
        words = clean(one.words)
        self._operations.append((one.state.value, time, words, one.ref, link_id, a_ref, b_ref, changes, operation.id))

    def _tell_doubted(self, one: Settlement, link_id: int | None) -> None:
        refs, run_id = self._refs(one, link_id), one.operation.run_id
        self._told += [
            TrailEntry(
                TrailKind.DOUBTED,
                one.at,
                run_id,
                *refs,
                change.name,
                one.operation.side,
                change.rule,
                {"old": change.old, "new": change.new},
            )
            for change in one.doubted
        ]

    def _refs(self, one: Settlement, link_id: int | None) -> tuple[Ref | None, Ref | None]:
        """Both sides' records, so that the history finds the operation when the link is gone."""
        operation = one.operation
        link = None if link_id is None else self._links.get(link_id)
        if link is not None:
            return link.a_ref, link.b_ref
        written = one.ref or operation.ref
        a_ref, b_ref = (written, operation.source_ref) if operation.side == "a" else (operation.source_ref, written)
        return one.a_ref or a_ref, one.b_ref or b_ref

    def _write_operations(self) -> None:
        self._db.many(
            "UPDATE operations SET state = ?, settled_at = ?, words = ?, ref = coalesce(?, ref), link_id = ?,"
            " a_ref = coalesce(?, a_ref), b_ref = coalesce(?, b_ref), changes = coalesce(?, changes) WHERE id = ?",
            self._operations,
        )
        self._db.many("UPDATE operations SET view_a = ?, view_b = ? WHERE id = ?", self._views)
        self._db.many("DELETE FROM operations WHERE id = ?", self._forgotten)

    def _close_holds_of(self, one: Settlement) -> None:
        operation = one.operation
        settled = operation.kind in MAKING | REMOVING or (one.mark_a is not None and one.mark_b is not None)
        held = one.hold is not None or any(hold.state is not HoldState.DISMISSED for hold in one.holds)
        if held or not settled:
            # Something is still open on the link: remembering that closes nothing, a write only what was held against it.
            if not held and operation.kind in WRITING and operation.link_id is not None:
                subject = link_subject(operation.link_id)
                self._closed_on[operation.side].append(subject)
                for change in operation.changes:
                    self._closed_fields[operation.side].setdefault(change.name, []).append(subject)
            return
        if operation.link_id is not None:
            self._closed.append(link_subject(operation.link_id))
        a_ref, b_ref = self._refs(one, operation.link_id)
        self._closed += [ref_subject("a", a_ref)] if a_ref else []
        self._closed += [ref_subject("b", b_ref)] if b_ref else []


def settle(database: Database, holds: Holds, settlements: Sequence[Settlement]) -> None:
    """All of them in one transaction. A ref that is linked to another record raises StoreError: nothing is changed."""
    by_sync: dict[int, list[Settlement]] = {}
    with database.transaction():
        for one in settlements:
            by_sync.setdefault(_sync_of(database, one.operation), []).append(one)
        for sync_id, some in by_sync.items():
            Settling(database, holds, sync_id).run(some)


def _sync_of(database: Database, operation: Operation) -> int:
    if operation.sync_id:
        return operation.sync_id
    row = database.row("SELECT sync_id FROM operations WHERE id = ?", (operation.id,))
    if row is None:
        raise StoreError("An operation that is not in the journal can't be settled.", advice="Run the sync again.")
    return int(row[0])


def _touched(link: Link) -> _Touched:
    return _Touched(link.a_ref, link.b_ref, dict(link.a_base), dict(link.b_base), link.a_mark, link.b_mark, link.gone)


def _remember(link: _Touched, one: Settlement) -> None:
    if one.base_a or one.base_b:
        _merge(link.a_base, one.base_a)
        _merge(link.b_base, one.base_b)
        link.bases_changed = True
    link.a_mark, link.b_mark, link.gone = one.mark_a, one.mark_b, one.gone


def _merge(base: dict[str, Value], more: Mapping[str, Value]) -> None:
    base.update(more)


def _taken() -> StoreError:
    return StoreError(
        "A record can't be linked: it is already linked to another one.",
        advice="Look for duplicates on both sides, put them in order there, and run the sync again.",
    )
