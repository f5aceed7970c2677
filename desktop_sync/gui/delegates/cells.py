"""Cells of our tables: a hairline below each row, tints for state, words in the roles of the design. They only paint."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_sync.gui.models.rows import RowRole
from desktop_sync.gui.theme import Tokens, Tone, Type, font, tokens
from desktop_sync.gui.widgets.basics import broken
from desktop_sync.gui.widgets.marks import paint_pill, paint_shape, paint_tile, pill_width
from desktop_sync.gui.widgets.sides import line_height, lines_of, paint_sides

ROW_HEIGHT = 38
CAUSE_LEFT, TILE = 24, 42
"""Pixels that a cause's mark and a system's initials take."""
PAD = 10
WIDEST = 420
"""Pixels that a cell asks for at most."""
ONE_LINE = 4000.0
"""Pixels; the words were cut to fit before."""
AnyIndex = QModelIndex | QPersistentModelIndex


class Cell(QStyledItemDelegate):
    """The base: ground, hairline, and then what `content` paints. `tinted`: rows that stand out in the colour of care."""

    def __init__(self, parent: Any = None, tinted: Callable[[Any], bool] | None = None) -> None:
        super().__init__(parent)
        self._tinted = tinted

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002 - Qt's signature
        return _one_line(wide(str(index.data() or ""), Type.BODY))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        look, box = tokens(), QRectF(option.rect)
        state = option.state
        row = index.data(RowRole.ROW)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(look.action_tint))
        elif self._tinted is not None and self._tinted(row):
            painter.fillRect(box, QColor(look.care_tint))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(look.window))
        painter.fillRect(QRectF(box.left(), box.bottom(), box.width(), 1).translated(0, -1), QColor(look.hairline))
        painter.setClipRect(box)
        self.content(painter, box.adjusted(PAD, 0, -6, -1), index, look)
        painter.restore()

    def height(self, width: int, index: AnyIndex) -> int:  # noqa: ARG002 - for those that wrap
        """Pixels that the cell needs at a width; 0: it is content with the row as it is."""
        return 0

    def content(self, painter: QPainter, box: QRectF, index: AnyIndex, look: Tokens) -> None:
        """Paint the cell's own content; here: its words."""
        write(painter, box, str(index.data() or ""), look.text, font(Type.BODY))


def wide(words: str, kind: Type) -> int:
    """Pixels that words take in one line of a type."""
    return _face(kind, QApplication.font().key()).horizontalAdvance(words)


@lru_cache(maxsize=16)
def _face(kind: Type, _platform: str) -> QFontMetrics:
    """Made once for a font of the platform: columns ask for hundreds of cells in a row."""
    return QFontMetrics(font(kind))


def _one_line(content: int) -> QSize:
    return QSize(min(WIDEST, content + 2 * PAD), ROW_HEIGHT)


def write(
    painter: QPainter,
    box: QRectF,
    words: str,
    ink: str,
    face: QFont,
    cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> float:
    """One line, elided; returns how wide it came out."""
    painter.setFont(face)
    painter.setPen(QColor(ink))
    measure = QFontMetrics(face)
    shown = measure.elidedText(words, cut, max(0, int(box.width())))
    painter.drawText(
        box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine, shown
    )
    return float(measure.horizontalAdvance(shown))


def write_lines(painter: QPainter, box: QRectF, words: str, ink: str, face: QFont) -> None:
    """All of the words, in lines, in the middle of the box."""
    measure = QFontMetrics(face)
    lines = broken(words, measure, int(box.width()))
    painter.setFont(face)
    painter.setPen(QColor(ink))
    top = box.top() + (box.height() - len(lines) * measure.lineSpacing()) / 2
    for at, line in enumerate(lines):
        painter.drawText(QPointF(box.left(), top + at * measure.lineSpacing() + measure.ascent()), line)


def _lines_height(words: str, face: QFont, width: int) -> int:
    measure = QFontMetrics(face)
    return len(broken(words, measure, width)) * measure.lineSpacing() + 2 * PAD


class WordsCell(Cell):
    """Words in a type and a tone of the design ("text", "second", "a", "b", "care" …). `wrap`: in lines, none of them cut."""

    def __init__(
        self,
        parent: Any = None,
        kind: Type = Type.BODY,
        tone: str = "text",
        tinted: Callable[[Any], bool] | None = None,
        *,
        wrap: bool = False,
    ) -> None:
        super().__init__(parent, tinted)
        self._kind = kind
        self._wrap = wrap
        self._tone = {"a": "side_a", "b": "side_b"}.get(tone, tone)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002 - Qt's signature
        return _one_line(wide(str(index.data() or ""), self._kind))

    def height(self, width: int, index: AnyIndex) -> int:
        return _lines_height(str(index.data() or ""), font(self._kind), width - PAD - 6) if self._wrap else 0

    def content(self, painter: QPainter, box: QRectF, index: AnyIndex, look: Tokens) -> None:
        put = write_lines if self._wrap else write
        put(painter, box, str(index.data() or ""), getattr(look, self._tone), font(self._kind))


class PlaceCell(Cell):
    """An address or a file: where there is no room, its end is shown, which tells it from the others."""

    def content(self, painter: QPainter, box: QRectF, index: AnyIndex, look: Tokens) -> None:
        write(painter, box, str(index.data() or ""), look.second, font(Type.BODY), Qt.TextElideMode.ElideLeft)


class RecordCell(Cell):
    """What people call a record: its name, and what else tells it from others in grey; below it, where rows may grow."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002 - Qt's signature
        name, _, rest = str(index.data() or "").partition(" · ")
        return _one_line(wide(name, Type.STRONG) + (wide(rest, Type.META) + 7 if rest else 0))

    def height(self, width: int, index: AnyIndex) -> int:
        name, _, rest = str(index.data() or "").partition(" · ")
        room = width - PAD - 6
        if wide(name, Type.STRONG) + (wide(rest, Type.META) + 7 if rest else 0) <= room:
            return 0
        words = ((name, Type.STRONG), (rest, Type.META))
        return sum(_lines_height(text, font(kind), room) - 2 * PAD for text, kind in words if text) + 2 * PAD

    def content(self, painter: QPainter, box: QRectF, index: AnyIndex, look: Tokens) -> None:
        name, _, rest = str(index.data() or "").partition(" · ")
        if box.height() > ROW_HEIGHT:
            self._stacked(painter, box, name, rest)
            return
        wide = write(painter, box, name, look.text, font(Type.STRONG))
        if rest and wide + 40 < box.width():
            write(painter, box.adjusted(wide + 7, 0, 0, 0), rest, look.second, font(Type.META))

    def _stacked(self, painter: QPainter, box: QRectF, name: str, rest: str) -> None:
        look, room = tokens(), int(box.width())
        upper = _lines_height(name, font(Type.STRONG), room) - 2 * PAD
        lower = _lines_height(rest, font(Type.META), room) - 2 * PAD if rest else 0
        top = box.top() + (box.height() - upper - lower) / 2
        write_lines(painter, QRectF(box.left(), top, room, upper), name, look.text, font(Type.STRONG))
        if rest:
            write_lines(painter, QRectF(box.left(), top + upper, room, lower), rest, look.second, font(Type.META))


class PillCell(Cell):
    """A state: `state` gives the words and the tone of a row."""

    def __init__(self, state: Callable[[Any], tuple[str, Tone]], parent: Any = None) -> None:
        super().__init__(parent)
        self._state = state

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002 - Qt's signature
        words, _ = self._state(index.data(RowRole.ROW))
        return _one_line(pill_width(words))

    def content(self, painter: QPainter, box: QRectF, index: AnyIndex, look: Tokens) -> None:  # noqa: ARG002 - one shape for all
        words, tone = self._state(index.data(RowRole.ROW))
        wide = min(float(pill_width(words)), box.width())
        paint_pill(painter, QRectF(box.left(), box.center().y() - 11.5, wide, 23), words, tone)


class SidesCell(Cell):
    """Both systems in their colours: `sides` gives two (account, table)."""

    def __init__(self, sides: Callable[[Any], tuple[tuple[str, str], tuple[str, str]]], parent: Any = None) -> None:
        super().__init__(parent)
        self._sides = sides

    def height(self, width: int, index: AnyIndex) -> int:
        return len(lines_of(*self._sides(index.data(RowRole.ROW)), width - PAD - 6)) * line_height() + 2 * PAD

    def content(self, painter: QPainter, box: QRectF, index: AnyIndex, look: Tokens) -> None:  # noqa: ARG002 - one shape for all
        a, b = self._sides(index.data(RowRole.ROW))
        paint_sides(painter, box, a, b)


class CauseCell(Cell):
    """A cause on two lines: what it is, and where and how many; a mark in front says how grave."""

    def content(self, painter: QPainter, box: QRectF, index: AnyIndex, look: Tokens) -> None:
        row = index.data(RowRole.ROW)
        tone = Tone.BAD if row.serious else Tone.CARE
        ink = QColor(look.tone(tone)[0])
        paint_shape(painter, QRectF(box.left() + 2, box.top() + 15, 11, 11), tone, ink)
        inner = box.adjusted(CAUSE_LEFT, PAD, 0, -PAD)
        title = _lines_height(row.title, font(Type.STRONG), int(inner.width())) - 2 * PAD
        upper = QRectF(inner.left(), inner.top(), inner.width(), title)
        write_lines(painter, upper, row.title, look.text, font(Type.STRONG))
        write_lines(painter, inner.adjusted(0, title + 2, 0, 0), row.count_words, look.second, font(Type.META))

    def height(self, width: int, index: AnyIndex) -> int:
        row, room = index.data(RowRole.ROW), width - PAD - 6 - CAUSE_LEFT
        words = ((row.title, Type.STRONG), (row.count_words, Type.META))
        return sum(_lines_height(text, font(kind), room) for text, kind in words) - 2 * PAD + 3


class TickCell(Cell):
    """A tick for rows that count; `ticked` says which do."""

    def __init__(
        self, ticked: Callable[[Any], bool], parent: Any = None, tinted: Callable[[Any], bool] | None = None
    ) -> None:
        super().__init__(parent, tinted)
        self._ticked = ticked

    def content(self, painter: QPainter, box: QRectF, index: AnyIndex, look: Tokens) -> None:
        paint_tick(painter, box, self._ticked(index.data(RowRole.ROW)), look)


def paint_tick(painter: QPainter, box: QRectF, on: bool | None, look: Tokens) -> None:
    """A box with a tick; with a dash for None: some are, some are not."""
    square = QRectF(box.left() + 2, box.center().y() - 7.5, 15, 15)
    filled = on is not False
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(look.action if filled else look.third), 1))
    painter.setBrush(QColor(look.action if filled else look.card))
    painter.drawRoundedRect(square, 4, 4)
    if filled:
        painter.setPen(QPen(QColor(look.on_action), 1.8))
        marks = ((3.5, 7.7), (6.4, 10.6), (11.5, 4.8)) if on else ((4.0, 7.5), (11.0, 7.5))
        painter.drawPolyline([square.topLeft() + QPointF(*at) for at in marks])


class TileCell(Cell):
    """A system's initials before the words."""

    def __init__(self, letters: Callable[[Any], str], parent: Any = None) -> None:
        super().__init__(parent)
        self._letters = letters

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002 - Qt's signature
        return _one_line(wide(str(index.data() or ""), Type.STRONG) + TILE)

    def content(self, painter: QPainter, box: QRectF, index: AnyIndex, look: Tokens) -> None:
        paint_tile(
            painter, QRectF(box.left() + 4, box.center().y() - 13, 26, 26), self._letters(index.data(RowRole.ROW)), None
        )
        write_lines(painter, box.adjusted(TILE, 0, 0, 0), str(index.data() or ""), look.text, font(Type.STRONG))

    def height(self, width: int, index: AnyIndex) -> int:
        return _lines_height(str(index.data() or ""), font(Type.STRONG), width - PAD - 6 - TILE)


class ActionCell(Cell):
    """Where an operation writes: “→ Pg update”, “Tr ← update”. `action` gives side, initials and the words of a row."""

    def __init__(
        self,
        action: Callable[[Any], tuple[str, str, str] | None],
        parent: Any = None,
        tinted: Callable[[Any], bool] | None = None,
    ) -> None:
        super().__init__(parent, tinted)
        self._action = action

    def content(self, painter: QPainter, box: QRectF, index: AnyIndex, look: Tokens) -> None:
        action = self._action(index.data(RowRole.ROW))
        if action is None:
            return
        side, letters, words = action
        sign = f"→ {letters}" if side == "b" else f"{letters} ←"
        wide = write(painter, box, sign, look.side(side), font(Type.STRONG))  # type: ignore[arg-type]
        write(painter, box.adjusted(wide + 6, 0, 0, 0), words, look.text, font(Type.BODY))


class StepCell(ActionCell):
    """As `ActionCell`, for lists in which some rows write to no side: `action` gives None for those, and their own words are shown."""

    def content(self, painter: QPainter, box: QRectF, index: AnyIndex, look: Tokens) -> None:
        if self._action(index.data(RowRole.ROW)) is None:
            write(painter, box, str(index.data() or ""), look.second, font(Type.BODY))
        else:
            super().content(painter, box, index, look)


class ChangeCell(Cell):
    """From → to: the old value struck through, the new one beside it; where room is short the old one gives way first."""

    def __init__(
        self,
        change: Callable[[Any], tuple[str, str]],
        parent: Any = None,
        tinted: Callable[[Any], bool] | None = None,
    ) -> None:
        super().__init__(parent, tinted)
        self._change = change

    def content(self, painter: QPainter, box: QRectF, index: AnyIndex, look: Tokens) -> None:
        old, new = self._change(index.data(RowRole.ROW))
        face = font(Type.BODY)
        if not old:
            write(painter, box, new, look.text if new and not new.startswith("—") else look.second, face)
            return
        words = f"{old} → {new}"
        measure = QFontMetrics(face)
        if measure.horizontalAdvance(words) > box.width():  # both stay readable: the old one gives way first
            room = max(60, int(box.width()) - min(measure.horizontalAdvance(f" → {new}"), int(box.width() * 0.6)))
            old = measure.elidedText(old, Qt.TextElideMode.ElideRight, room)
        shown = measure.elidedText(f"{old} → {new}", Qt.TextElideMode.ElideRight, int(box.width()))
        layout = _struck(shown, min(len(old), len(shown)), face, look)
        layout.draw(painter, box.topLeft() + QPointF(0, (box.height() - layout.boundingRect().height()) / 2))


def _struck(words: str, upto: int, face: QFont, look: Tokens) -> QTextLayout:
    """The words laid out, their first `upto` characters struck through in the third grey's neighbour, the rest in ink."""
    layout = QTextLayout(words, face)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    gone, stays = QTextCharFormat(), QTextCharFormat()
    gone.setForeground(QColor(look.second))
    gone.setFontStrikeOut(True)
    stays.setForeground(QColor(look.text))
    ranges = []
    for start, length, form in ((0, upto, gone), (upto, max(0, len(words) - upto), stays)):
        made = QTextLayout.FormatRange()
        made.start, made.length, made.format = start, length, form
        ranges.append(made)
    layout.setFormats(ranges)
    layout.beginLayout()
    layout.createLine().setLineWidth(ONE_LINE)
    layout.endLayout()
    return layout
