"""A lens's parameters as widgets, made from what the catalogue says of them."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_sync.gui.mapper.choice_table import ChoiceTable, QuietCombo
from desktop_sync.gui.mapper.lens_fit import partners, values_in_use
from desktop_sync.gui.mapper.links import Tables
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import tr
from desktop_sync.gui.widgets.basics import label
from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.record import Record, Side
from desktop_sync.sync.lenses import LensInfo, Param

FORMATS = {
    "date": ("%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%Y%m%d", "%d %b %Y"),
    "datetime": ("%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M", "%m/%d/%Y %I:%M %p", "unix", "unix_ms"),
    "time": ("%H:%M:%S", "%H:%M", "%I:%M %p"),
}
_SAMPLE_MOMENT = dt.datetime(2026, 3, 14, 16, 5, 9, tzinfo=dt.UTC)

Read = Callable[[], Any]
"""The parameter's value; None leaves it out."""


class ParamForm(QWidget):
    """Widgets for one lens's parameters. `changed()`: one of them is another one now."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._readers: dict[str, Read] = {}
        self._body: QWidget | None = None
        self.table: ChoiceTable | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_lens(
        self, info: LensInfo, link: FieldLink, tables: Tables, samples: Mapping[Side, tuple[Record, ...]]
    ) -> None:
        """Show the parameters of `info`, filled from the link's lens when it is that one."""
        given = dict(link.lens.params)
        self._readers, self.table = {}, None
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.deleteLater()
        self._body = QWidget(self)
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for param in info.params:
            if param.kind == "table":
                self._add_table(rows, given, info, (link, tables, samples))
                continue
            self._add(rows, param, info, given.get(param.name), tables)
        rows.addStretch(1)
        self._column.addWidget(self._body)

    def params(self) -> dict[str, Any]:
        """The parameters as set; those left at their default are left out."""
        found = {name: read() for name, read in self._readers.items()}
        params = {name: value for name, value in found.items() if value is not None}
        if self.table is not None:
            params.update(self.table.pairs())
        return params

    def _add(self, rows: QVBoxLayout, param: Param, info: LensInfo, given: Any, tables: Tables) -> None:
        caption = in_systems(param.help, tables.system)
        if param.kind == "flag":
            box = QCheckBox(caption)
            box.setChecked(bool(given))
            box.toggled.connect(self._changed)
            self._readers[param.name] = lambda: box.isChecked() or None
            rows.addWidget(box)
            return
        field, read = self._editor(param, info, given)
        field.setAccessibleName(caption)
        self._readers[param.name] = read
        line = label(caption, "meta", "second", wrap=True)
        line.setBuddy(field)
        block = QVBoxLayout()
        block.setSpacing(3)
        block.addWidget(line)
        block.addWidget(field)
        rows.addLayout(block)

    def _editor(self, param: Param, info: LensInfo, given: Any) -> tuple[QWidget, Read]:
        if param.kind == "word":
            return self._words(param, given)
        if param.kind == "pair":
            return self._pair(param, given)
        if param.kind == "text" and info.name in FORMATS and param.name in {"a", "b"}:
            return self._formats(param, info, given)
        return self._line(param, given)

    def _words(self, param: Param, given: Any) -> tuple[QWidget, Read]:
        combo = QuietCombo()
        for word in param.words:
            usual = f" ({tr('usual')})" if word == param.default else ""
            combo.addItem(said(word.replace("_", " ")) + usual, None if word == param.default else word)
        combo.setCurrentIndex(max(0, param.words.index(given) if given in param.words else combo.findData(None)))
        combo.currentIndexChanged.connect(self._changed)
        return combo, combo.currentData

    def _pair(self, param: Param, given: Any) -> tuple[QWidget, Read]:
        box, lines = QWidget(), (QLineEdit(), QLineEdit())
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        for line, word, hint in zip(lines, given or ("", ""), (tr("word for yes"), tr("word for no")), strict=True):
            line.setText(str(word))
            line.setPlaceholderText(hint)
            line.setAccessibleName(f"{said(param.help)}: {hint}")
            line.textChanged.connect(self._changed)
            row.addWidget(line)
        box.setFocusProxy(lines[0])

        def read() -> list[str] | None:
            words = [line.text().strip() for line in lines]
            return words if any(words) else None

        return box, read

    def _formats(self, param: Param, info: LensInfo, given: Any) -> tuple[QWidget, Read]:
        combo = QuietCombo()
        combo.setEditable(True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for form in FORMATS[info.name]:
            combo.addItem(f"{form}    {_example(form)}", form)
        edit = combo.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(param.default)
        combo.setCurrentIndex(-1)
        combo.setEditText(str(given or ""))
        # An item is chosen with its example; what stays in the field is the format alone.
        combo.activated.connect(lambda at: combo.setEditText(str(combo.itemData(at))))
        combo.editTextChanged.connect(self._changed)
        return combo, lambda: combo.currentText().strip() or None

    def _line(self, param: Param, given: Any) -> tuple[QWidget, Read]:
        line = QLineEdit("" if given is None else str(given))
        line.setPlaceholderText(tr("left out: {default}", default=param.default) if param.default else "")
        line.textChanged.connect(self._changed)
        if param.kind == "number":
            validator = QDoubleValidator(line)
            validator.setLocale(QLocale.c())  # a factor is written as in the sync file
            line.setValidator(validator)
            return line, lambda: _number(line.text())
        return line, lambda: line.text() or None

    def _add_table(
        self,
        rows: QVBoxLayout,
        given: Mapping[str, Any],
        info: LensInfo,
        about: tuple[FieldLink, Tables, Mapping[Side, tuple[Record, ...]]],
    ) -> None:
        link, tables, samples = about
        named = {param.name for param in info.params if param.kind != "table"}
        pairs = {name: str(value) for name, value in given.items() if name not in named}
        field_a, field_b = tables.fields("a", link.a)[0], tables.fields("b", link.b)[0]
        a = values_in_use(field_a, samples["a"], pairs)
        b = values_in_use(field_b, samples["b"], pairs.values())
        self.table = ChoiceTable(self)
        self.table.show_map(a, b, pairs or partners(a, b), (tables.system("a"), tables.system("b")))
        self.table.changed.connect(self._changed)
        rows.insertWidget(0, self.table, 1)

    def _changed(self, *_value: object) -> None:
        self.changed.emit()


def in_systems(words: str, system_of: Callable[[Side], str]) -> str:
    """A text of the core with the systems' names in place of A and B."""
    # “A” at the start of a sentence is the article, “%B” a part of a format.
    words = said(words)
    for side, mark in (("a", r"\bA(?='s)|(?<=[a-z=,:] )A\b"), ("b", r"(?<!%)\bB\b")):
        system = system_of("a" if side == "a" else "b").replace("\\", "")
        words = re.sub(mark, system, words)
    return words[:1].upper() + words[1:]


def _example(form: str) -> str:
    if form.startswith("unix"):
        seconds = int(_SAMPLE_MOMENT.timestamp())
        return str(seconds * 1000 if form == "unix_ms" else seconds)
    return _SAMPLE_MOMENT.strftime(form)


def _number(text: str) -> int | float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if number.is_integer() else number
