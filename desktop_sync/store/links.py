"""Links with their marks and bases, and the unlinked records that stay so for a reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from desktop_sync.model.plan import Link
from desktop_sync.model.record import Ref, Side
from desktop_sync.store.database import Database, Row
from desktop_sync.store.rows import LINK, LINKS, NO_BASES, link_of
from desktop_sync.sync.journal import PARKED, Mark

_PAGE = 2000
_SETTLED = "sync_id = ? AND a_mark IS NOT NULL AND b_mark IS NOT NULL AND gone = ''"
_APART = "gone IN ('out_a', 'out_b', 'out_ab')"
"""Links that a filter keeps apart: nothing is asked about them until the record is within it again."""


def _columns(side: Side) -> tuple[str, str]:
    return ("a_ref", "a_mark") if side == "a" else ("b_ref", "b_mark")


class Links:
    """The links part of the journal."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def marks(self, sync_id: int, side: Side, refs: Sequence[Ref]) -> Mapping[Ref, Mark]:
        """What is known of these records; unknown ones are left out."""
        ref, mark = _columns(side)
        sql = f"SELECT {ref}, id, {mark}, gone FROM links WHERE sync_id = ? AND {ref} IN ({{}})"  # noqa: S608 - constants
        return {row[0]: Mark(row[1], row[2], row[3]) for row in self._db.rows_in(sql, refs, sync_id)}

    def all_marks(self, sync_id: int, side: Side) -> Iterator[tuple[Ref, Mark]]:
        """Everything known of the side, in the order in which it was linked."""
        ref, mark = _columns(side)
        # By id, not by ref: the rows are then read in the order in which they lie in the file.
        sql = f"SELECT id, {ref}, {mark}, gone FROM links WHERE sync_id = ? AND id > ? ORDER BY id LIMIT {_PAGE}"  # noqa: S608

        def fetch(last: Any) -> list[Row]:
            return self._db.rows(sql, (sync_id, last))

        for row in self._db.pages(fetch, 0):
            yield row[1], Mark(row[0], row[2], row[3])

    def settled_marks(self, sync_id: int, side: Side) -> dict[Ref, bytes]:
        """Ref → mark of all links with both marks and nothing gone, or with only the other side outside its filter."""
        ref, mark = _columns(side)
        apart = "out_b" if side == "a" else "out_a"
        where = f"sync_id = ? AND a_mark IS NOT NULL AND b_mark IS NOT NULL AND gone IN ('', '{apart}')"
        return dict(self._db.rows(f"SELECT {ref}, {mark} FROM links WHERE {where}", (sync_id,)))  # noqa: S608 - constants

    def unsettled_refs(self, sync_id: int, side: Side) -> Sequence[Ref]:
        """The side's refs of all links that `settled_marks` leaves out, but for those that a filter keeps apart."""
        ref, _ = _columns(side)
        # Two queries, each with its own small index: an OR of both would read all links.
        unmarked = f"SELECT {ref} FROM links WHERE sync_id = ? AND (a_mark IS NULL OR b_mark IS NULL)"  # noqa: S608
        gone = f"SELECT {ref} FROM links WHERE sync_id = ? AND gone <> '' AND gone IN ('a', 'b')"  # noqa: S608 - constants
        found = self._db.rows(unmarked, (sync_id,)) + self._db.rows(gone, (sync_id,))
        return list(dict.fromkeys(row[0] for row in found))

    def gone_count(self, sync_id: int, side: Side) -> int:
        """Number of links whose record on that side is known to be gone."""
        return self._db.number(
            "SELECT count(*) FROM links WHERE sync_id = ? AND gone <> '' AND gone = ?", (sync_id, side)
        )

    def outside_count(self, sync_id: int, sides: str) -> int:
        """Number of links of which the records of (at least) these sides are known to lie outside their filters."""
        states = tuple(one for one in ("out_a", "out_b", "out_ab") if set(sides) <= set(one[4:]))
        marks = ",".join("?" * len(states))
        sql = f"SELECT count(*) FROM links WHERE sync_id = ? AND gone <> '' AND gone IN ({marks})"  # noqa: S608 - marks
        return self._db.number(sql, (sync_id, *states))

    def link_count(self, sync_id: int) -> int:
        """Number of links."""
        return self._db.number("SELECT count(*) FROM links WHERE sync_id = ?", (sync_id,))

    def links(self, sync_id: int, link_ids: Sequence[int]) -> Mapping[int, Link]:
        """Links by id, with bases."""
        sql = f"SELECT {LINK} FROM {LINKS} WHERE l.sync_id = ? AND l.id IN ({{}})"  # noqa: S608 - constants
        return {row[0]: link_of(row) for row in self._db.rows_in(sql, link_ids, sync_id)}

    def link_by_ref(self, sync_id: int, side: Side, ref: Ref) -> Link | None:
        """The link of a record."""
        column, _ = _columns(side)
        row = self._db.row(f"SELECT {LINK} FROM {LINKS} WHERE l.sync_id = ? AND l.{column} = ?", (sync_id, ref))  # noqa: S608
        return None if row is None else link_of(row)

    def unsettled(self, sync_id: int) -> Sequence[int]:
        """Ids of links with a mark missing and nothing gone, or with a decided conflict."""
        rows = self._db.rows(
            "SELECT id FROM links WHERE sync_id = ? AND (a_mark IS NULL OR b_mark IS NULL) AND gone = ''"
            " UNION SELECT link_id FROM conflicts WHERE sync_id = ? AND take IS NOT NULL ORDER BY 1",
            (sync_id, sync_id),
        )
        return [row[0] for row in rows]

    def settled_count(self, sync_id: int) -> int:
        """Number of links with both marks and nothing gone."""
        return self._db.number(f"SELECT count(*) FROM links WHERE {_SETTLED}", (sync_id,))  # noqa: S608 - constants

    def clear_marks(self, sync_id: int, link_ids: Sequence[int] | None = None) -> None:
        """Have these links (all: None) looked at again."""
        if link_ids is None:
            # Those that a filter keeps apart are compared when they are back, whatever their marks.
            sql = f"UPDATE links SET a_mark = NULL, b_mark = NULL WHERE sync_id = ? AND NOT {_APART}"  # noqa: S608
            self._db.run(sql, (sync_id,))
            return
        sql = "UPDATE links SET a_mark = NULL, b_mark = NULL WHERE sync_id = ? AND id = ?"
        self._db.many(sql, [(sync_id, link_id) for link_id in link_ids])

    def forget_bases(self, sync_id: int, link_ids: Sequence[int]) -> None:
        """Of these pairs it is not known what they agreed on last."""
        sql = "UPDATE bases SET a_base = ?, b_base = ? WHERE link_id IN (SELECT id FROM links WHERE sync_id = ? AND id = ?)"
        self._db.many(sql, [(*NO_BASES, sync_id, link_id) for link_id in link_ids])

    def park(self, sync_id: int, side: Side, link_ids: Sequence[int]) -> None:
        """Have these links let go of their record's ref on the side; their marks go with it."""
        ref, _ = _columns(side)
        sql = f"UPDATE links SET {ref} = ? || id || ':' || {ref}, a_mark = NULL, b_mark = NULL WHERE sync_id = ? AND id = ?"  # noqa: S608
        self._db.many(sql, [(PARKED, sync_id, link_id) for link_id in link_ids])

    def greatest_ref(self, sync_id: int, side: Side) -> int:
        """The greatest ref of a record that is there, as a number."""
        ref, _ = _columns(side)
        sql = f"SELECT COALESCE(MAX(CAST({ref} AS BIGINT)), 0) FROM links WHERE sync_id = ? AND gone <> ? AND {ref} NOT LIKE ?"  # noqa: S608
        return self._db.number(sql, (sync_id, side, f"{PARKED}%"))

    def aside(self, sync_id: int, side: Side) -> Iterator[tuple[Ref, str]]:
        """Unlinked records that stay unlinked, by ref, with the reason."""
        sql = f"SELECT ref, reason FROM aside WHERE sync_id = ? AND side = ? AND ref > ? ORDER BY ref LIMIT {_PAGE}"  # noqa: S608

        def fetch(last: Any) -> list[Row]:
            return self._db.rows(sql, (sync_id, side, last))

        # Refs are never empty, so all of them come after "".
        for row in self._db.pages(fetch, ""):
            yield row[0], row[1]

    def set_aside(self, sync_id: int, side: Side, rows: Iterable[tuple[Ref, str]], *, replace: bool) -> None:
        """Remember them; `replace`: these are all there are on that side."""
        with self._db.transaction():
            if replace:
                self._db.run("DELETE FROM aside WHERE sync_id = ? AND side = ?", (sync_id, side))
            self._db.many(
                "INSERT INTO aside (sync_id, side, ref, reason) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (sync_id, side, ref) DO UPDATE SET reason = excluded.reason",
                ((sync_id, side, ref, reason) for ref, reason in rows),
            )
