"""How records without a link would be paired, for people to look at before the first run."""

from collections.abc import Mapping, Sequence

from desktop_sync.engine.context import RunContext
from desktop_sync.engine.matches import Matched, match, proposal, same_key
from desktop_sync.model.plan import Pairing, PairingKind
from desktop_sync.model.record import SIDES, Ref, Side
from desktop_sync.model.values import View
from desktop_sync.sync.likeness import likely

Labels = Mapping[Side, Mapping[Ref, str]]


def pairings(ctx: RunContext) -> list[Pairing]:
    """Pairs by hand, sure ones, ambiguous groups, duplicates within a side, likely pairs, and what is alone."""
    labels: dict[Side, dict[Ref, str]] = {"a": {}, "b": {}}
    for side in SIDES:
        for one in ctx.journal.staged_unlinked(ctx.run_id, side):
            labels[side][one.ref] = ctx.mapping.label(one.view)
    found = match(ctx, {"a": set(), "b": set()})
    keys = ctx.definition.match_keys
    rows = [
        Pairing(PairingKind.SURE, (a,), (b,), (), 1.0, labels["a"][a], labels["b"][b], "paired by hand")
        for a, b in found.ruled
    ]
    rows += [
        Pairing(PairingKind.SURE, (one.a,), (one.b,), keys[one.key], 1.0, labels["a"][one.a], labels["b"][one.b])
        for one in found.matches.pairs
    ]
    rows += _ambiguous(ctx, found, labels)
    rows += _duplicates(ctx, found, labels)
    rows += _likely(ctx, found, labels)
    rows += [_alone(side, ref, labels, "") for side in SIDES for ref in found.alone(side)]
    rows += [_alone(side, ref, labels, "left on its own by hand") for side in SIDES for ref in found.apart[side]]
    return rows


def _ambiguous(ctx: RunContext, found: Matched, labels: Labels) -> list[Pairing]:
    rows = []
    for group in found.matches.ambiguous:
        names = {side: _names(labels, side, group.a if side == "a" else group.b) for side in SIDES}
        proposals = {
            side: made.as_json()
            for side in SIDES
            if (made := proposal(ctx, side, group.a if side == "a" else group.b)) is not None
        }
        rows.append(
            Pairing(
                PairingKind.AMBIGUOUS,
                group.a,
                group.b,
                ctx.definition.match_keys[group.key],
                0.0,
                names["a"],
                names["b"],
                group.reason,
                proposals=proposals,
                a_labels=tuple(labels["a"][ref] for ref in group.a),
                b_labels=tuple(labels["b"][ref] for ref in group.b),
            )
        )
    return rows


def _duplicates(ctx: RunContext, found: Matched, labels: Labels) -> list[Pairing]:
    """Told whether they are held or, by the sync's choice, carried as they are."""
    rows = []
    for twins in found.matches.twins:
        names = {side: _names(labels, side, twins.refs) if side == twins.side else "" for side in SIDES}
        made = proposal(ctx, twins.side, twins.refs)
        rows.append(
            Pairing(
                PairingKind.DUPLICATE,
                twins.refs if twins.side == "a" else (),
                twins.refs if twins.side == "b" else (),
                ctx.definition.match_keys[0],
                0.0,
                names["a"],
                names["b"],
                same_key(ctx, twins),
                proposals={twins.side: made.as_json()} if made else {},
                a_labels=tuple(labels["a"][ref] for ref in twins.refs) if twins.side == "a" else (),
                b_labels=tuple(labels["b"][ref] for ref in twins.refs) if twins.side == "b" else (),
            )
        )
    return rows


def _likely(ctx: RunContext, found: Matched, labels: Labels) -> list[Pairing]:
    guesses = likely(_views(ctx, "a", found.alone("a")), _views(ctx, "b", found.alone("b")))
    return [
        Pairing(
            PairingKind.LIKELY,
            (one.a,),
            (one.b,),
            (),
            one.score,
            labels["a"][one.a],
            labels["b"][one.b],
            one.reason,
            one.fields,
        )
        for one in guesses
    ]


def _views(ctx: RunContext, side: Side, refs: Sequence[Ref]) -> dict[Ref, View]:
    wanted = set(refs)
    return {one.ref: one.view for one in ctx.journal.staged_unlinked(ctx.run_id, side) if one.ref in wanted}


def _alone(side: Side, ref: Ref, labels: Labels, reason: str) -> Pairing:
    if side == "a":
        return Pairing(PairingKind.ONLY_A, a_refs=(ref,), a_label=labels["a"][ref], reason=reason)
    return Pairing(PairingKind.ONLY_B, b_refs=(ref,), b_label=labels["b"][ref], reason=reason)


def _names(labels: Labels, side: Side, refs: Sequence[Ref]) -> str:
    return ", ".join(labels[side][ref] for ref in refs)
