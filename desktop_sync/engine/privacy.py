"""What is remembered of people: told for each sync, found by a name or an address, and erased, with a proof that tells nothing of them."""

import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from desktop_sync.engine.ports import Ports
from desktop_sync.errors import UsageError
from desktop_sync.model.record import Ref
from desktop_sync.sync.ports import Audit, Settings
from desktop_sync.sync.privacy import LEAST, PersonalField, Trace, Traces, erasure_of, personal_fields

ERASED = "privacy.erase"
_KEY = "privacy.key"
_KEPT = ("bases", "pairs")
"""What a sync needs in order to know which records belong together, and what was agreed."""


@dataclass(frozen=True)
class SyncPrivacy:
    """One sync. `places`: how many rows with values each has."""

    sync: str
    fields: Sequence[PersonalField]
    places: Mapping[str, int]


@dataclass(frozen=True)
class PrivacyReport:
    """The workspace. `backups`: files with copies of all of it. `logs`: files that hold no values."""

    syncs: Sequence[SyncPrivacy]
    backups: Sequence[str]
    logs: Sequence[str]


@dataclass(frozen=True)
class FoundRecord:
    """A record pair that is the person's (`own`), or only mentions them. `places`: where, and in how many rows."""

    sync: str
    a_ref: Ref | None
    b_ref: Ref | None
    own: bool
    places: Mapping[str, int]


@dataclass(frozen=True)
class Found:
    """`erased_at`: when this person's data was erased before, as the audit tells. `backups`: files that may hold it, too."""

    records: Sequence[FoundRecord]
    backups: Sequence[str]
    erased_at: Sequence[str]

    @property
    def removable(self) -> int:
        """Rows that an erasure removes for what they mention."""
        return sum(count for one in self.records for place, count in one.places.items() if place not in _KEPT)


@dataclass(frozen=True)
class Erased:
    """`gone`: rows by place. `left`: what is still remembered, because the pairs are kept. `proof`: the keyed hash that the audit has."""

    gone: Mapping[str, int]
    left: Mapping[str, int]
    unlinked: int
    backups: Sequence[str]
    proof: str


class PrivacyService:
    """For one thread. `find` and `erase` read the whole store."""

    def __init__(self, ports: Ports, audit: Audit, settings: Settings, traces: Traces, folder: Path) -> None:
        self._ports, self._audit, self._settings, self._traces, self._folder = ports, audit, settings, traces, folder

    def report(self) -> PrivacyReport:
        """Which personal data lies where."""
        syncs = [
            SyncPrivacy(one.definition.name, personal_fields(one), self._traces.counts(one.id))
            for one in self._ports.syncs.all()
        ]
        return PrivacyReport(syncs, self._backups(), self._files("logs"))

    def find(self, who: str) -> Found:
        """What is remembered of a person. Raises UsageError."""
        return self._told(self._checked(who), self._traces.find(who))

    def erase(self, who: str, *, unlink: bool = False) -> Erased:
        """Forget a person. `unlink`: also what the pairs need; their records are left alone from then on. Raises UsageError, Busy while
        a sync runs.
        """
        wanted = self._checked(who)
        with ExitStack() as stack:
            for one in self._ports.syncs.all():
                stack.enter_context(self._ports.journal.lock(one.id))
            found = self._traces.find(wanted)
            if not found:
                raise UsageError("Nothing is remembered of that.", advice="Try another spelling, or an address.")
            if any(one.pending for one in found):
                raise UsageError(
                    "A write of one of these records is not settled yet, so it can't be forgotten.",
                    advice="Run the sync, then try again.",
                )
            unlinked = self._unlink(found) if unlink else 0
            gone = self._traces.erase(erasure_of(found))
            left = Counter(one.place for one in self._traces.find(wanted))
        proof = self._hash(wanted)
        self._audit.record(
            "user", ERASED, proof, {"rows": sum(gone.values()), "unlinked": unlinked, "left": sum(left.values())}
        )
        return Erased(gone, dict(left), unlinked, self._backups(), proof)

    def _unlink(self, found: Sequence[Trace]) -> int:
        """Their pairs are dissolved, with what was agreed, and get no other partner; how many."""
        journal, done = self._ports.journal, set[int]()
        for one in found:
            if not one.own or one.link_id is None or one.link_id in done or one.place not in _KEPT:
                continue
            assert one.a_ref is not None
            assert one.b_ref is not None
            journal.drop_link(one.sync_id, one.link_id)
            journal.rule_apart(one.sync_id, "a", [one.a_ref])
            journal.rule_apart(one.sync_id, "b", [one.b_ref])
            done.add(one.link_id)
        return len(done)

    def _told(self, who: str, traces: Sequence[Trace]) -> Found:
        names = {one.id: one.definition.name for one in self._ports.syncs.all()}
        grouped: dict[tuple[int, Ref | None, Ref | None], list[Trace]] = {}
        for one in traces:
            grouped.setdefault((one.sync_id, one.a_ref, one.b_ref), []).append(one)
        records = [
            FoundRecord(names.get(sync, ""), a, b, any(one.own for one in group), Counter(one.place for one in group))
            for (sync, a, b), group in grouped.items()
        ]
        proof = self._hash(who)
        lines = (line for line in self._audit.lines() if line["action"] == ERASED and line["subject"] == proof)
        return Found(records, self._backups(), [str(line["at"]) for line in lines])

    def _checked(self, who: str) -> str:
        if len(who.strip()) < LEAST:
            raise UsageError("That is too short to be looked for.", advice=f"Give at least {LEAST} characters.")
        return who.strip()

    def _hash(self, who: str) -> str:
        key = self._settings.get(_KEY)
        if not key:
            key = secrets.token_hex(32)
            self._settings.put(_KEY, key)
        return hmac.new(
            bytes.fromhex(key), who.strip().casefold().encode("utf-8", "replace"), hashlib.sha256
        ).hexdigest()

    def _backups(self) -> Sequence[str]:
        return self._files("backups")

    def _files(self, folder: str) -> Sequence[str]:
        return sorted(str(one.relative_to(self._folder)) for one in (self._folder / folder).rglob("*") if one.is_file())
