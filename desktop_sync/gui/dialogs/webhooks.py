"""Webhooks of one account: what its system can do, how they get here, how they stand, and their end."""

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Slot
from PySide6.QtWidgets import QDialog, QWidget

from desktop_sync.engine.hooks import HookStanding
from desktop_sync.errors import Cancelled, UsageError
from desktop_sync.gui.dialogs.webhooks_form import HookForm, Wanted
from desktop_sync.gui.dialogs.webhooks_state import HookState
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import tr
from desktop_sync.gui.widgets.basics import button, column, label, line
from desktop_sync.gui.widgets.foot import foot
from desktop_sync.gui.widgets.notes import Banner
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.notices import HookWay

if TYPE_CHECKING:
    import datetime as dt

    from desktop_sync.engine.services import Services

LOOK_MS = 2000
LISTEN_S = 45.0
"""So long it is waited until window or service listens, before a system is asked to send."""


class HooksDialog(QDialog):
    """For one account. Looks again every two seconds while it is shown."""

    def __init__(self, handle: WorkerHandle, account: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle, self._account = handle, account
        self._number: int | None = None
        self._changing = False
        self.standing: HookStanding | None = None
        self.banner, self.state, self.form = Banner(), HookState(), HookForm()
        self.words, self.missing = label("", "", "second", wrap=True), label("", "meta", "second", wrap=True)
        self.take = button("", self._take, "primary")
        self.change = button(self.tr("Set up anew …"), self._change)
        self.remove = button(self.tr("Take no more"), self._remove, "danger")
        self.leave = button(self.tr("Close"), self.reject)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._build()
        self._look()

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Webhooks"))
        self.setModal(True)
        self.setMinimumWidth(620)
        self._line = line()
        self.take.setDefault(True)
        inner = column((22, 20, 22, 18), 12)
        inner.addWidget(label(self.tr("Webhooks of %1").replace("%1", self._account), "name", wrap=True))
        for part in (self.words, self.banner, self.state, self._line, self.form, self.missing):
            inner.addWidget(part)
        inner.addStretch(1)
        inner.addLayout(foot(self, self.leave, self.change, self.take, start=(self.remove,)))
        self.setLayout(inner)
        for part in (self.state, self._line, self.form, self.missing, self.take, self.change, self.remove):
            part.hide()
        self.form.changed.connect(self._tell)

    def done(self, result: int) -> None:
        """Nobody waits any more."""
        self._timer.stop()
        if self._number is not None:
            self._handle.give_up(self._number)
        super().done(result)

    # -- how it stands

    @Slot()
    def _look(self) -> None:
        self._handle.look(partial(_standing, account=self._account), self._on_standing, self._on_failed)

    @Slot(object)
    def _on_standing(self, answer: "tuple[HookStanding, dt.datetime]") -> None:
        before, (self.standing, now) = self.standing, answer
        if before is None:
            self.form.begin(self.standing)
            self._timer.start()
        self.state.show_state(self.standing, now)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        """Show what there is to be seen and done now."""
        one = self.standing
        if one is None:
            return
        takes, busy = one.hook is not None, self._number is not None
        asking = (self._changing or not takes) and one.way is not HookWay.NONE
        self.words.setText(self._way_words(one))
        self.state.setVisible(takes)
        self._line.setVisible(takes and asking)
        self.form.setVisible(asking)
        self.form.setEnabled(not busy)
        self.missing.setText(self.form.missing)
        self.missing.setVisible(asking and bool(self.form.missing))
        ordering = self.tr("Order at %1").replace("%1", said(one.label))
        self.take.setText(ordering if self.form.orders else self.tr("Take webhooks"))
        self.take.setVisible(asking)
        self.take.setEnabled(not busy and not self.form.missing)
        self.change.setVisible(takes and not asking and one.way is not HookWay.NONE)
        self.remove.setVisible(takes)
        self.remove.setEnabled(not busy)
        QTimer.singleShot(0, self._fit)

    def event(self, event: QEvent) -> bool:
        """What is shown may need more room than there is: fields, lines, words that wrap."""
        taken = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.height() < self._needed():
            self.resize(self.width(), self._needed())
        return taken

    @Slot()
    def _fit(self) -> None:
        """As high as what is shown now."""
        self.resize(self.width(), self._needed())

    def _needed(self) -> int:
        inner = self.layout()
        if inner is None:
            return 0
        for part in (self.form, self.state):
            part.updateGeometry()  # what was hidden when it was measured has got its style's height since
        inner.activate()
        return max(inner.minimumSize().height(), inner.totalHeightForWidth(self.width()))

    def _way_words(self, one: HookStanding) -> str:
        if one.way is HookWay.NONE:
            words = self.tr("%1 sends no webhooks; its changes are noticed otherwise, as the schedule says.")
        elif one.way is HookWay.ORDERED:
            words = self.tr(
                "%1 can be asked from here to send one whenever something changes, and is asked to go on before they end."
            )
        else:
            words = self.tr("In %1’s own settings one says where it sends its webhooks, and with which secret.")
        hint = self.tr("A webhook is only a hint: the next run asks the system itself what has changed.")
        return f"{words.replace('%1', said(one.label))} {hint}"

    # -- changing it

    def _change(self) -> None:
        self._changing = True
        self._tell()

    def _take(self) -> None:
        wanted = self.form.wanted
        self.banner.hide()
        if wanted.place is None:
            self._call(wanted)
        else:
            place = wanted.place
            self._handle.look(lambda services: services.hooks.listen_at(place), self._on_place, self._on_failed)

    @Slot(object)
    def _on_place(self, _answer: object) -> None:
        self._handle.wake()
        self._call(self.form.wanted)

    def _call(self, wanted: Wanted) -> None:
        if wanted.order:
            self.banner.show_words(self.tr("One moment …"), self.tr("The system is asked."), tone="busy")
        call = partial(_taken, account=self._account, wanted=wanted)
        self._number = self._handle.aside(call, self._on_taken, self._on_failed)
        self._tell()

    @Slot(object)
    def _on_taken(self, secret: str) -> None:
        self._number, self._changing = None, False
        self.banner.hide()
        self.state.tell_secret(secret)
        if secret:
            words = self.tr("Give it to the system that sends them, with the address. It is shown this once.")
            self.banner.show_words(self.tr("A new secret"), words, tone="good")
        self._handle.wake()
        self._look()

    def _remove(self) -> None:
        self.banner.hide()
        call = partial(_removed, account=self._account)
        self._number = self._handle.aside(call, self._on_removed, self._on_failed)
        self._tell()

    @Slot(object)
    def _on_removed(self, against: str) -> None:
        self._number = None
        self.state.tell_secret("")
        if against:
            words = f"{said(against)} {self.tr('Remove them there.')}"
            self.banner.show_words(self.tr("Its system may send them still, for nothing."), words)
        self._handle.wake()
        self._look()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._number = None
        self.banner.show_words(failure.title, f"{failure.sentence} {failure.advice}".strip(), tone="bad")
        self._tell()


def _standing(services: "Services", account: str) -> "tuple[HookStanding, dt.datetime]":
    return services.hooks.standing(account), services.clock.now()


def _taken(services: "Services", stop: threading.Event, account: str, wanted: Wanted) -> str:
    """The new secret, "" where none was made."""
    if not wanted.order:
        return services.hooks.add(account, wanted.scheme, wanted.secret, wanted.relay)[1]
    if wanted.place is not None:
        _wait_for_listener(services, stop, wanted.place.port)  # Microsoft tries the address out before it says yes
    services.hooks.order(account, wanted.outside, wanted.relay)
    return ""


def _wait_for_listener(services: "Services", stop: threading.Event, port: int) -> None:
    """At this port; or at another one, where a service was told so by hand."""
    end, there = services.clock.monotonic() + LISTEN_S, f":{port}" if port else ""
    while not ((state := services.hooks.state()).address and state.address.endswith(there)):
        late = services.clock.monotonic() > end
        if state.address and late:
            return
        if state.trouble or late:
            words = state.trouble or tr("Nobody listens for webhooks here.")
            raise UsageError(words, advice=tr("Choose another port, or look whether the background service is well."))
        if stop.wait(0.2):
            raise Cancelled(tr("Nothing was ordered."))


def _removed(services: "Services", _stop: threading.Event, account: str) -> str:
    against = services.hooks.remove(account)
    if all(one.relay for one in services.hooks.list()):
        services.hooks.listen_at(None)
    return against
