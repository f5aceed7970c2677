"""How this computer is connected, without a window: what NetworkManager says on Linux, and else whether there is any way out at all; on
other platforms nothing is known.

The window asks Qt instead (`gui.network`), which knows every platform.
"""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop_sync.model.network import UNKNOWN, Network

_SERVICE, _PATH = "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager"
_YES, _NO = {1, 3}, {2, 4}
"""NMMetered: known and guessed (networkmanager.dev, “NMMetered”)."""
_DOWN = {10, 20, 30}
"""NMState: asleep, disconnected, disconnecting."""
_UP = {50, 60, 70}
_ROUTES = Path("/proc/net")
_TIMEOUT_S = 1.0
FRESH_S = 10.0
Property = Callable[[str], int]


def look() -> Network:
    """How it is connected now. Takes some milliseconds, a second where the system's bus hangs."""
    if sys.platform != "linux":
        return UNKNOWN
    with contextlib.suppress(OSError, TimeoutError, LookupError, ValueError):
        with _manager() as read:
            found = told(read)
        if found.online is not None:
            return found
    return Network(online=_has_a_way_out())


def _has_a_way_out() -> bool | None:
    try:
        return way_out(*((_ROUTES / name).read_text("ascii") for name in ("route", "ipv6_route")))
    except OSError:  # a kernel without one of them
        return None


def told(read: Property) -> Network:
    """What NetworkManager's properties mean."""
    state, metered = read("State"), read("Metered")
    online = False if state in _DOWN else True if state in _UP else None
    return Network(online, True if metered in _YES else False if metered in _NO else None)


@contextlib.contextmanager
def _manager() -> Iterator[Property]:
    """Reads a property of NetworkManager. Raises OSError, LookupError, TimeoutError, ValueError where there is none."""
    from jeepney import DBusAddress, DBusErrorResponse, Properties  # type: ignore[import-untyped]
    from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]
    from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]

    with contextlib.closing(open_dbus_connection("SYSTEM")) as bus:
        manager = Properties(DBusAddress(_PATH, bus_name=_SERVICE, interface=_SERVICE))

        def read(name: str) -> int:
            try:
                kind, value = unwrap_msg(bus.send_and_get_reply(manager.get(name), timeout=_TIMEOUT_S))[0]
            except DBusErrorResponse as error:
                raise LookupError(name) from error
            if kind != "u":
                raise ValueError(kind)
            return int(value)

        yield read


def way_out(four: str, six: str) -> bool:
    """Whether the kernel knows a way to another computer: any route that is not this computer's own, and not of one cable only.

    The texts are those of /proc/net/route and /proc/net/ipv6_route.
    """
    fours = (line.split() for line in four.splitlines()[1:])
    sixes = (line.split() for line in six.splitlines())
    return any(parts and parts[0] != "lo" for parts in fours) or any(
        parts and parts[-1] != "lo" and not parts[0].startswith(("fe80", "ff")) for parts in sixes
    )


class Watched:
    """The same, looked at anew after some seconds only. For one thread."""

    def __init__(self, look_now: Callable[[], Network] = look, clock: Callable[[], float] = time.monotonic) -> None:
        self._look, self._clock = look_now, clock
        self._at: float | None = None
        self._known = Network()

    def __call__(self) -> Network:
        now = self._clock()
        if self._at is None or now - self._at >= FRESH_S:
            self._at, self._known = now, self._look()
        return self._known
