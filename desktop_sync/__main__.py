"""Starts the program: the command line, or the window when there is no command."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop_sync.cli.main import main as run_command

WHILE_STARTING = (50_000, 20, 1_000)
"""As Python's own thresholds: what is loaded stays, so looking for garbage in it took a twelfth of the time to the first paint
(`tests/bench/window.py`). `gui.interpreter` sets others once the window is made."""


def open_window(folder: Path, passphrase: str | None, sync_file: Path | None = None) -> int:
    """The window on a workspace; `sync_file`: with the offer to add its sync. Raises DesktopSyncError where there is no display."""
    from desktop_sync.bootstrap.window import check_display

    check_display()
    # Late, so that the command line starts without Qt, and after the check: without a display Qt ends the process.
    from desktop_sync.bootstrap.logs import hook_crashes
    from desktop_sync.bootstrap.wire import open_services
    from desktop_sync.engine.ports import Disclosure
    from desktop_sync.gui.app import main as show

    gc.set_threshold(*WHILE_STARTING)
    hook_crashes()
    disclosure = Disclosure()
    return show(lambda: open_services(folder, passphrase, part="window", disclosure=disclosure), folder, sync_file)


def main(argv: Sequence[str] | None = None) -> int:
    """The program's entry point; returns the exit code."""
    return run_command(argv, open_window)


if __name__ == "__main__":
    sys.exit(main())
