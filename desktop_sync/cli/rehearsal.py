"""rehearse and check: what would become of both systems, and whether they are in step."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit, plural, shown
from desktop_sync.cli.parser import Commands
from desktop_sync.cli.runs import account_words, operation_lines
from desktop_sync.errors import UsageError

if TYPE_CHECKING:
    from desktop_sync.model.check import Comparison, Difference, Rehearsal, SideCheck, WhatIf

BECAUSE = {
    "conflict": "wait for a decision",
    "hold": "are held",
    "pending": "wait for the next run",
    "rule": "are left apart by the sync's rules",
    "unexplained": "differ and nothing explains why",
}
_SHOWN = 20
"""Lines of a list in words; --json has more."""


def register(commands: Commands) -> None:
    """The commands of this module."""
    rehearse = commands.add(
        "rehearse",
        _rehearse,
        "runs a sync on encrypted copies of both sides and tells the end; writes nothing real",
        "Needs room in the workspace's folder for a copy of both sides, which is removed at the end.",
    )
    rehearse.add_argument("name", metavar="NAME", help="the sync's name")
    rehearse.add_argument("--rounds", metavar="N", type=int, default=2, help="how many runs, one after another (2)")
    rehearse.add_argument(
        "--with", dest="file", metavar="FILE", help="with this sync file in the place of the saved one"
    )
    check = commands.add(
        "check", _check, "compares both sides whole, with checksums, and says what differs and why; writes nothing"
    )
    check.add_argument("name", metavar="NAME", nargs="?", help="the sync's name")
    check.add_argument("--limit", metavar="COUNT", type=int, default=100, help="name at most so many differences (100)")
    check.add_argument(
        "--at", metavar="TIME", help="check each sync once a day at this local time (03:00); “off”: never"
    )


# -- rehearse


def _rehearse(context: Context) -> Exit:
    from desktop_sync.cli.syncs import read_file
    from desktop_sync.engine.scratching import Watch  # late: only for commands that look at systems

    options, services = context.options, context.services
    name = services.syncs.get(options.name).definition.name
    definition = services.syncs.parse(read_file(options.file), options.file) if options.file else None
    with context.stoppable() as stop:
        told = services.rehearser.rehearse(
            name, definition=definition, rounds=options.rounds, watch=Watch(stop, context.output.progress)
        )
    context.output.result(rehearsal_shape(told), _rehearsal_lines(told))
    if not told.converges or any(one.status.value == "failed" for one in told.rounds):
        return Exit.FAILED
    return Exit.OK if told.end.in_step else Exit.WAITING


def rehearsal_shape(told: "Rehearsal") -> dict[str, Any]:
    """`rehearse --json`."""
    from desktop_sync.cli.shapes import conflict_shape, operation_shape, run_shape

    return {
        "sync": told.sync,
        "converges": told.converges,
        "quiet": told.quiet,
        "copied": {"a": told.copied_a, "b": told.copied_b},
        "rounds": [run_shape(one) for one in told.rounds],
        "counts": dict(told.counts),
        "operations": [operation_shape(one) for one in told.operations],
        "again": [operation_shape(one) for one in told.again],
        "conflicts": [conflict_shape(one, told.sync) for one in told.conflicts],
        "guards": [{"code": one.code, "message": one.message} for one in told.guards],
        "end": comparison_shape(told.end),
        "notes": list(told.notes),
    }


def _rehearsal_lines(told: "Rehearsal") -> Iterable[str]:
    yield f"{told.sync}: rehearsed on copies of {told.copied_a} records of A and {told.copied_b} of B"
    for number, report in enumerate(told.rounds, 1):
        yield f"  Run {number}: {report.status.value}, {report.written} written"
        if report.error:
            yield f"    {report.error}"
        for side, counts in (("A", report.a), ("B", report.b)):
            yield f"    {side}: {account_words(counts)}"
    for operation in told.operations[:_SHOWN]:
        yield from (f"  {line}" for line in operation_lines(operation))
    for guard in told.guards:
        yield f"  Would wait for approval: {guard.message}"
    for note in told.notes:
        yield f"  Note: {note}"
    yield from _comparison_lines(told.end)
    if told.again:
        yield "  A run after it writes again, though nobody had edited anything:"
        for operation in told.again[:_SHOWN]:
            yield from (f"    {line}" for line in operation_lines(operation))
    yield (
        "Both sides end in step."
        if told.converges and told.end.in_step
        else ("Both sides end in step, but for what waits." if told.converges else "Both sides do NOT end in step.")
    )
    yield "Nothing real has been written."


# -- check


def _check(context: Context) -> Exit:
    from desktop_sync.engine.scratching import Watch  # late, as above

    options, services = context.options, context.services
    if options.at is not None:
        services.checks.set_at(options.at)
        context.output.note(
            f"Checks are made at {options.at}." if options.at != "off" else "No check is made by itself."
        )
    if options.name is None:
        if options.at is None:
            raise UsageError("Which sync? desktop-sync check NAME", advice="desktop-sync sync list shows the syncs.")
        context.output.result({"at": services.checks.at})
        return Exit.OK
    name = services.syncs.get(options.name).definition.name
    with context.stoppable() as stop:
        found = services.checks.check(name, limit=options.limit, watch=Watch(stop, context.output.progress))
    context.output.result(check_shape(found, services.checks.at), _check_lines(found))
    report = found.report
    if report is None or report.status.value == "failed":
        if report is not None and context.output.as_json and report.error:
            context.output.problem(name, report.error, report.advice)
        return Exit.FAILED
    return Exit.OK if found.in_step else Exit.WAITING


def check_shape(found: "Comparison", at: str) -> dict[str, Any]:
    """`check --json`."""
    from desktop_sync.cli.shapes import past_run_shape

    return comparison_shape(found) | {"run": past_run_shape(found.report) if found.report else None, "at": at}


def comparison_shape(found: "Comparison") -> dict[str, Any]:
    """Both sides compared."""
    return {
        "sync": found.sync,
        "in_step": found.in_step,
        "a": _side_shape(found.a),
        "b": _side_shape(found.b),
        "because": {reason.value: count for reason, count in found.because.items()},
        "differences": [_difference_shape(one) for one in found.differences],
        "duplicates": [{"side": one.side, "key": list(one.key), "ids": list(one.refs)} for one in found.duplicates],
    }


def _side_shape(side: "SideCheck") -> dict[str, Any]:
    return {
        "records": side.records,
        "linked": side.linked,
        "equal": side.equal,
        "differing": side.differing,
        "missing": side.missing,
        "duplicates": side.duplicates,
        "checksum": side.checksum,
        "agreed": side.agreed,
    }


def _difference_shape(one: "Difference") -> dict[str, Any]:
    return {
        "because": one.because.value,
        "a_id": one.a_ref,
        "b_id": one.b_ref,
        "fields": list(one.fields),
        "label": one.label,
    }


def _check_lines(found: "Comparison") -> Iterable[str]:
    report = found.report
    if report is not None and report.error:
        yield f"{found.sync}: {report.error}"
        yield f"  → {report.advice}"
    else:
        yield f"{found.sync}: {'in step' if found.in_step else 'not everything is in step'}"
    yield from _comparison_lines(found)


def _comparison_lines(found: "Comparison") -> Iterable[str]:
    for name, side in (("A", found.a), ("B", found.b)):
        yield (
            f"  {name}: {plural(side.records, 'record')}, {side.equal} equal, {side.differing} differ, {side.missing} missing,"
            f" {side.duplicates} match keys more than once; checksum {side.checksum[:16]}, of what agrees {side.agreed[:16]}"
        )
    for reason, count in found.because.items():
        yield f"  {count} {BECAUSE[reason.value]}"
    for one in found.differences[:_SHOWN]:
        fields = f": {', '.join(one.fields)}" if one.fields else ""
        who = f" “{shown(one.label)}”" if one.label else ""
        yield f"    {one.because.value}: A {shown(one.a_ref)}, B {shown(one.b_ref)}{who}{fields}"
    for double in found.duplicates[:_SHOWN]:
        yield f"    the same {' and '.join(double.key)} in {double.side.upper()}: {', '.join(shown(ref) for ref in double.refs)}"


# -- what-if, for `sync apply`


def what_if_shape(told: "WhatIf") -> dict[str, Any]:
    """`what_if` of `sync apply --what-if --json`."""
    from desktop_sync.cli.shapes import conflict_shape, operation_shape

    return {
        "counts": dict(told.counts),
        "before": dict(told.before),
        "fields": {name: {"a": a, "b": b} for name, (a, b) in told.fields.items()},
        "samples": [operation_shape(one) for one in told.samples],
        "conflicts": {"count": told.conflict_count, "samples": [conflict_shape(c, told.sync) for c in told.conflicts]},
        "holds": told.holds,
        "paired": told.paired,
        "guards": [{"code": one.code, "message": one.message} for one in told.guards],
        "enters": {"a": told.enters.get("a", 0), "b": told.enters.get("b", 0)},
        "leaves": {"a": told.leaves.get("a", 0), "b": told.leaves.get("b", 0)},
        "entering": [{"side": side, "id": ref, "label": label} for side, ref, label in told.entering],
        "leaving": [{"side": side, "id": ref, "label": label} for side, ref, label in told.leaving],
    }


def what_if_lines(told: "WhatIf") -> Iterable[str]:
    """The same in words."""
    yield "The next run would then:" if told.counts else "The next run would then write nothing."
    for key in sorted({*told.counts, *told.before}):
        side, kind = key.split(".")
        anyway = f" ({told.before[key]} without the change)" if key in told.before else ""
        yield f"  {kind} {told.counts.get(key, 0)} in {side.upper()}{anyway}"
    for name, (a, b) in told.fields.items():
        yield f"  {name}: {a} in A, {b} in B"
    for word, counts, some in (("enter", told.enters, told.entering), ("leave", told.leaves, told.leaving)):
        for side, count in counts.items():
            labels = ", ".join(shown(label or ref) for where, ref, label in some if where == side)
            yield f"  {count} {word} the selection of {side.upper()}: {labels}"
    for operation in told.samples:
        yield from (f"  {line}" for line in operation_lines(operation))
    for guard in told.guards:
        yield f"  Would wait for approval: {guard.message}"
    if told.conflict_count or told.holds:
        yield f"  {plural(told.conflict_count, 'conflict')} and {plural(told.holds, 'hold')} would wait."
