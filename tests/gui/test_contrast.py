"""Every colour that says something can be read on all that it stands on: WCAG 2.2, 1.4.3, level AA (4.5 to 1)."""

import pytest

from desktop_sync.gui.theme import DARK, LIGHT, Tokens

SAYS = ("text", "second", "side_a", "side_b", "action", "good", "care", "bad")
"""Not `third`: disabled, or beside words that say the same (DESIGN.md)."""
GROUNDS = ("window", "card", "sidebar")


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", SAYS)
def test_it_can_be_read(look: Tokens, name: str) -> None:
    grounds = [*GROUNDS, *([f"{name}_tint"] if hasattr(look, f"{name}_tint") else [])]
    found = {ground: round(contrast(getattr(look, name), getattr(look, ground)), 2) for ground in grounds}
    assert min(found.values()) >= 4.5, found


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_what_a_button_says_can_be_read(look: Tokens) -> None:
    assert contrast(look.on_action, look.action) >= 4.5


def test_the_measure_is_the_published_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
