"""Undo after random work: what a run wrote is as it was before it, both sides rest, and the undo can be taken back."""

import os
from pathlib import Path

import pytest

from desktop_sync.connectors.memory import ALL
from tests.engine.test_why import History, Log
from tests.machines.world import World


def _tables(world: World) -> tuple[dict[str, object], dict[str, object]]:
    return world.table("a"), world.table("b")


@pytest.mark.parametrize("seed", range(300 if os.environ.get("DESKTOP_SYNC_SOAK_MINUTES") else 14))
def test_run_undo_run(tmp_path: Path, seed: int) -> None:
    world = World(tmp_path / "workspace", {"a": ALL, "b": ALL})
    history = History(world, Log(), seed)
    for _ in range(4):
        history.both()
    history.run()
    compared = 0
    for _ in range(8):
        for _ in range(history.random.randrange(1, 8)):
            history.random.choice([history.create, history.edit, history.same, history.clash, history.delete])()
        history.decide()
        before = _tables(world)
        run = world.good_run()
        after = _tables(world)
        if not run.written:
            continue
        compared += 1
        run_id = run.id
        for expected in (before, after, before)[: history.random.randrange(1, 4)]:
            planned = world.services.review.undo(run_id, dry=True)
            done = world.services.review.undo(run_id)
            assert (done.conflicts, done.report is not None) == ((), True)
            assert [one.changes for one in planned.operations] == [one.changes for one in done.operations]
            assert _tables(world) == expected
            world.quiet(full=history.random.random() < 0.5)
            assert _tables(world) == expected
            assert done.report is not None
            run_id = done.report.id
    assert compared >= 2
    world.close()
