"""One link under decision: what both sides show, what was decided, and the operations that follow. No I/O."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict

from desktop_sync.engine.context import Outlook, RunContext, corrected, mark_of
from desktop_sync.engine.invalid import invalid_fields
from desktop_sync.engine.newest import is_ours
from desktop_sync.engine.overriding import SKIPPED, is_open, overridden, skips_record
from desktop_sync.engine.rests import over
from desktop_sync.engine.unkept import asked
from desktop_sync.engine.waiting import waits_of
from desktop_sync.model.mapping import FirstRun
from desktop_sync.model.plan import (
    Conflict,
    ConflictKind,
    FieldChange,
    Hold,
    HoldState,
    Link,
    Operation,
    OperationKind,
    Resolution,
    Sighting,
    is_out,
)
from desktop_sync.model.record import SIDES, Record, Side, other
from desktop_sync.model.values import Value, fingerprint, is_blank
from desktop_sync.sync.merge import DECIDED, NEWEST_TOLERANCE_S, FieldRules, Times
from desktop_sync.sync.reconcile import Bases, Fate, Reconciled, Seen, changed_fields, describe_edit, reconcile

REFUSALS = frozenset({"rejected", "not_stored"})
"""Holds whose write is not tried again while the source looks the same."""


class _Edited(TypedDict):
    source_who: str
    source_time: dt.datetime | None


@dataclass
class Case:
    """A link (id 0: a pair to be made) with what this run saw of it. `records`: fresh ones, for sides that may be written."""

    link: Link
    sightings: dict[Side, Sighting | None]
    open_conflicts: tuple[Conflict, ...] = ()
    holds: tuple[Hold, ...] = ()
    records: dict[Side, Record] = field(default_factory=dict)
    gone: set[Side] = field(default_factory=set)

    def freshen(self, ctx: RunContext, side: Side, record: Record | None, *, outside: bool = False) -> None:
        """Take a record just read (None: it is gone, or `outside` the filter) for what the side shows."""
        if record is None:
            ref = self.link.ref(side)
            self.sightings[side] = Sighting(side, ref, self.link.id, gone=not outside, outside=outside)
            return
        self.records[side] = record
        self.sightings[side] = Sighting(
            side,
            record.ref,
            self.link.id,
            view=ctx.view(side, record),
            mark=mark_of(record),
            modified_at=record.modified_at,
            modified_by=record.modified_by,
        )

    def seen(self, side: Side) -> Seen:
        """What the side shows; a side that shows nothing new still shows its base."""
        sighting = self.sightings[side]
        if sighting is None:
            gone = self.link.gone
            return Seen(gone=gone == side, outside=is_out(gone, side), view=self.link.base(side))
        return Seen(gone=sighting.gone, outside=sighting.outside, view=sighting.view)

    def mark(self, side: Side) -> bytes | None:
        """The fingerprint of what the side shows."""
        sighting = self.sightings[side]
        if sighting is None:
            return self.link.a_mark if side == "a" else self.link.b_mark
        return sighting.mark or None

    def edited(self, side: Side) -> _Edited:
        """Who edited the side last, and when, as far as its system tells."""
        seen = self.sightings[side]
        return {"source_who": seen.modified_by if seen else "", "source_time": seen.modified_at if seen else None}

    def decisions(self, ctx: RunContext) -> dict[str, Resolution]:
        """People's decisions that were made on the picture as it is now, but for what was carried out of them."""
        valid = {}
        for conflict in self.open_conflicts:
            if conflict.decision is None:
                continue
            if conflict.kind is ConflictKind.DELETE_EDIT:
                valid[""] = conflict.decision
                continue
            if self._stands(ctx, conflict, "a", conflict.a) and self._stands(ctx, conflict, "b", conflict.b):
                valid[conflict.field] = conflict.decision
        return valid

    def _stands(self, ctx: RunContext, conflict: Conflict, side: Side, shown: Value) -> bool:
        """Whether the side shows what the person saw there; or holds what was decided, by a run that did not come to its end."""
        decision, now = conflict.decision, self.seen(side).view.get(conflict.field)
        assert decision is not None
        wanted = {"a": conflict.a, "b": conflict.b, "base": conflict.base, "value": decision.value}[decision.take]
        return now == shown or ctx.mapping.same(conflict.field, now, wanted)

    def reconcile(self, ctx: RunContext) -> Reconciled:
        """The pure decision for what is known now."""
        times = Times(
            self._time(ctx, "a"),
            self._time(ctx, "b"),
            max(NEWEST_TOLERANCE_S, ctx.a.capabilities.time_resolution_s, ctx.b.capabilities.time_resolution_s),
        )
        bases = Bases(self.link.a_base, self.link.b_base, self.link.gone)
        decisions = self.decisions(ctx)
        if "" in decisions and not self._same_edit(ctx):
            del decisions[""]
        a, b = self.seen("a"), self.seen("b")
        result = reconcile(self._rules(ctx), ctx.definition.rules, bases, a, b, times, decisions)
        return overridden(ctx, self.link, asked(ctx, self.link, result), a.view, b.view)

    def _rules(self, ctx: RunContext) -> Sequence[FieldRules]:
        """What decides about each field: what a restore left unknown stays a person's to decide."""
        unknown = {one.field for one in self.open_conflicts if one.kind is ConflictKind.RESTORED}
        if not unknown:
            return ctx.rules
        return [replace(one, first_run=FirstRun.ASK) if one.name in unknown else one for one in ctx.rules]

    def _time(self, ctx: RunContext, side: Side) -> dt.datetime | None:
        sighting = self.sightings[side]
        moment = corrected(sighting.modified_at, ctx.open_side(side)) if sighting else None
        return None if moment is not None and is_ours(ctx, self.link, side, moment) else moment

    def _same_edit(self, ctx: RunContext) -> bool:
        """Whether a decided delete against an edit is still about the same edit."""
        conflict = next(one for one in self.open_conflicts if one.kind is ConflictKind.DELETE_EDIT)
        return (conflict.a, conflict.b) == self.edit_picture(ctx)

    def first_kind(self, ctx: RunContext, name: str) -> ConflictKind:
        """Why it is not known what a field was agreed to be: the records were just paired, or the workspace was put back."""
        known = {one.field for one in self.open_conflicts if one.kind is ConflictKind.RESTORED}
        restored = ctx.sync.rebase_since is not None or name in known
        return ConflictKind.RESTORED if restored else ConflictKind.FIRST

    def edit_picture(self, ctx: RunContext) -> tuple[Value, Value]:
        """A delete against an edit as values for A and B: None is the deleted side."""
        shown: dict[Side, Value] = {"a": None, "b": None}
        for side in SIDES:
            seen = self.seen(side)
            if not seen.gone:
                changed = changed_fields(ctx.rules, side, self.link.base(side), seen.view)
                shown[side] = describe_edit(changed, seen.view)
        return shown["a"], shown["b"]

    def label(self, ctx: RunContext) -> str:
        """What people call the record."""
        for side in SIDES:
            seen = self.seen(side)
            if not seen.gone:
                return ctx.mapping.label(seen.view)
        return ctx.mapping.label(self.link.a_base)

    def needs(self, result: Reconciled) -> set[Side]:
        """The sides that would be written and were not read freshly yet."""
        if result.fate is Fate.MERGE:
            writes = result.writes
            wanted: set[Side] = {side for side, flag in zip(SIDES, writes, strict=True) if flag}
        elif result.fate in (Fate.DELETE, Fate.ARCHIVE):
            wanted = {result.side}
        elif result.fate is Fate.RECREATE:
            wanted = {other(result.side)}
        else:
            wanted = set()
        return wanted - set(self.records)


class CaseWriter:
    """Turns reconciled cases into operations, conflicts and holds."""

    def __init__(self, ctx: RunContext, outlook: Outlook) -> None:
        self._ctx = ctx
        self._outlook = outlook

    def operations(self, case: Case, result: Reconciled) -> list[Operation]:
        """The operations of a case; its conflicts and holds go to the outlook."""
        if case.link.id:
            self._outlook.touched.append(case.link.id)
        elif any(case.seen(side).gone for side in SIDES):
            return self._later(case)
        if result.fate is Fate.MERGE:
            return self._merge(case, result)
        if result.fate is Fate.OUTSIDE:
            return self._outside(case, result)
        if result.fate is Fate.DELETE_EDIT:
            a, b = case.edit_picture(self._ctx)
            self._outlook.conflicts.append(self._conflict(case, ConflictKind.DELETE_EDIT, "", None, a, b))
            return [self._plain(case, OperationKind.AGREE, "a", "a delete against an edit waits", settled=False)]
        if result.fate is Fate.STAY_IGNORED:
            return []
        if result.fate in (Fate.DELETE, Fate.ARCHIVE) and skips_record(self._ctx, case.link.a_ref, case.link.b_ref):
            return [self._plain(case, OperationKind.AGREE, "a", SKIPPED, settled=False)]
        return self._fate(case, result)

    def wait(self, case: Case) -> list[Operation]:
        """A record that was edited a moment ago: its pair stays as it is, open, for a later run."""
        if case.link.id:
            return [self._plain(case, OperationKind.AGREE, "a", "edited a moment ago", settled=False)]
        return self._later(case)

    def _later(self, case: Case) -> list[Operation]:
        """No pair is made of them in this run."""
        for side in SIDES:
            self._outlook.unlinked[side][case.link.ref(side)] = "waiting"
        return []

    def _outside(self, case: Case, result: Reconciled) -> list[Operation]:
        """Keep the pair apart; a side whose record is gone meanwhile counts as outside, and is settled when the other is back."""
        if not case.link.id:
            return self._later(case)
        operation = self._plain(case, OperationKind.EXCLUDE, result.side, result.reason)
        for side in SIDES:
            seen = case.seen(side)
            if (seen.outside or seen.gone) and not is_out(case.link.gone, side):
                self._outlook.left[side] += 1
            mark = None if seen.outside or seen.gone else case.mark(side) or b""
            operation = replace(operation, mark_a=mark) if side == "a" else replace(operation, mark_b=mark)
        return [operation]

    def _fate(self, case: Case, result: Reconciled) -> list[Operation]:
        kind = {
            Fate.FORGET: OperationKind.FORGET,
            Fate.UNLINK: OperationKind.FORGET,
            Fate.IGNORE: OperationKind.IGNORE,
            Fate.DELETE: OperationKind.DELETE,
            Fate.ARCHIVE: OperationKind.ARCHIVE,
            Fate.RECREATE: OperationKind.FORGET,
        }[result.fate]
        if result.fate is Fate.UNLINK:
            self._outlook.unlinked[result.side][case.link.ref(result.side)] = "unlinked"
        if result.fate is Fate.RECREATE:
            kept = other(result.side)
            self._outlook.unlinked[kept][case.link.ref(kept)] = "waiting"
            self._outlook.again[kept].add(case.link.ref(kept))
        operation = self._plain(case, kind, result.side, result.reason)
        if kind is OperationKind.ARCHIVE and any(h.code == "not_stored" and h.side == result.side for h in case.holds):
            return []  # the system does not take it; until somebody says “try again”
        if kind is OperationKind.DELETE:
            operation = replace(operation, keep=dict(case.records[result.side].values))
        # A record to be made again is unlinked first; as one without a pair it is then created like any new one.
        return [operation]

    def given_up(self, case: Case) -> Operation:
        """The end of a link whose kept record gets a new partner."""
        return self._plain(case, OperationKind.FORGET, "a", "the deleted record was made again")

    def _plain(self, case: Case, kind: OperationKind, side: Side, reason: str, *, settled: bool = True) -> Operation:
        return Operation(
            kind,
            side,
            ref=case.link.ref(side),
            source_ref=case.link.ref(other(side)),
            link_id=case.link.id or None,
            reason=reason,
            settles=settled,
            mark_a=case.mark("a"),
            mark_b=case.mark("b"),
            label=case.label(self._ctx),
            **case.edited(other(side)),
        )

    def _merge(self, case: Case, result: Reconciled) -> list[Operation]:
        ctx = self._ctx
        views: dict[Side, Mapping[str, Value]] = {side: case.seen(side).view for side in SIDES}
        settled = self._conflicts(case, result, views) and self._lens_problems(case)
        settled = settled and not waits_of(ctx, case.link) and not is_open(result)
        writes: dict[Side, tuple[FieldChange, ...]] = {}
        same: set[str] = set()
        for side in SIDES:
            wanted = {n: m.value for n, m in result.merges.items() if (m.write_a if side == "a" else m.write_b)}
            if not wanted:
                continue
            good, already = self._writable(case, side, wanted)
            settled = settled and len(good) + len(already) == len(wanted)
            same |= already
            changes = tuple(
                FieldChange(
                    name,
                    views[side].get(name),
                    wanted[name],
                    views[other(side)].get(name),
                    result.merges[name].rule,
                    lens=lens,
                )
                for name, lens in ((one.name, one.lens.label) for one in ctx.mapping.fields)
                if name in good
            )
            if changes:
                writes[side] = changes
        writing = {change.name: change.rule for changes in writes.values() for change in changes}
        self._outlook.carrying += [one for one in case.open_conflicts if writing.get(one.field) == DECIDED]
        agreed = [n for n, m in result.merges.items() if m.settles and not m.write_a and not m.write_b]
        self._outlook.healed += over(ctx, case.holds, views, result)
        agreed += same - writing.keys()
        return self._updates(case, writes, agreed, settled=settled)

    def _updates(
        self, case: Case, writes: Mapping[Side, tuple[FieldChange, ...]], agreed: list[str], *, settled: bool
    ) -> list[Operation]:
        views: dict[Side, Mapping[str, Value]] = {side: case.seen(side).view for side in SIDES}
        kept = {side: {n: views[side][n] for n in agreed if n in views[side]} for side in SIDES}
        kind = OperationKind.AGREE if case.link.id else OperationKind.PAIR
        base = replace(
            self._plain(case, kind, "a", "", settled=settled and not writes), view_a=kept["a"], view_b=kept["b"]
        )
        # That a record is back is remembered by itself: the write may be refused.
        operations = [] if writes and case.link.id and not case.link.gone else [base]
        for position, (side, changes) in enumerate(writes.items()):
            update = self._plain(case, OperationKind.UPDATE, side, changes[0].rule, settled=settled)
            operations.append(
                replace(
                    update,
                    changes=changes,
                    final=position == len(writes) - 1,
                    view_a=kept["a"] if position == 0 else {},
                    view_b=kept["b"] if position == 0 else {},
                )
            )
        return operations

    def _conflicts(self, case: Case, result: Reconciled, views: Mapping[Side, Mapping[str, Value]]) -> bool:
        """Note the conflicts; whether there are none."""
        for name in result.conflicts:
            kind = case.first_kind(self._ctx, name) if result.merges[name].first else ConflictKind.FIELD
            base = case.link.a_base.get(name)
            self._outlook.conflicts.append(
                self._conflict(case, kind, name, base, views["a"].get(name), views["b"].get(name))
            )
        return not result.conflicts

    def _conflict(self, case: Case, kind: ConflictKind, name: str, base: Value, a: Value, b: Value) -> Conflict:
        seen_a, seen_b = case.sightings["a"], case.sightings["b"]
        return Conflict(
            kind,
            case.link.id,
            name,
            base,
            a,
            b,
            a_ref=case.link.a_ref,
            b_ref=case.link.b_ref,
            a_time=seen_a.modified_at if seen_a else None,
            b_time=seen_b.modified_at if seen_b else None,
            a_who=seen_a.modified_by if seen_a else "",
            b_who=seen_b.modified_by if seen_b else "",
            label=case.label(self._ctx),
        )

    def _lens_problems(self, case: Case) -> bool:
        """Hold the fields that a lens could not show; whether there are none."""
        fine = True
        for side in SIDES:
            for name, text in self._ctx.problems.get((side, case.link.ref(side)), {}).items():
                fine = False
                self._hold(case, other(side), "lens", name, text, case.mark(side))
        return fine

    def _writable(self, case: Case, side: Side, wanted: Mapping[str, Value]) -> tuple[set[str], set[str]]:
        """The fields of `wanted` that may be written on `side` now, and those that say so already; the others are held."""
        ctx = self._ctx
        source_mark = case.mark(other(side))
        refused = {h.field for h in case.holds if h.code == "rejected" and h.side == side and h.mark == source_mark}
        dropped = {(h.field, h.mark) for h in case.holds if h.code == "not_stored" and h.side == side}
        refused |= {name for name, value in wanted.items() if (name, fingerprint([value])) in dropped}
        if "" in refused:
            refused |= set(wanted)
        refused -= set(case.decisions(ctx))  # a person's word is another try
        record = case.records[side]
        values, problems = ctx.mapping.put(side, wanted, record.values)
        for name, text in invalid_fields(ctx, side, values, create=False).items():
            problems.setdefault(name, text)
        for one in ctx.mapping.fields:
            if one.required and one.name in wanted and is_blank(wanted[one.name]):
                problems.setdefault(one.name, "is blank, the sync requires it")
        for name, text in problems.items():
            if name in wanted:
                self._hold(case, side, "invalid", name, text, source_mark)
        good = set(wanted) - set(problems) - refused
        already = {name for name in good if not values.keys() & set(ctx.mapping.field(name).sources(side))}
        return good - already, already

    def _hold(self, case: Case, side: Side, code: str, name: str, text: str, mark: bytes | None) -> None:
        self._outlook.holds.append(
            Hold(
                code,
                side,
                text,
                remedy="Correct the value, or change the field's lens in the mapping.",
                state=HoldState.FAILED,
                link_id=case.link.id or None,
                ref=case.link.ref(side),
                field=name,
                mark=mark,
                label=case.label(self._ctx),
            )
        )
