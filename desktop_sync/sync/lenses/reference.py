"""The lens `reference`: a field that points at another record, translated by the links of that record's own sync.

The shared value is the ref that the record pointed at has in A, so that equal values are equal on both sides. Until the lens is
bound to the links (`bound`), refs pass as they are: the mapper has no links to look into.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from desktop_sync.model.record import Ref, Side
from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.values import Value, is_blank
from desktop_sync.sync.lenses.base import Fields, Lens, LensInfo, LensKind, OneField, Param, Params

NAME = "reference"
REF_TYPES = (
    FieldType.REFERENCE,
    FieldType.TEXT,
    FieldType.INTEGER,
    FieldType.DECIMAL,
    FieldType.FLOAT,
    FieldType.CHOICE,
    FieldType.BINARY,
)
Translate = Callable[[Ref], Ref | None]
"""A ref of one side as the ref of its partner; None where it has none."""


def ref_of(value: Value) -> Ref | None:
    """The ref that a field's value stands for, as refs are spelt; None for what can be none."""
    if value is None or isinstance(value, bool | tuple):
        return None
    if isinstance(value, bytes):
        return Ref(value.hex())
    if isinstance(value, float | Decimal):
        whole = Decimal(str(value))
        if not whole.is_finite():
            return None
        return Ref(str(int(whole)) if whole == whole.to_integral_value() else str(value))
    return Ref(str(value).strip())


def _unbound(ref: Ref) -> Ref | None:
    return ref


class ReferenceHalf(OneField):
    """A pointer to another record. `get_ref`: the side's ref → the shared one; `put_ref`: back."""

    def __init__(self, field: Field, get_ref: Translate = _unbound, put_ref: Translate = _unbound) -> None:
        super().__init__(field)
        self.get_ref, self.put_ref = get_ref, put_ref

    def read(self, value: Value) -> Value:
        """The shared ref. Raises LensError where the record pointed at has no partner."""
        ref = ref_of(value)
        shared = self.get_ref(ref) if ref else None
        if shared is None:
            raise self.error("points at a record that has no partner yet")
        return shared

    def write(self, shared: Value) -> Value:
        """The side's own ref, in the field's own type."""
        ref = ref_of(shared)
        own = self.put_ref(ref) if ref else None
        if own is None:
            raise self.error("would point at a record that has no partner yet")
        return self._typed(own)

    def norm(self, shared: Value) -> Value:
        """The ref as text."""
        return None if is_blank(shared) else ref_of(shared) or shared

    def _typed(self, ref: Ref) -> Value:
        try:
            if self.field.type is FieldType.INTEGER:
                return int(ref)
            if self.field.type is FieldType.DECIMAL:
                return Decimal(ref)
            if self.field.type is FieldType.FLOAT:
                return float(ref)
            if self.field.type is FieldType.BINARY:
                return bytes.fromhex(ref)
        except (ValueError, InvalidOperation) as error:
            raise self.error(f"is {self.field.type.value} and can't hold the key of the record pointed at") from error
        return ref


def _reference(params: Params, a: Fields, b: Fields) -> Lens:
    name = params.text("sync")
    return Lens(NAME, f"{NAME} by {name}" if name else NAME, ReferenceHalf(a[0]), ReferenceHalf(b[0]))


_STRAY = "b:"
"""Before a ref of B that has no partner."""


def bound(
    lens: Lens,
    a_field: Field,
    b_field: Field,
    a_to_b: Translate,
    b_to_a: Translate,
    strays: frozenset[Side] = frozenset(),
) -> Lens:
    """The lens at work on links. `a_to_b`, `b_to_a`: the partner of the record pointed at; None where it has none.

    `strays`: sides that show what has no partner, too, as something that is the same as nothing on the other side.
    """

    def linked(ref: Ref) -> Ref | None:
        return None if a_to_b(ref) is None else ref

    def stray_of_b(ref: Ref) -> Ref | None:
        return b_to_a(ref) or Ref(_STRAY + ref)

    def stray_to_b(ref: Ref) -> Ref | None:
        return Ref(ref.removeprefix(_STRAY)) if ref.startswith(_STRAY) else a_to_b(ref)

    a = ReferenceHalf(a_field) if "a" in strays else ReferenceHalf(a_field, linked, linked)
    b = ReferenceHalf(b_field, stray_of_b, stray_to_b) if "b" in strays else ReferenceHalf(b_field, b_to_a, a_to_b)
    return replace(lens, a=a, b=b)


KINDS = (
    LensKind(
        LensInfo(
            NAME,
            "Reference",
            "Points at another record: its id is translated by that table's own sync. A record whose parent has no partner yet waits.",
            (Param("sync", "text", "the sync of the records pointed at; left out: the only one that fits"),),
            REF_TYPES,
            REF_TYPES,
            example='lens = { reference = { sync = "Companies" } }',
        ),
        _reference,
    ),
)
"""The lens of this module."""
