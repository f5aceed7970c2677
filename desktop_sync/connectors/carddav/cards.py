"""Whole cards: what a card must have, a new one, and an edited one, whose name and its parts go together."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from desktop_sync.connectors.carddav.fields import NAME_PARTS, SPECS, Places, Spec
from desktop_sync.connectors.carddav.lines import Card, edited, escape, made, parse, split_escaped, unescape
from desktop_sync.connectors.carddav.values import get, put
from desktop_sync.model.values import Value

_FALLBACKS = ("organization", "nickname", "email", "phone")
"""What a card is called when it has no name."""


class View:
    """The fields of one selection: which there are, and whose each line is. `known`: fields that are written only, such as
    the one that marks a card as archived.
    """

    def __init__(self, chosen: Sequence[Spec], known: Mapping[str, Spec] = SPECS) -> None:
        self.specs = {spec.name: spec for spec in chosen}
        self._known = known
        self._places = Places(chosen)

    def value(self, card: Card, name: str) -> Value:
        """One field of a card."""
        return get(card, self.specs[name], self._places)

    def apply(self, card: Card, values: Mapping[str, Value]) -> bool:
        """Write fields into a card; whether it changed. Raises RejectedValue, and then the card is of no more use."""
        before = _named(card), _joined(card)
        changed = {name for name, value in values.items() if put(card, self._known[name], self._places, value)}
        if changed.intersection(NAME_PARTS) and "name" not in self.specs and before[0] in {"", *before[1]}:
            put(card, SPECS["name"], self._places, _joined(card)[0])
        if "name" in changed and not self.specs.keys() & set(NAME_PARTS) and before[0] in {"", *before[1]}:
            _follow(card, before[0])
        return bool(changed)


def _named(card: Card) -> str:
    return str(get(card, SPECS["name"], Places(())) or "").strip()


def _joined(card: Card) -> tuple[str, ...]:
    """The ways in which a full name is made of the parts: with prefix and suffix, and without."""
    none = Places(())
    family, given, middle, prefix, suffix = (str(get(card, SPECS[name], none) or "") for name in NAME_PARTS)
    inner = (given, middle, family)
    ways = [(prefix, *inner, suffix), inner, (given, family), (family, given)]
    return tuple(" ".join(part for part in way if part) for way in ways)


def _follow(card: Card, before: str) -> None:
    """Give N the name that FN has got: phones show N, and would go on with the old one."""
    for at in card.of("N")[:1]:
        had = [unescape(one) for one in split_escaped(card.lines[at].plain, ";")] + [""] * 5
        family, given, middle, prefix, suffix = had[:5]
        name = _named(card)
        prefix = prefix if prefix and name.startswith(prefix + " ") else ""
        suffix = suffix if suffix and name.endswith(" " + suffix) else ""
        name = name.removeprefix(prefix).removesuffix(suffix).strip()
        if before and family and given and " " in name:
            known = name.endswith(" " + family)
            name, family = (name.removesuffix(" " + family), family) if known else name.rpartition(" ")[::2]
        else:
            family = ""
        middle = middle if middle and name.endswith(" " + middle) else ""
        given = name.removesuffix(" " + middle) if middle else name
        plain = ";".join(escape(one) for one in (family, given, middle, prefix, suffix))
        card.lines[at] = edited(card.lines[at], plain, old=card.old)


def complete(card: Card, uid: str, now: dt.datetime) -> None:
    """Add what servers refuse a card without (VERSION, UID, FN, N), and note the time in REV where the card has one."""
    if not card.of("VERSION"):
        card.lines.insert(1, made("VERSION", "3.0"))
    if not card.of("UID"):
        card.lines.insert(2, made("UID", escape(uid)))
    if not _named(card):
        _name(card)
    if not card.of("N") and card.version != "4.0":
        card.lines.insert(card.of("FN")[0] + 1, made("N", f";{escape(_named(card))};;;", old=card.old))
    for at in card.of("REV")[:1]:
        basic = re.match(r"\d{8}", card.lines[at].value.strip()) or card.version == "4.0"
        form = "%Y%m%dT%H%M%SZ" if basic else "%Y-%m-%dT%H:%M:%SZ"
        card.lines[at] = edited(card.lines[at], now.astimezone(dt.UTC).strftime(form), drop=("VALUE",))


def _name(card: Card) -> None:
    none = Places(())
    others = (str(get(card, SPECS[one], none) or "") for one in _FALLBACKS)
    name = _joined(card)[0] or next(filter(None, others), "")
    line = made("FN", escape(name), old=card.old)
    at = card.of("FN")
    if at:
        card.lines[at[0]] = line
    else:
        card.lines.insert(card.of("UID")[0] + 1, line)


def fresh(version: str) -> Card:
    """A card with nothing in it."""
    return parse(f"BEGIN:VCARD\r\nVERSION:{version}\r\nREV:1970-01-01T00:00:00Z\r\nEND:VCARD\r\n")
