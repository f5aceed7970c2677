"""Judges links: does the lens fit, what does a sample become there and back, what is still wrong. No Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from desktop_sync.errors import DefinitionError
from desktop_sync.gui.mapper.links import Links, Tables, names_of, users
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import tr
from desktop_sync.model.mapping import Direction, FieldLink
from desktop_sync.model.record import SIDES, Record, Side, other
from desktop_sync.model.schema import Field
from desktop_sync.model.values import MISSING, Missing, Value
from desktop_sync.sync.lenses import Lens, LensError, build_lens
from desktop_sync.sync.roundtrip import check

Values = tuple[Value, ...]


class Grade(Enum):
    """How well a link stands."""

    FINE = "fine"
    LOSSY = "lossy"
    BROKEN = "broken"
    """The lens does not fit its fields."""
    GONE = "gone"
    """A table no longer has one of the fields."""

    @property
    def wrong(self) -> bool:
        """Whether nothing can be carried."""
        return self in (Grade.BROKEN, Grade.GONE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A link judged. `reason`: why it is not fine, in words.

    `survived` of `checked` sample values come back; None: not tried yet.
    """

    grade: Grade
    reason: str = ""
    lens: Lens | None = None
    survived: int | None = None
    checked: int | None = None
    lost: tuple["Loss", ...] = ()
    """The first of those that don't."""
    whole: bool = False
    """Whether it was tried on all records, not on a part."""

    @property
    def lost_count(self) -> int:
        """How many values don't come back."""
        return (self.checked or 0) - (self.survived or 0)

    @property
    def label(self) -> str:
        """What the lens is called on its pill."""
        if self.lens is None:
            return ""
        whole = said(self.lens.label)
        return whole if whole != self.lens.label else " · ".join(map(said, whole.split(" · ")))


@dataclass(frozen=True, slots=True)
class Loss:
    """A value that does not come back: its side, what it was, became and came back as (None: refused), and why."""

    side: Side
    value: Values
    there: Values | None
    back: Values | None
    reason: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One record's values through a link and back. `there`, `back` are None where the lens refuses, with `reason`."""

    source: Values
    there: Values | None = None
    back: Values | None = None
    survives: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps the mapping from working, in words, and where it is."""

    words: str
    side: Side | None = None
    field: str = ""
    at: int | None = None
    """The link's place, None for a field without one."""
    grave: bool = True
    """Whether the sync can't be saved with it."""


def lens_of(link: FieldLink, tables: Tables) -> Lens | str:
    """The link's lens as built, or why it can't be, in words."""
    for side in SIDES:
        for name in names_of(link, side):
            if tables.field(side, name) is None:
                return tr("{name} no longer has the field “{name2}”.", name=tables.name(side), name2=name)
    closed = _written_read_only(link, tables)
    if closed:
        return closed
    try:
        return build_lens(link.lens, tables.fields("a", link.a), tables.fields("b", link.b), link.name)
    except DefinitionError as error:
        return sentence(error.what)


def _written_read_only(link: FieldLink, tables: Tables) -> str:
    for side in SIDES:
        if link.direction is (Direction.A_TO_B if side == "a" else Direction.B_TO_A):
            continue
        for field in tables.fields(side, names_of(link, side)):
            if field.read_only:
                return tr(
                    "“{name}” is read-only; it can only be carried the other way.", name=field.label or field.name
                )
    return ""


def values_of(record: Record, names: Sequence[str]) -> Values | None:
    """The record's values of these fields, None when one of them was not sent."""
    values: list[Value] = []
    for name in names:
        value: Value | Missing = record.values.get(name, MISSING)
        if value is MISSING or isinstance(value, Missing):
            return None
        values.append(value)
    return tuple(values)


def pass_through(lens: Lens, side: Side, source: Values) -> Passage:
    """Carry values of `side` to the other side and back, as a new record there would get them."""
    here, far = lens.half(side), lens.half(other(side))
    try:
        shared = here.get(source)
        there = far.put(shared, None)
    except LensError as error:
        return Passage(source, reason=sentence(error.problem))
    try:
        again = far.get(there)
        survives = _same(here.norm(again), here.norm(shared))
        back = source if source == here.put(again, source) and survives else here.put(again, None)
    except LensError as error:
        return Passage(source, there, reason=sentence(error.problem))
    return Passage(source, there, back, survives=survives, reason="" if survives else tr("comes back changed"))


def judge(link: FieldLink, tables: Tables, samples: Mapping[Side, Sequence[Record]]) -> Verdict:
    """Judge a link on all sample values, in the directions it carries."""
    built = lens_of(link, tables)
    if isinstance(built, str):
        return wrong(link, tables, built)
    checked = survived = 0
    lost: list[Loss] = []
    for side in source_sides(link):
        rows = (values_of(record, names_of(link, side)) for record in samples.get(side, ()))
        trip = check(link, built, side, [row for row in rows if row])
        checked, survived = checked + trip.total, survived + trip.survive
        lost += [Loss(side, one.values, one.there, one.back, sentence(one.problem)) for one in trip.failures]
    lossy = (
        survived < checked if checked else bool(built.lossy)
    )  # what could be lost is the reason, no verdict on these values
    grade = Grade.LOSSY if lossy else Grade.FINE
    return Verdict(grade, sentence(built.lossy), built, survived, checked, tuple(lost))


def wrong(link: FieldLink, tables: Tables, reason: str) -> Verdict:
    """The verdict on a link that can't carry anything, and which of the two it is."""
    return Verdict(Grade.GONE if _gone(link, tables)[0] is not None else Grade.BROKEN, reason)


def source_sides(link: FieldLink) -> tuple[Side, ...]:
    """The sides that values are carried from."""
    if link.direction is Direction.A_TO_B:
        return ("a",)
    return ("b",) if link.direction is Direction.B_TO_A else ("a", "b")


def problems(links: Links, tables: Tables, verdicts: Sequence[Verdict]) -> tuple[Problem, ...]:
    """All that is wrong with the mapping: broken links, fields written twice, required fields without a link."""
    found: list[Problem] = []
    for at, (link, verdict) in enumerate(zip(links, verdicts, strict=True)):
        if verdict.grade.wrong:
            side, name = _gone(link, tables)
            found.append(Problem(f"{tables.title(link)}: {verdict.reason}", side, name, at))
    for side in SIDES:
        found += _written_twice(links, side, tables)
        found += _needed(links, side, tables)
    return tuple(found)


def _gone(link: FieldLink, tables: Tables) -> tuple[Side | None, str]:
    """The link's first field that its table no longer has."""
    for side in SIDES:
        for name in names_of(link, side):
            if tables.field(side, name) is None:
                return side, name
    return None, ""


def _written_twice(links: Links, side: Side, tables: Tables) -> list[Problem]:
    away = Direction.A_TO_B if side == "a" else Direction.B_TO_A
    found = []
    for name, using in users(links, side).items():
        writing = [at for at in using if links[at].direction is not away]
        if len(writing) > 1:
            label = tables.label(side, name)
            words = tr(
                "“{label}” of {system} is written by {count} links. Keep one.",
                label=label,
                system=tables.system(side),
                count=len(writing),
            )
            found.append(Problem(words, side, name, writing[-1]))
    return found


def _needed(links: Links, side: Side, tables: Tables) -> list[Problem]:
    found = []
    for field in needed_fields(links, side, tables):
        words = tr(
            "{system} needs “{name}” for a new record, and nothing is linked to it. New records can't be made there until it is.",
            system=tables.system(side),
            name=field.label or field.name,
        )
        found.append(Problem(words, side, field.name, grave=False))
    return found


def needed_fields(links: Links, side: Side, tables: Tables) -> list[Field]:
    """Fields that a new record on that side needs and no link fills."""
    away = Direction.A_TO_B if side == "a" else Direction.B_TO_A
    filled = {name for link in links if link.direction is not away for name in names_of(link, side)}
    return [
        field
        for field in tables.schema(side).fields
        if field.required and not field.read_only and not field.has_default and field.name not in filled
    ]


def partner(
    links: Links, lenses: Sequence[Lens | None], side: Side, record: Record, others: Sequence[Record]
) -> int | None:
    """Which record of the other side is most probably the same as this one: most shared values equal; None: none is."""
    mine = shared_values(links, lenses, side, record)
    best, best_score = None, 0
    for at, candidate in enumerate(others):
        theirs = shared_values(links, lenses, other(side), candidate)
        score = sum(
            1
            for one, two in zip(mine, theirs, strict=True)
            if one is not None and two is not None and not isinstance(one, bool) and one == two
        )
        # A town alone makes no likeness where there is more to go by.
        if score > best_score and score * 3 >= len(links):
            best, best_score = at, score
    return best


def shared_values(links: Links, lenses: Sequence[Lens | None], side: Side, record: Record) -> list[Value]:
    """The record in the shared view, link by link, normed; None where there is nothing."""
    shared: list[Value] = []
    for link, lens in zip(links, lenses, strict=True):
        values = values_of(record, names_of(link, side)) if lens else None
        if lens is None or values is None:
            shared.append(None)
            continue
        try:
            shared.append(lens.half(side).norm(lens.half(side).get(values)))
        except LensError:
            shared.append(None)  # the link's verdict tells of it; here it is only no likeness
    return shared


def _same(one: Value, two: Value) -> bool:
    return one == two and isinstance(one, bool) == isinstance(two, bool)


def sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    text = said(text.strip())
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")
