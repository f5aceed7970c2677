"""The sync file (INTERFACE.md): TOML text to a definition and back. Mistakes name the line and the nearest right word, all at once."""

from collections.abc import Mapping
from typing import Any

from desktop_sync.errors import DefinitionError
from desktop_sync.model.mapping import BlankRule, ConflictRule, Direction, FieldLink, FirstRun
from desktop_sync.model.sync import Archive, DeletePolicy, Duplicates, Guard, Rules, SideSpec, SyncDefinition, Trigger
from desktop_sync.sync.definition import definition_mistakes
from desktop_sync.sync.limits import limit_of, seconds_of
from desktop_sync.sync.schedule import at_problem, hours_problem, zone_problem
from desktop_sync.sync.syncfile_check import read_check
from desktop_sync.sync.syncfile_dump import dump
from desktop_sync.sync.tomllines import Path, key_lines, toml_data
from desktop_sync.sync.tomltable import TomlTable
from desktop_sync.sync.words import Mistakes

__all__ = ["dump", "parse"]


def parse(text: str, file: str = "") -> SyncDefinition:
    """The definition that a sync file's text means. `file`: its name, for errors. Raises DefinitionError."""
    return DefinitionReader(*read_toml(text, file)).definition()


def read_toml(text: str, file: str = "") -> tuple[dict[str, Any], Mapping[Path, int], Mistakes]:
    """The data of a TOML text, the lines of its keys, and where to note mistakes. Raises DefinitionError for what is no TOML."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    mistakes = Mistakes(file)
    data = toml_data(text, mistakes)
    return data, key_lines(text), mistakes


class DefinitionReader:
    """Makes the definition of the parsed file."""

    def __init__(self, data: dict[str, Any], lines: Mapping[Path, int], mistakes: Mistakes) -> None:
        self.root = TomlTable(data, (), lines, mistakes)
        self.mistakes = mistakes

    def definition(self) -> SyncDefinition:
        """The whole file. Raises DefinitionError with everything that is wrong."""
        root = self.root
        name = root.text("name", required=True)
        a, b = (self._side(root.table(side, required=True)) for side in ("a", "b"))
        match = root.table("match")
        keys = match.key_lists("keys")
        first_run = match.word("first_run", FirstRun, FirstRun.ASK)
        duplicates = match.word("duplicates", Duplicates, Duplicates.HOLD)
        match.finish()
        fields = tuple(self.field(one) for one in root.tables("field"))
        rest = (self.rules(), self.guard(), self.trigger(), duplicates)
        definition = SyncDefinition(name, a, b, fields, keys, first_run, *rest)
        root.finish()
        if not self.mistakes.found:
            definition_mistakes(definition, self.mistakes, match.line("keys"))
        self.mistakes.raise_any()
        return definition

    def _side(self, table: TomlTable) -> SideSpec:
        account, name = table.text("account", required=True), table.text("table", required=True)
        condition, where = table.condition("filter")
        cursor = table.text("cursor")
        table.finish()
        return SideSpec(account, name, condition, where, cursor)

    def field(self, table: TomlTable) -> FieldLink:
        """One [[field]]."""
        a, b = table.names("a"), table.names("b")
        name = table.text("name") or (a or b or ("",))[0]
        conflict = table.word("conflict", ConflictRule, None)
        link = FieldLink(
            name,
            a,
            b,
            table.lens("lens"),
            table.word("direction", Direction, Direction.BOTH),
            conflict,
            table.word("blank", BlankRule, BlankRule.VALUE),
            table.flag("required"),
            table.own_line,
            read_check(table.anything("check"), table.line("check"), self.mistakes),
            table.flag("sensitive"),
        )
        table.finish()
        return link

    def rules(self) -> Rules:
        """[rules]."""
        table = self.root.table("rules")
        deletes, archive = table.table("deletes"), table.table("archive")
        rules = Rules(
            table.word("conflict", ConflictRule, ConflictRule.ASK),
            deletes.word("a_to_b", DeletePolicy, DeletePolicy.IGNORE),
            deletes.word("b_to_a", DeletePolicy, DeletePolicy.IGNORE),
            self._archive(archive, "a"),
            self._archive(archive, "b"),
        )
        for one in (deletes, archive, table):
            one.finish()
        return rules

    @staticmethod
    def _archive(table: TomlTable, side: str) -> Archive | None:
        inner = table.table(side)
        if not inner.data:
            return None
        made = Archive(inner.text("field", required=True), inner.plain("value"))
        inner.finish()
        return made

    def guard(self) -> Guard:
        """[guard]."""
        table = self.root.table("guard")
        usual = Guard()
        guard = Guard(
            *(
                table.made(name, limit_of, getattr(usual, name), '"10%", a count, 0 for none, or "off"')
                for name in ("max_deletes", "max_updates", "max_blanks", "max_same")
            )
        )
        table.finish()
        return guard

    def trigger(self) -> Trigger:
        """[trigger]."""
        table = self.root.table("trigger")
        every = table.made("every", seconds_of, None, '"30s", "15m", "2h" or "1d"')
        at, hours, quiet = table.texts("at"), table.texts("hours"), table.texts("quiet")
        for key, texts, problem in (
            ("at", at, at_problem),
            ("hours", hours, hours_problem),
            ("quiet", quiet, hours_problem),
        ):
            for index, one in enumerate(texts):
                if wrong := problem(one):
                    self.mistakes.add(f"{key}: “{one}” {wrong}", table.line(key, index) or table.line(key))
        zone = table.text("zone")
        if wrong := zone_problem(zone):
            self.mistakes.add(f"zone: {wrong}", table.line("zone"))
        settle = table.made("settle", seconds_of, None, '"30s", "5m" or "1h"')
        trigger = Trigger(every, at, table.flag("on_change"), settle, zone, hours, quiet)
        table.finish()
        return trigger


def parse_or_none(text: str) -> SyncDefinition | DefinitionError:
    """The definition, or what is wrong with it: for editors that check while somebody types."""
    try:
        return parse(text)
    except DefinitionError as error:
        return error
