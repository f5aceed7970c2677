"""What is marked as sensitive is carried like everything else, and shown to nobody who has not asked to see it."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from desktop_sync.engine.merging import Wanted
from desktop_sync.engine.revert import Point, Target
from desktop_sync.errors import UsageError
from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.plan import Resolution
from desktop_sync.model.record import Ref
from desktop_sync.sync.sensitive import MASK
from tests.machines.world import FIELDS, World

SECRET = "canary"
"""Every value of the sensitive field begins so."""
Asked = Callable[[World, str], object]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    one = World(tmp_path / "workspace")
    one.redefine(fields=tuple(FieldLink(name, (name,), (name,), sensitive=name == "city") for name in FIELDS))
    yield one
    one.close()


def texts(found: Any) -> list[str]:
    """Every text in a tree of what services answer, whatever its `repr` leaves out."""
    if dataclasses.is_dataclass(found) and not isinstance(found, type):
        return [text for one in dataclasses.fields(found) for text in texts(getattr(found, one.name))]
    if isinstance(found, Mapping):
        return [text for item in found.items() for text in texts(item)]
    if isinstance(found, list | tuple | set | frozenset):
        return [text for one in found for text in texts(one)]
    return [str(found)]


def busy(world: World) -> str:
    """A history with everything in it: made, changed, in conflict, deleted against an edit, doubled. The code of a record in conflict."""
    made, fought, gone, left = (world.create("a", city=f"{SECRET} {number}") for number in range(4))
    world.good_run()
    for code in (made, left):
        world.edit("a", code, city=f"{SECRET} new")
    world.good_run()
    for side in ("a", "b"):
        world.edit(side, fought, city=f"{SECRET} of {side}")
    world.delete("a", gone)
    world.edit("b", gone, city=f"{SECRET} kept")
    world.good_run()
    world.edit("b", made, city=f"{SECRET} newest")
    return fought


def ref(world: World, code: str, side: str = "a") -> Ref:
    found = world.ref(side, code)
    assert found is not None
    return found


def first(world: World) -> str:
    """The code of the record that was made and changed."""
    return next(code for code, row in world.table("b").items() if row["city"] == f"{SECRET} newest")


ASKED: dict[str, Asked] = {
    "plan": lambda world, _: world.services.runner.plan("S"),
    "conflicts": lambda world, _: world.services.review.conflicts("S"),
    "context": lambda world, _: [world.services.review.context(one.id) for one in world.services.review.conflicts()],
    "history": lambda world, _: world.services.review.history("S", "a", ref(world, first(world))),
    "run": lambda world, _: world.services.review.run_operations(1),
    "why": lambda world, _: world.services.review.why("S", "b", ref(world, first(world), "b"), "city"),
    "timeline": lambda world, code: [
        world.services.review.timeline("S", "a", ref(world, one)) for one in (code, first(world))
    ],
    "standing": lambda world, code: world.services.review.standing("S", "a", ref(world, code)),
    "undo": lambda world, _: [world.services.review.undo(run, dry=True) for run in (1, 2)],
    "revert": lambda world, _: world.services.revert.revert(
        Target("S", "b", ref(world, first(world), "b")), "city", Point(oldest(world)), dry=True
    ),
    "present": lambda world, code: world.services.editing.present(Target("S", "a", ref(world, code))),
    "edit": lambda world, code: world.services.editing.put(
        Target("S", "a", ref(world, code)), "city", "Kiel", dry=True
    ),
    "rehearsal": lambda world, _: world.services.rehearser.rehearse("S"),
    "what-if": lambda world, _: world.services.what_ifs.what_if(world.services.syncs.get("S").definition),
    "holds": lambda world, _: world.services.review.holds("S"),
    "pairs": lambda world, _: world.services.runner.pairs("S"),
    "merge": lambda world, _: merged(world),
}
SILENT = {"holds", "pairs"}
"""These never tell the values of any field but by name and label, revealed or not."""


def oldest(world: World) -> dt.datetime:
    """When the record was made."""
    return world.services.review.timeline("S", "b", ref(world, first(world), "b"))[-1].at


def merged(world: World) -> object:
    """Two records of one side that are the same, as they are looked at and merged."""
    found = set(world.systems["b"].rows("people"))
    for number in range(2):
        world.create("b", "twice", city=f"{SECRET} {number}")
    keep, other = sorted(set(world.systems["b"].rows("people")) - found)
    merging = world.services.merging
    looked = merging.look("S", "b", [keep, other])
    operations = merging.merge("S", "b", Wanted(keep, (other,), {"city": other}), dry=True)
    for one in (keep, other):
        world.systems["b"].delete("people", one)
    return looked, operations


@pytest.mark.parametrize("name", ASKED)
def test_no_answer_tells_a_sensitive_value_before_it_is_asked_for(world: World, name: str) -> None:
    code = busy(world)
    told = texts(ASKED[name](world, code))
    assert [text for text in told if SECRET in text] == []
    world.services.reveal(shown=True)
    told = texts(ASKED[name](world, code))
    assert any(SECRET in text for text in told) == (name not in SILENT)
    actions = [one["action"] for one in world.workspace.audit.lines()]
    assert actions.count("values.shown") == 1


def test_it_is_carried_and_decided_as_every_other_field(world: World) -> None:
    code = busy(world)
    for one in world.services.review.conflicts():
        world.services.review.resolve(one.id, Resolution("a" if one.field else "b"))
    world.good_run()
    world.good_run()
    assert world.value("b", code, "city") == f"{SECRET} of a"
    assert world.value("a", first(world), "city") == f"{SECRET} newest"
    assert MASK not in "".join(str(row) for side in ("a", "b") for row in world.systems[side].rows("people").values())


def test_what_stands_for_a_value_is_written_nowhere(world: World) -> None:
    code = busy(world)
    (conflict,) = [one for one in world.services.review.conflicts() if one.field]
    assert (conflict.a, conflict.b) == (MASK, MASK)
    with pytest.raises(UsageError, match="its mask is no value"):
        world.services.review.resolve(conflict.id, Resolution("value", conflict.a))
    with pytest.raises(UsageError, match="its mask is no value"):
        world.services.editing.put(Target("S", "a", ref(world, code)), "city", f"{MASK} Kiel")


def test_a_record_is_not_called_by_it(world: World) -> None:
    names = ("city", "code")
    world.redefine(fields=tuple(FieldLink(name, (name,), (name,), sensitive=name == "city") for name in names))
    world.create("a", code="c1", city=SECRET)
    assert [one.label for one in world.services.runner.plan("S").operations] == ["c1"]


def test_a_blank_is_no_secret_and_the_mask_goes_with_the_program(world: World) -> None:
    world.create("a", city=None)
    (operation,) = world.services.runner.plan("S").operations
    assert {one.name: one.new for one in operation.changes}["city"] is None
    world.services.reveal(shown=True)
    world.services.reveal(shown=True)
    world.services.reveal(shown=False)
    actions = [one["action"] for one in world.workspace.audit.lines()]
    assert [one for one in actions if one.startswith("values.")] == ["values.shown", "values.hidden"]
