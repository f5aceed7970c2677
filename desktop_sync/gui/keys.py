"""The keys of the window's own settings in the workspace."""

from enum import StrEnum

SCHEME = "window.scheme"
START_PAGE = "window.start_page"
TRAY = "window.tray"


class Tray(StrEnum):
    """What closing the window means."""

    ASK = "ask"
    KEEP = "keep"
    QUIT = "quit"
