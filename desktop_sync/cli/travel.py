"""correct, revert, recreate, settings, prune: a value of one's own, back in a record's history, and how long there is one."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from desktop_sync.cli.context import Context
from desktop_sync.cli.history import add_record, record
from desktop_sync.cli.output import Exit, plural, shown
from desktop_sync.cli.parser import Commands, Parser
from desktop_sync.cli.runs import operation_lines, run_exit, run_lines
from desktop_sync.errors import UsageError

if TYPE_CHECKING:
    from desktop_sync.engine.revert import Point, RestoreReport, Target


def register(commands: Commands) -> None:
    """The commands of this module."""
    correct = commands.add("correct", _correct, "gives a field a value of one's own, as if it had been typed there")
    _common(correct)
    correct.add_argument("--field", metavar="F", required=True, help="the shared field, or the side's own field name")
    correct.add_argument("--value", metavar="JSON", required=True, help="the value as JSON")
    revert = commands.add("revert", _revert, "gives a field an earlier value again, as if a person had typed it")
    _common(revert)
    revert.add_argument("--field", metavar="F", required=True, help="the shared field, or the side's own field name")
    revert.add_argument(
        "--to",
        metavar="OPERATION|TIME",
        required=True,
        help="as it was after this operation of `history` (before:OPERATION: before it), or at this time (2026-03-27T18:00)",
    )
    recreate = commands.add(
        "recreate", _recreate, "makes a record again that a run deleted, from what the history kept"
    )
    _common(recreate)
    group = commands.group("settings", "what can be set for the workspace: list, set")
    group.add("list", _list, "the settings with their values")
    change = group.add("set", _set, "changes a setting")
    change.add_argument("key", metavar="KEY", help="as `settings list` shows it")
    change.add_argument("value", metavar="VALUE", help="a whole number; 0: no limit")
    commands.add("prune", _prune, "removes the history that is older or larger than the settings say, now")


def _common(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", help="the sync's name")
    add_record(parser)
    parser.add_argument("--plan", action="store_true", help="only say what would be written")


def _target(context: Context) -> "Target":
    from desktop_sync.engine.revert import Target

    side, ref = record(context.options.record)
    return Target(context.services.syncs.get(context.options.name).definition.name, side, ref)


def point(text: str) -> "Point":
    """The point in time that `--to` names. Raises UsageError."""
    from desktop_sync.engine.revert import Point

    number = text.removeprefix("before:")
    if number.isdecimal():
        return Point(operation=int(number), before=number != text)
    try:
        time = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"“{text}” is neither an operation nor a time.",
            advice="Write 57, before:57, or a time such as 2026-03-27T18:00.",
            place="--to",
        ) from error
    return Point(time=time.astimezone())  # without a zone it is the computer's own


def _correct(context: Context) -> Exit:
    from desktop_sync.cli.typed import typed_value
    from desktop_sync.engine.why import shared_name

    target, editing = _target(context), context.services.editing
    definition = context.services.syncs.get(target.sync).definition
    name = shared_name(definition, target.side, context.options.field)
    with context.stoppable() as stop:
        value = typed_value(context.options.value, editing.present(target, cancel=stop).view.get(name))
        done = editing.put(target, name, value, dry=context.options.plan, progress=context.output.progress, cancel=stop)
    return told(context, done)


def _revert(context: Context) -> Exit:
    to = point(context.options.to)
    target = _target(context)
    with context.stoppable() as stop:
        done = context.services.revert.revert(
            target, context.options.field, to, dry=context.options.plan, progress=context.output.progress, cancel=stop
        )
    return told(context, done)


def _recreate(context: Context) -> Exit:
    target = _target(context)
    with context.stoppable() as stop:
        done = context.services.revert.recreate(
            target, dry=context.options.plan, progress=context.output.progress, cancel=stop
        )
    return told(context, done)


def told(context: Context, done: "RestoreReport") -> Exit:
    """Say what was written, or would be."""
    from desktop_sync.cli.shapes import operation_shape, run_shape

    data: dict[str, Any] = {
        "operations": [operation_shape(one) for one in done.operations],
        "left": list(done.left),
        "report": run_shape(done.report) if done.report else None,
    }
    context.output.result(data, _lines(done))
    if done.report is None:
        return Exit.TO_DO if done.operations else Exit.OK
    return run_exit(done.report)


def _lines(done: "RestoreReport") -> Iterable[str]:
    for operation in done.operations:
        yield from operation_lines(operation)
    for sentence in done.left:
        yield f"left as it is: {shown(sentence)}"
    if not done.operations:
        yield "It holds that value already."
    elif done.report is None:
        yield "Nothing has been written."
    else:
        yield from run_lines(done.report)
        yield "The next run carries it to the other side."


# -- settings


def _list(context: Context) -> Exit:
    from desktop_sync.engine import metered
    from desktop_sync.engine.retention import SETTINGS

    values: dict[str, int | str] = {**context.services.retention.values()}
    values[metered.KEY] = metered.on_metered(context.services.settings).value
    rows = [(one.key, values[one.key], one.label) for one in SETTINGS]
    rows.append(
        (metered.KEY, values[metered.KEY], "what runs by itself over a metered network: all, no_checks, nothing")
    )
    context.output.result({"settings": values}, context.output.table(("key", "value", "means"), rows, right=(1,)))
    return Exit.OK


def _set(context: Context) -> Exit:
    from desktop_sync.engine import metered

    key, text, services = context.options.key, context.options.value, context.services
    is_metered = key == metered.KEY
    value: int | str = (
        metered.choose(services.settings, services.audit, text).value
        if is_metered
        else services.retention.change(key, text)
    )
    context.output.result({"key": key, "value": value}, [f"{key} is {value} now."])
    return Exit.OK


def _prune(context: Context) -> Exit:
    with context.stoppable() as stop:

        def check() -> None:
            if stop.is_set():
                from desktop_sync.errors import Cancelled

                raise Cancelled("You asked to stop.", advice="What was removed stays removed.")

        pruned = context.services.retention.prune(check)
    words = f"{plural(pruned.removed, 'old entry', 'old entries')} removed, about {pruned.freed:,} bytes."
    context.output.result({"removed": pruned.removed, "bytes": pruned.freed}, [words])
    return Exit.OK
