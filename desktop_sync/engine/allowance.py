"""How many calls an account may make: by what a person says of its plan, what its system told, and what its kind allows."""

from collections.abc import Sequence

from desktop_sync.engine.ports import Ports, info_of
from desktop_sync.engine.renewing import told_quota
from desktop_sync.model.schema import CallWindow
from desktop_sync.model.sync import Account
from desktop_sync.sync import forecast
from desktop_sync.sync.ports import Settings

_DAY_S = 86_400.0


def windows_of(ports: Ports, account: Account) -> Sequence[CallWindow]:
    """What its kind allows, and what its system said of a day."""
    told = told_quota(ports, account)
    day = [CallWindow(told.limit, _DAY_S)] if told is not None and told.limit is not None else []
    info = info_of(ports, account)
    return [*(info.windows if info is not None else ()), *day]


def plan_of(settings: Settings, account: Account) -> int | None:
    """Calls in a month as a person said, None: nobody did."""
    return int(settings.get(_key(account)) or 0) or None


def keep_plan(settings: Settings, account: Account, calls: int) -> None:
    """Know that from now on; 0: nobody says."""
    settings.put(_key(account), str(calls or ""))


def allowed(ports: Ports, settings: Settings, account: Account) -> int | None:
    """Calls in a month, None: not known."""
    plan = plan_of(settings, account)
    return plan if plan is not None else forecast.allowed(windows_of(ports, account))


def _key(account: Account) -> str:
    return f"plan.calls.{account.id}"
