"""What becomes of one link: the table of SYNC.md for changes, deletes and their conflicts. Pure.

`reconcile` only decides; turning its answer into operations needs the records and is the engine's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_sync.model.plan import Resolution
from desktop_sync.model.record import Side, other
from desktop_sync.model.sync import DeletePolicy, Rules
from desktop_sync.model.values import MISSING, Value, View, is_blank, plain
from desktop_sync.sync.merge import FieldMerge, FieldRules, FieldState, Times, merge_field


@dataclass(frozen=True, slots=True)
class Seen:
    """One side of a link as a run found it: gone, outside its filter, or its view."""

    gone: bool = False
    outside: bool = False
    view: View = field(default_factory=dict, repr=False)


class Fate(StrEnum):
    """What becomes of a link as a whole."""

    MERGE = "merge"
    DELETE = "delete"
    ARCHIVE = "archive"
    FORGET = "forget"
    UNLINK = "unlink"
    IGNORE = "ignore"
    STAY_IGNORED = "stay_ignored"
    DELETE_EDIT = "delete_edit"
    RECREATE = "recreate"
    OUTSIDE = "outside"
    """A filter keeps the pair apart: nothing is written, nothing is forgotten."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The answer: for MERGE the fields' merges by name; for the others the `side` that is written or kept."""

    fate: Fate
    side: Side = "a"
    merges: Mapping[str, FieldMerge] = field(default_factory=dict, repr=False)
    reason: str = ""

    @property
    def writes(self) -> tuple[bool, bool]:
        """Whether side A and side B get a write by the merge."""
        merges = self.merges.values()
        return any(m.write_a for m in merges), any(m.write_b for m in merges)

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The fields left in conflict."""
        return tuple(name for name, merge in self.merges.items() if merge.conflict)


@dataclass(frozen=True, slots=True)
class Bases:
    """Both bases of a link, and which side was already known to be gone ("" for none)."""

    a: View = field(repr=False)
    b: View = field(repr=False)
    gone: str = ""


def merge_views(
    rules: Sequence[FieldRules], bases: Bases, a: View, b: View, times: Times, decisions: Mapping[str, Resolution]
) -> dict[str, FieldMerge]:
    """Every field merged; fields absent on a side do nothing."""
    merged = {}
    for one in rules:
        name = one.name
        state = FieldState(
            bases.a.get(name, MISSING), bases.b.get(name, MISSING), a.get(name, MISSING), b.get(name, MISSING)
        )
        merged[name] = merge_field(one, state, times, decisions.get(name))
    return merged


def changed_fields(rules: Sequence[FieldRules], side: Side, base: View, now: View) -> tuple[str, ...]:
    """The fields in which a side differs from its base under its own tolerance.

    A filled field without a base (a first pairing that is not decided yet) holds what the other side never saw: it differs.
    """
    found = []
    for one in rules:
        before, after = base.get(one.name, MISSING), now.get(one.name, MISSING)
        if after is MISSING:
            continue
        if before is MISSING:
            if not is_blank(after):
                found.append(one.name)
            continue
        unchanged = one.unchanged_a if side == "a" else one.unchanged_b
        if not unchanged(after, before):
            found.append(one.name)
    return tuple(found)


def reconcile(
    rules: Sequence[FieldRules],
    policy: Rules,
    bases: Bases,
    a: Seen,
    b: Seen,
    times: Times,
    decisions: Mapping[str, Resolution],
) -> Reconciled:
    """What becomes of the link. `decisions`: by field name; "" decides a delete against an edit."""
    if a.outside or b.outside:
        return Reconciled(Fate.OUTSIDE, "a" if a.outside else "b", reason="left the filter")
    if a.gone and b.gone:
        return Reconciled(Fate.FORGET, reason="deleted on both sides")
    if a.gone or b.gone:
        return _one_gone(rules, policy, bases, a, b, decisions.get(""))
    return Reconciled(Fate.MERGE, merges=merge_views(rules, bases, a.view, b.view, times, decisions))


def _one_gone(
    rules: Sequence[FieldRules], policy: Rules, bases: Bases, a: Seen, b: Seen, decision: Resolution | None
) -> Reconciled:
    gone: Side = "a" if a.gone else "b"
    kept = other(gone)
    name = gone.upper()
    rule = policy.a_to_b if gone == "a" else policy.b_to_a
    if bases.gone == gone:
        return Reconciled(Fate.STAY_IGNORED, kept)
    if rule is DeletePolicy.IGNORE:
        return Reconciled(Fate.IGNORE, kept, reason=f"deleted in {name}; the rule leaves the other side alone")
    if rule is DeletePolicy.UNLINK:
        return Reconciled(Fate.UNLINK, kept, reason=f"deleted in {name}; the rule unlinks")
    view, base = (b.view, bases.b) if kept == "b" else (a.view, bases.a)
    why = f"deleted in {name}"
    if changed_fields(rules, kept, base, view):
        if decision is None or decision.take not in ("a", "b"):
            return Reconciled(Fate.DELETE_EDIT, kept, reason=f"deleted in {name}, edited in {kept.upper()}")
        if decision.take == kept:
            return Reconciled(Fate.RECREATE, gone, reason="decided by a person: kept and made again")
        why = "decided by a person"
    if rule is DeletePolicy.ARCHIVE:
        return Reconciled(Fate.ARCHIVE, kept, reason=f"{why}: archived")
    return Reconciled(Fate.DELETE, kept, reason=why)


def describe_edit(changed: Sequence[str], view: View) -> Value:
    """An edit in one text, for a delete against an edit: "city = Kiel; phone = +49 …"."""
    return "; ".join(f"{name} = {plain(view.get(name))}" for name in changed)
