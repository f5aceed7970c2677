"""A connector that misbehaves on purpose, around any other.

    faults = Faults().at(3, Fault.LOSE, "write")     # the third write is made, its answer is lost
    connector = FaultyConnector(inner, faults)

`Faults` counts across all connectors that share it, so that a run after a "crash" goes on counting.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from desktop_sync.errors import DesktopSyncError, Retriable
from desktop_sync.model.record import (
    AccountCheck,
    Outcome,
    OutcomeStatus,
    Page,
    Prepared,
    Record,
    Ref,
    Selection,
    Write,
)
from desktop_sync.model.schema import Capabilities, TableInfo, TableSchema
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector


class Crash(BaseException):
    """The process dies here: nothing may catch it."""


class Fault(Enum):
    """What goes wrong at a call."""

    FAIL = "an error, nothing is done"
    LOSE = "it is done, the answer is lost: a write is UNKNOWN, anything else an error"
    HALF = "half of a batch is done, the rest is to be tried again; a listing ends with an error after its first page"
    LATE = "`Faults.late` is called, then it goes on: a slow answer, somebody else's edit in between"
    CRASH_BEFORE = "the process dies before the call"
    CRASH_AFTER = "the process dies after the call, before its answer is looked at"


METHODS = (
    "check",
    "tables",
    "schema",
    "capabilities",
    "server_time",
    "page",
    "read",
    "find",
    "write",
    "prepared",
    "adopt",
)
"""What is counted: the connector's methods, each page of a listing, and each announcement of a ref."""


@dataclass
class Faults:
    """When what goes wrong. `error`: makes the error to raise. `log`: all calls so far, by method."""

    error: Callable[[], DesktopSyncError] = lambda: Retriable("The line is dead.", after_s=0.0)
    late: Callable[[str], None] = lambda _method: None
    log: list[str] = field(default_factory=list)
    _plans: list[tuple[int, Fault, tuple[str, ...]]] = field(default_factory=list)
    happened: list[tuple[str, Fault]] = field(default_factory=list)

    def at(self, number: int, fault: Fault, *methods: str) -> "Faults":
        """At the `number`-th call (from 1) of these methods (any, without) do this. Gives itself back, for chains."""
        unknown = set(methods) - set(METHODS)
        if unknown:
            raise ValueError(f"unknown methods: {unknown}")
        self._plans.append((number, fault, methods))
        return self

    def always(self, fault: Fault, *methods: str) -> "Faults":
        """At every call of these methods do this."""
        return self.at(0, fault, *methods)

    def clear(self) -> None:
        """From now on nothing goes wrong."""
        self._plans.clear()

    def enter(self, method: str) -> Fault | None:
        """Count the call; raise what comes before it; give back what is to come with its answer."""
        self.log.append(method)
        for number, fault, methods in self._plans:
            counted = [one for one in self.log if not methods or one in methods]
            if (not methods or method in methods) and number in (0, len(counted)):
                self.happened.append((method, fault))
                return self._before(method, fault)
        return None

    def _before(self, method: str, fault: Fault) -> Fault | None:
        if fault is Fault.FAIL:
            raise self.error()
        if fault is Fault.CRASH_BEFORE:
            raise Crash(method)
        if fault is Fault.LATE:
            self.late(method)
            return None
        return fault

    def leave(self, method: str, fault: Fault | None) -> None:
        """Raise what comes after the call."""
        if fault is Fault.CRASH_AFTER:
            raise Crash(method)
        if fault is Fault.LOSE:
            raise self.error()


class FaultyConnector:
    """Any connector, with faults."""

    def __init__(self, inner: Connector, faults: Faults) -> None:
        self.inner = inner
        self.faults = faults

    @property
    def calls(self) -> int:
        return self.inner.calls

    @calls.setter
    def calls(self, value: int) -> None:
        self.inner.calls = value

    def check(self) -> AccountCheck:
        return self._plain("check")

    def tables(self) -> Sequence[TableInfo]:
        return self._plain("tables")

    def schema(self, table: str) -> TableSchema:
        return self._plain("schema", table)

    def capabilities(self, table: str) -> Capabilities:
        return self._plain("capabilities", table)

    def server_time(self) -> dt.datetime | None:
        return self._plain("server_time")

    def listing(self, selection: Selection) -> Iterator[Page]:
        yield from self._pages(self.inner.listing(selection))

    def changes(self, selection: Selection, cursor: str) -> Iterator[Page]:
        yield from self._pages(self.inner.changes(selection, cursor))

    def read(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Record]:
        return self._plain("read", selection, refs)

    def find(self, selection: Selection, criteria: Mapping[str, Value], since: dt.datetime | None) -> Sequence[Record]:
        return self._plain("find", selection, criteria, since)

    def adopt(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Ref]:
        return self._plain("adopt", selection, refs)

    def write(self, selection: Selection, batch: Sequence[Write], prepared: Prepared) -> Sequence[Outcome]:
        fault = self.faults.enter("write")

        def announce(index: int, ref: Ref) -> None:
            coming = self.faults.enter("prepared")
            prepared(index, ref)
            self.faults.leave("prepared", coming)

        if fault is Fault.HALF:
            half = list(self.inner.write(selection, batch[: len(batch) // 2], announce))
            return half + [Outcome(OutcomeStatus.RETRY)] * (len(batch) - len(half))
        outcomes = self.inner.write(selection, batch, announce)
        if fault is Fault.LOSE:
            return [Outcome(OutcomeStatus.UNKNOWN) for _ in outcomes]
        self.faults.leave("write", fault)
        return outcomes

    def close(self) -> None:
        self.inner.close()

    def _plain(self, method: str, *arguments: Any) -> Any:
        fault = self.faults.enter(method)
        answer = getattr(self.inner, method)(*arguments)
        self.faults.leave(method, fault)
        return answer

    def _pages(self, pages: Iterator[Page]) -> Iterator[Page]:
        cut = False
        while True:
            fault = self.faults.enter("page")
            if cut:
                raise self.faults.error()
            page = next(pages, None)
            self.faults.leave("page", fault)
            if page is None:
                return
            cut = fault is Fault.HALF
            yield page
