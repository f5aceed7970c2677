"""What happened to a record beside writing: conflicts, decisions, holds, links dissolved, writes that may have been made."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from enum import StrEnum

from desktop_sync.model.record import Ref, Side
from desktop_sync.model.values import Value


class TrailKind(StrEnum):
    """What an entry tells."""

    CONFLICT = "conflict"
    """A conflict was opened, or came back with new values; `values`: base, a, b."""
    DECIDED = "decided"
    """A person decided it; `words`: what was taken, `values`: a value of their own."""
    HOLD = "hold"
    """Something was held; `words`: the message."""
    UNLINKED = "unlinked"
    """The link was dissolved."""
    DOUBTED = "doubted"
    """A write whose answer was lost, to a field that was edited before anybody could look: it may have been made; `values`: old, new."""


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One thing that happened. `a_base`, `b_base`: for UNLINKED, what each side had agreed on."""

    kind: TrailKind
    at: dt.datetime
    run_id: int = 0
    a_ref: Ref | None = None
    b_ref: Ref | None = None
    field: str = ""
    side: Side = "a"
    words: str = attribute(default="", repr=False)
    values: Mapping[str, Value] = attribute(default_factory=dict, repr=False)
    a_base: Mapping[str, Value] = attribute(default_factory=dict, repr=False)
    b_base: Mapping[str, Value] = attribute(default_factory=dict, repr=False)
    id: int = 0

    def ref(self, side: Side) -> Ref | None:
        """The record on that side."""
        return self.a_ref if side == "a" else self.b_ref

    def base(self, side: Side) -> Mapping[str, Value]:
        """The base of that side."""
        return self.a_base if side == "a" else self.b_base
