"""Lenses by example: what people see, and what is refused with which words."""

import datetime as dt
import subprocess
import sys
from decimal import Decimal

import pytest

from desktop_sync.errors import DefinitionError
from desktop_sync.model.mapping import LensSpec
from desktop_sync.model.schema import Choice, Field, FieldType
from desktop_sync.model.values import Value
from desktop_sync.sync.lenses import LENSES, Lens, LensError, build_lens, catalogue, default_lens

T = FieldType


def f(kind: FieldType, name: str = "x", **more: object) -> Field:
    return Field(name, name, kind, **more)  # type: ignore[arg-type]


def lens(name: str, a: Field | tuple[Field, ...], b: Field | tuple[Field, ...], /, **params: object) -> Lens:
    as_tuple = (a if isinstance(a, tuple) else (a,), b if isinstance(b, tuple) else (b,))
    return build_lens(LensSpec(name, params), *as_tuple, "here")


def a_to_b(one: Lens, *values: Value, old: tuple[Value, ...] | None = None) -> tuple[Value, ...]:
    return one.b.put(one.a.get(values), old)


def b_to_a(one: Lens, *values: Value, old: tuple[Value, ...] | None = None) -> tuple[Value, ...]:
    return one.a.put(one.b.get(values), old)


TWO = (f(T.TEXT, "first"), f(T.TEXT, "last"))
THREE = (f(T.TEXT, "street"), f(T.TEXT, "zip"), f(T.TEXT, "city"))


@pytest.mark.parametrize(
    ("first", "last", "full"),
    [
        ("Anna", "Meier", "Anna Meier"),
        ("Jan", "van der Berg", "Jan van der Berg"),
        ("Charles", "de Gaulle", "Charles de Gaulle"),
        ("Otto", "von Bismarck", "Otto von Bismarck"),
        ("Anna Maria", "Schmidt", "Anna Maria Schmidt"),
        ("Martin Luther", "King Jr.", "Martin Luther King Jr."),
        ("", "Cher", "Cher"),
    ],
)
def test_full_name(first: str, last: str, full: str) -> None:
    for order, whole in (("first last", full), ("last, first", f"{last}, {first}" if first else last)):
        there = lens("full_name", TWO, f(T.TEXT), order=order)
        assert a_to_b(there, first or None, last) == (whole,)
        assert b_to_a(there, whole) == (first or None, last)
        mirrored = lens("full_name", f(T.TEXT), TWO, order=order)
        assert a_to_b(mirrored, whole) == (first or None, last)


def test_full_name_keeps_the_border_that_was_there() -> None:
    one = lens("full_name", TWO, f(T.TEXT))
    assert b_to_a(one, "Gabriel García Márquez", old=("Gabo", "García Márquez")) == ("Gabriel", "García Márquez")
    assert b_to_a(one, "Anna Maria Schulz", old=("Anna Maria", "Meier")) == ("Anna Maria", "Schulz")
    assert b_to_a(one, " Anna  Meier ", old=("Anna", "Meier")) == ("Anna", "Meier")
    assert b_to_a(one, "Bono", old=("Cher", None)) == ("Bono", None)


def test_join_keeps_blank_parts_blank() -> None:
    one = lens("join", THREE, f(T.TEXT), separator=", ")
    assert a_to_b(one, "Main St 1", None, "Berlin") == ("Main St 1, Berlin",)
    assert b_to_a(one, "Main St 2, Bonn", old=("Main St 1", None, "Berlin")) == ("Main St 2", None, "Bonn")
    assert b_to_a(one, "a, b, c, d") == ("a", "b", "c, d")
    assert b_to_a(one, "a") == ("a", None, None)


@pytest.mark.parametrize(
    ("a", "b", "params", "there", "back"),
    [
        (f(T.INTEGER), f(T.TEXT), {}, (1234,), ("1234",)),
        (f(T.DECIMAL, scale=2), f(T.TEXT), {"b": "1.234,56"}, (Decimal("1234.50"),), ("1.234,5",)),
        (f(T.DECIMAL, scale=2), f(T.TEXT), {"b": "1 234,56"}, (Decimal("-1234567.89"),), ("-1 234 567,89",)),
        (f(T.FLOAT), f(T.DECIMAL, scale=2), {}, (0.1,), (Decimal("0.1"),)),
        (f(T.DECIMAL), f(T.FLOAT), {}, (Decimal("0.1"),), (0.1,)),
        (f(T.INTEGER), f(T.INTEGER), {}, (2**62,), (2**62,)),
    ],
)
def test_numbers(a: Field, b: Field, params: dict[str, object], there: tuple[Value], back: tuple[Value]) -> None:
    one = lens("number", a, b, **params)
    made = a_to_b(one, *there)
    assert made == back
    assert type(made[0]) is type(back[0])
    assert b_to_a(one, *back) == there


def test_a_number_is_rounded_half_up_and_keeps_its_decimals() -> None:
    one = lens("number", f(T.DECIMAL, scale=3), f(T.DECIMAL, scale=2))
    assert a_to_b(one, Decimal("1.005")) == (Decimal("1.01"),)
    assert "2 decimals" in one.lossy
    text = lens("number", f(T.DECIMAL), f(T.TEXT))
    assert a_to_b(text, Decimal(13), old=("12.50",)) == ("13.00",)


@pytest.mark.parametrize("bad", ["abc", "1,5", "12.34.56", "1..2", "--1", "٣"])
def test_what_is_no_number_is_refused_without_its_value(bad: str) -> None:
    one = lens("number", f(T.TEXT, "price"), f(T.DECIMAL))
    with pytest.raises(LensError) as caught:
        one.a.get((bad,))
    assert "price" in str(caught.value)
    assert bad not in str(caught.value)


def test_thousands_must_stand_where_they_belong() -> None:
    """1,5 in a file that writes 1,234.56 is a German 1.5 and never fifteen."""
    one = lens("number", f(T.TEXT), f(T.DECIMAL), a="1,234.56")
    assert one.a.get(("1,234,567.5",)) == Decimal("1234567.5")
    with pytest.raises(LensError):
        one.a.get(("1,5",))


def test_scale() -> None:
    one = lens("scale", f(T.DECIMAL, scale=2), f(T.INTEGER), factor=100)
    assert a_to_b(one, Decimal("12.34")) == (1234,)
    assert b_to_a(one, 1235) == (Decimal("12.35"),)
    assert one.b.norm(Decimal("12.341")) == one.b.norm(Decimal("12.34"))
    with pytest.raises(DefinitionError, match="other than 0"):
        lens("scale", f(T.INTEGER), f(T.INTEGER), factor=0)


def test_boolean_words() -> None:
    one = lens("boolean", f(T.BOOLEAN), f(T.TEXT), b=["Ja", "Nein"])
    assert a_to_b(one, True) == ("Ja",)
    assert one.b.get(("nein",)) is False
    with pytest.raises(LensError, match="neither"):
        one.b.get(("vielleicht",))
    loose = lens("boolean", f(T.BOOLEAN), f(T.TEXT))
    assert a_to_b(loose, False, old=("yes",)) == ("no",)
    ticked = lens("boolean", f(T.BOOLEAN), f(T.TEXT), b=["x", ""])
    assert a_to_b(ticked, False, old=("x",)) == (None,)
    assert ticked.b.get((None,)) is False


def test_dates() -> None:
    one = lens("date", f(T.TEXT), f(T.DATE), a="%m/%d/%Y")
    assert one.a.get(("2/3/2024",)) == dt.date(2024, 2, 3)
    assert b_to_a(one, dt.date(2024, 2, 3)) == ("02/03/2024",)
    assert b_to_a(one, dt.date(2024, 2, 3), old=("2/3/2024",)) == ("2/3/2024",)
    assert one.label == "date · MM/DD/YYYY"
    for wrong in ("2024-02-03", "13/13/2024", "02/30/2024", "02/03/24"):
        with pytest.raises(LensError, match="MM/DD/YYYY"):
            one.a.get((wrong,))
    bare = lens("date", f(T.TEXT), f(T.DATE), a="%-d. %B %Y")
    assert b_to_a(bare, dt.date(2024, 2, 3)) == ("3. February 2024",)


def test_a_year_that_two_figures_cannot_say_is_held_not_bent() -> None:
    one = lens("date", f(T.TEXT), f(T.DATE), a="%d.%m.%y")
    assert b_to_a(one, dt.date(1980, 1, 2)) == ("02.01.80",)
    with pytest.raises(LensError, match="without changing it"):
        b_to_a(one, dt.date(1930, 1, 2))


def test_a_date_in_a_moment_keeps_the_time_of_day() -> None:
    one = lens("date", f(T.DATE), f(T.DATETIME), zone_b="Europe/Berlin")
    late = dt.datetime(2024, 6, 1, 22, 30, tzinfo=dt.UTC)
    assert one.b.get((late,)) == dt.date(2024, 6, 2)
    assert a_to_b(one, dt.date(2024, 6, 5), old=(late,)) == (dt.datetime(2024, 6, 4, 22, 30, tzinfo=dt.UTC),)
    assert a_to_b(one, dt.date(2024, 6, 5)) == (dt.datetime(2024, 6, 4, 22, 0, tzinfo=dt.UTC),)


def test_moments_in_zones() -> None:
    one = lens("datetime", f(T.TEXT), f(T.DATETIME), a="%d.%m.%Y %H:%M", zone_a="Europe/Berlin")
    assert a_to_b(one, "01.07.2024 14:30") == (dt.datetime(2024, 7, 1, 12, 30, tzinfo=dt.UTC),)
    assert b_to_a(one, dt.datetime(2024, 12, 1, 12, 30, 45, tzinfo=dt.UTC)) == ("01.12.2024 13:30",)
    assert "minutes" in one.lossy
    # the hour that the clock shows twice is one hour for the side that has only the clock
    first, second = (dt.datetime(2024, 10, 27, hour, 30, tzinfo=dt.UTC) for hour in (0, 1))
    assert one.a.norm(first) == one.a.norm(second)
    assert one.b.norm(first) != one.b.norm(second)


def test_moments_as_counts_and_iso() -> None:
    unix = lens("datetime", f(T.INTEGER), f(T.DATETIME), a="unix_ms")
    moment = dt.datetime(2024, 1, 2, 3, 4, 5, 678000, tzinfo=dt.UTC)
    assert b_to_a(unix, moment) == (1704164645678,)
    assert a_to_b(unix, 1704164645678) == (moment,)
    iso = lens("datetime", f(T.TEXT), f(T.DATETIME))
    assert a_to_b(iso, "2024-01-02T05:04:05+02:00") == (dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC),)
    assert b_to_a(iso, moment, old=("2023-01-01 00:00:00",)) == ("2024-01-02 03:04:05.678000",)
    assert b_to_a(iso, moment) == ("2024-01-02T03:04:05.678000Z",)


def test_resolution_is_a_tolerance() -> None:
    one = lens("datetime", f(T.DATETIME), f(T.DATETIME, resolution_us=1_000_000))
    fine = dt.datetime(2024, 1, 2, 3, 4, 5, 999_999, tzinfo=dt.UTC)
    assert a_to_b(one, fine) == (fine.replace(microsecond=0),)
    assert one.b.norm(fine) == fine.replace(microsecond=0)
    early = dt.datetime(1960, 1, 1, 0, 0, 0, 1, tzinfo=dt.UTC)
    assert one.b.norm(early) == early.replace(microsecond=0)


def test_phone_is_the_same_however_it_is_written() -> None:
    one = lens("phone", f(T.TEXT), f(T.TEXT), region="DE", b="e164")
    ways = ("030 123456", "+49 30 123456", "0049 (30) 12 34 56", "030/12-34-56", "+4930123456")
    assert {one.a.norm(way) for way in ways} == {"+4930123456"}
    assert a_to_b(one, "030 123456") == ("+4930123456",)
    assert a_to_b(one, "030 123456", old=("+49 30 123456",)) == ("+49 30 123456",)
    assert a_to_b(one, "ask for Anna, 030 123456") == ("ask for Anna, 030 123456",)
    assert a_to_b(one, "030 123456 ext. 12") == ("+4930123456;ext=12",)
    home = lens("phone", f(T.TEXT), f(T.TEXT), region="DE", b="national")
    assert a_to_b(home, "+493012345678") == ("030 12345678",)
    assert a_to_b(home, "+1 650-253-0000") == ("+1 650-253-0000",)


def test_email_and_country() -> None:
    one = lens("email", f(T.EMAIL), f(T.TEXT))
    assert one.a.norm("Anna@EXAMPLE.org ") == one.a.norm("anna@example.org")
    assert one.a.norm("info@xn--mller-kva.example") == one.a.norm("Info@MÜLLER.example")
    assert a_to_b(one, " Anna@EXAMPLE.org") == ("Anna@example.org",)
    land = lens("country", f(T.TEXT), f(T.TEXT), b="name_de")
    assert a_to_b(land, "AT") == ("Österreich",)
    assert b_to_a(land, "Germany") == ("DE",)
    assert b_to_a(land, "Atlantis") == ("Atlantis",)


def test_choices() -> None:
    one = lens("choices", f(T.TEXT), f(T.CHOICE), open="Open", won="Closed Won")
    assert a_to_b(one, "won") == ("Closed Won",)
    with pytest.raises(LensError, match="isn't mapped"):
        one.a.get(("lost",))
    others = lens("choices", f(T.TEXT), f(T.TEXT), open="Open", default_a="open", default_b="Open")
    assert b_to_a(others, "Pending") == ("open",)
    assert b_to_a(others, "Pending", old=("open",)) == ("open",)
    assert a_to_b(others, "open", old=("Pending",)) == ("Pending",)
    assert a_to_b(others, "strange") == ("Open",)
    several = lens("choices", f(T.TEXT), f(T.TEXT), open="Open", pending="Open", won="Won")
    assert a_to_b(several, "pending") == ("Open",)
    assert b_to_a(several, "Open") == ("open",)
    assert a_to_b(several, "pending", old=("Open",)) == ("Open",)
    assert several.b.norm("pending") == several.b.get(("Open",)) == "open"
    assert b_to_a(several, "Won", old=("pending",)) == ("won",)
    labelled = f(T.CHOICE, choices=(Choice("o", "Open"), Choice("c", "Closed")))
    with pytest.raises(DefinitionError, match="mapped twice"):
        lens("choices", labelled, f(T.TEXT), o="X", Open="Y")
    fixed = f(T.CHOICE, choices=(Choice("o", "Open"), Choice("c", "Closed")))
    with pytest.raises(DefinitionError, match=r"no choice “opn”\. Did you mean"):
        lens("choices", f(T.TEXT), fixed, x="opn")
    numbers = lens("choices", f(T.INTEGER), f(T.BOOLEAN), **{"1": True, "0": False})
    assert a_to_b(numbers, 1) == (True,)
    assert b_to_a(numbers, False) == (0,)


def test_blank_is_none_and_written_as_the_field_takes_it() -> None:
    one = lens("text", f(T.TEXT), f(T.TEXT, blank_as_empty=True))
    assert one.a.get(("",)) is None
    assert a_to_b(one, None) == ("",)
    assert b_to_a(one, "") == (None,)
    assert one.a.norm("  ") is None


def test_text_tolerance() -> None:
    one = lens("text", f(T.TEXT), f(T.TEXT, max_length=5))
    assert one.b.norm("Münchner") == one.b.norm("Mu\u0308nch")
    assert one.b.norm("abcd  xyz") == "abcd"
    assert one.a.norm(" a\r\nb ") == "a\nb"
    assert a_to_b(one, "Münchner") == ("Münchner",)
    assert a_to_b(lens("text", f(T.TEXT), f(T.TEXT, max_length=5), cut=True), "Münchner") == ("Münch",)
    assert "B takes 5 characters" in one.lossy
    assert one.a.get((10115,)) == "10115"
    assert one.a.get((10115.0,)) == "10115"
    with pytest.raises(LensError):
        one.a.get((b"x",))


def test_constant() -> None:
    one = lens("constant", (), f(T.INTEGER), value=5)
    assert one.b.put(one.a.get(()), None) == (5,)
    assert one.a.put("anything", ()) == ()
    with pytest.raises(DefinitionError, match="takes integer"):
        lens("constant", (), f(T.INTEGER), value="five")
    with pytest.raises(DefinitionError, match="one side only"):
        lens("constant", f(T.TEXT), f(T.TEXT), value="x")


def test_list() -> None:
    one = lens("list", f(T.CHOICES), f(T.TEXT))
    assert a_to_b(one, ("a", "b")) == ("a, b",)
    assert a_to_b(one, ("b", "a"), old=("a, b",)) == ("a, b",)
    assert b_to_a(one, "x,y , z") == (("x", "y", "z"),)


@pytest.mark.parametrize(
    ("spec", "a", "b", "words"),
    [
        (LensSpec("fullname"), TWO, (f(T.TEXT),), "Did you mean “full_name”"),
        (LensSpec("date", {"c": "%d"}), (f(T.TEXT),), (f(T.DATE),), "no parameter “c”"),
        (LensSpec("date", {"a": "%d.%m"}), (f(T.TEXT),), (f(T.DATE),), "no whole date"),
        (LensSpec("date", {"a": "%d.%Q.%Y"}), (f(T.TEXT),), (f(T.DATE),), "unknown part “%Q”"),
        (LensSpec("date", {"a": "%d.%m.%Y"}), (f(T.DATE),), (f(T.DATE),), "isn't needed"),
        (LensSpec("date", {"zone_a": "Europe/Berln"}), (f(T.DATETIME),), (f(T.DATE),), "no time zone"),
        (LensSpec("date", {"a": "%d.%m.%Y %H:%M"}), (f(T.TEXT),), (f(T.DATE),), "datetime"),
        (LensSpec("number"), (f(T.DATE, "born"),), (f(T.TEXT),), "doesn't fit “born” in A, which is date"),
        (LensSpec("number", {"a": "1.234,5"}), (f(T.TEXT),), (f(T.TEXT),), "Did you mean “1.234,56”"),
        (LensSpec("scale"), (f(T.INTEGER),), (f(T.INTEGER),), "needs the parameter “factor”"),
        (LensSpec(""), TWO, (f(T.TEXT),), "full_name or join"),
        (LensSpec("text"), TWO, (f(T.TEXT),), "full_name or join"),
        (LensSpec(""), (f(T.BOOLEAN),), (f(T.DATE),), "no lens joins"),
        (LensSpec("boolean", {"a": ["x", "X"]}), (f(T.TEXT),), (f(T.BOOLEAN),), "two texts"),
        (LensSpec("phone", {"region": "Germany"}), (f(T.TEXT),), (f(T.TEXT),), "no country code"),
        (LensSpec("phone", {"a": "national"}), (f(T.TEXT),), (f(T.TEXT),), "region"),
        (LensSpec("choices"), (f(T.TEXT),), (f(T.TEXT),), "needs a map"),
        (LensSpec("datetime"), (f(T.INTEGER),), (f(T.DATETIME),), "unix"),
        (LensSpec("join", {"separator": ""}), TWO, (f(T.TEXT),), "must not be empty"),
    ],
)
def test_wrong_definitions_say_what_is_right(
    spec: LensSpec, a: tuple[Field, ...], b: tuple[Field, ...], words: str
) -> None:
    with pytest.raises(DefinitionError) as caught:
        build_lens(spec, a, b, "sync.toml, line 7")
    assert words in caught.value.what
    assert caught.value.place == "sync.toml, line 7"


@pytest.mark.parametrize(
    ("a", "b", "name"),
    [
        (T.TEXT, T.TEXT, "text"),
        (T.EMAIL, T.TEXT, "email"),
        (T.PHONE, T.PHONE, "phone"),
        (T.INTEGER, T.DECIMAL, "number"),
        (T.TEXT, T.FLOAT, "number"),
        (T.BOOLEAN, T.INTEGER, "boolean"),
        (T.DATE, T.TEXT, "date"),
        (T.DATE, T.DATETIME, "date"),
        (T.DATETIME, T.DATETIME, "datetime"),
        (T.TIME, T.TEXT, "time"),
        (T.CHOICES, T.CHOICES, "list"),
        (T.REFERENCE, T.INTEGER, "pass"),
        (T.JSON, T.JSON, "pass"),
        (T.BINARY, T.BINARY, "pass"),
        (T.BOOLEAN, T.DATE, ""),
    ],
)
def test_default_lens(a: FieldType, b: FieldType, name: str) -> None:
    assert default_lens(f(a), f(b)).name == name
    assert default_lens(f(b), f(a)).name == name


def test_every_pair_of_types_has_a_lens_or_a_reason() -> None:
    for one in T:
        for two in T:
            if default_lens(f(one), f(two)).name:
                made = build_lens(LensSpec(), (f(one),), (f(two),), "")
                assert made.a.get((None,)) is None
                assert made.b.put(None, None) in {(None,), ("",)}
            else:
                with pytest.raises(DefinitionError):
                    build_lens(LensSpec(), (f(one),), (f(two),), "")


def test_default_lens_joins_choices_by_their_labels() -> None:
    a = f(T.CHOICE, choices=(Choice("o", "Open"), Choice("w", "Won")))
    b = f(T.CHOICE, choices=(Choice("1", "open"), Choice("2", "Lost")))
    assert default_lens(a, b) == LensSpec("choices", {"o": "1"})
    assert default_lens(a, a) == LensSpec("text")


def test_catalogue_is_complete() -> None:
    assert [info.name for info in catalogue()] == list(LENSES)
    for info in catalogue():
        assert info.summary.endswith(".")
        assert info.example
        assert info.accepts_a
        assert all(param.help for param in info.params)


def test_heavy_libraries_are_imported_late() -> None:
    code = (
        "import sys, desktop_sync.sync.mapping, desktop_sync.sync.validation, desktop_sync.sync.syncfile, desktop_sync.sync.suggest;"
        "print([m for m in ('phonenumbers', 'email_validator', 'idna', 'rapidfuzz', 'requests') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
