"""Changing parts of an XML text while every other byte stays.

A real parser (expat) says where elements begin and end; the text is then cut and joined there. Rewriting the whole tree
would lose what spreadsheet programs insist on: prefixes named in mc:Ignorable, namespaces, unknown extensions.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from desktop_sync.errors import FileError

_TAG = re.compile(rb"<[^\s/>]+(?:\s+[^\s=/>]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
Cut = tuple[int, int, bytes]
"""Replace the bytes from the first to the second offset by the third."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element and where it stands: `start`..`tag_end` is its opening tag, `content_end`..`end` its closing one."""

    name: str
    attributes: dict[str, str]
    start: int
    tag_end: int
    content_end: int
    end: int

    @property
    def empty(self) -> bool:
        """Whether it has no closing tag (`<a/>`)."""
        return self.tag_end == self.end

    def relation(self) -> str:
        """Its `r:id`, whatever the prefix is."""
        return next((value for name, value in self.attributes.items() if name.endswith(":id")), "")


def local(name: str) -> str:
    """The name without its prefix."""
    return name.rpartition(":")[2]


def prefix(name: str) -> str:
    """The prefix of a name with its colon, "" without one."""
    return name[: -len(local(name))]


def parse(data: bytes, place: str, **handlers: Any) -> None:
    """Run expat over the text with these handlers. Raises AccountError for damaged or hostile XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    for name, handler in handlers.items():
        setattr(parser, name, handler(parser))
    damaged = FileError(
        "The workbook is damaged.", place=place, advice="Open it in its program, repair it, and save it again."
    )

    def refuse(*_: object) -> None:
        raise damaged  # a document type can define texts that grow without end; no spreadsheet program writes one

    parser.StartDoctypeDeclHandler = refuse
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise FileError("The workbook is not in UTF-8.", place=place, advice="Save it again with Excel or LibreOffice.")
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise damaged from error


def tag_end(data: bytes, start: int) -> int:
    """Where the opening tag at `start` ends."""
    match = _TAG.match(data, start)
    assert match is not None  # expat has accepted it
    return match.end()


def end_of(data: bytes, name: str, position: int) -> int:
    """Where an element ends, from the position that expat gives for its end: its closing tag, or the end of `<a/>`."""
    closing = f"</{name}".encode()
    if (
        data.startswith(closing, position)
        and data[position + len(closing) : position + len(closing) + 1] in b"> \t\r\n"
    ):
        return data.index(b">", position) + 1
    return position


def elements(data: bytes, place: str) -> Sequence[Element]:
    """All elements of a small part, in the order of their ends."""
    open_: list[tuple[str, dict[str, str], int]] = []
    found: list[Element] = []

    def on_start(parser: Any) -> Any:
        return lambda name, attributes: open_.append((name, attributes, parser.CurrentByteIndex))

    def on_end(parser: Any) -> Any:
        def ended(name: str) -> None:
            _, attributes, start = open_.pop()
            position = parser.CurrentByteIndex
            found.append(Element(name, attributes, start, tag_end(data, start), position, end_of(data, name, position)))

        return ended

    parse(data, place, StartElementHandler=on_start, EndElementHandler=on_end)
    return found


def named(all_: Iterable[Element], name: str) -> list[Element]:
    """The elements of that local name."""
    return [one for one in all_ if local(one.name) == name]


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """An opening tag with this attribute set."""
    text = tag.decode()
    written = f"{name}={quoteattr(value)}"
    changed, count = re.subn(
        rf"(?<=\s){re.escape(name)}\s*=\s*(?:\"[^\"]*\"|'[^']*')", lambda _: written, text, count=1
    )
    if not count:
        changed = re.sub(r"\s*(/?>)\Z", lambda match: f" {written}{match.group(1)}", text)
    return changed.encode()


def without_attribute(tag: bytes, name: str) -> bytes:
    """An opening tag without this attribute."""
    return re.sub(rf"\s{re.escape(name)}\s*=\s*(?:\"[^\"]*\"|'[^']*')".encode(), b"", tag, count=1)


def set_attribute(data: bytes, element: Element, name: str, value: str) -> Cut:
    """The cut that sets an attribute of an element."""
    return element.start, element.tag_end, with_attribute(data[element.start : element.tag_end], name, value)


def spliced(data: bytes, cuts: Iterable[Cut]) -> bytes:
    """The text with all cuts made; they must not overlap."""
    parts: list[bytes] = []
    done = 0
    for start, end, new in sorted(cuts, key=lambda cut: (cut[0], cut[1])):
        assert start >= done
        parts += [data[done:start], new]
        done = end
    return b"".join([*parts, data[done:]])


def quoted(text: str) -> str:
    """A text as an attribute's value, with its quotation marks."""
    return quoteattr(text)
