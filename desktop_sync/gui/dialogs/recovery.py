"""The recovery key, shown once. It closes when it is said to be written down; there is no other time to do so."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from desktop_sync.gui.widgets.basics import button, column, label
from desktop_sync.gui.widgets.foot import foot


class RecoveryDialog(QDialog):
    """Holds the key as long as it is open, and no longer."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = label(key, "name")
        self.copy_button = button(self.tr("Copy"), self._copy)
        self.written = QCheckBox(self.tr("I have written it down"))
        self.close_button = button(self.tr("Done"), self.accept, "primary")
        self.close_button.setEnabled(False)
        self.written.toggled.connect(self.close_button.setEnabled)
        self._build()

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Your recovery key"))
        self.setModal(True)
        self.setMinimumWidth(560)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSize(font.pointSize() + 3)
        self.key.setFont(font)
        self.key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.key.setAccessibleName(self.tr("Your recovery key"))
        words = self.tr(
            "With it and a backup everything comes back, on another computer, too, when passphrase and keyring are lost. "
            "It is shown only now. Write it on paper and keep it apart from this computer: whoever has it and a backup can read everything."
        )
        inner = column((22, 20, 22, 18), 14)
        inner.addWidget(label(self.tr("Your recovery key"), "page"))
        inner.addWidget(label(words, "", "second", wrap=True))
        inner.addWidget(self.key)
        inner.addWidget(self.written)
        inner.addLayout(foot(self, self.close_button, start=(self.copy_button,)))
        self.setLayout(inner)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.key.text())

    def reject(self) -> None:
        """Escape, or the window's cross: only when it is written down."""
        if self.written.isChecked():
            super().reject()
        else:
            self.written.setFocus()
