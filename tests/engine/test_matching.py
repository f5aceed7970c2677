"""The first pairing: duplicates, ambiguous groups, proposals, and pairs by hand."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_sync.errors import UsageError
from desktop_sync.model.plan import PairingKind
from desktop_sync.model.record import Ref
from desktop_sync.model.sync import Duplicates, SideSpec
from tests.machines.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Two empty tables and a sync."""
    one = World(tmp_path / "workspace")
    yield one
    one.close()


def insert(world: World, side: str, **values: str | None) -> Ref:
    return world.systems[side].insert("people", values)


def found(world: World, kind: PairingKind) -> list[tuple[tuple[Ref, ...], tuple[Ref, ...]]]:
    return [(one.a_refs, one.b_refs) for one in world.services.runner.pairs("S") if one.kind is kind]


def test_duplicates_of_one_side_are_held_with_a_proposal(world: World) -> None:
    poor = insert(world, "a", code="x", name="Lena", city="Kiel")
    full = insert(world, "a", code="X ", name="Lena Meyer", email="lena@example.org", city=None)
    alone = world.create("a")
    report = world.good_run()
    assert (report.b.created, report.a.waiting, set(world.table("b"))) == (1, 2, {alone})
    holds = {one.ref: one for one in world.services.review.holds()}
    assert holds.keys() == {poor, full}
    assert {one.code for one in holds.values()} == {"same_key"}
    words = holds[poor].message
    assert f"Keep record {full}" in words
    assert f"take “city” from {poor}" in words
    assert "“name” (Lena Meyer in " in words
    proposal = json.loads(holds[full].proposal)
    assert (proposal["keep"], proposal["remove"], proposal["taken"]) == (full, [poor], {"city": poor})
    assert proposal["values"]["city"] == "Kiel"
    assert proposal["differ"]["name"] == {poor: "Lena"}
    assert found(world, PairingKind.DUPLICATE) == [((poor, full), ())]
    world.quiet()
    world.systems["a"].delete("people", poor)
    report = world.good_run()
    assert (report.b.created, report.holds) == (1, 0)
    world.quiet()


def test_duplicates_are_carried_where_the_sync_says_so(world: World) -> None:
    for name in ("one", "two"):
        insert(world, "a", code="x", name=name)
    world.redefine(duplicates=Duplicates.CARRY)
    assert world.good_run().b.created == 2
    world.quiet()
    assert len(world.systems["b"].rows("people")) == 2


def test_one_of_two_duplicates_may_be_left_on_its_own(world: World) -> None:
    one, two = (insert(world, "a", code="x", name=name) for name in ("one", "two"))
    world.good_run()
    assert world.services.pairing.unpair("S", "a", one).a_ref == one
    report = world.good_run()
    assert (report.b.created, report.a.excluded, report.holds) == (1, 1, 0)
    assert world.table("b")["x"]["name"] == "two"
    world.quiet(full=True)
    world.edit("b", "x", city="Kiel")
    world.good_run()
    assert world.systems["a"].rows("people")[two]["city"] == "Kiel"


def test_a_dismissed_duplicate_stays_out_until_it_changes(world: World) -> None:
    one = insert(world, "a", code="x", name="one")
    insert(world, "a", code="x", name="two")
    world.good_run()
    hold = next(hold for hold in world.services.review.holds() if hold.ref == one)
    world.services.review.dismiss(hold.id)
    report = world.good_run()
    assert (report.holds, report.a.excluded, report.a.waiting) == (1, 1, 1)
    world.systems["a"].change("people", one, {"name": "other"})
    assert world.good_run().holds == 2


def test_an_ambiguous_match_is_decided_by_hand(world: World) -> None:
    a = insert(world, "a", code="x", name="Zoë", city="Kiel")
    b = [insert(world, "b", code="x", name=name) for name in ("Zoë", "Zoe")]
    assert world.good_run().written == 0
    assert len(world.services.review.holds()) == 3
    proposals = [one.proposals for one in world.services.runner.pairs("S") if one.kind is PairingKind.AMBIGUOUS]
    assert set(proposals[0]) == {"b"}
    world.services.pairing.pair("S", a, b[1])
    assert found(world, PairingKind.SURE) == [((a,), (b[1],))]
    report = world.good_run()
    # The other one has nothing to be confused with any more: it is a record of its own.
    assert (report.b.created, report.a.created) == (0, 1)
    assert world.workspace.journal.marks(1, "a", [a]).keys() == {a}
    link = world.workspace.journal.link_by_ref(1, "a", a)
    assert link is not None
    assert link.b_ref == b[1]
    assert {one.code for one in world.services.review.holds()} == set()


def test_pairs_by_hand_before_the_first_run(world: World) -> None:
    a, b = insert(world, "a", code="x", name="Lena"), insert(world, "b", code="y", name="Lena")
    wrong_a, wrong_b = insert(world, "a", code="z", name="Jan"), insert(world, "b", code="z", name="Ivo")
    world.services.pairing.pair("S", a, b)
    world.services.pairing.unpair("S", "a", wrong_a)
    world.services.pairing.unpair("S", "b", wrong_b)
    report = world.good_run()
    assert (report.a.created, report.b.created, report.a.excluded, report.b.excluded) == (0, 0, 1, 1)
    assert [one.field for one in world.services.review.conflicts()] == ["code"]
    world.quiet(full=True)


def test_a_pair_is_parted_and_stays_so(world: World) -> None:
    code = world.both(city="Bonn")
    world.good_run()
    a, b = world.ref("a", code), world.ref("b", code)
    assert a is not None
    assert b is not None
    done = world.services.pairing.unpair("S", "b", b)
    assert (done.a_ref, done.b_ref) == (a, b)
    world.edit("a", code, city="Kiel")
    for full in (False, True, False):
        report = world.good_run(full=full)
        assert (report.written, report.a.excluded, report.b.excluded) == (0, 1, 1)
    world.services.pairing.pair("S", a, b)
    assert world.good_run().conflicts == 1
    assert world.workspace.journal.link_count(1) == 1


def test_a_parted_pair_stays_apart_over_a_change_of_the_filter(world: World) -> None:
    code = world.both(city="DE")
    world.good_run()
    world.services.pairing.unpair("S", "a", world.ref("a", code))  # type: ignore[arg-type]
    world.quiet()
    world.redefine(a=SideSpec("a", "people", where=(("city", "FR"),)))
    world.quiet()
    world.redefine()
    world.quiet()


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda world, refs: world.services.pairing.pair("S", refs[0], refs[1]), "a pair already"),
        (lambda world, refs: world.services.pairing.pair("S", refs[0], Ref("99")), "is paired with record"),
        (lambda world, refs: world.services.pairing.pair("S", Ref("98"), Ref("99")), "there is no record 98"),
        (lambda world, refs: world.services.pairing.unpair("S", "a", Ref("99")), "there is no record 99"),
        (lambda world, refs: world.services.pairing.pair("T", refs[0], refs[1]), "there is no sync"),
    ],
)
def test_what_cannot_be_paired_is_refused(world: World, act, words: str) -> None:  # type: ignore[no-untyped-def]
    code = world.both()
    world.good_run()
    with pytest.raises(UsageError, match=words):
        act(world, (world.ref("a", code), world.ref("b", code)))
    assert not world.workspace.journal.rulings(1)


def test_a_pair_by_hand_is_taken_back(world: World) -> None:
    a, b = insert(world, "a", code="x"), insert(world, "b", code="y")
    world.services.pairing.pair("S", a, b)
    assert "match keys decide" in world.services.pairing.unpair("S", "a", a).sentence
    report = world.good_run()
    assert (report.a.created, report.b.created) == (1, 1)


def test_likely_pairs_are_explained_field_by_field(world: World) -> None:
    insert(world, "a", code="1", name="Katharina Vogelsang", email="k.vogelsang@example.org", city="Bremen")
    insert(world, "b", code="2", name="Katarina Vogelsang", email="k.vogelsang@example.org", city="Bremerhaven")
    (likely,) = [one for one in world.services.runner.pairs("S") if one.kind is PairingKind.LIKELY]
    assert likely.fields["email"] == 1.0
    assert likely.fields["name"] > 0.9
    assert likely.fields["city"] < 0.85
    assert likely.reason.startswith("alike: email 100 %, name 9")
    assert "less so: " in likely.reason
    assert "Vogelsang" not in likely.reason


def test_retry_all_of_a_sync(world: World) -> None:
    table = world.systems["b"].table("people")
    table.checks = (lambda row: "no Kiel here" if row["city"] == "Kiel" else None,)
    codes = [world.create("a", city="Kiel" if number % 2 else "Ulm") for number in range(10)]
    report = world.good_run()
    assert (report.b.created, report.holds) == (5, 5)
    table.checks = ()
    world.quiet()
    assert world.services.review.retry_all("S") == 5
    assert world.good_run().b.created == 5
    assert set(world.table("b")) == set(codes)


def test_a_record_left_on_its_own_is_taken_in_again(world: World) -> None:
    code = world.create("a", city="Bonn")
    where = world.ref("a", code)
    assert where is not None
    world.services.pairing.unpair("S", "a", where)
    world.good_run()
    assert world.ref("b", code) is None
    world.services.pairing.take_in("S", "a", where)
    world.good_run()
    assert world.ref("b", code) is not None
    world.quiet()
    world.services.pairing.take_in("S", "a", where)
    world.quiet()


def test_a_parted_pair_is_taken_in_again_on_both_sides(world: World) -> None:
    code = world.both(city="Bonn")
    world.good_run()
    where = {side: world.ref(side, code) for side in ("a", "b")}
    world.services.pairing.unpair("S", "a", where["a"])  # type: ignore[arg-type]
    world.good_run()
    assert world.services.review.standing("S", "a", where["a"]).linked is False  # type: ignore[arg-type]
    for side in ("a", "b"):
        world.services.pairing.take_in("S", side, where[side])  # type: ignore[arg-type]
    world.good_run()
    assert world.services.review.standing("S", "a", where["a"]).b_ref == where["b"]  # type: ignore[arg-type]
    world.quiet()


def test_groups_name_each_of_their_records(world: World) -> None:
    world.create("a", "one", name="Ada", email="same@example.org")
    world.create("a", "two", name="Bo", email="same@example.org")
    world.redefine(match_keys=(("email",),))
    (group,) = [one for one in world.services.runner.pairs("S") if one.kind is PairingKind.DUPLICATE]
    assert sorted(label.partition(" · ")[0] for _, label in group.records("a")) == ["one", "two"]
    assert group.records("b") == []
