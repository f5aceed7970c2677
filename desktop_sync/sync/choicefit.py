"""The choices of a template matched against those that two fields really have. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop_sync.model.mapping import LensSpec
from desktop_sync.model.schema import Field
from desktop_sync.sync.fieldnames import plain_words
from desktop_sync.sync.words import listed

DEFAULTS = ("default_a", "default_b")


def fit_choices(spec: LensSpec, a: Field, b: Field) -> tuple[LensSpec | None, list[str]]:
    """The lens with what both fields have, and words about what has no partner; None where fewer than two choices are left.

    A choice of B may be a list: the first that is there is meant. A field without a list of choices takes any word.
    """
    pairs: dict[str, str] = {}
    for word, meant in spec.params.items():
        if word in DEFAULTS:
            continue
        own = _real(a, [word])
        other = _real(b, [str(one) for one in meant] if isinstance(meant, list) else [str(meant)])
        if own is not None and other is not None:
            pairs.setdefault(own, other)
    _alike(pairs, a, b)
    if len(pairs) < 2:
        return None, []
    defaults = _defaults(spec.params, pairs, a, b)
    return LensSpec(spec.name, {**pairs, **defaults}), _left(pairs, defaults, a, b)


def _real(field: Field, words: Sequence[str]) -> str | None:
    """The stored word that the field has for the first of these that it knows."""
    if not field.choices:
        return words[0]
    known = {plain_words(one.label) or one.label: one.value for one in field.choices}
    known |= {plain_words(one.value) or one.value: one.value for one in field.choices}
    return next((known[plain_words(one)] for one in words if plain_words(one) in known), None)


def _alike(pairs: dict[str, str], a: Field, b: Field) -> None:
    """Choices that the template does not know, and that both sides call the same."""
    for one in a.choices if b.choices else ():
        if one.value and one.value not in pairs:
            other = _real(b, [one.label or one.value, one.value])
            if other is not None and other not in pairs.values():
                pairs[one.value] = other


def _defaults(params: Mapping[str, Any], pairs: Mapping[str, str], a: Field, b: Field) -> dict[str, str]:
    """What stands for all others, where it is a choice that both have."""
    made: dict[str, str] = {}
    default_a = _real(a, [str(params["default_a"])]) if "default_a" in params else None
    default_b = _real(b, [str(params["default_b"])]) if "default_b" in params else None
    if default_a in pairs and any(one.value not in pairs.values() for one in b.choices if one.value):
        made["default_a"] = str(default_a)
    if default_b in pairs.values() and any(one.value not in pairs for one in a.choices if one.value):
        made["default_b"] = str(default_b)
    return made


def _left(pairs: Mapping[str, str], defaults: Mapping[str, str], a: Field, b: Field) -> list[str]:
    words = []
    for key, field, known in (("default_b", a, pairs.keys()), ("default_a", b, set(pairs.values()))):
        lonely = [f"“{one.label or one.value}”" for one in field.choices if one.value and one.value not in known]
        if lonely and key in defaults:
            words.append(f"{listed(lonely, 'and')} becomes “{defaults[key]}”.")
        elif lonely:
            words.append(
                f"{listed(lonely, 'and')} of “{field.label}” has no partner; such values wait until it is mapped."
            )
    return words
