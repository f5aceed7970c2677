"""The strip under the mapper: what the selected link does to the sample record, there and back."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from desktop_sync.gui.mapper.colours import colours as colours_now
from desktop_sync.gui.mapper.judge import Passage, Verdict, pass_through, source_sides, values_of
from desktop_sync.gui.mapper.links import Tables, names_of
from desktop_sync.gui.mapper.model import MapperModel
from desktop_sync.gui.mapper.whole import Whole
from desktop_sync.gui.models.fields import value_words
from desktop_sync.gui.text import counted, tr
from desktop_sync.gui.widgets.basics import ElidedLabel, button, label, set_tone
from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.record import Side, other
from desktop_sync.model.values import Value
from desktop_sync.sync.sensitive import hidden


@dataclass(frozen=True, slots=True)
class Flow:
    """A value on its way: from a side to the other. `end` "" with `error`: it does not get through."""

    heading: str = ""
    praise: str = ""
    blame: str = ""
    side: Side = "a"
    start: str = ""
    end: str = ""
    error: str = ""


class FlowCell(QWidget):
    """Two lines: a heading with its verdict, and “value → value” in the sides' colours."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._flow = Flow()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(220, 40)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 40)

    def show_flow(self, flow: Flow) -> None:
        """Show this."""
        self._flow = flow
        told = f"{flow.heading} {flow.praise}{flow.blame}: {flow.start} → {flow.end or flow.error}"
        self.setAccessibleName(told)
        self.setToolTip(f"{flow.start} → {flow.end or flow.error}" if flow.start else "")
        self.update()

    def flow(self) -> Flow:
        """What is shown."""
        return self._flow

    def paintEvent(self, _event: QPaintEvent) -> None:
        flow, colours = self._flow, colours_now()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = QFont(self.font())
        small.setPixelSize(max(11, self.fontInfo().pixelSize() - 1))
        half = self.height() / 2
        x = self._run(painter, small, colours.second, QRectF(0, 0, self.width(), half), flow.heading)
        bold = QFont(small)
        bold.setWeight(QFont.Weight.DemiBold)
        for text, colour in ((flow.praise, colours.good), (flow.blame, colours.care)):
            if text:
                x = self._run(painter, bold, colour, QRectF(x + 4, 0, self.width() - x - 4, half), text)
        self._values(painter, QRectF(0, half, self.width(), half))
        painter.end()

    def _values(self, painter: QPainter, area: QRectF) -> None:
        flow, colours = self._flow, colours_now()
        if not flow.start:
            return
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        mono.setPixelSize(max(11, self.fontInfo().pixelSize() - 1))
        metrics = QFontMetrics(mono)
        end = flow.end or flow.error
        arrow = metrics.horizontalAdvance(" → ")
        need_start, need_end = metrics.horizontalAdvance(flow.start), metrics.horizontalAdvance(end)
        room = int(area.width()) - arrow
        if need_start + need_end > room:  # each may have half; what one leaves the other takes
            need_start = min(need_start, max(room // 2, room - need_end))
        top, height = area.top(), area.height()
        x = self._run(painter, mono, colours.side(flow.side), QRectF(0, top, need_start + 1, height), flow.start)
        x = self._run(painter, mono, colours.second, QRectF(x, top, arrow + 1, height), " → ")
        face, ink = (mono, colours.side(other(flow.side))) if flow.end else (self.font(), colours.bad)
        self._run(painter, face, ink, QRectF(x, top, area.width() - x, height), end)

    @staticmethod
    def _run(painter: QPainter, font: QFont, colour: QColor, area: QRectF, text: str) -> float:
        """Draw a run of text; where it ends."""
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(area.width())))
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        return area.left() + metrics.horizontalAdvance(shown)


class LensStrip(QFrame):
    """The selected link in one line. `edit_asked()`, `accept_asked()`, `losses_asked()`: its buttons."""

    edit_asked = Signal()
    accept_asked = Signal()
    losses_asked = Signal()

    def __init__(self, model: MapperModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._narrow = model, False
        self.setObjectName("lens-strip")
        self.title = ElidedLabel("", "name")
        self.lens = ElidedLabel("", "meta", "second")
        self.there, self.back = FlowCell(self), FlowCell(self)
        self.round_trip = label("", "meta", "second")
        self.survivors = label("", "strong", "good")
        self.losses = button("", self.losses_asked.emit, "link")
        self.whole = button("", self._ask_whole, "small-link")
        self.edit = button(tr("Change lens"), self.edit_asked.emit)
        self.accept = button(tr("Accept"), self.accept_asked.emit)
        self.quiet = label("", "", "second", wrap=True)
        self._build()

    def _build(self) -> None:
        for part in (self.title, self.lens):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        names, trip, survivors = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for column in (names, trip):
            column.setSpacing(2)
        names.addWidget(self.title)
        names.addWidget(self.lens)
        heads = QHBoxLayout()
        heads.setSpacing(8)
        heads.addWidget(self.round_trip)
        heads.addWidget(self.whole)
        heads.addStretch(1)
        trip.addLayout(heads)
        survivors.setSpacing(4)
        survivors.addWidget(self.survivors)
        survivors.addWidget(self.losses)
        survivors.addStretch(1)
        trip.addLayout(survivors)
        page = QWidget(self)
        self.quiet.setContentsMargins(16, 10, 12, 10)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.quiet)
        self._pages.addWidget(page)
        row = QHBoxLayout(page)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(16)
        row.addLayout(names, 24)
        row.addWidget(self.there, 30)
        row.addWidget(self.back, 30)
        row.addLayout(trip)
        row.addWidget(self.accept)
        row.addWidget(self.edit)
        self.setFixedHeight(64)
        self._model.whole.changed.connect(self.refresh)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = colours_now()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colours.card)
        painter.setPen(QPen(colours.action if self._model.selected else colours.hairline, 1.0))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < 900
        if narrow != self._narrow:
            self._narrow = narrow
            self.edit.setText(tr("Change") if narrow else tr("Change lens"))
            self.refresh()

    def refresh(self) -> None:
        """Show what is selected now."""
        link, tables = self._model.selected_link(), self._model.tables
        self._pages.setCurrentIndex(0 if link is None or tables is None else 1)
        self.losses.setVisible(False)
        if link is None or tables is None:
            self.quiet.setText(self._resting())
        else:
            self._show_link(link, tables)
        self.update()

    def _resting(self) -> str:
        tables, count = self._model.tables, len(self._model.links())
        if tables is None:
            return ""
        if not count:
            return tr(
                "Drag a field of {a} onto its counterpart in {b}; or press Enter on the one, then on the other.",
                a=tables.system("a"),
                b=tables.system("b"),
            )
        return tr(
            "{links}. Choose one to see what it does to real values.", links=counted(count, tr("link"), tr("links"))
        )

    def _show_link(self, link: FieldLink, tables: Tables) -> None:
        offered = self._model.selected is not None and self._model.selected.kind == "offer"
        verdict = self._model.verdict(link)
        self.title.setText(tables.title(link))
        self.lens.setText(lens_words(link, verdict))
        set_tone(self.lens, "bad" if verdict.grade.wrong else "second")
        self.edit.setVisible(not offered)
        self.accept.setVisible(offered)
        flows = flows_of(link, tables, verdict, self._model)
        self.there.show_flow(flows[0])
        self.back.show_flow(flows[1])
        more = not offered and self._model.whole.wanted_for(link, verdict)
        self._show_trip(verdict, offered=offered, more=more)
        self._show_whole(more=more)

    def _ask_whole(self) -> None:
        whole = self._model.whole
        (whole.given_up if whole.running else whole.asked).emit()

    def _show_whole(self, *, more: bool) -> None:
        """What it takes to try all records, or how far that is."""
        whole = self._model.whole
        self.whole.setVisible(more)
        if whole.running:
            self.round_trip.setText(whole_words(whole))
            self.whole.setText(tr("Stop"))
        elif more:
            self.whole.setText(whole_action(whole))

    def _show_trip(self, verdict: Verdict, *, offered: bool, more: bool) -> None:
        # Where there is little room the values go first; the pill has the figures of lossy lenses anyway.
        known = (
            not (self._narrow and not verdict.lost and not more)
            and bool(verdict.checked)
            and verdict.survived is not None
            and not offered
        )
        self.round_trip.setVisible(known)
        self.survivors.setVisible(known)
        if not known:
            return
        lost = verdict.lost_count
        self.round_trip.setText(tr("Round trip on all values") if verdict.whole else tr("Round trip on real values"))
        self.survivors.setText(
            tr("{survived} of {checked} survive", survived=verdict.survived, checked=verdict.checked)
        )
        set_tone(self.survivors, "care" if lost else "good")
        self.losses.setVisible(bool(lost))
        words = tr("show the {lost}", lost=lost) if lost > 1 else tr("show it")
        if lost > len(verdict.lost):
            words = tr("show the first {lost}", lost=len(verdict.lost))
        self.losses.setText(words)


def whole_action(whole: Whole) -> str:
    """“Try all 48,210 records”."""
    return tr("Try all {count} records", count=whole.total) if whole.total else tr("Try all records")


def whole_words(whole: Whole) -> str:
    """“12,000 of 48,210 tried …”."""
    if whole.total and whole.total >= whole.done:
        return tr("{done} of {count} tried …", done=whole.done, count=whole.total)
    return tr("{done} tried …", done=whole.done)


def lens_words(link: FieldLink, verdict: Verdict) -> str:
    """“lens: phone, region DE”, or why there is none."""
    if verdict.grade.wrong:
        return f"✕ {verdict.reason}"
    shown = [f"{name} {_param_words(value)}" for name, value in link.lens.params.items()]
    if link.lens.name == "choices":
        shown = [tr("{count} choices mapped", count=len(link.lens.params))]
    return ", ".join([tr("lens: {label}", label=verdict.label), *shown])


def _param_words(value: object) -> str:
    return " / ".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)


def flows_of(link: FieldLink, tables: Tables, verdict: Verdict, model: MapperModel) -> tuple[Flow, Flow]:
    """The two cells: to the other side, and back."""
    side = source_sides(link)[0]
    record = model.sample(side)
    values = values_of(record, names_of(link, side)) if record else None
    far = tables.system(other(side))
    if values is None or verdict.lens is None or not names_of(link, side):
        return Flow(tr("To {far}", far=far)), Flow()
    return flow_pair(pass_through(verdict.lens, side, values), side, link, tables)


def flow_pair(passage: Passage, side: Side, link: FieldLink, tables: Tables) -> tuple[Flow, Flow]:
    """A passage as its two cells."""
    far = other(side)

    def words(at: Side, values: tuple[Value, ...] | None) -> str:
        if values is None:
            return ""
        fields = tables.fields(at, names_of(link, at))
        shown = [hidden(value) if link.sensitive else value for value in values]
        return " | ".join(value_words(value, field) for value, field in zip(shown, fields, strict=True))

    source, there = words(side, passage.source), words(far, passage.there)
    first = Flow(
        tr("To {system}", system=tables.system(far)),
        side=side,
        start=source,
        end=there,
        error="" if there else passage.reason,
    )
    if passage.there is None:
        return first, Flow()
    back = words(side, passage.back)
    praise = ""
    if passage.survives:
        praise = tr("✓ the same") if back == source else tr("✓ counts as the same")
    blame = "" if passage.survives else tr("▲ not the same")
    second = Flow(tr("And back"), praise, blame, far, there, back, "" if back else passage.reason)
    return first, second
