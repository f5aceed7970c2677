"""The page on the command line, from its parser."""

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from .words import Words, sentence, table

LEFT_OUT = {"--help", "--json", "--workspace", "--reveal"}


def leaves(
    parser: argparse.ArgumentParser, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command that does something: its words, and its parser."""
    groups = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]  # noqa: SLF001 - no public name
    if not groups:
        yield " ".join(path), parser
    for group in groups:
        for name, one in group.choices.items():
            yield from leaves(one, (*path, name))


def pages(words: Words) -> Mapping[str, str]:
    """`command-line.md`."""
    from desktop_sync.cli.main import GROUPS, build_parser
    from desktop_sync.cli.output import Exit

    commands = dict(leaves(build_parser()))
    parts = [f"# {words('commands.title')}", words("commands.intro"), f"## {words('commands.exits')}"]
    parts.append(
        table(words("commands.exit_head").split("|"), [(str(int(one)), words(f"exit.{one.name}")) for one in Exit])
    )
    for group, names in GROUPS.items():
        parts.append(f"## {words(f'groups.{group}')}")
        for path, parser in commands.items():
            if path.split()[0] in names:
                parts += _command(words, path, parser)
    parts += _settings(words)
    return {"command-line.md": "\n\n".join(part.strip() for part in parts if part)}


def _command(words: Words, path: str, parser: argparse.ArgumentParser) -> list[str]:
    summary = (parser.description or "").partition("\n\n")[0]
    rows = [(f"`{_shown(action)}`", sentence(words.said(action.help or ""))) for action in _options(parser)]
    return [
        f"### {path}",
        f"`{' '.join(['desktop-sync', path, *_usage(parser)])}`",
        words.said(summary),
        table(words("commands.head").split("|"), rows),
    ]


def _options(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return [one for one in parser._actions if not set(one.option_strings) & LEFT_OUT]  # noqa: SLF001 - no public name


def _name(action: argparse.Action) -> str:
    meant: Any = action.metavar or action.dest.upper()
    return str(meant[0] if isinstance(meant, tuple) else meant)


def _shown(action: argparse.Action) -> str:
    if not action.option_strings:
        return _name(action)
    return action.option_strings[-1] if action.nargs == 0 else f"{action.option_strings[-1]} {_name(action)}"


def _usage(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in _options(parser):
        text = _shown(action)
        if action.nargs in {"?", "*"}:
            text = f"[{text}{' …' if action.nargs == '*' else ''}]"
        elif action.option_strings and not action.required:
            text = f"[{text}]"
        yield text


def _settings(words: Words) -> list[str]:
    rows = [(f"`{key}`", words.said(means), f"`{usual}`") for key, means, usual in settings()]
    return [
        f"## {words('settings.title')}",
        words("settings.intro"),
        table(words("settings.head").split("|"), rows),
        f"## {words('environment.title')}",
        table(words("environment.head").split("|"), [(f"`{key}`", words(f"environment.{key}")) for key in VARIABLES]),
    ]


VARIABLES = (
    "DESKTOP_SYNC_WORKSPACE",
    "DESKTOP_SYNC_PASSPHRASE",
    "DESKTOP_SYNC_RECOVERY_KEY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "BROWSER",
)


def settings() -> list[tuple[str, str, str]]:
    """What `settings list` shows in a new workspace: key, what it means, the usual value."""
    from desktop_sync.engine.metered import KEY
    from desktop_sync.engine.retention import SETTINGS
    from desktop_sync.model.network import OnMetered

    choices = ", ".join(one.value for one in OnMetered)
    return [
        *((one.key, one.label, str(one.default)) for one in SETTINGS),
        (KEY, f"what runs by itself over a metered network: {choices}", OnMetered.NO_CHECKS.value),
    ]
