"""How often a system that tells nothing by itself is asked between runs whether something has changed. Pure.

An account gets one such call a minute at most, and all of them together a tenth of what its plan allows; where nobody knows what it allows, one
in five minutes for each sync. Where that leaves less than one in half an hour, or the sync runs about as often anyway, nothing is asked.
"""

from dataclasses import replace

from desktop_sync.model.sync import Trigger

EVERY_S = 60.0
UNKNOWN_S = 300.0
MOST_S = 1800.0
SHARE = 0.1
MONTH_S = 30 * 86_400.0


def every_s(allowed: int | None, sides: int) -> float | None:
    """Seconds between two looks at each of so many sides of syncs at an account whose plan allows so many calls a month. None: none at all."""
    least = EVERY_S * sides
    if allowed is None:
        least = max(least, UNKNOWN_S)
    elif allowed * SHARE < 1:
        return None
    else:
        least = max(least, sides * MONTH_S / (allowed * SHARE))
    return least if least <= MOST_S else None


def is_useful(trigger: Trigger, seconds: float) -> bool:
    """Whether the sync runs so much more rarely that asking in between brings something."""
    return trigger.on_change and (trigger.every_s is None or trigger.every_s >= 2 * seconds)


def as_trigger(trigger: Trigger, seconds: float) -> Trigger:
    """When it is asked, as a schedule: within the sync's hours."""
    return replace(trigger, every_s=max(1, round(seconds)), at=())
