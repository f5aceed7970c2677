"""The oracle: who typed which value over which other one, and what the program may therefore do. It knows nothing of the engine.

Every value holds the number that it was typed under (`traits.value_of`); a blank gets a number of its own. `over` says which value
replaced which: a person who types over a value has seen it. A value may only give way to one that was typed over it (or over what
replaced it); for everything else there must have been a rule or a person's decision, and the history must have it.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from desktop_sync.model.record import Ref
from desktop_sync.model.values import Value
from tests.simulator.traits import FIELDS, number_of

ARCHIVED = 0
"""The number in the value that the rule for deletes sets."""
NOTHING = -2
"""What a new record's field held before."""
Cells = dict[str, int]
Place = tuple[str, Ref]


class Broken(AssertionError):
    """A promise of SYNC.md is broken."""

    def __init__(self, promise: str, what: str) -> None:
        super().__init__(f"{promise} is broken: {what}")
        self.promise = promise


@dataclass(frozen=True)
class Deletion:
    """A person deleted a record that held these values."""

    side: str
    cells: Mapping[str, int]


@dataclass(frozen=True)
class Overwrite:
    """The program replaced a value by one that was not typed over it: who said that it may?"""

    sync: str
    side: str
    ref: Ref
    uid: int
    name: str
    old: int
    new: int
    by: str


@dataclass
class Ledger:
    """What people did to all systems, and what the program did. `actor`, `sync`: who writes now, for which sync."""

    actor: str = ""
    sync: str = ""
    keeps: frozenset[str] = frozenset()
    """Systems on which the program may delete nothing."""
    uids: dict[Place, int] = field(default_factory=dict)
    cells: dict[Place, Cells] = field(default_factory=dict)
    graves: dict[Place, Cells] = field(default_factory=dict)
    made_by_sync: set[Place] = field(default_factory=set)
    as_made: dict[Place, Cells] = field(default_factory=dict)
    """What records held when the program made them."""
    typed: dict[tuple[int, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    blanks: set[int] = field(default_factory=set)
    dropped: set[int] = field(default_factory=set)
    """Blanks that a system made of the values that it was given: nobody's wish."""
    gone_blanks: set[int] = field(default_factory=set)
    """Blanks of records that the program deleted: with a blank nothing goes."""
    mangling: bool = False
    """Whether a rule may carry a value back in another form (a first run that prefers a side)."""
    over: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    deletions: dict[int, list[Deletion]] = field(default_factory=lambda: defaultdict(list))
    decided: set[tuple[int, str]] = field(default_factory=set)
    """(record, field) of conflicts that a person decided; field "" for a delete against an edit."""
    unsure: set[int] = field(default_factory=set)
    """Blanks that people typed while the answer to a create was out, or over values that another system has dropped: they look like
    values that a system has dropped."""
    unsaid: set[Place] = field(default_factory=set)
    """Records that people, or another sync, deleted while the answer to a write was out: whether it was made, nothing can tell."""
    tangled: set[int] = field(default_factory=set)
    """Records of which people themselves made several, or had one brought back for one side alone."""
    brought_back: set[Place] = field(default_factory=set)
    """Records that people took out of the bin since the last run: they want them."""
    overwrites: list[Overwrite] = field(default_factory=list)
    written: dict[tuple[str, Ref, str], tuple[str, int, int]] = field(default_factory=dict)
    """(side, ref, field) → (sync, number before, number now) of the program's last write there."""
    of_run: list[tuple[str, str, Ref, Cells, Cells]] = field(default_factory=list)
    """What the run wrote: (deed, side, ref, cells before, cells after)."""
    broken: list[Broken] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def fresh(self) -> int:
        """A number under which nobody typed yet."""
        return next(self._numbers)

    def fail(self, promise: str, what: str) -> None:
        """Note it; raised with the script when the step is over, so that no engine's handler swallows it."""
        self.broken.append(Broken(promise, what))

    def was_dropped(self, uid: int, name: str) -> bool:
        """Whether a system has dropped a value of that field."""
        return not self.dropped.isdisjoint(self.typed[uid, name])

    # what the systems tell -------------------------------------------------------------------------------------------

    def inserted(self, side: str, ref: Ref, values: Mapping[str, Value], acting: str) -> None:
        """A record came to be."""
        uid = number_of("key", values["key"]) or 0
        place = side, ref
        if acting:
            self._expect_alone(side, uid, acting)
            self.made_by_sync.add(place)
            if (uid, "key") not in self.typed:
                self.fail("no record is invented", f"a record {ref} in {side} that nobody made")
        earlier = self._last_cells(uid)
        self.uids[place] = uid
        now: Cells = {}
        for name in FIELDS:
            now[name] = self._number(uid, name, values.get(name), acting, new=True)
            if not acting:
                self._type(uid, name, now[name], {one[name] for one in earlier})
            else:
                self._expect_typed(side, ref, uid, name, now[name])
                self.written[side, ref, name] = (self.sync, NOTHING, now[name])
        self.cells[place] = now
        if acting:
            self.as_made[place] = dict(now)
            self.of_run.append(("made", side, ref, {}, dict(now)))

    def changed(
        self, side: str, ref: Ref, before: Mapping[str, Value], after: Mapping[str, Value], acting: str
    ) -> None:
        """A record's fields were set."""
        uid, cells = self.uids[side, ref], self.cells[side, ref]
        earlier = dict(cells)
        for name in FIELDS:
            if before.get(name) == after.get(name):
                continue
            old, new = cells[name], self._number(uid, name, after.get(name), acting, over=cells[name])
            cells[name] = new
            if not acting:
                self._type(uid, name, new, self._shown(uid, name) if old in self.dropped else {old})
                continue
            if new == ARCHIVED:
                self.over[old].add(new)
                continue
            if old == new and not self.mangling and (uid, name) not in self.decided and old not in self.blanks:
                what = f"{before.get(name)!r} came back as {after.get(name)!r}"
                self.fail("no ping-pong", f"{name} of {ref} in {side} (K{uid}): {what}")
            self._expect_typed(side, ref, uid, name, new)
            self.written[side, ref, name] = (self.sync, old, new)
            if old == ARCHIVED:  # nobody typed it: when the deleted record is back, its own value is
                self.over[old].add(new)
            elif not self.reaches(old, new):
                self.overwrites.append(Overwrite(self.sync, side, ref, uid, name, old, new, acting))
                self.over[old].add(new)
        if acting and earlier != cells:
            self.of_run.append(("changed", side, ref, earlier, dict(cells)))

    def deleted(self, side: str, ref: Ref, before: Mapping[str, Value], acting: str) -> None:
        """A record was deleted."""
        uid, cells = self.uids[side, ref], self.cells.pop((side, ref))
        self.graves[side, ref] = cells
        if not acting:
            self.deletions[uid].append(Deletion(side, cells))
            return
        self.of_run.append(("deleted", side, ref, dict(cells), {}))
        self.gone_blanks |= self.blanks & set(cells.values())
        if acting == "undo":
            self.tangled.add(uid)
            if (side, ref) not in self.made_by_sync:
                self.fail("I8", f"taking a run back deleted {ref} in {side}, which a person had made")
            return
        if side in self.keeps:
            self.fail("I5", f"{ref} in {side} was deleted against the rule for deletes")
        if (uid, "") in self.decided or uid in self.tangled:
            return
        mine = [one for one in self.deletions[uid] if one.side != side]
        if not mine:
            self.fail("I5", f"{ref} in {side} (K{uid}) was deleted, and nobody deleted it elsewhere")
        elif not any(all(self._seen(cells[n], one.cells[n]) for n in FIELDS) for one in mine):
            self.fail(
                "I5", f"{ref} in {side} (K{uid}) was deleted although it held an edit that its deleter had not seen"
            )

    def _seen(self, number: int, end: int) -> bool:
        return number in self.blanks or self.reaches(number, end)  # with a blank nothing goes

    def undeleted(self, side: str, ref: Ref) -> None:
        """A person brought a record back."""
        uid = self.uids[side, ref]
        if any(self.uids[place] == uid for place in self.cells if place[0] == side):
            self.tangled.add(uid)
        self.cells[side, ref] = dict(self.graves.pop((side, ref)))
        self.brought_back.add((side, ref))

    def rolled_back(self, side: str, alive: Iterable[Ref]) -> None:
        """Creates that were never committed: as if they had not been."""
        there = set(alive)
        for place in [one for one in self.cells if one[0] == side and one[1] not in there]:
            del self.cells[place]
            self.made_by_sync.discard(place)
            self.of_run = [one for one in self.of_run if (one[1], one[2]) != place]

    # numbers ---------------------------------------------------------------------------------------------------------

    def _number(self, uid: int, name: str, value: Value, acting: str, *, new: bool = False, over: int = NOTHING) -> int:
        number = number_of(name, value)
        if number is not None:
            return number
        # One blank looks like another: of those that are shown, the one that is there for a reason is meant.
        shown = sorted(self._shown(uid, name), key=lambda one: (not self.reaches(over, one), one))
        blank = next((one for one in shown if one in self.blanks and one not in self.dropped), None)
        if blank is not None:
            return blank
        known = [one for one in self.typed[uid, name] if one in self.blanks and one not in self.dropped]
        if known:  # blank again is the value that it was
            return max(known)
        if acting and not new:
            # A blank that a system made goes nowhere, unless a person took that side, or the base that it left; or made the record
            # anew, and the rule for first pairings prefers the side with the blank.
            empty = next((one for one in shown if one in self.dropped), None)
            if (uid, name) not in self.decided and not (self.mangling and (uid in self.tangled or self.deletions[uid])):
                return -1
            if empty is not None:
                return empty
        number = self.fresh()
        self.blanks.add(number)
        if acting:  # the system dropped the value of a new record: that blank stands for nobody's wish
            self.dropped.add(number)
            self.typed[uid, name].add(number)
            self.over[number] |= set(shown)
        return number

    def _shown(self, uid: int, name: str) -> set[int]:
        return {cells[name] for place, cells in self.cells.items() if self.uids[place] == uid}

    def _type(self, uid: int, name: str, number: int, before: Iterable[int]) -> None:
        self.typed[uid, name].add(number)
        for old in before:
            if old != number:
                self.over[old].add(number)

    def _last_cells(self, uid: int) -> list[Cells]:
        """What a record that is dead everywhere held: a person who makes it again knows it."""
        if any(self.uids[place] == uid for place in self.cells):
            return []
        return [cells for place, cells in self.graves.items() if self.uids[place] == uid]

    def reaches(self, old: int, new: int) -> bool:
        """Whether `new` was typed over `old`, or over what replaced it."""
        seen, todo = {old}, [old]
        while todo:
            one = todo.pop()
            if one == new:
                return True
            more = self.over.get(one, set()) - seen
            seen |= more
            todo.extend(more)
        return False

    # what must hold at every moment ----------------------------------------------------------------------------------

    def _expect_typed(self, side: str, ref: Ref, uid: int, name: str, number: int) -> None:
        if number not in self.typed[uid, name] and number != ARCHIVED:
            self.fail("no value is invented", f"{name} of {ref} in {side} (K{uid}) got a value that nobody typed there")

    def _expect_alone(self, side: str, uid: int, acting: str) -> None:
        twins = [place for place in self.cells if place[0] == side and self.uids[place] == uid]
        if acting == "undo" or (twins and (uid, "") in self.decided):
            self.tangled.add(
                uid
            )  # decided to be kept: in a chain of syncs the next one meets the old copy and the new one
        elif uid not in self.tangled and any(place in self.made_by_sync for place in twins):
            self.fail("I3", f"K{uid} was made twice in {side}: it is there as {twins[0][1]} already")
        elif uid not in self.tangled and twins:
            self.fail("I3", f"K{uid} was made in {side}, where a person's {twins[0][1]} is the same")

    # what must hold at rest ------------------------------------------------------------------------------------------

    def alive(self, uid: int, side: str) -> list[Ref]:
        """The record's refs on that side."""
        return [ref for where, ref in self.cells if where == side and self.uids[where, ref] == uid]

    def rest(self, sides: Iterable[str], open_cells: set[tuple[int, str]], *, deletes: bool) -> None:
        """Everything is carried: raise what is not. `open_cells`: held or in conflict; field "" for whole records."""
        names = list(sides)
        for uid in sorted(set(self.uids.values())):
            if uid in self.tangled or (uid, "") in open_cells:
                continue
            there = {side: refs for side in names if (refs := self.alive(uid, side))}
            for side, refs in there.items():
                if len(refs) > 1:
                    raise Broken("I3", f"K{uid} is {len(refs)} records in {side}: {', '.join(refs)}")
            if not there:
                self._rest_dead(uid)
            elif len(there) == len(names):
                self._rest_alive(uid, {side: refs[0] for side, refs in there.items()}, open_cells)
            elif deletes or not self.deletions[uid]:
                where = f"is in {', '.join(there)} and not in {', '.join(set(names) - set(there))}"
                raise Broken("I1", f"K{uid} {where}, with nothing held")

    def _rest_dead(self, uid: int) -> None:
        ends = self.deletions[uid]
        if not ends:
            if any(self.uids[place] == uid for place in self.graves):
                raise Broken("I5", f"K{uid} is nowhere any more, and nobody deleted it")
            return
        if (uid, "") in self.decided:
            return
        for name in FIELDS:
            seen = {end.cells[name] for end in ends} | (self.typed[uid, name] & self.blanks)  # or blanked by somebody
            for number in self.typed[uid, name]:
                if not any(self.reaches(number, one) for one in seen):
                    what = "the record was deleted by somebody who had not seen it"
                    raise Broken("I2", f"{name} {number} of K{uid} is lost: {what}")

    def _rest_alive(self, uid: int, refs: Mapping[str, Ref], open_cells: set[tuple[int, str]]) -> None:
        for name in FIELDS:
            if (uid, name) in open_cells:
                continue
            shown = {side: self.cells[side, ref][name] for side, ref in refs.items()}
            if len(set(shown.values())) > 1 and not set(shown.values()) <= self.blanks:
                raise Broken("I1", f"{name} of K{uid} differs with nothing held: {shown}")
            ends = list(shown.values())
            ends += [one.cells[name] for one in self.deletions[uid]]  # who deletes a record has seen what it held
            ends += self.gone_blanks & self.typed[uid, name]  # what somebody blanked went with the blank
            given_up = (uid, "") in self.decided  # a person let one of the two records go, with all that it held
            for number in () if given_up else self.typed[uid, name]:
                if not any(self.reaches(number, one) for one in ends):
                    raise Broken(
                        "I2", f"{name} {number} of K{uid} is lost: {shown} is there, and was not typed over it"
                    )
