"""All syncs as a list."""

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop_sync.gui import text
from desktop_sync.gui.models.rows import Column, RowsModel
from desktop_sync.gui.status import State, state_of
from desktop_sync.gui.text import number, tr
from desktop_sync.gui.worker import Running
from desktop_sync.model.report import SyncStatus


@dataclass(frozen=True, slots=True)
class SyncEntry:
    """A sync with its state at the moment of looking."""

    status: SyncStatus
    state: State
    last: str
    due: str


def entry_of(status: SyncStatus, running: Running | None, now: dt.datetime) -> SyncEntry:
    """The row of a sync."""
    last = status.last.started_at if status.last else None
    due = ""
    if status.due_at is not None and status.state == "active":
        due = text.day_time(max(now, status.due_at), now)
    return SyncEntry(
        status, state_of(status, running, now), text.ago(last, now) if last else tr("never"), due or tr("by hand")
    )


def sides(entry: SyncEntry) -> tuple[tuple[str, str], tuple[str, str]]:
    """Both (account, table)."""
    one = entry.status
    return (one.a_account, one.a_table), (one.b_account, one.b_table)


class SyncsModel(RowsModel[SyncEntry]):
    """Name, systems, state, pairs, last and next run."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(tr("Sync"), lambda row: row.status.name),
                Column(tr("Systems"), lambda row: " ⇄ ".join(" ".join(side) for side in sides(row))),
                Column(tr("State"), lambda row: row.state.words),
                Column(tr("Pairs"), lambda row: number(row.status.links)),
                Column(tr("Last run"), lambda row: row.last),
                Column(tr("Next run"), lambda row: row.due),
            ),
            parent,
        )
