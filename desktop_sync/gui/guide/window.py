"""The window of the guide: all pages at the left, the one that is read at the right, a search over all, back and forward."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from desktop_sync.bootstrap.paths import guide_folder
from desktop_sync.gui.guide.reader import Reader
from desktop_sync.gui.guide.shelf import INDEX, Hit, Page, Shelf, resolved
from desktop_sync.gui.icons import app_icon
from desktop_sync.gui.pages.listing import FindBox
from desktop_sync.gui.widgets.basics import button, column, label, row

PATH = Qt.ItemDataRole.UserRole


def language() -> str:
    """The folder of the pages in the window's language."""
    code = QCoreApplication.translate("Text", "en", "the code of this language")
    return code if (guide_folder() / code / INDEX).is_file() else "en"


@dataclass(frozen=True)
class Visit:
    """A page that was read, and how far down."""

    path: str
    anchor: str = ""


class GuideWindow(QWidget):
    """Reads the pages from the files that come with the program; nothing is fetched."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        super().__init__()
        self.shelf = shelf or Shelf(guide_folder() / language())
        self._past: list[Visit] = []
        self._future: list[Visit] = []
        self._here = Visit("")
        self.find_box = FindBox(self.tr("Search the guide"))
        self.find_box.found.connect(self._search)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Pages of the guide"))
        self.list.setProperty("frame", "none")
        self.list.setStyleSheet("QListWidget::item { padding: 3px 8px; }")
        self.list.itemClicked.connect(self._chosen)
        self.list.itemActivated.connect(self._chosen)
        self.reader = Reader()
        self.reader.wanted.connect(self._follow)
        self.back_button = button(self.tr("Back"), self.back)
        self.forward_button = button(self.tr("Forward"), self.forward)
        self.contents_button = button(self.tr("Contents"), lambda: self.show_page(INDEX), "quiet")
        self.count = label("", "meta", "second", wrap=True)
        self._build()
        self._show_pages()

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Guide to Desktop Sync"))
        self.setWindowIcon(app_icon())
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(1080, 760)
        self.setMinimumSize(640, 420)
        left, right = column((12, 12, 10, 12), 8), column((10, 12, 12, 12), 8)
        left.addWidget(self.find_box)
        left.addWidget(self.count)
        left.addWidget(self.list, 1)
        bar = row(spacing=8)
        for part in (self.back_button, self.forward_button, self.contents_button):
            bar.addWidget(part)
        bar.addStretch(1)
        right.addLayout(bar)
        right.addWidget(self.reader, 1)
        parts = QSplitter(Qt.Orientation.Horizontal)
        for layout in (left, right):
            parts.addWidget(_holding(layout))
        parts.setStretchFactor(1, 1)
        parts.setSizes([290, 790])
        parts.setHandleWidth(1)
        whole = column()
        whole.addWidget(parts)
        self.setLayout(whole)
        self.count.hide()
        self._keys()

    def _keys(self) -> None:
        for keys, done in (
            ((QKeySequence.StandardKey.Back, "Alt+Left"), self.back),
            ((QKeySequence.StandardKey.Forward, "Alt+Right"), self.forward),
            ((QKeySequence.StandardKey.Find, "Ctrl+F"), self.find_box.setFocus),
            ((QKeySequence.StandardKey.Close, QKeySequence.StandardKey.Cancel), self.close),
        ):
            action = QAction(self)
            action.setShortcuts([QKeySequence(one) for one in keys])
            action.triggered.connect(lambda _on=False, deed=done: deed())
            self.addAction(action)

    # ---- going through
    @property
    def page(self) -> str:
        """The path of the page that is shown."""
        return self._here.path

    def show_page(self, path: str, anchor: str = "") -> None:
        """Read a page; the one before can be gone back to."""
        target, _, part = path.partition("#")
        visit = Visit(target, anchor or part)
        if visit == self._here:
            return
        if self._here.path:
            self._past.append(self._here)
        self._future.clear()
        self._read(visit)

    def back(self) -> None:
        """To the page that was read before."""
        if self._past:
            self._future.append(self._here)
            self._read(self._past.pop())

    def forward(self) -> None:
        """To the page from which one went back."""
        if self._future:
            self._past.append(self._here)
            self._read(self._future.pop())

    def _read(self, visit: Visit) -> None:
        file = self.shelf.folder / visit.path
        if visit.path != self._here.path:
            self.reader.show_text(self.shelf.text(visit.path), file.parent, visit.anchor)
        elif not self.reader.go(visit.anchor):
            self.reader.verticalScrollBar().setValue(0)
        self._here = visit
        self.back_button.setEnabled(bool(self._past))
        self.forward_button.setEnabled(bool(self._future))
        self._mark()

    @Slot(str)
    def _follow(self, link: str) -> None:
        path, anchor = resolved(self._here.path, link)
        if (self.shelf.folder / path).is_file():  # a page, or another document that comes along
            self.show_page(path, anchor)

    # ---- the list
    def _show_pages(self) -> None:
        self._fill([_item(one, one.title) for one in self.shelf.pages])
        self.count.hide()

    @Slot(str)
    def _search(self, words: str) -> None:
        if not words:
            self._show_pages()
            return
        hits: Sequence[Hit] = self.shelf.search(words)
        self._fill([_item(one.page, f"{one.page.title}\n{one.piece}", high=True) for one in hits])
        self.count.setText(self.tr("%n page(s) found", "", len(hits)))
        self.count.show()

    def _fill(self, items: Sequence[QListWidgetItem]) -> None:
        self.list.clear()
        self.list.setWordWrap(True)
        for one in items:
            self.list.addItem(one)
        self._mark()

    def _mark(self) -> None:
        for at in range(self.list.count()):
            if self.list.item(at).data(PATH) == self._here.path:
                self.list.setCurrentRow(at)
                return
        self.list.setCurrentRow(-1)

    @Slot(QListWidgetItem)
    def _chosen(self, item: QListWidgetItem) -> None:
        self.show_page(str(item.data(PATH)))
        if self.find_box.wanted:
            self.reader.find_first(self.find_box.wanted)


def _item(page: Page, words: str, *, high: bool = False) -> QListWidgetItem:
    made = QListWidgetItem(f"{'      ' if page.under and not high else ''}{words}")
    made.setData(PATH, page.path)
    made.setToolTip(page.title)
    if not high:
        made.setSizeHint(QSize(0, 30))
    return made


def _holding(layout: QVBoxLayout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made
