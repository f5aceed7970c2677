"""The account wizard's first pages: which system, and how it is reached."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_sync.engine.account_flow import DESCRIBES, AccountFlow, AccountStep, Way
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import tr
from desktop_sync.gui.widgets.basics import button, label, set_tone
from desktop_sync.gui.widgets.marks import Tile
from desktop_sync.gui.widgets.signing import SignInBox
from desktop_sync.gui.wizards.account_ways import WayChoice
from desktop_sync.gui.wizards.base import Page, scrolled
from desktop_sync.gui.wizards.look import KIND_HEIGHT
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.schema import ConnectorInfo, Setting
from desktop_sync.model.signin import SignedIn, SignInWay
from desktop_sync.sync.ports import SigningIn

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

_LINES = 3
_FIELD_WIDTH = 580
_PLACES = frozenset({"subdomain", "instance_url"})
"""Where a system is: asked for first, however is signed in."""


class KindCard(QPushButton):
    """A kind of system to choose. `pointed()`: with the mouse, which says everything; keys only move from card to card."""

    pointed = Signal()

    def __init__(self, info: ConnectorInfo) -> None:
        super().__init__()
        self.info = info
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setProperty("role", "kind")
        self.setAccessibleName(f"{said(info.label)}: {said(info.summary)}")
        tile = Tile(info.initials or info.label[:2], None, 34)
        words = QVBoxLayout()
        words.setSpacing(2)
        summary = label(said(info.summary), "meta", "second", wrap=True)
        summary.setAlignment(Qt.AlignmentFlag.AlignTop)
        summary.ensurePolished()
        # No half lines; all of it is the tool tip.
        summary.setMaximumHeight(_LINES * summary.fontMetrics().lineSpacing())
        self.setToolTip(said(info.summary))
        words.addWidget(label(said(info.label), "name"))
        words.addWidget(summary)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 10)
        row.setSpacing(12)
        row.addWidget(tile, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return QSize(240, KIND_HEIGHT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        on_it = self.isDown() and self.rect().contains(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if on_it:
            self.pointed.emit()


class KindPage(Page):
    """Which system. `picked()`: with the mouse, as if “Continue” was pressed, too; `build_asked()`: it is not listed."""

    picked = Signal()
    build_asked = Signal()

    def __init__(self, flow: AccountFlow) -> None:
        super().__init__(tr("System"), tr("Which system do you want to connect?"))
        self._flow = flow
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a system"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._choose_only)
        self.cards = [KindCard(info) for info in flow.kinds]
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setSpacing(12)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addWidget(self.search)
        column.addWidget(scrolled(inner), 1)
        self.unlisted = button(tr("My system is not listed …"), self.build_asked.emit, "link")
        column.addWidget(self.unlisted)
        for card in self.cards:
            card.clicked.connect(lambda _checked=False, card=card: self.choose(card.info.kind))
            card.pointed.connect(self.picked)
        self._filter("")

    def enter(self) -> None:
        self.search.setFocus()

    def missing(self) -> str:
        return first_missing(self._flow, AccountStep.KIND)

    def choose(self, kind: str) -> None:
        """Choose a kind of system."""
        self._flow.choose(kind)
        self.updated.emit()

    def _choose_only(self) -> None:
        """Enter in the search box takes what is found, if it is one; the dialog goes on with it."""
        shown = [card for card in self.cards if not card.isHidden()]
        if len(shown) == 1:
            shown[0].click()

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        shown = [
            card
            for card in self.cards
            if all(
                word in f"{said(card.info.label)} {said(card.info.summary)} {card.info.kind}".casefold()
                for word in words
            )
        ]
        for card in self.cards:
            self._grid.removeWidget(card)
            card.setVisible(card in shown)
        for at, card in enumerate(shown):
            self._grid.addWidget(card, at // 3, at % 3)
        for column in range(3):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(len(self.cards), 1)


class SettingField(QWidget):
    """One setting: caption, field, and under it what is wrong, or help and an example."""

    changed = Signal(str, str)

    def __init__(self, setting: Setting, value: str, *, needed: bool) -> None:
        super().__init__()
        self.setting = setting
        self.edit = QLineEdit(value)
        self.edit.setPlaceholderText(setting.example or setting.default)
        self.edit.setAccessibleName(said(setting.label))
        self.edit.setAccessibleDescription(said(setting.help))
        self.help = label(self._help(), "meta", "second", wrap=True)
        optional = "" if needed else tr("  · can be left out")
        caption = label(said(setting.label) + optional, "strong" if needed else "")
        caption.setBuddy(self.edit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        if setting.secret or setting.kind == "password":
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
            show = button(tr("Show"), role="quiet", tip=tr("Show what was typed"))
            show.setCheckable(True)
            show.toggled.connect(self._show_secret)
            row.addWidget(show)
        if setting.kind in ("path", "place"):
            row.addWidget(button(tr("Browse …"), self._browse))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(caption)
        column.addLayout(row)
        column.addWidget(self.help)
        self.edit.textChanged.connect(lambda text: self.changed.emit(setting.key, text))

    def show_problem(self, words: str) -> None:
        """Say what is wrong with the value, "" for nothing; only once something was typed."""
        wrong = words if self.edit.isModified() else ""
        self.help.setText(f"✕ {wrong}" if wrong else self._help())
        self.help.setVisible(bool(self.help.text()))
        set_tone(self.help, "bad" if wrong else "second")
        set_tone(self.edit, "true" if wrong else "false", "problem")

    def _help(self) -> str:
        example = tr("Example: {example}", example=self.setting.example) if self.setting.example else ""
        help_words = said(self.setting.help)
        help_words = help_words[:1].upper() + help_words[1:].rstrip(".")
        return " ".join(f"{part}." for part in (help_words, example) if part)

    def _show_secret(self, shown: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _browse(self) -> None:
        dialog = QFileDialog(self, said(self.setting.label), self.edit.text())
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._picked)
        dialog.open()

    def _picked(self, path: str) -> None:
        self.edit.setModified(True)
        self.edit.setText(path)


class SettingsPage(Page):
    """Address and sign-in, as the kind of system asks for them."""

    def __init__(self, flow: AccountFlow, handle: WorkerHandle) -> None:
        super().__init__(tr("Settings and sign-in"), tr("How is it reached, and with which sign-in?"))
        self._flow, self._handle = flow, handle
        self.box = SignInBox(handle, self)
        self.box.hide()
        self.box.signed_in.connect(self._on_signed_in)
        self.fields: dict[str, SettingField] = {}
        self._ways: Mapping[Way, Sequence[QWidget]] = {}
        self._kind: ConnectorInfo | None = None
        self._column = QVBoxLayout(self)
        self._form: QWidget | None = None

    def enter(self) -> None:
        kind = self._flow.answers.kind
        if kind is None:
            return
        self.lead = tr("{label}: how is it reached, and with which sign-in?", label=said(kind.label))
        if kind != self._kind:
            self._show(kind)
        in_sight = [one for one in self.fields.values() if not one.isHidden()]
        if in_sight:
            in_sight[0].edit.setFocus()

    def missing(self) -> str:
        return first_missing(self._flow, AccountStep.SETTINGS)

    def _show(self, kind: ConnectorInfo) -> None:
        self._kind, self.fields = kind, {}
        self.box.leave()
        self.box.setParent(self)  # it outlives the form
        self.box.hide()
        if self._form is not None:
            self._column.removeWidget(self._form)
            self._form.deleteLater()
        inner = QWidget()
        form = QVBoxLayout(inner)
        form.setContentsMargins(0, 0, 8, 0)
        form.setSpacing(16)
        for setting in kind.settings:
            self.fields[setting.key] = self._field(setting)
        first = self._sign_in(form, kind) if kind.sign_ins else self._plain(form)
        if any(setting.secret for setting in kind.settings):
            form.addWidget(
                label(tr("Passwords and keys go to the system’s keyring, never into a file."), "meta", "second")
            )
        self._add_rest(form, [field for field in self.fields.values() if field not in first])
        form.addStretch(1)
        self._form = scrolled(inner)
        self._column.addWidget(self._form)

    def _plain(self, form: QVBoxLayout) -> list[SettingField]:
        """The fields of a kind that has one way to sign in."""
        first = [field for field in self.fields.values() if field.setting.required or field.setting.secret]
        for field in first:
            form.addWidget(field)
        return first

    def _sign_in(self, form: QVBoxLayout, kind: ConnectorInfo) -> list[SettingField]:
        """Where the system is, then the two ways to sign in; of these one's fields are in sight."""
        by_browser = {*kind.sign_in_needs, "client_secret"}
        needed = {one.key for one in kind.settings if one.required} - {*kind.typed, *by_browser}
        places = needed | (_PLACES & self.fields.keys())
        shared = [field for key, field in self.fields.items() if key in places]
        for field in shared:
            form.addWidget(field)
        choice = WayChoice(kind, self._flow.answers.way)
        choice.setFixedWidth(_FIELD_WIDTH)
        choice.chosen.connect(self._take_way)
        form.addWidget(choice)
        typed = [field for key, field in self.fields.items() if key in kind.typed and key not in places]
        client = [field for key, field in self.fields.items() if key in by_browser]
        self._ways = {Way.TYPED: typed, Way.BROWSER: [*client, self.box]}
        for part in (*typed, *client, self.box):
            form.addWidget(part)
        self._show_way()
        self._offer()
        return [*shared, *typed, *client]

    @Slot(object)
    def _take_way(self, way: Way) -> None:
        if way is self._flow.answers.way:
            return
        self.box.leave()
        self._flow.take_way(way)
        self._show_answers()
        for key, field in self.fields.items():  # what was typed before a sign-in took its place
            if field.setting.secret and field.edit.text() and not self._flow.value(key):
                self._flow.put(key, field.edit.text())
        self.box.forget()
        self._show_way()
        self._offer()
        self.updated.emit()

    def _show_way(self) -> None:
        for way, parts in self._ways.items():
            for part in parts:
                part.setVisible(way is self._flow.answers.way)

    def _field(self, setting: Setting) -> SettingField:
        kind = self._flow.answers.kind
        ways = {*kind.sign_in_needs, *(kind.typed if kind.typed_first else ())} if kind else set()
        field = SettingField(setting, self._flow.value(setting.key), needed=setting.required or setting.key in ways)
        field.setFixedWidth(_FIELD_WIDTH)  # a width that is known gives the wrapped lines their height
        field.changed.connect(self._put)
        return field

    def _offer(self) -> None:
        kind = self._flow.answers.kind
        if kind is None or not kind.sign_ins:
            return
        missing = self._flow.missing_sign_in()
        trial = self._flow.trial()

        def begin(services: "Services", way: SignInWay) -> SigningIn:
            return services.accounts.begin_sign_in(trial.kind, trial.settings, trial.secrets, way)

        self.box.offer(kind.sign_ins, None if missing else begin, missing[0].words if missing else "")

    @Slot(object)
    def _on_signed_in(self, found: SignedIn) -> None:
        self._flow.took_sign_in(found)
        self._show_answers()
        self.updated.emit()

    def _show_answers(self) -> None:
        """In the fields; secrets are not shown."""
        for key, field in self.fields.items():
            if not field.setting.secret and field.edit.text() != self._flow.value(key):
                field.edit.blockSignals(True)
                field.edit.setText(self._flow.value(key))
                field.edit.blockSignals(False)

    @staticmethod
    def _add_rest(form: QVBoxLayout, rest: Sequence[SettingField]) -> None:
        """What most people leave as it is comes when it is asked for."""
        if not rest:
            return
        more = button(f"{tr('More settings')} ({len(rest)})", role="link")
        more.setCheckable(True)
        form.addWidget(more)
        for field in rest:
            field.hide()
            form.addWidget(field)
            more.toggled.connect(field.setVisible)

    def _put(self, key: str, value: str) -> None:
        self._flow.put(key, value)
        wrong = {one.key: said(one.words) for one in self._flow.missing(AccountStep.SETTINGS)}
        self.fields[key].show_problem(wrong.get(key, ""))
        self._offer()
        if key == DESCRIBES:
            self._read_manifest(value)
        self.updated.emit()

    def _read_manifest(self, file: str) -> None:
        """What else is asked for is said by the file; it is read beside the window."""
        kind = self._flow.trial().kind

        def read(services: "Services") -> tuple[str, ConnectorInfo]:
            return file, services.accounts.info(kind, {DESCRIBES: file})

        self._handle.look(read, self._described, partial(self._not_described, file))

    def _described(self, found: tuple[str, ConnectorInfo]) -> None:
        if not self._flow.described(*found) or self._flow.answers.kind is None:
            return
        at = self.fields[DESCRIBES].edit.cursorPosition()
        self._show(self._flow.answers.kind)
        field = self.fields[DESCRIBES].edit
        field.setModified(True)
        field.setFocus()
        field.setCursorPosition(at)
        self.updated.emit()

    def _not_described(self, file: str, failure: Failure) -> None:
        words = f"{failure.sentence} {failure.advice}".strip()
        self._flow.not_described(file, words)
        if self._flow.value(DESCRIBES) == file.strip():
            self.fields[DESCRIBES].edit.setModified(
                True
            )  # one that was picked is no less wrong than one that was typed
            self.fields[DESCRIBES].show_problem(words)
        self.updated.emit()


def first_missing(flow: AccountFlow, step: AccountStep) -> str:
    """What keeps a step from being left, in words; "" when nothing does."""
    missing = flow.missing(step)
    return said(missing[0].words) if missing else ""
