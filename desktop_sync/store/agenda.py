"""What is to run and what must wait: kept over restarts."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from desktop_sync.store.codec import dump_time, load_time
from desktop_sync.store.database import Database
from desktop_sync.sync.agenda import Trouble, What, Wish
from desktop_sync.sync.lease import Holder, Kind

_LEASE = "worker"
_TROUBLES = {False: ("troubles", "what"), True: ("account_troubles", "account")}
"""By whether it is an account: the table and the column of its name."""


class SqlAgenda:
    """`sync.ports.Agenda`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def wishes(self) -> Sequence[Wish]:
        rows = self._db.rows("SELECT sync, since, whole, tries FROM wishes ORDER BY since")
        return [
            Wish(sync, at, bool(whole), tries)
            for sync, since, whole, tries in rows
            if (at := load_time(since)) is not None
        ]

    def keep_wish(self, wish: Wish) -> None:
        self._db.run(
            "INSERT OR REPLACE INTO wishes (sync, since, whole, tries) VALUES (?, ?, ?, ?)",
            (wish.sync, dump_time(wish.since), int(wish.full), wish.tries),
        )

    def drop_wish(self, sync: str) -> None:
        self._db.run("DELETE FROM wishes WHERE sync = ?", (sync,))

    def troubles(self) -> Mapping[What, Trouble]:
        found: dict[What, Trouble] = {}
        for is_account, (table, name) in _TROUBLES.items():
            rows = self._db.rows(f"SELECT {name}, failures, until FROM {table}")  # noqa: S608 - constants
            found |= {What(one, is_account): Trouble(failures, load_time(until)) for one, failures, until in rows}
        return found

    def keep_trouble(self, what: What, trouble: Trouble) -> None:
        table, name = _TROUBLES[what.is_account]
        if trouble.failures:
            self._db.run(
                f"INSERT OR REPLACE INTO {table} ({name}, failures, until) VALUES (?, ?, ?)",  # noqa: S608 - constants
                (what.name, trouble.failures, dump_time(trouble.until)),
            )
        else:
            self._db.run(f"DELETE FROM {table} WHERE {name} = ?", (what.name,))  # noqa: S608 - constants

    def lease(self) -> Holder | None:
        sql = "SELECT owner, kind, place, since, seen_at, state FROM leases WHERE name = ?"
        row = self._db.row(sql, (_LEASE,))
        if row is None:
            return None
        owner, kind, place, since, seen_at, state = row
        return Holder(
            owner, Kind(kind), place, dt.datetime.fromisoformat(since), dt.datetime.fromisoformat(seen_at), state
        )

    def take_lease(self, mine: Holder, may: Callable[[Holder | None], bool]) -> Holder:
        with self._db.transaction():
            held = self.lease()
            if held is not None and not may(held):
                return held
            values = (
                _LEASE,
                mine.owner,
                mine.kind.value,
                mine.place,
                dump_time(mine.since),
                dump_time(mine.seen_at),
                mine.state,
            )
            self._db.run(
                "INSERT OR REPLACE INTO leases (name, owner, kind, place, since, seen_at, state) VALUES (?, ?, ?, ?, ?, ?, ?)",
                values,
            )
            return mine

    def drop_lease(self, owner: str) -> None:
        self._db.run("DELETE FROM leases WHERE name = ? AND owner = ?", (_LEASE, owner))
