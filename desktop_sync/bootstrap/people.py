"""Who works here, as the computer knows them."""

import getpass
import socket


def person() -> str:
    """The name of the computer's user; "" where it has none, as in some containers and services."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user, by system and version
        return ""


def computer() -> str:
    """The computer's name."""
    return socket.gethostname()
