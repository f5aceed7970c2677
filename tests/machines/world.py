"""Two in-memory systems, a real encrypted workspace, the whole engine; and people who edit. Everything can crash anywhere."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop_sync.connectors.memory import ALL, MemoryConnector, MemorySystem
from desktop_sync.engine.ports import Ports
from desktop_sync.engine.services import Services
from desktop_sync.model.mapping import ConflictRule, FieldLink, FirstRun
from desktop_sync.model.record import Ref, Side, other
from desktop_sync.model.report import RunReport
from desktop_sync.model.schema import Capabilities, ConnectorInfo, Field, FieldType
from desktop_sync.model.sync import DeletePolicy, Guard, Limit, Rules, SideSpec, SyncDefinition
from desktop_sync.model.values import Value
from desktop_sync.store.workspace import Workspace, create_or_open
from desktop_sync.sync.ports import Connector
from tests.fakes.faulty import Crash, Faults, FaultyConnector

FIELDS = ("code", "name", "email", "city")
NO_GUARD = Guard(Limit(), Limit(), Limit(), Limit())
RULES = Rules(ConflictRule.ASK, DeletePolicy.PROPAGATE, DeletePolicy.PROPAGATE)


@dataclass
class SteppingClock:
    """A clock that moves only when it is asked, a second each time."""

    at: dt.datetime = dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)

    def now(self) -> dt.datetime:
        """One second later than the last time."""
        self.at += dt.timedelta(seconds=1)
        return self.at

    def monotonic(self) -> float:
        """Seconds."""
        return self.now().timestamp()

    def wait(self, seconds: float) -> None:
        """Jumps."""
        self.at += dt.timedelta(seconds=seconds)


@dataclass
class CrashingJournal:
    """A journal whose n-th call is the last thing that the process does: before it, or after it. 0: never."""

    inner: Any
    before: int = 0
    after: int = 0
    calls: int = 0

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.inner, name)
        if not callable(value) or name == "lock":
            return value

        def called(*arguments: Any, **named: Any) -> Any:
            self.calls += 1
            number = self.calls
            if number == self.before:
                raise Crash
            result = value(*arguments, **named)
            if number == self.after:
                raise Crash
            return result

        return called


class Kinds:
    """The memory systems as connector kinds."""

    def __init__(self, systems: Mapping[str, MemorySystem], faults: Mapping[str, Faults]) -> None:
        self._systems = systems
        self._faults = faults

    def kinds(self) -> Sequence[ConnectorInfo]:
        """Both."""
        return [self.info(kind) for kind in self._systems]

    def info(self, kind: str, settings: Mapping[str, str] | None = None) -> ConnectorInfo:
        """One."""
        return ConnectorInfo(kind, kind, "", ())

    def open(self, kind: str, settings: Mapping[str, str], secrets: Mapping[str, str]) -> Connector:
        """A connector that fails as planned."""
        return FaultyConnector(MemoryConnector(self._systems[kind]), self._faults[kind])


@dataclass
class World:
    """Everything of one history."""

    folder: Path
    capabilities: Mapping[Side, Capabilities] = field(default_factory=lambda: {"a": ALL, "b": ALL})
    rules: Rules = RULES
    guard: Guard = NO_GUARD
    first_run: FirstRun = FirstRun.ASK
    clock: SteppingClock = field(default_factory=SteppingClock)
    made: int = 0

    def __post_init__(self) -> None:
        self.systems: dict[str, MemorySystem] = {}
        self.faults: dict[str, Faults] = {"a": Faults(), "b": Faults()}
        for side in ("a", "b"):
            system = MemorySystem(self.clock.now)
            fields = tuple(Field(name, name, FieldType.TEXT, required=name == "code") for name in FIELDS)
            system.add_table("people", fields, self.capabilities[side])
            self.systems[side] = system
        self.workspace: Workspace = create_or_open(self.folder, "a passphrase")
        self.workspace.journal._now = self.clock.now  # type: ignore[attr-defined]
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
        for side in ("a", "b"):
            self.services.accounts.add(side, side, {}, {})
        self.services.syncs.apply(self.definition())

    def definition(self) -> SyncDefinition:
        """The sync of the two tables."""
        return SyncDefinition(
            "S",
            SideSpec("a", "people"),
            SideSpec("b", "people"),
            tuple(FieldLink(name, (name,), (name,)) for name in FIELDS),
            (("code",),),
            self.first_run,
            self.rules,
            self.guard,
        )

    def redefine(self, **changes: Any) -> None:
        """Apply the definition with changes."""
        self.services.syncs.apply(replace(self.definition(), **changes))

    def close(self) -> None:
        """Let go of the workspace."""
        self.services.close()

    # people ----------------------------------------------------------------------------------------------------------

    def fresh(self, word: str = "v") -> str:
        """A value that nobody typed before."""
        self.made += 1
        return f"{word}{self.made}"

    def create(self, side: str, code: str | None = None, **values: Value) -> str:
        """A person adds a record; its code."""
        code = code or self.fresh("c")
        row = {"code": code, "name": self.fresh("name"), "email": self.fresh("mail"), "city": None, **values}
        self.systems[side].insert("people", row)
        return code

    def both(self, **values: Value) -> str:
        """The same record on both sides."""
        code = self.fresh("c")
        row = {"name": self.fresh("name"), "email": self.fresh("mail"), "city": self.fresh("city"), **values}
        for side in ("a", "b"):
            self.create(side, code, **row)
        return code

    def ref(self, side: str, code: str) -> Ref | None:
        """The ref of the record with that code."""
        return next((ref for ref, row in self.systems[side].rows("people").items() if row["code"] == code), None)

    def edit(self, side: str, code: str, **values: Value) -> None:
        """A person changes fields."""
        ref = self.ref(side, code)
        assert ref is not None
        self.systems[side].change("people", ref, values, by=f"user {side}")

    def delete(self, side: str, code: str) -> None:
        """A person deletes a record."""
        ref = self.ref(side, code)
        assert ref is not None
        self.systems[side].delete("people", ref)

    def table(self, side: str) -> dict[str, dict[str, Value]]:
        """code → fields; fails when one is there twice."""
        found: dict[str, dict[str, Value]] = {}
        for row in self.systems[side].rows("people").values():
            code = str(row["code"])
            assert code not in found, f"{code} is there twice in {side}"
            found[code] = {name: row.get(name) for name in FIELDS}
        return found

    def value(self, side: str, code: str, name: str) -> Value:
        """A field's value."""
        return self.table(side)[code][name]

    # the program -----------------------------------------------------------------------------------------------------

    def run(self, **options: Any) -> RunReport:
        """One run, approved unless told."""
        return self.services.runner.run("S", **{"approve": True, **options})

    def good_run(self, **options: Any) -> RunReport:
        """One run that must not fail, and whose account closes."""
        report = self.run(**options)
        assert report.status.value != "failed", report.error
        assert report.a.closes, report.a
        assert report.b.closes, report.b
        return report

    def quiet(self, **options: Any) -> None:
        """A run that must not write anything (I4)."""
        report = self.good_run(**options)
        assert report.written == 0, report

    def crash(self, act: Callable[[], object]) -> bool:
        """Do it, to the crash if there is one planned. Whether it crashed."""
        try:
            act()
        except Crash:
            return True
        finally:
            self.faults["a"].clear()
            self.faults["b"].clear()
            self.journal.before = self.journal.after = 0
        return False

    def equal(self) -> None:
        """Both sides hold the same (I1)."""
        assert self.table("a") == self.table("b")


def opposite(side: str) -> str:
    """The other side."""
    return other(side)  # type: ignore[arg-type]
