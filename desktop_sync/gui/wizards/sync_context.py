"""What the pages of the sync wizard share: the answers, and what was read of both systems."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop_sync.engine.sync_flow import SyncFlow
from desktop_sync.gui.errors import Failure
from desktop_sync.model.record import SIDES, Record, Side
from desktop_sync.model.schema import ConnectorInfo, TableInfo, TableSchema
from desktop_sync.model.sync import Account, SideSpec

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services
    from desktop_sync.gui.worker import WorkerHandle

SAMPLE = 50
MANY = 1000
"""So many records of each side the lenses are tried on, behind what is shown: in most shops, all of them."""


@dataclass(frozen=True)
class Read:
    """A table as it was read: its fields and some records."""

    spec: SideSpec
    schema: TableSchema
    sample: tuple[Record, ...] = field(repr=False)


class SyncContext(QObject):
    """Reads accounts, tables and fields in the worker, once each."""

    accounts_read = Signal()
    tables_read = Signal(str)
    """An account's tables are there."""
    sides_read = Signal()
    """Both tables' fields and samples are there."""
    more_read = Signal(object)
    """Many records of both sides (by side) are there."""
    failed = Signal(object)

    def __init__(self, handle: "WorkerHandle", flow: SyncFlow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.handle, self.flow = handle, flow
        self.accounts: tuple[Account, ...] = ()
        self.kinds: dict[str, ConnectorInfo] = {}
        self.tables: dict[str, tuple[TableInfo, ...]] = {}
        self.sides: dict[Side, Read] = {}

    # accounts and tables

    def read_accounts(self) -> None:
        """Read the accounts; `accounts_read` follows."""
        self.handle.look(_accounts_and_kinds, self._take_accounts, self._fail)

    def read_tables(self, account: str) -> None:
        """Read an account's tables; `tables_read` follows, at once when they are known."""
        if account in self.tables:
            self.tables_read.emit(account)
            return
        self.handle.ask(lambda services: (account, services.accounts.tables(account)), self._take_tables, self._fail)

    def _take_accounts(self, answer: tuple[Sequence[Account], Sequence[ConnectorInfo]]) -> None:
        self.accounts = tuple(answer[0])
        self.kinds = {info.kind: info for info in answer[1]}
        self.accounts_read.emit()

    def _take_tables(self, answer: tuple[str, Sequence[TableInfo]]) -> None:
        self.tables[answer[0]] = tuple(answer[1])
        self.tables_read.emit(answer[0])

    # fields

    def ready(self) -> bool:
        """Whether what was read is about the tables that are chosen."""
        answers = self.flow.answers
        return all(side in self.sides and self.sides[side].spec == answers.side(side) for side in SIDES)

    def read_sides(self) -> None:
        """Read both tables' fields and samples; `sides_read` follows, at once when they are known."""
        if self.ready():
            self.sides_read.emit()
            return
        answers = self.flow.answers
        a, b = answers.a, answers.b
        assert a is not None
        assert b is not None
        self.handle.ask(lambda services: (_read(services, a), _read(services, b)), self._take_sides, self._fail)

    def _take_sides(self, answer: tuple[Read, Read]) -> None:
        self.sides = {"a": answer[0], "b": answer[1]}
        if self.ready():
            self.sides_read.emit()

    def read_many(self) -> None:
        """Read many records of both sides; `more_read` follows where a side has more than its sample, unless tables change meanwhile."""
        full = [side for side in SIDES if side in self.sides and len(self.sides[side].sample) >= SAMPLE]
        if full and self.ready():
            specs = {side: self.sides[side].spec for side in full}
            self.handle.ask(lambda services: (specs, _many(services, specs)), self._take_many, self._not_many)

    def _take_many(self, answer: tuple[dict[Side, SideSpec], dict[Side, tuple[Record, ...]]]) -> None:
        specs, more = answer
        if self.ready() and all(self.sides[side].spec == spec for side, spec in specs.items()):
            self.more_read.emit(self.samples() | more)

    def _not_many(self, _failure: Failure) -> None:
        """The sample stays what the lenses are tried on; whatever is wrong with the system is told where it is needed."""

    def swap(self) -> None:
        """Turn round what was read, as the answers were."""
        self.sides = {side: self.sides["b" if side == "a" else "a"] for side in SIDES if len(self.sides) == 2}

    def _fail(self, failure: Failure) -> None:
        self.failed.emit(failure)

    # names

    def name(self, side: Side) -> str:
        """“Shop database · customers”, with the table's label where it is known."""
        spec = self.flow.answers.side(side)
        if spec is None:
            return ""
        known = {table.name: table.label for table in self.tables.get(spec.account, ())}
        label = self.sides[side].schema.label if side in self.sides and self.sides[side].spec == spec else ""
        return f"{spec.account} · {label or known.get(spec.table) or spec.table}"

    def system(self, side: Side) -> str:
        """The account's name."""
        spec = self.flow.answers.side(side)
        return spec.account if spec else side.upper()

    def initials(self, side: Side) -> str:
        """Two letters of its kind of system."""
        spec = self.flow.answers.side(side)
        kind = next((one.kind for one in self.accounts if spec and one.name == spec.account), "")
        info = self.kinds.get(kind)
        return (info.initials or info.label[:2]) if info else ""

    def schemas(self) -> dict[Side, TableSchema]:
        """Both tables' fields."""
        return {side: self.sides[side].schema for side in SIDES}

    def samples(self) -> dict[Side, tuple[Record, ...]]:
        """Both tables' sample records."""
        return {side: self.sides[side].sample for side in SIDES}

    def compute(self, call: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Failure], None]) -> None:
        """Compute something in the worker (an `Ask` for the mapper)."""
        self.handle.ask(lambda _services: call(), done, failed)


def _accounts_and_kinds(services: "Services") -> tuple[Sequence[Account], Sequence[ConnectorInfo]]:
    return services.accounts.list(), services.accounts.kinds()


def _read(services: "Services", spec: SideSpec) -> Read:
    schema = services.accounts.schema(spec.account, spec.table)
    return Read(spec, schema, tuple(services.accounts.sample(spec.account, spec.table, count=SAMPLE)))


def _many(services: "Services", specs: dict[Side, SideSpec]) -> dict[Side, tuple[Record, ...]]:
    return {side: tuple(services.accounts.sample(spec.account, spec.table, count=MANY)) for side, spec in specs.items()}
