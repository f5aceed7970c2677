"""Which lenses fit a link's fields, and why the others don't. No Qt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop_sync.gui.models.fields import value_words
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import tr
from desktop_sync.model.record import Record
from desktop_sync.model.schema import Choice, Field
from desktop_sync.model.values import Missing, is_blank
from desktop_sync.sync.lenses import LensInfo, catalogue

MOST_VALUES = 60
"""Different values of a field that a table of choices offers; more is no choice any more."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A lens of the catalogue for some fields. `reason`: why it does not fit, "" when it does."""

    info: LensInfo
    reason: str = ""


def fits(a: Sequence[Field], b: Sequence[Field]) -> tuple[Fit, ...]:
    """All lenses, those that fit first, each group in the catalogue's order."""
    found = [Fit(info, misfit(info, a, b)) for info in catalogue()]
    return tuple(sorted(found, key=lambda fit: bool(fit.reason)))


def misfit(info: LensInfo, a: Sequence[Field], b: Sequence[Field]) -> str:
    """Why the lens does not go with these fields, "" when it does."""
    counts = {len(a), len(b)}
    words = {
        "1:1": (counts == {1}, tr("takes one field on each side")),
        "2:1 or 1:2": (counts == {1, 2}, tr("takes two fields on one side and one on the other")),
        "several:1 or 1:several": (
            min(counts) == 1 < max(counts),
            tr("takes several fields on one side, one on the other"),
        ),
        "1:0 or 0:1": (counts == {0, 1}, tr("takes a field on one side only")),
    }
    right, wanted = words[info.arity]
    if not right:
        return wanted
    for fields, accepted in ((a, info.accepts_a), (b, info.accepts_b)):
        for field in fields:
            if field.type not in accepted:
                return tr(
                    "“{name}” is {value}, it takes {join}",
                    name=field.label or field.name,
                    value=said(field.type.value),
                    join=", ".join(said(one) for one in accepted),
                )
    return ""


def values_in_use(field: Field, sample: Iterable[Record], more: Iterable[str] = ()) -> tuple[Choice, ...]:
    """What a field can hold: its choices, then what the sample holds beyond them, then `more`; each once."""
    found: dict[str, Choice] = {choice.value: choice for choice in field.choices}
    labels = {choice.label for choice in field.choices}
    for record in sample:
        value = record.values.get(field.name)
        if value is None or isinstance(value, Missing) or is_blank(value) or isinstance(value, tuple | bytes):
            continue
        text = value if isinstance(value, str) else value_words(value)
        if text not in found and text not in labels and len(found) < MOST_VALUES:
            found[text] = Choice(text, text)
    for text in more:
        if text not in labels:
            found.setdefault(text, Choice(text, text))
    return tuple(found.values())


def partners(a: Sequence[Choice], b: Sequence[Choice]) -> Mapping[str, str]:
    """Values of A that B calls the same, by value or label: what a new table of choices starts with."""
    words: dict[str, str] = {}
    for choice in b:
        for word in (choice.value, choice.label):
            words.setdefault(word.casefold(), choice.value)
    found: dict[str, str] = {}
    for choice in a:
        match = words.get(choice.value.casefold(), words.get(choice.label.casefold(), ""))
        if match and match not in found.values():
            found[choice.value] = match
    return found
