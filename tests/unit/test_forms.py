"""What a store can have made of a value, and what it can't."""

import datetime as dt
from decimal import Decimal

import pytest

from desktop_sync.model.values import Value
from desktop_sync.sync.forms import is_form_of, shows_nothing


def number(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize(
    ("stored", "written", "expected"),
    [
        (number("9.3"), number("9.25"), True),
        (number("9.2"), number("9.25"), True),
        (number("9"), number("9.99"), True),  # cut
        (number("10"), number("9.5"), True),
        (number("10"), number("9.25"), False),
        (number("-10"), number("-9.25"), False),
        (number("-9"), number("-9.99"), True),
        (number("9.9"), number("9.4"), False),
        (number("9.24"), number("9.25"), False),
        (10, number("9.6"), True),
        ("Lena", "Lena Meyer", True),
        ("Lena Meyer", "Lena", False),
        ("", "Lena", False),
        (dt.datetime(2026, 3, 1, 8, 5), dt.datetime(2026, 3, 1, 8, 5, 30), True),
        (dt.datetime(2026, 3, 1, 8, 6), dt.datetime(2026, 3, 1, 8, 4, 30), False),
        (True, 1, False),
    ],
)
def test_forms(stored: Value, written: Value, expected: bool) -> None:
    assert is_form_of(stored, written) is expected


@pytest.mark.parametrize(
    ("stored", "written", "expected"),
    [
        (None, "Lena", True),
        ("", None, False),
        (0.0, number("9.25"), True),
        (number("0.00"), number("0.004"), False),  # rounded
        (0, number("0.9"), False),
        (0.0, 0, False),
        (0.0, None, False),
        (False, True, True),
        (True, False, False),
        (False, "no", False),  # a store's own form of a word
        (number("5"), number("9.25"), False),  # a rule of the system's, which is its own
    ],
)
def test_what_shows_nothing(stored: Value, written: Value, expected: bool) -> None:
    assert shows_nothing(stored, written) is expected
