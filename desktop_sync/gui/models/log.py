"""The log: what people did here, and what runs did, in one list. Pure but for words."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute

from PySide6.QtCore import QObject

from desktop_sync.bootstrap.files import csv_table
from desktop_sync.bootstrap.people import person as this_person
from desktop_sync.gui import text
from desktop_sync.gui.models.rows import Column, RowsModel
from desktop_sync.gui.models.runs import kind_words, run_state, written_words
from desktop_sync.gui.text import field_label, tr
from desktop_sync.model.report import RunReport


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line. `run`: the run that it tells of, 0: none. `by_person`: somebody did it here."""

    at: dt.datetime
    when: str
    who: str
    what: str
    about: str
    details: str = attribute(default="", repr=False)
    run: int = 0
    by_person: bool = False


def row_of_line(line: Mapping[str, object], now: dt.datetime) -> LogRow:
    """A line of the audit."""
    at = line["at"]
    moment = at if isinstance(at, dt.datetime) else dt.datetime.fromisoformat(str(at))
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    details = line.get("details")
    told = ", ".join(f"{field_label(str(name)).lower()}: {value}" for name, value in _pairs(details))
    person = line["actor"] == "user"
    who = _name(str(line.get("person", ""))) if person else tr("the program")
    return LogRow(
        moment,
        text.day_time(moment, now),
        who,
        action_words(str(line["action"])),
        str(line["subject"]),
        told,
        0,
        person,
    )


def _name(somebody: str) -> str:
    return somebody if somebody not in {"", this_person()} else tr("you")


def _pairs(details: object) -> list[tuple[object, object]]:
    return list(details.items()) if isinstance(details, Mapping) else []


def row_of_run(run: RunReport, now: dt.datetime) -> LogRow:
    """A run that has begun."""
    assert run.started_at is not None
    what = f"{tr('run')}, {kind_words(run.kind)}: {run_state(run)[0].lower()}"
    when = text.day_time(run.started_at, now)
    return LogRow(run.started_at, when, tr("the program"), what, run.sync, written_words(run), run.id)


def action_words(action: str) -> str:
    """What somebody did, in words; a kind that is not known yet by its own name."""
    return {
        "account.add": tr("connected a system"),
        "account.reconnect": tr("signed in again"),
        "account.remove": tr("removed an account"),
        "sync.apply": tr("saved a sync"),
        "hooks.add": tr("took in a webhook"),
        "hooks.listen": tr("said where webhooks are listened for"),
        "hooks.order": tr("had a system send its webhooks"),
        "hooks.remove": tr("removed a webhook"),
        "notices.install": tr("had a database tell of changes"),
        "notices.remove": tr("removed what tells of changes"),
        "alerts.set": tr("changed the alerts"),
        "sync.pause": tr("paused a sync"),
        "sync.resume": tr("resumed a sync"),
        "sync.rebase": tr("said that the workspace was put back"),
        "account.pause": tr("paused an account"),
        "account.resume": tr("resumed an account"),
        "account.plan": tr("said what a plan allows"),
        "all.pause": tr("paused everything"),
        "all.resume": tr("ended the pause of everything"),
        "sync.remove": tr("removed a sync"),
        "pair": tr("paired two records"),
        "unpair": tr("parted two records"),
        "pair.take_in": tr("took a record in again"),
        "conflict.resolve": tr("decided a conflict"),
        "conflict.resolve_all": tr("decided all conflicts"),
        "conflict.always": tr("decided a field for good"),
        "hold.retry": tr("had a record tried again"),
        "values.shown": tr("had sensitive values shown"),
        "values.hidden": tr("had sensitive values hidden again"),
        "hold.retry_all": tr("had all records tried again"),
        "hold.dismiss": tr("left a record aside"),
        "record.edit": tr("corrected a value"),
        "record.merge": tr("merged duplicates"),
        "record.revert": tr("brought an earlier value back"),
        "record.recreate": tr("made a deleted record again"),
        "run.undo": tr("took a run back"),
        "settings.set": tr("changed a setting"),
        "audit.export": tr("took the log out"),
        "support.bundle": tr("saved a support bundle"),
        "audit.prune": tr("removed old lines of the log"),
        "workspace.open": tr("opened the workspace"),
        "backup": tr("made a backup"),
        "restore": tr("restored a backup"),
        "recovery.new": tr("made a recovery key"),
    }.get(action, action)


def words_of(row: LogRow) -> str:
    """All that the row says, folded, for the search box."""
    return f"{row.when}\n{row.who}\n{row.what}\n{row.about}\n{row.details}".casefold()


def as_csv(rows: Iterable[LogRow]) -> bytes:
    """The rows as a file that spreadsheets open; times as ISO 8601."""
    head = (tr("When"), tr("Who"), tr("What"), tr("About"), tr("Details"))
    times = ((one.at.astimezone().isoformat(timespec="seconds"), one) for one in rows)
    return csv_table(head, ((at, one.who, one.what, one.about, one.details) for at, one in times))


class LogModel(RowsModel[LogRow]):
    """When, who, what, about, details."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(tr("When"), lambda row: row.when, lambda row: f"{row.at.astimezone():%Y-%m-%d %H:%M:%S}"),
                Column(tr("Who"), lambda row: row.who),
                Column(tr("What"), lambda row: row.what),
                Column(tr("About"), lambda row: row.about),
                Column(tr("Details"), lambda row: row.details),
            ),
            parent,
        )
