"""What a manifest can't say: small named functions, counted and reviewed. A manifest names one with `hook`."""

import re
from collections.abc import Mapping
from typing import Any, Final

from desktop_sync.connectors.rest.codecs import UnwritableError

Row = Mapping[str, Any]


class Hook:
    """Between the system's shapes and those that the paths of a manifest fit. Each method leaves things as they are."""

    def shown(self, record: dict[str, Any]) -> dict[str, Any]:
        """A record as the system sent it, so that paths lead into it."""
        return record

    def sent(self, fields: dict[str, Any], record: Row | None, *, creating: bool) -> dict[str, Any]:  # noqa: ARG002
        """Fields as the system takes them; `record`: as it is, where it was read. Raises UnwritableError for what it would not keep."""
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


class Zendesk(Hook):
    """Tickets hold their custom fields as a list, and begin with a comment."""

    def shown(self, record: dict[str, Any]) -> dict[str, Any]:
        """The record with an object of them."""
        custom = record.get("custom_fields")
        if not isinstance(custom, list):
            return record
        return {**record, "custom_fields": {str(one["id"]): one.get("value") for one in custom}}

    def sent(self, fields: dict[str, Any], record: Row | None, *, creating: bool) -> dict[str, Any]:  # noqa: ARG002
        """The fields with a list of them. What a ticket begins with is a comment that nobody can change."""
        made = dict(fields)
        custom = made.pop("custom_fields", None)
        if isinstance(custom, dict):
            made["custom_fields"] = [{"id": int(key), "value": value} for key, value in custom.items()]
        if creating and ("subject" in made or "description" in made):
            made["comment"] = {"body": made.pop("description", None) or made.get("subject")}
        elif "description" in made:
            raise UnwritableError("“description” is the ticket's first comment, which can't be changed any more.")
        return made

    def told(self, field: dict[str, Any]) -> dict[str, Any]:
        """The field, without a name where it is not in use."""
        return field if field.get("active", True) else {**field, "id": None, "key": None}


class Stripe(Hook):
    """An address is sent whole: parts that are left out may be taken for blank ones."""

    def sent(self, fields: dict[str, Any], record: Row | None, *, creating: bool) -> dict[str, Any]:  # noqa: ARG002
        """The fields with all of it; a blank one is unset."""
        if "address" not in fields:
            return fields
        before = (record or {}).get("address") or {}
        whole = {key: one or "" for key, one in {**before, **fields["address"]}.items()}
        return {**fields, "address": whole if any(whole.values()) else ""}


class Salesforce(Hook):
    """What `describe` tells of a field, put together."""

    def told(self, field: dict[str, Any]) -> dict[str, Any]:
        """The field with whether it is needed, and whether it can be written at all."""
        can = bool(field.get("createable")), bool(field.get("updateable"))
        needed = can[0] and field.get("nillable") is False and not field.get("defaultedOnCreate")
        kind = field.get("type")
        booleans = kind == "boolean"  # never blank, and no without a word
        return {**field, "required": needed and not booleans, "writable": any(can)}


class Mailchimp(Hook):
    """Members are known by their address, and need a status."""

    def sent(self, fields: dict[str, Any], record: Row | None, *, creating: bool) -> dict[str, Any]:  # noqa: ARG002
        """The fields with a status for a new one."""
        if creating:
            return {**fields, "status": fields.get("status") or "subscribed"}
        if "email_address" in fields:
            raise UnwritableError("Mailchimp knows a member by the address: add the new one, and archive the old one.")
        return fields


class Airtable(Hook):
    """Fields that Airtable works out by itself can't be written."""

    COMPUTED: Final = frozenset(
        {"formula", "rollup", "count", "multipleLookupValues", "createdTime", "lastModifiedTime", "createdBy"}
        | {"lastModifiedBy", "autoNumber", "aiText", "externalSyncSource", "multipleAttachments"}
    )

    def told(self, field: dict[str, Any]) -> dict[str, Any]:
        """The field with whether it is one of them."""
        return {**field, "computed": field.get("type") in self.COMPUTED}


class Numbered(Hook):
    """Lists whose places are fields: “emails.0.value”. What is not a field of its own stays in the list."""

    def sent(self, fields: dict[str, Any], record: Row | None, *, creating: bool) -> dict[str, Any]:  # noqa: ARG002
        """The fields with the whole lists."""
        return {name: self._whole(one, (record or {}).get(name)) for name, one in fields.items()}

    def _whole(self, value: Any, held: Any) -> Any:
        if not isinstance(value, dict) or not all(key.isdigit() for key in value):
            return value
        made = list(held) if isinstance(held, list) else []
        for key, one in sorted(value.items(), key=lambda item: int(item[0])):
            made += [None] * (int(key) + 1 - len(made))
            before = made[int(key)] if isinstance(made[int(key)], dict) else {}
            made[int(key)] = {**before, **one} if isinstance(one, dict) else one
        return [one for one in made if self._filled(one)]

    def _filled(self, one: Any) -> bool:
        if not isinstance(one, dict):
            return one not in (None, "")
        main = one.keys() & {"value", "address"}
        return any(one[name] not in (None, "") for name in main or one.keys() - {"metadata", "name", "type"})


class Microsoft(Numbered):
    """Contacts that come out of a batch stand in the answer to their request."""

    def shown(self, record: dict[str, Any]) -> dict[str, Any]:
        """The contact alone."""
        body = record.get("body")
        return body if isinstance(body, dict) and "status" in record else record


class Google(Numbered):
    """A person is put together of several sources; contacts can change, and are told stale by their own mark."""

    def shown(self, record: dict[str, Any]) -> dict[str, Any]:
        """The person alone, where it comes with what became of the request for it."""
        person = record.get("person")
        return person if isinstance(person, dict) else record

    def sent(self, fields: dict[str, Any], record: Row | None, *, creating: bool) -> dict[str, Any]:
        """The fields with the mark of the contact that was read."""
        made = super().sent(fields, record, creating=creating)
        sources = ((record or {}).get("metadata") or {}).get("sources") or []
        kept = ("type", "id", "etag")
        contacts = [{key: one[key] for key in kept if key in one} for one in sources if one.get("type") == "CONTACT"]
        return made if creating or not contacts else {**made, "metadata": {"sources": contacts}}


class Pipedrive(Numbered):
    """Own fields are known by a key of forty digits and letters."""

    def told(self, field: dict[str, Any]) -> dict[str, Any]:
        """The field, without a key where it is one that every account has."""
        key = str(field.get("key", ""))
        return field if re.fullmatch("[0-9a-f]{40}", key) else {**field, "key": None}

    def sent(self, fields: dict[str, Any], record: Row | None, *, creating: bool) -> dict[str, Any]:
        """The fields with the whole lists, in which the first one is the primary one."""
        made = super().sent(fields, record, creating=creating)
        for name in {"emails", "phones"} & made.keys():
            made[name] = [{"label": "work", **one, "primary": number == 0} for number, one in enumerate(made[name])]
        return made


class Xero(Hook):
    """Phones and addresses are lists in which each has its type."""

    LISTS: Final = {"Phones": "PhoneType", "Addresses": "AddressType"}

    def shown(self, record: dict[str, Any]) -> dict[str, Any]:
        """The record with an object of them."""
        made = dict(record)
        for name, kind in self.LISTS.items():
            if isinstance(made.get(name), list):
                made[name] = {str(one.get(kind)): one for one in made[name] if isinstance(one, dict)}
        return made

    def sent(self, fields: dict[str, Any], record: Row | None, *, creating: bool) -> dict[str, Any]:  # noqa: ARG002
        """The fields with lists of those that change; what they held besides goes along."""
        made = dict(fields)
        for name, kind in self.LISTS.items():
            if isinstance(made.get(name), dict):
                held = (record or {}).get(name) or {}
                made[name] = [{**held.get(key, {}), **one, kind: key} for key, one in made[name].items()]
        return made


HOOKS: Final[Mapping[str, Hook]] = {
    "flatten_lists": FlattenLists(),
    "hubspot": HubSpot(),
    "zendesk": Zendesk(),
    "salesforce": Salesforce(),
    "stripe": Stripe(),
    "mailchimp": Mailchimp(),
    "airtable": Airtable(),
    "xero": Xero(),
    "numbered": Numbered(),
    "microsoft": Microsoft(),
    "google": Google(),
    "pipedrive": Pipedrive(),
}
