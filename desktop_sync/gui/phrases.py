"""What the layers below the window say, in the user's language.

The core speaks English: to the log, to scripts, and into the store, where its sentences rest for years. So the window does
not ask it for words in another language; it knows the sentences that the core can make (`core_phrases.json`, harvested from the
source by `dev.py translations`), recognises one by its fixed parts, and says it in the user's language with the same values.
Values stay as they are; a value that is itself a phrase ("changed in A") is translated, a quoted one never.
"""

import json
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop_sync.bootstrap.paths import resources_folder

CONTEXT, TEMPLATES = "Core", "Templates"
FILE = "core_phrases.json"
DEEPEST = 5
WEAK = 6
"""Letters of a sentence that stand fixed. One with fewer fits nearly everything: it counts where a quoted name makes it plain ("“{name}”:
{problem}."), and if it begins with a fixed word ("by {who}") for a whole text or gap; never for a part of an unknown sentence.
"""
_GAP = re.compile(r"\{(\w+)\}")
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+")
_PIECES = re.compile(r"(\n\s*|(?<=[.?!])\s+(?=[^\W\d_a-z]|“)|; |: )")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d) at (\d\d:\d\d)")
_FRAGMENT = r"(?: (?:on|at|by|in) |, | \(|: |; ).*?"
"""How a gap begins that follows another one: " on 2026-03-14 at 16:02 UTC"; else nobody could tell where the first one ends."""
_STAMPED = re.compile(r"(?s)(.+) (on \d{4}-\d\d-\d\d at \d\d:\d\d UTC)")
_LIST = re.compile(r"(?s)(.+) (and|or) (.+)")

Translate = Callable[[str], str]


class Phrases:
    """The sentences of one list, and their translations."""

    def __init__(self, sources: list[str], translate: Translate, numbers: Callable[[int], str]) -> None:
        self._translate, self._numbers = translate, numbers
        self._whole = {one for one in sources if not _GAP.search(one)}
        gapped = [_Template(one) for one in sources if _GAP.search(one)]
        gapped.sort(key=lambda one: -one.weight)
        self._strong = [one for one in gapped if one.weight >= WEAK]
        weak = [one for one in gapped if one.weight < WEAK]
        self._quoted = [one for one in weak if one.quoted]
        self._fragments = [one for one in weak if not one.quoted and (": " in one.source or one.source[0] != "{")]

    def said(self, text: str) -> str:
        """The text in the user's language, as far as it is known."""
        return self._said(text, 0) if text else text

    def _said(self, text: str, depth: int, *, fragment: bool = False) -> str:
        core = text.strip()
        if not core or depth > DEEPEST:
            return text
        found = (
            self._exact(core)
            or self._filled(core, depth, self._strong)
            or self._recast(core, depth)
            or self._filled(core, depth, self._quoted)
            or (self._filled(core, depth, self._fragments) if fragment else None)
            or self._by_pieces(core, depth)
            or (self._filled(core, depth, self._fragments) if not depth else None)
        )
        if found is None:
            return text
        start = text.index(core)
        return text[:start] + found + text[start + len(core) :]

    def _recast(self, text: str, depth: int) -> str | None:
        """What the core says in small letters, or without a full stop, may have been made a sentence, and the other way round."""
        bare, stop = text.removesuffix("."), text.endswith(".")
        small = bare[:1].lower() + bare[1:]
        for tried in (small, f"{small}.", bare, f"{bare}."):
            found = (self._exact(tried) or self._filled(tried, depth, self._strong)) if tried != text else None
            if found is not None:
                found = found.removesuffix(".") + ("." if stop else "")
                return found[:1].upper() + found[1:] if bare[:1].isupper() else found
        return None

    def _exact(self, text: str) -> str | None:
        return self._translate(text) if text in self._whole else None

    def _filled(self, text: str, depth: int, templates: list["_Template"]) -> str | None:
        for one in templates:
            if one.anchor not in text:
                continue
            match = one.pattern.fullmatch(text)
            if match is not None:
                values = {
                    name: self._value(match[name], depth, quoted=name in one.quoted, listed=one.is_list(name))
                    for name in one.gaps
                }
                made = _GAP.sub(lambda gap, values=values: values.get(gap[1], gap[0]), self._translate(one.source))  # type: ignore[misc]
                if made != text:
                    return made
        return None

    def _value(self, value: str, depth: int, *, quoted: bool, listed: bool) -> str:
        if quoted:
            return value
        if _GROUPED.fullmatch(value):
            return self._numbers(int(value.replace(",", "")))
        moment = _MOMENT.fullmatch(value)
        if moment is not None:
            return self._translate("{day} at {time}").replace("{day}", moment[1]).replace("{time}", moment[2])
        stamped = _STAMPED.fullmatch(value)
        if stamped is not None:  # “ by Lena on 2026-03-14 at 16:02 UTC”
            first, when = (self._value(one, depth + 1, quoted=False, listed=False) for one in stamped.groups())
            return f"{first} {when}"
        found = self._said(value, depth + 1, fragment=True)
        if found == value and listed:
            parts = _LIST.fullmatch(value)
            if parts is not None:
                return f"{parts[1]} {self._translate(parts[2])} {parts[3]}"
        return found

    def _by_pieces(self, text: str, depth: int) -> str | None:
        """Sentence by sentence: what the core puts together from several."""
        pieces = _PIECES.split(text)
        if len(pieces) < 3:
            return None
        made = [one if at % 2 else self._piece(one, pieces[at + 1 : at + 2], depth) for at, one in enumerate(pieces)]
        return "".join(made) if made != pieces else None

    def _piece(self, piece: str, after: list[str], depth: int) -> str:
        if after == [": "]:
            begun = f"{piece}:"
            found = self._filled(begun, depth, self._strong)
            if found is not None:
                return found.removesuffix(":")
        return self._said(piece, depth + 1)


class _Template:
    """One sentence with gaps."""

    def __init__(self, source: str) -> None:
        self.source = source
        parts = _GAP.split(source)
        fixed, self.gaps = parts[::2], list(dict.fromkeys(parts[1::2]))
        self.weight = sum(len(one.strip()) for one in fixed)
        self.anchor = max(fixed, key=len)
        self.quoted = {name for at, name in enumerate(parts[1::2]) if fixed[at].endswith("“")}
        seen: set[str] = set()
        pattern = [re.escape(fixed[0])]
        for at, (name, after) in enumerate(zip(parts[1::2], fixed[1:], strict=True)):
            follows = at > 0 and not fixed[at]
            held = ".+?" if name in self.quoted else f"(?:{_FRAGMENT})?" if follows else ".*?"
            pattern.append(f"(?P={name})" if name in seen else f"(?P<{name}>{held})")
            pattern.append(re.escape(after))
            seen.add(name)
        self.pattern = re.compile("".join(pattern), re.DOTALL)

    def is_list(self, name: str) -> bool:
        """Whether the gap holds an enumeration."""
        return name.startswith(("listed", "names", "types", "accounts", "join", "known"))


def of_template(text: str) -> str:
    """What a template of a sync says of itself; one of somebody else's making speaks as it does."""
    return QCoreApplication.translate(TEMPLATES, text)


def said(text: str) -> str:
    """A sentence of the core in the user's language; the sentence itself where that is English, or where it is not known."""
    found = _phrases()
    return text if found is None else _cached(text)


@lru_cache(maxsize=8192)
def _cached(text: str) -> str:
    found = _phrases()
    return text if found is None else found.said(text)


@lru_cache(maxsize=1)
def _phrases() -> Phrases | None:
    """None in English. Read when first asked for: a start in English costs nothing."""
    if QCoreApplication.translate("Text", "en", "the code of this language") == "en":
        return None
    from desktop_sync.gui.text import number

    return Phrases(sources(), lambda text: QCoreApplication.translate(CONTEXT, text), number)


def sources(folder: Path | None = None) -> list[str]:
    """All the sentences that the core can make."""
    file = (folder or resources_folder() / "i18n") / FILE
    found: list[str] = json.loads(file.read_text("utf-8"))
    return found


def forget() -> None:
    """The language has changed."""
    _phrases.cache_clear()
    _cached.cache_clear()
