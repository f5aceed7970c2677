"""Links tried on all records of their tables, page by page, when a person asks for it."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from desktop_sync.errors import Cancelled
from desktop_sync.gui.mapper.judge import Grade, Loss, Verdict, lens_of, sentence, source_sides, values_of
from desktop_sync.gui.mapper.links import Tables, names_of
from desktop_sync.gui.text import tr
from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.record import SIDES, Record, Side
from desktop_sync.sync.lenses import Lens
from desktop_sync.sync.roundtrip import MOST_FAILURES, check

Pages = Callable[[Side, Sequence[str]], Iterable[Sequence[Record]]]
"""All records of a side, with these fields, in pages. May take long, and raise what systems raise."""


class Whole(QObject):
    """Whether the links can be tried on more than they were, and how far that is. `asked()`, `given_up()`: a person wants it, or no more."""

    changed = Signal()
    asked = Signal()
    given_up = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sides: frozenset[Side] = frozenset()
        """Of which only a part was tried."""
        self.total: int | None = None
        """How many records both sides have, as far as that is known."""
        self.running = False
        self.done = 0

    def forget(self) -> None:
        """Other tables are coming: nothing is known of them. Who shows this is told with the tables."""
        self.sides, self.total, self.running, self.done = frozenset(), None, False, 0

    def offer(self, sides: frozenset[Side], total: int | None) -> None:
        """These sides have more records than were tried."""
        self.sides, self.total = sides, total
        self.show_progress(0, running=False)

    def show_progress(self, done: int, *, running: bool = True) -> None:
        """So many records were tried."""
        self.done, self.running = done, running
        self.changed.emit()

    def wanted_for(self, link: FieldLink, verdict: Verdict) -> bool:
        """Whether there is more to try this link on."""
        return not verdict.whole and not verdict.grade.wrong and bool(self.sides & {*source_sides(link)})


@dataclass
class _Tally:
    """What one link came to so far."""

    link: FieldLink
    lens: Lens
    checked: int = 0
    survived: int = 0
    lost: list[Loss] = field(default_factory=list)

    def take(self, side: Side, page: Sequence[Record]) -> None:
        rows = (values_of(record, names_of(self.link, side)) for record in page)
        trip = check(self.link, self.lens, side, [row for row in rows if row])
        self.checked += trip.total
        self.survived += trip.survive
        room = MOST_FAILURES - len(self.lost)
        self.lost += [
            Loss(side, one.values, one.there, one.back, sentence(one.problem)) for one in trip.failures[:room]
        ]

    def verdict(self) -> Verdict:
        lossy = self.survived < self.checked if self.checked else bool(self.lens.lossy)
        grade = Grade.LOSSY if lossy else Grade.FINE
        return Verdict(
            grade, sentence(self.lens.lossy), self.lens, self.survived, self.checked, tuple(self.lost), whole=True
        )


def try_all(
    links: Sequence[FieldLink],
    tables: Tables,
    pages: Pages,
    stop: threading.Event,
    told: Callable[[int], None],
) -> Mapping[int, Verdict]:
    """Read both tables once, and carry every value there and back: verdicts by the links' places. `told`: after each page, how many records.

    Links that can't carry anything are left out. Raises Cancelled between two pages once `stop` is set.
    """
    built = {at: (link, lens_of(link, tables)) for at, link in enumerate(links)}
    tallies = {at: _Tally(link, lens) for at, (link, lens) in built.items() if not isinstance(lens, str)}
    done = 0
    for side in SIDES:
        some = [one for one in tallies.values() if side in source_sides(one.link) and names_of(one.link, side)]
        names = dict.fromkeys(name for one in some for name in names_of(one.link, side))
        if not some:
            continue
        for page in pages(side, tuple(names)):
            if stop.is_set():
                raise Cancelled(tr("The trial was stopped."))
            for one in some:
                one.take(side, page)
            done += len(page)
            told(done)
    return {at: one.verdict() for at, one in tallies.items()}
