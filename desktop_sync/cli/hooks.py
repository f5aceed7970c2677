"""hooks: which accounts take webhooks."""

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit
from desktop_sync.cli.parser import Commands
from desktop_sync.errors import UsageError

if TYPE_CHECKING:
    from desktop_sync.engine.hookplace import Seen
    from desktop_sync.engine.hooks import Hook


def register(commands: Commands) -> None:
    """The commands of this module."""
    group = commands.group(
        "hooks", "webhooks, as a hint that something changed: add, register, listen, certificate, list, remove"
    )
    add = group.add(
        "add",
        _add,
        "takes webhooks for an account; its syncs with on_change = true run when one comes in",
        "`hooks listen` says where they are listened for. A hook is only a hint: the run asks the systems what has changed.",
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
        help="an address that passes them on as server-sent events, such as https://smee.io/…, or by long poll",
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
        help="where the listener can be reached from outside, such as https://hooks.example.org",
    )
    order.add_argument(
        "--relay",
        metavar="URL",
        default="",
        help="instead: an address that passes them on as server-sent events, or by long poll",
    )
    listen = group.add(
        "listen",
        _listen,
        "has `serve`, or the window where it runs the syncs, listen for webhooks; “off”: no more",
        "serve --hooks PORT goes before it. Without --host only this computer, and a tunnel of yours, can send some.",
    )
    listen.add_argument("port", metavar="PORT", help="the port, or off")
    listen.add_argument("--host", metavar="HOST", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
    listen.add_argument(
        "--cert", metavar="FILE", default="", help="by HTTPS, with the certificate and key in this file"
    )
    certificate = group.add(
        "certificate",
        _certificate,
        "makes a certificate for the listener: for senders on your network that can be told to trust it",
        "Then: hooks listen PORT --host ADDRESS --cert FILE. Vendors on the internet want one that an authority gave.",
    )
    certificate.add_argument("file", metavar="FILE", help="the new file, with certificate and key")
    certificate.add_argument(
        "--name",
        metavar="NAME",
        action="append",
        required=True,
        help="a host name or address by which senders reach this computer; several times for several",
    )
    group.add(
        "list", _list, "the accounts that take webhooks, where they are listened for, and when the last ones came"
    )
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
    lines = [
        f"{hook.account} takes webhooks signed as “{hook.scheme}” at {hook.path} of the listener (`hooks listen`)."
    ]
    if made:
        lines.append(f"Their secret, to be given to the system that sends them (it is shown once): {made}")
    context.output.result({**_shape(hook), "secret": made or None}, lines)
    return Exit.OK


def _register(context: Context) -> Exit:
    options = context.options
    hook = context.services.hooks.order(options.account, options.url, options.relay)
    until = f", until {hook.ends}" if hook.ends else ""
    lines = [
        f"The system of {hook.account} sends its webhooks to {hook.url}{until}; `serve`, or the window, takes them, and keeps them alive."
    ]
    context.output.result(_shape(hook), lines)
    return Exit.OK


def _listen(context: Context) -> Exit:
    from desktop_sync.engine.hookplace import HookPlace

    options, hooks = context.options, context.services.hooks
    if options.port == "off":
        hooks.listen_at(None)
        context.output.result({"port": None, "host": None, "cert": None}, ["Nobody listens for webhooks."])
        return Exit.OK
    if not options.port.isdecimal():
        raise UsageError(f"“{options.port}” is no port", advice="Give a number from 1 to 65535, or off.")
    certificate = str(Path(options.cert).absolute()) if options.cert else ""
    hooks.listen_at(HookPlace(int(options.port), options.host, certificate))
    lines = [f"`serve`, or the window, listens at port {options.port} of {options.host} within half a minute."]
    context.output.result({"port": int(options.port), "host": options.host, "cert": certificate or None}, lines)
    return Exit.OK


def _certificate(context: Context) -> Exit:
    from desktop_sync.bootstrap.files import write_whole
    from desktop_sync.engine.hookcert import keep_password, make_certificate

    services, file = context.services, Path(context.options.file).absolute()
    made = make_certificate(context.options.name, services.clock.now())
    write_whole(file, made.pem)
    keep_password(services.settings, file, made.password)
    services.audit.record("user", "hooks.certificate", ", ".join(context.options.name), {"sha256": made.sha256})
    ends = made.ends_at.isoformat(timespec="seconds")
    lines = [
        f"Certificate and key written to {file}; the key is encrypted, and opens in this workspace only.",
        f"It holds until {ends}. Its SHA-256, to be compared by whoever trusts it: {made.sha256}",
    ]
    names = list(context.options.name)
    context.output.result({"cert": str(file), "names": names, "sha256": made.sha256, "ends_at": ends}, lines)
    return Exit.OK


def _list(context: Context) -> Exit:
    from desktop_sync.engine.hookplace import Seen

    hooks, state = context.services.hooks.list(), context.services.hooks.state()
    lines = []
    for one in hooks:
        seen = state.seen.get(one.id, Seen())
        lines.append(
            f"{one.account}: {one.scheme}, {one.path}{f', by {one.relay}' if one.relay else ''}{f', until {one.ends}' if one.ends else ''}"
        )
        lines += [f"    last taken {_moment(seen.taken_s)}"] if seen.taken_s else []
        lines += [f"    last refused {_moment(seen.refused_s)}: {seen.why}"] if seen.refused_s else []
        lines += [f"    → {seen.trouble}"] if seen.trouble else []
    lines += [f"Listening at {state.address}."] if state.address else []
    lines += [f"Not listening: {state.trouble}."] if state.trouble else []
    shapes = [{**_shape(one), **_seen_shape(state.seen.get(one.id, Seen()))} for one in hooks]
    place = context.services.hooks.place()
    data = {
        "hooks": shapes,
        "listen": {"port": place.port, "host": place.host, "cert": place.certificate or None} if place else None,
        "address": state.address or None,
        "trouble": state.trouble or None,
    }
    context.output.result(data, lines or ["No account takes webhooks."])
    return Exit.OK


def _seen_shape(seen: "Seen") -> dict[str, object]:
    told = {"taken_at": _moment(seen.taken_s), "refused_at": _moment(seen.refused_s), "refused": seen.why or None}
    return {**told, "trouble": seen.trouble or None}


def _moment(seconds: float) -> str | None:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="seconds") if seconds else None


def _remove(context: Context) -> Exit:
    against = context.services.hooks.remove(context.options.account)
    lines = ["It takes no more webhooks."]
    if against:
        lines.append(f"Its system may send them still, for nothing: {against} Remove them there.")
    context.output.result({"account": context.options.account, "left": against or None}, lines)
    return Exit.OK
