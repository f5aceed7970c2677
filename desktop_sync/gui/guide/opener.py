"""Opens the guide at the page of a screen: by F1, by the menu, by the “?” beside the buttons. Its window is made when it is first asked for."""

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from desktop_sync.gui.text import tr
from desktop_sync.gui.widgets.basics import button

if TYPE_CHECKING:
    from desktop_sync.gui.guide.window import GuideWindow

KEY = "F1"
Dialog = TypeVar("Dialog", bound=QDialog)


class GuideOpener(QObject):
    """Has the one window of the guide. It has no parent, so that a dialog in front does not keep people from reading. Main thread."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.window: GuideWindow | None = None
        application.aboutToQuit.connect(self.close)

    def show_page(self, path: str) -> None:
        """Show a page, in front."""
        from desktop_sync.gui.guide.window import GuideWindow

        if self.window is None:
            self.window = GuideWindow()
        self.window.show_page(path)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    @Slot()
    def close(self) -> None:
        """Let go of the window."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None


def opener() -> GuideOpener:
    """The application's one."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    found = application.findChild(GuideOpener)
    return found if found is not None else GuideOpener(application)


def show_contents() -> None:
    """The guide's first page."""
    from desktop_sync.gui.guide.topics import (
        CONTENTS,  # late: it knows the pages of the window, which have a “?” from here
    )

    opener().show_page(CONTENTS)


def show_for(widget: QWidget) -> None:
    """The page for the window that the widget is in."""
    from desktop_sync.gui.guide.topics import topic_of  # late, as above

    opener().show_page(topic_of(widget.window()))


def with_guide(dialog: Dialog) -> Dialog:
    """The dialog, with F1; for every dialog before it is opened."""
    QShortcut(QKeySequence(KEY), dialog, partial(show_for, dialog))
    return dialog


def question_mark(parent: QWidget) -> QPushButton:
    """The small “?” that opens the page of its window."""
    made = button("?", partial(show_for, parent), "tool", tr("Open the guide at this page ({key})", key=KEY))
    made.setAccessibleName(tr("Guide"))
    return made
