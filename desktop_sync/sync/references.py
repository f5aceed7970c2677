"""References between tables: which sync translates which field, whether they fit, and in which order syncs run. Pure.

A parent is the sync of the records pointed at; a child is the sync with the field that points.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_sync.model.mapping import FieldLink, LensSpec
from desktop_sync.model.record import SIDES, Side, other
from desktop_sync.model.schema import Field, FieldType, TableSchema
from desktop_sync.model.sync import DeletePolicy, SyncDefinition
from desktop_sync.sync.lenses.reference import NAME
from desktop_sync.sync.words import Mistakes, nearest

Schemas = Mapping[Side, TableSchema]


def parent_name(link: FieldLink) -> str | None:
    """The sync that translates the field; None where the field is no reference."""
    return str(link.lens.params.get("sync", "")) if link.lens.name == NAME else None


def parents_of(definition: SyncDefinition) -> tuple[str, ...]:
    """The names of the syncs that translate the definition's references, each once."""
    found = [name for link in definition.fields if (name := parent_name(link))]
    return tuple({name.casefold(): name for name in found}.values())


def own_key(schema: TableSchema, field: Field) -> bool:
    """Whether the field is the record's own identity: then it says which record this is, and is never written."""
    return schema.identity == (field.name,) and field.reference is None


# whether a sync fits a field -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fit:
    """How a parent sync fits a field: `swapped`: its A is the child's B. `problem`: why it does not, in words."""

    swapped: bool = False
    problem: str = ""

    def side(self, side: Side) -> Side:
        """The parent's side on which the records of the child's side are."""
        return other(side) if self.swapped else side


def fit(child: SyncDefinition, link: FieldLink, schemas: Schemas, parent: SyncDefinition) -> Fit:
    """How the parent fits the link's two fields, by accounts and tables."""
    first: Fit | None = None
    for swapped in (False, True):
        one = Fit(swapped)
        problem = next((words for side in SIDES if (words := _misfit(child, link, schemas, parent, one, side))), "")
        if not problem:
            return one
        first = first or Fit(problem=problem)
    assert first is not None
    return first


def _misfit(
    child: SyncDefinition, link: FieldLink, schemas: Schemas, parent: SyncDefinition, one: Fit, side: Side
) -> str:
    here, there = child.side(side), parent.side(one.side(side))
    if here.account != there.account:
        accounts = f"“{parent.a.account}” and “{parent.b.account}”"
        return (
            f"the sync “{parent.name}” is between {accounts}, not between “{child.a.account}” and “{child.b.account}”"
        )
    name = (link.a if side == "a" else link.b)[0]
    field = schemas[side].field(name)
    if field is None:
        return ""  # told by the mapping
    target = here.table if own_key(schemas[side], field) else field.reference
    if target is None or same_table(target, there.table):
        return ""
    return (
        f"“{name}” in {side.upper()} points at “{target}”, and the sync “{parent.name}” is about “{there.table}” there"
    )


def same_table(one: str, two: str) -> bool:
    """Whether two names are one table: quotes, capitals and a schema that only one of them names make no difference."""
    parts = [[part.strip('"`').casefold() for part in name.split(".")] for name in (one, two)]
    shorter = min(len(part) for part in parts)
    return parts[0][-shorter:] == parts[1][-shorter:]


def complete(
    definition: SyncDefinition, schemas: Schemas, others: Iterable[SyncDefinition]
) -> tuple[SyncDefinition, list[str]]:
    """The definition with the sync of every reference named where only one fits, and warnings of references carried as they are."""
    every = [*(one for one in others if one.name.casefold() != definition.name.casefold()), definition]
    links: list[FieldLink] = []
    warnings: list[str] = []
    for link in definition.fields:
        fitting = (
            [one.name for one in every if not fit(definition, link, schemas, one).problem]
            if _asks(link, schemas)
            else []
        )
        if len(fitting) == 1:
            links.append(replace(link, lens=LensSpec(NAME, {"sync": fitting[0]})))
            continue
        links.append(link)
        if not link.lens.name and _points(link, schemas):
            warnings.append(
                f"“{link.name}” points at other records, and its ids go over as they are. Where the two systems number them"
                f' differently, sync those records too and say lens = {{ {NAME} = {{ sync = "…" }} }}.'
            )
    return replace(definition, fields=tuple(links)), warnings


def _asks(link: FieldLink, schemas: Schemas) -> bool:
    """Whether the link leaves open by which sync it is translated."""
    if len(link.a) != 1 or len(link.b) != 1:
        return False
    return parent_name(link) == "" or (not link.lens.name and _points(link, schemas))


def _points(link: FieldLink, schemas: Schemas) -> bool:
    names: dict[Side, tuple[str, ...]] = {"a": link.a, "b": link.b}
    fields = [schemas[side].field(name) for side in SIDES for name in names[side]]
    return len(fields) == 2 and all(one is not None and one.type is FieldType.REFERENCE for one in fields)


def check(
    definition: SyncDefinition, schemas: Schemas, others: Iterable[SyncDefinition], place: str = ""
) -> tuple[str, ...]:
    """Raise DefinitionError for references that nothing translates; warnings in words else."""
    mistakes = Mistakes(place)
    known = {one.name.casefold(): one for one in (*others, definition)}
    warnings: list[str] = []
    for link in definition.fields:
        name = parent_name(link)
        if name is None or len(link.a) != 1 or len(link.b) != 1:
            continue
        parent = known.get(name.casefold())
        if parent is None:
            mistakes.add(_no_parent(link, name, [one.name for one in known.values()]), link.line)
            continue
        problem = fit(definition, link, schemas, parent).problem
        if problem:
            mistakes.add(f"“{link.name}”: {problem}.", link.line)
        warnings += _own_key_warnings(definition, link, schemas)
    mistakes.raise_any()
    return tuple(warnings)


def _no_parent(link: FieldLink, name: str, known: Sequence[str]) -> str:
    if name:
        return f"“{link.name}” is translated by the sync “{name}”, which there is not.{nearest(name, known)}"
    return (
        f'“{link.name}”: say which sync translates it, as lens = {{ {NAME} = {{ sync = "…" }} }}.{nearest("", known)}'
    )


def _own_key_warnings(definition: SyncDefinition, link: FieldLink, schemas: Schemas) -> Iterator[str]:
    for side in SIDES:
        field = schemas[side].field((link.a if side == "a" else link.b)[0])
        if field is None or not own_key(schemas[side], field):
            continue
        rules = definition.rules
        policy = rules.b_to_a if side == "a" else rules.a_to_b
        if policy is DeletePolicy.PROPAGATE:
            yield (
                f"A delete in {other(side).upper()} deletes the whole record in {side.upper()}, which other syncs are about, too;"
                f' deletes = {{ {other(side)}_to_{side} = "ignore" }} leaves it.'
            )


def children_of(name: str, definitions: Iterable[SyncDefinition]) -> list[tuple[str, str]]:
    """(sync, field) of all other syncs' fields that are translated by the sync of that name."""
    wanted = name.casefold()
    return [
        (one.name, link.name)
        for one in definitions
        if one.name.casefold() != wanted
        for link in one.fields
        if (parent_name(link) or "").casefold() == wanted
    ]


# order -----------------------------------------------------------------------------------------------------------------


def components(edges: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Strongly connected components, those pointed at first (Kosaraju), without recursion: chains may be long.

    Else the order is that of the mapping, also within a component. Edges that lead out of the mapping don't count.
    """
    place = {node: index for index, node in enumerate(edges)}
    known = {node: [one for one in ends if one in edges] for node, ends in edges.items()}
    back: dict[str, list[str]] = {node: [] for node in edges}
    for node, ends in known.items():
        for one in ends:
            back[one].append(node)
    visited: set[str] = set()
    finished = [one for node in edges for one in _walk(known, node, visited)]
    placed: set[str] = set()
    groups = [_walk(back, node, placed) for node in reversed(finished) if node not in placed]
    return [sorted(group, key=place.__getitem__) for group in reversed(groups)]


def _walk(edges: Mapping[str, Sequence[str]], start: str, visited: set[str]) -> list[str]:
    """The nodes that are reached from `start` and were not visited, each after those it leads to."""
    if start in visited:
        return []
    visited.add(start)
    work = [(start, iter(edges[start]))]
    found = []
    while work:
        node, rest = work[-1]
        following = next((one for one in rest if one not in visited), None)
        if following is None:
            found.append(node)
            work.pop()
        else:
            visited.add(following)
            work.append((following, iter(edges[following])))
    return found


class Order:
    """The order in which syncs run, parents first; those of a cycle in the order in which they were made."""

    def __init__(self, definitions: Iterable[SyncDefinition]) -> None:
        every = list(definitions)
        self._names = {one.name.casefold(): one.name for one in every}
        edges = {one.name.casefold(): [name.casefold() for name in parents_of(one)] for one in every}
        self._edges = edges
        groups = components(edges)
        self._group = {name: index for index, group in enumerate(groups) for name in group}
        self._position = {name: index for index, name in enumerate(one for group in groups for one in group)}

    @property
    def names(self) -> tuple[str, ...]:
        """All names in order."""
        return tuple(self._names[name] for name in self._position)

    def sorted(self, names: Iterable[str]) -> list[str]:
        """These names in order."""
        return sorted(names, key=lambda name: self._position.get(name.casefold(), len(self._position)))

    def cyclic(self, child: str, parent: str) -> bool:
        """Whether the parent also hangs on the child, by whatever way; a sync on itself does."""
        return self._group.get(child.casefold()) == self._group.get(parent.casefold())

    def later(self, child: str, parent: str) -> bool:
        """Whether the parent runs after the child: then its records may not be there yet."""
        return self._position[parent.casefold()] > self._position[child.casefold()]

    def parents(self, name: str) -> tuple[str, ...]:
        """The syncs that translate for it."""
        return tuple(self._names[one] for one in self._edges.get(name.casefold(), ()) if one in self._names)
