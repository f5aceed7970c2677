"""A manifest's text to a `Manifest`, and what is wrong with it: all at once, each with its line."""

import copy
from collections.abc import Callable, Mapping
from pathlib import Path as File
from typing import Any

from desktop_sync.connectors.rest.format import FORMAT, Manifest
from desktop_sync.connectors.rest.lint import lint
from desktop_sync.connectors.rest.typed import TypedReader, WrongError
from desktop_sync.errors import DefinitionError, UsageError
from desktop_sync.sync.tomllines import toml_data
from desktop_sync.sync.words import Mistakes, nearest

_LARGEST = 1_000_000
_MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""Version → what makes the next one of it."""


class ManifestError(DefinitionError):
    """A manifest is wrong."""

    title = "The connector's manifest has a mistake"
    default_advice = (
        "Correct it there; docs/MANIFEST.md tells every key. `desktop-sync connector check FILE` checks it."
    )


def read_manifest(file: File) -> Manifest:
    """The manifest in the file. Raises UsageError where it can't be read, ManifestError with all mistakes in it."""
    try:
        if file.stat().st_size > _LARGEST:
            raise UsageError("This is too large for a manifest.", place=str(file))
        text = file.read_text("utf-8")
    except OSError as error:
        raise UsageError(f"The manifest can't be read: {error.strerror}.", place=str(file)) from error
    except UnicodeDecodeError as error:
        raise UsageError("The manifest is not UTF-8 text.", place=str(file)) from error
    return parse(text, str(file))


def parse(text: str, file: str = "") -> Manifest:
    """The manifest that a text means; `file`: its name, for errors. Raises ManifestError."""
    try:
        return _parse(text.removeprefix("\ufeff").replace("\r\n", "\n"), Mistakes(file))
    except ManifestError:
        raise
    except DefinitionError as error:
        raise ManifestError(error.what, place=error.place, line=error.line) from None


def _parse(text: str, mistakes: Mistakes) -> Manifest:
    data = toml_data(text, mistakes)
    reader = TypedReader(text, mistakes)
    try:
        manifest: Manifest = reader.table(Manifest, _likened(_migrated(data, reader), reader), ())
    except WrongError:
        mistakes.raise_any()
        raise AssertionError from None
    lint(manifest, reader)
    mistakes.raise_any()
    return manifest


def _likened(data: dict[str, Any], reader: TypedReader) -> dict[str, Any]:
    """Tables that are “like” one before them get what they don't say themselves from it."""
    tables = data.get("tables")
    if not isinstance(tables, dict):
        return data
    made: dict[str, Any] = {}
    for name, table in tables.items():
        like = table.pop("like", None) if isinstance(table, dict) else None
        if like is not None and like not in made:
            reader.wrong(
                ("tables", name, "like"), f"there is no table “{like}” before this one.{nearest(str(like), made)}"
            )
            raise WrongError
        made[name] = table if like is None else _over({**made[like], **_own_fields(table)}, table)
    return {**data, "tables": made}


def _own_fields(table: dict[str, Any]) -> dict[str, Any]:
    """The table's fields, which no others are added to."""
    return {"fields": {}} if "fields" in table else {}


def _over(below: Any, above: Any) -> Any:
    """The one laid over the other, table by table; false takes a section away."""
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    made = {key: _over(below[key], one) if key in below else one for key, one in above.items()}
    made = {key: copy.deepcopy(one) for key, one in below.items() if key not in above} | made
    sections = {"schema", "each", "by_ids", "get", "search", "changes", "create", "update", "delete"}
    return {key: one for key, one in made.items() if not (one is False and key in sections)}


def _migrated(data: dict[str, Any], reader: TypedReader) -> dict[str, Any]:
    """The data as the newest format has it."""
    version = data.get("format")
    while isinstance(version, int) and version in _MIGRATIONS:
        data = _MIGRATIONS[version](data)
        version = data.get("format")
    if isinstance(version, int) and version != FORMAT:
        newer = "Update the program." if version > FORMAT else "There never was such a format."
        reader.wrong(("format",), f"this is format {version}; the program reads {FORMAT}. {newer}")
        raise WrongError
    return data
