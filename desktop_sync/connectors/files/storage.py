"""Loading and replacing tables: the last one read is kept, and read again only when its file has changed."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from desktop_sync.connectors.files import atomic, places
from desktop_sync.connectors.files.grid import GridEditor
from desktop_sync.connectors.files.loaded import Loaded
from desktop_sync.connectors.files.places import Format, Place
from desktop_sync.errors import Busy
from desktop_sync.model.record import Outcome, OutcomeStatus, Ref

_T = TypeVar("_T")
_SETTLED_NS = 2_000_000_000
"""A younger file may change again within one tick of its file system's clock (FAT: 2 s): then its content decides."""


@dataclass
class Staged:
    """The changes of one batch: what becomes of each write, and which row it touches."""

    editor: GridEditor
    outcomes: list[Outcome | None] = field(default_factory=list)
    refs: dict[int, Ref] = field(default_factory=dict)
    taken: set[Ref] = field(default_factory=set)
    new_column: bool = False
    changed: bool = False

    def end(self, status: OutcomeStatus, words: str = "") -> None:
        """The next write is settled without a change."""
        self.outcomes.append(Outcome(status, words=words))

    def go_on(self, ref: Ref) -> None:
        """The next write is made once the file is replaced; its row has this ref then."""
        self.refs[len(self.outcomes)] = ref
        self.outcomes.append(None)


@dataclass(frozen=True, slots=True)
class Options:
    """The account's settings. `key`: the column that identifies a row; "": the program writes ids to `id_column`."""

    path: Path
    key: str
    id_column: str
    form: Format


class Storage:
    """The tables of one account. Not for several threads."""

    def __init__(self, options: Options) -> None:
        self.reads = 0
        self.replaced: Callable[[Path, atomic.Stamp, os.stat_result], None] = lambda _path, _before, _after: None
        """Called with each file that was replaced, its state before and after."""
        self._options = options
        self._last: Loaded | None = None
        self._places: dict[str, Place] = {}

    def load(self, table: str, *, surely: bool = False) -> Loaded:
        """The table as its file is now. `surely`: by its content, whatever the file's time says."""
        last = self._last
        place = self._place(table)
        if last is not None and last.place == place and not surely:
            stat = atomic.stat(place.path)
            if last.stamp.same_stat(stat) and time.time_ns() - stat.st_mtime_ns > _SETTLED_NS:
                return last
        self.reads += 1
        data, stamp = atomic.read(place.path)
        if last is not None and last.place == place and last.stamp.digest == stamp.digest:
            last.stamp = stamp
            return last
        options = self._options
        self._last = None  # not two tables in memory at once
        grid = places.parse(data, place, options.form)
        self._last = Loaded(place, grid, stamp, options.key, options.id_column)
        return self._last

    def replace(self, table: str, stage: Callable[[Loaded, Staged], _T]) -> tuple[Loaded, _T]:
        """Replace the table's file by one with the changes that `stage` makes.

        Gives back the table afterwards, and what `stage` said.
        `stage` is called again when another program changed the file meanwhile. Raises Busy when that doesn't end.
        """
        path = self._place(table).path
        with atomic.exclusive(path):
            for _ in range(3):
                loaded = self.load(table, surely=True)
                staged = Staged(loaded.grid.editor())
                result = stage(loaded, staged)
                if not staged.changed:
                    return loaded, result
                made = atomic.replace(path, staged.editor.render(), loaded.stamp)
                if made is not None:
                    self.reads += 1
                    self.replaced(path, loaded.stamp, made)
                    return self.load(table, surely=True), result
        raise Busy(f"{path.name} keeps being changed by another program.", place=path.name)

    def forget(self) -> None:
        """Let go of what was read."""
        self._last = None

    def _place(self, table: str) -> Place:
        if table not in self._places:
            self._places[table] = places.find(self._options.path, table)
        return self._places[table]
