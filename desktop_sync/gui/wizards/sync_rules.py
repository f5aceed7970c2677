"""The sync wizard's page on rules."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_sync.engine.sync_flow import SyncStep
from desktop_sync.engine.sync_words import conflict_words, delete_words
from desktop_sync.gui.mapper.choice_table import QuietCombo
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import later, tr
from desktop_sync.gui.widgets.basics import label, spin_box
from desktop_sync.gui.wizards.base import Page, scrolled
from desktop_sync.gui.wizards.sync_context import SyncContext
from desktop_sync.gui.wizards.sync_records import ChecksSection, RecordsSection
from desktop_sync.model.mapping import ConflictRule
from desktop_sync.model.record import SIDES, Side, other
from desktop_sync.model.sync import Archive, DeletePolicy, Guard, Limit

GUARDS = (
    ("max_deletes", later("of the records would be deleted"), Guard().max_deletes),
    ("max_updates", later("of the pairs would be changed"), Guard().max_updates),
    ("max_blanks", later("of one field’s values would turn blank"), Guard().max_blanks),
    ("max_same", later("of one field’s values would become one and the same"), Guard().max_same),
)


class DeleteRule(QWidget):
    """What a delete on one side does to the other. `changed()`."""

    changed = Signal()

    def __init__(self, target: Side, context: SyncContext) -> None:
        super().__init__()
        self._target: Side = target
        self._context = context
        self.caption = label("", "strong", wrap=True)
        self.policy, self.field, self.value = QuietCombo(), QuietCombo(), QLineEdit()
        self.words = label("", "meta", "second", wrap=True)
        self._archive = QWidget()
        row = QHBoxLayout(self._archive)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (label(tr("Set"), "", "second"), self.field, label(tr("to"), "", "second"), self.value):
            row.addWidget(part, 0 if isinstance(part, QLabel) else 1)
        self.field.setAccessibleName(tr("Field that marks a record as archived"))
        self.value.setAccessibleName(tr("Value that marks a record as archived"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for below in (self.caption, self.policy, self._archive, self.words):
            column.addWidget(below)
        self.policy.currentIndexChanged.connect(self._changed)
        self.field.currentIndexChanged.connect(self._changed)
        self.value.textChanged.connect(self._changed)

    def show_rule(self, policy: DeletePolicy, archive: Archive | None) -> None:
        """Show a rule."""
        context = self._context
        source, target = context.system(other(self._target)), context.system(self._target)
        self.caption.setText(tr("A record is deleted in {source}", source=source))
        self.policy.setAccessibleName(self.caption.text())
        for combo in (self.policy, self.field):
            combo.blockSignals(True)
            combo.clear()
        titles = {
            DeletePolicy.IGNORE: tr("Leave it in {target}", target=target),
            DeletePolicy.PROPAGATE: tr("Delete it in {target}, too", target=target),
            DeletePolicy.ARCHIVE: tr("Archive it in {target}", target=target),
            DeletePolicy.UNLINK: tr("Take the pair apart"),
        }
        for one, title in titles.items():
            self.policy.addItem(title, one)
        self.policy.setCurrentIndex(list(titles).index(policy))
        self.field.addItem(tr("Choose a field"), "")
        if context.ready():
            for field in context.sides[self._target].schema.fields:
                if not field.read_only:
                    self.field.addItem(field.label or field.name, field.name)
        self.field.setCurrentIndex(max(0, self.field.findData(archive.field if archive else "")))
        for combo in (self.policy, self.field):
            combo.blockSignals(False)
        self.value.setText(archive.value if archive else "")
        self._tell()

    def rule(self) -> tuple[DeletePolicy, Archive | None]:
        """The rule as chosen."""
        policy = DeletePolicy(self.policy.currentData())
        if policy is not DeletePolicy.ARCHIVE:
            return policy, None
        return policy, Archive(str(self.field.currentData() or ""), self.value.text())

    def _changed(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        policy = DeletePolicy(self.policy.currentData())
        self._archive.setVisible(policy is DeletePolicy.ARCHIVE)
        self.words.setText(said(delete_words(policy, self._context.system(self._target))))


class LimitRow(QWidget):
    """One guard: on or off, and its percentage. `changed()`."""

    changed = Signal()

    def __init__(self, words: str, usual: Limit) -> None:
        super().__init__()
        self._limit = self._usual = usual
        self.on = QCheckBox(tr("Wait for me when more than"))
        self.on.setAccessibleName(tr("Guard: more than a share {words}", words=words))
        self.percent = spin_box()
        self.percent.setRange(0, 100)
        self.percent.setSuffix(" %")
        self.percent.setFixedWidth(84)
        self.percent.setAccessibleName(tr("Percent {words}", words=words))
        self.words = label("", "")
        self._text = words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.on, self.percent, self.words):
            row.addWidget(part)
        row.addStretch(1)
        self.on.toggled.connect(self._changed)
        self.percent.valueChanged.connect(self._changed)

    def show_limit(self, limit: Limit) -> None:
        """Show a limit."""
        self._limit = limit
        shown = self._usual if limit.off else limit
        for widget in (self.on, self.percent):
            widget.blockSignals(True)
        self.on.setChecked(not limit.off)
        self.percent.setValue(round(shown.percent or 0))
        for widget in (self.on, self.percent):
            widget.blockSignals(False)
        # A file may give a count alone; the percentage is then none of ours.
        self.percent.setVisible(shown.percent is not None)
        self.percent.setEnabled(not limit.off)
        count = tr("or {count} ", count=shown.count) if shown.count is not None and shown.percent is not None else ""
        alone = f"{shown.count:,} " if shown.percent is None and shown.count is not None else ""
        self.words.setText(f"{alone}{count}{self._text}")

    def limit(self) -> Limit:
        """The limit as set."""
        if not self.on.isChecked():
            return Limit()
        base = self._usual if self._limit.off else self._limit
        return replace(base, percent=float(self.percent.value())) if base.percent is not None else base

    def _changed(self) -> None:
        self.percent.setEnabled(self.on.isChecked())
        self.changed.emit()


class RulesPage(Page):
    """Conflicts, deletes, guards."""

    def __init__(self, context: SyncContext) -> None:
        super().__init__(
            tr("Rules"), tr("What happens when both sides change, when something is deleted, when too much changes?")
        )
        self._context, self._flow = context, context.flow
        self.conflict = QuietCombo()
        self.conflict_words = label("", "meta", "second", wrap=True)
        self.overrides = label("", "meta", "second", wrap=True)
        self.deletes: dict[Side, DeleteRule] = {side: DeleteRule(side, context) for side in SIDES}
        self.limits = {key: LimitRow(tr(words), usual) for key, words, usual in GUARDS}
        self.records, self.checks = RecordsSection(context), ChecksSection(context)
        self._build()

    def _build(self) -> None:
        self.conflict.setAccessibleName(tr("When the same field was changed on both sides"))
        inner, outer = QWidget(), QVBoxLayout(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        column.addWidget(label(tr("The same field was changed on both sides"), "name"))
        self.conflict.setMaximumWidth(420)
        for part in (self.conflict, self.conflict_words, self.overrides):
            column.addWidget(part)
        column.addSpacing(14)
        column.addWidget(label(tr("Deletes"), "name"))
        row = QHBoxLayout()
        row.setSpacing(24)
        for side in ("b", "a"):
            row.addWidget(self.deletes["a" if side == "a" else "b"], 1)
        column.addLayout(row)
        column.addSpacing(14)
        column.addWidget(label(tr("Guards"), "name"))
        column.addWidget(
            label(tr("Past one of these nothing is written until you have looked at the plan."), "", "second")
        )
        for limit in self.limits.values():
            column.addWidget(limit)
            limit.changed.connect(self._put)
        for section in (self.records, self.checks):
            column.addSpacing(14)
            column.addWidget(section)
            section.changed.connect(self.updated)
        column.addStretch(1)
        outer.addWidget(scrolled(inner))
        self.conflict.currentIndexChanged.connect(self._put)
        for rule in self.deletes.values():
            rule.changed.connect(self._put)

    def enter(self) -> None:
        a, b = self._context.system("a"), self._context.system("b")
        rules, guard = self._flow.answers.rules, self._flow.answers.guard
        titles = {
            ConflictRule.ASK: tr("Ask me"),
            ConflictRule.NEWEST: tr("The newer change wins"),
            ConflictRule.A: tr("{a} wins", a=a),
            ConflictRule.B: tr("{b} wins", b=b),
        }
        self.conflict.blockSignals(True)
        self.conflict.clear()
        for rule, title in titles.items():
            self.conflict.addItem(title, rule)
        self.conflict.setCurrentIndex(list(titles).index(rules.conflict))
        self.conflict.blockSignals(False)
        for side, policy, archive in (("b", rules.a_to_b, rules.archive_b), ("a", rules.b_to_a, rules.archive_a)):
            rule_of = self.deletes["a" if side == "a" else "b"]
            rule_of.blockSignals(True)
            rule_of.show_rule(policy, archive)
            rule_of.blockSignals(False)
        for key, limit in self.limits.items():
            limit.show_limit(getattr(guard, key))
        self.records.show_answers()
        self.checks.show_answers()
        self._tell()

    def missing(self) -> str:
        missing = self._flow.missing(SyncStep.RULES)
        return said(missing[0].words) if missing else ""

    def _put(self) -> None:
        (a_to_b, archive_b), (b_to_a, archive_a) = self.deletes["b"].rule(), self.deletes["a"].rule()
        rules = self._flow.answers.rules
        conflict = ConflictRule(self.conflict.currentData())
        self._flow.rule(
            replace(rules, conflict=conflict, a_to_b=a_to_b, b_to_a=b_to_a, archive_a=archive_a, archive_b=archive_b)
        )
        self._flow.guard(Guard(**{key: limit.limit() for key, limit in self.limits.items()}))
        self._tell()
        self.updated.emit()

    def _tell(self) -> None:
        a, b = self._context.system("a"), self._context.system("b")
        self.conflict_words.setText(said(conflict_words(self._flow.answers.rules.conflict, a, b)))
        own = [link for link in self._flow.answers.links if link.conflict is not None]
        titles = {
            ConflictRule.ASK: tr("ask"),
            ConflictRule.NEWEST: tr("the newer wins"),
            ConflictRule.A: tr("{a} wins", a=a),
        }
        titles[ConflictRule.B] = tr("{b} wins", b=b)
        parts = [f"{link.name}: {titles[link.conflict]}" for link in own if link.conflict is not None]
        count = (
            f"{len(own)} {tr('field has a rule of its own') if len(own) == 1 else tr('fields have rules of their own')}"
        )
        self.overrides.setText(f"{count}: {'; '.join(parts)}." if own else "")
        self.overrides.setVisible(bool(own))
