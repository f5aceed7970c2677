"""What a manifest can't say: small named functions, counted and reviewed. A manifest names one with `hook`."""

from collections.abc import Mapping
from typing import Any, Final


class Hook:
    """Between the system's shapes and those that the paths of a manifest fit. Each method leaves things as they are."""

    def shown(self, record: dict[str, Any]) -> dict[str, Any]:
        """A record as the system sent it, so that paths lead into it."""
        return record

    def sent(self, fields: dict[str, Any], record: Mapping[str, Any] | None) -> dict[str, Any]:  # noqa: ARG002
        """Fields as the system takes them; `record`: as it is now (after `shown`), where it is known."""
        return fields

    def told(self, field: dict[str, Any]) -> dict[str, Any]:
        """A field as the system tells of it, with what a manifest's [schema] can ask for."""
        return field


class FlattenLists(Hook):
    """Lists of `{"key": …, "value": …}` become objects, so that a path leads into them."""

    def shown(self, record: dict[str, Any]) -> dict[str, Any]:
        """The record with them."""
        made = dict(record)
        for name, value in record.items():
            if (
                isinstance(value, list)
                and value
                and all(isinstance(one, dict) and {"key", "value"} <= one.keys() for one in value)
            ):
                made[name] = {str(one["key"]): one["value"] for one in value}
        return made


class HubSpot(Hook):
    """Properties whose kind is told by two words."""

    def told(self, field: dict[str, Any]) -> dict[str, Any]:
        """The property with one."""
        kind = field.get("type")
        if kind == "enumeration" and field.get("fieldType") == "checkbox":
            kind = "checkboxes"
        elif kind == "enumeration" and field.get("fieldType") == "booleancheckbox":
            kind = "bool"
        elif kind == "string" and field.get("name") == "email":
            kind = "email"
        elif kind == "string" and field.get("fieldType") == "phonenumber":
            kind = "phone_number"
        return {**field, "type": kind}


HOOKS: Final[Mapping[str, Hook]] = {"flatten_lists": FlattenLists(), "hubspot": HubSpot()}
