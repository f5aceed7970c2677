"""The one style sheet, as a template over the tokens of `theme`. Roles are dynamic properties set by `widgets`."""

from collections.abc import Mapping
from string import Template
from typing import Final

from desktop_sync.bootstrap.paths import resources_folder

_SHEET: Final = Template("""
QMainWindow, QDialog, QWizard { background: $window; }
QWidget[ground="window"], QScrollArea[ground="window"] { background: $window; }
QWidget[ground="card"] { background: $card; }
QWidget[ground="sidebar"] { background: $sidebar; }
QWidget[ground="line"] { background: $hairline; }
QFrame[role="card"] { background: $card; border: 1px solid $hairline; border-radius: 10px; }
QFrame[role="sunken"] { background: $window; border: 1px solid $hairline; border-radius: 10px; }
QFrame[role="banner-care"] { background: $care_tint; border: 1px solid $care; border-radius: 10px; }
QFrame[role="banner-bad"] { background: $bad_tint; border: 1px solid $bad; border-radius: 10px; }
QFrame[role="banner-busy"] { background: $action_tint; border: 1px solid $action; border-radius: 10px; }
QFrame[role="banner-good"] { background: $good_tint; border: 1px solid $good; border-radius: 10px; }
QFrame[role="sidebar"] { background: $sidebar; border: none; border-right: 1px solid $hairline; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget[ground="none"] { background: transparent; }

QLabel { color: $text; background: transparent; }
QLabel[type="page"] { font-size: ${px_page}px; font-weight: 600; }
QLabel[type="name"] { font-size: ${px_name}px; font-weight: 600; }
QLabel[type="strong"] { font-weight: 600; }
QLabel[type="meta"] { font-size: ${px_meta}px; }
QLabel[tone="second"] { color: $second; }
QLabel[tone="third"] { color: $third; }
QLabel[tone="a"] { color: $side_a; }
QLabel[tone="b"] { color: $side_b; }
QLabel[tone="action"] { color: $action; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="care"] { color: $care; }
QLabel[tone="bad"] { color: $bad; }
QLabel:disabled { color: $third; }

QPushButton, QToolButton[role="plain"] {
  background: $card; color: $text; border: 1px solid $border; border-radius: 6px;
  padding: 0 13px; min-height: 28px; max-height: 28px; font-weight: 500;
}
QPushButton:hover, QToolButton[role="plain"]:hover { border-color: $second; }
QPushButton:pressed, QToolButton[role="plain"]:pressed { background: $hairline; }
QPushButton:focus, QToolButton[role="plain"]:focus {
  border: 2px solid $action; padding: 0 12px; min-height: 26px; max-height: 26px;
}
QPushButton:disabled { color: $third; border-color: $hairline; }
QPushButton[role="primary"] { background: $action; color: $on_action; border-color: $action; }
QPushButton[role="primary"]:hover { background: $action_hover; border-color: $action_hover; }
QPushButton[role="primary"]:pressed { background: $action_pressed; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $hairline; color: $third; border-color: $hairline; }
QPushButton[role="danger"] { color: $bad; }
QPushButton[role="danger"]:hover { border-color: $bad; }
QPushButton[role="danger"]:disabled { color: $third; border-color: $hairline; }
QPushButton[role="quiet"], QToolButton[role="quiet"] {
  background: transparent; border: 1px solid transparent; color: $second; padding: 0 7px; min-height: 28px; max-height: 28px; border-radius: 6px;
}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover { background: $hairline; color: $text; }
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus { border: 1px solid $action; }
QPushButton[role="link"] {
  background: transparent; border: 1px solid transparent; color: $action; padding: 0 2px; min-height: 18px;
  max-height: 20px; font-weight: 500;
}
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 1px solid $action; border-radius: 4px; padding: 0 2px; }
QPushButton[role="crumb"] {
  background: transparent; border: 1px solid transparent; color: $second; padding: 0; font-weight: 400;
}
QPushButton[role="crumb"]:hover { color: $text; }
QPushButton[role="crumb"]:focus { border: 1px solid $action; padding: 0; }
QPushButton[role="small-link"] {
  background: transparent; border: none; border-bottom: 1px solid transparent; color: $action; padding: 0; font-size: ${px_meta}px; font-weight: 400;
  min-height: 16px; max-height: 16px;
}
QPushButton[role="small-link"]:hover, QPushButton[role="small-link"]:focus {
  border: none; border-bottom: 1px solid $action; padding: 0; min-height: 16px; max-height: 16px;
}
QPushButton[role="tool"] { padding: 0; min-width: 31px; max-width: 31px; }
QPushButton[role="chip"] {
  background: $hairline; color: $second; border: 1px solid transparent; border-radius: 11px; padding: 0 9px;
  min-height: 20px; max-height: 20px; font-size: ${px_chip}px; font-weight: 600;
}
QPushButton[role="chip"]:hover { color: $text; border-color: $border; }
QPushButton[role="chip"]:focus { border: 1px solid $action; padding: 0 9px; min-height: 20px; max-height: 20px; }
QPushButton[role="chip"]:checked { background: $action_tint; color: $action; }
QPushButton[role="chip"][tone="care"] { background: $care_tint; color: $care; }
QPushButton[role="chip"][tone="care"]:checked { background: $care; color: $card; }
QPushButton[role="take-a"], QPushButton[role="take-b"] { padding: 0 13px; }
QPushButton[role="take-a"]:hover { border-color: $side_a; color: $side_a; }
QPushButton[role="take-b"]:hover { border-color: $side_b; color: $side_b; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QTimeEdit, QDateEdit, QDateTimeEdit, QComboBox {
  background: $card; color: $text; border: 1px solid $border; border-radius: 6px; padding: 0 9px; min-height: 28px;
  selection-background-color: $action; selection-color: $on_action;
}
QPlainTextEdit, QTextEdit { padding: 5px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QTimeEdit:focus, QComboBox:focus {
  border: 2px solid $action; padding: 0 8px; min-height: 26px;
}
QPlainTextEdit:focus, QTextEdit:focus { padding: 4px 5px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled {
  background: $window; color: $third; border-color: $hairline;
}
QLineEdit:read-only { background: $window; }
QLineEdit[problem="true"], QPlainTextEdit[problem="true"] { border: 1px solid $bad; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url($images/chevron-down-$shade.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView {
  background: $card; border: 1px solid $border; selection-background-color: $action_tint; selection-color: $text;
  outline: 0; padding: 4px;
}
QSpinBox::up-button, QSpinBox::down-button, QTimeEdit::up-button,
QTimeEdit::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
  width: 20px; border: none; background: transparent;
}
QSpinBox::up-arrow, QTimeEdit::up-arrow, QDoubleSpinBox::up-arrow {
  image: url($images/chevron-up-$shade.svg); width: 10px; height: 10px;
}
QSpinBox::down-arrow, QTimeEdit::down-arrow, QDoubleSpinBox::down-arrow {
  image: url($images/chevron-down-$shade.svg); width: 10px; height: 10px;
}

QCheckBox, QRadioButton { color: $text; spacing: 8px; background: transparent; min-height: 20px; }
QCheckBox:disabled, QRadioButton:disabled { color: $third; }
QCheckBox::indicator, QRadioButton::indicator {
  width: 15px; height: 15px; background: $card; border: 1px solid $control;
}
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $action; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $action; width: 13px; height: 13px; }
QCheckBox::indicator:checked { background: $action; border-color: $action; image: url($images/check-$shade.svg); }
QCheckBox::indicator:checked:focus { border: 2px solid $text; }
QRadioButton::indicator:checked { background: $card; border: 5px solid $action; width: 7px; height: 7px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $hairline; background: $window; }

QTableView, QTreeView, QListView {
  background: $card; color: $text; border: 1px solid $hairline; border-radius: 10px; gridline-color: $hairline; outline: 0;
  selection-background-color: $action_tint; selection-color: $text;
}
QTableView[frame="none"], QListView[frame="none"], QTreeView[frame="none"] { border: none; border-radius: 0; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
  background: transparent; color: $second; border: none; border-bottom: 1px solid $hairline; padding: 0 8px 0 10px; min-height: 34px;
  font-size: ${px_meta}px; font-weight: 400;
}
QTableCornerButton::section { background: transparent; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid $hairline; }
QTabBar { background: transparent; }
QTabBar::tab {
  background: transparent; color: $second; border: none; border-bottom: 2px solid transparent; padding: 0 0 0 0;
  margin-right: 22px; min-height: 32px;
}
QTabBar::tab:selected { color: $text; font-weight: 600; border-bottom: 2px solid $action; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { color: $action; }

QMenuBar { background: $sidebar; color: $second; border-bottom: 1px solid $hairline; padding: 1px 6px; }
QMenuBar::item { background: transparent; padding: 4px 9px; border-radius: 5px; }
QMenuBar::item:selected { background: $hairline; color: $text; }
QMenu { background: $card; color: $text; border: 1px solid $border; padding: 5px; }
QMenu::item { padding: 6px 26px 6px 12px; border-radius: 5px; }
QMenu::item:selected { background: $action_tint; color: $text; }
QMenu::item:disabled { color: $third; }
QMenu::separator { height: 1px; background: $hairline; margin: 5px 6px; }
QToolTip { background: $card; color: $text; border: 1px solid $border; padding: 4px 6px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $third; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: transparent; width: 0; height: 0; border: none;
}
QAbstractScrollArea::corner { background: transparent; }

QSlider { background: transparent; min-height: 22px; }
QSlider::groove:horizontal { background: $hairline; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $action; height: 4px; border-radius: 2px; }
QSlider::handle:horizontal {
  background: $card; border: 2px solid $action; width: 12px; height: 12px; margin: -6px 0; border-radius: 8px;
}
QSlider::handle:horizontal:focus { background: $action; }
QProgressBar {
  background: $hairline; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; text-align: center;
  color: transparent;
}
QProgressBar::chunk { background: $action; border-radius: 3px; }
QSplitter::handle { background: $hairline; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { background: transparent; }
QGroupBox { border: none; margin-top: 22px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; color: $text; }
QStatusBar { background: $window; color: $second; }
""")


def _shaded(hex_color: str, dark: bool, share: float) -> str:
    """A little darker on light, a little lighter on dark."""
    parts = (int(hex_color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share if dark else part * (1 - share)):02X}" for part in parts)


def style_sheet(look: Mapping[str, object], base: int) -> str:
    """The sheet for one scheme at a body size of `base` pixels."""
    action, dark = str(look["action"]), bool(look["dark"])
    words = {name: str(value) for name, value in look.items()}
    return _SHEET.substitute(
        words,
        images=resources_folder().joinpath("icons").as_posix(),
        shade="dark" if dark else "light",
        action_hover=_shaded(action, dark, 0.12),
        action_pressed=_shaded(action, dark, 0.22),
        control=words["third"],
        px_page=round(base * 19 / 13),
        px_name=round(base * 14 / 13),
        px_meta=round(base * 11 / 13),
        px_chip=round(base * 12 / 13),
    )
