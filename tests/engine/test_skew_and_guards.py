"""Clock skew in “newest”, the blank rule per field, and the guards against one value or none spreading: each fails when broken."""

import datetime as dt
from pathlib import Path

import pytest

from desktop_sync.model.mapping import BlankRule, ConflictRule, Direction, FieldLink
from desktop_sync.model.record import Ref
from desktop_sync.model.sync import DeletePolicy, Guard, Limit, Rules
from tests.machines.world import FIELDS, World

NEWEST = Rules(ConflictRule.NEWEST, DeletePolicy.IGNORE, DeletePolicy.IGNORE)
OFF = Limit()


def two_edits(tmp_path: Path, hours: float, *, jump: float = 0.0) -> World:
    """A is edited a minute before B; A's clock is off by `hours` (and by `jump` more from the second run on)."""
    world = World(tmp_path / "workspace", rules=NEWEST)
    off = {"h": hours}
    world.systems["a"].now = lambda: world.clock.now() + dt.timedelta(hours=off["h"])
    code = world.both(city="Bonn")
    world.good_run()
    off["h"] += jump
    world.edit("a", code, city="earlier")
    world.clock.wait(60)
    world.edit("b", code, city="later")
    world.good_run()
    return world


@pytest.mark.parametrize("hours", [0.0, 3.0, -3.0, 0.5, -240.0])
@pytest.mark.parametrize("jump", [0.0, 5.0])
def test_newest_wins_by_the_time_it_really_was(tmp_path: Path, hours: float, jump: float) -> None:
    world = two_edits(tmp_path, hours, jump=jump)
    assert {world.value(side, code, "city") for side in ("a", "b") for code in world.table(side)} == {"later"}
    assert not world.services.review.conflicts()
    world.close()


def test_a_system_without_a_clock_of_its_own_is_taken_as_it_says(tmp_path: Path) -> None:
    """Without `server_time` no skew can be measured: nothing is corrected, and nothing is guessed."""
    world = World(tmp_path / "workspace", rules=NEWEST)
    world.systems["a"].now = lambda: world.clock.now() + dt.timedelta(hours=1)
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city="seems later")
    world.clock.wait(60)
    world.edit("b", code, city="later")
    world.systems["a"].now = world.clock.now  # what the system says of itself now is not what it stamped
    world.good_run()
    assert world.value("b", code, "city") == "seems later"
    world.close()


def test_edits_within_the_tolerance_of_a_skewed_clock_are_held(tmp_path: Path) -> None:
    world = World(tmp_path / "workspace", rules=NEWEST)
    world.systems["a"].now = lambda: world.clock.now() + dt.timedelta(hours=7)
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city="one")
    world.edit("b", code, city="two")
    assert world.good_run().conflicts == 1
    assert (world.value("a", code, "city"), world.value("b", code, "city")) == ("one", "two")
    world.close()


@pytest.mark.parametrize("kept", ["city", "email"])
def test_the_blank_rule_is_per_field(tmp_path: Path, kept: str) -> None:
    world = World(tmp_path / "workspace")
    fields = tuple(
        FieldLink(name, (name,), (name,), blank=BlankRule.KEEP if name == kept else BlankRule.VALUE) for name in FIELDS
    )
    world.redefine(fields=fields)
    code = world.both(city="Bonn", email="old@example.org")
    world.good_run()
    world.edit("a", code, city=None, email=None)
    world.good_run()
    other = "email" if kept == "city" else "city"
    assert world.value("b", code, kept) is not None
    assert world.value("b", code, other) is None
    world.quiet()
    world.edit("b", code, **{kept: "filled"})
    world.good_run()
    assert world.value("a", code, kept) == "filled"
    world.close()


def spread(tmp_path: Path, guard: Guard, count: int, value: str | None, *, before: int = 40) -> list[str]:
    """The guards that stop a plan in which `count` of 40 records get one value; `before`: how many different ones there were."""
    world = World(tmp_path / "workspace", guard=guard)
    world.redefine(fields=tuple(FieldLink(n, (n,), (n,), direction=Direction.BOTH) for n in FIELDS), guard=guard)
    codes = [world.both(city=f"town {number % before}") for number in range(40)]
    world.good_run()
    for code in codes[:count]:
        world.edit("a", code, city=value)
    report = world.run(approve=False)
    held = world.value("b", codes[0], "city")
    assert (held == "town 0") is bool(report.guards)
    approved = world.good_run()
    assert approved.b.updated == (count if report.guards else 0)
    assert world.value("b", codes[0], "city") == value
    world.close()
    return [one.code for one in report.guards]


@pytest.mark.parametrize(
    ("limit", "count", "stopped"),
    [
        (Limit(percent=10, floor=5), 5, []),
        (Limit(percent=10, floor=5), 6, ["blanks"]),
        (Limit(count=3), 3, []),
        (Limit(count=3), 4, ["blanks"]),
        (Limit(count=0), 1, ["blanks"]),
        (OFF, 40, []),
    ],
)
def test_max_blanks(tmp_path: Path, limit: Limit, count: int, stopped: list[str]) -> None:
    assert spread(tmp_path, Guard(OFF, OFF, limit, OFF), count, None) == stopped


@pytest.mark.parametrize(
    ("limit", "count", "before", "stopped"),
    [
        (Limit(percent=30, floor=5), 12, 40, []),
        (Limit(percent=30, floor=5), 13, 40, ["same"]),
        (Limit(percent=30, floor=5), 40, 2, []),  # a field that had few values: a yes or no, a state
        (Limit(count=4), 5, 40, ["same"]),
        (OFF, 40, 40, []),
    ],
)
def test_max_same(tmp_path: Path, limit: Limit, count: int, before: int, stopped: list[str]) -> None:
    assert spread(tmp_path, Guard(OFF, OFF, OFF, limit), count, "Atlantis", before=before) == stopped


def test_a_delete_that_a_feed_does_not_tell_is_carried_a_day_later(tmp_path: Path) -> None:
    """Nor an edit that it left out: what a system's documents promise is trusted for a day at most."""
    carried = Rules(ConflictRule.NEWEST, DeletePolicy.PROPAGATE, DeletePolicy.PROPAGATE)
    world = World(tmp_path / "workspace", rules=carried)
    gone, edited = world.both(), world.both(city="Bonn")
    world.good_run()
    world.delete("a", gone)
    world.edit("a", edited, city="Kiel")
    table = world.systems["a"].table("people")
    table.deleted.clear()
    row = table.rows[world.ref("a", edited) or Ref("")]
    row.seq = 0
    world.clock.wait(3600)
    world.quiet()
    world.clock.wait(24 * 3600)
    report = world.good_run()
    assert (report.b.deleted, report.b.updated) == (1, 1)
    world.equal()
    world.close()
