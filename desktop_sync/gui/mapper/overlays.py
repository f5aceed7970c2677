"""The cards that lie over the mapper: the lens editor, and the list of lost values."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_sync.gui.mapper.editor import LensEditor
from desktop_sync.gui.mapper.losses import LossCard
from desktop_sync.gui.mapper.model import MapperModel, Selected

MOST_WIDTH = 760


class Overlays(QObject):
    """Opens them, and keeps them within their widget."""

    def __init__(self, model: MapperModel, over: QWidget) -> None:
        super().__init__(over)
        self._model, self._over = model, over
        self.editor, self.losses = LensEditor(model, over), LossCard(over)

    def edit(self, at: int) -> None:
        """Change a link's lens."""
        self._model.select(Selected("link", at))
        self.editor.open_link(at)
        self.place()

    def edit_selected(self) -> None:
        """Change the selected link's lens."""
        selected = self._model.selected
        if selected is not None and selected.kind == "link":
            self.edit(selected.at)

    def show_losses(self) -> None:
        """List what the selected link loses."""
        link, tables = self._model.selected_link(), self._model.tables
        if link is not None and tables is not None:
            self.place()
            self.losses.show_losses(link, self._model.verdict(link), tables)

    def place(self) -> None:
        """Near the lower edge, over the strip they come from, as high as they need."""
        width, height = self._over.width(), self._over.height()
        card_width, card_height = min(MOST_WIDTH, width - 24), min(self.editor.wanted_height(), height - 12)
        for card in (self.editor, self.losses):
            card.setGeometry((width - card_width) // 2, height - card_height - 4, card_width, card_height)
