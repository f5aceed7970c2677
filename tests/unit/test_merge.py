"""The merge table of SYNC.md, row by row and at random."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.model.mapping import BlankRule, ConflictRule, Direction, FirstRun
from desktop_sync.model.plan import Resolution
from desktop_sync.model.values import MISSING
from desktop_sync.sync.merge import FieldRules, FieldState, Times, merge_field

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
NO_TIMES = Times()
VALUES = st.one_of(st.just(MISSING), st.none(), st.sampled_from(("x", "y", "z")))
STATES = st.builds(FieldState, VALUES, VALUES, VALUES, VALUES)
RULES = st.builds(
    lambda direction, conflict, first, blank: rules(
        direction=direction, conflict=conflict, first_run=first, blank=blank
    ),
    st.sampled_from(Direction),
    st.sampled_from(ConflictRule),
    st.sampled_from(FirstRun),
    st.sampled_from(BlankRule),
)


def rules(**changes: object) -> FieldRules:
    """A field without tolerance."""
    equal = lambda one, two: one == two  # noqa: E731
    return FieldRules("f", equal, equal, equal, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "value", "write_a", "write_b", "conflict"),
    [
        (FieldState("x", "x", "x", "x"), None, False, False, False),
        (FieldState("x", "x", "y", "y"), None, False, False, False),
        (FieldState("x", "x", "x", "y"), "y", True, False, False),
        (FieldState("x", "x", "y", "x"), "y", False, True, False),
        (FieldState("x", "x", None, "x"), None, False, True, False),
        (FieldState("x", "x", "y", "z"), None, False, False, True),
        (FieldState("x", "x", "y", MISSING), "y", False, True, False),  # absent says nothing; the edit is carried
        (FieldState("x", MISSING, None, MISSING), None, False, True, False),
        (FieldState("x", "x", "x", MISSING), None, False, False, False),
        (FieldState(MISSING, "x", "y", MISSING), None, False, False, False),
        (FieldState("long", "lon", "long", "lon"), None, False, False, False),  # B cuts: no change, ever
        (FieldState("long", "lon", "long", "new"), "new", True, False, False),
        (FieldState(MISSING, MISSING, "x", "y"), None, False, False, True),
    ],
)
def test_table(state: FieldState, value: object, write_a: bool, write_b: bool, conflict: bool) -> None:
    merge = merge_field(rules(), state, NO_TIMES)
    assert (merge.write_a, merge.write_b, merge.conflict) == (write_a, write_b, conflict)
    if write_a or write_b:
        assert merge.value == value


@pytest.mark.parametrize(
    ("lead_s", "winner"), [(10, "a"), (-10, "b"), (1.5, None), (-1.5, None), (2.0, None), (2.1, "a")]
)
def test_newest(lead_s: float, winner: str | None) -> None:
    times = Times(NOON + dt.timedelta(seconds=lead_s), NOON)
    merge = merge_field(rules(conflict=ConflictRule.NEWEST), FieldState("x", "x", "y", "z"), times)
    assert (merge.write_b, merge.write_a, merge.conflict) == (winner == "a", winner == "b", winner is None)


def test_newest_without_a_time_is_not_guessed() -> None:
    merge = merge_field(rules(conflict=ConflictRule.NEWEST), FieldState("x", "x", "y", "z"), Times(NOON, None))
    assert merge.conflict


@pytest.mark.parametrize(
    ("resolution", "value", "write_a", "write_b"),
    [
        (Resolution("a"), "y", False, True),
        (Resolution("b"), "z", True, False),
        (Resolution("base"), "x", True, True),
        (Resolution("value", "w"), "w", True, True),
        (Resolution("value", "y"), "y", False, True),
    ],
)
def test_decisions(resolution: Resolution, value: str, write_a: bool, write_b: bool) -> None:
    merge = merge_field(rules(blank=BlankRule.KEEP), FieldState("x", "x", "y", "z"), NO_TIMES, resolution)
    assert (merge.value, merge.write_a, merge.write_b) == (value, write_a, write_b)


@given(RULES, STATES)
def test_total_and_careful(field: FieldRules, state: FieldState) -> None:
    merge = merge_field(field, state, NO_TIMES)
    if state.a == state.b:
        assert not any((merge.write_a, merge.write_b, merge.conflict))
    if state.a is MISSING or state.b is MISSING:
        assert not merge.conflict
        assert state.a not in (MISSING, state.a0) or not merge.write_b
        assert state.b not in (MISSING, state.b0) or not merge.write_a
    if merge.write_a:
        assert field.direction is not Direction.A_TO_B
        assert merge.value == state.b
    if merge.write_b:
        assert field.direction is not Direction.B_TO_A
        assert merge.value == state.a
    assert not (merge.write_a and merge.write_b)
    if merge.conflict:
        assert not merge.settles
        assert not any((merge.write_a, merge.write_b))


@given(STATES)
def test_mirrored(state: FieldState) -> None:
    merge = merge_field(rules(), state, NO_TIMES)
    mirror = merge_field(rules(), FieldState(state.b0, state.a0, state.b, state.a), NO_TIMES)
    assert (merge.write_a, merge.write_b, merge.conflict) == (mirror.write_b, mirror.write_a, mirror.conflict)


@given(RULES, STATES)
def test_at_rest_after_one_step(field: FieldRules, state: FieldState) -> None:
    """What was carried or agreed is the base of the next step, which then does nothing."""
    merge = merge_field(field, state, NO_TIMES)
    if not merge.settles:
        return
    a = merge.value if merge.write_a else state.a
    b = merge.value if merge.write_b else state.b
    again = merge_field(field, FieldState(a, b, a, b), NO_TIMES)
    assert not any((again.write_a, again.write_b, again.conflict))
