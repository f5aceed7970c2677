"""The pairing before the first run as rows, and what a decision of a person makes of them. Pure but for words."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt

from desktop_sync.gui.models.rows import Column, RowsModel
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import DASH, field_label, number, tr
from desktop_sync.gui.theme import Tone
from desktop_sync.model.plan import Pairing, PairingKind
from desktop_sync.model.record import SIDES, Ref, Side

ORDER = (
    PairingKind.AMBIGUOUS,
    PairingKind.DUPLICATE,
    PairingKind.LIKELY,
    PairingKind.SURE,
    PairingKind.ONLY_A,
    PairingKind.ONLY_B,
)
BY_HAND = "paired by hand"
LEFT_OUT = "left on its own by hand"
"""Reasons of the engine's own words."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A record that can be picked as a partner."""

    ref: Ref
    label: str

    @property
    def words(self) -> str:
        """“Ada Lovelace · ada@example.org (17)”."""
        return f"{self.label} ({self.ref})" if self.label else str(self.ref)


def is_by_hand(one: Pairing) -> bool:
    """Whether a person paired these two."""
    return one.kind is PairingKind.SURE and one.reason == BY_HAND


def is_left_out(one: Pairing) -> bool:
    """Whether a person left this record on its own."""
    return one.reason == LEFT_OUT


_RANK = {kind: rank for rank, kind in enumerate(ORDER)}


def ordered(rows: Sequence[Pairing]) -> list[Pairing]:
    """What needs a look first."""
    return sorted(rows, key=lambda one: _RANK[one.kind])


@dataclass(frozen=True)
class Taken:
    """Rows as the page shows them: in order, how many there are of each kind, and what can be picked as a partner."""

    rows: list[Pairing]
    counts: Counter[PairingKind]
    free: Mapping[Side, list[Choice]]


def taken(rows: Sequence[Pairing]) -> Taken:
    """All that the page needs of its rows."""
    return Taken(ordered(rows), Counter(one.kind for one in rows), {side: choices(rows, side) for side in SIDES})


def fitting(rows: Sequence[Pairing], kind: str, wanted: str, words: Callable[[Pairing], str]) -> list[Pairing]:
    """The rows of that kind ("" all) that say what is looked for; `words`: what a row says, folded."""
    kept = [one for one in rows if one.kind == kind] if kind else list(rows)
    return [one for one in kept if wanted in words(one)] if wanted else kept


def choices(rows: Sequence[Pairing], side: Side) -> list[Choice]:
    """All records of that side that are no sure pair yet."""
    return [Choice(ref, label) for one in rows if one.kind is not PairingKind.SURE for ref, label in one.records(side)]


def paired(rows: Sequence[Pairing], a: Choice, b: Choice) -> list[Pairing]:
    """The rows once these two are a pair."""
    return all_paired(rows, [(a, b)])


def all_paired(rows: Sequence[Pairing], pairs: Sequence[tuple[Choice, Choice]]) -> list[Pairing]:
    """The rows once each of these is a pair, the last one first."""
    made = [
        Pairing(PairingKind.SURE, (a.ref,), (b.ref,), (), 1.0, a.label, b.label, BY_HAND) for a, b in reversed(pairs)
    ]
    gone: dict[Side, set[Ref]] = {"a": {a.ref for a, _ in pairs}, "b": {b.ref for _, b in pairs}}
    return [*made, *_without(rows, gone)]


def left_out(rows: Sequence[Pairing], side: Side, one: Choice) -> list[Pairing]:
    """The rows once this record is on its own; its partner is then alone, too, but not left out."""
    gone: dict[Side, set[Ref]] = {side: {one.ref}}
    return [*_without(rows, gone), _alone(side, one, LEFT_OUT)]


def taken_in(rows: Sequence[Pairing], side: Side, ref: Ref) -> list[Pairing]:
    """The rows once this record, or the pair by hand that it is in, is matched again: as far as known it is alone."""
    found: list[Pairing] = []
    for one in rows:
        refs = one.a_refs if side == "a" else one.b_refs
        if ref not in refs:
            found.append(one)
        elif is_by_hand(one):
            found += [_alone(each, Choice(*record), "") for each in SIDES for record in one.records(each)]
        else:
            found.append(replace(one, reason=""))
    return found


def _without(rows: Sequence[Pairing], gone: Mapping[Side, set[Ref]]) -> list[Pairing]:
    found: list[Pairing] = []
    nothing: set[Ref] = set()
    gone_a, gone_b = gone.get("a", nothing), gone.get("b", nothing)
    for one in rows:
        if gone_a.isdisjoint(one.a_refs) and gone_b.isdisjoint(one.b_refs):
            found.append(one)
            continue
        kept = {
            side: [record for record in one.records(side) if record[0] not in gone.get(side, nothing)] for side in SIDES
        }
        if _still_unclear(one, kept):
            found.append(_narrowed(one, kept))
        else:
            found += [_alone(side, Choice(*record), "") for side in SIDES for record in kept[side]]
    return found


def _still_unclear(one: Pairing, kept: Mapping[Side, Sequence[tuple[Ref, str]]]) -> bool:
    if one.kind is PairingKind.AMBIGUOUS:
        return bool(kept["a"] and kept["b"]) and len(kept["a"]) + len(kept["b"]) > 2
    return one.kind is PairingKind.DUPLICATE and max(len(kept["a"]), len(kept["b"])) > 1


def _narrowed(one: Pairing, kept: Mapping[Side, Sequence[tuple[Ref, str]]]) -> Pairing:
    a, b = kept["a"], kept["b"]
    return replace(
        one,
        a_refs=tuple(ref for ref, _ in a),
        b_refs=tuple(ref for ref, _ in b),
        a_label=", ".join(label for _, label in a),
        b_label=", ".join(label for _, label in b),
        a_labels=tuple(label for _, label in a),
        b_labels=tuple(label for _, label in b),
    )


def _alone(side: Side, one: Choice, reason: str) -> Pairing:
    if side == "a":
        return Pairing(PairingKind.ONLY_A, a_refs=(one.ref,), a_label=one.label, reason=reason)
    return Pairing(PairingKind.ONLY_B, b_refs=(one.ref,), b_label=one.label, reason=reason)


def state_of(one: Pairing) -> tuple[str, Tone]:
    """How sure, in words and tone."""
    if is_left_out(one):
        return tr("Left out"), Tone.PAUSED
    if is_by_hand(one):
        return tr("Paired by you"), Tone.GOOD
    return {
        PairingKind.SURE: (tr("A pair"), Tone.GOOD),
        PairingKind.LIKELY: (tr("Likely %1 %").replace("%1", number(round(one.score * 100))), Tone.BUSY),
        PairingKind.AMBIGUOUS: (tr("Not clear"), Tone.CARE),
        PairingKind.DUPLICATE: (tr("The same twice"), Tone.CARE),
        PairingKind.ONLY_A: (tr("New"), Tone.QUIET),
        PairingKind.ONLY_B: (tr("New"), Tone.QUIET),
    }[one.kind]


def why(one: Pairing) -> str:
    """Why they are taken for a pair, or not."""
    if one.key and one.kind is PairingKind.SURE:
        return tr("same %1").replace("%1", " + ".join(field_label(name) for name in one.key))
    return said(one.reason)


class PairingsModel(RowsModel[Pairing]):
    """In A, in B, how sure, why."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column("A", lambda row: row.a_label or ", ".join(row.a_refs) or DASH),
                Column("B", lambda row: row.b_label or ", ".join(row.b_refs) or DASH),
                Column(tr("How sure"), lambda row: state_of(row)[0]),
                Column(tr("Why"), why),
            ),
            parent,
        )

    def set_names(self, a: str, b: str) -> None:
        """What both systems are called, for the heads."""
        first = (Column(a, self._columns[0].words), Column(b, self._columns[1].words))
        self._columns = (*first, *self._columns[2:])
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 1)
