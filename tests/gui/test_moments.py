"""The timeline's lines, and what both sides held at each of its moments: the model alone."""

from PySide6.QtCore import Qt

from desktop_sync.gui.models.moments import MomentsModel, ValuesModel, rows_of, side_of, values_at
from desktop_sync.model.report import Moment
from tests.gui.pretend import NOW, ago

NAMES = {"a": "shop", "b": "workbook"}
MOMENTS = (
    Moment(ago(5), "update", 14, 30, "a", "city", "Ulm", "Köln", "decided by a person"),
    Moment(ago(30), "conflict", 13, 0, "a", "city", words="changed on both sides"),
    Moment(ago(60), "update", 12, 20, "b", "city", "Bonn", "Kiel", "changed in A", who="m.nowak"),
    Moment(ago(90), "create", 11, 10, "b", "name", None, "Ada", "new in A"),
    Moment(ago(90), "create", 11, 10, "b", "city", None, "Bonn", "new in A"),
)
A_NOW, B_NOW = {"name": "Ada", "city": "Köln"}, {"name": "Ada", "city": "Köln"}


def held(at, moments=MOMENTS):
    return {one.name: (one.a, one.b, one.absent) for one in values_at(moments, A_NOW, B_NOW, at)}


def test_lines_say_what_happened_where_and_why():
    rows = rows_of(MOMENTS, NAMES, NOW)
    assert [(one.what, one.field, one.change) for one in rows] == [
        ("update", "City", ("Ulm", "Köln")),
        ("conflict", "City", ("", "changed on both sides")),
        ("update", "City", ("Bonn", "Kiel")),
        ("new", "2 fields", ("", "Ada, Bonn")),
        ("before that", "", ("", "as the history begins")),
    ]
    assert [one.at for one in rows] == [0, 1, 2, 3, 5]
    assert [side_of(one) for one in rows] == ["a", None, "b", "b", None]
    assert rows[2].by == "changed in shop · m.nowak"


def test_a_history_without_writes_has_no_time_before_it():
    linked = Moment(ago(9), "linked", 3, words="linked with 7")
    assert len(rows_of((linked,), NAMES, NOW)) == 1


def test_each_moment_shows_what_both_sides_held_then():
    assert held(0) == {"name": ("Ada", "Ada", ()), "city": ("Köln", "Köln", ())}
    assert held(2)["city"] == ("Kiel", "Kiel", ())
    assert held(4)["city"] == ("Bonn", "Bonn", ())
    assert held(5)["city"] == ("Bonn", None, ("b",)), "the record in B was made from the one in A"


def test_what_the_program_restored_on_one_side_says_nothing_of_the_other():
    undone = Moment(ago(1), "update", 15, 40, "b", "city", "Köln", "Kiel", "run 12 taken back", carried=False)
    moments = (undone, *MOMENTS)
    rows = {one.name: one for one in values_at(moments, A_NOW, {**B_NOW, "city": "Kiel"}, 1)}
    assert (rows["city"].a, rows["city"].b) == ("Köln", "Köln")
    assert (rows["city"].moved("a"), rows["city"].moved("b")) == (False, True)


def test_a_side_where_the_record_is_not_there_yet_has_nothing_to_bring_back():
    rows = values_at(MOMENTS, A_NOW, B_NOW, len(MOMENTS))
    city = next(one for one in rows if one.name == "city")
    assert not city.moved("b")


def test_before_the_first_write_only_the_side_that_was_written_is_known():
    first = (MOMENTS[2],)
    (city,) = values_at(first, {"city": "Kiel"}, {"city": "Kiel"}, 1)
    assert (city.a, city.b, city.guessed) == ("Bonn", "Bonn", ("a",))
    assert (city.moved("a"), city.moved("b")) == (False, True)


def test_the_models_keep_qt_s_rules(qtmodeltester):
    moments, values = MomentsModel(), ValuesModel()
    for model, rows in ((moments, rows_of(MOMENTS, NAMES, NOW)), (values, values_at(MOMENTS, A_NOW, B_NOW, 5))):
        qtmodeltester.check(model)
        model.set_rows(rows)
    values.set_names("shop", "workbook")
    assert [values.headerData(at, Qt.Orientation.Horizontal) for at in range(3)] == ["Field", "shop", "workbook"]
    assert values.index(1, 2).data() == "not there yet"
