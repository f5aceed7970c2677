"""Where messages by e-mail go to, and by which server; tried before it is kept, when wished."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QSpinBox, QWidget

from desktop_sync.gui.errors import Failure
from desktop_sync.gui.widgets.basics import button, column, label, spin_box
from desktop_sync.gui.widgets.foot import foot
from desktop_sync.gui.widgets.notes import Banner
from desktop_sync.gui.worker import WorkerHandle

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

_ADDRESS, _SERVER = "owner@example.org", "smtp.example.org"
_PORTS = {"starttls": 587, "tls": 465}


class MailDialog(QDialog):
    """A password that is left empty stays as it is; without a user there is none."""

    def __init__(
        self, handle: WorkerHandle, mail: Mapping[str, str], has_password: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._handle = handle
        self.banner = Banner()
        self.to, self.server, self.user, self.password, self.origin = (QLineEdit() for _ in range(5))
        self.port: QSpinBox = spin_box()
        self.tls = QComboBox()
        self.try_out = button(self.tr("Send a test"), self._try)
        self.save = button(self.tr("Save"), self._save, "primary")
        self.none = button(self.tr("Send no e-mail"), self._none, "danger")
        self.none.setVisible(bool(mail))
        self._build()
        self._show(mail, has_password)
        self.to.setFocus()  # not the button that saves
        self.tls.activated.connect(self._tls_chosen)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("E-mail when you are not here"))
        self.setModal(True)
        self.setMinimumWidth(560)
        self.port.setRange(1, 65535)
        self.tls.addItem(self.tr("STARTTLS (usual)"), "starttls")
        self.tls.addItem(self.tr("TLS from the start"), "tls")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.to.setPlaceholderText(_ADDRESS)
        self.server.setPlaceholderText(_SERVER)
        self.origin.setPlaceholderText(self.tr("the first address under “To”"))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for words, field in (
            (self.tr("To"), self.to),
            (self.tr("Mail server"), self.server),
            (self.tr("Encryption"), self.tls),
            (self.tr("Port"), self.port),
            (self.tr("User"), self.user),
            (self.tr("Password"), self.password),
            (self.tr("From"), self.origin),
        ):
            field.setAccessibleName(words)
            field.ensurePolished()  # the style sheet's height counts only from then on
            name = label(words)
            name.setMinimumHeight(30)
            form.addRow(name, field)
        self.save.setDefault(True)
        inner = column((22, 20, 22, 18), 12)
        hint = self.tr(
            "Your provider names the server and the user. The password is kept in your system’s keyring or the vault."
        )
        for part in (label(hint, "", "second", wrap=True), self.banner):
            inner.addWidget(part)
        inner.addLayout(form)
        inner.addSpacing(6)
        buttons = (self.try_out, button(self.tr("Cancel"), self.reject), self.save)
        inner.addLayout(foot(self, *buttons, start=(self.none,)))
        self.setLayout(inner)

    def _show(self, mail: Mapping[str, str], has_password: bool) -> None:
        self.to.setText(mail.get("to", ""))
        self.server.setText(mail.get("server", ""))
        self.user.setText(mail.get("user", ""))
        self.origin.setText(mail.get("sender", ""))
        port = int(mail.get("port", "") or _PORTS["starttls"])
        tls = mail.get("tls") or ("tls" if port == _PORTS["tls"] else "starttls")
        self.tls.setCurrentIndex(self.tls.findData(tls))
        self.port.setValue(port)
        if has_password:
            self.password.setPlaceholderText(self.tr("unchanged"))

    @Slot()
    def _tls_chosen(self) -> None:
        """The usual port of it, unless one of one's own was typed."""
        if self.port.value() in _PORTS.values():
            self.port.setValue(_PORTS[str(self.tls.currentData())])

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, as it is kept; the password is apart."""
        to = self.to.text().strip()
        return {
            "to": to,
            "sender": self.origin.text().strip() or to.split(",")[0].strip(),
            "server": self.server.text().strip(),
            "port": str(self.port.value()),
            "user": self.user.text().strip(),
            "tls": str(self.tls.currentData()),
        }

    # ---- deeds
    def _busy(self, busy: bool) -> None:
        for one in (self.try_out, self.save, self.none):
            one.setEnabled(not busy)

    def _try(self) -> None:
        self._busy(True)
        self.banner.show_words(self.tr("Sending"), self.tr("One moment …"), tone="busy")
        call = partial(_try, mail=self.typed, password=self.password.text() or None)
        self._handle.ask(call, self._on_tried, self._on_failed)

    @Slot(object)
    def _on_tried(self, refused: Sequence[str]) -> None:
        self._busy(False)
        if refused:
            words = self.tr("The mail server takes nothing for %1.").replace("%1", ", ".join(refused))
            self.banner.show_words(self.tr("Not to everybody"), words, tone="care")
        else:
            words = self.tr("Look whether it has arrived; it may be among what is taken for spam.")
            self.banner.show_words(self.tr("Sent"), words, tone="good")

    def _save(self) -> None:
        self._busy(True)
        mail, password = self.typed, self.password.text() or None
        self._handle.look(lambda services: services.alerts.send_mail_to(mail, password), self._on_done, self._on_failed)

    def _none(self) -> None:
        self._busy(True)
        self._handle.look(lambda services: services.alerts.no_mail(), self._on_done, self._on_failed)

    @Slot(object)
    def _on_done(self, _answer: object) -> None:
        self.accept()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._busy(False)
        self.banner.show_words(failure.title, f"{failure.sentence} {failure.advice}".strip(), tone="bad")


def _try(services: "Services", mail: Mapping[str, str], password: str | None) -> Sequence[str]:
    from desktop_sync.bootstrap.wire import senders

    return services.alerts.try_mail(mail, password, senders())
