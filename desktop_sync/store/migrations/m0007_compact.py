"""Bases and plans are written more tightly from here on (`store.rows`): nothing to change, but older programs can't read them."""

STATEMENTS: tuple[str, ...] = ()
