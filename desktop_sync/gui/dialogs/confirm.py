"""A question with its consequences in words, and a button named by its effect."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop_sync.gui.widgets.basics import button, column, label, row


class ConfirmDialog(QDialog):
    """Asks before something that can't be taken back; Escape and Enter both leave everything as it is."""

    def __init__(
        self, title: str, words: str, action: str, parent: QWidget | None = None, *, danger: bool = True
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Desktop Sync")
        self.setModal(True)
        self.setMinimumWidth(440)
        self.cancel_button = button(self.tr("Cancel"), self.reject)
        self.action_button = button(action, self.accept, "danger" if danger else "primary")
        self.cancel_button.setDefault(danger)
        body = label(words, "", "second", wrap=True)
        body.setMaximumWidth(520)
        buttons = row(spacing=8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.action_button)
        inner = column((22, 20, 22, 18), 10)
        inner.addWidget(label(title, "name", wrap=True))
        inner.addWidget(body)
        inner.addSpacing(10)
        inner.addLayout(buttons)
        self.setLayout(inner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)


def confirm(parent: QWidget | None, title: str, words: str, action: str, *, danger: bool = True) -> bool:
    """Ask, and wait for the answer."""
    dialog = ConfirmDialog(title, words, action, parent, danger=danger)
    wanted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return bool(wanted)
