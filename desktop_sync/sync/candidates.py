"""Which fields of two wide tables are worth comparing: few for each field, found by what they share, not by trying all pairs.

Small tables are compared pair by pair. In wide ones a field meets only those with which it shares words of its name, what the name
means, or traces of its values; what is common to many fields says little, and nothing at all when it is common to most.
"""

import datetime as dt
import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from desktop_sync.model.values import is_blank
from desktop_sync.sync.fieldnames import concepts, plain_name, plain_words
from desktop_sync.sync.lenses.formats import Format
from desktop_sync.sync.samples import Column

Cell = tuple[int, int]
ALL_PAIRS = 2500
"""Up to so many pairs all are compared."""
MOST = 8
"""Fields that one field is compared with because of its name, and as many because of its values."""
COMMON = 60
"""A word or value that more fields of one table have tells nothing."""
LOOKED_AT = 60
"""Rows whose values leave traces."""
_SYMBOLS = re.compile(r"[^\W\d_]")
_DIGITS = re.compile(r"\D+")


def worth_comparing(
    a: Sequence[Column], b: Sequence[Column], rows: Sequence[Cell], *, all_pairs: int = ALL_PAIRS
) -> list[Cell]:
    """Places of fields in `a` and `b` that may belong together, in order. `rows`: sample rows of the same records."""
    if len(a) * len(b) <= all_pairs:
        return [(i, j) for i in range(len(a)) for j in range(len(b))]
    rows_a, rows_b = [i for i, _ in rows], [j for _, j in rows]
    by_name = _sharing([_words(one) for one in a], [_words(one) for one in b])
    by_value = _sharing([_traces(one, rows_a) for one in a], [_traces(one, rows_b) for one in b])
    return sorted({*by_name, *by_value})


def _sharing(a: Sequence[Mapping[str, float]], b: Sequence[Mapping[str, float]]) -> Iterator[Cell]:
    """For each one its `MOST` counterparts that share most with it, rare things counting more; seen from both sides."""
    who_a, who_b = _who(a), _who(b)
    shared: dict[int, dict[int, float]] = defaultdict(dict)
    for word in (word for word in who_a if word in who_b):
        if len(who_a[word]) > COMMON and len(who_b[word]) > COMMON:
            continue
        rarity = 1 / max(len(who_a[word]), len(who_b[word]))
        for i in who_a[word][:COMMON]:
            weight, mine = a[i][word] * rarity, shared[i]
            for j in who_b[word][:COMMON]:
                mine[j] = mine.get(j, 0.0) + weight * b[j][word]
    back: dict[int, dict[int, float]] = defaultdict(dict)
    for i, mine in shared.items():
        for j, weight in mine.items():
            back[j][i] = weight
        yield from ((i, j) for j in heapq.nlargest(MOST, mine, key=mine.__getitem__))
    for j, theirs in back.items():
        yield from ((i, j) for i in heapq.nlargest(MOST, theirs, key=theirs.__getitem__))


def _who(all_words: Sequence[Mapping[str, float]]) -> dict[str, list[int]]:
    """Who has each word."""
    who: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(all_words):
        for word in words:
            who[word].append(at)
    return who


def _words(column: Column) -> dict[str, float]:
    """What a field's name and label say, with how much it tells: the whole name, what it means, words, and parts of words."""
    field = column.field
    found: dict[str, float] = {f"@{concept}": 3.0 for concept in concepts(field)[:2]}
    for text in (field.name, field.name.strip(".").rsplit(".", 1)[-1], field.label):
        plain = plain_name(text)
        for word in plain.split():
            found[word] = 2.0
            for at in range(len(word) - 2):
                found.setdefault(f"…{word[at : at + 3]}", 0.3)
        if plain:
            found[f"={plain_words(text)}"] = 6.0
    return found


def _traces(column: Column, rows: Sequence[int]) -> dict[str, float]:
    """What a field's values leave: themselves in one writing, and of few values which records have the same one."""
    if column.few:
        return dict.fromkeys(_classes(column, rows), 1.0)
    return dict.fromkeys(_writings(column), 1.0)


def _writings(column: Column) -> Iterator[str]:
    formats = [Format(one) for one in column.formats] if column.kind in {"date", "datetime"} else []
    for value in column.values[:LOOKED_AT]:
        if is_blank(value) or isinstance(value, bool | bytes | tuple):
            continue
        if isinstance(value, dt.date | dt.time):  # moments are dates, too
            yield value.isoformat()[:10]
            continue
        text = str(value).strip()
        yield from (found.isoformat() for one in formats if (found := one.date(text)) is not None)
        if isinstance(value, int | float | Decimal) or not _SYMBOLS.search(text):
            # Numbers in any writing, also of cents for euros, and telephone numbers with and without their country.
            digits = _DIGITS.sub("", text).strip("0")
            yield f"#{digits}"
            yield f"~{digits[-6:]}"
        else:
            yield " ".join(text.casefold().split())


def _classes(column: Column, rows: Sequence[int]) -> Iterable[str]:
    """Which of the records that are on both sides have the same value, whatever it is called; without such records the values."""
    if not rows:
        return [text.casefold() for text in column.distinct]
    together: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        value = column.values[row]
        if not is_blank(value):
            together[str(value)].append(place)
    return ["&" + ",".join(map(str, places)) for places in together.values()]
