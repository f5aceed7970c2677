"""A sync on the overview: who with whom, how it stands, the account of its last run, and what can be done."""

import datetime as dt
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QMenu, QPushButton, QWidget

from desktop_sync.gui import icons, text
from desktop_sync.gui.places import Act, Go, Page, Place, Wish
from desktop_sync.gui.status import State, Todo, account_of, account_words, state_of, to_go
from desktop_sync.gui.text import tr
from desktop_sync.gui.theme import Tone, tokens
from desktop_sync.gui.widgets.basics import ElidedLabel, button, column, label, row, set_tone
from desktop_sync.gui.widgets.charts import AccountBar, MiniHistory
from desktop_sync.gui.widgets.marks import Arrows, Pill, Tile, pill_width
from desktop_sync.gui.widgets.sides import SidesLabel
from desktop_sync.gui.worker import Running
from desktop_sync.model.report import SyncStatus

WIDE = 900
BUTTONS, BUTTONS_NARROW = 260, 180
"""Pixels for the buttons of a card."""


def resume_wish(status: SyncStatus) -> Wish:
    """What lets a paused sync go on: the sync, its account, or everything is resumed."""
    if status.all_paused:
        return Wish(Act.RESUME_ALL)
    if status.paused_account:
        return Wish(Act.RESUME_ACCOUNT, status.paused_account)
    return Wish(Act.RESUME, status.name)


def sync_menu(owner: "SyncCard | Page", name: str, *, busy: bool, resume: Wish | None) -> QMenu:
    """All that can be done with a sync; the menu is deleted when it closes. The owner's signals carry what was chosen.

    `resume`: what lets it go on, None: it is active.
    """
    made = QMenu(owner)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    groups: tuple[tuple[tuple[str, Go | Wish, bool], ...], ...] = (
        (
            (tr("Sync &now"), Wish(Act.RUN, name), not busy),
            (tr("Compare &everything"), Wish(Act.RUN_FULL, name), not busy),
            (tr("Pre&view"), Go(Place.PREVIEW, name), not busy),
            (tr("&Pairing"), Go(Place.PAIRING, name), not busy),
            (tr("&Cancel the run"), Wish(Act.CANCEL, name), busy),
        ),
        (
            (tr("E&dit …"), Go(Place.EDITOR, name), True),
            (tr("&Activity"), Go(Place.ACTIVITY, name), True),
            (tr("&Resume"), resume, True) if resume else (tr("&Pause"), Wish(Act.PAUSE, name), True),
        ),
        ((tr("Re&move …"), Wish(Act.REMOVE, name), not busy),),
    )
    for at, group in enumerate(groups):
        if at:
            made.addSeparator()
        for words, aim, possible in group:
            out = owner.go if isinstance(aim, Go) else owner.wish
            made.addAction(words, partial(out.emit, aim)).setEnabled(possible)
    return made


class SyncCard(QFrame):
    """One card. It shows what it is given, and says what is wished."""

    go = Signal(object)
    wish = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self.name = name
        self._status: SyncStatus | None = None
        self._state: State | None = None
        self._offers: tuple[tuple[str, str], ...] = ()
        self._ending = self._told_ending = ("", "")
        self._tile_a, self._arrows, self._tile_b = Tile("", "a"), Arrows(), Tile("", "b")
        self._tiles = row((0, 0, 0, 0), 5)
        self._title = ElidedLabel(name, "name", lines=4)
        self._sides = SidesLabel()
        self.pill = Pill()
        self._line = ElidedLabel("", "", "second", lines=5)
        self._bar = AccountBar()
        self._account = label("", "meta", "second", wrap=True)
        self._history = MiniHistory()
        self._buttons: list[QPushButton] = []
        self._build()

    def _build(self) -> None:
        for one in (self._tile_a, self._arrows, self._tile_b):
            self._tiles.addWidget(one, 0, Qt.AlignmentFlag.AlignCenter)
        who, self._state_box, self._account_box = QWidget(), QWidget(), QWidget()
        _stack(who, 2, self._title, self._sides)
        _stack(self._state_box, 5, self.pill, self._line)
        _stack(self._account_box, 6, self._bar, self._account)
        self._buttons_box = QWidget()
        self._button_row = row((0, 0, 0, 0), 6)
        self._button_row.addStretch(1)
        self._more = button("", self._show_menu, "quiet", self.tr("More"))
        self._more.setIcon(icons.icon("more", tokens().second))
        self._more.setAccessibleName(self.tr("More for %1").replace("%1", self.name))
        self._button_row.addWidget(self._more)
        self._buttons_box.setLayout(self._button_row)
        inner = row((18, 12, 10, 12), 0)
        inner.addLayout(self._tiles)
        inner.setAlignment(self._tiles, Qt.AlignmentFlag.AlignVCenter)
        parts = ((10, who, 1), (10, self._state_box, 0), (10, self._account_box, 0), (12, self._history, 0))
        for space, part, stretch in (*parts, (8, self._buttons_box, 0)):
            inner.addSpacing(space)
            inner.addWidget(part, stretch)
        self.setLayout(inner)
        self.setMinimumHeight(80)
        self._place_columns(WIDE)

    def minimumSizeHint(self) -> QSize:
        return QSize(640, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_columns(event.size().width())

    def _place_columns(self, width: int) -> None:
        """All cards share the same columns, so that the eye can run down them.

        Narrow windows lose the history first, and have one system's tile above the other's: the names need the room.
        """
        roomy = width >= WIDE
        self._history.setVisible(roomy)
        self._arrows.setVisible(roomy)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._tiles.setDirection(across if roomy else down)
        self._state_box.setFixedWidth(180 if roomy else 174)
        self._say_state()
        self._account_box.setFixedWidth(160 if roomy else 124)
        room = BUTTONS if roomy else BUTTONS_NARROW
        self._buttons_box.setFixedWidth(room)
        room -= self._more.sizeHint().width() + 6
        for at, made in enumerate(self._buttons):
            made.ensurePolished()
            room -= made.sizeHint().width() + 6
            made.setVisible(at == 0 or room >= -6)  # what has no room is in the menu, whole

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._more.setIcon(icons.icon("more", tokens().second))

    # ---- show
    def show_ending(self, account: str, words: str) -> None:
        """With the next `show_status` say that the account's sign-in ends soon; "": none does."""
        self._ending = (account, words)

    def show_status(
        self, status: SyncStatus, running: Running | None, now: dt.datetime, letters: Mapping[str, str]
    ) -> None:
        """Show how the sync stands now."""
        self._status = status
        state = state_of(status, running, now)
        self._state = state
        account, ending = self._told_ending = (
            self._ending if running is None and state.todo is not Todo.SIGN_IN else ("", "")
        )
        told = f", {account}: {ending}" if ending else ""
        self.setAccessibleName(f"{status.name}: {state.words}{told}")
        self._tile_a.set_letters(text.initials(status.a_kind, letters.get(status.a_kind, "")))
        self._tile_b.set_letters(text.initials(status.b_kind, letters.get(status.b_kind, "")))
        self._title.setText(status.name)
        self._sides.set_sides((status.a_account, status.a_table), (status.b_account, status.b_table))
        self._say_state()
        self.pill.setToolTip(f"{account}: {ending}" if ending else "")
        set_tone(self._line, "care" if ending else "second")
        parts = account_of(status.last)
        self._bar.show_parts(parts, state.share)
        words = to_go(running.progress) if running is not None else ""
        words = words or (account_words(parts) if parts else self.tr("no run yet"))
        # A number stays with its word where the line is broken.
        self._account.setText(" · ".join(one.replace(" ", "\N{NO-BREAK SPACE}") for one in words.split(" · ")))
        self._history.show_runs(status.recent)
        self._offer(state, status)

    def _say_state(self) -> None:
        """The state in the pill; what is too long for it after its first word stands on the line below, before the times."""
        state = self._state
        if state is None:
            return
        head, colon, rest = state.words.partition(": ")
        split = bool(colon) and pill_width(state.words) > self._state_box.width()
        self.pill.show_state(head if split else state.words, state.tone)
        _, ending = self._told_ending
        line = ending or state.line
        self._line.setText(" · ".join(one for one in (rest, line) if one) if split else line)

    def _offer(self, state: State, status: SyncStatus) -> None:
        run = ("run", self.tr("Sync now"))
        review = ("review", self.tr("Review %1").replace("%1", text.number(status.conflicts)))
        offers = {
            Todo.CANCEL: (("cancel", self.tr("Cancel")),),
            Todo.REVIEW: (review, run),
            Todo.APPROVE: (("approve", self.tr("Review the plan")),),
            Todo.SIGN_IN: (("sign_in", self.tr("Sign in again")),),
            Todo.REPAIR: (("edit", self.tr("Open the mapping")),),
            Todo.LOOK: (("holds", self.tr("Look at %1").replace("%1", text.number(status.holds))), run),
            Todo.PREVIEW: (("first", self.tr("Preview")),),
            Todo.RESUME: (("resume", self.tr("Resume")),),
        }.get(state.todo, (run, ("preview", self.tr("Preview"))) if state.tone is not Tone.BUSY else ())
        if offers == self._offers:
            return
        self._offers = offers
        for old in self._buttons:
            self._button_row.removeWidget(old)
            old.deleteLater()
        self._buttons = [button(words, partial(self._press, what), self._role(what)) for what, words in offers]
        for at, made in enumerate(self._buttons):
            self._button_row.insertWidget(1 + at, made)
            made.setAccessibleName(f"{made.text()}: {self.name}")
        self._place_columns(self.width())

    @property
    def _busy(self) -> bool:
        return self._state is not None and self._state.tone is Tone.BUSY

    @property
    def _resume(self) -> Wish | None:
        return resume_wish(self._status) if self._status is not None and self._status.state != "active" else None

    @staticmethod
    def _role(what: str) -> str:
        return "primary" if what in {"review", "approve", "sign_in", "edit", "first"} else ""

    @property
    def offers(self) -> dict[str, QPushButton]:
        """The buttons, by what they do."""
        return {what: made for (what, _), made in zip(self._offers, self._buttons, strict=True)}

    # ---- wishes
    def _press(self, what: str) -> None:
        status = self._status
        assert status is not None
        places = {"preview": Place.PREVIEW, "first": Place.PREVIEW, "approve": Place.PREVIEW}
        if what in places:
            self.go.emit(Go(places[what], self.name))
        elif what == "holds":
            self.go.emit(Go(Place.ATTENTION, self.name))
        elif what == "edit":
            self.go.emit(Go(Place.EDITOR, self.name))
        elif what == "sign_in":
            side = self._state.side if self._state else None
            self.wish.emit(Wish(Act.RECONNECT, status.b_account if side == "b" else status.a_account))
        elif what == "resume":
            self.wish.emit(resume_wish(status))
        else:
            self.wish.emit(Wish(Act(what), self.name))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def _show_menu(self) -> None:
        self.menu().popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def menu(self) -> QMenu:
        """All that can be done with the sync."""
        return sync_menu(self, self.name, busy=self._busy, resume=self._resume)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.go.emit(Go(Place.EDITOR, self.name))


def _stack(box: QWidget, spacing: int, upper: QWidget, lower: QWidget) -> None:
    """Two things one above the other, in the middle of the box's height."""
    inner = column(spacing=spacing)
    inner.addStretch(1)
    pill = isinstance(upper, Pill)
    inner.addWidget(upper, 0, Qt.AlignmentFlag.AlignLeft if pill else Qt.AlignmentFlag(0))
    inner.addWidget(lower)
    inner.addStretch(1)
    box.setLayout(inner)
