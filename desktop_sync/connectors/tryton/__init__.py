"""Tryton, over its JSON-RPC: the interface of its own client, and the only one that refuses stale writes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop_sync.connectors.trust import CA_FILE, PIN
from desktop_sync.model.schema import ConnectorInfo, Setting

if TYPE_CHECKING:
    from desktop_sync.sync.ports import Connector

INFO = ConnectorInfo(
    kind="tryton",
    label="Tryton",
    summary="Parties, products, sales, invoices and any other model of a Tryton server",
    settings=(
        Setting(
            "url",
            "Address",
            "Where the Tryton server answers",
            required=False,
            example="https://erp.example.org",
            kind="url",
        ),
        Setting("database", "Database", "The name of the database", example="company"),
        Setting("username", "User name", "A user of its own for the sync is best: its changes are told apart then"),
        Setting("password", "Password", secret=True, kind="password"),
        CA_FILE,
        PIN,
        Setting(
            "language", "Language", "Of names and messages; left empty, the user's own", required=False, example="de"
        ),
        Setting(
            "base_url", "Other address", "A sandbox or a proxy, instead of the address", required=False, kind="url"
        ),
    ),
    initials="TR",
    features=(
        "reads only what has changed",
        "never overwrites what somebody changed in the same moment",
        "keeps addresses and contacts with their party",
    ),
    sends_hooks=False,
)


def connect(settings: Mapping[str, str], secrets: Mapping[str, str]) -> "Connector":
    """A connector for the account; signs in with the first call. Raises UsageError for wrong settings."""
    # Late: `desktop-sync connectors` lists kinds without loading them.
    from desktop_sync.connectors.tryton.connector import TrytonConnector
    from desktop_sync.connectors.tryton.rpc import Login, Rpc

    return TrytonConnector(Rpc(Login.of(settings, secrets)))
