"""Operations field by field, as the preview, a run's page and the undo dialog show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop_sync.gui.models.rows import Column, RowsModel
from desktop_sync.gui.phrases import said
from desktop_sync.gui.spots import Spot
from desktop_sync.gui.text import DASH, blank_words, counted, field_label, one_line, tr, value_words
from desktop_sync.model.plan import WRITING, FieldChange, Operation, OperationKind
from desktop_sync.model.record import Ref, Side, other


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One line: one field of an update, or a whole record. `search`: everything that the search box looks at, folded.

    `name`: the shared field, "" for a whole record. `ref`: the record that is written, `source`: the one it comes from.
    """

    record: str
    side: Side
    kind: OperationKind
    field: str
    old: str
    new: str
    why: str
    search: str
    name: str = ""
    ref: Ref | None = None
    source: Ref | None = None
    run: int = 0
    operation: int = 0

    @property
    def change(self) -> tuple[str, str]:
        """From, to; from "" where there is nothing before."""
        return self.old, self.new

    def spot(self, sync: str) -> Spot | None:
        """The record of the line: on the side that is written, or where it comes from while it is not there yet."""
        side = self.side if self.ref is not None else other(self.side)
        ref = self.ref if self.ref is not None else self.source
        return None if ref is None else Spot(sync, side, ref, self.name, self.run, label=self.record)


def verb(kind: OperationKind) -> str:
    """The kind in a word."""
    return {
        OperationKind.CREATE: tr("new"),
        OperationKind.UPDATE: tr("update"),
        OperationKind.DELETE: tr("delete"),
        OperationKind.ARCHIVE: tr("archive"),
    }.get(kind, kind.value)


def rows_of(operations: Iterable[Operation], names: Mapping[Side, str]) -> list[OperationRow]:
    """The rows of operations that write. `names`: what both systems are called, for “changed in A”."""
    rows: list[OperationRow] = []
    for one in operations:
        if one.kind not in WRITING:
            continue
        if one.kind is OperationKind.UPDATE:
            rows.extend(_field_row(one, change, names) for change in one.changes)
        else:
            rows.append(_record_row(one, names))
    return rows


def _field_row(one: Operation, change: FieldChange, names: Mapping[Side, str]) -> OperationRow:
    old, new = one_line(value_words(change.old)), one_line(value_words(change.new))
    why = named(change.rule or one.reason, names)
    return _row(one, field_label(change.name), (DASH if old == blank_words() else old, new), why, change.name)


def _record_row(one: Operation, names: Mapping[Side, str]) -> OperationRow:
    if one.kind is OperationKind.CREATE:
        filled = [
            one_line(value_words(change.new), 60) for change in one.changes if value_words(change.new) != blank_words()
        ]
        return _row(
            one,
            counted(len(one.changes), tr("field"), tr("fields")),
            ("", ", ".join(filled[:6])),
            named(one.reason, names),
        )
    what = tr("whole record, kept in history") if one.kind is OperationKind.DELETE else tr("archived, not deleted")
    return _row(one, "", ("", what), named(one.reason, names))


def _row(one: Operation, field: str, change: tuple[str, str], why: str, name: str = "") -> OperationRow:
    record = one.label or str(one.ref or one.source_ref or "")
    search = "\n".join((record, field, *change, why)).casefold()
    return OperationRow(
        record, one.side, one.kind, field, *change, why, search, name, one.ref, one.source_ref, one.run_id, one.id
    )


def named(reason: str, names: Mapping[Side, str]) -> str:
    """A reason with the systems' names for its “A” and “B” (the catalogue's words are `changed in A`, `newest wins: B`)."""
    words = said(reason).split(" ")
    shown = []
    for word in words:
        bare = word.rstrip(",;:.")
        known = {"A": names.get("a", "A"), "B": names.get("b", "B")}
        shown.append(known[bare] + word[len(bare) :] if bare in known else word)
    return " ".join(shown)


class OperationsModel(RowsModel[OperationRow]):
    """Record, action, field, from → to, why."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(tr("Record"), lambda row: row.record),
                Column(tr("Action"), lambda row: verb(row.kind)),
                Column(tr("Field"), lambda row: row.field),
                Column(tr("From → to"), lambda row: f"{row.old} → {row.new}" if row.old else row.new),
                Column(tr("Why"), lambda row: row.why),
            ),
            parent,
        )
