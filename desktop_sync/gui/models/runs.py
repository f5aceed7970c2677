"""Runs, newest first."""

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop_sync.gui import text
from desktop_sync.gui.models.rows import Column, RowsModel
from desktop_sync.gui.status import short_error, stopped_by_guard
from desktop_sync.gui.text import counted, number, tr
from desktop_sync.gui.theme import Tone
from desktop_sync.model.report import RunKind, RunReport, RunStatus


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run with the moment it is looked at (for “Fri 16:02”), and what its systems are called."""

    run: RunReport
    when: str
    a_name: str
    b_name: str


def row_of(run: RunReport, now: dt.datetime, names: tuple[str, str]) -> RunRow:
    """The row of a run."""
    return RunRow(run, text.day_time(run.started_at, now) if run.started_at else "", *names)


def kind_words(kind: RunKind) -> str:
    """Why it ran."""
    return {
        RunKind.MANUAL: tr("by hand"),
        RunKind.TIMER: tr("on time"),
        RunKind.CHANGE: tr("on a change"),
        RunKind.UNDO: tr("undo"),
        RunKind.PLAN: tr("preview"),
        RunKind.CHECK: tr("check"),
    }[kind]


def run_state(run: RunReport) -> tuple[str, Tone]:
    """How it ended, in words and tone."""
    if run.undone_by is not None:
        return tr("Taken back"), Tone.QUIET
    if run.status is RunStatus.FAILED:
        return tr("Failed"), Tone.BAD
    if run.status is RunStatus.RUNNING:
        return tr("Under way"), Tone.BUSY
    if stopped_by_guard(run):
        return tr("Waits for approval"), Tone.CARE
    if run.status is RunStatus.WAITING:
        return tr("Done, some wait"), Tone.CARE
    return tr("Done"), Tone.GOOD


def written_words(run: RunReport) -> str:
    """“31 → · ← 13”: what was written, by side, in plain words."""
    if run.status is RunStatus.FAILED:
        return short_error(run.error, ())
    parts = []
    for words, of in (
        (tr("new"), run.a.created + run.b.created),
        (tr("changed"), run.a.updated + run.b.updated),
        (tr("deleted"), run.a.deleted + run.b.deleted),
    ):
        if of:
            parts.append(f"{number(of)} {words}")
    if run.conflicts:
        parts.append(counted(run.conflicts, tr("conflict"), tr("conflicts")))
    if run.holds:
        parts.append(f"{number(run.holds)} {tr('held')}")
    return " · ".join(parts) or tr("nothing to carry")


class RunsModel(RowsModel[RunRow]):
    """When, sync, how it ended, what it did, why it ran, how long it took."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(tr("When"), lambda row: row.when),
                Column(tr("Sync"), lambda row: row.run.sync),
                Column(tr("State"), lambda row: run_state(row.run)[0]),
                Column(
                    tr("What it did"),
                    lambda row: written_words(row.run),
                    lambda row: row.run.error or written_words(row.run),
                ),
                Column(tr("Started"), lambda row: kind_words(row.run.kind)),
                Column(tr("Took"), lambda row: text.duration(row.run.seconds)),
            ),
            parent,
        )
