"""The sync wizard's page on time."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_sync.engine.sync_flow import SyncStep
from desktop_sync.gui.mapper.choice_table import QuietCombo
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import days_heard, days_said, later, tr
from desktop_sync.gui.widgets.basics import label, spin_box
from desktop_sync.gui.wizards.base import Page, scrolled
from desktop_sync.gui.wizards.sync_context import SyncContext
from desktop_sync.gui.wizards.sync_forecast import ForecastLines
from desktop_sync.gui.wizards.sync_notices import NoticeLines
from desktop_sync.model.sync import Trigger

UNITS = ((later("minutes"), 60), (later("hours"), 3600), (later("days"), 86400))


class TriggerPage(Page):
    """When the sync runs by itself."""

    def __init__(self, context: SyncContext) -> None:
        super().__init__(tr("Schedule"), tr("When does it run by itself?"))
        self._flow = context.flow
        self.timed, self.daily = QCheckBox(tr("Every")), QCheckBox(tr("At"))
        self.amount, self.unit, self.times = spin_box(), QuietCombo(), QLineEdit()
        self.words = label("", "", "second", wrap=True)
        self.forecast, self.notices = ForecastLines(context), NoticeLines(context)
        self.changes = QCheckBox(self.tr("When something changes in one of the systems"))
        self.hours, self.quiet = QLineEdit(), QLineEdit()
        self.settles, self.settle = QCheckBox(self.tr("A record must rest for")), spin_box()
        self._build()

    def _build(self) -> None:
        self.amount.setRange(1, 999)
        self.amount.setFixedWidth(84)
        self.amount.setAccessibleName(tr("How many"))
        for title, seconds in UNITS:
            self.unit.addItem(tr(title), seconds)
        self.unit.setAccessibleName(tr("Minutes, hours or days"))
        self.times.setPlaceholderText(tr("07:30; Mon-Fri 18:00"))
        self.times.setAccessibleName(tr("Days and times"))
        self.times.setMinimumWidth(300)
        inside, outer = QWidget(), QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        for parts in ((self.timed, self.amount, self.unit), (self.daily, self.times)):
            row = QHBoxLayout()
            row.setSpacing(8)
            parts[0].setMinimumWidth(64)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
            column.addLayout(row)
        hint = tr("Several times are separated by semicolons. Days are Mon, Tue, Wed, Thu, Fri, Sat and Sun.")
        column.addWidget(label(hint, "meta", "second", wrap=True))
        column.addWidget(self.changes)
        words = self.tr(
            "Some systems tell, some are asked now and then, some can’t be. Give an interval, too: it finds what nobody told of."
        )
        column.addWidget(label(words, "meta", "second", wrap=True))
        column.addWidget(self.notices)
        column.addWidget(self.words)
        column.addWidget(self.forecast)
        self._add_hours(column)
        self._add_rest(column)
        column.addStretch(1)
        outer.addWidget(scrolled(inside))
        self.settle.valueChanged.connect(self._put)
        for box in (self.timed, self.daily, self.changes, self.settles):
            box.toggled.connect(self._put)
        for line in (self.hours, self.quiet):
            line.textChanged.connect(self._put)
        self.amount.valueChanged.connect(self._put)
        self.unit.currentIndexChanged.connect(self._put)
        self.times.textChanged.connect(self._put)

    def _add_hours(self, column: QVBoxLayout) -> None:
        column.addSpacing(10)
        for words, line, example in (
            (self.tr("Only during"), self.hours, self.tr("Mon-Fri 08:00-18:00; empty: always")),
            (self.tr("Never during"), self.quiet, self.tr("22:00-07:00; empty: no quiet hours")),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            title = label(words)
            title.setMinimumWidth(100)
            line.setPlaceholderText(example)
            line.setAccessibleName(words)
            line.setMinimumWidth(300)
            for one in (title, line):
                row.addWidget(one)
            row.addStretch(1)
            column.addLayout(row)

    def _add_rest(self, column: QVBoxLayout) -> None:
        column.addSpacing(10)
        rest = QHBoxLayout()
        rest.setSpacing(8)
        self.settle.setRange(1, 86_400)
        self.settle.setValue(120)
        self.settle.setSuffix(f" {self.tr('seconds')}")
        self.settle.setAccessibleName(self.tr("Seconds that a record must rest"))
        for one in (self.settles, self.settle, label(self.tr("before it is carried"), "", "second")):
            rest.addWidget(one)
        rest.addStretch(1)
        column.addLayout(rest)
        words = self.tr("For systems in which somebody may still be typing: what was changed later than that waits.")
        column.addWidget(label(words, "meta", "second", wrap=True))

    def enter(self) -> None:
        trigger = self._flow.answers.trigger
        timing = (self.timed, self.daily, self.amount, self.unit, self.times, self.changes)
        widgets = (*timing, self.hours, self.quiet, self.settles, self.settle)
        for widget in widgets:
            widget.blockSignals(True)
        seconds = trigger.every_s or 900
        unit = next(unit for _, unit in reversed(UNITS) if seconds % unit == 0 or unit == UNITS[0][1])
        self.amount.setValue(max(1, seconds // unit))
        self.unit.setCurrentIndex(self.unit.findData(unit))
        self.times.setText(days_said("; ".join(trigger.at)))
        self.timed.setChecked(trigger.every_s is not None)
        self.daily.setChecked(bool(trigger.at))
        self.changes.setChecked(trigger.on_change)
        self.hours.setText(days_said("; ".join(trigger.hours)))
        self.quiet.setText(days_said("; ".join(trigger.quiet)))
        self.settles.setChecked(trigger.settle_s is not None)
        self.settle.setValue(trigger.settle_s or 120)
        for widget in widgets:
            widget.blockSignals(False)
        self._tell()

    def missing(self) -> str:
        if self.daily.isChecked() and not self.times.text().strip(" ;"):
            return tr("Say at which times, such as 07:30.")
        missing = self._flow.missing(SyncStep.TRIGGER)
        return said(missing[0].words) if missing else ""

    def _put(self) -> None:
        old = self._flow.answers.trigger
        every = self.amount.value() * int(self.unit.currentData()) if self.timed.isChecked() else None
        at = _parts(self.times) if self.daily.isChecked() else ()
        rest = self.settle.value() if self.settles.isChecked() else None
        hours, quiet = _parts(self.hours), _parts(self.quiet)
        self._flow.time(Trigger(every, at, self.changes.isChecked(), rest, old.zone, hours, quiet))
        self._tell()
        self.updated.emit()

    def _tell(self) -> None:
        for widget in (self.amount, self.unit):
            widget.setEnabled(self.timed.isChecked())
        self.times.setEnabled(self.daily.isChecked())
        self.settle.setEnabled(self.settles.isChecked())
        self.forecast.refresh()
        self.notices.show_for(self.changes.isChecked())
        by_itself = self.timed.isChecked() or self.daily.isChecked() or self.changes.isChecked()
        self.words.setText(
            tr("It runs while Desktop Sync or its background service is on. A run that was missed is made up for once.")
            if by_itself
            else tr("It runs only when you say so.")
        )


def _parts(line: QLineEdit) -> tuple[str, ...]:
    """What stands between the semicolons, the days as a sync keeps them."""
    return tuple(part.strip() for part in days_heard(line.text()).split(";") if part.strip())
