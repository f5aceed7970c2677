"""The manual page desktop-sync(1), from the program's parser. Run with the program's Python: `python -m devlib.package.manpage`."""

import argparse
import re
import sys
from collections.abc import Iterator

from devlib.guide.commands import leaves

INTRO = (
    "Without a command the window opens. Commands work on the same workspace as the window does, and a service without a window runs with"
    " .BR serve ."
)
SECTIONS = {
    "FILES": (
        ("~/.local/share/desktop-sync", "the workspace, where no other is named: the encrypted store, backups, logs"),
        ("*.dsync", "a sync file: TOML, without secrets; a double click on one offers to add the sync"),
    ),
    "ENVIRONMENT": (
        ("DESKTOP_SYNC_WORKSPACE", "the workspace's folder"),
        ("DESKTOP_SYNC_PASSPHRASE", "opens the workspace where there is no keyring"),
    ),
}


def escaped(text: str) -> str:
    """Text as roff takes it: no control line, no escape."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line[:1] in {".", "'"} else line for line in text.split("\n"))


def page(version: str, date: str) -> str:
    """The whole page."""
    from desktop_sync.cli.main import build_parser

    parser = build_parser()
    lines = [
        f'.TH DESKTOP\\-SYNC 1 {date} "Desktop Sync {version}" "User Commands"',
        ".SH NAME",
        "desktop\\-sync \\- two\\-way sync of business records between systems",
        ".SH SYNOPSIS",
        ".B desktop\\-sync",
        "[\\fICOMMAND\\fR] [\\fIOPTIONS\\fR]",
        ".SH DESCRIPTION",
        *INTRO.replace(" .BR", "\n.BR").split("\n"),
        ".SH OPTIONS",
        *_options(parser),
        ".SH COMMANDS",
    ]
    for name, one in leaves(parser):
        lines += [f".SS {escaped(name)}", escaped((one.description or "").strip()), *_options(one)]
    for title, entries in SECTIONS.items():
        lines.append(f".SH {title}")
        for name, means in entries:
            lines += [".TP", f".B {escaped(name)}", escaped(means)]
    codes = (parser.epilog or "").partition("\n\n")[0].partition("\n")[2]
    lines.append(".SH EXIT STATUS")
    for code, means in re.findall(r"^\s+(\d)\s+(.*)$", codes, re.MULTILINE):
        lines += [".TP", f".B {code}", escaped(means)]
    return "\n".join(lines) + "\n"


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no public name for it
        if isinstance(action, argparse._SubParsersAction) or "--help" in action.option_strings:  # noqa: SLF001
            continue
        meant = action.metavar or action.dest.upper()
        meant = meant if isinstance(meant, str) else " ".join(meant)
        names = ", ".join(action.option_strings)
        shown = f"\\fB{escaped(names)}\\fR" if names else f"\\fI{escaped(meant)}\\fR"
        if names and action.nargs != 0:
            shown += f" \\fI{escaped(meant)}\\fR"
        yield from (".TP", shown, escaped(action.help or ""))


if __name__ == "__main__":
    sys.stdout.write(page(*sys.argv[1:3]))
