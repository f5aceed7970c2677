"""A whole history: systems, an encrypted workspace, the whole engine, people who work meanwhile; each step is a line of the script."""

import atexit
import functools
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop_sync.engine.ports import Ports
from desktop_sync.engine.services import Services
from desktop_sync.errors import AccountError, DesktopSyncError, Retriable
from desktop_sync.model.mapping import ConflictRule, FieldLink, FirstRun
from desktop_sync.model.plan import OperationKind
from desktop_sync.model.record import Ref
from desktop_sync.model.report import RunReport, RunStatus
from desktop_sync.model.schema import ConnectorInfo
from desktop_sync.model.sync import Archive, DeletePolicy, Rules, SideSpec, SyncDefinition
from desktop_sync.store import workspace as stores
from desktop_sync.store.workspace import Workspace
from desktop_sync.sync.ports import Connector
from tests.fakes.faulty import METHODS, Crash, Fault, Faults, FaultyConnector
from tests.machines.world import NO_GUARD, CrashingJournal
from tests.simulator.checks import Checks
from tests.simulator.ledger import Broken, Ledger
from tests.simulator.people import People
from tests.simulator.system import TABLE, SimulatedConnector, SimulatedSystem, Skewed
from tests.simulator.traits import FIELDS, Traits

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
_PASSPHRASE = "a passphrase"
_ROUNDS = 12
"""So many runs are enough to come to rest: each decision and each chain of three systems takes a few."""


@functools.cache
def template() -> tuple[Path, Workspace]:
    """An empty workspace, made once in a process: deriving a key takes longer than a short history."""
    folder = Path(tempfile.mkdtemp(prefix="simulator-")) / "template"
    made = stores.create_or_open(folder, _PASSPHRASE)
    made.close()
    atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)
    return folder, made


def _workspace(folder: Path) -> Workspace:
    source, made = template()
    shutil.copytree(source, folder)
    opened = stores._open(folder, made.header, made.key, stores.Where())
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


class Simulation(People):
    """One history. Steps are methods; each writes its line into `script`, does its deed, and raises Broken with the script."""

    def __init__(self, setting: Setting, folder: Path | None = None) -> None:
        self.setting = setting
        self.rules = RULES[setting.rules]
        ledger = Ledger(keeps=self._kept(), mangling=self._ruled())
        super().__init__(ledger, [f"rules: {setting.rules}; first run: {setting.first_run.value}"])
        self.faults: dict[str, Faults] = {}
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
        self._connect()
        self.last_run: tuple[str, int, list[Any]] | None = None
        self.checks = Checks(self)

    def _ruled(self) -> bool:
        """Whether a rule may decide between two forms of one value."""
        return self.setting.first_run is not FirstRun.ASK or self.rules.conflict is not ConflictRule.ASK

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
        return Services(ports, w.audit, w.settings, w.scratches, self.folder, w, w.agenda)

    def _connect(self) -> None:
        for name in self.systems:
            self.services.accounts.add(name, name, {}, {})
        for a, b in self.setting.pairs:
            self.services.syncs.apply(self.definition(a, b))

    def definition(self, a: str, b: str) -> SyncDefinition:
        """The sync of two systems."""
        links = tuple(FieldLink(name, (name,), (name,)) for name in FIELDS)
        sides = SideSpec(a, TABLE), SideSpec(b, TABLE)
        return SyncDefinition(a + b, *sides, links, (("key",),), self.setting.first_run, self.rules, NO_GUARD)

    def back_up(self) -> None:
        """A backup of the workspace; the newest counts."""
        with self.step("the workspace is backed up"):
            self.workspace.backup(self.folder / "backup", _PASSPHRASE)

    def put_back(self) -> None:
        """The workspace is lost, and made again of its backup."""
        with self.step("the workspace is put back to its backup"):
            self.services.close()
            shutil.rmtree(self.folder / "workspace")
            stores.restore(self.folder / "workspace", self.folder / "backup", _PASSPHRASE)
            self.workspace = stores.create_or_open(self.folder / "workspace", _PASSPHRASE)
            self.journal = CrashingJournal(self.workspace.journal)
            self.services = self._services()

    def close(self) -> None:
        """Let go of the workspace and its folder."""
        self.services.close()
        shutil.rmtree(self.folder)

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
        self.running, self.clocks_set = True, False
        self.ledger.brought_back.clear()
        waited = {
            one for sync in self.setting.pairs if "".join(sync) != name for one in self._waited_for("".join(sync))
        }
        try:
            report = self.services.runner.run(name, full=full, approve=True)
        finally:
            self.running = False
            self.ledger.actor = ""
            gone = {(side, ref) for deed, side, ref, _, _ in self.ledger.of_run if deed == "deleted"}
            self.ledger.unsaid |= waited & gone
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
        # The port promises that a write which raises has written nothing; an announcement that fails half-way would break that.
        dies = fault in (Fault.CRASH_BEFORE, Fault.CRASH_AFTER)
        methods = () if dies else tuple(one for one in METHODS if one != "prepared")
        plan = lambda: faults.at(number, fault, *methods)  # noqa: E731
        self._disturbed(f"run, at call {number} of {side.upper()}: {words}", sync, plan)

    def crash_in_store(self, number: int, *, before: bool = False, sync: int = 0) -> None:
        """A run whose process dies at a call of the store."""

        def plan() -> None:
            self.journal.calls = 0
            setattr(self.journal, "before" if before else "after", number)

        self._disturbed(f"run with a crash {'before' if before else 'after'} store call {number}", sync, plan)

    def crowded_run(
        self, side: str, number: int, deed: Callable[[], None], sync: int = 0, *, other_field: bool = False
    ) -> None:
        """A run during which people work: the deed happens right before a call of a system. `other_field`: it touches none that
        the run writes.
        """
        system, faults = self.systems[side], self.faults[side]

        def late(method: str) -> None:
            # Without compare-and-set nothing can be done for an edit between the re-read and the write.
            if other_field or system.traits.guarded or method not in SKIPPED_WHILE_WRITING:
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

    def _waited_for(self, name: str) -> Iterator[tuple[str, Ref]]:
        """The records of which one sync waits for the answer to a write."""
        sync = self.workspace.syncs.get(name)
        for one in self.workspace.journal.open_intents(sync.id) if sync else ():
            if one.ref is not None:
                yield name["ab".index(one.side)], one.ref

    def is_waited_for(self, side: str, ref: Ref | None = None) -> bool:
        for a, b in self.setting.pairs:
            sync = self.workspace.syncs.get(a + b)
            intents = self.workspace.journal.open_intents(sync.id) if sync and side in (a, b) else ()
            there = [one for one in intents if (a, b)["ab".index(one.side)] == side]
            if any(one.kind is OperationKind.CREATE or (ref is not None and one.ref == ref) for one in there):
                return True
        return False

    # promises that are looked at on the way -----------------------------------------------------------------------------

    def undo(self) -> None:
        """I8: take the last run back."""
        # What can't be restored by design or by the simulated API: an archive's field, dropped fields, refused texts.
        archives = DeletePolicy.ARCHIVE in (self.rules.a_to_b, self.rules.b_to_a)
        deaf = any(system.traits.deaf for system in self.systems.values())
        if self.last_run is None or not self.last_run[2] or archives or deaf or self.poisoned:
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
            self.checks.expect_undone(deeds, before)

    # at rest ---------------------------------------------------------------------------------------------------------

    def settle(self, take: str = "a", *, full: bool = False) -> None:
        """Everything passes, everything is decided, runs until nothing moves: then I1 to I5 and I9 must hold."""
        with self.step("settle"):
            pass
        self.commit_late()
        self.wait(120)
        full = full or any(system.leaves_out() for system in self.systems.values())
        self.retry()
        for _ in range(_ROUNDS):
            if self.checks.undecided():
                self.resolve(take)
            full = full or any(system.leaves_out() for system in self.systems.values())
            reports = [self.run(sync, full=full) for sync in range(len(self.setting.pairs))]
            self.clock.wait(60)  # what a run wrote, a lagging feed shows later
            if not any(report and report.written for report in reports) and not self.checks.undecided():
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
            self.ledger.rest(self.systems, self.checks.open(), deletes=deletes)
            self.checks.expect_ruled()
            self.checks.expect_why()
        self.checks.quiet_run()


class _Kinds:
    """The simulated systems as connector kinds."""

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation

    def kinds(self) -> Sequence[ConnectorInfo]:
        """All."""
        return [self.info(name) for name in self._simulation.systems]

    def info(self, kind: str, settings: Mapping[str, str] | None = None) -> ConnectorInfo:
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
