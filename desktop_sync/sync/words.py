"""Words of error texts: the nearest right word, lists for people, and the list of mistakes of one definition."""

import difflib
from collections.abc import Iterable

from desktop_sync.errors import DefinitionError


def nearest(word: str, known: Iterable[str]) -> str:
    """Words to add to a sentence: “ Did you mean …?”, or else what there is; "" when there is nothing."""
    words = list(dict.fromkeys(known))
    by_fold = {one.casefold(): one for one in words}
    close = difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.55)
    if close:
        return f" Did you mean “{by_fold[close[0]]}”?"
    if not words:
        return ""
    shown = ", ".join(words[:12])
    return f" There are: {shown}{' …' if len(words) > 12 else ''}."


def listed(words: Iterable[str], last: str = "or") -> str:
    """“a, b or c”; "" for none."""
    *start, end = ["", *words]
    start = start[1:]
    return f"{', '.join(start)} {last} {end}" if start else end


class Mistakes:
    """Collects the mistakes of one definition, so that all are told at once."""

    def __init__(self, file: str = "") -> None:
        self.file = file
        self.found: list[tuple[int | None, str]] = []

    def add(self, what: str, line: int | None = None) -> None:
        """Note one mistake; the same one twice counts once."""
        if (line, what) not in self.found:
            self.found.append((line, what))

    def raise_any(self) -> None:
        """Raise DefinitionError with all that was found, in the order of lines; do nothing when all is right."""
        if not self.found:
            return
        ordered = sorted(self.found, key=lambda one: (one[0] is None, one[0] or 0))
        line, what = ordered[0]
        if len(ordered) > 1:
            rows = (f"  line {number}: {text}" if number else f"  {text}" for number, text in ordered)
            what = "\n".join((f"{len(ordered)} mistakes:", *rows))
        raise DefinitionError(what, place=self._place(line), line=line)

    def _place(self, line: int | None) -> str:
        if line is None:
            return self.file
        return f"{self.file}, line {line}" if self.file else f"line {line}"
