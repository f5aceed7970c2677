"""Whether a window can open here. Asked before Qt is loaded: without a display Qt ends the process at once."""

import os
import sys
from collections.abc import Mapping

from desktop_sync.errors import DesktopSyncError


class NoDisplay(DesktopSyncError):
    """There is no screen to open a window on."""

    title = "The window can't open"
    default_advice = (
        "Start it from a desktop session, or use the command line: desktop-sync --help. "
        "To see what it does without a window: desktop-sync demo --headless."
    )


def has_display(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether there is a display; on Windows and macOS there always is."""
    if platform in {"win32", "darwin"}:
        return True
    return any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def check_display() -> None:
    """Raises NoDisplay where a window can't open."""
    if not has_display():
        raise NoDisplay("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set).")
