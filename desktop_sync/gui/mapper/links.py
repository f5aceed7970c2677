"""Edits of a mapping as pure functions: tuples of links in, tuples of links out. No Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from desktop_sync.gui.text import tr
from desktop_sync.model.mapping import Direction, FieldLink, LensSpec
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.schema import Field, TableSchema

Links = tuple[FieldLink, ...]
Fitting = Callable[[tuple[Field, ...], tuple[Field, ...]], LensSpec]
"""Which lens to start with for these fields."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an edit can't be made, in words."""

    words: str


@dataclass(frozen=True, slots=True)
class Edited:
    """The links after an edit, which of them to select (None: none), and what the edit is called in the undo list."""

    links: Links
    at: int | None
    words: str


@dataclass(frozen=True)
class Tables:
    """Both tables, and how they are called on screen."""

    a: TableSchema
    b: TableSchema
    a_name: str
    b_name: str

    def schema(self, side: Side) -> TableSchema:
        """That side's table."""
        return self.a if side == "a" else self.b

    @cached_property
    def _fields(self) -> dict[Side, dict[str, Field]]:
        return {side: {one.name: one for one in self.schema(side).fields} for side in SIDES}

    def field(self, side: Side, name: str) -> Field | None:
        """That side's field of that name, or None; for hundreds of fields are asked for with every change."""
        return self._fields[side].get(name)

    def name(self, side: Side) -> str:
        """That side's name, “Shop database · customers”."""
        return self.a_name if side == "a" else self.b_name

    def system(self, side: Side) -> str:
        """That side's system alone: “Shop database”."""
        return self.name(side).split(" · ")[0]

    def label(self, side: Side, name: str) -> str:
        """A field's label; its name when the table does not have it."""
        field = self.field(side, name)
        return (field.label or field.name) if field else name

    def fields(self, side: Side, names: Sequence[str]) -> tuple[Field, ...]:
        """The fields of these names that the table has."""
        found = (self.field(side, name) for name in names)
        return tuple(one for one in found if one is not None)

    def title(self, link: FieldLink) -> str:
        """“First name + Last name ↔ Party name”, “Fixed value → Source”."""
        if not link.a or not link.b:
            side: Side = "a" if link.a else "b"
            names = " + ".join(self.label(side, name) for name in names_of(link, side))
            return f"{tr('Fixed value')} → {names}"
        sides = (" + ".join(self.label(side, name) for name in names_of(link, side)) for side in ("a", "b"))
        return " ↔ ".join(sides)


def names_of(link: FieldLink, side: Side) -> tuple[str, ...]:
    """The link's fields on that side."""
    return link.a if side == "a" else link.b


def with_names(link: FieldLink, side: Side, names: tuple[str, ...]) -> FieldLink:
    """The link with other fields on that side."""
    return replace(link, a=names) if side == "a" else replace(link, b=names)


def links_at(links: Links, side: Side, name: str) -> tuple[int, ...]:
    """Which links use the field."""
    return tuple(at for at, link in enumerate(links) if name in names_of(link, side))


def users(links: Links, side: Side) -> dict[str, tuple[int, ...]]:
    """Which links use each field of that side that is used at all."""
    found: dict[str, tuple[int, ...]] = {}
    for at, link in enumerate(links):
        for name in names_of(link, side):
            found[name] = (*found.get(name, ()), at)
    return found


def shared_name(links: Links, wanted: str) -> str:
    """A name for a new shared field that no link has yet."""
    taken = {link.name for link in links}
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}_{number}", number + 1
    return name


def connect(links: Links, a: str, b: str, tables: Tables, fitting: Fitting) -> Edited | Refused:
    """Link a field of A with one of B; where one of them is linked already the other one joins that link."""
    at_a, at_b = links_at(links, "a", a), links_at(links, "b", b)
    both = set(at_a) & set(at_b)
    if both:
        return Edited(links, min(both), "")
    if at_a and at_b:
        names = tr("“{label}” and “{label2}”", label=tables.label("a", a), label2=tables.label("b", b))
        return Refused(tr("{names} are both linked already. Remove one of the links first.", names=names))
    if at_a:
        return join(links, at_a[0], "b", b, tables, fitting)
    if at_b:
        return join(links, at_b[0], "a", a, tables, fitting)
    field_a, field_b = tables.field("a", a), tables.field("b", b)
    if field_a is None or field_b is None:
        return Refused(tr("The table no longer has this field."))
    direction = direction_for((field_a,), (field_b,))
    if direction is None:
        return Refused(tr("Both fields are read-only: nothing could be written on either side."))
    link = FieldLink(
        name=shared_name(links, a), a=(a,), b=(b,), lens=fitting((field_a,), (field_b,)), direction=direction
    )
    return Edited((*links, link), len(links), tr("Link {title}", title=tables.title(link)))


def join(links: Links, at: int, side: Side, name: str, tables: Tables, fitting: Fitting) -> Edited | Refused:
    """Add a field to a link: first and last name with one name. One side stays a single field."""
    link = links[at]
    mine, others = names_of(link, side), names_of(link, "b" if side == "a" else "a")
    if name in mine:
        return Edited(links, at, "")
    if links_at(links, side, name):
        return Refused(tr("“{label}” is linked already. Remove that link first.", label=tables.label(side, name)))
    if len(others) > 1:
        return Refused(tr("A link joins several fields with one: only one of its sides can have more than one field."))
    order = [field.name for field in tables.schema(side).fields]
    if name not in order:
        return Refused(tr("The table no longer has this field."))
    names = tuple(sorted((*mine, name), key=lambda one: order.index(one) if one in order else len(order)))
    grown = with_names(link, side, names)
    fields_a, fields_b = tables.fields("a", grown.a), tables.fields("b", grown.b)
    direction = direction_for(fields_a, fields_b)
    if direction is None:
        return Refused(tr("Fields on both sides are read-only: nothing could be written on either side."))
    if direction is Direction.BOTH:
        direction = link.direction
    grown = replace(grown, lens=fitting(fields_a, fields_b), direction=direction)
    return Edited(
        replaced(links, at, grown),
        at,
        tr("Add {label} to {title}", label=tables.label(side, name), title=tables.title(link)),
    )


def part(links: Links, at: int, side: Side, name: str, tables: Tables, fitting: Fitting) -> Edited:
    """Take a field out of a link; its last field takes the link with it."""
    link = links[at]
    names = tuple(one for one in names_of(link, side) if one != name)
    if not names:
        return remove(links, at, tables)
    shrunk = with_names(link, side, names)
    shrunk = replace(shrunk, lens=fitting(tables.fields("a", shrunk.a), tables.fields("b", shrunk.b)))
    return Edited(
        replaced(links, at, shrunk),
        at,
        tr("Take {label} out of {title}", label=tables.label(side, name), title=tables.title(link)),
    )


def remove(links: Links, at: int, tables: Tables) -> Edited:
    """Remove a link."""
    rest = links[:at] + links[at + 1 :]
    return Edited(rest, None, tr("Remove {title}", title=tables.title(links[at])))


def change(links: Links, at: int, link: FieldLink, tables: Tables) -> Edited:
    """Replace a link by a changed one."""
    return Edited(replaced(links, at, link), at, tr("Change {title}", title=tables.title(link)))


def replaced(links: Links, at: int, link: FieldLink) -> Links:
    """The links with another one at that place."""
    return (*links[:at], link, *links[at + 1 :])


def accept(links: Links, offers: Sequence[FieldLink], tables: Tables) -> Edited:
    """Take suggested links in; those whose fields are linked by now are left out."""
    taken, used = list(links), linked_names(links)
    for offer in offers:
        if free(used, offer):
            taken.append(replace(offer, name=shared_name(tuple(taken), offer.name)))
            used |= linked_names((offer,))
    words = (
        tr("Accept {title}", title=tables.title(offers[0]))
        if len(offers) == 1
        else tr("Accept {count} suggestions", count=len(taken) - len(links))
    )
    return Edited(tuple(taken), len(taken) - 1 if len(taken) > len(links) else None, words)


def linked_names(links: Links) -> set[tuple[Side, str]]:
    """The fields of both sides that are linked."""
    return {(side, name) for link in links for side in SIDES for name in names_of(link, side)}


def free(used: set[tuple[Side, str]], offer: FieldLink) -> bool:
    """Whether none of the offered link's fields is among the `used` ones."""
    return used.isdisjoint(linked_names((offer,)))


def direction_for(a: Sequence[Field], b: Sequence[Field]) -> Direction | None:
    """Which way these fields can be carried: never onto a read-only one; None when neither side can be written."""
    closed_a, closed_b = any(field.read_only for field in a), any(field.read_only for field in b)
    if closed_a and closed_b:
        return None
    if closed_b:
        return Direction.B_TO_A
    return Direction.A_TO_B if closed_a else Direction.BOTH


def lined_up(links: Links, side: Side, tables: Tables) -> tuple[str, ...]:
    """The side's field names in an order that has linked fields face each other, the others after them."""
    places = {field.name: at for at, field in enumerate(tables.a.fields)}
    ordered = sorted(links, key=lambda link: min((places.get(name, len(places)) for name in link.a), default=0))
    names = dict.fromkeys(name for link in ordered for name in names_of(link, side))
    names.update(dict.fromkeys(field.name for field in tables.schema(side).fields))
    return tuple(names)
