"""Which accounts are on this computer, so that they need no network. Pure."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from desktop_sync.model.schema import ConnectorInfo

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_FILES = frozenset({"", "file", "sqlite"})


def is_here(info: ConnectorInfo, settings: Mapping[str, str]) -> bool:
    """Whether the account's system is on this computer: files, and what is reached at an address of the computer itself."""
    if info.here:
        return True
    given = [(one.kind, settings[one.key]) for one in info.settings if settings.get(one.key)]
    addresses = [(kind, text) for kind, text in given if kind in {"url", "place"}]
    return bool(addresses) and all(_leads_here(kind, text.strip()) for kind, text in addresses)


def _leads_here(kind: str, text: str) -> bool:
    try:
        parts = urlsplit(text if "://" in text or kind == "place" else f"//{text}")
        host = parts.hostname
    except ValueError:
        return False
    if host is None:
        return kind == "place" and (parts.scheme in _FILES or len(parts.scheme) == 1)  # one letter: a drive of Windows
    return host.casefold() in _HERE
