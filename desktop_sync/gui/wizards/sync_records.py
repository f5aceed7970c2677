"""Parts of the sync wizard's rules: which records take part, and what a value must look like before it is written."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_sync.gui.mapper.choice_table import QuietCombo
from desktop_sync.gui.text import field_label
from desktop_sync.gui.widgets.basics import button, label, spin_box
from desktop_sync.gui.wizards.sync_context import SyncContext
from desktop_sync.model.mapping import NO_CHECK, Check, FieldLink, Format
from desktop_sync.model.record import SIDES, Side

MOST_CONDITIONS = 3


class SideRecords(QWidget):
    """Which records of one side take part: conditions, or a filter in the system's own language. `changed()`."""

    changed = Signal()

    def __init__(self, side: Side, context: SyncContext) -> None:
        super().__init__()
        self._side: Side = side
        self._context = context
        self.caption = label("", "strong", side)
        self.fields = [QuietCombo() for _ in range(MOST_CONDITIONS)]
        self.values = [QLineEdit() for _ in range(MOST_CONDITIONS)]
        self.filter, self.stamp = QLineEdit(), QuietCombo()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.caption)
        for at, (field, value) in enumerate(zip(self.fields, self.values, strict=True)):
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(field, 1)
            line.addWidget(label("=", "", "second"))
            line.addWidget(value, 1)
            column.addLayout(line)
            field.setAccessibleName(self.tr("Field of condition %1").replace("%1", str(at + 1)))
            value.setAccessibleName(self.tr("Value of condition %1").replace("%1", str(at + 1)))
            field.currentIndexChanged.connect(self._changed)
            value.textChanged.connect(self._changed)
        self._row(column, self.tr("Filter of its own"), self.filter)
        self._row(column, self.tr("Time of change"), self.stamp)
        self.filter.setPlaceholderText(self.tr("in the system’s own language, such as active = 1"))
        self.stamp.setToolTip(self.tr("The field that says when a record was changed, where the system does not tell"))
        self.filter.textChanged.connect(self._changed)
        self.stamp.currentIndexChanged.connect(self._changed)

    @staticmethod
    def _row(column: QVBoxLayout, words: str, part: QWidget) -> None:
        line, name = QHBoxLayout(), label(words, "", "second")
        name.setFixedWidth(128)
        name.setBuddy(part)
        part.setAccessibleName(words)
        line.setSpacing(8)
        line.addWidget(name)
        line.addWidget(part, 1)
        column.addLayout(line)

    def show_side(self) -> None:
        """Show what is answered."""
        spec = self._context.flow.answers.side(self._side)
        self.caption.setText(self._context.name(self._side))
        names: list[tuple[str, str]] = []
        if self._context.ready():
            names = [(one.label or one.name, one.name) for one in self._context.sides[self._side].schema.fields]
        where = list(spec.where) if spec else []
        parts = (*self.fields, *self.values, self.filter, self.stamp)
        for part in parts:
            part.blockSignals(True)
        for at, (field, value) in enumerate(zip(self.fields, self.values, strict=True)):
            name, text = where[at] if at < len(where) else ("", "")
            self._fill(field, self.tr("any record") if at == 0 else self.tr("and nothing more"), names, name)
            value.setText(text)
        self.filter.setText(spec.filter if spec else "")
        self._fill(self.stamp, self.tr("as the system tells"), names, spec.cursor if spec else "")
        for part in parts:
            part.blockSignals(False)
        self._arrange()

    @staticmethod
    def _fill(combo: QuietCombo, nothing: str, names: list[tuple[str, str]], chosen: str) -> None:
        combo.clear()
        combo.addItem(nothing, "")
        for words, name in names:
            combo.addItem(words, name)
        if chosen and combo.findData(chosen) < 0:
            combo.addItem(chosen, chosen)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))

    def _changed(self) -> None:
        pairs = zip(self.fields, self.values, strict=True)
        where = tuple((str(field.currentData()), value.text()) for field, value in pairs if field.currentData())
        self._context.flow.select(self._side, self.filter.text().strip(), where, str(self.stamp.currentData() or ""))
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        open_ = True
        for field, value in zip(self.fields, self.values, strict=True):
            field.setEnabled(open_)
            open_ = open_ and bool(field.currentData())
            value.setEnabled(open_)


class RecordsSection(QWidget):
    """Both sides beside each other. `changed()`."""

    changed = Signal()

    def __init__(self, context: SyncContext) -> None:
        super().__init__()
        self.sides: dict[Side, SideRecords] = {side: SideRecords(side, context) for side in SIDES}
        column, pair = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(self.tr("Which records take part"), "name"))
        words = self.tr("A record that leaves the selection is kept apart; it is never deleted on the other side.")
        column.addWidget(label(words, "", "second", wrap=True))
        pair.setSpacing(24)
        for one in self.sides.values():
            pair.addWidget(one, 1)
            one.changed.connect(self.changed)
        column.addLayout(pair)

    def show_answers(self) -> None:
        """Show what is answered."""
        for one in self.sides.values():
            one.show_side()


class ChecksSection(QWidget):
    """What the values of a field must look like, one field at a time. `changed()`."""

    changed = Signal()

    def __init__(self, context: SyncContext) -> None:
        super().__init__()
        self._context = context
        self.field, self.format = QuietCombo(), QuietCombo()
        self.least, self.most, self.matches, self.one_of = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.shortest, self.longest = spin_box(), spin_box()
        self.unique = QCheckBox(self.tr("No two records hold the same"))
        self.summary = label("", "meta", "second", wrap=True)
        self.clear = button(self.tr("No rules for this field"), self._clear, "link")
        self._build()

    def _build(self) -> None:
        self._offer()
        column, grid = QVBoxLayout(self), QGridLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(self.tr("What a value must look like"), "name"))
        words = self.tr("One that breaks a rule is held before it is written; blanks break none.")
        column.addWidget(label(words, "", "second", wrap=True))
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        cells = (
            (self.tr("Field"), self.field), (self.tr("Form"), self.format),
            (self.tr("At least"), self.least), (self.tr("At most"), self.most),
            (self.tr("Shortest"), self.shortest), (self.tr("Longest"), self.longest),
            (self.tr("One of"), self.one_of), (self.tr("Matches"), self.matches),
        )  # fmt: skip
        for at, (text, part) in enumerate(cells):
            name = QLabel(text)
            name.setBuddy(part)
            part.setAccessibleName(text)
            grid.addWidget(name, at // 2, at % 2 * 2)
            grid.addWidget(part, at // 2, at % 2 * 2 + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        column.addLayout(grid)
        last = QHBoxLayout()
        last.addWidget(self.unique)
        last.addStretch(1)
        last.addWidget(self.clear)
        column.addLayout(last)
        column.addWidget(self.summary)
        self._connect()

    def _offer(self) -> None:
        """What can be chosen and typed."""
        for one, words in (
            (None, self.tr("any")),
            (Format.EMAIL, self.tr("an e-mail address")),
            (Format.PHONE, self.tr("a phone number")),
            (Format.URL, self.tr("a web address")),
        ):
            self.format.addItem(words, one)
        self.least.setPlaceholderText(self.tr("number or date"))
        self.most.setPlaceholderText(self.tr("number or date"))
        self.matches.setPlaceholderText(self.tr("regular expression"))
        self.one_of.setPlaceholderText(self.tr("values with commas between them"))
        for spin in (self.shortest, self.longest):
            spin.setRange(0, 100_000)
            spin.setSpecialValueText(self.tr("any"))

    def _connect(self) -> None:
        self.field.currentIndexChanged.connect(self._show_field)
        self.format.currentIndexChanged.connect(self._put)
        for edit in (self.least, self.most, self.matches, self.one_of):
            edit.editingFinished.connect(self._put)
        for spin in (self.shortest, self.longest):
            spin.valueChanged.connect(self._put)
        self.unique.toggled.connect(self._put)

    def show_answers(self) -> None:
        """Show what is answered."""
        chosen = self.field.currentData()
        self.field.blockSignals(True)
        self.field.clear()
        for link in self._context.flow.answers.links:
            self.field.addItem(field_label(link.name), link.name)
        self.field.setCurrentIndex(max(0, self.field.findData(chosen)))
        self.field.blockSignals(False)
        self._show_field()

    @property
    def _link(self) -> FieldLink | None:
        name = self.field.currentData()
        return next((one for one in self._context.flow.answers.links if one.name == name), None)

    def _show_field(self, _at: int = 0) -> None:
        link = self._link
        check = link.check if link else NO_CHECK
        parts = (
            self.format,
            self.least,
            self.most,
            self.matches,
            self.one_of,
            self.shortest,
            self.longest,
            self.unique,
        )
        for part in parts:
            part.blockSignals(True)
            part.setEnabled(link is not None)
        self.format.setCurrentIndex(max(0, self.format.findData(check.format)))
        self.least.setText(check.min)
        self.most.setText(check.max)
        self.matches.setText(check.matches)
        self.one_of.setText(", ".join(check.one_of))
        self.shortest.setValue(check.shortest)
        self.longest.setValue(check.longest or 0)
        self.unique.setChecked(check.unique)
        for part in parts:
            part.blockSignals(False)
        self._tell()

    def _put(self) -> None:
        link = self._link
        if link is None:
            return
        check = Check(
            min=self.least.text().strip(),
            max=self.most.text().strip(),
            format=self.format.currentData(),
            matches=self.matches.text(),
            shortest=self.shortest.value(),
            longest=self.longest.value() or None,
            one_of=tuple(part.strip() for part in self.one_of.text().split(",") if part.strip()),
            unique=self.unique.isChecked(),
        )
        self._store(replace(link, check=check))

    def _clear(self) -> None:
        link = self._link
        if link is not None:
            self._store(replace(link, check=NO_CHECK))
            self._show_field()

    def _store(self, link: FieldLink) -> None:
        flow = self._context.flow
        flow.map([link if one.name == link.name else one for one in flow.answers.links])
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        link = self._link
        self.clear.setVisible(link is not None and link.check != NO_CHECK)
        named = [field_label(one.name) for one in self._context.flow.answers.links if one.check != NO_CHECK]
        self.summary.setText(self.tr("Fields with rules: %1.").replace("%1", ", ".join(named)) if named else "")
        self.summary.setVisible(bool(named))
