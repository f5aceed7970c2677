"""What the store remembers of a person: found in every value that it holds, and erased.

`secure_delete` overwrites what is removed, the log is emptied, free pages are given back: afterwards the bytes are in no file of the
workspace but in older backups.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop_sync.model.record import Ref, Side
from desktop_sync.store.codec import load_values
from desktop_sync.store.database import Database, Row
from desktop_sync.sync.privacy import Erasure, Trace

_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class _Place:
    """A table with values. `key`: its number; `sync`, `link`, `a`, `b`: SQL of its sync, link and records; `values`: columns that may hold some."""

    name: str
    table: str
    values: tuple[str, ...]
    key: str = "t.id"
    sync: str = "t.sync_id"
    link: str = "t.link_id"
    a: str = "t.a_ref"
    b: str = "t.b_ref"
    pending: str = "0"
    kept: bool = False


def _of_side(side: Side, ref: str = "t.ref") -> str:
    return f"CASE t.side WHEN '{side}' THEN {ref} END"


_LINKED: Final = "bases t JOIN links l ON l.id = t.link_id"
PLACES: Final = (
    _Place(
        "bases", _LINKED, ("t.a_base", "t.b_base"), "t.link_id", "l.sync_id", "t.link_id", "l.a_ref", "l.b_ref",
        kept=True,
    ),
    _Place("pairs", "links t", ("t.a_ref", "t.b_ref"), link="t.id", kept=True),
    _Place(
        "history", "operations t", ("t.changes", "t.view_a", "t.view_b", "t.kept", "t.label", "t.words", "t.source_who", "t.ref", "t.source_ref"),
        pending="t.state = 'sent'",
    ),
    _Place("notes", "trail t", ("t.data", "t.words", "t.a_ref", "t.b_ref"), link="NULL"),
    _Place("conflicts", "conflicts t", ("t.base", "t.a", "t.b", "t.value", "t.label", "t.a_who", "t.b_who")),
    _Place(
        "holds", "holds t", ("t.message", "t.words", "t.label", "t.proposal", "t.ref", "t.subject"),
        a=_of_side("a"), b=_of_side("b"),
    ),
    _Place(
        "runs under way", "sightings t JOIN runs r ON r.id = t.run_id", ("t.view", "t.modified_by", "t.ref"), "t.rowid", "r.sync_id",
        a=_of_side("a"), b=_of_side("b"),
    ),
)  # fmt: skip


class SqlTraces:
    """`sync.privacy.Traces`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def counts(self, sync_id: int) -> Mapping[str, int]:
        """How many rows hold values, by place."""
        return {
            one.name: self._db.number(f"SELECT count(*) FROM {one.table} WHERE {one.sync} = ?", (sync_id,))  # noqa: S608 - constants
            for one in PLACES
        }

    def find(self, text: str) -> Sequence[Trace]:
        """Every row in which the text stands."""
        mentions, is_it = _finder(text)
        return [trace for place in PLACES for trace in self._in(place, mentions, is_it)]

    def _in(self, place: _Place, mentions: Callable[[str], bool], is_it: Callable[[Any], bool]) -> Iterator[Trace]:
        head = ", ".join((place.key, place.sync, place.link, place.a, place.b, place.pending, *place.values))

        def fetch(last: Any) -> list[Row]:
            sql = f"SELECT {head} FROM {place.table} WHERE {place.key} > ? ORDER BY {place.key} LIMIT {_PAGE}"  # noqa: S608 - constants
            return self._db.rows(sql, (last,))

        for id_, sync_id, link, a_ref, b_ref, pending, *values in self._db.pages(fetch, 0):
            if any(mentions(_text(one)) for one in values):
                own = any(is_it(part) for one in values for part in _parts(one))
                yield Trace(place.name, id_, sync_id, link, a_ref, b_ref, own=own, pending=bool(pending))

    def erase(self, erasure: Erasure) -> Mapping[str, int]:
        """Remove, overwrite, give back."""
        gone = {}
        with self._db.transaction():
            for place in PLACES:
                if not place.kept:
                    gone[place.name] = self._erase_in(place, erasure)
        # Until nothing is free: incremental, so that no second file is written.
        self._db.vacuum(1 << 30)
        return gone

    def _erase_in(self, place: _Place, erasure: Erasure) -> int:
        ids = set(erasure.rows.get(place.name, ()))
        select = f"SELECT {place.key} FROM {place.table} WHERE"  # noqa: S608 - constants
        for link in erasure.links if place.link != "NULL" else ():
            ids |= {row[0] for row in self._db.rows(f"{select} {place.link} = ?", (link,))}
        for sync_id, side, ref in erasure.refs:
            ids |= self._of_record(place, select, sync_id, side, ref)
        table = place.table.partition(" ")[0]
        key = place.key.partition(".")[2]
        self._db.many(f"DELETE FROM {table} WHERE {key} = ?", [(one,) for one in ids])  # noqa: S608 - constants
        return len(ids)

    def _of_record(self, place: _Place, select: str, sync_id: int, side: Side, ref: Ref) -> set[int]:
        column = place.a if side == "a" else place.b
        return {row[0] for row in self._db.rows(f"{select} {place.sync} = ? AND {column} = ?", (sync_id, ref))}


def _finder(text: str) -> tuple[Callable[[str], bool], Callable[[Any], bool]]:
    """Whether a column's text mentions it as a word, and whether a value is it."""
    wanted = text.strip().casefold()
    forms = {wanted, json.dumps(wanted, ensure_ascii=False)[1:-1]}  # as it stands within JSON, too
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in forms))
    return (
        lambda found: pattern.search(found) is not None,
        lambda part: isinstance(part, str) and part.strip().casefold() == wanted,
    )


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        in_ascii = value.startswith(b" ")  # see `codec.dump_values`
        value = json.dumps(load_values(value), ensure_ascii=False) if in_ascii else value.decode("utf-8", "replace")
    return value.casefold() if isinstance(value, str) else ""


def _parts(value: Any) -> Iterator[Any]:
    """Every value in a column."""
    if not isinstance(value, bytes):
        yield value
        return
    if value == b"=":
        return
    waiting = [load_values(value)] if value else []
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
        else:
            yield one
