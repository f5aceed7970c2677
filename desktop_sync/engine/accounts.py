"""Accounts: what can be connected, adding and testing, and what the systems show."""

import contextlib
import dataclasses
import difflib
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_sync.engine.leaving import leave
from desktop_sync.engine.ports import Ports, open_account
from desktop_sync.engine.renewing import DraftTies, forget_facts, note_success, tied, told_quota
from desktop_sync.errors import AccountError, Cancelled, UsageError
from desktop_sync.model.quota import Quota
from desktop_sync.model.record import AccountCheck, Record, Selection
from desktop_sync.model.schema import ConnectorInfo, FieldType, TableInfo, TableSchema
from desktop_sync.model.signin import AccountStanding, SignedIn, SignInState, SignInWay, standing
from desktop_sync.model.sync import Account
from desktop_sync.sync.ports import Audit, Connector, SigningIn

_HEAVY = frozenset({FieldType.BINARY})
"""Types left out of samples."""


@dataclass(frozen=True)
class Tried:
    """What a test found. `signed_in`: settings and secrets as they are after it; some may have been renewed."""

    check: AccountCheck
    tables: Sequence[TableInfo]
    signed_in: SignedIn


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
        signed_in: SignedIn | None = None,
        stop: threading.Event | None = None,
    ) -> Tried:
        """Sign in and list the tables; nothing is stored. No tables when the check failed. `signed_in`: what a person's sign-in brought.

        Raises Cancelled soon after `stop` is set.
        """
        draft = signed_in or SignedIn()
        whole = replace(draft, settings={**settings, **draft.settings}, secrets={**secrets, **draft.secrets})
        return self._try(kind, DraftTies(whole), stop)

    def _try(self, kind: str, ties: DraftTies, stop: threading.Event | None) -> Tried:
        given = ties.signed_in
        connector = tied(self._ports.connectors.open(kind, given.settings, given.secrets), ties)
        _stop_on(connector, stop)
        try:
            check = connector.check()
            _unless(stop)
            tables = connector.tables() if check.ok else ()
            _unless(stop)
            return Tried(check, tables, ties.signed_in)
        finally:
            connector.close()

    def begin_sign_in(
        self, kind: str, settings: Mapping[str, str], secrets: Mapping[str, str], way: SignInWay
    ) -> SigningIn:
        """Begin to sign a person in to a system that is about to be connected. Raises UsageError, AccountError, Retriable."""
        return self._ports.connectors.sign_in(kind, settings, secrets, way)

    def begin_sign_in_again(
        self, name: str, settings: Mapping[str, str], secrets: Mapping[str, str], way: SignInWay
    ) -> SigningIn:
        """The same for an account that there is: with its settings and secrets, and those that are given."""
        account = self.get(name)
        whole = {**self._stored(account), **secrets}
        return self._ports.connectors.sign_in(account.kind, {**account.settings, **settings}, whole, way)

    def info(self, kind: str, settings: Mapping[str, str]) -> ConnectorInfo:
        """What a kind asks for; that may depend on a setting. Raises UsageError for a kind that there is not."""
        return self._ports.connectors.info(kind, settings)

    def add(
        self,
        name: str,
        kind: str,
        settings: Mapping[str, str],
        secrets: Mapping[str, str],
        *,
        test: bool = True,
        signed_in: SignedIn | None = None,
    ) -> tuple[Account, AccountCheck]:
        """Add an account, tested first. Raises AccountError when the test fails (nothing is stored), UsageError for a taken name."""
        self.check_name(name)
        draft = signed_in or SignedIn()
        draft = replace(draft, settings={**settings, **draft.settings}, secrets={**secrets, **draft.secrets})
        self._ports.connectors.open(kind, draft.settings, draft.secrets).close()
        check = AccountCheck(ok=True, summary="not tested")
        if test:
            tried = self.try_out(kind, {}, {}, draft)
            check, draft = tried.check, tried.signed_in
            self._refuse(name, check)
        new = Account(0, name, kind, dict(draft.settings), tuple(sorted(draft.secrets)))
        account = self._ports.accounts.add(new)
        try:
            self._ports.secrets.put_all(account.id, draft.secrets)
            self._note(account, draft)
        except BaseException:
            self._ports.accounts.remove(account.id)
            raise
        self._audit.record("user", "account.add", name, {"kind": kind})
        return account, check

    def check_name(self, name: str) -> None:
        """Raise UsageError for a name that no new account can have."""
        if not name.strip():
            raise UsageError("an account needs a name")
        if self._ports.accounts.get(name) is not None:
            raise UsageError(
                f"there is an account “{name}” already", advice="Choose another name, or remove the old account first."
            )

    def reconnect(
        self,
        name: str,
        settings: Mapping[str, str],
        secrets: Mapping[str, str],
        signed_in: SignedIn | None = None,
        stop: threading.Event | None = None,
    ) -> AccountCheck:
        """New settings or secrets for an account, tested first; only the given keys change. Raises AccountError, Cancelled as `test`."""
        account = self.get(name)
        with self._ports.secrets.renewing(account.id):  # a run must not use up a refresh token that is tested here
            draft, stored = signed_in or self._known(account, secrets), self._stored(account)
            whole_settings = {**account.settings, **settings, **draft.settings}
            whole = {**stored, **secrets, **draft.secrets}
            own = {key for key, value in stored.items() if whole[key] == value}

            def kept(renewed: Mapping[str, str]) -> None:
                """The account's own tokens are used up by this, whatever comes of the test."""
                self._put(account, {key: value for key, value in renewed.items() if key in own})

            ties = DraftTies(replace(draft, settings=whole_settings, secrets=whole), kept)
            tried = self._try(account.kind, ties, stop)
            self._refuse(name, tried.check)
            made = tried.signed_in
            changed = dataclasses.replace(
                account, settings=dict(made.settings), secret_keys=tuple(sorted(made.secrets))
            )
            self._put(account, made.secrets)
            self._ports.accounts.update(changed)
            self._note(changed, made)
        self._audit.record("user", "account.reconnect", name)
        return tried.check

    def _put(self, account: Account, secrets: Mapping[str, str]) -> None:
        """The refresh token first: with it alone the others can be had again."""
        self._ports.secrets.put_all(account.id, dict(sorted(secrets.items(), reverse=True)))

    def _known(self, account: Account, secrets: Mapping[str, str]) -> SignedIn:
        """What is known of tokens that stay as they are."""
        if secrets:
            return SignedIn()
        state = self._ports.accounts.sign_in(account.id)
        return SignedIn(access_ends_at=state.access_ends_at, refresh_ends_at=state.refresh_ends_at)

    def _stored(self, account: Account) -> dict[str, str]:
        kept = {key: self._ports.secrets.get(account.id, key) for key in account.secret_keys}
        return {key: value for key, value in kept.items() if value is not None}

    def _note(self, account: Account, made: SignedIn) -> None:
        now = self._ports.clock.now()
        self._ports.accounts.note_sign_in(account.id, SignInState(now, made.access_ends_at, made.refresh_ends_at))

    def standings(self) -> Sequence[AccountStanding]:
        """How all accounts' sign-ins stand; local and cheap."""
        return [self.standing(one) for one in self.list()]

    def quotas(self) -> Mapping[str, Quota]:
        """What systems told today of their calls a day, to whatever process, by account; local and cheap."""
        now = self._ports.clock.now()
        found = {one.name: told_quota(self._ports, one) for one in self.list()}
        return {name: one for name, one in found.items() if one is not None and one.holds(now)}

    def standing(self, account: Account) -> AccountStanding:
        """How the account's sign-in stands."""
        state = self._ports.accounts.sign_in(account.id)
        renews = "refresh_token" in account.secret_keys
        return standing(account.name, state, renews=renews, now=self._ports.clock.now())

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

    def test(self, name: str, stop: threading.Event | None = None) -> AccountCheck:
        """Sign in, read one record, say what is missing. A sign-in that works again ends the account's pause.

        Raises Cancelled soon after `stop` is set: then nothing is changed, but that tokens which were renewed are kept.
        """
        connector = self._open(name)
        _stop_on(connector, stop)
        try:
            check = connector.check()
            _unless(stop)
        finally:
            connector.close()
        if check.ok:
            note_success(self._ports.accounts, self.get(name))
        return check

    def remove(self, name: str) -> None:
        """Remove an account with its secrets, and what its system keeps for it. Raises UsageError while a sync uses it."""
        account = self.get(name)
        users = [
            one.definition.name
            for one in self._ports.syncs.all()
            if account.name.casefold() in (one.definition.a.account.casefold(), one.definition.b.account.casefold())
        ]
        if users:
            raise UsageError(f"“{name}” is used by: {', '.join(users)}", advice="Remove these syncs first.")
        leave(self._ports, account)
        forget_facts(self._ports.facts, account)
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

    def records(
        self, name: str, table: str, fields: Sequence[str], stop: threading.Event | None = None
    ) -> Iterator[Sequence[Record]]:
        """All records of a table with these fields, page by page. Raises Cancelled between two pages, or sooner, once `stop` is set."""
        connector = self._open(name)
        _stop_on(connector, stop)
        try:
            for page in connector.listing(Selection(table, tuple(fields))):
                _unless(stop)
                yield [page.decode(index) for index in range(len(page.refs))]
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


def _stop_on(connector: Connector, stop: threading.Event | None) -> None:
    """Those that make calls have a method for it; the others end by their own time limits."""
    stop_on = getattr(connector, "stop_on", None)
    if stop is not None and stop_on is not None:
        stop_on(stop)


def _unless(stop: threading.Event | None) -> None:
    if stop is not None and stop.is_set():
        raise Cancelled("The test was stopped.", advice="Nothing was changed.")
