"""The user's rules for values, in the sync file and on values; loops and merge proposals."""

import datetime as dt
from decimal import Decimal

import pytest

from desktop_sync.errors import DefinitionError
from desktop_sync.model.mapping import Check, Format
from desktop_sync.model.record import Ref
from desktop_sync.model.sync import Duplicates, Trigger
from desktop_sync.sync.checks import problem
from desktop_sync.sync.duplicates import propose
from desktop_sync.sync.loops import Flip, fights, trace
from desktop_sync.sync.matching import Twins, normal_key, pair
from desktop_sync.sync.syncfile import dump, parse

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
FILE = """\
name = "S"
[a]
account = "a"
table = "t"
[b]
account = "b"
table = "t"
[match]
keys = [["x"]]
duplicates = "carry"
[[field]]
a = "x"
b = "x"
check = {check}
[trigger]
settle = "30s"
"""


@pytest.mark.parametrize(
    ("check", "good", "bad", "words"),
    [
        (Check(min="1"), 1, 0, "is less than 1"),
        (Check(min="-2.5"), Decimal("-2.5"), Decimal("-2.51"), "is less than -2.5"),
        (Check(max="10"), "10", "10.5", "is more than 10"),
        (Check(max="10"), 9.5, "ten", "can't be compared with 10"),
        (Check(min="2026-01-01"), dt.date(2026, 1, 1), dt.date(2025, 12, 31), "is less than 2026-01-01"),
        (Check(max="2026-03-01"), NOON - dt.timedelta(days=1), NOON, "is more than 2026-03-01"),
        (Check(max="18:00"), dt.time(18), dt.time(18, 0, 1), "is more than 18:00"),
        (Check(min="2026-01-01"), dt.date(2026, 5, 1), "soon", "can't be compared"),
        (Check(format=Format.EMAIL), "lena@example.org", "lena@", "isn't an e-mail address"),
        (Check(format=Format.PHONE), "+49 (30) 12 34-56", "call me", "isn't a phone number"),
        (Check(format=Format.PHONE), "030 1234 ext. 5", "12-", "isn't a phone number"),
        (Check(format=Format.URL), "https://example.org/x?y=1", "example.org", "isn't a web address"),
        (Check(format=Format.URL), "http://localhost:8000", "https://exa mple.org", "isn't a web address"),
        (Check(matches="[A-Z]{2}[0-9]+"), "DE12", "DE12x", "does not fit"),
        (Check(longest=3), "abc", "abcd", "is 4 characters, at most 3"),
        (Check(shortest=2), "ab", "a", "is 1 character, at least 2"),
        (Check(one_of=("DE", "AT")), "AT", "at", "is none of: DE, AT"),
        (Check(one_of=("true",)), True, False, "is none of"),
        (Check(one_of=("1", "2")), ("1", "2"), ("1", "3"), "is none of"),
    ],
)
def test_checks(check, good, bad, words) -> None:  # type: ignore[no-untyped-def]
    assert problem(check, good) == ""
    assert words in problem(check, bad)
    assert problem(check, None) == problem(check, "") == problem(check, ()) == ""


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("{ min = 0, max = 1000.5 }", Check(min="0", max="1000.5")),
        ("{ min = 2026-01-01 }", Check(min="2026-01-01")),
        ('{ format = "email", unique = true }', Check(format=Format.EMAIL, unique=True)),
        ('{ matches = "[A-Z]+" }', Check(matches="[A-Z]+")),
        ("{ length = 10 }", Check(longest=10)),
        ("{ length = [2, 10] }", Check(shortest=2, longest=10)),
        ('{ one_of = ["DE", 1, true] }', Check(one_of=("DE", "1", "true"))),
    ],
)
def test_checks_in_the_sync_file_and_back(text: str, check: Check) -> None:
    definition = parse(FILE.format(check=text))
    assert definition.fields[0].check == check
    assert (definition.trigger, definition.duplicates) == (Trigger(settle_s=30), Duplicates.CARRY)
    assert parse(dump(definition)) == definition


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1", "check must be a table"),
        ("{ mni = 1 }", "Did you mean “min”?"),
        ('{ min = "some" }', "min must be a number, or a date"),
        ("{ max = true }", "max must be a number, or a date"),
        ('{ format = "emial" }', "Did you mean “email”?"),
        ('{ matches = "[" }', "is no regular expression"),
        ("{ length = [5, 2] }", "length must be"),
        ("{ length = -1 }", "length must be"),
        ("{ one_of = [] }", "one_of must be"),
        ('{ unique = "yes" }', "unique must be true or false"),
    ],
)
def test_mistakes_in_a_check_name_the_line(text: str, words: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        parse(FILE.format(check=text))
    assert words in caught.value.what
    assert caught.value.line == 14


def flips(*rows: tuple[str, str, str]) -> list[Flip]:
    return [
        Flip(side, old, new, number, NOON + dt.timedelta(minutes=number))  # type: ignore[arg-type]
        for number, (side, old, new) in enumerate(rows, 1)
    ]


@pytest.mark.parametrize(
    ("rows", "fight"),
    [
        ([("b", "x", "y"), ("a", "y", "x"), ("b", "x", "y"), ("a", "y", "x")], True),
        ([("b", "x", "y"), ("b", "x", "y"), ("b", "x", "y")], True),
        ([("b", "x", "y"), ("a", "y", "x"), ("b", "x", "y")], False),  # not yet
        ([("b", "x", "y"), ("b", "x", "y")], False),
        ([("b", "x", "y"), ("b", "y", "x"), ("b", "x", "y"), ("b", "y", "x")], False),  # back and forth on one side
        ([("b", "x", "y"), ("a", "y", "z"), ("b", "z", "x"), ("a", "x", "y")], False),  # no return to the same
        ([("b", "w", "x"), ("b", "x", "y"), ("a", "y", "x"), ("b", "x", "y"), ("a", "y", "x")], True),
    ],
)
def test_fights(rows, fight: bool) -> None:  # type: ignore[no-untyped-def]
    *made, planned = flips(*rows)
    assert fights(made, planned) is fight


def test_the_trace_tells_values_runs_and_times() -> None:
    *made, planned = flips(("b", "x", "y"), ("b", "x", "y"), ("b", "x", "y"))
    assert trace(made, planned) == (
        "“y” → “x” → “y” → “x” → “y” (runs 1, 2; 2026-03-01 12:01:00 to 2026-03-01 12:02:00 UTC)"
    )


def test_a_fight_within_one_run_is_none() -> None:
    made = [Flip("b", "x", "y", 1), Flip("b", "x", "y", 1)]
    assert not fights(made, Flip("b", "x", "y"))


def test_a_proposal_keeps_the_fullest_and_takes_what_it_lacks() -> None:
    views = {
        Ref("9"): {"name": "Lena", "phone": "1", "city": None},
        Ref("10"): {"name": "Lena Meyer", "phone": None, "city": "Kiel", "email": "l@example.org"},
    }
    made = propose(views, {})
    assert made is not None
    assert (made.keep, made.others, made.taken) == ("10", ("9",), {"phone": "9"})
    assert made.values == {"name": "Lena Meyer", "phone": "1", "city": "Kiel", "email": "l@example.org"}
    assert made.differ == {"name": {"9": "Lena"}}
    assert made.sentence() == (
        "Keep record 10, it is the fullest; take “phone” from 9; look at “name” (Lena Meyer in 10, Lena in 9); then remove 9."
    )
    alike = {Ref("9"): {"name": "x"}, Ref("10"): {"name": "x"}}
    later = propose(alike, {Ref("10"): NOON, Ref("9"): NOON - dt.timedelta(days=1)})
    first = propose(alike, {})
    assert later is not None
    assert first is not None
    assert (later.keep, first.keep) == ("10", "9")
    assert propose({Ref("9"): {}}, {}) is None


def test_twins_are_told_by_the_first_key_only() -> None:
    def row(ref: str, *values: str) -> tuple[Ref, tuple[bytes | None, ...]]:
        return Ref(ref), tuple(normal_key((value,)) for value in values)

    a = [row("1", "x", "n"), row("2", "X ", "m"), row("3", "", "same"), row("4", "", "same"), row("5", "y", "o")]
    matches = pair(a, [row("9", "y", "o")], (("code",), ("name",)))
    assert matches.twins == (Twins("a", (Ref("1"), Ref("2"))),)
    assert set(matches.only_a) == {"1", "2", "3", "4"}
