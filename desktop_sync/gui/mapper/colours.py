"""The theme's tokens as the QColors that the mapper paints with."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor

from desktop_sync.gui.mapper.judge import Grade
from desktop_sync.gui.theme import Tokens, tokens
from desktop_sync.model.record import Side


@dataclass(frozen=True)
class Colours:
    """One scheme's colours, ready to paint with."""

    window: QColor
    card: QColor
    hairline: QColor
    border: QColor
    text: QColor
    second: QColor
    third: QColor
    a: QColor
    b: QColor
    action: QColor
    action_tint: QColor
    good: QColor
    good_tint: QColor
    care: QColor
    care_tint: QColor
    bad: QColor
    bad_tint: QColor

    def side(self, side: Side) -> QColor:
        """A system's colour."""
        return self.a if side == "a" else self.b

    def grade(self, grade: Grade) -> QColor:
        """The colour of a link's state."""
        return self.bad if grade.wrong else self.good if grade is Grade.FINE else self.care

    def grade_tint(self, grade: Grade) -> QColor:
        """The light background of a link's state."""
        return self.bad_tint if grade.wrong else self.good_tint if grade is Grade.FINE else self.care_tint


def colours() -> Colours:
    """The colours of the scheme shown now. A widget's own palette won't do: sheets change its window colour."""
    return _colours_of(tokens())


@lru_cache(4)
def _colours_of(look: Tokens) -> Colours:
    return Colours(
        window=QColor(look.window),
        card=QColor(look.card),
        hairline=QColor(look.hairline),
        border=QColor(look.border),
        text=QColor(look.text),
        second=QColor(look.second),
        third=QColor(look.third),
        a=QColor(look.side_a),
        b=QColor(look.side_b),
        action=QColor(look.action),
        action_tint=QColor(look.action_tint),
        good=QColor(look.good),
        good_tint=QColor(look.good_tint),
        care=QColor(look.care),
        care_tint=QColor(look.care_tint),
        bad=QColor(look.bad),
        bad_tint=QColor(look.bad_tint),
    )
