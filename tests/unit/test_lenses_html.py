"""Plain text and HTML: what HTML reads as, what a text becomes, and what of the formatting outlives an edit."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_sync.model.mapping import LensSpec
from desktop_sync.model.schema import Field, FieldType
from desktop_sync.sync.lenses import LensError, build_lens
from desktop_sync.sync.lenses.markup import plain, reading, written

TEXT = Field("text", "Text", FieldType.TEXT)
HTML = Field("html", "HTML", FieldType.TEXT)
LENS = build_lens(LensSpec("html"), (TEXT,), (HTML,), "here")

TAGS = "<p> </p> <br> <br/> <div> </div> <ul> <li> </ul> <ol> </ol> <b> </b> <pre> </pre> <script>x</script> <td> <table> </table>"
PIECES = st.sampled_from(
    [
        *TAGS.split(),
        "<!-- x -->",
        *["&amp;", "&nbsp;", "&#8364;", "&lt;", "<", ">", "word", "ü"],
        " ",
        "\n",
        "\t",
        "- ",
        "1. ",
    ]
)
MARKUP = st.lists(PIECES, max_size=14).map("".join)
TEXTS = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=12).map("".join))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One<br>two</p>", "One\ntwo"),
        ("<div>One</div><div>two</div>", "One\ntwo"),
        ("<p>A <b>bold</b> <a href='https://example.org'>link</a> &amp; <i>more</i></p>", "A bold link & more"),
        ("  <h1>Title</h1>\n<p>Text\n  that goes on</p>\n", "Title\n\nText that goes on"),
        ("<p>Buy:</p><ul><li>milk</li><li>bread</li></ul><p>Soon</p>", "Buy:\n\n- milk\n- bread\n\nSoon"),
        ("<ol><li>one</li><li>two<ul><li>inner</li></ul></li></ol>", "1. one\n2. two\n- inner"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<style>p{}</style><script>if (a < b) {}</script><p>seen</p>", "seen"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<p><br></p>", ""),
        ("<p>&nbsp;</p>", ""),
        ("5 &lt; 6 &#8364;", "5 < 6 €"),
        ("no markup at all", "no markup at all"),
        ("<p>unclosed <b>tags", "unclosed tags"),
        ('<img alt="x" src="y"> picture', "picture"),
    ],
)
def test_what_html_reads_as(markup: str, text: str) -> None:
    assert reading(markup) == text


def test_what_a_text_becomes() -> None:
    assert written("One\ntwo\n\n5 < 6 & more") == "<p>One<br>two</p><p>5 &lt; 6 &amp; more</p>"


@given(TEXTS)
@example("a\u00a0\n\u2003\n\nb")
@example("&amp;lt;p&gt;</p>")
@example("\x00\x0b\x85x\u2028y")
def test_a_text_comes_back_as_html_reads_it(text: str) -> None:
    assert reading(written(text)) == plain(text)
    assert plain(plain(text)) == plain(text)


@given(MARKUP, TEXTS)
def test_the_laws(markup: str, text: str) -> None:
    half = LENS.b
    assert half.put(half.get((markup,)), (markup,)) == (markup,)
    made = half.put(text, (markup,))
    assert half.norm(half.get(made)) == half.norm(text) == LENS.a.norm(text)


@given(
    st.lists(st.text("ab <&", min_size=1, max_size=6).filter(str.strip), min_size=1, max_size=6, unique_by=plain),
    st.data(),
)
def test_paragraphs_that_are_not_edited_keep_their_formatting(words: list[str], data: st.DataObject) -> None:
    texts = [plain(one) for one in words]
    rich = [written(one).replace("<p>", "<p class='x'><b>").replace("</p>", "</b></p>") for one in texts]
    at = data.draw(st.integers(0, len(texts) - 1))
    edited = [*texts[:at], "something new", *texts[at + 1 :]]
    (made,) = LENS.b.put("\n\n".join(edited), ("".join(rich),))
    assert isinstance(made, str)
    assert reading(made) == "\n\n".join(edited)
    assert made.count("class='x'") == len(texts) - 1
    assert "<p>something new</p>" in made


def test_html_is_left_alone_as_long_as_it_says_the_same() -> None:
    markup = '<div style="color:red">Dear <b>Ann</b>,<br>hello</div>'
    assert LENS.b.put("Dear Ann,\nhello", (markup,)) == (markup,)
    assert LENS.b.put("Dear Ann,  \nhello\n", (markup,)) == (markup,)
    assert LENS.b.put("Dear Bob,\nhello", (markup,)) == ("<p>Dear Bob,<br>hello</p>",)
    assert LENS.b.put(None, ("<p><br></p>",)) == ("<p><br></p>",)
    assert LENS.b.put(None, (markup,)) == (None,)
    assert "formatting" in LENS.lossy


def test_html_may_be_on_the_other_side() -> None:
    lens = build_lens(LensSpec("html", {"side": "a"}), (HTML,), (TEXT,), "here")
    assert lens.a.get(("<p>x</p>",)) == "x"
    assert lens.b.get(("<p>x</p>",)) == "<p>x</p>"


def test_what_has_no_room_as_html_is_refused() -> None:
    short = Field("html", "HTML", FieldType.TEXT, max_length=10)
    lens = build_lens(LensSpec("html"), (TEXT,), (short,), "here")
    assert lens.b.put("abc", None) == ("<p>abc</p>",)
    with pytest.raises(LensError, match="no room"):
        lens.b.put("abcd", None)


def test_a_long_text_takes_no_time() -> None:
    """A quarter of a million pieces: what grows with their square would not come to an end."""
    assert reading("<p>a<br>b</p>" * 50_000).count("\n\n") == 49_999
