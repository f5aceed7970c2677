"""Line numbers of the keys of a TOML text, which tomllib does not tell. The text must be valid TOML: only then is the result right."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from desktop_sync.sync.words import Mistakes

Path = tuple[str | int, ...]
"""Keys from the root; a number is the index in an array of tables."""


_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)\Z")


_DEEPEST = 40


def toml_data(text: str, mistakes: Mistakes) -> dict[str, Any]:
    """What a TOML text says. Raises DefinitionError for what is none, or means harm: numbers and nests without end."""
    try:
        data = tomllib.loads(text)
        if _depth(data) <= _DEEPEST:
            return data
        mistakes.add("it is nested too deeply.")
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found and found[1] else text.count("\n") + 1
        mistakes.add(f"this is no valid TOML: {_AT_LINE.sub('', str(error))}.", line)
    except RecursionError:
        mistakes.add("it is nested too deeply.")
    except ValueError:  # Python's own limit
        mistakes.add("a number has too many digits.")
    mistakes.raise_any()
    raise AssertionError("a mistake was noted")


def _depth(data: dict[str, Any]) -> int:
    depth, level = 0, list[Any]([data])
    while level:
        depth += 1
        inner = (one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list))
        level = [part for parts in inner for part in parts]
    return depth


def key_lines(text: str) -> dict[Path, int]:
    """Path → line (1-based) of every table header and key, those within inline tables too."""
    return _Scanner(text).run()


class _Scanner:
    """Walks over the text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.lines: dict[Path, int] = {}
        self.arrays: dict[tuple[str, ...], int] = {}
        self.table: Path = ()

    def run(self) -> dict[Path, int]:
        """The whole text."""
        while self._skip_blank():
            if self.text[self.at] == "[":
                self._header()
            else:
                self._pair(self.table)
        return self.lines

    def _step(self, count: int = 1) -> None:
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count

    def _skip_blank(self) -> bool:
        """To the next thing; False at the end."""
        while self.at < len(self.text):
            if self.text[self.at] == "#":
                end = self.text.find("\n", self.at)
                self._step((end if end >= 0 else len(self.text)) - self.at)
            elif self.text[self.at].isspace():
                self._step()
            else:
                return True
        return False

    def _header(self) -> None:
        array = self.text.startswith("[[", self.at)
        line = self.line
        self._step(2 if array else 1)
        names = tuple(self._key("]"))
        self._step(2 if array else 1)
        if array:
            self.arrays[names] = self.arrays.get(names, -1) + 1
        path: Path = ()
        for depth, name in enumerate(names, 1):
            path = (*path, name)
            self.lines.setdefault(path, line)
            index = self.arrays.get(names[:depth])
            if index is not None:
                path = (*path, index)
        self.table = path
        self.lines[path] = line

    def _pair(self, table: Path) -> None:
        """One `key = value`."""
        line = self.line
        path = table
        for name in self._key("="):
            path = (*path, name)
            self.lines.setdefault(path, line)
        self._step()
        self._value(path)

    def _key(self, end: str) -> Iterator[str]:
        """The parts of a dotted key up to `end`, which is not consumed."""
        while True:
            self._skip_space()
            here = self.text[self.at]
            if here in {'"', "'"}:
                start = self.at
                self._string()
                raw = self.text[start : self.at]
                yield tomllib.loads(f"k = {raw}")["k"]
            elif here == end:
                return
            elif here == ".":
                self._step()
            else:
                start = self.at
                while self.text[self.at].isalnum() or self.text[self.at] in "_-":
                    self._step()
                yield self.text[start : self.at]

    def _skip_space(self) -> None:
        while self.text[self.at] in " \t":
            self._step()

    def _string(self) -> None:
        quote = self.text[self.at]
        if self.text.startswith(quote * 3, self.at):
            self._step(3)
            while not self.text.startswith(quote * 3, self.at):
                self._step(2 if self.text[self.at] == "\\" and quote == '"' else 1)
            self._step(3)
            while self.text.startswith(quote, self.at):  # up to two quotes may stand before the closing ones
                self._step()
            return
        self._step()
        while self.text[self.at] != quote:
            self._step(2 if self.text[self.at] == "\\" and quote == '"' else 1)
        self._step()

    def _value(self, path: Path) -> None:
        here = self.text[self.at] if self._skip_blank() else ""
        if here in {'"', "'"}:
            self._string()
        elif here == "[":
            self._array(path)
        elif here == "{":
            self._inline(path)
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}#\n":
                self._step()

    def _array(self, path: Path) -> None:
        self._step()
        index = 0
        while self._skip_blank() and self.text[self.at] != "]":
            if self.text[self.at] == ",":
                self._step()
                continue
            self.lines.setdefault((*path, index), self.line)
            self._value((*path, index))
            index += 1
        self._step()

    def _inline(self, path: Path) -> None:
        self._step()
        while self._skip_blank() and self.text[self.at] != "}":
            if self.text[self.at] == ",":
                self._step()
            else:
                self._pair(path)
        self._step()
