"""Everything the engine needs from the world, and the way to an account through it. Light: every start of the program loads it."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_sync.engine.renewing import AccountTies, tied
from desktop_sync.errors import SignInError, UsageError
from desktop_sync.model.schema import ConnectorInfo
from desktop_sync.model.sync import Account, SyncDefinition
from desktop_sync.sync import reach
from desktop_sync.sync.journal import Journal
from desktop_sync.sync.ports import Accounts, Clock, Connector, Connectors, Secrets, Settings, Syncs
from desktop_sync.sync.sensitive import Veil, veil_of


class Facts:
    """`sync.ports.Settings` that last as long as the program."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, key: str, default: str = "") -> str:
        return self._kept.get(key, default)

    def put(self, key: str, value: str) -> None:
        self._kept[key] = value


@dataclass
class Disclosure:
    """Whether this program shows the values of sensitive fields now: until it ends, or somebody hides them again."""

    open: bool = False


@dataclass(frozen=True)
class Ports:
    """Everything the engine needs from the world."""

    connectors: Connectors
    accounts: Accounts
    syncs: Syncs
    secrets: Secrets
    journal: Journal
    clock: Clock
    templates: Callable[[], Mapping[str, str]] = dict
    """Reads the files of ready syncs: id → text."""
    memories: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Account id → what its openings share in this process."""
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)
    """Of this process: another one's writes are never taken for its own."""
    facts: Settings = field(default_factory=Facts)
    """What connectors remember of their systems."""
    disclosure: Disclosure = field(default_factory=Disclosure)

    def veil(self, definition: SyncDefinition) -> Veil:
        """What is to be hidden of the sync's values where people look."""
        return Veil() if self.disclosure.open else veil_of(definition)


def mark_of(ports: Ports, sync_id: int) -> str:
    """What a run's writes bear, so that the notice of them wakes other syncs only."""
    return f"{ports.mark}.{sync_id}"


def open_account(ports: Ports, account: Account) -> Connector:
    """The account's connector. Raises AccountError when a secret is not where it was put."""
    secrets: dict[str, str] = {}
    for key in account.secret_keys:
        value = ports.secrets.get(account.id, key)
        if value is None:
            raise SignInError(
                f"its secret “{key}” is not in the keyring or vault any more",
                advice=f"Give it again: desktop-sync account reconnect {account.name} --secret {key}=VARIABLE, or “Sign in again”.",
                place=account.name,
                final=True,
            )
        secrets[key] = value
    opened = ports.connectors.open(account.kind, account.settings, secrets)
    memory = ports.memories.setdefault(account.id, {})
    return tied(opened, AccountTies(ports, account, memory))


def named_account(ports: Ports, name: str) -> Account:
    """The account of that name. Raises UsageError when there is none."""
    found = ports.accounts.get(name)
    if found is None:
        raise UsageError(f"there is no account “{name}”", advice="desktop-sync account list shows the accounts.")
    return found


_KNOWN = "known"
"""Under this name it is kept what an account's kind says of itself, and of its address; a manifest would be read each time."""


@dataclass(frozen=True, slots=True)
class _Known:
    settings: Mapping[str, str]
    info: ConnectorInfo | None
    here: bool


def _known(ports: Ports, account: Account) -> _Known:
    memory, settings = ports.memories.setdefault(account.id, {}), dict(account.settings)
    known: _Known | None = memory.get(_KNOWN)
    if known is None or known.settings != settings:
        try:
            info = ports.connectors.info(account.kind, settings)
            known = _Known(settings, info, reach.is_here(info, settings))
        except UsageError:  # its syncs say so
            known = _Known(settings, None, here=False)
        memory[_KNOWN] = known
    return known


def info_of(ports: Ports, account: Account) -> ConnectorInfo | None:
    """What the account's kind says of itself, None where it is gone. Cheap."""
    return _known(ports, account).info


def is_here(ports: Ports, name: str) -> bool:
    """Whether the account's system is on this computer. Cheap; one that is gone, or whose kind is, is not."""
    account = ports.accounts.get(name)
    return account is not None and _known(ports, account).here
