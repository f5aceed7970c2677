"""Connect a system: choose it, sign in, test, name it with its tables in sight, save."""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_sync.engine.account_flow import AccountFlow, Trial
from desktop_sync.gui.attempt import Attempt
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.guide.opener import with_guide
from desktop_sync.gui.text import later, tr
from desktop_sync.gui.wizards.account_pages import KindPage, SettingsPage
from desktop_sync.gui.wizards.account_result import NamePage, TestPage
from desktop_sync.gui.wizards.base import WizardDialog
from desktop_sync.model.record import AccountCheck
from desktop_sync.model.schema import ConnectorInfo, TableInfo
from desktop_sync.model.signin import SignedIn
from desktop_sync.model.sync import Account

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services
    from desktop_sync.gui.worker import WorkerHandle

STEPS = (later("System"), later("Sign-in"), later("Test"), later("Name"))
Tried = tuple[Trial, AccountCheck, Sequence[TableInfo], SignedIn]


class AccountWizard(WizardDialog):
    """Adds an account. `saved(str)`: its name. `kind`: chosen already, "" for none. What talks to systems runs in the worker."""

    saved = Signal(str)

    def __init__(self, handle: "WorkerHandle", parent: QWidget | None = None, kind: str = "") -> None:
        super().__init__(tr("Connect a system"), (), STEPS, parent)
        self._handle = handle
        self._trial: Trial | None = None
        self._attempt = Attempt(handle, self)
        self._attempt.ticked.connect(self._test_goes_on)
        self._wanted = kind
        self.flow: AccountFlow | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(860, 620)
        self.setMinimumSize(640, 480)
        self.note.setText(tr("Looking what can be connected …"))
        self.next_button.setEnabled(False)
        self.back_button.setEnabled(False)
        handle.look(_kinds_and_names, self._begin, self._broken)

    def _begin(self, answer: tuple[Sequence[ConnectorInfo], Sequence[str]]) -> None:
        kinds, names = answer
        self.flow = AccountFlow(kinds, names)
        self.kind_page = KindPage(self.flow)
        self.settings_page = SettingsPage(self.flow, self._handle)
        self.test_page = TestPage(self.flow)
        self.name_page = NamePage(self.flow)
        self.test_page.wanted.connect(self._test)
        self.test_page.unwanted.connect(self._attempt.stop)
        self.kind_page.build_asked.connect(self._build_one)
        self.kind_page.picked.connect(self.forward)
        self.set_pages((self.kind_page, self.settings_page, self.test_page, self.name_page))
        if self._wanted and any(one.kind == self._wanted for one in kinds):
            self.kind_page.choose(self._wanted)
            self.begin(1)
        else:
            self.begin()

    def _build_one(self) -> None:
        """Make a connector for a system that is not listed; the account comes with it."""
        from desktop_sync.gui.wizards.builder_wizard import BuilderWizard  # late: few need it

        wizard = BuilderWizard(self._handle, self)
        wizard.saved.connect(self._built)
        with_guide(wizard).open()

    def _built(self, name: str) -> None:
        self.saved.emit(name)
        self.accept()

    def _broken(self, failure: Failure) -> None:
        self.note.setText(f"✕ {failure.sentence} {failure.advice}")

    def done(self, result: int) -> None:
        """The dialog closes: nobody is waited for any more."""
        self._attempt.stop()
        if self.flow is not None:
            self.settings_page.box.leave()
        super().done(result)

    # the test

    def _test(self, trial: Trial) -> None:
        self._trial = trial

        def call(services: "Services", stop: threading.Event) -> Tried:
            tried = services.accounts.try_out(trial.kind, trial.settings, trial.secrets, trial.signed_in, stop)
            return trial, tried.check, tried.tables, tried.signed_in

        self._attempt.start(call, self._tested, self._not_tested)

    def _test_goes_on(self) -> None:
        self.test_page.tell_time(self._attempt.words())

    def _tested(self, tried: Tried) -> None:
        self.test_page.took(*tried)
        if self.page is self.test_page and self.page.valid and not tried[1].problems:
            self.forward()  # there is nothing to read that the next page does not say

    def _not_tested(self, failure: Failure) -> None:
        if self._trial is not None:
            self.test_page.failed(self._trial, failure)

    # saving

    def finish(self) -> None:
        """Save the account; it was tested a moment ago, with these very settings."""
        assert self.flow is not None
        trial, name = self.flow.trial(), self.flow.answers.name
        self.page.busy, self.page.error = tr("Saving …"), ""
        self.refresh()

        def call(services: "Services") -> Account:
            add = services.accounts.add
            return add(name, trial.kind, trial.settings, trial.secrets, test=False, signed_in=trial.signed_in)[0]

        self._handle.ask(call, self._saved, self._not_saved)

    def _saved(self, account: Account) -> None:
        self.page.busy = ""
        self.saved.emit(account.name)
        self._handle.changed.emit()
        self.accept()

    def _not_saved(self, failure: Failure) -> None:
        self.page.busy, self.page.error = "", f"{failure.sentence} {failure.advice}".strip()
        self.refresh()


def _kinds_and_names(services: "Services") -> tuple[Sequence[ConnectorInfo], Sequence[str]]:
    return services.accounts.kinds(), [account.name for account in services.accounts.list()]
