"""The mapper's edits, suggestions, verdicts and undo, without widgets."""

import threading
from dataclasses import replace

import pytest

from desktop_sync.errors import Cancelled, UsageError
from desktop_sync.gui.mapper import links as edits
from desktop_sync.gui.mapper.judge import Grade, judge
from desktop_sync.gui.mapper.lens_fit import fits, partners, values_in_use
from desktop_sync.gui.mapper.links import Edited, Refused, Tables
from desktop_sync.gui.mapper.model import MapperModel, Selected, plain_lens
from desktop_sync.gui.mapper.pill import pill_text
from desktop_sync.gui.mapper.whole import try_all
from desktop_sync.gui.models.fields import FieldState
from desktop_sync.model.mapping import ConflictRule, Direction, FieldLink, LensSpec
from desktop_sync.model.schema import Choice
from tests.gui.mapper_tables import CITY, CODE, CUSTOMERS, EMAIL, NAME, PARTIES, STATE, customers, parties

TABLES = Tables(PARTIES, CUSTOMERS, "Tryton · parties", "Shop database · customers")


@pytest.fixture
def model(qapp):
    made = MapperModel()
    made.set_tables(TABLES, parties(), customers())
    return made


def connect(links, a, b):
    return edits.connect(links, a, b, TABLES, plain_lens)


def test_linking_two_free_fields_makes_one_link():
    done = connect((), "email", "mail")
    assert done == Edited((FieldLink("email", ("email",), ("mail",)),), 0, "Link E-mail ↔ E-mail address")


def test_linking_a_linked_field_joins_it():
    done = connect((FieldLink("name", ("name",), ("last_name",)),), "name", "first_name")
    assert isinstance(done, Edited)
    assert done.links == (NAME,), "in the table's order, with the lens that joins names"


def test_fields_are_joined_on_one_side_only():
    both = connect((NAME,), "remark", "first_name")
    assert isinstance(both, Refused)
    assert "only one of its sides" in both.words
    two = connect((NAME, EMAIL), "name", "mail")
    assert isinstance(two, Refused)
    assert "both linked already" in two.words


def test_linking_the_same_pair_again_only_selects_it():
    assert connect((NAME, EMAIL), "email", "mail") == Edited((NAME, EMAIL), 1, "")


@pytest.mark.parametrize(("a", "b", "way"), [("code", "notes", Direction.A_TO_B), ("remark", "id", Direction.B_TO_A)])
def test_read_only_fields_are_never_written(a, b, way):
    done = connect((), a, b)
    assert isinstance(done, Edited)
    assert done.links[0].direction is way


def test_two_read_only_fields_are_refused():
    assert isinstance(connect((), "code", "id"), Refused)


def test_shared_names_stay_unique():
    taken = (FieldLink("remark", ("city",), ("notes",)),)
    done = connect(taken, "remark", "town")
    assert isinstance(done, Edited)
    assert done.links[1].name == "remark_2"


def test_taking_a_field_out_leaves_a_plain_link_and_the_last_one_takes_it_away():
    done = edits.part((NAME,), 0, "b", "first_name", TABLES, plain_lens)
    assert done.links == (FieldLink("name", ("name",), ("last_name",)),)
    assert edits.part(done.links, 0, "b", "last_name", TABLES, plain_lens).links == ()


def test_lined_up_fields_face_each_other():
    a = edits.lined_up((CITY, EMAIL), "a", TABLES)
    b = edits.lined_up((CITY, EMAIL), "b", TABLES)
    assert (a[:2], b[:2]) == (("email", "city"), ("mail", "town"))
    assert sorted(a) == sorted(field.name for field in PARTIES.fields)


def test_suggestions_are_offered_and_never_applied(model):
    assert model.links() == ()
    offered = {(offer.link.a, offer.link.b) for offer in model.offers()}
    assert {(("email",), ("mail",)), (("phone",), ("tel",))} <= offered
    assert {row.field.name: row.state for row in model.rows("a")}["email"] is FieldState.SUGGESTED


def test_accept_all_is_one_step_to_undo(model):
    count = len(model.offers())
    model.accept_all()
    assert len(model.links()) == count
    assert model.offers() == ()
    assert model.undo_stack.undoText() == f"Accept {count} suggestions"
    model.undo_stack.undo()
    assert model.links() == ()
    assert len(model.offers()) == count


def test_a_suggestion_waved_aside_comes_back_with_undo(model):
    first = model.offers()[0]
    model.dismiss(0)
    assert first not in model.offers()
    model.undo_stack.undo()
    assert model.offers()[0] == first


def test_undo_and_redo_walk_through_every_edit(model):
    seen = [model.links()]
    model.connect_fields("email", "mail")
    seen.append(model.links())
    model.connect_fields("name", "first_name")
    seen.append(model.links())
    model.connect_fields("name", "last_name")
    seen.append(model.links())
    model.turn(0, Direction.A_TO_B)
    seen.append(model.links())
    model.remove(1)
    seen.append(model.links())
    assert len(set(map(repr, seen))) == 6
    for links in reversed(seen[:-1]):
        model.undo_stack.undo()
        assert model.links() == links
    for links in seen[1:]:
        model.undo_stack.redo()
        assert model.links() == links


def test_opening_a_mapping_is_no_edit(model):
    model.set_links((NAME, EMAIL))
    assert not model.undo_stack.canUndo()
    assert model.links() == (NAME, EMAIL)


def test_a_new_edit_selects_its_link(model):
    model.connect_fields("email", "mail")
    model.connect_fields("phone", "tel")
    assert model.selected == Selected("link", 1)
    model.remove(1)
    assert model.selected is None


def test_verdicts_say_what_survives(model):
    model.set_links((NAME, EMAIL, STATE, CODE))
    email, state = model.verdict(EMAIL), model.verdict(STATE)
    assert (email.grade, email.survived, email.checked) == (Grade.FINE, 42, 42)
    assert (state.grade, state.survived, state.checked) == (Grade.LOSSY, 22, 42)
    assert {loss.value for loss in state.lost} == {("w",), ("W",)}
    assert all(loss.reason for loss in state.lost)
    name = model.verdict(NAME)
    assert name.lens is not None
    assert name.lens.lossy, "a name is cut into its parts by rule"
    assert (name.grade, name.survived) == (Grade.FINE, name.checked), (
        "what might be lost one day is told, and is no loss"
    )
    assert name.reason


def test_a_link_that_cannot_be_is_broken_with_a_reason(model):
    gone = FieldLink("fax", ("fax",), ("tel",))
    wrong = FieldLink("founded", ("founded",), ("newsletter",))
    forced = FieldLink("code", ("code",), ("notes",))
    model.set_links((gone, wrong, forced))
    reasons = [model.verdict(link).reason for link in model.links()]
    assert [model.verdict(link).grade for link in model.links()] == [Grade.GONE, Grade.BROKEN, Grade.BROKEN]
    assert [pill_text(model, Selected("link", at)) for at in range(3)] == [
        "✕ field gone",
        "✕ does not fit",
        "✕ does not fit",
    ]
    assert "no longer has the field “fax”" in reasons[0]
    assert "date" in reasons[1]
    assert "read-only" in reasons[2]
    assert [row.field.name for row in model.rows("a") if row.gone] == ["fax"]


def test_problems_name_needed_fields_and_fields_written_twice(model):
    twice = FieldLink("copy", ("remark",), ("mail",))
    model.set_links((EMAIL, twice))
    problems = model.problems()
    assert [problem.field for problem in problems if problem.grave] == ["mail"]
    assert {(p.side, p.field) for p in problems if not p.grave} == {
        ("a", "name"),
        ("b", "first_name"),
        ("b", "last_name"),
    }


def test_one_way_links_free_the_source_from_being_needed(model):
    one_way = FieldLink("name", ("name",), ("last_name",), direction=Direction.B_TO_A)
    model.set_links((one_way,))
    assert {(p.side, p.field) for p in model.problems()} == {("b", "first_name"), ("b", "last_name")}


def test_the_other_side_shows_the_same_customer(model):
    model.set_links((EMAIL,))
    model.step("a", 4)
    assert model.sample("a").values["email"] == "kunde4@example.org"
    assert model.sample("b").values["mail"] == "Kunde4@example.org"
    model.step("b", -1)
    assert model.sample("a").values["email"].casefold() == model.sample("b").values["mail"].casefold()


def test_stepping_wraps_around(model):
    model.step("a", -1)
    assert model.place("a") == 20
    model.step("a", 1)
    assert model.place("a") == 0


def test_failures_of_the_worker_are_told(qtbot):
    def ask(call, done, failed):
        from desktop_sync.gui.errors import failure_of

        failed(failure_of(UsageError("the worker is gone")))

    model = MapperModel(ask)
    with qtbot.waitSignal(model.refused) as told:
        model.set_tables(TABLES, parties(), customers())
    assert told.args == ["the worker is gone"]


def test_answers_about_other_tables_are_dropped(qapp):
    waiting = []
    model = MapperModel(lambda call, done, failed: waiting.append((call, done)))
    model.set_tables(TABLES, parties(), customers())
    model.set_tables(Tables(CUSTOMERS, PARTIES, "x", "y"), (), ())
    call, done = waiting[0]
    done(call())
    assert model.offers() == ()


def test_lenses_that_fit_come_first_and_others_say_why():
    found = fits((PARTIES.field("founded"),), (CUSTOMERS.field("since"),))
    good = [fit.info.name for fit in found if not fit.reason]
    assert "date" in good
    assert "email" not in good
    assert found[: len(good)] == tuple(fit for fit in found if not fit.reason)
    reasons = {fit.info.name: fit.reason for fit in found if fit.reason}
    assert "Founded” is date" in reasons["email"]
    assert "two fields on one side" in reasons["full_name"]


def test_choices_offer_what_is_declared_and_what_is_there():
    found = values_in_use(PARTIES.field("state"), parties(), ["old"])
    assert [choice.value for choice in found] == ["o", "w", "x", "old"]
    words = values_in_use(CUSTOMERS.field("town"), customers())
    assert words == (Choice("Berlin", "Berlin"),)
    assert partners(found, CUSTOMERS.field("status").choices) == {"o": "O", "w": "W"}


def test_judging_one_way_tries_that_way_only():
    one_way = replace(STATE, direction=Direction.A_TO_B)
    verdict = judge(one_way, TABLES, {"a": parties(), "b": customers()})
    assert (verdict.survived, verdict.checked) == (11, 21)
    assert {loss.side for loss in verdict.lost} == {"a"}


def test_several_fields_are_joined_by_name_or_by_space():
    first, last = CUSTOMERS.field("first_name"), CUSTOMERS.field("last_name")
    assert plain_lens((PARTIES.field("name"),), (first, last)) == LensSpec("full_name")
    street = (CUSTOMERS.field("town"), CUSTOMERS.field("notes"))
    assert plain_lens((PARTIES.field("city"),), street) == LensSpec("join", {"separator": " "})


def test_a_fixed_value_starts_with_the_one_that_is_there(model):
    for name, value in (("limit", str(model.sample("b").values["limit"])), ("newsletter", True), ("status", "O")):
        assert model.fix("b", name)
        link = model.links()[-1]
        assert (link.a, link.b, link.direction) == ((), (name,), Direction.A_TO_B)
        assert link.lens.name == "constant"
        assert type(link.lens.params["value"]) is type(value)
        assert model.verdict(link).grade is Grade.FINE, model.verdict(link).reason
    assert model.tables.title(model.links()[0]) == "Fixed value → Limit"
    assert model.fix("a", "remark"), "a blank sample: an empty text"
    assert model.links()[-1].direction is Direction.B_TO_A
    model.undo_stack.undo()
    assert len(model.links()) == 3


def test_a_fixed_value_goes_to_free_writable_fields_only(model, qtbot):
    model.set_links((EMAIL,))
    assert not model.can_fix("b", "mail")
    assert not model.can_fix("a", "code")
    assert model.can_fix("a", "remark")
    for side, name, words in (("b", "mail", "linked already"), ("a", "code", "read-only"), ("a", "fax", "no longer")):
        with qtbot.waitSignal(model.refused) as said:
            assert not model.fix(side, name)
        assert words in said.args[0]


def test_a_links_own_rule_stands_on_its_pill(model):
    model.set_links((EMAIL,))
    key = Selected("link", 0)
    assert "·" not in pill_text(model, key)
    for who, words in (
        (ConflictRule.NEWEST, "newest wins"),
        (ConflictRule.B, "Shop database wins"),
        (ConflictRule.ASK, "asks"),
    ):
        assert model.rule(0, who)
        assert pill_text(model, key).endswith(f" · {words}")
    model.turn(0, Direction.A_TO_B)
    assert "asks" not in pill_text(model, key), "one way only: nothing can conflict"


def test_links_are_tried_on_many_records_behind_the_sample(model):
    model.set_links((EMAIL, STATE))
    before = model.verdict(STATE)
    assert (before.survived, before.checked) == (22, 42)
    shown = model.sample("a")
    model.try_on({"a": parties() * 10, "b": customers() * 10})
    email, state = model.verdict(EMAIL), model.verdict(STATE)
    assert (email.survived, email.checked) == (420, 420)
    assert state.checked == 420
    assert 0 < len(state.lost) < 420
    assert model.sample("a") == shown, "what is shown stays"
    assert len(model.samples("a")) == 21


def test_all_records_are_tried_page_by_page():
    asked, told = [], []

    def pages(side, names):
        asked.append((side, names))
        yield from ((parties() if side == "a" else customers()) for _ in range(10))

    broken = FieldLink("x", ("nothing",), ("mail",))
    found = try_all((EMAIL, broken, STATE), TABLES, pages, threading.Event(), told.append)
    assert sorted(found) == [0, 2], "what can't carry anything is left out"
    assert asked == [("a", ("email", "state")), ("b", ("mail", "status"))]
    assert told == [21 * at for at in range(1, 21)]
    assert (found[0].survived, found[0].checked, found[0].whole) == (420, 420, True)
    state = found[2]
    assert (state.checked, state.lost_count, len(state.lost)) == (420, 200, 100), "the first hundred are kept"
    stop = threading.Event()
    stopping = lambda side, names: (stop.set() or page for page in pages(side, names))  # noqa: E731
    with pytest.raises(Cancelled):
        try_all((EMAIL,), TABLES, stopping, stop, told.append)
