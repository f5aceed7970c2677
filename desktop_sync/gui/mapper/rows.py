"""The rows of a field list, made from what the mapper knows. No Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop_sync.gui.mapper.judge import Grade, needed_fields
from desktop_sync.gui.mapper.links import Links, Tables, names_of
from desktop_sync.gui.models.fields import FieldRow, FieldState, value_words
from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.record import Record, Side
from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.values import MISSING


@dataclass(frozen=True)
class Scene:
    """What rows are made from: links, offered links, and how links stand."""

    tables: Tables
    links: Links
    offered: Links
    grade: Callable[[FieldLink], Grade]

    def rows(self, side: Side, order: Sequence[str], record: Record | None) -> tuple[FieldRow, ...]:
        """The side's rows in that order, fields that the table no longer has last; `record`: the sample shown."""
        states = self._states(side)
        needed = {field.name for field in needed_fields(self.links, side, self.tables)}
        used = (name for link in self.links for name in names_of(link, side))
        return tuple(self._row(side, name, record, states, needed) for name in dict.fromkeys((*order, *used)))

    def _row(
        self, side: Side, name: str, record: Record | None, states: dict[str, FieldState], needed: set[str]
    ) -> FieldRow:
        field = self.tables.field(side, name)
        return FieldRow(
            field or Field(name, name, FieldType.TEXT),
            sample=value_words(record.values.get(name, MISSING), field) if record and field else "",
            state=states.get(name, FieldState.FREE),
            needed=name in needed,
            gone=field is None,
        )

    def _states(self, side: Side) -> dict[str, FieldState]:
        states = {name: FieldState.SUGGESTED for link in self.offered for name in names_of(link, side)}
        for link in self.links:
            states.update(dict.fromkeys(names_of(link, side), _state(self.grade(link))))
        return states


def _state(grade: Grade) -> FieldState:
    return FieldState.BROKEN if grade.wrong else FieldState(grade.value)
