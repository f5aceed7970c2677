"""The look: colours, type and spacing of DESIGN.md as data, and the object that switches them live.

The palette of the application carries the scheme: whoever paints asks `tokens()` in its paint event and gets repainted by Qt
when the palette changes. Nothing else has to be handed around.
"""

from dataclasses import asdict, dataclass
from enum import Enum, StrEnum

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from desktop_sync.gui.sheet import style_sheet
from desktop_sync.model.record import Side


class Scheme(StrEnum):
    """What the user chose in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tone(Enum):
    """A state, shown by colour and shape, always with a word beside it."""

    GOOD = "good"
    CARE = "care"
    BAD = "bad"
    BUSY = "busy"
    QUIET = "quiet"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme, as "#RRGGBB". `*_tint` are the light backgrounds behind the colour of the same name."""

    dark: bool
    window: str
    card: str
    sidebar: str
    hairline: str
    border: str
    text: str
    second: str
    third: str
    side_a: str
    side_a_tint: str
    side_b: str
    side_b_tint: str
    action: str
    action_tint: str
    on_action: str
    good: str
    good_tint: str
    care: str
    care_tint: str
    bad: str
    bad_tint: str

    def side(self, side: Side) -> str:
        """The side's own colour."""
        return self.side_a if side == "a" else self.side_b

    def side_tint(self, side: Side) -> str:
        """The light background of the side."""
        return self.side_a_tint if side == "a" else self.side_b_tint

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Colour and tint of a state."""
        return {
            Tone.GOOD: (self.good, self.good_tint),
            Tone.CARE: (self.care, self.care_tint),
            Tone.BAD: (self.bad, self.bad_tint),
            Tone.BUSY: (self.action, self.action_tint),
            Tone.QUIET: (self.second, self.hairline),
            Tone.PAUSED: (self.second, self.hairline),
        }[tone]


LIGHT = Tokens(
    dark=False,
    window="#F6F6F3",
    card="#FFFFFF",
    sidebar="#EFEFEA",
    hairline="#E2E2DC",
    border="#CFCFC7",
    text="#1E2022",
    second="#5C6166",
    third="#8A8F94",
    side_a="#2F66C8",
    side_a_tint="#E9F0FC",
    side_b="#AE5018",
    side_b_tint="#FBEEE4",
    action="#0F6E66",
    action_tint="#E3F2F0",
    on_action="#FFFFFF",
    good="#2B7A4B",
    good_tint="#E6F3EA",
    care="#8F6200",
    care_tint="#FBF1D9",
    bad="#B3261E",
    bad_tint="#FBE9E7",
)

DARK = Tokens(
    dark=True,
    window="#1B1D1F",
    card="#24272A",
    sidebar="#202325",
    hairline="#363A3E",
    border="#484D52",
    text="#ECEDEE",
    second="#A9AEB3",
    third="#7B8187",
    side_a="#8AB1F5",
    side_a_tint="#22304A",
    side_b="#EDA274",
    side_b_tint="#42301F",
    action="#5CC4B8",
    action_tint="#1D3A37",
    on_action="#0F2321",
    good="#79C796",
    good_tint="#213A2B",
    care="#E3B75B",
    care_tint="#3D3318",
    bad="#F08B82",
    bad_tint="#452624",
)


class Type(Enum):
    """The four sizes of text, in pixels at a UI font of 13."""

    META = (11, QFont.Weight.Normal)
    BODY = (13, QFont.Weight.Normal)
    STRONG = (13, QFont.Weight.DemiBold)
    NAME = (14, QFont.Weight.DemiBold)
    PAGE = (19, QFont.Weight.DemiBold)


S1, S2, S3, S4, S5 = 4, 8, 12, 16, 24
"""The steps of spacing, in pixels."""
CONTROL_HEIGHT = 30
SIDEBAR_WIDTH = 208
RADIUS, CARD_RADIUS = 6, 10


def tokens(palette: QPalette | None = None) -> Tokens:
    """The tokens of a palette; None: of the one that the application shows now. Main thread."""
    shown = palette or QApplication.palette()
    return DARK if shown.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def color(name: str, alpha: int = 255) -> QColor:
    """A token as a QColor, with `alpha` 0..255."""
    made = QColor(name)
    made.setAlpha(alpha)
    return made


def mixed(one: str, two: str, share: float) -> str:
    """A colour between two tokens; `share` 0..1 of the second."""
    first, second = QColor(one), QColor(two)
    parts = (
        round(x + (y - x) * share)
        for x, y in zip(first.getRgb()[:3], second.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return "#" + "".join(f"{part:02X}" for part in parts)


def font(kind: Type) -> QFont:
    """The application's font in one of the sizes, with figures of one width. Main thread."""
    made = QFont(QApplication.font())
    size, weight = kind.value
    made.setPixelSize(round(base_size() * size / 13))
    made.setWeight(weight)
    return made


def base_size() -> int:
    """The body size in pixels: the platform's, but not under 13, where small text stops being legible."""
    return max(13, QFontInfo(QApplication.font()).pixelSize())


def palette_for(look: Tokens) -> QPalette:
    """The palette that Fusion and our own painting share."""
    roles = QPalette.ColorRole
    made = QPalette()
    for role, name in (
        (roles.Window, look.window),
        (roles.WindowText, look.text),
        (roles.Base, look.card),
        (roles.AlternateBase, look.window),
        (roles.Text, look.text),
        (roles.Button, look.card),
        (roles.ButtonText, look.text),
        (roles.BrightText, look.bad),
        (roles.ToolTipBase, look.card),
        (roles.ToolTipText, look.text),
        (roles.PlaceholderText, look.third),
        (roles.Highlight, look.action_tint),
        (roles.HighlightedText, look.text),
        (roles.Accent, look.action),
        (roles.Link, look.action),
        (roles.LinkVisited, look.action),
        (roles.Light, look.card),
        (roles.Midlight, look.hairline),
        (roles.Mid, look.border),
        (roles.Dark, look.border),
        (roles.Shadow, look.border),
    ):
        made.setColor(role, QColor(name))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(look.third))
    return made


class Theme(QObject):
    """Puts the look on the application, and follows the system's colour scheme while the user wants that. Main thread."""

    changed = Signal()
    """The colours are others now; palettes and style sheets are already switched."""

    def __init__(self, application: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._scheme = Scheme.SYSTEM
        application.setStyle("Fusion")
        face = application.font()
        face.setPixelSize(base_size())
        face.setFeature(QFont.Tag("tnum"), 1)
        application.setFont(face)
        application.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._show()

    @property
    def scheme(self) -> Scheme:
        """What the user chose."""
        return self._scheme

    def choose(self, scheme: Scheme) -> None:
        """Switch, now."""
        self._scheme = scheme
        self._show()

    @Slot()
    def _system_changed(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._show()

    def _wanted(self) -> Tokens:
        if self._scheme is Scheme.SYSTEM:
            dark = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if self._scheme is Scheme.DARK else LIGHT

    def _show(self) -> None:
        look = self._wanted()
        self._application.setPalette(palette_for(look))
        self._application.setStyleSheet(style_sheet(asdict(look), base_size()))
        self.changed.emit()
