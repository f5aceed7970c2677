"""The lens between plain text and HTML: both sides say the same when they read the same.

What HTML reads as is worked out here, not what it looks like: paragraphs, line breaks, lists and cells, without bold, links, colours and
pictures. As long as the other side's text says the same, the HTML is left as it is, with all of that; when the text is edited, paragraphs
that were not are left as they are, and the others are written anew as plain ones.
"""

import html
import re
from difflib import SequenceMatcher
from html.parser import HTMLParser

from desktop_sync.model.values import Value
from desktop_sync.sync.lenses.base import (
    Fields,
    Lens,
    LensInfo,
    LensKind,
    OneField,
    Param,
    Params,
    Values,
    as_text,
    tidy,
)
from desktop_sync.sync.lenses.text import TEXT_TYPES

_SPACES = re.compile("[ \t\f\v\u00a0]+")
_GAPS = re.compile("\n{3,}")
_WHITE = re.compile("[ \t\n\r\f\v]+")
_PARAGRAPH = re.compile(r"<p(?:\s[^<>]*)?>(?:(?!<p[\s>]|</p>).)*</p>\s*", re.IGNORECASE | re.DOTALL)
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "textarea", "select"})
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "wbr", "col", "area", "base", "source", "track", "embed"}
)
_APART = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre", "hr", "dl", "figure"}
)
_LINES = frozenset(
    {"div", "li", "tr", "dt", "dd", "section", "article", "header", "footer", "address", "form", "main", "nav"}
)


def plain(text: str) -> str:
    """A text with what HTML can say of it: one space for several, no space at the ends of lines, one blank line for several."""
    lines = [_SPACES.sub(" ", line).strip(" ") for line in tidy(text).split("\n")]
    return _GAPS.sub("\n\n", "\n".join(lines)).strip()


def reading(markup: str) -> str:
    """What HTML reads as, plain."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return plain(reader.text)


def written(text: str) -> str:
    """A plain text as HTML that reads the same."""
    parts = (html.escape(part, quote=False).replace("\n", "<br>") for part in plain(text).split("\n\n"))
    return "".join(f"<p>{part}</p>" for part in parts)


class _Reader(HTMLParser):
    """Collects what is read: blocks stand on lines of their own, some with a blank line between."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._gap = 0
        """So many line ends come before what is read next."""
        self._unseen: list[str] = []
        self._kept = 0
        self._lists: list[int | None] = []

    @property
    def text(self) -> str:
        """What was read so far."""
        return "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - nothing of them is read
        if self._unseen or tag in _UNSEEN:
            if tag not in _VOID:
                self._unseen.append(tag)
            return
        self._gap += tag == "br"
        self._break(tag)
        if tag in {"ul", "ol"}:
            self._lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            self._put(self._bullet())
        elif tag in {"td", "th"} and not self._gap:
            self._put(" ")
        self._kept += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag in self._unseen:
                del self._unseen[self._unseen.index(tag) :]
            return
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        self._kept -= tag == "pre" and self._kept > 0
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        told = data if self._kept else _WHITE.sub(" ", data)
        if told.strip(" \t\n\r\f\v") or not self._gap:
            self._put(told)
        elif self._kept:
            self._gap += told.count("\n")

    def _break(self, tag: str) -> None:
        apart = tag in _APART and not (tag in {"ul", "ol"} and self._lists)
        self._gap = max(self._gap, 2 if apart else 1 if tag in _LINES or tag in _APART else 0)

    def _put(self, text: str) -> None:
        self._parts += ["\n" * self._gap, text]
        self._gap = 0

    def _bullet(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "- "
        self._lists[-1] = number + 1
        return f"{number}. "


class PlainHalf(OneField):
    """A plain text. Tolerance: what HTML can't say of a text (`plain`)."""

    def read(self, value: Value) -> Value:
        """The text, unchanged."""
        return as_text(value, self.field)

    def write(self, shared: Value) -> Value:
        """The text."""
        return as_text(shared, self.field)

    def norm(self, shared: Value) -> Value:
        """The plain text."""
        if shared is None or isinstance(shared, bytes | tuple):
            return shared or None
        return plain(as_text(shared, self.field)) or None


class HtmlHalf(PlainHalf):
    """A field with HTML. Tolerance: all that is not read."""

    def get(self, values: Values) -> Value:
        """What it reads as; HTML without a word is blank."""
        return super().get(values) or None

    def read(self, value: Value) -> Value:
        """What it reads as."""
        return reading(as_text(value, self.field))

    def write(self, shared: Value) -> Value:
        """The text as HTML."""
        return self._fitting(written(as_text(shared, self.field)))

    def rewrite(self, shared: Value, old: Value) -> Value:
        """The same, with the paragraphs that say what they said before."""
        text = as_text(shared, self.field)
        kept = _patched(plain(text), old) if isinstance(old, str) else None
        return self._fitting(kept) if kept is not None else self.write(shared)

    def _fitting(self, markup: str) -> str:
        if self.field.max_length is not None and len(markup) > self.field.max_length:
            raise self.error("has no room for the text as HTML")
        return markup


def _patched(text: str, old: str) -> str | None:
    """The old paragraphs, with those written anew that read otherwise now; None where it is no row of paragraphs."""
    before = _PARAGRAPH.findall(old)
    if not before or "".join(before) != old.lstrip():
        return None
    after = text.split("\n\n")
    parts: list[str] = []
    for what, i, j, k, m in SequenceMatcher(
        None, [reading(one) for one in before], after, autojunk=False
    ).get_opcodes():
        parts += before[i:j] if what == "equal" else [written(one) for one in after[k:m]]
    made = "".join(parts)
    return made if reading(made) == text else None


def _html(params: Params, a: Fields, b: Fields) -> Lens:
    side = params.text("side", "b")
    halves = HtmlHalf(a[0]) if side == "a" else PlainHalf(a[0]), HtmlHalf(b[0]) if side == "b" else PlainHalf(b[0])
    return Lens("html", f"plain text · HTML in {side.upper()}", *halves, _LOSS)


_LOSS = (
    "an edit of the plain text takes the formatting of the paragraphs that it changes (bold, links, pictures, tables)"
)

KINDS = (
    LensKind(
        LensInfo(
            "html",
            "plain text and HTML",
            "Plain text on one side, HTML on the other: the same when they read the same. HTML that is not edited keeps its formatting.",
            (Param("side", "word", "which side holds HTML", "b", ("a", "b")),),
            TEXT_TYPES,
            TEXT_TYPES,
            example='lens = { html = { side = "b" } }',
        ),
        _html,
    ),
)
