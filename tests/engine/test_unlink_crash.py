"""A record that the rule unlinks stays unlinked, wherever the program was stopped."""

from pathlib import Path

import pytest

from desktop_sync.model.sync import DeletePolicy, Guard, Limit, Rules
from tests.machines.world import World

CALLS = 40


@pytest.mark.parametrize("call", range(1, CALLS, 2))
def test_unlinked_records_are_never_made_again(tmp_path: Path, call: int) -> None:
    world = World(tmp_path / "workspace", rules=Rules(a_to_b=DeletePolicy.UNLINK, b_to_a=DeletePolicy.UNLINK))
    code, other = world.both(), world.both()
    world.good_run()
    world.delete("b", code)
    world.journal.calls, world.journal.after = 0, call
    world.crash(world.run)
    for full in (False, True, True):
        report = world.good_run(full=full)
        assert (report.a.seen, report.a.excluded, report.b.seen) == (2, 1, 1)
    assert (set(world.table("a")), set(world.table("b"))) == ({code, other}, {other})
    world.close()


def test_a_guard_tells_its_findings_and_its_account(tmp_path: Path) -> None:
    world = World(tmp_path / "workspace", guard=Guard(Limit(), Limit(count=1), Limit(), Limit()))
    codes = [world.both() for _ in range(5)]
    world.good_run()
    for code in codes[:3]:
        world.edit("a", code, city="Kiel")
    for full in (False, True):
        report = world.run(approve=False, full=full)
        assert [one.code for one in report.guards] == ["updates"]
        assert (report.a.seen, report.a.waiting, report.a.agreed) == (5, 3, 2)
        assert report.a == report.b
        stored = world.services.review.runs()[0]
        assert (stored.guards, stored.a, stored.error) == (report.guards, report.a, report.error)
    world.close()
