"""The verdicts on links: at once by their lens alone, then on all sample values, computed elsewhere."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from desktop_sync.gui.errors import Failure
from desktop_sync.gui.mapper.asking import Ask
from desktop_sync.gui.mapper.judge import Grade, Verdict, judge, lens_of, sentence, wrong
from desktop_sync.gui.mapper.links import Tables
from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.record import Record, Side


class Verdicts(QObject):
    """Remembers verdicts by what matters to a link's values. `changed()`: there are new ones; `failed(Failure)`."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, ask: Ask, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._tables: Tables | None = None
        self._samples: Mapping[Side, Sequence[Record]] = {}
        self._tried: dict[str, Verdict] = {}
        self._quick: dict[str, Verdict] = {}
        self._keys: dict[int, tuple[FieldLink, str]] = {}
        """By the link's id: a link has no hash, and its key takes a while. The link is kept, or its id could be another's."""
        self._turn = 0

    def begin(self, tables: Tables, samples: Mapping[Side, Sequence[Record]]) -> None:
        """Forget all, and judge for these tables from now on."""
        self._tables, self._samples = tables, samples
        self._tried, self._quick, self._keys = {}, {}, {}
        self._turn += 1

    def records(self, side: Side) -> Sequence[Record]:
        """What links are tried on."""
        return self._samples.get(side, ())

    def try_on(self, records: Mapping[Side, Sequence[Record]]) -> None:
        """Other records to try links on; what was found stays to be seen until they were tried."""
        self._samples = dict(records)
        self._quick = {**self._quick, **self._tried}
        self._tried = {}
        self._turn += 1

    def of(self, link: FieldLink) -> Verdict:
        """How the link stands; until its samples were tried only whether its lens fits."""
        key = self._key(link)
        found = self._tried.get(key) or self._quick.get(key)
        if found is None:
            assert self._tables is not None
            found = self._quick[key] = _provisional(link, self._tables)
        return found

    def judge_all(self, links: Sequence[FieldLink]) -> None:
        """Have the links that were not judged yet tried on all samples; `changed` follows."""
        tables, samples, turn = self._tables, self._samples, self._turn
        new = [link for link in links if self._key(link) not in self._tried]
        if tables is not None and new:
            self._ask(
                lambda: (turn, {key_of(link): judge(link, tables, samples) for link in new}), self._take, self._fail
            )

    def take_whole(self, found: Iterable[tuple[FieldLink, Verdict]]) -> None:
        """Verdicts on all records of both tables."""
        self._tried.update({self._key(link): verdict for link, verdict in found})
        self.changed.emit()

    def _key(self, link: FieldLink) -> str:
        known = self._keys.get(id(link))
        if known is None:
            known = self._keys[id(link)] = (link, key_of(link))
        return known[1]

    def _take(self, answer: tuple[int, dict[str, Verdict]]) -> None:
        if answer[0] == self._turn:
            self._tried.update(answer[1])
            self.changed.emit()

    def _fail(self, failure: Failure) -> None:
        self.failed.emit(failure)


def _provisional(link: FieldLink, tables: Tables) -> Verdict:
    """How a link stands by its lens alone."""
    lens = lens_of(link, tables)
    if isinstance(lens, str):
        return wrong(link, tables, lens)
    return Verdict(Grade.LOSSY if lens.lossy else Grade.FINE, sentence(lens.lossy), lens)


def key_of(link: FieldLink) -> str:
    """A link as a text that changes with anything that matters to its values (parameters are a dict: no hash)."""
    return repr((link.a, link.b, link.lens.name, sorted(link.lens.params.items(), key=str), link.direction))
