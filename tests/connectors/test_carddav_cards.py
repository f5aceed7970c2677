"""Cards: what is only read stays as it is to the last character; what is edited is one line."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.connectors.carddav.cards import View, complete, fresh
from desktop_sync.connectors.carddav.fields import SPECS, schema, specs
from desktop_sync.connectors.carddav.lines import Card, edited, escape, fold, made, parse, split_escaped, unescape
from desktop_sync.connectors.carddav.settings import Login, extras
from desktop_sync.connectors.carddav.values import RejectedValue
from desktop_sync.errors import UsageError
from desktop_sync.model.schema import FieldType
from desktop_sync.model.values import Value

NOW = dt.datetime(2026, 11, 24, 7, 30, tzinfo=dt.UTC)
APPLE = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iOS 17.0//EN
N:Muster;Anna;Maria;Dr.;
FN:Dr. Anna Maria Muster
ORG:Beispiel GmbH\\, Berlin;Einkauf;Team 3
item1.EMAIL;type=INTERNET;type=pref:anna@example.org
item1.X-ABLabel:Verein
EMAIL;type=INTERNET;type=HOME:home@example.org
item2.TEL:+49 30 1
item2.X-ABLabel:_$!<Work>!$_
TEL;type=CELL;type=VOICE:+49 171 2
TEL;type=HOME;type=FAX:+49 30 3
item3.ADR;type=WORK;type=pref:;;Am Markt 1\\, Hof;Berlin;;10115;Deutschland
item3.X-ABADR:de
NOTE:Zeile 1\\nZeile 2 mit einer Länge\\, die gefaltet werden muss\\; und zwar s
 o
X-SOCIALPROFILE;type=mastodon;x-user="a;b:c":https://social.example.org/@anna
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/2wCEAAkGBxQTEhQUExQWFhUW
 GBcYGBcYGBcXGBgYFxcXFxcYGBgYHSggGBolHRcXITEhJSkrLi4uFx8zODMsNygtLisBCgoKDg0O
BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-17
CATEGORIES:Kunden,Presse\\, Funk
UID:anna-1
REV:2020-01-02T03:04:05Z
END:VCARD
""".replace("\n", "\r\n")


def card_of(*lines: str, version: str = "3.0") -> Card:
    return parse("\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]))


def view(*names: str) -> View:
    return View([SPECS[name] for name in names])


def seen(card: Card, *names: str) -> dict[str, Value]:
    chosen = view(*names)
    return {name: chosen.value(card, name) for name in names}


def difference(before: str, after: str) -> tuple[list[str], list[str]]:
    """Lines that are gone, and lines that are new."""
    old, new = before.split("\r\n"), after.split("\r\n")
    return [one for one in old if one not in new], [one for one in new if one not in old]


# ------------------------------------------------------------------------------------------------- the text of a card

_characters = st.characters(exclude_categories=["Cs"], exclude_characters="\r\n")
_values = st.text(_characters, max_size=200)
_texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t", exclude_characters="\ufffe\uffff"),
    max_size=200,
)
_names = st.sampled_from(
    ["NOTE", "X-Weird", "item1.TEL", "PHOTO;ENCODING=b", 'X-P;A="b:c;d"', "TEL;WORK", "EMAIL;TYPE=a,b"]
)


@given(st.text(st.sampled_from(list('ABEGINDVC:;="\\ \t\r\näx😀.,\u2028\x85')), max_size=300))
def test_any_text_is_given_back_with_crlf(text: str) -> None:
    normal = text.replace("\r\n", "\n").replace("\n", "\r\n")
    assert parse(text).text() == normal
    assert parse(normal).text() == normal


@given(st.lists(st.tuples(_names, _values), max_size=8), _texts)
def test_an_edit_leaves_all_other_lines_alone(lines: list[tuple[str, str]], note: str) -> None:
    folded = [fold(f"{head}:{escape(value)}") for head, value in lines]
    card = card_of("FN:Ann", *folded, "N:;Ann;;;")
    before = card.text()
    assert parse(before).text() == before
    view("title").apply(card, {"title": note})
    kept = [line for line in before.split("\r\n") if line]
    after = iter(card.text().split("\r\n"))
    assert all(any(line == other for other in after) for line in kept), "a line is gone, changed or moved"
    again = parse(card.text())
    assert seen(again, "title")["title"] == (note or None)
    view("title").apply(again, {"title": None})
    assert again.text() == before


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t", exclude_characters="\ufffe\uffff"),
        min_size=1,
        max_size=400,
    )
)
def test_texts_come_back_from_folded_and_escaped_lines(text: str) -> None:
    line = made("NOTE", escape(text))
    assert all(len(piece.encode()) <= 75 for piece in line.raw.split("\r\n"))
    assert unescape(card_of(line.raw).lines[2].plain) == text
    for version in ("2.1", "3.0", "4.0"):
        card = card_of("FN:Ann", version=version)
        values: dict[str, Value] = {
            "note": text,
            "middle_name": text,
            "department": text,
            "categories": (text.strip() or "-",),
        }
        view(*values).apply(card, values)
        assert seen(parse(card.text()), *values) == values


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=20), min_size=1, max_size=7
    )
)
def test_parts_of_a_value_come_back(parts: list[str]) -> None:
    assert [unescape(one) for one in split_escaped(";".join(map(escape, parts)), ";")] == parts


def test_folds_never_cut_a_character() -> None:
    for text in ("ä" * 100, "a" * 74 + "😀" * 30, "a" * 75, "a" * 76, "NOTE:" + "日本" * 80):
        pieces = fold(text).split("\r\n")
        assert all(len(piece.encode()) <= 75 for piece in pieces)
        assert all(piece.startswith(" ") for piece in pieces[1:])
        assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == text


def test_what_no_grammar_allows_is_kept() -> None:
    odd = ["", "no colon at all", ":no name", 'X;Q="open:1', "AGENT:"]
    agent = ["BEGIN:VCARD", "FN:The agent", "EMAIL:agent@example.org", "END:VCARD"]
    lines = ["BEGIN:VCARD", "VERSION:3.0", "FN:Ann", *odd, *agent, "TEL:1", "END:VCARD", "FN:behind the end", ""]
    text = "\r\n".join(lines)
    card = parse(text)
    assert card.text() == text
    assert card.whole
    assert seen(card, "name", "email", "phone") == {"name": "Ann", "email": None, "phone": "1"}
    view("name").apply(card, {"name": "Bob"})
    assert difference(text, card.text()) == (["FN:Ann"], ["FN:Bob"])


@pytest.mark.parametrize(
    "text", ["", "<html>", "BEGIN:VCARD\nFN:cut off", "END:VCARD", "BEGIN:VCALENDAR\nEND:VCALENDAR"]
)
def test_half_a_card_is_none(text: str) -> None:
    assert not parse(text).whole


# -------------------------------------------------------------------------------------------------------------- fields


def test_fields_of_a_card_from_a_phone() -> None:
    card = parse(APPLE)
    assert seen(card, *SPECS.keys() - {"href"}) == dict.fromkeys(SPECS.keys() - {"href"}) | {
        "name": "Dr. Anna Maria Muster",
        "family_name": "Muster",
        "given_name": "Anna",
        "middle_name": "Maria",
        "prefix": "Dr.",
        "organization": "Beispiel GmbH, Berlin",
        "department": "Einkauf",
        "email": "anna@example.org",
        "email_home": "home@example.org",
        "phone_work": "+49 30 1",
        "mobile": "+49 171 2",
        "fax": "+49 30 3",
        "work_street": "Am Markt 1, Hof",
        "work_city": "Berlin",
        "work_postcode": "10115",
        "work_country": "Deutschland",
        "note": "Zeile 1\nZeile 2 mit einer Länge, die gefaltet werden muss; und zwar so",
        "categories": ("Kunden", "Presse, Funk"),
        "kind": "individual",
        "uid": "anna-1",
        "revised_at": dt.datetime(2020, 1, 2, 3, 4, 5, tzinfo=dt.UTC),
    }
    assert card.text() == APPLE


@pytest.mark.parametrize(
    ("name", "value", "gone", "new"),
    [
        ("email", "neu@example.org", "item1.EMAIL;type=INTERNET;type=pref:anna@example.org",
         "item1.EMAIL;type=INTERNET;type=pref:neu@example.org"),
        ("phone_work", "+49 30 9", "item2.TEL:+49 30 1", "item2.TEL:+49 30 9"),
        ("department", None, "ORG:Beispiel GmbH\\, Berlin;Einkauf;Team 3", "ORG:Beispiel GmbH\\, Berlin;;Team 3"),
        ("work_city", "Köln", "item3.ADR;type=WORK;type=pref:;;Am Markt 1\\, Hof;Berlin;;10115;Deutschland",
         "item3.ADR;type=WORK;type=pref:;;Am Markt 1\\, Hof;Köln;;10115;Deutschland"),
        ("categories", ("Kunden",), "CATEGORIES:Kunden,Presse\\, Funk", "CATEGORIES:Kunden"),
        ("birthday", dt.date(1990, 5, 17), "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-17", "BDAY:1990-05-17"),
        ("phone_home", "+49 30 4", None, "TEL;TYPE=HOME:+49 30 4"),
        ("url", "https://example.org/a,b;c", None, "URL:https://example.org/a\\,b\\;c"),
    ],
)  # fmt: skip
def test_an_edit_is_one_line(name: str, value: Value, gone: str | None, new: str) -> None:
    card = parse(APPLE)
    assert view(name).apply(card, {name: value})
    assert difference(APPLE, card.text()) == ([gone] if gone else [], [new])
    assert seen(parse(card.text()), name) == {name: value}
    assert not view(name).apply(card, {name: value}), "nothing is left to change"


def test_a_blank_takes_the_line_and_its_label_away() -> None:
    card = parse(APPLE)
    view("phone_work").apply(card, {"phone_work": None})
    assert difference(APPLE, card.text()) == (["item2.TEL:+49 30 1", "item2.X-ABLabel:_$!<Work>!$_"], [])


def test_a_blank_lets_no_other_line_take_its_place() -> None:
    card = card_of("EMAIL;TYPE=pref:a@example.org", "EMAIL:b@example.org")
    view("email").apply(card, {"email": None})
    assert seen(card, "email") == {"email": None}
    assert "EMAIL:b@example.org" in card.text()
    view("email").apply(card, {"email": "c@example.org"})
    assert [line.value for line in card.lines if line.name == "EMAIL"] == ["c@example.org", "b@example.org"]


def test_no_line_is_two_fields() -> None:
    """A field without a kind is the best line that no other field of the sync takes."""
    card = card_of("EMAIL;TYPE=WORK:w@example.org", "EMAIL:o@example.org", "EMAIL;TYPE=HOME:h@example.org")
    assert seen(card, "email") == {"email": "w@example.org"}
    assert seen(card, "email", "email_work") == {"email": "o@example.org", "email_work": "w@example.org"}
    only = card_of("TEL;TYPE=WORK,FAX:1", "TEL;TYPE=pager:2", "TEL;TYPE=CELL:3")
    assert seen(only, "phone", "fax") == {"phone": "3", "fax": "1"}
    assert seen(only, "phone", "mobile", "phone_work") == {"phone": None, "mobile": "3", "phone_work": None}
    chosen = view("phone", "mobile")
    chosen.apply(only, {"phone": "4", "mobile": "5"})
    assert seen(only, "phone", "mobile", "fax") == {"phone": "4", "mobile": "5", "fax": "1"}


def test_preferred_comes_first() -> None:
    for pref in ("TYPE=pref", "PREF=1", "PREF"):
        assert seen(card_of("TEL:1", f"TEL;{pref}:2"), "phone") == {"phone": "2"}


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gr=C3=BC=C3=9Fe=0D=0Aaus K=C3=B6ln", "note", "Grüße\naus Köln"),
        ("NOTE;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Gr=FC=DFe aus=\r\n K=F6ln", "note", "Grüße aus Köln"),
        ("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;=\r\nAnn;;;", "family_name", "Müller"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=X-NOBODY:=C3=BC", "note", "ü"),
        ("TEL;HOME;VOICE:030 1", "phone_home", "030 1"),
        ("TEL;VALUE=uri;TYPE=\"voice,home\":tel:+1-555", "phone_home", "+1-555"),
        ("BDAY:19900517", "birthday", dt.date(1990, 5, 17)),
        ("BDAY;VALUE=date-time:1990-05-17T00:00:00Z", "birthday", dt.date(1990, 5, 17)),
        ("BDAY:--0517", "birthday", None),
        ("BDAY:1990-02-30", "birthday", None),
        ("REV:20200102T030405Z", "revised_at", dt.datetime(2020, 1, 2, 3, 4, 5, tzinfo=dt.UTC)),
        ("REV:2020-01-02T03:04:05.123+01:00", "revised_at", dt.datetime(2020, 1, 2, 2, 4, 5, tzinfo=dt.UTC)),
        ("REV:2020-01-02", "revised_at", dt.datetime(2020, 1, 2, tzinfo=dt.UTC)),
        ("REV:yesterday", "revised_at", "yesterday"),
        ("KIND:group", "kind", "group"),
        ("X-ADDRESSBOOKSERVER-KIND:group", "kind", "group"),
        ("NOTE:C:\\\\temp\\q", "note", "C:\\temp\\q"),
        ("ORG:Acme, Inc.;Sales", "organization", "Acme, Inc."),
        ("fn:lower", "name", "lower"),
    ],
)  # fmt: skip
def test_ways_to_write_a_value(line: str, field: str, value: Value) -> None:
    card = card_of(line)
    assert seen(card, field) == {field: value}
    assert line in card.text()


def test_an_edit_drops_the_old_encoding() -> None:
    card = card_of("NOTE;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE;X-A=1:Gr=FC=DFe")
    view("note").apply(card, {"note": "Grüße 2"})
    assert "NOTE;X-A=1:Grüße 2\r\n" in card.text()
    old = card_of("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Gr=FC=DFe", version="2.1")
    view("note").apply(old, {"note": "Grüße\n" * 10})
    assert old.text().isascii()
    assert seen(parse(old.text()), "note") == {"note": "Grüße\n" * 10}


def test_a_birthday_without_a_year_is_not_blanked() -> None:
    card = parse(APPLE)
    assert not view("birthday").apply(card, {"birthday": None})
    assert card.text() == APPLE


@pytest.mark.parametrize("text", ["a\0b", "a\x0bb", "\ud800", "a\x1b[0m"])
def test_control_characters_are_refused(text: str) -> None:
    for name, value in (("note", text), ("categories", (text,)), ("given_name", text)):
        with pytest.raises(RejectedValue, match=name):
            view(name).apply(card_of("FN:Ann"), {name: value})


def test_read_only_fields_are_refused() -> None:
    for name in ("uid", "revised_at", "kind", "href"):
        with pytest.raises(RejectedValue, match=name):
            view(name).apply(card_of("FN:Ann", "UID:1"), {name: "x"})


# --------------------------------------------------------------------------------------------- names and whole cards


@pytest.mark.parametrize(
    ("n", "fn", "name", "expected"),
    [
        ("Muster;Anna;;;", "Anna Muster", "Anne Muster", "Muster;Anne;;;"),
        ("Muster;Anna;;;", "Anna Muster", "Anna von Beispiel", "Beispiel;Anna von;;;"),
        ("Muster;Anna;Maria;Dr.;", "Dr. Anna Maria Muster", "Dr. Anne Maria Muster", "Muster;Anne;Maria;Dr.;"),
        ("Muster;Anna;;Dr.;", "Dr. Anna Muster", "Anna Muster", "Muster;Anna;;;"),
        (";Anna;;;", "Anna", "Berta", ";Berta;;;"),
        ("Muster;Anna;;;", "Anna Muster", "Cher", ";Cher;;;"),
        ("Muster;Anna;;;", "Beispiel GmbH", "Beispiel AG", "Muster;Anna;;;"),
    ],
)
def test_the_parts_follow_the_full_name(n: str, fn: str, name: str, expected: str) -> None:
    card = card_of(f"N:{n}", f"FN:{fn}")
    view("name").apply(card, {"name": name})
    assert [line.value for line in card.lines if line.name == "N"] == [expected]
    assert seen(card, "name") == {"name": name}


def test_parts_that_are_mapped_themselves_don_t_follow() -> None:
    card = card_of("N:Muster;Anna;;;", "FN:Anna Muster")
    view("name", "given_name").apply(card, {"name": "Berta Beispiel"})
    assert seen(card, "family_name", "given_name") == {"family_name": "Muster", "given_name": "Anna"}


def test_the_full_name_follows_its_parts() -> None:
    card = card_of("N:Muster;Anna;;Dr.;", "FN:Dr. Anna Muster")
    view("given_name", "family_name").apply(card, {"given_name": "Berta"})
    assert seen(card, "name") == {"name": "Dr. Berta Muster"}
    own = card_of("N:Muster;Anna;;;", "FN:Tante Anna")
    view("given_name").apply(own, {"given_name": "Berta"})
    assert seen(own, "name") == {"name": "Tante Anna"}


@pytest.mark.parametrize(
    ("lines", "name", "n"),
    [
        (["ORG:Beispiel GmbH"], "Beispiel GmbH", ";Beispiel GmbH;;;"),
        (["N:Muster;Anna;;;"], "Anna Muster", "Muster;Anna;;;"),
        (["EMAIL:a@example.org"], "a@example.org", ";a@example.org;;;"),
        (["FN:", "NICKNAME:Ann"], "Ann", ";Ann;;;"),
        ([], None, ";;;;"),
    ],
)
def test_a_card_without_name_and_uid_is_completed_when_it_is_written(
    lines: list[str], name: str | None, n: str
) -> None:
    card = parse("\r\n".join(["BEGIN:VCARD", *lines, "END:VCARD", ""]))
    complete(card, "made-up", NOW)
    assert seen(card, "name", "uid") == {"name": name, "uid": "made-up"}
    assert [line.value for line in card.lines if line.name == "N"] == [n]
    assert card.lines[1].raw == "VERSION:3.0"
    assert card.lines[-2].raw == "END:VCARD"
    again = card.text()
    complete(card, "another", NOW)
    assert card.text() == again


@pytest.mark.parametrize(
    ("rev", "now"), [("20200102T030405Z", "20261124T073000Z"), ("2020-01-02", "2026-11-24T07:30:00Z")]
)
def test_the_revision_is_noted_where_there_is_one(rev: str, now: str) -> None:
    card = card_of("FN:A", "N:;A;;;", "UID:1", f"REV:{rev}")
    complete(card, "", NOW)
    assert f"\r\nREV:{now}\r\n" in card.text()
    without = card_of("FN:A", "N:;A;;;", "UID:1")
    before = without.text()
    complete(without, "", NOW)
    assert without.text() == before


def test_a_new_card_of_each_version() -> None:
    for version, birthday in (("3.0", "BDAY:2000-02-29"), ("4.0", "BDAY:20000229")):
        card = fresh(version)
        view("name", "birthday").apply(card, {"name": "Ann", "birthday": dt.date(2000, 2, 29)})
        complete(card, "u", NOW)
        assert {f"VERSION:{version}", birthday, "FN:Ann"} <= set(card.text().split("\r\n"))
        assert ("N:;Ann;;;" in card.text()) == (version == "3.0")


# ---------------------------------------------------------------------------------------------- fields of one's own


def test_properties_as_fields() -> None:
    known = specs(
        extras("no = x-customer-no:integer, credit=X-CREDIT:decimal:2,vip=X-VIP:boolean , since=X-SINCE:date")
    )
    chosen = View([known[name] for name in ("no", "credit", "vip", "since")], known)
    card = card_of("FN:Ann", "X-VIP:maybe", "X-CREDIT:NaN", "X-CUSTOMER-NO:12a")
    assert [chosen.value(card, name) for name in chosen.specs] == ["12a", "NaN", "maybe", None]
    values: dict[str, Value] = {"no": 12, "credit": Decimal("5.00"), "vip": False, "since": dt.date(2026, 1, 2)}
    chosen.apply(card, values)
    assert {name: chosen.value(parse(card.text()), name) for name in chosen.specs} == values
    table = schema("book", "Book", known)
    field = table.field("credit")
    assert field is not None
    assert (field.type, field.scale) == (FieldType.DECIMAL, 2)
    assert table.identity == ("href",)


@pytest.mark.parametrize("text", ["a", "a=", "a=X-A:colour", "a=X-A:text:2", "a=UID", "a=X-A,a=X-B", "=X-A", "a=X A"])
def test_wrong_properties(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        extras(text)
    assert caught.value.advice


def test_a_usual_field_can_t_be_replaced() -> None:
    with pytest.raises(UsageError, match="email"):
        specs(extras("email=X-MAIL"))


@pytest.mark.parametrize(
    "wrong", [{"url": ""}, {"username": ""}, {"username": "a:b"}, {"url": "http://dav.example.org"}, {"url": "nowhere"}]
)
def test_wrong_settings(wrong: dict[str, str]) -> None:
    right = {"url": "https://dav.example.org/remote.php/dav/", "username": "ann"}
    login = Login.of(right, {"password": "Sesam-4711"})
    assert (login.origin, login.path) == ("https://dav.example.org", "/remote.php/dav")
    assert "Sesam-4711" not in repr(login)
    with pytest.raises(UsageError):
        Login.of(right | wrong, {"password": "Sesam-4711"})
    assert Login.of({**right, "base_url": "http://127.0.0.1:80"}, {"password": "x"}).origin == "http://127.0.0.1:80"


def test_edited_keeps_parameters() -> None:
    line = card_of('item1.TEL;TYPE=work;X-A="a;b:c";PREF=1:1').lines[2]
    assert edited(line, "2").raw == 'item1.TEL;TYPE=work;X-A="a;b:c";PREF=1:2'
