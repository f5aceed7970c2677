"""The pages of the guide in one language: their order, titles and texts, and where words are in them. No widgets."""

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

INDEX = "index.md"
_LINK = re.compile(r"\]\(([\w./-]+\.md)\)")
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_FENCE = re.compile(r"^```(\w+) .*$", re.MULTILINE)
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_MARKS = re.compile(r"[`*|>#]+|\]\([^)]*\)|[\[\]!]|(?<=\s)-+(?=\s)")
_NOT_IN_SLUG = re.compile(r"[^\w -]")
ROOM = 60
"""Characters shown around a word that was found."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its path in the language's folder, its title, and the page that it stands under, "" for none."""

    path: str
    title: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A page in which all words were found, and a piece of it around the first one."""

    page: Page
    piece: str


def slug(heading: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    return _NOT_IN_SLUG.sub("", heading.replace("`", "")).strip().lower().replace(" ", "-")


class Shelf:
    """The guide in one language. Reading raises OSError where its files are not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._texts: dict[str, str] = {}

    def text(self, path: str) -> str:
        """A page as Markdown, without what is meant for its makers."""
        if path not in self._texts:
            raw = (self.folder / path).read_text("utf-8")
            self._texts[path] = _FENCE.sub(r"```\1", _COMMENT.sub("", raw))
        return self._texts[path]

    def title(self, path: str) -> str:
        """The heading of a page."""
        found = _HEADING.search(self.text(path))
        return found[2] if found else path

    @cached_property
    def pages(self) -> Sequence[Page]:
        """All of them: the contents, then what they name, each followed by what stands in a folder of its name."""
        found = [Page(INDEX, self.title(INDEX))]
        for path in dict.fromkeys(_LINK.findall(self.text(INDEX))):
            found.append(Page(path, self.title(path)))
            inner = sorted((self.folder / path.removesuffix(".md")).glob("*.md"))
            under = [Page(one.relative_to(self.folder).as_posix(), "", path) for one in inner]
            titled = [Page(one.path, self.title(one.path), path) for one in under]
            found += sorted(titled, key=lambda one: one.title.casefold())
        return found

    def page(self, path: str) -> Page | None:
        """The page of that path, None where there is none."""
        return next((one for one in self.pages if one.path == path), None)

    def search(self, words: str) -> list[Hit]:
        """The pages that hold all words; those with one in the title first."""
        wanted = words.casefold().split()
        hits = [self._hit(page, wanted) for page in self.pages] if wanted else []
        found = [one for one in hits if one is not None]
        return sorted(found, key=lambda one: not any(word in one.page.title.casefold() for word in wanted))

    def _hit(self, page: Page, wanted: Sequence[str]) -> Hit | None:
        plain = " ".join(_MARKS.sub(" ", self.text(page.path)).split())
        folded = plain.casefold()
        if not all(word in folded for word in wanted):
            return None
        at = folded.find(wanted[0])
        start = max(0, plain.rfind(" ", 0, max(0, at - ROOM // 2)) + 1)
        piece = plain[start : start + 2 * ROOM]
        return Hit(page, f"{'…' if start else ''}{piece}{'…' if start + 2 * ROOM < len(plain) else ''}")


def resolved(path: str, link: str) -> tuple[str, str]:
    """Where a link of a page leads within the guide: (page, anchor)."""
    target, _, anchor = link.partition("#")
    return (posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path), anchor
