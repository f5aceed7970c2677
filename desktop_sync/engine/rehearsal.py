"""A rehearsal: the real engine, all its steps, on copies of both sides; nothing real is written.

The copies and a copy of what the workspace remembers are in a scratch (`sync.scratch`). What only the systems know is not
rehearsed: defaults, triggers, and filters in a system's own language, which are kept as they chose when the copy was made.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from desktop_sync.engine.comparing import Comparer
from desktop_sync.engine.context import OpenSide, ProgressSink
from desktop_sync.engine.copies import CopiedTable, CopyAccounts, CopyConnectors, copied_fields, copy_table
from desktop_sync.engine.opening import open_run
from desktop_sync.engine.ports import Ports
from desktop_sync.engine.redefine import save_definition
from desktop_sync.engine.runner import Runner
from desktop_sync.engine.scratching import Watch, begin, named_sync, on_scratch
from desktop_sync.errors import UsageError
from desktop_sync.model.check import Rehearsal
from desktop_sync.model.plan import Operation
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.report import Phase, RunReport, RunStatus
from desktop_sync.model.sync import StoredSync, SyncDefinition
from desktop_sync.sync.scratch import Scratch, Scratches

ROUNDS = 2
_KEY = b"rehearsal"
"""Of checksums that are compared with each other only."""


class Rehearser:
    """Rehearses syncs. Any thread; reads both systems, writes nothing but the scratch."""

    def __init__(self, ports: Ports, scratches: Scratches) -> None:
        self._ports = ports
        self._scratches = scratches

    def rehearse(
        self,
        name: str,
        *,
        definition: SyncDefinition | None = None,
        rounds: int = ROUNDS,
        limit: int = 100,
        watch: Watch | None = None,
    ) -> Rehearsal:
        """Run the sync (with `definition` in the place of the saved one) so many times on copies, and compare the end.

        `limit`: how many operations, conflicts and differences are told. Raises Busy while the sync runs, UsageError, and what reading raises.
        """
        if rounds < 1:
            raise UsageError("a rehearsal needs a round at least")
        watch = watch or Watch.of(None, None)
        sync = named_sync(self._ports, name)
        with ExitStack() as stack:
            with self._ports.journal.lock(
                sync.id
            ):  # a run meanwhile would make the copies contradict what is remembered
                scratch = stack.enter_context(self._scratches.open(sync.id))
                sync = self._defined(scratch, sync, definition)
                tables, counts = self._copy(scratch, sync, watch)
            ports = self._on_copies(scratch, sync, tables)
            reports = self._rounds(ports, sync, rounds, watch)
            return self._told(ports, scratch, sync, reports, counts, limit, watch)

    def _defined(self, scratch: Scratch, sync: StoredSync, definition: SyncDefinition | None) -> StoredSync:
        if definition is not None:
            if definition.name.casefold() != sync.definition.name.casefold():
                raise UsageError(f"the file is about “{definition.name}”, not “{sync.definition.name}”")
            save_definition(on_scratch(self._ports, scratch), definition, "")
        found = scratch.syncs.by_id(sync.id)
        assert found is not None
        a, b = found.definition.a, found.definition.b
        if (a.account, a.table) == (b.account, b.table):
            raise UsageError(
                "a sync of a table with itself can't be rehearsed: its two copies would not know of each other"
            )
        return found

    def _copy(
        self, scratch: Scratch, sync: StoredSync, watch: Watch
    ) -> tuple[Mapping[tuple[str, str], CopiedTable], Mapping[Side, int]]:
        tables: dict[tuple[str, str], CopiedTable] = {}
        counts: dict[Side, int] = {}
        with ExitStack() as stack:
            ctx = open_run(on_scratch(self._ports, scratch), sync, stack, 0, watch.cancel, watch.progress)
            for side in SIDES:
                one = ctx.open_side(side)

                def told(count: int, side: Side = side) -> None:
                    ctx.tell(Phase.READING, count, None, side)

                counts[side] = copy_table(scratch, side, one.connector, one.selection, told)
                tables[one.spec.account, one.spec.table] = _copied(one)
        return tables, counts

    def _on_copies(self, scratch: Scratch, sync: StoredSync, tables: Mapping[tuple[str, str], CopiedTable]) -> Ports:
        return dataclasses.replace(
            on_scratch(self._ports, scratch),
            connectors=CopyConnectors(tables, scratch, self._ports.clock),
            accounts=CopyAccounts([sync.definition.side(side).account for side in SIDES]),
        )

    def _rounds(self, ports: Ports, sync: StoredSync, rounds: int, watch: Watch) -> list[RunReport]:
        reports: list[RunReport] = []
        runner = Runner(ports)
        for _ in range(rounds):  # all of them full: what is wrong must show now, not at the next full comparison
            report = runner.run(
                sync.definition.name, full=True, approve=True, progress=watch.progress, cancel=watch.cancel
            )
            reports.append(report)
            if report.status is RunStatus.FAILED:
                break
        return reports

    def _told(
        self,
        ports: Ports,
        scratch: Scratch,
        sync: StoredSync,
        reports: Sequence[RunReport],
        copied: Mapping[Side, int],
        limit: int,
        watch: Watch,
    ) -> Rehearsal:
        with ExitStack() as stack:
            run_id = begin(ports.journal, sync, ports.clock)
            ctx = open_run(ports, sync, stack, run_id, watch.cancel, watch.progress)
            end = Comparer(ctx, scratch, _KEY, limit).compare().comparison
        first, veil = reports[0], ports.veil(sync.definition)
        again: list[Operation] = []
        for report in reports[1:]:
            again += _operations(ports, sync, report, limit - len(again))
        return Rehearsal(
            sync.definition.name,
            tuple(dataclasses.replace(report, id=0) for report in reports),
            end,
            _counts(first),
            tuple(veil.operation(one) for one in _operations(ports, sync, first, limit)),
            tuple(veil.operation(one) for one in again),
            tuple(veil.conflict(one) for one in ports.journal.conflicts(sync.id)[:limit]),
            first.guards,
            copied["a"],
            copied["b"],
            tuple(_notes(sync.definition)),
        )


def _copied(one: OpenSide) -> CopiedTable:
    has_clock = one.connector.server_time() is not None
    return CopiedTable(
        one.side, one.schema, one.capabilities, copied_fields(one.selection), one.skew if has_clock else None
    )


def _operations(ports: Ports, sync: StoredSync, report: RunReport, limit: int) -> Sequence[Operation]:
    if limit <= 0 or not report.written:
        return ()
    return sorted(ports.journal.history(sync.id, run_id=report.id, limit=limit), key=lambda one: one.id)


def _counts(report: RunReport) -> dict[str, int]:
    sides = (("a", report.a), ("b", report.b))
    found = {
        f"{s}.{k}": n
        for s, c in sides
        for k, n in (("create", c.created), ("update", c.updated), ("delete", c.deleted))
    }
    return {key: count for key, count in found.items() if count}


def _notes(definition: SyncDefinition) -> list[str]:
    return [
        f"The filter of {spec.account} · {spec.table} is in its own language: it chose the records that were copied, but was not asked again."
        for spec in (definition.a, definition.b)
        if spec.filter
    ]


__all__ = ["ROUNDS", "ProgressSink", "Rehearser"]
