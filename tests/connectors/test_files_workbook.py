"""Workbooks: only changed cells change; all other parts of the package keep their bytes. openpyxl is the onlooker."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from desktop_sync.connectors.files.sheetgrid import SheetGrid
from desktop_sync.connectors.files.workbook import Workbook, kind_of_format
from desktop_sync.errors import AccountError
from desktop_sync.model.schema import FieldType
from desktop_sync.model.values import MISSING, Value

SHEET = "xl/worksheets/sheet1.xml"


def book(build: Callable[[Any], None] | None = None, *, epoch_1904: bool = False) -> bytes:
    """A workbook with one of nearly everything, and then what `build` does to its first sheet."""
    made = openpyxl.Workbook()
    if epoch_1904:
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = made.active
    assert sheet is not None
    sheet.title = "Customers"
    sheet.append(["Name", "Email", "Born", "Qty", "Price", "Sum"])
    sheet.append(["Ann", "ann@example.org", dt.date(1980, 2, 29), 3, 2.5, "=D2*E2"])
    sheet.append(["Bob", "bob@example.org", dt.date(1999, 12, 31), 4, 1.25, "=D3*E3"])
    for cell in (sheet["C2"], sheet["C3"]):
        cell.number_format = "dd/mm/yyyy"
    sheet["A2"].font = Font(bold=True)
    sheet["B3"].fill = PatternFill("solid", "FFFF00")
    sheet.column_dimensions["A"].width = 33
    sheet.freeze_panes = "B2"
    sheet["A3"].comment = Comment("call first", "shop")
    validation = DataValidation(type="whole", operator="greaterThan", formula1="0")
    validation.add("D2:D9")
    sheet.add_data_validation(validation)
    sheet.conditional_formatting.add("D2:D9", CellIsRule(operator="lessThan", formula=["4"], font=Font(color="FF0000")))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=1, max_row=3))
    sheet.add_chart(chart, "J2")
    notes = made.create_sheet("Notes")
    notes["A1"] = "=Customers!D2"
    notes.merge_cells("A3:C4")
    made.defined_names["best"] = DefinedName("best", attr_text="Customers!$D$2")
    if build:
        build(sheet)
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_parts(data: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """The package with parts edited by hand."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, lambda part: part)(old.read(name)))
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def grid(data: bytes, sheet: str = "Customers") -> SheetGrid:
    return SheetGrid(Workbook(data, "book.xlsx"), sheet)


def shown(data: bytes, sheet: str = "Customers") -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True))


def column(found: SheetGrid, name: str) -> int:
    return [one.name for one in found.columns].index(name)


def value(found: SheetGrid, row: int, name: str) -> object:
    index = column(found, name)
    return found.value(index, found.raw(row)[index])


def test_types_come_from_the_cells() -> None:
    found = grid(book())
    assert {one.name: (one.type, one.read_only) for one in found.columns} == {
        "Name": (FieldType.TEXT, False),
        "Email": (FieldType.EMAIL, False),
        "Born": (FieldType.DATE, False),
        "Qty": (FieldType.INTEGER, False),
        "Price": (FieldType.DECIMAL, False),
        "Sum": (FieldType.TEXT, True),
    }
    assert value(found, 0, "Born") == dt.date(1980, 2, 29)
    assert value(found, 1, "Price") == Decimal("1.25")
    assert [found.line(row) for row in range(len(found))] == [2, 3]


def test_one_cell_changes_its_sheet_only() -> None:
    lazy = {"xl/workbook.xml": lambda part: part.replace(b' fullCalcOnLoad="1"', b"")}
    before = with_parts(book(), lazy)
    editor = grid(before).editor()
    editor.change(0, {"Qty": 17, "Born": dt.date(2000, 1, 1)})
    after = editor.render()
    old, new = parts(before), parts(after)
    assert list(old) == list(new)
    assert {name for name in old if old[name] != new[name]} == {SHEET, "xl/workbook.xml"}
    assert b'fullCalcOnLoad="1"' in new["xl/workbook.xml"]
    cell = re.compile(rb'<c r="(?!D2"|C2")[^>]*>.*?(?=<c r=|</row>)', re.DOTALL)
    assert cell.findall(new[SHEET]) == cell.findall(old[SHEET])
    assert new[SHEET].partition(b"</sheetData>")[2] == old[SHEET].partition(b"</sheetData>")[2]
    rows = shown(after)
    assert rows[1] == ("Ann", "ann@example.org", dt.datetime(2000, 1, 1), 17, 2.5, "=D2*E2")
    assert rows[2] == shown(before)[2]
    sheet = openpyxl.load_workbook(io.BytesIO(after))["Customers"]
    assert sheet["C2"].number_format == "dd/mm/yyyy"
    assert sheet["A2"].font.bold


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**6), 10**6, places=3),
    st.dates(dt.date(1900, 1, 1)),
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\ufffe\uffff"), max_size=20),
    st.sampled_from(["_x000D_", "a\rb\r\nc", " x ", "<&>\"'", "]]>", "00042", "=1+1", "\t", "\x01", "😀"]),
)


@given(st.lists(st.tuples(st.integers(0, 1), st.sampled_from(["Name", "Email", "Born", "Qty"]), VALUES), max_size=4))
def test_what_is_written_is_read_back(changes: list[tuple[int, str, Value]]) -> None:
    before = BOOK
    editor = grid(before).editor()
    last: dict[tuple[int, str], Value] = {}
    for row, name, new in changes:
        if editor.refusal(row, {name: new}):
            assert name == "Born", "numbers in cells that show dates"
            assert isinstance(new, int | Decimal)
            continue
        editor.change(row, {name: new})
        last[row, name] = new
    after = grid(editor.render())
    old = grid(before)
    lines = [old.line(row) for row in range(2)]
    for row in range(2):
        for name in ("Name", "Email", "Born", "Qty", "Price"):
            index = column(old, name)
            expected = last.get((row, name), old.raw(row)[index])
            (found,) = [after.raw(i)[index] for i in range(len(after)) if after.line(i) == lines[row]] or [None]
            assert same_cell(found, expected), (name, expected, found)


BOOK = book()


def same_cell(found: object, expected: object) -> bool:
    if expected in (None, ""):
        return found is None
    if isinstance(expected, str):
        # XML has one kind of line end within texts; carriage returns are kept in Excel's own way.
        return str(found) == expected
    return found == expected


def test_new_rows_grow_the_table_and_look_like_the_last() -> None:
    def build(sheet: Any) -> None:
        sheet.add_table(Table(displayName="T", ref="A1:F3"))

    editor = grid(book(build)).editor()
    editor.append({"Name": "Cem", "Born": dt.date(2001, 2, 3), "Price": Decimal("9.99")})
    after = openpyxl.load_workbook(io.BytesIO(editor.render()))["Customers"]
    assert after.tables["T"].ref == "A1:F4"
    assert after.tables["T"].autoFilter.ref == "A1:F4"
    assert [cell.value for cell in after[4]][:5] == ["Cem", None, dt.datetime(2001, 2, 3), None, 9.99]
    assert after["C4"].number_format == "dd/mm/yyyy"
    assert after["B4"].fill.fgColor.rgb == "00FFFF00"


def test_the_id_column_belongs_to_table_and_filter() -> None:
    """Sorting a table that left out the ids would give each row another one's."""

    def build(sheet: Any) -> None:
        sheet.add_table(Table(displayName="T", ref="A1:F3"))

    editor = grid(book(build)).editor()
    editor.add_column("sync_id")
    editor.change(0, {"sync_id": "r1"})
    after = openpyxl.load_workbook(io.BytesIO(editor.render()))["Customers"]
    assert after.tables["T"].ref == "A1:G3"
    assert [one.name for one in after.tables["T"].tableColumns][-1] == "sync_id"
    assert (after["G1"].value, after["G2"].value, after["G3"].value) == ("sync_id", "r1", None)

    def filtered(sheet: Any) -> None:
        sheet.auto_filter.ref = "A1:F3"

    editor = grid(book(filtered)).editor()
    editor.add_column("sync_id")
    editor.append({"Name": "Cem", "sync_id": "r2"})
    assert openpyxl.load_workbook(io.BytesIO(editor.render()))["Customers"].auto_filter.ref == "A1:G4"


def test_what_stands_in_the_way_of_the_ids_is_not_overwritten() -> None:
    def build(sheet: Any) -> None:
        sheet["G9"] = "ask Ann"

    with pytest.raises(AccountError, match="column G is in use"):
        grid(book(build)).editor().add_column("sync_id")


def test_a_table_with_totals_takes_rows_only_where_there_is_room() -> None:
    def build(sheet: Any) -> None:
        table = Table(displayName="T", ref="A1:F4", totalsRowCount=1)
        sheet.append(["Total", None, None, "=SUBTOTAL(109,D2:D3)"])
        sheet.add_table(table)

    data = book(build)
    found = grid(data)
    assert len(found) == 2
    assert "no free row" in found.editor().refusal(None, {"Name": "Cem"})

    def under(sheet: Any) -> None:
        sheet.add_table(Table(displayName="T", ref="A1:F3"))
        sheet["A4"] = "written under the table"

    assert "right under the table" in grid(book(under)).editor().refusal(None, {"Name": "Cem"})


def test_a_deleted_row_is_emptied_where_it_stands() -> None:
    editor = grid(book()).editor()
    editor.remove(0)
    after = editor.render()
    assert shown(after)[1] == (None, None, None, None, None, "=D2*E2")
    assert shown(after)[2][0] == "Bob"
    again = grid(after)
    assert [again.line(row) for row in range(len(again))] == [3]


def test_formulas_are_not_overwritten() -> None:
    def build(sheet: Any) -> None:
        sheet["B3"] = '=A3&"@example.org"'

    found = grid(book(build))
    assert not found.columns[column(found, "Email")].read_only
    assert "B3 holds a formula" in found.editor().refusal(1, {"Email": "x"})
    assert found.editor().refusal(0, {"Email": "x"}) == ""


def test_dates_get_a_format_where_there_is_none() -> None:
    def build(sheet: Any) -> None:
        sheet["G1"] = "Since"

    editor = grid(book(build)).editor()
    editor.change(0, {"Since": dt.date(2024, 5, 6)})
    editor.change(1, {"Since": dt.datetime(2024, 5, 6, 7, 8, 9, tzinfo=dt.UTC)})
    after = editor.render()
    found = grid(after)
    index = column(found, "Since")
    assert [found.raw(row)[index] for row in range(2)] == [
        dt.date(2024, 5, 6),
        dt.datetime(2024, 5, 6, 7, 8, 9, tzinfo=dt.UTC),
    ]
    assert openpyxl.load_workbook(io.BytesIO(after))["Customers"]["G2"].is_date


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_both_calendars(epoch_1904: bool) -> None:
    data = book(epoch_1904=epoch_1904)
    assert value(grid(data), 0, "Born") == dt.date(1980, 2, 29)
    editor = grid(data).editor()
    editor.change(1, {"Born": dt.date(2024, 2, 29)})
    after = editor.render()
    assert value(grid(after), 1, "Born") == dt.date(2024, 2, 29)
    assert shown(after)[2][2] == dt.datetime(2024, 2, 29)


def test_days_that_excel_miscounts() -> None:
    editor = grid(book()).editor()
    editor.change(0, {"Born": dt.date(1900, 2, 28)})
    editor.change(1, {"Born": dt.date(1900, 3, 1)})
    after = parts(editor.render())[SHEET]
    assert re.findall(rb'<c r="C[23]" s="\d+"><v>(\d+)</v>', after) == [b"59", b"61"]
    found = grid(editor.render())
    assert [value(found, row, "Born") for row in range(2)] == [dt.date(1900, 2, 28), dt.date(1900, 3, 1)]


def test_errors_are_no_values() -> None:
    def build(sheet: Any) -> None:
        sheet["D2"] = "#N/A"

    found = grid(book(build))
    assert value(found, 0, "Qty") is MISSING
    assert found.columns[column(found, "Qty")].type is FieldType.INTEGER


def test_numbers_have_fifteen_digits() -> None:
    numbers = with_parts(book(), {SHEET: lambda part: part.replace(b"<v>2.5</v>", b"<v>19.989999999999998</v>")})
    assert value(grid(numbers), 0, "Price") == Decimal("19.99")
    assert "15 digits" in grid(BOOK).editor().refusal(0, {"Qty": 1234567890123456})
    assert "32767" in grid(BOOK).editor().refusal(0, {"Name": "x" * 32768})


def test_texts_that_look_like_numbers_stay_texts() -> None:
    def build(sheet: Any) -> None:
        sheet["G1"] = "Postcode"
        sheet["G2"], sheet["G3"] = "01067", 10115

    found = grid(book(build))
    assert [value(found, row, "Postcode") for row in range(2)] == ["01067", "10115"]
    editor = found.editor()
    editor.change(0, {"Postcode": "00123"})
    editor.change(1, {"Postcode": "10117"})
    assert [row[6] for row in shown(editor.render())[1:]] == ["00123", 10117]


def test_other_programs_write_other_xml() -> None:
    """Prefixes, single quotation marks, cells without a place, rich and phonetic texts, empty rows."""
    sheet = (
        b"<?xml version='1.0'?><x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
        b"xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' mc:Ignorable='x14ac' "
        b"xmlns:x14ac='http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac'><x:sheetData>"
        b"<x:row><x:c t='inlineStr'><x:is><x:t>Name</x:t></x:is></x:c><x:c t='str'><x:v>Qty</x:v></x:c></x:row>"
        b"<x:row r='2'/><x:row r='3' spans='1:2' x14ac:dyDescent='0.25'>"
        b"<x:c r='A3' t='inlineStr'><x:is><x:r><x:t>An</x:t></x:r><x:r><x:t>n &gt; B</x:t></x:r>"
        b"<x:rPh sb='0' eb='1'><x:t>noise</x:t></x:rPh></x:is></x:c><x:c r='B3'><x:v>3</x:v></x:c></x:row>"
        b"</x:sheetData></x:worksheet>"
    )
    data = with_parts(saved(openpyxl.Workbook()), {SHEET: lambda _: sheet})
    found = grid(data, "Sheet")
    assert [list(found.raw(row)) for row in range(len(found))] == [["Ann > B", 3]]
    editor = found.editor()
    editor.add_column("id")
    editor.change(0, {"Qty": 4, "id": "r1"})
    editor.append({"Name": "Bob", "Qty": 5, "id": "r2"})
    after = editor.render()
    again = grid(after, "Sheet")
    assert [list(again.raw(row)) for row in range(len(again))] == [["Ann > B", 4, "r1"], ["Bob", 5, "r2"]]
    part = parts(after)[SHEET]
    assert b"mc:Ignorable='x14ac'" in part
    assert b"x14ac:dyDescent='0.25'" in part
    assert b"spans" not in part
    assert [row[:3] for row in shown(after, "Sheet")][2:] == [("Ann > B", 4, "r1"), ("Bob", 5, "r2")]


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda sheet: sheet.merge_cells("A2:B3"), "merged"),
        (lambda sheet: sheet.__setitem__("B1", None), "Column B has no name"),
        (lambda sheet: sheet.__setitem__("B1", "Name"), "Two columns"),
        (lambda sheet: sheet.delete_rows(1, 9), "empty"),
    ],
)
def test_what_is_no_table_is_told(build: Callable[[Any], None], words: str) -> None:
    with pytest.raises(AccountError, match=words) as caught:
        grid(book(build))
    assert "sheet “Customers”" in caught.value.place
    assert caught.value.advice


def test_a_header_further_down_is_found() -> None:
    def build(sheet: Any) -> None:
        sheet.insert_rows(1, 2)

    found = grid(book(build))
    assert [one.name for one in found.columns][:2] == ["Name", "Email"]
    assert found.line(0) == 4


def test_hostile_and_damaged_packages() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>'
    with pytest.raises(AccountError, match="damaged"):
        grid(with_parts(BOOK, {SHEET: lambda _: bomb}))
    with pytest.raises(AccountError, match="damaged"):
        grid(with_parts(BOOK, {SHEET: lambda part: part[:-20]}))
    with pytest.raises(AccountError, match="damaged"):
        Workbook(BOOK[: len(BOOK) // 2], "book.xlsx")
    with pytest.raises(AccountError, match="no sheet"):
        grid(BOOK, "Nope")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", ""),
        ("0.00", ""),
        ("0%", ""),
        ("#,##0.00 €", ""),
        ('0 "days"', ""),
        ("[h]:mm", ""),
        ("[Red]0.0", ""),
        ("yyyy-mm-dd", "date"),
        ("[$-407]d. mmmm yyyy;@", "date"),
        ("mmm", "date"),
        ("hh:mm:ss", "time"),
        ("mm:ss.0", "time"),
        ("dd/mm/yyyy hh:mm", "both"),
        ("@", ""),
    ],
)
def test_number_formats(code: str, kind: str) -> None:
    assert kind_of_format(code) == kind
