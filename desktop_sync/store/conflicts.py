"""Open conflicts and the decisions on them. A closed conflict is removed; what was written is in the history."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

from desktop_sync.model.plan import Conflict, Resolution
from desktop_sync.model.trail import TrailEntry, TrailKind
from desktop_sync.store import trail
from desktop_sync.store.codec import dump_time, dump_value
from desktop_sync.store.database import Database, Row, marks_for
from desktop_sync.store.rows import CONFLICT, conflict_details, conflict_of, conflict_picture

_DETAILS = ("kind", "base", "a", "b", "a_ref", "b_ref", "a_time", "b_time", "a_who", "b_who", "label")
_SET = ", ".join(f"{name} = ?" for name in _DETAILS)


class Conflicts:
    """The conflicts part of the journal. `now` gives `opened_at` to a conflict that comes without."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        self._db = database
        self._now = now

    def keep_conflicts(self, run_id: int, sync_id: int, link_ids: Sequence[int], conflicts: Sequence[Conflict]) -> None:
        """These are all open conflicts of these links now. The same picture (kind, field, a, b) keeps its decision."""
        with self._db.transaction():
            known = {(one.link_id, one.field): one for one in self.conflicts(sync_id, link_ids=link_ids)}
            opened: list[Row] = []
            moved: list[Row] = []
            told: list[TrailEntry] = []
            same: list[Row] = []
            for one in conflicts:
                old = known.pop((one.link_id, one.field), None)
                known_picture = old is not None and conflict_picture(old) == conflict_picture(one)
                if not known_picture:
                    told.append(self._entry(run_id, one))
                if old is None:
                    opened.append(self._new_row(run_id, sync_id, one))
                else:
                    rows = same if known_picture else moved
                    rows.append((run_id, *conflict_details(one), old.id))
            trail.write(self._db, sync_id, told)
            self._db.many("DELETE FROM conflicts WHERE id = ?", [(one.id,) for one in known.values()])
            self._db.many(f"UPDATE conflicts SET run_id = ?, {_SET} WHERE id = ?", same)  # noqa: S608 - constants
            self._db.many(
                f"UPDATE conflicts SET run_id = ?, {_SET}, take = NULL, value = NULL WHERE id = ?",  # noqa: S608 - constants
                moved,
            )
            self._db.many(
                f"INSERT INTO conflicts (sync_id, run_id, link_id, field, {', '.join(_DETAILS)}, opened_at,"  # noqa: S608
                f" take, value) VALUES ({marks_for(range(18))})",
                opened,
            )

    def _entry(self, run_id: int, one: Conflict) -> TrailEntry:
        values = {"base": one.base, "a": one.a, "b": one.b}
        words = " and ".join(who for who in (one.a_who, one.b_who) if who)
        return TrailEntry(
            TrailKind.CONFLICT, self._now(), run_id, one.a_ref, one.b_ref, one.field, words=words, values=values
        )

    def _new_row(self, run_id: int, sync_id: int, one: Conflict) -> Row:
        opened_at = dump_time(one.opened_at or self._now())
        take = None if one.decision is None else one.decision.take
        value = None if one.decision is None else dump_value(one.decision.value)
        return (sync_id, run_id, one.link_id, one.field, *conflict_details(one), opened_at, take, value)

    def conflicts(self, sync_id: int | None = None, *, link_ids: Sequence[int] | None = None) -> Sequence[Conflict]:
        """Open conflicts by id."""
        sql = f"SELECT {CONFLICT} FROM conflicts"  # noqa: S608 - constants
        where, values = ("", ()) if sync_id is None else ("sync_id = ?", (sync_id,))
        rows: Iterable[Row]
        if link_ids is not None:
            both = " AND ".join(filter(None, (where, "link_id IN ({})")))
            rows = sorted(self._db.rows_in(f"{sql} WHERE {both}", link_ids, *values), key=itemgetter(0))
        else:
            rows = self._db.rows(f"{sql} {'WHERE ' + where if where else ''} ORDER BY id", values)
        return [conflict_of(row) for row in rows]

    def conflict(self, conflict_id: int) -> Conflict | None:
        """One open conflict."""
        row = self._db.row(f"SELECT {CONFLICT} FROM conflicts WHERE id = ?", (conflict_id,))  # noqa: S608 - constants
        return None if row is None else conflict_of(row)

    def conflict_count(self, sync_id: int, field: str | None = None) -> int:
        """How many are open, of one field where it is given."""
        only, values = ("", ()) if field is None else (" AND field = ?", (field,))
        return self._db.number(f"SELECT count(*) FROM conflicts WHERE sync_id = ?{only}", (sync_id, *values))  # noqa: S608

    def decide(self, conflict_id: int, resolution: Resolution | None) -> None:
        """Remember the decision (None takes it back); its link is looked at again."""
        self._decide([conflict_id], resolution)

    def decide_all(self, conflict_ids: Sequence[int], resolution: Resolution) -> None:
        """The same decision on all of these, in one transaction."""
        self._decide(conflict_ids, resolution)

    def _decide(self, conflict_ids: Sequence[int], resolution: Resolution | None) -> None:
        take = None if resolution is None else resolution.take
        value = None if resolution is None else dump_value(resolution.value)
        with self._db.transaction():
            if resolution is not None:
                self._tell_decisions(conflict_ids, resolution)
            self._db.many(
                "UPDATE conflicts SET take = ?, value = ? WHERE id = ?", [(take, value, one) for one in conflict_ids]
            )
            self._db.many(
                "UPDATE links SET a_mark = NULL, b_mark = NULL WHERE id = (SELECT link_id FROM conflicts WHERE id = ?)",
                [(one,) for one in conflict_ids],
            )

    def _tell_decisions(self, conflict_ids: Sequence[int], resolution: Resolution) -> None:
        values = {"value": resolution.value} if resolution.take == "value" else {}
        told: dict[int, list[TrailEntry]] = {}
        for row in self._db.rows_in(f"SELECT {CONFLICT} FROM conflicts WHERE id IN ({{}})", conflict_ids):  # noqa: S608
            one = conflict_of(row)
            entry = TrailEntry(
                TrailKind.DECIDED, self._now(), 0, one.a_ref, one.b_ref, one.field, words=resolution.take, values=values
            )
            told.setdefault(one.sync_id, []).append(entry)
        for sync_id, entries in told.items():
            trail.write(self._db, sync_id, entries)
