"""The connected systems."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop_sync.gui.forecasts import account_words
from desktop_sync.gui.models.rows import Column, RowsModel
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import clock_time, counted, number, tr
from desktop_sync.gui.theme import Tone
from desktop_sync.model.quota import Quota
from desktop_sync.model.record import AccountCheck
from desktop_sync.model.schema import ConnectorInfo
from desktop_sync.model.sync import Account
from desktop_sync.sync.forecast import AccountForecast


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """An account as the list shows it. `check`: its last test here, None: not tested since the window opened; `busy`: being tested."""

    account: Account
    kind_label: str
    letters: str
    address: str
    syncs: tuple[str, ...] = ()
    check: AccountCheck | None = None
    problem: str = ""
    trouble: str = ""
    """Why the last run of one of its syncs failed at it, in a sentence."""
    busy: bool = False
    calls: int = 0
    """How many calls the runs of today made to it."""
    quota: Quota | None = None
    """What the system told today of its calls a day, None: nothing."""
    ends: str = ""
    """When its sign-in ends, if that is soon: “ends in 3 days”."""
    paused: bool = False
    forecast: AccountForecast | None = None


def account_state(entry: AccountEntry) -> tuple[str, Tone]:
    """In words and tone."""
    if entry.busy:
        return tr("Testing"), Tone.BUSY
    if entry.paused:
        return tr("Paused"), Tone.PAUSED
    if entry.check is not None:
        if not entry.check.ok:
            return tr("Does not work"), Tone.BAD
        if not entry.ends:
            return tr("Works"), Tone.GOOD
    if entry.problem:
        return tr("Needs a sign-in"), Tone.BAD
    if entry.ends:
        return entry.ends[:1].upper() + entry.ends[1:], Tone.CARE
    if entry.trouble:
        return tr("Last run failed"), Tone.BAD
    return tr("Connected"), Tone.QUIET


def state_tip(entry: AccountEntry) -> str:
    """The state, and what went wrong."""
    return " · ".join(one for one in (account_state(entry)[0], entry.trouble) if one)


def calls_words(entry: AccountEntry) -> str:
    """“2,300 of 10,000”: what all programs used of the day's calls; where the system does not say, those of the runs here."""
    quota = entry.quota
    own = number(entry.calls) if entry.calls else "–"
    if quota is None:
        return own
    if quota.used is not None and quota.limit is not None:
        return tr("{used} of {limit}", used=quota.used, limit=quota.limit)
    left = tr("{left} left", left=quota.left or 0)
    return f"{own} · {left}" if entry.calls else left


def calls_tip(entry: AccountEntry) -> str:
    """The same in a sentence, with who says so."""
    own = tr("Calls by the runs of today: {calls}.", calls=entry.calls)
    if entry.quota is None:
        return own
    quota, at = entry.quota, clock_time(entry.quota.told_at)
    told = {"system": entry.kind_label, "time": at}
    if quota.used is not None and quota.limit is not None:
        words = tr(
            "{system} said at {time}: {used} of the {limit} calls a day are used, by all programs together.",
            used=quota.used, limit=quota.limit, **told,
        )  # fmt: skip
    else:
        words = tr("{system} said at {time}: {left} calls are left for the day.", left=quota.left or 0, **told)
    return f"{words} {own}"


def syncs_words(entry: AccountEntry) -> str:
    """Which syncs use it."""
    if not entry.syncs:
        return tr("no sync yet")
    if len(entry.syncs) <= 2:
        return ", ".join(entry.syncs)
    return counted(len(entry.syncs), tr("sync"), tr("syncs"))


def can_words(kind: ConnectorInfo | None) -> str:
    """What the program does with such a system."""
    if kind is None or not kind.features:
        return ""
    return tr("{system}: {listed}.", system=said(kind.label), listed="; ".join(map(said, kind.features)))


def cannot_words(kind: ConnectorInfo | None) -> str:
    """What it can't see or undo there."""
    if kind is None or not kind.cannot:
        return ""
    return tr("It can’t: {listed}.", listed="; ".join(map(said, kind.cannot)))


def month_words(entry: AccountEntry) -> str:
    """What its syncs come to in a month."""
    if entry.forecast is None or not entry.syncs:
        return ""
    words = account_words(entry.forecast)
    if entry.forecast.unknown:
        words += f" {tr('Not counted, for they never ran: {syncs}.', syncs=', '.join(entry.forecast.unknown))}"
    return words


def is_over(entry: AccountEntry) -> bool:
    """Whether its syncs make more calls than its plan allows."""
    return entry.forecast is not None and entry.forecast.over


class AccountsModel(RowsModel[AccountEntry]):
    """Name, system, address, state, calls today, used by."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(tr("Account"), lambda row: row.account.name),
                Column(tr("System"), lambda row: row.kind_label),
                Column(tr("Where"), lambda row: row.address),
                Column(tr("State"), lambda row: account_state(row)[0], state_tip),
                Column(tr("Calls today"), calls_words, lambda row: f"{calls_tip(row)} {month_words(row)}".strip()),
                Column(tr("Used by"), syncs_words, lambda row: ", ".join(row.syncs)),
            ),
            parent,
        )
