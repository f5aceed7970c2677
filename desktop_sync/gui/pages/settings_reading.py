"""Settings: reading all that the page shows, and writing what is not text by a key."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_sync.bootstrap.autostart import Autostart
from desktop_sync.bootstrap.paths import PASSPHRASE_VARIABLE
from desktop_sync.engine import metered
from desktop_sync.errors import UsageError
from desktop_sync.gui.keys import (
    EVERY,
    LOCALE,
    NOTICES,
    ON_CONFLICT,
    QUIET,
    START_PAGE,
    TRAY,
    Notices,
    OnConflict,
    Tray,
)
from desktop_sync.gui.language import Language, choose, chosen
from desktop_sync.gui.places import Place
from desktop_sync.gui.text import tr
from desktop_sync.gui.widgets.basics import label

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services


@dataclass(frozen=True)
class Read:
    """All that the page shows."""

    values: dict[str, str]
    check_at: str
    limits: dict[str, int]
    """What `engine.retention` keeps to, by its keys."""
    at_login: bool
    language: str
    metered: str


_DEFAULTS = {
    TRAY: Tray.ASK.value,
    START_PAGE: Place.OVERVIEW.value,
    LOCALE: "",
    EVERY: "",
    NOTICES: Notices.ALL.value,
    ON_CONFLICT: OnConflict.OPEN.value,
    QUIET: "",
}


def keys() -> tuple[str, QWidget]:
    """Where the workspace's key is, in words and in a word."""
    if os.environ.get(PASSPHRASE_VARIABLE):
        words = tr("A passphrase opens the workspace; accounts’ secrets are encrypted in it.")
        return words, label(tr("your passphrase"), "strong")
    words = tr("The workspace’s key and the accounts’ secrets are kept there, never in a file.")
    return words, label(tr("your system’s keyring"), "strong")


def read(services: "Services", starter: Callable[[], Autostart]) -> Read:
    """Ask the workspace, and the desktop for starting at sign-in."""
    values = {key: services.settings.get(key, default) for key, default in _DEFAULTS.items()}
    return Read(
        values,
        services.checks.at,
        services.retention.values(),
        starter().enabled(),
        chosen(services.folder),
        metered.on_metered(services.settings).value,
    )


def choose_metered(services: "Services", wanted: str) -> None:
    """What runs by itself over a metered network."""
    metered.choose(services.settings, services.audit, wanted)


def choose_language(services: "Services", wanted: Language) -> None:
    """The window's language from the next start. Raises UsageError."""
    try:
        choose(services.folder, wanted)
    except OSError as error:
        raise UsageError(
            tr("the choice of the language could not be written"),
            advice=tr("Look whether the workspace’s folder may be written to."),
        ) from error


def change(services: "Services", key: str, value: int) -> None:
    """A limit of the history or of the log."""
    services.retention.change(key, str(value))


def start_at_login(_services: "Services", starter: Callable[[], Autostart], on: bool) -> None:
    """Start the window at sign-in, or no more. Raises UsageError."""
    try:
        (starter().enable if on else starter().disable)()
    except OSError as error:
        raise UsageError(
            tr("the entry for starting at sign-in could not be written"),
            advice=tr("Look whether your settings’ folder may be written to."),
        ) from error
