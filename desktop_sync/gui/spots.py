"""Places within a record's history, as pages hand them to dialogs. Plain data."""

import datetime as dt
from dataclasses import dataclass, replace
from dataclasses import field as attribute

from desktop_sync.model.record import Ref, Side


@dataclass(frozen=True, slots=True)
class Spot:
    """A record of a sync on one side, or one shared field of it; `run`: what that run wrote there.

    `at`: a moment in its history, or with `operation` right `before` that one. `label`: what people call the record.
    """

    sync: str
    side: Side
    ref: Ref
    field: str = ""
    run: int = 0
    at: dt.datetime | None = None
    operation: int = 0
    before: bool = False
    label: str = attribute(default="", repr=False)

    @property
    def record(self) -> "Spot":
        """The whole record instead of one field."""
        return replace(self, field="")
