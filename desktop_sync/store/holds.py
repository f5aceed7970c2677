"""Holds: records and fields set aside. A closed hold is removed; its story is in the history and the run's report."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from desktop_sync.model.plan import Hold, HoldState
from desktop_sync.model.record import Ref, Side
from desktop_sync.model.trail import TrailEntry, TrailKind
from desktop_sync.store import trail
from desktop_sync.store.codec import clean, dump_time
from desktop_sync.store.database import Database, marks_for
from desktop_sync.store.rows import HOLD, hold_of, hold_subject, link_subject, ref_subject


class Holds:
    """The holds part of the journal. `now` gives `since` to a hold that comes without."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        self._db = database
        self._now = now

    def keep_hold(self, hold: Hold) -> int:
        """Open it, or renew the one with the same link or ref, field and code. Dismissed ones wait for a new mark."""
        subject = hold_subject(hold)
        with self._db.transaction():
            found = self._db.row(
                "SELECT id, mark, words, state, attempts FROM holds"
                " WHERE sync_id = ? AND subject = ? AND field = ? AND code = ?",
                (hold.sync_id, subject, hold.field, hold.code),
            )
            if found is None:
                return self._open(hold, subject)
            id_, mark, words, state, attempts = found
            moved = mark != hold.mark
            if state != HoldState.DISMISSED.value or moved:
                state = hold.state.value
            self._db.run(
                "UPDATE holds SET run_id = ?, message = ?, remedy = ?, state = ?, words = ?, mark = ?, label = ?,"
                " attempts = ?, side = ?, ref = ?, proposal = ? WHERE id = ?",
                (
                    hold.run_id,
                    clean(hold.message),
                    hold.remedy,
                    state,
                    clean(hold.words),
                    hold.mark,
                    clean(hold.label),
                    attempts + int(moved or words != hold.words),
                    hold.side,
                    hold.ref,
                    clean(hold.proposal),
                    id_,
                ),
            )
            return int(id_)

    def keep_holds(self, holds: Iterable[Hold]) -> None:
        """Several at once, in one transaction."""
        with self._db.transaction():
            for hold in holds:
                self.keep_hold(hold)

    def _open(self, hold: Hold, subject: str) -> int:
        self._tell(hold)
        return self._db.insert(
            "INSERT INTO holds (sync_id, run_id, subject, link_id, side, ref, field, code, message, remedy, state,"
            " words, mark, label, since, attempts, proposal)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                hold.sync_id,
                hold.run_id,
                subject,
                hold.link_id,
                hold.side,
                hold.ref,
                hold.field,
                hold.code,
                clean(hold.message),
                hold.remedy,
                hold.state.value,
                clean(hold.words),
                hold.mark,
                clean(hold.label),
                dump_time(hold.since or self._now()),
                hold.attempts,
                clean(hold.proposal),
            ),
        )

    def _tell(self, hold: Hold) -> None:
        refs = None
        if hold.link_id is not None:
            refs = self._db.row("SELECT a_ref, b_ref FROM links WHERE id = ?", (hold.link_id,))
        a_ref, b_ref = refs or ((hold.ref, None) if hold.side == "a" else (None, hold.ref))
        at, words = hold.since or self._now(), " ".join(filter(None, (hold.message, hold.words)))
        entry = TrailEntry(TrailKind.HOLD, at, hold.run_id, a_ref, b_ref, hold.field, hold.side, words)
        trail.write(self._db, hold.sync_id, [entry])

    def holds(self, sync_id: int | None = None, *, dismissed: bool = False) -> Sequence[Hold]:
        """Open holds by id; dismissed ones only when asked."""
        where: list[str] = []
        values: list[object] = []
        if sync_id is not None:
            where.append("sync_id = ?")
            values.append(sync_id)
        if not dismissed:
            where.append("state <> ?")
            values.append(HoldState.DISMISSED.value)
        condition = f"WHERE {' AND '.join(where)}" if where else ""
        return [hold_of(row) for row in self._db.rows(f"SELECT {HOLD} FROM holds {condition} ORDER BY id", values)]  # noqa: S608

    def hold_count(self, sync_id: int) -> int:
        """How many are open and not dismissed."""
        dismissed = HoldState.DISMISSED.value
        return self._db.number("SELECT count(*) FROM holds WHERE sync_id = ? AND state <> ?", (sync_id, dismissed))

    def hold(self, hold_id: int) -> Hold | None:
        """One hold."""
        row = self._db.row(f"SELECT {HOLD} FROM holds WHERE id = ?", (hold_id,))  # noqa: S608 - constants
        return None if row is None else hold_of(row)

    def close_holds(
        self,
        sync_id: int,
        *,
        link_ids: Sequence[int] = (),
        refs: Sequence[tuple[Side, Ref]] = (),
        codes: Sequence[str] = (),
    ) -> None:
        """Close the holds of these links and records (only these codes, if given)."""
        subjects = [*map(link_subject, link_ids), *(ref_subject(side, ref) for side, ref in refs)]
        self.close_subjects(sync_id, subjects, codes)

    def close_subjects(
        self,
        sync_id: int,
        subjects: Iterable[str],
        codes: Sequence[str],
        *,
        side: Side | None = None,
        field: str | None = None,
    ) -> None:
        """The same by subject keys; only holds on that side and of that field, if given."""
        if self._db.row("SELECT 1 FROM holds WHERE sync_id = ? LIMIT 1", (sync_id,)) is None:
            return
        only = f"AND code IN ({marks_for(codes)})" if codes else ""
        only += f" AND side = '{side}'" if side else ""
        only += " AND field = ?" if field is not None else ""
        more = () if field is None else (field,)
        self._db.many(
            f"DELETE FROM holds WHERE sync_id = ? AND subject = ? {only}",  # noqa: S608 - question marks
            [(sync_id, subject, *codes, *more) for subject in subjects],
        )

    def drop_holds(self, hold_ids: Sequence[int]) -> None:
        """Close these."""
        if hold_ids:
            self._db.many("DELETE FROM holds WHERE id = ?", [(one,) for one in hold_ids])

    def retry_hold(self, hold_id: int) -> None:
        """Try again at the next run: close it, and have its link looked at again."""
        with self._db.transaction():
            self._lift_loop(hold_id)
            self._db.run(
                "UPDATE links SET a_mark = NULL, b_mark = NULL WHERE id = (SELECT link_id FROM holds WHERE id = ?)",
                (hold_id,),
            )
            self._db.run("DELETE FROM holds WHERE id = ?", (hold_id,))

    def retry_holds(self, sync_id: int) -> int:
        """The same for all holds of a sync, but for dismissed ones; how many there were."""
        with self._db.transaction():
            found = [one.id for one in self.holds(sync_id)]
            for hold_id in found:
                self.retry_hold(hold_id)
        return len(found)

    def _lift_loop(self, hold_id: int) -> None:
        """What flipped until now counts no more; a field that was stopped for all records goes on for all."""
        row = self._db.row("SELECT sync_id, link_id, field FROM holds WHERE id = ? AND code = 'loop'", (hold_id,))
        if row is None:
            return
        sync_id, link_id, field = row
        self._db.run(
            "INSERT INTO lifts (sync_id, link_id, field, at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (sync_id, link_id, field) DO UPDATE SET at = excluded.at",
            (sync_id, link_id or 0, field, dump_time(self._now())),
        )
        if link_id is None:
            self._db.run("DELETE FROM holds WHERE sync_id = ? AND field = ? AND code = 'loop'", (sync_id, field))

    def dismiss_hold(self, hold_id: int) -> None:
        """Leave it aside until the record changes."""
        self._db.run("UPDATE holds SET state = ? WHERE id = ?", (HoldState.DISMISSED.value, hold_id))
