"""What short histories do and look at most."""

from desktop_sync.model.record import Ref
from tests.simulator.system import TABLE
from tests.simulator.world import Simulation


def only(world: Simulation, side: str) -> dict[str, object]:
    """The values of the side's one record."""
    (row,) = world.systems[side].people.values()
    return dict(row.values)


def typed(world: Simulation, side: str, ref: str, **values: object) -> None:
    """Somebody changes a record, field by field as named."""
    world.systems[side].change(TABLE, Ref(ref), values)  # type: ignore[arg-type]
