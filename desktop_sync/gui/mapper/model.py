"""The mapper's state: links, suggestions, selection, samples, undo. A QObject without widgets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from desktop_sync.gui.errors import Failure
from desktop_sync.gui.mapper import fixed
from desktop_sync.gui.mapper import links as edits
from desktop_sync.gui.mapper.asking import Ask, at_once
from desktop_sync.gui.mapper.groups import FieldGroup, groups_of
from desktop_sync.gui.mapper.judge import Problem, Verdict, partner, problems
from desktop_sync.gui.mapper.links import Edited, Fitting, Links, Refused, Tables
from desktop_sync.gui.mapper.rows import Scene
from desktop_sync.gui.mapper.verdicts import Verdicts, key_of
from desktop_sync.gui.mapper.whole import Whole
from desktop_sync.gui.models.fields import Row
from desktop_sync.gui.text import tr
from desktop_sync.model.mapping import ConflictRule, Direction, FieldLink, LensSpec
from desktop_sync.model.record import SIDES, Record, Side, other
from desktop_sync.model.schema import Field
from desktop_sync.sync.suggest import Suggestion, suggest


def plain_lens(a: tuple[Field, ...], b: tuple[Field, ...]) -> LensSpec:
    """The lens a new link starts with: by the two fields' types, which a sync file says by leaving it out.

    Several fields are joined: as first and last name where they are called so, with a space otherwise.
    """
    if len(a) == len(b) == 1:
        return LensSpec()
    several = a if len(a) > 1 else b
    words = " ".join(f"{field.name} {field.label}" for field in several).casefold()
    if len(several) == 2 and "name" in words:
        return LensSpec("full_name")
    return LensSpec("join", {"separator": " "})


class Selected(NamedTuple):
    """What is selected: a link or an offered one, by its place."""

    kind: Literal["link", "offer"]
    at: int


@dataclass(frozen=True)
class _State:
    """What undo brings back."""

    links: Links = ()
    dismissed: frozenset[str] = frozenset()


class _Edit(QUndoCommand):
    """From one state to another."""

    def __init__(self, model: "MapperModel", before: _State, after: _State, edited: Edited) -> None:
        super().__init__(edited.words)
        self._model, self._before, self._after, self._at = model, before, after, edited.at

    def redo(self) -> None:
        self._model.restore(self._after, self._at)

    def undo(self) -> None:
        self._model.restore(self._before, None)


class MapperModel(QObject):
    """All that the mapper shows and changes.

    `ask` runs what may take longer than a frame: suggestions, and the round trip on all sample values.
    `refused(str)`: an edit can't be made, in words.
    """

    tables_changed = Signal()
    links_changed = Signal()
    judged = Signal()
    """Verdicts, problems or offers are new."""
    selection_changed = Signal()
    sample_changed = Signal()
    refused = Signal(str)

    def __init__(self, ask: Ask = at_once, fitting: Fitting = plain_lens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.tables: Tables | None = None
        self._ask, self._fitting = ask, fitting
        self._state = _State()
        self._samples: dict[Side, tuple[Record, ...]] = {"a": (), "b": ()}
        self._places: dict[Side, int] = {"a": 0, "b": 0}
        self._order: dict[Side, tuple[str, ...]] = {"a": (), "b": ()}
        self._groups: dict[Side, tuple[FieldGroup, ...]] = {"a": (), "b": ()}
        self._offers: tuple[Suggestion, ...] = ()
        self._open_offers: tuple[Suggestion, ...] | None = None
        self._problems: tuple[Problem, ...] | None = None
        self._verdicts = Verdicts(ask, self)
        self._verdicts.changed.connect(self._take_verdicts)
        self._verdicts.failed.connect(self._fail)
        self.whole = Whole(self)
        self._selected: Selected | None = None
        self._pending: tuple[Side, str] | None = None
        self._turn = 0

    # what there is

    def links(self) -> Links:
        """The links, in order of making."""
        return self._state.links

    def offers(self) -> tuple[Suggestion, ...]:
        """Suggestions whose fields are still free and that nobody waved aside, best first."""
        if self._open_offers is None:
            used, dismissed = edits.linked_names(self._state.links), self._state.dismissed
            self._open_offers = tuple(
                offer
                for offer in self._offers
                if edits.free(used, offer.link) and not (dismissed and key_of(offer.link) in dismissed)
            )
        return self._open_offers

    def verdict(self, link: FieldLink) -> Verdict:
        """How the link stands; until its samples were tried only whether its lens fits."""
        return self._verdicts.of(link)

    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong now."""
        if self.tables is None:
            return ()
        if self._problems is None:
            links = self._state.links
            self._problems = problems(links, self.tables, [self.verdict(link) for link in links])
        return self._problems

    @property
    def selected(self) -> Selected | None:
        """What is selected."""
        return self._selected

    def selected_link(self) -> FieldLink | None:
        """The selected link, offered or made."""
        return None if self._selected is None else self.link_of(self._selected)

    def link_of(self, selected: Selected) -> FieldLink | None:
        """The link, made or offered, that is meant; None when it is not there (any more)."""
        kind, at = selected
        if kind == "link":
            return self._state.links[at] if at < len(self._state.links) else None
        offers = self.offers()
        return offers[at].link if at < len(offers) else None

    @property
    def pending(self) -> tuple[Side, str] | None:
        """The field that a link by keyboard starts from."""
        return self._pending

    def groups(self, side: Side) -> tuple[FieldGroup, ...]:
        """Which of the side's fields belong together."""
        return self._groups[side]

    def samples(self, side: Side) -> tuple[Record, ...]:
        """The sample records of a side."""
        return self._samples[side]

    def tried_on(self, side: Side) -> tuple[Record, ...]:
        """The records of a side that links are tried on: the sample, or many more of them."""
        return tuple(self._verdicts.records(side))

    def place(self, side: Side) -> int:
        """Which sample record is shown, from 0."""
        return self._places[side]

    def sample(self, side: Side) -> Record | None:
        """The sample record shown."""
        records = self._samples[side]
        return records[self._places[side]] if records else None

    # what it is about

    def set_tables(self, tables: Tables, a_sample: Sequence[Record], b_sample: Sequence[Record]) -> None:
        """Start anew with these tables: no links, no undo; suggestions are computed."""
        self.tables = tables
        self._groups = {side: groups_of(tables.schema(side)) for side in SIDES}
        self._samples = {"a": tuple(a_sample), "b": tuple(b_sample)}
        self._places = {"a": 0, "b": 0}
        self._offers, self._selected, self._pending, self._state = (), None, None, _State()
        self._forget()
        self._verdicts.begin(tables, dict(self._samples))
        self.whole.forget()
        self.undo_stack.clear()
        self.line_up()
        self.tables_changed.emit()
        self._turn += 1
        turn = self._turn
        rows_a, rows_b = ([record.values for record in self._samples[side]] for side in SIDES)
        self._ask(lambda: (turn, suggest(tables.a, tables.b, rows_a, rows_b)), self._take_offers, self._fail)

    def try_on(self, records: Mapping[Side, Sequence[Record]]) -> None:
        """Try the links on these records, many of them, instead of the sample; what is shown stays the sample."""
        self._verdicts.try_on(records)
        self._verdicts.judge_all(self._state.links)

    def take_whole(self, found: Mapping[int, tuple[FieldLink, Verdict]]) -> None:
        """Verdicts on all records of both tables, with the links they are about."""
        self._verdicts.take_whole(found.values())

    def set_links(self, links: Sequence[FieldLink]) -> None:
        """Show this mapping; undo starts here."""
        self.undo_stack.clear()
        self._selected, self._state = None, _State(tuple(links))
        self._forget()
        self.line_up()
        self._verdicts.judge_all(self._state.links)
        self.links_changed.emit()

    def line_up(self) -> None:
        """Order both lists so that linked and suggested fields face each other."""
        if self.tables is None:
            return
        known = (*self._state.links, *(offer.link for offer in self.offers()))
        for side in SIDES:
            self._order[side] = edits.lined_up(known, side, self.tables)
        self.links_changed.emit()

    def _take_offers(self, answer: tuple[int, Sequence[Suggestion]]) -> None:
        turn, offers = answer
        if turn != self._turn:
            return
        self._offers = tuple(sorted(offers, key=lambda offer: -offer.confidence))
        self._forget()
        if not self.undo_stack.count():  # nobody has begun to work: nothing moves under their hands
            self.line_up()
        self.judged.emit()
        self.follow("a")

    def _take_verdicts(self) -> None:
        self._forget()
        self.judged.emit()

    def _forget(self) -> None:
        """What is derived from links, offers and verdicts is derived anew when it is asked for."""
        self._open_offers = self._problems = None

    def _fail(self, failure: Failure) -> None:
        self.refused.emit(failure.what)

    # edits

    def connect_fields(self, a: str, b: str) -> bool:
        """Link two fields. Whether it was done (or there already)."""
        return self._do(edits.connect(self._state.links, a, b, self._known, self._fitting))

    def join_field(self, at: int, side: Side, name: str) -> bool:
        """Add a field to a link."""
        return self._do(edits.join(self._state.links, at, side, name, self._known, self._fitting))

    def part_field(self, at: int, side: Side, name: str) -> bool:
        """Take a field out of a link."""
        return self._do(edits.part(self._state.links, at, side, name, self._known, self._fitting))

    def remove(self, at: int) -> bool:
        """Remove a link."""
        return self._do(edits.remove(self._state.links, at, self._known))

    def change(self, at: int, link: FieldLink) -> bool:
        """Replace a link by a changed one (lens, direction, rules)."""
        if link == self._state.links[at]:
            return False
        return self._do(edits.change(self._state.links, at, link, self._known))

    def can_fix(self, side: Side, name: str) -> bool:
        """Whether a fixed value can be written to the field."""
        return self.tables is not None and fixed.can_fix(self._state.links, side, name, self.tables)

    def fix(self, side: Side, name: str) -> bool:
        """Write a fixed value to a field."""
        return self._do(fixed.fix(self._state.links, side, name, self.sample(side), self._known))

    def rule(self, at: int, who: ConflictRule | None) -> bool:
        """Who wins when both sides changed a link's field; None: as the sync says."""
        return self._do(fixed.rule(self._state.links, at, who, self._known))

    def turn(self, at: int, direction: Direction) -> bool:
        """Carry a link the other way, or both ways."""
        return self.change(at, replace(self._state.links[at], direction=direction))

    def accept(self, at: int) -> bool:
        """Make an offered link."""
        return self._do(edits.accept(self._state.links, [self.offers()[at].link], self._known))

    def accept_all(self) -> bool:
        """Make all offered links."""
        offered = [offer.link for offer in self.offers()]
        return bool(offered) and self._do(edits.accept(self._state.links, offered, self._known))

    def dismiss(self, at: int) -> None:
        """Wave an offered link aside."""
        link = self.offers()[at].link
        after = _State(self._state.links, self._state.dismissed | {key_of(link)})
        self.undo_stack.push(
            _Edit(
                self,
                self._state,
                after,
                Edited(after.links, None, tr("Dismiss {title}", title=self._known.title(link))),
            )
        )

    @property
    def _known(self) -> Tables:
        assert self.tables is not None
        return self.tables

    def _do(self, edited: Edited | Refused) -> bool:
        self.set_pending(None)
        if isinstance(edited, Refused):
            self.refused.emit(edited.words)
            return False
        if edited.links == self._state.links:
            if edited.at is not None:
                self.select(Selected("link", edited.at))
            return True
        after = _State(edited.links, self._state.dismissed)
        self.undo_stack.push(_Edit(self, self._state, after, edited))
        return True

    def restore(self, state: _State, at: int | None) -> None:
        """Take a state over (do, undo and redo end here)."""
        self._state = state
        self._forget()
        self._selected = Selected("link", at) if at is not None and at < len(state.links) else None
        self._verdicts.judge_all(self._state.links)
        self.links_changed.emit()
        self.selection_changed.emit()

    # selection and samples

    def select(self, selected: Selected | None) -> None:
        """Select a link or an offer."""
        if selected != self._selected:
            self._selected = selected
            self.selection_changed.emit()

    def set_pending(self, pending: tuple[Side, str] | None) -> None:
        """Begin (or give up) a link by keyboard."""
        if pending != self._pending:
            self._pending = pending
            self.selection_changed.emit()

    def step(self, side: Side, by: int) -> None:
        """Show another sample record; the other side follows to the one that is most probably the same."""
        if self._samples[side]:
            self._places[side] = (self._places[side] + by) % len(self._samples[side])
            self.sample_changed.emit()
            self.follow(side)

    def follow(self, side: Side) -> None:
        """Show on the other side the record that is most like this one; stay where there is none."""
        record = self.sample(side)
        links = self._state.links or tuple(offer.link for offer in self.offers())
        lenses = [self.verdict(link).lens for link in links]
        others = self._samples[other(side)]
        if record is None or not links or not others:
            return
        stamp = (self._turn, side, self._places[side])
        self._ask(lambda: (stamp, partner(links, lenses, side, record, others)), self._take_partner, self._fail)

    def _take_partner(self, answer: tuple[tuple[int, Side, int], int | None]) -> None:
        (turn, side, place), at = answer
        if at is not None and (turn, place) == (self._turn, self._places[side]):
            self._places[other(side)] = at
            self.sample_changed.emit()

    def rows(self, side: Side) -> tuple[Row, ...]:
        """The side's list, in order, with groups, states and the sample's values."""
        if self.tables is None:
            return ()
        offered = tuple(offer.link for offer in self.offers())
        scene = Scene(self.tables, self._state.links, offered, lambda link: self.verdict(link).grade)
        return scene.rows(side, self._order[side], self.sample(side), self._groups[side])
