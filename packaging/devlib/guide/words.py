"""The words of the made pages: those of the guide itself, and what the program says, in German by its own translations."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from devlib import translations

LANGUAGES = ("en", "de")
TEXTS = Path(__file__).resolve().parent / "texts"


class Words:
    """One language. `missing`: texts of the program for which there is no German."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.missing: set[str] = set()

    @cached_property
    def _own(self) -> dict[str, Any]:
        return tomllib.loads((TEXTS / f"{self.language}.toml").read_text("utf-8"))

    @cached_property
    def _said(self) -> dict[str, str]:
        found: dict[str, str] = {}
        if self.language == "en":
            return dict(self._own.get("said", {}))
        for key, forms in translations.messages("de").items():
            if key.context in {"Core", "Text"} and forms and not key.counted:
                found[key.source] = forms[0]
        return found | self._own.get("said", {})

    def __call__(self, key: str, **values: object) -> str:
        """A text of the guide by its key (`lenses.title`), its gaps filled."""
        found: Any = self._own
        for part in key.split("."):
            found = found[part]
        text = str(found)
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    def has(self, key: str) -> bool:
        """Whether the guide has such a text."""
        found: Any = self._own
        for part in key.split("."):
            if not isinstance(found, dict) or part not in found:
                return False
            found = found[part]
        return True

    def said(self, text: str) -> str:
        """What the program says, in this language."""
        bare = text.removesuffix(".")
        small = bare[:1].lower() + bare[1:]
        for tried in (text, bare, f"{bare}.", small, f"{small}."):
            if tried in self._said:
                made = self._said[tried]
                return made if tried == text else sentence(made) if text.endswith(".") else made.removesuffix(".")
        if text and self.language != "en":
            self.missing.add(text)
        return text


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; nothing where there is no row."""
    lines = [f"| {' | '.join(cell(one) for one in row)} |" for row in rows]
    if not lines:
        return ""
    return "\n".join([f"| {' | '.join(head)} |", f"| {' | '.join('---' for _ in head)} |", *lines]) + "\n"


def cell(text: str) -> str:
    """A text within a table."""
    return re.sub(r"[ \n]+", " ", text.replace("|", "\\|")).strip(" ")


def sentence(text: str) -> str:
    """With a capital and a full stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", ":")) else ".") if text else ""
