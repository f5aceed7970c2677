"""The field mapper as one widget."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_sync.gui.mapper.asking import Ask, at_once
from desktop_sync.gui.mapper.canvas import LinkCanvas
from desktop_sync.gui.mapper.field_side import FieldSide
from desktop_sync.gui.mapper.folds import Folds
from desktop_sync.gui.mapper.links import Tables, links_at, names_of
from desktop_sync.gui.mapper.locating import shelves
from desktop_sync.gui.mapper.menus import field_menu, group_menu, link_menu
from desktop_sync.gui.mapper.model import MapperModel, Selected
from desktop_sync.gui.mapper.overlays import Overlays
from desktop_sync.gui.mapper.strip import LensStrip
from desktop_sync.gui.mapper.tools import MapperTools, ProblemBar
from desktop_sync.gui.mapper.wires import Shelves
from desktop_sync.gui.models.fields import FieldDrop, GroupRow
from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.record import Record, Side, other
from desktop_sync.model.schema import TableSchema


class MapperPanel(QWidget):
    """Two tables' fields, and the links between them. `changed()`: the links are others now.

    `ask` runs what may take longer than a frame (see `MapperModel`); without it everything is computed at once.
    `folds`: which groups are folded, and where that is kept for the next time.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, ask: Ask = at_once, folds: Folds | None = None) -> None:
        super().__init__(parent)
        self._folds = folds or Folds()
        self.model = MapperModel(ask, parent=self)
        self.sides: dict[Side, FieldSide] = {"a": FieldSide("a", self), "b": FieldSide("b", self)}
        self.canvas = LinkCanvas(self.model, self.locator, self)
        self.tools = MapperTools(self.model, self)
        self.problems = ProblemBar(self.model, self)
        self.strip = LensStrip(self.model, self)
        self.overlays = Overlays(self.model, self)
        self.editor, self.losses = self.overlays.editor, self.overlays.losses
        self._dragged: tuple[Side, str] | None = None
        self._build()
        self._connect()
        self._refresh()

    def set_tables(
        self,
        a: TableSchema,
        b: TableSchema,
        a_name: str,
        b_name: str,
        a_sample: Sequence[Record],
        b_sample: Sequence[Record],
    ) -> None:
        """Map these tables; names as “Shop database · customers”. Forgets links and undo; suggestions follow."""
        self.model.set_tables(Tables(a, b, a_name, b_name), a_sample, b_sample)

    def try_on(self, records: Mapping[Side, Sequence[Record]]) -> None:
        """Try the links on these records, many of them, instead of the sample."""
        self.model.try_on(records)

    def set_initials(self, a: str, b: str) -> None:
        """The two letters of each side's kind of system."""
        self._initials = {"a": a, "b": b}
        self._name_sides()

    def set_links(self, links: Sequence[FieldLink]) -> None:
        """Show this mapping."""
        self.model.set_links(links)

    def links(self) -> tuple[FieldLink, ...]:
        """The mapping as it is now."""
        return self.model.links()

    # building

    def _build(self) -> None:
        self._initials = {"a": "", "b": ""}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(10)
        for column, side in ((0, "a"), (2, "b")):
            one = self.sides["a" if side == "a" else "b"]
            grid.addWidget(one, 0, column)
            grid.addWidget(one.view, 1, column)
            one.view.setMinimumWidth(200)
        grid.addWidget(self.tools, 0, 1)
        grid.addWidget(self.canvas, 1, 1)
        grid.addWidget(self.problems, 2, 0, 1, 3)
        grid.addWidget(self.strip, 3, 0, 1, 3)
        for column, share in ((0, 34), (1, 33), (2, 34)):
            grid.setColumnStretch(column, share)
        grid.setRowStretch(1, 1)
        order = (
            self.sides["a"].search, self.sides["a"].view, self.canvas, self.sides["b"].search, self.sides["b"].view,
        )  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        model = self.model
        model.links_changed.connect(self._links_changed)
        model.tables_changed.connect(self._tables_changed)
        model.judged.connect(self._refresh)
        model.sample_changed.connect(self._refresh)
        model.selection_changed.connect(self._selection_changed)
        for side, one in self.sides.items():
            one.model.dropped.connect(self._dropped)
            one.stepper.stepped.connect(lambda by, side=side: model.step(side, by))
            one.view.moved.connect(self.canvas.follow)
            one.view.chosen.connect(lambda name, side=side: self.choose(side, name))
            one.view.crossing.connect(lambda side=side: self.cross(side))
            one.view.removing.connect(lambda name, side=side: self._remove_of(side, name))
            one.view.fixing.connect(lambda name, side=side: self.fix(side, name))
            one.view.given_up.connect(lambda: model.set_pending(None))
            one.view.menu_asked.connect(lambda name, place, side=side: self._field_menu(side, name, place))
            one.view.folding.connect(lambda keys, shut, side=side: self.fold(side, keys, shut))
            one.view.head_menu_asked.connect(lambda head, place, side=side: self._head_menu(side, head, place))
            one.view.dragging.connect(self._dragging)
            one.view.drag_began.connect(lambda name, side=side: self._drag_began(side, name))
            one.view.drag_ended.connect(lambda: self.canvas.show_thread(None, None))
        self.canvas.dragging.connect(self._dragging)
        self.canvas.menu_asked.connect(self._link_menu)
        self.canvas.leaving.connect(lambda side: self.sides["a" if side == "a" else "b"].view.setFocus())
        self.canvas.opened.connect(self.open_editor)
        self.canvas.fixing.connect(self.fix)
        self.editor.closed.connect(self.canvas.setFocus)
        self.losses.closed.connect(self.canvas.setFocus)
        self.strip.losses_asked.connect(self.overlays.show_losses)
        self.strip.edit_asked.connect(self.overlays.edit_selected)
        self.strip.accept_asked.connect(self._accept_selected)
        self.tools.line_up_asked.connect(model.line_up)
        self.problems.chosen.connect(self.show_problem)
        redo = {*QKeySequence.keyBindings(QKeySequence.StandardKey.Redo), QKeySequence("Ctrl+Shift+Z")}
        for keys, call in (
            *((keys, model.undo_stack.undo) for keys in QKeySequence.keyBindings(QKeySequence.StandardKey.Undo)),
            *((keys, model.undo_stack.redo) for keys in redo),
        ):
            QShortcut(keys, self, call, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # showing

    def locator(self) -> Shelves:
        """What tells where fields' ports are, in the canvas's coordinates, as the lists are scrolled now."""
        return shelves(self.sides, self.canvas)

    def _tables_changed(self) -> None:
        for one in self.sides.values():
            one.search.clear()
            one.view.scrollToTop()
        self._name_sides()
        self._refresh()
        for side, one in self.sides.items():
            one.set_folded(self._folds.of(side))

    def _name_sides(self) -> None:
        for side, one in self.sides.items():
            name = self.model.tables.name(side) if self.model.tables else ""
            one.set_name(name, self._initials[side] or name[:2].title())

    def _links_changed(self) -> None:
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        links = self.model.links()
        for side, one in self.sides.items():
            linked = len({name for one_link in links for name in names_of(one_link, side)})
            one.show_rows(self.model.rows(side), linked)
            one.stepper.show_place(self.model.place(side), len(self.model.samples(side)))
        self._mark()
        self.canvas.refresh()
        self.strip.refresh()
        self.tools.refresh()
        self.problems.refresh()

    def _mark(self) -> None:
        """Mark the fields of the selected link, and the one that a link by keyboard starts from."""
        link, pending = self.model.selected_link(), self.model.pending
        for side, one in self.sides.items():
            begun = pending[1] if pending is not None and pending[0] == side else ""
            one.view.mark(frozenset(names_of(link, side) if link else ()), begun)

    def _selection_changed(self) -> None:
        """What is selected changes no row and no other link: neither is made anew."""
        link = self.model.selected_link()
        self._mark()
        if link is not None:
            for side, one in self.sides.items():
                for name in names_of(link, side)[:1]:
                    one.reveal(name)
        self.canvas.reselect()
        self.strip.refresh()
        self.tools.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.canvas.follow()

    # linking

    def choose(self, side: Side, name: str) -> None:
        """Enter on a field: begin a link here, or end the one begun on the other side."""
        pending = self.model.pending
        if pending == (side, name):
            self.model.set_pending(None)
        elif pending is not None and pending[0] != side:
            a, b = (name, pending[1]) if side == "a" else (pending[1], name)
            self.model.connect_fields(a, b)
        else:
            self.model.set_pending((side, name))
            self.cross(side)

    def fix(self, side: Side, name: str) -> None:
        """Write a fixed value to a field, and ask which."""
        if self.model.fix(side, name):
            self.open_editor(len(self.model.links()) - 1)

    def show_field(self, name: str) -> None:
        """Select the link of that shared field, if there is one."""
        for at, link in enumerate(self.model.links()):
            if link.name == name:
                self.model.select(Selected("link", at))

    def cross(self, side: Side) -> None:
        """To the other side's list, to the field that faces this one (or its partner)."""
        here, there = self.sides[side], self.sides[other(side)]
        name = here.view.current_name()
        at = links_at(self.model.links(), side, name)
        partners = names_of(self.model.links()[at[0]], other(side)) if at else ()
        if not (partners and there.view.go_to(partners[0])) and not there.view.currentIndex().isValid():
            row = min(here.places().get(name, 0), there.filter.rowCount() - 1)
            if row >= 0:
                there.view.setCurrentIndex(there.filter.index(row, 0))
        there.view.setFocus()

    def _dropped(self, drop: FieldDrop) -> None:
        for name in drop.names:
            a, b = (name, drop.target) if drop.side == "a" else (drop.target, name)
            self.model.connect_fields(a, b)

    def _remove_of(self, side: Side, name: str) -> None:
        """Delete on a field: its link goes, or the field leaves a link of several."""
        at = links_at(self.model.links(), side, name)
        if at and len(names_of(self.model.links()[at[0]], side)) > 1:
            self.model.part_field(at[0], side, name)
        elif at:
            self.model.remove(at[0])

    def _accept_selected(self) -> None:
        selected = self.model.selected
        if selected is not None and selected.kind == "offer":
            self.model.accept(selected.at)

    def open_editor(self, at: int) -> None:
        """Change a link's lens."""
        self.overlays.edit(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.overlays.place()

    def show_problem(self, side: str, name: str, at: int) -> None:
        """Go to where a problem is: a field, or a link (`at` -1: none)."""
        if at >= 0:
            self.model.select(Selected("link", at))
            self.canvas.setFocus()
        if name and side in self.sides:
            one = self.sides["a" if side == "a" else "b"]
            one.search.clear()
            one.view.go_to(name)
            one.view.setFocus()

    # dragging and menus

    def _drag_began(self, side: Side, name: str) -> None:
        self._dragged = (side, name)

    def _dragging(self, place: QPoint, target: str) -> None:
        """Draw the link that a drop would make."""
        if self._dragged is None:
            return
        start = self._end_point(*self._dragged)
        stop = self._end_point(other(self._dragged[0]), target) if target else None
        self.canvas.show_thread(start, stop or QPointF(self.canvas.mapFromGlobal(place)))

    def _end_point(self, side: Side, name: str) -> QPointF | None:
        y = self.locator()(side, name).y
        return None if y is None else QPointF(0.0 if side == "a" else float(self.canvas.width()), y)

    def _field_menu(self, side: Side, name: str, place: QPoint) -> None:
        field_menu(self.model, (side, name), lambda: self.choose(side, name), self.open_editor, self).popup(place)

    def fold(self, side: Side, keys: frozenset[str], shut: bool) -> None:
        """Fold groups of fields away, or show their fields; links of folded fields end at their group's head."""
        self._folds.fold(side, keys, shut=shut)
        self.sides[side].set_folded(self._folds.of(side))

    def _head_menu(self, side: Side, head: GroupRow, place: QPoint) -> None:
        group_menu(self.model, head, side, lambda keys, shut: self.fold(side, keys, shut), self).popup(place)

    def _link_menu(self, selected: Selected, place: QPoint) -> None:
        link_menu(self.model, selected, self.open_editor, self).popup(place)
