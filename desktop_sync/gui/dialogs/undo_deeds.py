"""What can be taken back or brought back: a run, its part in a record or field, an earlier value, a deleted record. Called in a worker."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from desktop_sync.gui.models.operations import OperationRow, rows_of
from desktop_sync.gui.spots import Spot
from desktop_sync.gui.text import field_label, name_of, number, tr
from desktop_sync.model.plan import Operation
from desktop_sync.model.record import Side

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services


@dataclass(frozen=True)
class Outlook:
    """What it does, or would do. `left`: what is left alone, and why; `notes`: what happens beside writing."""

    sync: str
    rows: tuple[OperationRow, ...]
    left: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    kinds: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Deed:
    """Something that is shown before it is done. `action`: the button, %1 is the count; `nothing`: why there is nothing to do.

    `call` gets the services, whether it is only to look, and how it is stopped. It may take long.
    """

    window: str
    title: str
    action: str
    done: str
    nothing: str
    call: "Callable[[Services, bool, threading.Event], Outlook]"


def undo_run(run: int) -> Deed:
    """Take a whole run back."""
    return Deed(
        tr("Undo a run"),
        tr("What would be restored"),
        tr("Undo these %1"),
        tr("Taken back"),
        tr("Nothing of this run is left to take back: everything was changed since."),
        partial(_undo, run=run, spot=None),
    )


def undo_part(spot: Spot) -> Deed:
    """Take back what a run wrote in one record, or in one field of it."""
    what = tr("“%1” of %2").replace("%1", field_label(spot.field)) if spot.field else "%2"
    what = what.replace("%2", name_of(spot.label) or str(spot.ref))
    return Deed(
        tr("Undo a change"),
        f"{tr('Take back what run %1 wrote').replace('%1', number(spot.run))}: {what}",
        tr("Undo this") if spot.field else tr("Undo these %1"),
        tr("Taken back"),
        tr("There is nothing left to take back: it was changed since."),
        partial(_undo, run=spot.run, spot=spot),
    )


def restore(spot: Spot) -> Deed:
    """Give a field an earlier value again."""
    what = tr("Restore “%1” of %2").replace("%1", field_label(spot.field))
    return Deed(
        tr("Restore a value"),
        what.replace("%2", name_of(spot.label) or str(spot.ref)),
        tr("Restore this value"),
        tr("Restored"),
        tr("The field holds this value already."),
        partial(_restore, spot=spot),
    )


def recreate(spot: Spot) -> Deed:
    """Make a deleted record again."""
    return Deed(
        tr("Make a record again"),
        tr("Make %1 again").replace("%1", name_of(spot.label) or str(spot.ref)),
        tr("Make it again"),
        tr("Made again"),
        tr("There is nothing to make again."),
        partial(_recreate, spot=spot),
    )


def _undo(services: "Services", dry: bool, cancel: threading.Event, run: int, spot: Spot | None) -> Outlook:
    from desktop_sync.engine.undo import Part  # late: the engine is loaded in the worker

    part = Part(spot.side, spot.ref, spot.field or None) if spot is not None else None
    report = services.review.undo(run, part=part, dry=dry, cancel=cancel)
    found = services.review.run(run)
    return _outlook(services, found.sync if found else "", report.operations, report.conflicts, report.notes)


def _restore(services: "Services", dry: bool, cancel: threading.Event, spot: Spot) -> Outlook:
    from desktop_sync.engine.revert import Point, Target  # late, as above

    point = Point(spot.at, spot.operation, spot.before)
    report = services.revert.revert(Target(spot.sync, spot.side, spot.ref), spot.field, point, dry=dry, cancel=cancel)
    return _outlook(services, spot.sync, report.operations, report.left)


def _recreate(services: "Services", dry: bool, cancel: threading.Event, spot: Spot) -> Outlook:
    from desktop_sync.engine.revert import Target  # late, as above

    report = services.revert.recreate(Target(spot.sync, spot.side, spot.ref), dry=dry, cancel=cancel)
    return _outlook(services, spot.sync, report.operations, report.left)


def _outlook(
    services: "Services",
    sync: str,
    operations: tuple[Operation, ...],
    left: tuple[str, ...],
    notes: tuple[str, ...] = (),
) -> Outlook:
    status = next((one for one in services.syncs.statuses() if one.name == sync), None)
    names: dict[Side, str] = {"a": status.a_account, "b": status.b_account} if status else {"a": "A", "b": "B"}
    kinds = (status.a_kind, status.b_kind) if status else ("", "")
    return Outlook(sync, tuple(rows_of(operations, names)), left, notes, kinds)
