"""connector new: a manifest made by trying calls against the live system; asks for what the options don't say."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from desktop_sync.cli.accounts import pairs, secrets_from
from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit
from desktop_sync.cli.parser import Commands
from desktop_sync.errors import UsageError

if TYPE_CHECKING:
    from desktop_sync.bootstrap.building import Document, Step, Wanted, Wish

_WIDEST = 100


def register(group: Commands) -> None:
    """The command."""
    new = group.add("new", _new, "makes a manifest for a system, trying each call and showing what came of it")
    add = new.add_argument
    add("--url", metavar="URL", default="", help="the system's address")
    add("--openapi", metavar="FILE", default="", help="its OpenAPI document (JSON), if there is one")
    add(
        "--auth",
        metavar="KIND",
        default="",
        help="how to sign in: none, basic, bearer, header:NAME[=PREFIX] or query:NAME",
    )
    add("--set", metavar="KEY=VALUE", action="append", default=[], dest="set_", help="username, where --auth needs one")
    add(
        "--secret",
        metavar="KEY=ENVVAR",
        action="append",
        default=[],
        help="password or token, by the name of the environment variable that holds it",
    )
    add("--header", metavar="NAME=VALUE", action="append", default=[], help="a header that goes with each call")
    add("--table", metavar="PATH", action="append", default=[], help="the path that lists records; may be repeated")
    add("--name", metavar="NAME", default="", help="what the kind of system is called (else by its address)")
    add("--record", metavar="ID", default="", help="a record of the first table to try a write on; it is put back")
    add("--field", metavar="F", default="", help="the field of it to change")
    add("--value", metavar="JSON", help="what to write there (else something near the old value)")
    add(
        "--make", metavar="FIELD=JSON", action="append", default=[], help="a field of a record to make and delete again"
    )
    add("--calls", action="store_true", help="show each call with its answer")
    add("--out", metavar="FILE", default="", help="where the manifest goes")


def _new(context: Context) -> Exit:
    from desktop_sync.bootstrap.building import build, document

    options = context.options
    described = document(Path(options.openapi)) if options.openapi else None
    wanted = _wanted(context, described)
    out = options.out or _asked(context, "out", "Where should the manifest go?", f"{wanted.names[0]}.toml")
    text, steps = build(wanted, lambda step: _tell(context, step))
    try:
        Path(out).write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(f"The manifest can't be written: {error.strerror}.", place=out) from error
    data = {
        "manifest": out,
        "tables": [wish.table for wish in wanted.wishes],
        "steps": [{"title": one.title, "ok": one.ok, "found": one.found, "calls": _calls(one)} for one in steps],
        "file": text,
    }
    context.output.result(data, [f"The manifest is {out}.", f"Next: desktop-sync connector check {out} --table …"])
    return Exit.OK


def _wanted(context: Context, described: "Document | None") -> "Wanted":
    from desktop_sync.bootstrap.building import KINDS, SignPlan, Wanted

    options = context.options
    url = options.url or _asked(context, "url", "The system's address?", described.url if described else "")
    known = described.signs[0] if described and described.signs else "none"
    auth = options.auth or _asked(context, "auth", f"How to sign in ({', '.join(KINDS)})?", known)
    plan = SignPlan.parse(auth)
    given = {**pairs(options.set_, "--set"), **secrets_from(options.secret)}
    for name, secret in plan.needs:
        if name not in given:
            given[name] = _given(context, name, secret=secret)
    host = url.partition("://")[2].partition("/")[0].partition(":")[0]
    name = options.name or (described.title if described else "") or host
    slug = "".join(letter if letter.isalnum() else "_" for letter in name.casefold()).strip("_") or "system"
    return Wanted(url, (slug, name), plan, given, _wishes(context, described), pairs(options.header, "--header"))


def _wishes(context: Context, described: "Document | None") -> "list[Wish]":
    from desktop_sync.bootstrap.building import Wish
    from desktop_sync.cli.connector import parsed

    options = context.options
    paths = list(options.table)
    if not paths:
        there = f" The document has: {', '.join(list(described.tables)[:20])}." if described else ""
        answer = _asked(context, "table", f"Which path lists the records?{there}", "")
        paths = answer.split()
    made = []
    for at, one in enumerate(paths):
        path, _, query = one.partition("?") if "rest_route=" not in one else (one, "", "")
        known = described.tables.get(path) if described else None
        if described and known is None:
            raise UsageError(
                f"The OpenAPI document has no list at “{path}”.",
                advice=f"There are: {', '.join(list(described.tables)[:20]) or 'none'}. Without --openapi any path can be tried.",
            )
        make = {name: parsed(text) for name, text in pairs(options.make, "--make").items()} or None
        value = parsed(options.value) if options.value is not None else None
        first = (options.record, options.field, value, make) if at == 0 else ("", "", None, None)
        made.append(Wish(path, "", dict(parse_qsl(query)), known, *first))
    return made


def _asked(context: Context, option: str, question: str, usual: str) -> str:
    """An answer from the terminal. Raises UsageError where nobody can answer."""
    if context.output.as_json:
        raise UsageError(f"--{option} is missing.", advice=question)
    context.output.note(f"{question}{f' [{usual}]' if usual else ''}")
    line = sys.stdin.readline()
    if not line and not usual:
        raise UsageError(f"--{option} is missing.", advice=question)
    return line.strip() or usual


def _given(context: Context, name: str, *, secret: bool) -> str:
    if not secret:
        return _asked(context, "set", f"{name.capitalize()}?", "")
    variable = _asked(context, "secret", f"Which environment variable holds the {name}?", "")
    return secrets_from([f"{name}={variable}"])[name]


def _tell(context: Context, step: "Step") -> None:
    context.output.note(f"{'✓' if step.ok else '✗'} {step.title}: {step.found}")
    if context.options.calls:
        for one in _calls(step):
            context.output.note(f"    {one['method']} {one['address']} → {one['status']}  {one['answer']}")


def _calls(step: "Step") -> list[dict[str, Any]]:
    """The calls of a step as they are shown: never what signs in."""
    import json

    return [
        {
            "method": one.method,
            "address": one.address,
            "status": one.answer.status,
            "answer": json.dumps(one.data, default=str, ensure_ascii=False)[:_WIDEST],
        }
        for one in step.exchanges
    ]
