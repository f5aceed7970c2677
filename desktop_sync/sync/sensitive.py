"""Values that are not for every eye: what stands in their place wherever people and scripts look. Pure.

A field with `sensitive = true` is carried, compared and remembered as every other one; it is what leaves the services that is veiled,
so that neither the window nor the command line has to think of it. That a field is blank is no secret.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop_sync.errors import UsageError
from desktop_sync.model.plan import Conflict, Operation, Resolution
from desktop_sync.model.report import Moment
from desktop_sync.model.sync import SyncDefinition
from desktop_sync.model.values import Value, View, is_blank

MASK = "•••••"


class Hidden(str):
    """A text that stands for a value; never written anywhere."""

    __slots__ = ()


_HIDDEN = Hidden(MASK)


def hidden(value: Value) -> Value:
    """The mask, for everything but a blank."""
    return value if is_blank(value) else _HIDDEN


@dataclass(frozen=True)
class Veil:
    """Hides the values of these shared fields. An empty one gives everything back as it is."""

    names: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.names)

    def view(self, view: View) -> Mapping[str, Value]:
        """A record's values."""
        if self.names.isdisjoint(view):
            return view
        return {name: hidden(value) if name in self.names else value for name, value in view.items()}

    def told(self, name: str, value: Value) -> Value:
        """One value of a shared field. Of a whole record ("" as name): the text of what was edited, “city = Kiel; …”."""
        whole = not name and isinstance(value, str) and any(f"{one} = " in value for one in self.names)
        return hidden(value) if whole or name in self.names else value

    def conflict(self, one: Conflict) -> Conflict:
        """A conflict about such a field, or about a record of which it was edited (“city = Kiel; …”)."""
        if not self:
            return one
        decision = one.decision
        if decision is not None and decision.take == "value":
            decision = Resolution("value", self.told(one.field, decision.value))
        base, a, b = (self.told(one.field, value) for value in (one.base, one.a, one.b))
        return replace(one, base=base, a=a, b=b, decision=decision)

    def operation(self, one: Operation) -> Operation:
        """What it writes, and what its decision was made on."""
        if not self:
            return one
        changes = tuple(
            change._replace(old=hidden(change.old), new=hidden(change.new), source=hidden(change.source))
            if change.name in self.names
            else change
            for change in one.changes
        )
        kept = {name: hidden(value) for name, value in one.keep.items()}
        return replace(one, changes=changes, view_a=self.view(one.view_a), view_b=self.view(one.view_b), keep=kept)

    def moment(self, one: Moment) -> Moment:
        """A line of a record's timeline."""
        if one.field not in self.names:
            return one
        return replace(one, before=hidden(one.before), after=hidden(one.after))


def veil_of(definition: SyncDefinition) -> Veil:
    """The sensitive fields of a sync."""
    return Veil(frozenset(one.name for one in definition.fields if one.sensitive))


def refuse_mask(definition: SyncDefinition, field: str, value: Value) -> None:
    """A person who can't see a value may have typed into its mask. Raises UsageError."""
    if isinstance(value, str) and "•••" in value and field in veil_of(definition).names:
        raise UsageError(
            f"the value of “{field}” is hidden, and its mask is no value",
            advice="Type the whole value, or show hidden values first (--reveal; “Show hidden values” in the menu).",
        )
