"""Step 5, match: what people ruled first, then the match keys; duplicates within a side are told."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from desktop_sync.engine.context import RunContext
from desktop_sync.engine.rebase import KnownAgain, known_again
from desktop_sync.model.record import SIDES, Ref, Side
from desktop_sync.model.sync import Duplicates
from desktop_sync.sync import matching
from desktop_sync.sync.duplicates import MOST, Proposal, propose
from desktop_sync.sync.sensitive import veil_of


@dataclass(frozen=True)
class Matched:
    """How this run's records without a link pair. `ruled`: pairs by hand; `apart`: records that a person left on their own;
    `twins`: those to be held; all are left out of `matches.pairs`, `only_a` and `only_b`.
    """

    matches: matching.Matches
    ruled: tuple[tuple[Ref, Ref], ...]
    apart: dict[Side, tuple[Ref, ...]]
    twins: tuple[matching.Twins, ...]
    again: KnownAgain
    """Pairs that a restore made the workspace forget; they are left out of `matches.only_a` and `only_b`, too."""

    def alone(self, side: Side) -> Sequence[Ref]:
        """Records with nothing to pair them with, and nothing against making them on the other side."""
        held = {ref for one in self.twins if one.side == side for ref in one.refs}
        refs = self.matches.only_a if side == "a" else self.matches.only_b
        return [ref for ref in refs if ref not in held] if held else refs


def match(ctx: RunContext, freed: Mapping[Side, Set[Ref]]) -> Matched:
    """Pair what the run has staged without a link. `freed`: records that are put off to the run's next pass."""
    rulings = ctx.journal.rulings(ctx.sync.id)
    wanted = [(a, b) for a, b in rulings if a is not None and b is not None]
    free = {"a": _free(ctx, "a", [a for a, _ in wanted]), "b": _free(ctx, "b", [b for _, b in wanted])}
    ruled = tuple((a, b) for a, b in wanted if a in free["a"] and b in free["b"])
    left: dict[Side, set[Ref]] = {
        "a": {a for a, b in rulings if a is not None and b is None},
        "b": {b for a, b in rulings if b is not None and a is None},
    }
    met: dict[Side, list[Ref]] = {"a": [], "b": []}
    taken = {"a": freed["a"] | {a for a, _ in ruled}, "b": freed["b"] | {b for _, b in ruled}}

    def keys(side: Side) -> Iterator[tuple[Ref, tuple[bytes | None, ...]]]:
        for sighting in ctx.journal.staged_unlinked(ctx.run_id, side):
            if sighting.ref in left[side]:
                met[side].append(sighting.ref)
            elif not sighting.gone and sighting.ref not in taken[side]:
                yield sighting.ref, ctx.mapping.match_keys(sighting.view)

    matches = matching.pair(keys("a"), keys("b"), ctx.definition.match_keys)
    twins = matches.twins if ctx.definition.duplicates is Duplicates.HOLD else ()
    again = known_again(ctx, matches.only_a, matches.only_b)
    matches, twins = _without(matches, twins, again)
    return Matched(matches, ruled, {side: tuple(met[side]) for side in SIDES}, twins, again)


def _without(
    matches: matching.Matches, twins: tuple[matching.Twins, ...], again: KnownAgain
) -> tuple[matching.Matches, tuple[matching.Twins, ...]]:
    """The rest, when these are known again."""
    if not again.equal and not again.alike:
        return matches, twins
    pairs = [*again.equal, *((one.a, one.b) for one in again.alike)]
    known: dict[Side, set[Ref]] = {"a": {a for a, _ in pairs}, "b": {b for _, b in pairs}}
    rest = [replace(one, refs=tuple(ref for ref in one.refs if ref not in known[one.side])) for one in twins]
    only_a, only_b = (
        tuple(ref for ref in refs if ref not in known[side])
        for side, refs in zip(SIDES, (matches.only_a, matches.only_b), strict=True)
    )
    return replace(matches, only_a=only_a, only_b=only_b), tuple(one for one in rest if len(one.refs) > 1)


def _free(ctx: RunContext, side: Side, refs: Sequence[Ref]) -> set[Ref]:
    """Which of these records are there, and no pair yet."""
    if not refs:
        return set()
    staged = ctx.journal.staged(ctx.run_id, side, refs)
    return {ref for ref, one in staged.items() if one.link_id is None and not one.gone}


def proposal(ctx: RunContext, side: Side, refs: Sequence[Ref]) -> Proposal | None:
    """What merging these records of one side would give; None where there is nothing to merge."""
    if len(refs) < 2:
        return None
    staged = ctx.journal.staged(ctx.run_id, side, list(refs[:MOST]))
    veil = veil_of(ctx.definition)
    return propose(
        {ref: veil.view(one.view) for ref, one in staged.items()}, {ref: one.modified_at for ref, one in staged.items()}
    )


def same_key(ctx: RunContext, twins: matching.Twins) -> str:
    """Why records of one side wait, in a sentence without values."""
    names = " and ".join(f"“{name}”" for name in ctx.definition.match_keys[0])
    others = len(twins.refs) - 1
    where = ctx.open_side(twins.side).name
    if others == 1:
        return f"Another record of {where} has the same {names}."
    return f"{others} other records of {where} have the same {names}."
