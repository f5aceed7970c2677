"""How many calls the syncs will make in a month, and what their accounts' plans allow."""

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass

from desktop_sync.engine.allowance import keep_plan, plan_of, windows_of
from desktop_sync.engine.check import AT, AT_DEFAULT, OFF
from desktop_sync.engine.glancing import glances, has_position
from desktop_sync.engine.ports import Ports, named_account, open_account
from desktop_sync.errors import DesktopSyncError, UsageError
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.sync import Account, SideSpec, SyncDefinition
from desktop_sync.sync import forecast
from desktop_sync.sync.forecast import AccountForecast, Cost, Forecast, Habits, Table
from desktop_sync.sync.glances import as_trigger
from desktop_sync.sync.ports import Audit, Settings


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
        return Table(records, able.page_size, able.cursor, able.look_calls)

    def plans(self) -> Mapping[str, int]:
        """Calls in a month that the plans allow, by account, where a person said so."""
        found = {one.name: plan_of(self._settings, one) for one in self._ports.accounts.all()}
        return {name: calls for name, calls in found.items() if calls is not None}

    def set_plan(self, name: str, calls: int) -> None:
        """Know that, 0: nobody says. Raises UsageError."""
        if calls < 0:
            raise UsageError(f"“{calls}” is no number of calls", advice="Give calls in a month, or 0 for not known.")
        account = named_account(self._ports, name)
        keep_plan(self._settings, account, calls)
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
        asked = self._asked(definitions, tables, now)
        for one in definitions:
            known = self._known(one, tables.get(one.name, {}), ask=ask)
            check_at = "" if at == OFF else at
            found[one.name] = forecast.forecast(one.trigger, check_at, known, now, asked[one.name]) if known else None
        return Forecasts(found, [self._account(one, definitions, found) for one in self._ports.accounts.all()])

    def _asked(
        self, definitions: Sequence[SyncDefinition], tables: Mapping[str, Mapping[Side, Table]], now: dt.datetime
    ) -> Mapping[str, Cost]:
        """By sync: calls in a month that only ask whether something has changed."""
        by_name = {one.name: one for one in definitions}
        position = has_position(self._ports)

        def fed(definition: SyncDefinition, side: Side) -> bool:
            table = tables.get(definition.name, {}).get(side)
            return table.feed if table is not None else position(definition, side)

        found = dict.fromkeys(by_name, Cost())
        for one in glances(self._ports, self._settings, definitions, fed):
            calls = forecast.in_a_month(as_trigger(by_name[one.sync].trigger, one.every_s), now)
            found[one.sync] += Cost(calls, 0) if one.side == "a" else Cost(0, calls)
        return found

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
        return forecast.of_account(
            account.name, parts, windows_of(self._ports, account), plan_of(self._settings, account)
        )


def _calls(one: Forecast | None, side: Side) -> int | None:
    return None if one is None else one.a if side == "a" else one.b


def _same_tables(one: SyncDefinition, other: SyncDefinition) -> bool:
    return all(
        (one.side(side).account, one.side(side).table) == (other.side(side).account, other.side(side).table)
        for side in SIDES
    )
