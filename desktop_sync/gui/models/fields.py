"""The fields of one table as a Qt model: labels, types in words, live values, and drag and drop between two sides."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import counted, tr
from desktop_sync.model.record import Side
from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.values import Missing, Value, is_blank

FIELD_MIME = "application/x-desktop-sync-fields"
BLANK_WORDS = "—"

AnyIndex = QModelIndex | QPersistentModelIndex


class FieldState(Enum):
    """How a field takes part in the mapping."""

    FREE = "free"
    FINE = "fine"
    LOSSY = "lossy"
    BROKEN = "broken"
    SUGGESTED = "suggested"


class FieldRole(IntEnum):
    """What a delegate asks for beside the display text (the label)."""

    ROW = Qt.ItemDataRole.UserRole + 1
    """The `FieldRow`."""
    NAME = Qt.ItemDataRole.UserRole + 2
    """The field's name in its system."""
    SEARCH = Qt.ItemDataRole.UserRole + 3
    """Everything that the search box looks at, folded."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field as the list shows it.

    `sample`: its value in the sample record shown now, in words; "" while there is no sample. `needed`: required, but
    nothing is linked to it. `gone`: the mapping names it, the table no longer has it.
    """

    field: Field
    sample: str = ""
    state: FieldState = FieldState.FREE
    needed: bool = False
    gone: bool = False


class FieldDrop(NamedTuple):
    """Fields of one side were dropped on a field of the other."""

    side: Side
    names: tuple[str, ...]
    target: str


def type_words(field: Field) -> str:
    """The field's type as a person says it: “text, up to 40”, “choice of 5”, “decimal, 2 places, read-only”."""
    words = said(field.type.value)
    if field.type in {FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE} and field.max_length is not None:
        words += tr(", up to {max_length}", max_length=field.max_length)
    elif field.type in {FieldType.CHOICE, FieldType.CHOICES} and field.choices:
        words += tr(" of {count}", count=len(field.choices))
    elif field.type is FieldType.DECIMAL and field.scale is not None:
        words += f", {counted(field.scale, tr('place'), tr('places'))}"
    elif field.type is FieldType.REFERENCE and field.reference:
        words += tr(" to {reference}", reference=field.reference)
    if field.read_only:
        words += f", {tr('read-only')}"
    return words


def value_words(value: Value | Missing, field: Field | None = None) -> str:
    """A value in words, on one line; a blank and an absent one are a dash."""
    if isinstance(value, Missing) or is_blank(value):
        return BLANK_WORDS
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        places = field.scale if field is not None else None
        return f"{value:,f}" if places is None else f"{value:,.{places}f}"
    if isinstance(value, bytes):
        return tr("{count} bytes", count=len(value))
    if isinstance(value, tuple):
        return ", ".join(_choice_words(part, field) for part in value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, str):
        return _choice_words(value, field)
    return str(value)


def _choice_words(value: str, field: Field | None) -> str:
    if field is not None:
        for choice in field.choices:
            if choice.value == value:
                return choice.label or choice.value
    return " ".join(value.split())


def encode_fields(side: Side, names: Iterable[str]) -> QMimeData:
    """What a drag of these fields carries."""
    data = QMimeData()
    body = json.dumps({"side": side, "fields": list(names)}).encode()
    data.setData(FIELD_MIME, QByteArray(body))
    return data


def decode_fields(data: QMimeData) -> tuple[Side, tuple[str, ...]] | None:
    """The side and fields of a drag, None when it is none of ours."""
    if not data.hasFormat(FIELD_MIME):
        return None
    try:
        body = json.loads(bytes(data.data(FIELD_MIME).data()))
        side, names = body["side"], tuple(str(name) for name in body["fields"])
    except (ValueError, KeyError, TypeError):
        return None  # another program may offer anything under our name
    return (side, names) if side in {"a", "b"} and names else None


class FieldsModel(QAbstractListModel):
    """The fields of one side. `dropped(FieldDrop)`: fields of the other side were dropped on one of these."""

    dropped = Signal(object)

    def __init__(self, side: Side, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.side: Side = side
        self._rows: tuple[FieldRow, ...] = ()
        self._searched: dict[int, str] = {}

    def set_rows(self, rows: Sequence[FieldRow]) -> None:
        """Show these. The same fields in the same order only change in place, so that selection and scroll stay."""
        before = self._rows
        self._searched = {}
        if [row.field.name for row in before] != [row.field.name for row in rows]:
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()
            return
        self._rows = tuple(rows)
        changed = [at for at, (old, new) in enumerate(zip(before, rows, strict=True)) if old != new]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def rows(self) -> tuple[FieldRow, ...]:
        """What is shown, in order."""
        return self._rows

    def row_of(self, name: str) -> int | None:
        """The row of a field, None when it is not there."""
        return next((at for at, row in enumerate(self._rows) if row.field.name == name), None)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.field.label or row.field.name
        if role == FieldRole.ROW:
            return row
        if role == FieldRole.NAME:
            return row.field.name
        if role == FieldRole.SEARCH:
            if index.row() not in self._searched:  # asked for every row with every letter typed
                words = f"{row.field.label} {row.field.name} {type_words(row.field)} {row.sample}"
                self._searched[index.row()] = words.casefold()
            return self._searched[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(row)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if self._rows[index.row()].gone:
            return usable
        return usable | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:
        return [FIELD_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        # Row selection passes one index per column; a list has one, but a view with more must not link a field twice.
        names = [self._rows[index.row()].field.name for index in indexes if index.isValid() and index.column() == 0]
        return encode_fields(self.side, dict.fromkeys(names))

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.LinkAction | Qt.DropAction.CopyAction

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.LinkAction | Qt.DropAction.CopyAction

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex) -> bool:
        del action, column
        return self._read_drop(data, row, parent) is not None

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex) -> bool:
        del action, column
        drop = self._read_drop(data, row, parent)
        if drop is None:
            return False
        self.dropped.emit(drop)
        return True

    def _read_drop(self, data: QMimeData, row: int, parent: AnyIndex) -> FieldDrop | None:
        """The drop that this would be: from the other side, on a field that is there."""
        carried = decode_fields(data)
        at = parent.row() if parent.isValid() else row
        if carried is None or carried[0] == self.side or not 0 <= at < len(self._rows) or self._rows[at].gone:
            return None
        return FieldDrop(carried[0], carried[1], self._rows[at].field.name)


class FieldFilter(QSortFilterProxyModel):
    """The search box's view of the fields: all words of the search must be in label, name, type or value."""

    def __init__(self, source: FieldsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._places: dict[str, int] | None = None
        self.setSourceModel(source)
        for moved in (self.modelReset, self.rowsInserted, self.rowsRemoved, self.layoutChanged):
            moved.connect(self._forget_places)

    def places(self) -> Mapping[str, int]:
        """The row of each field that the search leaves, by name."""
        if self._places is None:
            names = (self.index(row, 0).data(FieldRole.NAME) for row in range(self.rowCount()))
            self._places = {name: row for row, name in enumerate(names)}
        return self._places

    def index_of(self, name: str) -> QModelIndex:
        """The field's place, an invalid one when the search leaves it out."""
        row = self.places().get(name)
        return QModelIndex() if row is None else self.index(row, 0)

    def _forget_places(self) -> None:
        self._places = None

    def set_search(self, text: str) -> None:
        """Look for these words."""
        self.beginFilterChange()
        self._words = tuple(text.casefold().split())
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: AnyIndex) -> bool:
        text: str = self.sourceModel().index(source_row, 0, source_parent).data(FieldRole.SEARCH) or ""
        return all(word in text for word in self._words)


def _spoken(row: FieldRow) -> str:
    parts = [row.field.label or row.field.name, type_words(row.field)]
    if row.field.required:
        parts.append("required")
    parts.append(
        {
            FieldState.FREE: "not linked",
            FieldState.FINE: "linked",
            FieldState.LOSSY: "linked, some values don't survive",
            FieldState.BROKEN: "linked, with a problem",
            FieldState.SUGGESTED: "a link is suggested",
        }[row.state]
    )
    if row.gone:
        parts.append(tr("no longer in the table"))
    if row.sample:
        parts.append(tr("for example {sample}", sample=row.sample))
    return ", ".join(parts)


def _tip(row: FieldRow) -> str:
    lines = [f"{row.field.name}: {type_words(row.field)}"]
    if row.gone:
        lines.append(tr("The table no longer has this field."))
    elif row.needed:
        lines.append(tr("A new record needs a value here, and nothing is linked to it."))
    if row.sample:
        lines.append(row.sample)
    return "\n".join(lines)
