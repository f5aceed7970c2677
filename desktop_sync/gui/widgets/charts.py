"""The account of a run as a bar, and the last runs as a small history. Painted; the words stand beside them."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_sync.gui import text
from desktop_sync.gui.status import Part, account_words
from desktop_sync.gui.text import tr
from desktop_sync.gui.theme import tokens
from desktop_sync.model.report import RunReport, RunStatus

BAR_HEIGHT = 6
SLIVER = 3.0
"""Pixels that the smallest part gets, so that one failed record of 100,000 is seen."""


class AccountBar(QWidget):
    """agreed | written | waiting | failed | excluded, in proportion; nothing is too small to be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self._share: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(BAR_HEIGHT)

    def show_parts(self, parts: tuple[Part, ...], share: float | None = None) -> None:
        """Show an account, or with `share` how far a run is (0..1)."""
        if (parts, share) == (self._parts, self._share):
            return
        self._parts, self._share = parts, share
        self.setAccessibleName(account_words(parts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        clip = QPainterPath()
        clip.addRoundedRect(box, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
        painter.setClipPath(clip)
        painter.fillRect(box, QColor(look.border if self._share is not None else look.hairline))
        if self._share is not None:
            painter.fillRect(QRectF(0, 0, box.width() * self._share, box.height()), QColor(look.action))
            return
        left = 0.0
        for part, wide in zip(self._parts, widths([one.count for one in self._parts], box.width()), strict=True):
            painter.fillRect(QRectF(left, 0, wide, box.height()), QColor(look.tone(part.tone)[0]))
            left += wide


def widths(counts: Sequence[int], room: float) -> list[float]:
    """How wide each part is: in proportion, but at least a sliver for what is not nothing; the sum is `room`."""
    total = sum(counts)
    if not total:
        return [0.0 for _ in counts]
    raw = [max(SLIVER, room * count / total) if count else 0.0 for count in counts]
    largest = max(range(len(raw)), key=raw.__getitem__)
    raw[largest] = max(0.0, raw[largest] - (sum(raw) - room))
    return raw


class MiniHistory(QWidget):
    """One stroke a run, oldest left: as high as what it wrote, red where it failed."""

    COUNT, STROKE, GAP = 14, 4, 2

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[RunReport, ...] = ()
        self.setFixedSize(QSize(self.COUNT * (self.STROKE + self.GAP) - self.GAP, 32))

    def show_runs(self, newest_first: tuple[RunReport, ...]) -> None:
        """Show the last runs."""
        runs = tuple(reversed(newest_first[: self.COUNT]))
        if runs == self._runs:
            return
        self._runs = runs
        failed = sum(run.status is RunStatus.FAILED for run in runs)
        words = f"{tr('The last')} {text.counted(len(runs), tr('run'), tr('runs'))}"
        if failed:
            words += f", {text.number(failed)} {tr('failed')}"
        self.setToolTip(words if runs else "")
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        most = max((run.written for run in self._runs), default=0)
        left = float(self.width() - len(self._runs) * (self.STROKE + self.GAP) + self.GAP)
        for run in self._runs:
            failed = run.status is RunStatus.FAILED
            share = (run.written / most) ** 0.5 if most else 0.0  # root: one change stays visible beside a thousand
            high = 22.0 if failed else 4 + share * 22
            ink = look.bad if failed else look.border
            if run.status is RunStatus.WAITING:
                ink = look.care if run.guards else look.border
            painter.setBrush(QColor(ink))
            painter.drawRoundedRect(QRectF(left, self.height() - high, self.STROKE, high), 1.2, 1.2)
            left += self.STROKE + self.GAP
