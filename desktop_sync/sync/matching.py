"""Pairing records of both sides by match keys, and proposing likely pairs to people."""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b

from desktop_sync.model.record import Ref, Side
from desktop_sync.model.values import Value, is_blank
from desktop_sync.sync.likeness import Likely, likely

__all__ = ["Ambiguous", "Likely", "Matches", "Pair", "likely", "normal_key", "pair"]

KEY_BYTES = 16
"""128 bits: two different keys of a million records collide with a chance of 10⁻²⁷."""


def normal_key(values: Sequence[Value]) -> bytes | None:
    """The values of one match key in one comparable form; None when one of them is blank.

    Case, kind of space and Unicode form make no difference; accents do. Phone numbers, e-mail addresses and dates are brought into one form
    by their lenses before (`CompiledMapping.match_values`).
    """
    parts = []
    for value in values:
        text = _normal(value)
        if not text:
            return None
        parts.append(text)
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()


def _normal(value: Value) -> str:
    if isinstance(value, str):
        if value.isascii():
            return " ".join(value.casefold().split())
        return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFKC", value).casefold()).split())
    if is_blank(value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal | float):
        return _number(value)
    if isinstance(value, dt.datetime):
        return (value if value.tzinfo else value.replace(tzinfo=dt.UTC)).astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    assert isinstance(value, tuple)
    return "\x1e".join(sorted(_normal(one) for one in value))


def _number(value: float | Decimal) -> str:
    """1, 1.0 and Decimal("1.00") are one key, and so is the text "1"."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite():
        return ""
    text = f"{number:f}" if abs(number.adjusted()) < 100 else str(number.normalize())
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that are the same thing; `key`: index of the match key that says so."""

    a: Ref
    b: Ref
    key: int


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Records of which a match key can't tell who belongs to whom. `reason`: a sentence without values."""

    a: tuple[Ref, ...]
    b: tuple[Ref, ...]
    key: int
    reason: str


@dataclass(frozen=True, slots=True)
class Twins:
    """Records of one side with one and the same first key, and nothing on the other side to pair them with."""

    side: Side
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """How the records of both sides pair; each record is in exactly one of the four. `twins` are among those that are alone."""

    pairs: tuple[Pair, ...]
    ambiguous: tuple[Ambiguous, ...]
    only_a: tuple[Ref, ...]
    only_b: tuple[Ref, ...]
    twins: tuple[Twins, ...] = ()


Keys = tuple[bytes | None, ...]
_Bucket = tuple[list[int], list[int]]


def pair(a: Iterable[tuple[Ref, Keys]], b: Iterable[tuple[Ref, Keys]], keys: Sequence[tuple[str, ...]]) -> Matches:
    """Pair the records: the first key that pairs one to one decides.

    A key value with several records on a side and at least one on the other is ambiguous; a later key may tell its records apart, among
    themselves. Several records with one key on one side, and nothing on the other, are not ambiguous: they are alone.
    """
    return _Pairing(list(a), list(b), keys).run()


class _Pairing:
    """One pairing under way. Records are numbers into the two lists; `partner` -1 means: none yet."""

    def __init__(self, a: list[tuple[Ref, Keys]], b: list[tuple[Ref, Keys]], keys: Sequence[tuple[str, ...]]) -> None:
        self.rows = (a, b)
        self.keys = keys
        self.partner: tuple[list[int], list[int]] = ([-1] * len(a), [-1] * len(b))
        self.key_of: dict[int, int] = {}
        self.group: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self.groups: list[tuple[int, _Bucket]] = []

    def run(self) -> Matches:
        """All keys in turn; and again when a group fell apart, because its rest may now pair with others."""
        while self.keys:
            for key in range(len(self.keys)):
                self._within_groups(key)
                self._among_free(key)
            if not self._dissolve():
                break
        return self._result()

    def _within_groups(self, key: int) -> None:
        for made_by, members in self.groups:
            if made_by < key:
                self._pair_unique(key, self._unpaired(members))

    def _among_free(self, key: int) -> None:
        free: _Bucket = (
            [i for i, other in enumerate(self.partner[0]) if other < 0 and i not in self.group[0]],
            [i for i, other in enumerate(self.partner[1]) if other < 0 and i not in self.group[1]],
        )
        for in_a, in_b in self._pair_unique(key, free):
            number = len(self.groups)
            self.groups.append((key, (in_a, in_b)))
            self.group[0].update(dict.fromkeys(in_a, number))
            self.group[1].update(dict.fromkeys(in_b, number))

    def _pair_unique(self, key: int, members: _Bucket) -> list[_Bucket]:
        """Pair what is one to one by that key; give back what is ambiguous. Nearly every value is on a side once: only the others get
        lists of their own, which a million records would feel.
        """
        (first_a, more_a), (first_b, more_b) = (self._first_and_more(key, side, members[side]) for side in (0, 1))
        ambiguous = []
        for value, in_a in first_a.items():
            in_b = first_b.get(value)
            if in_b is None:
                continue
            if value in more_a or value in more_b:
                ambiguous.append(([in_a, *more_a.get(value, ())], [in_b, *more_b.get(value, ())]))
                continue
            self.partner[0][in_a] = in_b
            self.partner[1][in_b] = in_a
            self.key_of[in_a] = key
        return ambiguous

    def _first_and_more(
        self, key: int, side: int, members: list[int]
    ) -> tuple[dict[bytes, int], dict[bytes, list[int]]]:
        """The first record with each value, and the others, where there are some."""
        rows, first, more = self.rows[side], dict[bytes, int](), dict[bytes, list[int]]()
        for index in members:
            value = rows[index][1][key]
            if value is not None and first.setdefault(value, index) != index:
                more.setdefault(value, []).append(index)
        return first, more

    def _unpaired(self, members: _Bucket) -> _Bucket:
        return (
            [i for i in members[0] if self.partner[0][i] < 0],
            [i for i in members[1] if self.partner[1][i] < 0],
        )

    def _dissolve(self) -> bool:
        """Set the rest of groups free that have records left on one side only; whether there were any.

        One left on each side, the others being told apart, belong together.
        """
        kept: list[tuple[int, _Bucket]] = []
        freed = False
        for key, members in self.groups:
            rest = self._unpaired(members)
            if len(rest[0]) == len(rest[1]) == 1:
                self._pair_unique(key, rest)
            elif rest[0] and rest[1]:
                kept.append((key, rest))
            else:
                freed = freed or bool(rest[0] or rest[1])
        self.groups = kept
        for side in (0, 1):
            self.group[side].clear()
            self.group[side].update({i: number for number, (_, rest) in enumerate(kept) for i in rest[side]})
        return freed

    def _result(self) -> Matches:
        a, b = self.rows
        pairs = tuple(
            Pair(a[i][0], b[other][0], self.key_of[i]) for i, other in enumerate(self.partner[0]) if other >= 0
        )
        ambiguous = tuple(self._ambiguous(key, rest) for key, rest in self.groups)
        alone = tuple(
            tuple(rows[i][0] for i, other in enumerate(partner) if other < 0 and i not in group)
            for rows, partner, group in zip(self.rows, self.partner, self.group, strict=True)
        )
        return Matches(pairs, ambiguous, alone[0], alone[1], (*self._twins(0, "a"), *self._twins(1, "b")))

    def _twins(self, side: int, name: Side) -> Iterator[Twins]:
        """The side's lonely records that the first key, the most trusted one, takes for the same thing."""
        if not self.keys:
            return
        rows, group, partner = self.rows[side], self.group[side], self.partner[side]
        alone = [index for index in range(len(partner)) if partner[index] < 0 and index not in group]
        first, more = self._first_and_more(0, side, alone)
        for value, index in first.items():
            if value in more:
                yield Twins(name, tuple(rows[one][0] for one in (index, *more[value])))

    def _ambiguous(self, key: int, rest: _Bucket) -> Ambiguous:
        a, b = (tuple(rows[i][0] for i in members) for rows, members in zip(self.rows, rest, strict=True))
        names = " and ".join(f"“{name}”" for name in self.keys[key])
        reason = f"{_count(len(a))} in A and {_count(len(b))} in B have the same {names}; which belong together can't be told."
        return Ambiguous(a, b, key, reason)


def _count(number: int) -> str:
    return f"{number} record" if number == 1 else f"{number} records"
