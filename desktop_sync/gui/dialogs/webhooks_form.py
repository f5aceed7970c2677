"""How webhooks are to get here, and how they are signed: what a person says before an account takes some."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QFormLayout, QLineEdit, QRadioButton, QWidget

from desktop_sync.engine.hookplace import LOOPBACK, USUAL_PORT, HookPlace
from desktop_sync.engine.hooks import HookStanding
from desktop_sync.gui.widgets.basics import button, label, row, spin_box
from desktop_sync.model.notices import HookWay

_EVERYWHERE = "0.0.0.0"  # noqa: S104 - chosen by a person, by HTTPS only
_RELAY, _OUTSIDE = "https://smee.io/…", "https://hooks.example.org"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants. `place`: where to listen, None: they come by the `relay`. `order`: the system is to be asked to send them, to
    `outside`, or to the relay; else it is set up there by hand, with this `scheme` ("": the kind's own) and `secret` ("": a new one).
    """

    order: bool
    place: HookPlace | None
    relay: str = ""
    outside: str = ""
    scheme: str = ""
    secret: str = ""


class HookForm(QWidget):
    """For one account."""

    changed = Signal()
    """The answers are others now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.direct = QRadioButton(self.tr("Straight to this computer: from this network, or by a tunnel of yours"))
        self.by_relay = QRadioButton(self.tr("By a relay on the internet, which sees what it passes on"))
        self.by_hand = QCheckBox(self.tr("I set them up there myself"))
        self.port = spin_box()
        self.others = QCheckBox(self.tr("Other computers of this network may send, too, by HTTPS"))
        self.certificate, self.outside, self.relay, self.secret = (QLineEdit() for _ in range(4))
        self.scheme = QComboBox()
        self._form = QFormLayout(self)
        self._way, self._own = HookWay.BY_HAND, ""
        self._build()

    def _build(self) -> None:
        self.direct.setChecked(True)
        self.port.setRange(1, 65_535)
        self.port.setValue(USUAL_PORT)
        self.port.setFixedWidth(110)
        self.outside.setPlaceholderText(_OUTSIDE)
        self.relay.setPlaceholderText(_RELAY)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setPlaceholderText(self.tr("left empty, a new one is made"))
        for words, scheme in (
            (self.tr("a secret in the address, or in a header"), "token"),
            (self.tr("a signature (X-Hub-Signature-256)"), "sha256"),
            (self.tr("name and password"), "basic"),
        ):
            self.scheme.addItem(words, scheme)
        file = QWidget()
        inner = row(spacing=8)
        inner.addWidget(self.certificate, 1)
        inner.addWidget(button(self.tr("Choose …"), self._choose))
        file.setLayout(inner)
        self._file = file
        form = self._form
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(label(self.tr("How do they get here?"), "strong"))
        form.addRow(self.direct)
        self._add(self.tr("Port"), self.port)
        form.addRow(self.others)
        self._add(self.tr("Certificate and key"), file, self.certificate)
        self._add(self.tr("Address from outside"), self.outside)
        form.addRow(self.by_relay)
        self._add(self.tr("Address of the relay"), self.relay)
        form.addRow(self.by_hand)
        self._add(self.tr("Secret"), self.secret, indent=0)
        self._add(self.tr("How are they signed?"), self.scheme, indent=0)
        for box in (self.direct, self.by_hand, self.others):
            box.toggled.connect(self._tell)
        for edit in (self.outside, self.relay, self.certificate):
            edit.textChanged.connect(self.changed)

    def _add(self, words: str, field: QWidget, named: QWidget | None = None, *, indent: int = 26) -> None:
        (named or field).setAccessibleName(words)
        field.ensurePolished()  # the style sheet's height counts only from then on
        name = label(words)
        name.setMinimumHeight(30)
        name.setContentsMargins(indent, 0, 0, 0)
        self._form.addRow(name, field)

    def begin(self, standing: HookStanding) -> None:
        """Ask for what the account's system needs; where it takes some already, as it stands."""
        self._way, self._own = standing.way, standing.scheme
        place, hook = standing.place or HookPlace(), standing.hook
        self.port.setValue(place.port or USUAL_PORT)
        self.others.setChecked(place.host != LOOPBACK)
        self.certificate.setText(place.certificate)
        if hook is not None:
            self.by_relay.setChecked(bool(hook.relay))
            self.relay.setText(hook.relay)
            self.by_hand.setChecked(not hook.url)
            self.outside.setText("" if hook.relay else hook.url.removesuffix(hook.path))
            self.scheme.setCurrentIndex(max(0, self.scheme.findData(hook.scheme)))
        self._tell()

    @property
    def orders(self) -> bool:
        """Whether the system is to be asked."""
        return self._way is HookWay.ORDERED and not self.by_hand.isChecked()

    @property
    def wanted(self) -> Wanted:
        """What was said."""
        scheme = "" if self._own else str(self.scheme.currentData())
        if self.by_relay.isChecked():
            return Wanted(self.orders, None, self.relay.text().strip(), "", scheme, self.secret.text())
        everywhere = self.others.isChecked()
        place = HookPlace(self.port.value(), _EVERYWHERE if everywhere else LOOPBACK, self.certificate.text().strip())
        return Wanted(self.orders, place, "", self.outside.text().strip(), scheme, self.secret.text())

    @property
    def missing(self) -> str:
        """What is still to be said, "" for nothing."""
        if self.by_relay.isChecked():
            return "" if self.relay.text().strip() else self.tr("Say the relay’s address.")
        if self.others.isChecked() and not self.certificate.text().strip():
            return self.tr("Choose the file with certificate and key.")
        if self.orders and not self.outside.text().strip():
            return self.tr("Say at which address this computer is reached from outside.")
        return ""

    def _tell(self) -> None:
        direct, orders = self.direct.isChecked(), self.orders
        show = self._form.setRowVisible
        show(self.port, direct)
        show(self.others, direct)
        show(self._file, direct and self.others.isChecked())
        show(self.outside, direct and orders)
        show(self.relay, not direct)
        show(self.by_hand, self._way is HookWay.ORDERED)
        show(self.secret, not orders)
        show(self.scheme, not orders and not self._own)
        self.changed.emit()

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Certificate and key"), self.certificate.text())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.certificate.setText)
        dialog.open()
