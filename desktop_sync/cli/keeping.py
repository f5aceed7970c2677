"""backup, restore, audit: keeping the workspace, and the record of who did what."""

import json
from pathlib import Path

from desktop_sync.bootstrap.files import write_whole
from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit
from desktop_sync.cli.parser import Commands


def register(commands: Commands) -> None:
    """The commands of this module."""
    backup = commands.add("backup", _backup, "writes an encrypted copy of the workspace")
    backup.add_argument("file", metavar="FILE", help="the new file")
    restore = commands.add(
        "restore", _restore, "puts a backup in the workspace's place; what was there is kept beside it"
    )
    restore.add_argument("file", metavar="FILE", help="a backup")
    audit = commands.group("audit", "what people and the program did: export, verify")
    export = audit.add("export", _export, "writes the audit as JSON lines")
    export.add_argument("file", metavar="FILE", help="the new file")
    audit.add("verify", _verify, "checks that no line of the audit was changed or removed")


def _backup(context: Context) -> Exit:
    from desktop_sync.bootstrap.wire import backup

    file = Path(context.options.file).absolute()
    backup(context.folder, context.passphrase, file)
    size = file.stat().st_size
    context.output.result({"backup": str(file), "bytes": size}, [f"Backup written: {file} ({size:,} bytes)"])
    return Exit.OK


def _restore(context: Context) -> Exit:
    from desktop_sync.bootstrap.wire import restore

    file = Path(context.options.file).absolute()
    kept = restore(context.folder, context.passphrase, file)
    lines = [f"The workspace is as in {file}."]
    if kept is not None:
        lines.append(f"What was there before is in {kept}.")
    context.output.result({"restored": str(file), "kept": str(kept) if kept else None}, lines)
    return Exit.OK


def _export(context: Context) -> Exit:
    lines = [json.dumps(dict(one), ensure_ascii=False, default=str) for one in context.services.audit.lines()]
    file = Path(context.options.file).absolute()
    write_whole(file, "".join(line + "\n" for line in lines).encode())
    context.output.result({"exported": str(file), "lines": len(lines)}, [f"{len(lines)} lines written to {file}"])
    return Exit.OK


def _verify(context: Context) -> Exit:
    broken = context.services.audit.verify()
    words = "The audit is whole." if broken is None else f"The audit was changed: line {broken} does not hold."
    context.output.result({"ok": broken is None, "broken_at": broken}, [words])
    return Exit.OK if broken is None else Exit.FAILED
