"""Step 7, validate, for the user's own rules: what breaks one is taken out of the plan and held, the rest goes on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from desktop_sync.engine.context import Outlook, RunContext, source_side
from desktop_sync.engine.loops import LoopBreaker
from desktop_sync.engine.pointing import Pointing
from desktop_sync.engine.unique import Taken
from desktop_sync.model.mapping import Check
from desktop_sync.model.plan import Hold, HoldState, Operation, OperationKind
from desktop_sync.sync import checks

_CHECKED = frozenset({OperationKind.CREATE, OperationKind.UPDATE})


@dataclass(frozen=True, slots=True)
class Finding:
    """Why one field of an operation must not be written. `message` says it, `remedy` what helps."""

    at: int
    name: str
    code: str
    message: str = field(repr=False)
    remedy: str = ""


class Screen:
    """Takes what must not be written out of the plan, before it is one. One use per plan; `holds`: those that are open."""

    def __init__(self, ctx: RunContext, outlook: Outlook, holds: Sequence[Hold]) -> None:
        self._ctx = ctx
        self._outlook = outlook
        self._taken = Taken(ctx)
        self._pointing = Pointing(ctx)
        self._loops = LoopBreaker(ctx, holds)
        self._rules = {one.name: one.link.check for one in ctx.mapping.fields if one.link.check != Check()}

    def clear(self, operations: Sequence[Operation]) -> list[Operation]:
        """The operations that may be planned; what is taken out is held."""
        if not any(one.kind in _CHECKED for one in operations):
            return list(operations)
        out: dict[int, set[str]] = {}
        for finding in self._broken(operations):
            out.setdefault(finding.at, set()).add(finding.name)
            self._hold(operations[finding.at], finding)
        for at, name, hold in self._loops.look(operations):
            out.setdefault(at, set()).add(name)
            if hold is not None:
                self._outlook.holds.append(hold)
        for at, name, message in self._taken.look(operations, out):
            out.setdefault(at, set()).add(name)
            remedy = "Change one of the two, or merge them if they are the same thing; then it goes on by itself."
            self._hold(operations[at], Finding(at, name, "duplicate", message, remedy))
        for at, name, message in self._pointing.look(operations, out):
            out.setdefault(at, set()).add(name)
            remedy = "Make that record there first, or correct the reference; then it goes on by itself."
            self._hold(operations[at], Finding(at, name, "reference", message, remedy))
        return self._without(operations, out) if out else list(operations)

    def _broken(self, operations: Sequence[Operation]) -> Iterable[Finding]:
        for at, one in enumerate(operations if self._rules else ()):
            if one.kind not in _CHECKED:
                continue
            for change in one.changes:
                rule = self._rules.get(change.name)
                text = checks.problem(rule, change.new) if rule else ""
                if text:
                    side = source_side(one).upper()
                    remedy = f"Correct the value in {side}, or change “check” of the field “{change.name}” in the sync."
                    yield Finding(at, change.name, "invalid", f"“{change.name}” {text}.", remedy)

    def _hold(self, one: Operation, finding: Finding) -> None:
        """A create is held with its source, an update with its pair."""
        source = source_side(one)
        new = one.kind is OperationKind.CREATE
        self._outlook.holds.append(
            Hold(
                finding.code,
                source if new else one.side,
                finding.message,
                remedy=finding.remedy,
                state=HoldState.FAILED,
                link_id=one.link_id,
                ref=one.source_ref if new else one.ref,
                field=finding.name,
                mark=one.mark_a if source == "a" else one.mark_b,
                label=one.label,
            )
        )

    def _without(self, operations: Sequence[Operation], out: dict[int, set[str]]) -> list[Operation]:
        """The operations without what is held. A pair of which something is held stays open."""
        open_pairs = {_pair(operations[at]) for at in out if operations[at].kind is not OperationKind.CREATE}
        kept: list[Operation] = []
        for at, one in enumerate(operations):
            names = out.get(at, set())
            if names and one.kind is OperationKind.CREATE:
                source = source_side(one)
                if one.source_ref is not None:
                    self._outlook.creating[source].discard(one.source_ref)
                    self._outlook.unlinked[source][one.source_ref] = "failed"
                continue
            changes = tuple(change for change in one.changes if change.name not in names)
            settles = one.settles and _pair(one) not in open_pairs
            if one.kind is OperationKind.UPDATE and not changes:
                kept.extend(_left_open(one, operations))
                continue
            kept.append(replace(one, changes=changes, settles=settles) if names or settles != one.settles else one)
        return _last_is_final(kept)


def _pair(one: Operation) -> tuple[object, object]:
    """What the operations of one pair have in common."""
    return (one.ref, one.source_ref) if one.side == "a" else (one.source_ref, one.ref)


def _left_open(one: Operation, operations: Sequence[Operation]) -> list[Operation]:
    """What is left of an update without changes: what else was agreed is remembered, and the pair stays open."""
    if one.link_id is None and any(_pair(o) == _pair(one) and o.kind is OperationKind.PAIR for o in operations):
        return []
    return [replace(one, kind=OperationKind.AGREE, changes=(), settles=False, reason="held")]


def _last_is_final(operations: list[Operation]) -> list[Operation]:
    """An update that was the first of two, and is alone now, ends its pair."""
    last = {_pair(one): at for at, one in enumerate(operations) if one.kind is OperationKind.UPDATE}
    return [
        replace(one, final=True)
        if one.kind is OperationKind.UPDATE and not one.final and last[_pair(one)] == at
        else one
        for at, one in enumerate(operations)
    ]
