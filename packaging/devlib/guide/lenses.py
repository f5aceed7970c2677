"""The page on the lenses: every lens with its parameters, and examples of what it does to values."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .words import Words, sentence, table

if TYPE_CHECKING:
    from desktop_sync.model.schema import Field
    from desktop_sync.model.values import Value
    from desktop_sync.sync.lenses.base import LensInfo, Param

    from .examples import Example, Row

_SPACES = re.compile(r" (?= )|(?<= ) |^ | $")
"""Those that Markdown would swallow."""


def pages(words: Words) -> Mapping[str, str]:
    """`lenses.md`."""
    from desktop_sync.sync.lenses import catalogue

    lenses = catalogue()
    rows = [(f"[`{one.name}`](#{one.name})", words.said(one.summary)) for one in lenses]
    parts = [f"# {words('lenses.title')}", words("lenses.intro"), table(words("lenses.head").split("|"), rows)]
    for one in lenses:
        parts += _lens(words, one)
    return {"lenses.md": "\n\n".join(part.strip() for part in parts if part)}


def _lens(words: Words, info: "LensInfo") -> list[str]:
    from .examples import EXAMPLES

    params = [(_param(one), sentence(words.said(one.help)) + _words(words, one)) for one in info.params]
    parts = [f"## {info.name}", f"{words.said(info.summary)} {words(f'lenses.arity.{info.arity}')}"]
    parts.append(table(words("lenses.param_head").split("|"), params))
    for example in EXAMPLES[info.name]:
        parts += _example(words, info.name, example)
    if words.has(f"lenses.more.{info.name}"):
        parts.append(words(f"lenses.more.{info.name}"))
    return parts


def _param(one: "Param") -> str:
    return "…" if one.kind == "table" else f"`{one.name}`"


def _words(words: Words, one: "Param") -> str:
    listed = ", ".join(f"`{word}`" for word in one.words)
    return f" {words('lenses.one_of')} {listed}." if listed else ""


def _example(words: Words, name: str, example: "Example") -> list[str]:
    code = [line for side, fields in (("a", example.a), ("b", example.b)) if (line := _fields(side, fields))]
    extra = ['name = "origin"'] if name == "constant" else []
    parts = ["```toml\n[[field]]\n" + "\n".join([*extra, *code, example.lens]) + "\n```"]
    rows = [_row(words, row) for row in example.rows]
    head = (f"A: {_typed(words, example.a)}", "", f"B: {_typed(words, example.b)}")
    return [*parts, table(head, rows)]


def _fields(side: str, fields: Sequence["Field"]) -> str:
    names = [f'"{one.name}"' for one in fields]
    listed = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
    return f"{side} = {listed}" if names else ""


def _typed(words: Words, fields: Sequence["Field"]) -> str:
    return ", ".join(f"{one.name} ({_type(words, one)})" for one in fields) or words("lenses.none")


def _type(words: Words, one: "Field") -> str:
    named = words(f"lenses.types.{one.type.value}")
    if one.max_length:
        return words("lenses.at_most", type=named, count=one.max_length)
    return words("lenses.places", type=named, count=one.scale) if one.scale else named


def _row(words: Words, row: "Row") -> tuple[str, str, str]:
    here = " + ".join(_value(words, one) for one in row.a)
    there = " + ".join(_value(words, one) for one in row.b)
    return here, row.way, words("lenses.held") if row.refused else there


def _value(words: Words, value: "Value") -> str:
    if value is None:
        return words("lenses.blank")
    if isinstance(value, bool):
        return words(f"lenses.{'yes' if value else 'no'}")
    if isinstance(value, tuple):
        return ", ".join(f"`{one}`" for one in value)
    if isinstance(value, dt.datetime):
        return f"`{value:%Y-%m-%d %H:%M} UTC`"
    shown = _SPACES.sub("\N{NO-BREAK SPACE}", str(value))
    return f"`{shown}`"
