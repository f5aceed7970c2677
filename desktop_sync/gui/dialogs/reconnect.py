"""Signing in again: an account's settings and secrets anew, tested before they are kept."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QWidget

from desktop_sync.errors import UsageError
from desktop_sync.gui.attempt import Attempt
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.phrases import said
from desktop_sync.gui.widgets.basics import button, column, label, set_tone
from desktop_sync.gui.widgets.foot import foot
from desktop_sync.gui.widgets.notes import Banner
from desktop_sync.gui.widgets.signing import SignInBox
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.record import AccountCheck
from desktop_sync.model.schema import ConnectorInfo, Setting
from desktop_sync.model.signin import SignedIn, SignInWay
from desktop_sync.model.sync import Account
from desktop_sync.sync.ports import SigningIn

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services


@dataclass(frozen=True)
class Known:
    """The account, and what its kind asks for."""

    account: Account
    info: ConnectorInfo


class ReconnectDialog(QDialog):
    """For one account. A secret that is left empty stays as it is."""

    def __init__(self, handle: WorkerHandle, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle, self._name = handle, name
        self._known: Known | None = None
        self._attempt = Attempt(handle, self)
        self._attempt.ticked.connect(self._show_time)
        self.fields: dict[str, QLineEdit] = {}
        self.banner = Banner()
        self.box = SignInBox(handle, self)
        self.box.hide()
        self.box.signed_in.connect(self._on_signed_in)
        self.save = button(self.tr("Test and save"), self._save, "primary")
        self.save.setEnabled(False)
        self._form = QFormLayout()
        self._before, self._after = column(), column()
        self.way = label("", "", "second", wrap=True)
        self.way.hide()
        self._build()
        handle.look(partial(_known, name=name), self._on_known, self._on_failed)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Sign in again"))
        self.setModal(True)
        self.setMinimumWidth(520)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(10)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.save.setDefault(True)
        inner = column((22, 20, 22, 18), 12)
        inner.addWidget(label(self._name, "name"))
        hint = self.tr(
            "A password or key that is left empty stays as it is. Nothing is kept before the test has passed."
        )
        inner.addWidget(label(hint, "", "second", wrap=True))
        inner.addWidget(self.way)
        inner.addWidget(self.banner)
        inner.addLayout(self._before)
        inner.addLayout(self._form)
        inner.addLayout(self._after)
        inner.addSpacing(6)
        inner.addLayout(foot(self, button(self.tr("Cancel"), self.reject), self.save))
        self.setLayout(inner)

    @Slot(object)
    def _on_known(self, known: Known) -> None:
        self._known = known
        if known.info.sign_ins:
            self._place_box(known)
            self._offer()
        secrets = [one for one in known.info.settings if one.secret]
        plain = [one for one in known.info.settings if not one.secret]
        for one in (*secrets, *plain):
            name = label(said(one.label))
            name.setMinimumHeight(30)
            self._form.addRow(name, self._field(one, known.account))
        self.save.setEnabled(True)
        for field in self.fields.values():
            field.ensurePolished()  # the style sheet's height counts only from then on
        self.adjustSize()
        if secrets:
            QTimer.singleShot(0, self.fields[secrets[0].key], self.fields[secrets[0].key].setFocus)

    def _place_box(self, known: Known) -> None:
        """The way that the account was signed in by comes first, and is the dialog's main one."""
        browser = "refresh_token" in known.account.secret_keys
        (self._before if browser else self._after).addWidget(self.box)
        self.way.setText(
            self.tr("So far it is signed in with the browser.")
            if browser
            else self.tr("So far it uses a token that was typed.")
        )
        set_tone(self.save if browser else self.box.browser, "", "role")
        self.way.show()
        self.box.show()

    def _field(self, setting: Setting, account: Account) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(said(setting.label))
        made.setToolTip(said(setting.help))
        made.textChanged.connect(self._offer)
        if setting.secret:
            made.setEchoMode(QLineEdit.EchoMode.Password)
            made.setPlaceholderText(self.tr("unchanged") if setting.key in account.secret_keys else setting.example)
        else:
            made.setText(account.settings.get(setting.key, ""))
            made.setCursorPosition(0)  # long ones are seen from their beginning
            made.setPlaceholderText(setting.example or setting.default)
        self.fields[setting.key] = made
        return made

    @Slot()
    def _offer(self) -> None:
        """The browser's way, as soon as its settings are there."""
        known = self._known
        if known is None or not known.info.sign_ins:
            return
        settings, secrets = self._typed(known)
        stored = {*known.account.secret_keys, *secrets}
        whole = {**known.account.settings, **settings}
        missing = [key for key in known.info.sign_in_needs if not (whole.get(key) or key in stored)]
        begin = partial(_sign_in_again, name=self._name, settings=settings, secrets=secrets)
        labels = {one.key: said(one.label) for one in known.info.settings}
        words = self.tr("%1 is needed.").replace("%1", labels[missing[0]]) if missing else ""
        self.box.offer(known.info.sign_ins, None if missing else begin, words)

    @Slot(object)
    def _on_signed_in(self, found: SignedIn) -> None:
        known = self._known
        if known is not None:
            self._reconnect(*self._typed(known), found)

    def done(self, result: int) -> None:
        """The dialog closes: nobody is waited for any more, and a test that is under way changes nothing."""
        self._attempt.stop()
        self.box.leave()
        super().done(result)

    def _save(self) -> None:
        known = self._known
        if known is not None:
            self._reconnect(*self._typed(known), None)

    def _typed(self, known: Known) -> tuple[dict[str, str], dict[str, str]]:
        """Settings that were changed, and secrets that were typed."""
        secret_keys = {one.key for one in known.info.settings if one.secret}
        settings = {
            key: field.text().strip()
            for key, field in self.fields.items()
            if key not in secret_keys and field.text().strip() != known.account.settings.get(key, "")
        }
        secrets = {key: field.text() for key, field in self.fields.items() if key in secret_keys and field.text()}
        return settings, secrets

    def _reconnect(self, settings: Mapping[str, str], secrets: Mapping[str, str], found: SignedIn | None) -> None:
        self.save.setEnabled(False)
        call = partial(_reconnect, name=self._name, settings=settings, secrets=secrets, found=found)
        self._attempt.start(call, self._on_saved, self._on_failed)
        self._show_time()

    @Slot()
    def _show_time(self) -> None:
        words = f"{self.tr('Signing in and reading one record …')} {self._attempt.words()}".strip()
        self.banner.show_words(self.tr("Testing"), words, tone="busy")

    @Slot(object)
    def _on_saved(self, saved: tuple[AccountCheck, Sequence[str]]) -> None:
        check, going_on = saved
        self.save.setEnabled(True)
        if check.ok:
            self._handle.changed.emit()
            for name in going_on:  # what waited for the sign-in goes on
                self._handle.run(name)
            self.accept()
            return
        self.banner.show_words(
            self.tr("It does not work yet"), " ".join(said(one) for one in (check.summary, *check.problems)), tone="bad"
        )

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self.save.setEnabled(self._known is not None)
        self.banner.show_words(failure.title, f"{failure.sentence} {failure.advice}".strip(), tone="bad")


def _known(services: "Services", name: str) -> Known:
    account = services.accounts.get(name)
    try:
        info = services.accounts.info(account.kind, account.settings)
    except UsageError:  # the file that says what is asked for is not there: it is asked for anew
        info = services.accounts.info(account.kind, {})
    return Known(account, info)


def _reconnect(
    services: "Services",
    stop: threading.Event,
    name: str,
    settings: Mapping[str, str],
    secrets: Mapping[str, str],
    found: SignedIn | None,
) -> tuple[AccountCheck, Sequence[str]]:
    check = services.accounts.reconnect(name, settings, secrets, found, stop)
    return check, services.syncs.of_account(name)


def _sign_in_again(
    services: "Services", way: SignInWay, name: str, settings: Mapping[str, str], secrets: Mapping[str, str]
) -> SigningIn:
    return services.accounts.begin_sign_in_again(name, settings, secrets, way)
