"""The statements that give a database triggers, or take them out again, before they are carried out."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from desktop_sync.gui.errors import Failure
from desktop_sync.gui.widgets.basics import button, column, label
from desktop_sync.gui.widgets.foot import foot
from desktop_sync.gui.widgets.notes import Banner
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.sync import SideSpec

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services


class TriggersDialog(QDialog):
    """For one table. Accepted when the database has done it."""

    def __init__(self, handle: WorkerHandle, spec: SideSpec, *, install: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle, self._spec, self._install = handle, spec, install
        self.banner = Banner()
        self.sql = QPlainTextEdit()
        words = self.tr("Put them in") if install else self.tr("Take them out")
        self.deed = button(words, self._change, "primary")
        self.deed.setEnabled(False)
        self._build()
        handle.ask(partial(_sql, spec=spec, install=install), self._on_sql, self._on_failed)

    def _build(self) -> None:
        title = self.tr("Triggers for %1") if self._install else self.tr("Take the triggers off %1")
        words = (
            self.tr("The database then tells at once that something changed, never what. It carries out exactly this:")
            if self._install
            else self.tr(
                "Other syncs of this table no longer hear of changes at once, either. The database carries out exactly this:"
            )
        )
        self.setWindowTitle(self.tr("Triggers"))
        self.setModal(True)
        self.setMinimumWidth(640)
        self.sql.setReadOnly(True)
        self.sql.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.sql.setAccessibleName(self.tr("Statements"))
        self.sql.setMinimumHeight(170)
        self.sql.setPlaceholderText(self.tr("One moment …"))
        inner = column((22, 20, 22, 18), 12)
        inner.addWidget(label(title.replace("%1", f"{self._spec.account} · {self._spec.table}"), "name", wrap=True))
        inner.addWidget(label(words, "", "second", wrap=True))
        inner.addWidget(self.banner)
        inner.addWidget(self.sql, 1)
        inner.addLayout(foot(self, button(self.tr("Cancel"), self.reject), self.deed))
        self.setLayout(inner)

    @Slot(object)
    def _on_sql(self, statements: Sequence[str]) -> None:
        self.sql.setPlainText("\n\n".join(f"{one};" for one in statements))
        self.deed.setEnabled(True)

    def _change(self) -> None:
        self.deed.setEnabled(False)
        self._tell(self.tr("One moment …"), self.tr("The database carries it out."), "busy")
        spec, install = self._spec, self._install
        self._handle.ask(
            lambda services: services.notices.change(spec, install=install), self._on_done, self._on_failed
        )

    @Slot(object)
    def _on_done(self, _answer: object) -> None:
        self.accept()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self.sql.setPlaceholderText("")
        self._tell(failure.title, f"{failure.sentence} {failure.advice}".strip(), "bad")
        self.deed.setEnabled(bool(self.sql.toPlainText()))  # what was the matter may be put right meanwhile

    def _tell(self, title: str, words: str, tone: str) -> None:
        self.banner.show_words(title, words, tone=tone)
        inner = self.layout()
        if inner is not None:  # the statements keep their room
            self.resize(self.width(), max(self.height(), inner.totalHeightForWidth(self.width())))


def _sql(services: "Services", spec: SideSpec, *, install: bool) -> Sequence[str]:
    return services.notices.sql(spec, install=install)
