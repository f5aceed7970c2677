"""How an account's webhooks stand: the address to give, the last one that came and the last one that was refused, until when they are sent."""

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from desktop_sync.engine.hooks import HookStanding
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import ago, day_time, later, tr
from desktop_sync.gui.widgets.basics import button, label, row, set_tone
from desktop_sync.sync.hooks import Verdict

_REFUSED = {
    Verdict.FORGED.value: later("its signature does not fit the secret"),
    Verdict.LATE.value: later("its time is more than five minutes off"),
}


def address_of(standing: HookStanding) -> str:
    """What the system that sends them is to be given, "" where nobody listens yet."""
    hook = standing.hook
    if hook is None:
        return ""
    if hook.url or hook.relay:
        return hook.url or hook.relay
    return f"{standing.state.address}{standing.path}" if standing.state.address else ""


@dataclass(frozen=True, slots=True)
class _Line:
    name: QLabel
    box: QWidget
    words: QLabel


class HookState(QWidget):
    """A line for each thing. Shows what it is given; asks nobody."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        self.address = self._line(self.tr("Address"), can_copy=True)
        self.secret = self._line(self.tr("Secret"), can_copy=True)
        self.listening = self._line(self.tr("Listening"))
        self.last = self._line(self.tr("Last one"))
        self.refused = self._line(self.tr("Last refused"))
        self.ends = self._line(self.tr("Sent until"))
        self.trouble = self._line(self.tr("What is wrong"))
        set_tone(self.trouble.words, "bad")
        self.tell_secret("")

    def _line(self, name: str, *, can_copy: bool = False) -> _Line:
        made = _Line(label(name, "", "second"), QWidget(), label("", wrap=True))
        made.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner = row(spacing=10)
        inner.addWidget(made.words, 1)
        if can_copy:
            copy = button(self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(made.words.text()), "link")
            copy.setAccessibleName(f"{self.tr('Copy')}: {name}")
            inner.addWidget(copy)
        made.box.setLayout(inner)
        self._form.addRow(made.name, made.box)
        return made

    def _put(self, line: _Line, words: str) -> None:
        line.words.setText(words)
        self._form.setRowVisible(line.box, bool(words))

    def tell_secret(self, secret: str) -> None:
        """Show it, this once."""
        self._put(self.secret, secret)

    def show_state(self, one: HookStanding, now: dt.datetime) -> None:
        """As it stands now."""
        hook, state, seen = one.hook, one.state, one.seen
        relayed = hook is not None and bool(hook.relay)
        self._put(self.address, address_of(one))
        self._put(self.listening, "" if relayed else self._listening_words(one))
        set_tone(self.listening.words, "bad" if state.trouble else "")
        came = ago(_moment(seen.taken_s), now) if seen.taken_s else self.tr("none has come yet")
        self._put(self.last, came if hook is not None else "")
        why = tr(_REFUSED[seen.why]) if seen.why in _REFUSED else ""
        self._put(self.refused, f"{ago(_moment(seen.refused_s), now)}: {why}" if seen.refused_s else "")
        ends = dt.datetime.fromisoformat(hook.ends) if hook is not None and hook.ends else None
        words = self.tr("%1; it is asked again before")
        self._put(self.ends, words.replace("%1", day_time(ends, now)) if ends is not None else "")
        self._put(self.trouble, said(seen.trouble))

    def _listening_words(self, one: HookStanding) -> str:
        if one.state.address:
            return self.tr("at %1").replace("%1", one.state.address)
        if one.state.trouble:
            return f"{said(one.state.trouble)} {self.tr('It is tried again twice a minute.')}"
        if one.place is not None:
            return self.tr("not yet: in half a minute at most")
        return self.tr("nobody does") if one.hook is not None else ""


def _moment(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)
