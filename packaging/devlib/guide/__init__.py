"""Makes the pages of `docs/guide` that tell what the program knows of itself: commands, sync file, lenses, connectors, errors.

The other pages are written by hand, in the same folder. A test compares the made pages with what is committed.
"""

from collections.abc import Mapping

from devlib.paths import ROOT

from . import commands, errors, kinds, lenses, syncfile
from .words import LANGUAGES, Words

FOLDER = ROOT / "docs" / "guide"
MARK = "<!-- Made by `python3 packaging/dev.py guide`; change what it is made of, not this page. -->"


def made() -> Mapping[str, str]:
    """Every made page, by its path in the guide (`en/lenses.md`)."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        words = Words(language)
        for part in (commands, syncfile, lenses, kinds, errors):
            for name, text in part.pages(words).items():
                found[f"{language}/{name}"] = f"{MARK}\n\n{text.strip()}\n"
    return found


def write() -> int:
    """Write what has changed, and take away made pages that are no longer made; how many that were."""
    pages, changed = made(), 0
    for name, text in pages.items():
        file = FOLDER / name
        if not file.exists() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
            changed += 1
    for name in stale(pages):
        (FOLDER / name).unlink()
        changed += 1
    return changed


def stale(pages: Mapping[str, str]) -> list[str]:
    """Committed pages that say they are made, and no longer are."""
    names = {file.relative_to(FOLDER).as_posix(): file for file in sorted(FOLDER.rglob("*.md"))}
    return [name for name, file in names.items() if name not in pages and file.read_text("utf-8").startswith(MARK)]
