"""The sync wizard's page on matching: by which fields two records are the same thing, and what the first run does."""

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from desktop_sync.engine.sync_words import PairCount, count_pairs, first_run_words, proposed_keys
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.mapper.choice_table import QuietCombo
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import later, number, tr
from desktop_sync.gui.widgets.basics import button, frame, label, set_tone
from desktop_sync.gui.wizards.base import Page, scrolled
from desktop_sync.gui.wizards.sync_context import SyncContext
from desktop_sync.model.mapping import FieldLink, FirstRun
from desktop_sync.model.sync import Duplicates

MOST_FIELDS = 3
TITLES = {
    FirstRun.ASK: later("Ask me"),
    FirstRun.FILL_BLANKS: later("Fill blanks only"),
    FirstRun.PREFER_A: later("Prefer {a}"),
    FirstRun.PREFER_B: later("Prefer {b}"),
    FirstRun.NEWEST: later("The newest wins"),
}


class KeyRow(QWidget):
    """One match key: “first E-mail”, “then Name + Postcode”. `changed()`, `removed(KeyRow)`, `raised(KeyRow)`."""

    changed = Signal()
    removed = Signal(object)
    raised = Signal(object)

    def __init__(self, fields: list[tuple[str, str]], key: tuple[str, ...]) -> None:
        super().__init__()
        self.word = label("", "", "second")
        self.word.setFixedWidth(44)
        self.parts = [QuietCombo() for _ in range(MOST_FIELDS)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.word)
        for at, combo in enumerate(self.parts):
            combo.addItem(tr("Choose a field") if at == 0 else tr("alone") if at == 1 else tr("no third"), "")
            for name, title in fields:
                combo.addItem(title, name)
            combo.setCurrentIndex(max(0, combo.findData(key[at] if at < len(key) else "")))
            combo.setAccessibleName(tr("Field to match by") if at == 0 else tr("and by"))
            combo.currentIndexChanged.connect(self._changed)
            if at:
                row.addWidget(label("+", "", "third"))
            row.addWidget(combo, 1)
        self.up = button("↑", lambda: self.raised.emit(self), "quiet", tr("Try this one earlier"))
        self.away = button("✕", lambda: self.removed.emit(self), "quiet", tr("Remove this key"))
        row.addWidget(self.up)
        row.addWidget(self.away)
        self._arrange()

    def key(self) -> tuple[str, ...]:
        """The shared fields chosen."""
        return tuple(dict.fromkeys(str(part.currentData()) for part in self.parts if part.currentData()))

    def show_order(self, at: int) -> None:
        """Say which place it has."""
        self.word.setText(tr("first") if at == 0 else tr("then"))
        self.up.setEnabled(at > 0)

    def _changed(self) -> None:
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        """A further field only after the one before it."""
        for before, after in pairwise(self.parts):
            after.setEnabled(bool(before.currentData()))


class MatchingPage(Page):
    """Match keys and the first run's rule, with what they find on the samples."""

    def __init__(self, context: SyncContext) -> None:
        super().__init__(tr("Matching"), tr("By which fields are two records the same?"))
        self._context, self._flow = context, context.flow
        self._turn = 0
        self._proposed = False
        self.rows: list[KeyRow] = []
        self.count = label("", "strong", wrap=True)
        self.detail = label("", "meta", "second", wrap=True)
        self.choices: dict[FirstRun, QRadioButton] = {}
        self._words: dict[FirstRun, QLabel] = {}
        self._keys = QVBoxLayout()
        self._group, self._twins_group = QButtonGroup(self), QButtonGroup(self)
        self.twins: dict[Duplicates, QRadioButton] = {}
        self._build()

    def _build(self) -> None:
        inner, column = QWidget(), QVBoxLayout(self)
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(10)
        self._keys.setSpacing(8)
        words = tr("The first key that finds exactly one partner decides. Capitals and spaces make no difference.")
        rows.addWidget(label(words, "", "second", wrap=True))
        rows.addLayout(self._keys)
        self.add = button(tr("Add another key"), self.add_key, "link")
        rows.addWidget(self.add)
        box = frame("card")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(2)
        inside.addWidget(self.count)
        inside.addWidget(self.detail)
        rows.addWidget(box)
        rows.addSpacing(8)
        self._add_twins(rows)
        rows.addSpacing(8)
        rows.addWidget(label(tr("The first run, where a pair differs"), "name"))
        for rule in TITLES:
            self._add_rule(rows, rule)
        rows.addStretch(1)
        column.addWidget(scrolled(inner))

    def _add_twins(self, rows: QVBoxLayout) -> None:
        rows.addWidget(label(self.tr("The same record twice on one side"), "name"))
        for one, title, words in (
            (Duplicates.HOLD, self.tr("Wait for me"), self.tr("They are held, with a proposal for merging them.")),
            (Duplicates.CARRY, self.tr("Carry them as they are"), self.tr("Each of them is made on the other side.")),
        ):
            choice = QRadioButton(title)
            choice.toggled.connect(lambda on, one=one: self._flow.twins(one) if on else None)
            self.twins[one] = choice
            self._twins_group.addButton(choice)
            below = label(words, "meta", "second", wrap=True)
            below.setContentsMargins(25, 0, 0, 0)
            block = QVBoxLayout()
            block.setSpacing(0)
            block.addWidget(choice)
            block.addWidget(below)
            rows.addLayout(block)

    def _add_rule(self, rows: QVBoxLayout, rule: FirstRun) -> None:
        choice, words = QRadioButton(), label("", "meta", "second", wrap=True)
        words.setContentsMargins(25, 0, 0, 0)
        self.choices[rule], self._words[rule] = choice, words
        self._group.addButton(choice)
        choice.toggled.connect(lambda on, rule=rule: self._flow.begin_with(rule) if on else None)
        block = QVBoxLayout()
        block.setSpacing(0)
        block.addWidget(choice)
        block.addWidget(words)
        rows.addLayout(block)

    def enter(self) -> None:
        a, b = self._context.system("a"), self._context.system("b")
        for rule, choice in self.choices.items():
            choice.setText(tr(TITLES[rule], a=a, b=b))
            self._words[rule].setText(said(first_run_words(rule, a, b)))
            choice.setChecked(self._flow.answers.first_run is rule)
        self.twins[self._flow.answers.duplicates].setChecked(True)
        self._show_keys(self._flow.answers.match_keys)
        if not self._flow.answers.match_keys and not self._proposed and self._context.ready():
            self._proposed = True
            # without keys every record would be made on the other side, too: nobody goes on before they are there
            self.busy = self.tr("Looking for the fields by which records can be told apart …")
            self.updated.emit()
            definition = self._flow.definition()
            schemas, samples = self._context.schemas(), self._context.samples()
            self._context.compute(
                lambda: proposed_keys(definition, schemas, samples), self._take_proposal, self._proposal_failed
            )
        self._count()

    def fields(self) -> list[tuple[str, str]]:
        """The mapped fields that a key can be made of: shared name, and what it is called."""
        return [(link.name, self._title(link)) for link in self._flow.answers.links if link.a and link.b]

    def add_key(self) -> None:
        """Another row."""
        self._add_row(())
        self._keys_changed()
        self.rows[-1].parts[0].setFocus()

    def _title(self, link: FieldLink) -> str:
        if not self._context.ready():
            return link.name
        schema = self._context.sides["a"].schema
        labels = [field.label or field.name for name in link.a if (field := schema.field(name))]
        return " + ".join(labels) or link.name

    def _proposal_failed(self, failure: Failure) -> None:
        self.busy = ""
        self._count_failed(failure)
        self.updated.emit()

    def _take_proposal(self, keys: tuple[tuple[str, ...], ...]) -> None:
        self.busy = ""
        self.updated.emit()
        if keys and not any(row.key() for row in self.rows):
            self._show_keys(keys)
            self._keys_changed()

    def _show_keys(self, keys: tuple[tuple[str, ...], ...]) -> None:
        for row in self.rows:
            self._keys.removeWidget(row)
            row.deleteLater()
        self.rows = []
        for key in keys or ((),):
            self._add_row(key)
        self._order()

    def _add_row(self, key: tuple[str, ...]) -> None:
        row = KeyRow(self.fields(), key)
        row.changed.connect(self._keys_changed)
        row.removed.connect(self._remove)
        row.raised.connect(self._raise)
        self.rows.append(row)
        self._keys.addWidget(row)

    def _remove(self, row: KeyRow) -> None:
        self.rows.remove(row)
        self._keys.removeWidget(row)
        row.deleteLater()
        self._keys_changed()

    def _raise(self, row: KeyRow) -> None:
        at = self.rows.index(row)
        if at:
            self.rows.insert(at - 1, self.rows.pop(at))
            self._keys.removeWidget(row)
            self._keys.insertWidget(at - 1, row)
            self._keys_changed()

    def _order(self) -> None:
        for at, row in enumerate(self.rows):
            row.show_order(at)

    def _keys_changed(self) -> None:
        self._order()
        self._flow.match([row.key() for row in self.rows])
        self._count()
        self.updated.emit()

    # counting

    def _count(self) -> None:
        if not self._context.ready():
            return
        if not self._flow.answers.match_keys:
            self._tell(
                tr("Without a key no record is recognised."),
                tr("Every record counts as new: what is on both sides already would be there twice."),
                "care",
            )
            return
        self._turn += 1
        turn, definition = self._turn, self._flow.definition()
        schemas, samples = self._context.schemas(), self._context.samples()
        self._context.compute(
            lambda: (turn, count_pairs(definition, schemas, samples)), self._take_count, self._count_failed
        )

    def _take_count(self, answer: tuple[int, PairCount]) -> None:
        turn, count = answer
        if turn != self._turn:
            return
        if count.problem:
            self._tell(tr("The samples could not be paired."), said(count.problem), "care")
            return
        a, b = self._context.system("a"), self._context.system("b")
        samples = self._context.samples()
        parts = [
            tr("{number} fit more than one", number=number(count.ambiguous)) if count.ambiguous else "",
            tr("{number} only in {a}", number=number(count.only_a), a=a) if count.only_a else "",
            tr("{number} only in {b}", number=number(count.only_b), b=b) if count.only_b else "",
        ]
        size = tr(
            "Of {a} and {b} sample records. ",
            a=len(samples["a"]),
            b=len(samples["b"]),
        )
        rest = ", ".join(part for part in parts if part)
        words = tr("1 pair found") if count.pairs == 1 else tr("{count} pairs found", count=count.pairs)
        self._tell(
            words, size + (rest + "." if rest else tr("All found their partner.")), "good" if count.pairs else "care"
        )

    def _count_failed(self, failure: Failure) -> None:
        self._tell(tr("The samples could not be paired."), failure.sentence, "care")

    def _tell(self, words: str, detail: str, tone: str) -> None:
        mark = {"good": "✓ ", "care": "▲ "}[tone]
        self.count.setText(mark + words)
        set_tone(self.count, tone)
        self.detail.setText(detail)
