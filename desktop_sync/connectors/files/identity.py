"""Which row is which: refs from a key column, or from ids that the program writes into a column of their own.

A row that a person added has no id yet. Its ref is provisional then, `new:<hash of its cells>:<count of its twins>`,
until `adopt` or `write` gives it a lasting one. A copied row brings a copied id along: the first keeps it, the others
count as new.
"""

import base64
import hashlib
import secrets
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from desktop_sync.connectors.files.grid import Grid
from desktop_sync.errors import FileError
from desktop_sync.model.record import Ref
from desktop_sync.model.values import fingerprint

PROVISIONAL = "new:"


def is_provisional(ref: Ref) -> bool:
    """Whether the ref holds only until the row gets an id of its own."""
    return ref.startswith(PROVISIONAL)


def _spell(data: bytes) -> str:
    # Begins with a letter and has no 0 and 1: no spreadsheet takes it for a number such as 12E5, no person for O or l.
    return "r" + base64.b32encode(data).decode("ascii").lower().rstrip("=")


def new_id() -> str:
    """An id that no other row has: 80 random bits."""
    return _spell(secrets.token_bytes(10))


def id_for(token: str) -> str:
    """The id of the row that a create with this token makes: the same token always finds the same row."""
    return _spell(hashlib.blake2b(token.encode(), digest_size=10, person=b"row id").digest())


def refs_by_key(grid: Grid, column: int) -> list[Ref]:
    """The refs of all rows from the key column. Raises AccountError naming the lines of blank and repeated keys."""
    name = grid.columns[column].name
    lines: defaultdict[str, list[int]] = defaultdict(list)
    refs = []
    for row in range(len(grid)):
        raw = grid.raw(row)[column]
        key = "" if raw is None else str(raw).strip()
        lines[key].append(grid.line(row))
        refs.append(Ref(key))
    if "" in lines:
        raise FileError(
            f"The key column “{name}” is empty in {_lines(lines[''])}.",
            place=grid.place,
            advice=f"Fill in “{name}” there, or remove the setting “key” so that the program numbers the rows itself.",
        )
    for where in lines.values():
        if len(where) > 1:
            raise FileError(
                f"The key column “{name}” holds the same in {_lines(where)}.",
                place=grid.place,
                advice=f"Each row needs a “{name}” of its own. Correct or remove the repeated rows.",
            )
    return refs


def _lines(numbers: Sequence[int]) -> str:
    more = f" and {len(numbers) - 5} more" if len(numbers) > 5 else ""
    return ("line " if len(numbers) == 1 else "lines ") + ", ".join(str(number) for number in numbers[:5]) + more


def refs_by_id(grid: Grid, column: int | None) -> list[Ref]:
    """The refs of all rows from the id column (None: there is no such column yet)."""
    seen: set[str] = set()
    alike: Counter[str] = Counter()
    refs = []
    for row in range(len(grid)):
        raw = grid.raw(row)
        known = "" if column is None or raw[column] is None else str(raw[column]).strip()
        if known and known not in seen and not known.startswith(PROVISIONAL):
            seen.add(known)
            refs.append(Ref(known))
            continue
        content = _content(raw, column)
        alike[content] += 1
        refs.append(Ref(f"{PROVISIONAL}{content}:{alike[content]}"))
    return refs


def _content(raw: Sequence[Any], column: int | None) -> str:
    return fingerprint([cell for index, cell in enumerate(raw) if index != column]).hex()
