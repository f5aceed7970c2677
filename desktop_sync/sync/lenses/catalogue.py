"""All lenses by name: what they are, how one is built from a definition, and which is meant where the definition names none."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from desktop_sync.errors import DefinitionError
from desktop_sync.model.mapping import LensSpec
from desktop_sync.model.schema import Field, FieldType
from desktop_sync.sync.lenses import choices, contact, dates, markup, names, numbers, passing, reference, text
from desktop_sync.sync.lenses.base import TEXTUAL, Fields, Lens, LensInfo, LensKind, Params
from desktop_sync.sync.words import listed, nearest

LENSES: Mapping[str, LensKind] = MappingProxyType(
    {
        kind.info.name: kind
        for module in (text, markup, names, numbers, dates, choices, passing, contact, reference)
        for kind in module.KINDS
    }
)
"""Every lens by name."""

_ALIASES: Mapping[str, str] = MappingProxyType(
    {"decimal": "number", "integer": "number", "float": "number", "json": "pass", "any": "pass"}
)
"""Other names under which people look for a lens."""

_NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT})
_ARITY: Mapping[str, tuple[Callable[[int, int], bool], str]] = {
    "1:1": (lambda a, b: a == b == 1, "one field on each side"),
    "2:1 or 1:2": (
        lambda a, b: {a, b} == {1, 2},
        "two fields on one side (first name, last name) and one on the other",
    ),
    "several:1 or 1:several": (
        lambda a, b: min(a, b) == 1 and max(a, b) > 1,
        "several fields on one side and one on the other",
    ),
    "1:0 or 0:1": (lambda a, b: {a, b} == {0, 1}, "one field on one side only"),
}


def catalogue() -> tuple[LensInfo, ...]:
    """All lenses, in the order that lists show them."""
    return tuple(kind.info for kind in LENSES.values())


def build_lens(spec: LensSpec, a: Fields, b: Fields, place: str) -> Lens:
    """The lens for these fields; an empty name is the default by their types. Raises DefinitionError at `place`."""
    if not spec.name:
        spec = _default(a, b, place)
    kind = LENSES.get(_ALIASES.get(spec.name, spec.name))
    if kind is None:
        raise DefinitionError(f"there is no lens “{spec.name}”.{nearest(spec.name, LENSES)}", place=place)
    info = kind.info
    fits, wanted = _ARITY[info.arity]
    if not fits(len(a), len(b)):
        several = " To join several fields use full_name or join." if info.arity == "1:1" else ""
        raise DefinitionError(f"the lens “{info.name}” takes {wanted}.{several}", place=place)
    for side, fields, accepted in (("A", a, info.accepts_a), ("B", b, info.accepts_b)):
        for field in fields:
            if field.type not in accepted:
                raise DefinitionError(_misfit(info, side, field, accepted) + _advice(a, b), place=place)
    return kind.build(Params(info, spec.params, place), a, b)


def _misfit(info: LensInfo, side: str, field: Field, accepted: tuple[FieldType, ...]) -> str:
    types = listed(one.value for one in accepted)
    return (
        f"the lens “{info.name}” doesn't fit “{field.name}” in {side}, which is {field.type.value}; it takes {types}."
    )


def _advice(a: Fields, b: Fields) -> str:
    if len(a) != 1 or len(b) != 1:
        return ""
    spec = default_lens(a[0], b[0])
    return f" Did you mean “{spec.name}”?" if spec.name else ""


def _default(a: Fields, b: Fields, place: str) -> LensSpec:
    if len(a) != 1 or len(b) != 1:
        if not a or not b:
            raise DefinitionError("a field on one side only needs the lens “constant”.", place=place)
        raise DefinitionError("several fields need a lens that joins them, such as full_name or join.", place=place)
    spec = default_lens(a[0], b[0])
    if not spec.name:
        raise DefinitionError(
            f"no lens joins “{a[0].name}” ({a[0].type.value}) and “{b[0].name}” ({b[0].type.value}); link fields that hold the same kind of value.",
            place=place,
        )
    return spec


def default_lens(a: Field, b: Field) -> LensSpec:
    """The lens by the two fields' types; an empty name where none fits."""
    types = {a.type, b.type}
    if FieldType.CHOICE in types and a.choices and b.choices:
        return _default_choices(a, b)
    for wanted, allowed, name in _DEFAULTS:
        if types & wanted and types <= wanted | allowed:
            return LensSpec(name)
    if len(types) == 1:
        return LensSpec("pass")
    if FieldType.JSON in types and FieldType.TEXT in types:
        return LensSpec("pass")
    return LensSpec()


_DEFAULTS: tuple[tuple[frozenset[FieldType], frozenset[FieldType], str], ...] = (
    (frozenset({FieldType.EMAIL}), frozenset({FieldType.TEXT}), "email"),
    (frozenset({FieldType.PHONE}), frozenset({FieldType.TEXT}), "phone"),
    (frozenset({FieldType.CHOICES}), frozenset({FieldType.TEXT}), "list"),
    (frozenset({FieldType.REFERENCE}), frozenset({FieldType.INTEGER}), "pass"),
    (TEXTUAL, frozenset(), "text"),
    (frozenset({FieldType.BOOLEAN}), frozenset({FieldType.INTEGER, FieldType.TEXT, FieldType.CHOICE}), "boolean"),
    (_NUMBERS, frozenset({FieldType.TEXT, FieldType.CHOICE}), "number"),
    (frozenset({FieldType.DATE}), frozenset({FieldType.DATETIME, FieldType.TEXT}), "date"),
    (frozenset({FieldType.DATETIME}), frozenset({FieldType.TEXT}), "datetime"),
    (frozenset({FieldType.TIME}), frozenset({FieldType.TEXT}), "time"),
)
"""(types of which one side must be, types that the other side may be, lens); the first that fits."""


def _default_choices(a: Field, b: Field) -> LensSpec:
    """Text where both store the same words, else a map by what people read."""
    if {choice.value for choice in a.choices} == {choice.value for choice in b.choices}:
        return LensSpec("text")
    by_word: dict[str, str] = {}
    for choice in b.choices:
        by_word.setdefault(choice.label.casefold(), choice.value)
    for choice in b.choices:
        by_word[choice.value.casefold()] = choice.value
    pairs: dict[str, str] = {}
    for choice in a.choices:
        found = by_word.get(choice.value.casefold(), by_word.get(choice.label.casefold()))
        if found is not None and choice.value and found not in pairs.values():
            pairs[choice.value] = found
    return LensSpec("choices", pairs) if pairs else LensSpec("text")
