"""Marks within a text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.sync.textdiff import Mark, Span, differences

near = st.text(alphabet="ab c\n", max_size=40)


@given(old=st.one_of(st.text(max_size=60), near), new=st.one_of(st.text(max_size=60), near))
def test_the_spans_make_both_texts(old: str, new: str) -> None:
    spans = differences(old, new)
    assert "".join(one.text for one in spans if one.mark is not Mark.ONLY_NEW) == old
    assert "".join(one.text for one in spans if one.mark is not Mark.ONLY_OLD) == new
    assert all(one.text for one in spans)
    assert all(x.mark is not y.mark for x, y in pairwise(spans))


def test_readable() -> None:
    assert differences("Main Street 12", "Main Street 21b") == (
        Span(Mark.SAME, "Main Street "),
        Span(Mark.ONLY_OLD, "12"),
        Span(Mark.ONLY_NEW, "21b"),
    )
    assert differences("anna@example.org", "anna@example.com")[0] == Span(Mark.SAME, "anna@example.")
    assert differences("Meier", "Maier") == (
        Span(Mark.SAME, "M"),
        Span(Mark.ONLY_OLD, "e"),
        Span(Mark.ONLY_NEW, "a"),
        Span(Mark.SAME, "ier"),
    )
    assert differences("same", "same") == (Span(Mark.SAME, "same"),)
    assert differences("", "") == ()
    assert differences("", "x") == (Span(Mark.ONLY_NEW, "x"),)


def test_long_texts_are_compared_at_once() -> None:
    old = "x" * 50_000 + "a" + "y" * 50_000
    new = "x" * 50_000 + "b" + "y" * 50_000
    assert [(one.mark, len(one.text)) for one in differences(old, new)] == [
        (Mark.SAME, 50_000),
        (Mark.ONLY_OLD, 1),
        (Mark.ONLY_NEW, 1),
        (Mark.SAME, 50_000),
    ]
