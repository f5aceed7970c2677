"""A whole history: systems, an encrypted workspace, the whole engine, people who work meanwhile; each step is a line of the script."""

import datetime as dt
import functools
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop_sync.connectors.memory import Row
from desktop_sync.engine.opening import Ports
from desktop_sync.engine.services import Services
from desktop_sync.errors import AccountError, DesktopSyncError, Retriable
from desktop_sync.model.mapping import ConflictRule, FieldLink, FirstRun
from desktop_sync.model.plan import Operation
from desktop_sync.model.record import Ref
from desktop_sync.model.report import RunReport, RunStatus
from desktop_sync.model.schema import ConnectorInfo
from desktop_sync.model.sync import Archive, DeletePolicy, Rules, SideSpec, SyncDefinition
from desktop_sync.store import workspace as stores
from desktop_sync.store.workspace import Workspace
from desktop_sync.sync.ports import Connector
from tests.fakes.faulty import Crash, Fault, Faults, FaultyConnector
from tests.machines.world import NO_GUARD, CrashingJournal
from tests.simulator.ledger import Broken, Ledger, Overwrite
from tests.simulator.system import POISON, TABLE, Clock, SimulatedConnector, SimulatedSystem, Skewed
from tests.simulator.traits import FIELDS, TYPED, Traits, number_of, value_of

DELETING = Rules(ConflictRule.ASK, DeletePolicy.PROPAGATE, DeletePolicy.PROPAGATE)
RULES: Mapping[str, Rules] = {
    "ask, deletes carried": DELETING,
    "ask, deletes ignored": Rules(ConflictRule.ASK),
    "A wins, deletes carried": replace(DELETING, conflict=ConflictRule.A),
    "newest wins, deletes carried": replace(DELETING, conflict=ConflictRule.NEWEST),
    "ask, deletes unlink": Rules(ConflictRule.ASK, DeletePolicy.UNLINK, DeletePolicy.UNLINK),
    "ask, A's deletes archive in B": Rules(
        ConflictRule.ASK, DeletePolicy.ARCHIVE, DeletePolicy.IGNORE, archive_b=Archive("note", "N0 archived")
    ),
}
SKIPPED_WHILE_WRITING = frozenset({"write", "prepared"})
_ROUNDS = 12
"""So many runs are enough to come to rest: each decision and each chain of three systems takes a few."""


@functools.cache
def _template() -> tuple[Path, Workspace]:
    """An empty workspace, made once in a process: deriving a key takes longer than a short history."""
    folder = Path(tempfile.mkdtemp(prefix="simulator-")) / "template"
    made = stores.create_or_open(folder, "a passphrase")
    made.close()
    return folder, made


def _workspace(folder: Path) -> Workspace:
    source, made = _template()
    shutil.copytree(source, folder)
    opened = stores._open(folder, made.header, made.key)
    opened.database.rows(
        "PRAGMA synchronous = OFF"
    )  # processes die here, machines don't: the system keeps what was written
    return opened


@dataclass(frozen=True)
class Setting:
    """Everything that a history begins with. `pairs`: the syncs, each between two of the systems."""

    traits: tuple[Traits, ...]
    rules: str = "ask, deletes carried"
    first_run: FirstRun = FirstRun.ASK
    pairs: tuple[tuple[str, str], ...] = (("a", "b"),)
    seed: int = 0


class Simulation:
    """One history. Steps are methods; each writes its line into `script`, does its deed, and raises Broken with the script."""

    def __init__(self, setting: Setting, folder: Path | None = None) -> None:
        self.setting = setting
        self.rules = RULES[setting.rules]
        self.script: list[str] = [f"rules: {setting.rules}; first run: {setting.first_run.value}"]
        self.clock = Clock()
        self.own = Skewed(self.clock)
        self.ledger = Ledger(keeps=self._kept(), mangling=setting.first_run is not FirstRun.ASK)
        self.systems: dict[str, SimulatedSystem] = {}
        self.faults: dict[str, Faults] = {}
        self.graves: dict[str, list[tuple[Ref, Row]]] = {}
        for number, traits in enumerate(setting.traits):
            name = "abc"[number]
            self.systems[name] = SimulatedSystem(name, traits, Skewed(self.clock), self.ledger, setting.seed + number)
            self.faults[name] = Faults()
            self.graves[name] = []
            self.script.append(f"system {name.upper()}: {traits.words()}")
        self.folder = Path(tempfile.mkdtemp(prefix="history-")) if folder is None else folder
        self.workspace = _workspace(self.folder / "workspace")
        self.journal = CrashingJournal(self.workspace.journal)
        self.services = self._services()
        self.last_run: tuple[str, int, list[Any]] | None = None
        self.running = False
        self.disturbed = False
        """Whether the last run may have failed for a reason that the script names."""

    def _kept(self) -> frozenset[str]:
        """Systems where the rules let nothing be deleted."""
        rules, found = self.rules, set("abc")
        for a, b in self.setting.pairs:
            found -= {b} if rules.a_to_b is DeletePolicy.PROPAGATE else set()
            found -= {a} if rules.b_to_a is DeletePolicy.PROPAGATE else set()
        return frozenset(found)

    def _services(self) -> Services:
        w = self.workspace
        ports = Ports(_Kinds(self), w.accounts, w.syncs, w.secrets, self.journal, self.own)  # type: ignore[arg-type]
        services = Services.build(ports, w.audit, w.settings, self.folder, w.database.close)
        for name in self.systems:
            services.accounts.add(name, name, {}, {})
        for a, b in self.setting.pairs:
            services.syncs.apply(self.definition(a, b))
        return services

    def definition(self, a: str, b: str) -> SyncDefinition:
        """The sync of two systems."""
        links = tuple(FieldLink(name, (name,), (name,)) for name in FIELDS)
        sides = SideSpec(a, TABLE), SideSpec(b, TABLE)
        return SyncDefinition(a + b, *sides, links, (("key",),), self.setting.first_run, self.rules, NO_GUARD)

    def close(self) -> None:
        """Let go of the workspace and its folder."""
        self.services.close()
        shutil.rmtree(self.folder)

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
        """A twin that a feed does not show (yet) can't be known: the other one is then made a second time."""
        blind = any(self.systems[side].traits.lag_s or self.systems[side].stale_times for side in sides)
        if len(sides) > 1 and (self.running or blind):
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
            name, value = "city", f"C{number} {POISON}"
        if form == 9 and name == "key":
            return
        deed = "begins a long edit of" if late else "edits"
        with self.step(f"user {deed} {side.upper()} {ref}: {name} = {value!r}"):
            if late:
                self.systems[side].begin_late(ref, {name: value})
            else:
                self.systems[side].change(TABLE, ref, {name: value}, by=f"user {side}")

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
            system.delete(TABLE, ref)
            system.insert(TABLE, self._values(uid, 0), by=f"user {side}")

    # time ------------------------------------------------------------------------------------------------------------

    def jump(self, whose: str, seconds: int) -> None:
        """Somebody sets a clock: a system's, or ours ("our")."""
        clock = self.own if whose == "our" else self.systems[whose].clock
        with self.step(f"{whose if whose == 'our' else whose.upper() + chr(39) + 's'} clock jumps {seconds:+} s"):
            clock.by += dt.timedelta(seconds=seconds)

    def wait(self, seconds: int) -> None:
        """Time goes by."""
        with self.step(f"{seconds} s go by"):
            self.clock.wait(seconds)

    # the program -----------------------------------------------------------------------------------------------------

    def run(self, sync: int = 0, *, full: bool = False) -> RunReport | None:
        """One run; what it must report when nothing disturbs it."""
        name = "".join(self.setting.pairs[sync % len(self.setting.pairs)])
        with self.step(f"run{' in full' if full else ''}{f' of {name}' if len(self.systems) > 2 else ''}"):
            report = self._run(name, full=full)
            self.script[-1] += f"  → {_told(report)}"
            self._expect_good(report)
        return report

    def _run(self, name: str, *, full: bool) -> RunReport:
        self.ledger.actor, self.ledger.sync, self.ledger.of_run = "sync", name, []
        self.last_run = None
        self.running = True
        try:
            report = self.services.runner.run(name, full=full, approve=True)
        finally:
            self.running = False
            self.ledger.actor = ""
        if report.status is not RunStatus.FAILED:
            self.last_run = (name, report.id, list(self.ledger.of_run))
        return report

    def _expect_good(self, report: RunReport) -> None:
        if report.status is RunStatus.FAILED:
            raise Broken("I7", f"a run failed with nothing wrong: {report.error} {report.advice}")
        for side, counts in (("A", report.a), ("B", report.b)):
            if not counts.closes:
                raise Broken("the account", f"{side} does not close: {counts}")

    def disturbed_run(self, side: str, number: int, fault: Fault, *, expired: bool = False, sync: int = 0) -> None:
        """A run in which something goes wrong at a call of one system."""
        error: Callable[[], DesktopSyncError] = lambda: Retriable("Too many requests.", after_s=30.0)  # noqa: E731
        if expired:
            error = lambda: AccountError("The session has expired.")  # noqa: E731
        faults = self.faults[side]
        faults.log.clear()
        faults.error = error
        words = "the session expires" if expired and fault is Fault.FAIL else fault.value
        self._disturbed(f"run, at call {number} of {side.upper()}: {words}", sync, lambda: faults.at(number, fault))

    def crash_in_store(self, number: int, *, before: bool = False, sync: int = 0) -> None:
        """A run whose process dies at a call of the store."""

        def plan() -> None:
            self.journal.calls = 0
            setattr(self.journal, "before" if before else "after", number)

        self._disturbed(f"run with a crash {'before' if before else 'after'} store call {number}", sync, plan)

    def crowded_run(self, side: str, number: int, deed: Callable[[], None], sync: int = 0) -> None:
        """A run during which people work: the deed happens right before a call of a system."""
        system, faults = self.systems[side], self.faults[side]

        def late(method: str) -> None:
            # Without compare-and-set nothing can be done for an edit between the re-read and the write.
            if not (method in SKIPPED_WHILE_WRITING and not system.traits.guarded):
                acting = {one: one.acting for one in self.systems.values()}
                for one in acting:
                    one.acting = ""
                deed()
                for one, before in acting.items():
                    one.acting = before

        faults.log.clear()
        faults.late = late
        self._disturbed(f"run, before call {number} of {side.upper()}:", sync, lambda: faults.at(number, Fault.LATE))

    def fated_run(self, side: str, fates: Sequence[str], sync: int = 0) -> None:
        """A run in which each row written to a system meets its own fate."""
        system = self.systems[side]
        self._disturbed(
            f"run, rows written to {side.upper()} are: {', '.join(fates)}", sync, lambda: system.fates.extend(fates)
        )
        system.fates.clear()

    def _disturbed(self, line: str, sync: int, plan: Callable[[], object]) -> None:
        name = "".join(self.setting.pairs[sync % len(self.setting.pairs)])
        with self.step(f"{line}{f' (sync {name})' if len(self.systems) > 2 else ''}"):
            at = len(self.script) - 1
            plan()
            try:
                self.script[at] += f"  → {_told(self._run(name, full=False))}"
            except Crash:
                self.script[at] += "  → the process dies"
                for system in self.systems.values():
                    system.acting = ""
            finally:
                self.last_run = None
                for faults in self.faults.values():
                    faults.clear()
                self.journal.before = self.journal.after = 0

    def resolve(self, take: str) -> None:
        """A person decides all open conflicts."""
        conflicts = self.services.review.conflicts()
        if not conflicts:
            return
        with self.step(f"a person decides {len(conflicts)} conflicts: take {take}"):
            for one in conflicts:
                name = self.services.review.sync_name(one.sync_id)
                for side, ref in zip(name, (one.a_ref, one.b_ref), strict=True):
                    if ref is not None and (side, ref) in self.ledger.uids:
                        self.ledger.decided.add((self.ledger.uids[side, ref], one.field))
            for a, b in self.setting.pairs:
                self.services.review.resolve_all(a + b, take)  # type: ignore[arg-type]

    def retry(self) -> None:
        """A person presses “Try again” on everything that is held."""
        holds = self.services.review.holds()
        if holds:
            with self.step(f"a person tries {len(holds)} holds again"):
                for hold in holds:
                    self.services.review.retry(hold.id)

    # promises that are looked at on the way -----------------------------------------------------------------------------

    def undo(self) -> None:
        """I8: take the last run back."""
        if self.last_run is None or not self.last_run[2] or any(system.traits.deaf for system in self.systems.values()):
            return
        name, run_id, deeds = self.last_run
        before = {place: dict(cells) for place, cells in self.ledger.cells.items()}
        with self.step(f"a person takes run {run_id} back"):
            self.ledger.actor, self.ledger.sync = "undo", name
            try:
                self.services.review.undo(run_id)
            finally:
                self.ledger.actor = ""
            self.last_run = None
            self._expect_undone(deeds, before)

    def _expect_undone(self, deeds: Sequence[Any], before: Mapping[Any, Mapping[str, int]]) -> None:
        first: dict[tuple[str, Ref], Mapping[str, int]] = {}
        last: dict[tuple[str, Ref], tuple[str, Mapping[str, int]]] = {}
        for deed, side, ref, old, new in deeds:
            first.setdefault((side, ref), old)
            last[side, ref] = deed, new
        for place, (deed, new) in last.items():
            now, uid = self.ledger.cells.get(place), self.ledger.uids[place]
            if deed == "deleted":
                if not self.ledger.alive(uid, place[0]):
                    raise Broken("I8", f"K{uid}, which the run deleted in {place[0]}, is not there again")
            elif not first[place]:
                if before.get(place) == new and now is not None:
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
            if now.get(name) != wanted and not {now.get(name), wanted} <= self.ledger.blanks:
                was = "still was what the run wrote" if before[name] == new[name] else "was edited since"
                raise Broken("I8", f"{name} of {place} is {now.get(name)} and not {wanted}: it {was}")

    # at rest ---------------------------------------------------------------------------------------------------------

    def settle(self, take: str = "a", *, full: bool = False) -> None:
        """Everything passes, everything is decided, runs until nothing moves: then I1 to I5 and I9 must hold."""
        with self.step("settle"):
            pass
        self.commit_late()
        self.wait(120)
        full = full or any(system.stale_times for system in self.systems.values())
        self.retry()
        for _ in range(_ROUNDS):
            if self._undecided():
                self.resolve(take)
            reports = [self.run(sync, full=full) for sync in range(len(self.setting.pairs))]
            self.clock.wait(60)  # what a run wrote, a lagging feed shows later
            if not any(report and report.written for report in reports) and not self._undecided():
                break
        else:
            with self.step("look"):
                left = [(one.label, one.field, one.a, one.b) for one in self.services.review.conflicts()]
                raise Broken("I1", f"it does not come to rest in {_ROUNDS} rounds of runs: {left}")
        if full:
            for system in self.systems.values():
                system.stale_times = False
        with self.step("look: I1, I2, I3, I5, I9"):
            deletes = self.rules.a_to_b is self.rules.b_to_a is DeletePolicy.PROPAGATE
            self.ledger.rest(self.systems, self._open(), deletes=deletes)
            self._expect_ruled()
            self._expect_why()
        self._quiet_run()

    def _undecided(self) -> bool:
        """Whether a conflict is open that does not come of a refusal: such a one is decided in vain until its system gives way."""
        review = self.services.review
        held = {(one.link_id, one.field) for one in review.holds()}
        return any(not {(one.link_id, one.field), (one.link_id, "")} & held for one in review.conflicts())

    def _open(self) -> set[tuple[int, str]]:
        """(record, field) of everything that a person still has to look at; field "" for whole records."""
        found: set[tuple[int, str]] = set()
        for one in (*self.services.review.conflicts(), *self.services.review.holds()):
            name = self.services.review.sync_name(one.sync_id)
            if isinstance(one, Conflict):
                places = list(zip(name, (one.a_ref, one.b_ref), strict=True))
            else:
                places = [(name["ab".index(one.side)], one.ref)]
            for side, ref in places:
                if (side, ref) in self.ledger.uids:
                    found.add((self.ledger.uids[side, ref], one.field))  # type: ignore[index]
        return found

    def _quiet_run(self) -> None:
        """I4: with nothing new nothing is written, and a side with a change feed is asked for the changes only."""
        calm = not self.services.review.conflicts() and not self.services.review.holds()
        for sync, pair in enumerate(self.setting.pairs):
            for name in pair:
                self.systems[name].delivered = 0
            report = self.run(sync)
            with self.step("look: I4"):
                if report is None or report.written:
                    raise Broken("I4", f"a run with nothing new wrote: {report}")
                for name in pair:
                    self._expect_few(name, calm=calm)

    def _expect_few(self, name: str, *, calm: bool) -> None:
        system = self.systems[name]
        few = system.traits.feed == "sequence" and (system.traits.tombstones or not self._any_deletes())
        if calm and few and not self._aside() and system.delivered:
            raise Broken("I4", f"{system.delivered} records of {name.upper()} were read with nothing new")

    def _any_deletes(self) -> bool:
        return {self.rules.a_to_b, self.rules.b_to_a} != {DeletePolicy.IGNORE}

    def _aside(self) -> bool:
        """Whether there are records that stay alone on purpose: they are read again in each run."""
        return bool(self.ledger.tangled or self.ledger.deletions or self.ledger.decided)

    def _expect_ruled(self) -> None:
        """I2: what was replaced by something that was not typed over it is in the history, with a rule or a decision."""
        for one in self.ledger.overwrites:
            found = [rule for rule, old, new in self._history(one) if old in (one.old, None) and new in (one.new, None)]
            if not found:
                raise Broken("I2", f"{one} is not in the history")
            if not any(self._allowed(rule, one) for rule in found):
                raise Broken("I2", f"{one} has no rule that allows it, but {found}")
        self.ledger.overwrites.clear()

    def _history(self, one: Overwrite) -> Iterator[tuple[str, int | None, int | None]]:
        for operation in self._operations(one.sync, one.side, one.ref):
            for change in operation.changes:
                if change.name == one.name:
                    yield change.rule, number_of(one.name, change.old), number_of(one.name, change.new)

    def _told(self, sync: str, side: str, ref: Ref, name: str) -> Iterator[tuple[int | None, int | None]]:
        for operation in self._operations(sync, side, ref):
            for change in operation.changes:
                if change.name == name:
                    yield number_of(name, change.old), number_of(name, change.new)

    def _operations(self, sync: str, side: str, ref: Ref) -> Sequence[Operation]:
        mine = "ab"[sync.index(side)]
        found = self.services.review.history(sync, side=mine, ref=ref)  # type: ignore[arg-type]
        return [one for one in found if one.side == mine]

    def _allowed(self, rule: str, one: Overwrite) -> bool:
        if rule == "decided by a person":
            return (one.uid, one.name) in self.ledger.decided or (one.uid, "") in self.ledger.decided
        if rule.startswith("changed on both sides:"):
            return self.rules.conflict is not ConflictRule.ASK
        if rule.startswith("first pairing"):
            return self.setting.first_run is not FirstRun.ASK
        return one.by == "undo" and "taken back" in rule

    def _expect_why(self) -> None:
        """I9: every value that the program wrote, and that is still there, has an answer: from where, by which rule, replacing what."""
        for (side, ref, name), (sync, old, new) in self.ledger.written.items():
            if self.ledger.cells.get((side, ref), {}).get(name) != new:
                continue
            why = self.services.review.why(sync, "ab"[sync.index(side)], ref, name)  # type: ignore[arg-type]
            if why.operation is None:
                if new not in self.ledger.blanks:
                    raise Broken("I9", f"no run says that it wrote {name} of {ref} in {side}")
                continue
            change = next(one for one in why.operation.changes if one.name == name)
            told = number_of(name, change.old), number_of(name, change.new)
            true = tuple(None if one in self.ledger.blanks or not one else one for one in (old, new))
            # A value in another form may have been sent once more: then the write before it is the one that is told.
            if told[0] == told[1]:
                told = next((pair for pair in self._told(sync, side, ref, name) if pair == true), told)
            if told != true or not change.rule or not why.operation.source_ref:
                raise Broken("I9", f"{name} of {ref} in {side} is told as {told} by “{change.rule}”, it was {true}")
        self.ledger.written.clear()


class _Kinds:
    """The simulated systems as connector kinds."""

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation

    def kinds(self) -> Sequence[ConnectorInfo]:
        """All."""
        return [self.info(name) for name in self._simulation.systems]

    def info(self, kind: str) -> ConnectorInfo:
        """One."""
        return ConnectorInfo(kind, kind, "", ())

    def open(self, kind: str, settings: Mapping[str, str], secrets: Mapping[str, str]) -> Connector:
        """A connector that fails as planned."""
        return FaultyConnector(SimulatedConnector(self._simulation.systems[kind]), self._simulation.faults[kind])


def _told(report: RunReport) -> str:
    wrote = [
        f"{key} {getattr(counts, key)} in {side}"
        for side, counts in (("A", report.a), ("B", report.b))
        for key in ("created", "updated", "deleted")
        if getattr(counts, key)
    ]
    more = [f"{report.conflicts} conflicts"] * bool(report.conflicts) + [f"{report.holds} holds"] * bool(report.holds)
    return ", ".join([report.status.value, *wrote, *more, *([report.error] if report.error else [])])
