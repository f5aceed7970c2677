"""The last row of a dialog: at the left what is seldom wanted, at the right the guide's “?” and the buttons, the effect last."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton

from desktop_sync.gui.guide.opener import question_mark
from desktop_sync.gui.widgets.basics import row


def foot(
    dialog: QDialog, *buttons: QPushButton, start: Sequence[QPushButton] = (), words: QLabel | None = None
) -> QHBoxLayout:
    """`start`: buttons at the left; `words`: a line that takes the room between."""
    made = row(spacing=8)
    for one in start:
        made.addWidget(one)
    if words is None:
        made.addStretch(1)
    else:
        made.addWidget(words, 1)
    for one in (question_mark(dialog), *buttons):
        made.addWidget(one)
    return made
