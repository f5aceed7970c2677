"""References at work: translating ids by the links of the parents' syncs, and noting which records wait for a parent.

Links are looked up by pages (`prefetch`), so that a record costs no query of its own. Nothing here is asked for records that have not
changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_sync.model.plan import Operation, OperationKind, Wait
from desktop_sync.model.record import SIDES, Record, Ref, Side, other
from desktop_sync.model.schema import TableSchema
from desktop_sync.model.sync import StoredSync
from desktop_sync.model.values import Value, fingerprint, is_blank
from desktop_sync.sync.compiled import CompiledField, CompiledMapping
from desktop_sync.sync.journal import Journal
from desktop_sync.sync.lenses.reference import bound, ref_of
from desktop_sync.sync.ports import Syncs
from desktop_sync.sync.references import Fit, Order, check, fit, own_key, parent_name

_CACHED = 50_000
"""So many pairs of ids are kept in memory; then it is begun anew."""

Key = tuple[Side, Ref]


class Partners:
    """The links of one parent sync, seen from the child's sides. `live`: they change while the run goes on (its own)."""

    def __init__(self, journal: Journal, sync_id: int, fits: Fit, *, live: bool) -> None:
        self._journal = journal
        self._sync_id = sync_id
        self._fits = fits
        self._live = live
        self._known: dict[Side, dict[Ref, Ref | None]] = {"a": {}, "b": {}}

    def prefetch(self, side: Side, refs: Iterable[Ref]) -> None:
        """Look these up at once; what is not linked is looked up again each time."""
        if self._live or sum(map(len, self._known.values())) > _CACHED:
            self._known = {"a": {}, "b": {}}
        known = self._known[side]
        wanted = [ref for ref in dict.fromkeys(refs) if known.get(ref) is None]
        if wanted:
            known.update(dict.fromkeys(wanted))
            for ref, partner in self._journal.partners(self._sync_id, self._fits.side(side), wanted).items():
                self._learn(side, ref, partner)

    def partner(self, side: Side, ref: Ref) -> Ref | None:
        """The ref on the other side of the record that has this ref here."""
        known = self._known[side]
        if ref not in known:
            found = self._journal.partners(self._sync_id, self._fits.side(side), [ref]).get(ref)
            if found is None:
                return None  # not kept: it may be linked a moment later
            self._learn(side, ref, found)
        return known[ref]

    def _learn(self, side: Side, ref: Ref, partner: Ref) -> None:
        self._known[side][ref] = partner
        self._known[other(side)][partner] = ref


@dataclass(frozen=True)
class Binding:
    """One reference field of the mapping. `own`: the sides on which it is the record's own key.

    `cyclic`: the parent's sync hangs on this one, too; `later`: and its records may not be there yet.
    """

    field: CompiledField
    parent: StoredSync
    partners: Partners
    fits: Fit
    own: frozenset[Side]
    cyclic: bool
    later: bool

    def ref(self, side: Side, values: Mapping[str, Value]) -> Ref | None:
        """The ref that the record's own value stands for; None where it is blank or not sent."""
        value = values.get(self.field.sources(side)[0])
        return None if is_blank(value) else ref_of(value)


class Parents:
    """All references of a run. `waits`: records seen in it that wait, with the parents they wait for."""

    def __init__(self, sync: StoredSync, bindings: Sequence[Binding], journal: Journal) -> None:
        self.sync = sync
        self.bindings = {one.field.name: one for one in bindings}
        self.waits: dict[Key, tuple[Wait, ...]] = {}
        self.loops: set[Key] = set()
        """Records of this sync that wait for each other; they are written in two steps."""
        self.labels: dict[Key, str] = {}
        self.marks: dict[Key, bytes] = {}
        self._journal = journal
        self._waited: dict[Key, set[str]] = {}
        for wait in journal.waits(sync.id):
            self._waited.setdefault((wait.side, wait.ref), set()).add(wait.field)

    @property
    def on_itself(self) -> bool:
        """Whether records point at records of the same sync."""
        return any(one.parent.id == self.sync.id for one in self.bindings.values())

    def prefetch(self, side: Side, records: Iterable[Record]) -> None:
        """Look up at once what these records point at."""
        found = list(records)
        for one in self.bindings.values():
            refs = [ref for record in found if (ref := one.ref(side, record.values)) is not None]
            one.partners.prefetch(side, refs)

    def sort_out(self, side: Side, record: Record, problems: Mapping[str, str], label: str) -> dict[str, str]:
        """Note the references that wait for a parent; the problems that are others."""
        waits = tuple(
            Wait(side, record.ref, name, one.parent.id, one.fits.side(side), ref)
            for name in problems
            if (one := self.bindings.get(name)) is not None and (ref := one.ref(side, record.values)) is not None
        )
        if waits:
            self.waits[side, record.ref] = waits
            self.labels[side, record.ref] = label
            self.marks[side, record.ref] = fingerprint(record.raw)
            self._waited.setdefault((side, record.ref), set()).update(wait.field for wait in waits)
        else:
            self.waits.pop((side, record.ref), None)
        waiting = {wait.field for wait in waits}
        return {name: text for name, text in problems.items() if name not in waiting}

    def may_leave_out(self, side: Side, ref: Ref) -> frozenset[str] | None:
        """The fields without which the waiting record may be made now, to be written in a second step; None: it must wait."""
        target = other(side)
        left_out = set()
        for wait in self.waits.get((side, ref), ()):
            one = self.bindings[wait.field]
            if not one.field.writable(target):
                continue
            needed = any(field.required and not field.has_default for field in one.field.fields(target))
            if needed or one.field.required or not self._breaks(one, wait):
                return None
            left_out.add(wait.field)
        return frozenset(left_out)

    def _breaks(self, one: Binding, wait: Wait) -> bool:
        """Whether waiting here could be for ever, because the parent may wait for this record."""
        if not one.cyclic:
            return False
        if one.parent.id == self.sync.id:
            return (wait.side, wait.ref) in self.loops
        return one.later or self._journal.is_waiting(one.parent.id, wait.parent_side, wait.parent_ref)

    def belongs_to(self, target: Side) -> Binding | None:
        """The reference that is the target's own key: then a record there can't be made, only found."""
        return next((one for one in self.bindings.values() if target in one.own), None)

    def second_step(self, operation: Operation) -> bool:
        """Whether an update only writes what waited for its parent: no surprise for a guard."""
        if operation.kind is not OperationKind.UPDATE or operation.source_ref is None:
            return False
        waited = self._waited.get((other(operation.side), operation.source_ref), set())
        return all(change.name in waited for change in operation.changes)

    def shown(self, operation: Operation) -> Operation:
        """The operation with references as its own side will hold them, for people."""
        if operation.side == "a" or self.bindings.keys().isdisjoint(change.name for change in operation.changes):
            return operation
        changes = tuple(
            one._replace(old=self._in_b(one.name, one.old), new=self._in_b(one.name, one.new))
            for one in operation.changes
        )
        return replace(operation, changes=changes)

    def _in_b(self, name: str, value: Value) -> Value:
        one = self.bindings.get(name)
        ref = None if one is None or is_blank(value) else ref_of(value)
        found = one.partners.partner("a", ref) if one is not None and ref is not None else None
        return value if found is None else found


def bind(
    sync: StoredSync, mapping: CompiledMapping, schemas: Mapping[Side, TableSchema], syncs: Syncs, journal: Journal
) -> tuple[CompiledMapping, Parents | None]:
    """The mapping with its references at work; itself and None where there are none. Raises DefinitionError."""
    if all(parent_name(link) is None for link in sync.definition.fields):
        return mapping, None
    stored = {one.definition.name.casefold(): one for one in syncs.all()}
    stored[sync.definition.name.casefold()] = sync
    definitions = [one.definition for one in stored.values()]
    check(sync.definition, schemas, definitions)
    order = Order(definitions)
    partners: dict[tuple[int, bool], Partners] = {}
    bindings: dict[str, Binding] = {}
    for field in mapping.fields:
        name = parent_name(field.link)
        if name is None:
            continue
        parent = stored[name.casefold()]
        fits = fit(sync.definition, field.link, schemas, parent.definition)
        known = Partners(journal, parent.id, fits, live=parent.id == sync.id)
        known = partners.setdefault((parent.id, fits.swapped), known)
        own = frozenset(side for side in SIDES if own_key(schemas[side], field.fields(side)[0]))
        cyclic = order.cyclic(sync.definition.name, name)
        later = parent.id == sync.id or order.later(sync.definition.name, name)
        bindings[field.name] = Binding(_bound(field, known, own), parent, known, fits, own, cyclic, later)
    fields = tuple(bindings[one.name].field if one.name in bindings else one for one in mapping.fields)
    made = CompiledMapping(sync.definition, fields, schemas, mapping.warnings)
    return made, Parents(sync, list(bindings.values()), journal)


def _bound(field: CompiledField, partners: Partners, own: frozenset[Side]) -> CompiledField:
    """The field with its lens at work. Where it is only written, what it holds may point anywhere: it is overwritten."""
    lens = bound(
        field.lens,
        field.a_fields[0],
        field.b_fields[0],
        lambda ref: partners.partner("a", ref),
        lambda ref: partners.partner("b", ref),
        frozenset() if own else frozenset(side for side in SIDES if not field.writable(other(side))),
    )
    return replace(field, lens=lens)
