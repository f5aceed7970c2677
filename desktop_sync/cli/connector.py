"""connector check: whether a manifest is right, and what a connector by it can do."""

from pathlib import Path

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit
from desktop_sync.cli.parser import Commands


def register(commands: Commands) -> None:
    """The commands of this module."""
    group = commands.group("connector", "manifests of systems that the program has no connector for")
    check = group.add("check", _check, "checks a manifest; tells every mistake with its line, or what it describes")
    check.add_argument("manifest", metavar="MANIFEST", help="the manifest's file")


def _check(context: Context) -> Exit:
    from desktop_sync.bootstrap.wire import checked_manifest  # late: needs the connectors

    told = checked_manifest(Path(context.options.manifest))
    rows = [
        (
            one["name"],
            ", ".join(["read", *(deed for deed in ("create", "update", "delete") if one[deed])]),
            one["changes"],
            one["guard"],
        )
        for one in told["tables"]
    ]
    lines = [f"{told['kind']} – {told['label']}: the manifest is right.", ""]
    lines += context.output.table(("table", "can", "changes", "stale writes"), rows)
    asked = ", ".join(told["settings"])
    lines += ["", f"Asks for: {asked}.", f"Hooks in Python: {told['hooks']}."]
    context.output.result(told, lines)
    return Exit.OK
