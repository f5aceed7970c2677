"""Tables of a TOML file, read key by key: what is wrong is noted with its line and the nearest right word."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from desktop_sync.model.mapping import LensSpec
from desktop_sync.sync.tomllines import Path
from desktop_sync.sync.words import Mistakes, listed, nearest

_Word = TypeVar("_Word", bound=StrEnum)
_Made = TypeVar("_Made")


class TomlTable:
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

    def table(self, key: str, *, required: bool = False) -> "TomlTable":
        """A table within; an empty one where it is left out."""
        value = self._take(key)
        if value is None and required:
            self.mistakes.add(f"there is no [{key}].")
        elif value is not None and not isinstance(value, dict):
            self.wrong(key, f"a table, as {key} = {{ … }}" if self.path else f"a table [{key}]")
        data = value if isinstance(value, dict) else {}
        made = TomlTable(data, (*self.path, key), self.lines, self.mistakes)
        made.told = required and not isinstance(value, dict)
        return made

    def tables(self, key: str) -> list["TomlTable"]:
        """An array of tables."""
        value = self._take(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.wrong(key, f"written as [[{key}]]")
            return []
        return [TomlTable(one, (*self.path, key, index), self.lines, self.mistakes) for index, one in enumerate(value)]

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
            inner = TomlTable(row, path, self.lines, self.mistakes)
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
