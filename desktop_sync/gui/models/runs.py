"""Runs, newest first."""

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop_sync.gui import text
from desktop_sync.gui.models.rows import Column, RowsModel
from desktop_sync.gui.phrases import said
from desktop_sync.gui.status import cause_of, stopped_by_guard
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
        return cause_of(run.error, (run.sync,))
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


def facts(row: RunRow) -> str:
    """“9,369 in Tryton and 9,370 in Shop database looked at · 12 + 7 calls · 4.2 s”."""
    run = row.run
    parts = []
    if run.a.seen or run.b.seen:
        words = tr("%1 in %2 and %3 in %4 looked at")
        for mark, value in (("%1", number(run.a.seen)), ("%3", number(run.b.seen))):
            words = words.replace(mark, value)
        parts.append(words.replace("%2", row.a_name).replace("%4", row.b_name))
    if run.calls_a or run.calls_b:
        parts.append(f"{number(run.calls_a)} + {number(run.calls_b)} {tr('calls')}")
    parts.append(text.duration(run.seconds))
    return " · ".join(parts)


class RunsModel(RowsModel[RunRow]):
    """When, sync, how it ended, what it did, why it ran, calls to both systems, how long it took."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(tr("When"), lambda row: row.when),
                Column(tr("Sync"), lambda row: row.run.sync),
                Column(tr("State"), lambda row: run_state(row.run)[0]),
                Column(
                    tr("What it did"),
                    lambda row: written_words(row.run),
                    lambda row: said(row.run.error) or written_words(row.run),
                ),
                Column(tr("Started"), lambda row: kind_words(row.run.kind)),
                Column(
                    tr("Calls"),
                    lambda row: number(row.run.calls_a + row.run.calls_b) if row.run.calls_a + row.run.calls_b else "",
                    lambda row: f"{row.a_name}: {number(row.run.calls_a)}, {row.b_name}: {number(row.run.calls_b)}",
                ),
                Column(tr("Took"), lambda row: text.duration(row.run.seconds)),
            ),
            parent,
        )
