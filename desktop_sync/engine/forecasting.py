"""How many calls the syncs will make in a month, and what their accounts' plans allow."""

from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass

from desktop_sync.engine.check import AT, AT_DEFAULT, OFF
from desktop_sync.engine.ports import Ports, named_account, open_account
from desktop_sync.engine.renewing import told_quota
from desktop_sync.errors import DesktopSyncError, UsageError
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.schema import CallWindow
from desktop_sync.model.sync import Account, SideSpec, SyncDefinition
from desktop_sync.sync import forecast
from desktop_sync.sync.forecast import AccountForecast, Forecast, Habits, Table
from desktop_sync.sync.ports import Audit, Settings

_DAY_S = 86_400.0


@dataclass(frozen=True)
class Forecasts:
    """All of it. `syncs`: None where nothing is known yet: it never ran, and its systems were not asked."""

    syncs: Mapping[str, Forecast | None]
    accounts: Sequence[AccountForecast]

    def account(self, name: str) -> AccountForecast | None:
        """That one's."""
        return next((one for one in self.accounts if one.account.casefold() == name.casefold()), None)


class ForecastService:
    """Any thread. Local and cheap, but `table` and `now(ask=True)`, which talk to systems."""

    def __init__(self, ports: Ports, audit: Audit, settings: Settings) -> None:
        self._ports, self._audit, self._settings = ports, audit, settings

    def now(self, *, ask: bool = False) -> Forecasts:
        """Of all syncs as they are. `ask`: the systems of those that never ran are asked how big their tables are."""
        return self._forecasts([one.definition for one in self._ports.syncs.all()], {}, ask=ask)

    def draft(self, definition: SyncDefinition, tables: Mapping[Side, Table]) -> Forecasts:
        """As if that definition were saved. `tables`: what is known of its two, for a sync that never ran."""
        others = [one.definition for one in self._ports.syncs.all()]
        rest = [one for one in others if one.name.casefold() != definition.name.casefold()]
        return self._forecasts([*rest, definition], {definition.name: tables})

    def table(self, spec: SideSpec) -> Table:
        """How big a table is, and whether its system tells what has changed. Talks to it; raises AccountError, Retriable."""
        with closing(open_account(self._ports, named_account(self._ports, spec.account))) as connector:
            able = connector.capabilities(spec.table)
            records = next((one.records for one in connector.tables() if one.name == spec.table), None)
        return Table(records, able.page_size, able.cursor)

    def plans(self) -> Mapping[str, int]:
        """Calls in a month that the plans allow, by account, where a person said so."""
        found = {one.name: self._plan(one) for one in self._ports.accounts.all()}
        return {name: calls for name, calls in found.items() if calls is not None}

    def set_plan(self, name: str, calls: int) -> None:
        """Know that, 0: nobody says. Raises UsageError."""
        if calls < 0:
            raise UsageError(f"“{calls}” is no number of calls", advice="Give calls in a month, or 0 for not known.")
        account = named_account(self._ports, name)
        self._settings.put(_key(account), str(calls or ""))
        self._audit.record("user", "account.plan", account.name, {"calls": calls})

    def _forecasts(
        self,
        definitions: Sequence[SyncDefinition],
        tables: Mapping[str, Mapping[Side, Table]],
        *,
        ask: bool = False,
    ) -> Forecasts:
        now = self._ports.clock.now()
        at = self._settings.get(AT, AT_DEFAULT)
        found: dict[str, Forecast | None] = {}
        for one in definitions:
            known = self._known(one, tables.get(one.name, {}), ask=ask)
            found[one.name] = forecast.forecast(one.trigger, "" if at == OFF else at, known, now) if known else None
        return Forecasts(found, [self._account(one, definitions, found) for one in self._ports.accounts.all()])

    def _known(self, definition: SyncDefinition, tables: Mapping[Side, Table], *, ask: bool) -> Habits | None:
        stored = self._ports.syncs.get(definition.name)
        if stored is not None and _same_tables(stored.definition, definition):
            runs = self._ports.journal.runs(stored.id, forecast.RUNS)
            known = forecast.habits(runs, self._ports.clock.now())
            if known is not None:
                return known
        if ask:
            with suppress(DesktopSyncError):  # not known then; a system that does not answer is told where it is needed
                tables = {side: self.table(definition.side(side)) for side in SIDES}
        return forecast.expected(tables["a"], tables["b"]) if len(tables) == len(SIDES) else None

    def _account(
        self, account: Account, definitions: Sequence[SyncDefinition], found: Mapping[str, Forecast | None]
    ) -> AccountForecast:
        name = account.name.casefold()
        parts = [
            (one.name, _calls(found[one.name], side))
            for one in definitions
            for side in SIDES
            if one.side(side).account.casefold() == name
        ]
        return forecast.of_account(account.name, parts, self._windows(account), self._plan(account))

    def _windows(self, account: Account) -> Sequence[CallWindow]:
        """What its kind allows, and what its system said of a day."""
        told = told_quota(self._ports, account)
        day = [CallWindow(told.limit, _DAY_S)] if told is not None and told.limit is not None else []
        try:
            return [*self._ports.connectors.info(account.kind, account.settings).windows, *day]
        except UsageError:  # its package, or its manifest, is gone: its syncs say so
            return day

    def _plan(self, account: Account) -> int | None:
        return int(self._settings.get(_key(account)) or 0) or None


def _calls(one: Forecast | None, side: Side) -> int | None:
    return None if one is None else one.a if side == "a" else one.b


def _key(account: Account) -> str:
    return f"plan.calls.{account.id}"


def _same_tables(one: SyncDefinition, other: SyncDefinition) -> bool:
    return all(
        (one.side(side).account, one.side(side).table) == (other.side(side).account, other.side(side).table)
        for side in SIDES
    )
