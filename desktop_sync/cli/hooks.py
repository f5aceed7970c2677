"""hooks: which accounts take webhooks."""

import os
from typing import TYPE_CHECKING

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit
from desktop_sync.cli.parser import Commands
from desktop_sync.errors import UsageError

if TYPE_CHECKING:
    from desktop_sync.engine.hooks import Hook


def register(commands: Commands) -> None:
    """The commands of this module."""
    group = commands.group("hooks", "webhooks, as a hint that something changed: add, register, list, remove")
    add = group.add(
        "add",
        _add,
        "takes webhooks for an account; its syncs with on_change = true run when one comes in",
        "serve --hooks PORT listens for them. A hook is only a hint: the run asks the systems what has changed.",
    )
    add.add_argument("account", metavar="ACCOUNT", help="the account's name")
    add.add_argument("--scheme", metavar="NAME", default="", help="how they are signed (else by the account's kind)")
    add.add_argument(
        "--secret", metavar="ENVVAR", default="", help="the environment variable that holds the secret (else a new one)"
    )
    add.add_argument(
        "--relay",
        metavar="URL",
        default="",
        help="an address that passes them on as server-sent events, such as https://smee.io/…",
    )
    order = group.add(
        "register",
        _register,
        "has the account's system send webhooks to this computer, and takes them; `serve` keeps them alive",
        "For systems that take orders for webhooks: connectors --json says which (orders_hooks).",
    )
    order.add_argument("account", metavar="ACCOUNT", help="the account's name")
    order.add_argument(
        "--url",
        metavar="URL",
        default="",
        help="where `serve --hooks` can be reached from outside, such as https://hooks.example.org",
    )
    order.add_argument(
        "--relay", metavar="URL", default="", help="instead: an address that passes them on as server-sent events"
    )
    group.add("list", _list, "the accounts that take webhooks")
    group.add("remove", _remove, "takes no more webhooks for an account, and has its system send none").add_argument(
        "account", metavar="ACCOUNT", help="the account's name"
    )


def _shape(hook: "Hook") -> dict[str, object]:
    told = {"account": hook.account, "scheme": hook.scheme, "path": hook.path, "relay": hook.relay or None}
    return {**told, "url": hook.url or None, "ends_at": hook.ends or None}


def _add(context: Context) -> Exit:
    options, secret = context.options, ""
    if options.secret:
        secret = os.environ.get(options.secret, "")
        if not secret:
            raise UsageError(
                f"the environment variable {options.secret} is empty", advice="Put the vendor’s secret into it."
            )
    hook, made = context.services.hooks.add(options.account, options.scheme, secret, options.relay)
    lines = [f"{hook.account} takes webhooks signed as “{hook.scheme}” at {hook.path} of `serve --hooks PORT`."]
    if made:
        lines.append(f"Their secret, to be given to the system that sends them (it is shown once): {made}")
    context.output.result({**_shape(hook), "secret": made or None}, lines)
    return Exit.OK


def _register(context: Context) -> Exit:
    options = context.options
    hook = context.services.hooks.order(options.account, options.url, options.relay)
    until = f", until {hook.ends}" if hook.ends else ""
    lines = [
        f"The system of {hook.account} sends its webhooks to {hook.url}{until}; `serve --hooks PORT` takes them, and keeps them alive."
    ]
    context.output.result(_shape(hook), lines)
    return Exit.OK


def _list(context: Context) -> Exit:
    hooks = context.services.hooks.list()
    lines = [
        f"{one.account}: {one.scheme}, {one.path}{f', by {one.relay}' if one.relay else ''}{f', until {one.ends}' if one.ends else ''}"
        for one in hooks
    ]
    context.output.result({"hooks": [_shape(one) for one in hooks]}, lines or ["No account takes webhooks."])
    return Exit.OK


def _remove(context: Context) -> Exit:
    against = context.services.hooks.remove(context.options.account)
    lines = ["It takes no more webhooks."]
    if against:
        lines.append(f"Its system may send them still, for nothing: {against} Remove them there.")
    context.output.result({"account": context.options.account, "left": against or None}, lines)
    return Exit.OK
