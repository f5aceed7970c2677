"""The lens editor: a card over the mapper, not modal. Shows what a lens would do before it is used."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_sync.gui.mapper.card import OverCard
from desktop_sync.gui.mapper.choice_table import QuietCombo
from desktop_sync.gui.mapper.judge import Grade, Verdict, judge, lens_of, pass_through, source_sides, values_of
from desktop_sync.gui.mapper.lens_fit import Fit, fits
from desktop_sync.gui.mapper.links import Tables, names_of
from desktop_sync.gui.mapper.model import MapperModel
from desktop_sync.gui.mapper.params import ParamForm, in_systems
from desktop_sync.gui.mapper.strip import Flow, FlowCell, flow_pair
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import tr
from desktop_sync.gui.widgets.basics import ElidedLabel, button, label, set_tone
from desktop_sync.model.mapping import BlankRule, ConflictRule, Direction, FieldLink, LensSpec
from desktop_sync.model.record import SIDES, Record, Side
from desktop_sync.sync.lenses import LensInfo


class RuleForm(QWidget):
    """Direction, conflict rule, blank rule, required, sensitive. `changed()`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.direction, self.conflict, self.blank = QuietCombo(), QuietCombo(), QuietCombo()
        self.required = QCheckBox(tr("Required: hold a record where this is blank"))
        self.sensitive = QCheckBox(tr("Sensitive: hide its values on screen"))
        form = QVBoxLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(3)
        for caption, field in (
            (tr("Direction"), self.direction),
            (tr("When both sides changed it"), self.conflict),
            (tr("A blank"), self.blank),
        ):
            name = label(caption, "meta", "second")
            name.setBuddy(field)
            field.setAccessibleName(caption)
            field.currentIndexChanged.connect(self.changed)
            form.addWidget(name)
            form.addWidget(field)
            form.addSpacing(6)
        for one in (self.required, self.sensitive):
            one.toggled.connect(self.changed)
            form.addWidget(one)
        form.addStretch(1)

    def show_link(self, link: FieldLink, tables: Tables) -> None:
        """Show a link's rules."""
        a, b = tables.system("a"), tables.system("b")
        ways = (
            (tr("⇄  Both ways"), Direction.BOTH),
            (tr("→  Only to {b}", b=b), Direction.A_TO_B),
            (tr("←  Only to {a}", a=a), Direction.B_TO_A),
        )
        self._fill(self.direction, ways, link.direction)
        rules = (
            (tr("As the sync’s rules say"), None),
            (tr("The newer change wins"), ConflictRule.NEWEST),
            (tr("{a} wins", a=a), ConflictRule.A),
            (tr("{b} wins", b=b), ConflictRule.B),
            (tr("Ask me"), ConflictRule.ASK),
        )
        self._fill(self.conflict, rules, link.conflict)
        blanks = (
            (tr("is a value like any other"), BlankRule.VALUE),
            (tr("never overwrites a filled value"), BlankRule.KEEP),
        )
        self._fill(self.blank, blanks, link.blank)
        self.required.setChecked(link.required)
        self.sensitive.setChecked(link.sensitive)

    def applied(self, link: FieldLink) -> FieldLink:
        """The link with these rules."""
        conflict = self.conflict.currentData()  # Qt gives a StrEnum back as plain text
        return replace(
            link,
            direction=Direction(self.direction.currentData()),
            conflict=ConflictRule(conflict) if conflict is not None else None,
            blank=BlankRule(self.blank.currentData()),
            required=self.required.isChecked(),
            sensitive=self.sensitive.isChecked(),
        )

    @staticmethod
    def _fill(combo: QuietCombo, entries: Sequence[tuple[str, object]], chosen: object) -> None:
        combo.blockSignals(True)
        combo.clear()
        for text, data in entries:
            combo.addItem(text, data)
        combo.setCurrentIndex([data for _, data in entries].index(chosen))
        combo.blockSignals(False)


class LensEditor(OverCard):
    """Edits one link in a draft; “Use this lens” makes it the link."""

    def __init__(self, model: MapperModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._at: int | None = None
        self._link: FieldLink | None = None
        self._fits: tuple[Fit, ...] = ()
        self.title = ElidedLabel("", "name")
        self.lens = QuietCombo(self)
        self.summary = label("", "meta", "second", wrap=True)
        self.params = ParamForm(self)
        self.rules = RuleForm(self)
        self.there, self.back = FlowCell(self), FlowCell(self)
        self.note = label("", "meta", "second", wrap=True)
        self.use = button(tr("Use this lens"), self.apply, "primary")
        self.cancel = button(tr("Cancel"), self.close_card)
        self._build()

    def _build(self) -> None:
        self.lens.setAccessibleName(tr("Lens"))
        head, body, left, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        head.addWidget(self.title, 1)
        inner, scroll = QWidget(), QScrollArea()
        inner.setProperty("ground", "none")
        left_inner = QVBoxLayout(inner)
        left_inner.setContentsMargins(0, 0, 10, 0)
        left_inner.addWidget(self.summary)
        left_inner.addWidget(self.params, 1)
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left.setSpacing(4)
        left.addWidget(label(tr("Lens"), "meta", "second"))
        left.addWidget(self.lens)
        left.addWidget(scroll, 1)
        body.setSpacing(20)
        body.addLayout(left, 11)
        body.addWidget(self.rules, 9)
        flows = QHBoxLayout()
        flows.setSpacing(16)
        flows.addWidget(self.there, 1)
        flows.addWidget(self.back, 1)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.use)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(body, 1)
        column.addLayout(flows)
        column.addLayout(foot)
        self.lens.currentIndexChanged.connect(self._lens_chosen)
        self.params.changed.connect(self._preview)
        self.rules.changed.connect(self._preview)

    def open_link(self, at: int) -> None:
        """Show the link's lens and rules."""
        tables = self._model.tables
        assert tables is not None
        self._at, self._link = at, self._model.links()[at]
        self.title.setText(tables.title(self._link))
        self.rules.show_link(self._link, tables)
        self._fits = fits(tables.fields("a", self._link.a), tables.fields("b", self._link.b))
        self._fill_lenses()
        self._show_params()
        self._preview()
        self.show()
        self.raise_()
        self.lens.setFocus()

    def draft(self) -> FieldLink | None:
        """The link as it would be."""
        info = self._info()
        if self._link is None or info is None:
            return None
        params = self.params.params()
        return self.rules.applied(replace(self._link, lens=self._spec(info, params)))

    def apply(self) -> None:
        """Make the draft the link (undo takes it back), and close."""
        draft, at = self.draft(), self._at
        self.close_card()
        if draft is not None and at is not None and at < len(self._model.links()):
            self._model.change(at, draft)

    def wanted_height(self) -> int:
        """How high it would like to be."""
        return 540 if self.params.table is not None else 410

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.use.isEnabled():
            self.apply()
        else:
            super().keyPressEvent(event)

    # lens and preview

    def _spec(self, info: LensInfo, params: dict[str, object]) -> LensSpec:
        """Left out where it is what the types say anyway, as it was before."""
        assert self._link is not None
        if not self._link.lens.name and not params and info.name == self._usual():
            return LensSpec()
        return LensSpec(info.name, params)

    def _usual(self) -> str:
        tables, link = self._model.tables, self._link
        assert tables is not None
        assert link is not None
        built = lens_of(replace(link, lens=LensSpec()), tables)
        return "" if isinstance(built, str) else built.name

    def _fill_lenses(self) -> None:
        assert self._link is not None
        wanted = self._link.lens.name or self._usual()
        model = QStandardItemModel(self.lens)
        for fit in self._fits:
            item = QStandardItem(said(fit.info.label) if not fit.reason else f"{said(fit.info.label)} — {fit.reason}")
            item.setData(fit.info.name, Qt.ItemDataRole.UserRole)
            item.setToolTip(fit.reason or said(fit.info.summary))
            item.setEnabled(not fit.reason)
            model.appendRow(item)
        self.lens.blockSignals(True)
        self.lens.setModel(model)
        names = [fit.info.name for fit in self._fits]
        self.lens.setCurrentIndex(names.index(wanted) if wanted in names else -1)
        self.lens.blockSignals(False)

    def choose_lens(self, name: str) -> None:
        """Choose a lens by name."""
        self.lens.setCurrentIndex([fit.info.name for fit in self._fits].index(name))

    def _info(self) -> LensInfo | None:
        at = self.lens.currentIndex()
        return self._fits[at].info if 0 <= at < len(self._fits) else None

    def _lens_chosen(self) -> None:
        self._show_params()
        self._preview()

    def _show_params(self) -> None:
        info, tables, link = self._info(), self._model.tables, self._link
        words = (
            in_systems(info.summary, tables.system)
            if info and tables
            else tr("No lens fits these fields. Link others.")
        )
        self.summary.setText(words)
        self.params.setVisible(info is not None)
        if info is None or tables is None or link is None:
            return
        same = info.name in {link.lens.name, self._usual() if not link.lens.name else ""}
        shown = link if same else replace(link, lens=LensSpec(info.name))
        self.params.show_lens(info, shown, tables, {side: self._model.tried_on(side) for side in SIDES})

    def _preview(self) -> None:
        draft, tables = self.draft(), self._model.tables
        if draft is None or tables is None:
            self.use.setEnabled(False)
            return
        samples: dict[Side, tuple[Record, ...]] = {side: self._model.samples(side) for side in SIDES}
        verdict = judge(draft, tables, samples)
        self.use.setEnabled(not verdict.grade.wrong)
        set_tone(
            self.note, {Grade.FINE: "good", Grade.LOSSY: "care", Grade.BROKEN: "bad", Grade.GONE: "bad"}[verdict.grade]
        )
        self.note.setText(_note(verdict))
        first = second = Flow()
        if verdict.lens is not None:
            first, second = self._flows(draft, tables, verdict)
        self.there.show_flow(first)
        self.back.show_flow(second)

    def _flows(self, draft: FieldLink, tables: Tables, verdict: Verdict) -> tuple[Flow, Flow]:
        """Both directions: A's sample to B and back or, where both carry, A's to B and B's to A."""
        assert verdict.lens is not None
        found: list[Flow] = []
        for side in source_sides(draft):
            record = self._model.sample(side)
            values = values_of(record, names_of(draft, side)) if record else None
            if values:
                there, back = flow_pair(pass_through(verdict.lens, side, values), side, draft, tables)
                found += [replace(there, praise=back.praise and tr("✓ and back"), blame=back.blame)]
                if draft.direction is not Direction.BOTH:
                    found.append(back)
        found += [Flow(), Flow()]
        return found[0], found[1]


def _note(verdict: Verdict) -> str:
    if verdict.grade.wrong:
        return f"✕ {verdict.reason}"
    if not verdict.checked:
        return verdict.reason or tr("No sample values to try it on.")
    tried = tr(
        "{survived} of {checked} sample values survive there and back.",
        survived=verdict.survived,
        checked=verdict.checked,
    )
    why = verdict.lost[0].reason if verdict.lost else verdict.reason
    return f"{'✓' if verdict.grade is Grade.FINE else '▲'} {tried} {why}".strip()
