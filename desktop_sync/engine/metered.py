"""The setting of what runs by itself over a metered network."""

from desktop_sync.errors import UsageError
from desktop_sync.model.network import OnMetered
from desktop_sync.sync.ports import Audit, Settings

KEY = "metered"
_STORED = "network.metered"


def on_metered(settings: Settings) -> OnMetered:
    """What is chosen; else all runs but full comparisons."""
    return OnMetered(settings.get(_STORED, OnMetered.NO_CHECKS.value))


def choose(settings: Settings, audit: Audit, text: str) -> OnMetered:
    """Choose it. Raises UsageError."""
    known = [one.value for one in OnMetered]
    if text not in known:
        raise UsageError(f"“{text}” is no choice for metered networks", advice=f"There are: {', '.join(known)}.")
    settings.put(_STORED, text)
    audit.record("user", "settings.set", KEY, {"value": text})
    return OnMetered(text)
