"""Accounts: what can be connected, adding and testing, and what the systems show."""

import contextlib
import dataclasses
import difflib
from collections.abc import Callable, Mapping, Sequence

from desktop_sync.engine.ports import Ports, open_account
from desktop_sync.engine.renewing import keep_renewed
from desktop_sync.errors import AccountError, UsageError
from desktop_sync.model.record import AccountCheck, Record, Selection
from desktop_sync.model.schema import ConnectorInfo, FieldType, TableInfo, TableSchema
from desktop_sync.model.sync import Account
from desktop_sync.sync.ports import Audit, Connector

_HEAVY = frozenset({FieldType.BINARY})
"""Types left out of samples."""


class AccountService:
    """Everything about accounts. Any thread; every call may talk to a system."""

    def __init__(self, ports: Ports, audit: Audit) -> None:
        self._ports = ports
        self._audit = audit

    def kinds(self) -> Sequence[ConnectorInfo]:
        """What can be connected."""
        return self._ports.connectors.kinds()

    def initials(self) -> Mapping[str, str]:
        """The letters of the kinds that accounts have, by kind; none for a kind whose package is gone. Local and quick."""
        found = {}
        for kind in {one.kind for one in self.list()}:
            with contextlib.suppress(UsageError):
                info = self._ports.connectors.info(kind)
                found[kind] = info.initials or info.label[:2]
        return found

    def try_out(
        self,
        kind: str,
        settings: Mapping[str, str],
        secrets: Mapping[str, str],
        keep: Callable[[Mapping[str, str]], None] = lambda _: None,
    ) -> tuple[AccountCheck, Sequence[TableInfo]]:
        """Sign in and list the tables; nothing is stored. No tables when the check failed. `keep`: told of secrets that were renewed."""
        connector = keep_renewed(self._ports.connectors.open(kind, settings, secrets), keep)
        try:
            check = connector.check()
            return check, connector.tables() if check.ok else ()
        finally:
            connector.close()

    def add(
        self,
        name: str,
        kind: str,
        settings: Mapping[str, str],
        secrets: Mapping[str, str],
        *,
        test: bool = True,
    ) -> tuple[Account, AccountCheck]:
        """Add an account, tested first. Raises AccountError when the test fails (nothing is stored), UsageError for a taken name."""
        if not name.strip():
            raise UsageError("an account needs a name")
        if self._ports.accounts.get(name) is not None:
            raise UsageError(
                f"there is an account “{name}” already", advice="Choose another name, or remove the old account first."
            )
        connector = self._ports.connectors.open(kind, settings, secrets)
        connector.close()
        check = AccountCheck(ok=True, summary="not tested")
        if test:
            renewed: dict[str, str] = {}
            check, _ = self.try_out(kind, settings, secrets, renewed.update)
            self._refuse(name, check)
            secrets = {key: renewed.get(key, value) for key, value in secrets.items()}
        account = self._ports.accounts.add(Account(0, name, kind, dict(settings), tuple(sorted(secrets))))
        try:
            for key, value in secrets.items():
                self._ports.secrets.put(account.id, key, value)
        except BaseException:
            self._ports.accounts.remove(account.id)
            raise
        self._audit.record("user", "account.add", name, {"kind": kind})
        return account, check

    def reconnect(self, name: str, settings: Mapping[str, str], secrets: Mapping[str, str]) -> AccountCheck:
        """New settings or secrets for an account, tested first; only the given keys change. Raises AccountError."""
        account = self.get(name)
        changed = dataclasses.replace(
            account,
            settings={**account.settings, **settings},
            secret_keys=tuple(sorted({*account.secret_keys, *secrets})),
        )
        kept = {key: self._ports.secrets.get(account.id, key) for key in account.secret_keys}
        whole = {**{key: value for key, value in kept.items() if value is not None}, **secrets}
        renewed: dict[str, str] = {}
        check, _ = self.try_out(account.kind, changed.settings, whole, renewed.update)
        self._refuse(name, check)
        for key, value in {**secrets, **{key: one for key, one in renewed.items() if key in whole}}.items():
            self._ports.secrets.put(account.id, key, value)
        self._ports.accounts.update(changed)
        self._audit.record("user", "account.reconnect", name)
        return check

    def _refuse(self, name: str, check: AccountCheck) -> None:
        if not check.ok:
            remedies = " ".join(check.problems).removeprefix(check.summary).strip()
            raise AccountError(check.summary, advice=remedies, place=name)

    def list(self) -> Sequence[Account]:
        """All accounts."""
        return self._ports.accounts.all()

    def get(self, name: str) -> Account:
        """One account. Raises UsageError with the nearest name."""
        found = self._ports.accounts.get(name)
        if found is None:
            near = difflib.get_close_matches(name, [one.name for one in self.list()], 1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            raise UsageError(
                f"there is no account “{name}”", advice=f"desktop-sync account list shows the accounts.{hint}"
            )
        return found

    def _open(self, name: str) -> Connector:
        return open_account(self._ports, self.get(name))

    def test(self, name: str) -> AccountCheck:
        """Sign in, read one record, say what is missing."""
        connector = self._open(name)
        try:
            return connector.check()
        finally:
            connector.close()

    def remove(self, name: str) -> None:
        """Remove an account and its secrets. Raises UsageError while a sync uses it."""
        account = self.get(name)
        users = [
            one.definition.name
            for one in self._ports.syncs.all()
            if account.name.casefold() in (one.definition.a.account.casefold(), one.definition.b.account.casefold())
        ]
        if users:
            raise UsageError(f"“{name}” is used by: {', '.join(users)}", advice="Remove these syncs first.")
        self._ports.secrets.remove(account.id)
        self._ports.accounts.remove(account.id)
        self._audit.record("user", "account.remove", name)

    def tables(self, name: str) -> Sequence[TableInfo]:
        """The tables of the account's system."""
        connector = self._open(name)
        try:
            return connector.tables()
        finally:
            connector.close()

    def schema(self, name: str, table: str) -> TableSchema:
        """A table's fields."""
        connector = self._open(name)
        try:
            return connector.schema(table)
        finally:
            connector.close()

    def sample(self, name: str, table: str, fields: Sequence[str] | None = None, count: int = 50) -> Sequence[Record]:
        """The first records of a table, for the mapper; all readable fields unless named."""
        connector = self._open(name)
        try:
            schema = connector.schema(table)
            chosen = (
                tuple(fields) if fields is not None else tuple(f.name for f in schema.fields if f.type not in _HEAVY)
            )
            records: list[Record] = []
            for page in connector.listing(Selection(table, chosen)):
                records.extend(page.decode(index) for index in range(min(len(page.refs), count - len(records))))
                if len(records) >= count:
                    break
            return records
        finally:
            connector.close()
