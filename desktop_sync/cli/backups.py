"""backups: those that the program makes by itself."""

from pathlib import Path

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit
from desktop_sync.cli.parser import Commands


def register(commands: Commands) -> None:
    """The commands of this module."""
    group = commands.group("backups", "those that the program makes by itself: list, now, daily, off, folder")
    group.add("list", _list, "the backups that the program made by itself, newest first, and how it makes them")
    group.add("now", _now, "makes a backup now, where the program keeps its own, and proves that it opens")
    group.add("daily", _daily, "has the program make a backup each day, and before large runs; the usual")
    group.add("off", _off, "has the program make no backups by itself")
    folder = group.add("folder", _folder, "chooses where they go; those that there are stay where they are")
    folder.add_argument("folder", metavar="FOLDER", help="a folder that is there; “own”: in the workspace's folder")


def _list(context: Context) -> Exit:
    found = context.services.backups.standing()
    rows = [(f"{one.at:%Y-%m-%d %H:%M}", f"{one.size_bytes:,}", one.file.name) for one in found.backups]
    lines = [
        *context.output.table(("made (UTC)", "bytes", "file"), rows, right=(1,)),
        f"{len(rows)} in {found.folder}, {found.size_bytes:,} bytes; {'one is made each day' if found.daily else 'none is made by itself'}.",
    ]
    if found.problem:
        lines.append(f"The last one could not be made: {found.problem} {found.advice}")
    data = {
        "daily": found.daily,
        "folder": str(found.folder),
        "backups": [
            {"file": str(one.file), "at": one.at.isoformat(), "bytes": one.size_bytes} for one in found.backups
        ],
        "problem": found.problem or None,
    }
    context.output.result(data, lines)
    return Exit.OK


def _now(context: Context) -> Exit:
    made = context.services.backups.make()
    lines = [f"Backup written: {made.file} ({made.size_bytes:,} bytes). It opens."]
    context.output.result({"backup": str(made.file), "bytes": made.size_bytes}, lines)
    return Exit.OK


def _daily(context: Context) -> Exit:
    return _choose(context, "daily")


def _off(context: Context) -> Exit:
    return _choose(context, "off")


def _choose(context: Context, when: str) -> Exit:
    context.services.backups.choose(when)
    return _list(context)


def _folder(context: Context) -> Exit:
    chosen = context.options.folder
    context.services.backups.put_into(None if chosen == "own" else Path(chosen).expanduser().absolute())
    return _list(context)
