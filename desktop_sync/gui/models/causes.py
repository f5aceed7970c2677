"""What needs attention, grouped by cause, and for each cause the ways out. Pure but for words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from enum import Enum

from PySide6.QtCore import QObject

from desktop_sync.gui.models.holds import HoldEntry
from desktop_sync.gui.models.rows import Column, RowsModel
from desktop_sync.gui.phrases import said
from desktop_sync.gui.status import cause_of, file_of, short_error, sign_in_account, stopped_by_guard
from desktop_sync.gui.text import counted, field_label, number, tr
from desktop_sync.model.plan import HoldState
from desktop_sync.model.report import RunKind, RunStatus, SyncStatus


class Fix(Enum):
    """A way out, as a button."""

    EDIT = "edit"
    MAPPING = "mapping"
    RULES = "rules"
    PAIR = "pair"
    ALONE = "alone"
    RETRY = "retry"
    DISMISS = "dismiss"
    RECORD = "record"
    SIGN_IN = "sign_in"
    PLAN = "plan"
    RUN = "run"
    FULL = "full"


@dataclass(frozen=True, slots=True, eq=False)
class Cause:
    """One cause with everything that waits for it. `words`: the system's own; `fixes`: the first is the one to offer first.

    `account`: the one to sign in to. `serious`: a whole sync stands still.
    """

    key: str
    sync: str
    title: str = attribute(repr=False)
    words: str = attribute(default="", repr=False)
    remedy: str = ""
    system: str = ""
    fixes: tuple[Fix, ...] = ()
    entries: tuple[HoldEntry, ...] = ()
    account: str = ""
    field: str = ""
    serious: bool = False

    @property
    def choice(self) -> bool:
        """Whether it is about a choice that is not mapped."""
        if not self.entries:
            return False
        hold = self.entries[0].hold  # its own English: the title is in the user's language
        told = f"{hold.message} {hold.words} {hold.remedy}".casefold()
        return "choice" in told or "allowed options" in told

    @property
    def count_words(self) -> str:
        """“Customers · 12 records”."""
        many = counted(len(self.entries), tr("record"), tr("records")) if self.entries else tr("the whole sync")
        return f"{self.sync} · {many}"


_FIXES: dict[str, tuple[Fix, ...]] = {
    "rejected": (Fix.EDIT, Fix.RETRY, Fix.MAPPING, Fix.DISMISS),
    "invalid": (Fix.EDIT, Fix.MAPPING, Fix.RETRY, Fix.DISMISS),
    "lens": (Fix.MAPPING, Fix.EDIT, Fix.RETRY, Fix.DISMISS),
    "ambiguous": (Fix.PAIR, Fix.ALONE, Fix.EDIT),
    "same_key": (Fix.PAIR, Fix.ALONE, Fix.EDIT, Fix.RULES),
    "doubt": (Fix.RETRY, Fix.DISMISS),
    "alike": (Fix.PAIR, Fix.RETRY, Fix.DISMISS),
    "loop": (Fix.MAPPING, Fix.RETRY, Fix.RECORD),
    "parent": (Fix.DISMISS,),
    "taken": (Fix.DISMISS,),
    "moved": (Fix.RECORD, Fix.DISMISS),
}
_ONE_CAUSE = frozenset({"ambiguous", "same_key", "doubt", "alike", "loop", "parent", "taken", "moved"})
"""Codes whose words name the record: all of them are one cause."""


def causes(entries: Iterable[HoldEntry], statuses: Sequence[SyncStatus]) -> list[Cause]:
    """Syncs that stand still first, then what is held, by how many records wait for the same thing."""
    groups: dict[str, list[HoldEntry]] = {}
    for one in entries:
        groups.setdefault(_key(one), []).append(one)
    held = [_cause(key, tuple(some)) for key, some in groups.items()]
    held.sort(key=lambda one: -len(one.entries))
    return [*(made for one in statuses if (made := _standing_still(one)) is not None), *held]


def _key(entry: HoldEntry) -> str:
    hold = entry.hold
    words = "" if hold.code in _ONE_CAUSE else re.sub(r"\d+", "#", hold.words or hold.message)
    return f"{entry.sync}\n{hold.code}\n{hold.side}\n{hold.field}\n{words}"


def _cause(key: str, entries: tuple[HoldEntry, ...]) -> Cause:
    first = entries[0].hold
    same = len({one.hold.message for one in entries}) == 1
    title = said(first.message) if same or first.code not in _ONE_CAUSE else _title(first.code, said(first.message))
    title = title[:1].upper() + title[1:]
    if first.field and field_label(first.field).casefold() not in title.casefold() and first.field not in title:
        title = f"{field_label(first.field)}: {title}"
    made = Cause(
        key,
        entries[0].sync,
        title,
        said(first.words),
        said(first.remedy),
        entries[0].system,
        _FIXES.get(first.code, (Fix.RETRY, Fix.MAPPING, Fix.DISMISS)),
        entries,
        field=first.field,
    )
    if made.choice and Fix.MAPPING in made.fixes:
        return replace(made, fixes=(Fix.MAPPING, *(one for one in made.fixes if one is not Fix.MAPPING)))
    return made


def _title(code: str, message: str) -> str:
    return {
        "ambiguous": tr("More than one record fits"),
        "same_key": tr("The same record twice"),
        "doubt": tr("It is not known whether these were made"),
        "alike": tr("It is not known whether these have a partner"),
        "loop": tr("These keep being changed back"),
        "parent": tr("Waiting for the record that they belong to"),
        "taken": tr("There is no room on the other side"),
        "moved": tr("Changed since, and not taken back"),
    }.get(code, message)


def _standing_still(one: SyncStatus) -> Cause | None:
    """A sync that is suspended, failed, or waits for approval."""
    last = one.last
    if one.state == "paused":
        return None
    accounts = (one.name, one.a_account, one.b_account)
    if one.state == "suspended":
        title = f"{one.name} {tr('is stopped')}: {short_error(one.reason, accounts)}"
        advice = said(last.advice) if last and last.error else ""
        return Cause(f"sync\n{one.name}", one.name, title, "", advice, "", (Fix.MAPPING, Fix.RUN), serious=True)
    if last is None:
        return None
    if last.status is RunStatus.FAILED:
        account = sign_in_account(one)
        first = Fix.SIGN_IN if account else Fix.FULL if last.kind is RunKind.CHECK else Fix.RUN
        fixes = (first, Fix.RUN) if first is not Fix.RUN else (Fix.RUN,)
        title = f"{one.name} {tr('failed')}: {cause_of(last.error, accounts)}"
        return Cause(
            f"sync\n{one.name}",
            one.name,
            title,
            file_of(last.error, accounts),
            said(last.advice),
            "",
            fixes,
            account=account,
            serious=True,
        )
    if stopped_by_guard(last):
        words = " ".join(said(guard.message) for guard in last.guards) or said(last.error)
        title = f"{one.name} {tr('waits for your approval')}"
        return Cause(f"sync\n{one.name}", one.name, title, "", words, "", (Fix.PLAN,), serious=True)
    return None


def fix_words(fix: Fix, cause: Cause) -> str:
    """What the button says."""
    return {
        Fix.EDIT: tr("Correct the value …"),
        Fix.MAPPING: tr("Map the choice …") if cause.choice else tr("Open the mapping …"),
        Fix.RULES: tr("Carry them all …"),
        Fix.PAIR: tr("Pair by hand …"),
        Fix.ALONE: tr("Leave it on its own"),
        Fix.RETRY: tr("Try again"),
        Fix.DISMISS: tr("Leave aside"),
        Fix.RECORD: tr("History …"),
        Fix.SIGN_IN: tr("Sign in again …"),
        Fix.PLAN: tr("Look at the plan"),
        Fix.RUN: tr("Run again"),
        Fix.FULL: tr("Compare everything"),
    }[fix]


def fix_tip(fix: Fix) -> str:
    """What pressing it means."""
    return {
        Fix.EDIT: tr("Writes a value of yours to the system that the value comes from"),
        Fix.ALONE: tr("It gets no partner, and is not made on the other side"),
        Fix.RETRY: tr("Tries these records again now"),
        Fix.DISMISS: tr("Until the record changes"),
        Fix.RULES: tr("By the sync’s rule for duplicates"),
    }.get(fix, "")


def every(fix: Fix) -> bool:
    """Whether it is for all records of the cause, not for the one that is picked."""
    return fix not in (Fix.EDIT, Fix.ALONE, Fix.RECORD)


def waiting(cause: Cause) -> bool:
    """Whether it only waits, rather than was refused."""
    return bool(cause.entries) and all(one.hold.state is HoldState.WAITING for one in cause.entries)


class CausesModel(RowsModel[Cause]):
    """One column: the cause, and below it where and how many."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (Column(tr("Cause"), lambda row: f"{row.title} ({row.count_words})", lambda row: row.title),), parent
        )


class CauseRecordsModel(RowsModel[HoldEntry]):
    """The records of one cause."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(tr("Record"), lambda row: row.hold.label or str(row.hold.ref or "")),
                Column(tr("What the system says"), lambda row: said(row.hold.words or row.hold.message)),
                Column(tr("Tries"), lambda row: number(row.hold.attempts)),
                Column(tr("Since"), lambda row: row.since),
            ),
            parent,
        )
