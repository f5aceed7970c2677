"""The fields of one table as a Qt model: labels, types in words, live values, and drag and drop between two sides."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
    """The `FieldRow` or `GroupRow`."""
    NAME = Qt.ItemDataRole.UserRole + 2
    """The field's name in its system, "" for the head of a group."""


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
    group: str = ""
    """The key of the group it stands in."""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The head of a group of fields: how many there are, are linked, suggested, and needed without being linked.

    `shut`: its fields are folded away. `wrong`: one of their links can't carry anything.
    """

    key: str
    label: str
    count: int
    linked: int = 0
    suggested: int = 0
    needed: int = 0
    wrong: bool = False
    shut: bool = False


Row = FieldRow | GroupRow


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
        return tr("yes") if value else tr("no")
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
    """The fields of one side, groups with their heads. `dropped(FieldDrop)`: fields of the other side were dropped on one of these."""

    dropped = Signal(object)

    def __init__(self, side: Side, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.side: Side = side
        self._rows: tuple[Row, ...] = ()
        self._shut: frozenset[str] = frozenset()
        self._searched: dict[int, str] = {}

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these. The same fields in the same order only change in place, so that selection and scroll stay."""
        before = self._rows
        self._searched = {}
        if [_key(row) for row in before] != [_key(row) for row in rows]:
            self.beginResetModel()
            self._rows = tuple(map(self._shown, rows))
            self.endResetModel()
            return
        self._rows = tuple(map(self._shown, rows))
        self._changed(before)

    def set_shut(self, keys: frozenset[str]) -> None:
        """Show these groups folded; the filter leaves their fields out."""
        before, self._shut = self._rows, keys
        self._rows = tuple(map(self._shown, before))
        self._changed(before)

    def is_shut(self, key: str) -> bool:
        """Whether the group is shown folded."""
        return key in self._shut

    def _shown(self, row: Row) -> Row:
        if isinstance(row, GroupRow) and row.shut != (row.key in self._shut):
            return replace(row, shut=not row.shut)
        return row

    def _changed(self, before: Sequence[Row]) -> None:
        changed = [at for at, (old, new) in enumerate(zip(before, self._rows, strict=True)) if old != new]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def rows(self) -> tuple[Row, ...]:
        """What is shown, in order."""
        return self._rows

    def row_of(self, name: str) -> int | None:
        """The row of a field, None when it is not there."""
        return next(
            (at for at, row in enumerate(self._rows) if isinstance(row, FieldRow) and row.field.name == name), None
        )

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == FieldRole.ROW:
            return row
        if isinstance(row, GroupRow):
            return _group_data(row, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.field.label or row.field.name
        if role == FieldRole.NAME:
            return row.field.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(row)
        return None

    def searched(self, at: int) -> str:
        """Everything that the search box looks at in a row, folded; "" for the head of a group."""
        if at not in self._searched:  # asked for every row with every letter typed
            row = self._rows[at]
            words = (
                ""
                if isinstance(row, GroupRow)
                else f"{row.field.label} {row.field.name} {type_words(row.field)} {row.sample}"
            )
            self._searched[at] = words.casefold()
        return self._searched[at]

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        row = self._rows[index.row()]
        if isinstance(row, GroupRow) or row.gone:
            return usable
        return usable | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:
        return [FIELD_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        # Row selection passes one index per column; a list has one, but a view with more must not link a field twice.
        rows = [self._rows[index.row()] for index in indexes if index.isValid() and index.column() == 0]
        return encode_fields(self.side, dict.fromkeys(row.field.name for row in rows if isinstance(row, FieldRow)))

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
        if carried is None or carried[0] == self.side or not 0 <= at < len(self._rows):
            return None
        target = self._rows[at]
        if isinstance(target, GroupRow) or target.gone:
            return None
        return FieldDrop(carried[0], carried[1], target.field.name)


def _key(row: Row) -> tuple[str, str]:
    return ("group", row.key) if isinstance(row, GroupRow) else ("field", row.field.name)


def group_words(row: GroupRow) -> str:
    """How many fields a group has and, where that can't be seen, how many take part: “4 fields · 2 linked”."""
    parts = [counted(row.count, tr("field"), tr("fields"))]
    if row.shut and row.linked:
        parts.append(tr("{count} linked", count=row.linked))
    if row.shut and row.suggested:
        parts.append(tr("{count} suggested", count=row.suggested))
    if row.shut and row.needed:
        parts.append(tr("{count} needed", count=row.needed))
    return " · ".join(parts)


def _group_data(row: GroupRow, role: int) -> Any:
    if role == Qt.ItemDataRole.DisplayRole:
        return row.label
    if role == FieldRole.NAME:
        return ""
    if role == Qt.ItemDataRole.AccessibleTextRole:
        state = tr("folded") if row.shut else tr("unfolded")
        return ", ".join([tr("Group {label}", label=row.label), *group_words(row).split(" · "), state])
    if role == Qt.ItemDataRole.ToolTipRole:
        return tr("Click to show the fields") if row.shut else tr("Click to fold the fields")
    return None


def _spoken(row: FieldRow) -> str:
    parts = [row.field.label or row.field.name, type_words(row.field)]
    if row.field.required:
        parts.append(tr("required"))
    parts.append(
        {
            FieldState.FREE: tr("not linked"),
            FieldState.FINE: tr("linked"),
            FieldState.LOSSY: tr("linked, some values don't survive"),
            FieldState.BROKEN: tr("linked, with a problem"),
            FieldState.SUGGESTED: tr("a link is suggested"),
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
