"""Correcting a value that is held: what the system has, a value of one's own, written there when it fits."""

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QWidget

from desktop_sync.errors import UsageError
from desktop_sync.gui.dialogs.typed import parse
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.spots import Spot
from desktop_sync.gui.text import blank_words, field_label, name_of, value_words
from desktop_sync.gui.widgets.basics import button, column, label
from desktop_sync.gui.widgets.foot import foot
from desktop_sync.gui.widgets.notes import Banner
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.values import Value

if TYPE_CHECKING:
    from desktop_sync.engine.editing import Present
    from desktop_sync.engine.services import Services


class EditValueDialog(QDialog):
    """For one held record. `hold`: what is tried again afterwards."""

    written = Signal(str)
    """The sync, whose next run carries it."""

    def __init__(self, handle: WorkerHandle, spot: Spot, hold: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle, self._spot, self._hold = handle, spot, hold
        self._cancel = threading.Event()
        self.present: Present | None = None
        self.title = label(name_of(spot.label) or str(spot.ref), "name", wrap=True)
        self.words = label(self.tr("Reading the record …"), "", "second", wrap=True)
        self.field, self.value = QComboBox(), QLineEdit()
        self.problem = label("", "meta", "bad", wrap=True)
        self.banner = Banner()
        self.save = button(self.tr("Write it"), self._save, "primary")
        self._build()
        call = partial(_present, spot=spot, hold=hold, cancel=self._cancel)
        handle.ask(call, self._on_present, self._on_failed)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Correct a value"))
        self.setModal(True)
        self.setMinimumWidth(520)
        self.field.setAccessibleName(self.tr("Field"))
        self.value.setAccessibleName(self.tr("New value"))
        self.field.currentIndexChanged.connect(self._show_field)
        self.value.textChanged.connect(self._typed)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for words, part in ((self.tr("Field"), self.field), (self.tr("New value"), self.value)):
            name = label(words)
            name.setMinimumHeight(30)
            name.setBuddy(part)
            form.addRow(name, part)
        self.save.setDefault(True)
        inner = column((22, 20, 22, 18), 10)
        for one in (self.title, self.words, self.banner):
            inner.addWidget(one)
        inner.addLayout(form)
        inner.addWidget(self.problem)
        inner.addSpacing(4)
        inner.addLayout(foot(self, button(self.tr("Cancel"), self.reject), self.save))
        self.setLayout(inner)
        self._set_ready(False)
        self.save.setEnabled(False)

    def _set_ready(self, ready: bool) -> None:
        self.field.setEnabled(ready)
        self.value.setEnabled(ready)

    @Slot(object)
    def _on_present(self, present: "Present") -> None:
        self.present = present
        words = self.tr("The value in %1 is changed, as if it were typed there. The next run carries it.")
        self.words.setText(words.replace("%1", present.system))
        self.save.setText(self.tr("Write it to %1").replace("%1", present.system.partition(" · ")[0]))
        self.field.blockSignals(True)
        for name in present.view:
            self.field.addItem(field_label(name), name)
        self.field.blockSignals(False)
        self._set_ready(True)
        self.field.setCurrentIndex(max(0, self.field.findData(self._spot.field)))
        self._show_field()
        self.adjustSize()
        self.value.setFocus()
        self.value.selectAll()

    @property
    def _name(self) -> str:
        return str(self.field.currentData() or "")

    @property
    def _old(self) -> Value:
        return self.present.view.get(self._name) if self.present else None

    @Slot()
    def _show_field(self, _at: int = 0) -> None:
        words = value_words(self._old)
        self.value.setText("" if words == blank_words() else words)

    @Slot()
    def _typed(self, _text: str = "") -> None:
        try:
            parse(self.value.text(), (self._old,))
        except UsageError as error:
            self.problem.setText(error.what)
            self.save.setEnabled(False)
            return
        self.problem.setText("")
        old = value_words(self._old)
        self.save.setEnabled(self.present is not None and self.value.text() != ("" if old == blank_words() else old))

    def _save(self) -> None:
        assert self.present is not None
        self.save.setEnabled(False)
        self.banner.show_words(self.tr("Writing"), self.tr("One moment …"), tone="busy")
        value = parse(self.value.text(), (self._old,))
        call = partial(_put, present=self.present, field=self._name, value=value, hold=self._hold, cancel=self._cancel)
        self._handle.ask(call, self._on_written, self._on_failed)

    @Slot(object)
    def _on_written(self, left: tuple[str, ...]) -> None:
        if left:
            self.banner.show_words(self.tr("It was not written"), " ".join(left), tone="bad")
            self.save.setEnabled(True)
            return
        self.written.emit(self._spot.sync)
        self.accept()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        if failure.cancelled:
            return
        if self.present is None:
            self.words.setText("")
        self.save.setEnabled(self.present is not None)
        self.banner.show_words(failure.title, f"{failure.sentence} {failure.advice}".strip(), tone="bad")

    def done(self, result: int) -> None:
        """Closing it stops what is under way."""
        self._cancel.set()
        super().done(result)


def _present(services: "Services", spot: Spot, hold: int, cancel: threading.Event) -> "Present":
    linked = any(one.id == hold and one.link_id is not None for one in services.review.holds(spot.sync))
    source = services.editing.source(spot.sync, spot.side, spot.ref, linked=linked)
    return services.editing.present(source, cancel=cancel)


def _put(
    services: "Services", present: "Present", field: str, value: Value, hold: int, cancel: threading.Event
) -> tuple[str, ...]:
    report = services.editing.put(present.target, field, value, cancel=cancel)
    if not report.left and any(one.id == hold for one in services.review.holds(present.target.sync)):
        services.review.retry(hold)
    return report.left
