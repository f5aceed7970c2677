"""The head of a page: where one is, in a few words how it stands, and at the right what can be done, one action first."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop_sync.gui.guide.opener import question_mark
from desktop_sync.gui.text import one_line
from desktop_sync.gui.theme import Tone
from desktop_sync.gui.widgets.basics import ElidedLabel, button, label, row
from desktop_sync.gui.widgets.marks import Pill

MAX_CRUMB = 30


class PageHeader(QWidget):
    """Breadcrumbs, title, a line of figures, buttons."""

    crumb = Signal()
    """The breadcrumb was pressed."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(40)
        self._crumbs = button("", self.crumb.emit, "crumb")
        self._crumbs.hide()
        self.title = ElidedLabel(title, "page")
        self.subtitle = ElidedLabel("", "", "second")
        self.pill = Pill()
        self.pill.hide()
        self._row = row((0, 0, 0, 0), 10)
        self._row.addWidget(self._crumbs)
        self._row.addWidget(self.title)
        self._row.addWidget(self.pill)
        self._row.addSpacing(4)
        self._row.addWidget(self.subtitle, 1)
        self.guide = question_mark(self)
        self._row.addWidget(self.guide, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(self._row)

    def add(self, words: str, pressed: Callable[[], object], role: str = "", tip: str = "") -> QPushButton:
        """A button at the right end."""
        made = button(words, pressed, role, tip)
        self._row.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        return made

    def add_widget(self, widget: QWidget) -> None:
        """Anything else at the right end."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_crumbs(self, *names: str) -> None:
        """“Syncs / Customers /”; pressing it goes back. Long names are cut: the page's own must stay readable."""
        self._crumbs.setText("".join(f"{one_line(name, MAX_CRUMB)} / " for name in names))
        self._crumbs.setToolTip(" / ".join(names))
        self._crumbs.setVisible(bool(names))

    def set_title(self, words: str) -> None:
        """The page's name, or that of what it shows."""
        self.title.setText(words)
        self.title.updateGeometry()

    def set_subtitle(self, words: str) -> None:
        """How it stands, in a few words."""
        if words != self.subtitle.text():
            self.subtitle.setText(words)
            self.subtitle.updateGeometry()

    def set_state(self, words: str, tone: Tone) -> None:
        """The pill beside the title."""
        self.pill.show_state(words, tone)
        self.pill.setVisible(bool(words))


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
