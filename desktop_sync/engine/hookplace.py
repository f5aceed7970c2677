"""Where webhooks are listened for, and what became of those that came: kept in the workspace, so that window, service and command line say
the same, whichever of them listens.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from desktop_sync.errors import UsageError
from desktop_sync.sync.ports import Settings

LOOPBACK = "127.0.0.1"
USUAL_PORT = 8787
_PLACE, _STATE = "hooks.place", "hooks.state"


@dataclass(frozen=True, slots=True)
class HookPlace:
    """Where to listen. `port` 0: at any that is free. `certificate`: a file with certificate and key, then by HTTPS; needed where other
    computers may send.
    """

    port: int = USUAL_PORT
    host: str = LOOPBACK
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """Of one account's webhooks. `taken_s`, `refused_s`: when the last one was, in seconds since 1970, 0 for never; `why`: the verdict on
    the latter. `trouble`: why its relay, or the system that is to send them, does not do so.
    """

    taken_s: float = 0.0
    refused_s: float = 0.0
    why: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class HookState:
    """`address`: where it is listened now, "" nowhere. `trouble`: why not there where it should be. `seen`: by the hooks' numbers."""

    address: str = ""
    trouble: str = ""
    seen: Mapping[int, Seen] = field(default_factory=dict)


def require_https(host: str, has_certificate: bool) -> None:
    """Refuse what would have webhooks come in clear from other computers. Raises UsageError."""
    if host not in {LOOPBACK, "::1", "localhost"} and not has_certificate:
        raise UsageError(
            "hooks from other computers need HTTPS",
            advice="Give a certificate’s file, or listen on 127.0.0.1 behind a tunnel of yours.",
        )


def place_of(settings: Settings) -> HookPlace | None:
    """Where the workspace says, None: nowhere."""
    kept = settings.get(_PLACE)
    return HookPlace(**json.loads(kept)) if kept else None


def keep_place(settings: Settings, place: HookPlace | None) -> None:
    """Listen there from now on. Raises UsageError."""
    if place is not None:
        require_https(place.host, bool(place.certificate))
        if not 0 <= place.port <= 65_535:
            raise UsageError(f"“{place.port}” is no port", advice="Give a number from 1 to 65535.")
    settings.put(_PLACE, json.dumps(asdict(place)) if place is not None else "")


def state_of(settings: Settings) -> HookState:
    """As it was written down last."""
    kept = settings.get(_STATE)
    if not kept:
        return HookState()
    told = json.loads(kept)
    seen = {int(number): Seen(**one) for number, one in told["seen"].items()}
    return HookState(told["address"], told["trouble"], seen)


def keep_state(settings: Settings, state: HookState) -> None:
    """Write it down."""
    seen = {str(number): asdict(one) for number, one in state.seen.items()}
    settings.put(_STATE, json.dumps({"address": state.address, "trouble": state.trouble, "seen": seen}))
