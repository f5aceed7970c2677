"""A keyed checksum of many records that does not depend on their order: equal sets of views have equal checksums.

Each record's view is hashed with the key (BLAKE2b), and the hashes are added modulo 2¹²⁸. Values that are equal have one form:
1, 1.0 and Decimal("1.00") count as the same, and so does a moment in two time zones.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from hashlib import blake2b

from desktop_sync.model.values import Value

_BYTES = 16
_MODULUS = 1 << (8 * _BYTES)


class Checksum:
    """The sum of records' digests. Two sums of digests with the same key can be compared."""

    def __init__(self) -> None:
        self._sum = 0

    def add(self, digest: bytes) -> None:
        """Add one record by its `digest_of`."""
        self._sum = (self._sum + int.from_bytes(digest)) % _MODULUS

    def text(self) -> str:
        """The checksum so far, in hexadecimal."""
        return f"{self._sum:0{2 * _BYTES}x}"


def digest_of(parts: Iterable[str], key: bytes) -> bytes:
    """The keyed hash of a record: its names and `canonical` values."""
    data = "".join([f"{len(part)}:{part}" for part in parts]).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=_BYTES, key=key).digest()


def canonical(value: Value) -> str:
    """The value in one form; values that are equal have the same, others have not."""
    if isinstance(value, str):
        return f"s{value}"
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        return _number(value)
    if isinstance(value, dt.datetime):
        return f"t{value.astimezone(dt.UTC).isoformat() if value.tzinfo else value.isoformat()}"
    if isinstance(value, dt.date | dt.time):
        return f"d{value.isoformat()}"
    if isinstance(value, bytes):
        return f"b{value.hex()}"
    assert isinstance(value, tuple)
    return "l" + "".join(f"{len(one)}:{one}" for one in value)


def _number(value: float | Decimal) -> str:
    """Exact: a fraction in its lowest terms."""
    try:
        over, under = value.as_integer_ratio()
    except (ValueError, OverflowError):  # no number, or infinite
        return f"n{value}"
    return f"n{over}/{under}"
