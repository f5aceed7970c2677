"""Deciding by hand which records belong together, before the first run or when the match keys can't tell."""

from contextlib import ExitStack
from dataclasses import dataclass

from desktop_sync.engine.opening import open_side
from desktop_sync.engine.ports import Ports
from desktop_sync.errors import UsageError
from desktop_sync.model.plan import Link
from desktop_sync.model.record import SIDES, Ref, Selection, Side, other
from desktop_sync.model.sync import StoredSync
from desktop_sync.sync.drift import mapped_fields
from desktop_sync.sync.ports import Audit


@dataclass(frozen=True)
class Unpaired:
    """What `unpair` did: the two records that are no pair any more, or the one that is left on its own (the other None)."""

    a_ref: Ref | None
    b_ref: Ref | None
    sentence: str


class Pairer:
    """Rules pairs by hand. Any thread; the next run carries it out."""

    def __init__(self, ports: Ports, audit: Audit) -> None:
        self._ports = ports
        self._audit = audit

    def pair(self, name: str, a: Ref, b: Ref) -> str:
        """These two are the same thing; the sync's name. Raises UsageError when one is not there, or has a partner already."""
        sync = self._sync(name)
        refs: dict[Side, Ref] = {"a": a, "b": b}
        with self._ports.journal.lock(sync.id):
            for side in SIDES:
                self._check_free(sync, side, refs)
            for side in SIDES:
                self._check_there(sync, side, refs[side])
            self._ports.journal.rule_pair(sync.id, a, b)
            self._ports.journal.drop_seals(sync.id)
        self._audit.record("user", "pair", sync.definition.name)
        return sync.definition.name

    def unpair(self, name: str, side: Side, ref: Ref) -> Unpaired:
        """The record and its partner are no pair: neither is written by the other any more, and no new pair is made by itself."""
        sync, journal = self._sync(name), self._ports.journal
        with journal.lock(sync.id):
            link = journal.link_by_ref(sync.id, side, ref)
            found = self._part(sync, link) if link is not None else self._leave(sync, side, ref)
            journal.drop_seals(sync.id)
        self._audit.record("user", "unpair", sync.definition.name)
        return found

    def take_in(self, name: str, side: Side, ref: Ref) -> None:
        """A record that was left on its own is matched again like any other. Nothing happens to one that was not."""
        sync, journal = self._sync(name), self._ports.journal
        with journal.lock(sync.id):
            journal.forget_rulings(sync.id, side, [ref])
            if any(one == ref and reason == "unlinked" for one, reason in journal.aside(sync.id, side)):
                journal.set_aside(sync.id, side, [(ref, "waiting")], replace=False)
            journal.drop_seals(sync.id)
        self._audit.record("user", "pair.take_in", sync.definition.name)

    def _part(self, sync: StoredSync, link: Link) -> Unpaired:
        journal = self._ports.journal
        journal.drop_link(sync.id, link.id)
        for side in SIDES:
            journal.rule_apart(sync.id, side, [link.ref(side)])
            if link.gone != side:
                journal.set_aside(sync.id, side, [(link.ref(side), "unlinked")], replace=False)
        return Unpaired(link.a_ref, link.b_ref, "They are no pair any more; both stay as they are, each on its own.")

    def _leave(self, sync: StoredSync, side: Side, ref: Ref) -> Unpaired:
        journal = self._ports.journal
        at = SIDES.index(side)
        by_hand = next((one for one in journal.rulings(sync.id) if one[at] == ref and None not in one), None)
        if by_hand is not None:
            journal.forget_rulings(sync.id, side, [ref])
            return Unpaired(*by_hand, "They are not paired by hand any more; the match keys decide again.")
        self._check_there(sync, side, ref)
        journal.rule_apart(sync.id, side, [ref])
        journal.close_holds(sync.id, refs=[(side, ref)], codes=("ambiguous", "same_key", "alike"))
        sentence = "It is left on its own: it gets no partner, and is not made on the other side."
        return Unpaired(ref if side == "a" else None, ref if side == "b" else None, sentence)

    def _sync(self, name: str) -> StoredSync:
        found = self._ports.syncs.get(name)
        if found is None:
            raise UsageError(f"there is no sync “{name}”", advice="desktop-sync sync list shows the syncs.")
        return found

    def _check_free(self, sync: StoredSync, side: Side, refs: dict[Side, Ref]) -> None:
        link = self._ports.journal.link_by_ref(sync.id, side, refs[side])
        if link is None:
            return
        if link.ref(other(side)) == refs[other(side)]:
            raise UsageError("these two are a pair already")
        raise UsageError(
            f"record {refs[side]} of {side.upper()} is paired with record {link.ref(other(side))} of {other(side).upper()}",
            advice=f"Part them first: desktop-sync unpair NAME --record {side}:{refs[side]}",
        )

    def _check_there(self, sync: StoredSync, side: Side, ref: Ref) -> None:
        definition = sync.definition
        spec = definition.side(side)
        with ExitStack() as stack:
            connector, schema = open_side(self._ports, stack, definition, side)
            fields = tuple(one for one in mapped_fields(definition, side) if schema.field(one) is not None)
            selection = Selection(spec.table, fields, spec.filter, spec.where, spec.cursor)
            if ref not in connector.read(selection, [ref]):
                raise UsageError(
                    f"there is no record {ref} in {spec.account} · {spec.table}, within the sync's filter",
                    advice="desktop-sync pairs NAME --json lists the records that have no partner.",
                )
