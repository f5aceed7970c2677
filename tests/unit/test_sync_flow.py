"""The sync flow's steps, its definition, swapping sides, and what match keys find on samples."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.engine.sync_flow import SYNC_STEPS, SyncFlow, SyncStep, answers_of, turned
from desktop_sync.engine.sync_words import (
    PairCount,
    conflict_words,
    count_pairs,
    delete_words,
    first_run_words,
    limit_words,
    proposed_keys,
)
from desktop_sync.errors import UsageError
from desktop_sync.model.mapping import Check, ConflictRule, Direction, FieldLink, FirstRun, Format, LensSpec
from desktop_sync.model.record import Record, Ref
from desktop_sync.model.schema import Field, FieldType, TableSchema
from desktop_sync.model.sync import (
    Archive,
    DeletePolicy,
    Duplicates,
    Guard,
    Limit,
    Rules,
    SideSpec,
    SyncDefinition,
    Trigger,
)

NAME = FieldLink("name", ("name",), ("title",))
EMAIL = FieldLink("email", ("email",), ("mail",))
CITY = FieldLink("city", ("city",), ("town",))


@pytest.fixture
def flow():
    made = SyncFlow(taken=["Newsletter"])
    made.choose_table("a", "shop", "customers")
    made.choose_table("b", "crm", "contacts")
    made.rename(" Customers ")
    made.map((NAME, EMAIL, CITY))
    return made


def words(flow, step=None):
    return [one.words for one in flow.missing(step)]


def test_a_definition_that_is_opened_and_saved_loses_nothing():
    full = SyncDefinition(
        "Customers",
        SideSpec("shop", "customers", where=(("active", "1"),), cursor="changed"),
        SideSpec("crm", "contacts", filter="owner = 7"),
        (replace(NAME, check=Check(format=Format.EMAIL, unique=True)), EMAIL, CITY),
        (("email",),),
        FirstRun.NEWEST,
        Rules(ConflictRule.NEWEST, a_to_b=DeletePolicy.ARCHIVE, archive_b=Archive("state", "gone")),
        Guard(max_deletes=Limit(count=3)),
        Trigger(900, ("07:30",), True, 60),
        Duplicates.CARRY,
    )
    for one in fields(full):
        assert getattr(full, one.name) != one.default, f"“{one.name}” is not tried"
    assert SyncFlow(full).definition() == full


def test_which_records_take_part(flow):
    flow.select("a", "", [("active", "1")], "changed")
    flow.select("b", "owner = 7", (), "")
    made = flow.definition()
    assert (made.a, made.b) == (
        SideSpec("shop", "customers", where=(("active", "1"),), cursor="changed"),
        SideSpec("crm", "contacts", filter="owner = 7"),
    )
    flow.select("b", "owner = 7", [("active", "1")], "")
    assert words(flow, SyncStep.RULES) == ["crm has both conditions and a filter of its own. Use one of them."]
    flow.twins(Duplicates.CARRY)
    assert flow.definition().duplicates is Duplicates.CARRY


def test_the_whole_way(flow):
    flow.match([("email",), (), ("email",), ("name", "city")])
    flow.begin_with(FirstRun.FILL_BLANKS)
    flow.rule(Rules(ConflictRule.NEWEST, a_to_b=DeletePolicy.PROPAGATE))
    flow.time(Trigger(900, ("07:30", "Mon-Fri 18:00")))
    seen = [flow.step]
    while flow.next():
        seen.append(flow.step)
    assert tuple(seen) == SYNC_STEPS
    assert flow.complete
    assert flow.definition() == SyncDefinition(
        "Customers",
        SideSpec("shop", "customers"),
        SideSpec("crm", "contacts"),
        (NAME, EMAIL, CITY),
        (("email",), ("name", "city")),
        FirstRun.FILL_BLANKS,
        Rules(ConflictRule.NEWEST, a_to_b=DeletePolicy.PROPAGATE),
        trigger=Trigger(900, ("07:30", "Mon-Fri 18:00")),
    )


def test_nothing_can_be_skipped():
    flow = SyncFlow(taken=["Customers"])
    assert words(flow) == ["Choose a table on the left.", "Choose a table on the right.", "Give the sync a name."]
    with pytest.raises(UsageError):
        flow.definition()
    flow.choose_table("a", "shop", "customers")
    flow.choose_table("b", "shop", "customers")
    flow.rename("customers")
    assert words(flow) == [
        "Both sides are the same table. Choose another one on the right.",
        "There is a sync “customers” already. Choose another name.",
    ]
    flow.choose_table("b", "crm", "contacts")
    flow.rename("Contacts")
    assert flow.next()
    assert words(flow) == ["Link at least one field."]
    assert not flow.go(SyncStep.PREVIEW)
    assert flow.back()
    assert not flow.back()


def test_another_table_forgets_the_mapping_the_same_one_does_not(flow):
    flow.match([("email",)])
    flow.choose_table("b", "crm", "contacts")
    assert flow.answers.links
    flow.choose_table("b", "crm", "people")
    assert (flow.answers.links, flow.answers.match_keys) == ((), ())


def test_match_keys_over_fields_that_are_no_longer_mapped_go(flow):
    flow.match([("email",), ("name", "city")])
    flow.map((EMAIL, NAME))
    assert flow.answers.match_keys == (("email",),)


@pytest.mark.parametrize(
    ("trigger", "said"),
    [
        (Trigger(), []),
        (Trigger(30), ["Once a minute is the most."]),
        (Trigger(at=("25:00",)), ["“25:00” is no time. Write 07:30 or Mon-Fri 18:00."]),
        (Trigger(at=("Someday 07:30",)), ["“Someday 07:30” is no time. Write 07:30 or Mon-Fri 18:00."]),
    ],
)
def test_times_are_checked(flow, trigger, said):
    flow.time(trigger)
    assert words(flow, SyncStep.TRIGGER) == said


def test_archiving_needs_a_field(flow):
    flow.rule(Rules(a_to_b=DeletePolicy.ARCHIVE))
    assert words(flow, SyncStep.RULES) == ["Say which field marks a record as archived, and with which value."]
    flow.rule(Rules(a_to_b=DeletePolicy.ARCHIVE, archive_b=Archive("active", "0")))
    assert words(flow, SyncStep.RULES) == []


def test_an_existing_sync_comes_back_whole_and_keeps_its_name(flow):
    definition = replace(flow.definition(), trigger=Trigger(on_change=True, at=("07:30",)))
    again = SyncFlow(definition, ["Customers"])
    again.rename("Something else")
    assert again.definition() == definition
    assert again.complete
    assert answers_of(definition) == again.answers


LENSES = st.sampled_from(
    [
        LensSpec(),
        LensSpec("scale", {"factor": 100}),
        LensSpec("date", {"a": "%d.%m.%Y", "zone_b": "Europe/Berlin"}),
        LensSpec("choices", {"open": "Open", "won": "Closed Won", "default_a": "open"}),
        LensSpec("full_name", {"order": "last, first"}),
    ]
)
LINKS = st.builds(
    FieldLink,
    name=st.just("x"),
    a=st.just(("a1",)),
    b=st.just(("b1", "b2")),
    lens=LENSES,
    direction=st.sampled_from(Direction),
    conflict=st.sampled_from([None, *ConflictRule]),
)


@given(LINKS)
def test_turning_a_link_twice_gives_it_back(link):
    assert turned(turned(link)) == link
    assert (turned(link).a, turned(link).b) == (link.b, link.a)


def test_swapping_turns_everything_round(flow):
    flow.map((replace(EMAIL, direction=Direction.A_TO_B, conflict=ConflictRule.A),))
    flow.rule(
        Rules(ConflictRule.B, a_to_b=DeletePolicy.PROPAGATE, b_to_a=DeletePolicy.ARCHIVE, archive_a=Archive("x", "1"))
    )
    flow.begin_with(FirstRun.PREFER_A)
    flow.swap()
    answers = flow.answers
    assert (answers.a, answers.b) == (SideSpec("crm", "contacts"), SideSpec("shop", "customers"))
    link = answers.links[0]
    assert (link.a, link.b, link.direction, link.conflict) == (("mail",), ("email",), Direction.B_TO_A, ConflictRule.B)
    assert answers.rules == Rules(
        ConflictRule.A, a_to_b=DeletePolicy.ARCHIVE, b_to_a=DeletePolicy.PROPAGATE, archive_b=Archive("x", "1")
    )
    assert answers.first_run is FirstRun.PREFER_B


# ------------------------------------------------------------------------------------------------------- sentences


@pytest.mark.parametrize("rule", list(FirstRun))
def test_every_first_run_rule_is_explained(rule):
    assert first_run_words(rule, "Shop", "CRM").endswith(".")


def test_sentences_name_the_systems():
    assert first_run_words(FirstRun.PREFER_B, "Shop", "CRM") == "Where a pair differs, the value of CRM goes to Shop."
    assert conflict_words(ConflictRule.A, "Shop", "CRM").startswith("Shop wins")
    assert all("CRM" in delete_words(policy, "CRM") for policy in DeletePolicy)


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (Limit(), "no limit"),
        (Limit(10), "10 %"),
        (Limit(10, 50), "10 % or 50, whichever is less"),
        (Limit(None, 0), "0"),
    ],
)
def test_limits_in_words(limit, words):
    assert limit_words(limit) == words


# --------------------------------------------------------------------------------------------------------- pairing

SCHEMAS = {
    "a": TableSchema(
        "a",
        "a",
        tuple(
            Field(n, n.title(), FieldType.EMAIL if n == "email" else FieldType.TEXT) for n in ("name", "email", "city")
        ),
    ),
    "b": TableSchema("b", "b", tuple(Field(n, n.title(), FieldType.TEXT) for n in ("title", "mail", "town"))),
}


def records(names, rows):
    return [Record(Ref(str(at)), dict(zip(names, row, strict=True)), ()) for at, row in enumerate(rows)]


def samples(a, b):
    return {"a": records(("name", "email", "city"), a), "b": records(("title", "mail", "town"), b)}


def definition(*keys):
    return SyncDefinition("x", SideSpec("a", "a"), SideSpec("b", "b"), (NAME, EMAIL, CITY), keys)


def test_the_first_key_that_pairs_one_to_one_decides():
    both = samples(
        [
            ("Ann", "ann@example.org", "Bath"),
            ("Bob", None, "Kiel"),
            ("Cem", None, "Bonn"),
            ("Dora", "d@example.org", ""),
        ],
        [("Anne", "ANN@example.org", "Bath"), ("bob", None, "kiel"), ("Eve", None, "Bonn")],
    )
    assert count_pairs(definition(("email",)), SCHEMAS, both) == PairCount(1, 0, 3, 2)
    assert count_pairs(definition(("email",), ("name", "city")), SCHEMAS, both) == PairCount(2, 0, 2, 1)


def test_what_fits_more_than_one_is_told_apart():
    both = samples(
        [("Ann", "x@example.org", ""), ("Ann", "y@example.org", "")],
        [("Ann", "x@example.org", "")],
    )
    assert count_pairs(definition(("name",)), SCHEMAS, both) == PairCount(0, 2, 0, 1)
    assert count_pairs(definition(("name",), ("email",)), SCHEMAS, both) == PairCount(1, 1, 0, 0)


def test_a_mapping_that_does_not_fit_is_said():
    wrong = replace(definition(("email",)), fields=(replace(EMAIL, a=("fax",)),))
    assert "fax" in count_pairs(wrong, SCHEMAS, samples([], [])).problem


def test_proposed_keys_pair_the_samples_without_doubt():
    rows = [(f"Name {at}", f"m{at}@example.org", "Kiel") for at in range(8)]
    both = samples(rows, [(name, mail.upper(), town) for name, mail, town in reversed(rows)])
    keys = proposed_keys(definition(), SCHEMAS, both)
    assert keys[0] == ("email",)
    assert ("city",) not in keys
    assert proposed_keys(definition(), SCHEMAS, samples([], [])) == ()
