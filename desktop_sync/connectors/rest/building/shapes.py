"""Where records stand in an answer, and which of their keys name, date and version them. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from desktop_sync.connectors.rest.codecs import read_moment
from desktop_sync.connectors.rest.paths import Path, as_text
from desktop_sync.sync.fieldnames import plain_words

Row = Mapping[str, Any]
_DEEP = 4
_INNER = ("attributes", "properties", "fields")
_IDS = ("id", "uuid", "guid", "gid", "key", "uid", "pk", "objectid", "recordid", "identifier", "name")
_MODIFIED = (
    "modifiedgmt", "modifieddategmt", "datemodifiedgmt", "updatedat", "updated", "lastmodified",
    "lastmodifieddate", "lastmodifieddatetime", "modified", "modifiedat", "lastupdated", "lastupdatedat",
    "dateupdated", "datemodified", "modifiedon", "updatetime", "updateddate", "lastchanged", "changedat",
    "lastupdate", "writedate", "activity",
)  # fmt: skip
_CREATED = (
    "dategmt", "createdat", "created", "datecreated", "datecreatedgmt", "createdon", "createtime",
    "createddate", "addtime", "creation", "date",
)  # fmt: skip
_VERSIONS = ("etag", "version", "rev", "revision", "lockversion", "rowversion", "lastmodified")
VERSION = "$version"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A list of records in an answer."""

    at: Path
    rows: tuple[Row, ...]


def record_lists(data: Any) -> list[Found]:
    """Every list of objects in an answer, the likeliest first: the one with the most records, the least deep."""
    found = sorted(_lists(data, ()), key=lambda one: (-len(one.rows), len(one.at.parts)))
    if isinstance(data, list) and not data:
        return [Found(Path(), ())]
    empty = [] if found else [Found(Path(at), ()) for at in _empty(data, ())]
    return found or empty


def _lists(data: Any, at: tuple[str, ...]) -> Iterator[Found]:
    if isinstance(data, list) and data and all(isinstance(one, dict) for one in data):
        yield Found(Path(at), tuple(data))
    elif isinstance(data, dict) and len(at) < _DEEP:
        for key, one in data.items():
            yield from _lists(one, (*at, key))


def _empty(data: Any, at: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(data, list) and not data:
        yield at
    elif isinstance(data, dict) and len(at) < _DEEP:
        for key, one in data.items():
            yield from _empty(one, (*at, key))


def fields_at(rows: Sequence[Row]) -> Path:
    """The object within each record that holds its fields; the record itself where there is none."""
    for name in _INNER:
        if rows and all(isinstance(row.get(name), dict) and row[name] for row in rows):
            return Path((name,))
    return Path()


def identity(rows: Sequence[Row]) -> Path | None:
    """The key that names a record: there in all, different in all, and called like one."""
    keys = [key for key in _common(rows) if all(_scalar(row[key]) for row in rows)]
    unique = [key for key in keys if len({as_text(row[key]) for row in rows}) == len(rows)]
    for wanted in _IDS:
        for key in unique:
            if plain_words(key) == wanted:
                return Path((key,))
    return next((Path((key,)) for key in unique if plain_words(key).endswith("id")), None)


def id_kind(rows: Sequence[Row], at: Path) -> str:
    """What ids look like: number, uuid or text."""
    values = [at.found(row) for row in rows]
    if values and all(isinstance(one, int) and not isinstance(one, bool) for one in values):
        return "number"
    return "uuid" if values and all(_UUID.fullmatch(as_text(one)) for one in values) else "text"


def modified_at(rows: Sequence[Row], inside: Path) -> Path | None:
    """The key with the time of the last change; one without any time, if records say when they were made: none was changed yet."""
    found = _timed(rows, inside, _MODIFIED)
    if found is None and created_at(rows, inside) is not None:
        return _timed(rows, inside, _MODIFIED, blank=True)
    return found


def created_at(rows: Sequence[Row], inside: Path) -> Path | None:
    """The key with the time at which it was made."""
    return _timed(rows, inside, _CREATED)


def version_at(record: Row, etag: str) -> tuple[Path, str] | None:
    """The key with a record's version, and how it stands in `If-Match`; by the header `ETag` where there is one: “$version” is what
    that tells itself.
    """
    bare = etag.removeprefix("W/").strip('"').removesuffix("-gzip")
    for key, value in record.items():
        text = as_text(value) if _scalar(value) else ""
        if bare and text.strip('"') == bare:
            return Path((key,)), "{version}" if text.startswith('"') else '"{version}"'
    if bare and not etag.startswith("W/"):
        return Path((VERSION,)), "{version}"
    for wanted in _VERSIONS[:-1]:
        for key, value in record.items():
            if plain_words(key) == wanted and _scalar(value):
                return Path((key,)), "{version}"
    return None


def holds_record(data: Any, at: Path, wanted: str) -> Path | None:
    """Where one record with that id stands in an answer; None: nowhere. `at`: the id within a record."""
    return next((Path(place) for place, one in _objects(data, ()) if as_text(at.found(one)) == wanted), None)


def _objects(data: Any, at: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Row]]:
    """Objects, the outer ones first."""
    if isinstance(data, dict):
        yield at, data
    if len(at) < _DEEP:
        inner = data.items() if isinstance(data, dict) else enumerate(data[:1]) if isinstance(data, list) else ()
        for key, one in inner:
            yield from _objects(one, (*at, str(key)))


def lifted(record: Row, keys: Set[str]) -> str:
    """The object within a single record that holds what a list's records have as their own keys; "" where there is none."""
    for name, inner in record.items():
        if isinstance(inner, dict) and inner and keys - record.keys() <= inner.keys():
            return name
    return ""


def words_at(data: Any) -> list[str]:
    """The paths at which a refusal says what is wrong, in order."""
    found = []
    for path in (
        "message",
        "error.message",
        "errors.0.message",
        "error.msg",
        "detail",
        "error_description",
        "error",
        "errors.0",
    ):
        value = Path.parse(path).found(data)
        if isinstance(value, str) and value.strip():
            found.append(path)
    return found[:2]


def _timed(rows: Sequence[Row], inside: Path, names: Sequence[str], *, blank: bool = False) -> Path | None:
    for root in dict.fromkeys((Path(), inside)):
        parts = [root.found(row) for row in rows]
        keys = {plain_words(key): key for one in parts if isinstance(one, dict) for key in one}
        for name in names:
            if name in keys:
                path = root + Path((keys[name],))
                told = [moment for row in rows if (moment := path.found(row)) is not None]
                if (told or blank) and all(read_moment(one) is not None for one in told):
                    return path
    return None


def _common(rows: Sequence[Row]) -> list[str]:
    return [key for key in rows[0] if all(key in row for row in rows)] if rows else []


def _scalar(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and value != ""
