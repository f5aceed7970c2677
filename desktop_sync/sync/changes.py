"""What a change of a sync's definition changes, in the words of its file, for the audit."""

import tomllib
from collections.abc import Iterator, Mapping

from desktop_sync.model.sync import SyncDefinition
from desktop_sync.sync import syncfile

MOST = 200
"""Entries named of one change; how many there are besides is told."""


def difference(old: SyncDefinition | None, new: SyncDefinition) -> dict[str, object]:
    """Each entry that is another one, by its place in the file: `[before, after]`, None where there is none."""
    before = {} if old is None else dict(_entries(tomllib.loads(syncfile.dump(old))))
    after = dict(_entries(tomllib.loads(syncfile.dump(new))))
    places = [place for place in {**before, **after} if before.get(place) != after.get(place)]
    told: dict[str, object] = {place: [before.get(place), after.get(place)] for place in places[:MOST]}
    return {**told, "more": len(places) - MOST} if len(places) > MOST else told


def _entries(table: Mapping[str, object], place: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _entries(value, f"{place}{name}.")
        elif isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
            for number, one in enumerate(value):
                yield from _entries(one, f"{place}{name}[{one.get('a') or one.get('b') or number}].")
        else:
            yield f"{place}{name}", value
