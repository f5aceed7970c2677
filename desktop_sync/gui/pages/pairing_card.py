"""One line of the pairing in full: how alike the two are, and what a person can say about them."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QFrame, QPushButton, QWidget

from desktop_sync.gui.models.pairings import Choice, is_by_hand, is_left_out, why
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import field_label
from desktop_sync.gui.widgets.basics import button, column, label, row
from desktop_sync.gui.widgets.flow import FlowLayout
from desktop_sync.gui.widgets.score import ScoreBars
from desktop_sync.model.plan import Pairing, PairingKind
from desktop_sync.model.record import SIDES, Ref, Side


class Picker(QComboBox):
    """Chooses a record out of many, by typing a part of what it is called."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._shown: Sequence[Choice] = ()
        self._by_words: dict[str, Choice] = {}
        self._words = QStringListModel(self)
        self.setModel(self._words)
        found = QCompleter(self._words, self)
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        found.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(found)

    def offer(self, choices: Sequence[Choice], hint: str) -> None:
        """Offer these; one alone is chosen."""
        self.blockSignals(True)
        if choices is not self._shown:  # the same thousands are offered to each record that has no partner
            self._shown = choices
            self._by_words = {one.words: one for one in choices}
            self._words.setStringList(list(self._by_words))
        self.setCurrentIndex(0 if len(choices) == 1 else -1)
        self.setEditText(choices[0].words if len(choices) == 1 else "")
        edit = self.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(hint)
            edit.setCursorPosition(0)
        self.blockSignals(False)
        self.setEnabled(len(choices) != 1)

    @property
    def choice(self) -> Choice | None:
        """The chosen record, None while none is."""
        return self._by_words.get(self.currentText())


class PairingCard(QFrame):
    """Says what is wished: `pair(Choice, Choice)`, `leave(side, Choice)`, `take_in(side, Choice)`."""

    pair = Signal(object, object)
    leave = Signal(str, object)
    take_in = Signal(str, object)
    merge = Signal(str, object)
    """A side, and the refs of its records that are the same thing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._one: Pairing | None = None
        self.title = label("", "name", wrap=True)
        self.words = label("", "", "second", wrap=True)
        self.score = ScoreBars()
        self.pickers: dict[Side, Picker] = {
            "a": Picker(self.tr("Record in the first system")),
            "b": Picker(self.tr("Record in the second system")),
        }
        self.heads = {side: label("", "meta", side) for side in SIDES}
        self.same = button(self.tr("These two are the same"), self._pair, "primary")
        self.apart = button(self.tr("Take apart"), self._take_apart)
        self.back = button(self.tr("Take it in again"), self._take_in)
        self.merging = button(self.tr("Merge them …"), self._merge)
        self.merging.setToolTip(self.tr("One stays and gets what it lacks, the others are deleted"))
        self.out: dict[Side, QPushButton] = {side: button("", partial(self._leave, side)) for side in SIDES}
        self._build()

    def _build(self) -> None:
        self.picking = QWidget()
        pair = row(spacing=16)
        for side, picker in self.pickers.items():
            half = column(spacing=3)
            half.addWidget(self.heads[side])
            half.addWidget(picker)
            pair.addLayout(half, 1)
            picker.editTextChanged.connect(self._show_ways)
        self.picking.setLayout(pair)
        buttons = FlowLayout()
        for one in (self.same, self.merging, self.apart, self.back, *self.out.values()):
            buttons.addWidget(one)
        inner = column((18, 12, 18, 14), 7)
        for part in (self.title, self.words, self.score, self.picking):
            inner.addWidget(part)
        inner.addLayout(buttons)
        self.setLayout(inner)

    def set_names(self, names: Mapping[Side, str]) -> None:
        """What both systems are called."""
        for side, head in self.heads.items():
            head.setText(names[side])
            self.out[side].setText(self.tr("Leave out the one in %1").replace("%1", names[side]))
            self.out[side].setToolTip(self.tr("It gets no partner, and is not made on the other side"))

    def show_pairing(self, one: Pairing, free: Mapping[Side, Sequence[Choice]]) -> None:
        """Show a line; `free`: the records of each side that could be picked instead."""
        self._one = one
        self.title.setText(self._title(one))
        self.words.setText(self._words(one))
        self.words.setVisible(bool(self.words.text()))
        self.score.show_scores(one.fields)
        for side, picker in self.pickers.items():
            mine = [Choice(*record) for record in one.records(side)]
            picker.offer(mine or free[side], self.tr("Find a record"))
        open_ = any(picker.isEnabled() for picker in self.pickers.values())
        self.picking.setVisible(open_ and one.kind is not PairingKind.SURE and not is_left_out(one))
        self._show_ways()

    def _title(self, one: Pairing) -> str:
        a, b = one.a_label or ", ".join(one.a_refs), one.b_label or ", ".join(one.b_refs)
        if one.kind is PairingKind.AMBIGUOUS:
            return self.tr("Who belongs to whom?")
        return f"{a} ⇄ {b}" if a and b else a or b

    def _words(self, one: Pairing) -> str:
        if is_left_out(one):
            return self.tr("You left it out: it gets no partner, and is not made on the other side.")
        if one.kind is PairingKind.DUPLICATE:
            return f"{said(one.reason)} {self._proposal(one)}".strip()
        return {
            PairingKind.SURE: self.tr("A pair: %1.").replace("%1", why(one)),
            PairingKind.LIKELY: self.tr("They look alike. Unless you pair them, each is made on the other side, too."),
            PairingKind.AMBIGUOUS: f"{said(one.reason)[:1].upper()}{said(one.reason)[1:]}. {self.tr('They wait until you say so.')}",
            PairingKind.ONLY_A: self.tr("Nothing in the other system fits: it is made there by the first run."),
            PairingKind.ONLY_B: self.tr("Nothing in the other system fits: it is made there by the first run."),
        }[one.kind]

    def _proposal(self, one: Pairing) -> str:
        """What merging would give, where the engine proposes it."""
        found = next(iter(one.proposals.values()), None)
        if not found:
            return ""
        taken, differ = found.get("taken"), found.get("differ")
        parts = [self.tr("Merge them in the system: keep %1, the fullest").replace("%1", str(found.get("keep")))]
        if isinstance(taken, dict) and taken:
            names = ", ".join(field_label(name) for name in list(taken)[:4])
            parts.append(self.tr("take %1 from the other").replace("%1", names))
        if isinstance(differ, dict) and differ:
            names = ", ".join(field_label(name) for name in list(differ)[:4])
            parts.append(self.tr("they differ in %1").replace("%1", names))
        return f"{'; '.join(parts)}."

    def _show_ways(self, _text: str = "") -> None:
        one = self._one
        if one is None:
            return
        a, b = self.pickers["a"].choice, self.pickers["b"].choice
        sure, left = one.kind is PairingKind.SURE, is_left_out(one)
        self.same.setVisible(not sure and not left)
        self.same.setEnabled(a is not None and b is not None)
        self.apart.setVisible(sure)
        self.back.setVisible(left)
        self.merging.setVisible(self._twins is not None)
        for side, made in self.out.items():
            mine = one.records(side)
            made.setVisible(not sure and not left and bool(mine))
            made.setEnabled(self.pickers[side].choice is not None)

    # ---- what is wished
    def _pair(self) -> None:
        a, b = self.pickers["a"].choice, self.pickers["b"].choice
        if a is not None and b is not None:
            self.pair.emit(a, b)

    def _leave(self, side: Side) -> None:
        choice = self.pickers[side].choice
        if choice is not None:
            self.leave.emit(side, choice)

    def _first(self) -> tuple[Side, Choice] | None:
        for side in SIDES:
            if self._one is not None and (found := self._one.records(side)):
                return side, Choice(*found[0])
        return None

    @property
    def _twins(self) -> tuple[Side, tuple[Ref, ...]] | None:
        """The side of which several records are here, and those; None where there is no such side, or both are."""
        one = self._one
        if one is None or one.kind not in (PairingKind.DUPLICATE, PairingKind.AMBIGUOUS):
            return None
        several = [(side, tuple(ref for ref, _ in one.records(side))) for side in SIDES if len(one.records(side)) > 1]
        return several[0] if len(several) == 1 else None

    def _merge(self) -> None:
        if (found := self._twins) is not None:
            self.merge.emit(*found)

    def _take_apart(self) -> None:
        """A pair by hand is matched again; one by key is left out on both sides, or the key would pair it again."""
        if self._one is None:
            return
        if is_by_hand(self._one):
            self._take_in()
            return
        for side in SIDES:
            for record in self._one.records(side):
                self.leave.emit(side, Choice(*record))

    def _take_in(self) -> None:
        if (found := self._first()) is not None:
            self.take_in.emit(*found)
