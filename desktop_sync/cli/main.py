"""The command line: one parser, one module per group, one place where errors become words and exit codes."""

import argparse
import importlib
import logging
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import desktop_sync
from desktop_sync.cli.context import Context, OpenWindow
from desktop_sync.cli.output import Exit, Output, abandon_stdout, as_error
from desktop_sync.cli.parser import Commands, Parser, common
from desktop_sync.errors import Cancelled, DesktopSyncError, UsageError

GROUPS: Mapping[str, Sequence[str]] = {
    "demo": ("demo",),
    "catalogue": ("connectors", "lenses", "tables", "fields"),
    "connector": ("connector",),
    "accounts": ("account",),
    "templates": ("template",),
    "syncs": ("sync",),
    "runs": ("pairs", "pair", "unpair", "merge", "plan", "run"),
    "pausing": ("pause", "resume"),
    "forecast": ("forecast",),
    "rehearsal": ("rehearse", "check"),
    "review": ("conflicts", "resolve", "holds", "retry", "dismiss"),
    "history": ("runs", "history", "why", "undo"),
    "travel": ("correct", "revert", "recreate", "settings", "prune"),
    "hooks": ("hooks",),
    "alerts": ("alerts",),
    "serving": ("serve", "doctor", "support-bundle"),
    "keeping": ("backup", "restore", "audit"),
    "backups": ("backups",),
    "recovery": ("recovery",),
    "privacy": ("privacy",),
}
"""Module → its commands. Only the module of the command that was given is imported, which halves the start."""
EPILOG = """\
exit codes:
  0  all done and all accounted for
  1  failed
  2  wrong usage
  3  done, but something waits for a person (a conflict, a hold, an approval)
  4  (plan) there is something to do

Without a command the window opens. The workspace's key is in the system's keyring; where there is
none, DESKTOP_SYNC_PASSPHRASE opens it.
"""


def build_parser(command: str | None = None) -> Parser:
    """The parser of all commands; of only the group of `command`, where that is one; of none for ""."""
    parser = Parser(
        prog="desktop-sync", description="Two-way sync of business records between your systems.", epilog=EPILOG
    )
    parser.add_argument("--version", action="version", version=f"desktop-sync {desktop_sync.__version__}")
    parser.add_argument(
        "--open",
        metavar="FILE",
        nargs="?",
        help="open the window, and offer there to add the sync of a sync file (what a double click on one does)",
    )
    common(parser, None)
    commands = Commands(parser, "command")
    chosen = [group for group, names in GROUPS.items() if command in names]
    for group in chosen or ([] if command == "" else GROUPS):
        importlib.import_module(f"desktop_sync.cli.{group}").register(commands)
    return parser


def main(argv: Sequence[str] | None, open_window: OpenWindow) -> int:
    """Run one command; returns the exit code. Never raises, except for `--help` and `--version` (SystemExit 0)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    output = Output(as_json="--json" in arguments)
    # Without a workspace there is no log; what libraries have to say must not reach the terminal then.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        options = _parse(arguments)
        context = Context(options, output, open_window)
        try:
            if options.command is None:
                return open_window(context.folder, context.passphrase, _sync_file(options.open))
            return int(options.command_function(context))
        finally:
            context.close()
    except Cancelled as error:
        output.error(error)
        return Exit.FAILED
    except DesktopSyncError as error:
        logging.getLogger(__name__).info("%s: %s", type(error).__name__, error)
        return output.error(error)
    except KeyboardInterrupt:
        return output.error(Cancelled("You asked to stop.", advice="What was confirmed stays; the next run goes on."))
    except BrokenPipeError:
        abandon_stdout()
        return Exit.FAILED
    except Exception as error:  # noqa: BLE001 - the edge of the program: a person gets a sentence, the log the trace
        return _crashed(error, output)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    options = build_parser(arguments[0] if arguments else "").parse_args(arguments)
    if options.command is not None and options.command_function is None:
        usage = " ".join(options.command_parser.format_usage().split())
        raise UsageError(f"“{options.command}” needs a command of its own.", advice=usage[:1].upper() + usage[1:])
    return options


def _sync_file(name: str | None) -> Path | None:
    """As desktops hand it over: without a file there is nothing behind the option."""
    return Path(name).expanduser().absolute() if name else None


def _crashed(error: Exception, output: Output) -> Exit:
    from desktop_sync.bootstrap.logs import crash_words

    title, words, advice = crash_words(error)
    if output.as_json:
        output.result(as_error(title, words, advice))
    else:
        output.problem(title, words, advice)
    return Exit.FAILED
