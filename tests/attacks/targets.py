"""Everything that reads what others have written, each as a function of bytes: for hypothesis, for atheris, and for a soak.

A target may end, or raise what it says (`refuses`); everything else is a finding. What was found once stays in `FOUND`.
"""

import io
import json
import math
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from desktop_sync.connectors.carddav import lines
from desktop_sync.connectors.carddav.cards import View
from desktop_sync.connectors.carddav.dav import Dav
from desktop_sync.connectors.carddav.fields import SPECS
from desktop_sync.connectors.carddav.settings import Login
from desktop_sync.connectors.files.places import Format, Place, refuse_foreign
from desktop_sync.connectors.files.places import parse as parse_file
from desktop_sync.connectors.files.workbook import Workbook
from desktop_sync.connectors.http import HttpClient, checked_url
from desktop_sync.connectors.relay import parse as parse_events
from desktop_sync.connectors.rest import load
from desktop_sync.connectors.rest.answers import Answer
from desktop_sync.connectors.rest.codecs import Codec, UnreadableError, UnwritableError, read_moment
from desktop_sync.connectors.rest.session import encoded
from desktop_sync.connectors.sql.address import parse as parse_address
from desktop_sync.errors import DesktopSyncError
from desktop_sync.model.schema import FieldType
from desktop_sync.model.values import from_json, to_json
from desktop_sync.store import codec, header
from desktop_sync.store.auditproof import Signer, check_export
from desktop_sync.sync import schedule, syncfile
from desktop_sync.sync.hooks import SCHEMES, Gate, Incoming, Verdict
from desktop_sync.sync.limits import limit_of, seconds_of

ROOT = Path(__file__).parents[2]
NOW = 1_780_000_000.0


@dataclass(frozen=True)
class Target:
    """One reader. `seeds`: what it reads well, to begin from. `words`: what its grammar is made of."""

    run: Callable[[bytes], object]
    seeds: tuple[bytes, ...]
    words: tuple[bytes, ...] = ()
    refuses: tuple[type[Exception], ...] = (DesktopSyncError,)

    def __call__(self, data: bytes) -> None:
        """Raises what is a finding."""
        with suppress(*self.refuses):
            self.run(data)


def text_of(data: bytes) -> str:
    """Any text, lone surrogates, too: those are what Python's JSON makes of half a pair."""
    return (
        data.decode("utf-8", "surrogatepass" if b"\xed" in data else "replace")
        if _fits(data)
        else data.decode("latin-1")
    )


def _fits(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


# files that a person may have been sent -------------------------------------------------------------------------------


def sync_file(data: bytes) -> None:
    definition = syncfile.parse(text_of(data))
    assert syncfile.parse(syncfile.dump(definition)) is not None


def words(data: bytes) -> None:
    text = text_of(data)
    schedule.at_problem(text)
    schedule.hours_problem(text)
    schedule.zone_problem(text)
    limit_of(text)
    seconds_of(text)


def url(data: bytes) -> None:
    checked_url(text_of(data))


def database_url(data: bytes) -> None:
    parse_address(text_of(data))


def table(data: bytes) -> None:
    grid = parse_file(data, Place("t.csv", Path("t.csv")), Format())
    for row in range(len(grid)):
        for at, cell in enumerate(grid.raw(row)):
            grid.value(at, cell)
    editor = grid.editor()
    if len(grid):
        editor.change(0, {grid.columns[0].name: "=1+1"})
    editor.render()


def packed(sheet: bytes, more: dict[str, bytes] | None = None) -> bytes:
    """A workbook with this sheet."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{rels}"><Relationship Id="r1" Type="{kinds}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns:r="{kinds}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{rels}"><Relationship Id="r1" Type="{kinds}/worksheet"'
        ' Target="worksheets/s.xml"/>'
        f'<Relationship Id="r2" Type="{kinds}/sharedStrings" Target="t.xml"/>'
        f'<Relationship Id="r3" Type="{kinds}/styles" Target="y.xml"/></Relationships>',
        "xl/t.xml": "<sst><si><t>name</t></si><si><t>city</t></si></sst>",
        "xl/y.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/s.xml": sheet,
    } | (more or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def workbook(data: bytes) -> None:
    refuse_foreign(data, "w.xlsx")
    for name in Workbook(data, "w.xlsx").visible[:3]:
        _sheet(data, name)


def sheet(data: bytes) -> None:
    _sheet(packed(data), "S")


def book_part(data: bytes) -> None:
    """The parts around a sheet: the first byte says which of them is the fuzzer's."""
    names = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/t.xml", "xl/y.xml", "_rels/.rels")
    if data:
        _sheet(packed(SHEET, {names[data[0] % len(names)]: data[1:]}), "S")


def _sheet(data: bytes, name: str) -> None:
    grid = parse_file(data, Place(name, Path("w.xlsx"), name), Format())
    for row in range(len(grid)):
        for at, cell in enumerate(grid.raw(row)):
            grid.value(at, cell)
    if len(grid):
        editor = grid.editor()
        name = grid.columns[0].name
        if not editor.refusal(0, {name: "=1+1"}):
            editor.change(0, {name: "=1+1"})
            editor.render()


SHEET = (
    b'<worksheet><dimension ref="A1:B3"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    b'<row r="2"><c r="A2" t="inlineStr"><is><t>Lena</t></is></c><c r="B2" s="1"><v>45000</v></c></row>'
    b'<row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3"><f>1+1</f><v>2.5e3</v></c></row></sheetData>'
    b'<mergeCells><mergeCell ref="D1:E2"/></mergeCells></worksheet>'
)

# what systems answer --------------------------------------------------------------------------------------------------

CODECS = [
    Codec(kind, form, scale=2)
    for kind, form in (
        (FieldType.TEXT, ""),
        (FieldType.INTEGER, ""),
        (FieldType.DECIMAL, ""),
        (FieldType.DECIMAL, "minor"),
        (FieldType.FLOAT, ""),
        (FieldType.BOOLEAN, ""),
        (FieldType.DATE, ""),
        (FieldType.DATETIME, ""),
        (FieldType.DATETIME, "epoch"),
        (FieldType.DATETIME, "epoch_ms"),
        (FieldType.DATETIME, "dotnet"),
        (FieldType.DATETIME, "http"),
        (FieldType.TIME, ""),
        (FieldType.CHOICE, ""),
        (FieldType.CHOICES, "semicolons"),
        (FieldType.REFERENCE, ""),
        (FieldType.JSON, ""),
    )
]


def leaves(data: Any) -> Iterator[Any]:
    """Everything in it."""
    waiting = [data]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()


def answer(data: bytes) -> None:
    """A JSON answer, each of its values as each type of field, into the store and back, and into a request."""
    found = Answer.of(response(data)).data
    for one in list(leaves(found))[:200]:
        read_moment(one)
        for each in CODECS:
            with suppress(UnreadableError):
                value = each.read(one)
                stored = codec.load_values(codec.dump_values(to_json(value)))
                assert from_json(stored) == value, (each, one)
                json.dumps(stored)
                with suppress(UnwritableError, UnreadableError):
                    encoded({"x": each.write(value)})


def response(content: bytes, headers: dict[str, str] | None = None) -> requests.Response:
    """An answer as the library gives it."""
    made = requests.Response()
    made._content, made.status_code = content, 200
    made.headers.update(headers or {})
    return made


def answer_headers(data: bytes) -> None:
    client = HttpClient("https://shop.example.org")
    text = data.decode("latin-1")
    waited = client.retry_after_s({"Retry-After": text})
    assert 0 <= waited < 1e9
    client._note_time(response(b"", {"Date": text}))


def relay(data: bytes) -> None:
    at = len(data) // 2
    for one in parse_events(iter((data[:at], data[at:], b"\n\n"))):
        if one is not None:
            hook(one)


def hook(one: Incoming) -> None:
    for scheme in SCHEMES.values():
        assert Gate(scheme, b"s3cret").judge(one, NOW) is not Verdict.TAKEN


def webhook(data: bytes) -> None:
    """A header's line, an empty line, the body."""
    head, _, body = data.partition(b"\n\n")
    value = head.decode("latin-1")
    names = [
        "x-hubspot-signature-v3",
        "x-hubspot-request-timestamp",
        "x-zendesk-webhook-signature-timestamp",
        "stripe-signature",
        "signature",
        "authorization",
        "x-desktop-sync-token",
        "x-airtable-content-mac",
    ]
    hook(Incoming("POST", f"https://h.example.org/hook/1?{value}", dict.fromkeys(names, value), body))


def multistatus(data: bytes) -> None:
    dav = Dav(Login("https://dav.example.org", "/", "u", "p"))
    made = response(data)
    made.status_code = 207
    for one in dav._multistatus(made).found:
        one.text("{DAV:}displayname")
        one.hrefs("{DAV:}href")
        if one.href:
            urlsplit(one.href)


def vcard(data: bytes) -> None:
    card = lines.parse(text_of(data))
    assert lines.parse(card.text()).text() == card.text()
    view = View(list(SPECS.values()))
    for name in SPECS:
        view.value(card, name)
    if card.whole:
        view.apply(card, {"note": "x", "email": "y@example.org"})


# what comes from another computer's workspace --------------------------------------------------------------------------


def exported_audit(data: bytes) -> None:
    check_export(io.BytesIO(data), KEY)


def workspace_header(data: bytes) -> None:
    found = header.load(data)
    with suppress(DesktopSyncError):
        from desktop_sync.store.keys import key_of

        key_of(found, None)


def stored(data: bytes) -> None:
    """Whatever JSON says is stored and comes back."""
    try:
        found = json.loads(data, parse_constant=str, parse_float=_finite)  # no connector gives other floats
    except (ValueError, RecursionError):
        return
    with suppress(RecursionError):
        assert codec.load_values(codec.dump_values(found)) == found


def _finite(text: str) -> float | str:
    return float(text) if math.isfinite(float(text)) else text


SIGNER = Signer(b"\1" * 32)
KEY = SIGNER.public_key


def _audit_seed() -> bytes:
    line: dict[str, Any] = dict(  # noqa: C408
        id=1,
        at="2026-01-01T00:00:00+00:00",
        actor="user",
        person="",
        place="",
        action="audit.export",
        subject="x",
        details="{}",
        previous="",
    )
    proof = SIGNER.prove(line)
    return json.dumps({**line, "details": {}, "hash": proof.hash, "signature": proof.signature}).encode() + b"\n"


def _header_seed() -> bytes:
    wrap = header.Wrap("00" * 16, 65536, 2, 1, "00" * 12, "00" * 48)
    return header.dump(header.Header("00" * 16, "passphrase", "00" * 32, wrap))


def _manifest_seed() -> bytes:
    return (ROOT / "resources" / "connectors" / "airtable.toml").read_bytes()[:6000]


_NUMBERS = (
    b"1e400000",
    b"9" * 5000,
    b"-1e-400000",
    b"NaN",
    b"Infinity",
    b"1e9999999999999999999",
    b"0.1",
    b"\xb2",
    b"-0",
    b"1_0",
)
_STRANGE = (
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "\u202e".encode(),
    "\u2028".encode(),
    b"\x1b[2J",
    b"%00",
    b"%ff",
    b"../",
    b"'",
    b'"',
    b"\\",
)
_TOML = (
    b"\n",
    b"[",
    b"]",
    b"[[field]]\n",
    b"[trigger]\n",
    b" = ",
    b"{",
    b"}",
    b"'''",
    b'"""',
    b"#",
    b",",
    b".",
    b"[" * 400,
    b"a." * 400,
    b"true",
    b"1979-05-27",
)
_JSON = (
    b"[",
    b"]",
    b"{",
    b"}",
    b":",
    b",",
    b'"a":',
    b"null",
    b"true",
    b"\\ud800",
    b"[" * 3000,
    b'{"a":' * 1500,
    b'"2026-07-01"',
    b'"/Date(99999999999999999)/"',
)
_XML = (
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"&b;",
    b"<",
    b"/>",
    b"</",
    b"&#0;",
    b"&#x1;",
    b"<![CDATA[",
    b"]]>",
    b"<a>" * 300,
    b"<?xml version='1.0' encoding='utf-7'?>",
    b"r=",
    b't="s"',
    b't="d"',
    b's="9"',
    b"<v>9999</v>",
    b"<c>",
    b"<row>",
    b'ref=""',
    b"_xD800_",
    b"HTTP/1.1 \xc2\xb2 x",
    b"http://[",
)

SYNC = b"""name = "Customers"
[a]
account = "shop"
table = "customers"
[b]
account = "erp"
table = "party.party"
filter = { field = "country", is = "DE" }
[match]
keys = [["email"], ["name", "postcode"]]
first_run = "ask"
[[field]]
name = "email"
a = "email"
b = "mail"
[[field]]
name = "name"
a = ["first", "last"]
b = "name"
lens = "full_name"
required = true
check = { min = 1 }
[[field]]
a = "postcode"
b = "zip"
lens = { choices = { "open" = "Open" } }
[rules]
deletes = { a_to_b = "propagate" }
[guard]
max_deletes = "10%"
[trigger]
every = "15m"
at = ["07:30", "Mon-Fri 18:00"]
"""
CARD = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nN:Meyer;Lena;;;\r\nFN:Lena Meyer\r\nitem1.EMAIL;TYPE=WORK:lena@example.org\r\n"
    b"item1.X-ABLabel:_$!<Work>!$_\r\nBDAY:1990-01-02\r\nADR;TYPE=HOME:;;Street 1;Town;;12345;DE\r\n"
    b"NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=A4=\r\nx\r\nREV:20260101T000000Z\r\nEND:VCARD\r\n"
)
DAV = (
    b'<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:response><D:href>/a/1.vcf</D:href><D:propstat><D:prop>'
    b"<D:getetag>1</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
    b"<D:sync-token>t1</D:sync-token></D:multistatus>"
)

TARGETS = {
    "manifest": Target(lambda data: load.parse(text_of(data)), (_manifest_seed(),), _TOML + _NUMBERS + _STRANGE),
    "sync_file": Target(sync_file, (SYNC,), _TOML + _NUMBERS + _STRANGE),
    "schedule_words": Target(
        words, (b"Mon-Fri 07:30, 18:00", b"22:00-07:00", b"Europe/Berlin", b"10% or 50", b"15m"), _NUMBERS + _STRANGE
    ),
    "url": Target(
        url, (b"https://erp.example.org:8443/api", b"http://[::1]:80/"), _NUMBERS + _STRANGE + (b"[", b"]", b"@", b":")
    ),
    "database_url": Target(
        database_url,
        (b"postgresql://shop@db.example.org:5432/shop?sslmode=require", b"mysql://u@h/d?socket=/x"),
        _NUMBERS + _STRANGE + (b"[", b"]", b"@", b":", b"?"),
    ),
    "csv": Target(
        table,
        ('name;city\n"Lena";Köln\n2;3.50\n'.encode(), b"sep=,\r\na,b\r\n1,\r\n", "a\tb\n1\t2\n".encode("utf-16")),
        (*_STRANGE, b";", b"\r", b"\n", b'""', b"sep=\\\n"),
    ),
    "workbook": Target(workbook, (packed(SHEET),), (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06")),
    "sheet": Target(sheet, (SHEET,), _XML + _NUMBERS + _STRANGE),
    "book_part": Target(
        book_part,
        tuple(
            bytes([at]) + part
            for at, part in enumerate(
                (
                    b'<workbook><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets><calcPr/></workbook>',
                    b'<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/s.xml"/></Relationships>',
                    b"<sst><si><t>name</t><rPh><t>x</t></rPh></si></sst>",
                    b'<styleSheet><numFmts><numFmt numFmtId="165" formatCode="yyyy"/></numFmts><cellXfs><xf numFmtId="165"/></cellXfs></styleSheet>',
                    b'<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
                )
            )
        ),
        _XML + _NUMBERS + _STRANGE,
    ),
    "answer": Target(
        answer,
        (
            b'{"id": 7, "name": "x", "at": "2026-07-01T12:30:15Z", "n": 12.50, "tags": ["a"], "no": null}',
            b"[1782864000000, true]",
        ),
        _JSON + _NUMBERS + _STRANGE,
    ),
    "answer_headers": Target(answer_headers, (b"120", b"Wed, 01 Jul 2026 12:30:15 GMT"), _NUMBERS + _STRANGE),
    "relay": Target(
        relay,
        (b'event: message\ndata: {"x-token": "1", "body": {"a": 1}}\n\n', b": ping\n\ndata: x\ndata: y\n\n"),
        _JSON + _STRANGE + (b"data:\n", b"\n\n"),
    ),
    "webhook": Target(
        webhook,
        (b't=1780000000,v1=00\n\n{"value": [{"clientState": "x"}]}', b"2026-05-28T00:00:00Z\n\n{}"),
        _JSON + _NUMBERS + _STRANGE,
    ),
    "multistatus": Target(multistatus, (DAV, DAV.decode().encode("utf-16")), _XML + _STRANGE),
    "vcard": Target(
        vcard,
        (CARD, CARD.replace(b"3.0", b"2.1"), CARD.replace(b"3.0", b"4.0")),
        _NUMBERS + _STRANGE + (b"\r\n", b"\r\n ", b":", b";", b"=\r\n"),
    ),
    "audit": Target(exported_audit, (_audit_seed(), _audit_seed() * 2), _JSON + _NUMBERS + (b'"audit.prune"', b"\n")),
    "header": Target(workspace_header, (_header_seed(),), _JSON + _NUMBERS),
    "stored": Target(stored, (b'{"a": [1, 2.5, "x", null, true], "b": {"$d": "1.5"}}',), _JSON + _NUMBERS),
}

FOUND: tuple[tuple[str, bytes], ...] = (
    ("manifest", b"format = " + b"9" * 5000),
    ("manifest", b"a = " + b"[" * 3000 + b"]" * 3000),
    ("sync_file", SYNC.replace(b"min = 1", b"min = " + b"9" * 5000)),
    ("sync_file", SYNC.replace(b'"full_name"', b"{ x = " + b"[" * 300 + b"]" * 300 + b" }")),
    ("schedule_words", b"9" * 5000),
    ("schedule_words", b"9" * 5000 + b"m"),
    ("schedule_words", b"10% or " + b"9" * 5000),
    ("schedule_words", b"a/" * 5000),
    ("database_url", b"x" * 300),
    ("database_url", b"~nobody/x"),
    ("workbook", packed(SHEET)[900:]),
    ("sheet", SHEET.replace(b"<sheetData>", b"<sheetData><c/>")),
    ("sheet", SHEET.replace(b'r="2"', b'r=""')),
    ("sheet", SHEET.replace(b"<v>0</v>", b'<v>"</v>')),
    ("sheet", SHEET.replace(b"<v>0</v>", b"<v>99</v>")),
    ("sheet", SHEET.replace(b'"D1:E2"', b'""')),
    ("sheet", SHEET.replace(b"dimension ref", b"dimension reff")),
    ("sheet", SHEET.replace(b'"B1"', b'"ZZZZZZZZZ1"')),
    ("sheet", SHEET.replace(b'r="3"', b'r="99999999999"')),
    ("book_part", b'\0<workbook><sheets><sheet id="S" r:id="r1"/></sheets></workbook>'),
    ("book_part", b"\1<Relationships><Relationship/></Relationships>"),
    ("book_part", b"\3<styleSheet><numFmts><numFmt/></numFmts></styleSheet>"),
    ("answer", b"[1e9999999999999999999]"),
    ("answer", b"[" + b"9" * 5000 + b"]"),
    ("answer", b'["1e400000"]'),
    ("answer", b"[1e400000000, 1e-400000000, NaN, Infinity]"),
    ("answer", b"[" * 3000),
    ("answer", b'["\\ud800"]'),
    ("answer", b"[178286400000000000000, true]"),
    ("answer_headers", b"\xb2"),
    ("answer_headers", b"9" * 400),
    ("answer_headers", b"Wed, 01 Jul 202620262026 12:30:15 GMT"),
    ("relay", b"data: " + b"[" * 3000),
    ("relay", b'data: {"body": {"\\ud800": 1}}'),
    ("relay", b'data: {"stripe-signature": "t=\\ud800,v1=1", "body": {}}'),
    ("webhook", b"\n\n" + b"[" * 3000),
    ("multistatus", b"<?xml version='1.0' encoding='utf-7'?><a/>"),
    ("multistatus", b"<?xml version='1.0' encoding='nobody'?><a/>"),
    ("multistatus", DAV.replace(b"200 OK", "² OK".encode())),
    ("multistatus", DAV.replace(b"/a/1.vcf", b"http://[")),
    ("vcard", CARD.replace(b"CHARSET=UTF-8", b"CHARSET=\0")),
)
"""Inputs that once brought a reader down, by its name."""
