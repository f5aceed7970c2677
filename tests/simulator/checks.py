"""What must be true of a history: at rest, and after a run was taken back. Asked of the program's own answers and the oracle."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop_sync.engine.rewrite import UNDONE
from desktop_sync.model.mapping import ConflictRule, FirstRun
from desktop_sync.model.plan import Conflict, Hold, Operation, OperationKind
from desktop_sync.model.record import Ref
from desktop_sync.model.sync import DeletePolicy
from desktop_sync.model.trail import TrailKind
from tests.simulator.ledger import NOTHING, Broken, Overwrite
from tests.simulator.traits import FIELDS, number_of

if TYPE_CHECKING:
    from tests.simulator.world import Simulation


class Checks:
    """The looks of one history."""

    def __init__(self, world: "Simulation") -> None:
        self.world = world

    def expect_undone(self, deeds: Sequence[Any], before: Mapping[Any, Mapping[str, int]]) -> None:
        first: dict[tuple[str, Ref], Mapping[str, int]] = {}
        last: dict[tuple[str, Ref], tuple[str, Mapping[str, int]]] = {}
        for deed, side, ref, old, new in deeds:
            first.setdefault((side, ref), old)
            last[side, ref] = deed, new
        for place, (deed, new) in last.items():
            now, uid = self.world.ledger.cells.get(place), self.world.ledger.uids[place]
            if deed == "deleted":
                if not self.world.ledger.alive(uid, place[0]):
                    raise Broken("I8", f"K{uid}, which the run deleted in {place[0]}, is not there again")
            elif not first[place]:
                touched = before.get(place) != new or place in self.world.ledger.brought_back
                if not touched and now is not None and not self.world.clocks_set:
                    raise Broken("I8", f"{place} was made by the run, nobody touched it, and it is still there")
                if place in before and before[place] != new and now is None:
                    raise Broken("I8", f"{place} was edited since the run made it, and is gone")
            elif place in before:
                self._expect_restored(place, first[place], new, before[place], now or {})

    def _expect_restored(
        self,
        place: Any,
        old: Mapping[str, int],
        new: Mapping[str, int],
        before: Mapping[str, int],
        now: Mapping[str, int],
    ) -> None:
        for name in FIELDS:
            wanted = old[name] if before[name] == new[name] else before[name]
            if now.get(name) != wanted and not {now.get(name), wanted} <= self.world.ledger.blanks:
                was = "still was what the run wrote" if before[name] == new[name] else "was edited since"
                raise Broken("I8", f"{name} of {place} is {now.get(name)} and not {wanted}: it {was}")

    def undecided(self) -> bool:
        """Whether a conflict is open that does not come of a refusal: such a one is decided in vain until its system gives way."""
        review = self.world.services.review
        held = {(one.link_id, name) for one in review.holds() for name in (one.field, "")}
        whole = {(one.link_id, one.field) for one in review.holds() if not one.field}
        return any(
            (one.link_id, one.field) not in held and (one.link_id, "") not in whole for one in review.conflicts()
        )

    def open(self) -> set[tuple[int, str]]:
        """(record, field) of everything that a person still has to look at; field "" for whole records."""
        found: set[tuple[int, str]] = set()
        for one in (*self.world.services.review.conflicts(), *self.world.services.review.holds()):
            name = self.world.services.review.sync_name(one.sync_id)
            refs = (one.a_ref, one.b_ref) if isinstance(one, Conflict) else (one.ref, one.ref)
            places = list(zip(name, refs, strict=True))
            if isinstance(one, Hold):
                places = [places["ab".index(one.side)]]
            for side, ref in places:
                if (side, ref) in self.world.ledger.uids:
                    found.add((self.world.ledger.uids[side, ref], one.field))  # type: ignore[index]
        return found | self._resting()

    def _resting(self) -> set[tuple[int, str]]:
        """(record, field) that were taken back and differ on purpose until somebody edits them."""
        journal, uids = self.world.workspace.journal, self.world.ledger.uids
        holds = [one for one in journal.holds(dismissed=True) if one.code == UNDONE]
        places = [(self.world.services.review.sync_name(one.sync_id)["ab".index(one.side)], one) for one in holds]
        return {(uids[side, one.ref], one.field) for side, one in places if (side, one.ref) in uids}  # type: ignore[index]

    def quiet_run(self) -> None:
        """I4: with nothing new nothing is written, and a side with a change feed is asked for the changes only."""
        calm = not self.world.services.review.conflicts() and not self.world.services.review.holds()
        for sync, pair in enumerate(self.world.setting.pairs):
            for name in pair:
                self.world.systems[name].delivered = 0
            report = self.world.run(sync)
            with self.world.step("look: I4"):
                if report is None or report.written:
                    raise Broken("I4", f"a run with nothing new wrote: {report}")
                for name in pair:
                    self._expect_few(name, calm=calm)

    def _expect_few(self, name: str, *, calm: bool) -> None:
        system = self.world.systems[name]
        few = system.traits.feed == "sequence" and (system.traits.tombstones or not self._any_deletes())
        if calm and few and not self._aside() and system.delivered:
            raise Broken("I4", f"{system.delivered} records of {name.upper()} were read with nothing new")

    def _any_deletes(self) -> bool:
        return {self.world.rules.a_to_b, self.world.rules.b_to_a} != {DeletePolicy.IGNORE}

    def _aside(self) -> bool:
        """Whether there are records that stay alone on purpose: they are read again in each run."""
        return bool(self.world.ledger.tangled or self.world.ledger.deletions or self.world.ledger.decided)

    def expect_ruled(self) -> None:
        """I2: what was replaced by something that was not typed over it is in the history, with a rule or a decision."""
        for one in self.world.ledger.overwrites:
            if (one.side, one.ref) in self.world.ledger.unsaid:
                continue
            found = [rule for rule, old, new in self._history(one) if old in (one.old, None) and new in (one.new, None)]
            if not found:
                raise Broken("I2", f"{one} is not in the history")
            if not any(self._allowed(rule, one) for rule in found):
                raise Broken("I2", f"{one} has no rule that allows it, but {found}")
        self.world.ledger.overwrites.clear()

    def _history(self, one: Overwrite) -> Iterator[tuple[str, int | None, int | None]]:
        for operation in self._operations(one.sync, one.side, one.ref):
            for change in operation.changes:
                if change.name == one.name:
                    yield change.rule, number_of(one.name, change.old), number_of(one.name, change.new)
        sync = self.world.workspace.syncs.get(one.sync)
        assert sync is not None
        mine = "ab"[one.sync.index(one.side)]
        for entry in self.world.workspace.journal.trail(sync.id, side=mine, ref=one.ref):  # type: ignore[arg-type]
            if entry.kind is TrailKind.DOUBTED and entry.side == mine and entry.field == one.name:
                yield entry.words, number_of(one.name, entry.values["old"]), number_of(one.name, entry.values["new"])

    def _told(self, sync: str, side: str, ref: Ref, name: str) -> Iterator[tuple[int | None, int | None]]:
        for operation in self._operations(sync, side, ref):
            for change in operation.changes:
                if change.name == name:
                    yield number_of(name, change.old), number_of(name, change.new)

    def _operations(self, sync: str, side: str, ref: Ref) -> Sequence[Operation]:
        mine = "ab"[sync.index(side)]
        found = self.world.services.review.history(sync, side=mine, ref=ref)  # type: ignore[arg-type]
        return [one for one in found if one.side == mine]

    def _allowed(self, rule: str, one: Overwrite) -> bool:
        if rule == "decided by a person":
            return (one.uid, one.name) in self.world.ledger.decided or (one.uid, "") in self.world.ledger.decided
        if rule.startswith("changed on both sides:"):
            return self.world.rules.conflict is not ConflictRule.ASK
        if rule.startswith("first pairing"):
            return self.world.setting.first_run is not FirstRun.ASK
        if rule.startswith("changed in"):
            return one.old in self.world.ledger.unsure
        return one.by == "undo" and "taken back" in rule

    def _beyond_knowing(self, sync: str, side: str, ref: Ref) -> bool:
        """Whether the record was made, the answer was lost, and people edited most of it before the program could look."""
        made, now = self.world.ledger.as_made.get((side, ref), {}), self.world.ledger.cells[side, ref]
        kept = sum(now[name] == number and number not in self.world.ledger.blanks for name, number in made.items())
        told = any(one.kind is OperationKind.CREATE for one in self._operations(sync, side, ref))
        return bool(made) and kept * 2 <= len(made) and not told

    def expect_why(self) -> None:
        """I9: every value that the program wrote, and that is still there, has an answer: from where, by which rule, replacing what."""
        for (side, ref, name), (sync, old, new) in self.world.ledger.written.items():
            place = side, ref
            doubtful = (
                self.world.ledger.uids.get(place) in self.world.ledger.tangled or place in self.world.ledger.unsaid
            )
            if self.world.ledger.cells.get(place, {}).get(name) != new or doubtful:
                continue
            why = self.world.services.review.why(sync, "ab"[sync.index(side)], ref, name)  # type: ignore[arg-type]
            if why.operation is None:
                if new not in self.world.ledger.blanks and not self._beyond_knowing(sync, side, ref):
                    raise Broken("I9", f"no run says that it wrote {name} of {ref} in {side}")
                continue
            change = next(one for one in why.operation.changes if one.name == name)
            told = number_of(name, change.old), number_of(name, change.new)
            true = tuple(None if one in self.world.ledger.blanks or one == NOTHING else one for one in (old, new))
            # A value in another form may have been sent once more: then the write before it is the one that is told.
            if told[0] == told[1]:
                told = next((pair for pair in self._told(sync, side, ref, name) if pair == true), told)
            if told != true or not change.rule or not why.operation.source_ref:
                raise Broken("I9", f"{name} of {ref} in {side} is told as {told} by “{change.rule}”, it was {true}")
        self.world.ledger.written.clear()
