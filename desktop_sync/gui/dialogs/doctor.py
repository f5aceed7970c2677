"""“Check everything”: what `doctor` finds, each problem with the step that helps; and the support bundle for somebody who helps."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QScrollArea, QWidget

from desktop_sync.gui.errors import Failure
from desktop_sync.gui.guide.opener import opener
from desktop_sync.gui.phrases import said
from desktop_sync.gui.places import Act, Go, Place, Wish
from desktop_sync.gui.text import tr
from desktop_sync.gui.widgets.basics import button, column, label, row
from desktop_sync.gui.widgets.foot import foot
from desktop_sync.gui.widgets.notes import Banner
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.report import Finding, FixKind

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

HELP = "troubleshooting.md"


class DoctorDialog(QDialog):
    """Looks as soon as it opens. Problems stand first."""

    wish = Signal(object)
    """A `Wish`: what helps with an account or a sync."""
    go = Signal(object)
    """A `Go`: to the mapping of a sync."""

    def __init__(self, handle: WorkerHandle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle = handle
        self.banner = Banner()
        self.findings: Sequence[Finding] = ()
        self.fixes: list[QWidget] = []
        self._area = QScrollArea()
        self.again_button = button(self.tr("Check again"), self.check)
        self.bundle_button = button(self.tr("Save a support bundle …"), self._ask_file)
        self._build()
        self.check()

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Check everything"))
        self.resize(760, 560)
        self.setMinimumSize(560, 380)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        words = self.tr(
            "The workspace, each account and each sync. A support bundle is a file for somebody who helps you: versions, these findings, "
            "how your syncs are set up, and the log, without values of your records and without passwords."
        )
        inner = column((22, 20, 22, 18), 12)
        inner.addWidget(label(self.tr("Check everything"), "page"))
        inner.addWidget(label(words, "", "second", wrap=True))
        inner.addWidget(self.banner)
        inner.addWidget(self._area, 1)
        inner.addLayout(
            foot(self, button(self.tr("Close"), self.reject), start=(self.bundle_button, self.again_button))
        )
        self.setLayout(inner)

    @Slot()
    def check(self) -> None:
        """Look at everything anew; every system is asked."""
        self.again_button.setEnabled(False)
        self.banner.show_words(self.tr("One moment …"), self.tr("Every system is asked."), tone="busy")
        self._handle.ask(lambda services: services.doctor.check(), self._on_found, self._on_failed)

    @Slot(object)
    def _on_found(self, findings: Sequence[Finding]) -> None:
        self.findings = sorted(findings, key=lambda one: one.ok)
        self.again_button.setEnabled(True)
        bad = sum(not one.ok for one in findings)
        if bad:
            self.banner.show_words(self.tr("%n thing(s) to look at", "", bad), "")
        else:
            self.banner.show_words(self.tr("All is well"), "", tone="good")
        self.fixes = []
        inside, lines = QWidget(), column((0, 0, 10, 0), 14)
        for one in self.findings:
            lines.addLayout(self._line(one))
        lines.addStretch(1)
        inside.setLayout(lines)
        inside.setProperty("ground", "none")
        self._area.setWidget(inside)

    def _line(self, one: Finding) -> QHBoxLayout:
        words = column(spacing=2)
        words.addWidget(label(self._subject(one), "strong"))
        words.addWidget(label(said(one.message), "", "" if one.ok else "bad", wrap=True))
        if one.remedy and not (
            one.fix and one.remedy.startswith("desktop-sync ")
        ):  # a command, of which the button is the same
            words.addWidget(label(said(one.remedy), "", "second", wrap=True))
        line = row(spacing=12)
        mark = label("✓" if one.ok else "▲", "strong", "good" if one.ok else "bad")
        mark.setAccessibleName(self.tr("in order") if one.ok else self.tr("to look at"))
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        if not one.ok:
            fix = self._fix(one)
            fix.setAccessibleDescription(self._subject(one))
            self.fixes.append(fix)
            line.addWidget(fix)
        return line

    def _subject(self, one: Finding) -> str:
        return self.tr("The workspace") if one.subject == "workspace" else said(one.subject)

    def _fix(self, one: Finding) -> QWidget:
        if one.fix is FixKind.SIGN_IN:
            return button(self.tr("Sign in again …"), partial(self._wished, Wish(Act.RECONNECT, one.name)))
        if one.fix is FixKind.RESUME:
            return button(self.tr("Let it run again"), partial(self._wished, Wish(Act.RESUME, one.name)))
        if one.fix is FixKind.MAPPING:
            return button(self.tr("Open the mapping …"), partial(self._gone, one.name))
        return button(self.tr("What helps"), partial(opener().show_page, HELP))

    def _wished(self, wish: Wish) -> None:
        self.wish.emit(wish)
        if wish.act is Act.RESUME:
            self.check()

    def _gone(self, sync: str) -> None:
        self.accept()
        self.go.emit(Go(Place.EDITOR, sync, step="mapping"))

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self.again_button.setEnabled(True)
        self.bundle_button.setEnabled(True)
        self.banner.show_words(failure.title, f"{failure.sentence} {failure.advice}".strip(), tone="bad")

    # ---- the support bundle
    def _ask_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save a support bundle"), "desktop-sync-support.zip", tr("ZIP files (*.zip)")
        )
        if name:
            self.save(Path(name))

    def save(self, file: Path) -> None:
        """Write the bundle there."""
        self.bundle_button.setEnabled(False)
        self.banner.show_words(self.tr("One moment …"), self.tr("Every system is asked."), tone="busy")
        self._handle.ask(partial(_bundle, file=file), self._on_saved, self._on_failed)

    @Slot(object)
    def _on_saved(self, file: Path) -> None:
        self.bundle_button.setEnabled(True)
        words = self.tr("Look through it before you send it: each file in it is text.")
        self.banner.show_words(self.tr("%1 is written").replace("%1", file.name), words, tone="good")


def _bundle(services: "Services", file: Path) -> Path:
    from desktop_sync.bootstrap.support import write_bundle

    write_bundle(services, file)
    services.audit.record("user", "support.bundle", file.name)
    return file
