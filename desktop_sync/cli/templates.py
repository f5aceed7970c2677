"""template list, template show, sync new: ready syncs for common pairs of systems."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit
from desktop_sync.cli.parser import Commands
from desktop_sync.errors import UsageError

if TYPE_CHECKING:
    from desktop_sync.model.template import Fitted, Template


def register(commands: Commands) -> None:
    """The commands of this module."""
    group = commands.group("template", "ready syncs for common pairs of systems: list, show")
    group.add("list", _list, "the templates, with the kinds of systems that they are for")
    show = group.add("show", _show, "prints a template's file")
    show.add_argument("template", metavar="ID", help="the template, as `template list` names it")


def register_new(group: Commands) -> None:
    """`sync new`."""
    new = group.add("new", new_sync, "sets up a sync from a template, made to fit the tables of two accounts")
    new.add_argument("--template", metavar="ID", required=True, help="the template, as `template list` names it")
    new.add_argument("--a", metavar="ACCOUNT", required=True, help="one account")
    new.add_argument("--b", metavar="ACCOUNT", required=True, help="the other account")
    new.add_argument("--a-table", metavar="TABLE", default="", help="another table than the template's in that account")
    new.add_argument("--b-table", metavar="TABLE", default="", help="another table than the template's in that account")
    new.add_argument("--name", metavar="NAME", default="", help="what the sync is called (else as the template)")
    new.add_argument(
        "--with-proposals", action="store_true", help="also link the fields that are proposed beyond the template"
    )
    new.add_argument("--out", metavar="FILE", help="also write the sync file; “-” prints it")
    new.add_argument("--dry-run", action="store_true", help="set nothing up; only say what would be")


def _list(context: Context) -> Exit:
    from desktop_sync.bootstrap.wire import template_files
    from desktop_sync.engine.templates import read_templates  # late: `--help` needs no templates

    found = sorted(read_templates(template_files()).values(), key=lambda one: one.label)
    rows = [(one.id, one.label, " or ".join(one.a.kinds), " or ".join(one.b.kinds)) for one in found]
    lines = context.output.table(("template", "what", "A", "B"), rows)
    context.output.result({"templates": [_shape(one) for one in found]}, lines)
    return Exit.OK


def _show(context: Context) -> Exit:
    from desktop_sync.bootstrap.wire import template_files
    from desktop_sync.engine.templates import named_template, read_templates

    texts = template_files()
    found = named_template(read_templates(texts), context.options.template)
    text = texts[found.id]
    context.output.result({**_shape(found), "file": text}, text.rstrip("\n").split("\n"))
    return Exit.OK


def _shape(template: "Template") -> dict[str, Any]:
    sides: Mapping[str, Any] = {"a": template.a, "b": template.b}
    told = {side: {"what": one.what, "connectors": list(one.kinds)} for side, one in sides.items()}
    fields = [one.link.name for one in template.fields]
    return {"id": template.id, "label": template.label, "summary": template.summary, **told, "fields": fields}


def new_sync(context: Context) -> Exit:
    """`sync new`: fits the template, says what it makes of it, and applies it."""
    from dataclasses import replace

    from desktop_sync.engine.templates import Choice
    from desktop_sync.sync import syncfile

    options = context.options
    services = context.services
    choice = Choice(options.template, options.a, options.b, options.a_table, options.b_table, options.name)
    fitted = services.templates.fit(choice)
    definition = fitted.definition
    if options.with_proposals:
        definition = replace(definition, fields=(*definition.fields, *fitted.more))
    text = syncfile.dump(definition)
    if any(one.name.casefold() == definition.name.casefold() for one in services.syncs.statuses()):
        raise UsageError(f"There is a sync “{definition.name}” already.", advice="Choose another one with --name.")
    effect = services.syncs.apply(definition, text, dry=options.dry_run)
    written = _write(options, text)
    data = {
        "sync": definition.name,
        "template": fitted.template,
        "applied": not options.dry_run,
        "fields": [link.name for link in definition.fields],
        "words": list(fitted.words),
        "proposals": [] if options.with_proposals else [_proposal(fitted, at) for at in range(len(fitted.more))],
        "warnings": list(effect.warnings),
        "sentences": list(effect.sentences),
        "file": text,
    }
    context.output.result(data, [*_lines(context, fitted, effect.warnings), *written])
    return Exit.OK


def _write(options: argparse.Namespace, text: str) -> list[str]:
    if not options.out:
        return []
    if options.out == "-":
        return ["", *text.rstrip("\n").split("\n")]
    try:
        Path(options.out).write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(f"The sync file can't be written: {error.strerror}.", place=options.out) from error
    return [f"The sync file is {options.out}."]


def _proposal(fitted: "Fitted", at: int) -> dict[str, Any]:
    link = fitted.more[at]
    return {"name": link.name, "a": list(link.a), "b": list(link.b)}


def _lines(context: Context, fitted: "Fitted", warnings: Any) -> list[str]:
    options, name = context.options, fitted.definition.name
    lines = [f"Sync “{name}”, {len(fitted.definition.fields)} fields:"]
    lines += [f"  {' + '.join(one.a)} – {' + '.join(one.b)}" for one in fitted.definition.fields]
    lines += [f"Note: {one}" for one in (*fitted.words, *warnings)]
    if fitted.more and not options.with_proposals:
        pairs = ", ".join(f"{' + '.join(one.a)} – {' + '.join(one.b)}" for one in fitted.more)
        lines.append(f"Proposed besides (--with-proposals links them): {pairs}.")
    if options.dry_run:
        return [*lines, "Nothing was set up."]
    return [*lines, f'It is set up. Next: desktop-sync pairs "{name}", then desktop-sync run "{name}" --approve.']
