"""CSV files: what is not changed keeps its bytes, in every dialect; what can't be read is told with its line."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.connectors.files.csvgrid import CsvGrid
from desktop_sync.errors import AccountError
from desktop_sync.model.schema import FieldType

CODECS = {
    "utf-8": b"",
    "utf-8-sig": b"\xef\xbb\xbf",
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
    "cp1252": b"",
}
LETTERS = st.characters(codec="cp1252", exclude_characters="\0\x81\x8d\x8f\x90\x9d", exclude_categories=("Cc", "Cs"))
TEXTS = st.text(st.one_of(LETTERS, st.sampled_from(',;\t|"\n\r ')), max_size=12)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A file as some program wrote it."""
    width = draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=6))
    rows = [[f"Row {number}", *row[1:]] for number, row in enumerate(rows)]
    out = io.StringIO()
    end = draw(st.sampled_from(["\r\n", "\n", "\r"]))
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]))
    delimiter = draw(st.sampled_from(",;\t|"))
    if quoting == csv.QUOTE_MINIMAL:
        # Python's writer quotes for its own line end only: what it leaves bare, nobody can tell from a line's end.
        rows = [[f'{text}"' if set(text) & set("\r\n") else text for text in row] for row in rows]
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end)
    # The header has no text in it that would let the delimiter be another one.
    writer.writerow([f"column {number}" for number in range(width)])
    writer.writerows(rows)
    text = out.getvalue() + draw(st.sampled_from(["", end, end + end]))
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    codec = draw(st.sampled_from(sorted(CODECS)))
    return CODECS[codec] + text.encode(codec.removesuffix("-sig"))


@given(files())
def test_nothing_changed_is_the_same_file(content: bytes) -> None:
    assert CsvGrid(content, "people.csv").editor().render() == content


@given(files(), st.data())
def test_one_cell_changes_one_row(content: bytes, data: st.DataObject) -> None:
    before = CsvGrid(content, "people.csv")
    row = data.draw(st.integers(0, len(before) - 1))
    column = data.draw(st.integers(1, len(before.columns) - 1))
    new = data.draw(TEXTS)
    editor = before.editor()
    name = before.columns[column].name
    editor.change(row, {name: new})
    after = CsvGrid(editor.render(), "people.csv", before.encoding.codec, before.delimiter)
    assert after.raw(row)[column] == new
    assert after.encoding == before.encoding
    kept_before = before.text[: before.starts[row]], before.text[before.ends[row] :]
    kept_after = after.text[: after.starts[row]], after.text[after.ends[row] :]
    assert kept_after == kept_before
    for other in range(len(before)):
        if other != row:
            assert after.cells(other) == before.cells(other)
    written = before.cells(row)
    for other, cell in enumerate(after.cells(row)):
        if other != column:
            assert cell == written[other]


@given(files(), st.data())
def test_rows_come_and_go(content: bytes, data: st.DataObject) -> None:
    before = CsvGrid(content, "people.csv")
    gone = data.draw(st.sets(st.integers(0, len(before) - 1)))
    new = data.draw(st.lists(st.lists(TEXTS, min_size=1, max_size=1), max_size=3))
    editor = before.editor()
    for row in sorted(gone):
        editor.remove(row)
    for number, (text,) in enumerate(new):
        editor.append({"column 0": f"new {number}", "column 1": text})
    after = CsvGrid(editor.render(), "people.csv", before.encoding.codec, before.delimiter)
    kept = [list(before.raw(row)) for row in range(len(before)) if row not in gone]
    blank = [""] * (len(before.columns) - 2)
    added = [[f"new {number}", text, *blank] for number, (text,) in enumerate(new)]
    assert [list(after.raw(row)) for row in range(len(after))] == kept + added


@given(files())
def test_a_new_column_keeps_the_others(content: bytes) -> None:
    before = CsvGrid(content, "people.csv")
    editor = before.editor()
    editor.add_column("sync_id")
    editor.change(0, {"sync_id": "r1"})
    after = CsvGrid(editor.render(), "people.csv", before.encoding.codec, before.delimiter)
    assert [column.name for column in after.columns] == [*(column.name for column in before.columns), "sync_id"]
    assert after.raw(0)[-1] == "r1"
    for row in range(len(before)):
        assert after.cells(row)[:-1] == before.cells(row)


def read(text: str, **more: str) -> CsvGrid:
    return CsvGrid(text.encode(), "people.csv", **more)


@pytest.mark.parametrize(
    ("texts", "kind", "first"),
    [
        (["1", "-20", "300"], FieldType.INTEGER, 1),
        (["10115", "01067"], FieldType.TEXT, "10115"),
        (["1.50", "2"], FieldType.DECIMAL, Decimal("1.50")),
        (["1,50", "2,00"], FieldType.TEXT, "1,50"),
        (["2024-02-29", "1999-12-31"], FieldType.DATE, dt.date(2024, 2, 29)),
        (["2023-02-29", "1999-12-31"], FieldType.TEXT, "2023-02-29"),
        (["24.12.2026", "01.01.2027"], FieldType.TEXT, "24.12.2026"),
        (["Yes", "No"], FieldType.BOOLEAN, True),
        (["Yes", "no"], FieldType.TEXT, "Yes"),
        (["1e5", "2"], FieldType.TEXT, "1e5"),
        (["+1", "2"], FieldType.TEXT, "+1"),
        (["a@example.org", "b@example.org"], FieldType.EMAIL, "a@example.org"),
        (["+49 30 1234567", "030/7654321"], FieldType.PHONE, "+49 30 1234567"),
        (["", ""], FieldType.TEXT, None),
    ],
)
def test_types_are_told_only_where_the_text_comes_back(texts: list[str], kind: FieldType, first: object) -> None:
    found = read("name;value\n" + "".join(f"x;{text}\n" for text in texts))
    assert found.columns[1].type is kind
    assert found.value(1, found.raw(0)[1]) == first
    editor = found.editor()
    for row in range(len(found)):
        value = found.value(1, found.raw(row)[1])
        assert value is None or not isinstance(value, bytes)
        editor.change(row, {"value": value})  # type: ignore[dict-item]
    assert editor.render().decode() == found.text


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a,b\n1,2\n1,2,3\n", "line 3", "too many"),
        ("a,b\n\n1\n", "line 3", "too few"),
        ('a,b\n1,"2\n3,4\n', "line 2", "never closed"),
        ('a,b\n1,"2"x\n', "line 2", "quotation marks"),
        ("a,,c\n1,2,3\n", "line 1", "no name"),
        ("a,b,a\n1,2,3\n", "line 1", "“a”"),
        ("", "people.csv", "empty"),
        ("\n\n", "people.csv", "empty"),
    ],
)
def test_what_is_broken_is_named(text: str, line: str, words: str) -> None:
    with pytest.raises(AccountError) as caught:
        read(text)
    assert line in caught.value.place
    assert words in caught.value.what
    assert caught.value.advice


def test_binary_is_no_text() -> None:
    with pytest.raises(AccountError, match="not a text file"):
        CsvGrid(b"a,b\n\0\0\1", "people.csv")


def test_rows_may_end_with_a_delimiter() -> None:
    found = read("a;b;\n1;2;\n")
    assert [column.name for column in found.columns] == ["a", "b"]
    editor = found.editor()
    editor.append({"a": 3})
    assert editor.render() == b"a;b;\n1;2;\n3;;\n"
    editor = found.editor()
    editor.add_column("id")
    editor.change(0, {"id": "x"})
    assert editor.render() == b"a;b;id\n1;2;x\n"


def test_excel_may_name_the_delimiter() -> None:
    found = read("sep=;\r\na;b\r\n1,5;2\r\n")
    assert [column.name for column in found.columns] == ["a", "b"]
    editor = found.editor()
    editor.change(0, {"b": 3})
    assert editor.render() == b"sep=;\r\na;b\r\n1,5;3\r\n"


def test_new_rows_look_like_the_last_one_and_blank_lines_stay() -> None:
    found = read('name,city\n"Ann",Paris\n\n\n')
    editor = found.editor()
    editor.append({"name": "Bob", "city": "Rome"})
    assert editor.render() == b'name,city\n"Ann",Paris\n"Bob",Rome\n\n\n'


def test_what_the_encoding_lacks_is_refused() -> None:
    found = CsvGrid("name;city\nZoë;Köln\n".encode("cp1252"), "people.csv")
    assert found.encoding.codec == "cp1252"
    words = found.editor().refusal(0, {"name": "山田"})
    assert "山" in words
    assert "cp1252" in words
    assert found.editor().refusal(0, {"name": "Müller – €"}) == ""
    assert "NUL" in found.editor().refusal(0, {"name": "a\0b"})
