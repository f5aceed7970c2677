"""CardDAV (RFC 6352): address books of Nextcloud, Radicale, Baïkal, SOGo, iCloud, Fastmail, mailbox.org and others."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop_sync.connectors.trust import CA_FILE, PIN
from desktop_sync.model.schema import ConnectorInfo, Setting

if TYPE_CHECKING:
    from desktop_sync.sync.ports import Connector

INFO = ConnectorInfo(
    kind="carddav",
    label="CardDAV address book",
    summary="Contacts of Nextcloud, Radicale, Baïkal, Fastmail, iCloud and any other CardDAV server",
    settings=(
        Setting(
            "url",
            "Address",
            "The server, or one address book of it",
            required=False,
            example="https://cloud.example.org",
            kind="url",
        ),
        Setting("username", "User name", "As you sign in there", example="ann"),
        Setting(
            "password",
            "Password",
            "With two-step sign-in, an app password that the server makes for you",
            secret=True,
            kind="password",
        ),
        Setting(
            "properties",
            "Fields of your own",
            "Other properties of the cards: field=PROPERTY or field=PROPERTY:type, separated by commas; types are text, "
            "integer, decimal:PLACES, boolean, date",
            required=False,
            example="customer_no=X-CUSTOMER-NO, credit=X-CREDIT:decimal:2",
        ),
        CA_FILE,
        PIN,
        Setting(
            "base_url", "Other address", "A sandbox or a proxy, instead of the address", required=False, kind="url"
        ),
    ),
    initials="CD",
    features=(
        "reads only what has changed",
        "never overwrites what somebody changed in the same moment",
        "keeps photos and all that it doesn't know",
    ),
    sends_hooks=False,
)


def connect(settings: Mapping[str, str], secrets: Mapping[str, str]) -> "Connector":
    """A connector for the account; looks for address books with the first call. Raises UsageError for wrong settings."""
    # Late: `desktop-sync connectors` lists kinds without loading them.
    from desktop_sync.connectors.carddav.connector import CardDavConnector
    from desktop_sync.connectors.carddav.dav import Dav
    from desktop_sync.connectors.carddav.settings import Login

    login = Login.of(settings, secrets)
    return CardDavConnector(Dav(login), login)
