"""The account's settings, checked."""

import codecs
from collections.abc import Mapping
from pathlib import Path

from desktop_sync.connectors.files.places import CSV_ENDINGS, WORKBOOK_ENDINGS, Format
from desktop_sync.connectors.files.storage import Options
from desktop_sync.errors import UsageError

_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


def options(settings: Mapping[str, str]) -> Options:
    """The settings as options. Raises UsageError naming the setting that is wrong."""
    text = settings.get("path", "").strip()
    if not text:
        raise UsageError("The setting “path” is missing.", advice="Name a .csv, a .xlsx, or a folder with such files.")
    path = Path(text).expanduser()
    if path.suffix.lower() == ".xls":
        raise UsageError(
            "Old .xls workbooks can't be read.",
            place=path.name,
            advice="Open it in Excel or LibreOffice and save it as .xlsx.",
        )
    if path.suffix.lower() not in (*CSV_ENDINGS, *WORKBOOK_ENDINGS) and path.suffix and not path.is_dir():
        raise UsageError(
            f"Files that end in {path.suffix} can't be read.", place=path.name, advice="Name a .csv or a .xlsx file."
        )
    return Options(
        path.absolute(),
        settings.get("key", "").strip(),
        settings.get("id_column", "").strip() or "sync_id",
        Format(_encoding(settings.get("encoding", "")), _delimiter(settings.get("delimiter", ""))),
    )


def _encoding(name: str) -> str:
    if not name.strip():
        return ""
    try:
        return codecs.lookup(name.strip()).name
    except LookupError as error:
        raise UsageError(
            f"The encoding “{name}” is not known.", place="setting “encoding”", advice="Try utf-8, cp1252 or utf-16."
        ) from error


def _delimiter(text: str) -> str:
    delimiter = _DELIMITERS.get(text.strip().lower(), text)
    if len(delimiter) > 1 or delimiter in {'"', "\n", "\r"}:
        raise UsageError(
            "A delimiter is one character.", place="setting “delimiter”", advice="Use , or ; or | or the word “tab”."
        )
    return delimiter
