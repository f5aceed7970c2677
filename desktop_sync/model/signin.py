"""How people sign in to a system, what comes of it, and how long it lasts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_sync.model.schema import Choice

A_WEEK = dt.timedelta(days=7)
REFUSALS = 2
"""After so many refused sign-ins in a row the account waits for a person: the first one may be a hiccup of the system."""


class SignInWay(StrEnum):
    """How a person signs in, where not with a key that is typed in."""

    BROWSER = "browser"
    """In the browser of this computer (RFC 8252)."""
    DEVICE = "device"
    """In any browser, with a code to type there (RFC 8628)."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a sign-in brought: settings and secrets of the account.

    `access_ends_at`, `refresh_ends_at`: until when the tokens hold, None where the system does not say. `choose`: a setting that a
    person has to choose, one of `choices`, "" for none.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    access_ends_at: dt.datetime | None = None
    refresh_ends_at: dt.datetime | None = None
    choose: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class SignInState:
    """What is known of an account's sign-in. Times are aware UTC, None: not known.

    `refused`: how often in a row the system refused it. `final`: it said that no repetition helps.
    """

    since: dt.datetime | None = None
    access_ends_at: dt.datetime | None = None
    refresh_ends_at: dt.datetime | None = None
    refused: int = 0
    final: bool = False
    words: str = ""

    @property
    def dead(self) -> bool:
        """Whether only a person can help."""
        return self.final or self.refused >= REFUSALS


class Standing(StrEnum):
    """How a sign-in stands."""

    WORKS = "works"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """One account's sign-in as it stands now. `ends_at`: when a person has to sign in again, None: not known, or never."""

    account: str
    standing: Standing
    ends_at: dt.datetime | None = None
    renews: bool = False
    """Whether the program renews it by itself."""
    words: str = ""
    """What the system said when it refused, in words."""


def standing(account: str, state: SignInState, *, renews: bool, now: dt.datetime) -> AccountStanding:
    """How it stands. A sign-in that is renewed ends when the refresh token does, else with the access token."""
    ends_at = state.refresh_ends_at if renews else state.access_ends_at
    if state.dead:
        return AccountStanding(account, Standing.ENDED, ends_at, renews, state.words)
    if ends_at is None:
        return AccountStanding(account, Standing.WORKS, None, renews)
    if ends_at <= now:
        return AccountStanding(account, Standing.ENDED, ends_at, renews)
    soon = ends_at - now <= A_WEEK
    return AccountStanding(account, Standing.ENDS_SOON if soon else Standing.WORKS, ends_at, renews)


def lasting(left: dt.timedelta) -> str:
    """“3 days”, “4 hours”, “20 minutes”: how long something lasts still, rounded down."""
    seconds = max(0, int(left.total_seconds()))
    for size, word in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {word}{'' if count == 1 else 's'}"
    return "less than a minute"


def standing_words(one: AccountStanding, now: dt.datetime) -> str:
    """“needs a sign-in”, “ends in 3 days”; "" where there is nothing to say."""
    if one.standing is Standing.ENDED:
        return f"needs a sign-in: {one.words}" if one.words else "needs a sign-in"
    if one.standing is Standing.ENDS_SOON and one.ends_at is not None:
        return f"ends in {lasting(one.ends_at - now)}"
    return ""
