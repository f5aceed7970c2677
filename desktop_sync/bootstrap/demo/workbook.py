"""The office's workbook, written in the file format's own terms (ECMA-376, SpreadsheetML).

By hand, because spreadsheet libraries belong to the connectors.

One sheet with the customers and a column that Excel computes, one sheet that is none of the sync's business.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from desktop_sync.bootstrap.demo.people import STATE_WORDS, Person

SHEET = "Customers"
HEADERS = ("Name", "E-mail", "Telephone", "Town", "Birthday", "Limit", "State", "Newsletter", "Tier")
FORMULA = 'IF(F{row}>=3000,"Gold","Standard")'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEADER, _DATE, _MONEY = 1, 2, 3
_WIDTHS = (26, 36, 20, 14, 12, 12, 11, 11, 10)
_NOTES = (
    "Notes of the office",
    "This sheet is not part of any sync: it stays as it is.",
    "“Tier” is computed by the workbook; the sync leaves formulas alone.",
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FILES = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>
<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{_TYPE}.worksheet+xml"/>
</Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>
</Relationships>""",
    "xl/workbook.xml": f"""<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>
<sheet name="{SHEET}" sheetId="1" r:id="rId1"/><sheet name="Notes" sheetId="2" r:id="rId2"/>
</sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{_OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>
<Relationship Id="rId3" Type="{_OFFICE}/styles" Target="styles.xml"/>
</Relationships>""",
    "xl/styles.xml": f"""<styleSheet xmlns="{_MAIN}">
<numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>""",
}


def national(phone: str | None) -> str | None:
    """A German number as the office writes it: “030 23125-042”."""
    if phone is None:
        return None
    area = next(code for code in ("30", "69", "40", "221", "89") if phone.startswith(f"+49{code}"))
    rest = phone.removeprefix(f"+49{area}")
    return f"0{area} {rest[:-3]}-{rest[-3:]}"


def create(file: Path, people: Iterable[Person]) -> None:
    """A new workbook with these people."""
    rows = [_row(1, [_text(1, i, header, _HEADER) for i, header in enumerate(HEADERS)])]
    rows += [_person(number, one) for number, one in enumerate(people, 2)]
    columns = "".join(f'<col min="{i}" max="{i}" width="{w}" customWidth="1"/>' for i, w in enumerate(_WIDTHS, 1))
    pane = '<pane ySplit="1" topLeftCell="A2" state="frozen"/>'
    notes = [_row(i, [_text(i, 0, text)]) for i, text in enumerate(_NOTES, 1)]
    parts = {
        **_FILES,
        "xl/worksheets/sheet1.xml": _sheet(
            f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews><cols>{columns}</cols>', rows
        ),
        "xl/worksheets/sheet2.xml": _sheet("", notes),
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, _XML + text)


def _sheet(head: str, rows: Iterable[str]) -> str:
    return f'<worksheet xmlns="{_MAIN}">{head}<sheetData>{"".join(rows)}</sheetData></worksheet>'


def _person(row: int, one: Person) -> str:
    tier = "Gold" if one.limit >= 3000 else "Standard"
    texts = [one.name, one.email, national(one.phone), one.city]
    cells = [_text(row, i, text) for i, text in enumerate(texts) if text is not None]
    cells.append(_number(row, 4, (one.born - dt.date(1899, 12, 30)).days, _DATE))
    cells.append(_number(row, 5, one.limit, _MONEY))
    cells.append(_text(row, 6, STATE_WORDS[one.state]))
    cells.append(_text(row, 7, "yes" if one.newsletter else "no"))
    cells.append(f'<c r="I{row}" t="str"><f>{escape(FORMULA.format(row=row))}</f><v>{tier}</v></c>')
    return _row(row, cells)


def _row(row: int, cells: Iterable[str]) -> str:
    return f'<row r="{row}">{"".join(cells)}</row>'


def _text(row: int, column: int, text: str, style: int = 0) -> str:
    content = f'<is><t xml:space="preserve">{escape(text)}</t></is>'
    return f'<c r="{"ABCDEFGHI"[column]}{row}" s="{style}" t="inlineStr">{content}</c>'


def _number(row: int, column: int, number: int | Decimal, style: int) -> str:
    return f'<c r="{"ABCDEFGHI"[column]}{row}" s="{style}"><v>{number}</v></c>'


def untouched(file: Path) -> tuple[int, bytes]:
    """What the sync must leave as it is: the number of formulas in the customers' sheet, and the other sheet whole."""
    with zipfile.ZipFile(file) as archive:
        formulas = len(re.findall(rb"<f>", archive.read("xl/worksheets/sheet1.xml")))
        return formulas, archive.read("xl/worksheets/sheet2.xml")
