"""account add, reconnect, list, test, pause, resume, plan, remove."""

import argparse
import datetime as dt
import os
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit, plural
from desktop_sync.cli.parser import Commands
from desktop_sync.cli.signing import sign_in_options, signed_in, way_for
from desktop_sync.errors import UsageError

if TYPE_CHECKING:
    from desktop_sync.model.record import AccountCheck
    from desktop_sync.model.signin import AccountStanding
    from desktop_sync.model.sync import Account


def register(commands: Commands) -> None:
    """The commands of this module."""
    group = commands.group("account", "connections to systems: add, reconnect, list, test, pause, resume, plan, remove")
    add = group.add("add", _add, "adds an account and tests it; a failed test stores nothing")
    add.add_argument("name", metavar="NAME", help="what the account is called from now on")
    add.add_argument("--connector", metavar="KIND", required=True, help="the kind of system, as `connectors` lists it")
    add.add_argument("--no-test", action="store_true", help="store it without signing in")
    _settings(add)
    sign_in_options(add)
    again = group.add("reconnect", _reconnect, "gives an account new settings or secrets, tested first")
    again.add_argument("name", metavar="NAME", help="the account's name")
    _settings(again)
    sign_in_options(again)
    group.add("list", _list, "all accounts")
    test = group.add("test", _test, "signs in, reads one record, and says what is missing")
    test.add_argument("name", metavar="NAME", help="the account's name")
    for name, run, summary in (
        ("pause", _pause, "lets no sync of the account run, by itself or by hand; what waits is kept"),
        ("resume", _resume, "lets the syncs of a paused account run again"),
    ):
        group.add(name, run, summary).add_argument("name", metavar="NAME", help="the account's name")
    plan = group.add(
        "plan", _plan, "says how many calls a month the account's plan allows, for `forecast` and the window to warn"
    )
    plan.add_argument("name", metavar="NAME", help="the account's name")
    plan.add_argument("calls", metavar="CALLS", type=int, help="calls in a month; 0: not known")
    remove = group.add("remove", _remove, "removes an account that no sync uses, with its secrets")
    remove.add_argument("name", metavar="NAME", help="the account's name")


def _settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--set", metavar="KEY=VALUE", action="append", default=[], dest="set_", help="a setting; may be repeated"
    )
    parser.add_argument(
        "--secret",
        metavar="KEY=ENVVAR",
        action="append",
        default=[],
        help="a secret, by the name of the environment variable that holds it; may be repeated",
    )


def pairs(given: Sequence[str], option: str) -> dict[str, str]:
    """KEY=VALUE texts as a dict. Raises UsageError for one without “=” or a key given twice."""
    found: dict[str, str] = {}
    for one in given:
        key, equals, value = one.partition("=")
        if not equals or not key.strip():
            # The text is not repeated: somebody may have put a secret there.
            raise UsageError(f"{option} wants KEY=VALUE, with an equals sign.", place=option)
        if key in found:
            raise UsageError(f"“{key}” is given twice.", place=option)
        found[key.strip()] = value
    return found


def secrets_from(given: Sequence[str]) -> dict[str, str]:
    """The secrets that KEY=ENVVAR texts name. Raises UsageError for a variable that is missing or empty."""
    found = {}
    for key, variable in pairs(given, "--secret").items():
        value = os.environ.get(variable)
        if not value:
            state = "is empty" if value == "" else "isn't set"
            raise UsageError(
                f"The environment variable “{variable}” {state}.",
                advice=f"--secret {key}=NAME wants the name of a variable that holds the secret, not the secret.",
                place=f"--secret {key}",
            )
        found[key] = value
    return found


def _add(context: Context) -> Exit:
    options = context.options
    settings, secrets = pairs(options.set_, "--set"), secrets_from(options.secret)
    accounts = context.services.accounts
    accounts.check_name(options.name)
    way = way_for(context, accounts.info(options.connector, settings), settings, secrets.keys())
    brought = None
    if way is not None:
        begin = partial(accounts.begin_sign_in, options.connector, settings, secrets, way)
        brought = signed_in(context, begin)
    account, check = accounts.add(
        options.name, options.connector, settings, secrets, test=not options.no_test, signed_in=brought
    )
    data = {"account": account_shape(account), "check": check_shape(check)}
    context.output.result(data, [f"Account “{account.name}” is there.", *check_lines(check)])
    return Exit.OK


def _reconnect(context: Context) -> Exit:
    options, accounts = context.options, context.services.accounts
    settings, secrets = pairs(options.set_, "--set"), secrets_from(options.secret)
    account = accounts.get(options.name)
    info = accounts.info(account.kind, account.settings)
    # An account that a person signed in to is signed in to again so; one with a key that was typed in needs a new one.
    by_hand = bool(settings or secrets or {"refresh_token", "access_token"}.isdisjoint(account.secret_keys))
    way = None if by_hand and not options.sign_in else way_for(context, info, account.settings, frozenset())
    if way is None and not settings and not secrets:
        ways = " or ".join(f"--sign-in {one}" for one in info.sign_ins)
        hint = f" Or sign in: {ways}." if ways else ""
        raise UsageError(
            "There is nothing new to connect with.", advice=f"Give --set KEY=VALUE or --secret KEY=ENVVAR.{hint}"
        )
    brought = None
    if way is not None:
        begin = partial(accounts.begin_sign_in_again, options.name, settings, secrets, way)
        brought = signed_in(context, begin)
    check = accounts.reconnect(options.name, settings, secrets, brought)
    going_on = context.services.syncs.of_account(options.name)
    data = {"account": options.name, "check": check_shape(check), "syncs": list(going_on)}
    lines = [f"Account “{options.name}” is connected anew.", *check_lines(check)]
    if going_on:
        lines.append(
            f"These go on by themselves when they are due: {', '.join(going_on)}. desktop-sync run runs them now."
        )
    context.output.result(data, lines)
    return Exit.OK


def _list(context: Context) -> Exit:
    from desktop_sync.model.signin import standing_words  # late: most commands need none of it

    service, now = context.services.accounts, context.services.clock.now()
    found = [(one, service.standing(one)) for one in service.list()]
    paused = context.services.pauses.now().accounts
    rows = [
        (
            one.name,
            one.kind,
            f"{standing_words(standing, now) or 'works'}{' (paused)' if one.name in paused else ''}",
            ", ".join(f"{key}={value}" for key, value in sorted(one.settings.items())),
        )
        for one, standing in found
    ]
    heads = ("account", "connector", "sign-in", "settings")
    lines = context.output.table(heads, rows) if rows else ["There is no account yet."]
    shapes = [
        account_shape(one) | {"sign_in": standing_shape(standing, now), "paused": one.name in paused}
        for one, standing in found
    ]
    context.output.result({"accounts": shapes}, lines)
    return Exit.OK


def _test(context: Context) -> Exit:
    check = context.services.accounts.test(context.options.name)
    data = {"account": context.options.name, **check_shape(check)}
    context.output.result(data, check_lines(check))
    return Exit.OK if check.ok else Exit.FAILED


def _remove(context: Context) -> Exit:
    context.services.accounts.remove(context.options.name)
    context.output.result({"removed": context.options.name}, [f"Account “{context.options.name}” is removed."])
    return Exit.OK


def _pause(context: Context) -> Exit:
    return _paused(context, paused=True)


def _resume(context: Context) -> Exit:
    return _paused(context, paused=False)


def _paused(context: Context, *, paused: bool) -> Exit:
    name, service = context.services.accounts.get(context.options.name).name, context.services.pauses
    (service.pause_account if paused else service.resume_account)(name)
    words = f"Account “{name}” is paused: none of its syncs runs." if paused else f"The syncs of “{name}” run again."
    context.output.result({"account": name, "paused": paused}, [words])
    return Exit.OK


def _plan(context: Context) -> Exit:
    name, calls = context.services.accounts.get(context.options.name).name, context.options.calls
    context.services.forecasts.set_plan(name, calls)
    words = f"The plan of “{name}” allows {calls:,} calls a month." if calls else f"What “{name}” allows is not known."
    context.output.result({"account": name, "calls": calls or None}, [words])
    return Exit.OK


def account_shape(account: "Account") -> dict[str, Any]:
    """An account for --json; of its secrets only the names."""
    from desktop_sync.cli.shapes import when

    return {
        "name": account.name,
        "connector": account.kind,
        "settings": dict(account.settings),
        "secrets": list(account.secret_keys),
        "created_at": when(account.created_at),
    }


def standing_shape(standing: "AccountStanding", now: dt.datetime) -> dict[str, Any]:
    """How a sign-in stands, for --json."""
    from desktop_sync.cli.shapes import when
    from desktop_sync.model.signin import standing_words  # late: most commands need none of it

    return {
        "state": standing.standing.value,
        "ends_at": when(standing.ends_at),
        "renews": standing.renews,
        "message": standing_words(standing, now),
    }


def check_shape(check: "AccountCheck") -> dict[str, Any]:
    """A test's result for --json."""
    return {"ok": check.ok, "summary": check.summary, "problems": list(check.problems), "server": check.server}


def check_lines(check: "AccountCheck") -> list[str]:
    """A test's result in words."""
    lines = [check.summary] if check.summary else []
    if check.server:
        lines.append(f"System: {check.server}")
    if check.problems:
        lines.append(f"{plural(len(check.problems), 'problem')}:")
        lines += [f"  – {one}" for one in check.problems]
    return lines
