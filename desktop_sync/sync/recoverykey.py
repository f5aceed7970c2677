"""The recovery key as people write it down and type it: seven groups of four letters and digits.

130 random bits in Crockford's Base32 (https://www.crockford.com/base32.html), which has no I, L, O and U, and two characters that
check them: the number modulo the prime 1021. As 32 is no multiple of it, one wrong character, and two neighbours that changed places,
are always found; anything else is missed once in a thousand times.
"""

import secrets

from desktop_sync.errors import UsageError

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OILU", "011V")
_BITS, _LONG, _GROUP = 130, 28, 4
_PRIME = 1021


def new_recovery_key() -> str:
    """One that nobody has seen, in groups."""
    number = secrets.randbits(_BITS)
    return spelt(number)


def spelt(number: int) -> str:
    """The key of a number of 130 bits, in groups."""
    whole = number << 10 | number % _PRIME
    text = "".join(_LETTERS[whole >> 5 * at & 31] for at in range(_LONG - 1, -1, -1))
    return "-".join(text[at : at + _GROUP] for at in range(0, _LONG, _GROUP))


def heard(typed: str) -> str:
    """A typed key as `spelt` writes it: small letters, blanks, an O for 0, an I or L for 1 are fine. Raises UsageError, which never repeats it."""
    text = "".join(one for one in typed if one.isalnum()).upper().translate(_LOOKALIKES)
    if len(text) != _LONG or any(one not in _LETTERS for one in text):
        raise UsageError(
            f"A recovery key has {_LONG} letters and digits; this has {len(text)}."
            if len(text) != _LONG
            else "A recovery key has only letters and digits from its own set.",
            advice="Type it as it was written down, such as 7K2M-….",
        )
    whole = 0
    for one in text:
        whole = whole << 5 | _LETTERS.index(one)
    number = whole >> 10
    if whole & 1023 != number % _PRIME:
        raise UsageError(
            "A character of the recovery key is mistyped.", advice="Compare it with what was written down."
        )
    return spelt(number)
