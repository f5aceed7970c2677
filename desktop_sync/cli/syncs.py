"""sync apply, list, show, remove, pause, resume, rebase."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_sync.bootstrap.files import read_sync_file, sync_text
from desktop_sync.cli import templates
from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit
from desktop_sync.cli.parser import Commands

if TYPE_CHECKING:
    from desktop_sync.model.report import SyncStatus
    from desktop_sync.model.sync import SyncDefinition


def register(commands: Commands) -> None:
    """The commands of this module."""
    group = commands.group("sync", "syncs and their files: apply, new, list, show, remove, pause, resume, rebase")
    apply = group.add("apply", _apply, "creates or changes a sync from its file; says first what the change would do")
    apply.add_argument("file", metavar="FILE", help="the sync file (TOML); “-” reads it from stdin")
    apply.add_argument("--dry-run", action="store_true", help="only say what the change would do")
    apply.add_argument(
        "--what-if",
        action="store_true",
        help="ask the engine how many records would change, with samples; nothing is saved",
    )
    apply.add_argument(
        "--samples", metavar="COUNT", type=int, default=5, help="with --what-if: samples of each kind (5)"
    )
    templates.register_new(group)
    group.add("list", _list, "all syncs with their state")
    for name, run, summary in (
        ("show", _show, "prints a sync's file back"),
        ("remove", _remove, "removes a sync; both systems and its history stay as they are"),
        ("pause", _pause, "stops a sync from running by itself"),
        ("resume", _resume, "lets a paused or suspended sync run again"),
        (
            "rebase",
            _rebase,
            "says that the workspace's folder was put back to an older state: the next run asks where it can't know",
        ),
    ):
        group.add(name, run, summary).add_argument("name", metavar="NAME", help="the sync's name")
    notices = group.add(
        "notices",
        _notices,
        "how a sync notices changes as they happen; puts triggers into a PostgreSQL database, or takes them out",
        "With on_change = true in its [trigger], the sync runs when one of its sides tells of a change.",
    )
    notices.add_argument("name", metavar="NAME", help="the sync's name")
    notices.add_argument(
        "action",
        metavar="ACTION",
        choices=("show", "sql", "install", "remove"),
        help="show, sql (what install carries out), install or remove",
    )


def read_file(name: str) -> str:
    """The text of a sync file, “-” for stdin. Raises UsageError."""
    if name == "-":
        return sync_text(sys.stdin.buffer.read(), name)
    return read_sync_file(Path(name))


def _apply(context: Context) -> Exit:
    options = context.options
    text = read_file(options.file)
    place = "stdin" if options.file == "-" else options.file
    syncs = context.services.syncs
    definition = syncs.parse(text, place)
    effect = syncs.apply(definition, text, dry=True, place=place)
    for warning in effect.warnings:
        context.output.note(f"Note: {warning}")
    if not context.output.as_json:
        # Before it is done, and on its own: whoever watches sees what is coming.
        for sentence in effect.sentences:
            context.output.note(sentence)
    dry = options.dry_run or options.what_if
    if not dry:
        effect = syncs.apply(definition, text, place=place)
    data: dict[str, Any] = {
        "sync": definition.name,
        "created": effect.created,
        "applied": not dry,
        "sentences": list(effect.sentences),
        "warnings": list(effect.warnings),
    }
    lines: list[str] = []
    if options.what_if:
        data["what_if"], lines = _what_if(context, definition)
    done = "Nothing was changed." if dry else "created." if effect.created else "changed."
    context.output.result(data, [*lines, done if dry else f"Sync “{definition.name}” is {done}"])
    return Exit.OK


def _what_if(context: Context, definition: "SyncDefinition") -> tuple[dict[str, Any], list[str]]:
    from desktop_sync.cli.rehearsal import what_if_lines, what_if_shape
    from desktop_sync.engine.scratching import Watch  # late: only for commands that look at systems

    with context.stoppable() as stop:
        told = context.services.what_ifs.what_if(
            definition, samples=context.options.samples, watch=Watch(stop, context.output.progress)
        )
    return what_if_shape(told), list(what_if_lines(told))


def _list(context: Context) -> Exit:
    statuses = context.services.syncs.statuses()
    rows = [
        (
            one.name,
            f"{one.a_account} · {one.a_table}",
            f"{one.b_account} · {one.b_table}",
            one.state,
            one.links,
            one.conflicts,
            one.holds,
            one.last.status.value if one.last else "never ran",
            one.reason,
        )
        for one in statuses
    ]
    headers = ("sync", "A", "B", "state", "pairs", "conflicts", "holds", "last run", "why")
    lines = context.output.table(headers, rows, right=(4, 5, 6)) if rows else ["There is no sync yet."]
    context.output.result({"syncs": [_status_shape(one) for one in statuses]}, lines)
    return Exit.OK


def _status_shape(status: "SyncStatus") -> dict[str, Any]:
    from desktop_sync.cli.shapes import past_run_shape, when

    return {
        "name": status.name,
        "a": {"account": status.a_account, "connector": status.a_kind, "table": status.a_table},
        "b": {"account": status.b_account, "connector": status.b_kind, "table": status.b_table},
        "state": status.state,
        "reason": status.reason or None,
        "pairs": status.links,
        "conflicts": status.conflicts,
        "holds": status.holds,
        "last": past_run_shape(status.last) if status.last else None,
        "due_at": when(status.due_at),
        "waits_for": status.waits_for or None,
        "paused_by": _paused_by(status),
    }


def _paused_by(status: "SyncStatus") -> dict[str, Any] | None:
    """What keeps it from running: itself, an account, or everything that is paused."""
    if status.state != "paused":
        return None
    what = "all" if status.all_paused else "account" if status.paused_account else "sync"
    return {"what": what, "account": status.paused_account or None}


def _show(context: Context) -> Exit:
    text = context.services.syncs.show(context.options.name)
    context.output.result({"sync": context.options.name, "file": text}, [text.rstrip("\n")])
    return Exit.OK


def _remove(context: Context) -> Exit:
    context.services.syncs.remove(context.options.name)
    return _done(context, "removed", "Both systems stay as they are.")


def _pause(context: Context) -> Exit:
    context.services.syncs.pause(context.options.name)
    return _done(context, "paused")


def _resume(context: Context) -> Exit:
    context.services.syncs.resume(context.options.name)
    return _done(context, "active")


def _rebase(context: Context) -> Exit:
    context.services.syncs.rebase(context.options.name)
    words = (
        "Its next run compares everything anew, waits for your approval before it writes, and asks where it can't know."
    )
    context.output.result({"sync": context.options.name, "rebased": True}, [words])
    return Exit.OK


def _done(context: Context, state: str, more: str = "") -> Exit:
    name = context.options.name
    context.output.result({"sync": name, "state": state}, [f"Sync “{name}” is {state}. {more}".rstrip()])
    return Exit.OK


def _notices_sql(context: Context) -> Exit:
    service, name = context.services.notices, context.options.name
    found = {
        one: {way: service.sql(one, install=way == "install") for way in ("install", "remove")}
        for one in service.able(name)
    }
    rows = [{"account": one.account, "table": one.table, **ways} for one, ways in found.items()]
    lines = [
        line
        for one, ways in found.items()
        for way, statements in ways.items()
        for line in (f"-- {way}: {one.account} · {one.table}", *(f"{sql};" for sql in statements))
    ]
    context.output.result({"sync": name, "tables": rows}, lines)
    return Exit.OK


def _notices(context: Context) -> Exit:
    service, options = context.services.notices, context.options
    if options.action == "sql":
        return _notices_sql(context)
    call = {"show": service.show, "install": service.install, "remove": service.remove}[options.action]
    sides, on_change = call(options.name), context.services.syncs.get(options.name).definition.trigger.on_change
    rows = [
        {
            "side": one.side,
            "account": one.account,
            "table": one.table,
            "way": one.notices.way.value,
            "installed": one.notices.installed,
            "can_install": one.notices.can_install,
            "words": one.notices.words,
        }
        for one in sides
    ]
    lines = [f"{one.side.upper()} {one.account} · {one.table}: {one.notices.words}" for one in sides]
    if not on_change:
        lines.append("The sync does not run for changes yet: put on_change = true into the [trigger] of its file.")
    context.output.result({"sync": options.name, "on_change": on_change, "sides": rows}, lines)
    return Exit.OK
