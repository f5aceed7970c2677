"""What people do in the systems; each deed is a line of the script."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from desktop_sync.connectors.memory import Row
from desktop_sync.model.record import Ref
from tests.simulator.ledger import Broken, Ledger
from tests.simulator.system import POISON, TABLE, Clock, SimulatedSystem, Skewed
from tests.simulator.traits import TYPED, value_of


class People:
    """The people of a history, its clocks and its script. `running`: a run is going on."""

    def __init__(self, ledger: Ledger, lines: list[str]) -> None:
        self.script = lines
        self.ledger = ledger
        self.clock = Clock()
        self.own = Skewed(self.clock)
        self.systems: dict[str, SimulatedSystem] = {}
        self.graves: dict[str, list[tuple[Ref, Row]]] = {}
        self.running = False
        self.clocks_set = False
        """Whether somebody has set a clock since the last run: when a record was touched can't be told then."""
        self.poisoned = False
        """Whether somebody typed what no system takes back."""

    # the script ------------------------------------------------------------------------------------------------------

    @contextmanager
    def step(self, line: str) -> Iterator[None]:
        """A line of the script; what breaks in it is raised with all lines so far."""
        self.script.append(f"  meanwhile: {line}" if self.running else line)
        try:
            yield
            if self.ledger.broken and not self.running:
                raise self.ledger.broken[0]
        except Broken as broken:
            if self.running:
                raise
            raise broken.__class__(broken.promise, f"{broken.args[0].partition(': ')[2]}\n{self.text()}") from None

    def text(self) -> str:
        """The script as people read it."""
        return "\n".join(f"{number:3} {line}" for number, line in enumerate(self.script))

    # people ----------------------------------------------------------------------------------------------------------

    def pick(self, side: str, which: int) -> Ref | None:
        """One of the records there, None where there are none."""
        refs = sorted(self.systems[side].people, key=int)
        return refs[which % len(refs)] if refs else None

    def _values(self, key: int, form: int) -> dict[str, Any]:
        values: dict[str, Any] = {"key": value_of("key", key)}
        for name in TYPED:
            values[name] = value_of(name, self.ledger.fresh(), form)
        if form % 2:
            values["city"] = None
        return values

    def add(self, sides: str, form: int = 0) -> None:
        """A person adds a record, on several sides the same."""
        key = self.ledger.fresh()
        with self.step(f"user adds K{key} to {', '.join(sides).upper()}"):
            values = self._values(key, form)
            for side in sides:
                self.systems[side].insert(TABLE, values, by=f"user {side}")
            self._excuse_twins(key, sides)

    def _excuse_twins(self, key: int, sides: str) -> None:
        """A twin that comes in a run, after its side was looked at, can't be known: the other one is then made a second time."""
        if len(sides) > 1 and self.running:
            self.ledger.tangled.add(key)

    def twins(self, form: int = 0) -> None:
        """The same thing, entered on two sides with different words."""
        key = self.ledger.fresh()
        with self.step(f"users enter K{key} in A and in B, with different words"):
            for side in "ab":
                self.systems[side].insert(TABLE, self._values(key, form), by=f"user {side}")
            self._excuse_twins(key, "ab")

    def edit(self, side: str, which: int, name: str, form: int = 0, *, late: bool = False) -> None:
        """A person changes a field; `late`: in a transaction that commits later. form 9: to a blank; 8: to what no system takes."""
        ref = self.pick(side, which)
        if ref is None:
            return
        number = self.ledger.fresh()
        value = None if form == 9 else value_of(name, number, form)
        if form == 8:
            self.poisoned = True
            name, value = "city", f"C{number} {POISON}"
        if form == 9 and name == "key":
            return
        deed = "begins a long edit of" if late else "edits"
        with self.step(f"user {deed} {side.upper()} {ref}: {name} = {value!r}"):
            if late:
                self.systems[side].begin_late(ref, {name: value})
            else:
                self.systems[side].change(TABLE, ref, {name: value}, by=f"user {side}")
                cell, uid = self.ledger.cells[side, ref][name], self.ledger.uids[side, ref]
                waited = any(self.is_waited_for(one) for one in self.systems)  # another sync may carry the blank there
                if value is None and (waited or self.ledger.was_dropped(uid, name)):
                    self.ledger.unsure.add(cell)

    def is_waited_for(self, side: str, ref: Ref | None = None) -> bool:
        """Whether the answer to a create there, or to any write of that record, is still out."""
        raise NotImplementedError

    def _let_go(self, side: str, ref: Ref) -> None:
        """The record is about to be deleted by a person."""
        if self.is_waited_for(side, ref):
            self.ledger.unsaid.add((side, ref))

    def commit_late(self) -> None:
        """The long edits are saved."""
        if any(system.open_edits for system in self.systems.values()):
            with self.step("the long edits are saved"):
                for system in self.systems.values():
                    system.commit_late()

    def edit_everywhere(self, which: int, name: str) -> None:
        """People type the same on all sides."""
        ref = self.pick("a", which)
        if ref is None:
            return
        uid, value = self.ledger.uids["a", ref], value_of(name, self.ledger.fresh())
        with self.step(f"users type the same on all sides: {name} of K{uid} = {value!r}"):
            for side, system in self.systems.items():
                for one in self.ledger.alive(uid, side):
                    system.change(TABLE, one, {name: value}, by=f"user {side}")

    def delete(self, side: str, which: int) -> None:
        """A person deletes a record."""
        ref = self.pick(side, which)
        if ref is None:
            return
        with self.step(f"user deletes {side.upper()} {ref} (K{self.ledger.uids[side, ref]})"):
            self._let_go(side, ref)
            self.graves[side].append((ref, self.systems[side].people[ref]))
            self.systems[side].delete(TABLE, ref)

    def undelete(self, side: str) -> None:
        """A person takes the record that was deleted last out of the bin."""
        if not self.graves[side]:
            return
        ref, row = self.graves[side].pop()
        with self.step(f"user undeletes {side.upper()} {ref}"):
            self.systems[side].undelete(ref, row)

    def merge(self, side: str, one: int, two: int) -> None:
        """A person makes one record of two: fields of the second go into the first, the second goes."""
        ref, away = self.pick(side, one), self.pick(side, two)
        if ref is None or away is None or ref == away:
            return
        system = self.systems[side]
        with self.step(f"user merges {side.upper()} {away} into {ref}"):
            values = {name: value_of(name, self.ledger.fresh()) for name in ("email", "note")}
            system.change(TABLE, ref, values, by=f"user {side}")
            self._let_go(side, away)
            self.graves[side].append((away, system.people[away]))
            system.delete(TABLE, away)

    def recreate(self, side: str, which: int) -> None:
        """A person deletes a record and enters it anew."""
        ref = self.pick(side, which)
        if ref is None:
            return
        uid, system = self.ledger.uids[side, ref], self.systems[side]
        with self.step(f"user deletes {side.upper()} {ref} and enters K{uid} anew"):
            self.ledger.tangled.add(uid)
            self._let_go(side, ref)
            system.delete(TABLE, ref)
            system.insert(TABLE, self._values(uid, 0), by=f"user {side}")

    # time ------------------------------------------------------------------------------------------------------------

    def jump(self, whose: str, seconds: int) -> None:
        """Somebody sets a clock: a system's, or ours ("our")."""
        clock = self.own if whose == "our" else self.systems[whose].clock
        with self.step(f"{whose if whose == 'our' else whose.upper() + chr(39) + 's'} clock jumps {seconds:+} s"):
            clock.by += dt.timedelta(seconds=seconds)
        self.clocks_set = True

    def wait(self, seconds: int) -> None:
        """Time goes by."""
        with self.step(f"{seconds} s go by"):
            self.clock.wait(seconds)
