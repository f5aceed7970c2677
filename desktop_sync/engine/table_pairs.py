"""Which two tables a new sync probably is about: the ones that are called alike, or the only ones there are. Pure."""

import difflib
from collections.abc import Sequence

from desktop_sync.model.schema import TableInfo

_ALIKE = 0.8


def likely_tables(a: Sequence[TableInfo], b: Sequence[TableInfo]) -> tuple[str, str]:
    """A table of each side to begin with; "" where nothing speaks for one of them."""
    here, there = _usable(a), _usable(b)
    best, pair = 0.0, ("", "")
    for one in here:
        for other in there:
            score = max(
                difflib.SequenceMatcher(None, mine, theirs).ratio() for mine in _words(one) for theirs in _words(other)
            )
            if score > best:
                best, pair = score, (one.name, other.name)
    if best >= _ALIKE:
        return pair
    return here[0].name if len(here) == 1 else "", there[0].name if len(there) == 1 else ""


def _usable(tables: Sequence[TableInfo]) -> list[TableInfo]:
    return [one for one in tables if not one.problem][:200]


def _words(table: TableInfo) -> set[str]:
    """What it is called, without the schema before it: “public.customers”, “Customers”."""
    return {name.rsplit(".", 1)[-1].casefold().replace("_", " ").strip() for name in (table.name, table.label) if name}
