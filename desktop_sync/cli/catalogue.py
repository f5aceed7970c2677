"""connectors, lenses, tables, fields: what there is to connect, to translate with, and what the systems hold."""

from typing import TYPE_CHECKING, Any

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit
from desktop_sync.cli.parser import Commands

if TYPE_CHECKING:
    from desktop_sync.model.schema import ConnectorInfo
    from desktop_sync.sync.lenses import LensInfo


def register(commands: Commands) -> None:
    """The commands of this module."""
    commands.add("connectors", _connectors, "what can be connected, with settings and capabilities")
    commands.add("lenses", _lenses, "the lenses, with parameters and what they accept on each side")
    tables = commands.add("tables", _tables, "the tables of an account")
    tables.add_argument("account", metavar="ACCOUNT", help="the account's name")
    fields = commands.add("fields", _fields, "the fields of a table, as the system tells them")
    fields.add_argument("account", metavar="ACCOUNT", help="the account's name")
    fields.add_argument("table", metavar="TABLE", help="the table's name, as `tables` lists it")


def _connectors(context: Context) -> Exit:
    from desktop_sync.bootstrap.wire import connector_kinds  # late: needs the connectors

    kinds = connector_kinds()
    lines: list[str] = []
    for info in kinds:
        lines += [f"{info.kind} – {info.label}", f"  {info.summary}"]
        rows = [
            (one.key, _asked(one.secret, one.required), one.help or one.label, one.example) for one in info.settings
        ]
        lines += [f"  {line}" for line in context.output.table(("setting", "", "what", "example"), rows)]
        lines += [f"  · {feature}" for feature in info.abilities]
        lines.append("")
    context.output.result({"connectors": [_connector_shape(one) for one in kinds]}, lines[:-1])
    return Exit.OK


def _asked(secret: bool, required: bool) -> str:
    return ", ".join(["secret" if secret else "setting", "needed" if required else "optional"])


def _connector_shape(info: "ConnectorInfo") -> dict[str, Any]:
    return {
        "kind": info.kind,
        "label": info.label,
        "summary": info.summary,
        "settings": [
            {
                "key": one.key,
                "label": one.label,
                "help": one.help,
                "secret": one.secret,
                "required": one.required,
                "default": one.default,
                "example": one.example,
            }
            for one in info.settings
        ],
        "capabilities": list(info.abilities),
        "sign_ins": list(info.sign_ins),
        "orders_hooks": info.orders_hooks,
        "sends_hooks": info.sends_hooks,
    }


def _lenses(context: Context) -> Exit:
    from desktop_sync.sync.lenses import catalogue  # late: needs all lenses

    lenses = catalogue()
    lines: list[str] = []
    for info in lenses:
        lines += [f"{info.name} – {info.label}", f"  {info.summary}", f"  fields {info.arity}"]
        lines.append(f"  A accepts {_types(info.accepts_a)}; B accepts {_types(info.accepts_b)}")
        lines += [f"  {one.name} ({one.kind}{', needed' if one.required else ''}): {one.help}" for one in info.params]
        if info.example:
            lines.append(f"  example: {info.example}")
        lines.append("")
    context.output.result({"lenses": [_lens_shape(one) for one in lenses]}, lines[:-1])
    return Exit.OK


def _types(types: tuple[Any, ...]) -> str:
    from desktop_sync.model.schema import FieldType

    return "any type" if len(types) == len(FieldType) else ", ".join(one.value for one in types)


def _lens_shape(info: "LensInfo") -> dict[str, Any]:
    return {
        "name": info.name,
        "label": info.label,
        "summary": info.summary,
        "arity": info.arity,
        "accepts_a": [one.value for one in info.accepts_a],
        "accepts_b": [one.value for one in info.accepts_b],
        "params": [
            {
                "name": one.name,
                "kind": one.kind,
                "help": one.help,
                "default": one.default,
                "words": list(one.words),
                "required": one.required,
            }
            for one in info.params
        ],
        "example": info.example,
    }


def _tables(context: Context) -> Exit:
    tables = context.services.accounts.tables(context.options.account)
    rows = [
        (one.name, one.label, one.records, "" if one.writable else "read-only", one.problem or "") for one in tables
    ]
    data = [
        {
            "name": one.name,
            "label": one.label,
            "writable": one.writable,
            "records": one.records,
            "problem": one.problem or None,
        }
        for one in tables
    ]
    lines = context.output.table(("table", "label", "records", "", "problem"), rows, right=(2,))
    context.output.result({"tables": data}, lines)
    return Exit.OK


def _fields(context: Context) -> Exit:
    from desktop_sync.cli.shapes import field_shape

    schema = context.services.accounts.schema(context.options.account, context.options.table)
    rows = []
    for one in schema.fields:
        marks = [word for word, on in (("needed", one.required), ("read-only", one.read_only)) if on]
        limits = [f"at most {one.max_length} characters"] if one.max_length else []
        limits += [f"points at {one.reference}"] if one.reference else []
        limits += ["one of " + ", ".join(choice.value for choice in one.choices)] if one.choices else []
        identity = "identity" if one.name in schema.identity else ""
        rows.append((one.name, one.label, one.type.value, ", ".join([*marks, identity]).strip(", "), "; ".join(limits)))
    data = {
        "table": schema.name,
        "label": schema.label,
        "identity": list(schema.identity),
        "fields": [field_shape(one) for one in schema.fields],
    }
    context.output.result(data, context.output.table(("field", "label", "type", "", "limits"), rows))
    return Exit.OK
