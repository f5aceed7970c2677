"""Sealed pages: what lets an unchanged table be compared page by page instead of record by record."""

from collections.abc import Sequence

from desktop_sync.model.record import Ref, Side
from desktop_sync.store.database import Database


class Seals:
    """The sealed pages part of the journal."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def seals(self, sync_id: int, side: Side) -> frozenset[bytes]:
        """Digests of the side's sealed pages."""
        rows = self._db.rows("SELECT digest FROM seals WHERE sync_id = ? AND side = ?", (sync_id, side))
        return frozenset(row[0] for row in rows)

    def unsealed(self, sync_id: int, side: Side) -> set[Ref]:
        """Records that must be looked at even in a sealed page."""
        ref = "a_ref" if side == "a" else "b_ref"
        noted = self._db.rows("SELECT ref FROM unsealed WHERE sync_id = ? AND side = ?", (sync_id, side))
        unmarked = self._db.rows(
            f"SELECT {ref} FROM links WHERE sync_id = ? AND (a_mark IS NULL OR b_mark IS NULL)",  # noqa: S608 - constants
            (sync_id,),
        )
        # What a filter keeps apart is not in this side's pages, or needs no look there.
        gone = self._db.rows(
            f"SELECT {ref} FROM links WHERE sync_id = ? AND gone <> '' AND gone IN ('a', 'b')",  # noqa: S608 - constants
            (sync_id,),
        )
        alone = self._db.rows("SELECT ref FROM aside WHERE sync_id = ? AND side = ?", (sync_id, side))
        return {row[0] for rows in (noted, unmarked, gone, alone) for row in rows}

    def drop_seals(self, sync_id: int) -> None:
        """Forget the sync's seals."""
        with self._db.transaction():
            self._db.run("DELETE FROM seals WHERE sync_id = ?", (sync_id,))
            self._db.run("DELETE FROM unsealed WHERE sync_id = ?", (sync_id,))

    def keep_seals(self, run_id: int, sync_id: int, side: Side, digests: Sequence[bytes]) -> None:
        """Seal these pages; what the run saw or wrote and does not agree now is noted as unsealed."""
        ref, mark = ("a_ref", "a_mark") if side == "a" else ("b_ref", "b_mark")
        # A record that differed when it was listed is settled only if its link remembers just that picture by now.
        seen = (
            f"INSERT OR IGNORE INTO unsealed (sync_id, side, ref) SELECT ?, ?, s.ref FROM sightings s"  # noqa: S608
            f" LEFT JOIN links l ON l.sync_id = ? AND l.{ref} = s.ref"
            f" WHERE s.run_id = ? AND s.side = ? AND (l.{mark} IS NULL OR l.{mark} <> s.mark)"
        )
        written = (
            "INSERT OR IGNORE INTO unsealed (sync_id, side, ref) SELECT ?, ?, ref FROM operations"
            " WHERE run_id = ? AND side = ? AND state = 'done' AND writes = 1 AND ref IS NOT NULL"
        )
        with self._db.transaction():
            self._db.run("DELETE FROM seals WHERE sync_id = ? AND side = ?", (sync_id, side))
            self._db.run("DELETE FROM unsealed WHERE sync_id = ? AND side = ?", (sync_id, side))
            self._db.many(
                "INSERT OR IGNORE INTO seals (sync_id, side, digest) VALUES (?, ?, ?)",
                [(sync_id, side, digest) for digest in digests],
            )
            self._db.run(seen, (sync_id, side, sync_id, run_id, side))
            self._db.run(written, (sync_id, side, run_id, side))
