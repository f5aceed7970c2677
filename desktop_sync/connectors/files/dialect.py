"""How a CSV file is written: its encoding and its delimiter, found from the file itself (few follow RFC 4180)."""

import codecs
import re
from dataclasses import dataclass

from desktop_sync.errors import FileError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DELIMITERS = ",;\t|"
_SAVE_AS = "Save the file again as “CSV UTF-8”, or name its encoding in the account's setting “encoding”."


@dataclass(frozen=True, slots=True)
class Encoding:
    """The codec of a file and the byte order mark before its text (b"" where there is none)."""

    codec: str
    bom: bytes = b""

    def encode(self, text: str) -> bytes:
        """The file's bytes. Raises UnicodeEncodeError for a character that the encoding lacks."""
        return self.bom + text.encode(self.codec)

    def lacks(self, text: str) -> str:
        """The first character of the text that the encoding can't hold, "" if it holds all."""
        try:
            text.encode(self.codec)
        except UnicodeEncodeError as error:
            return text[error.start]
        return ""


def decode(data: bytes, place: str, wanted: str = "") -> tuple[str, Encoding]:
    """The text and its encoding: as told, else by the byte order mark, else UTF-8, else Windows-1252.

    Raises AccountError when the text could not be written back to the very same bytes.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            candidates = [Encoding(codec, bom)]
            break
    else:
        candidates = [Encoding("utf-8"), Encoding("cp1252")]
        if wanted:
            candidates = [Encoding(_without_mark(wanted))]
    for encoding in candidates:
        try:
            text = data[len(encoding.bom) :].decode(encoding.codec)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise FileError("This is not a text file.", place=place, advice=_SAVE_AS)
        if encoding.encode(text) == data:
            return text, encoding
    named = f" as {wanted}" if wanted else ""
    raise FileError(f"The file's characters can't be read{named}.", place=place, advice=_SAVE_AS)


def _without_mark(codec: str) -> str:
    # Under these names Python writes a byte order mark of its own; the file has none.
    return {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(codecs.lookup(codec).name, codec)


def find_delimiter(records: list[str]) -> str:
    """The character that splits the first records into the same number of cells, more than one; "," when none does."""
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        counts = [_outside_quotes(record).count(delimiter) for record in records]
        if not counts or not counts[0]:
            continue
        agreeing = sum(count == counts[0] for count in counts) / len(counts)
        if (agreeing, counts[0]) > best_score:
            best, best_score = delimiter, (agreeing, counts[0])
    return best


def _outside_quotes(record: str) -> str:
    return re.sub(r'"[^"]*(?:""[^"]*)*"', "", record) if '"' in record else record
