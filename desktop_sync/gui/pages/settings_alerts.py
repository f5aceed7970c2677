"""Settings: messages to people who are not at the window, by e-mail or to an address, and what they are about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop_sync.gui.dialogs.mail import MailDialog
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.guide.opener import with_guide
from desktop_sync.gui.phrases import said
from desktop_sync.gui.widgets.basics import ElidedLabel, button, column, row, spin_box
from desktop_sync.gui.widgets.setting_rows import CONTROL, Row, number_of, typed
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.sync.alerts import About

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services


@dataclass(frozen=True)
class Chosen:
    """What is chosen. `mail`: {} for none. `problem`: why the last message could not be sent."""

    mail: Mapping[str, str]
    has_password: bool
    webhook: str
    about: frozenset[About]
    hours: int
    problem: str


class AlertRows(QObject):
    """The rows of their group, and what they do. Main thread."""

    said = Signal(str, str, str)
    """Title, words and tone of what the page is to say."""

    def __init__(self, handle: WorkerHandle, page: QWidget) -> None:
        super().__init__(page)
        self._handle, self._page = handle, page
        self.chosen = Chosen({}, False, "", frozenset(About), 0, "")
        self._loading = True
        self.where = ElidedLabel("", "", "second")
        self.set_up = button(self.tr("Set up …"), self._set_up)
        self.webhook = QLineEdit()
        self.hours = spin_box()
        self.kinds = {about: QCheckBox(words) for about, words in self._kinds()}
        for box in self.kinds.values():
            box.toggled.connect(self._told)
        self.webhook.editingFinished.connect(self._webhook_typed)
        self.hours.valueChanged.connect(self._hours_chosen)

    def _kinds(self) -> tuple[tuple[About, str], ...]:
        return (
            (About.NEEDS_YOU, self.tr("Something waits for a decision")),
            (About.FAILED, self.tr("A sync failed")),
            (About.SIGN_IN, self.tr("A sign-in ends")),
            (About.GUARD, self.tr("A plan waits for approval")),
            (About.DRIFT, self.tr("A table changed, or both sides differ")),
            (About.SILENT, self.tr("Nothing ran for too long")),
        )

    def group(self) -> tuple[str, tuple[Row, ...]]:
        """Title and rows."""
        kinds, inner = QWidget(), column(spacing=6)
        for box in self.kinds.values():
            inner.addWidget(box)
        kinds.setLayout(inner)
        kinds.setMinimumWidth(CONTROL)
        return self.tr("When you are not here"), (
            (self.tr("E-mail"), self.tr("One message at most in a quarter of an hour, each thing once, with what to do."), self._mail_row()),
            (self.tr("Web address"), self.tr("Each message is posted there as JSON, too; empty: nowhere."),
             typed(self.webhook, self.tr("Web address for messages"), "https://…")),
            (self.tr("Messages are about"), self.tr("They name syncs, accounts and counts, never records."), kinds),
            (self.tr("Too long is"), self.tr("So much later than it should have run. It needs the window or the service to be running."),
             number_of(self.hours, self.tr("Hours until a sync counts as late"), self.tr("hours"), self.tr("never"))),
        )  # fmt: skip

    def _mail_row(self) -> QWidget:
        made, inner = QWidget(), row(spacing=8)
        self.where.setMaximumWidth(CONTROL)
        inner.addWidget(self.where, 1)
        inner.addWidget(self.set_up)
        made.setLayout(inner)
        return made

    # ---- showing
    def refresh(self) -> None:
        """Ask the workspace."""
        self._handle.look(_chosen, self._on_chosen)

    @Slot(object)
    def _on_chosen(self, chosen: Chosen) -> None:
        self._loading = True
        self.chosen = chosen
        to = chosen.mail.get("to", "")
        self.where.setText(to or self.tr("nobody"))
        self.where.setToolTip(to)
        self.set_up.setText(self.tr("Change …") if to else self.tr("Set up …"))
        self.webhook.setText(chosen.webhook)
        self.webhook.setCursorPosition(0)
        self.hours.setValue(chosen.hours)
        for about, box in self.kinds.items():
            box.setChecked(about in chosen.about)
        self._loading = False
        if chosen.problem:
            self.said.emit(self.tr("The last message could not be sent"), said(chosen.problem), "bad")

    # ---- choosing
    def _set_up(self) -> None:
        dialog = MailDialog(self._handle, self.chosen.mail, self.chosen.has_password, self._page.window())
        dialog.finished.connect(self._mail_done)
        with_guide(dialog).open()

    @Slot()
    def _mail_done(self) -> None:
        self.refresh()

    @Slot()
    def _webhook_typed(self) -> None:
        url = self.webhook.text().strip()
        if not self._loading and url != self.chosen.webhook:
            self._put(lambda services: services.alerts.post_to(url))

    @Slot()
    def _told(self) -> None:
        chosen = [about for about, box in self.kinds.items() if box.isChecked()]
        if self._loading:
            return
        if not chosen:
            self.refresh()
            words = self.tr("To send nothing, take away the e-mail and the web address.")
            self.said.emit(self.tr("Messages need to be about something"), words, "bad")
            return
        self._put(lambda services: services.alerts.tell([one.value for one in chosen]))

    @Slot(int)
    def _hours_chosen(self, hours: int) -> None:
        if not self._loading:
            self._put(lambda services: services.alerts.tell_when_silent_for(hours))

    def _put(self, call: "Callable[[Services], None]") -> None:
        self._handle.look(call, self._stored, self._refused)

    @Slot(object)
    def _stored(self, _answer: object) -> None:
        self.refresh()

    @Slot(object)
    def _refused(self, failure: Failure) -> None:
        self.said.emit(failure.title, f"{failure.sentence} {failure.advice}".strip(), "bad")


def _chosen(services: "Services") -> Chosen:
    alerts = services.alerts
    mail = alerts.mail
    return Chosen(
        mail, bool(mail) and alerts.has_password, alerts.webhook, alerts.about, alerts.silent_hours, alerts.problem
    )
