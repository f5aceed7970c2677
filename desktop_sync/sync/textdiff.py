"""What differs within two texts, marked so that a person sees it at once (the conflict dialog)."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\w+|\s+|[^\w\s]", re.UNICODE)
_LONG = 20_000
"""Characters past which only the common beginning and end are left unmarked: difflib is quadratic."""
_ALIKE = 0.6
"""From this likeness on two words are compared letter by letter; below it the whole word is marked."""


class Mark(StrEnum):
    """What a span is."""

    SAME = "same"
    ONLY_OLD = "only_old"
    ONLY_NEW = "only_new"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text. The SAME and ONLY_OLD ones in order make the old text, the SAME and ONLY_NEW ones the new."""

    mark: Mark
    text: str


def differences(old: str, new: str) -> tuple[Span, ...]:
    """The spans of both texts: word by word, and letter by letter within words that are nearly the same."""
    if old == new:
        return (Span(Mark.SAME, old),) if old else ()
    if len(old) + len(new) > _LONG:
        return _merged(_ends(old, new))
    words_old, words_new = _WORD.findall(old), _WORD.findall(new)
    spans: list[Span] = []
    matcher = SequenceMatcher(None, words_old, words_new, autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        before, after = "".join(words_old[a0:a1]), "".join(words_new[b0:b1])
        if tag == "equal":
            spans.append(Span(Mark.SAME, before))
        else:
            spans += _within(before, after)
    return _merged(spans)


def _within(old: str, new: str) -> list[Span]:
    """Letters that differ, where that is readable: at most a few marks in texts that are mostly the same."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    codes = matcher.get_opcodes()
    if not old or not new or matcher.ratio() < _ALIKE or len(codes) > 5:
        return [Span(Mark.ONLY_OLD, old), Span(Mark.ONLY_NEW, new)]
    spans: list[Span] = []
    for tag, a0, a1, b0, b1 in codes:
        if tag == "equal":
            spans.append(Span(Mark.SAME, old[a0:a1]))
        else:
            spans += [Span(Mark.ONLY_OLD, old[a0:a1]), Span(Mark.ONLY_NEW, new[b0:b1])]
    return spans


def _ends(old: str, new: str) -> list[Span]:
    start = 0
    most = min(len(old), len(new))
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return [
        Span(Mark.SAME, old[:start]),
        Span(Mark.ONLY_OLD, old[start : len(old) - end]),
        Span(Mark.ONLY_NEW, new[start : len(new) - end]),
        Span(Mark.SAME, old[len(old) - end :]),
    ]


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """Empty spans left out, neighbours of one kind joined."""
    found: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        if found and found[-1].mark is span.mark:
            found[-1] = Span(span.mark, found[-1].text + span.text)
        else:
            found.append(span)
    return tuple(found)
