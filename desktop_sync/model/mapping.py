"""The mapping of a sync: which fields are to agree, and through which lens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Direction(StrEnum):
    """Which way a field is carried."""

    BOTH = "both"
    A_TO_B = "a_to_b"
    B_TO_A = "b_to_a"


class ConflictRule(StrEnum):
    """Who wins when a field was changed on both sides."""

    NEWEST = "newest"
    A = "a"
    B = "b"
    ASK = "ask"


class FirstRun(StrEnum):
    """What to do with a pair that differs before there is a base."""

    ASK = "ask"
    PREFER_A = "prefer_a"
    PREFER_B = "prefer_b"
    FILL_BLANKS = "fill_blanks"
    NEWEST = "newest"


class BlankRule(StrEnum):
    """`VALUE`: blank is a value like any other. `KEEP`: a blank never overwrites a filled value."""

    VALUE = "value"
    KEEP = "keep"


@dataclass(frozen=True)
class LensSpec:
    """A lens by name, with its parameters as the sync file gives them; an empty name means: by the two fields' types."""

    name: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


class Format(StrEnum):
    """What a text must look like."""

    EMAIL = "email"
    PHONE = "phone"
    URL = "url"


@dataclass(frozen=True)
class Check:
    """The user's own rules for a shared field's value; one that breaks them is held before it is written.

    `min`, `max`: a number, or a date or time in ISO 8601, as text; "" for none. `shortest`, `longest`: characters.
    `matches`: a regular expression that the whole text must fit. `one_of`: the only values, as text. `unique`: no two records of
    the side that is written may hold the same value.
    """

    min: str = ""
    max: str = ""
    format: Format | None = None
    matches: str = ""
    shortest: int = 0
    longest: int | None = None
    one_of: tuple[str, ...] = ()
    unique: bool = False


NO_CHECK = Check()


@dataclass(frozen=True)
class FieldLink:
    """One shared field: one or several fields of A and of B, joined by a lens.

    `conflict` None: the sync's rule. `line`: the line in the sync file (1-based) for errors, None outside one.
    """

    name: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    lens: LensSpec = LensSpec()
    direction: Direction = Direction.BOTH
    conflict: ConflictRule | None = None
    blank: BlankRule = BlankRule.VALUE
    required: bool = False
    line: int | None = field(default=None, compare=False)
    check: Check = NO_CHECK
    sensitive: bool = False
    """Its values are not for every eye: see `sync.sensitive`."""
