"""The sidebar: where one can go, what waits there, and at the bottom how all syncs stand."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QWidget

from desktop_sync.gui import icons
from desktop_sync.gui.places import Place
from desktop_sync.gui.text import number, tr
from desktop_sync.gui.theme import SIDEBAR_WIDTH, Tone, Type, font, tokens
from desktop_sync.gui.widgets.basics import ElidedLabel, column, label, row
from desktop_sync.gui.widgets.marks import paint_shape

ENTRY_HEIGHT = 32


class Entry(QAbstractButton):
    """One place, with an icon, and a count when something waits there."""

    def __init__(self, icon: str, words: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._count = 0
        self._words = words
        self.setText(words)
        self.setCheckable(True)
        self.setToolTip(key)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(words)

    def set_count(self, count: int) -> None:
        """How many things wait; 0 shows nothing."""
        if count != self._count:
            self._count = count
            self.setAccessibleName(f"{self._words}, {number(count)}" if count else self._words)
            self.update()

    @property
    def count(self) -> int:
        """How many things wait."""
        return self._count

    def sizeHint(self) -> QSize:
        return QSize(SIDEBAR_WIDTH - 20, ENTRY_HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        here = self.isChecked()
        if here or self.hasFocus():
            painter.setPen(QPen(QColor(look.action if self.hasFocus() else look.hairline), 1))
            painter.setBrush(QColor(look.card if here else look.sidebar))
            painter.drawRoundedRect(box, 6, 6)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.hairline))
            painter.drawRoundedRect(box, 6, 6)
        ink = look.text if here else look.second
        drawn = icons.pixmap(self._icon, ink, 16, self.devicePixelRatioF())
        painter.drawPixmap(10, (self.height() - 16) // 2, drawn)
        painter.setFont(font(Type.BODY))
        painter.setPen(QColor(ink))
        right = self._paint_count(painter) if self._count else 8
        room = self.rect().adjusted(35, 0, -right, 0)
        words = QFontMetrics(painter.font()).elidedText(self._words, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font(Type.BODY))
        painter.setPen(QColor(ink))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_count(self, painter: QPainter) -> int:
        look = tokens()
        face = font(Type.META)
        face.setWeight(face.Weight.DemiBold)
        words = number(self._count)
        wide = max(20, QFontMetrics(face).horizontalAdvance(words) + 14)
        box = QRectF(self.width() - wide - 9, (self.height() - 18) / 2, wide, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.care_tint))
        painter.drawRoundedRect(box, 9, 9)
        painter.setFont(face)
        painter.setPen(QColor(look.care))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        return wide + 13


class Mark(QWidget):
    """The program's two arrows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(20, 20)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        name = "mark-dark" if tokens().dark else "mark"
        QPainter(self).drawPixmap(0, 0, icons.pixmap(name, "", 20, self.devicePixelRatioF()))


class StateLine(QWidget):
    """“● In step · next run 07:30”."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.QUIET
        self._words = ElidedLabel("", "", "second")
        inner = row((30, 0, 8, 0), 0)
        inner.addWidget(self._words, 1)
        self.setLayout(inner)
        self.setFixedHeight(24)

    def show_state(self, words: str, tone: Tone) -> None:
        """Show another state."""
        self._tone = tone
        self._words.setText(words)
        self.update()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        ink = QColor(tokens().tone(self._tone)[0])
        paint_shape(QPainter(self), QRectF(10, self.height() / 2 - 4, 8, 8), self._tone, ink)


class Sidebar(QFrame):
    """All places; `chosen` tells which one was pressed."""

    chosen = Signal(object)
    """A `Place`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self.setFixedWidth(SIDEBAR_WIDTH)
        self._group = QButtonGroup(self)
        self._entries: dict[Place, Entry] = {}
        self.state = StateLine()
        self.service = ElidedLabel("", "meta", "second")
        """What the background service does, where one runs the syncs."""
        self.service.hide()
        self._build()

    def _build(self) -> None:
        head = row((9, 0, 0, 0), 9)
        head.addWidget(Mark())
        head.addWidget(label(self.tr("Desktop Sync"), "name"), 1)
        inner = column((10, 18, 11, 16), 2)
        inner.addLayout(head)
        inner.addSpacing(17)
        for at, (place, words) in enumerate(
            (
                (Place.OVERVIEW, self.tr("Overview")),
                (Place.SYNCS, self.tr("Syncs")),
                (Place.ACCOUNTS, self.tr("Accounts")),
                (Place.CONFLICTS, self.tr("Conflicts")),
                (Place.ATTENTION, self.tr("Needs attention")),
                (Place.ACTIVITY, self.tr("Activity")),
                (Place.SETTINGS, self.tr("Settings")),
            ),
            start=1,
        ):
            entry = Entry(place.value, words, tr("{words} (Ctrl+{at})", words=words, at=at))
            entry.clicked.connect(lambda _on=False, there=place: self.chosen.emit(there))
            self._group.addButton(entry)
            self._entries[place] = entry
            inner.addWidget(entry)
        inner.addStretch(1)
        inner.addWidget(self.service)
        inner.addWidget(self.state)
        self.setLayout(inner)

    def show_service(self, there: bool, sync: str) -> None:
        """Say what the background service does; `sync`: what it runs now, "" for nothing."""
        words = self.tr("The service runs %1").replace("%1", sync) if sync else self.tr("The background service syncs")
        self.service.setText(words)
        self.service.setVisible(there)

    def entry(self, place: Place) -> Entry:
        """The button of a place."""
        return self._entries[place]

    def mark(self, place: Place) -> None:
        """Show where one is; pages without an entry count to the syncs."""
        self._entries.get(place, self._entries[Place.SYNCS]).setChecked(True)
