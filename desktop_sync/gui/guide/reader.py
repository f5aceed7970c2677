"""Shows one page of the guide: Markdown, in the colours of the theme, with its pictures, and headings that links can lead to."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop_sync.gui.guide.shelf import slug
from desktop_sync.gui.theme import base_size, tokens

SIZES = {1: 1.55, 2: 1.25, 3: 1.1}
"""Of headings, in body sizes."""
WIDEST = 760
"""Pixels of a line of text: longer ones are hard to read."""
MARGIN = 28
SCROLL_BAR = 16
DARK = "dark"
"""The folder beside the light pictures."""
PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"


class Reader(QTextBrowser):
    """Where links within the guide lead is asked for with `wanted`; others go to the browser."""

    wanted = Signal(str)
    """A link of the page, as it is written there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName(self.tr("Page of the guide"))
        self.anchorClicked.connect(self._clicked)
        self.open_outside: Callable[[QUrl], object] = QDesktopServices.openUrl
        self._text, self._folder = "", Path()
        self._anchors: dict[str, int] = {}
        self._dark = False

    def show_text(self, text: str, folder: Path, anchor: str = "") -> None:
        """Show a page; its pictures lie beside it in `folder`."""
        self._text, self._folder = text, folder
        document = self.document()
        document.clear()
        document.setBaseUrl(QUrl.fromLocalFile(f"{folder.as_posix()}/"))
        document.setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self._dress()
        self.setTextCursor(QTextCursor(document))
        self.verticalScrollBar().setValue(0)
        self.go(anchor)

    def go(self, anchor: str) -> bool:
        """Scroll to a heading; whether there is one."""
        if anchor not in self._anchors:
            return False
        block = self.document().findBlockByNumber(self._anchors[anchor])
        self.setTextCursor(QTextCursor(block))
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top) - 8)
        return True

    def find_first(self, words: str) -> None:
        """Show where the first of the words is."""
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if words.split():
            self.find(words.split(maxsplit=1)[0])

    @Slot(QUrl)
    def _clicked(self, link: QUrl) -> None:
        if link.scheme() in {"http", "https", "mailto"}:
            self.open_outside(link)
        else:
            self.wanted.emit(link.toString())

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        place = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value or not place.isLocalFile():
            return super().loadResource(kind, name)
        picture = QImage(str(in_scheme(Path(place.toLocalFile()))))
        room = round(min(WIDEST, self.viewport().width() - 2 * MARGIN - SCROLL_BAR) * self.devicePixelRatioF())
        if not picture.isNull() and picture.width() > room > 0:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        return picture

    # ---- the look
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._text and self._dark != tokens().dark:
            place = self.verticalScrollBar().value()
            self.show_text(self._text, self._folder)
            self.verticalScrollBar().setValue(place)

    def _dress(self) -> None:
        document = self.document()
        self._anchors, self._dark = {}, tokens().dark
        whole = QTextCursor(document)
        whole.beginEditBlock()  # laid out once, not after each change
        frame = document.rootFrame().frameFormat()
        frame.setMargin(MARGIN)
        document.rootFrame().setFrameFormat(frame)
        block = document.begin()
        while block.isValid():
            self._dress_block(block)
            block = block.next()
        for one in document.rootFrame().childFrames():
            if isinstance(one, QTextTable):
                _dress_table(one)
        whole.endEditBlock()

    def _dress_block(self, block: QTextBlock) -> None:
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        shape, look = QTextBlockFormat(), tokens()
        if level:
            self._anchors.setdefault(slug(block.text()), block.blockNumber())
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            face = QTextCharFormat()
            face.setFontPointSize(base_size() * SIZES.get(level, 1.0) * 72 / self.logicalDpiY())
            face.setForeground(QColor(look.text))
            cursor.mergeCharFormat(face)
            shape.setTopMargin(0 if level == 1 else 24 if level == 2 else 18)
            shape.setBottomMargin(8)
        elif _is_code(block):
            shape.setBackground(QColor(look.window))
            shape.setNonBreakableLines(False)
            shape.setTopMargin(0 if _is_code(block.previous()) else 4)
            shape.setBottomMargin(0 if _is_code(block.next()) else 12)
        elif cursor.currentTable() is None:
            if PICTURE not in block.text():
                shape.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            shape.setTopMargin(0)
            shape.setBottomMargin(4 if block.textList() is not None else 10)
        cursor.mergeBlockFormat(shape)


def in_scheme(file: Path) -> Path:
    """The picture as it looks in a dark window, where there is one of it and the window is dark."""
    dark = file.parent / DARK / file.name
    return dark if tokens().dark and dark.is_file() else file


def _is_code(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)


def _dress_table(table: QTextTable) -> None:
    look, shape = tokens(), table.format()
    shape.setBorder(1)
    shape.setBorderBrush(QColor(look.hairline))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderCollapse(True)
    shape.setCellPadding(6)
    shape.setTopMargin(6)
    shape.setBottomMargin(12)
    table.setFormat(shape)
