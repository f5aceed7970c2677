"""CSV files and Excel workbooks: a folder of them, or one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop_sync.model.schema import ConnectorInfo, Setting

if TYPE_CHECKING:
    from desktop_sync.sync.ports import Connector

INFO = ConnectorInfo(
    kind="files",
    label="CSV and Excel files",
    summary="A CSV file, an Excel workbook, or a folder with several of them",
    settings=(
        Setting(
            "path",
            "File or folder",
            "A .csv, a .xlsx, or a folder with such files",
            example="customers.xlsx",
            kind="path",
        ),
        Setting(
            "key",
            "Key column",
            "The column whose value is different in every row, such as a customer number. "
            "Left empty, the program numbers the rows in a column of its own.",
            required=False,
            example="Customer no.",
        ),
        Setting(
            "id_column",
            "Column for row numbers",
            "Where the program writes its row numbers when there is no key column",
            required=False,
            default="sync_id",
        ),
        Setting("encoding", "Encoding", "Left empty, it is found from the file", required=False, example="cp1252"),
        Setting("delimiter", "Delimiter", "Left empty, it is found from the file", required=False, example=";"),
    ),
    initials="CX",
    features=("keeps formats and formulas", "leaves no file half written"),
    here=True,
    sends_hooks=False,
)


def connect(settings: Mapping[str, str], secrets: Mapping[str, str]) -> "Connector":
    """A connector for the account's path; reads nothing yet. Raises UsageError for wrong settings."""
    # Late: `desktop-sync connectors` lists kinds without loading them.
    from desktop_sync.connectors.files.connector import FilesConnector
    from desktop_sync.connectors.files.settings import options

    assert not secrets
    return FilesConnector(options(settings))
