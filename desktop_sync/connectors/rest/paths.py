"""Dotted paths into JSON, and texts with {names}: all that a manifest can say about shapes. Nothing here is evaluated."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from desktop_sync.model.values import MISSING

_LONGEST = 15
_NAME = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


def is_count(text: str) -> bool:
    """Whether a system tells a number of things so: plain digits, and not more of them than anybody counts ("²" and 5,000 digits are none)."""
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST


@dataclass(frozen=True, slots=True)
class Path:
    """Where something stands in JSON: keys one within the other, or numbers in a list. Without parts: the whole."""

    parts: tuple[str, ...] = ()

    @classmethod
    def parse(cls, data: object) -> "Path":
        """From “a.b.0”, or from a list of keys where a key has a dot. Raises ValueError with what is wanted."""
        parts = data.split(".") if isinstance(data, str) and data else data or []
        if not isinstance(parts, list) or not all(isinstance(one, str) and one.strip() for one in parts):
            raise ValueError('a path such as "paging.next.after", or a list of keys')
        return cls(tuple(parts))

    def get(self, data: Any) -> Any:
        """What stands there, MISSING where nothing does."""
        for part in self.parts:
            if isinstance(data, Mapping):
                data = data.get(part, MISSING)
            elif isinstance(data, list) and part.lstrip("-").isdigit() and -len(data) <= int(part) < len(data):
                data = data[int(part)]
            else:
                return MISSING
        return data

    def found(self, data: Any) -> Any:
        """What stands there, None where nothing does."""
        value = self.get(data)
        return None if value is MISSING else value

    def put(self, data: dict[str, Any], value: Any) -> None:
        """Set it, with all objects on the way."""
        for part in self.parts[:-1]:
            inner = data.get(part)
            if not isinstance(inner, dict):
                inner = data[part] = {}
            data = inner
        data[self.parts[-1]] = value

    def within(self, root: "Path") -> "Path | None":
        """The rest of the path behind `root`, None where it doesn't begin so."""
        count = len(root.parts)
        return Path(self.parts[count:]) if self.parts[:count] == root.parts and len(self.parts) > count else None

    def __add__(self, other: "Path") -> "Path":
        return Path(self.parts + other.parts)

    def __str__(self) -> str:
        return ".".join(self.parts)


@dataclass(frozen=True, slots=True)
class Template:
    """A text with {names}. One that is nothing but a name stands for the value itself, whatever its type."""

    text: str

    @classmethod
    def parse(cls, data: object) -> "Template":
        """Raises ValueError with what is wanted."""
        if isinstance(data, bool):
            return cls("true" if data else "false")
        if isinstance(data, int):
            return cls(str(data))
        if not isinstance(data, str):
            raise ValueError("a text in quotes")  # noqa: TRY004 - what a reader of manifests looks for
        rest = _NAME.sub("", data)
        if "{" in rest or "}" in rest:
            raise ValueError("a text in which each { begins a {name} of small letters, digits and _")
        return cls(data)

    @property
    def names(self) -> frozenset[str]:
        """The names in it."""
        return frozenset(_NAME.findall(self.text))

    def value(self, given: Mapping[str, Any]) -> Any:
        """The value that it stands for; a text unless it is one name alone."""
        alone = _NAME.fullmatch(self.text)
        return given[alone[1]] if alone else self.fill(given)

    def fill(self, given: Mapping[str, Any]) -> str:
        """The text with all names replaced."""
        return _NAME.sub(lambda match: as_text(given[match[1]]), self.text)

    def fill_url(self, given: Mapping[str, Any]) -> str:
        """The same within an address: what is put in can't change its shape, unless it is a whole address that the system gave."""
        if self.text == "{token}":
            return as_text(given["token"])
        return _NAME.sub(lambda match: _quoted(as_text(given[match[1]])), self.text)


@dataclass(frozen=True, slots=True)
class Body:
    """A JSON body with texts of names in it. The key “*” spreads the object that its value stands for."""

    data: Any

    @classmethod
    def parse(cls, data: object) -> "Body":
        """Raises ValueError with what is wanted."""
        return cls(_parsed(data))

    @property
    def names(self) -> frozenset[str]:
        """All names in it."""
        return frozenset(name for template in _templates(self.data) for name in template.names)

    def value(self, given: Mapping[str, Any]) -> Any:
        """The body with everything put in."""
        return _built(self.data, given)


WHOLE = Path()
NO_TEXT = Template("")


def as_text(value: Any) -> str:
    """A value as it stands in an address or a text; lists with commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(as_text(one) for one in value) if isinstance(value, list | tuple) else str(value)


def _quoted(text: str) -> str:
    """Within an address. Some ids are paths of plain words: “people/c12”."""
    return text if re.fullmatch(r"[\w-]+(/[\w-]+)+", text, re.ASCII) else quote(text, safe=",:=")


def _parsed(data: object) -> Any:
    if isinstance(data, str):
        return Template.parse(data)
    if isinstance(data, dict):
        made = {}
        for key, value in data.items():
            made[key] = _parsed(value)
            if key == "*" and not (isinstance(made[key], Template) and _NAME.fullmatch(made[key].text)):
                raise ValueError("a body whose “*” stands for one {name}")
        return made
    if isinstance(data, list):
        return [_parsed(one) for one in data]
    if data is None or isinstance(data, bool | int | float):
        return data
    raise ValueError("texts, numbers, true, false, tables and lists")


def _templates(data: Any) -> Iterator[Template]:
    if isinstance(data, Template):
        yield data
    elif isinstance(data, dict | list):
        for one in data.values() if isinstance(data, dict) else data:
            yield from _templates(one)


def _built(data: Any, given: Mapping[str, Any]) -> Any:
    if isinstance(data, Template):
        return data.value(given)
    if isinstance(data, list):
        return [_built(one, given) for one in data]
    if not isinstance(data, dict):
        return data
    made: dict[str, Any] = {}
    for key, value in data.items():
        built = _built(value, given)
        if key == "*":
            made |= built
        else:
            made[key] = built
    return made
