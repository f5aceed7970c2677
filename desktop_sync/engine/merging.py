"""Merging duplicates of one side: the record that is kept gets what it lacks, the others are deleted. Planned first, like an undo.

What is deleted is kept whole in the history, so that taking the run back makes it again. The next run carries the rest.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute

from desktop_sync.engine.context import ProgressSink, RunContext
from desktop_sync.engine.invalid import invalid_fields
from desktop_sync.engine.keeping import whole
from desktop_sync.engine.ownrun import finished, own_run, sentences
from desktop_sync.engine.ports import Ports
from desktop_sync.engine.recover import recover
from desktop_sync.engine.revert import RestoreReport
from desktop_sync.engine.rewrite import EDIT, Step, Tally
from desktop_sync.engine.scratching import named_sync
from desktop_sync.errors import UsageError
from desktop_sync.model.plan import FieldChange, Operation, OperationKind
from desktop_sync.model.record import Delete, Record, Ref, Side, Update
from desktop_sync.model.values import View
from desktop_sync.sync.duplicates import MOST, Proposal, propose
from desktop_sync.sync.ports import Audit
from desktop_sync.sync.sensitive import Veil

_RULE = "merged by a person"
_HELD = ("ambiguous", "same_key")


@dataclass(frozen=True)
class Twins:
    """Records of one side as they are just now. `linked`: those with a partner on the other side; one of them is to be kept."""

    sync: str
    side: Side
    system: str
    views: Mapping[Ref, View] = attribute(repr=False)
    proposal: Proposal = attribute(repr=False)
    linked: frozenset[Ref] = frozenset()
    labels: Mapping[Ref, str] = attribute(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Wanted:
    """What is to become of twins: `keep` stays, `others` go. `take`: field → the record whose value is kept, beside what fills blanks."""

    keep: Ref
    others: tuple[Ref, ...]
    take: Mapping[str, Ref] = attribute(default_factory=dict)


class Merging:
    """Looks twins up, and merges them. Any thread; talks to the system."""

    def __init__(self, ports: Ports, audit: Audit) -> None:
        self._ports = ports
        self._audit = audit

    def look(
        self, name: str, side: Side, refs: Sequence[Ref], keep: Ref | None = None, cancel: threading.Event | None = None
    ) -> Twins:
        """The records, and what merging them would give. `keep` None: the fullest. Raises UsageError where there is nothing to merge."""
        with own_run(self._ports, named_sync(self._ports, name), None, cancel, dry=True) as ctx:
            return _twins(ctx, side, _several(refs), keep, self._ports.veil(ctx.definition))

    def merge(
        self,
        name: str,
        side: Side,
        wanted: Wanted,
        *,
        dry: bool = False,
        progress: ProgressSink | None = None,
        cancel: threading.Event | None = None,
    ) -> RestoreReport:
        """Write what is taken, then delete the others; nothing is deleted when the write is refused.

        Raises UsageError for records that are not there, or have a partner each, and where nothing can be deleted.
        """
        sync = named_sync(self._ports, name)
        refs = _several((wanted.keep, *wanted.others))
        with own_run(self._ports, sync, progress, cancel, dry=dry) as ctx:
            if not dry:
                recover(ctx)
            twins = _twins(ctx, side, refs, wanted.keep)
            update, deletes = _steps(ctx, twins, wanted)
            veil = self._ports.veil(ctx.definition)
            operations = tuple(veil.operation(step.operation) for step in (*update, *deletes))
            if dry:
                return RestoreReport(operations)

            def then(tally: Tally) -> Sequence[Step]:
                return () if tally.left else deletes

            report, tally = finished(ctx, update, (), then=then)
            if not tally.left:
                ctx.journal.close_holds(sync.id, refs=[(side, ref) for ref in refs], codes=_HELD)
            details = {"by": report.id, "written": report.written}
            self._audit.record("user", "record.merge", ctx.definition.name, details)
            return RestoreReport(operations, sentences(tally.left), report)


def _several(refs: Sequence[Ref]) -> tuple[Ref, ...]:
    found = tuple(dict.fromkeys(refs))
    if len(found) < 2:
        raise UsageError("merging takes two records or more of one side")
    if len(found) > MOST:
        raise UsageError(f"that many records are no duplicates: up to {MOST} can be merged")
    return found


def _twins(ctx: RunContext, side: Side, refs: Sequence[Ref], keep: Ref | None, veil: Veil | None = None) -> Twins:
    one = ctx.open_side(side)
    if not one.capabilities.delete:
        raise UsageError(
            f"{one.name} lets nothing be deleted from here",
            advice="Merge the records in the system itself, or leave one of them on its own.",
        )
    records = ctx.read(side, list(refs))
    missing = [ref for ref in refs if ref not in records]
    if missing:
        raise UsageError(f"record {missing[0]} is not there any more", advice="Look at the pairs anew.")
    linked = [ref for ref in refs if ctx.journal.link_by_ref(ctx.sync.id, side, ref) is not None]
    if len(linked) > 1 or (keep is not None and linked and keep not in linked):
        raise UsageError(
            f"record {next(ref for ref in linked if ref != keep)} has a partner on the other side",
            advice="Keep that record, or part it first: desktop-sync unpair.",
        )
    veil = veil or Veil()
    views = {ref: veil.view(ctx.view(side, records[ref])) for ref in refs}
    times = {ref: records[ref].modified_at for ref in refs}
    proposal = propose(views, times, keep or next(iter(linked), None))
    assert proposal is not None  # there are two or more
    labels = {ref: ctx.mapping.label(view) for ref, view in views.items()}
    return Twins(ctx.definition.name, side, one.name, views, proposal, frozenset(linked), labels)


def _steps(ctx: RunContext, twins: Twins, wanted: Wanted) -> tuple[list[Step], list[Step]]:
    side = twins.side
    records, kept = ctx.read(side, list(twins.views)), whole(ctx, side, wanted.others)
    missing = [ref for ref in twins.views if ref not in records]
    if missing:
        raise UsageError(f"record {missing[0]} is not there any more", advice="Look at the pairs anew.")
    deletes = [
        Step(
            Operation(
                OperationKind.DELETE,
                side,
                ref=ref,
                reason=f"merged into record {wanted.keep} by a person",
                settles=False,
                label=twins.labels[ref],
                token=f"{EDIT}{ctx.run_id}:{ref}",
                keep=dict(kept.get(ref, records[ref]).values),
            ),
            Delete(records[ref]),
        )
        for ref in wanted.others
    ]
    return _update(ctx, twins, wanted, records[wanted.keep]), deletes


def _update(ctx: RunContext, twins: Twins, wanted: Wanted, record: Record) -> list[Step]:
    """What the kept record gets; nothing where it holds all that is wanted already."""
    side, now = twins.side, twins.views[wanted.keep]
    sources = {**twins.proposal.taken, **wanted.take}
    unknown = [name for name, ref in sources.items() if ref not in twins.views or name not in _names(ctx)]
    if unknown:
        raise UsageError(
            f"“{unknown[0]}” can't be taken from there", advice="Name a shared field, and one of the records."
        )
    taken = {name: twins.views[ref].get(name) for name, ref in sources.items() if ref != wanted.keep}
    values, problems = ctx.mapping.put(side, taken, record.values)
    problems |= {
        name: text for name, text in invalid_fields(ctx, side, values, create=False).items() if name not in problems
    }
    if problems:
        raise UsageError(f"the value can't be written: {'; '.join(problems.values())}")
    if not values:
        return []
    link = ctx.journal.link_by_ref(ctx.sync.id, side, wanted.keep)
    changes = tuple(
        FieldChange(name, now.get(name), value, None, _RULE, ctx.mapping.field(name).lens.label)
        for name, value in taken.items()
    )
    operation = Operation(
        OperationKind.UPDATE,
        side,
        ref=wanted.keep,
        link_id=link.id if link else None,
        changes=changes,
        reason=_RULE,
        settles=False,
        label=twins.labels[wanted.keep],
        token=f"{EDIT}{ctx.run_id}",
    )
    return [Step(operation, Update(record, values))]


def _names(ctx: RunContext) -> frozenset[str]:
    return frozenset(one.name for one in ctx.mapping.fields)
