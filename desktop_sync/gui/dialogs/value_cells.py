"""The cells of the conflict dialog: what one side holds, with the difference marked, and what will be kept."""

import html

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QTextOption
from PySide6.QtWidgets import QAbstractButton, QFrame, QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from desktop_sync.gui.text import blank_words, tr, value_words
from desktop_sync.gui.theme import RADIUS, Type, font, tokens
from desktop_sync.gui.widgets.basics import ElidedLabel, column, set_tone
from desktop_sync.model.record import Side
from desktop_sync.model.values import Value
from desktop_sync.sync.textdiff import Mark, differences

MAX_TEXT = 132
"""Pixels of height from which on a value scrolls."""


def marked_html(value: Value, base: Value, side: Side | None) -> str:
    """The value as HTML; what differs from the base stands in the side's colour on its tint."""
    words, look = value_words(value), tokens()
    if words == blank_words():
        return f'<span style="color:{look.second}">{blank_words()}</span>'
    before = "" if value_words(base) == blank_words() else value_words(base)
    if side is None or not before:
        spans = [(Mark.SAME, words)] if side is None else [(Mark.ONLY_NEW, words)]
    else:
        spans = [(span.mark, span.text) for span in differences(before, words) if span.mark is not Mark.ONLY_OLD]
    parts = []
    for mark, text in spans:
        shown = html.escape(text).replace("\n", "<br>")
        if mark is Mark.ONLY_NEW and side is not None:
            shown = f'<span style="color:{look.side(side)};background-color:{look.side_tint(side)}">{shown}</span>'
        parts.append(shown)
    return f'<span style="white-space:pre-wrap;color:{look.text}">{"".join(parts)}</span>'


class TextView(QTextEdit):
    """Text that wraps, grows with its content up to a limit, and scrolls from there; clicks go to its owner."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QTextEdit { background: transparent; border: none; padding: 0; min-height: 0; }")
        self.document().setDocumentMargin(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().installEventFilter(self)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_html(self, text: str) -> None:
        """Show it."""
        face = font(Type.BODY)
        face.setPixelSize(face.pixelSize() + 1)
        self.document().setDefaultFont(face)
        self.setHtml(text)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(min(MAX_TEXT, max(20, int(self.document().size().height()) + 2)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease:
            self.clicked.emit()
        return super().eventFilter(watched, event)


class ValueCell(QAbstractButton):
    """What one side holds. Pressing it takes that side; it is a button also for who only hears it."""

    taken = Signal()
    focused = Signal()

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.side: Side = side
        self._chosen = False
        self._value: Value = None
        self._base: Value = None
        self._text = TextView()
        self._text.clicked.connect(self.taken)
        self.clicked.connect(self.taken)
        self._meta = ElidedLabel("", "meta", "second")
        inner = column((13, 10, 9, 9), 5)
        inner.addWidget(self._text)
        inner.addWidget(self._meta)
        inner.addStretch(1)
        self.setLayout(inner)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_value(self, value: Value, base: Value, meta: str, name: str) -> None:
        """Show a value with what differs from the base; `name`: for screen readers."""
        self._value, self._base = value, base
        self._text.show_html(marked_html(value, base, self.side))
        self._meta.setText(meta)
        self.setAccessibleName(f"{name}: {value_words(value)}")

    def show_words(self, title: str, meta: str) -> None:
        """Show a sentence instead of a value."""
        self._text.show_html(f'<span style="color:{tokens().text}">{html.escape(title)}</span>')
        self._meta.setText(meta)
        self.setAccessibleName(title)

    def set_chosen(self, chosen: bool) -> None:
        """Whether this is the one that is kept."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.setAccessibleDescription(tr("will be kept") if chosen else "")
            self.update()

    @property
    def chosen(self) -> bool:
        """Whether this is the one that is kept."""
        return self._chosen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.taken.emit()
            return
        event.ignore()  # Enter decides for the whole dialog, arrows are its own, too

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._value is not None:
            self._text.show_html(marked_html(self._value, self._base, self.side))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 2.0 if self.hasFocus() else 1.0
        inks = {True: look.side(self.side), False: look.action if self.hasFocus() else look.border}
        painter.setPen(QPen(QColor(inks[self._chosen]), wide))
        painter.setBrush(QColor(look.side_tint(self.side) if self._chosen else look.card))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2), 7, 7)


class KeptCell(QFrame):
    """What will be kept on both sides: the chosen value, or one that is typed here."""

    typed = Signal()
    """The person changed the text."""
    submitted = Signal()
    """Enter was pressed in it."""
    focused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = QPlainTextEdit()
        self._edit.setFrameShape(QFrame.Shape.NoFrame)
        self._edit.setPlaceholderText(self.tr("choose, or type"))
        self._edit.setTabChangesFocus(True)
        self._edit.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._edit.document().setDocumentMargin(0)
        self._edit.setStyleSheet("QPlainTextEdit { background: transparent; border: none; padding: 0; min-height: 0; }")
        self._edit.installEventFilter(self)
        self._edit.textChanged.connect(self._changed)
        self._meta = ElidedLabel("", "meta", "second")
        self._quiet = False
        inner = column((13, 10, 9, 9), 5)
        inner.addWidget(self._edit)
        inner.addWidget(self._meta)
        inner.addStretch(1)
        self.setLayout(inner)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._fit()

    def set_name(self, name: str) -> None:
        """For screen readers."""
        self._edit.setAccessibleName(name)

    def set_locked(self, locked: bool) -> None:
        """Whether nothing can be typed."""
        self._edit.setReadOnly(locked)

    def show_text(self, words: str, meta: str, tone: str = "second") -> None:
        """Show what will be kept, and where it comes from."""
        face = font(Type.BODY)
        face.setPixelSize(face.pixelSize() + 1)
        self._edit.document().setDefaultFont(face)
        if words != self.text:
            self._quiet = True
            self._edit.setPlainText(words)
            self._quiet = False
        self.show_meta(meta, tone)
        self._fit()

    def show_meta(self, meta: str, tone: str = "second") -> None:
        """Show another line below, perhaps what is wrong with the text."""
        self._meta.setText(meta)
        set_tone(self._meta, tone)

    @property
    def text(self) -> str:
        """What stands in it."""
        return self._edit.toPlainText()

    @property
    def edit(self) -> QPlainTextEdit:
        """The text box."""
        return self._edit

    @property
    def meta(self) -> str:
        """The line below."""
        return self._meta.text()

    def _changed(self) -> None:
        self._fit()
        if not self._quiet:
            self.typed.emit()

    def _fit(self) -> None:
        lines = max(1, int(self._edit.document().size().height()))  # this document counts in lines
        self._edit.setFixedHeight(min(MAX_TEXT, lines * self._edit.fontMetrics().lineSpacing() + 4))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit()
            self.update()
        elif event.type() == QEvent.Type.FocusOut:
            self.update()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self.submitted.emit()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self._edit.hasFocus()
        pen = QPen(QColor(look.action if on else look.third), 2.0 if on else 1.0)
        if not on:
            pen.setStyle(Qt.PenStyle.DashLine)
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.setBrush(QColor(look.card))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
