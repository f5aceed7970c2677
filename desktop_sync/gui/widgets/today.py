"""Runs in sentences, such as “44 changes carried: 31 from Tryton, 13 from Shop database. 3 conflicts held.”."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop_sync.gui import text
from desktop_sync.gui.phrases import said
from desktop_sync.gui.status import short_error, stopped_by_guard
from desktop_sync.gui.text import counted, tr
from desktop_sync.gui.widgets.basics import ElidedLabel, button, column, label, line, row
from desktop_sync.gui.widgets.pieces import Piece, PiecesLabel
from desktop_sync.model.report import Counts, RunKind, RunReport, RunStatus, SyncStatus


def _written(counts: Counts) -> int:
    return counts.created + counts.updated + counts.deleted


def run_sentence(run: RunReport, a_name: str, b_name: str) -> tuple[Piece, ...]:
    """What a run did, in pieces with the sides in their colours."""
    if run.status is RunStatus.FAILED:
        words = short_error(run.error, ()) if run.error else tr("see the log")
        return ((f"{tr('Failed')}: {words}. {tr('Changes are kept and carried later.')}", "text"),)
    if run.status is RunStatus.RUNNING:
        return ((tr("Under way, or ended without a word."), "second"),)
    if stopped_by_guard(run):
        return (
            (f"{tr('Waits for your approval')}: {said(run.guards[0].message if run.guards else run.error)}", "text"),
        )
    to_a, to_b = _written(run.a), _written(run.b)
    if not to_a + to_b:
        return ((_nothing(run), "second"), (_held(run), "text"))
    verb = tr("taken back") if run.kind is RunKind.UNDO else tr("carried")
    pieces: list[Piece] = [(f"{counted(to_a + to_b, tr('change'), tr('changes'))} {verb}: ", "text")]
    if to_b:
        pieces.append((f"{text.number(to_b)} {tr('from')} {a_name}", "side_a"))
    if to_a and to_b:
        pieces.append((", ", "text"))
    if to_a:
        pieces.append((f"{text.number(to_a)} {tr('from')} {b_name}", "side_b"))
    return (*pieces, (f".{_held(run)}", "text"))


def _held(run: RunReport) -> str:
    held = []
    if run.conflicts:
        held.append(counted(run.conflicts, tr("conflict"), tr("conflicts")))
    if run.holds:
        held.append(counted(run.holds, tr("record"), tr("records")))
    return f" {text.joined(held, tr('and'))} {tr('held')}." if held else ""


def _nothing(run: RunReport) -> str:
    seen = max(run.a.agreed, run.b.agreed)
    if not seen:
        return tr("Nothing to carry.")
    return tr("Nothing to carry: %1 agree.").replace("%1", counted(seen, tr("record"), tr("records")))


class RunLine(QWidget):
    """One run: time, sync, sentence, undo."""

    undo = Signal(int)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = 0
        self._time = label("", "", "second")
        self._time.setFixedWidth(56)
        self._name = ElidedLabel("", "strong", lines=4)
        self._name.setFixedWidth(128)
        self._words = PiecesLabel()
        self._undo = button(self.tr("Undo"), lambda: self.undo.emit(self._run), "quiet")
        self._more = button(self.tr("Show"), lambda: self.opened.emit(self._run), "quiet")
        inner = row((18, 3, 10, 3), 8)
        inner.addWidget(self._time)
        inner.addWidget(self._name)
        inner.addWidget(self._words, 1)
        inner.addWidget(self._more)
        inner.addWidget(self._undo)
        self.setLayout(inner)
        self.setMinimumHeight(38)

    def show_run(self, run: RunReport, a_name: str, b_name: str) -> None:
        """Show a run."""
        self._run = run.id
        self._time.setText(text.clock_time(run.started_at) if run.started_at else "")
        self._name.setText(run.sync)
        self._words.set_pieces(run_sentence(run, a_name, b_name))
        can = run.written > 0 and run.undone_by is None
        self._undo.setVisible(can)
        self._undo.setAccessibleName(self.tr("Undo the run of %1").replace("%1", run.sync))
        self._more.setVisible(run.written > 0)


class RunLines(QFrame):
    """A list of runs; few of them."""

    undo = Signal(int)
    """The run's id."""
    opened = Signal(int)
    """The run's id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._lines: list[RunLine] = []
        self._rules: list[QWidget] = []
        self._column = column((1, 1, 1, 1))
        self.setLayout(self._column)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def show_runs(self, runs: Sequence[RunReport], statuses: Mapping[str, SyncStatus]) -> None:
        """Show these, in their order."""
        while len(self._lines) < len(runs):
            self._add()
        for at, (one, rule) in enumerate(zip(self._lines, self._rules, strict=True)):
            one.setVisible(at < len(runs))
            rule.setVisible(0 < at < len(runs))
            if at < len(runs):
                status = statuses.get(runs[at].sync)
                names = (status.a_account, status.b_account) if status else (tr("one side"), tr("the other side"))
                one.show_run(runs[at], *names)

    def _add(self) -> None:
        made, rule = RunLine(), line()
        made.undo.connect(self.undo)
        made.opened.connect(self.opened)
        self._lines.append(made)
        self._rules.append(rule)
        self._column.addWidget(rule)
        self._column.addWidget(made)
