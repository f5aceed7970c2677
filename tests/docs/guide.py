"""The pages of the guide, for the tests on them."""

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
GUIDE = ROOT / "docs" / "guide"
LANGUAGES = ("en", "de")
NOT_RUN = {"en": re.compile(r"\(not run.*: .+\)"), "de": re.compile(r"\(nicht .*ausgeführt: .+\)")}
BLOCK = re.compile(r"^```(\w*)(?: ([^\n]*))?\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def pages(language: str) -> dict[str, str]:
    """Path in the language's folder → text."""
    folder = GUIDE / language
    return {one.relative_to(folder).as_posix(): one.read_text("utf-8") for one in sorted(folder.rglob("*.md"))}


@dataclass(frozen=True)
class Block:
    """A block of code of a page. `note`: what stands behind its language."""

    page: str
    kind: str
    note: str
    text: str


def blocks(language: str, kind: str) -> Iterator[Block]:
    """All of a kind, in the order of the pages."""
    for name, text in pages(language).items():
        for found in BLOCK.finditer(text):
            if found[1] == kind:
                yield Block(name, kind, found[2] or "", found[3])


def commands(block: Block) -> Iterator[list[str]]:
    """The program's commands in it, without its name."""
    for line in block.text.splitlines():
        words = shlex.split(line, comments=True)
        if words and words[0] != "export":
            assert words[0] == "desktop-sync", f"{block.page}: {line}"
            yield words[1:]


def run(arguments: list[str]) -> tuple[int, str]:
    """One command in this process: its exit code, and all that it says."""
    from desktop_sync.bootstrap.logs import stop_log
    from desktop_sync.cli.main import main

    def no_window(*_: object) -> int:
        raise AssertionError("no example opens the window")

    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(arguments, no_window)
    stop_log()
    return int(code), said.getvalue()


def anchors(text: str) -> set[str]:
    """The headings as GitHub's links name them."""
    plain = BLOCK.sub("", text)
    return {re.sub(r"[^\w -]", "", one).strip().lower().replace(" ", "-") for one in HEADING.findall(plain)}
