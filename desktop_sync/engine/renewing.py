"""Secrets that a system renews by itself: kept before they are used, for many refresh tokens are good for one use only."""

from collections.abc import Callable, Mapping

from desktop_sync.model.sync import Account
from desktop_sync.sync.ports import Connector, Secrets


def keep_renewed(connector: Connector, keep: Callable[[Mapping[str, str]], None]) -> Connector:
    """The connector, which tells `keep` of new secrets; those that renew none have no `keep_secrets`."""
    tell: Callable[[Callable[[Mapping[str, str]], None]], None] | None = getattr(connector, "keep_secrets", None)
    if tell is not None:
        tell(keep)
    return connector


def keeper(secrets: Secrets, account: Account) -> Callable[[Mapping[str, str]], None]:
    """Keeps new values of the secrets that the account has."""

    def keep(told: Mapping[str, str]) -> None:
        for key in sorted(told.keys() & set(account.secret_keys), reverse=True):  # the refresh token before the other
            secrets.put(account.id, key, told[key])

    return keep
