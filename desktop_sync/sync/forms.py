"""Whether a stored value can be what a system made of a written one: cut, rounded, in another case or markup. Pure.

For answers that were lost, mostly: a confirmed write says itself what was stored. Without this a store's own form of a value would look
like somebody's edit, and come back over the value that was typed.
"""

import datetime as dt
import re
from decimal import Decimal

from desktop_sync.model.values import Value, is_blank

_TAG = re.compile(r"<[^<>]*>?")
_MINUTE = dt.timedelta(minutes=1)
_SECOND = dt.timedelta(seconds=1)


def is_form_of(stored: Value, written: Value) -> bool:
    """Whether `stored` says the same as `written`, as far as the store could hold it. A blank is no form of anything."""
    if isinstance(stored, str) and isinstance(written, str):
        kept, given = _words(stored), _words(written)
        return bool(kept) and given.startswith(kept)
    if isinstance(stored, dt.datetime) and isinstance(written, dt.datetime):
        step = _SECOND if stored.second or stored.microsecond else _MINUTE
        return abs(written - stored) < step and not stored.microsecond
    if _is_number(stored) and _is_number(written):
        return _is_rounded(Decimal(str(stored)), Decimal(str(written)))
    return False


def shows_nothing(stored: Value, written: Value) -> bool:
    """Whether a new record holds nothing of a value: a blank, or the nought or no that a system without blank ones shows for it."""
    if is_blank(stored):
        return not is_blank(written)
    nought = not stored and isinstance(stored, int | float | Decimal)
    return nought and bool(written) and type(written) in {int, float, Decimal, bool} and not is_form_of(stored, written)


def _is_rounded(stored: Decimal, written: Decimal) -> bool:
    """Rounded to its last digit, to the nearest or towards nought; no store rounds away from it."""
    exponent, apart = stored.as_tuple().exponent, abs(written - stored)
    if not isinstance(exponent, int):
        return False
    unit = Decimal(1).scaleb(exponent)
    return 2 * apart <= unit or (apart < unit and abs(stored) < abs(written))


def _words(text: str) -> str:
    """Letters and digits only, without case and tags."""
    return "".join(one for one in _TAG.sub(" ", text).casefold() if one.isalnum())


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
