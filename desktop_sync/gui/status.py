"""The state of a sync in words, shape and the one thing to do about it. Pure; the overview, the list of syncs and the tray use it."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from desktop_sync.errors import DesktopSyncError, SignInError
from desktop_sync.gui import text
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import counted, number, tr
from desktop_sync.gui.theme import Tone
from desktop_sync.gui.worker import Running
from desktop_sync.model.record import Side
from desktop_sync.model.report import Counts, Phase, Progress, RunReport, RunStatus, SyncStatus
from desktop_sync.model.signin import AccountStanding, Standing


class Todo(Enum):
    """What a card offers first."""

    NOTHING = "nothing"
    REVIEW = "review"
    APPROVE = "approve"
    SIGN_IN = "sign_in"
    REPAIR = "repair"
    LOOK = "look"
    PREVIEW = "preview"
    RESUME = "resume"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class State:
    """A sync's state: the pill's words, the line below it, what to do first; `side`: the account that needs a new sign-in."""

    tone: Tone
    words: str
    line: str
    todo: Todo = Todo.NOTHING
    side: Side | None = None
    share: float | None = None
    """How far a run is, 0..1; None when it is not known or nothing runs."""


# Only for runs of versions that did not store the kind of an error.
_SIGN_IN = ("sign-in", "sign in", "signed in", "password", "token", "expired", "authenti", "unauthor", "401")


_FILE = re.compile(r"^(?:/|[A-Za-z]:[\\/]|\\\\)[^:]*: ")
"""The path that an error begins with."""


def progress_words(progress: Progress | None) -> str:
    """“Syncing 1,240 of 9,800”."""
    if progress is None:
        return tr("Waits for its turn")
    words = {
        Phase.CHECKING: tr("Signing in"),
        Phase.READING: tr("Reading"),
        Phase.MATCHING: tr("Matching records"),
        Phase.DECIDING: tr("Comparing"),
        Phase.WRITING: tr("Syncing"),
        Phase.FINISHED: tr("Finishing"),
    }[progress.phase]
    if progress.total:
        return f"{words} {number(progress.done)} {tr('of')} {number(progress.total)}"
    return f"{words} {number(progress.done)}" if progress.done else words


def stopped_by_guard(run: RunReport) -> bool:
    """Whether the run wrote nothing because its plan waits for approval. One that was approved keeps its guards, too, but has no error."""
    return run.status is RunStatus.WAITING and not run.written and bool(run.error)


def state_of(status: SyncStatus, running: Running | None, now: dt.datetime) -> State:
    """The state to show now."""
    line = _times(status, now)
    if running is not None:
        return _busy(running, line)
    last = status.last
    if status.state == "paused":
        return State(Tone.PAUSED, _pause_words(status), line, Todo.RESUME)
    if status.state == "suspended":
        return _failed(status, status.reason, line)
    if last is None:
        return State(Tone.QUIET, tr("Not run yet"), tr("look at the preview first"), Todo.PREVIEW)
    if last.status is RunStatus.FAILED:
        return _failed(status, last.error, _last_good(status, now))
    if stopped_by_guard(last):
        return State(Tone.CARE, tr("Waiting for approval"), line, Todo.APPROVE)
    if status.conflicts:
        return State(
            Tone.CARE,
            f"{tr('Needs you')}: {counted(status.conflicts, tr('conflict'), tr('conflicts'))}",
            line,
            Todo.REVIEW,
        )
    if status.holds:
        return State(Tone.CARE, f"{tr('Needs you')}: {number(status.holds)} {tr('held')}", line, Todo.LOOK)
    return State(Tone.GOOD, tr("In step"), line)


def _pause_words(status: SyncStatus) -> str:
    if status.paused_account:
        return tr("Paused: account %1").replace("%1", status.paused_account)
    return tr("Everything is paused") if status.all_paused else tr("Paused")


def sign_in_words(standing: AccountStanding, now: dt.datetime) -> str:
    """“Sign-in ends in 3 days”; "" where it holds for longer, or has ended already."""
    if standing.standing is not Standing.ENDS_SOON or standing.ends_at is None:
        return ""
    days = (standing.ends_at - now).days
    if days < 2:
        return tr("Sign-in ends tomorrow") if days == 1 else tr("Sign-in ends within a day")
    return tr("Sign-in ends in %1 days").replace("%1", number(days))


def ending_sign_in(status: SyncStatus, standings: Mapping[str, AccountStanding], now: dt.datetime) -> tuple[str, str]:
    """The account of the sync whose sign-in ends first, if one does soon, and that in words; else ("", "")."""
    both = [standings[name] for name in (status.a_account, status.b_account) if name in standings]
    soon = [(one.ends_at, one.account, words) for one in both if one.ends_at and (words := sign_in_words(one, now))]
    return min(soon)[1:] if soon else ("", "")


def _busy(running: Running, line: str) -> State:
    progress = running.progress
    if running.request.cancel.is_set():
        return State(Tone.BUSY, tr("Stopping"), tr("what is written stays"))
    share = min(1.0, progress.done / progress.total) if progress and progress.total else None
    return State(Tone.BUSY, progress_words(progress), line, Todo.CANCEL, share=share)


def to_go(progress: Progress | None) -> str:
    """“626 to go”, "" while that is not known."""
    left = (progress.total or 0) - progress.done if progress else 0
    return f"{number(left)} {tr('to go')}" if left > 0 else ""


def _titles(kind: type[DesktopSyncError] = DesktopSyncError) -> Iterator[str]:
    yield kind.title
    for below in kind.__subclasses__():
        yield from _titles(below)


def short_error(error: str, accounts: Sequence[str]) -> str:
    """An error's first line without its title and whose it is (an account's, a sync's)."""
    words = error.rstrip(".").splitlines()[0] if error.strip() else tr("see the log")
    for start in (*_titles(), *accounts):
        words = words.removeprefix(f"{start}: ")
    return said(words)


def cause_of(error: str, names: Sequence[str]) -> str:
    """The same without the file that it begins with, for lines that have no room for it: its end says what is the matter."""
    return _FILE.sub("", short_error(error, names))


def file_of(error: str, names: Sequence[str]) -> str:
    """The file that `cause_of` leaves out, "" for none."""
    found = _FILE.match(short_error(error, names))
    return found[0].removesuffix(": ") if found else ""


def _failed(status: SyncStatus, error: str, line: str) -> State:
    accounts = (status.a_account, status.b_account)
    names = (status.name, *accounts, f"{status.a_account} · {status.a_table}", f"{status.b_account} · {status.b_table}")
    words = cause_of(error, names)  # the file is told below Needs attention
    side = _sign_in_side(status, error)
    if side is not None:
        return State(Tone.BAD, f"{tr('Failed')}: {words}", line, Todo.SIGN_IN, side)
    if status.state == "suspended":
        return State(Tone.BAD, f"{tr('Stopped')}: {words}", line, Todo.REPAIR)
    return State(Tone.BAD, f"{tr('Failed')}: {words}", line)


def sign_in_account(status: SyncStatus) -> str:
    """The account that a new sign-in would help, "" for none."""
    error = status.reason if status.state == "suspended" else status.last.error if status.last else ""
    side = _sign_in_side(status, error)
    return "" if side is None else status.b_account if side == "b" else status.a_account


def _sign_in_side(status: SyncStatus, error: str) -> Side | None:
    """The side whose account needs a new sign-in; None where that would not help."""
    last = status.last
    if last is not None and last.error_kind and last.error == error:
        if last.error_kind != SignInError.kind:
            return None
        return "b" if last.error_account == status.b_account != status.a_account else "a"
    if any(sign in error.casefold() for sign in _SIGN_IN):
        return "b" if status.b_account in error and status.a_account not in error else "a"
    return None


def _times(status: SyncStatus, now: dt.datetime) -> str:
    parts = []
    if status.last is not None and status.last.started_at is not None:
        parts.append(text.ago(status.last.started_at, now))
    if status.due_at is not None and status.state == "active":
        due = tr("now") if status.due_at <= now else text.day_time(status.due_at, now)
        parts.append(f"{tr('next')} {due}")
    return " · ".join(parts)


def _last_good(status: SyncStatus, now: dt.datetime) -> str:
    for run in status.recent:
        if run.status in (RunStatus.OK, RunStatus.WAITING) and run.started_at is not None:
            return f"{tr('last good run')} {text.day_time(run.started_at, now)}"
    return tr("no good run yet")


@dataclass(frozen=True, slots=True)
class Part:
    """One segment of the account bar."""

    count: int
    words: str
    tone: Tone


def account_of(run: RunReport | None) -> tuple[Part, ...]:
    """The account of a run, both sides together the way people count: records of the side that has more."""
    if run is None:
        return ()
    counts, others = (run.a, run.b) if run.a.seen >= run.b.seen else (run.b, run.a)
    # a record that was written on the other side counts as agreed on this one
    agreed = max(0, counts.agreed - _written(others))
    parts = (
        Part(agreed, tr("agreed"), Tone.GOOD),
        Part(run.written, tr("written"), Tone.BUSY),
        Part(max(run.a.waiting, run.b.waiting), tr("waiting"), Tone.CARE),
        Part(max(run.a.failed, run.b.failed), tr("failed"), Tone.BAD),
        Part(max(run.a.excluded, run.b.excluded), tr("excluded"), Tone.QUIET),
    )
    return tuple(part for part in parts if part.count or part.words == tr("agreed"))


def _written(counts: Counts) -> int:
    return counts.created + counts.updated + counts.deleted


def account_words(parts: tuple[Part, ...]) -> str:
    """“9,310 agreed · 44 written · 3 waiting”."""
    return " · ".join(f"{number(part.count)} {part.words}" for part in parts)
