"""Rows of the settings: what it is, what it means, and the control at the right."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from desktop_sync.gui.widgets.basics import column, frame, label, line, row

WIDEST = 860
CONTROL = 210
Row = tuple[str, str, QWidget]


def group(rows: tuple[Row, ...]) -> QWidget:
    """Some rows in a box."""
    box, inner = frame(), column((18, 2, 18, 2), 0)
    for at, (title, words, control) in enumerate(rows):
        if at:
            inner.addWidget(line())
        inner.addWidget(_row(title, words, control))
    box.setLayout(inner)
    box.setMaximumWidth(WIDEST)
    return box


def _row(title: str, words: str, control: QWidget) -> QWidget:
    made = QWidget()
    text = column(spacing=2)
    text.addStretch(1)  # beside a tall control the two stay together
    text.addWidget(label(title, "strong"))
    text.addWidget(label(words, "meta", "second", wrap=True))
    text.addStretch(1)
    inner = row((0, 11, 0, 11), 24)
    inner.addLayout(text, 1)
    inner.addWidget(control)
    made.setLayout(inner)
    return made


def choices(combo: QComboBox, name: str, pairs: tuple[tuple[str, str], ...]) -> QWidget:
    """A choice of a few: words and value."""
    for words, value in pairs:
        combo.addItem(words, value)
    combo.setAccessibleName(name)
    combo.setMinimumWidth(CONTROL)
    return combo


def typed(edit: QLineEdit, name: str, hint: str) -> QWidget:
    """Something that is typed."""
    edit.setAccessibleName(name)
    edit.setPlaceholderText(hint)
    edit.setFixedWidth(CONTROL)
    return edit


def number_of(spin: QSpinBox, name: str, unit: str, nothing: str) -> QWidget:
    """A whole number; 0 is `nothing`."""
    spin.setRange(0, 9_999_999)
    spin.setSpecialValueText(nothing)
    spin.setSuffix(f" {unit}")
    spin.setAccessibleName(name)
    spin.setFixedWidth(CONTROL)
    spin.setKeyboardTracking(False)
    return spin
