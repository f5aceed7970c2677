"""Signing a person in from the command line: shows the address, opens the browser, waits."""

import argparse
import sys
from collections.abc import Callable, Mapping, Set
from typing import TYPE_CHECKING

from desktop_sync.cli.context import Context
from desktop_sync.errors import UsageError

if TYPE_CHECKING:
    from desktop_sync.model.schema import ConnectorInfo
    from desktop_sync.model.signin import SignedIn, SignInWay
    from desktop_sync.sync.ports import SigningIn

WAYS = ("browser", "device")


def sign_in_options(parser: argparse.ArgumentParser) -> None:
    """The options of commands that may sign a person in."""
    parser.add_argument(
        "--sign-in",
        choices=WAYS,
        metavar="WAY",
        help="sign in in the browser of this computer (browser), or in any other with a code (device)",
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the address, open no browser")


def way_for(
    context: Context, info: "ConnectorInfo", settings: Mapping[str, str], secrets: Set[str]
) -> "SignInWay | None":
    """How to sign a person in: as asked for, or where the kind has it and what was given is for that."""
    from desktop_sync.model.signin import SignInWay

    if context.options.sign_in:
        return SignInWay(context.options.sign_in)
    given = all(settings.get(key, "").strip() or key in secrets for key in info.sign_in_needs)
    # A client's secret goes with a sign-in in the browser; any other one signs in by itself.
    others = secrets - {*info.sign_in_needs, "client_secret"}
    wanted = given and not others and SignInWay.BROWSER.value in info.sign_ins
    return SignInWay.BROWSER if wanted else None


def signed_in(context: Context, begin: "Callable[[], SigningIn]") -> "SignedIn":
    """Walk a person through it. Raises Cancelled, AccountError, UsageError when a choice is to be made and nobody is there."""
    begun = begin()
    try:
        with context.stoppable() as stop:  # before the address is shown: whoever sees it may stop at once
            _show(context, begun)
            found = begun.wait(stop)
    finally:
        begun.close()
    return _chosen(context, found)


def _show(context: Context, begun: "SigningIn") -> None:
    from desktop_sync.bootstrap.browser import open_in_browser

    note = context.output.note
    if begun.code:
        note(f"Open this address in a browser, on any device:\n  {begun.url}")
        note(f"and type this code there:\n  {begun.code}")
        return
    opened = not context.options.no_browser and open_in_browser(begun.url)
    note(
        "Your browser is open: sign in there. If it is not, open this address:"
        if opened
        else "Open this address in a browser on this computer:"
    )
    note(f"  {begun.url}")
    note("Waiting for the sign-in …")


def _chosen(context: Context, found: "SignedIn") -> "SignedIn":
    """What the sign-in is good for may be several things: somebody has to say which."""
    from dataclasses import replace  # late: --help needs none of it

    if not found.choose:
        return found
    if context.output.as_json or not sys.stdin.isatty():
        listed = "; ".join(f"{one.value} ({one.label})" for one in found.choices)
        raise UsageError(
            f"The sign-in is good for several: {listed}.",
            advice=f"Say which: --set {found.choose}=… and sign in again.",
        )
    for number, one in enumerate(found.choices, 1):
        context.output.note(f"  {number}  {one.label}")
    while True:
        context.output.note(f"Which one? 1 to {len(found.choices)}:")
        answer = sys.stdin.readline()
        if not answer:
            raise UsageError("Nothing was chosen.", advice=f"Say which: --set {found.choose}=…")
        if answer.strip().isdecimal() and 0 < int(answer) <= len(found.choices):
            value = found.choices[int(answer) - 1].value
            return replace(found, settings={**found.settings, found.choose: value}, choose="", choices=())
