"""Which fields of a table belong together: the parts of an address, what the system itself groups by dots, custom fields. No Qt.

A table says it best itself, by dotted names; then what is known everywhere (custom fields, addresses), then names that begin
alike. A group of everything, or of two, would only be one more row.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop_sync.gui.text import tr
from desktop_sync.model.schema import Field, FieldType, TableSchema
from desktop_sync.sync.fieldnames import STARTERS, concepts

SMALL_TABLE = 10
"""A table with fewer fields is seen at a glance: no groups."""
FEWEST = 3
MOST_OF_ALL = 0.6
"""A beginning that more of the names have tells nothing about the few."""
_WORD = re.compile(r"[A-ZÀ-Þ]+(?![a-zß-ÿ])|[A-ZÀ-Þ]?[a-zß-ÿ]+|\d+")
_PLACES = frozenset({"street", "postcode", "city"})
_ADDRESS = _PLACES | {"street_2", "house_number", "region", "country"}
_CUSTOM = frozenset({"custom", "customfield", "customfields", "cf", "udf", "x"})

Named = Sequence[tuple[Field, tuple[str, ...]]]
"""Fields with the words of their names that are still to be looked at."""


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields that are shown, and folded, together. `key` stays the same as long as the table does."""

    key: str
    label: str
    names: tuple[str, ...]


def groups_of(schema: TableSchema) -> tuple[FieldGroup, ...]:
    """The table's groups; a field is in one at most."""
    if len(schema.fields) < SMALL_TABLE:
        return ()
    found: list[FieldGroup] = []
    rest = list(schema.fields)
    for kind in (_dotted, _custom, _address, _beginnings, _references):
        found += kind(rest)
        taken = {name for group in found for name in group.names}
        rest = [field for field in schema.fields if field.name not in taken]
    return tuple(group for group in found if len(group.names) < len(schema.fields))


def _dotted(fields: Sequence[Field]) -> Iterator[FieldGroup]:
    """By what stands before the last dot; what stands before nearly all names is left out."""
    parents = {field.name: field.name.strip(".").rpartition(".")[0] for field in fields}
    everywhere = _shared_by_most(parents.values())
    members: dict[str, list[Field]] = {}
    for field in fields:
        parent = f"{parents[field.name]}.".removeprefix(everywhere).strip(".")
        if parent:
            members.setdefault(parent, []).append(field)
    for parent, inside in members.items():
        if len(inside) > 1:
            words = [_words(part) for part in parent.split(".")]
            custom = "".join(words[-1]) in _CUSTOM
            label = tr("Custom fields") if custom else " · ".join(_title(part) for part in words)
            yield _group(f".{parent}", label, inside)


def _shared_by_most(parents: Iterable[str]) -> str:
    """“properties.” where nearly all fields stand there."""
    firsts = [parent.split(".")[0] for parent in parents]
    most = max(set(firsts) - {""}, key=firsts.count, default="")
    return f"{most}." if most and firsts.count(most) > MOST_OF_ALL * len(firsts) else ""


def _custom(fields: Sequence[Field]) -> Iterator[FieldGroup]:
    """What the operator's people added: `cf_…`, `x_…`, Salesforce's `…__c`."""
    inside = [one for one in fields if one.name.endswith("__c") or _first_of(one.name) in _CUSTOM]
    if len(inside) >= FEWEST:
        yield _group("custom", tr("Custom fields"), inside)


def _first_of(name: str) -> str:
    words = _words(name)
    return words[0].casefold() if len(words) > 1 else ""


def _address(fields: Sequence[Field]) -> Iterator[FieldGroup]:
    """Street, postcode, town and what goes with them, where they stand by themselves."""
    meant = {field.name: next((one for one in concepts(field) if one in _ADDRESS), "") for field in fields}
    inside = [field for field in fields if meant[field.name]]
    if len(inside) >= FEWEST and len(_PLACES & {meant[field.name] for field in inside}) > 1:
        yield _group("address", tr("Address"), inside)


def _beginnings(fields: Sequence[Field]) -> Iterator[FieldGroup]:
    """Names that begin with the same words: `billing_street`, `billing_city`, `billing_zip`."""
    named = [(field, _words(field.name.rsplit(".", 1)[-1])) for field in fields]
    yield from _begin_alike(named, len(fields), "")


def _begin_alike(named: Named, every: int, before: str) -> Iterator[FieldGroup]:
    members: dict[str, list[tuple[Field, tuple[str, ...]]]] = {}
    for field, words in named:
        if len(words) > 1:
            members.setdefault(words[0].casefold(), []).append((field, words))
    for word, inside in members.items():
        key = f"{before} {word}".strip()
        if len(inside) > MOST_OF_ALL * every:
            yield from _begin_alike([(field, words[1:]) for field, words in inside], every, key)
        elif len(inside) >= FEWEST and word not in STARTERS and not word.isdecimal() and len(word) > 1:
            yield _group(f"{key} …", _title(_common(words for _, words in inside)), [field for field, _ in inside])


def _common(names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The words that all begin with; never a whole name."""
    first, *rest = names
    count = len(first) - 1
    for words in rest:
        alike = 0
        while alike < min(count, len(words) - 1) and words[alike].casefold() == first[alike].casefold():
            alike += 1
        count = alike
    return first[: max(1, count)]


def _references(fields: Sequence[Field]) -> Iterator[FieldGroup]:
    """Fields that point at records of other tables."""
    inside = [field for field in fields if field.type is FieldType.REFERENCE]
    if len(inside) >= FEWEST:
        yield _group("references", tr("References to other tables"), inside)


def _words(name: str) -> tuple[str, ...]:
    """“billingAddress_street2” is billing, Address, street, 2."""
    return tuple(_WORD.findall(name))


def _title(words: Sequence[str]) -> str:
    text = " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in words)
    return text[:1].upper() + text[1:]


def _group(key: str, label: str, fields: Sequence[Field]) -> FieldGroup:
    return FieldGroup(key, label, tuple(field.name for field in fields))


def pulled_together(order: Sequence[str], groups: Sequence[FieldGroup]) -> tuple[tuple[FieldGroup | None, str], ...]:
    """The names in that order, each with its group; a group stands whole where its first field stands."""
    group_of: Mapping[str, FieldGroup] = {name: group for group in groups for name in group.names}
    members: dict[str, list[str]] = {}
    for name in order:
        if name in group_of:
            members.setdefault(group_of[name].key, []).append(name)
    found: list[tuple[FieldGroup | None, str]] = []
    for name in order:
        group = group_of.get(name)
        if group is None:
            found.append((None, name))
        else:
            found += [(group, one) for one in members.pop(group.key, ())]
    return tuple(found)
