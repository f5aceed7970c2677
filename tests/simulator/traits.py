"""What a simulated system can do, how its change feed behaves, and what it makes of the values that it is given."""

import datetime as dt
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from desktop_sync.connectors.memory import cut, digits, lower, trim
from desktop_sync.model.schema import Capabilities, Field, FieldType
from desktop_sync.model.values import Value

EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
FIELDS = ("key", "name", "email", "city", "phone", "amount", "seen", "note")
TYPED = FIELDS[1:]
"""What people edit; the key is what they know a record by, and stays."""
TYPES = {"email": FieldType.EMAIL, "phone": FieldType.PHONE, "amount": FieldType.DECIMAL, "seen": FieldType.DATETIME}


def markup(value: Value) -> Value:
    """An editor's HTML: other tags, other white space, the same words."""
    if not isinstance(value, str):
        return value
    return re.sub(r"\s+", " ", value.replace("<p>", "<div>").replace("</p>", "</div>").replace("<b>", "<strong>"))


def compact(value: Value) -> Value:
    """A phone number without what people put between its digits."""
    return re.sub(r"[ ()/-]", "", value) if isinstance(value, str) else value


def whole_minutes(value: Value) -> Value:
    """A time without its seconds."""
    return value.replace(second=0, microsecond=0) if isinstance(value, dt.datetime) else value


def empty_is_null(value: Value) -> Value:
    """A system that knows no empty text."""
    return None if value == "" else value


Quirk = tuple[str, Callable[[Value], Value]]
QUIRKS: Mapping[str, Quirk] = {
    "trims names": ("name", trim),
    "cuts names": ("name", cut(9)),
    "lower-cases names": ("name", lower),
    "lower-cases e-mail": ("email", lower),
    "cuts cities": ("city", cut(7)),
    "empty is null": ("city", empty_is_null),
    "compact phones": ("phone", compact),
    "rounds": ("amount", digits(1)),
    "whole minutes": ("seen", whole_minutes),
    "rewrites markup": ("note", markup),
}
"""None of these is declared in the schema: the engine learns of them from what it reads back."""


@dataclass(frozen=True)
class Traits:
    """One system. `feed`: none, "sequence" (in order of commit), or "time" (stamped when the edit began, seen when it commits).

    `step_s`: resolution of its times and so of a time cursor. `lag_s`: its feed shows a change so late, and says so by its cursor.
    `overlap_s`: how far back its connector asks the time feed; a commit that comes later than that is missed until all is compared.
    `deaf`: fields that the API takes and drops without a word. `nulls`: fields that cannot hold NULL.
    """

    feed: str = "sequence"
    step_s: float = 0.0
    lag_s: float = 0.0
    overlap_s: float = 0.0
    tombstones: bool = True
    versions: bool = True
    compare: bool = True
    ids: bool = True
    tokens: bool = True
    times: bool = True
    batch: int = 3
    page: int = 2
    bumps: bool = False
    repeats: bool = False
    shuffled: bool = False
    quirks: frozenset[str] = frozenset()
    deaf: frozenset[str] = frozenset()
    nulls: frozenset[str] = frozenset()

    @property
    def guarded(self) -> bool:
        """Whether a stale write is refused by the system itself."""
        return self.versions or self.compare

    def capabilities(self) -> Capabilities:
        """As the connector declares them."""
        return Capabilities(
            cursor=self.feed != "none",
            tombstones=self.feed != "none" and self.tombstones,
            versions=self.versions,
            compare_and_set=self.guarded,
            ids_before_commit=self.ids,
            idempotency=self.tokens,
            modified_times=self.times,
            batch_size=self.batch,
            page_size=self.page,
            overlap_s=self.overlap_s,
            time_resolution_s=self.step_s,
            in_order=self.feed == "sequence",
        )

    def fields(self) -> tuple[Field, ...]:
        """The table's schema."""
        return tuple(
            Field(
                name,
                name,
                TYPES.get(name, FieldType.TEXT),
                required=name == "key",
                blank_as_empty=name in self.nulls,
            )
            for name in FIELDS
        )

    def normalisers(self) -> dict[str, Callable[[Value], Value]]:
        """Field → what the store does to it; several quirks one after another."""
        found: dict[str, Callable[[Value], Value]] = {}
        for name in sorted(self.quirks):
            field, quirk = QUIRKS[name]
            before = found.get(field)
            found[field] = quirk if before is None else _both(before, quirk)
        return found

    def words(self) -> str:
        """In one line of the script."""
        default = Traits()
        told = [
            f"{name}={getattr(self, name)!r}" for name in vars(self) if getattr(self, name) != getattr(default, name)
        ]
        return ", ".join(told).replace("frozenset(", "").replace("})", "}") or "can do everything"


def _both(one: Callable[[Value], Value], two: Callable[[Value], Value]) -> Callable[[Value], Value]:
    return lambda value: two(one(value))


PERFECT = Traits()
SIMPLE = Traits(feed="none", tombstones=False, versions=False, compare=False, ids=False, tokens=False, times=False)
"""A system that can hold records and list them, and nothing else."""


def any_traits(chance: random.Random) -> Traits:
    """Everything switched at random."""

    def maybe(share: float = 0.5) -> bool:
        return chance.random() < share

    feed = chance.choice(("none", "sequence", "sequence", "time", "time"))
    step = chance.choice((0.0, 0.000001, 0.001, 1.0, 60.0))
    made = Traits(
        feed=feed,
        step_s=step,
        lag_s=chance.choice((0.0, 0.0, 20.0)) if feed == "time" else 0.0,
        overlap_s=chance.choice((0.0, 300.0)) if feed == "time" else 0.0,
        tombstones=maybe(0.7),
        versions=maybe(),
        compare=maybe(),
        ids=maybe(),
        tokens=maybe(),
        times=maybe(0.8),
        batch=chance.choice((1, 2, 3, 100)),
        page=chance.choice((1, 2, 5, 100)),
        bumps=maybe(0.3),
        repeats=maybe(0.3),
        shuffled=maybe(0.3),
        quirks=frozenset(name for name in sorted(QUIRKS) if maybe(0.2)),
        nulls=frozenset({"city"}) if maybe(0.2) else frozenset(),
    )
    return replace(made, deaf=frozenset({chance.choice(("city", "note"))})) if maybe(0.15) else made


# values that carry who typed them -------------------------------------------------------------------------------------


def value_of(name: str, number: int, form: int = 0) -> Value:
    """What a person types: every value holds its number, in a way that no store destroys. `form`: how neatly it is typed. No text is
    the beginning of another one: it could not be told from what a store has cut.
    """
    if name in ("key", "name", "city"):
        word = f"{name[0].upper()}{number}z"
        return (word, f" {word}  Zoë ", f"{word} Łukasz & Söhne GmbH")[form % 3]
    if name == "email":
        return (f"p{number}@example.org", f"P{number}@Example.org")[form % 2]
    if name == "phone":
        return (f"+4915{number:09d}", f"+49 15 {number:09d}", f"+49 (15) {number:09d}")[form % 3]
    if name == "amount":
        return (Decimal(number), Decimal(number) + Decimal("0.25"), Decimal(number) + Decimal("0.37"))[form % 3]
    if name == "seen":
        return EPOCH + dt.timedelta(
            minutes=number, seconds=(0, 17, 44)[form % 3], microseconds=(0, 0, 120_000)[form % 3]
        )
    return (f"N{number}z", f"<p>N{number}z <b>x</b></p>", f"<p>N{number}z</p>\n<p>y</p>")[form % 3]


def number_of(name: str, value: Value) -> int | None:
    """The number in a value, None for a blank; -1 where there is none that anybody typed."""
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return int(value)
    if isinstance(value, dt.datetime):
        return (value - EPOCH) // dt.timedelta(minutes=1)
    text = str(value)
    if name == "phone":
        bare = re.sub(r"\D", "", text)
        return int(bare[4:]) if bare.startswith("4915") else -1
    found = re.search(r"\d+", text)
    return int(found[0]) if found else -1
