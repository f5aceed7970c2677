"""Ready syncs for common pairs of systems: what a template says, and what became of it for a user's own tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_sync.model.mapping import FieldLink, FirstRun
from desktop_sync.model.record import Side
from desktop_sync.model.sync import Duplicates, Guard, Rules, SyncDefinition, Trigger

Named = tuple[str, ...]
"""One field, or several that a lens joins."""


@dataclass(frozen=True, slots=True)
class TemplateSide:
    """One side: kind of system → its table's name; several names: the first that is there, else the user's choice."""

    what: str
    tables: Mapping[str, tuple[str, ...]]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of systems that it is for."""
        return tuple(self.tables)


@dataclass(frozen=True, slots=True)
class TemplateFields:
    """Where one side of a shared field stands. `named`: kind → its fields; `every`: in all other kinds (() for nowhere).

    `any`: names under which a table that users have made themselves may have it, in order of preference.
    """

    named: Mapping[str, Named]
    every: Named = ()
    any: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateField:
    """A shared field. `link`: everything but its two sides. `about`: fields of which one is enough have the same."""

    link: FieldLink
    a: TemplateFields
    b: TemplateFields
    about: str = ""

    def side(self, side: Side) -> TemplateFields:
        """Where it stands on that side."""
        return self.a if side == "a" else self.b


@dataclass(frozen=True, slots=True)
class Template:
    """A ready sync. `id`: its file's name."""

    id: str
    label: str
    summary: str
    a: TemplateSide
    b: TemplateSide
    fields: tuple[TemplateField, ...]
    match_keys: tuple[tuple[str, ...], ...] = ()
    first_run: FirstRun = FirstRun.ASK
    duplicates: Duplicates = Duplicates.HOLD
    rules: Rules = field(default_factory=Rules)
    guard: Guard = field(default_factory=Guard)
    trigger: Trigger = field(default_factory=Trigger)
    before: tuple[str, ...] = ()
    """Templates of tables that this one's records point at: best set up first."""

    def side(self, side: Side) -> TemplateSide:
        """That side."""
        return self.a if side == "a" else self.b


@dataclass(frozen=True, slots=True)
class Fitted:
    """A template as it fits two tables. `words`: what was left out or needs a look, in sentences; `more`: names of fields on both
    sides that it says nothing of and that may belong together, as links to accept.
    """

    template: str
    definition: SyncDefinition
    words: tuple[str, ...] = ()
    more: tuple[FieldLink, ...] = ()
