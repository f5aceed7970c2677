"""The workspace's accounts, without their secrets."""

import datetime as dt
from collections.abc import Sequence

import orjson

from desktop_sync.errors import UsageError
from desktop_sync.model.signin import SignInState
from desktop_sync.model.sync import EVERYTHING, Account, Pauses
from desktop_sync.store.codec import dump_time, fold, load_time
from desktop_sync.store.database import Database, Row
from desktop_sync.store.failures import Conflicting
from desktop_sync.store.settings import SqlSettings

_COLUMNS = "id, name, kind, settings, secret_keys, created_at"


class SqlAccounts:
    """`sync.ports.Accounts`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, account: Account) -> Account:
        """Store a new account and give it back with its id. Raises UsageError for a taken name."""
        created_at = account.created_at or dt.datetime.now(dt.UTC)
        row = (*_values(account), account.kind, dump_time(created_at))
        sql = "INSERT INTO accounts (name, folded, settings, secret_keys, kind, created_at) VALUES (?, ?, ?, ?, ?, ?)"
        try:
            id_ = self._db.insert(sql, row)
        except Conflicting as error:
            raise _taken(account.name) from error
        found = self._db.row(f"SELECT {_COLUMNS} FROM accounts WHERE id = ?", (id_,))  # noqa: S608 - constants
        assert found is not None
        return _account(found)

    def update(self, account: Account) -> None:
        """Replace name and settings."""
        sql = "UPDATE accounts SET name = ?, folded = ?, settings = ?, secret_keys = ? WHERE id = ?"
        try:
            changed = self._db.run(sql, (*_values(account), account.id))
        except Conflicting as error:
            raise _taken(account.name) from error
        if not changed:
            raise UsageError("This account is not in the workspace any more.")

    def get(self, name: str) -> Account | None:
        """By name, compared without case."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM accounts WHERE folded = ?", (fold(name),))  # noqa: S608 - constants
        return None if row is None else _account(row)

    def all(self) -> Sequence[Account]:
        """All, by name."""
        return [_account(row) for row in self._db.rows(f"SELECT {_COLUMNS} FROM accounts ORDER BY folded")]  # noqa: S608

    def remove(self, account_id: int) -> None:
        """Remove it."""
        self._db.run("DELETE FROM accounts WHERE id = ?", (account_id,))
        self.note_sign_in(account_id, SignInState())
        self.set_paused(account_id, paused=False)

    def sign_in(self, account_id: int) -> SignInState:
        """What is known of its sign-in."""
        text = SqlSettings(self._db).get(_sign_in_key(account_id))
        if not text:
            return SignInState()
        data = orjson.loads(text)
        times = {key: load_time(data[key]) if data[key] else None for key in _TIMES}
        return SignInState(**times, refused=data["refused"], final=data["final"], words=data["words"])

    def note_sign_in(self, account_id: int, state: SignInState) -> None:
        """Know this of its sign-in from now on."""
        times = {key: dump_time(at) if (at := getattr(state, key)) else None for key in _TIMES}
        data = {**times, "refused": state.refused, "final": state.final, "words": state.words}
        SqlSettings(self._db).put(
            _sign_in_key(account_id), orjson.dumps(data).decode() if state != SignInState() else ""
        )

    def pauses(self) -> Pauses:
        """What people have paused."""
        rows = self._db.rows("SELECT p.account_id, a.name FROM pauses p LEFT JOIN accounts a ON a.id = p.account_id")
        return Pauses(any(id_ == EVERYTHING for id_, _ in rows), frozenset(name for _, name in rows if name))

    def set_paused(self, account_id: int, paused: bool) -> None:
        """Pause the account, or no more; id 0: everything."""
        if paused:
            now = dump_time(dt.datetime.now(dt.UTC))
            self._db.run("INSERT OR IGNORE INTO pauses (account_id, since) VALUES (?, ?)", (account_id, now))
        else:
            self._db.run("DELETE FROM pauses WHERE account_id = ?", (account_id,))


_TIMES = ("since", "access_ends_at", "refresh_ends_at")


def _sign_in_key(account_id: int) -> str:
    return f"sign_in.{account_id}"


def _values(account: Account) -> Row:
    settings = orjson.dumps(dict(account.settings)).decode()
    return account.name, fold(account.name), settings, orjson.dumps(account.secret_keys).decode()


def _account(row: Row) -> Account:
    id_, name, kind, settings, secret_keys, created_at = row
    return Account(id_, name, kind, orjson.loads(settings), tuple(orjson.loads(secret_keys)), load_time(created_at))


def _taken(name: str) -> UsageError:
    return UsageError(f"There already is an account named “{name}”.", advice="Choose another name.")
