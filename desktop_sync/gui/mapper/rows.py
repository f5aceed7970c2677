"""The rows of a field list, made from what the mapper knows. No Qt."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from desktop_sync.gui.mapper.groups import FieldGroup, pulled_together
from desktop_sync.gui.mapper.judge import Grade, needed_fields
from desktop_sync.gui.mapper.links import Links, Tables, names_of
from desktop_sync.gui.models.fields import FieldRow, FieldState, GroupRow, Row, value_words
from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.record import Record, Side
from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.values import MISSING
from desktop_sync.sync.sensitive import hidden

LOOSE = frozenset({FieldState.FREE, FieldState.SUGGESTED})
"""States of fields that take no part (yet)."""


@dataclass(frozen=True)
class Scene:
    """What rows are made from: links, offered links, and how links stand."""

    tables: Tables
    links: Links
    offered: Links
    grade: Callable[[FieldLink], Grade]

    def rows(
        self, side: Side, order: Sequence[str], record: Record | None, groups: Sequence[FieldGroup] = ()
    ) -> tuple[Row, ...]:
        """The side's rows in that order with the heads of its groups, fields that the table no longer has last.

        `record`: the sample shown.
        """
        states = self._states(side)
        needed = {field.name for field in needed_fields(self.links, side, self.tables)}
        used = (name for link in self.links for name in names_of(link, side))
        placed = pulled_together(tuple(dict.fromkeys((*order, *used))), groups)
        fields = {name: self._row(side, name, group, record, states, needed) for group, name in placed}
        return tuple(_with_heads(placed, fields))

    def _row(
        self,
        side: Side,
        name: str,
        group: FieldGroup | None,
        record: Record | None,
        states: dict[str, FieldState],
        needed: set[str],
    ) -> FieldRow:
        field = self.tables.field(side, name)
        return FieldRow(
            field or Field(name, name, FieldType.TEXT),
            sample=self._sample(side, field, record) if record and field else "",
            state=states.get(name, FieldState.FREE),
            needed=name in needed,
            gone=field is None,
            group=group.key if group else "",
        )

    def _sample(self, side: Side, field: Field, record: Record) -> str:
        value = record.values.get(field.name, MISSING)
        veiled = any(one.sensitive and field.name in names_of(one, side) for one in self.links)
        return value_words(hidden(value) if veiled and value is not MISSING else value, field)

    def _states(self, side: Side) -> dict[str, FieldState]:
        states = {name: FieldState.SUGGESTED for link in self.offered for name in names_of(link, side)}
        for link in self.links:
            states.update(dict.fromkeys(names_of(link, side), _state(self.grade(link))))
        return states


def _with_heads(placed: Sequence[tuple[FieldGroup | None, str]], fields: dict[str, FieldRow]) -> Iterator[Row]:
    before: FieldGroup | None = None
    for group, name in placed:
        if group is not None and group != before:
            yield _head(group, [fields[one] for one in group.names if one in fields])
        before = group
        yield fields[name]


def _head(group: FieldGroup, inside: Sequence[FieldRow]) -> GroupRow:
    states = [row.state for row in inside]
    return GroupRow(
        group.key,
        group.label,
        len(inside),
        linked=sum(state not in LOOSE for state in states),
        suggested=states.count(FieldState.SUGGESTED),
        needed=sum(row.needed for row in inside),
        wrong=FieldState.BROKEN in states,
    )


def _state(grade: Grade) -> FieldState:
    return FieldState.BROKEN if grade.wrong else FieldState(grade.value)
