"""The same work in plain loops: what any program has to spend that reads, or reads and writes, these tables with these libraries.

python -m tests.bench.plain nothing
python -m tests.bench.plain read URL TABLE URL TABLE
python -m tests.bench.plain copy URL TABLE URL TABLE
python -m tests.bench.plain files PATH PATH
"""

import contextlib
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench import tables
from tests.servers import sql

_BATCH = 1000


def _read(url: str, table: str, other_url: str, other_table: str) -> int:
    return sum(1 for place in ((url, table), (other_url, other_table)) for _ in tables.records(*place))


def _copy(url: str, table: str, other_url: str, other_table: str) -> int:
    mark = "?" if other_url.startswith("sqlite") else "%s"
    names = ", ".join(tables.COLUMNS)
    statement = f"INSERT INTO {other_table} ({names}) VALUES ({','.join([mark] * len(tables.COLUMNS))})"
    done = 0
    with sql.connection(other_url) as opened, contextlib.closing(opened.cursor()) as cursor:  # type: ignore[attr-defined]
        for batch in _batches(tables.records(url, table)):
            cursor.execute("BEGIN")
            cursor.executemany(statement, [tuple(one.values()) for one in batch])
            cursor.execute("COMMIT")
            done += len(batch)
    return done


def _files(*paths: str) -> int:
    return sum(1 for path in paths for _ in _lines(Path(path)))


def _lines(path: Path) -> Iterator[dict[str, object]]:
    if path.suffix == ".csv":
        import csv

        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
        return
    import openpyxl

    rows = openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)
    head = next(rows)
    for one in rows:
        yield dict(zip(head, one, strict=True))


def _batches(rows: Iterator[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    while batch := list(itertools.islice(rows, _BATCH)):
        yield batch


if __name__ == "__main__":
    work = {"nothing": lambda: 0, "read": _read, "copy": _copy, "files": _files}[sys.argv[1]]
    print(work(*sys.argv[2:]))  # type: ignore[operator]
