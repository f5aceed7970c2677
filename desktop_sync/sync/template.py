"""Templates of syncs: TOML close to the sync file, read into a `Template`. Mistakes name the line and the nearest right word."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from desktop_sync.model.mapping import FirstRun
from desktop_sync.model.sync import Duplicates
from desktop_sync.model.template import Named, Template, TemplateField, TemplateFields, TemplateSide
from desktop_sync.sync.syncfile import DefinitionReader, read_toml
from desktop_sync.sync.tomltable import TomlTable
from desktop_sync.sync.words import nearest

FORMAT = 1
ANY = "any"


def parse_template(text: str, name: str, file: str = "") -> Template:
    """The template that a text means; `name`: its id. Raises DefinitionError with all mistakes."""
    return _Reader(*read_toml(text, file)).template(name)


class _Reader(DefinitionReader):
    """Makes the template of the parsed file."""

    def template(self, name: str) -> Template:
        """The whole file."""
        root = self.root
        if root.anything("format") != FORMAT:
            root.wrong("format", f"{FORMAT}")
        label, summary = root.text("label", required=True), root.text("summary")
        before = root.texts("before")
        a, b = (self._template_side(root.table(side, required=True)) for side in ("a", "b"))
        match = root.table("match")
        keys = match.key_lists("keys")
        first_run = match.word("first_run", FirstRun, FirstRun.ASK)
        duplicates = match.word("duplicates", Duplicates, Duplicates.HOLD)
        match.finish()
        fields = tuple(self._template_field(one, a, b) for one in root.tables("field"))
        rest = (self.rules(), self.guard(), self.trigger(), before)
        root.finish()
        known = [one.link.name for one in fields]
        if not fields:
            self.mistakes.add("no field is linked: at least one [[field]] is needed.")
        for one in {one for key in keys for one in key} - set(known):
            self.mistakes.add(f"the match key “{one}” is no shared field.{nearest(one, known)}", match.line("keys"))
        self.mistakes.raise_any()
        return Template(name, label, summary, a, b, fields, keys, first_run, duplicates, *rest)

    def _template_side(self, table: TomlTable) -> TemplateSide:
        what = table.text("what", required=True)
        inner = table.table("table", required=True)
        tables = {kind: inner.texts(kind) for kind in inner.data}
        inner.finish()
        table.finish()
        return TemplateSide(what, tables)

    def _template_field(self, table: TomlTable, a: TemplateSide, b: TemplateSide) -> TemplateField:
        sides = {side: self._fields(table, side, one) for side, one in (("a", a), ("b", b))}
        about = table.text("about")
        plain = {key: value for key, value in table.data.items() if key not in {"a", "b", "about"}}
        inner = TomlTable(plain, table.path, table.lines, table.mistakes)
        inner.known += ["a", "b", "about"]
        link = self.field(inner)
        name = link.name or next((one[0] for one in (sides["a"].every, sides["b"].every) if one), "")
        if not name:
            self.mistakes.add("a field whose names differ from kind to kind needs a “name”.", table.own_line)
        return TemplateField(replace(link, name=name), sides["a"], sides["b"], about)

    def _fields(self, table: TomlTable, side: str, of: TemplateSide) -> TemplateFields:
        value = table.anything(side)
        if isinstance(value, dict):
            return self._by_kind(table, side, of, value)
        return TemplateFields({}, TomlTable(table.data, table.path, table.lines, table.mistakes).names(side))

    def _by_kind(self, table: TomlTable, side: str, of: TemplateSide, value: Mapping[str, Any]) -> TemplateFields:
        inner = TomlTable(value, (*table.path, side), table.lines, table.mistakes)
        named: dict[str, Named] = {}
        for kind in value:
            if kind != ANY and kind not in of.kinds:
                inner.mistakes.add(
                    f"side {side.upper()} has no kind “{kind}”.{nearest(kind, (*of.kinds, ANY))}", inner.line(kind)
                )
            elif kind != ANY:
                named[kind] = inner.names(kind)
        return TemplateFields(named, any=inner.texts(ANY))
