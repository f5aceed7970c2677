"""Something is worked out that may take a while."""

from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QWidget

from desktop_sync.gui.status import progress_words
from desktop_sync.gui.widgets.basics import button, column, label, row
from desktop_sync.model.report import Progress


class Working(QFrame):
    """While it is being worked out: how far, and a way out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label("", "", "second")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(320)
        self.cancel: QPushButton = button(self.tr("Cancel"))
        inner = column(spacing=12)
        inner.addStretch(2)
        for one in (self.words, self.bar, self.cancel):
            line = row()
            line.addStretch(1)
            line.addWidget(one)
            line.addStretch(1)
            inner.addLayout(line)
        inner.addStretch(3)
        self.setLayout(inner)

    def show_progress(self, progress: Progress | None) -> None:
        """Show how far it is."""
        self.words.setText(progress_words(progress) if progress else self.tr("Looking at both systems"))
        total = progress.total if progress else None
        self.bar.setRange(0, total or 0)
        if total and progress:
            self.bar.setValue(min(progress.done, total))
