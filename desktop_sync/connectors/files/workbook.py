"""A workbook as a package of parts (ECMA-376): its sheets, its shared texts, its number formats; and writing it back.

The parts are taken as they are: what this program does not know (charts, pivot tables, macros, pictures) is copied.
"""

import io
import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property

from desktop_sync.connectors.files import splice
from desktop_sync.errors import FileError, TableError

_TOO_BIG = 1 << 30
_SUSPECT = 64 << 20
_MOST_PACKED = 100
"""Tables shrink to a tenth, to a thirtieth at best: what unpacks to a hundred times as much, and is big then, is made to fill the memory."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Formats 14 to 22, 45 to 47 are dates and times everywhere; 27 to 36 and 50 to 58 in East Asia (ECMA-376 18.8.30).
_DATE, _TIME, _BOTH = "date", "time", "both"
_BUILT_IN = {
    14: _DATE,
    15: _DATE,
    16: _DATE,
    17: _DATE,
    18: _TIME,
    19: _TIME,
    20: _TIME,
    21: _TIME,
    22: _BOTH,
    45: _TIME,
    47: _TIME,
}
_BUILT_IN |= dict.fromkeys([*range(27, 32), 36, *range(50, 55), 57, 58], _DATE) | dict.fromkeys(
    [32, 33, 34, 35, 55, 56], _TIME
)
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def kind_of_format(code: str) -> str:
    """What a number format shows: "date", "time", "both", or "" for numbers. Durations such as [h]:mm are numbers."""
    if re.search(r"\[(h+|m+|s+)\]", code, re.IGNORECASE):
        return ""
    plain = _NOT_CODE.sub("", code.partition(";")[0]).lower()
    if "general" in plain or re.search(r"[0#?]", plain.replace("ss.0", "").replace("s.0", "")):
        return ""
    time = "h" in plain or "s" in plain
    date = "y" in plain or "d" in plain or ("m" in plain and not time)
    if date and time:
        return _BOTH
    return _DATE if date else _TIME if time else ""


def unescape(text: str) -> str:
    """A text of the workbook as it is meant: _x000D_ is the character 0D."""
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


@contextmanager
def damaged_where(place: str) -> Iterator[None]:
    """What is not as ECMA-376 wants it ends in a FileError: a missing attribute, a number that is none, a text that is not there."""
    try:
        yield
    except (LookupError, ValueError, ArithmeticError, AssertionError, StopIteration, RecursionError) as error:
        raise _damaged(place) from error


def _damaged(place: str) -> FileError:
    advice = "Open it in its program, repair it, and save it again."
    return FileError("The workbook is damaged.", place=place, advice=advice)


class Workbook:
    """The parts of one workbook. Raises AccountError for a file that is not one, or is damaged."""

    def __init__(self, data: bytes, place: str) -> None:
        self.place = place
        self._infos: Sequence[zipfile.ZipInfo]
        self._parts: Mapping[str, bytes]
        damaged = "The workbook is damaged: it can't be unpacked."
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                self._infos = package.infolist()
                _refuse_bombs(self._infos, place)
                self._parts = {info.filename: package.read(info) for info in self._infos}
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, OSError, ValueError) as error:
            raise FileError(
                damaged, place=place, advice="Open it in its program, repair it, and save it again."
            ) from error
        main = [target for kind, target in self._relations("").values() if kind.endswith("/officeDocument")]
        if not main:
            raise FileError("This is not an Excel workbook.", place=place, advice="Save it as .xlsx.")
        self.main = main[0]
        self._related = self._relations(self.main)
        self._sheets: dict[str, str] = {}
        self.visible: list[str] = []
        for sheet in splice.named(self.elements(self.main), "sheet"):
            kind, target = self._related.get(sheet.relation(), ("", ""))
            if kind.endswith("/worksheet"):  # not a chart sheet
                self._sheets[sheet.attributes["name"]] = target
                if sheet.attributes.get("state", "visible") == "visible":
                    self.visible.append(sheet.attributes["name"])

    def part(self, name: str) -> bytes:
        """A part's bytes. Raises AccountError when it is missing."""
        if name not in self._parts:
            raise FileError(
                "The workbook is damaged: a part of it is missing.", place=self.place, advice="Save it again."
            )
        return self._parts[name]

    def elements(self, name: str) -> Sequence[splice.Element]:
        """A small part's elements."""
        return splice.elements(self.part(name), self.place)

    def sheet(self, name: str) -> str:
        """The name of the part with that sheet. Raises AccountError."""
        if name not in self._sheets:
            raise TableError(
                f"There is no sheet “{name}” any more.", place=self.place, advice="Choose another, or name it so again."
            )
        return self._sheets[name]

    def related(self, part: str, kind: str) -> Mapping[str, str]:
        """The parts of that kind that a part refers to: relation id → name."""
        return {key: target for key, (one, target) in self._relations(part).items() if one.endswith(f"/{kind}")}

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, _, name = part.rpartition("/")
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self._parts:
            return {}
        found = {}
        for one in splice.named(self.elements(rels), "Relationship"):
            target = one.attributes["Target"]
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[one.attributes["Id"]] = (one.attributes["Type"], whole)
        return found

    @cached_property
    def is_1904(self) -> bool:
        """Whether its dates count from 1904 (old Macintosh files)."""
        return any(
            one.attributes.get("date1904") in {"1", "true"}
            for one in splice.named(self.elements(self.main), "workbookPr")
        )

    @cached_property
    def texts(self) -> Sequence[str]:
        """The shared texts."""
        for kind, target in self._related.values():
            if kind.endswith("/sharedStrings"):
                return _shared_texts(self.part(target), self.place)
        return ()

    @cached_property
    def styles_part(self) -> str:
        """The name of the part with the cell styles, "" where there is none."""
        return next((target for kind, target in self._related.values() if kind.endswith("/styles")), "")

    @cached_property
    def formats(self) -> Sequence[str]:
        """Per cell style: what its number format shows (see `kind_of_format`)."""
        if not self.styles_part:
            return ()
        found = self.elements(self.styles_part)
        codes = {
            int(one.attributes["numFmtId"]): kind_of_format(one.attributes.get("formatCode", ""))
            for one in splice.named(found, "numFmt")
        }
        ids = [int(one.attributes.get("numFmtId", "0")) for one in cell_styles(found)]
        return [codes.get(one, _BUILT_IN.get(one, "")) for one in ids]

    def recalculated(self) -> Mapping[str, bytes]:
        """The changed main part with which spreadsheet programs work out all formulas anew; empty if there are none."""
        if not any(
            b"<f>" in part or b"<f " in part or b":f>" in part
            for name, part in self._parts.items()
            if "/worksheets/" in name
        ):
            return {}
        data = self.part(self.main)
        found = self.elements(self.main)
        calculations = splice.named(found, "calcPr")
        if calculations:
            return {
                self.main: splice.spliced(data, [splice.set_attribute(data, calculations[0], "fullCalcOnLoad", "1")])
            }
        # The order of elements is fixed: after the names, or after the sheets where there are none.
        after = next(
            e
            for name in ("definedNames", "externalReferences", "functionGroups", "sheets")
            for e in splice.named(found, name)
        )
        tag = f'<{splice.prefix(after.name)}calcPr fullCalcOnLoad="1"/>'.encode()
        return {self.main: splice.spliced(data, [(after.end, after.end, tag)])}

    def packed(self, changed: Mapping[str, bytes]) -> bytes:
        """The workbook's bytes with these parts replaced, all others as they were, in their order."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for info in self._infos:
                package.writestr(info, changed.get(info.filename, self._parts[info.filename]), info.compress_type)
        return buffer.getvalue()


def _refuse_bombs(infos: Sequence[zipfile.ZipInfo], place: str) -> None:
    """Raise FileError for what can't be meant. The sizes may lie, but no more than they say is unpacked."""
    size = sum(info.file_size for info in infos)
    if size > _TOO_BIG:
        raise FileError("The workbook is too big (over 1 GB unpacked).", place=place, advice="Split it up.")
    if size > _SUSPECT and size > _MOST_PACKED * sum(info.compress_size for info in infos):
        raise FileError(
            "The workbook would unpack to more than a hundred times its size, so it was not opened.",
            place=place,
            advice="If you trust it, open it in its program and save it again.",
        )


def cell_styles(found: Sequence[splice.Element]) -> Sequence[splice.Element]:
    """Of all elements of the styles part those that cells refer to by their number, in order."""
    inside = splice.named(found, "cellXfs")
    if not inside:
        return ()
    styles = [one for one in splice.named(found, "xf") if inside[0].start < one.start < inside[0].end]
    return sorted(styles, key=lambda one: one.start)


def _shared_texts(data: bytes, place: str) -> Sequence[str]:
    texts: list[str] = []
    stack: list[str] = []
    current: list[str] = []

    def on_start(_: object) -> object:
        def started(name: str, _attributes: object) -> None:
            stack.append(splice.local(name))

        return started

    def on_text(_: object) -> object:
        def text(chars: str) -> None:
            if stack[-1] == "t" and "rPh" not in stack:  # rPh: how to pronounce it
                current.append(chars)

        return text

    def on_end(_: object) -> object:
        def ended(_name: str) -> None:
            if stack.pop() == "si":
                texts.append(unescape("".join(current)))
                current.clear()

        return ended

    splice.parse(data, place, StartElementHandler=on_start, CharacterDataHandler=on_text, EndElementHandler=on_end)
    return texts
