"""A hold stays until its cause is gone, however often the sync runs meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_sync.model.schema import Field, FieldType
from tests.machines.world import FIELDS, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Two tables with one pair."""
    one = World(tmp_path / "workspace")
    one.both()
    one.good_run()
    yield one
    one.close()


@pytest.mark.parametrize("full", [False, True])
def test_a_refused_update_stays_held_and_is_not_sent_again(world: World, full: bool) -> None:
    (code,) = world.table("a")
    sent: list[object] = []

    def check(row: object) -> str | None:
        sent.append(row)
        return "no such city"

    world.systems["b"].tables["people"].checks = [check]
    world.edit("a", code, city="Nowhere")
    for _ in range(4):
        report = world.good_run(full=full)
        (hold,) = world.services.review.holds()
        assert (hold.code, hold.attempts, report.b.failed, report.b.waiting) == ("rejected", 1, 1, 0)
    assert len(sent) == 1


def test_a_field_that_can_not_be_written_stays_held_while_another_is_written(world: World) -> None:
    (code,) = world.table("a")
    table = world.systems["b"].tables["people"]
    table.fields = tuple(Field(n, n, FieldType.TEXT, max_length=5 if n == "city" else None) for n in FIELDS)
    world.journal.inner._db.run("UPDATE syncs SET schema_b = ''")
    world.edit("a", code, city="Nowhere", name="Zoë")
    for _ in range(3):
        report = world.good_run()
        assert [(one.code, one.field) for one in world.services.review.holds()] == [("invalid", "city")]
        assert report.b.waiting + report.b.failed + report.b.updated == 1
    assert world.value("b", code, "name") == "Zoë"
    world.edit("a", code, city="Kiel")
    world.good_run()
    assert not world.services.review.holds()
    world.equal()
