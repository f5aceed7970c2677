"""The rows of a plan in groups with a head each, which can be folded away. Pure but for words."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from desktop_sync.gui.models.plan_rows import PlanRow
from desktop_sync.gui.text import DASH, counted, number, tr
from desktop_sync.model.plan import OperationKind
from desktop_sync.model.record import Side

KINDS = (OperationKind.UPDATE, OperationKind.CREATE, OperationKind.ARCHIVE, OperationKind.DELETE)


class Order(Enum):
    """By what rows are grouped; `PLAN`: not at all, in the order of the run."""

    PLAN = "plan"
    ACTION = "action"
    TABLE = "table"
    WHY = "why"
    FIELD = "field"
    RECORD = "record"


@dataclass(frozen=True)
class PlanGroup:
    """The head of a group: all its rows, also while they are folded away. `side`: where all of them write, None: on both."""

    key: str
    title: str
    rows: tuple[PlanRow, ...]
    side: Side | None = None
    folded: bool = False

    @cached_property
    def skipped(self) -> bool | None:
        """Whether all rows are skipped; None: some are."""
        left_out = sum(one.skipped for one in self.rows)
        return True if left_out == len(self.rows) else False if not left_out else None

    @cached_property
    def count_words(self) -> str:
        """“38 changes in 21 records”, “2 records · 1 skipped”."""
        records = len({(one.key.a_ref, one.key.b_ref) for one in self.rows})
        words = counted(records, tr("record"), tr("records"))
        if records != len(self.rows):
            words = (
                tr("%1 in %2").replace("%1", counted(len(self.rows), tr("change"), tr("changes"))).replace("%2", words)
            )
        skipped = sum(one.skipped for one in self.rows)
        return f"{words} · {number(skipped)} {tr('skipped')}" if skipped else words


Line = PlanRow | PlanGroup


def lines_of(
    rows: Sequence[PlanRow], order: Order, folded: Collection[str], tables: Mapping[Side, tuple[str, str]]
) -> list[Line]:
    """The rows under their heads, groups in a fixed order, rows within as they are planned.

    `folded`: keys of groups whose rows stay away; `tables`: what both systems and their tables are called.
    """
    if order is Order.PLAN:
        return list(rows)
    groups: dict[str, list[PlanRow]] = {}
    key_of = _KEYS[order]
    for one in rows:
        groups.setdefault(key_of(one), []).append(one)
    found: list[Line] = []
    for key in sorted(groups, key=str.casefold):
        some = groups[key]
        sides = {one.side for one in some}
        side = sides.pop() if len(sides) == 1 and order in (Order.ACTION, Order.TABLE) else None
        head = PlanGroup(key, _title(some[0], order, tables), tuple(some), side, folded=key in folded)
        found.append(head)
        if not head.folded:
            found += some
    return found


_KEYS: Mapping[Order, Callable[[PlanRow], str]] = {
    Order.ACTION: lambda one: f"{KINDS.index(one.kind)} {one.side == 'a'}",
    Order.TABLE: lambda one: f"{one.side == 'a'}",
    Order.WHY: lambda one: one.why,
    Order.FIELD: lambda one: one.line.field if one.line.name else "",
    Order.RECORD: lambda one: f"{one.line.record}\n{one.key.a_ref}\n{one.key.b_ref}",
}


def _title(one: PlanRow, order: Order, tables: Mapping[Side, tuple[str, str]]) -> str:
    account, table = tables[one.side]
    if order is Order.ACTION:
        words = {
            OperationKind.UPDATE: tr("Updates in %1"),
            OperationKind.CREATE: tr("New in %1"),
            OperationKind.ARCHIVE: tr("Archived in %1"),
            OperationKind.DELETE: tr("Deleted in %1"),
        }[one.kind]
        return words.replace("%1", account)
    if order is Order.TABLE:
        return f"{account} · {table}" if table else account
    if order is Order.FIELD:
        return one.line.field if one.line.name else tr("Whole records")
    if order is Order.WHY:
        return f"{one.why[:1].upper()}{one.why[1:]}" or DASH
    return one.line.record
