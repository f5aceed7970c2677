"""Taking a run back: each value is restored where it still is what the run wrote, and named where it is not (promise I8).

Afterwards both sides rest: what was restored becomes that side's base, so that the next run neither carries it to the other
side nor writes the same thing again; a field in which the sides differ now goes on when either of them is edited. A record
that the run created is deleted again (if nobody touched it), and its source is left alone; one that it deleted is made again
and linked as before. Taking back the first pairing dissolves its links, too, and the sync waits for approval again. An undo
is a run, and can be taken back. One that was stopped in the middle can be repeated: it does the rest.
"""

import threading
from dataclasses import dataclass

from desktop_sync.engine.context import ProgressSink, RunContext
from desktop_sync.engine.links import dissolvable, dissolve, dissolved, relink, relinkable
from desktop_sync.engine.ownrun import finished, own_run, sentences
from desktop_sync.engine.ports import Ports
from desktop_sync.engine.recover import recover
from desktop_sync.engine.takeback import Outlook, TakeBack
from desktop_sync.engine.why import shared_name
from desktop_sync.errors import UsageError
from desktop_sync.model.plan import Operation
from desktop_sync.model.record import Ref, Side
from desktop_sync.model.report import RunKind, RunReport, RunStatus
from desktop_sync.model.sync import StoredSync
from desktop_sync.sync.ports import Audit


@dataclass(frozen=True)
class UndoReport:
    """What taking a run back restores (or would); `conflicts`: values that moved since and are left alone; `report`: None for a plan.

    `notes`: what happens beside writing, such as links that are dissolved.
    """

    run: int
    operations: tuple[Operation, ...]
    conflicts: tuple[str, ...] = ()
    report: RunReport | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """The part of a run that is taken back: one record, or one shared field of it."""

    side: Side
    ref: Ref
    field: str | None = None


class Undo:
    """Plans and makes undos. Any thread."""

    def __init__(self, ports: Ports, audit: Audit) -> None:
        self._ports = ports
        self._audit = audit

    def undo(
        self,
        run_id: int,
        *,
        part: Part | None = None,
        dry: bool = False,
        progress: ProgressSink | None = None,
        cancel: threading.Event | None = None,
    ) -> UndoReport:
        """Take the run (or the part of it) back, or only say what that would do. Raises UsageError, and what opening the accounts raises."""
        sync, report = self._run(run_id)
        with own_run(self._ports, sync, progress, cancel, dry=dry) as ctx:
            if not dry:
                recover(ctx)
            whole = _Whole(ctx, report) if part is None else None
            outlook = _outlook(ctx, run_id, part, alone=whole is None or not whole.first)
            notes = () if whole is None else whole.notes()
            veil = self._ports.veil(sync.definition)
            operations = tuple(veil.operation(step.operation) for step in outlook.steps)
            if dry:
                return UndoReport(run_id, operations, sentences(outlook.left), notes=notes)
            mine, tally = finished(ctx, outlook.steps, outlook.left, whole.carry_out if whole else None)
            complete = mine.status is not RunStatus.FAILED and not any(tally.failed.values())
            if whole is not None and complete:
                ctx.journal.undone(run_id, mine.id)
            left = sentences((*outlook.left, *tally.left))
            details = {"run": run_id, "by": mine.id, "written": mine.written, "left": len(left)}
            kind = "run" if part is None else "record" if part.field is None else "field"
            self._audit.record("user", "run.undo", sync.definition.name, {**details, "part": kind})
            return UndoReport(run_id, operations, left, mine, notes)

    def _run(self, run_id: int) -> tuple[StoredSync, RunReport]:
        journal = self._ports.journal
        sync_id = journal.sync_of_run(run_id)
        sync = self._ports.syncs.by_id(sync_id) if sync_id is not None else None
        report = journal.run(run_id)
        if sync is None or report is None or report.kind is RunKind.PLAN:
            raise UsageError(
                f"there is no run {run_id} that can be taken back", advice="desktop-sync runs lists the runs."
            )
        if report.undone_by is not None:
            raise UsageError(
                f"run {run_id} was taken back already, by run {report.undone_by}", advice=self._onward(report.undone_by)
            )
        if report.written and not journal.history(sync.id, run_id=run_id, limit=1):
            raise UsageError(
                f"what run {run_id} wrote is no longer in the history",
                advice="How long it is kept: desktop-sync settings list.",
            )
        return sync, report

    def _onward(self, run_id: int) -> str:
        """What to take back instead, where the undo was itself taken back."""
        last, steps = run_id, 1
        while (found := self._ports.journal.run(last)) is not None and found.undone_by is not None:
            last, steps = found.undone_by, steps + 1
        return f"What it wrote is there again since run {last}: take that back." if steps % 2 == 0 else ""


def _outlook(ctx: RunContext, run_id: int, part: Part | None, *, alone: bool) -> Outlook:
    journal, sync_id = ctx.journal, ctx.sync.id
    if part is None:
        return TakeBack(ctx, alone=alone).plan(journal.history(sync_id, run_id=run_id, limit=1_000_000))
    only = None if part.field is None else shared_name(ctx.definition, part.side, part.field)
    operations = journal.history(sync_id, side=part.side, ref=part.ref, run_id=run_id)
    if only is not None:
        operations = [one for one in operations if any(c.name == only for c in one.changes)]
    if not operations:
        raise UsageError(
            f"run {run_id} wrote nothing there", advice="desktop-sync history shows what was written, and by which run."
        )
    return TakeBack(ctx, only=only).plan(operations)


class _Whole:
    """What taking a whole run back does beside writing: links."""

    def __init__(self, ctx: RunContext, report: RunReport) -> None:
        self._ctx = ctx
        self._run_id = report.id
        self.first = ctx.sync.paired and any(one.code == "first_pairing" for one in report.guards)

    def notes(self) -> tuple[str, ...]:
        """What would happen, in words."""
        ctx, found = self._ctx, []
        if self.first:
            free, bound = dissolvable(ctx, self._run_id)
            found.append("The first pairing is taken back: the next run waits for approval again.")
            found += [f"Pairs that are dissolved: {free}."] if free else []
            found += [f"Pairs that stay, because later runs wrote to them: {bound}."] if bound else []
        count = len(relinkable(ctx, dissolved(ctx, self._run_id)))
        if count:
            found.append(f"Pairs that were dissolved and are linked again: {count}.")
        return tuple(found)

    def carry_out(self) -> None:
        """Do it, after the writes."""
        relink(self._ctx, dissolved(self._ctx, self._run_id))
        if self.first:
            dissolve(self._ctx, self._run_id)
