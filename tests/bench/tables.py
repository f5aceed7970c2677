"""Two tables of people, made and changed without the program."""

import contextlib
import datetime as dt
import decimal
from collections.abc import Iterator
from pathlib import Path

from tests.servers import sql

FIELDS = (
    "name", "email", "street", "zip", "city", "phone", "born", "credit", "visits", "active", "vat", "note",
)  # fmt: skip
COLUMNS = ("id", *FIELDS, "changed")
_MADE = (
    "CREATE TABLE {table} (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL, email VARCHAR(120), street VARCHAR(80), zip VARCHAR(12), "
    "city VARCHAR(60), phone VARCHAR(40), born DATE, credit DECIMAL(10,2), visits INTEGER, active BOOLEAN, vat VARCHAR(20), "
    "note VARCHAR(200), changed {moment} NOT NULL)"
)
_MOMENTS = {"postgresql": "TIMESTAMP(6) WITH TIME ZONE", "mysql": "DATETIME(6)", "mariadb": "DATETIME(6)"}
_BEGIN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_BATCH = 20_000


def row(number: int) -> tuple[object, ...]:
    """The person of that number."""
    return (
        number, f"Person {number}", f"p{number}@example.org", f"Long Street {number % 997}", f"{number % 99999:05d}",
        ("Kiel", "Ulm", "Jena")[number % 3], f"+49 30 {number:07d}", f"{1960 + number % 40}-0{1 + number % 9}-1{number % 10}",
        f"{number % 9000}.50", number % 50, bool(number % 2), f"DE{number:09d}", f"some words about number {number}",
        f"{_BEGIN + dt.timedelta(seconds=number):%Y-%m-%d %H:%M:%S.%f}",
    )  # fmt: skip


def make(url: str, table: str, rows: int) -> None:
    """A table of so many people, with an index on when they were changed."""
    kind = url.partition(":")[0]
    sql.execute(url, _MADE.format(table=table, moment=_MOMENTS.get(kind, "TIMESTAMP")))
    sql.execute(url, f"CREATE INDEX {table}_changed ON {table} (changed, id)")
    mark = "?" if kind == "sqlite" else "%s"
    statement = f"INSERT INTO {table} VALUES ({','.join([mark] * len(COLUMNS))})"
    with sql.connection(url) as opened, contextlib.closing(opened.cursor()) as cursor:  # type: ignore[attr-defined]
        for start in range(1, rows + 1, _BATCH):
            cursor.execute("BEGIN")
            cursor.executemany(statement, [row(number) for number in range(start, min(start + _BATCH, rows + 1))])
            cursor.execute("COMMIT")


def change(url: str, table: str, numbers: range, word: str) -> None:
    """People move to another town."""
    mark = "?" if url.startswith("sqlite") else "%s"
    now = f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S.%f}"
    statement = f"UPDATE {table} SET city = {mark}, changed = {mark} WHERE id = {mark}"
    sql.execute_many(url, statement, [(f"{word} {number}", now, number) for number in numbers])


def count(url: str, table: str) -> int:
    """How many people there are."""
    return int(sql.fetch(url, f"SELECT count(*) FROM {table}")[0][0])


def cities(url: str, table: str, word: str) -> int:
    """How many of them moved there."""
    return int(sql.fetch(url, f"SELECT count(*) FROM {table} WHERE city LIKE '{word}%'")[0][0])


def records(url: str, table: str) -> Iterator[dict[str, object]]:
    """The plain loop: every row through the driver into a dict."""
    with sql.connection(url) as opened:
        cursor = opened.cursor("records") if url.startswith("postgresql") else opened.cursor()  # type: ignore[attr-defined]
        if url.startswith("postgresql"):
            opened.autocommit = False  # type: ignore[attr-defined]
            cursor.itersize = 1000
        cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM {table} ORDER BY id")
        while rows := cursor.fetchmany(1000):
            for one in rows:
                yield dict(zip(COLUMNS, one, strict=True))


def write_file(path: Path, rows: int) -> None:
    """The same people as a CSV file or a workbook."""
    lines = (dict(zip(COLUMNS, row(number), strict=True)) for number in range(1, rows + 1))
    if path.suffix == ".csv":
        import csv

        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(lines)
        return
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("people")
    sheet.append(COLUMNS)
    for line in lines:
        values = line | {"credit": float(decimal.Decimal(str(line["credit"])))}
        sheet.append([values[name] for name in COLUMNS])
    book.save(path)
