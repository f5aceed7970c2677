"""The check: what differs between both sides, and why."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_sync.engine.scratching import Watch
from desktop_sync.errors import Busy, UsageError
from desktop_sync.model.check import Because
from desktop_sync.model.mapping import BlankRule, FieldLink
from desktop_sync.model.plan import Resolution
from desktop_sync.model.report import RunKind, RunStatus
from desktop_sync.model.sync import DeletePolicy, Rules, Trigger
from desktop_sync.store.rows import view_blob
from tests.engine.test_rehearsal import pictures
from tests.fakes.faulty import Fault
from tests.machines.world import FIELDS, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Two empty tables and a sync."""
    one = World(tmp_path / "workspace")
    yield one
    one.close()


def test_sides_in_step_have_the_same_checksums(world: World) -> None:
    for _ in range(7):
        world.both()
    world.create("b")
    world.good_run()
    before = pictures(world)
    found = world.services.checks.check("S")
    assert pictures(world) == before
    assert found.in_step
    assert (found.a.records, found.a.equal, found.b.equal, found.a.missing, found.b.missing) == (8, 8, 8, 0, 0)
    assert found.a.checksum == found.b.checksum
    assert found.a.agreed == found.b.agreed
    report = found.report
    assert report is not None
    assert (report.kind, report.status, report.written) == (RunKind.CHECK, RunStatus.OK, 0)
    assert (report.a.seen, report.a.agreed, report.a.closes) == (8, 8, True)
    assert world.services.review.runs("S")[0] == report
    again = world.services.checks.check("S")
    assert again.a.checksum == found.a.checksum
    assert not (world.folder / "scratch").exists()


def test_order_makes_no_difference_and_a_value_does(world: World) -> None:
    codes = [world.both() for _ in range(4)]
    world.good_run()
    first = world.services.checks.check("S")
    rows = world.systems["b"].tables["people"].rows
    turned = dict(reversed(rows.items()))
    rows.clear()
    rows.update(turned)
    assert world.services.checks.check("S").b.checksum == first.b.checksum
    world.edit("b", codes[0], city="Kiel")
    now = world.services.checks.check("S")
    assert now.b.checksum != first.b.checksum
    assert now.a.checksum == first.a.checksum
    assert now.a.agreed == now.b.agreed


def test_every_explained_difference_is_told_with_its_reason(world: World) -> None:
    conflict, edited, deleted, _ = (world.both() for _ in range(4))
    world.good_run()
    world.edit("a", conflict, city="Kiel")
    world.edit("b", conflict, city="Ulm")
    world.create("b", "twin")
    world.systems["b"].insert("people", {"code": "twin"})
    world.create("a", "twin")
    world.good_run()
    world.edit("a", edited, name="Zoë", city="Bonn")
    world.delete("b", deleted)
    world.create("a", "new")
    found = world.services.checks.check("S")
    assert found.because == {Because.CONFLICT: 1, Because.PENDING: 3, Because.HOLD: 3}
    shown = {(one.because, one.a_ref, one.b_ref, one.fields) for one in found.differences}
    assert {
        (Because.CONFLICT, world.ref("a", conflict), world.ref("b", conflict), ("city",)),
        (Because.PENDING, world.ref("a", edited), world.ref("b", edited), ("name", "city")),
        (Because.PENDING, world.ref("a", deleted), None, ()),
        (Because.PENDING, world.ref("a", "new"), None, ()),
    } <= shown
    assert (found.a.equal, found.a.differing, found.b.missing, found.a.missing) == (1, 2, 3, 2)
    assert found.b.duplicates == 1
    (double,) = found.duplicates
    assert (double.side, double.key, len(double.refs)) == ("b", ("code",), 2)
    report = found.report
    assert report is not None
    assert report.status is RunStatus.WAITING
    assert report.a.closes
    assert report.b.closes


def test_what_the_rules_leave_apart_is_no_alert(tmp_path: Path) -> None:
    world = World(tmp_path / "workspace", rules=Rules(a_to_b=DeletePolicy.IGNORE, b_to_a=DeletePolicy.UNLINK))
    fields = tuple(FieldLink(n, (n,), (n,), blank=BlankRule.KEEP) for n in FIELDS)
    world.redefine(fields=fields)
    left, unlinked, blanked = world.both(), world.both(), world.both()
    world.good_run()
    world.delete("a", left)
    world.delete("b", unlinked)
    world.edit("a", blanked, city=None)
    world.good_run()
    found = world.services.checks.check("S")
    assert found.because == {Because.RULE: 3}
    assert found.report is not None
    assert (found.report.b.excluded, found.report.b.closes) == (2, True)
    world.close()


def test_a_difference_that_the_workspace_believes_agreed_is_an_alert(world: World) -> None:
    """As after a lost page of a restored store: the next runs would never look at it."""
    code = world.both()
    world.good_run()
    world.edit("b", code, city="Kiel")
    database = world.workspace.database
    link = world.journal.link_by_ref(1, "b", world.ref("b", code))
    base = dict(link.b_base) | {"city": "Kiel"}
    database.run("UPDATE bases SET b_base = ? WHERE link_id = ?", (view_blob(base), link.id))
    found = world.services.checks.check("S")
    assert found.because == {Because.UNEXPLAINED: 1}
    report = found.report
    assert report is not None
    assert report.status is RunStatus.FAILED
    assert "nothing explains" in report.error
    assert "--full" in report.advice
    assert report.a.closes
    assert report.a.failed == 1


def test_a_dead_line_is_a_failed_check(world: World) -> None:
    world.both()
    world.good_run()
    world.faults["b"].at(world.faults["b"].log.count("page") + 1, Fault.FAIL, "page")
    found = world.services.checks.check("S")
    world.faults["b"].clear()
    assert found.report is not None
    assert (found.report.status, found.report.error) == (
        RunStatus.FAILED,
        "The system did not answer: The line is dead.",
    )
    assert found.report.a.closes
    assert (found.a.records, found.because) == (0, {})


def test_a_check_waits_for_a_run(world: World) -> None:
    with world.workspace.journal.lock(1), pytest.raises(Busy):
        world.services.checks.check("S")


def test_the_nightly_check_is_due_once_a_day(world: World) -> None:
    checks = world.services.checks
    noon = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
    assert checks.due(noon + dt.timedelta(days=3)) == []
    world.both()
    world.good_run()
    world.clock.at = noon
    checks.set_at("03:00")
    assert "S" in checks.due(noon + dt.timedelta(days=1))
    world.clock.at = noon + dt.timedelta(days=1)
    checks.check("S", watch=Watch.of(None, None))
    assert checks.due(noon + dt.timedelta(days=1, hours=1)) == []
    assert checks.due(noon + dt.timedelta(days=2)) == ["S"]
    world.services.syncs.pause("S")
    assert checks.due(noon + dt.timedelta(days=2)) == []
    world.services.syncs.resume("S")
    checks.set_at("off")
    assert not checks.due(noon + dt.timedelta(days=9))
    with pytest.raises(UsageError):
        checks.set_at("noon")


def test_a_check_does_not_delay_the_timer(world: World) -> None:
    world.both()
    world.redefine(trigger=Trigger(every_s=3600))
    world.good_run()
    last = world.services.review.runs("S")[0].started_at
    assert last is not None
    world.clock.wait(3000)
    world.services.checks.check("S")
    assert world.services.syncs.standings(world.clock.now())[0].due_at == last + dt.timedelta(hours=1)


def test_a_decided_conflict_is_still_one(world: World) -> None:
    code = world.both()
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.edit("b", code, city="Ulm")
    world.good_run()
    (conflict,) = world.services.review.conflicts()
    world.services.review.resolve(conflict.id, Resolution("a"))
    assert world.services.checks.check("S").because == {Because.CONFLICT: 1}


def test_an_edit_of_a_definition_shows_in_the_next_check(world: World) -> None:
    world.both()
    world.good_run()
    world.redefine(a=replace(world.definition().a, where=(("city", "Kiel"),)))
    found = world.services.checks.check("S")
    assert (found.a.records, found.b.records, found.because) == (0, 1, {Because.PENDING: 1})
