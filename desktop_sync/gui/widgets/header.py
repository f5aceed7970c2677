"""The head of a page: where one is, in a few words how it stands, and at the right what can be done, one action first."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop_sync.gui.guide.opener import question_mark
from desktop_sync.gui.text import one_line
from desktop_sync.gui.theme import Tone
from desktop_sync.gui.widgets.basics import ElidedLabel, button, column, label, row
from desktop_sync.gui.widgets.marks import Pill

TITLE_LINES = 3
"""A sync may be called something of 80 letters."""
GAP = 10


class PageHeader(QWidget):
    """Breadcrumbs, title, a line of figures, buttons. Where they have no room side by side, the figures go below, then the breadcrumbs above."""

    crumb = Signal()
    """The breadcrumb was pressed."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(40)
        self._beside, self._above = (button("", self.crumb.emit, "crumb") for _ in range(2))
        self.title = ElidedLabel(title, "page", lines=TITLE_LINES)
        self.subtitle, self._below = label("", "", "second"), label("", "", "second", wrap=True)
        self.pill = Pill()
        for one in (self._beside, self._above, self._below, self.pill):
            one.hide()
        self._names: tuple[str, ...] = ()
        self._row = row((0, 0, 0, 0), GAP)
        self._row.addWidget(self._beside)
        self._row.addWidget(self.title, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.pill)
        self._row.addWidget(self.subtitle)
        self._row.addStretch(1)
        self.guide = question_mark(self)
        self._kept: list[QWidget] = [self.pill]
        self.add_widget(self.guide)
        inner = column(spacing=2)
        inner.addWidget(self._above, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addLayout(self._row)
        inner.addWidget(self._below)
        self.setLayout(inner)

    def add(self, words: str, pressed: Callable[[], object], role: str = "", tip: str = "") -> QPushButton:
        """A button at the right end."""
        made = button(words, pressed, role, tip)
        self.add_widget(made)
        return made

    def add_widget(self, widget: QWidget) -> None:
        """Anything else at the right end."""
        self._kept.append(widget)
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_crumbs(self, *names: str) -> None:
        """“Syncs / Customers /”; pressing it goes back."""
        self._names = names
        for one in (self._beside, self._above):
            one.setText("".join(f"{one_line(name)} / " for name in names))
        self._place()

    @property
    def crumbs(self) -> str:
        """The last of the breadcrumbs."""
        return self._names[-1] if self._names else ""

    def set_title(self, words: str) -> None:
        """The page's name, or that of what it shows."""
        self.title.setText(words)
        self.title.updateGeometry()
        self._place()

    def set_subtitle(self, words: str) -> None:
        """How it stands, in a few words."""
        if words != self.subtitle.text():
            self.subtitle.setText(words)
            self._below.setText(words)
            self._place()

    def set_state(self, words: str, tone: Tone) -> None:
        """The pill beside the title."""
        self.pill.show_state(words, tone)
        self.pill.setVisible(bool(words))
        self._place()

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()  # counts what stands beside the title now, and would go elsewhere
        return QSize(min(least.width(), self._fixed() + self.title.minimumSizeHint().width()), least.height())

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._place()  # a button has come or has other words
        return super().event(event)

    def _place(self) -> None:
        crumbs, words = bool(self._names), bool(self.subtitle.text())
        needs = self._fixed() + self.title.sizeHint().width()
        crumbs_wide = self._beside.sizeHint().width() + GAP if crumbs else 0
        words_beside = needs + crumbs_wide + self.subtitle.sizeHint().width() + GAP <= self.width()
        crumbs_beside = needs + crumbs_wide <= self.width()
        for widget, shown in (
            (self._beside, crumbs and crumbs_beside),
            (self._above, crumbs and not crumbs_beside),
            (self.subtitle, words and words_beside),
            (self._below, words and not words_beside),
        ):
            if widget.isHidden() == shown:
                widget.setVisible(shown)

    def _fixed(self) -> int:
        """What the row holds in any case."""
        return sum(one.sizeHint().width() + GAP for one in self._kept if not one.isHidden())


def section(words: str | QLabel, at_right: QPushButton | QLabel | None = None) -> QWidget:
    """A small heading within a page."""
    made = QWidget()
    inner = row((0, 0, 0, 0))
    inner.addWidget(label(words, "strong") if isinstance(words, str) else words)
    inner.addStretch(1)
    if at_right is not None:
        inner.addWidget(at_right)
    made.setLayout(inner)
    return made
