"""What people and the program did, each line proved by a keyed hash, which names the one before it, and a signature.

A line that was changed, removed or put in between breaks the chain from there on. Lines cut off at the end show, too: the number of lines
and the last hash are kept apart (setting `audit.head`). Lines that were removed by age are named by a line of their own (setting
`audit.start`). `store.auditproof` has the proof itself.
"""

import datetime as dt
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from desktop_sync.store.codec import dump_time
from desktop_sync.store.database import Database, Row
from desktop_sync.store.settings import SqlSettings

if TYPE_CHECKING:
    from desktop_sync.store.auditproof import Signer

HEAD, START, SEED = "audit.head", "audit.start", "audit.seed"
_PAGE = 1000
_BEYOND = 2**62
"""Greater than the id of any line."""
_COLUMNS = ("id", "at", "actor", "person", "place", "action", "subject", "details", "previous", "hash", "signature")
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM audit"  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Where:
    """Who works on the workspace, and where. `person`: as the computer knows them. `place`: part of the program, and computer."""

    person: str = ""
    place: str = ""


class SqlAudit:
    """`sync.ports.Audit`."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime], where: Where = Where()) -> None:
        self._db = database
        self._now = now
        self._where = where
        self._settings = SqlSettings(database)
        self._made: tuple[str, Signer] | None = None

    def record(self, actor: str, action: str, subject: str, details: Mapping[str, object] | None = None) -> None:
        """Append one line. No secrets and no customer values."""
        # Late: a start that records nothing needs no signatures.
        from desktop_sync.store.auditproof import details_text

        with self._db.transaction():
            signer = self._signer()
            id_, previous = self._head()
            line: dict[str, object] = {
                "id": id_ + 1,
                "at": dump_time(self._now()),
                "actor": actor,
                "person": self._where.person,
                "place": self._where.place,
                "action": action,
                "subject": subject,
                "details": details_text(details or {}),
                "previous": previous,
            }
            proof = signer.prove(line)
            self._db.run(
                f"INSERT INTO audit ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})",  # noqa: S608 - constants
                (*line.values(), proof.hash, proof.signature),
            )
            self._settings.put(HEAD, f"{id_ + 1}:{proof.hash}")

    def lines(self) -> Iterator[Mapping[str, object]]:
        """All lines, oldest first, with `hash`, `previous` and `signature`."""
        return map(_told, self._rows())

    def newest(self, limit: int, before: int | None = None, but: str = "") -> Sequence[Mapping[str, object]]:
        """Some lines, newest first. `before`: only those older than the line of that id. `but`: none of that action."""
        sql = f"{_SELECT} WHERE action <> ? AND id < ? ORDER BY id DESC LIMIT ?"
        return [_told(row) for row in self._db.rows(sql, (but, _BEYOND if before is None else before, limit))]

    def count(self, but: str = "") -> int:
        """How many lines there are. `but`: those of that action left out."""
        return self._db.number("SELECT count(*) FROM audit WHERE action <> ?", (but,))

    def prune(self, before: dt.datetime) -> int:
        """Remove the oldest lines, as far as all are from before that time; how many. A line tells of it."""
        # Late, as in `record`.
        from desktop_sync.store.auditproof import PRUNED

        with self._db.transaction():
            kept = self._db.row("SELECT min(id) FROM audit WHERE at >= ?", (dump_time(before),))
            bound = self._head()[0] if kept is None or kept[0] is None else kept[0] - 1
            last = self._db.row("SELECT id, hash FROM audit WHERE id = ?", (bound,))
            if last is None:
                return 0
            count = self._db.number("SELECT count(*) FROM audit WHERE id <= ?", (bound,))
            self.record("program", PRUNED, "audit", {"through": last[0], "hash": last[1], "lines": count})
            self._db.run("DELETE FROM audit WHERE id <= ?", (bound,))
            self._settings.put(START, f"{last[0]}:{last[1]}")
            return count

    def public_key(self) -> str:
        """What proves an exported audit on any computer, as hex."""
        return self._signer().public_key

    def verify(self) -> int | None:
        """None when the chain holds, else the id of the first line that does not (or is missing)."""
        # Late, as in `record`.
        from desktop_sync.store.auditproof import PRUNED, Proof, plain_hash

        start = _parted(self._settings.get(START))
        (last, previous), signed, pruned = start, False, start == (0, "")
        signer = self._signer()
        for row in self._rows():
            line = dict(zip(_COLUMNS, row, strict=True))
            proof = Proof(line["hash"], line["signature"])
            holds = signer.holds(line, proof) if proof.signature or signed else plain_hash(line) == proof.hash
            if (line["id"], line["previous"]) != (last + 1, previous) or not holds:
                return last + 1
            signed = signed or bool(proof.signature)
            if line["action"] == PRUNED:
                told = orjson.loads(line["details"])
                pruned = pruned or (told["through"], told["hash"]) == start
            last, previous = line["id"], proof.hash
        if not pruned:
            return start[0]
        return None if (last, previous) == _parted(self._settings.get(HEAD)) else last + 1

    def _head(self) -> tuple[int, str]:
        row = self._db.row("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1")
        return (0, "") if row is None else (int(row[0]), str(row[1]))

    def _signer(self) -> "Signer":
        # Late, as in `record`.
        from desktop_sync.store.auditproof import KEY_BYTES, Signer

        with self._db.transaction():
            seed = self._settings.get(SEED)
            if not seed:
                seed = secrets.token_hex(KEY_BYTES)
                self._settings.put(SEED, seed)
        # By its secret: one that was made in a transaction that was taken back is not it.
        if self._made is None or self._made[0] != seed:
            self._made = seed, Signer(bytes.fromhex(seed))
        return self._made[1]

    def _rows(self) -> Iterator[Row]:
        def fetch(last: Any) -> list[Row]:
            return self._db.rows(f"{_SELECT} WHERE id > ? ORDER BY id LIMIT {_PAGE}", (last,))

        return self._db.pages(fetch, 0)


def _parted(text: str) -> tuple[int, str]:
    id_, _, hashed = text.partition(":")
    return (int(id_), hashed) if id_ else (0, "")


def _told(row: Row) -> Mapping[str, object]:
    line = dict(zip(_COLUMNS, row, strict=True))
    return {**line, "details": orjson.loads(line["details"])}
