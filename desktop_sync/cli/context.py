"""What every command gets: its options, where to write, and the services, opened when they are first asked for."""

import argparse
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop_sync.bootstrap.paths import PASSPHRASE_VARIABLE, workspace_folder
from desktop_sync.cli.output import Exit, Output

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services


class OpenWindow(Protocol):
    """Opens the window. Handed in: the command line knows no Qt."""

    def __call__(self, folder: Path, passphrase: str | None, sync_file: Path | None = None) -> int:
        """On a workspace, with an offer to add the sync of a file; the exit code."""
        ...


class Context:
    """One call of the program. Used by one thread."""

    def __init__(self, options: argparse.Namespace, output: Output, open_window: OpenWindow) -> None:
        self.options = options
        self.output = output
        self.open_window = open_window
        self.folder: Path = workspace_folder(options.workspace)
        self.passphrase: str | None = os.environ.get(PASSPHRASE_VARIABLE) or None
        self._services: Services | None = None

    @property
    def part(self) -> str:
        """The part of the program that works on the workspace, for the audit."""
        return "service" if self.options.command == "serve" else "command line"

    @property
    def services(self) -> "Services":
        """The services on the workspace. Raises StoreError; creates the workspace where there is none."""
        if self._services is None:
            self._services = self.open()
        return self._services

    def open(self) -> "Services":
        """Services of their own, for another thread; the caller closes them."""
        from desktop_sync.bootstrap.wire import open_services  # late: `--help` needs no store

        services = open_services(self.folder, self.passphrase, part=self.part)
        if self.options.reveal:
            services.reveal(shown=True)
        return services

    def close(self) -> None:
        """Let go of the services."""
        if self._services is not None:
            self._services.close()
            self._services = None

    def stoppable(self) -> AbstractContextManager["Stop"]:
        """A block in which Ctrl+C and SIGTERM ask politely; see `stop.stopping`."""
        from desktop_sync.cli.stop import stopping

        return stopping(self.output)


if TYPE_CHECKING:
    from threading import Event as Stop

Command = Callable[[Context], Exit]
"""A command: does its work, writes its result, returns the exit code."""
