"""The sync file (INTERFACE.md): TOML text to a definition and back. Mistakes name the line and the nearest right word, all at once."""

import re
import tomllib
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from desktop_sync.errors import DefinitionError
from desktop_sync.model.mapping import BlankRule, ConflictRule, Direction, FieldLink, FirstRun, LensSpec
from desktop_sync.model.sync import Archive, DeletePolicy, Duplicates, Guard, Rules, SideSpec, SyncDefinition, Trigger
from desktop_sync.sync.definition import definition_mistakes
from desktop_sync.sync.limits import limit_of, seconds_of, time_of_day_problem
from desktop_sync.sync.syncfile_check import read_check
from desktop_sync.sync.syncfile_dump import dump
from desktop_sync.sync.tomllines import Path, key_lines
from desktop_sync.sync.words import Mistakes, listed, nearest

__all__ = ["dump", "parse"]

_Word = TypeVar("_Word", bound=StrEnum)
_Made = TypeVar("_Made")
_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)\Z")


def parse(text: str, file: str = "") -> SyncDefinition:
    """The definition that a sync file's text means. `file`: its name, for errors. Raises DefinitionError."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        mistakes = Mistakes(file)
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found and found[1] else text.count("\n") + 1
        mistakes.add(f"this is no valid TOML: {_AT_LINE.sub('', str(error))}.", line)
        mistakes.raise_any()
        raise
    return _Reader(data, key_lines(text), Mistakes(file)).definition()


class _Reader:
    """Makes the definition of the parsed file."""

    def __init__(self, data: dict[str, Any], lines: Mapping[Path, int], mistakes: Mistakes) -> None:
        self.root = _Table(data, (), lines, mistakes)
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
        fields = tuple(self._field(one) for one in root.tables("field"))
        rest = (self._rules(), self._guard(), self._trigger(), duplicates)
        definition = SyncDefinition(name, a, b, fields, keys, first_run, *rest)
        root.finish()
        if not self.mistakes.found:
            definition_mistakes(definition, self.mistakes, match.line("keys"))
        self.mistakes.raise_any()
        return definition

    def _side(self, table: "_Table") -> SideSpec:
        account, name = table.text("account", required=True), table.text("table", required=True)
        condition, where = table.condition("filter")
        cursor = table.text("cursor")
        table.finish()
        return SideSpec(account, name, condition, where, cursor)

    def _field(self, table: "_Table") -> FieldLink:
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
        )
        table.finish()
        return link

    def _rules(self) -> Rules:
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
    def _archive(table: "_Table", side: str) -> Archive | None:
        inner = table.table(side)
        if not inner.data:
            return None
        made = Archive(inner.text("field", required=True), inner.plain("value"))
        inner.finish()
        return made

    def _guard(self) -> Guard:
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

    def _trigger(self) -> Trigger:
        table = self.root.table("trigger")
        every = table.made("every", seconds_of, None, '"30s", "15m", "2h" or "1d"')
        at = table.texts("at")
        for index, one in enumerate(at):
            problem = time_of_day_problem(one)
            if problem:
                self.mistakes.add(f"at: “{one}” {problem}", table.line("at", index) or table.line("at"))
        settle = table.made("settle", seconds_of, None, '"30s", "5m" or "1h"')
        trigger = Trigger(every, at, table.flag("on_change"), settle)
        table.finish()
        return trigger


class _Table:
    """One table of the file; notes which keys were asked for, so that the others are told as unknown."""

    def __init__(self, data: Mapping[str, Any], path: Path, lines: Mapping[Path, int], mistakes: Mistakes) -> None:
        self.data, self.path, self.lines, self.mistakes = data, path, lines, mistakes
        self.known: list[str] = []
        self.told = False
        """Whether it is told already that the table is not there: then nothing more about its keys."""

    @property
    def own_line(self) -> int | None:
        """Where the table begins."""
        return self.lines.get(self.path)

    def line(self, *keys: str | int) -> int | None:
        """Where a key stands, or else its table."""
        return self.lines.get((*self.path, *keys), self.own_line)

    def wrong(self, key: str, wanted: str) -> None:
        """Note that a value is not of its kind."""
        self.mistakes.add(f"{key} must be {wanted}.", self.line(key))

    def _take(self, key: str) -> Any:
        self.known.append(key)
        return self.data.get(key)

    def anything(self, key: str) -> Any:
        """The value as it stands, None where it is left out."""
        return self._take(key)

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.data:
            if key not in self.known:
                where = f" in [{self.path[0]}]" if self.path else ""
                self.mistakes.add(f"unknown key “{key}”{where}.{nearest(key, self.known)}", self.line(key))

    def text(self, key: str, *, required: bool = False) -> str:
        """A text, "" where it is left out."""
        value = self._take(key)
        if value is None:
            if required and not self.told:
                where = f"[{self.path[0]}]" if self.path else "the file"
                self.mistakes.add(f"{where} has no “{key}”.", self.own_line)
            return ""
        if not isinstance(value, str):
            self.wrong(key, "a text in quotes")
            return ""
        if required and not value.strip():
            self.wrong(key, "filled in")
        return value

    def plain(self, key: str) -> str:
        """A text, a number, true or false, as text."""
        value = self._take(key)
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str | int | float):
            return str(value)
        self.wrong(key, "a text, a number, true or false")
        return ""

    def flag(self, key: str) -> bool:
        """True or false; left out: false."""
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            self.wrong(key, "true or false")
        return value is True

    def word(self, key: str, words: type[_Word], usual: Any) -> Any:
        """One of the words."""
        value = self._take(key)
        if value is None:
            return usual
        known = [one.value for one in words]
        if value in known:
            return words(value)
        hint = nearest(value, known) if isinstance(value, str) else ""
        self.wrong(key, listed(f"“{one}”" for one in known))
        if "Did you mean" in hint:
            line, what = self.mistakes.found.pop()
            self.mistakes.add(what + hint, line)
        return usual

    def names(self, key: str) -> tuple[str, ...]:
        """One name or a list of names; () where it is left out."""
        value = self._take(key)
        values = (value,) if isinstance(value, str) else value
        if values is None:
            return ()
        if not isinstance(values, list | tuple) or not all(isinstance(one, str) and one for one in values):
            self.wrong(key, 'a field\'s name, or a list of names as ["first", "last"]')
            return ()
        return tuple(values)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one."""
        value = self._take(key)
        values = [value] if isinstance(value, str) else value
        if values is None:
            return ()
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            self.wrong(key, "a list of texts")
            return ()
        return tuple(values)

    def key_lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Lists of names in a list; a name alone is a list of one."""
        value = self._take(key)
        if value is None:
            return ()
        rows = [[one] if isinstance(one, str) else one for one in value] if isinstance(value, list) else [None]
        if not all(isinstance(row, list) and all(isinstance(one, str) for one in row) for row in rows):
            self.wrong(key, 'lists of shared fields, as [["email"], ["name", "postcode"]]')
            return ()
        return tuple(tuple(row) for row in rows if row is not None)

    def table(self, key: str, *, required: bool = False) -> "_Table":
        """A table within; an empty one where it is left out."""
        value = self._take(key)
        if value is None and required:
            self.mistakes.add(f"there is no [{key}].")
        elif value is not None and not isinstance(value, dict):
            self.wrong(key, f"a table, as {key} = {{ … }}" if self.path else f"a table [{key}]")
        data = value if isinstance(value, dict) else {}
        made = _Table(data, (*self.path, key), self.lines, self.mistakes)
        made.told = required and not isinstance(value, dict)
        return made

    def tables(self, key: str) -> list["_Table"]:
        """An array of tables."""
        value = self._take(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.wrong(key, f"written as [[{key}]]")
            return []
        return [_Table(one, (*self.path, key, index), self.lines, self.mistakes) for index, one in enumerate(value)]

    def lens(self, key: str) -> LensSpec:
        """A lens by name, or with its parameters: { name = { … } }."""
        value = self._take(key)
        if value is None:
            return LensSpec()
        if isinstance(value, str):
            return LensSpec(value)
        if isinstance(value, dict) and len(value) == 1:
            ((name, params),) = value.items()
            if isinstance(params, dict):
                return LensSpec(name, params)
        self.wrong(key, 'a lens\'s name, or one with parameters, as { date = { a = "%m/%d/%Y" } }')
        return LensSpec()

    def condition(self, key: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """A filter: (text in the connector's terms, or the fields and their values)."""
        value = self._take(key)
        if value is None or isinstance(value, str):
            return value or "", ()
        rows = value if isinstance(value, list) else [value]
        found: list[tuple[str, str]] = []
        for index, row in enumerate(rows):
            if not isinstance(row, dict):
                self.wrong(key, 'a text, or { field = "country", is = "DE" }')
                return "", ()
            path = (*self.path, key, index) if isinstance(value, list) else (*self.path, key)
            inner = _Table(row, path, self.lines, self.mistakes)
            found.append((inner.text("field", required=True), inner.plain("is")))
            inner.finish()
        return "", tuple(found)

    def made(self, key: str, make: Callable[[Any], _Made | None], usual: _Made, wanted: str) -> _Made:
        """What `make` makes of the value; None from it means that the value is wrong."""
        value = self._take(key)
        if value is None:
            return usual
        found = make(value)
        if found is None:
            self.wrong(key, wanted)
            return usual
        return found


def parse_or_none(text: str) -> SyncDefinition | DefinitionError:
    """The definition, or what is wrong with it: for editors that check while somebody types."""
    try:
        return parse(text)
    except DefinitionError as error:
        return error
