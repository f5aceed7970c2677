"""backup, restore, audit: keeping the workspace, and the record of who did what."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from desktop_sync.bootstrap.files import csv_table, write_whole
from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit
from desktop_sync.cli.parser import Commands
from desktop_sync.errors import UsageError


def register(commands: Commands) -> None:
    """The commands of this module."""
    backup = commands.add("backup", _backup, "writes an encrypted copy of the workspace")
    backup.add_argument("file", metavar="FILE", help="the new file")
    restore = commands.add(
        "restore", _restore, "puts a backup in the workspace's place; what was there is kept beside it"
    )
    restore.add_argument("file", metavar="FILE", help="a backup")
    restore.add_argument(
        "--recovery",
        action="store_true",
        help="open it with the recovery key, which is asked for; DESKTOP_SYNC_PASSPHRASE, or this system's keyring, then keys the workspace",
    )
    audit = commands.group("audit", "what people and the program did: export, verify, key")
    export = audit.add("export", _export, "writes the audit as JSON lines, or as a table for a FILE that ends in .csv")
    export.add_argument("file", metavar="FILE", help="the new file")
    verify = audit.add("verify", _verify, "checks that no line of the audit was changed, removed or put elsewhere")
    verify.add_argument("file", metavar="FILE", nargs="?", help="an audit that was exported as JSON lines")
    verify.add_argument("--key", metavar="KEY", help="the audit's key: a FILE can be checked on any computer with it")
    audit.add("key", _key, "shows the key that proves exported audits; it is no secret")


def _backup(context: Context) -> Exit:
    from desktop_sync.bootstrap.wire import backup

    file = Path(context.options.file).absolute()
    backup(context.folder, context.passphrase, file, context.part)
    size = file.stat().st_size
    context.output.result({"backup": str(file), "bytes": size}, [f"Backup written: {file} ({size:,} bytes)"])
    return Exit.OK


def _restore(context: Context) -> Exit:
    from desktop_sync.bootstrap.wire import restore

    file = Path(context.options.file).absolute()
    recovery_key = None
    if context.options.recovery:
        from desktop_sync.cli.recovery import typed_recovery_key

        recovery_key = typed_recovery_key(context)
    kept = restore(context.folder, context.passphrase, file, context.part, recovery_key)
    lines = [f"The workspace is as in {file}."]
    if kept is not None:
        lines.append(f"What was there before is in {kept}.")
    context.output.result({"restored": str(file), "kept": str(kept) if kept else None}, lines)
    return Exit.OK


def _export(context: Context) -> Exit:
    file = Path(context.options.file).absolute()
    audit, table = context.services.audit, file.suffix.lower() == ".csv"
    # First, so that the file tells of itself: an audit whose last line is another one was cut.
    audit.record("user", "audit.export", file.name, {"as": "csv" if table else "json lines"})
    lines = list(audit.lines())
    write_whole(file, _as_csv(lines) if table else _as_json(lines))
    context.output.result({"exported": str(file), "lines": len(lines)}, [f"{len(lines)} lines written to {file}"])
    return Exit.OK


def _as_json(lines: Iterable[Mapping[str, object]]) -> bytes:
    return "".join(json.dumps(dict(one), ensure_ascii=False, default=str) + "\n" for one in lines).encode()


def _as_csv(lines: Sequence[Mapping[str, object]]) -> bytes:
    """A table for spreadsheets. What would be a formula there has a ' before it, as OWASP advises, so it is not for `verify`."""
    cells = [{**one, "details": json.dumps(one["details"], ensure_ascii=False)} for one in lines]
    return csv_table(cells[0], [[str(cell) for cell in one.values()] for one in cells])


def _verify(context: Context) -> Exit:
    options = context.options
    if options.file is not None:
        return _verify_file(context, Path(options.file).absolute())
    if options.key is not None:
        raise UsageError("--key is for an exported FILE; the workspace has its own key.")
    broken = context.services.audit.verify()
    words = "The audit is whole." if broken is None else f"The audit was changed: line {broken} does not hold."
    context.output.result({"ok": broken is None, "broken_at": broken}, [words])
    return Exit.OK if broken is None else Exit.FAILED


def _verify_file(context: Context, file: Path) -> Exit:
    from desktop_sync.bootstrap.wire import check_audit

    found = check_audit(file, context.options.key or context.services.audit.public_key())
    words = [f"The audit is whole: {found.lines} lines."]
    if found.broken is not None:
        words = [f"The audit was changed: line {found.broken} of the file does not hold: {found.why}."]
    elif found.unsigned:
        words.append(
            f"The first {found.unsigned} lines are from before lines were signed: they are chained to the others."
        )
    data = {"ok": found.broken is None, "broken_at": found.broken, "lines": found.lines, "unsigned": found.unsigned}
    context.output.result({**data, "why": found.why}, words)
    return Exit.OK if found.broken is None else Exit.FAILED


def _key(context: Context) -> Exit:
    key = context.services.audit.public_key()
    context.output.result({"key": key}, [key])
    return Exit.OK
