"""A plan as the preview's table shows it: rows, and the heads of their groups."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop_sync.gui.models.operations import verb
from desktop_sync.gui.models.plan_groups import Line, Order, PlanGroup
from desktop_sync.gui.models.plan_rows import PlanRow
from desktop_sync.gui.models.rows import Column, RowsModel
from desktop_sync.gui.text import tr

TICK, RECORD, TURN = 0, 1, 6
"""The columns that can be pressed, and the one in which a group's head begins."""


def _of_row(words: Callable[[PlanRow], str]) -> Callable[[Line], str]:
    return lambda one: words(one) if isinstance(one, PlanRow) else ""


def _tick(one: Line) -> str:
    if one.skipped is None:
        return tr("some are skipped")
    return tr("skipped") if one.skipped else tr("will run")


def _record(one: Line) -> str:
    return f"{one.title}, {one.count_words}" if isinstance(one, PlanGroup) else one.line.record


@dataclass(frozen=True)
class Shown:
    """The lines of the table, with what there is to know about them without going through them: made beside the window.

    `heads`: where groups begin. `at`: where the line stands that is to be the current one, -1: nowhere.
    """

    lines: Sequence[Line]
    heads: tuple[int, ...] = ()
    at: int = -1


def shown_of(lines: Sequence[Line], order: Order, current: object = None) -> Shown:
    """The lines as they are shown. `current`: the key of the line that is to stay chosen, None: none is."""
    heads = () if order is Order.PLAN else tuple(at for at, one in enumerate(lines) if isinstance(one, PlanGroup))
    at = -1 if current is None else next((at for at, one in enumerate(lines) if one.key == current), -1)
    return Shown(lines, heads, at)


class PlanModel(RowsModel[Line]):
    """A tick, record, action, field, from → to, why, and a sign for turning it round. `heads`: the lines that are heads of groups."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column("", _tick),
                Column(tr("Record"), _record),
                Column(tr("Action"), _of_row(lambda row: verb(row.kind))),
                Column(tr("Field"), _of_row(lambda row: row.line.field)),
                Column(
                    tr("From → to"),
                    _of_row(lambda row: f"{row.change[0]} → {row.change[1]}" if row.change[0] else row.change[1]),
                ),
                Column(tr("Why"), _of_row(lambda row: row.why)),
                Column(
                    "",
                    _of_row(lambda row: "⇄" if row.turn is not None else ""),
                    _of_row(lambda row: tr("Turn it round (T)") if row.turn else ""),
                ),
            ),
            parent,
        )
        self.heads: tuple[int, ...] = ()

    def show(self, shown: Shown) -> None:
        """Show these lines."""
        self.heads = shown.heads
        self.set_rows(shown.lines)
