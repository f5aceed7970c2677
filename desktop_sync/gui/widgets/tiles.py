"""The figures on top of the preview: how many changes to which side."""

from collections import Counter
from collections.abc import Mapping

from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from desktop_sync.gui.text import number, tr
from desktop_sync.gui.theme import Type, font
from desktop_sync.gui.widgets.basics import column, label, row, set_tone
from desktop_sync.gui.widgets.pieces import Piece, PiecesLabel
from desktop_sync.model.plan import OperationKind
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.report import PlanReport

EDGES = 30
"""Pixels beside a tile's words."""
ROOMY, NARROW_TILES = 900, 5
"""Pixels from which all tiles have room, and how many have below."""


class Figure(QFrame):
    """One number and what it counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._number: QLabel = label("", "page")
        self._pieces: tuple[Piece, ...] = ()
        self._words, self._name = PiecesLabel(), PiecesLabel()
        inner = column((14, 8, 12, 10), 1)
        inner.addWidget(self._number)
        inner.addWidget(self._words)
        inner.addWidget(self._name)
        self.setLayout(inner)
        self.stack(on=False)

    def show_figure(self, count: int, words: tuple[Piece, ...], *, care: bool) -> None:
        """Show it; `care`: it needs a look."""
        self._number.setText(number(count))
        set_tone(self._number, "care" if care else "")
        self._pieces = words
        self._words.set_pieces(words)
        self.setAccessibleName(f"{number(count)} {self._words.words}")

    @property
    def needs(self) -> int:
        """Pixels that it wants for its words on one line."""
        words = "".join(words for words, _ in self._pieces)
        return QFontMetrics(font(Type.BODY)).horizontalAdvance(words) + EDGES

    def stack(self, *, on: bool) -> None:
        """Put the system's name on a line of its own."""
        self._words.set_pieces(self._pieces[:1] if on else self._pieces)
        self._name.set_pieces(self._pieces[1:] if on else ())
        self._name.setVisible(on)
        self.setMinimumHeight(80 if on else 62)


class Figures(QWidget):
    """Updates to B, updates to A, new on each side, deletes; what is zero on both sides stays away, updates never do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row(spacing=10)
        self.setLayout(self._row)
        self.tiles = [Figure() for _ in range(6)]
        self._used = 0
        for one in self.tiles:
            self._row.addWidget(one, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Narrow windows lose the last of six, and have the names of the systems below: figures without their words say nothing."""
        most = self._used if self.width() >= ROOMY else min(self._used, NARROW_TILES)
        for at, tile in enumerate(self.tiles):
            tile.setVisible(at < most)
        wide = (self.width() - max(0, most - 1) * self._row.spacing()) // max(1, most)
        narrow = any(tile.needs > wide for tile in self.tiles[:most])
        for tile in self.tiles:
            tile.stack(on=narrow)

    def show_plan(
        self, plan: PlanReport, names: tuple[str, str], writes: Mapping[tuple[Side, OperationKind], int]
    ) -> None:
        """Show a plan's counts. `writes`: how many records would be written, by side and kind."""
        counts = Counter(dict(writes))
        a, b = (names[0], "side_a"), (names[1], "side_b")
        update, create = OperationKind.UPDATE, OperationKind.CREATE
        deletes = sum(counts[side, kind] for side in SIDES for kind in (OperationKind.DELETE, OperationKind.ARCHIVE))
        approval: tuple[Piece, ...] = ((tr("deletes"), "second"),)
        if deletes and plan.guards:
            approval = ((f"{tr('deletes')} ", "second"), (tr("to approve"), "care"))
        shown: list[tuple[int, tuple[Piece, ...], bool]] = [
            (counts["b", update], ((f"{tr('updates to')} ", "second"), b), False),
            (counts["a", update], ((f"{tr('updates to')} ", "second"), a), False),
        ]
        shown += [
            (counts[side, create], ((f"{tr('new in')} ", "second"), name), False)
            for side, name in zip(reversed(SIDES), (b, a), strict=True)
            if counts[side, create]
        ]
        extra: list[tuple[int, tuple[Piece, ...], bool]] = [(deletes, approval, deletes > 0)] if deletes else []
        extra.append((len(plan.conflicts), ((tr("conflicts wait"), "second"),), bool(plan.conflicts)))
        shown += extra[: len(self.tiles) - len(shown)]
        self._used = len(shown)
        for at, tile in enumerate(self.tiles):
            if at < len(shown):
                count, words, care = shown[at]
                tile.show_figure(count, words, care=care)
        self._fit()
