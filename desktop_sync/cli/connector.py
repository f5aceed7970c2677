"""connector new, connector check: manifests of systems that the program has no connector for, made and tried."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_sync.cli import connector_new
from desktop_sync.cli.accounts import pairs, secrets_from
from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit
from desktop_sync.cli.parser import Commands

if TYPE_CHECKING:
    from desktop_sync.bootstrap.building import Finding
    from desktop_sync.sync.ports import Connector


def register(commands: Commands) -> None:
    """The commands of this module."""
    group = commands.group("connector", "manifests of systems that the program has no connector for: new, check")
    connector_new.register(group)
    check = group.add(
        "check", _check, "checks a manifest; with --live or --table also what it can be trusted with on the live system"
    )
    check.add_argument("manifest", metavar="MANIFEST", help="the manifest's file")
    check.add_argument("--live", metavar="ACCOUNT", default="", help="try it with this account's settings and secrets")
    check.add_argument("--table", metavar="TABLE", default="", help="the table to try (else the manifest's first)")
    check.add_argument("--record", metavar="ID", default="", help="a record that may be changed, and is put back")
    check.add_argument("--field", metavar="F", default="", help="the field of it to change")
    check.add_argument("--value", metavar="JSON", help="what to write there (else something near the old value)")
    check.add_argument(
        "--make", metavar="FIELD=JSON", action="append", default=[], help="a field of a record to make and delete again"
    )
    check.add_argument("--set", metavar="KEY=VALUE", action="append", default=[], dest="set_", help="a setting")
    check.add_argument(
        "--secret", metavar="KEY=ENVVAR", action="append", default=[], help="a secret, by its environment variable"
    )


def _check(context: Context) -> Exit:
    from desktop_sync.bootstrap.wire import checked_manifest  # late: needs the connectors

    options = context.options
    told = checked_manifest(Path(options.manifest))
    lines = outline_lines(context, told)
    if not (options.live or options.set_ or options.secret or options.table):
        context.output.result(told, lines)
        return Exit.OK
    found = _tried(context, told)
    from desktop_sync.bootstrap.building import verdict

    words = verdict(found)
    data = {**told, "findings": [{"key": one.key, "ok": one.ok, "words": one.words} for one in found], "verdict": words}
    context.output.result(data, [*lines, "", *finding_lines(found), "", words])
    return Exit.FAILED if any(one.ok is False for one in found) else Exit.OK


def outline_lines(context: Context, told: Mapping[str, Any]) -> list[str]:
    """What a manifest describes, for people."""
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
    return [*lines, "", f"Asks for: {asked}.", f"Hooks in Python: {told['hooks']}."]


def finding_lines(found: Sequence["Finding"]) -> list[str]:
    """Findings with a sign each."""
    return [f"{'✓' if one.ok else '–' if one.ok is None else '✗'} {one.words}" for one in found]


def _tried(context: Context, told: Mapping[str, Any]) -> Sequence["Finding"]:
    from desktop_sync.bootstrap.building import Trial, try_live, value_near

    options = context.options
    tables = [one["name"] for one in told["tables"]]
    make = {name: parsed(text) for name, text in pairs(options.make, "--make").items()} or None
    with closing(_opened(context)) as connector:
        table = options.table or tables[0]
        value = (
            parsed(options.value)
            if options.value is not None
            else value_near(connector, table, options.record, options.field)
        )
        return try_live(connector, Trial(table, options.record, options.field, value, make))


def _opened(context: Context) -> "Connector":
    from desktop_sync.bootstrap.building import live

    options = context.options
    settings, secrets = pairs(options.set_, "--set"), secrets_from(options.secret)
    if options.live:
        account = context.services.accounts.get(options.live)
        kept = context.services.ports.secrets
        settings = {**{key: one for key, one in account.settings.items() if key != "manifest"}, **settings}
        secrets = {**{key: kept.get(account.id, key) or "" for key in account.secret_keys}, **secrets}
    return live(Path(options.manifest), settings, secrets)


def parsed(text: str) -> Any:
    """A value as JSON, or as the text that it is where it is none."""
    import json

    try:
        return json.loads(text)
    except ValueError:
        return text
