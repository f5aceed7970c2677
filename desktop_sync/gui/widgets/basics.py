"""Labels, buttons, lines and boxes in the roles of the style sheet."""

import re
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

L = TypeVar("L", bound=QBoxLayout)
_ENDS = re.compile(r" |(?<=\w-)(?=\w)")
"""Where a line may end."""


def label(words: str = "", kind: str = "", tone: str = "", *, wrap: bool = False, rich: bool = False) -> QLabel:
    """A label; `kind`: page | name | strong | meta, `tone`: second | third | a | b | action | good | care | bad."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("type", kind)
    if tone:
        made.setProperty("tone", tone)
    return made


def set_tone(widget: QWidget, tone: str, name: str = "tone") -> None:
    """Change a role that the style sheet looks at, and have it looked at again."""
    if widget.property(name) == tone:
        return
    widget.setProperty(name, tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def button(words: str, pressed: Callable[[], object] | None = None, role: str = "", tip: str = "") -> QPushButton:
    """A button named by its effect; `role`: primary | quiet | link | danger | tool | chip, "" for a plain one."""
    made = QPushButton(words)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor if role == "link" else Qt.CursorShape.ArrowCursor)
    if role:
        made.setProperty("role", role)
    if tip:
        made.setToolTip(tip)
    if pressed is not None:
        made.clicked.connect(lambda _checked=False: pressed())
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def line() -> QWidget:
    """A hairline across."""
    made = QWidget()
    made.setProperty("ground", "line")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setFixedHeight(1)
    return made


def frame(role: str = "card") -> QFrame:
    """A box: card | sunken | banner-care | banner-bad | banner-busy | banner-good."""
    made = QFrame()
    made.setProperty("role", role)
    return made


def column(margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0) -> QVBoxLayout:
    """A vertical layout without the style's own margins."""
    return _bare(QVBoxLayout(), margins, spacing)


def row(margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 8) -> QHBoxLayout:
    """A horizontal layout without the style's own margins."""
    return _bare(QHBoxLayout(), margins, spacing)


def _bare(layout: L, margins: tuple[int, int, int, int], spacing: int) -> L:
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    return layout


def spin_box() -> QSpinBox:
    """A field for a whole number, with the same room before its text as other fields (style sheets don't reach it there)."""
    made = QSpinBox()
    edit = made.lineEdit()
    if edit is not None:
        edit.setTextMargins(7, 0, 0, 0)
    return made


class ElidedLabel(QLabel):
    """A label of at most so many lines that ends in “…” where there is no room, and then says all of it in its tool tip."""

    def __init__(self, words: str = "", kind: str = "", tone: str = "", *, lines: int = 1) -> None:
        super().__init__(words)
        self._lines = lines
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", kind)
        self.setProperty("tone", tone)
        many = lines > 1
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum if many else QSizePolicy.Policy.Fixed
        )
        self.setWordWrap(many)  # with it the height follows the width

    def minimumSizeHint(self) -> QSize:
        return QSize(36, self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        face = QFontMetrics(self.font())
        return QSize(face.horizontalAdvance(self.text()) + 2, face.height())

    def heightForWidth(self, width: int) -> int:
        shown, _ = self._broken(width)
        face = QFontMetrics(self.font())
        return face.height() + (len(shown) - 1) * face.lineSpacing()

    def _broken(self, width: int) -> tuple[list[str], bool]:
        """The text in lines of at most that width, and whether something is missing."""
        face = QFontMetrics(self.font())
        shown = broken(self.text(), face, width) if self._lines > 1 else [self.text()]
        if 1 < self._lines >= len(shown):
            return shown, False
        kept, rest = shown[: self._lines - 1], " ".join(shown[self._lines - 1 :])
        last = face.elidedText(rest, Qt.TextElideMode.ElideRight, width)
        return [*kept, last], last != rest

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        _, cut = self._broken(self.width())
        self.setToolTip(self.text() if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown, _ = self._broken(self.width())
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), "\n".join(shown))


def broken(words: str, face: QFontMetrics, width: int) -> list[str]:
    """The words in as many lines as it takes: between words, after a hyphen, and within a word that is too long for a line of its own."""
    lines = []
    while words and face.horizontalAdvance(words) > width > 0:
        ends = [found.start() for found in _ENDS.finditer(words)]
        whole = [at for at in ends if face.horizontalAdvance(words[:at]) <= width]
        upto = whole[-1] if whole else _letters(words, face, width)
        lines.append(words[:upto])
        words = words[upto:].lstrip()
    return [*lines, words] if words or not lines else lines


def _letters(words: str, face: QFontMetrics, width: int) -> int:
    """How many letters have room; one at least."""
    upto = 1
    while upto < len(words) and face.horizontalAdvance(words[: upto + 1]) <= width:
        upto += 1
    return upto
