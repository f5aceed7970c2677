"""How a table tells of changes as they happen."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class NoticeWay(StrEnum):
    """How it is noticed that something changed. `TRIGGERS`: the database says so, within milliseconds, once triggers are there."""

    TRIGGERS = "triggers"
    FILE = "file"
    POLL = "poll"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Notices:
    """Of one table: how changes are noticed now, whether the program could put triggers there, and whether it has."""

    way: NoticeWay
    words: str
    can_install: bool = False
    installed: bool = False


@dataclass(frozen=True, slots=True)
class SideNotices:
    """One side of a sync."""

    side: str
    account: str
    table: str
    notices: Notices


class HookWay(StrEnum):
    """How a system comes to send webhooks: it takes orders for them from here, people set them up there, or it sends none."""

    ORDERED = "ordered"
    BY_HAND = "by_hand"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class HookTerms:
    """Of webhooks that a system was asked to send: how they are signed, and with what (None: as before), and until when it sends them
    (None: for ever).
    """

    scheme: str
    secret: str | None = field(repr=False)
    ends_at: dt.datetime | None
