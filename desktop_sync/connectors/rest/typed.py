"""TOML tables to frozen dataclasses, by their type hints. Every mistake is noted with its line and the nearest right word.

The dataclasses are the format: a key is a field's name (without the “_” that keeps it apart from a Python word).
"""

import dataclasses
import datetime as dt
import functools
import types
import typing
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Literal, NewType

from desktop_sync.connectors.rest.paths import Body, Path, Template
from desktop_sync.sync.tomllines import Path as Place
from desktop_sync.sync.tomllines import key_lines
from desktop_sync.sync.words import Mistakes, listed, nearest

Span = NewType("Span", float)
"""Seconds; written “500ms”, “10s”, “5m”, “2h” or “1d”."""
NO_TIME = Span(0.0)
A_SECOND = Span(1.0)
A_MINUTE = Span(60.0)
TWO_MINUTES = Span(120.0)
FIVE_MINUTES = Span(300.0)
SIX_DAYS = Span(518_400.0)
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_PLAIN: Mapping[Any, tuple[type, str]] = {
    str: (str, "a text in quotes"),
    int: (int, "a whole number"),
    bool: (bool, "true or false"),
    dt.date: (dt.date, "a date such as 2026-11-23"),
}


class WrongError(ValueError):
    """A value can't be made; it is noted already."""


def key_of(field: "dataclasses.Field[Any]") -> str:
    """How the field is called in a manifest."""
    return field.name.rstrip("_")


@functools.cache
def keys_of(cls: type) -> Mapping[str, "dataclasses.Field[Any]"]:
    """Key → field."""
    return {key_of(field): field for field in dataclasses.fields(cls)}


@functools.cache
def _hints(cls: type) -> Mapping[str, Any]:
    """Field → type; evaluated once, for it takes longer than reading a table."""
    return typing.get_type_hints(cls)


class TypedReader:
    """Reads one file."""

    def __init__(self, text: str, mistakes: Mistakes) -> None:
        self._text, self._mistakes = text, mistakes

    @functools.cached_property
    def _lines(self) -> Mapping[Place, int]:
        return key_lines(self._text)  # asked for when something is wrong

    def line(self, place: Place) -> int | None:
        """Where it stands, or what it is in."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place)

    def wrong(self, place: Place, what: str) -> None:
        """Note a mistake."""
        self._mistakes.add(what, self.line(place))

    def table(self, cls: type, data: Any, place: Place) -> Any:
        """One dataclass of one table. Raises WrongError when something needed is wrong."""
        short = getattr(cls, "SHORT", "")
        if short and isinstance(data, str):
            return self._short(cls, short, data, place)
        if not isinstance(data, dict):
            self._no(place, "a table")
        fields, hints = keys_of(cls), _hints(cls)
        for key in data.keys() - fields.keys():
            self.wrong((*place, key), f"unknown key “{key}”{_inside(place)}.{nearest(key, fields)}")
        made: dict[str, Any] = {}
        failed = False
        for key, field in fields.items():
            if key in data:
                try:
                    made[field.name] = self.value(hints[field.name], data[key], (*place, key))
                except WrongError:
                    failed = True
            elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
                self.wrong(place, f"{_shown(place) or 'the file'} has no “{key}”.")
                failed = True
        if failed:
            raise WrongError
        return cls(**made)

    def _short(self, cls: type, key: str, data: str, place: Place) -> Any:
        """A text that stands for a table of one key."""
        return cls(**{key: self.value(_hints(cls)[key], data, place)})

    def value(self, hint: Any, data: Any, place: Place) -> Any:
        """A value of that type. Raises WrongError."""
        if hint is Span:
            return self._span(data, place)
        if hint is float:
            return float(data) if type(data) in {int, float} else self._no(place, "a number")
        if hint in _PLAIN:
            return self._plain(hint, data, place)
        if hint in {Path, Template, Body}:
            return self._parsed(hint.parse, data, place)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return self._word(hint, data, place)
        if dataclasses.is_dataclass(hint):
            return self.table(typing.cast(type, hint), data, place)
        return self._composed(hint, data, place)

    def _composed(self, hint: Any, data: Any, place: Place) -> Any:
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin is Literal:
            return data if data in arguments else self._no(place, listed(f"“{one}”" for one in arguments))
        if origin in {types.UnionType, typing.Union}:
            kinds = [one for one in arguments if one is not type(None)]
            return self.value(kinds[0], data, place) if len(kinds) == 1 else self._tagged(kinds, data, place)
        if origin is tuple:
            rows = data if isinstance(data, list) else [data]
            if arguments[0] is Path and isinstance(data, list) and not all(isinstance(one, str | list) for one in data):
                self._no(place, "a path or a list of paths")
            return tuple(self._each(arguments[0], dict(enumerate(rows)), place, alone=rows is not data).values())
        if not isinstance(data, dict):
            self._no(place, "a table")
        return self._each(arguments[1], data, place)

    def _each(self, hint: Any, data: Mapping[Any, Any], place: Place, *, alone: bool = False) -> dict[Any, Any]:
        made, failed = {}, False
        for key, one in data.items():
            try:
                made[key] = self.value(hint, one, place if alone else (*place, key))
            except WrongError:
                failed = True
        if failed:
            raise WrongError
        return made

    def _tagged(self, kinds: list[Any], data: Any, place: Place) -> Any:
        """One of several tables, told apart by their key “kind”."""
        known = {typing.get_args(_hints(one)["kind"])[0]: one for one in kinds}
        if not isinstance(data, dict):
            self._no(place, "a table")
        kind = data.get("kind")
        if kind not in known:
            told = f"{_shown(place)} has no “kind”." if kind is None else f"there is no kind “{kind}”{_inside(place)}."
            self.wrong((*place, "kind"), told + nearest(str(kind or ""), known))
            raise WrongError
        return self.table(known[kind], data, place)

    def _plain(self, hint: Any, data: Any, place: Place) -> Any:
        wanted, words = _PLAIN[hint]
        if type(data) is not wanted:
            self._no(place, words)
        return data

    def _parsed(self, parse: Callable[[object], Any], data: Any, place: Place) -> Any:
        try:
            return parse(data)
        except ValueError as error:
            return self._no(place, str(error))

    def _word(self, words: type[StrEnum], data: Any, place: Place) -> Any:
        known = [one.value for one in words]
        if data not in known:
            told = (
                f"{_shown(place)}: there is no “{data}” here."
                if isinstance(data, str)
                else f"{_shown(place)} must be a word."
            )
            self.wrong(place, told + nearest(str(data), known))
            raise WrongError
        return words(data)

    def _span(self, data: Any, place: Place) -> float:
        if isinstance(data, str):
            number = data.rstrip("abcdefghijklmnopqrstuvwxyz ")
            unit = data[len(number) :].strip()
            if unit in _UNITS and number.isascii() and number.isdecimal():
                return int(number) * _UNITS[unit]
        self._no(place, "“500ms”, “10s”, “5m”, “2h” or “1d”")
        raise AssertionError

    def _no(self, place: Place, wanted: str) -> Any:
        self.wrong(place, f"{_shown(place)} must be {wanted}.")
        raise WrongError


def _shown(place: Place) -> str:
    """The key, with where it is: “tables.people.list.at”."""
    return ".".join(str(part) for part in place)


def _inside(place: Place) -> str:
    return f" in {_shown(place)}" if place else ""
