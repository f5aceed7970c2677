"""runs, history, why, undo: what was done, why, and taking it back."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit, plural, shown
from desktop_sync.cli.parser import Commands, Parser
from desktop_sync.cli.runs import operation_lines, run_exit, run_lines
from desktop_sync.errors import UsageError

if TYPE_CHECKING:
    from desktop_sync.engine.undo import Part, UndoReport
    from desktop_sync.model.record import Ref, Side
    from desktop_sync.model.report import Moment


def register(commands: Commands) -> None:
    """The commands of this module."""
    runs = commands.add("runs", _runs, "past runs, newest first")
    runs.add_argument("name", metavar="NAME", nargs="?", help="only those of this sync")
    runs.add_argument("--limit", metavar="COUNT", type=int, default=100, help="at most so many (100)")
    history = commands.add(
        "history", _history, "the timeline of a record on both sides: what was written, conflicts, decisions, holds"
    )
    history.add_argument("name", metavar="NAME", help="the sync's name")
    add_record(history)
    why = commands.add("why", _why, "why a field holds what it holds: from where, by which rule, in which run")
    why.add_argument("name", metavar="NAME", help="the sync's name")
    add_record(why)
    why.add_argument("--field", metavar="F", required=True, help="the shared field, or the side's own field name")
    undo = commands.add("undo", _undo, "takes a run back, where nothing has moved since")
    undo.add_argument("run", metavar="RUN", type=int, help="the run's number, as `runs` lists it")
    undo.add_argument("--plan", action="store_true", help="only say what would be restored")
    undo.add_argument("--record", metavar="a:ID", help="only what it wrote into this record or its partner")
    undo.add_argument("--field", metavar="F", help="with --record: only this field")


def add_record(parser: Parser) -> None:
    """The option that names a record."""
    parser.add_argument(
        "--record", metavar="a:ID", required=True, help="the record: its side (a or b), a colon, its identity there"
    )


def record(text: str) -> "tuple[Side, Ref]":
    """Side and ref of "a:ID". Raises UsageError."""
    side, colon, ref = text.partition(":")
    if not colon or side.lower() not in {"a", "b"} or not ref:
        raise UsageError(
            f"“{text}” does not name a record.",
            advice="Write its side, a colon, its identity: a:42 or b:K-0007.",
            place="--record",
        )
    return cast("Side", side.lower()), cast("Ref", ref)


def _runs(context: Context) -> Exit:
    from desktop_sync.cli.shapes import past_run_shape, when

    if context.options.limit < 1:
        raise UsageError("--limit must be 1 or more.", place="--limit")
    name = context.options.name
    name = None if name is None else context.services.syncs.get(name).definition.name
    reports = context.services.review.runs(name, context.options.limit)
    rows = [
        (
            one.id,
            one.sync,
            (when(one.started_at) or "")[:19].replace("T", " "),
            one.kind.value,
            one.status.value,
            one.written,
            one.conflicts,
            one.holds,
            f"taken back by run {one.undone_by}" if one.undone_by else one.error,
        )
        for one in reports
    ]
    headers = ("run", "sync", "started (UTC)", "by", "status", "written", "conflicts", "holds", "")
    lines = context.output.table(headers, rows, right=(0, 5, 6, 7)) if rows else ["Nothing has run yet."]
    context.output.result({"runs": [past_run_shape(one) for one in reports]}, lines)
    return Exit.OK


def _history(context: Context) -> Exit:
    from desktop_sync.cli.shapes import made_shape, moment_shape

    side, ref = record(context.options.record)
    name = context.services.syncs.get(context.options.name).definition.name
    operations = context.services.review.history(name, side, ref)
    moments = context.services.review.timeline(name, side, ref)
    data = {
        "sync": name,
        "record": f"{side}:{ref}",
        "operations": [made_shape(one) for one in operations],
        "timeline": [moment_shape(one) for one in moments],
    }
    context.output.result(data, _lines(moments) if moments else ["Runs have written nothing into this record."])
    return Exit.OK


def _lines(moments: "Iterable[Moment]") -> Iterable[str]:
    from desktop_sync.cli.shapes import when

    for one in moments:
        at = (when(one.at) or "")[:19].replace("T", " ")
        run = f"  run {one.run}" if one.run else ""
        values = f" {one.field}: {shown(one.before)} → {shown(one.after)}" if one.field else ""
        if not one.operation:
            what = (
                f"in {one.side.upper()}{values}, " if one.kind == "doubted" else f"{one.field}: " if one.field else ""
            )
            yield f"{at}{run}: {shown(what)}{shown(one.words)}"
            continue
        what = f"{one.kind} in {one.side.upper()}"
        who = f", edited by {shown(one.who)}" if one.who and one.edited_at else ""
        yield f"{at}{run}, operation {one.operation}: {what}{values} ({one.words}{who})"


def _why(context: Context) -> Exit:
    from desktop_sync.cli.shapes import made_shape
    from desktop_sync.model.values import plain

    side, ref = record(context.options.record)
    name = context.services.syncs.get(context.options.name).definition.name
    why = context.services.review.why(name, side, ref, context.options.field)
    value = cast(Any, why.value)
    data = {
        "sync": name,
        "record": f"{side}:{ref}",
        "field": why.field,
        "value": plain(value),
        "sentence": why.sentence,
        "operation": made_shape(why.operation) if why.operation else None,
    }
    context.output.result(data, [f"{why.field}: {shown(value)}", shown(why.sentence)])
    return Exit.OK


def _undo(context: Context) -> Exit:
    options = context.options
    with context.stoppable() as stop:
        undo = context.services.review.undo(
            options.run, part=_part(context), dry=options.plan, progress=context.output.progress, cancel=stop
        )
    context.output.result(_undo_shape(undo), _undo_lines(undo))
    if undo.report is not None and run_exit(undo.report) is Exit.FAILED:
        return Exit.FAILED
    if undo.conflicts:
        return Exit.WAITING
    return Exit.OK if undo.report is None else run_exit(undo.report)


def _part(context: Context) -> "Part | None":
    from desktop_sync.engine.undo import Part

    options = context.options
    if options.record is None:
        if options.field is not None:
            raise UsageError("A field of which record?", advice="Add --record a:ID.", place="--field")
        return None
    return Part(*record(options.record), options.field)


def _undo_shape(undo: "UndoReport") -> dict[str, Any]:
    from desktop_sync.cli.shapes import operation_shape, run_shape

    return {
        "run": undo.run,
        "operations": [operation_shape(one) for one in undo.operations],
        "conflicts": list(undo.conflicts),
        "notes": list(undo.notes),
        "report": run_shape(undo.report) if undo.report else None,
    }


def _undo_lines(undo: "UndoReport") -> Iterable[str]:
    for operation in undo.operations:
        yield from operation_lines(operation)
    for sentence in undo.conflicts:
        yield f"left as it is: {shown(sentence)}"
    yield from undo.notes
    if undo.report is None:
        changes = plural(len(undo.operations), "change")
        yield f"Taking run {undo.run} back would make {changes}. Nothing has been written."
        return
    yield f"Run {undo.run} is taken back." if not undo.conflicts else f"Run {undo.run} is taken back as far as it goes."
    yield from run_lines(undo.report)
