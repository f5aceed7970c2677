"""What is left of a side's fields by its search box and its folded groups."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QObject, QSortFilterProxyModel

from desktop_sync.gui.models.fields import AnyIndex, FieldRole, FieldRow, FieldsModel, GroupRow, Row


class FieldFilter(QSortFilterProxyModel):
    """What the search box and the folded groups leave of the fields.

    All words of the search must be in label, name, type or value; a search opens every group, for what is found is to be seen.
    """

    def __init__(self, source: FieldsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fields = source
        self._words: tuple[str, ...] = ()
        self._folded: frozenset[str] = frozenset()
        self._found: frozenset[str] = frozenset()
        """The groups in which the search finds a field."""
        self._places: dict[str, int] | None = None
        self.setSourceModel(source)
        for moved in (self.modelReset, self.rowsInserted, self.rowsRemoved, self.layoutChanged):
            moved.connect(self._forget_places)

    def set_search(self, text: str) -> None:
        """Look for these words."""
        self._words = tuple(text.casefold().split())
        self._filter_anew()

    def set_folded(self, keys: frozenset[str]) -> None:
        """Leave out the fields of these groups."""
        if keys != self._folded:
            self._folded = keys
            self._filter_anew()

    def searching(self) -> bool:
        """Whether something is looked for."""
        return bool(self._words)

    def is_shut(self, key: str) -> bool:
        """Whether a group is shown folded now."""
        return self._fields.is_shut(key)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows of the source; which of them, search and folds say."""
        self._fields.set_rows(rows)
        if self._words:  # what is searched are also the sample's values
            self._filter_anew()

    def field_count(self) -> int:
        """How many fields are left, without the heads of groups."""
        return sum(1 for row in range(self.rowCount()) if self.index(row, 0).data(FieldRole.NAME))

    def places(self) -> Mapping[str, int]:
        """The row of each field that the search leaves, by name; of a folded one that of its group's head."""
        if self._places is None:
            names = (self.index(row, 0).data(FieldRole.NAME) for row in range(self.rowCount()))
            self._places = {name: row for row, name in enumerate(names) if name}
            self._places.update(self._folded_places())
        return self._places

    def _folded_places(self) -> dict[str, int]:
        found: dict[str, int] = {}
        head = -1
        for at, row in enumerate(self._fields.rows()):
            if isinstance(row, GroupRow):
                head = self.mapFromSource(self._fields.index(at, 0)).row() if row.shut else -1
            elif row.group and head >= 0:
                found[row.field.name] = head
        return found

    def index_of(self, name: str) -> QModelIndex:
        """Where the field is, or the head of the group it is folded in; an invalid one when the search leaves it out."""
        row = self.places().get(name)
        return QModelIndex() if row is None else self.index(row, 0)

    def group_of(self, name: str) -> str:
        """The key of the group that a field stands in, "" for none."""
        at = self._fields.row_of(name)
        row = None if at is None else self._fields.rows()[at]
        return row.group if isinstance(row, FieldRow) else ""

    def head_of(self, key: str) -> QModelIndex:
        """Where the head of a group is."""
        rows = enumerate(self._fields.rows())
        at = next((at for at, row in rows if isinstance(row, GroupRow) and row.key == key), -1)
        return self.mapFromSource(self._fields.index(at, 0)) if at >= 0 else QModelIndex()

    def _filter_anew(self) -> None:
        rows = enumerate(self._fields.rows())
        self._found = frozenset(
            row.group for at, row in rows if self._words and isinstance(row, FieldRow) and row.group and self._finds(at)
        )
        self._fields.set_shut(frozenset() if self._words else self._folded)
        self.beginFilterChange()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)
        self._forget_places()

    def _finds(self, at: int) -> bool:
        text = self._fields.searched(at)
        return all(word in text for word in self._words)

    def filterAcceptsRow(self, source_row: int, source_parent: AnyIndex) -> bool:
        del source_parent
        row = self._fields.rows()[source_row]
        if isinstance(row, GroupRow):
            return not self._words or row.key in self._found
        return self._finds(source_row) if self._words else row.group not in self._folded

    def _forget_places(self) -> None:
        self._places = None
