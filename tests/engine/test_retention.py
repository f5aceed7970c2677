"""History goes by age and size; what is needed stays; the file gives its room back."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_sync.errors import UsageError
from desktop_sync.model.plan import Resolution
from desktop_sync.model.record import Ref
from tests.machines.world import World

YEAR = 365 * 86400.0


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    one = World(tmp_path / "workspace")
    yield one
    one.close()


def ref(world: World, side: str, code: str) -> Ref:
    found = world.ref(side, code)
    assert found is not None
    return found


def cities(world: World, code: str) -> list[object]:
    return [c.new for one in world.services.review.history("S", "b", ref(world, "b", code)) for c in one.changes]


def test_old_writes_go_and_the_newest_of_each_field_stays(world: World) -> None:
    code = world.both(name="n")
    world.good_run()
    for city in ("Kiel", "Ulm", "Köln"):
        world.edit("a", code, city=city)
        world.good_run()
    world.edit("a", code, name="m")
    world.good_run()
    world.clock.wait(3 * YEAR)
    before = world.table("a"), world.table("b")
    pruned = world.services.retention.prune()
    assert pruned.removed >= 2
    assert cities(world, code) == ["m", "Köln"]
    why = world.services.review.why("S", "b", ref(world, "b", code), "city")
    assert (why.value, why.operation is not None) == ("Köln", True)
    assert world.services.review.why("S", "a", ref(world, "a", code), "email").sentence
    world.quiet(full=True)
    assert (world.table("a"), world.table("b")) == before
    assert world.services.retention.prune().removed == 0


def test_young_history_stays(world: World) -> None:
    code = world.both()
    world.good_run()
    for city in ("Kiel", "Ulm"):
        world.edit("a", code, city=city)
        world.good_run()
    assert world.services.retention.prune().removed == 0
    assert cities(world, code) == ["Ulm", "Kiel"]


def test_what_is_open_stays(world: World) -> None:
    held, free = world.both(), world.both()
    world.good_run()
    for code in (held, free):
        for city in ("Kiel", "Ulm"):
            world.edit("a", code, city=city)
            world.good_run()
    world.edit("a", held, city="x")
    world.edit("b", held, city="y")
    world.good_run()
    world.clock.wait(3 * YEAR)
    world.services.retention.prune()
    assert cities(world, held) == ["Ulm", "Kiel"]
    assert cities(world, free) == ["Ulm"]
    kinds = [one.kind for one in world.services.review.timeline("S", "a", ref(world, "a", held))]
    assert "conflict" in kinds
    (conflict,) = world.services.review.conflicts()
    world.services.review.resolve(conflict.id, Resolution("a"))
    world.good_run()
    world.clock.wait(3 * YEAR)
    world.services.retention.prune()
    assert cities(world, held) == ["x"]
    why = world.services.review.why("S", "b", ref(world, "b", held), "city")
    assert "A's value was taken" in why.sentence  # the decision behind it is kept


def test_deleted_records_and_finished_runs_go(world: World) -> None:
    code = world.both()
    world.good_run()
    world.delete("a", code)
    gone = world.good_run()
    for _ in range(5):
        world.quiet()
    world.clock.wait(3 * YEAR)
    last = world.good_run()
    world.services.retention.prune()
    journal = world.workspace.journal
    assert journal.run(gone.id) is None
    assert [one.id for one in journal.runs()] == [last.id]
    assert journal.history(1) == []


def test_a_run_without_its_history_can_not_be_taken_back(world: World) -> None:
    code = world.both()
    world.good_run()
    world.edit("a", code, city="Kiel")
    run = world.good_run()
    world.edit("a", code, city="Ulm")
    last = world.good_run()
    world.clock.wait(3 * YEAR)
    world.services.retention.prune()
    with pytest.raises(UsageError, match=r"no longer in the history|no run"):
        world.services.review.undo(run.id)
    world.services.review.undo(last.id)
    assert world.value("b", code, "city") == "Kiel"


def test_size_takes_the_oldest_first(world: World) -> None:
    codes = [world.both() for _ in range(30)]
    world.good_run()
    for number in range(12):
        for code in codes:
            world.edit("a", code, city=f"{number} " + "x" * 4000)
        world.good_run()
    journal = world.workspace.journal
    size = journal.history_bytes()
    assert size > 2_000_000
    world.services.retention.change("history_days", "0")
    world.services.retention.change("history_mb", "1")
    file = world.workspace.database.file
    before = file.stat().st_size
    world.services.retention.prune()
    assert journal.history_bytes() <= 1_000_000
    assert file.stat().st_size < before - 1_500_000
    runs = {one.run_id for one in journal.history(1)}
    assert min(runs) > 5  # the oldest went
    assert len(cities(world, codes[0])) >= 1
    for code in codes:
        assert world.services.review.why("S", "b", ref(world, "b", code), "city").operation is not None
    world.quiet(full=True)
    assert world.workspace.database.problems() == []


def test_steps_are_short_and_once_a_day(world: World) -> None:
    codes = [world.both() for _ in range(300)]
    world.good_run()
    for number in range(2):
        for code in codes:
            world.edit("a", code, city=f"{number}")
        world.good_run()
    world.clock.wait(3 * YEAR)
    retention = world.services.retention
    before = world.workspace.database.number("SELECT count(*) FROM operations")
    steps, most = 0, 0
    while retention.step():
        now = world.workspace.database.number("SELECT count(*) FROM operations")
        steps, most, before = steps + 1, max(most, before - now), now
    assert steps >= 4
    assert 0 < most <= 200
    assert before == 300
    assert not retention.step()
    world.clock.wait(dt.timedelta(days=1).total_seconds())
    assert retention.step()


def test_settings_are_checked(world: World) -> None:
    retention = world.services.retention
    assert retention.values() == {"history_days": 730, "history_mb": 1000, "audit_days": 0}
    assert retention.change("history_days", "30") == 30
    assert retention.values()["history_days"] == 30
    with pytest.raises(UsageError, match="no setting"):
        retention.change("history_weeks", "1")
    for wrong in ("-1", "x", "1.5", "12345678"):
        with pytest.raises(UsageError, match="whole number"):
            retention.change("history_mb", wrong)
    assert [one["action"] for one in world.workspace.audit.lines()][-1] == "settings.set"
