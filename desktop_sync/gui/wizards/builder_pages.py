"""The pages of the builder: where the system is, what is to be read, what was found, and where the manifest goes."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_sync.errors import DesktopSyncError
from desktop_sync.gui.mapper.choice_table import QuietCombo
from desktop_sync.gui.widgets.basics import button, label, set_tone
from desktop_sync.gui.wizards.base import Page

if TYPE_CHECKING:
    from desktop_sync.bootstrap.building import Document, Finding, Step, Wanted, Wish

_WIDEST = 400
_SIGNS = ("none", "basic", "bearer", "header", "query")


class SystemPage(Page):
    """Address, description and sign-in. `document`: the OpenAPI document, None without one."""

    def __init__(self) -> None:
        super().__init__("", "")
        self.title, self.lead = self.tr("System"), self.tr("Where is the system, and how does one sign in?")
        self.url, self.name, self.file = QLineEdit(), QLineEdit(), QLineEdit()
        self.sign = QuietCombo()
        self.header, self.user, self.secret = QLineEdit(), QLineEdit(), QLineEdit()
        self.headers = QLineEdit()
        self.document: Document | None = None
        self._build()

    def _build(self) -> None:
        words = (
            self.tr("Without a sign-in"),
            self.tr("User name and password"),
            self.tr("A token (Authorization: Bearer)"),
            self.tr("A token in a header of its own"),
            self.tr("A token in the address"),
        )
        for kind, text in zip(_SIGNS, words, strict=True):
            self.sign.addItem(text, kind)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.url.setPlaceholderText("https://crm.example.org")
        self.headers.setPlaceholderText("X-Requested-With=rest")
        self._form = QFormLayout()
        self._form.setVerticalSpacing(12)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Address"), self.url),
            (self.tr("Name"), self.name),
            (self.tr("OpenAPI file (can be left out)"), self._with_browse()),
            (self.tr("Sign-in"), self.sign),
            (self.tr("Name of the header"), self.header),
            (self.tr("User name"), self.user),
            (self.tr("Password or token"), self.secret),
            (self.tr("Headers with each call (can be left out)"), self.headers),
        )
        for text, part in rows:
            self._form.addRow(text, part)
        column = QVBoxLayout(self)
        column.addWidget(
            label(self.tr("Nothing is written to the system unless you name a record for it."), "meta", "second")
        )
        column.addLayout(self._form)
        column.addStretch(1)
        for edit in (self.url, self.name, self.file, self.header, self.user, self.secret, self.headers):
            edit.textChanged.connect(self.updated)
        self.file.textChanged.connect(self._read_document)
        self.sign.currentIndexChanged.connect(self._sign_chosen)
        self._sign_chosen()

    def _with_browse(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.file, 1)
        row.addWidget(button(self.tr("Browse …"), self._browse))
        return made

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("OpenAPI file"), "", "JSON (*.json)")
        dialog.fileSelected.connect(self.file.setText)
        dialog.open()

    def _sign_chosen(self) -> None:
        kind = self.sign.currentData()
        for part, kinds in ((self.header, ("header", "query")), (self.user, ("basic",)), (self.secret, _SIGNS[1:])):
            self._form.setRowVisible(part, kind in kinds)
        self.updated.emit()

    def _read_document(self, text: str) -> None:
        from desktop_sync.bootstrap.building import document  # late: it loads the connectors

        self.document, self.error = None, ""
        if text.strip():
            try:
                self.document = document(Path(text.strip()))
            except DesktopSyncError as error:
                self.error = f"{error.what} {error.advice}".strip()
        if self.document is not None:
            self.url.setText(self.url.text() or self.document.url)
            self.name.setText(self.name.text() or self.document.title)
        self.updated.emit()

    def missing(self) -> str:
        kind = self.sign.currentData()
        if "://" not in self.url.text():
            return self.tr("Give the system's address, such as https://crm.example.org.")
        if kind in {"header", "query"} and not self.header.text().strip():
            return self.tr("Give the name of the header.")
        if kind == "basic" and not self.user.text().strip():
            return self.tr("Give the user name.")
        if kind != "none" and not self.secret.text():
            return self.tr("Give the password or token.")
        return ""

    def given(self) -> tuple[dict[str, str], dict[str, str]]:
        """What signs in: settings and secrets, as an account with the manifest has them."""
        kind = self.sign.currentData()
        if kind == "basic":
            return {"username": self.user.text().strip()}, {"password": self.secret.text()}
        return {}, {} if kind == "none" else {"token": self.secret.text()}

    def wanted(self, wishes: "Sequence[Wish]") -> "Wanted":
        """The system as it was described."""
        from desktop_sync.bootstrap.building import SignPlan, Wanted

        url, kind = self.url.text().strip(), str(self.sign.currentData())
        host = url.partition("://")[2].partition("/")[0].partition(":")[0]
        name = self.name.text().strip() or host
        slug = "".join(letter if letter.isalnum() else "_" for letter in name.casefold()).strip("_") or "system"
        plan = SignPlan(kind, self.header.text().strip() if kind in {"header", "query"} else "")
        settings, secrets = self.given()
        pairs = [one.partition("=") for one in self.headers.text().split(";") if "=" in one]
        headers = {key.strip(): value.strip() for key, _, value in pairs}
        return Wanted(url, (slug, name), plan, {**settings, **secrets}, wishes, headers)


class RecordsPage(Page):
    """Which records, and whether a write may be tried."""

    def __init__(self, system: SystemPage) -> None:
        super().__init__("", "")
        self.title, self.lead = self.tr("Records"), self.tr("Which path lists the records?")
        self._system = system
        self.path = QComboBox()
        self.record, self.field, self.make = QLineEdit(), QLineEdit(), QLineEdit()
        self.path.setEditable(True)
        self.path.setAccessibleName(self.tr("Path"))
        self.make.setPlaceholderText('name="Trial"; email="trial@example.org"')
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.addRow(self.tr("Path"), self.path)
        form.addRow(self.tr("A record that may be changed and put back: its id"), self.record)
        form.addRow(self.tr("The field of it to change"), self.field)
        form.addRow(self.tr("A record to make and delete again"), self.make)
        column = QVBoxLayout(self)
        column.addLayout(form)
        words = self.tr("Without a record to try on, the table is described for reading only.")
        column.addWidget(label(words, "meta", "second", wrap=True))
        column.addStretch(1)
        self.path.editTextChanged.connect(self.updated)
        for edit in (self.record, self.field, self.make):
            edit.textChanged.connect(self.updated)

    def enter(self) -> None:
        text = self.path.currentText()
        self.path.clear()
        self.path.addItems(sorted(self._system.document.tables) if self._system.document else [])
        self.path.setEditText(text)
        self.path.setFocus()

    def missing(self) -> str:
        if not self.path.currentText().strip().startswith("/"):
            return self.tr("Give the path, such as /api/contacts.")
        if bool(self.record.text().strip()) is not bool(self.field.text().strip()):
            return self.tr("Give both the record and its field, or neither.")
        return ""

    def primary(self) -> str:
        return self.tr("Try it")

    def wish(self) -> "Wish":
        """The table as it was asked for."""
        from desktop_sync.bootstrap.building import Wish

        text = self.path.currentText().strip()
        path, _, query = text.partition("?") if "rest_route=" not in text else (text, "", "")
        known = self._system.document.tables.get(path) if self._system.document else None
        record, name = self.record.text().strip(), self.field.text().strip()
        return Wish(path, "", dict(parse_qsl(query)), known, record, name, None, made_of(self.make.text()))


class FoundPage(Page):
    """Each step with its calls, and what the connection can be trusted with. `wanted()`: try it."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__("", "")
        self.title, self.lead = self.tr("Tries"), self.tr("What the system answers")
        self.tree = QTreeWidget()
        self.verdict = label("", "strong", wrap=True)
        self.done = False
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(self.tr("Steps"))
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(self.tree, 1)
        column.addWidget(self.verdict)

    def enter(self) -> None:
        self.tree.clear()
        self.verdict.setText("")
        self.done, self.busy, self.error = False, self.tr("Trying …"), ""
        self.wanted.emit()

    def missing(self) -> str:
        return "" if self.done else self.tr("Go back and change what was asked for.")

    def show_step(self, step: "Step") -> None:
        """One step as it is done, with its calls below."""
        item = QTreeWidgetItem([f"{'✓' if step.ok else '–'}  {step.title}: {step.found}"])
        for one in step.exchanges:
            words = f"{one.method} {one.address} → {one.answer.status}"
            call = QTreeWidgetItem([words])
            answer = shown(one.data)
            call.addChild(QTreeWidgetItem([answer[:_WIDEST] + ("…" if len(answer) > _WIDEST else "")]))
            item.addChild(call)
        self.tree.addTopLevelItem(item)

    def show_finding(self, finding: "Finding") -> None:
        """One thing that was tried with the finished manifest."""
        sign = "–" if finding.ok is None else "✓" if finding.ok else "✗"
        self.tree.addTopLevelItem(QTreeWidgetItem([f"{sign}  {finding.words}"]))

    def finished(self, words: str, *, good: bool) -> None:
        """Everything is tried."""
        self.done, self.busy = True, ""
        set_tone(self.verdict, "good" if good else "bad")
        self.verdict.setText(words)
        self.updated.emit()

    def failed(self, words: str) -> None:
        """It could not be tried to the end."""
        self.busy, self.error = "", words
        self.updated.emit()


class KeepPage(Page):
    """The manifest, where it goes, and what the account is called."""

    def __init__(self) -> None:
        super().__init__("", "")
        self.title, self.lead = self.tr("Keep"), self.tr("The manifest describes the system; it can be corrected here.")
        self.text = QPlainTextEdit()
        self.file, self.name = QLineEdit(), QLineEdit()
        self.text.setAccessibleName(self.tr("Manifest"))
        form = QFormLayout()
        form.addRow(self.tr("File"), self.file)
        form.addRow(self.tr("Name of the account"), self.name)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(self.text, 1)
        column.addLayout(form)
        self.file.textChanged.connect(self.updated)
        self.name.textChanged.connect(self.updated)

    def missing(self) -> str:
        if not self.file.text().strip():
            return self.tr("Say where the manifest goes.")
        return "" if self.name.text().strip() else self.tr("Give the account a name.")

    def primary(self) -> str:
        return self.tr("Save and connect")


def made_of(text: str) -> dict[str, Any] | None:
    """FIELD=JSON; … as a record; None for nothing."""
    import json

    made: dict[str, Any] = {}
    for one in text.split(";"):
        name, equals, value = one.partition("=")
        if equals and name.strip():
            try:
                made[name.strip()] = json.loads(value)
            except ValueError:
                made[name.strip()] = value.strip()
    return made or None


def shown(data: Any) -> str:
    """An answer's JSON, for people."""
    import json

    return json.dumps(data, default=str, ensure_ascii=False)
