"""A full comparison of both sides as they are now, with the reason for everything that differs. Reads only.

Both listings are staged in a scratch, so memory does not grow with the tables. Why a pair differs is asked of the engine itself:
what the next run would carry is pending; what it would leave, though no conflict, hold or rule says so, is unexplained.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop_sync.engine.cases import Case
from desktop_sync.engine.context import RunContext, mark_of
from desktop_sync.model.check import Because, Comparison, Difference, Duplicate, SideCheck
from desktop_sync.model.mapping import BlankRule
from desktop_sync.model.plan import Conflict, Hold, HoldState, Link, Sighting, is_out
from desktop_sync.model.record import SIDES, Record, Ref, Side, other
from desktop_sync.model.report import Counts, Phase
from desktop_sync.model.values import View, is_blank
from desktop_sync.sync.checksum import Checksum, canonical, digest_of
from desktop_sync.sync.compiled import Compare, CompiledField
from desktop_sync.sync.journal import Mark
from desktop_sync.sync.reconcile import Fate
from desktop_sync.sync.scratch import Scratch

_ASIDE = {"excluded": Because.RULE, "unlinked": Because.RULE, "waiting": Because.HOLD, "failed": Because.HOLD}
_WORST = (Because.UNEXPLAINED, Because.CONFLICT, Because.HOLD, Because.PENDING, Because.RULE)


@dataclass
class _Tally:
    """One side, while it is counted."""

    records: int = 0
    linked: int = 0
    equal: int = 0
    differing: int = 0
    missing: int = 0
    waiting: int = 0
    failed: int = 0
    excluded: int = 0
    all: Checksum = field(default_factory=Checksum)
    agreed: Checksum = field(default_factory=Checksum)

    def count(self, because: Because, *, failed: bool) -> None:
        """A record that is not equal to its partner."""
        if failed or because is Because.UNEXPLAINED:
            self.failed += 1
        elif because is Because.RULE:
            self.excluded += 1
        else:
            self.waiting += 1

    def counts(self) -> Counts:
        """The side's account."""
        return Counts(
            self.records, self.equal, waiting=self.waiting, failed=self.failed, excluded=self.excluded
        )  # nothing is written


@dataclass(frozen=True)
class Compared:
    """A comparison and its account, per side."""

    comparison: Comparison
    counts: Mapping[Side, Counts]


class Comparer:
    """Compares both sides of one sync. `ctx` must work on the scratch's journal; `limit`: of differences told. One use."""

    def __init__(self, ctx: RunContext, scratch: Scratch, key: bytes, limit: int) -> None:
        self._ctx = ctx
        self._scratch = scratch
        self._limit = limit
        self._tallies: dict[Side, _Tally] = {side: _Tally() for side in SIDES}
        self._key = key
        self._because: dict[Because, int] = {}
        self._differences: list[Difference] = []
        self._fields = [(one, ctx.mapping.sameness(one)) for one in ctx.mapping.fields]
        self._norms = [(one.name, one.lens.a.norm, one.lens.b.norm) for one in ctx.mapping.fields]
        self._holds: dict[int, list[Hold]] = {}
        for hold in ctx.journal.holds(ctx.sync.id, dismissed=True):
            if hold.link_id is not None:
                self._holds.setdefault(hold.link_id, []).append(hold)

    def compare(self) -> Compared:
        """Read both sides whole and compare them. Raises what reading raises, ListingIncomplete too."""
        ctx, done = self._ctx, 0
        for side in SIDES:
            self._read(side)
        for batch in ctx.journal.staged_links(ctx.run_id):
            self._links(batch)
            done += len(batch)
            ctx.tell(Phase.DECIDING, done)
        for side in SIDES:
            self._alone(side)
        doubles = {side: self._duplicates(side) for side in SIDES}
        sides = {side: self._side(side, doubles[side][0]) for side in SIDES}
        shown = tuple(one for side in SIDES for one in doubles[side][1])[: self._limit]
        comparison = Comparison(
            ctx.definition.name, sides["a"], sides["b"], dict(self._because), tuple(self._differences), shown
        )
        return Compared(comparison, {side: self._tallies[side].counts() for side in SIDES})

    # reading -------------------------------------------------------------------------------------------------------

    def _read(self, side: Side) -> None:
        """Stage every record of the side, add it to the checksum, and note its match keys."""
        ctx, tally, one = self._ctx, self._tallies[side], self._ctx.open_side(side)
        total = ctx.journal.link_count(ctx.sync.id) or None
        for page in one.connector.listing(one.selection):
            known = ctx.journal.marks(ctx.sync.id, side, page.refs)
            sightings = [
                self._sighting(side, page.decode(index), known.get(ref)) for index, ref in enumerate(page.refs)
            ]
            ctx.problems.clear()  # kept for every record, they would grow with the table
            ctx.journal.stage(ctx.run_id, sightings)
            self._note_keys(side, sightings)
            tally.records += len(page.refs)
            tally.linked += len(known)
            ctx.tell(Phase.READING, tally.records, total, side)

    def _sighting(self, side: Side, record: Record, known: Mark | None) -> Sighting:
        """The record as it is, with the digest of its view in the place of the version, which nobody needs here."""
        view = self._ctx.view(side, record)
        parts: list[str] = []
        for name, norm_a, norm_b in self._norms:
            if name in view:
                parts += (name, canonical(norm_b(norm_a(view[name]))))
        digest = digest_of(parts, self._key)
        self._tallies[side].all.add(digest)
        return Sighting(
            side,
            record.ref,
            known.link_id if known else None,
            view=view,
            mark=mark_of(record),
            modified_at=record.modified_at,
            modified_by=record.modified_by,
            version=digest.hex(),
        )

    def _note_keys(self, side: Side, sightings: Sequence[Sighting]) -> None:
        keys = [(one.ref, self._ctx.mapping.match_keys(one.view)) for one in sightings]
        for number in range(len(self._ctx.definition.match_keys)):
            rows = [(found[number], ref) for ref, found in keys]
            self._scratch.digests.note(f"{side}{number}", [(key.hex(), ref) for key, ref in rows if key is not None])

    def _duplicates(self, side: Side) -> tuple[int, list[Duplicate]]:
        count = 0
        shown: list[Duplicate] = []
        for number, key in enumerate(self._ctx.definition.match_keys):
            more, groups = self._scratch.digests.doubles(f"{side}{number}", self._limit)
            count += more
            shown += [Duplicate(side, key, tuple(refs)) for refs in groups]
        return count, shown

    # pairs ---------------------------------------------------------------------------------------------------------

    def _links(self, batch: Mapping[int, tuple[Sighting | None, Sighting | None]]) -> None:
        ctx = self._ctx
        rest: dict[int, tuple[Sighting | None, Sighting | None]] = {}
        for link_id, (a, b) in batch.items():
            if a is not None and b is not None and a.version == b.version and a.version:
                self._agree(link_id, [a.version], [a.version])
            else:
                rest[link_id] = a, b
        links = ctx.journal.links(ctx.sync.id, list(rest))
        conflicts: dict[int, list[Conflict]] = {}
        for one in ctx.journal.conflicts(ctx.sync.id, link_ids=list(rest)):
            conflicts.setdefault(one.link_id, []).append(one)
        for link_id, (a, b) in rest.items():
            link, mine = links[link_id], conflicts.get(link_id, [])
            if a is not None and b is not None:
                self._pair(link, a, b, mine)
            else:
                self._half(link, "a" if b is None else "b", mine)

    def _half(self, link: Link, there: Side, conflicts: Sequence[Conflict]) -> None:
        """A pair of which one record is gone, or outside the filter."""
        away = link.gone == other(there) or is_out(link.gone, other(there))
        because = Because.CONFLICT if conflicts else Because.RULE if away else Because.PENDING
        self._lonely(there, _lone(because, there, link.ref(there), self._ctx.mapping.label(link.base(there))))

    def _pair(self, link: Link, a: Sighting, b: Sighting, conflicts: Sequence[Conflict]) -> None:
        holds = self._holds.get(link.id, [])
        held = {one.field for one in holds if one.code == "lens"}
        differing = [one for one, same in self._fields if _differs(one, same, a.view, b.view, held)]
        if not differing:
            self._agree(link.id, *self._forms(a.view, b.view))
            return
        case = Case(link, {"a": a, "b": b}, tuple(conflicts), tuple(holds))
        reasons = self._reasons(case, differing)
        worst = next(one for one in _WORST if one in reasons.values())
        failed = worst is Because.HOLD and any(one.state is HoldState.FAILED for one in holds)
        for side in SIDES:
            self._tallies[side].differing += 1
            self._tallies[side].count(worst, failed=failed)
        fields = tuple(name for name, reason in reasons.items() if reason is worst)
        self._note(Difference(worst, link.a_ref, link.b_ref, fields, self._ctx.mapping.label(a.view)))

    def _agree(self, link_id: int, a: list[str], b: list[str]) -> None:
        """Note a pair that agrees, with what each side's checksum is made of."""
        for side, parts in (("a", a), ("b", b)):
            tally = self._tallies[side]  # type: ignore[index]
            tally.equal += 1
            tally.agreed.add(digest_of([str(link_id), *parts], self._key))

    def _forms(self, a: View, b: View) -> tuple[list[str], list[str]]:
        """Both sides' values, each from its own view, in the form in which they are the same."""
        parts: tuple[list[str], list[str]] = ([], [])
        for name, norm_a, norm_b in self._norms:
            if name not in a or name not in b:
                continue
            forms = [canonical(norm_b(norm_a(view[name]))) for view in (a, b)]
            if forms[0] != forms[1]:
                forms = [canonical(norm_a(norm_b(view[name]))) for view in (a, b)]
            for mine, form in zip(parts, forms, strict=True):
                mine.append(form)
        return parts

    def _reasons(self, case: Case, differing: Sequence[CompiledField]) -> dict[str, Because]:
        """Why each field differs."""
        conflicts = {one.field for one in case.open_conflicts}
        held = {one.field: one.state for one in case.holds}
        result = case.reconcile(self._ctx)
        reasons = {}
        for one in differing:
            merge = result.merges.get(one.name) if result.fate is Fate.MERGE else None
            if one.name in conflicts or "" in conflicts:
                reasons[one.name] = Because.CONFLICT
            elif one.name in held or "" in held:
                state = held.get(one.name, held.get(""))
                reasons[one.name] = Because.RULE if state is HoldState.DISMISSED else Because.HOLD
            elif merge is None or merge.write_a or merge.write_b or merge.conflict:
                reasons[one.name] = Because.PENDING
            elif merge.rule or _left_blank(one, case):
                reasons[one.name] = Because.RULE
            else:
                reasons[one.name] = Because.UNEXPLAINED
        return reasons

    # records without a partner -------------------------------------------------------------------------------------

    def _alone(self, side: Side) -> None:
        ctx = self._ctx
        aside = dict(ctx.journal.aside(ctx.sync.id, side))
        for sighting in ctx.journal.staged_unlinked(ctx.run_id, side):
            reason = aside.get(sighting.ref)
            because = Because.PENDING if reason is None else _ASIDE[reason]
            difference = _lone(because, side, sighting.ref, ctx.mapping.label(sighting.view))
            self._lonely(side, difference, failed=reason == "failed")

    def _lonely(self, there: Side, difference: Difference, *, failed: bool = False) -> None:
        self._tallies[other(there)].missing += 1
        self._tallies[there].count(difference.because, failed=failed)
        self._note(difference)

    def _note(self, difference: Difference) -> None:
        self._because[difference.because] = self._because.get(difference.because, 0) + 1
        if len(self._differences) < self._limit:
            self._differences.append(difference)

    def _side(self, side: Side, duplicates: int) -> SideCheck:
        tally = self._tallies[side]
        return SideCheck(
            tally.records,
            tally.linked,
            tally.equal,
            tally.differing,
            tally.missing,
            duplicates,
            tally.all.text(),
            tally.agreed.text(),
        )


def _lone(because: Because, side: Side, ref: Ref, label: str) -> Difference:
    return Difference(because, ref if side == "a" else None, ref if side == "b" else None, label=label)


def _differs(one: CompiledField, same: Compare, a: View, b: View, held: set[str]) -> bool:
    """Whether the pair differs in the field. One that a side did not send changes nothing, unless a lens could not show it."""
    if one.name in a and one.name in b:
        return not same(a[one.name], b[one.name])
    return one.name in held


def _left_blank(one: CompiledField, case: Case) -> bool:
    """Whether the field is blank on one side, where a blank never overwrites."""
    blank = [is_blank(case.seen(side).view.get(one.name)) for side in SIDES]
    return one.blank is BlankRule.KEEP and any(blank)
