"""conflicts, resolve, holds, retry, dismiss: what waits for a person, and deciding it."""

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit, plural, shown
from desktop_sync.cli.parser import Commands
from desktop_sync.errors import UsageError

if TYPE_CHECKING:
    from desktop_sync.model.plan import Conflict, Resolution, Take

TAKES = ("a", "b", "base")


def register(commands: Commands) -> None:
    """The commands of this module."""
    conflicts = commands.add("conflicts", _conflicts, "fields that were changed on both sides and wait for a decision")
    conflicts.add_argument("name", metavar="NAME", nargs="?", help="only those of this sync")
    resolve = commands.add("resolve", _resolve, "decides a conflict, or all of a sync; the next run carries it out")
    resolve.add_argument("id", metavar="ID", nargs="?", type=int, help="the conflict, as `conflicts` lists it")
    resolve.add_argument("--all", metavar="NAME", help="all open conflicts of this sync")
    resolve.add_argument(
        "--take", choices=TAKES, help="whose value to take: A's, B's, or the one of the last agreement"
    )
    resolve.add_argument("--value", metavar="JSON", help="a value of your own, as JSON")
    resolve.add_argument(
        "--always", action="store_true", help="with --take a or b: from now on decide this field so by itself"
    )
    holds = commands.add("holds", _holds, "records and fields set aside, with cause and remedy")
    holds.add_argument("name", metavar="NAME", nargs="?", help="only those of this sync")
    retry = commands.add("retry", _retry, "tries a hold again at the next run, or all of a sync")
    retry.add_argument("id", metavar="ID", nargs="?", type=int, help="as `holds` lists it")
    retry.add_argument("--all", metavar="NAME", help="all holds of this sync, but for dismissed ones")
    dismiss = commands.add("dismiss", _dismiss, "leaves a hold aside until its record changes")
    dismiss.add_argument("id", metavar="ID", type=int, help="as `holds` lists it")


def _named(context: Context) -> str | None:
    """The sync that the list is narrowed to, by its right name."""
    name = context.options.name
    return None if name is None else context.services.syncs.get(name).definition.name


def _conflicts(context: Context) -> Exit:
    from desktop_sync.cli.shapes import conflict_shape

    review = context.services.review
    found = review.conflicts(_named(context))
    names = {one.sync_id: review.sync_name(one.sync_id) for one in found}
    shapes = [conflict_shape(one, names[one.sync_id]) for one in found]
    rows = [
        (
            one.id,
            names[one.sync_id],
            one.label or one.a_ref,
            one.field or "(the whole record)",
            *_three(one),
            _decided(one),
        )
        for one in found
    ]
    lines = ["Nothing to decide."]
    if rows:
        headers = ("id", "sync", "record", "field", "before", "A", "B", "decided")
        lines = [*context.output.table(headers, rows, right=(0,)), ""]
        lines.append("Decide with: desktop-sync resolve ID --take a|b|base, or --value JSON; then run.")
    context.output.result({"conflicts": shapes}, lines)
    return Exit.OK


def _three(conflict: "Conflict") -> Iterable[object]:
    return conflict.base, conflict.a, conflict.b


def _decided(conflict: "Conflict") -> str:
    decision = conflict.decision
    if decision is None:
        return "not yet"
    return shown(decision.value) if decision.take == "value" else f"take {decision.take}"


def _resolve(context: Context) -> Exit:
    options = context.options
    _check_choice(options)
    if options.all is not None:
        return _resolve_all(context)
    review = context.services.review
    if options.always:
        count = review.always(options.id, options.take)
        data = {"resolved": count, "take": options.take, "always": True}
        words = f"{plural(count, 'conflict')} decided; from now on side {options.take.upper()} wins in this field."
        context.output.result(data, [words, "The next run carries it out."])
        return Exit.OK
    conflict = review.resolve(options.id, _resolution(context))
    name = review.sync_name(conflict.sync_id)
    words = f"Conflict {conflict.id} in “{conflict.field}” is decided: {_decided(conflict)}."
    context.output.result(
        {"resolved": 1, "conflict": conflict.id, "sync": name, "field": conflict.field, **_decision_shape(conflict)},
        [words, f"The next run carries it out: desktop-sync run {_quoted(name)}"],
    )
    return Exit.OK


def _quoted(name: str) -> str:
    import shlex

    return shlex.quote(name)


def _decision_shape(conflict: "Conflict") -> dict[str, Any]:
    from desktop_sync.model.values import plain

    decision = conflict.decision
    if decision is None:
        return {"take": None}
    return {"take": decision.take} | ({"value": plain(decision.value)} if decision.take == "value" else {})


def _check_choice(options: argparse.Namespace) -> None:
    if (options.id is None) == (options.all is None):
        raise UsageError("Say which conflict: its ID, or --all NAME for all of a sync.")
    if (options.take is None) == (options.value is None):
        raise UsageError("Say how: --take a, --take b, --take base, or --value JSON.")
    if options.all is not None and options.value is not None:
        raise UsageError("--all goes with --take only: one value can't be right for every field.")
    if options.always and (options.all is not None or options.take not in {"a", "b"}):
        raise UsageError("--always goes with one conflict's ID and --take a or --take b.")


def _resolve_all(context: Context) -> Exit:
    take: Take = context.options.take
    name = context.services.syncs.get(context.options.all).definition.name
    count = context.services.review.resolve_all(name, take)
    words = [f"{plural(count, 'conflict')} of “{name}” decided: take {take}."]
    if count:
        words.append(f"The next run carries it out: desktop-sync run {_quoted(name)}")
    context.output.result({"resolved": count, "sync": name, "take": take}, words)
    return Exit.OK


def _resolution(context: Context) -> "Resolution":
    from desktop_sync.cli.typed import typed_value
    from desktop_sync.model.plan import Resolution

    options = context.options
    if options.take is not None:
        return Resolution(take=options.take)
    # The context raises for an id that is not open; its conflict tells the field's type.
    conflict = context.services.review.context(options.id).conflict
    return Resolution(take="value", value=typed_value(options.value, conflict.a, conflict.b, conflict.base))


def _holds(context: Context) -> Exit:
    from desktop_sync.cli.shapes import hold_shape

    review = context.services.review
    found = review.holds(_named(context))
    names = {one.sync_id: review.sync_name(one.sync_id) for one in found}
    lines: list[str] = []
    for one in found:
        where = f" · field “{one.field}”" if one.field else ""
        who = shown(one.label or one.ref)
        lines.append(
            f"{one.id}  {names[one.sync_id]} · {one.side.upper()} {who}{where} ({one.state.value}, {one.code})"
        )
        lines.append(f"    {shown(one.message)}")
        if one.words:
            lines.append(f"    The system's words: {shown(one.words)}")
        if one.remedy:
            lines.append(f"    → {one.remedy}")
    data = {"holds": [hold_shape(one, names[one.sync_id]) for one in found]}
    context.output.result(data, lines or ["Nothing is held."])
    return Exit.OK


def _retry(context: Context) -> Exit:
    options = context.options
    if (options.id is None) == (options.all is None):
        raise UsageError("Say which hold: its ID, or --all NAME for all of a sync.")
    if options.all is not None:
        name = context.services.syncs.get(options.all).definition.name
        count = context.services.review.retry_all(name)
        words = [f"{plural(count, 'hold')} of “{name}” tried again at the next run: desktop-sync run {_quoted(name)}"]
        context.output.result({"retried": count, "sync": name}, words)
        return Exit.OK
    context.services.review.retry(options.id)
    context.output.result({"retried": context.options.id}, ["It is tried again at the next run."])
    return Exit.OK


def _dismiss(context: Context) -> Exit:
    context.services.review.dismiss(context.options.id)
    context.output.result({"dismissed": context.options.id}, ["It is left aside until its record changes."])
    return Exit.OK
