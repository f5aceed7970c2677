"""Workbooks, tables and address books that were made to do harm."""

import io
import re
import zipfile

import pytest

from desktop_sync.connectors.carddav.dav import Dav
from desktop_sync.connectors.carddav.settings import Login
from desktop_sync.connectors.files.sheetgrid import SheetGrid
from desktop_sync.connectors.files.workbook import Workbook
from desktop_sync.errors import AccountError
from tests.attacks.targets import DAV, SHEET, packed, response

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
FILE = '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>'


def grid(data: bytes) -> SheetGrid:
    return SheetGrid(Workbook(data, "w.xlsx"), "S")


def test_a_workbook_that_unpacks_to_a_thousand_times_its_size_is_not_opened() -> None:
    bomb = packed(SHEET, {"xl/media/image1.png": bytes(70 << 20)})
    assert len(bomb) < 1 << 20
    with pytest.raises(AccountError, match="a hundred times"):
        Workbook(bomb, "w.xlsx")
    assert grid(packed(SHEET, {"xl/media/image1.png": bytes(1 << 20)})).rows, "small ones may shrink as they like"


def test_a_workbook_that_lies_about_its_size_unpacks_no_more_than_it_says() -> None:
    honest = packed(SHEET, {"xl/media/x": bytes(8 << 20)})
    with zipfile.ZipFile(io.BytesIO(honest)) as package:
        info = package.getinfo("xl/media/x")
    lie = honest.replace((8 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lie != honest
    assert info.compress_size < 1 << 20
    with pytest.raises(AccountError, match="damaged"):
        Workbook(lie, "w.xlsx")


@pytest.mark.parametrize("head", [LAUGHS, FILE], ids=["billion laughs", "a file of this computer"])
@pytest.mark.parametrize("code", ["utf-8", "utf-16", "utf-16-le", "cp1252", "cp037"])
def test_texts_that_are_defined_in_the_document_are_refused_in_any_encoding(head: str, code: str) -> None:
    declared = f'<?xml version="1.0" encoding="{code.removesuffix("-le")}"?>'

    def made(xml: str) -> bytes:
        text = declared + head + xml.replace("Lena", "&i;")
        return text.encode(code) if code != "cp037" else declared.encode("ascii") + (head + xml).encode(code)

    with pytest.raises(AccountError):
        grid(packed(made(SHEET.decode())))
    answer = response(made(re.sub(r"<\?xml.*?\?>", "", DAV.decode())))
    answer.status_code = 207
    with pytest.raises(AccountError):
        Dav(Login("https://dav.example.org", "/", "u", "p"))._multistatus(answer)


def test_links_to_other_files_and_addresses_are_kept_and_never_followed() -> None:
    """Network and files beyond the workbook are not there for the parser at all: no name in it is ever opened."""
    rels = (
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/s.xml"/>'
        '<Relationship Id="r9" Type="x/externalLink" TargetMode="External" Target="http://tracker.example.org/x"/>'
        '<Relationship Id="r2" Type="x/sharedStrings" Target="t.xml"/>'
        '<Relationship Id="r7" Type="x/worksheet" Target="/../../../../etc/passwd"/></Relationships>'
    )
    data = packed(SHEET.replace(b"1+1", b"[1]S!A1"), {"xl/_rels/workbook.xml.rels": rels.encode()})
    found = grid(data)
    editor = found.editor()
    editor.change(0, {"name": "Ann"})
    with zipfile.ZipFile(io.BytesIO(editor.render())) as package:
        assert package.read("xl/_rels/workbook.xml.rels").decode() == rels
        assert b"<f>[1]S!A1</f>" in package.read("xl/worksheets/s.xml")


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x.example.org")', "@SUM(A1)", "+1", "-1+cmd|' /C calc'!A0"]
)
def test_a_value_that_looks_like_a_formula_is_a_text_in_a_workbook(text: str) -> None:
    editor = grid(packed(SHEET)).editor()
    editor.change(0, {"name": text})
    with zipfile.ZipFile(io.BytesIO(editor.render())) as package:
        sheet = package.read("xl/worksheets/s.xml").decode()
    assert sheet.count("<f>") == 1, "the one that was there"
    assert re.search(r'<c r="A2"[^>]*t="inlineStr"', sheet)
