"""`check` of a [[field]] in the sync file: reading it and writing it back."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from desktop_sync.model.mapping import NO_CHECK, Check, Format
from desktop_sync.sync.checks import limit_problem, pattern_problem
from desktop_sync.sync.words import Mistakes, listed, nearest

KEYS = ("min", "max", "format", "matches", "length", "one_of", "unique")


def read_check(data: Any, line: int | None, mistakes: Mistakes) -> Check:
    """The rules that a field's `check` means; what is wrong with them goes to the mistakes."""
    if data is None:
        return NO_CHECK
    if not isinstance(data, Mapping):
        mistakes.add('check must be a table, as check = { format = "email", unique = true }', line)
        return NO_CHECK
    for key in data:
        if key not in KEYS:
            mistakes.add(f"unknown key “{key}” in check.{nearest(key, KEYS)}", line)

    def wrong(key: str, wanted: str) -> None:
        mistakes.add(f"check: {key} {wanted}.", line)

    shortest, longest = _length(data.get("length"), wrong)
    unique = data.get("unique", False)
    if not isinstance(unique, bool):
        wrong("unique", "must be true or false")
    return Check(
        _limit(data, "min", wrong),
        _limit(data, "max", wrong),
        _format(data.get("format"), wrong),
        _pattern(data.get("matches"), wrong),
        shortest,
        longest,
        _one_of(data.get("one_of"), wrong),
        unique is True,
    )


def _plain(value: Any) -> str | None:
    """A number, date, time, yes or no, or text, as text; None for anything else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    return str(value) if isinstance(value, str | int | float) else None


def _limit(data: Mapping[str, Any], key: str, wrong: Any) -> str:
    value = data.get(key)
    if value is None:
        return ""
    text = _plain(value)
    if isinstance(value, bool) or text is None or limit_problem(text):
        wrong(key, limit_problem("") or "is wrong")
        return ""
    return text


def _format(value: Any, wrong: Any) -> Format | None:
    if value is None:
        return None
    known = [one.value for one in Format]
    if value in known:
        return Format(value)
    hint = nearest(value, known) if isinstance(value, str) else ""
    wrong(
        "format",
        f"must be {listed(f'“{one}”' for one in known)}; for an expression of your own there is “matches”{hint}",
    )
    return None


def _pattern(value: Any, wrong: Any) -> str:
    if value is None:
        return ""
    problem = pattern_problem(value) if isinstance(value, str) else "must be a regular expression in quotes"
    if problem:
        wrong("matches", problem)
        return ""
    return str(value)


def _length(value: Any, wrong: Any) -> tuple[int, int | None]:
    """One number: at most so many characters; two: from the one to the other."""
    if value is None:
        return 0, None
    numbers = value if isinstance(value, list) else [0, value]
    fine = len(numbers) == 2 and all(isinstance(one, int) and not isinstance(one, bool) and one >= 0 for one in numbers)
    if not fine or numbers[0] > numbers[1]:
        wrong("length", "must be the most characters, or the least and the most, as [2, 10]")
        return 0, None
    return numbers[0], numbers[1]


def _one_of(value: Any, wrong: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    words = [_plain(one) for one in value] if isinstance(value, list) else [None]
    if not words or any(one is None for one in words):
        wrong("one_of", 'must be a list of values, as ["DE", "AT"]')
        return ()
    return tuple(one for one in words if one is not None)


def check_table(check: Check) -> dict[str, Any]:
    """The rules as the sync file writes them; what is not set is left out."""
    rows: dict[str, Any] = {"min": check.min, "max": check.max, "format": check.format, "matches": check.matches}
    if check.shortest:
        rows["length"] = [check.shortest, check.longest]
    elif check.longest is not None:
        rows["length"] = check.longest
    rows |= {"one_of": check.one_of, "unique": check.unique}
    return {key: value for key, value in rows.items() if value not in ("", None, (), False)}
