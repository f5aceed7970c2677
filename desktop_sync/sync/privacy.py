"""Personal data: which fields hold some, by what they are called and what they are; and what is remembered of a person. Pure.

A field counts as personal where its name or label says so in the words of `fieldnames`, or its type does (e-mail addresses, telephone numbers).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson

from desktop_sync.model.record import Ref, Side
from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.sync import StoredSync
from desktop_sync.sync.fieldnames import concepts

KINDS: Mapping[str, str] = {
    "first_name": "name", "last_name": "name", "full_name": "name", "salutation": "name",
    "email": "e-mail address", "phone": "telephone number", "mobile": "telephone number", "fax": "telephone number",
    "street": "address", "street_2": "address", "house_number": "address", "postcode": "address", "city": "address",
    "born": "date of birth", "sex": "sex", "iban": "bank account", "note": "free text",
}  # fmt: skip
_BY_TYPE: Mapping[str, str] = {FieldType.EMAIL.value: "e-mail address", FieldType.PHONE.value: "telephone number"}
LEAST = 3
"""Characters of what is looked for: less would be found everywhere."""


@dataclass(frozen=True, slots=True)
class PersonalField:
    """A field of a sync that holds personal data, and which kind of it."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Trace:
    """Where something stands. `place`: bases, history, notes, conflicts, holds, runs under way, pairs. `own`: it is the whole of a value, so
    the record is that person's, not one that only mentions them. `pending`: a write of which the outcome is not known.
    """

    place: str
    row: int
    sync_id: int
    link_id: int | None = None
    a_ref: Ref | None = None
    b_ref: Ref | None = None
    own: bool = False
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Erasure:
    """What goes: rows that mention the person, and all rows of these records."""

    rows: Mapping[str, frozenset[int]] = field(default_factory=dict)
    links: frozenset[int] = frozenset()
    refs: frozenset[tuple[int, Side, Ref]] = frozenset()


class Traces(Protocol):
    """What the store remembers of people."""

    def counts(self, sync_id: int) -> Mapping[str, int]:
        """Place → how many rows of it hold values."""

    def find(self, text: str) -> Sequence[Trace]:
        """Every row of every sync in which the text stands as a word of its own, whatever its case. Reads everything."""

    def erase(self, erasure: Erasure) -> Mapping[str, int]:
        """Remove it, overwrite what it was, give the space back; place → rows. Bases and pairs stay."""


def personal_fields(stored: StoredSync) -> Sequence[PersonalField]:
    """The sync's fields that hold personal data."""
    types = {**_types(stored.schema_a), **_types(stored.schema_b)}
    found = []
    for link in stored.definition.fields:
        kind = next(filter(None, (kind_of(name, types.get(name, "")) for name in (link.name, *link.a, *link.b))), "")
        if kind:
            found.append(PersonalField(link.name, kind))
    return found


def kind_of(name: str, type_: str = "") -> str:
    """Which kind of personal data a field of that name and type holds, "" for none that is known."""
    if type_ in _BY_TYPE:
        return _BY_TYPE[type_]
    said = concepts(Field(name, "", FieldType.TEXT))
    return next((KINDS[one] for one in said if one in KINDS), "")


def _types(schema: str) -> dict[str, str]:
    known: dict[str, Any] = orjson.loads(schema) if schema else {}
    return {name: one[0] for name, one in known.items() if isinstance(one, list) and one}


def erasure_of(traces: Iterable[Trace]) -> Erasure:
    """What is to go: every row that mentions the person, but for bases and pairs, and everything of the person's own records."""
    found = list(traces)
    rows: dict[str, set[int]] = {}
    for one in found:
        rows.setdefault(one.place, set()).add(one.row)
    own = [one for one in found if one.own]
    refs: set[tuple[int, Side, Ref]] = {(one.sync_id, "a", one.a_ref) for one in own if one.a_ref is not None}
    refs |= {(one.sync_id, "b", one.b_ref) for one in own if one.b_ref is not None}
    links = frozenset(one.link_id for one in own if one.link_id is not None)
    return Erasure({place: frozenset(ids) for place, ids in rows.items()}, links, frozenset(refs))
