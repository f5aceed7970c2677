"""The recovery key: typed as people type, and what a slip of the hand does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.errors import UsageError
from desktop_sync.sync.recoverykey import heard, new_recovery_key, spelt

numbers = st.integers(0, (1 << 130) - 1)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(numbers)
def test_it_is_heard_however_it_is_written(number: int) -> None:
    key = spelt(number)
    assert [len(part) for part in key.split("-")] == [4] * 7
    assert heard(key) == key
    assert heard(f" {key.lower().replace('-', '  ')}\n") == key
    assert heard(key.replace("0", "o").replace("1", "l")) == key
    assert heard(key.replace("0", "O").replace("1", "I").replace("-", "")) == key


@given(numbers, st.integers(0, 27), st.integers(1, 31))
def test_one_wrong_character_is_always_found(number: int, at: int, by: int) -> None:
    key = spelt(number).replace("-", "")
    wrong = LETTERS[(LETTERS.index(key[at]) + by) % 32]
    with pytest.raises(UsageError):
        heard(key[:at] + wrong + key[at + 1 :])


@given(numbers, st.integers(0, 26))
def test_two_neighbours_that_changed_places_are_always_found(number: int, at: int) -> None:
    key = spelt(number).replace("-", "")
    swapped = key[:at] + key[at + 1] + key[at] + key[at + 2 :]
    if swapped != key:
        with pytest.raises(UsageError):
            heard(swapped)


@pytest.mark.parametrize("typed", ["", "7K3M", "0" * 27, "0" * 29, "é" * 28, "٣" * 28, "!" * 28])
def test_what_is_no_key_is_refused_and_not_repeated(typed: str) -> None:
    with pytest.raises(UsageError) as error:
        heard(typed)
    assert not typed or typed not in f"{error.value} {error.value.advice}"


def test_no_two_are_the_same() -> None:
    assert len({new_recovery_key() for _ in range(100)}) == 100
