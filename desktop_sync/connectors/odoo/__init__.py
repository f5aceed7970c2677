"""Odoo, over its JSON-2 API (19 and later) or JSON-RPC (before). Run against Odoo 19.0 and 17.0 (Community)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop_sync.connectors.trust import CA_FILE, PIN
from desktop_sync.model.schema import ConnectorInfo, Setting

if TYPE_CHECKING:
    from desktop_sync.sync.ports import Connector

INFO = ConnectorInfo(
    kind="odoo",
    label="Odoo",
    summary="Contacts, products, sales orders, invoices and any other model of an Odoo database",
    settings=(
        Setting("url", "Address", "Where Odoo answers", required=False, example="https://company.odoo.com", kind="url"),
        Setting("database", "Database", "The name of the database", example="company"),
        Setting("username", "User name", "A user of its own for the sync is best", example="sync@example.org"),
        Setting(
            "api_key",
            "API key",
            "From Odoo: Preferences, Account Security, New API Key; it ends after three months at most",
            secret=True,
            kind="password",
        ),
        Setting(
            "language", "Language", "Of names and translated texts, as Odoo knows it", required=False, example="de_DE"
        ),
        CA_FILE,
        PIN,
        Setting(
            "base_url", "Other address", "A sandbox or a proxy, instead of the address", required=False, kind="url"
        ),
    ),
    initials="OD",
    features=(
        "reads only what has changed",
        "sees archived and deleted records",
        "never makes a record twice",
    ),
    proof="run against Odoo 19.0 and 17.0 (Community)",
    glances=True,
)


def connect(settings: Mapping[str, str], secrets: Mapping[str, str]) -> "Connector":
    """A connector for the account; signs in with the first call. Raises UsageError for wrong settings."""
    # Late: `desktop-sync connectors` lists kinds without loading them.
    from desktop_sync.connectors.odoo.connector import OdooConnector
    from desktop_sync.connectors.odoo.rpc import Login, Rpc

    return OdooConnector(Rpc(Login.of(settings, secrets)))
