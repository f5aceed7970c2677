"""Records that are set aside, with cause and remedy."""

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop_sync.gui import text
from desktop_sync.gui.models.rows import Column, RowsModel
from desktop_sync.gui.text import field_label, tr
from desktop_sync.gui.theme import Tone
from desktop_sync.model.plan import Hold, HoldState


@dataclass(frozen=True, slots=True)
class HoldEntry:
    """A hold with its sync's name and that of the system it is about."""

    hold: Hold
    sync: str
    system: str
    since: str


def entry_of(hold: Hold, sync: str, names: tuple[str, str], now: dt.datetime) -> HoldEntry:
    """The row of a hold."""
    since = text.day_time(hold.since, now) if hold.since else ""
    return HoldEntry(hold, sync, names[0] if hold.side == "a" else names[1], since)


def hold_state(entry: HoldEntry) -> tuple[str, Tone]:
    """In words and tone."""
    if entry.hold.state is HoldState.WAITING:
        return tr("Waiting"), Tone.CARE
    return tr("Refused") if entry.hold.code == "rejected" else tr("Held"), Tone.BAD


class HoldsModel(RowsModel[HoldEntry]):
    """Record, cause, field, sync, since when."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(tr("Record"), lambda row: row.hold.label or str(row.hold.ref or "")),
                Column(tr("State"), lambda row: hold_state(row)[0]),
                Column(tr("Cause"), lambda row: row.hold.message, lambda row: row.hold.message),
                Column(tr("Field"), lambda row: field_label(row.hold.field)),
                Column(tr("Sync"), lambda row: row.sync),
                Column(tr("Since"), lambda row: row.since),
            ),
            parent,
        )
