"""account add, reconnect, list, test, remove."""

import argparse
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit, plural
from desktop_sync.cli.parser import Commands
from desktop_sync.errors import UsageError

if TYPE_CHECKING:
    from desktop_sync.model.record import AccountCheck
    from desktop_sync.model.sync import Account


def register(commands: Commands) -> None:
    """The commands of this module."""
    group = commands.group("account", "connections to systems: add, reconnect, list, test, remove")
    add = group.add("add", _add, "adds an account and tests it; a failed test stores nothing")
    add.add_argument("name", metavar="NAME", help="what the account is called from now on")
    add.add_argument("--connector", metavar="KIND", required=True, help="the kind of system, as `connectors` lists it")
    add.add_argument("--no-test", action="store_true", help="store it without signing in")
    _settings(add)
    again = group.add("reconnect", _reconnect, "gives an account new settings or secrets, tested first")
    again.add_argument("name", metavar="NAME", help="the account's name")
    _settings(again)
    group.add("list", _list, "all accounts")
    test = group.add("test", _test, "signs in, reads one record, and says what is missing")
    test.add_argument("name", metavar="NAME", help="the account's name")
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
    account, check = context.services.accounts.add(
        options.name, options.connector, settings, secrets, test=not options.no_test
    )
    data = {"account": account_shape(account), "check": check_shape(check)}
    context.output.result(data, [f"Account “{account.name}” is there.", *check_lines(check)])
    return Exit.OK


def _reconnect(context: Context) -> Exit:
    options = context.options
    settings, secrets = pairs(options.set_, "--set"), secrets_from(options.secret)
    if not settings and not secrets:
        raise UsageError("There is nothing new to connect with.", advice="Give --set KEY=VALUE or --secret KEY=ENVVAR.")
    check = context.services.accounts.reconnect(options.name, settings, secrets)
    data = {"account": options.name, "check": check_shape(check)}
    context.output.result(data, [f"Account “{options.name}” is connected anew.", *check_lines(check)])
    return Exit.OK


def _list(context: Context) -> Exit:
    accounts = context.services.accounts.list()
    rows = [
        (one.name, one.kind, ", ".join(f"{key}={value}" for key, value in sorted(one.settings.items())))
        for one in accounts
    ]
    lines = context.output.table(("account", "connector", "settings"), rows) if rows else ["There is no account yet."]
    context.output.result({"accounts": [account_shape(one) for one in accounts]}, lines)
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
