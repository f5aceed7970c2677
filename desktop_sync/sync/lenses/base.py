"""What a lens is: two halves, one per side, that agree on a shared value.

The laws (Foster et al., “Combinators for bi-directional tree transformations”): GetPut, `put(get(v), v) == v`, and PutGet,
`norm(get(put(s, old))) == norm(s)`. `OneField` and `SeveralFields` hold them by construction: what the fields hold already is kept as it
is, and what would not come back is refused with a LensError instead of being written.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from desktop_sync.errors import DefinitionError
from desktop_sync.model.record import Side
from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.values import Value
from desktop_sync.sync.words import listed, nearest

Values = tuple[Value, ...]
TEXTUAL = frozenset({FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE, FieldType.CHOICE, FieldType.REFERENCE})
ANY = tuple(FieldType)


class LensError(Exception):
    """A value does not go through the lens. `problem`: plain words without the value; `side` is known once the mapping saw it."""

    def __init__(self, problem: str, fields: tuple[str, ...] = (), side: Side | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.fields = fields
        self.side = side

    def __str__(self) -> str:
        names = " + ".join(self.fields)
        where = f" in {self.side.upper()}" if self.side else ""
        return f"“{names}”{where} {self.problem}" if names else self.problem


class Half(Protocol):
    """One side of a lens."""

    def get(self, values: Values) -> Value:
        """The side's field values as the shared value. Raises LensError."""

    def put(self, shared: Value, old: Values | None) -> Values:
        """The shared value as the side's field values; `old`: as they were, None on create. Raises LensError."""

    def norm(self, shared: Value) -> Value:
        """The side's tolerance: two shared values with equal norm are the same on this side. Never raises."""


@dataclass(frozen=True)
class Lens:
    """A lens as built for two fields (or groups of fields). `lossy`: "" or why a value may not survive there and back."""

    name: str
    label: str
    a: Half
    b: Half
    lossy: str = ""

    def half(self, side: Side) -> Half:
        """The half of that side."""
        return self.a if side == "a" else self.b


ParamKind = Literal["text", "number", "flag", "word", "pair", "value", "table"]


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of a lens. `kind`: text, number, flag (true/false), word (one of `words`), pair (of texts), value (any), table (of texts)."""

    name: str
    kind: ParamKind
    help: str
    default: str = ""
    words: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class LensInfo:
    """A lens as lists show it. `arity`: which counts of fields go together: "1:1", "2:1 or 1:2" and so on."""

    name: str
    label: str
    summary: str
    params: tuple[Param, ...] = ()
    accepts_a: tuple[FieldType, ...] = ANY
    accepts_b: tuple[FieldType, ...] = ANY
    arity: str = "1:1"
    example: str = ""


class Params:
    """The parameters of one use of a lens, checked against what the lens knows. Raises DefinitionError throughout."""

    def __init__(self, info: LensInfo, given: Mapping[str, Any], place: str) -> None:
        self.info, self.given, self.place = info, given, place
        known = {param.name: param for param in info.params}
        free = any(param.kind == "table" for param in info.params)
        for name, value in given.items():
            if name in known and known[name].kind != "table":
                self._check(known[name], value)
            elif not free:
                self.fail(f"the lens “{info.name}” has no parameter “{name}”.{nearest(name, known)}")
        for param in info.params:
            if param.required and param.kind != "table" and param.name not in given:
                self.fail(f"the lens “{info.name}” needs the parameter “{param.name}” ({param.help}).")

    def fail(self, what: str) -> None:
        """Raise DefinitionError for the place where the lens is used."""
        raise DefinitionError(what, place=self.place)

    def _check(self, param: Param, value: Any) -> None:
        fits = {
            "text": lambda: isinstance(value, str),
            "number": lambda: isinstance(value, int | float) and not isinstance(value, bool),
            "flag": lambda: isinstance(value, bool),
            "word": lambda: value in param.words,
            "pair": lambda: _is_pair(value),
            "value": lambda: isinstance(value, str | int | float | bool),
        }[param.kind]()
        if fits:
            return
        wanted = {
            "text": "a text in quotes",
            "number": "a number",
            "flag": "true or false",
            "word": listed(f"“{word}”" for word in param.words),
            "pair": 'two texts, as ["yes", "no"]',
            "value": "a text, a number, true or false",
        }[param.kind]
        close = nearest(value, param.words) if param.kind == "word" and isinstance(value, str) else ""
        hint = close if "Did you mean" in close else ""
        self.fail(f"the parameter “{param.name}” of the lens “{self.info.name}” must be {wanted}.{hint}")

    def text(self, name: str, default: str = "") -> str:
        """A text or word parameter."""
        return str(self.given.get(name, default))

    def flag(self, name: str) -> bool:
        """A flag parameter; left out: false."""
        return bool(self.given.get(name, False))

    def pair(self, name: str) -> tuple[str, str] | None:
        """A pair of texts, None where it is left out."""
        if name not in self.given:
            return None
        one, two = self.given[name]
        return str(one), str(two)

    def table(self) -> dict[str, Any]:
        """What is not a parameter by name: the entries of a table lens."""
        known = {param.name for param in self.info.params if param.kind != "table"}
        return {name: value for name, value in self.given.items() if name not in known}


def _is_pair(value: object) -> bool:
    if not isinstance(value, list | tuple) or len(value) != 2:
        return False
    return all(isinstance(one, str) for one in value) and value[0].casefold() != value[1].casefold()


Fields = tuple[Field, ...]
Build = Callable[[Params, Fields, Fields], Lens]


@dataclass(frozen=True)
class LensKind:
    """A lens of the catalogue: what is told of it, and how it is built."""

    info: LensInfo
    build: Build = field(repr=False)


class OneField:
    """Base of halves over one field. Subclasses say `read`, `norm`, and `write` or `rewrite`."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.blank: Values = ("" if field.blank_as_empty and field.type in TEXTUAL else None,)

    def get(self, values: Values) -> Value:
        """The field's value as the shared value; blank is None."""
        value = values[0]
        if value is None or value in ("", ()):
            return None
        return self.read(value)

    def put(self, shared: Value, old: Values | None) -> Values:
        """The shared value as the field's; the field's own form is kept where it says the same."""
        if old is None and self.passes(shared):
            return (shared,)
        wanted = self.norm(shared)
        if old is not None and holds(self, old, wanted):
            return old
        if wanted is None:
            return self.blank
        new: Values = (self.rewrite(shared, old[0] if old else None),)
        if not holds(self, new, wanted):
            raise self.error("can't hold this value without changing it")
        return new

    def read(self, value: Value) -> Value:
        """A filled value of the field as the shared value."""
        raise NotImplementedError

    def write(self, shared: Value) -> Value:
        """A filled shared value as the field's."""
        raise NotImplementedError

    def passes(self, shared: Value) -> bool:  # noqa: ARG002 - for halves that can tell
        """Whether the field plainly takes this very value and gives it back: what most values of new records are, found out quickly.
        False says nothing.
        """
        return False

    def rewrite(self, shared: Value, old: Value) -> Value:  # noqa: ARG002 - for halves that write in the manner of what is there
        """The same where `old` is there, None for nothing."""
        return self.write(shared)

    def norm(self, shared: Value) -> Value:
        """See `Half.norm`."""
        raise NotImplementedError

    def error(self, problem: str) -> LensError:
        """An error about this field."""
        return LensError(problem, (self.field.name,))


class SeveralFields:
    """Base of halves over several text fields. Subclasses say `join`, `part` and `norm`."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.blank: Values = tuple("" if f.blank_as_empty and f.type in TEXTUAL else None for f in fields)

    def get(self, values: Values) -> Value:
        """The fields' values as one; None when all are blank."""
        parts = [tidy(as_text(value, field)) for value, field in zip(values, self.fields, strict=True)]
        return self.join(parts) if any(parts) else None

    def put(self, shared: Value, old: Values | None) -> Values:
        """The shared value in parts; the parts are kept where they say the same together."""
        wanted = self.norm(shared)
        if old is not None and holds(self, old, wanted):
            return old
        if wanted is None:
            return self.blank
        if not isinstance(wanted, str):
            raise self.error("take a text only")
        before = tuple(tidy(as_text(v, f)) for v, f in zip(old, self.fields, strict=True)) if old else ()
        parts = self.part(wanted, before)
        new: Values = tuple(part or blank for part, blank in zip(parts, self.blank, strict=True))
        if not holds(self, new, wanted):
            raise self.error("can't hold this value without changing it")
        return new

    def join(self, parts: list[str]) -> str:
        """The parts as one text; at least one is filled."""
        raise NotImplementedError

    def part(self, whole: str, old: tuple[str, ...]) -> list[str]:
        """The text in as many parts as there are fields; `old`: the parts as they were, () on create."""
        raise NotImplementedError

    def norm(self, shared: Value) -> Value:
        """See `Half.norm`."""
        raise NotImplementedError

    def error(self, problem: str) -> LensError:
        """An error about these fields."""
        return LensError(problem, tuple(field.name for field in self.fields))


def holds(half: Half, values: Values, wanted: Value) -> bool:
    """Whether the field values already say `wanted` (a norm)."""
    try:
        return same(half.norm(half.get(values)), wanted)
    except LensError:
        return False


def same(one: Value, two: Value) -> bool:
    """Equality of norms; True and 1 are two things, 1 and Decimal("1.0") are one."""
    return one == two and isinstance(one, bool) == isinstance(two, bool)


def as_text(value: Value, field: Field) -> str:
    """What a field with text holds, as text: spreadsheets and SQLite put numbers into text columns. Raises LensError."""
    if isinstance(value, str):
        return value
    if value is None or value == ():
        return ""
    if isinstance(value, bytes | tuple):
        raise LensError("isn't a text", (field.name,))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def tidy(text: str) -> str:
    """NFC, one kind of line end, no outer space."""
    if text.isascii():
        return (text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text).strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text without its case, the same however it was written (upper, lower, title)."""
    for _ in range(4):  # a few letters need two rounds until they stay
        folded = unicodedata.normalize("NFC", text.upper().casefold())
        if folded == text:
            break
        text = folded
    return text
