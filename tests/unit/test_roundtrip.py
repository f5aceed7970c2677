"""There and back on the user's own values."""

import datetime as dt

from desktop_sync.model.mapping import FieldLink, LensSpec
from desktop_sync.model.schema import Field, FieldType
from desktop_sync.sync.lenses import build_lens
from desktop_sync.sync.roundtrip import check

T = FieldType
LINK = FieldLink("born", ("born",), ("birthday",), LensSpec("date", {"a": "%m/%d/%Y"}))
LENS = build_lens(LINK.lens, (Field("born", "Born", T.TEXT),), (Field("birthday", "Birthday", T.DATE),), "")


def test_what_survives_and_what_does_not() -> None:
    values = [("2/3/1980",), ("02/03/1980",), ("yesterday",), (None,), ("",), ("13/13/1980",)]
    found = check(LINK, LENS, "a", values)
    assert (found.total, found.survive) == (4, 2)
    assert [one.values for one in found.failures] == [("yesterday",), ("13/13/1980",)]
    assert found.problems == (("“born” isn't a date of the form MM/DD/YYYY", 2),)
    assert check(LINK, LENS, "b", [(dt.date(1980, 2, 3),)]).survive == 1


def test_a_value_that_comes_back_as_another() -> None:
    link = FieldLink("n", ("n",), ("n",))
    lens = build_lens(LensSpec("number"), (Field("n", "N", T.DECIMAL),), (Field("n", "N", T.INTEGER),), "")
    found = check(link, lens, "a", [(1,), (2.5,)])
    assert (found.total, found.survive) == (2, 1)
    (failure,) = found.failures
    assert (failure.values, failure.there, failure.back) == ((2.5,), (3,), (3,))
    assert "comes back as something else" in failure.problem


def test_only_the_first_hundred_failures_are_kept() -> None:
    found = check(LINK, LENS, "a", ((f"day {i}",) for i in range(1000)))
    assert (found.total, found.survive, len(found.failures)) == (1000, 0, 100)
    assert found.problems[0][1] == 1000


def test_full_names() -> None:
    link = FieldLink("name", ("first", "last"), ("name",), LensSpec("full_name"))
    lens = build_lens(
        link.lens, (Field("first", "", T.TEXT), Field("last", "", T.TEXT)), (Field("name", "", T.TEXT),), ""
    )
    found = check(link, lens, "a", [("Anna", "Meier"), ("Gabriel", "García Márquez"), (None, None)])
    assert (found.total, found.survive) == (2, 2)
