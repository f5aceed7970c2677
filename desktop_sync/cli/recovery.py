"""recovery: the key that opens the workspace's backups when passphrase and keyring are lost; and how a typed one is taken."""

import os
import sys

from desktop_sync.bootstrap.paths import RECOVERY_VARIABLE
from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit
from desktop_sync.cli.parser import Commands
from desktop_sync.errors import UsageError


def register(commands: Commands) -> None:
    """The commands of this module."""
    recovery = commands.group("recovery", "the key that opens backups when passphrase and keyring are lost: new, check")
    recovery.add("new", _new, "makes a recovery key and shows it, once; it replaces the one before")
    recovery.add("check", _check, "proves that a recovery key, typed or handed in, opens this workspace")


def _new(context: Context) -> Exit:
    key, replaced = context.services.backups.new_recovery_key()
    lines = [
        key,
        "This is the only time that it is shown. Write it down, and keep it apart from this computer: with it and a backup",
        "(“desktop-sync restore FILE --recovery”) everything comes back; so it would for anybody else who has both.",
    ]
    if replaced:
        lines.append("Backups from before still want the recovery key of their time.")
    context.output.result({"key": key, "replaced": replaced}, lines)
    return Exit.OK


def _check(context: Context) -> Exit:
    store = context.services.store
    store.check_recovery_key(typed_recovery_key(context))
    context.output.result({"ok": True}, ["This recovery key opens the workspace."])
    return Exit.OK


def typed_recovery_key(context: Context) -> str:
    """From the environment, else asked for at the terminal (nothing is shown), else the first line of stdin. Raises UsageError."""
    given = os.environ.get(RECOVERY_VARIABLE)
    if not given and sys.stdin.isatty() and not context.output.as_json:
        from getpass import getpass

        given = getpass("Recovery key (it is not shown): ", sys.stderr)
    if not given:
        given = sys.stdin.readline(1000)
    if not given.strip():
        raise UsageError(
            "No recovery key was given.",
            advice=f"Type it when asked, put it into {RECOVERY_VARIABLE}, or hand it in on stdin.",
        )
    return given
