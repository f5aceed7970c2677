"""The settings of the window and the workspace. Each one takes effect at once."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from desktop_sync.bootstrap.autostart import Autostart, autostart
from desktop_sync.gui import quiet
from desktop_sync.gui.board import Board
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.keys import (
    EVERY,
    LOCALE,
    NOTICES,
    ON_CONFLICT,
    QUIET,
    SCHEME,
    START_PAGE,
    TRAY,
    Notices,
    OnConflict,
    Tray,
)
from desktop_sync.gui.language import Language
from desktop_sync.gui.pages.settings_alerts import AlertRows
from desktop_sync.gui.pages.settings_backups import BackupRows
from desktop_sync.gui.pages.settings_reading import (
    Read,
    change,
    choose_language,
    choose_metered,
    keys,
    read,
    start_at_login,
)
from desktop_sync.gui.places import Go, Page, Place
from desktop_sync.gui.text import counted, days_heard, days_said
from desktop_sync.gui.theme import Scheme, Theme
from desktop_sync.gui.widgets.basics import ElidedLabel, button, column, label, row, spin_box
from desktop_sync.gui.widgets.notes import Banner
from desktop_sync.gui.widgets.setting_rows import WIDEST, Row, choices, group, number_of, typed
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.network import OnMetered

if TYPE_CHECKING:
    pass


class SettingsPage(Page):
    """Window, syncing, notices, history, workspace."""

    back_up = Signal()
    open_folder = Signal()
    tray_chosen = Signal(object)
    """A `Tray`."""

    def __init__(self, handle: WorkerHandle, board: Board, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(handle, board, "", parent)
        self._theme = theme
        self.header.set_title(self.tr("Settings"))
        self.starter: Callable[[], Autostart] = autostart
        """How the window is started at sign-in."""
        self.schemes: dict[Scheme, QRadioButton] = {}
        self.tray = QCheckBox(self.tr("Keep syncing when the window is closed"))
        self.login = QCheckBox(self.tr("Start when I sign in"))
        self.start, self.numbers, self.every, self.notices = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.on_conflict, self.metered = QComboBox(), QComboBox()
        self.language = QComboBox()
        self.check_at, self.quiet = QLineEdit(), QLineEdit()
        self.days, self.megabytes, self.log_days = spin_box(), spin_box(), spin_box()
        self.folder = ElidedLabel("", "", "second")
        self.banner = Banner()
        self.alerts = AlertRows(handle, self)
        self.alerts.said.connect(self._say)
        self.backups = BackupRows(handle, self)
        self.backups.said.connect(self._say)
        self._loading = True
        self._build()
        self._connect()
        board.updated.connect(self._show_folder)
        theme.changed.connect(self._show_scheme)

    # ---- building
    def _build(self) -> None:
        inside, area = QWidget(), QScrollArea()
        inside.setProperty("ground", "none")
        groups = column((0, 0, 10, 0), 8)
        groups.addWidget(self.banner)
        for title, rows in (
            self._window_group(),
            *self._groups(),
            self.alerts.group(),
            self.backups.group(),
            *self._store_groups(),
        ):
            groups.addWidget(label(title, "name"))
            groups.addWidget(group(rows))
            groups.addSpacing(10)
        groups.addStretch(1)
        inside.setLayout(groups)
        inside.setMaximumWidth(WIDEST + 10)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(area, 1)

    def _window_group(self) -> tuple[str, tuple[Row, ...]]:
        rows: tuple[Row, ...] = (
            (self.tr("Look"), self.tr("Follows your desktop, unless you choose."), self._scheme_row()),
            (self.tr("Language"), self.tr("Of the window. It holds from the next start."), choices(
                self.language, self.tr("Language"),
                ((self.tr("As the system"), Language.SYSTEM.value), ("English", Language.ENGLISH.value),
                 ("Deutsch", Language.GERMAN.value)),
            )),
            (self.tr("Numbers and dates"), self.tr("How they are written, where the language’s own way is not yours."), choices(
                self.numbers, self.tr("Numbers and dates"),
                ((self.tr("As the language"), ""), ("English", "en_GB"), ("Deutsch", "de_DE"), ("Français", "fr_FR")),
            )),
            (self.tr("Start with"), self.tr("The page that the window opens on."), choices(
                self.start, self.tr("Start with"),
                ((self.tr("Overview"), Place.OVERVIEW.value), (self.tr("Conflicts"), Place.CONFLICTS.value),
                 (self.tr("Needs attention"), Place.ATTENTION.value), (self.tr("Activity"), Place.ACTIVITY.value)),
            )),
            (self.tr("Closing the window"), self.tr("The syncs go on from the notification area."), self.tray),
            (self.tr("Signing in"), self.tr("Syncs then run without your having to think of it."), self.login),
        )  # fmt: skip
        return self.tr("Window"), rows

    def _groups(self) -> tuple[tuple[str, tuple[Row, ...]], ...]:
        return (
            (
                self.tr("Syncing"),
                (
                    (self.tr("New syncs run"), self.tr("What is proposed; each sync has its own schedule."), choices(
                        self.every, self.tr("New syncs run"),
                        ((self.tr("by hand"), ""), (self.tr("every 15 minutes"), "900"), (self.tr("every hour"), "3600"),
                         (self.tr("every day"), "86400")),
                    )),
                    (self.tr("Nightly check"), self.tr("Both sides are compared whole at this time, such as 03:00 or Mon-Fri 03:00; off: never."),
                     typed(self.check_at, self.tr("Nightly check"), "03:00")),
                    (self.tr("Over metered networks"), self.tr("A phone’s hotspot, for instance. What you start yourself runs in any case."), choices(
                        self.metered, self.tr("Over metered networks"),
                        ((self.tr("no full comparisons"), OnMetered.NO_CHECKS.value),
                         (self.tr("everything runs"), OnMetered.ALL.value),
                         (self.tr("nothing runs by itself"), OnMetered.NOTHING.value)),
                    )),
                ),
            ),
            (
                self.tr("Notices"),
                (
                    (self.tr("Tell me of"), self.tr("A notice leads to the thing when it is pressed."), choices(
                        self.notices, self.tr("Tell me of"),
                        ((self.tr("everything that waits for me"), Notices.ALL.value),
                         (self.tr("syncs that stand still"), Notices.STOPPED.value), (self.tr("nothing"), Notices.NONE.value)),
                    )),
                    (self.tr("When conflicts arrive"), self.tr("While nobody is at the window there is a notice only."), choices(
                        self.on_conflict, self.tr("When conflicts arrive"),
                        ((self.tr("open them at once"), OnConflict.OPEN.value),
                         (self.tr("a quiet notice"), OnConflict.NOTICE.value)),
                    )),
                    (self.tr("Quiet hours"), self.tr("No notices at this time, such as 22:00-07:00; empty: none."),
                     typed(self.quiet, self.tr("Quiet hours"), "22:00-07:00")),
                ),
            ),
        )  # fmt: skip

    def _store_groups(self) -> tuple[tuple[str, tuple[Row, ...]], ...]:
        return (
            (
                self.tr("History and log"),
                (
                    (self.tr("Keep for"), self.tr("Older runs and values are forgotten; then they can’t be taken back."),
                     number_of(self.days, self.tr("Days that history is kept"), self.tr("days"), self.tr("for ever"))),
                    (self.tr("At most"), self.tr("The oldest goes first."),
                     number_of(self.megabytes, self.tr("Megabytes that history may take"), "MB", self.tr("any size"))),
                    (self.tr("Keep the log for"), self.tr("Who did what, and when. Older lines are removed, and one new line tells of it."),
                     number_of(self.log_days, self.tr("Days that the log is kept"), self.tr("days"), self.tr("for ever"))),
                    (self.tr("Tidy up"), self.tr("Does what these say, now instead of within a day."),
                     button(self.tr("Tidy up now"), self._prune)),
                ),
            ),
            (
                self.tr("Workspace"),
                (
                    (self.tr("Folder"), self.tr("The encrypted store with links, history and settings."), self._folder_row()),
                    (self.tr("Keys"), *keys()),
                ),
            ),
        )  # fmt: skip

    def _scheme_row(self) -> QWidget:
        made, inner, group = QWidget(), row(spacing=18), QButtonGroup(self)
        for scheme, words in (
            (Scheme.SYSTEM, self.tr("As the system")),
            (Scheme.LIGHT, self.tr("Light")),
            (Scheme.DARK, self.tr("Dark")),
        ):
            choice = QRadioButton(words)
            choice.setChecked(scheme is self._theme.scheme)
            choice.toggled.connect(partial(self._scheme_toggled, scheme))
            group.addButton(choice)
            self.schemes[scheme] = choice
            inner.addWidget(choice)
        made.setLayout(inner)
        return made

    def _folder_row(self) -> QWidget:
        made, inner = QWidget(), row(spacing=8)
        self.folder.setMaximumWidth(220)
        inner.addWidget(self.folder, 1)
        inner.addWidget(button(self.tr("Open the folder"), self.open_folder.emit))
        inner.addWidget(button(self.tr("Back up …"), self.back_up.emit))
        made.setLayout(inner)
        return made

    def _connect(self) -> None:
        self.tray.toggled.connect(self._tray_toggled)
        self.login.toggled.connect(self._login_toggled)
        for combo, key in (
            (self.start, START_PAGE),
            (self.numbers, LOCALE),
            (self.every, EVERY),
            (self.notices, NOTICES),
            (self.on_conflict, ON_CONFLICT),
        ):
            combo.activated.connect(partial(self._chosen, combo, key))
        self.language.activated.connect(self._language_chosen)
        self.metered.activated.connect(self._metered_chosen)
        self.check_at.editingFinished.connect(self._check_typed)
        self.quiet.editingFinished.connect(self._quiet_typed)
        for spin, key in self._limits:
            spin.valueChanged.connect(partial(self._limit, key))

    @property
    def _limits(self) -> tuple[tuple[QSpinBox, str], ...]:
        return (self.days, "history_days"), (self.megabytes, "history_mb"), (self.log_days, "audit_days")

    # ---- showing
    def shown(self, where: Go) -> None:  # noqa: ARG002 - there is one view only
        self._show_folder()
        self.handle.look(partial(read, starter=self.starter), self._on_read)
        self.alerts.refresh()
        self.backups.refresh()

    @Slot()
    def _show_folder(self) -> None:
        self.folder.setText(self.board.picture.folder)
        self.folder.setToolTip(self.board.picture.folder)

    @Slot(object)
    def _on_read(self, found: Read) -> None:
        self._loading = True
        self.tray.setChecked(found.values[TRAY] == Tray.KEEP.value)
        self.login.setChecked(found.at_login)
        for combo, key in (
            (self.start, START_PAGE),
            (self.numbers, LOCALE),
            (self.every, EVERY),
            (self.notices, NOTICES),
            (self.on_conflict, ON_CONFLICT),
        ):
            combo.setCurrentIndex(max(0, combo.findData(found.values[key])))
        self.language.setCurrentIndex(max(0, self.language.findData(found.language)))
        self.metered.setCurrentIndex(max(0, self.metered.findData(found.metered)))
        self.check_at.setText(days_said(found.check_at))
        self.quiet.setText(found.values[QUIET])
        for spin, key in self._limits:
            spin.setValue(found.limits[key])
        self._show_scheme()
        self._loading = False

    @Slot()
    def _show_scheme(self) -> None:
        for scheme, choice in self.schemes.items():
            choice.setChecked(scheme is self._theme.scheme)

    # ---- changing
    def _scheme_toggled(self, scheme: Scheme, on: bool) -> None:
        if on and scheme is not self._theme.scheme:
            self._theme.choose(scheme)
            self._put(SCHEME, scheme.value)

    @Slot(bool)
    def _tray_toggled(self, on: bool) -> None:
        if not self._loading:
            choice = Tray.KEEP if on else Tray.QUIT
            self._put(TRAY, choice.value)
            self.tray_chosen.emit(choice)

    @Slot(bool)
    def _login_toggled(self, on: bool) -> None:
        if not self._loading:
            self.handle.look(partial(start_at_login, starter=self.starter, on=on), self._stored, self._on_refused)

    def _chosen(self, combo: QComboBox, key: str, at: int) -> None:
        self._put(key, str(combo.itemData(at)))
        if key == LOCALE:
            self._say(self.tr("From the next start"), self.tr("Numbers and dates are then written so everywhere."))

    @Slot(int)
    def _language_chosen(self, at: int) -> None:
        wanted = next(one for one in Language if one.value == self.language.itemData(at))
        self.handle.look(partial(choose_language, wanted=wanted), self._on_language, self._on_refused)

    @Slot(object)
    def _on_language(self, _answer: object) -> None:
        self._say(self.tr("From the next start"), self.tr("The window then speaks the language that you chose."))

    @Slot(int)
    def _metered_chosen(self, at: int) -> None:
        wanted = str(self.metered.itemData(at))
        self.handle.look(partial(choose_metered, wanted=wanted), self._stored, self._on_refused)

    @Slot()
    def _check_typed(self) -> None:
        if not self._loading:
            wanted = days_heard(self.check_at.text().strip()) or "off"
            self.handle.look(lambda services: services.checks.set_at(wanted), self._stored, self._on_refused)

    @Slot()
    def _quiet_typed(self) -> None:
        wanted = self.quiet.text().strip()
        if self._loading:
            return
        if wanted and quiet.parse(wanted) is None:
            self._say(self.tr("These are no hours"), self.tr("Write them as 22:00-07:00."), "bad")
            return
        self._put(QUIET, wanted)

    def _limit(self, key: str, value: int) -> None:
        if not self._loading:
            call = partial(change, key=key, value=value)
            self.handle.look(call, self._stored, self._on_refused)

    def _put(self, key: str, value: str) -> None:
        self.handle.look(lambda services: services.settings.put(key, value), self._stored)

    def _prune(self) -> None:
        self._say(self.tr("Tidying up"), self.tr("One moment …"))
        self.handle.ask(lambda services: services.retention.prune().removed, self._on_pruned, self._on_refused)

    @Slot(object)
    def _on_pruned(self, removed: int) -> None:
        words = counted(removed, self.tr("entry was forgotten."), self.tr("entries were forgotten."))
        self._say(self.tr("Tidied up"), words, "good")

    @Slot(str, str, str)
    def _say(self, title: str, words: str, tone: str = "busy") -> None:
        self.banner.show_words(title, words, tone=tone)

    @Slot(object)
    def _on_refused(self, failure: Failure) -> None:
        self._say(failure.title, f"{failure.sentence} {failure.advice}".strip(), "bad")

    @Slot(object)
    def _stored(self, _answer: object) -> None:
        """The control shows it already; what was wrong before is right now."""
        self.banner.hide()
        self.handle.changed.emit()
