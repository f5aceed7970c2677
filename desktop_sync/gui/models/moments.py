"""The timeline of a record, and what both sides held at any point of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as attribute

from PySide6.QtCore import QObject, Qt

from desktop_sync.gui import text
from desktop_sync.gui.models.operations import named
from desktop_sync.gui.models.rows import Column, RowsModel
from desktop_sync.gui.text import DASH, blank_words, counted, field_label, number, one_line, tr, value_words
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.report import Moment
from desktop_sync.model.values import Value

_WRITES = frozenset({"update", "create", "archive"})


@dataclass(frozen=True, slots=True)
class MomentRow:
    """One line. `moment` None: before the history begins. `at`: how many moments are newer."""

    at: int
    moment: Moment | None
    when: str
    what: str
    field: str
    old: str
    new: str
    by: str

    @property
    def change(self) -> tuple[str, str]:
        """From, to."""
        return self.old, self.new


def rows_of(moments: Sequence[Moment], names: Mapping[Side, str], now: dt.datetime) -> list[MomentRow]:
    """The lines of a timeline, newest first, and one for the time before it. A record that was made is one line."""
    rows = []
    at = 0
    while at < len(moments):
        one = moments[at]
        many = 1
        if one.kind == "create":
            while at + many < len(moments) and moments[at + many].operation == one.operation:
                many += 1
        rows.append(
            _made(at, moments[at : at + many], names, now) if one.kind == "create" else _row(at, one, names, now)
        )
        at += many
    if any(one.kind in _WRITES for one in moments):
        rows.append(MomentRow(len(moments), None, "", tr("before that"), "", "", tr("as the history begins"), ""))
    return rows


def _made(at: int, moments: Sequence[Moment], names: Mapping[Side, str], now: dt.datetime) -> MomentRow:
    one = moments[0]
    values = [one_line(value_words(each.after), 40) for each in moments if value_words(each.after) != blank_words()]
    fields = counted(len(moments), tr("field"), tr("fields")) if one.field else ""
    by = " · ".join(part for part in (named(one.words, names), one.who) if part)
    whole = replace(one, field="", before=None, after=None)
    return MomentRow(at, whole, text.day_time(one.at, now), tr("new"), fields, "", ", ".join(values[:6]), by)


def _row(at: int, one: Moment, names: Mapping[Side, str], now: dt.datetime) -> MomentRow:
    when = text.day_time(one.at, now)
    field = field_label(one.field)
    if one.kind not in (*_WRITES, "doubted") or not one.field:
        return MomentRow(at, one, when, kind_words(one), field, "", named(one.words, names), "")
    old = one_line(value_words(one.before))
    by = " · ".join(part for part in (named(one.words, names), one.who) if part)
    new = one_line(value_words(one.after))
    return MomentRow(at, one, when, kind_words(one), field, DASH if old == blank_words() else old, new, by)


def kind_words(one: Moment) -> str:
    """What happened, in a word or two."""
    return {
        "create": tr("new"),
        "update": tr("update"),
        "archive": tr("archive"),
        "delete": tr("delete"),
        "conflict": tr("conflict"),
        "decided": tr("decided"),
        "hold": tr("held"),
        "linked": tr("paired"),
        "unlinked": tr("taken apart"),
        "doubted": tr("perhaps"),
    }.get(one.kind, one.kind)


def side_of(row: MomentRow) -> Side | None:
    """The side that was written; None where nothing was."""
    one = row.moment
    return one.side if one is not None and (one.kind in _WRITES or one.kind == "delete") else None


def moment_words(row: MomentRow | None, at: int) -> str:
    """Which moment is looked at; `at`: how many are newer."""
    if at == 0 or row is None:
        return tr("What both hold now")
    if row.moment is None:
        return tr("Before that, as far as known")
    run = f"{tr('after run')} {number(row.moment.run)}, " if row.moment.run else ""
    return f"{run}{row.when}"


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One field on both sides at one moment; `then` differs from now where the moment lies back. `absent`: no record there yet."""

    name: str
    a: Value = attribute(default=None, repr=False)
    b: Value = attribute(default=None, repr=False)
    a_now: Value = attribute(default=None, repr=False)
    b_now: Value = attribute(default=None, repr=False)
    absent: tuple[Side, ...] = ()
    guessed: tuple[Side, ...] = ()
    """Sides of which the history does not know the value: it is what the other side agreed with then."""

    def then(self, side: Side) -> Value:
        """What the side held."""
        return self.a if side == "a" else self.b

    def moved(self, side: Side) -> bool:
        """Whether it is known to have held something else."""
        return (
            side not in self.absent
            and side not in self.guessed
            and (self.a != self.a_now if side == "a" else self.b != self.b_now)
        )


def values_at(
    moments: Sequence[Moment], a_now: Mapping[str, Value], b_now: Mapping[str, Value], at: int
) -> list[ValueRow]:
    """What both sides held right after `moments[at]` (0: now; the number of moments: before all of them), as far as the history tells."""
    now: dict[Side, Mapping[str, Value]] = {"a": a_now, "b": b_now}
    names = list(dict.fromkeys([*a_now, *b_now, *(one.field for one in reversed(moments) if one.kind in _WRITES)]))
    rows = []
    for name in names:
        if not name:
            continue
        found: dict[Side, Value] = {}
        absent: list[Side] = []
        for side in SIDES:
            current = now[side].get(name)
            there, found[side] = (True, current) if at == 0 else _then(moments, side, name, at, current)
            if not there:
                absent.append(side)
        guessed = tuple(side for side in SIDES if at and _is_guess(moments, side, name, at))
        now_a, now_b = a_now.get(name), b_now.get(name)
        rows.append(ValueRow(name, found["a"], found["b"], now_a, now_b, tuple(absent), guessed))
    return rows


def _then(moments: Sequence[Moment], side: Side, name: str, at: int, now: Value) -> tuple[bool, Value]:
    """Whether the record was there, and what the field held."""
    touched = _touched(moments, side, name)
    for index, one in touched:
        if index >= at:
            return True, one.after
    for _, one in reversed(touched):
        if one.kind == "create":
            return one.side != side, None if one.side == side else one.after
        return True, one.before
    return True, now


def _touched(moments: Sequence[Moment], side: Side, name: str) -> list[tuple[int, Moment]]:
    """What tells of the field's value on that side, newest first."""
    return [
        (index, one)
        for index, one in enumerate(moments)
        if one.field == name and one.kind in _WRITES and (one.side == side or one.carried)
    ]


def _is_guess(moments: Sequence[Moment], side: Side, name: str, at: int) -> bool:
    """Before the first write of a field, only the side that was written is known."""
    touched = _touched(moments, side, name)
    return bool(touched) and touched[-1][0] < at and touched[-1][1].side != side


class MomentsModel(RowsModel[MomentRow]):
    """When, what, field, from → to, by what."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(tr("When"), lambda row: row.when),
                Column(tr("What"), lambda row: row.what),
                Column(tr("Field"), lambda row: row.field),
                Column(tr("From → to"), lambda row: f"{row.old} → {row.new}" if row.old else row.new),
                Column(tr("Why"), lambda row: row.by),
            ),
            parent,
        )


class ValuesModel(RowsModel[ValueRow]):
    """A field, and what both sides hold."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(tr("Field"), lambda row: field_label(row.name)),
                Column("A", lambda row: _words(row, "a")),
                Column("B", lambda row: _words(row, "b")),
            ),
            parent,
        )

    def set_names(self, a: str, b: str) -> None:
        """What both systems are called, for the heads."""
        heads = zip((a, b), self._columns[1:], strict=True)
        self._columns = (self._columns[0], *(Column(name, one.words) for name, one in heads))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 1, 2)


def _words(row: ValueRow, side: Side) -> str:
    return tr("not there yet") if side in row.absent else one_line(value_words(row.then(side)))
