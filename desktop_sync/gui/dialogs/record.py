"""A record's history on both sides: what happened, what was held at each moment, why, and ways back."""

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSlider, QWidget

from desktop_sync.errors import UsageError
from desktop_sync.gui.board import Board
from desktop_sync.gui.delegates.cells import ChangeCell, StepCell, WordsCell
from desktop_sync.gui.dialogs.record_head import RecordHead
from desktop_sync.gui.dialogs.why_card import WhyCard
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.models.moments import (
    MomentRow,
    MomentsModel,
    ValueRow,
    ValuesModel,
    moment_words,
    rows_of,
    side_of,
    values_at,
)
from desktop_sync.gui.phrases import said
from desktop_sync.gui.places import Act, Wish
from desktop_sync.gui.spots import Spot
from desktop_sync.gui.text import initials, name_of, number
from desktop_sync.gui.theme import Type
from desktop_sync.gui.widgets.basics import ElidedLabel, button, column, label, row
from desktop_sync.gui.widgets.foot import foot
from desktop_sync.gui.widgets.notes import Banner
from desktop_sync.gui.widgets.table import RowsTable, in_card
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.record import SIDES, Ref, Side
from desktop_sync.model.report import Moment, Why

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services
    from desktop_sync.engine.standing import Standing


@dataclass(frozen=True)
class History:
    """What the workspace knows of a record."""

    standing: "Standing"
    moments: tuple[Moment, ...]


@dataclass(frozen=True)
class Answers:
    """Why one field holds what it holds, by side."""

    field: str
    sides: dict[Side, Why | None]


class RecordDialog(QDialog):
    """For one record."""

    wish = Signal(object)
    """A `Wish`."""

    def __init__(self, handle: WorkerHandle, board: Board, spot: Spot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle, self._board, self._spot = handle, board, spot
        self.history: History | None = None
        self.head = RecordHead(name_of(spot.label) or str(spot.ref))
        self.banner = Banner()
        self.model, self.values = MomentsModel(self), ValuesModel(self)
        self.table = RowsTable(self.model, self.tr("What happened"))
        self.value_table = RowsTable(self.values, self.tr("What both sides hold"))
        self.moment = ElidedLabel("", "strong")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.card = WhyCard()
        self.undo_field = button(self.tr("Undo this change …"), partial(self._undo, whole=False))
        self.undo_record = button("", partial(self._undo, whole=True))
        self.again = button(self.tr("Make it again …"), self._make_again, "primary")
        self.close_button = button(self.tr("Close"), self.reject)
        self._build()
        handle.changed.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        self.setWindowTitle(self.tr("History of a record"))
        self.resize(1080, 720)
        self.setMinimumSize(820, 540)
        self.table.set_cells(
            (
                WordsCell(self.table, tone="second"),
                StepCell(self._step, self.table),
                WordsCell(self.table, Type.STRONG),
                ChangeCell(lambda one: one.change, self.table),
                WordsCell(self.table, Type.META, "second"),
            ),
            (80, 128, 96, 0, 128),
        )
        self.table.least_open = 150
        self.value_table.least_open = 90
        self.value_table.set_cells(
            (
                WordsCell(self.value_table, Type.STRONG),
                WordsCell(self.value_table, tone="a"),
                WordsCell(self.value_table, tone="b"),
            ),
            (104, 0, 0),
        )
        self.slider.setAccessibleName(self.tr("Moment in the record’s history"))
        self.slider.setPageStep(1)
        self.table.picked.connect(self._on_moment)
        self.slider.valueChanged.connect(self._on_slider)
        self.value_table.picked.connect(self._on_value)
        self.card.restore.connect(self._restore)
        inner = column((24, 16, 24, 16), 10)
        inner.addWidget(self.head)
        inner.addWidget(self.banner)
        inner.addLayout(self._middle(), 1)
        inner.addWidget(self.card)
        start = (self.undo_field, self.undo_record)
        inner.addLayout(foot(self, self.again, self.close_button, start=start))
        self.setLayout(inner)
        for one in (self.undo_field, self.undo_record, self.again, self.card):
            one.hide()

    def _middle(self) -> QHBoxLayout:
        made = row(spacing=16)
        for head, table, share in (
            (label(self.tr("What happened, newest first"), "strong"), self.table, 3),
            (self.moment, self.value_table, 2),
        ):
            inner, line = column(spacing=7), row()
            head.setMinimumHeight(26)
            line.addWidget(head, 1)
            if table is self.value_table:
                self.slider.setFixedWidth(130)
                line.addWidget(self.slider)
            inner.addLayout(line)
            inner.addWidget(in_card(table), 1)
            inner.addStretch(0)
            made.addLayout(inner, share)
        return made

    def _step(self, one: MomentRow) -> tuple[str, str, str] | None:
        side, status, letters = side_of(one), self._board.picture.status(self._spot.sync), self._board.picture.letters
        if side is None:
            return None
        kind = "" if status is None else status.a_kind if side == "a" else status.b_kind
        return side, initials(kind, letters.get(kind, "")), one.what

    # ---- asking the workspace
    @Slot()
    def refresh(self) -> None:
        """Ask the workspace."""
        self._handle.look(partial(_history, spot=self._spot), self._on_history, self._on_failed)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self.banner.show_words(failure.title, f"{failure.sentence} {failure.advice}".strip(), tone="bad")

    @property
    def _names(self) -> dict[Side, str]:
        status = self._board.picture.status(self._spot.sync)
        return {"a": status.a_account, "b": status.b_account} if status else {"a": "A", "b": "B"}

    @Slot(object)
    def _on_history(self, history: History) -> None:
        first = self.history is None
        self.history = history
        names, standing = self._names, history.standing
        self.card.set_names(names)
        self.values.set_names(names["a"], names["b"])
        self.head.show_standing(self._spot.sync, names, standing)
        self.again.setVisible(bool(standing.deleted))
        self.model.set_rows(rows_of(history.moments, names, self._board.now()))
        count = self.model.rowCount()
        self.slider.setVisible(count > 1)
        self.slider.setRange(0, max(0, count - 1))
        if not count:
            words = self.tr("No run has written to this record, and nobody had to decide anything about it.")
            self.banner.show_words(self.tr("Nothing happened yet"), words, tone="busy")
        if first and count:
            self.table.selectRow(self._wanted_line())
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_moment()

    def _wanted_line(self) -> int:
        """The line to begin with: what the run wrote in the field."""
        spot = self._spot
        for at, line in enumerate(self.model.rows):
            one = line.moment
            if spot.run and one is not None and one.run == spot.run and spot.field in ("", one.field):
                return at
        return 0

    # ---- a moment
    @property
    def _line(self) -> int:
        return max(0, self.table.currentIndex().row())

    @property
    def _at(self) -> int:
        """How many moments are newer than the one that is looked at."""
        line = self.table.current
        return line.at if isinstance(line, MomentRow) else 0

    @Slot(object)
    def _on_moment(self, _row: object) -> None:
        self._show_moment()

    @Slot(int)
    def _on_slider(self, value: int) -> None:
        line = self.slider.maximum() - value
        if line != self._line:
            self.table.selectRow(line)

    def _show_moment(self) -> None:
        if self.history is None:
            return
        at, standing, moments = self._at, self.history.standing, self.history.moments
        self.slider.setValue(self.slider.maximum() - self._line)
        current = self.table.current
        line = current if isinstance(current, MomentRow) else None
        self.moment.setText(moment_words(line, at))
        chosen = self._field
        rows = values_at(moments, standing.a_view, standing.b_view, at)
        self.values.set_rows(rows)
        wanted = chosen or (line.moment.field if line and line.moment else "") or self._spot.field
        index = next((i for i, one in enumerate(rows) if one.name == wanted), 0)
        if rows:
            self.value_table.selectRow(index)
            self._show_value(rows[index])
        self.card.setVisible(bool(rows))
        self._show_ways(line.moment if line else None)

    def _show_ways(self, moment: Moment | None) -> None:
        written = moment is not None and bool(moment.operation)
        self.undo_field.setVisible(written and bool(moment and moment.field))
        self.undo_record.setVisible(written)
        if moment is not None:
            words = self.tr("Undo all of run %1 here …").replace("%1", number(moment.run))
            self.undo_record.setText(words)

    # ---- a value
    @property
    def _field(self) -> str:
        found = self.value_table.current
        return found.name if isinstance(found, ValueRow) else ""

    @Slot(object)
    def _on_value(self, found: object) -> None:
        if isinstance(found, ValueRow):
            self._show_value(found)

    def _show_value(self, found: ValueRow) -> None:
        self.card.show_value(found, past=self._at > 0)
        if self.history is not None:
            refs = {side: self.history.standing.ref(side) for side in SIDES}
            call = partial(_why, sync=self._spot.sync, refs=refs, field=found.name)
            self._handle.look(call, self._on_why, self._on_failed)

    @Slot(object)
    def _on_why(self, answers: Answers) -> None:
        if answers.field == self._field:
            for side in SIDES:
                self.card.show_why(side, answers.sides[side])

    # ---- ways back
    def _spot_on(self, side: Side, field: str, *, run: int = 0, at: dt.datetime | None = None) -> Spot | None:
        ref = self.history.standing.ref(side) if self.history else None
        return None if ref is None else Spot(self._spot.sync, side, ref, field, run, at, label=self.head.title.text())

    def _ask(self, act: Act, spot: Spot | None) -> None:
        if spot is not None:
            self.wish.emit(Wish(act, spot=spot))

    def _undo(self, *, whole: bool) -> None:
        line = self.table.current
        if isinstance(line, MomentRow) and line.moment is not None:
            one = line.moment
            self._ask(Act.UNDO_PART, self._spot_on(one.side, "" if whole else one.field, run=one.run))

    @Slot(str)
    def _restore(self, side: Side) -> None:
        if self.history is None or not self._field:
            return
        moments, at = self.history.moments, self._at
        if at < len(moments):
            self._ask(Act.RESTORE, self._spot_on(side, self._field, at=moments[at].at))
            return
        first = next((one for one in reversed(moments) if one.operation and one.field == self._field), None)
        spot = self._spot_on(side, self._field)
        if first is not None and spot is not None:
            found = Spot(
                spot.sync, side, spot.ref, spot.field, operation=first.operation, before=True, label=spot.label
            )
            self._ask(Act.RESTORE, found)

    def _make_again(self) -> None:
        if self.history is not None and self.history.standing.deleted:
            self._ask(Act.RECREATE, self._spot_on(self.history.standing.deleted[0], ""))


def _history(services: "Services", spot: Spot) -> History:
    standing = services.review.standing(spot.sync, spot.side, spot.ref)
    return History(standing, tuple(services.review.timeline(spot.sync, spot.side, spot.ref)))


def _why(services: "Services", sync: str, refs: dict[Side, Ref | None], field: str) -> Answers:
    sides: dict[Side, Why | None] = {}
    for side, ref in refs.items():
        try:
            sides[side] = services.review.why(sync, side, ref, field) if ref is not None else None
        except UsageError as error:  # the sync no longer has the field
            sides[side] = Why(field, None, None, f"{said(error.what)[:1].upper()}{said(error.what)[1:]}.")
    return Answers(field, sides)
