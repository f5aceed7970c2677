"""“My system is not listed”: a connector made by trying calls against the live system, each shown with its answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_sync.gui.errors import Failure
from desktop_sync.gui.text import later, tr
from desktop_sync.gui.wizards.base import WizardDialog
from desktop_sync.gui.wizards.builder_pages import FoundPage, KeepPage, RecordsPage, SystemPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_sync.bootstrap.building import Finding, Step, Wanted
    from desktop_sync.engine.services import Services
    from desktop_sync.gui.worker import WorkerHandle

STEPS = (later("System"), later("Records"), later("Tries"), later("Keep"))


@dataclass(frozen=True)
class Built:
    """What came of it. `file`: where the manifest goes usually."""

    text: str = field(repr=False)
    findings: "Sequence[Finding]"
    verdict: str
    file: Path
    name: str


class BuilderWizard(WizardDialog):
    """Makes a manifest and an account with it. `saved(str)`: the account's name. What talks to the system runs in the worker."""

    saved = Signal(str)
    stepped = Signal(object)
    """A `Step`, as it is done; emitted in the worker's thread."""
    found = Signal(object)
    """A `Finding`, likewise."""

    def __init__(self, handle: "WorkerHandle", parent: QWidget | None = None) -> None:
        super().__init__(tr("Connect a system that is not listed"), (), STEPS, parent)
        self._handle = handle
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 640)
        self.system_page = SystemPage()
        self.records_page = RecordsPage(self.system_page)
        self.found_page = FoundPage()
        self.keep_page = KeepPage()
        self.found_page.wanted.connect(self._try)
        self.stepped.connect(self.found_page.show_step)
        self.found.connect(self.found_page.show_finding)
        self.set_pages((self.system_page, self.records_page, self.found_page, self.keep_page))
        self.begin()

    def _try(self) -> None:
        wanted = self.system_page.wanted((self.records_page.wish(),))
        signs = self.system_page.given()
        stepped, found = self.stepped.emit, self.found.emit
        self._handle.ask(
            lambda services: _built(services, wanted, signs, (stepped, found)), self._took, self._not_built
        )

    def _took(self, built: Built) -> None:
        self.keep_page.text.setPlainText(built.text)
        self.keep_page.file.setText(str(built.file))
        self.keep_page.name.setText(built.name)
        self.found_page.finished(built.verdict, good=not any(one.ok is False for one in built.findings))

    def _not_built(self, failure: Failure) -> None:
        self.found_page.failed(f"{failure.sentence} {failure.advice}".strip())

    def finish(self) -> None:
        """Write the manifest and add the account."""
        page = self.keep_page
        file, name, text = Path(page.file.text().strip()), page.name.text().strip(), page.text.toPlainText()
        settings, secrets = self.system_page.given()
        page.busy, page.error = tr("Saving …"), ""
        self.refresh()
        self._handle.ask(
            lambda services: _keep(services, file, text, (name, settings, secrets)), self._saved, self._not_saved
        )

    def _saved(self, name: str) -> None:
        self.keep_page.busy = ""
        self.saved.emit(name)
        self._handle.changed.emit()
        self.accept()

    def _not_saved(self, failure: Failure) -> None:
        self.keep_page.busy, self.keep_page.error = "", f"{failure.sentence} {failure.advice}".strip()
        self.refresh()


def _built(
    services: "Services",
    wanted: "Wanted",
    signs: tuple[dict[str, str], dict[str, str]],
    tell: "tuple[Callable[[Step], None], Callable[[Finding], None]]",
) -> Built:
    """The manifest, and what it can be trusted with: on a file of its own, which is gone afterwards."""
    import tempfile
    from contextlib import closing

    from desktop_sync.bootstrap.building import Trial, build, live, try_live, value_near, verdict

    text, _ = build(wanted, tell[0])
    (wish,) = wanted.wishes
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tried.toml"
        file.write_text(text, "utf-8")
        with closing(live(file, *signs)) as connector:
            value = value_near(connector, wish.table, wish.record, wish.field)
            findings = try_live(connector, Trial(wish.table, wish.record, wish.field, value, wish.make), tell[1])
    taken = {account.name.casefold() for account in services.accounts.list()}
    name = next(
        one
        for one in (wanted.names[1], *(f"{wanted.names[1]} {n}" for n in range(2, 99)))
        if one.casefold() not in taken
    )
    return Built(text, findings, verdict(findings), services.folder / "connectors" / f"{wanted.names[0]}.toml", name)


def _keep(services: "Services", file: Path, text: str, account: tuple[str, dict[str, str], dict[str, str]]) -> str:
    from desktop_sync.bootstrap.building import keep_manifest

    keep_manifest(file, text)
    name, settings, secrets = account
    services.accounts.add(name, "rest", {"manifest": str(file), **settings}, secrets)
    return name
