"""The middle of the conflict dialog: the fields of one record that wait, or a delete against an edit, and the rest for context."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_sync.errors import UsageError
from desktop_sync.gui import text
from desktop_sync.gui.dialogs.conflict_queue import Case, Decision
from desktop_sync.gui.dialogs.conflict_row import ConflictRow
from desktop_sync.gui.dialogs.record_view import RecordView
from desktop_sync.gui.dialogs.value_cells import ValueCell
from desktop_sync.gui.widgets.basics import ElidedLabel, column, label, row
from desktop_sync.gui.widgets.marks import Tile
from desktop_sync.model.plan import Conflict, ConflictKind, Resolution
from desktop_sync.model.record import Side, other

if TYPE_CHECKING:
    from desktop_sync.engine.review import ConflictContext


def system(name: str) -> str:
    """“shop · customers” → “shop”."""
    return name.partition(" · ")[0]


class CaseBody(QScrollArea):
    """Shows one record, and knows what is decided about it."""

    changed = Signal()
    """Another decision, or another field is the current one."""
    submitted = Signal()
    """Enter was pressed in a text box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows: list[ConflictRow] = []
        self.sides: dict[Side, ValueCell] = {}
        """Only for a delete against an edit: the two ways out."""
        self.names = ("", "")
        self._current = 0
        self._whole: Conflict | None = None
        self._whole_side: Side | None = None
        self._gone: Side = "a"

    # ---- show
    def show_case(self, case: Case, context: "ConflictContext", now: dt.datetime, letters: Mapping[str, str]) -> None:
        """Show a record."""
        self.names = (system(context.a_name), system(context.b_name))
        self.rows, self.sides, self._current = [], {}, 0
        self._whole, self._whole_side = None, None
        inside = QWidget()
        inside.setProperty("ground", "none")
        inner = column((20, 12, 20, 16), 0)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(20)
        inner.addLayout(grid)
        inside.setLayout(inner)
        first = case.conflicts[0]
        kinds = (
            text.initials(context.a_kind, letters.get(context.a_kind, "")),
            text.initials(context.b_kind, letters.get(context.b_kind, "")),
        )
        if first.kind is ConflictKind.DELETE_EDIT:
            self._show_delete(grid, first, kinds)
        else:
            self._show_fields(grid, case, kinds, now, inside)
        self._show_rest(inner, case, context)
        inner.addStretch(1)
        self.setWidget(inside)
        self._mark_current()

    def _heads(self, grid: QGridLayout, kinds: tuple[str, str]) -> None:
        sides: tuple[Side, Side] = ("a", "b")
        for at, (side, name, letters) in enumerate(zip(sides, self.names, kinds, strict=True), start=1):
            head = row(spacing=8)
            head.addWidget(Tile(letters, side, 22))
            head.addWidget(ElidedLabel(name, "strong", side), 1)
            grid.addLayout(head, 0, at)
            grid.setColumnStretch(at, 1)

    def _show_fields(
        self, grid: QGridLayout, case: Case, kinds: tuple[str, str], now: dt.datetime, inside: QWidget
    ) -> None:
        self._heads(grid, kinds)
        grid.addWidget(label(self.tr("Will be kept on both sides"), "strong"), 0, 3)
        grid.setColumnStretch(3, 1)
        for at, conflict in enumerate(case.conflicts, start=1):
            made = ConflictRow(conflict, self.names, now, inside)
            made.decided.connect(self._decided)
            made.entered.connect(self._entered)
            made.submitted.connect(self.submitted)
            made.add_to(grid, at)
            self.rows.append(made)

    def _show_delete(self, grid: QGridLayout, conflict: Conflict, kinds: tuple[str, str]) -> None:
        self._whole = conflict
        self._gone = "a" if conflict.a is None else "b"
        self._heads(grid, kinds)
        words = self.delete_words
        assert words is not None
        for at, side in enumerate(("a", "b"), start=1):
            cell = ValueCell("a" if side == "a" else "b")
            edit = conflict.b if self._gone == "a" else conflict.a
            changed = f"{self.tr('changed')}: {text.value_words(edit)}" if edit else self.tr("changed here")
            cell.show_words(words[at - 1], self.tr("deleted here") if side == self._gone else changed)
            cell.taken.connect(lambda taken=side: self.take(taken))
            self.sides[cell.side] = cell
            grid.addWidget(cell, 1, at)
        if conflict.decision is not None and conflict.decision.take in ("a", "b"):
            self.take(conflict.decision.take)

    def _show_rest(self, inner: QVBoxLayout, case: Case, context: "ConflictContext") -> None:
        waiting = {one.field for one in case.conflicts}
        side = other(self._gone) if self._whole else "a"
        view = context.a_view if side == "a" else context.b_view
        rest = {name: value for name, value in view.items() if name not in waiting}
        if not rest:
            return
        inner.addSpacing(18)
        words = (
            self.tr("The record, as both sides last agreed on it")
            if self._whole
            else self.tr("The rest of the record, for context")
        )
        inner.addWidget(label(words, "meta", "second"))
        inner.addSpacing(6)
        shown = RecordView()
        shown.show_view(rest)
        inner.addWidget(shown)

    # ---- decide
    def take(self, side: str) -> None:
        """The current field's value of that side; the next field without a decision becomes the current one."""
        if self._whole is not None:
            self._whole_side = "a" if side == "a" else "b"
            for one, cell in self.sides.items():
                cell.set_chosen(one == self._whole_side)
            self.changed.emit()
            return
        if not self.rows:
            return
        self.rows[self._current].take("a" if side == "a" else "b")
        ahead = [*range(self._current + 1, len(self.rows)), *range(self._current)]
        self._current = next((at for at in ahead if not self.rows[at].is_decided), self._current)
        self._mark_current()
        self.changed.emit()

    def take_base(self) -> None:
        """What the current field was before."""
        if self.rows:
            self.rows[self._current].take_base()

    def move_current(self, step: int) -> None:
        """The field above or below."""
        if self.rows:
            self._current = max(0, min(len(self.rows) - 1, self._current + step))
            self._mark_current()
            self.ensureWidgetVisible(self.rows[self._current].kept)
            self.changed.emit()

    @Slot(object)
    def _entered(self, entered: ConflictRow) -> None:
        if entered in self.rows and self.rows[self._current] is not entered:
            self._current = self.rows.index(entered)
            self._mark_current()
            self.changed.emit()

    @Slot()
    def _decided(self) -> None:
        self.changed.emit()

    def _mark_current(self) -> None:
        for at, one in enumerate(self.rows):
            one.set_current(at == self._current and len(self.rows) > 1)

    # ---- what is decided
    @property
    def is_ready(self) -> bool:
        """Whether something is decided."""
        return self._whole_side is not None or any(one.is_decided for one in self.rows)

    @property
    def choice(self) -> tuple[str, Side] | None:
        """(shared field, side) of the field for which a side was taken last: what “always” would mean."""
        ordered = [self.rows[self._current], *reversed(self.rows)] if self.rows else []
        found = next((one for one in ordered if one.side is not None), None)
        return (found.conflict.field, found.side) if found and found.side else None

    @property
    def delete_words(self) -> tuple[str, str] | None:
        """For a delete against an edit: what taking A and taking B means."""
        if self._whole is None:
            return None
        kept = self.names[1] if self._gone == "a" else self.names[0]
        gone = self.names[0] if self._gone == "a" else self.names[1]
        delete = self.tr("Delete it in %1, too").replace("%1", kept)
        again = self.tr("Keep it, and make it again in %1").replace("%1", gone)
        return (delete, again) if self._gone == "a" else (again, delete)

    def delete_names(self, context: "ConflictContext") -> tuple[str, str]:
        """Where it was deleted, and where it was changed."""
        names = (system(context.a_name), system(context.b_name))
        return names if context.conflict.a is None else (names[1], names[0])

    def decisions(self, always: bool) -> tuple[Decision, ...]:
        """All decisions; none at all while one of them can't be read. `always`: for the field that `choice` names."""
        if self._whole is not None:
            return (Decision(self._whole, Resolution(self._whole_side)),) if self._whole_side else ()
        checked = [one.check() for one in self.rows]  # all of them: each says what is wrong with it
        if not all(checked):
            return ()
        found: list[Decision] = []
        choice = self.choice if always else None
        for one in self.rows:
            try:
                made = one.resolution
            except UsageError:
                return ()
            if made is None:
                continue
            same = choice is not None and (one.conflict.field, made.take) == choice
            found.append(Decision(one.conflict, made, choice[1] if same and choice else None))
        return tuple(found)

    def show_problems(self, problems: Mapping[int, str]) -> None:
        """What was refused, and why."""
        for one in self.rows:
            if one.conflict.id in problems:
                one.show_problem(problems[one.conflict.id])
