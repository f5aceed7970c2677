"""Two in-memory systems with tables that point at each other, and syncs that translate; every id is another one on the other side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desktop_sync.connectors.memory import ALL, Check, MemorySystem
from desktop_sync.engine.ports import Ports
from desktop_sync.engine.services import Services
from desktop_sync.model.mapping import FieldLink, FirstRun, LensSpec
from desktop_sync.model.record import Ref
from desktop_sync.model.report import RunReport
from desktop_sync.model.schema import Capabilities, Field, FieldType
from desktop_sync.model.sync import Guard, SideSpec, SyncDefinition, Trigger
from desktop_sync.model.values import Value
from desktop_sync.store.workspace import create_or_open
from tests.fakes.faulty import Crash, Faults
from tests.machines.world import NO_GUARD, CrashingJournal, Kinds, SteppingClock

TABLES: Mapping[str, Mapping[str, str]] = {
    "companies": {"boss": "people"},
    "people": {"firm": "companies", "deputy": "people"},
    "folders": {"up": "folders"},
    "notes": {"person": "people", "folder": "folders"},
}
"""Table → its references, with the tables that they point at."""
REQUIRED = frozenset({("people", "firm"), ("notes", "person")})
SYNCS = {"companies": "Companies", "people": "People", "folders": "Folders", "notes": "Notes"}


def definition(table: str, guard: Guard = NO_GUARD, trigger: Trigger = Trigger()) -> SyncDefinition:  # noqa: B008 - frozen
    """The sync of a table."""
    references = tuple(
        FieldLink(name, (name,), (name,), LensSpec("reference", {"sync": SYNCS[target]}))
        for name, target in TABLES[table].items()
    )
    return SyncDefinition(
        SYNCS[table],
        SideSpec("a", table),
        SideSpec("b", table),
        (FieldLink("name", ("name",), ("name",)), FieldLink("text", ("text",), ("text",)), *references),
        (("name",),),
        FirstRun.FILL_BLANKS,
        guard=guard,
        trigger=trigger,
    )


@dataclass
class Family:
    """Both systems, a real workspace, and the four syncs; `name` tells records apart on both sides."""

    folder: Path
    capabilities: Capabilities = ALL
    guard: Guard = NO_GUARD
    trigger: Trigger = field(default_factory=Trigger)
    made: int = 0

    def __post_init__(self) -> None:
        self.clock = SteppingClock()
        self.systems = {side: MemorySystem(self.clock.now) for side in "ab"}
        self.faults = {"a": Faults(), "b": Faults()}
        for system in self.systems.values():
            for table, references in TABLES.items():
                fields = [Field("name", "name", FieldType.TEXT, required=True), Field("text", "text", FieldType.TEXT)]
                fields += [
                    Field(one, one, FieldType.REFERENCE, required=(table, one) in REQUIRED, reference=target)
                    for one, target in references.items()
                ]
                system.add_table(table, fields, self.capabilities).checks = [foreign_keys(system, references)]
        # B has records that were there and are gone, so that its numbers are others.
        for _ in range(100):
            self.systems["b"].delete("folders", self.systems["b"].insert("folders", {"name": "x"}))
        self.workspace = create_or_open(self.folder, "a passphrase")
        self.journal = CrashingJournal(self.workspace.journal)
        ports = Ports(
            Kinds(self.systems, self.faults),
            self.workspace.accounts,
            self.workspace.syncs,
            self.workspace.secrets,
            self.journal,  # type: ignore[arg-type]
            self.clock,
        )
        self.services = Services(
            ports,
            self.workspace.audit,
            self.workspace.settings,
            self.workspace.scratches,
            self.folder,
            self.workspace,
            self.workspace.agenda,
        )
        for side in "ab":
            self.services.accounts.add(side, side, {}, {})
        # Companies and people need each other: the first is applied without its boss, then with it.
        first = definition("companies", self.guard, self.trigger)
        self.services.syncs.apply(SyncDefinition(first.name, first.a, first.b, first.fields[:2], first.match_keys))
        for table in ("people", "folders", "companies", "notes"):
            self.services.syncs.apply(definition(table, self.guard, self.trigger))

    def close(self) -> None:
        """Let go of the workspace."""
        self.services.close()

    # people ----------------------------------------------------------------------------------------------------------

    def add(self, side: str, table: str, name: str = "", **values: Value) -> str:
        """A person adds a record; references are given by name. Its name."""
        self.made += 1
        name = name or f"{table}-{self.made}"
        self.systems[side].insert(table, {"name": name, **self._refs(side, table, values)})
        return name

    def edit(self, side: str, table: str, name: str, **values: Value) -> None:
        """A person changes a record."""
        self.systems[side].change(table, self.ref(side, table, name), self._refs(side, table, values))

    def _refs(self, side: str, table: str, values: Mapping[str, Value]) -> dict[str, Value]:
        targets = TABLES[table]
        return {
            name: self.ref(side, targets[name], str(value)) if name in targets and value is not None else value
            for name, value in values.items()
        }

    def ref(self, side: str, table: str, name: str) -> Ref:
        """The ref of the record of that name."""
        (found,) = [ref for ref, row in self.systems[side].rows(table).items() if row["name"] == name]
        return found

    def names(self, side: str, table: str) -> list[str]:
        """All names."""
        return sorted(str(row["name"]) for row in self.systems[side].rows(table).values())

    def table(self, side: str, table: str) -> dict[str, dict[str, Value]]:
        """Name → fields, references by name. Fails when a name is there twice or a reference leads nowhere."""
        system, found = self.systems[side], {}
        for row in system.rows(table).values():
            name = str(row["name"])
            assert name not in found, f"{name} is there twice in {side}"
            found[name] = {
                one: row.get(one)
                if row.get(one) is None or one not in TABLES[table]
                else system.rows(TABLES[table][one])[Ref(str(row[one]))]["name"]
                for one in ("text", *TABLES[table])
            }
        return found

    def everything(self, side: str) -> dict[str, dict[str, dict[str, Value]]]:
        """All tables of a side."""
        return {table: self.table(side, table) for table in TABLES}

    # the program -----------------------------------------------------------------------------------------------------

    def run(self, table: str, **options: object) -> RunReport:
        """One run of one sync, which must not fail and whose account closes."""
        report = self.services.runner.run(SYNCS[table], approve=True, **options)  # type: ignore[arg-type]
        assert report.status.value != "failed", report.error
        for counts in (report.a, report.b):
            assert counts.closes, report
            assert min(counts.as_json().values()) >= 0, report
        return report

    def run_all(self, **options: object) -> list[RunReport]:
        """As `desktop-sync run` without names."""
        syncs, tables = self.services.syncs, {name: table for table, name in SYNCS.items()}
        reports: list[RunReport] = []
        wanted = syncs.ordered(SYNCS.values())
        for _ in range(10):
            reports += [self.run(tables[name], **options) for name in wanted]
            wanted = syncs.going_on(SYNCS.values())
            if not wanted:
                return reports
        raise AssertionError(f"{wanted} never come to an end")

    def quiet(self) -> None:
        """Runs that write nothing."""
        for full in (False, True):
            assert [one.written for one in self.run_all(full=full)] == [0] * len(SYNCS)

    def equal(self) -> None:
        """Both sides hold the same."""
        assert self.everything("a") == self.everything("b")

    def codes(self, table: str) -> list[str]:
        """Codes of the open holds of a sync."""
        return sorted(one.code for one in self.services.review.holds(SYNCS[table]))

    def crash(self, act: Callable[[], object]) -> bool:
        """Do it, to the crash if there is one planned. Whether it crashed."""
        try:
            act()
        except Crash:
            return True
        finally:
            for faults in self.faults.values():
                faults.clear()
            self.journal.before = self.journal.after = 0
        return False


def foreign_keys(system: MemorySystem, references: Mapping[str, str]) -> Check:
    """References lead to records that are there."""

    def check(row: Mapping[str, Value]) -> str | None:
        for name, target in references.items():
            if row.get(name) is not None and Ref(str(row[name])) not in system.tables[target].rows:
                return f"{name} {row[name]} is not there"
        return None

    return check
