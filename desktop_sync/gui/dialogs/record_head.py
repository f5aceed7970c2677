"""Which record it is, where it is in both systems, and what is wrong with it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_sync.gui.text import counted, name_of
from desktop_sync.gui.theme import Tone
from desktop_sync.gui.widgets.basics import ElidedLabel, column, row
from desktop_sync.gui.widgets.marks import Pill
from desktop_sync.gui.widgets.pieces import PiecesLabel
from desktop_sync.model.record import Side

if TYPE_CHECKING:
    from desktop_sync.engine.standing import Standing


class RecordHead(QWidget):
    """The head of a record's history."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(name, "page")
        self.where = PiecesLabel()
        self.pill = Pill()
        self.pill.hide()
        line, inner = row(spacing=10), column(spacing=3)
        line.addWidget(self.title)
        line.addWidget(self.pill)
        line.addStretch(1)
        inner.addLayout(line)
        inner.addWidget(self.where)
        self.setLayout(inner)

    def show_standing(self, sync: str, names: Mapping[Side, str], standing: "Standing") -> None:
        """Show how it stands."""

        def end(side: Side) -> tuple[str, str]:
            ref = standing.ref(side)
            words = f"{names[side]} {ref}" if ref is not None else f"{self.tr('not in')} {names[side]}"
            return words, f"side_{side}"

        if standing.label:
            self.title.setText(name_of(standing.label))
            self.title.updateGeometry()
        self.where.set_pieces(((f"{sync} · ", "second"), end("a"), (" ⇄ ", "second"), end("b")))
        if standing.deleted:
            gone = " + ".join(names[side] for side in standing.deleted)
            self.pill.show_state(f"{self.tr('deleted in')} {gone}", Tone.BAD)
        elif standing.open_fields:
            many = counted(len(standing.open_fields), self.tr("conflict waits"), self.tr("conflicts wait"))
            self.pill.show_state(many, Tone.CARE)
        elif not standing.linked:
            self.pill.show_state(self.tr("no partner"), Tone.QUIET)
        self.pill.setVisible(bool(standing.deleted or standing.open_fields or not standing.linked))
