"""How many calls in a month an account's plan allows."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QWidget

from desktop_sync.gui.widgets.basics import button, column, label, row, spin_box
from desktop_sync.gui.widgets.foot import foot
from desktop_sync.gui.worker import WorkerHandle

MOST = 999_999_999


class PlanDialog(QDialog):
    """For one account. `calls`: what holds now, 0: nobody knows."""

    def __init__(self, handle: WorkerHandle, account: str, calls: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle, self._account = handle, account
        self.calls = spin_box()
        self.save = button(self.tr("Save"), self._save, "primary")
        self.setWindowTitle(self.tr("Calls in the plan"))
        self.setModal(True)
        self.setMinimumWidth(460)
        self.calls.setRange(0, MOST)
        self.calls.setGroupSeparatorShown(True)
        self.calls.setSpecialValueText(self.tr("not known"))
        self.calls.setValue(calls)
        self.calls.setAccessibleName(self.tr("Calls in a month"))
        self.calls.setMinimumWidth(150)
        words = self.tr(
            "Many systems allow so many calls in a month, by what one pays. You are warned before a schedule makes more."
        )
        typed = row(spacing=10)
        typed.addWidget(self.calls)
        typed.addWidget(label(self.tr("calls in a month"), "", "second"), 1)
        self.save.setDefault(True)
        inner = column((22, 20, 22, 18), 12)
        inner.addWidget(label(account, "name"))
        inner.addWidget(label(words, "", "second", wrap=True))
        inner.addLayout(typed)
        inner.addSpacing(6)
        inner.addLayout(foot(self, button(self.tr("Cancel"), self.reject), self.save))
        self.setLayout(inner)

    def _save(self) -> None:
        self.calls.interpretText()
        name, calls = self._account, self.calls.value()
        self._handle.look(lambda services: services.forecasts.set_plan(name, calls), self._on_saved)

    @Slot(object)
    def _on_saved(self, _answer: object) -> None:
        self.accept()
