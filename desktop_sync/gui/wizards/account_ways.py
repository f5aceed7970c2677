"""Two ways to sign in, side by side: a token that is typed, and the browser. The easier one stands first."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from desktop_sync.engine.account_flow import Way
from desktop_sync.gui.phrases import said
from desktop_sync.gui.widgets.basics import column, label, row
from desktop_sync.gui.wizards.look import WAY_HEIGHT
from desktop_sync.model.schema import ConnectorInfo


class WayCard(QPushButton):
    """One way: its name, and what it takes."""

    def __init__(self, way: Way, name: str, words: str) -> None:
        super().__init__()
        self.way = way
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("role", "way")
        self.setAccessibleName(f"{name}: {words}")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(14, 9, 14, 8)
        inner.setSpacing(1)
        told = label(words, "meta", "second", wrap=True)
        told.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner.addWidget(label(name, "name"))
        inner.addWidget(told, 1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return QSize(260, WAY_HEIGHT)


class WayChoice(QWidget):
    """Both ways for one kind of system. `chosen(Way)`."""

    chosen = Signal(object)

    def __init__(self, kind: ConnectorInfo, way: Way) -> None:
        super().__init__()
        system = said(kind.label)
        paste = self.tr("Copied from a page of %1. Nothing else is needed.").replace("%1", system)
        have = self.tr("For those who have tokens of %1 already.").replace("%1", system)
        client = self.tr("Takes a client of your own in %1 (its id, often a secret).").replace("%1", system)
        typed = WayCard(
            Way.TYPED,
            self.tr("Paste a token") if kind.typed_first else self.tr("Type tokens"),
            paste if kind.typed_first else have,
        )
        browser = WayCard(Way.BROWSER, self.tr("Sign in with your browser"), client)
        self.cards = (typed, browser) if kind.typed_first else (browser, typed)
        group = QButtonGroup(self)
        side = row(spacing=12)
        for one in self.cards:
            one.setChecked(one.way is way)
            one.clicked.connect(partial(self.chosen.emit, one.way))
            group.addButton(one)
            side.addWidget(one, 1)
        inner = column(spacing=6)
        inner.addWidget(label(self.tr("How do you want to sign in?"), "strong"))
        inner.addLayout(side)
        self.setLayout(inner)
