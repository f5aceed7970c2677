"""The overview: a banner when something waits, a card for each sync, and what happened today."""

import datetime as dt

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from desktop_sync.gui import text
from desktop_sync.gui.board import Board, Picture
from desktop_sync.gui.pages.welcome import Welcome
from desktop_sync.gui.places import Act, Go, Page, Place, Wish
from desktop_sync.gui.status import ending_sign_in
from desktop_sync.gui.text import counted, field_label, joined, number
from desktop_sync.gui.widgets.basics import button, column, label, row
from desktop_sync.gui.widgets.card import SyncCard
from desktop_sync.gui.widgets.header import section
from desktop_sync.gui.widgets.notes import Banner
from desktop_sync.gui.widgets.steps import StepPanel
from desktop_sync.gui.widgets.today import RunLines
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.report import RunReport

TODAY_ROWS = 8
NARROW = 1040
"""Pixels: below that, cards have no room beside the panel."""
SCROLL_BAR = 12
"""Its width in the style sheet."""


class Overview(Page):
    """Everything at a glance."""

    def __init__(self, handle: WorkerHandle, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(handle, board, "", parent)
        self.header.set_title(self.tr("Overview"))
        self._pause = self.header.add(self.tr("Pause all"), self._pause_all)
        self.header.add(self.tr("New sync"), self._new_sync, "primary")
        self.banner = Banner()
        self.banner.pressed.connect(self._banner_pressed)
        self._banner_aim: Go | Wish = Wish(Act.REVIEW)
        self.cards: dict[str, SyncCard] = {}
        self._cards_column = column(spacing=10)
        self.today = RunLines()
        self.today.undo.connect(self._undo)
        self.today.opened.connect(self._open_run)
        more = button(self.tr("All activity"), lambda: self.go.emit(Go(Place.ACTIVITY)), "quiet")
        self._today_words = label(self.tr("Today"), "strong")
        self._today_head = section(self._today_words, more)
        self.welcome = Welcome()
        self.welcome.wish.connect(self.wish)
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._full())
        self._stack.addWidget(self.welcome)
        self.panel = StepPanel()
        self._halves = row(spacing=0)
        self._halves.addWidget(self._stack, 1)
        self._halves.addWidget(self.panel, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._halves, 1)
        self.body.setContentsMargins(24, 15, 0, 0)
        self.header.setContentsMargins(0, 0, 24, 0)
        board.updated.connect(self.show_board)
        board.clock.connect(self.show_board)
        board.stepped.connect(self._show_one)

    def _full(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("ground", "none")
        inner = column((0, 0, 24, 16), 0)
        inner.addWidget(self.banner)
        inner.addSpacing(14)
        inner.addLayout(self._cards_column)
        inner.addSpacing(14)
        inner.addWidget(self._today_head)
        inner.addSpacing(2)
        inner.addWidget(self.today)
        inner.addStretch(1)
        inside.setLayout(inner)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = area.verticalScrollBar()
        # the head of the page does not scroll: what does ends where it ends, with and without a scroll bar
        bar.rangeChanged.connect(
            lambda _low, high: inner.setContentsMargins(0, 0, 24 - (SCROLL_BAR if high else 0), 16)
        )
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        return area

    def resizeEvent(self, event: QResizeEvent) -> None:
        flat = self.width() < NARROW
        self.panel.set_flat(flat)
        self._halves.setDirection(QBoxLayout.Direction.BottomToTop if flat else QBoxLayout.Direction.LeftToRight)
        self._halves.setAlignment(self.panel, Qt.AlignmentFlag(0) if flat else Qt.AlignmentFlag.AlignTop)
        self._halves.setSpacing(10 if flat else 0)
        super().resizeEvent(event)

    # ---- show
    @Slot()
    def show_board(self) -> None:
        """Show the board's picture."""
        picture = self.board.picture
        if not picture.taken:
            return
        empty = not picture.statuses
        self.header.setVisible(not empty)
        if empty:
            self.welcome.show_accounts(picture.accounts)
            self._stack.setCurrentIndex(2)
            return
        now = self.board.now()
        today = tuple(run for run in picture.runs if _is_today(run, now))
        self.header.set_subtitle(self._figures(picture))
        self._pause.setText(self.tr("Pause all") if self._active else self.tr("Resume all"))
        self._show_banner(picture)
        self._show_cards(picture)
        words = self.tr("Today")
        if picture.today.runs > TODAY_ROWS:
            newest = self.tr("the newest %1 of %2 runs")
            words = f"{words} · {newest.replace('%1', number(TODAY_ROWS)).replace('%2', number(picture.today.runs))}"
        self._today_words.setText(words)
        self.today.show_runs(today[:TODAY_ROWS], {one.name: one for one in picture.statuses})
        for one in (self._today_head, self.today):
            one.setVisible(bool(today))
        self._stack.setCurrentIndex(1)

    def _figures(self, picture: Picture) -> str:
        pairs = sum(one.links for one in picture.statuses)
        carried = picture.today.written
        return " · ".join(
            (
                counted(len(picture.statuses), self.tr("sync"), self.tr("syncs")),
                counted(pairs, self.tr("record pair"), self.tr("record pairs")),
                counted(carried, self.tr("change carried today"), self.tr("changes carried today")),
            )
        )

    def _show_banner(self, picture: Picture) -> None:
        count = picture.conflict_count
        if count:
            title = (
                self.tr("1 conflict waits for you")
                if count == 1
                else self.tr("%1 conflicts wait for you").replace("%1", number(count))
            )
            self._banner_aim = Wish(Act.REVIEW)
            self.banner.show_words(title, self._conflict_words(picture), self.tr("Review"))
        elif picture.hold_count:
            title = self.tr("%1 need attention").replace(
                "%1", counted(picture.hold_count, self.tr("record"), self.tr("records"))
            )
            self._banner_aim = Go(Place.ATTENTION)
            words = self.tr("They are set aside, each with its cause. Everything else goes on.")
            self.banner.show_words(title, words, self.tr("Look"))
        else:
            self._show_pause(picture)

    def _show_pause(self, picture: Picture) -> None:
        pauses, words = picture.pauses, self.tr("What waits is kept, and goes on afterwards.")
        accounts = sorted(pauses.accounts)
        if pauses.everything:
            self._banner_aim = Wish(Act.RESUME_ALL)
            self.banner.show_words(self.tr("Everything is paused"), words, self.tr("Resume all"))
        elif accounts:
            self._banner_aim = Wish(Act.RESUME_ACCOUNT, accounts[0]) if len(accounts) == 1 else Go(Place.ACCOUNTS)
            title = (self.tr("Paused: account %1") if len(accounts) == 1 else self.tr("Paused: accounts %1")).replace(
                "%1", ", ".join(accounts)
            )
            self.banner.show_words(title, words, self.tr("Resume") if len(accounts) == 1 else self.tr("Look"))
        else:
            self.banner.hide()

    def _conflict_words(self, picture: Picture) -> str:
        fields = list(dict.fromkeys(field_label(one.field).lower() for one in picture.conflicts if one.field))
        since = min((one.opened_at for one in picture.conflicts if one.opened_at is not None), default=None)
        if not fields:
            return self.tr("They were changed on both sides. Nothing is overwritten until you decide.")
        shown = [*fields[:3], self.tr("other fields")] if len(fields) > 4 else fields
        verb = self.tr("was changed on both sides") if len(shown) == 1 else self.tr("were changed on both sides")
        words = f"{joined(shown, self.tr('and'))} {verb}"
        if since is not None:
            words += f" {self.tr('since')} {text.day_time(since, self.board.now())}"
        return f"{words[0].upper()}{words[1:]}."

    def _show_cards(self, picture: Picture) -> None:
        names = [one.name for one in picture.statuses]
        for name in set(self.cards) - set(names):
            self.cards.pop(name).deleteLater()
        now = self.board.now()
        for at, status in enumerate(picture.statuses):
            card = self.cards.get(status.name)
            if card is None:
                card = SyncCard(status.name)
                card.go.connect(self.go)
                card.wish.connect(self.wish)
                self.cards[status.name] = card
            if self._cards_column.indexOf(card) != at:
                self._cards_column.insertWidget(at, card)
            card.show_ending(*ending_sign_in(status, picture.standings, now))
            card.show_status(status, self.board.running(status.name), now, picture.letters)

    @Slot(str)
    def _show_one(self, name: str) -> None:
        status, card = self.board.picture.status(name), self.cards.get(name)
        if status is not None and card is not None and self.isVisible():
            card.show_status(status, self.board.running(name), self.board.now(), self.board.picture.letters)

    # ---- wishes
    def _new_sync(self) -> None:
        self.wish.emit(Wish(Act.NEW_SYNC))

    def _pause_all(self) -> None:
        self.wish.emit(Wish(Act.PAUSE_ALL if self._active else Act.RESUME_ALL))

    @property
    def _active(self) -> bool:
        return any(one.state == "active" for one in self.board.picture.statuses)

    @Slot()
    def _banner_pressed(self) -> None:
        aim = self._banner_aim
        (self.go if isinstance(aim, Go) else self.wish).emit(aim)

    @Slot(int)
    def _undo(self, run: int) -> None:
        self.wish.emit(Wish(Act.UNDO, number=run))

    @Slot(int)
    def _open_run(self, run: int) -> None:
        self.go.emit(Go(Place.ACTIVITY, run=run))


def _is_today(run: RunReport, now: dt.datetime) -> bool:
    return run.started_at is not None and run.started_at.astimezone().date() == now.astimezone().date()
