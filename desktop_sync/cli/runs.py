"""pairs, plan, run: what a run would do, and doing it."""

import shlex
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit, Output, plural, shown
from desktop_sync.cli.parser import Commands
from desktop_sync.errors import Cancelled, DesktopSyncError, UsageError

if TYPE_CHECKING:
    from threading import Event

    from desktop_sync.model.plan import Operation, Pairing
    from desktop_sync.model.report import Counts, PlanReport, RunReport

PAIRING_WORDS = {
    "sure": "sure pairs",
    "likely": "likely pairs",
    "ambiguous": "ambiguous",
    "duplicate": "duplicates within a side",
    "only_a": "only in A",
    "only_b": "only in B",
}


def register(commands: Commands) -> None:
    """The commands of this module."""
    pairs = commands.add(
        "pairs", _pairs, "how the first run would pair records: sure, likely, ambiguous, only in A or B"
    )
    pairs.add_argument("name", metavar="NAME", help="the sync's name")
    pair = commands.add("pair", _pair, "says that two records are the same thing; the next run pairs them")
    pair.add_argument("name", metavar="NAME", help="the sync's name")
    pair.add_argument("--a", metavar="ID", required=True, help="the record of A, as `pairs --json` lists it (needed)")
    pair.add_argument("--b", metavar="ID", required=True, help="the record of B, as `pairs --json` lists it (needed)")
    unpair = commands.add(
        "unpair", _unpair, "parts a pair, or leaves a record on its own; both systems stay as they are"
    )
    unpair.add_argument("name", metavar="NAME", help="the sync's name")
    unpair.add_argument(
        "--record",
        metavar="a:ID",
        required=True,
        help="the record: its side (a or b), a colon, its identity there (needed)",
    )
    unpair.add_argument(
        "--take-in", action="store_true", help="the other way: a record that was left on its own is matched again"
    )
    merge = commands.add(
        "merge",
        _merge,
        "makes duplicates of one side one: fills the kept record, deletes the others; `undo` takes it back",
    )
    merge.add_argument("name", metavar="NAME", help="the sync's name")
    merge.add_argument(
        "--record",
        metavar="a:ID",
        action="append",
        required=True,
        help="a record to merge, given twice or more: its side (a or b), a colon, its identity there (needed)",
    )
    merge.add_argument("--keep", metavar="ID", help="the record to keep; left out: the fullest")
    merge.add_argument(
        "--take",
        metavar="FIELD=ID",
        action="append",
        default=[],
        help="whose value of a field to keep; may be repeated",
    )
    merge.add_argument("--plan", action="store_true", help="only say what would be written")
    plan = commands.add("plan", _plan, "the exact operations that a run would make, with reasons; writes nothing")
    plan.add_argument("name", metavar="NAME", help="the sync's name")
    plan.add_argument("--full", action="store_true", help="compare everything, not only what changed")
    run = commands.add("run", _run, "runs syncs: those named, else all that are active")
    run.add_argument("names", metavar="NAME", nargs="*", help="the syncs' names")
    run.add_argument("--full", action="store_true", help="compare everything, not only what changed")
    run.add_argument("--approve", action="store_true", help="let a guarded plan or the first pairing through")


# -- pairs


def _pairs(context: Context) -> Exit:
    from desktop_sync.cli.shapes import pairing_shape

    name = context.services.syncs.get(context.options.name).definition.name
    with context.stoppable() as stop:
        found = context.services.runner.pairs(name, progress=context.output.progress, cancel=stop)
    counts = Counter(one.kind.value for one in found)
    totals = {kind: counts.get(kind, 0) for kind in PAIRING_WORDS}
    data = {"sync": name, "counts": totals, "pairs": [pairing_shape(one) for one in found]}
    context.output.result(data, _pairing_lines(context.output, found, totals))
    return Exit.OK


def _pairing_lines(output: Output, found: "Iterable[Pairing]", totals: dict[str, int]) -> Iterable[str]:
    rows = [
        (PAIRING_WORDS[one.kind.value], _who(one.a_refs, one.a_label), _who(one.b_refs, one.b_label), _because(one))
        for one in found
    ]
    if rows:
        yield from output.table(("", "A", "B", "why"), rows)
        yield ""
    yield ", ".join(f"{count} {PAIRING_WORDS[kind]}" for kind, count in totals.items())


def _who(refs: Iterable[str], label: str) -> str:
    return " ".join(part for part in (", ".join(refs), f"({label})" if label else "") if part)


def _because(pairing: "Pairing") -> str:
    return pairing.reason or (f"same {' and '.join(pairing.key)}" if pairing.key else "")


def _pair(context: Context) -> Exit:
    from desktop_sync.model.record import Ref

    options = context.options
    name = context.services.pairing.pair(options.name, Ref(options.a), Ref(options.b))
    words = [
        f"{options.a} of A and {options.b} of B are the same thing.",
        f"The next run pairs them: desktop-sync run {shlex.quote(name)}",
    ]
    context.output.result({"sync": name, "paired": {"a": options.a, "b": options.b}}, words)
    return Exit.OK


def _unpair(context: Context) -> Exit:
    from desktop_sync.cli.history import record

    name = context.services.syncs.get(context.options.name).definition.name
    side, ref = record(context.options.record)
    if context.options.take_in:
        context.services.pairing.take_in(name, side, ref)
        words = "It is matched again, like any other record, by the next run."
        context.output.result({"sync": name, "taken_in": {side: ref}, "message": words}, [words])
        return Exit.OK
    done = context.services.pairing.unpair(name, side, ref)
    data = {"sync": name, "unpaired": {"a": done.a_ref, "b": done.b_ref}, "message": done.sentence}
    context.output.result(data, [done.sentence])
    return Exit.OK


def _merge(context: Context) -> Exit:
    from desktop_sync.cli.history import record
    from desktop_sync.cli.travel import told
    from desktop_sync.engine.merging import Wanted
    from desktop_sync.model.record import Ref

    options, merging = context.options, context.services.merging
    name = context.services.syncs.get(options.name).definition.name
    found = [record(one) for one in options.record]
    side = found[0][0]
    if any(one != side for one, _ in found):
        raise UsageError("duplicates are records of one side", place="--record")
    take = {}
    for one in options.take:
        field, equals, ref = one.partition("=")
        if not equals:
            raise UsageError(f"“{one}” is no field and record; write FIELD=ID", place="--take")
        take[field] = Ref(ref)
    with context.stoppable() as stop:
        refs = tuple(dict.fromkeys(ref for _, ref in found))
        keep = merging.look(name, side, refs, Ref(options.keep) if options.keep else None, stop).proposal.keep
        wanted = Wanted(keep, tuple(ref for ref in refs if ref != keep), take)
        done = merging.merge(name, side, wanted, dry=options.plan, progress=context.output.progress, cancel=stop)
    return told(context, done)


# -- plan


def _plan(context: Context) -> Exit:
    from desktop_sync.cli.shapes import plan_shape

    name = context.services.syncs.get(context.options.name).definition.name
    with context.stoppable() as stop:
        plan = context.services.runner.plan(
            name, full=context.options.full, progress=context.output.progress, cancel=stop
        )
    context.output.result(plan_shape(plan), _plan_lines(plan))
    if plan.operations or plan.first_pairing:
        return Exit.TO_DO
    return Exit.WAITING if plan.conflicts or plan.guards or plan.holds else Exit.OK


def operation_lines(operation: "Operation") -> Iterable[str]:
    """One operation, field by field with reasons."""
    who = f" {shown(operation.ref)}" if operation.ref else ""
    label = f" “{shown(operation.label)}”" if operation.label else ""
    reason = f" – {operation.reason}" if operation.reason else ""
    yield f"{operation.kind.value} in {operation.side.upper()}{who}{label}{reason}"
    for one in operation.changes:
        old = f"{shown(one.old)} → " if operation.kind.value != "create" else ""
        rule = f"   ({one.rule})" if one.rule else ""
        yield f"    {one.name}: {old}{shown(one.new)}{rule}"


def _plan_lines(plan: "PlanReport") -> Iterable[str]:
    for operation in plan.operations:
        yield from operation_lines(operation)
    for wait in plan.waiting:
        yield f"“{wait.field}” of {shown(wait.label or wait.ref)} in {wait.side.upper()}: {shown(wait.message)}"
    for conflict in plan.conflicts:
        who = shown(conflict.label or conflict.a_ref)
        yield f"conflict in “{conflict.field}” of {who}: A {shown(conflict.a)}, B {shown(conflict.b)}"
    if plan.operations or plan.conflicts or plan.waiting:
        yield ""
    counts = Counter(f"{one.kind.value} in {one.side.upper()}" for one in plan.operations)
    yield ", ".join(f"{count} × {what}" for what, count in counts.items()) or "Nothing to write."
    if plan.first_pairing:
        yield f"This is the first pairing ({plural(plan.paired, 'pair')}): look at it, then run with --approve."
    for guard in plan.guards:
        yield f"Waits for approval: {guard.message}"
    if plan.conflicts or plan.holds:
        yield f"{plural(len(plan.conflicts), 'conflict')} and {plural(plan.holds, 'hold')} wait for you."
    yield "Nothing has been written."


# -- run


_ROUNDS = 10
"""How often syncs are run again because others brought what they waited for; the rest goes on with the next run."""


def _run(context: Context) -> Exit:
    runs: list[dict[str, Any]] = []
    codes: list[Exit] = [Exit.OK]
    names = _chosen(context, codes)
    last: dict[str, Exit] = {}
    with context.stoppable() as stop:
        wanted = context.services.syncs.ordered(names)
        for _ in range(_ROUNDS):
            for name in wanted:
                if stop.is_set():
                    break
                last[name], shape = _run_one(context, name, stop)
                runs.append(shape)
            wanted = [] if stop.is_set() else context.services.syncs.going_on(names)
            if not wanted:
                break
        codes += last.values()
        if stop.is_set():
            context.output.note("Stopped; what was confirmed stays.")
            codes.append(Exit.FAILED)
        if not stop.is_set():
            context.services.backups.step()  # a schedule of the system's may run this command only
    context.output.result({"runs": runs})
    return worst(codes)


def _chosen(context: Context, codes: list[Exit]) -> list[str]:
    syncs = context.services.syncs
    if context.options.names:
        # All names are looked up before the first run: a misspelt one must not show up half-way.
        found = [syncs.get(name) for name in context.options.names]
        for one in found:
            if (paused := context.services.pauses.refusal(one)) is not None:
                raise paused
        return list(dict.fromkeys(one.definition.name for one in found))
    chosen = []
    for status in syncs.statuses():
        if status.state == "active":
            chosen.append(status.name)
            continue
        context.output.note(f"“{status.name}” is {status.state} and was left out. {status.reason}".rstrip())
        if status.state == "suspended":
            codes.append(Exit.WAITING)
    if not chosen and len(codes) == 1:
        context.output.note("There is no active sync to run.")
    return chosen


def _run_one(context: Context, name: str, stop: "Event") -> tuple[Exit, dict[str, Any]]:
    """One sync, isolated: what goes wrong with it is in its entry and stops no other."""
    from desktop_sync.cli.shapes import run_shape
    from desktop_sync.engine.runs import note
    from desktop_sync.model.report import RunReport, RunStatus

    options = context.options
    try:
        services = context.services
        if options.approve:
            services.backups.before(name)
        report = services.runner.run(
            name, full=options.full, approve=options.approve, progress=context.output.progress, cancel=stop
        )
        note(context.services.audit, report, approved=options.approve)
    except UsageError:
        raise
    except Cancelled as error:
        report = RunReport(id=0, sync=name, status=RunStatus.FAILED, error=error.what)
    except DesktopSyncError as error:
        # Busy or a store that can't be written just now: the other syncs may still go.
        report = RunReport(id=0, sync=name, status=RunStatus.FAILED, error=str(error), advice=error.advice)
    if context.output.as_json:
        _notes(context.output, report)
    else:
        context.output.result({}, run_lines(report))
    return run_exit(report), run_shape(report)


def run_exit(report: "RunReport") -> Exit:
    """The exit code of one run."""
    from desktop_sync.model.report import RunStatus

    return {RunStatus.OK: Exit.OK, RunStatus.WAITING: Exit.WAITING}.get(report.status, Exit.FAILED)


def worst(codes: Iterable[Exit]) -> Exit:
    """The code to end with: failed before waiting before done."""
    found = set(codes)
    return next((code for code in (Exit.FAILED, Exit.WAITING) if code in found), Exit.OK)


def _notes(output: Output, report: "RunReport") -> None:
    if report.error:
        output.problem(report.sync, report.error, report.advice)


def run_lines(report: "RunReport") -> Iterable[str]:
    """A run in words: status, the account of both sides, what waits."""
    words = {"ok": "done", "waiting": "done, something waits for you", "failed": "failed"}
    number = f" (run {report.id})" if report.id else ""
    yield f"{report.sync}: {words.get(report.status.value, report.status.value)}{number}, {report.seconds:.1f} s"
    if report.error and not report.guards:
        yield f"  {report.error}"
    if report.advice:
        yield f"  → {report.advice}"
    for notice in report.notices:
        yield f"  {notice}"
    for guard in report.guards:
        yield f"  {'Waits for approval' if report.error else 'Approved'}: {guard.message}"
    for side, counts in (("A", report.a), ("B", report.b)):
        if report.id:
            yield f"  {side}: {account_words(counts)}"
    if report.conflicts:
        yield f"  {plural(report.conflicts, 'conflict')} to decide: desktop-sync conflicts"
    if report.holds:
        yield f"  {plural(report.holds, 'hold')} to look at: desktop-sync holds"


def account_words(counts: "Counts") -> str:
    """The account of one side in a line; parts that are 0 are left out."""
    parts = [f"{count} {name}" for name, count in counts.as_json().items() if count and name != "seen"]
    gap = "" if counts.closes else "  — the sum does not close"
    return f"{counts.seen} seen" + (f" = {' + '.join(parts)}" if parts else "") + gap
