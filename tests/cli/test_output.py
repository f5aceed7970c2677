"""Text, values and options, without a workspace."""

import argparse
import datetime as dt
import io
import json
import string
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.cli.accounts import pairs
from desktop_sync.cli.history import record
from desktop_sync.cli.main import GROUPS, build_parser
from desktop_sync.cli.output import Exit, Output, cut, exit_code, shown, width
from desktop_sync.cli.runs import worst
from desktop_sync.cli.typed import typed_value
from desktop_sync.errors import AccountError, Busy, DefinitionError, UsageError
from desktop_sync.model.report import Phase, Progress
from desktop_sync.model.values import plain


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@given(st.text())
def test_no_text_can_steer_the_terminal(text):
    line = shown(text)
    assert all(one.isprintable() or one == " " for one in line)
    assert "\x1b" not in line


@given(st.text(), st.integers(2, 40))
def test_cut_fits(text, columns):
    line = cut(shown(text), columns)
    assert width(line) <= columns


@given(st.lists(st.tuples(st.text(), st.integers(), st.none() | st.decimals(allow_nan=False))))
def test_a_table_has_a_line_per_row(rows):
    lines = Output(False, io.StringIO(), io.StringIO()).table(("one", "two", "three"), rows, right=(1,))
    assert len(lines) == len(rows) + 2
    assert not any("\n" in line for line in lines)


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.floats() | st.booleans() | st.none()))
def test_json_is_json(data):
    out = io.StringIO()
    Output(True, out, io.StringIO()).result(data)
    json.loads(out.getvalue(), parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))


def test_progress_shows_on_terminals_only():
    progress = Progress("Customers", Phase.READING, 500, 1000, "a")
    err = io.StringIO()
    Output(True, io.StringIO(), err).progress(progress)
    assert err.getvalue() == ""
    err = Terminal()
    output = Output(False, io.StringIO(), err)
    output.progress(progress)
    assert "Customers: reading A 500 of 1000" in err.getvalue()
    output.note("done")
    assert err.getvalue().endswith("\r" + " " * len("Customers: reading A 500 of 1000") + "\rdone\n")


def test_exit_codes():
    assert exit_code(UsageError("x")) == exit_code(DefinitionError("x")) == 2
    assert exit_code(AccountError("x")) == exit_code(Busy("x")) == 1
    assert worst([Exit.OK, Exit.WAITING, Exit.FAILED]) == 1
    assert worst([Exit.OK, Exit.WAITING]) == 3
    assert worst([]) == 0


values = (
    st.text(string.printable, min_size=1)
    | st.integers(-(10**15), 10**15)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.dates()
    | st.datetimes(timezones=st.just(dt.UTC))
    | st.times()
    | st.binary(min_size=1)
    | st.lists(st.text(min_size=1), min_size=1).map(tuple)
)


@given(values)
def test_what_json_shows_can_be_typed_back(value):
    typed = typed_value(json.dumps(plain(value)), None, value)
    assert typed == value
    assert type(typed) is type(value)


@pytest.mark.parametrize(
    ("text", "sample", "words"),
    [
        ("Lena", "x", "isn't JSON"),
        ('"many"', Decimal(1), "a number"),
        ("1.5", 3, "a whole number"),
        ("1", True, "true or false"),
        ("true", 1, "a whole number"),
        ('"27.3.2026"', dt.date(2026, 3, 27), "a date"),
        ('["a"]', "x", "not a list"),
        ("[1]", ("x",), "texts only"),
        ('{"a": 1}', "x", "not an object"),
        ("NaN", Decimal(1), "isn't JSON"),
    ],
)
def test_what_does_not_fit_is_said(text, sample, words):
    with pytest.raises(UsageError, match=words):
        typed_value(text, sample)


def test_numbers_are_exact_and_blank_is_none():
    assert typed_value("0.1", Decimal(1)) == Decimal("0.1")
    assert typed_value("null", Decimal(1)) is None
    assert typed_value('""', "x") is None
    assert typed_value("4711", "a text") == "4711"


def test_keys_and_values():
    assert pairs(["a=1", "b=x=y", "c="], "--set") == {"a": "1", "b": "x=y", "c": ""}
    for wrong in (["a"], ["=x"], ["a=1", "a=2"]):
        with pytest.raises(UsageError):
            pairs(wrong, "--set")


def test_records_are_named_by_side():
    assert record("a:1") == ("a", "1")
    assert record("B:x:y") == ("b", "x:y")
    for wrong in ("a", "a:", "c:1", ""):
        with pytest.raises(UsageError):
            record(wrong)


@pytest.mark.parametrize("place", ["before", "after", "both"])
def test_common_options_stand_before_or_after(place):
    common = ["--workspace", "/w", "--json"]
    words = [*(common if place != "after" else []), "runs", "X", *(common if place != "before" else [])]
    options = build_parser().parse_args(words)
    assert (options.workspace, options.json, options.name) == ("/w", True, "X")


def test_without_them_they_are_unset():
    options = build_parser().parse_args(["account", "list"])
    assert options.workspace is None
    assert not options.json


def test_the_parser_of_one_command_knows_all_of_its_group() -> None:
    every = {name for names in GROUPS.values() for name in names}
    (actions,) = [one for one in build_parser()._actions if isinstance(one, argparse._SubParsersAction)]
    assert set(actions.choices) == every
    for group, names in GROUPS.items():
        (only,) = [one for one in build_parser(names[0])._actions if isinstance(one, argparse._SubParsersAction)]
        assert tuple(only.choices) == tuple(names), group
