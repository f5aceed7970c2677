"""forecast, account plan: calls in a month, and what is allowed."""

from typing import TYPE_CHECKING, Any

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit
from desktop_sync.cli.parser import Commands

if TYPE_CHECKING:
    from desktop_sync.sync.forecast import AccountForecast, Forecast


def register(commands: Commands) -> None:
    """The commands of this module."""
    commands.add(
        "forecast",
        _forecast,
        "about how many calls each sync will make to its accounts in a month, and what their plans allow",
        "By its schedule and what its runs have cost; for a sync that never ran, by the size of its tables.",
    )


def _forecast(context: Context) -> Exit:
    foreseen = context.services.forecasts.now(ask=True)
    syncs = {one.name: one for one in context.services.syncs.statuses()}
    rows, lines = [], []
    for name, one in foreseen.syncs.items():
        accounts = syncs[name].a_account, syncs[name].b_account
        rows.append({"sync": name, **sync_shape(one, accounts)})
        lines += sync_lines(name, one, accounts)
    lines += [line for one in foreseen.accounts for line in account_lines(one)]
    data = {"syncs": rows, "accounts": [account_shape(one) for one in foreseen.accounts]}
    context.output.result(data, lines or ["There is no sync yet."])
    return Exit.OK


def sync_shape(one: "Forecast | None", accounts: tuple[str, str]) -> dict[str, Any]:
    """A sync's forecast for --json."""
    if one is None:
        return {"known": None, "runs": None, "a": None, "b": None}
    return {
        "known": "measured" if one.measured else "estimated",
        "runs": one.runs,
        "a": {"account": accounts[0], "calls": one.a, "asked": one.asked_a},
        "b": {"account": accounts[1], "calls": one.b, "asked": one.asked_b},
    }


def sync_lines(name: str, one: "Forecast | None", accounts: tuple[str, str]) -> list[str]:
    """A sync's forecast in words."""
    from desktop_sync.sync.forecast import about

    if one is None:
        return [f"{name}: not known before its first run"]
    how = "" if one.measured else ", by the size of the tables"
    calls = ", ".join(f"{about(calls):,} to {who}" for who, calls in zip(accounts, (one.a, one.b), strict=True))
    runs = "the nightly check with about" if one.only_checks else f"about {about(one.runs):,} runs and"
    asked = one.asked_a + one.asked_b
    between = [f"    {about(asked):,} of these only ask between runs whether something has changed"] if asked else []
    return [f"{name}: {runs} {calls} in a month{how}", *between]


def account_shape(one: "AccountForecast") -> dict[str, Any]:
    """An account's forecast for --json."""
    return {
        "account": one.account,
        "calls": one.calls,
        "allowed": one.allowed,
        "over": one.over,
        "unknown": list(one.unknown),
    }


def account_lines(one: "AccountForecast") -> list[str]:
    """An account's forecast in words; none where no sync uses it."""
    from desktop_sync.sync.forecast import about

    if not one.calls and not one.unknown and one.allowed is None:
        return []
    words = f"{one.account}: about {about(one.calls):,} calls a month"
    if one.allowed is not None:
        words += f"; the plan allows {one.allowed:,}"
    if one.unknown:
        words += f" (without {', '.join(one.unknown)})"
    more = ["    → That is more than the plan allows: let its syncs run less often."] if one.over else []
    return [words, *more]
