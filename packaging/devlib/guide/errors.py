"""The page on the program's error messages: every title, with what helps."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass

from .words import Words

MODULES = ("errors", "store.failures", "connectors.rest.load", "bootstrap.window")

CRASHED_IN_WINDOW = "Desktop Sync made a mistake"
"""What the window says of an error that nobody foresaw; a test looks for it there."""


@dataclass(frozen=True)
class Title:
    """What stands above an error, and the advice that usually comes with it."""

    text: str
    advice: str


def titles() -> list[Title]:
    """Every title that an error of the program can have, in the order of the source."""
    from desktop_sync.errors import DesktopSyncError

    found: dict[str, Title] = {}
    for name in MODULES:
        module = importlib.import_module(f"desktop_sync.{name}")
        for one in vars(module).values():
            if isinstance(one, type) and issubclass(one, DesktopSyncError) and one.__module__ == module.__name__:
                found.setdefault(one.title, Title(one.title, one.default_advice))
    from desktop_sync.bootstrap.logs import CRASHED

    return [*found.values(), Title(CRASHED, ""), Title(CRASHED_IN_WINDOW, "")]


def pages(words: Words) -> Mapping[str, str]:
    """`errors.md`."""
    parts = [f"# {words('errors.title')}", words("errors.intro")]
    for title in titles():
        parts += [f"## {words.said(title.text)}", words(f"errors.about.{title.text}")]
        if title.advice:
            parts.append(f"> {words.said(title.advice)}")
    return {"errors.md": "\n\n".join(part.strip() for part in parts)}
