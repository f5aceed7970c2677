"""The `sql` connector: SQLite files, PostgreSQL, MariaDB and MySQL, through their own drivers.

Read first: `address` (the URL), `dialect` (what differs between the systems), `table` (what is known of a table),
`reading`, `writing`, `connector` (all of it behind the `Connector` protocol).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop_sync.model.schema import ConnectorInfo, Setting

if TYPE_CHECKING:
    from desktop_sync.sync.ports import Connector

INFO = ConnectorInfo(
    kind="sql",
    label="SQL database",
    summary="Tables and views of SQLite, PostgreSQL, MariaDB and MySQL.",
    settings=(
        Setting(
            "url",
            "Address",
            help="an SQLite file (its path, or sqlite:///FILE), or postgresql://USER@HOST:PORT/DATABASE, mariadb://… or "
            "mysql://…, without the password",
            example="postgresql://shop@db.example.org:5432/shop",
            kind="place",
        ),
        Setting("password", "Password", help="of the database user", secret=True, required=False, kind="password"),
        Setting(
            "keys",
            "Keys of views",
            help="which columns identify a row where the database does not say: view:column, view2:column+column",
            required=False,
            example="open_orders:order_no",
        ),
        Setting(
            "ca_file",
            "Certificate authority",
            help="a PEM file with the authority of the server's certificate, or the certificate itself; without it the usual authorities count, "
            "where the server is on another computer",
            required=False,
            kind="path",
        ),
        Setting(
            "overlap",
            "Overlap in seconds",
            help="how far a look at the changes reaches back, for changes that were committed late",
            required=False,
            default="120",
        ),
    ),
    initials="SQL",
    features=(
        "never overwrites what somebody changed in the same moment",
        "reads only what has changed, by a column with the time",
        "takes filters in SQL",
    ),
    sends_hooks=False,
)


def connect(settings: Mapping[str, str], secrets: Mapping[str, str]) -> "Connector":
    """A connector for the database; nothing is opened yet. Raises UsageError for a wrong setting."""
    # Late: lists of kinds need INFO only.
    from desktop_sync.connectors.sql.connector import SqlConnector

    return SqlConnector(settings, secrets)
