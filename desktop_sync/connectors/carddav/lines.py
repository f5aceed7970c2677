"""The lines of a vCard (RFC 6350, RFC 2426 and the old 2.1), kept as they are: only a line that is edited is written anew.

`Card.text()` of a card that was only read gives back every character of it, with CRLF line ends. vobject was measured against this:
it reorders properties, renames X-ABLabel, cuts a URL at its first comma and refuses an organisation with one.
"""

import quopri
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_FOLD = 75
"""Octets of a physical line, without its end (RFC 6350 § 3.2)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One property. `raw`: as in the card, folds and all. `head`: group, name and parameters, unfolded. `value`: still encoded.

    What is no property at all has an empty `name`, and is kept like everything else.
    """

    raw: str
    group: str = ""
    name: str = ""
    head: str = ""
    value: str = ""

    @property
    def params(self) -> Sequence[tuple[str, str]]:
        """Name in capitals and value of each parameter; a bare one, as vCard 2.1 has them, is a TYPE."""
        found = []
        for part in split_unquoted(self.head, ";")[1:]:
            name, equals, value = part.partition("=")
            if equals:
                found.append((name.strip().upper(), value.strip()))
            else:
                bare = name.strip()
                found.append(("ENCODING" if bare.upper() in {"QUOTED-PRINTABLE", "BASE64"} else "TYPE", bare))
        return found

    @property
    def types(self) -> frozenset[str]:
        """The TYPE words in small letters; `pref` also for PREF=1 to 100."""
        words: set[str] = set()
        for name, value in self.params:
            if name == "TYPE":
                words.update(word.strip().strip('"').lower() for word in value.strip('"').split(","))
            elif name == "PREF":
                words.add("pref")
        return frozenset(words)

    @property
    def plain(self) -> str:
        """The value without quoted-printable; backslashes still stand."""
        if not self.is_quoted_printable:
            return self.value
        charset = next((value for name, value in self.params if name == "CHARSET"), "utf-8").strip('"')
        data = quopri.decodestring(self.value.encode("utf-8", "surrogatepass"))
        try:
            text = data.decode(charset, "replace")
        except (LookupError, ValueError):  # a character set that nobody knows
            text = data.decode("utf-8", "replace")
        return text.replace("\r\n", "\n")

    @property
    def is_quoted_printable(self) -> bool:
        """Whether the value is encoded so."""
        return any(name == "ENCODING" and value.upper() == "QUOTED-PRINTABLE" for name, value in self.params)


def parse_line(raw: str, logical: str) -> Line:
    """A line from its text without folds."""
    at = _colon(logical)
    if at < 0:
        return Line(raw)
    head, value = logical[:at], logical[at + 1 :]
    label = head.split(";", 1)[0]
    group, dot, name = label.rpartition(".")
    if not name.strip():
        return Line(raw)
    return Line(raw, group if dot else "", name.strip().upper(), head, value)


def _colon(text: str) -> int:
    """Where the value begins: the first colon outside quotes; where quotes don't end, the first one."""
    quoted = False
    for at, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        elif char == ":" and not quoted:
            return at
    return text.find(":")


def split_unquoted(text: str, separator: str) -> list[str]:
    """The parts between separators that are not in double quotes."""
    parts, start, quoted = [], 0, False
    for at, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        elif char == separator and not quoted:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def split_escaped(text: str, separator: str) -> list[str]:
    """The parts between separators that have no backslash before them; still escaped."""
    parts, start, at = [], 0, 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text[at] == separator:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [*parts, text[start:]]


def escape(text: str) -> str:
    """A text as a value or a part of one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def unescape(text: str) -> str:
    """The text of a value or a part of one. A backslash before anything else than n, comma, semicolon, colon or itself is text."""
    return _ESCAPED.sub(_plain_character, text)


def _plain_character(match: re.Match[str]) -> str:
    char = match.group(1)
    if char in "nN":
        return "\n"
    return char if char in ",;:\\" else match.group(0)


def fold(text: str) -> str:
    """A line in pieces of at most 75 octets, never within a character."""
    if len(text) * 4 <= _FOLD:
        return text
    pieces, start, used, room = [], 0, 0, _FOLD
    for at, char in enumerate(text):
        size = len(char.encode("utf-8", "surrogatepass"))
        if used + size > room:
            pieces.append(text[start:at])
            start, used, room = at, 0, _FOLD - 1  # the space counts
        used += size
    return "\r\n ".join([*pieces, text[start:]])


def made(head: str, plain: str, *, old: bool = False) -> Line:
    """A new line. `plain`: the value, escaped. `old`: for a 2.1 card, where only quoted-printable holds all characters."""
    if old and (not plain.isascii() or "\n" in plain):
        head = f"{head};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"
        pieces = _quoted_printable(plain)
        return parse_line(head + "=\r\n".join(pieces), head + "".join(pieces))
    logical = f"{head}:" + plain.replace("\n", "\\n")
    return parse_line(fold(logical), logical)


def _quoted_printable(text: str) -> list[str]:
    data = text.replace("\n", "\r\n").encode("utf-8")
    words = [chr(byte) if 33 <= byte <= 126 and byte != 61 else f"={byte:02X}" for byte in data]
    return ["".join(words[start : start + 20]) for start in range(0, len(words), 20)]


def edited(line: Line, plain: str, *, old: bool = False, drop: Iterable[str] = ()) -> Line:
    """The line with another value. Its parameters stay, but for its encoding and those to `drop`."""
    dropped = {"CHARSET", "ENCODING", *drop}
    first, *parts = split_unquoted(line.head, ";")
    kept = [part for part, (name, _) in zip(parts, line.params, strict=True) if name not in dropped]
    return made(";".join([first, *kept]), plain, old=old)


@dataclass
class Card:
    """A card as its lines, in their order."""

    lines: list[Line]

    @property
    def version(self) -> str:
        """`2.1`, `3.0` or `4.0`; where a card doesn't tell, it is read as 3.0."""
        return next((line.value.strip() for line in self.lines if line.name == "VERSION"), "3.0")

    @property
    def old(self) -> bool:
        """Whether it is a 2.1 card."""
        return self.version == "2.1"

    @property
    def whole(self) -> bool:
        """Whether it begins and ends as a card must: else nothing may be concluded from it."""
        ends = [
            line.name for line in self.lines if line.name in {"BEGIN", "END"} and line.value.strip().upper() == "VCARD"
        ]
        return ends[:2] == ["BEGIN", "END"]

    def text(self) -> str:
        """The card as it is sent, with CRLF line ends."""
        return "\r\n".join(line.raw for line in self.lines)

    def of(self, name: str) -> list[int]:
        """Positions of the lines of a property."""
        return [at for at, line in enumerate(self.lines) if line.name == name]

    def add(self, line: Line) -> None:
        """Put a new line behind the last one of its property, else at the card's end."""
        same = self.of(line.name)
        ends = self.of("END")
        self.lines.insert(same[-1] + 1 if same else ends[0] if ends else len(self.lines), line)

    def remove(self, at: int) -> None:
        """Take a line out, with the labels (item1.X-ABLabel) that belong to nothing else."""
        gone = self.lines.pop(at)
        if gone.group and all(one.name.startswith("X-AB") for one in self._group(gone.group)):
            self.lines = [one for one in self.lines if one.group.lower() != gone.group.lower()]

    def label(self, line: Line) -> str:
        """The word that Apple's programs show beside a line instead of its type, in small letters."""
        labels = (one.plain for one in self._group(line.group) if one.name == "X-ABLABEL") if line.group else iter(())
        return next(labels, "").removeprefix("_$!<").removesuffix(">!$_").lower()

    def _group(self, group: str) -> Iterator[Line]:
        return (one for one in self.lines if one.group.lower() == group.lower())


def parse(text: str) -> Card:
    """A card from its text. Never fails: what is no property is kept as it is."""
    lines: list[Line] = []
    depth = 0
    # Never splitlines(): U+2028 and U+0085 are text.
    for raw, logical in _logical(text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")):
        line = parse_line(raw, logical)
        depth += line.name == "BEGIN"
        # A card within a card (AGENT of 2.1), and what stands behind the card, is none of its properties.
        inside = depth == 1
        depth -= line.name == "END"
        lines.append(line if inside else replace(line, name="", group=""))
    return Card(lines)


def _logical(physical: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(as it stands, without folds) of each property."""
    at = 0
    while at < len(physical):
        start, pieces = at, [physical[at]]
        at += 1
        soft = "QUOTED-PRINTABLE" in pieces[0].partition(":")[0].upper()
        while at < len(physical):
            following = physical[at]
            if soft and pieces[-1].endswith("="):  # its own way to go on, without a space
                pieces[-1] = pieces[-1][:-1]
                pieces.append(following)
            elif following[:1] in {" ", "\t"}:
                pieces.append(following[1:])
            else:
                break
            at += 1
        yield "\r\n".join(physical[start:at]), "".join(pieces)
