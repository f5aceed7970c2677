"""What a manifest can't say: small named functions, counted and reviewed. A manifest names one with `hook`."""

from collections.abc import Callable, Mapping
from typing import Any, Final

Hook = Callable[[dict[str, Any]], dict[str, Any]]
"""Given a record as the system sent it, gives the record that the paths of the manifest fit."""


def flatten_lists(record: dict[str, Any]) -> dict[str, Any]:
    """Lists of `{"key": …, "value": …}` become objects, so that a path leads into them."""
    made = dict(record)
    for name, value in record.items():
        if (
            isinstance(value, list)
            and value
            and all(isinstance(one, dict) and {"key", "value"} <= one.keys() for one in value)
        ):
            made[name] = {str(one["key"]): one["value"] for one in value}
    return made


HOOKS: Final[Mapping[str, Hook]] = {"flatten_lists": flatten_lists}
