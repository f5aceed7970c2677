"""How this computer is connected, and what may be done by itself over a network that is paid for by the byte."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Network:
    """As far as the system tells; None: it does not. `online`: there is a network at all. `metered`: it is paid for by what goes over it."""

    online: bool | None = None
    metered: bool | None = None


UNKNOWN = Network()


class OnMetered(StrEnum):
    """What runs by itself over a metered network."""

    ALL = "all"
    NO_CHECKS = "no_checks"
    """All but full comparisons."""
    NOTHING = "nothing"
