"""Set up a sync, or change one: tables, mapping, matching, rules, schedule, preview."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_sync.engine.sync_draft import KEY, answers_from, draft_of
from desktop_sync.engine.sync_flow import SYNC_STEPS, SyncAnswers, SyncFlow, answers_of
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.guide.opener import with_guide
from desktop_sync.gui.keys import EVERY
from desktop_sync.gui.mapper.folds import Folds
from desktop_sync.gui.text import later, tr
from desktop_sync.gui.widgets.basics import button
from desktop_sync.gui.wizards.account_wizard import AccountWizard
from desktop_sync.gui.wizards.base import WizardDialog
from desktop_sync.gui.wizards.sync_context import SyncContext
from desktop_sync.gui.wizards.sync_matching import MatchingPage
from desktop_sync.gui.wizards.sync_preview import Preview, PreviewPage
from desktop_sync.gui.wizards.sync_rules import RulesPage
from desktop_sync.gui.wizards.sync_tables import MappingPage, TablesPage
from desktop_sync.gui.wizards.sync_templates import TemplateDialog
from desktop_sync.gui.wizards.sync_trigger import TriggerPage
from desktop_sync.model.sync import StoredSync, SyncDefinition, Trigger
from desktop_sync.model.template import Fitted

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services
    from desktop_sync.gui.worker import WorkerHandle

STEPS = (later("Tables"), later("Mapping"), later("Matching"), later("Rules"), later("Schedule"), later("Preview"))


@dataclass(frozen=True)
class Found:
    """What the wizard begins with. `every`: seconds as text; `draft`: answers of an earlier sitting."""

    stored: StoredSync | None
    names: Sequence[str]
    every: str = ""
    draft: SyncAnswers | None = None


class SyncWizard(WizardDialog):
    """Sets up a sync, or changes the one called `existing`. `saved(str)`: its name.

    The preview of a new sync needs it in the workspace: it is stored without a schedule before the preview, so that it
    can't run by itself, and removed again when the wizard is cancelled.
    """

    saved = Signal(str)

    def __init__(
        self,
        handle: "WorkerHandle",
        parent: QWidget | None = None,
        existing: str | None = None,
        start: tuple[str, str] = ("", ""),
        folds: Folds | None = None,
    ) -> None:
        title = tr("Change {existing}", existing=existing) if existing else tr("New sync")
        super().__init__(title, (), STEPS, parent)
        self._handle, self._existing, self._start, self._folds = handle, existing, start, folds
        self._draft = ""
        self._run_after = False
        self._cancel = threading.Event()
        self.flow: SyncFlow | None = None
        self.tabs = existing is not None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(820, 520)
        self.resize(1120, 740)
        self.note.setText(tr("One moment …"))
        self.save_only = button(tr("Save without running"), self._save_only)
        self.footer.insertWidget(self.footer.count() - 1, self.save_only)
        self.later = button(
            tr("Save for later"), self._save_draft, "quiet", tr("Go on with it when you press “New sync” again")
        )
        self.anew = button(tr("Begin anew"), self._begin_anew, "quiet")
        self.footer.insertWidget(1, self.anew)
        self.footer.insertWidget(2, self.later)
        tip = tr("With the rules and the schedule as they are proposed")
        self.straight = button(tr("Straight to the preview"), self._straight, tip=tip)
        self.footer.insertWidget(self.footer.count() - 1, self.straight)
        for part in (self.next_button, self.back_button, self.save_only):
            part.setEnabled(False)
        for part in (self.save_only, self.later, self.anew, self.straight):
            part.hide()
        handle.look(lambda services: _stored(services, existing), self._begin, self._broken)

    def _begin(self, answer: Found) -> None:
        stored, names = answer.stored, answer.names
        self.flow = SyncFlow(stored.definition if stored else None, names)
        if stored is None and answer.draft is not None:
            self.flow.answers = answer.draft
            self.anew.show()
        elif stored is None and answer.every.isdecimal():
            self.flow.time(Trigger(int(answer.every)))
        self.context = SyncContext(self._handle, self.flow, self)
        self.tables_page, self.mapping_page = TablesPage(self.context), MappingPage(self.context, self._folds)
        self.finished.connect(self.mapping_page.whole.stop)
        self.matching_page, self.rules_page = MatchingPage(self.context), RulesPage(self.context)
        self.trigger_page, self.preview_page = TriggerPage(self.context), PreviewPage(self.context)
        self.tables_page.connect_asked.connect(self.connect_system)
        self.tables_page.template_asked.connect(self.start_from_template)
        self.preview_page.wanted.connect(self._preview)
        self._handle.progress.connect(self.preview_page.progressed)
        self.set_pages(
            (
                self.tables_page,
                self.mapping_page,
                self.matching_page,
                self.rules_page,
                self.trigger_page,
                self.preview_page,
            )
        )
        if stored is not None or answer.draft is not None:
            self.context.sides_read.connect(self.refresh)
            if self.flow.answers.a is not None and self.flow.answers.b is not None:
                self.context.read_sides()
        step, field = self._start
        wanted = [one.value for one in SYNC_STEPS].index(step) if step else 0
        if field:
            self.mapping_page.wanted = field
        self.begin(min(wanted, self.reachable()))

    def _broken(self, failure: Failure) -> None:
        self.note.setText(f"✕ {failure.sentence} {failure.advice}")

    def reachable(self) -> int:
        """Every step whose forerunners are done."""
        if self.flow is None:
            return 0
        done = 0
        for step in SYNC_STEPS[:-1]:
            if self.flow.missing(step):
                break
            done += 1
        return done if self.tabs else min(done, self.at)

    def refresh(self) -> None:
        super().refresh()
        preview = self.flow is not None and self.page is self.preview_page
        running = preview and not self.tabs and self.preview_page.runs
        self.save_only.setVisible(running)
        self.save_only.setEnabled(running and self.page.valid)
        self.straight.setVisible(not self.tabs and self._can_skip())
        self.later.setVisible(
            not self.tabs and not running and self.flow is not None and bool(draft_of(self.flow.answers))
        )
        if self.tabs and not self.page.busy and self.flow is not None:
            self.next_button.setText(tr("Save"))
            self.next_button.setEnabled(self.page.valid and self.flow.complete)

    def _can_skip(self) -> bool:
        """Whether what comes between here and the preview can stay as it is proposed."""
        flow, last = self.flow, len(SYNC_STEPS) - 1
        if flow is None or not 1 < self.at < last - 1 or not self.page.valid:
            return False
        return not any(flow.missing(step) for step in SYNC_STEPS[:last])

    def _straight(self) -> None:
        if self._can_skip():
            self.page.leave()
            self.begin(len(SYNC_STEPS) - 1)

    # setting it up in two sittings

    def _save_draft(self) -> None:
        """Keep what is answered so far, and close."""
        assert self.flow is not None
        text = draft_of(self.flow.answers)
        self._handle.look(lambda services: services.settings.put(KEY, text), self._draft_kept)

    def _draft_kept(self, _nothing: None) -> None:
        self.reject()

    def _begin_anew(self) -> None:
        """Forget the draft, and everything answered."""
        assert self.flow is not None
        self.flow.answers = SyncAnswers()
        self.anew.hide()
        self._forget_draft()
        self.begin(0)
        self.tables_page.begin_anew()

    def _forget_draft(self) -> None:
        self._handle.look(lambda services: services.settings.put(KEY, ""), self._draft_forgotten)

    def _draft_forgotten(self, _nothing: None) -> None:
        """Nothing to show."""

    def gaps(self) -> frozenset[int]:
        """Steps on which something is missing."""
        flow = self.flow
        return frozenset() if flow is None else frozenset(at for at, one in enumerate(SYNC_STEPS) if flow.missing(one))

    def start_from_template(self) -> None:
        """Choose a ready sync; it goes on at the mapping."""
        dialog = TemplateDialog(self._handle, self.context, self)
        dialog.fitted.connect(self._start_with)
        dialog.connect_asked.connect(self.connect_system)
        with_guide(dialog).open()

    def _start_with(self, fitted: Fitted) -> None:
        assert self.flow is not None
        self.flow.answers = answers_of(fitted.definition)
        self.tables_page.show_answers(named=True)
        self.mapping_page.tell(fitted.words)
        self.begin(1)

    def connect_system(self, kind: str = "") -> None:
        """Connect another system (of that kind); the new account can be chosen at once."""
        wizard = AccountWizard(self._handle, self, kind)
        wizard.saved.connect(lambda _name: self.context.read_accounts())
        with_guide(wizard).open()

    # the preview

    def _preview(self) -> None:
        assert self.flow is not None
        definition, new = self.flow.definition(), self._existing is None
        sink, cancel = self._handle.report(), threading.Event()
        self._cancel.set()  # the preview before, if it is still being made
        self._cancel = cancel

        def call(services: "Services") -> Preview:
            if not new:
                from desktop_sync.engine.scratching import Watch  # late: the engine is loaded in the worker

                effect = services.syncs.apply(definition, dry=True)
                what_if = services.what_ifs.what_if(definition, watch=Watch.of(sink, cancel))
                return Preview(sentences=effect.sentences, warnings=effect.warnings, what_if=what_if)
            effect = services.syncs.apply(replace(definition, trigger=Trigger()))
            pairs = tuple(services.runner.pairs(definition.name, progress=sink, cancel=cancel))
            plan = services.runner.plan(definition.name, progress=sink, cancel=cancel)
            return Preview(pairs, plan, effect.sentences, effect.warnings)

        if new:
            self._drop_draft(unless=definition.name)
            self._draft = definition.name
        self._handle.ask(call, self._previewed, self._not_previewed)

    def _previewed(self, preview: Preview) -> None:
        self.preview_page.took(preview)

    def _not_previewed(self, failure: Failure) -> None:
        if failure.cancelled:  # it was stopped for another one, or for good
            return
        self.preview_page.failed(failure)

    def _drop_draft(self, unless: str = "") -> None:
        """Remove the sync that only the preview needed."""
        draft = self._draft
        if draft and draft != unless:
            self._draft = ""
            self._handle.ask(lambda services: _remove_if_there(services, draft), self._dropped, self._not_dropped)

    def _dropped(self, _nothing: None) -> None:
        self._handle.changed.emit()

    def _not_dropped(self, failure: Failure) -> None:
        self._handle.failed.emit(failure)

    # the end

    def finish(self) -> None:
        """Save; a new sync whose first run has something to do runs at once."""
        self._run_after = self.preview_page.runs
        self._save()

    def _save_only(self) -> None:
        self._run_after = False
        self._save()

    def _save(self) -> None:
        assert self.flow is not None
        definition = self.flow.definition()
        self.page.busy, self.page.error = tr("Saving …"), ""
        self.refresh()
        self._handle.ask(lambda services: _apply(services, definition), self._saved, self._not_saved)

    def _saved(self, name: str) -> None:
        self._draft = ""
        self.page.busy = ""
        if self._existing is None:
            self._forget_draft()
        self.saved.emit(name)
        self._handle.changed.emit()
        if self._run_after:
            self._handle.run(name, approve=True)
        self.accept()

    def _not_saved(self, failure: Failure) -> None:
        self.page.busy, self.page.error = "", f"{failure.sentence} {failure.advice}".strip()
        self.refresh()

    def reject(self) -> None:
        self._cancel.set()
        self._drop_draft()
        super().reject()


def _stored(services: "Services", name: str | None) -> Found:
    """The sync to change, all syncs' names, how often a new one is proposed to run, and what was begun before."""
    names = [status.name for status in services.syncs.statuses()]
    if name:
        return Found(services.syncs.get(name), names)
    return Found(None, names, services.settings.get(EVERY, ""), answers_from(services.settings.get(KEY, "")))


def _apply(services: "Services", definition: SyncDefinition) -> str:
    services.syncs.apply(definition)
    return definition.name


def _remove_if_there(services: "Services", name: str) -> None:
    if any(status.name == name for status in services.syncs.statuses()):
        services.syncs.remove(name)
