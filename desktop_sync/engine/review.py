"""What people look at and decide: conflicts, holds, runs, history, why."""

import dataclasses
import datetime as dt
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from desktop_sync.engine.ports import Ports
from desktop_sync.errors import UsageError
from desktop_sync.model.mapping import ConflictRule, FieldLink
from desktop_sync.model.plan import (
    Conflict,
    ConflictKind,
    Hold,
    Operation,
    Resolution,
    Take,
)
from desktop_sync.model.record import Ref, Side
from desktop_sync.model.report import Moment, RunFilter, RunReport, RunTotals, Why
from desktop_sync.model.sync import StoredSync, SyncDefinition
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Audit
from desktop_sync.sync.sensitive import Veil, refuse_mask

if TYPE_CHECKING:
    from desktop_sync.engine.context import ProgressSink
    from desktop_sync.engine.standing import Standing
    from desktop_sync.engine.undo import Part, Undo, UndoReport

# The imports inside the functions keep the machinery of runs out of the window's start, which only asks what there is.


_PAGE = 500
_NO_BASE_YET = "there is no earlier value: the records were just paired"
_NO_BASE_ANY_MORE = "the earlier value is not known: the workspace was put back to an older state"


@dataclass(frozen=True)
class ConflictContext:
    """A conflict with everything its dialog shows. `alike`: other open conflicts of the sync on the same field."""

    conflict: Conflict
    a_name: str
    b_name: str
    a_kind: str
    b_kind: str
    a_view: Mapping[str, Value] = field(repr=False)
    b_view: Mapping[str, Value] = field(repr=False)
    base: Mapping[str, Value] = field(repr=False)
    siblings: tuple[Conflict, ...] = ()
    alike: int = 0
    settled_fields: int = 0


class Review:
    """Conflicts, holds, runs, history. Any thread; nothing here talks to a system but `undo`."""

    def __init__(self, ports: Ports, audit: Audit) -> None:
        self._ports = ports
        self._audit = audit

    @cached_property
    def _undo(self) -> "Undo":
        from desktop_sync.engine.undo import Undo

        return Undo(self._ports, self._audit)

    # conflicts -----------------------------------------------------------------------------------------------------

    def conflicts(self, name: str | None = None) -> Sequence[Conflict]:
        """Open conflicts, of one sync or all."""
        found = self._ports.journal.conflicts(self._sync_id(name))
        veils = {one: self._veil(one) for one in {one.sync_id for one in found}}
        return [veils[one.sync_id].conflict(one) for one in found] if any(veils.values()) else found

    def _veil(self, sync_id: int) -> Veil:
        found = self._ports.syncs.by_id(sync_id)
        return self._ports.veil(found.definition) if found is not None else Veil()

    def sync_name(self, sync_id: int) -> str:
        """The sync's name, "" when it is gone."""
        found = self._ports.syncs.by_id(sync_id)
        return found.definition.name if found else ""

    def context(self, conflict_id: int) -> ConflictContext:
        """A conflict with its surroundings."""
        conflict = self._conflict(conflict_id)
        sync = self._sync_of(conflict)
        every = self._ports.journal.conflicts(sync.id, link_ids=[conflict.link_id])
        siblings = tuple(one for one in every if one.id != conflict.id)
        link = self._ports.journal.links(sync.id, [conflict.link_id])[conflict.link_id]
        a_view, b_view = dict(link.a_base), dict(link.b_base)
        for one in (conflict, *siblings):
            if one.field:
                a_view[one.field], b_view[one.field] = one.a, one.b
        a, b, veil = sync.definition.a, sync.definition.b, self._ports.veil(sync.definition)
        return ConflictContext(
            veil.conflict(conflict),
            f"{a.account} · {a.table}",
            f"{b.account} · {b.table}",
            self._kind(a.account),
            self._kind(b.account),
            veil.view(a_view),
            veil.view(b_view),
            veil.view(link.a_base),
            tuple(veil.conflict(one) for one in siblings),
            alike=self._ports.journal.conflict_count(sync.id, conflict.field) - 1,
            settled_fields=len(sync.definition.fields) - len([one for one in (conflict, *siblings) if one.field]),
        )

    def _kind(self, name: str) -> str:
        account = self._ports.accounts.get(name)
        return account.kind if account else ""

    def resolve(self, conflict_id: int, resolution: Resolution) -> Conflict:
        """Remember a decision; the next run carries it out if both sides are still as they are now. Raises UsageError."""
        conflict = self._conflict(conflict_id)
        if conflict.kind is ConflictKind.DELETE_EDIT and resolution.take not in ("a", "b"):
            raise UsageError(
                "a record deleted on one side and edited on the other is settled by taking a side",
                advice="Take the side that deleted it to delete it, the other to make it again.",
            )
        if resolution.take == "base" and not conflict.kind.has_base:
            restored = conflict.kind is ConflictKind.RESTORED
            raise UsageError(_NO_BASE_ANY_MORE if restored else _NO_BASE_YET, advice="Take a, b, or a value.")
        definition = self._sync_of(conflict).definition
        refuse_mask(definition, conflict.field, resolution.value)
        self._ports.journal.decide(conflict_id, resolution)
        self._audit.record("user", "conflict.resolve", str(conflict_id), {"take": resolution.take})
        return self._ports.veil(definition).conflict(dataclasses.replace(conflict, decision=resolution))

    def resolve_all(self, name: str, take: Take) -> int:
        """Decide all open conflicts of a sync the same way. Returns how many; those it does not fit are left."""
        sync = self._sync(name)
        every = self._ports.journal.conflicts(sync.id)
        fitting = [one for one in every if take in ("a", "b") or (take == "base" and one.kind is ConflictKind.FIELD)]
        self._decide_all(sync, fitting, take)
        return len(fitting)

    def _decide_all(self, sync: StoredSync, conflicts: Sequence[Conflict], take: Take) -> None:
        if conflicts:
            self._ports.journal.decide_all([one.id for one in conflicts], Resolution(take))
            told = {"take": take, "conflicts": len(conflicts)}
            self._audit.record("user", "conflict.resolve_all", sync.definition.name, told)

    def always(self, conflict_id: int, take: Take) -> int:
        """From now on the side wins for this field, and all open conflicts like it are decided so. Returns how many."""
        from desktop_sync.sync import syncfile

        conflict = self._conflict(conflict_id)
        if take not in ("a", "b") or not conflict.field:
            raise UsageError("“always” needs a side and a field")
        sync = self._sync_of(conflict)
        fields = tuple(_ruled(one, conflict.field, ConflictRule(take)) for one in sync.definition.fields)
        definition: SyncDefinition = dataclasses.replace(sync.definition, fields=fields)
        self._ports.syncs.save(definition, syncfile.dump(definition))
        self._audit.record("user", "conflict.always", sync.definition.name, {"field": conflict.field, "take": take})
        alike = [one for one in self._ports.journal.conflicts(sync.id) if one.field == conflict.field]
        self._decide_all(sync, alike, take)
        return len(alike)

    def _conflict(self, conflict_id: int) -> Conflict:
        found = self._ports.journal.conflict(conflict_id)
        if found is None:
            raise UsageError(
                f"there is no open conflict {conflict_id}", advice="desktop-sync conflicts lists the open ones."
            )
        return found

    def _sync_of(self, conflict: Conflict) -> StoredSync:
        found = self._ports.syncs.by_id(conflict.sync_id)
        assert found is not None  # a sync's conflicts go with it
        return found

    def _sync_id(self, name: str | None) -> int | None:
        return None if name is None else self._sync(name).id

    def _sync(self, name: str) -> StoredSync:
        found = self._ports.syncs.get(name)
        if found is None:
            raise UsageError(f"there is no sync “{name}”", advice="desktop-sync sync list shows the syncs.")
        return found

    # holds ---------------------------------------------------------------------------------------------------------

    def holds(self, name: str | None = None) -> Sequence[Hold]:
        """Open holds, of one sync or all."""
        return self._ports.journal.holds(self._sync_id(name))

    def retry(self, hold_id: int) -> None:
        """Try again at the next run."""
        self._hold(hold_id)
        self._ports.journal.retry_hold(hold_id)
        self._audit.record("user", "hold.retry", str(hold_id))

    def retry_all(self, name: str) -> int:
        """Try all holds of a sync again at the next run. Returns how many."""
        sync = self._sync(name)
        count = self._ports.journal.retry_holds(sync.id)
        self._audit.record("user", "hold.retry_all", sync.definition.name, {"holds": count})
        return count

    def dismiss(self, hold_id: int) -> None:
        """Leave it aside until the record changes."""
        self._hold(hold_id)
        self._ports.journal.dismiss_hold(hold_id)
        self._audit.record("user", "hold.dismiss", str(hold_id))

    def _hold(self, hold_id: int) -> Hold:
        found = self._ports.journal.hold(hold_id)
        if found is None:
            raise UsageError(f"there is no hold {hold_id}", advice="desktop-sync holds lists the open ones.")
        return found

    # runs and history ----------------------------------------------------------------------------------------------

    def runs(self, name: str | None = None, limit: int = 100, before: int | None = None) -> Sequence[RunReport]:
        """Runs, newest first. `before`: only those older than that run."""
        return self._ports.journal.runs(self._sync_id(name), limit, before)

    def runs_like(
        self, only: RunFilter, words: str = "", limit: int = 100, before: int | None = None
    ) -> Sequence[RunReport]:
        """Runs of all syncs, newest first. `words`: in the sync's name, folded. `before`: older than that run."""
        return self._ports.journal.runs_like(only, words, limit, before)

    def run_totals(self, words: str = "") -> Mapping[RunFilter, RunTotals]:
        """How many such runs there are, and what they wrote, by what a list can be narrowed to."""
        return self._ports.journal.run_totals(words)

    def totals_since(self, moment: dt.datetime) -> RunTotals:
        """Of all runs that began at the moment or later."""
        return self._ports.journal.totals_since(moment)

    def runs_since(self, moment: dt.datetime) -> Iterator[RunReport]:
        """All runs that began at the moment or later, newest first."""
        before: int | None = None
        while page := self.runs(limit=_PAGE, before=before):
            for one in page:
                if one.started_at is not None and one.started_at < moment:
                    return
                yield one
            before = page[-1].id

    def run(self, run_id: int) -> RunReport | None:
        """The run of that number; None where there is none."""
        return self._ports.journal.run(run_id)

    def history(self, name: str, side: Side, ref: Ref) -> Sequence[Operation]:
        """Everything that was written to a record or its partner, newest first."""
        sync = self._sync(name)
        veil = self._ports.veil(sync.definition)
        return [
            veil.operation(one) for one in self._ports.journal.history(sync.id, side=side, ref=ref, limit=1_000_000)
        ]

    def run_operations(self, run_id: int) -> Sequence[Operation]:
        """What a run wrote, all of it, newest first."""
        sync_id = self._ports.journal.sync_of_run(run_id)
        if sync_id is None:
            raise UsageError(f"there is no run {run_id}", advice="desktop-sync runs lists the runs.")
        veil = self._veil(sync_id)
        found = self._ports.journal.history(sync_id, run_id=run_id, limit=1_000_000)
        return [veil.operation(one) for one in found] if veil else found

    def why(self, name: str, side: Side, ref: Ref, field: str) -> Why:
        """Why the field holds its value on that side (promise I9)."""
        from desktop_sync.engine.why import why

        sync = self._sync(name)
        return why(self._ports.journal, sync, side, ref, field, self._ports.veil(sync.definition))

    def timeline(self, name: str, side: Side, ref: Ref) -> Sequence[Moment]:
        """Everything that happened to a record or its partner, newest first, field by field."""
        from desktop_sync.engine.timeline import timeline

        sync = self._sync(name)
        veil = self._ports.veil(sync.definition)
        return timeline(self._ports.journal, sync.id, side, ref, veil)

    def standing(self, name: str, side: Side, ref: Ref) -> "Standing":
        """How a record and its partner stand, as far as the workspace knows."""
        from desktop_sync.engine.standing import standing

        sync = self._sync(name)
        veil, found = self._ports.veil(sync.definition), standing(self._ports.journal, sync.id, side, ref)
        return dataclasses.replace(found, a_view=veil.view(found.a_view), b_view=veil.view(found.b_view))

    def undo(
        self,
        run_id: int,
        *,
        part: "Part | None" = None,
        dry: bool = False,
        progress: "ProgressSink | None" = None,
        cancel: threading.Event | None = None,
    ) -> "UndoReport":
        """Take a run (or its part in one record or field) back, or only say what that would do."""
        return self._undo.undo(run_id, part=part, dry=dry, progress=progress, cancel=cancel)


def _ruled(link: FieldLink, name: str, rule: ConflictRule) -> FieldLink:
    return dataclasses.replace(link, conflict=rule) if link.name == name else link
