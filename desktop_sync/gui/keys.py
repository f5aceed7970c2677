"""The keys of the window's own settings in the workspace."""

from enum import StrEnum

SCHEME = "window.scheme"
START_PAGE = "window.start_page"
TRAY = "window.tray"
NOTICES = "window.notices"
ON_CONFLICT = "window.on_conflict"
QUIET = "window.quiet_hours"
"""“22:00-07:00”, "" for none."""
LOCALE = "window.locale"
EVERY = "window.new_sync_every"
"""Seconds between the runs of a new sync, as text; "" for by hand."""


class Tray(StrEnum):
    """What closing the window means."""

    ASK = "ask"
    KEEP = "keep"
    QUIT = "quit"


class Notices(StrEnum):
    """Of what the tray tells with a notice."""

    ALL = "all"
    """Conflicts, what is set aside, and syncs that stand still."""
    STOPPED = "stopped"
    """Only syncs that stand still."""
    NONE = "none"


class OnConflict(StrEnum):
    """What happens when conflicts arrive."""

    OPEN = "open"
    """The dialog opens, where somebody is at the window; else a notice."""
    NOTICE = "notice"
