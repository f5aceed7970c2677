"""The parser of the command line: wrong words become our errors, with the nearest right one."""

import argparse
import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from desktop_sync.cli.context import Command
from desktop_sync.errors import UsageError

Group = Callable[["Commands"], None]
_INVALID = re.compile(r"invalid choice: '?(?P<word>.*?)'? \(choose from (?P<choices>.*)\)$", re.DOTALL)


class Parser(argparse.ArgumentParser):
    """Raises UsageError instead of ending the process."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        found = _INVALID.search(message)
        if found:
            choices = [one.strip(" '") for one in found["choices"].split(",")]
            message = f"There is no “{found['word']}” here.{_nearest(found['word'], choices)}"
        elif message.startswith("unrecognized arguments: "):
            words = message.removeprefix("unrecognized arguments: ")
            message = f"“{words}” isn't understood here.{_nearest(words.split()[0].split('=')[0], self.words())}"
        elif message.startswith("the following arguments are required: "):
            message = f"Something is missing: {message.removeprefix('the following arguments are required: ')}."
        else:
            message = message[:1].upper() + message[1:] + "."
        usage = " ".join(self.format_usage().split())
        raise UsageError(message, advice=f"{usage[:1].upper()}{usage[1:]}")

    def words(self) -> list[str]:
        """The options of this parser and of its commands."""
        found: list[str] = []
        for action in self._actions:
            found.extend(action.option_strings)
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - argparse has no public name for it
                for parser in action.choices.values():
                    found.extend(parser.words())
        return found


def _nearest(word: str, words: Iterable[str]) -> str:
    from difflib import get_close_matches  # late: only for mistakes

    close = get_close_matches(word, list(words), n=1)
    return f" Did you mean “{close[0]}”?" if close else ""


class Commands:
    """The commands of one level, each with the options that every command takes."""

    def __init__(self, parser: Parser, title: str) -> None:
        self._adder = parser.add_subparsers(
            title="commands", dest=title, metavar="COMMAND", required=False, parser_class=Parser
        )

    def add(self, name: str, run: Command | None, summary: str, detail: str = "") -> Parser:
        """A command; `run` None: it has commands of its own, see `Commands`."""
        text = summary[:1].upper() + summary[1:] + "."
        parser: Parser = self._adder.add_parser(name, help=summary, description=f"{text}\n\n{detail}".strip())
        common(parser, argparse.SUPPRESS)
        parser.set_defaults(command_function=run, command_parser=parser)
        return parser

    def group(self, name: str, summary: str) -> "Commands":
        """A command with commands of its own, such as `account add`."""
        return Commands(self.add(name, None, summary), f"{name}_command")


def common(parser: argparse.ArgumentParser, default: Any) -> None:
    """The options that stand before or after the command."""
    parser.add_argument(
        "--workspace",
        metavar="DIR",
        default=default,
        help="the workspace's folder (else DESKTOP_SYNC_WORKSPACE, else the platform's data folder)",
    )
    parser.add_argument(
        "--json", action="store_true", default=default, help="print one JSON document on stdout, nothing else there"
    )
    parser.add_argument(
        "--reveal",
        action="store_true",
        default=default,
        help="show the values of sensitive fields; the audit tells of it",
    )
