"""The sync file: INTERFACE.md's example, every key, mistakes with lines, there and back."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop_sync.errors import DefinitionError
from desktop_sync.model.mapping import BlankRule, ConflictRule, Direction, FieldLink, FirstRun, LensSpec
from desktop_sync.model.sync import (
    Archive,
    DeletePolicy,
    Guard,
    Limit,
    Rules,
    SideSpec,
    SyncDefinition,
    Trigger,
)
from desktop_sync.sync.definition import definition_problems
from desktop_sync.sync.limits import limit_of, limit_text, seconds_of, span_text
from desktop_sync.sync.schedule import at_problem
from desktop_sync.sync.syncfile import dump, parse, parse_or_none
from desktop_sync.sync.tomllines import key_lines

EXAMPLE = """\
name = "Customers"

[a]
account = "shop"
table = "customers"
# filter = "country = 'DE'"
# cursor = "updated_at"

[b]
account = "erp"
table = "party.party"

[match]
keys = [["email"], ["name", "postcode"]]
first_run = "ask"

[[field]]
name = "name"                      # the shared field
a = ["first_name", "last_name"]
b = "name"
lens = "full_name"
direction = "both"
conflict = "newest"
blank = "value"
required = true

[[field]]
a = "born"
b = "birthday"
lens = { date = { a = "%m/%d/%Y", b = "%Y-%m-%d" } }

[[field]]
a = "state"
b = "status"
lens = { choices = { "open" = "Open", "won" = "Closed Won" } }

[[field]]
a = "email"
b = "email"

[[field]]
a = "postcode"
b = "zip"

[rules]
conflict = "ask"
deletes = { a_to_b = "propagate", b_to_a = "ignore" }

[guard]
max_deletes = "10%"
max_updates = "30%"
max_blanks = "10%"
max_same = "30%"

[trigger]
every = "15m"
at = ["07:30", "Mon-Fri 18:00"]
on_change = true
"""


def mistakes(text: str) -> DefinitionError:
    with pytest.raises(DefinitionError) as caught:
        parse(text, "customers.toml")
    return caught.value


def changed(old: str, new: str) -> str:
    assert old in EXAMPLE
    return EXAMPLE.replace(old, new, 1)


def test_the_example() -> None:
    made = parse(EXAMPLE)
    assert made.name == "Customers"
    assert (made.a, made.b) == (SideSpec("shop", "customers"), SideSpec("erp", "party.party"))
    assert made.match_keys == (("email",), ("name", "postcode"))
    assert made.fields[0] == FieldLink(
        "name",
        ("first_name", "last_name"),
        ("name",),
        LensSpec("full_name"),
        conflict=ConflictRule.NEWEST,
        required=True,
    )
    assert made.fields[1] == FieldLink(
        "born", ("born",), ("birthday",), LensSpec("date", {"a": "%m/%d/%Y", "b": "%Y-%m-%d"})
    )
    assert made.fields[2].lens == LensSpec("choices", {"open": "Open", "won": "Closed Won"})
    assert [field.line for field in made.fields] == [17, 27, 32, 37, 41]
    assert made.rules == Rules(a_to_b=DeletePolicy.PROPAGATE)
    assert made.guard.max_deletes == Limit(percent=10, floor=5)
    assert made.trigger == Trigger(900, ("07:30", "Mon-Fri 18:00"), on_change=True)
    assert parse(dump(made)) == made


def test_windows_line_ends_and_a_byte_order_mark_make_no_difference() -> None:
    assert parse("\ufeff" + EXAMPLE.replace("\n", "\r\n")) == parse(EXAMPLE)


def test_usual_values() -> None:
    made = parse('name="x"\n[a]\naccount="p"\ntable="t"\n[b]\naccount="q"\ntable="u"\n[[field]]\na="f"\nb="g"\n')
    assert made == SyncDefinition(
        "x", SideSpec("p", "t"), SideSpec("q", "u"), (FieldLink("f", ("f",), ("g",)),), guard=Guard(), trigger=Trigger()
    )


@pytest.mark.parametrize(
    ("row", "filter_text", "where"),
    [
        ("filter = \"country = 'DE'\"", "country = 'DE'", ()),
        ('filter = { field = "country", is = "DE" }', "", (("country", "DE"),)),
        ('filter = [{ field = "n", is = 5 }, { field = "ok", is = true }]', "", (("n", "5"), ("ok", "true"))),
    ],
)
def test_filters(row: str, filter_text: str, where: tuple[tuple[str, str], ...]) -> None:
    made = parse(
        changed("# filter = \"country = 'DE'\"", row).replace('# cursor = "updated_at"', 'cursor = "updated_at"')
    )
    assert (made.a.filter, made.a.where, made.a.cursor) == (filter_text, where, "updated_at")
    assert parse(dump(made)) == made


def test_archives() -> None:
    rules = """conflict = "a"
deletes = { b_to_a = "archive" }
archive = { a = { field = "active", value = false } }"""
    made = parse(changed('conflict = "ask"\ndeletes = { a_to_b = "propagate", b_to_a = "ignore" }', rules))
    assert made.rules == Rules(ConflictRule.A, b_to_a=DeletePolicy.ARCHIVE, archive_a=Archive("active", "false"))
    assert parse(dump(made)) == made


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('conflict = "newest"', 'conflct = "newest"', 23, "unknown key “conflct” in [field]. Did you mean “conflict”?"),
        ('account = "shop"', 'acount = "shop"', 3, "[a] has no “account”"),
        ('account = "shop"', 'acount = "shop"', 4, "unknown key “acount” in [a]. Did you mean “account”?"),
        ('first_run = "ask"', 'first_run = "prefer-a"', 15, "Did you mean “prefer_a”?"),
        ("required = true", 'required = "yes"', 25, "required must be true or false"),
        ('b = "birthday"', "b = 3", 29, "b must be a field's name"),
        ('max_deletes = "10%"', 'max_deletes = "10"', 0, ""),
        ('max_deletes = "10%"', 'max_deletes = "many"', 50, 'max_deletes must be "10%", a count, 0 for none, or "off"'),
        ('max_deletes = "10%"', "max_deletes = -1", 50, "max_deletes must be"),
        ('max_deletes = "10%"', 'max_delete = "10%"', 50, "Did you mean “max_deletes”?"),
        ('every = "15m"', 'every = "15 min"', 56, 'every must be "30s", "15m", "2h" or "1d"'),
        ('every = "15m"', 'every = "0m"', 56, "every must be"),
        ('"Mon-Fri 18:00"', '"Mon-Fry 18:00"', 57, "has no weekday “Fry”. Did you mean “Fri”?"),
        ('"07:30"', '"7:30 pm"', 57, "is no time"),
        ('a_to_b = "propagate"', 'a_to_b = "delete"', 47, "a_to_b must be “propagate”"),
        ('a_to_b = "propagate"', 'a_to_c = "propagate"', 47, "unknown key “a_to_c”"),
        ('[["email"]', '[["mail"]', 14, "the match key “mail” is no shared field. Did you mean “email”?"),
        ('a = "state"', 'a = "born"', 32, "two fields named “born” (line 27)"),
        ('lens = "full_name"', "lens = 5", 21, "lens must be a lens's name"),
        ("[trigger]", "[triger]", 55, "unknown key “triger”. Did you mean “trigger”?"),
        ('name = "Customers"', 'name = ""', 1, "name must be filled in"),
        ('name = "Customers"', 'name = "Customers', 1, "no valid TOML"),
        ("[rules]", "[rules", 45, "no valid TOML"),
        ('b_to_a = "ignore"', 'b_to_a = "archive"', None, "needs to know how A archives"),
    ],
)
def test_mistakes_name_line_and_right_word(old: str, new: str, line: int | None, words: str) -> None:
    text = changed(old, new)
    if not words:
        assert parse(text).guard.max_deletes == Limit(count=10)
        return
    error = mistakes(text)
    assert words in error.what
    if error.what.startswith(("2 ", "3 ", "4 ")):
        assert f"line {line}: " in error.what
    else:
        assert error.line == line
        assert error.place == ("customers.toml" if line is None else f"customers.toml, line {line}")


def test_missing_tables_are_told() -> None:
    error = mistakes("nam = 1\n")
    for words in ("has no “name”", "there is no [a]", "there is no [b]", "unknown key “nam”. Did you mean “name”?"):
        assert words in error.what


def test_a_field_that_is_no_table() -> None:
    assert "written as [[field]]" in mistakes('name = "x"\n[field]\na = "b"\n').what
    assert "a table [a]" in mistakes('name = "x"\na = 5\n').what


def test_parse_or_none() -> None:
    assert isinstance(parse_or_none("="), DefinitionError)
    assert isinstance(parse_or_none(EXAMPLE), SyncDefinition)


def test_problems_without_schema() -> None:
    made = parse(EXAMPLE)
    assert definition_problems(made) == []
    assert definition_problems(replace(made, b=made.a)) == [
        (None, "both sides are the same table; choose another account, table or filter for one of them.")
    ]
    bare = SyncDefinition(" ", made.a, made.b, (), (("x",), ()))
    assert len(definition_problems(bare)) == 4
    twice = SyncDefinition("x", made.a, made.b, (FieldLink("n", ("f", "f"), ()), FieldLink("m", (), ())))
    assert [words for _, words in definition_problems(twice)] == [
        "“n” names the same field of A twice.",
        "“m” links no field: it needs a and b.",
    ]


names = st.text(alphabet="abcxyz_.ü \"\\'\n\t\x7f\x01%#[]{}=", min_size=1, max_size=8).filter(lambda one: one.strip())
pairs = st.lists(names, min_size=1, max_size=3, unique=True).map(tuple)
param = st.one_of(
    names, st.integers(-5, 5000), st.booleans(), st.floats(0.01, 100), st.lists(names, min_size=2, max_size=2)
)
limits = st.one_of(
    st.just(Limit()),
    st.integers(0, 9999).map(lambda n: Limit(count=n)),
    st.integers(1, 100).map(lambda n: Limit(percent=float(n), floor=5)),
    st.integers(1, 100).map(lambda n: Limit(percent=n / 2, count=n, floor=5)),
)
links = st.builds(
    FieldLink,
    name=names,
    a=pairs,
    b=pairs,
    lens=st.one_of(
        st.just(LensSpec()),
        names.map(LensSpec),
        st.builds(LensSpec, names, st.dictionaries(names, param, min_size=1, max_size=3)),
    ),
    direction=st.sampled_from(Direction),
    conflict=st.one_of(st.none(), st.sampled_from(ConflictRule)),
    blank=st.sampled_from(BlankRule),
    required=st.booleans(),
    sensitive=st.booleans(),
)
where = st.lists(st.tuples(names, st.text(max_size=5)), min_size=1, max_size=2).map(tuple)
sides = st.one_of(
    st.builds(SideSpec, names, names, filter=names, cursor=names),
    st.builds(SideSpec, names, names, where=where),
    st.builds(SideSpec, names, names),
)
archives = st.builds(Archive, names, st.text(max_size=5))
times = st.sampled_from(["07:30", "Mon-Fri 18:00", "Sat,Sun 00:00", "Mon 23:59"])


@st.composite
def definitions(draw: st.DrawFn) -> SyncDefinition:
    fields = tuple(draw(st.lists(links, min_size=1, max_size=3, unique_by=lambda one: one.name)))
    key = st.lists(st.sampled_from([one.name for one in fields]), min_size=1, max_size=2).map(tuple)
    rules = Rules(
        draw(st.sampled_from(ConflictRule)),
        draw(st.sampled_from(DeletePolicy)),
        draw(st.sampled_from(DeletePolicy)),
        draw(archives),
        draw(archives),
    )
    a, b = draw(sides), draw(sides)
    assume(a != b)
    return SyncDefinition(
        draw(names),
        a,
        b,
        fields,
        tuple(draw(st.lists(key, max_size=2))),
        draw(st.sampled_from(FirstRun)),
        rules,
        Guard(draw(limits), draw(limits), draw(limits), draw(limits)),
        Trigger(
            draw(st.one_of(st.none(), st.integers(1, 10**6))),
            tuple(draw(st.lists(times, max_size=2))),
            draw(st.booleans()),
        ),
    )


@given(made=definitions())
@settings(max_examples=150, deadline=None)
def test_dump_and_parse_are_inverse(made: SyncDefinition) -> None:
    text = dump(made)
    assert parse(text) == made
    assert dump(parse(text)) == text


def paths(data: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found: list[tuple[str | int, ...]] = []
    if isinstance(data, Mapping):
        for key, value in data.items():
            found += [(*path, key), *paths(value, (*path, key))]
    elif isinstance(data, list):
        for index, value in enumerate(data):
            found += [(*path, index), *paths(value, (*path, index))]
    return found


@given(made=definitions())
@settings(max_examples=80, deadline=None)
def test_every_key_has_its_line(made: SyncDefinition) -> None:
    text = dump(made)
    rows, lines = text.split("\n"), key_lines(text)
    for path in paths(tomllib.loads(text)):
        row, last = rows[lines[path] - 1], path[-1]
        assert row.startswith("[") or isinstance(last, int) or last[:1] in row or "\\" in row


def test_lines_of_odd_toml() -> None:
    text = '''# [a]
x = """
[b]
y = 1
""" # not a key
"quoted.key" = 'a = 1'
a.b . c = [
  1, # one
  [2, "]"],
  { z = "}" },
]
[t.u]
v = { w = 1, "x y" = { q = [ { r = 2 } ] } }
[[t.arr]]
k = 2024-01-02T00:00:00Z
[[t.arr]]
[t.arr.sub]
k = 'it''
'''.replace("'it''", '"it\\"s"')
    lines = key_lines(text)
    want: dict[tuple[Any, ...], int] = {
        ("x",): 2,
        ("quoted.key",): 6,
        ("a", "b", "c"): 7,
        ("a", "b", "c", 0): 8,
        ("a", "b", "c", 1, 1): 9,
        ("a", "b", "c", 2, "z"): 10,
        ("t", "u"): 12,
        ("t", "u", "v", "x y", "q", 0, "r"): 13,
        ("t", "arr", 0, "k"): 15,
        ("t", "arr", 1): 16,
        ("t", "arr", 1, "sub", "k"): 18,
    }
    assert {path: lines.get(path) for path in want} == want
    assert set(paths(tomllib.loads(text))) <= set(lines)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("10%", Limit(percent=10, floor=5)),
        ("2.5 %", Limit(percent=2.5, floor=5)),
        ("10% or 50", Limit(percent=10, count=50, floor=5)),
        (50, Limit(count=50)),
        ("50", Limit(count=50)),
        (0, Limit(count=0)),
        ("0%", Limit(count=0)),
        ("off", Limit()),
        ("Off", Limit()),
        ("101%", None),
        ("ten", None),
        (True, None),
        (1.5, None),
        (-1, None),
        ([], None),
    ],
)
def test_limits(text: object, limit: Limit | None) -> None:
    assert limit_of(text) == limit
    if limit is not None:
        assert limit_of(tomllib.loads(f"x = {limit_text(limit)}")["x"]) == limit


def test_spans() -> None:
    assert [seconds_of(one) for one in ("30s", "15m", "2h", "1d", "90 m")] == [30, 900, 7200, 86400, 5400]
    assert [seconds_of(one) for one in ("", "15", 15, "1w", "-1m", "1.5h")] == [None] * 6
    assert [span_text(one) for one in (30, 900, 7200, 86400, 90)] == ["30s", "15m", "2h", "1d", "90s"]


def test_times_of_day() -> None:
    goods = (
        "07:30",
        "Mon-Fri 18:00",
        "Sat 00:00",
        "Mon,Wed,Fri 23:59",
        "Mon-Wed,Sat 08:00",
        "mon 12:00",
        "Mon-Fri 07:30, 18:00",
    )
    for good in goods:
        assert at_problem(good) == ""
    for bad in ("7:30", "24:00", "12:60", "Mon", "Mon- 12:00", "every 12:00", "", "07:30,", "07:30 18:00"):
        assert at_problem(bad), bad


def test_hours_and_zone_of_the_trigger() -> None:
    lines = 'hours = ["Mon-Fri 08:00-18:00"]\nquiet = ["22:00-07:00"]\nzone = "Europe/Berlin"\n'
    made = parse(EXAMPLE + lines)
    assert made.trigger == Trigger(
        900,
        ("07:30", "Mon-Fri 18:00"),
        on_change=True,
        zone="Europe/Berlin",
        hours=("Mon-Fri 08:00-18:00",),
        quiet=("22:00-07:00",),
    )
    assert parse(dump(made)) == made
    found = parse_or_none(EXAMPLE + lines.replace("18:00", "25:00").replace("Berlin", "Bärlin"))
    assert "hours: “Mon-Fri 08:00-25:00” are no hours" in str(found)
    assert "there is no time zone “Europe/Bärlin”" in str(found)
