"""Types and formats of fields, from the values that some records hold. Pure."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from desktop_sync.connectors.rest.paths import Path
from desktop_sync.sync.fieldnames import plain_words

Row = Mapping[str, Any]
_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T .])\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?\Z")
_DECIMAL = re.compile(r"-?\d+\.\d+\Z")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}\Z")
_MOST = 120
"""Fields of a table; more than that are the insides of something."""
_SECRET = ("password", "passphrase", "secret", "token", "apikey")


def field_specs(rows: Sequence[Row], inside: Path, skip: Sequence[Path]) -> dict[str, dict[str, Any]]:
    """Field → its spec as a manifest has it, from samples. `inside`: the object that holds the fields; `skip`: id and the like."""
    values: dict[str, list[Any]] = {}
    for row in rows:
        for name, value in _flat(inside.found(row), ()):
            values.setdefault(name, []).append(value)
    left_out = {str(path.within(inside) or path) for path in skip}
    made = {}
    for name, seen in values.items():
        if name not in left_out and not any(word in plain_words(name) for word in _SECRET):
            made[name] = kind_of(seen)
        if len(made) == _MOST:
            break
    return made


def kind_of(values: Sequence[Any]) -> dict[str, Any]:
    """The spec of a field that holds such values; text where nothing says more."""
    filled = [one for one in values if one not in (None, "", [], {})]
    if not filled:
        return {"type": "json"} if any(isinstance(one, list | dict) for one in values) else {"type": "text"}
    if all(isinstance(one, bool) for one in filled):
        return {"type": "boolean"}
    if all(isinstance(one, int) and not isinstance(one, bool) for one in filled):
        return {"type": "integer"}
    if all(isinstance(one, int | float | Decimal) and not isinstance(one, bool) for one in filled):
        return {"type": "decimal"}
    if all(isinstance(one, list) and all(isinstance(each, str) for each in one) for one in filled):
        return {"type": "choices", "format": "list"}
    if all(isinstance(one, str) for one in filled):
        return _text([str(one) for one in filled])
    return {"type": "json"}


def _text(texts: Sequence[str]) -> dict[str, Any]:
    if all(_DATE.match(one) for one in texts):
        return {"type": "date"}
    found = [_MOMENT.match(one) for one in texts]
    if all(found):
        utc = all(one is not None and one[4] == "Z" for one in found)
        fine = any(one is not None and one[3] for one in found)
        spaced = any(one is not None and one[1] == " " for one in found)
        if all(one is not None and one[1] == "." and not one[3] and not one[4] for one in found):
            pattern = "%Y-%m-%d.%H:%M:%S"
            midnight = all(one.endswith(".00:00:00") for one in texts)
            return {"type": "date" if midnight else "datetime", "format": pattern}
        form = "sql" if spaced else ("iso_ms" if fine else "iso_z") if utc else "iso"
        return {"type": "datetime", "format": form}
    if all(_DECIMAL.match(one) for one in texts):
        return {"type": "decimal", "format": "text"}
    if all(_EMAIL.match(one) for one in texts):
        return {"type": "email"}
    return {"type": "text"}


def _flat(data: Any, at: tuple[str, ...]) -> list[tuple[str, Any]]:
    """Names with dots, through objects; a key that has a dot itself is left out, as is what begins with “_” or “@”."""
    found: list[tuple[str, Any]] = []
    for key, value in data.items() if isinstance(data, dict) else ():
        if "." in key or not key.strip() or key.startswith(("_", "@", "$")):
            continue
        path = (*at, key)
        if isinstance(value, dict) and value and len(path) < 3:
            found += _flat(value, path)
        else:
            found.append((".".join(path), value))
    return found
