"""Three-way merge of one field: the table of SYNC.md, section Merge. Pure.

Each side is compared with its own base (what it showed after the last agreement), so that a system which stores a value
differently from how it was written never looks as if somebody had edited it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from desktop_sync.model.mapping import BlankRule, ConflictRule, Direction, FirstRun
from desktop_sync.model.plan import Resolution
from desktop_sync.model.values import MISSING, Missing, Value, is_blank

NEWEST_TOLERANCE_S = 2.0
"""Times closer than this (or than the systems' resolution) do not say who was later."""


@dataclass(frozen=True, slots=True)
class Times:
    """When each side was last modified, corrected for clock skew (aware UTC), and how far apart counts as later, in seconds."""

    a: dt.datetime | None = None
    b: dt.datetime | None = None
    tolerance_s: float = NEWEST_TOLERANCE_S

    def newest(self) -> str | None:
        """`a` or `b`; None when it cannot be told."""
        if self.a is None or self.b is None:
            return None
        lead = (self.a - self.b).total_seconds()
        if abs(lead) <= self.tolerance_s:
            return None
        return "a" if lead > 0 else "b"


@dataclass(frozen=True, slots=True)
class FieldRules:
    """What decides about one field. `same` is ≡ under both sides' tolerance; `unchanged_*` under the side's own."""

    name: str
    same: Callable[[Value, Value], bool]
    unchanged_a: Callable[[Value, Value], bool]
    unchanged_b: Callable[[Value, Value], bool]
    direction: Direction = Direction.BOTH
    conflict: ConflictRule = ConflictRule.ASK
    first_run: FirstRun = FirstRun.ASK
    blank: BlankRule = BlankRule.VALUE


@dataclass(frozen=True, slots=True)
class FieldMerge:
    """The result for one field: where `value` is to be written, or `conflict`; `rule` says why, in words.

    `settles`: the values seen become the base (nothing is left open). `touched`: anything changed at all.
    """

    value: Value = field(default=None, repr=False)
    write_a: bool = False
    write_b: bool = False
    conflict: bool = False
    first: bool = False
    settles: bool = True
    rule: str = ""


DECIDED = "decided by a person"
NOTHING = FieldMerge()
ABSENT = FieldMerge(settles=False, rule="not sent by the system")


@dataclass(frozen=True, slots=True)
class FieldState:
    """A field on both sides: base and value now. MISSING: no base yet, or not sent."""

    a0: Value | Missing = field(repr=False)
    b0: Value | Missing = field(repr=False)
    a: Value | Missing = field(repr=False)
    b: Value | Missing = field(repr=False)


def merge_field(rules: FieldRules, state: FieldState, times: Times, decision: Resolution | None = None) -> FieldMerge:
    """What becomes of the field. Total: every state has exactly one answer."""
    a, b, a0, b0 = state.a, state.b, state.a0, state.b0
    if a is MISSING or b is MISSING:
        return _beside_absent(rules, state)
    if rules.same(a, b):
        return NOTHING
    if rules.direction is not Direction.BOTH:
        return _one_way(rules, state)
    if a0 is MISSING or b0 is MISSING:
        if decision is not None:
            return _decided(decision, a, b, None, rules)
        return _first(rules, a, b, times)
    if decision is not None:  # one side may hold what was decided already: then it shows no change any more
        return _decided(decision, a, b, a0, rules)
    changed_a = not rules.unchanged_a(a, a0)
    changed_b = not rules.unchanged_b(b, b0)
    if changed_a and changed_b:
        return _both_changed(rules, a, b, times)
    if changed_a:
        return _carry("b", a, b, rules, "changed in A")
    if changed_b:
        return _carry("a", b, a, rules, "changed in B")
    return NOTHING


def _beside_absent(rules: FieldRules, state: FieldState) -> FieldMerge:
    """One side at least does not send the field, which says nothing: an edit of the other side is carried all the same."""
    if state.a is not MISSING:
        return _carry_blindly("b", state.a, state.a0, rules, rules.unchanged_a)
    if state.b is not MISSING:
        return _carry_blindly("a", state.b, state.b0, rules, rules.unchanged_b)
    return ABSENT


def _carry_blindly(
    to: str, value: Value, base: Value | Missing, rules: FieldRules, unchanged: Callable[[Value, Value], bool]
) -> FieldMerge:
    if rules.direction is (Direction.B_TO_A if to == "b" else Direction.A_TO_B):
        return ABSENT
    if base is MISSING:
        return FieldMerge(rule=ABSENT.rule)  # what later edits are known by
    if unchanged(value, base) or (rules.blank is BlankRule.KEEP and is_blank(value)):
        return ABSENT
    source = "A" if to == "b" else "B"
    return FieldMerge(value=value, write_a=to == "a", write_b=to == "b", rule=f"changed in {source}")


def _carry(to: str, value: Value, over: Value, rules: FieldRules, rule: str) -> FieldMerge:
    """Write `value` on side `to` over `over`, unless a blank may not overwrite."""
    if rules.blank is BlankRule.KEEP and is_blank(value) and not is_blank(over):
        return FieldMerge(rule="a blank never overwrites")
    return FieldMerge(value=value, write_a=to == "a", write_b=to == "b", rule=rule)


def _one_way(rules: FieldRules, state: FieldState) -> FieldMerge:
    a, b, a0, b0 = state.a, state.b, state.a0, state.b0
    assert a is not MISSING
    assert b is not MISSING
    if rules.direction is Direction.A_TO_B:
        source, target, source0, target0, to = a, b, a0, b0, "b"
        source_same, target_same = rules.unchanged_a, rules.unchanged_b
    else:
        source, target, source0, target0, to = b, a, b0, a0, "a"
        source_same, target_same = rules.unchanged_b, rules.unchanged_a
    if source0 is MISSING or target0 is MISSING:
        return _carry(to, source, target, rules, "one way, first pairing")
    if not source_same(source, source0):
        return _carry(to, source, target, rules, f"changed in {'A' if to == 'b' else 'B'}")
    if not target_same(target, target0):
        return _carry(to, source, target, rules, "one way: an edit on the target side is overwritten")
    return NOTHING


def _first(rules: FieldRules, a: Value, b: Value, times: Times) -> FieldMerge:
    rule = rules.first_run
    if rule is FirstRun.PREFER_A:
        return _carry("b", a, b, rules, "first pairing prefers A")
    if rule is FirstRun.PREFER_B:
        return _carry("a", b, a, rules, "first pairing prefers B")
    if rule is FirstRun.FILL_BLANKS and is_blank(a) != is_blank(b):
        if is_blank(b):
            return FieldMerge(value=a, write_b=True, rule="first pairing fills blanks")
        return FieldMerge(value=b, write_a=True, rule="first pairing fills blanks")
    newest = times.newest() if rule is FirstRun.NEWEST else None
    if newest == "a":
        return _carry("b", a, b, rules, "first pairing: A is newer")
    if newest == "b":
        return _carry("a", b, a, rules, "first pairing: B is newer")
    return FieldMerge(conflict=True, first=True, settles=False, rule="differs at the first pairing")


def _both_changed(rules: FieldRules, a: Value, b: Value, times: Times) -> FieldMerge:
    rule = rules.conflict
    if rule is ConflictRule.A:
        return _carry("b", a, b, rules, "changed on both sides: A wins")
    if rule is ConflictRule.B:
        return _carry("a", b, a, rules, "changed on both sides: B wins")
    newest = times.newest() if rule is ConflictRule.NEWEST else None
    if newest == "a":
        return _carry("b", a, b, rules, "changed on both sides: A is newer")
    if newest == "b":
        return _carry("a", b, a, rules, "changed on both sides: B is newer")
    return FieldMerge(conflict=True, settles=False, rule="changed on both sides")


def _decided(decision: Resolution, a: Value, b: Value, a0: Value | Missing, rules: FieldRules) -> FieldMerge:
    """A person's word beats every rule, the blank rule too."""
    rule = DECIDED
    if decision.take == "a":
        return FieldMerge(value=a, write_b=True, rule=rule)
    if decision.take == "b":
        return FieldMerge(value=b, write_a=True, rule=rule)
    if decision.take == "base" and a0 is MISSING:
        return FieldMerge(conflict=True, first=True, settles=False, rule="there is no earlier value to take")
    value = decision.value if decision.take == "value" else a0
    assert value is not MISSING
    return FieldMerge(value=value, write_a=not rules.same(value, a), write_b=not rules.same(value, b), rule=rule)
