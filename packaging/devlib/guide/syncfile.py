"""The page on the sync file: its keys, words and usual values as the reader of sync files asks for them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from unittest import mock

from .words import Words, table

SECTIONS = ("", "a", "match", "field", "check", "rules", "guard", "trigger")
EVERYTHING = """
name = "Customers"
[a]
account = "shop"
table = "customers"
[b]
account = "office"
table = "Customers"
[[field]]
a = "email"
b = "E-mail"
[rules]
archive = { b = { field = "active", value = "false" } }
"""
"""Has every section, so that the reader asks for all there is."""
INNER = {"deletes", "archive"}
"""Tables within `[rules]` that are told as one key."""


@dataclass(frozen=True)
class Key:
    """A key of a section; `words`: the only values, `usual`: which one holds when it is left out, "" where that is a sentence."""

    section: str
    name: str
    words: tuple[str, ...] = ()
    usual: str = ""


def known() -> list[Key]:
    """Every key that the reader asks for, in its order."""
    from desktop_sync.sync.syncfile import parse
    from desktop_sync.sync.syncfile_check import KEYS

    with _heard() as heard:
        parse(EVERYTHING)
    found: dict[tuple[str, str], Key] = {}
    for key in heard:
        if key.section != "b" and (key.section or (key.name not in SECTIONS and key.name != "b")):
            found[key.section, key.name] = key if key.words else found.get((key.section, key.name), key)
    return [*found.values(), *(Key("check", one) for one in KEYS)]


@contextmanager
def _heard() -> Iterator[list[Key]]:
    from desktop_sync.sync.tomltable import TomlTable

    heard: list[Key] = []
    take, word = TomlTable._take, TomlTable.word  # noqa: SLF001 - listened to, as nothing else knows all the keys

    def section(one: TomlTable) -> str | None:
        path = [str(part) for part in one.path if not isinstance(part, int)]
        return None if set(path) & INNER else path[0] if path else ""

    def on_take(one: TomlTable, key: str) -> Any:
        where = section(one)
        if where is not None:
            heard.append(Key(where, key))
        return take(one, key)

    def on_word(one: TomlTable, key: str, words: type[StrEnum], usual: Any) -> Any:
        where = section(one)
        if where is not None:
            heard.append(Key(where, key, tuple(each.value for each in words), usual.value if usual else ""))
        return word(one, key, words, usual)

    with mock.patch.object(TomlTable, "_take", on_take), mock.patch.object(TomlTable, "word", on_word):
        yield heard


def pages(words: Words) -> Mapping[str, str]:
    """`sync-file.md`."""
    found = known()
    parts = [f"# {words('syncfile.title')}", words("syncfile.intro")]
    for section in SECTIONS:
        rows = [_row(words, key) for key in found if key.section == section]
        name = section or "file"
        parts += [f"## {words(f'syncfile.sections.{name}')}", words(f"syncfile.about.{name}")]
        parts.append(table(words("syncfile.head").split("|"), rows))
    parts.append(words("syncfile.end"))
    return {"sync-file.md": "\n\n".join(part.strip() for part in parts if part)}


def _row(words: Words, key: Key) -> tuple[str, str, str]:
    means = words(f"syncfile.keys.{key.section or 'file'}.{key.name}")
    if key.words:
        means = f"{means} {words('syncfile.one_of')} {', '.join(f'`{one}`' for one in key.words)}."
    usual = f"syncfile.usual.{key.section or 'file'}.{key.name}"
    return f"`{key.name}`", means, f"`{key.usual}`" if key.usual else words(usual) if words.has(usual) else ""
