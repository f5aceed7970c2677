"""What the wizards add to the style sheet: steps and cards to choose."""

from string import Template
from typing import Final

from desktop_sync.gui.theme import Tokens

KIND_HEIGHT: Final = 98
"""Of a card of a kind of system, with its border: a name and three lines of words."""
WAY_HEIGHT: Final = 72
"""Of a card of a way to sign in: a name and two lines of words."""
_SHEET: Final = Template("""
QPushButton[role="step"] {
  background: transparent; border: none; border-bottom: 2px solid transparent; border-radius: 0; color: $second;
  padding: 0 6px; min-height: 34px; max-height: 34px; font-weight: 400;
}
QPushButton[role="step"]:hover { color: $text; }
QPushButton[role="step"]:focus {
  border: none; border-bottom: 2px solid $border; padding: 0 6px; min-height: 34px; max-height: 34px;
}
QPushButton[role="step"][tone="current"] { color: $text; font-weight: 600; border-bottom: 2px solid $action; }
QPushButton[role="step"][tone="done"] { color: $good; }
QPushButton[role="step"]:disabled { color: $third; }
QPushButton[role="step"][tone="current"]:disabled { color: $text; }
QPushButton[role="kind"] {
  background: $card; border: 1px solid $hairline; border-radius: 10px; padding: 0; min-height: ${kind}px; max-height: ${kind}px;
  text-align: left;
}
QPushButton[role="kind"]:hover { border-color: $border; }
QPushButton[role="kind"]:focus { border: 2px solid $border; padding: 0; min-height: ${kind_bold}px; max-height: ${kind_bold}px; }
QPushButton[role="kind"]:checked {
  border: 2px solid $action; background: $action_tint; min-height: ${kind_bold}px; max-height: ${kind_bold}px;
}
QPushButton[role="kind"]:checked:focus { border: 2px solid $text; }
QPushButton[role="way"] {
  background: $card; border: 1px solid $hairline; border-radius: 10px; padding: 0; min-height: ${way}px; max-height: ${way}px;
  text-align: left;
}
QPushButton[role="way"]:hover { border-color: $border; }
QPushButton[role="way"]:focus { border: 2px solid $border; padding: 0; min-height: ${way_bold}px; max-height: ${way_bold}px; }
QPushButton[role="way"]:checked {
  border: 2px solid $action; background: $action_tint; min-height: ${way_bold}px; max-height: ${way_bold}px;
}
QPushButton[role="way"]:checked:focus { border: 2px solid $text; }
QTableWidget::item, QTableView::item { padding-left: 8px; }
QListWidget { padding: 4px; }
QListWidget::item { border-radius: 6px; padding: 7px 8px; }
QListWidget::item:selected { background: $action_tint; color: $text; }
QListWidget::item:hover:!selected { background: $window; }
""")


def wizard_sheet(look: Tokens) -> str:
    """The sheet for one scheme."""
    return _SHEET.substitute(
        action=look.action,
        action_tint=look.action_tint,
        border=look.border,
        card=look.card,
        good=look.good,
        hairline=look.hairline,
        kind=KIND_HEIGHT - 2,
        kind_bold=KIND_HEIGHT - 4,
        second=look.second,
        text=look.text,
        third=look.third,
        way=WAY_HEIGHT - 2,
        way_bold=WAY_HEIGHT - 4,
        window=look.window,
    )
