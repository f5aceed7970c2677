"""Secrets that a system renews by itself: kept before they are used, for many refresh tokens are good for one use only."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop_sync.errors import SignInError
from desktop_sync.model.quota import QUOTA, Quota, load_quota
from desktop_sync.model.signin import SignedIn, SignInState
from desktop_sync.model.sync import Account
from desktop_sync.sync.ports import Accounts, Connector, Settings, Ties

if TYPE_CHECKING:
    from desktop_sync.engine.ports import Ports


def tied(connector: Connector, ties: Ties) -> Connector:
    """The connector, bound to its account; those that renew nothing have no `tie`."""
    tie = getattr(connector, "tie", None)
    if tie is not None:
        tie(ties)
    return connector


class AccountTies:
    """`sync.ports.Ties` of an account in the workspace. `memory`: shared by all its openings in this process."""

    lasting = True

    def __init__(self, ports: "Ports", account: Account, memory: MutableMapping[str, Any]) -> None:
        self._secrets, self._accounts, self._account = ports.secrets, ports.accounts, account
        self._facts = ports.facts
        self.memory = memory

    def recall(self, key: str) -> str:
        return self._facts.get(_quota(self._account)) if key == QUOTA else str(self._known().get(key, ""))

    def remember(self, key: str, text: str) -> None:
        if key == QUOTA:  # told often, and to several processes at once: not within the one text of all others
            self._facts.put(_quota(self._account), text)
        else:
            self._facts.put(_facts(self._account), json.dumps({**self._known(), key: text}))

    def _known(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self._facts.get(_facts(self._account), "{}"))
        return found

    def access_ends_at(self) -> dt.datetime | None:
        return self._accounts.sign_in(self._account.id).access_ends_at

    @contextmanager
    def renewing(self) -> Iterator[Mapping[str, str]]:
        with self._secrets.renewing(self._account.id):
            found = {key: self._secrets.get(self._account.id, key) for key in self._account.secret_keys}
            yield {key: value for key, value in found.items() if value is not None}

    def keep(
        self, secrets: Mapping[str, str], access_ends_at: dt.datetime | None, refresh_ends_at: dt.datetime | None
    ) -> None:
        # The refresh token first: with it alone the others can be had again.
        known = sorted(secrets.keys() & set(self._account.secret_keys), reverse=True)
        self._secrets.put_all(self._account.id, {key: secrets[key] for key in known})
        since = self._accounts.sign_in(self._account.id).since
        self._accounts.note_sign_in(self._account.id, SignInState(since, access_ends_at, refresh_ends_at))


def _facts(account: Account) -> str:
    return f"facts.{account.id}"


def _quota(account: Account) -> str:
    return f"{QUOTA}.{account.id}"


def told_quota(ports: "Ports", account: Account) -> Quota | None:
    """What the account's system told last of its calls a day, to whatever process; None: nothing. Local and cheap."""
    here = ports.memories.get(account.id, {}).get(QUOTA)
    kept = load_quota(ports.facts.get(_quota(account)))
    known = [one for one in (here, kept) if isinstance(one, Quota)]
    return max(known, key=lambda one: one.told_at, default=None)


def forget_facts(facts: Settings, account: Account) -> None:
    """Know nothing any more of the system of an account that is removed: its number may be given again."""
    facts.put(_facts(account), "{}")
    facts.put(_quota(account), "")


class DraftTies:
    """`sync.ports.Ties` of an account that is not stored yet: what is renewed while it is tested is in `signed_in`, and told to `kept`."""

    lasting = False

    def recall(self, key: str) -> str:  # noqa: ARG002 - there is nothing
        return ""

    def remember(self, key: str, text: str) -> None:
        """Not at all."""

    def __init__(self, signed_in: SignedIn, kept: Callable[[Mapping[str, str]], object] = dict) -> None:
        self.signed_in = signed_in
        self._kept = kept
        self.memory: MutableMapping[str, Any] = {}

    def access_ends_at(self) -> dt.datetime | None:
        return self.signed_in.access_ends_at

    @contextmanager
    def renewing(self) -> Iterator[Mapping[str, str]]:
        yield self.signed_in.secrets

    def keep(
        self, secrets: Mapping[str, str], access_ends_at: dt.datetime | None, refresh_ends_at: dt.datetime | None
    ) -> None:
        whole = {**self.signed_in.secrets, **secrets}
        self.signed_in = replace(
            self.signed_in, secrets=whole, access_ends_at=access_ends_at, refresh_ends_at=refresh_ends_at
        )
        self._kept(secrets)


def note_refusal(accounts: Accounts, account: Account, error: SignInError) -> SignInState:
    """The system has refused the account's sign-in: remember that, once more."""
    state = accounts.sign_in(account.id)
    state = replace(state, refused=state.refused + 1, final=state.final or error.final, words=error.what)
    accounts.note_sign_in(account.id, state)
    return state


def note_success(accounts: Accounts, account: Account) -> None:
    """The account's sign-in was good: forget that it was refused."""
    state = accounts.sign_in(account.id)
    if state.refused or state.final:
        accounts.note_sign_in(account.id, replace(state, refused=0, final=False, words=""))


def waits_for_sign_in(accounts: Accounts, names: Iterable[str]) -> str:
    """The first of these accounts that only a person can sign in to, "" for none."""
    found = ((name, accounts.get(name)) for name in names)
    return next((name for name, one in found if one is not None and accounts.sign_in(one.id).dead), "")
