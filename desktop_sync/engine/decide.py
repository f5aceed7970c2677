"""Steps 5 to 8: match, merge, validate, guard. Reads records where a decision needs them; writes only the plan."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from desktop_sync.engine import rebase, waiting
from desktop_sync.engine.cases import REFUSALS, Case, CaseWriter
from desktop_sync.engine.context import Found, Outlook, RunContext
from desktop_sync.engine.invalid import invalid_fields
from desktop_sync.engine.keeping import keep_whole
from desktop_sync.engine.matches import match, proposal, same_key
from desktop_sync.engine.outside import outside
from desktop_sync.engine.overriding import skips_create
from desktop_sync.engine.rejoin import Rejoiner
from desktop_sync.engine.screen import Screen
from desktop_sync.engine.settle import split, unsettled
from desktop_sync.model.plan import (
    WRITING,
    Conflict,
    FieldChange,
    Hold,
    HoldState,
    Link,
    Operation,
    OperationKind,
    Sighting,
)
from desktop_sync.model.record import SIDES, Ref, Side, other
from desktop_sync.model.report import GuardFinding, Phase
from desktop_sync.model.values import is_blank
from desktop_sync.sync import guards

_BATCH = 500
_STANDING = frozenset({"doubt", "alike"})
"""Holds that stay until a person has spoken, however often the record changes."""
_ALIKE = "Since the workspace was put back it can't be told whether this record has a partner: one on the other side is much like it."

T = TypeVar("T")


class Decider:
    """Makes the run's plan from its sightings. One use."""

    def __init__(self, ctx: RunContext) -> None:
        self._ctx = ctx
        self._outlook = Outlook()
        self._writer = CaseWriter(ctx, self._outlook)
        self._rejoiner = Rejoiner(ctx, self._outlook)
        self._tally = guards.Tally()
        self._last: list[Operation] = []
        self._link_holds: dict[int, list[Hold]] = {}
        self._record_holds: dict[tuple[Side, Ref], list[Hold]] = {}
        # `dismissed` gives all of them; those that a person has set aside count as well.
        holds = ctx.journal.holds(ctx.sync.id, dismissed=True)
        self._screen = Screen(ctx, self._outlook, holds)
        self._lenses = {one.name: one.lens.label for one in ctx.mapping.fields}
        for hold in holds:
            if hold.link_id is not None:
                self._link_holds.setdefault(hold.link_id, []).append(hold)
            elif hold.ref is not None:
                self._record_holds.setdefault((hold.side, hold.ref), []).append(hold)

    def decide(self, found: Mapping[Side, Found]) -> Outlook:
        """Plan the run; the operations are in the journal, the rest is in the outlook."""
        ctx = self._ctx
        ctx.forget_read()
        done = 0
        for batch in ctx.journal.staged_links(ctx.run_id, _BATCH):
            links = ctx.journal.links(ctx.sync.id, list(batch))
            conflicts = _by_link(ctx.journal.conflicts(ctx.sync.id, link_ids=list(batch)))
            cases = [
                Case(
                    links[link_id],
                    {"a": a, "b": b},
                    tuple(conflicts.get(link_id, ())),
                    tuple(self._link_holds.get(link_id, ())),
                )
                for link_id, (a, b) in batch.items()
                if link_id in links
            ]
            self._settle_cases(cases)
            done += len(cases)
            ctx.tell(Phase.DECIDING, done)
        self._match()
        if ctx.parents is not None and ctx.parents.on_itself:
            self._last.reverse()  # children were linked after their parents, and go before them
        ctx.journal.plan(ctx.run_id, self._last)
        self._outlook.findings = self._guard(found)
        return self._outlook

    # links ---------------------------------------------------------------------------------------------------------

    def _settle_cases(self, cases: Sequence[Case]) -> None:
        """Reconcile the cases, with fresh records for what would be written, and plan what follows."""
        cases, waiting = split(self._ctx, cases)
        self._outlook.put_off |= bool(waiting)
        self._plan(operation for case in waiting for operation in self._writer.wait(case))
        results = [case.reconcile(self._ctx) for case in cases]
        for _ in SIDES:  # a fresh record may ask for a write on the other side, too; it was not read then yet
            wanted: dict[Side, list[int]] = {"a": [], "b": []}
            for index, (case, result) in enumerate(zip(cases, results, strict=True)):
                for side in case.needs(result):
                    wanted[side].append(index)
            for side, indexes in wanted.items():
                refs = [cases[index].link.ref(side) for index in indexes]
                records = self._ctx.read(side, refs)
                self._ctx.keep_read(side, records)
                apart = outside(self._ctx, side, [ref for ref in refs if ref not in records])
                for index in indexes:
                    ref = cases[index].link.ref(side)
                    cases[index].freshen(self._ctx, side, records.get(ref), outside=ref in apart)
            for index in {*wanted["a"], *wanted["b"]}:
                results[index] = cases[index].reconcile(self._ctx)
        operations: list[Operation] = []
        for case, result in zip(cases, results, strict=True):
            if self._rejoiner.takes(case, result):
                operations.append(self._writer.given_up(case))
            elif case.needs(result):  # it moves while we look; the next run sees it again
                self._outlook.put_off = True
            else:
                operations.extend(self._writer.operations(case, result))
        self._plan(self._screen.clear(operations))

    def _plan(self, operations: Iterable[Operation]) -> None:
        """Put operations into the plan; deletes are kept for its end."""
        now: list[Operation] = []
        for operation in keep_whole(self._ctx, operations):
            (self._last if operation.kind is OperationKind.DELETE else now).append(operation)
            if operation.kind in WRITING:
                self._count(operation)
        self._ctx.journal.plan(self._ctx.run_id, now)

    def _count(self, operation: Operation) -> None:
        if operation.link_id not in self._ctx.completing and not waiting.goes_on(self._ctx, operation):
            self._tally.add(operation)
        key = f"{operation.side}.{operation.kind}"
        self._outlook.counts[key] = self._outlook.counts.get(key, 0) + 1

    # records without a link ----------------------------------------------------------------------------------------

    def _match(self) -> None:
        self._ctx.tell(Phase.MATCHING)
        for case in self._rejoiner.cases():
            self._plan([self._writer.given_up(case)])
        found = match(self._ctx, self._rejoiner.freed)
        self._pair(found.ruled)
        for batch in _batches(found.matches.pairs):
            self._pair([(one.a, one.b) for one in batch])
        for some in _batches(found.again.equal):
            self._pair(some)
        for alike in found.again.alike:
            self._hold_group("a", (alike.a,), "alike", _ALIKE)
            self._hold_group("b", (alike.b,), "alike", _ALIKE)
        for group in found.matches.ambiguous:
            self._hold_group("a", group.a, "ambiguous", group.reason)
            self._hold_group("b", group.b, "ambiguous", group.reason)
        for twins in found.twins:
            self._hold_group(twins.side, twins.refs, "same_key", same_key(self._ctx, twins))
        for side in SIDES:
            self._outlook.unlinked[side].update(dict.fromkeys(found.apart[side], "unlinked"))
            self._alone(side, found.alone(side))

    def _pair(self, pairs: Sequence[tuple[Ref, Ref]]) -> None:
        ctx = self._ctx
        a = ctx.journal.staged(ctx.run_id, "a", [one for one, _ in pairs])
        b = ctx.journal.staged(ctx.run_id, "b", [one for _, one in pairs])
        cases = [Case(Link(0, a_ref, b_ref, {}, {}), {"a": a[a_ref], "b": b[b_ref]}) for a_ref, b_ref in pairs]
        self._outlook.paired += len(cases)
        self._settle_cases(cases)

    def _hold_group(self, side: Side, refs: Sequence[Ref], code: str, message: str) -> None:
        """Hold records that can't be told apart, with a proposal where they are duplicates of each other."""
        made = proposal(self._ctx, side, refs)
        words = f"{message} {made.sentence()}" if made else message
        for batch in _batches(refs):
            staged = self._ctx.journal.staged(self._ctx.run_id, side, batch)
            for ref in batch:
                if self._set_aside(staged[ref], code):
                    continue
                self._hold_alone(staged[ref], code, words, HoldState.WAITING)
                if made:
                    self._outlook.holds[-1] = replace(self._outlook.holds[-1], proposal=made.as_text())

    def _set_aside(self, sighting: Sighting, code: str) -> bool:
        """Whether a person has dismissed this hold of the record as it is."""
        held = self._record_holds.get((sighting.side, sighting.ref), ())
        dismissed = any(h.code == code and h.state is HoldState.DISMISSED and h.mark == sighting.mark for h in held)
        if dismissed:
            self._outlook.unlinked[sighting.side][sighting.ref] = "excluded"
        return dismissed

    def _hold_alone(self, sighting: Sighting, code: str, message: str, state: HoldState, name: str = "") -> None:
        remedies = {
            "ambiguous": (
                "Merge the duplicates, make them tell apart by a match key, or say who belongs together: "
                "desktop-sync pair NAME --a ID --b ID."
            ),
            "same_key": (
                "Merge them in the system; or leave one on its own: desktop-sync unpair NAME --record SIDE:ID; "
                'or carry all of them: duplicates = "carry" in [match].'
            ),
            "alike": (
                "Say who belongs together: desktop-sync pair NAME --a ID --b ID. If it is another one, press “Try again”: "
                "then it is made on the other side."
            ),
            "invalid": "Correct the value, or change the mapping.",
            "lens": "Correct the value, or change the field's lens in the mapping.",
        }
        self._outlook.unlinked[sighting.side][sighting.ref] = state.value
        self._outlook.holds.append(
            Hold(
                code,
                sighting.side,
                message,
                remedy=remedies.get(code, ""),
                state=state,
                ref=sighting.ref,
                field=name,
                mark=sighting.mark,
                label=self._ctx.mapping.label(sighting.view),
            )
        )

    def _alone(self, side: Side, refs: Iterable[Ref]) -> None:
        """Records with no partner: create it, or say why not."""
        ctx = self._ctx
        kept_apart = {ref for ref, reason in ctx.journal.aside(ctx.sync.id, side) if reason == "unlinked"}
        target = other(side)
        writable = [one.name for one in ctx.mapping.fields if one.writable(target)]
        allowed = bool(writable) and ctx.open_side(target).capabilities.create
        for batch in _batches(refs):
            staged = ctx.journal.staged(ctx.run_id, side, batch)
            operations = []
            for ref in batch:
                if ref in kept_apart:
                    self._outlook.unlinked[side][ref] = "unlinked"
                elif unsettled(ctx, staged[ref]) or skips_create(ctx, side, ref):
                    self._outlook.put_off = True
                    self._outlook.unlinked[side][ref] = "waiting"
                elif not allowed:
                    self._outlook.unlinked[side][ref] = "excluded"
                elif not self._refused(staged[ref]) and (create := self._create(staged[ref], writable)):
                    operations.append(create)
            self._plan(self._screen.clear(operations))
            ctx.tell(Phase.DECIDING)

    def _refused(self, sighting: Sighting) -> bool:
        """Whether this very record was refused, or is in doubt, and nobody asked to try again."""
        for hold in self._record_holds.get((sighting.side, sighting.ref), ()):
            again = hold.mark != sighting.mark and hold.code not in _STANDING
            if (hold.code in REFUSALS | _STANDING or hold.state is HoldState.DISMISSED) and not again:
                state = "excluded" if hold.state is HoldState.DISMISSED else hold.state.value
                self._outlook.unlinked[sighting.side][sighting.ref] = state
                return True
        return False

    def _create(self, sighting: Sighting, writable: Sequence[str]) -> Operation | None:
        """The create for a record without a partner; None where it is held instead."""
        ctx, side, view = self._ctx, sighting.side, sighting.view
        target = other(side)
        problems = dict(ctx.problems.get((side, sighting.ref), {}))
        for name, text in problems.items():
            self._hold_alone(sighting, "lens", text, HoldState.FAILED, name)
        left_out = self._left_out(sighting)
        if left_out is None:
            return None
        wanted = {name: view[name] for name in writable if name in view}
        values, put_problems = ctx.mapping.put(target, wanted, None)
        for name, text in invalid_fields(ctx, target, values, create=True).items():
            put_problems.setdefault(name, text)
        for one in ctx.mapping.fields:
            if one.required and is_blank(view.get(one.name)):
                put_problems.setdefault(one.name, "is blank, the sync requires it")
        for name, text in put_problems.items():
            self._hold_alone(sighting, "invalid", text, HoldState.FAILED, name)
        if problems or put_problems:
            return None
        lenses = self._lenses
        self._outlook.creating[side].add(sighting.ref)
        view = {**view, **dict.fromkeys(left_out)}  # as if blank: what is written in the second step is a change then
        return Operation(
            OperationKind.CREATE,
            target,
            source_ref=sighting.ref,
            changes=tuple(
                FieldChange(name, None, value, value, "new record", lens=lenses[name]) for name, value in wanted.items()
            ),
            reason=f"new in {side.upper()}",
            settles=not left_out,
            view_a=dict(view) if side == "a" else {},
            view_b=dict(view) if side == "b" else {},
            mark_a=sighting.mark if side == "a" else None,
            mark_b=sighting.mark if side == "b" else None,
            label=ctx.mapping.label(view),
            source_who=sighting.modified_by,
            source_time=sighting.modified_at,
            token=f"ds-{ctx.nonce}-{ctx.sync.id}-{ctx.run_id}-{side}-{sighting.ref}",
        )

    def _left_out(self, sighting: Sighting) -> frozenset[str] | None:
        """The references that a new record is made without, to be written in a second step; None: it waits, or is held."""
        left_out = waiting.left_out(self._ctx, sighting.side, sighting.ref)
        held = waiting.taken(self._ctx, sighting) if left_out is not None else None
        if left_out is None or held is not None:
            self._outlook.unlinked[sighting.side][sighting.ref] = HoldState.WAITING.value
            self._outlook.holds.extend([held] if held is not None else [])
            return None
        return left_out

    # guard ---------------------------------------------------------------------------------------------------------

    def _guard(self, found: Mapping[Side, Found]) -> tuple[GuardFinding, ...]:
        ctx = self._ctx
        links = ctx.journal.link_count(ctx.sync.id)
        names = {"a": ctx.a.name, "b": ctx.b.name}
        checked = guards.check(ctx.definition.guard, self._tally, links + self._outlook.paired, self._filled, names)  # type: ignore[arg-type]
        findings = list(checked)
        for side, one in found.items():
            if one.full and one.listed == 0 and one.gone:
                findings.append(GuardFinding("empty", f"{names[side]} came back empty, it had {one.gone} records"))
        if not ctx.sync.paired:
            findings.insert(0, GuardFinding("first_pairing", "the first pairing waits for your approval"))
        if restored := rebase.finding(ctx, writes=bool(self._outlook.counts)):
            findings.insert(0, restored)
        return tuple(findings)

    def _filled(self, side: Side, name: str) -> int:
        """How many records of the side hold a value in the field, by their bases."""
        ctx, count = self._ctx, 0
        for batch in _batches(ctx.journal.all_marks(ctx.sync.id, side)):
            links = ctx.journal.links(ctx.sync.id, [mark.link_id for _, mark in batch])
            count += sum(not is_blank(link.base(side).get(name)) for link in links.values())
        return count


def _by_link(conflicts: Sequence[Conflict]) -> dict[int, list[Conflict]]:
    grouped: dict[int, list[Conflict]] = {}
    for conflict in conflicts:
        grouped.setdefault(conflict.link_id, []).append(conflict)
    return grouped


def _batches(rows: Iterable[T], size: int = _BATCH) -> Iterator[list[T]]:
    batch: list[T] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch
