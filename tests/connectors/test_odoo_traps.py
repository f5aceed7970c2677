"""What Odoo does that a sync must know, on an Odoo of our own (tests/fakes/odoo.py says from which document each behaviour is)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from desktop_sync.connectors.http import HttpOptions
from desktop_sync.connectors.odoo.connector import OdooConnector
from desktop_sync.connectors.odoo.rpc import Login, Rpc
from desktop_sync.connectors.odoo.tables import cell, decode, encode
from desktop_sync.errors import AccountError, PositionLost, SchemaDrift, UsageError
from desktop_sync.model.record import Create, Delete, Outcome, OutcomeStatus, Page, Record, Ref, Selection, Update
from desktop_sync.model.schema import FieldType
from tests.fakes.odoo import DATABASE, KEY, USER, FakeOdoo, OdooError
from tests.fakes.ties import Kept

FIELDS = ("name", "email", "ref", "active", "parent_id", "category_id", "type", "credit_limit", "date_review")
PARTNERS = Selection("res.partner", FIELDS)
DONE, STALE, REJECTED = OutcomeStatus.DONE, OutcomeStatus.STALE, OutcomeStatus.REJECTED
UNKNOWN, RETRY = OutcomeStatus.UNKNOWN, OutcomeStatus.RETRY


def nobody(_index: int, _ref: Ref) -> None:
    """Odoo's ids come with the commit."""


def opened(odoo: FakeOdoo, **more: str) -> OdooConnector:
    settings = {"url": odoo.url, "database": DATABASE, "username": USER}
    login = Login.of({**settings, **more}, {"api_key": more.pop("api_key", KEY)})
    return OdooConnector(Rpc(login, HttpOptions(wait=lambda _: None)))


@pytest.fixture(params=[19, 17], ids=["JSON-2", "JSON-RPC"])
def odoo(request: pytest.FixtureRequest) -> Iterator[FakeOdoo]:
    with FakeOdoo(request.param).running() as server:
        yield server


@pytest.fixture
def connector(odoo: FakeOdoo) -> Iterator[OdooConnector]:
    found = opened(odoo)
    yield found
    found.close()


def make(connector: OdooConnector, token: str = "t", **values: Any) -> Record:
    (outcome,) = connector.write(PARTNERS, [Create(token, {"name": "Ann", **values})], nobody)
    assert outcome.status is DONE, outcome.words
    assert outcome.record is not None
    return outcome.record


def one(connector: OdooConnector, write: Any) -> Outcome:
    (outcome,) = connector.write(PARTNERS, [write], nobody)
    return outcome


def listed(pages: Iterator[Page]) -> dict[Ref, Record]:
    return {ref: page.decode(index) for page in pages for index, ref in enumerate(page.refs)}


def test_the_way_of_calling_goes_by_the_version(odoo: FakeOdoo, connector: OdooConnector) -> None:
    check = connector.check()
    assert check.ok, check
    assert check.server == {19: "Odoo 19 (JSON-2)", 17: "Odoo 17 (JSON-RPC)"}[odoo.major]
    assert [info.name for info in connector.tables()] == ["res.partner", "x_people"]


def test_values_of_all_kinds_come_back(connector: OdooConnector) -> None:
    acme = make(connector, "acme", name="Acme")
    moment = dt.datetime(2026, 11, 24, 1, 2, 3, tzinfo=dt.UTC)
    values = {
        "name": "Ann",
        "email": "ann@example.org",
        "ref": "A1",
        "active": True,
        "parent_id": acme.ref,
        "category_id": ("3", "11"),
        "type": "invoice",
        "credit_limit": Decimal("12.5"),
        "date_review": moment,
    }
    made = make(connector, "ann", **values)
    assert made.values == values
    blank = {"email": None, "ref": None, "parent_id": None, "category_id": None, "date_review": None}
    outcome = one(connector, Update(made, blank))
    assert outcome.record is not None
    assert outcome.record.values == values | blank
    again = one(connector, Update(outcome.record, values))
    assert again.record is not None
    assert again.record.values == values


def test_archived_records_are_there(odoo: FakeOdoo, connector: OdooConnector) -> None:
    ann = make(connector)
    outcome = one(connector, Update(ann, {"active": False}))
    assert outcome.record is not None
    assert outcome.record.values["active"] is False
    assert set(listed(connector.listing(PARTNERS))) == {ann.ref}
    assert connector.read(PARTNERS, [ann.ref])[ann.ref].values["name"] == "Ann"
    assert odoo._do_search_read(odoo.models["res.partner"], {}, fields=["name"], order="id") == [], "the trap"


def test_a_lost_answer_makes_no_second_record(odoo: FakeOdoo, connector: OdooConnector) -> None:
    odoo.lose = 1
    ann = make(connector)
    assert len(odoo.models["res.partner"].rows) == 1
    assert make(connector).ref == ann.ref, "the same token is the same record"
    odoo._do_write(odoo.models["res.partner"], {}, [int(ann.ref)], {"name": "Anna"})
    ann = make(connector)
    assert ann.values["name"] == "Anna", "the repeated call is no edit"
    assert make(connector, "another").ref != ann.ref
    odoo.lose = 99
    (outcome,) = connector.write(PARTNERS, [Create("lost", {"name": "Bob"})], nobody)
    assert outcome.status is UNKNOWN
    (found,) = connector.find(PARTNERS, {"name": "Bob", "email": None}, dt.datetime.now(dt.UTC))
    assert found.values["name"] == "Bob"
    (outcome,) = connector.write(PARTNERS, [Update(ann, {"email": "x@example.org"})], nobody)
    assert outcome.status is UNKNOWN
    assert len(odoo.models["res.partner"].rows) == 3


def test_one_bad_record_of_a_batch_stops_no_other(odoo: FakeOdoo, connector: OdooConnector) -> None:
    make(connector, "first", ref="X1")
    batch: list[Any] = [Create(str(number), {"name": f"P{number}", "ref": f"R{number}"}) for number in range(6)]
    batch[1] = Create("1", {"name": "Twin", "ref": "X1"})
    batch[3] = Create("3", {"ref": "R3"})
    batch[4] = Create("4", {"name": "No\0", "ref": "R4"})
    outcomes = connector.write(PARTNERS, batch, nobody)
    assert [outcome.status for outcome in outcomes] == [DONE, REJECTED, DONE, REJECTED, REJECTED, DONE]
    assert "another record has this value" in outcomes[1].words
    assert "required" in outcomes[3].words
    assert {row["name"] for row in odoo.models["res.partner"].rows.values()} == {"Ann", "P0", "P2", "P5"}


def test_a_field_that_isn_t_given_gets_odoos_default(connector: OdooConnector) -> None:
    batch = [
        Create("a", {"name": "A"}),
        Create("b", {"name": "B", "type": "invoice"}),
        Create("c", {"name": "C", "type": None}),
    ]
    records = [outcome.record for outcome in connector.write(PARTNERS, batch, nobody)]
    assert [record and record.values["type"] for record in records] == ["contact", "invoice", "contact"]


def test_records_with_gaps_are_made_in_one_call(odoo: FakeOdoo, connector: OdooConnector) -> None:
    """One call for each set of fields would be one for nearly each record; but what Odoo has a default for is left to it."""
    odoo.models["res.partner"].fields["email"]["depends"] = ["parent_id"]
    texts = [{"ref": ref, "credit_limit": credit} for ref in (None, "R") for credit in (None, Decimal(5))]
    creates = [Create(str(n), {"name": f"P{n}", **one}) for n, one in enumerate(texts)]
    creates += [
        Create("e", {"name": "E", "email": None, "type": None}),
        Create("f", {"name": "F", "email": "f@example.org"}),
    ]
    odoo.models["res.partner"].unique = ""
    records = [outcome.record for outcome in connector.write(PARTNERS, creates, nobody)]
    loads = [named["fields"] for _, method, named in odoo.calls if method == "load"]
    assert loads == [["id", "name", "ref", "credit_limit"], ["id", "name"], ["id", "name", "email"]]
    assert [record and record.values["ref"] for record in records] == [None, None, "R", "R", None, None]
    assert [record and record.values["type"] for record in records] == ["contact"] * 6


def test_what_odoo_makes_of_a_value_is_in_the_outcome(connector: OdooConnector) -> None:
    assert make(connector, ref="0123456789").values["ref"] == "01234567"
    selection = Selection("res.partner", ("name", "comment"))
    (outcome,) = connector.write(selection, [Create("c", {"name": "C", "comment": "plain"})], nobody)
    assert outcome.record is not None
    assert outcome.record.values["comment"] == "<p>plain</p>"


def test_changes_since_a_moment(odoo: FakeOdoo, connector: OdooConnector) -> None:
    began = dt.datetime(2026, 11, 24, 12, 0, 0, 500_000, tzinfo=dt.UTC)
    odoo.now = lambda: began
    old = make(connector, "old", name="Old")
    later = began + dt.timedelta(hours=1)
    odoo.now = lambda: later
    fresh = opened(odoo)
    moment = fresh.server_time()
    assert moment is not None
    assert abs(moment - later) < dt.timedelta(seconds=10)
    cursor = f"{later.replace(microsecond=0).isoformat()} {old.ref} 1"
    assert listed(fresh.changes(PARTNERS, cursor)) == {}
    new = make(fresh, "new", name="New")
    assert set(listed(fresh.changes(PARTNERS, cursor))) == {new.ref}
    late = f"{(later + dt.timedelta(seconds=299)).isoformat()} {old.ref} 1"
    assert set(listed(fresh.changes(PARTNERS, late))) == {new.ref}, "what was committed late is still seen"
    assert set(listed(fresh.changes(PARTNERS, f"{began.isoformat()} 0 0"))) == {old.ref, new.ref}
    pages = list(fresh.listing(PARTNERS))
    assert pages[-1].cursor is not None
    assert pages[-1].decode(0).modified_at == began.replace(microsecond=0)
    fresh.close()


def position(connector: OdooConnector, selection: Selection = PARTNERS) -> str:
    return list(connector.listing(selection))[-1].cursor or ""


def test_that_something_is_deleted_shows_by_the_number_of_records(odoo: FakeOdoo, connector: OdooConnector) -> None:
    keys = [odoo.insert("res.partner", {"name": f"P{number}"}) for number in range(5)]
    cursor = position(connector)
    for _ in range(2):  # some come, and nothing is gone
        keys.append(odoo.insert("res.partner", {"name": "New"}))
        pages = list(connector.changes(PARTNERS, cursor))
        cursor = pages[-1].cursor or ""
        assert {int(ref) for page in pages for ref in page.refs} == set(keys)
    keys.append(odoo.insert("res.partner", {"name": "As many as before"}))
    odoo._do_unlink(odoo.models["res.partner"], {}, [keys[0]])
    with pytest.raises(PositionLost):
        list(connector.changes(PARTNERS, cursor))


def test_the_newest_record_that_is_deleted_shows_although_its_number_is_the_greatest(
    odoo: FakeOdoo, connector: OdooConnector
) -> None:
    odoo.insert("res.partner", {"name": "First"})
    cursor = position(connector)
    new = odoo.insert("res.partner", {"name": "New"})
    cursor = list(connector.changes(PARTNERS, cursor))[-1].cursor or ""
    odoo._do_unlink(odoo.models["res.partner"], {}, [new])
    with pytest.raises(PositionLost):
        list(connector.changes(PARTNERS, cursor))


def test_what_was_deleted_while_the_list_was_read_shows_at_the_next_look(
    odoo: FakeOdoo, connector: OdooConnector
) -> None:
    for number in range(501):
        odoo.insert("res.partner", {"name": f"P{number}"})
    pages = connector.listing(PARTNERS)
    next(pages)
    odoo._do_unlink(odoo.models["res.partner"], {}, [1])  # it was listed already
    cursor = list(pages)[-1].cursor or ""
    with pytest.raises(PositionLost):
        list(connector.changes(PARTNERS, cursor))


def test_an_edit_behind_a_filter_is_no_proof_that_nothing_is_gone(odoo: FakeOdoo) -> None:
    """One comes into the filter by an edit while another one is deleted: as many as before."""
    selection = replace(PARTNERS, filter='[["email", "ilike", "example"]]')
    inside = odoo.insert("res.partner", {"name": "Inside", "email": "a@example.org"})
    outside = odoo.insert("res.partner", {"name": "Outside", "email": "a@elsewhere.invalid"})
    odoo.now = lambda: dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    pages = list(opened(odoo).changes(selection, position(opened(odoo), selection)))
    assert pages[-1].cursor is not None
    odoo._do_unlink(odoo.models["res.partner"], {}, [inside])
    odoo._do_write(odoo.models["res.partner"], {}, [outside], {"email": "b@example.org"})
    with pytest.raises(PositionLost):
        list(opened(odoo).changes(selection, pages[-1].cursor))


def test_a_position_of_an_older_version_has_everything_read(connector: OdooConnector) -> None:
    with pytest.raises(PositionLost):
        list(connector.changes(PARTNERS, "2026-11-24T12:00:00+00:00"))


def test_a_look_costs_two_calls_when_the_server_is_known(odoo: FakeOdoo) -> None:
    ties = Kept()

    def again(later: dt.timedelta = dt.timedelta()) -> OdooConnector:
        login = Login.of({"url": odoo.url, "database": DATABASE, "username": USER}, {"api_key": KEY})
        found = OdooConnector(Rpc(login, HttpOptions(now=lambda: dt.datetime.now(dt.UTC) + later)))
        found.tie(ties)
        if found.recalled_schema("res.partner") is None:
            found.schema("res.partner")
        found.capabilities("res.partner")
        return found

    began = dt.datetime.now(dt.UTC)
    odoo.now = lambda: began - dt.timedelta(hours=1)
    odoo.insert("res.partner", {"name": "Ann"})
    odoo.now = lambda: began
    cursor = position(again())
    connector = again()
    following = [page.cursor for page in connector.changes(PARTNERS, cursor)][-1] or ""
    assert connector.calls == 2  # what has changed, how many there are
    odoo.insert("res.partner", {"name": "Ben"})
    connector = again()
    met = [page.cursor for page in connector.changes(PARTNERS, following)][-1] or ""
    assert connector.calls == 3, "there is something new: the fields are asked for"
    connector = again()
    assert set(listed(connector.changes(PARTNERS, met))) == {"2"}, "what is young comes once more"
    assert connector.calls == 2, "and is no news"
    odoo.change("res.partner", "2", {"name": "Benno"})  # within the same second
    connector = again()
    list(connector.changes(PARTNERS, met))
    assert connector.calls == 3
    assert again(dt.timedelta(hours=13)).calls > 0, "facts are asked again when they are old"
    assert again(dt.timedelta(days=3)).recalled_schema("res.partner") is not None, "as they were told right now"


def test_defaults_are_asked_again_when_there_are_other_fields(odoo: FakeOdoo) -> None:
    ties = Kept()
    connector = opened(odoo)
    connector.tie(ties)
    connector.schema("res.partner")
    model = odoo.models["res.partner"]
    model.fields["x_level"] = {**model.fields["name"], "string": "Level"}
    model.defaults["x_level"] = "gold"
    again = opened(odoo)
    again.tie(ties)
    field = again.schema("res.partner").field("x_level")
    assert field is not None
    assert field.has_default


def test_pages_go_by_id(odoo: FakeOdoo, connector: OdooConnector) -> None:
    for number in range(1201):
        odoo.insert("res.partner", {"name": f"P{number}"})
    connector.capabilities("res.partner")
    before = connector.calls
    pages = connector.listing(PARTNERS)
    first = next(pages)
    odoo._do_unlink(odoo.models["res.partner"], {}, [1, 2, 3])  # with offsets, three others would slip away
    rest = listed(pages)
    assert len(first.refs) + len(rest) == 1201
    assert connector.calls - before == 3


def test_deleting_twice_is_no_success(odoo: FakeOdoo, connector: OdooConnector) -> None:
    ann, bob = make(connector, "a"), make(connector, "b", name="Bob")
    assert [o.status for o in connector.write(PARTNERS, [Delete(ann), Delete(ann)], nobody)] == [DONE, STALE]

    def faster(_model: str, method: str) -> None:
        if method == "unlink":
            odoo.models["res.partner"].rows.pop(int(bob.ref), None)

    odoo.before = faster
    assert one(connector, Delete(bob)).status is STALE, "gone between the look and the call"


def test_what_stays_as_it_is_isn_t_sent(odoo: FakeOdoo, connector: OdooConnector) -> None:
    ann = make(connector, email="ann@example.org")
    odoo.calls.clear()
    assert one(connector, Update(ann, {"email": "ann@example.org", "name": "Anna"})).status is DONE
    assert [named["vals"] for _, method, named in odoo.calls if method == "write"] == [{"name": "Anna"}]


def test_a_field_that_is_not_mapped_can_be_written(odoo: FakeOdoo, connector: OdooConnector) -> None:
    """The field that archives need not be one of the sync's."""
    ann = make(connector)
    selection = Selection("res.partner", ("name",))
    record = connector.read(selection, [ann.ref])[ann.ref]
    (outcome,) = connector.write(selection, [Update(record, {"active": False})], nobody)
    assert outcome.status is DONE
    assert odoo.models["res.partner"].rows[int(ann.ref)]["active"] is False


def test_rights_and_trouble(odoo: FakeOdoo, connector: OdooConnector) -> None:
    ann = make(connector)
    odoo.models["res.partner"].denied = {"write", "unlink"}
    able = connector.capabilities("res.partner")
    assert (able.create, able.update, able.delete) == (True, False, False)
    assert one(connector, Update(ann, {"name": "X"})).status is REJECTED
    assert one(connector, Delete(ann)).status is REJECTED
    assert "may not change “res.partner”" in connector.check().problems[0]
    odoo.models["res.partner"].denied = {"create"}
    assert one(connector, Create("no", {"name": "No"})).status is REJECTED
    odoo.models["res.partner"].denied = set()

    def busy(_model: str, method: str) -> None:
        if method == "write":
            raise OdooError("psycopg2.errors.SerializationFailure", "could not serialize access", 500)

    odoo.before = busy
    assert one(connector, Update(ann, {"name": "X"})).status is RETRY


def test_tables_are_those_that_the_user_may_read(odoo: FakeOdoo, connector: OdooConnector) -> None:
    odoo.admin = False
    assert [info.name for info in connector.tables()] == ["res.partner", "x_people"]
    odoo.models["x_people"].denied = {"read"}
    assert [info.name for info in connector.tables()] == ["res.partner"]
    odoo.chooser = False  # before 16
    assert [info.name for info in connector.tables()] == ["res.partner"]


def test_the_innocent_twin_of_a_batch_is_made(odoo: FakeOdoo, connector: OdooConnector) -> None:
    """Odoo refuses both of two rows that have the same barcode, in one call; alone, the first is taken."""
    batch = [Create(str(number), {"name": f"P{number}", "ref": ref}) for number, ref in enumerate(["A", "B", "B", "C"])]
    outcomes = connector.write(PARTNERS, batch, nobody)
    assert [outcome.status for outcome in outcomes] == [DONE, DONE, REJECTED, DONE]
    assert sorted(row["name"] for row in odoo.models["res.partner"].rows.values()) == ["P0", "P1", "P3"]


def test_a_reference_to_nothing_is_refused_for_good(odoo: FakeOdoo, connector: OdooConnector) -> None:
    """Odoo has one error for a record that is gone and for one that is referred to; the first asks for another look, for ever."""
    ann = make(connector)
    outcome = one(connector, Update(ann, {"parent_id": "999"}))
    assert outcome.status is REJECTED
    assert "res.partner(999,)" in outcome.words


def test_plain_text_stays_readable_in_a_formatted_field(connector: OdooConnector) -> None:
    """Odoo throws away what is no tag of HTML's, without a word."""
    selection = Selection("res.partner", ("name", "comment"))
    texts = ["A <sometimes> B & C\nnext line", "<p>Hello <b>you</b></p>", "2 < 3", "one<br>two"]
    creates = [Create(text, {"name": "C", "comment": text}) for text in texts]
    records = [outcome.record for outcome in connector.write(selection, creates, nobody)]
    assert [record and record.values["comment"] for record in records] == [
        "<p>A &lt;sometimes&gt; B &amp; C<br>next line</p>",
        "<p>Hello <b>you</b></p>",
        "<p>2 &lt; 3</p>",
        "<span>one<br>two</span>",
    ]
    assert records[1]
    (outcome,) = connector.write(selection, [Update(records[1], {"comment": "x <y>"})], nobody)
    assert outcome.record
    assert outcome.record.values["comment"] == "<p>x &lt;y&gt;</p>"


def test_a_table_that_may_not_be_read_says_so(odoo: FakeOdoo, connector: OdooConnector) -> None:
    connector.schema("res.partner")
    odoo.models["res.partner"].denied = {"read"}
    with pytest.raises(AccountError, match=r"may not read “res\.partner”") as caught:
        list(connector.listing(PARTNERS))
    assert "not allowed to access" in caught.value.advice


def test_a_language_that_odoo_does_not_have(odoo: FakeOdoo) -> None:
    wrong = opened(odoo, language="xx_YY")
    check = wrong.check()
    assert not check.ok
    assert "Invalid language code: xx_YY" in check.problems[0]
    wrong.close()


def test_whose_key_it_is(odoo: FakeOdoo) -> None:
    """JSON-2 goes by the key alone: under a wrong name, edits would be another's."""
    wrong = opened(odoo, username="nobody@example.org")
    check = wrong.check()
    assert not check.ok
    expected = {19: f"The API key is that of “{USER}”, not of “nobody@example.org”.", 17: "The sign-in was refused."}
    assert expected[odoo.major] in check.problems[0]
    wrong.close()


@pytest.mark.parametrize(
    "path", ["/odoo", "/odoo/contacts/7", "/web#action=12&model=res.partner", "/web/login?db=x", "/"]
)
def test_the_address_as_the_browser_shows_it(odoo: FakeOdoo, path: str) -> None:
    found = opened(odoo, url=odoo.url + path)
    assert found.check().ok
    found.close()


def test_wrong_sign_in(odoo: FakeOdoo, unused_port: int) -> None:
    for settings, words in (
        ({"api_key": "wrong"}, "sign-in was refused"),
        ({"database": "nowhere"}, "atabase"),
        ({"url": f"http://127.0.0.1:{unused_port}"}, "Nobody answers"),
        ({"url": odoo.url + "/elsewhere"}, "not Odoo"),
    ):
        wrong = opened(odoo, **settings)
        check = wrong.check()
        assert not check.ok
        assert words in check.problems[0], settings
        assert KEY not in repr(check)
        wrong.close()


def test_tables_and_fields(connector: OdooConnector) -> None:
    schema = connector.schema("res.partner")
    kinds = {found.name: found.type for found in schema.fields}
    assert (kinds["email"], kinds["parent_id"], kinds["credit_limit"]) == (
        FieldType.EMAIL,
        FieldType.REFERENCE,
        FieldType.DECIMAL,
    )
    assert (kinds["partner_latitude"], kinds["category_id"]) == (FieldType.FLOAT, FieldType.CHOICES)
    by_name = {found.name: found for found in schema.fields}
    assert by_name["ref"].max_length == 8
    assert by_name["id"].read_only
    assert by_name["write_date"].read_only
    assert by_name["parent_id"].reference == "res.partner"
    assert [choice.label for choice in by_name["type"].choices] == ["Contact", "Invoice Address"]
    assert by_name["name"].required
    with pytest.raises(AccountError, match=r"res\.nosuch"):
        connector.schema("res.nosuch")


def test_filters(connector: OdooConnector) -> None:
    ann, bob = make(connector, "a", ref="A"), make(connector, "b", name="Bob", ref="B", parent_id=None)

    def chosen(**more: Any) -> set[Ref]:
        return set(listed(connector.listing(Selection("res.partner", ("name",), **more))))

    assert chosen(filter='[["ref", "=", "B"]]') == {bob.ref}
    assert chosen(where=(("active", "true"), ("name", "Ann"))) == {ann.ref}
    for wrong in ("ref = 'B'", "{}", "[]"):
        with pytest.raises(UsageError, match="not an Odoo domain"):
            chosen(filter=wrong)
    with pytest.raises(SchemaDrift):
        list(connector.listing(Selection("res.partner", ("nosuch",))))


@pytest.mark.parametrize(
    ("kind", "data", "value"),
    [
        ("char", False, None),
        ("char", "", None),
        ("integer", 0, 0),
        ("boolean", False, False),
        ("many2one", [7, "Acme"], "7"),
        ("many2one", 7, "7"),
        ("many2many", [9, 3], ("3", "9")),
        ("many2many", [], None),
        ("datetime", "2026-11-24 01:02:03", dt.datetime(2026, 11, 24, 1, 2, 3, tzinfo=dt.UTC)),
        ("monetary", 0.1, Decimal("0.1")),
        ("float", 0.1, 0.1),
    ],
)
def test_values_of_odoos_json(kind: str, data: Any, value: Any) -> None:
    assert decode(kind, data, None) == value


def test_values_as_odoo_takes_them() -> None:
    assert (
        encode("a", "datetime", dt.datetime(2026, 11, 24, 1, tzinfo=dt.timezone(dt.timedelta(hours=1))))
        == "2026-11-24 00:00:00"
    )
    assert encode("a", "char", None) is False
    assert encode("a", "integer", 0) == 0
    assert encode("a", "integer", 0) is not False
    assert (cell("a", "integer", 0), cell("a", "boolean", False), cell("a", "char", None)) == ("0", "0", "")
    assert cell("a", "float", Decimal("0.00001")) == "0.00001"


@pytest.mark.parametrize("wrong", [{"url": ""}, {"database": ""}, {"username": ""}, {"url": "http://erp.example.org"}])
def test_wrong_settings(wrong: dict[str, str]) -> None:
    right = {"url": "https://company.odoo.com", "database": "company", "username": "ann"}
    assert KEY not in repr(Login.of(right, {"api_key": KEY}))
    with pytest.raises(UsageError) as caught:
        Login.of(right | wrong, {"api_key": KEY})
    assert caught.value.advice
