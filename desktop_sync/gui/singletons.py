"""Keeps None, True and False alive under PySide6 6.12.0 on Python 3.11.

Measured: there every call of a Qt method without a result takes one reference of None away without having one, and every bool sent
through a `Signal(object)` one of True or False; some thousand repaints later the interpreter ends with “deallocating None”.
PySide6 6.11.3 is right, and from Python 3.12 on these objects are immortal (PEP 683), so that it does not matter there.
"""

import ctypes
import sys

_BROKEN = ("6.12.0",)
_MANY = 1 << (40 if sys.maxsize > 2**32 else 28)
"""References to add: more than any window loses in years, far from the end of the counter."""


def keep_singletons() -> None:
    """Give them so many references that losing some does no harm. Does nothing where nothing is lost."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    from PySide6 import __version__  # late: only where it matters

    if __version__ not in _BROKEN:
        return
    for one in (None, True, False):
        if sys.getrefcount(one) < _MANY:  # an object starts with its count of references (PyObject.ob_refcnt)
            ctypes.c_ssize_t.from_address(id(one)).value += _MANY
