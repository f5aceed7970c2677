"""The connector contract on CSV files in two dialects and on workbooks, with and without a table in the sheet."""

import csv
import datetime as dt
import itertools
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from desktop_sync.connectors.registry import Registry
from desktop_sync.model.record import Ref
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import FIELDS, AccountHarness, ConnectorContract

_NUMBER = itertools.count(1)
_COLUMNS = (*FIELDS, "sync_id")


class CsvAccount(AccountHarness):
    """A CSV file that somebody edits with Python's own csv module."""

    table = "people.csv"
    exact_types = False
    keeps_blank_text = False

    def __init__(self, path: Path, *, delimiter: str = ",", encoding: str = "utf-8", folder: bool = False) -> None:
        self.path, self.delimiter, self.encoding = path, delimiter, encoding
        self.opened = path.parent if folder else path
        self._save([])

    def open(self) -> Connector:
        return Registry().open("files", {"path": str(self.opened)}, {})

    def insert(self, values: Mapping[str, Value]) -> Ref:
        ref = f"person-{next(_NUMBER)}"
        self._save([*self._rows(), {**self._texts(values), "sync_id": ref}])
        return Ref(ref)

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        texts = self._texts(values)
        self._save([{**row, **texts} if row["sync_id"] == ref else row for row in self._rows()])

    def delete(self, ref: Ref) -> None:
        self._save([row for row in self._rows() if row["sync_id"] != ref])

    def count(self) -> int:
        return len(self._rows())

    @staticmethod
    def _texts(values: Mapping[str, Value]) -> dict[str, str]:
        words = {True: "true", False: "false", None: ""}
        return {name: words[one] if isinstance(one, bool | None) else str(one) for name, one in values.items()}

    def _rows(self) -> list[dict[str, str]]:
        with self.path.open(encoding=self.encoding, newline="") as stream:
            return list(csv.DictReader(stream, delimiter=self.delimiter))

    def _save(self, rows: list[dict[str, str]]) -> None:
        with self.path.open("w", encoding=self.encoding, newline="") as stream:
            writer = csv.DictWriter(stream, _COLUMNS, delimiter=self.delimiter)
            writer.writeheader()
            writer.writerows(rows)


class WorkbookAccount(AccountHarness):
    """A workbook that somebody edits with openpyxl."""

    exact_types = False
    keeps_blank_text = False

    def __init__(self, path: Path, *, with_table: bool) -> None:
        self.path, self.with_table = path, with_table
        book = openpyxl.Workbook()
        assert book.active is not None
        book.active.title = self.table
        book.active.append(_COLUMNS)
        if with_table:
            book.active.append([None])
            book.active.add_table(Table(displayName="People", ref="A1:G2"))
        book.save(path)

    def open(self) -> Connector:
        return Registry().open("files", {"path": str(self.path)}, {})

    def insert(self, values: Mapping[str, Value]) -> Ref:
        ref = f"person-{next(_NUMBER)}"

        def add(rows: list[list[Value]]) -> None:
            rows.append([*(values.get(name) for name in FIELDS), ref])

        self._edit(add)
        return Ref(ref)

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        def edit(rows: list[list[Value]]) -> None:
            for row in rows:
                if row[-1] == ref:
                    row[:-1] = [values.get(name, old) for name, old in zip(FIELDS, row[:-1], strict=True)]

        self._edit(edit)

    def delete(self, ref: Ref) -> None:
        def remove(rows: list[list[Value]]) -> None:
            rows[:] = [row for row in rows if row[-1] != ref]

        self._edit(remove)

    def count(self) -> int:
        found: list[list[Value]] = []
        self._edit(found.extend)
        return len(found)

    def _edit(self, edit: Callable[[list[list[Value]]], None]) -> None:
        book = openpyxl.load_workbook(self.path)
        sheet = book[self.table]
        # openpyxl shows dates as date-times.
        rows = [
            [cell.date() if isinstance(cell, dt.datetime) else cell for cell in row]
            for row in sheet.iter_rows(min_row=2, max_col=7, values_only=True)
        ]
        rows = [row for row in rows if any(cell is not None for cell in row)]
        before = [list(row) for row in rows]
        edit(rows)
        if rows == before:
            return
        sheet.delete_rows(2, sheet.max_row)
        for number, row in enumerate(rows, 2):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(number, column)
                cell.value = value
                if isinstance(value, Decimal):
                    cell.number_format = "0.00"
        if self.with_table:
            sheet.tables["People"].ref = f"A1:G{max(len(rows), 1) + 1}"
        book.save(self.path)


class TestCsv(ConnectorContract):
    lacks = frozenset({"secret", "longest_name"})

    @pytest.fixture
    def account(self, tmp_path: Path) -> CsvAccount:
        return CsvAccount(tmp_path / "people.csv")


class TestCsvInAFolder(ConnectorContract):
    lacks = frozenset({"secret", "longest_name"})

    @pytest.fixture
    def account(self, tmp_path: Path) -> CsvAccount:
        (tmp_path / "notes.csv").write_text("a,b\n1,2\n", "utf-8")
        return CsvAccount(tmp_path / "people.csv", delimiter=";", encoding="utf-16", folder=True)


class TestWorkbook(ConnectorContract):
    lacks = frozenset({"secret", "longest_name"})

    @pytest.fixture
    def account(self, tmp_path: Path) -> WorkbookAccount:
        return WorkbookAccount(tmp_path / "book.xlsx", with_table=False)


class TestWorkbookWithATable(ConnectorContract):
    lacks = frozenset({"secret", "longest_name"})

    @pytest.fixture
    def account(self, tmp_path: Path) -> WorkbookAccount:
        return WorkbookAccount(tmp_path / "book.xlsx", with_table=True)
