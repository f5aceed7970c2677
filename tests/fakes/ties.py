"""`sync.ports.Ties` for tests: remembers what it is to keep."""

import datetime as dt
from collections.abc import Mapping

from desktop_sync.connectors.rest.signin import Loose


class Kept(Loose):
    """What was kept, in order."""

    lasting = True

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[dict[str, str]] = []
        self.facts: dict[str, str] = {}

    def recall(self, key: str) -> str:
        return self.facts.get(key, "")

    def remember(self, key: str, text: str) -> None:
        self.facts[key] = text

    def keep(
        self, secrets: Mapping[str, str], access_ends_at: dt.datetime | None, refresh_ends_at: dt.datetime | None
    ) -> None:
        self.kept.append(dict(secrets))
