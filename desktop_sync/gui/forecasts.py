"""How many calls a month costs, in words. Pure; the editor's schedule and the list of accounts use it."""

from desktop_sync.gui.text import tr
from desktop_sync.sync.forecast import AccountForecast, Forecast, about


def sync_words(one: Forecast, accounts: tuple[str, str]) -> str:
    """“About 750 runs a month, with 4,200 calls to shop and 8,300 to erp”."""
    calls = {"a": about(one.a), "account_a": accounts[0], "b": about(one.b), "account_b": accounts[1]}
    if one.only_checks:
        words = tr("The nightly check makes about {a} calls to {account_a} and {b} to {account_b} a month.", **calls)
    else:
        words = tr(
            "About {runs} runs a month, with {a} calls to {account_a} and {b} to {account_b}.",
            runs=about(one.runs), **calls,
        )  # fmt: skip
    if asked := one.asked_a + one.asked_b:
        words = f"{words} {tr('{calls} of these calls only ask between runs whether something has changed.', calls=about(asked))}"
    return words if one.measured else f"{words} {tr('Worked out from the size of the tables; runs will tell better.')}"


def account_words(one: AccountForecast) -> str:
    """“All syncs of shop together: about 12,000 calls a month; the plan allows 10,000”."""
    words = tr(
        "All syncs of {account} together: about {calls} calls a month", account=one.account, calls=about(one.calls)
    )
    if one.allowed is None:
        return f"{words}."
    more = f" {tr('That is too much: let them run less often.')}" if one.over else ""
    return f"{words}; {tr('the plan allows {calls}', calls=one.allowed)}.{more}"
