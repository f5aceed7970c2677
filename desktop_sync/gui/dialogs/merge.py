"""Merging duplicates: which record stays, and whose value of each field. The others are deleted, and kept in the history."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QDialog, QGridLayout, QRadioButton, QWidget

from desktop_sync.engine.merging import Twins, Wanted
from desktop_sync.gui import text
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.text import field_label, value_words
from desktop_sync.gui.widgets.basics import button, column, label
from desktop_sync.gui.widgets.foot import foot
from desktop_sync.gui.widgets.notes import Banner
from desktop_sync.gui.wizards.base import scrolled
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.record import Ref, Side
from desktop_sync.model.values import to_json
from desktop_sync.sync.duplicates import propose

if TYPE_CHECKING:
    from desktop_sync.engine.revert import RestoreReport
    from desktop_sync.engine.services import Services


@dataclass(frozen=True)
class Group:
    """Records of one side of a sync that are taken for the same thing."""

    sync: str
    side: Side
    refs: tuple[Ref, ...]


class MergeDialog(QDialog):
    """For one group. `merged`: it was done; a run is worth while."""

    merged = Signal(str)
    """The sync's name."""

    def __init__(self, handle: WorkerHandle, group: Group, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle, self._group = handle, group
        self.twins: Twins | None = None
        self.banner = Banner()
        self.title = label(self.tr("Merge duplicates"), "name")
        self.words = label("", "", "second", wrap=True)
        self.keepers: dict[Ref, QRadioButton] = {}
        self.values: dict[str, dict[Ref, QRadioButton]] = {}
        self._groups: list[QButtonGroup] = []
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self.merge = button("", self._merge, "primary")
        self.merge.setEnabled(False)
        self._build()
        self.banner.show_words(self.tr("One moment"), self.tr("The records are read as they are now …"), tone="busy")
        handle.ask(partial(_look, group=group), self._on_twins, self._on_failed)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Merge duplicates"))
        self.resize(760, 520)
        self.setMinimumSize(520, 380)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(9)
        self.merge.setText(self.tr("Merge these %n", "", len(self._group.refs)))
        words = label(self.tr("An undo of the run brings them back."), "meta", "second", wrap=True)
        inner = column((22, 18, 22, 16), 10)
        for part in (self.title, self.words, self.banner):
            inner.addWidget(part)
        inner.addWidget(scrolled(self._inner), 1)
        inner.addLayout(foot(self, button(self.tr("Cancel"), self.reject), self.merge, words=words))
        self.setLayout(inner)

    # ---- show
    @Slot(object)
    def _on_twins(self, twins: Twins) -> None:
        self.twins = twins
        self.banner.hide()
        self.title.setText(self.tr("Merge duplicates in %1").replace("%1", twins.system))
        self.words.setText(
            self.tr(
                "One record stays, with the values that you choose; what it lacks is filled already. The others are deleted "
                "in %1, and kept whole in the history."
            ).replace("%1", twins.system)
        )
        self._show_heads(twins)
        names = list(dict.fromkeys(name for view in twins.views.values() for name in view))
        differing = [name for name in names if self._differs(twins, name)]
        for at, name in enumerate((*differing, *(one for one in names if one not in differing)), start=1):
            self._show_field(at, name, twins, choose=name in differing)
        self._grid.setRowStretch(len(names) + 1, 1)
        self._grid.setColumnStretch(len(twins.views) + 1, 1)
        self._propose(twins.proposal.keep)
        self.merge.setEnabled(True)
        self.keepers[twins.proposal.keep].setFocus()

    def _show_heads(self, twins: Twins) -> None:
        group = self._button_group()
        self._grid.addWidget(label(self.tr("Keep"), "strong"), 0, 0)
        for at, ref in enumerate(twins.views, start=1):
            made = QRadioButton(text.one_line(f"{text.name_of(twins.labels.get(ref, ''))} ({ref})", 34))
            made.setToolTip(twins.labels.get(ref, ""))
            made.setAccessibleName(self.tr("Keep record %1").replace("%1", str(ref)))
            # a record with a partner is the one that stays: it can't be deleted from under its pair
            made.setEnabled(not twins.linked or ref in twins.linked)
            made.clicked.connect(partial(self._propose, ref))
            group.addButton(made)
            self.keepers[ref] = made
            self._grid.addWidget(made, 0, at)

    def _show_field(self, at: int, name: str, twins: Twins, *, choose: bool) -> None:
        caption = field_label(name)
        self._grid.addWidget(label(caption, "strong" if choose else "", "" if choose else "second"), at, 0)
        if not choose:
            value = next(iter(twins.views.values())).get(name)
            self._grid.addWidget(label(text.one_line(value_words(value), 60), "", "second"), at, 1, 1, len(twins.views))
            return
        group = self._button_group()
        self.values[name] = {}
        for place, (ref, view) in enumerate(twins.views.items(), start=1):
            words = value_words(view.get(name))
            made = QRadioButton(text.one_line(words, 40))
            made.setToolTip(words)
            made.setAccessibleName(f"{caption}: {words}, {self.tr('of record %1').replace('%1', str(ref))}")
            group.addButton(made)
            self.values[name][ref] = made
            self._grid.addWidget(made, at, place)

    def _button_group(self) -> QButtonGroup:
        made = QButtonGroup(self)
        self._groups.append(made)
        return made

    @staticmethod
    def _differs(twins: Twins, name: str) -> bool:
        return len({repr(to_json(view.get(name))) for view in twins.views.values()}) > 1

    def _propose(self, keep: Ref) -> None:
        """Choose what merging into this record gives by itself: its own values, and others where it has none."""
        if self.twins is None:
            return
        found = propose(self.twins.views, {}, keep)
        assert found is not None
        self.keepers[keep].setChecked(True)
        for name, choices in self.values.items():
            choices[found.taken.get(name, keep)].setChecked(True)

    # ---- do it
    @property
    def wanted(self) -> Wanted:
        """What is chosen."""
        assert self.twins is not None
        keep = next(ref for ref, one in self.keepers.items() if one.isChecked())
        take = {
            name: next(ref for ref, one in choices.items() if one.isChecked()) for name, choices in self.values.items()
        }
        return Wanted(keep, tuple(ref for ref in self.twins.views if ref != keep), take)

    def _merge(self) -> None:
        if self.twins is None:
            return
        self.merge.setEnabled(False)
        self.banner.show_words(self.tr("Merging"), "", tone="busy")
        call = partial(_merge, group=self._group, wanted=self.wanted)
        self._handle.ask(call, self._on_merged, self._on_failed)

    @Slot(object)
    def _on_merged(self, done: "RestoreReport") -> None:
        self._handle.changed.emit()
        if done.left:
            self.banner.show_words(self.tr("Not merged"), " ".join(done.left), tone="bad")
            return
        self.merged.emit(self._group.sync)
        self.accept()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self.merge.setEnabled(self.twins is not None)
        self.banner.show_words(failure.title, f"{failure.sentence} {failure.advice}".strip(), tone="bad")


def _look(services: "Services", group: Group) -> Twins:
    return services.merging.look(group.sync, group.side, group.refs)


def _merge(services: "Services", group: Group, wanted: Wanted) -> "RestoreReport":
    return services.merging.merge(group.sync, group.side, wanted)
