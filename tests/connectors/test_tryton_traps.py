"""What Tryton does that a sync must know: each trap once, on a real server (but for what older ones do)."""

import datetime as dt
import json
import random
import threading
from collections.abc import Iterator
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests

from desktop_sync.connectors.http import HttpOptions
from desktop_sync.connectors.tryton.connector import TrytonConnector
from desktop_sync.connectors.tryton.rpc import Login, Rpc, decode, encode
from desktop_sync.errors import AccountError, SchemaDrift, UsageError
from desktop_sync.model.record import Create, Delete, Outcome, OutcomeStatus, Record, Ref, Selection, Update
from desktop_sync.model.schema import FieldType
from tests.servers.tryton import TrytonDatabase

FIELDS = ("name", "code", "email", "phone", "street", "city", "country", "active")
PARTIES = Selection("party.party", FIELDS)
PARTY = "model.party.party"
DONE, STALE, REJECTED, UNKNOWN = OutcomeStatus.DONE, OutcomeStatus.STALE, OutcomeStatus.REJECTED, OutcomeStatus.UNKNOWN


def nobody(_index: int, _ref: Ref) -> None:
    """Tryton's ids come with the commit."""


def opened(tryton: TrytonDatabase, **more: Any) -> TrytonConnector:
    login = {"url": tryton.url, "database": tryton.database, "username": tryton.username}
    secret = {"password": more.pop("password", tryton.password)}
    return TrytonConnector(Rpc(Login.of({**login, **more}, secret), HttpOptions(wait=lambda _: None)))


@pytest.fixture
def connector(tryton: TrytonDatabase) -> Iterator[TrytonConnector]:
    found = opened(tryton)
    yield found
    found.close()


def make(connector: TrytonConnector, **values: Any) -> Record:
    (outcome,) = connector.write(PARTIES, [Create("t", {"name": "Ann", **values})], nobody)
    assert outcome.status is DONE, outcome.words
    assert outcome.record is not None
    return outcome.record


def update(connector: TrytonConnector, record: Record, **values: Any) -> Outcome:
    (outcome,) = connector.write(PARTIES, [Update(record, values)], nobody)
    return outcome


def now(connector: TrytonConnector, ref: Ref) -> Record:
    return connector.read(PARTIES, [ref])[ref]


def changed(connector: TrytonConnector, cursor: str) -> set[Ref]:
    return {ref for page in connector.changes(PARTIES, cursor) for ref in page.refs}


def past_the_overlap(connector: TrytonConnector) -> str:
    """A cursor that reaches back to this moment only."""
    moment = connector.server_time()
    assert moment is not None
    return (moment + dt.timedelta(seconds=connector.capabilities("party.party").overlap_s)).isoformat()


@pytest.mark.server
def test_contacts_and_addresses_are_fields_of_their_party(connector: TrytonConnector, tryton: TrytonDatabase) -> None:
    tryton.rpc("model.country.country.create", [{"name": "Germany", "code": "DE"}])
    ann = make(connector, email="ann@example.org", street="1 Road\n2nd floor", city="Berlin", country="de")
    assert ann.values["country"] == "DE"
    (mechanisms, addresses) = (
        tryton.rpc(f"model.party.{model}.search_count", [["party", "=", int(ann.ref)]])
        for model in ("contact_mechanism", "address")
    )
    assert (mechanisms, addresses) == (1, 1)
    outcome = update(connector, ann, email="new@example.org", phone="+49 30 1234567", city=None)
    assert outcome.record is not None
    shown = {**ann.values, "email": "new@example.org", "phone": "+49 30 1234567", "city": None}
    assert outcome.record.values == shown
    outcome = update(connector, outcome.record, email=None, street=None, country=None)
    assert outcome.record is not None
    assert [outcome.record.values[name] for name in ("email", "street", "country", "phone")] == [None] * 3 + [
        shown["phone"]
    ]
    assert tryton.rpc("model.party.contact_mechanism.search_count", [["party", "=", int(ann.ref)]]) == 1
    assert "country with the code" in update(connector, outcome.record, country="ZZ").words


@pytest.mark.server
def test_an_edit_of_a_contact_alone_is_seen_and_makes_stale(connector: TrytonConnector, tryton: TrytonDatabase) -> None:
    ann = make(connector, email="ann@example.org", city="Berlin")
    bystander = make(connector, name="Bob")
    cursor = past_the_overlap(connector)
    assert changed(connector, cursor) <= {ann.ref, bystander.ref}
    (row,) = tryton.rpc(f"{PARTY}.read", [int(ann.ref)], ["contact_mechanisms", "addresses", "_timestamp"])  # type: ignore[misc]
    assert isinstance(row, dict)
    tryton.rpc("model.party.contact_mechanism.write", row["contact_mechanisms"], {"value": "other@example.org"})
    tryton.rpc("model.party.address.write", row["addresses"], {"city": "Paris"})
    fresh = now(connector, ann.ref)
    assert fresh.version == ann.version, "the party's own timestamp does not move: the trap"
    assert ann.ref in changed(connector, cursor)
    assert fresh.modified_at is not None
    assert ann.modified_at is not None
    assert fresh.modified_at > ann.modified_at
    assert update(connector, ann, name="Anna").status is STALE
    assert update(connector, fresh, name="Anna").status is DONE


@pytest.mark.server
def test_one_bad_record_of_a_batch_stops_no_other(connector: TrytonConnector) -> None:
    make(connector, code="X1")
    batch = [Create(str(number), {"name": f"Party {number}"}) for number in range(7)]
    batch[2] = Create("2", {"name": "Twin", "code": "X1"})
    batch[5] = Create("5", {"name": "two\nlines"})
    outcomes = connector.write(PARTIES, batch, nobody)
    assert [one.status for one in outcomes] == [DONE, DONE, REJECTED, DONE, DONE, REJECTED, DONE]
    assert "unique" in outcomes[2].words
    assert "line break" in outcomes[5].words
    names = [
        record.values["name"]
        for page in connector.listing(PARTIES)
        for record in map(page.decode, range(len(page.refs)))
    ]
    assert sorted(name for name in names if str(name).startswith("Party")) == [f"Party {n}" for n in (0, 1, 3, 4, 6)]


@pytest.mark.server
def test_somebody_faster_makes_one_of_a_batch_stale(connector: TrytonConnector, tryton: TrytonDatabase) -> None:
    """Between our look and our write: Tryton itself refuses, for the whole batch; only the one is stale."""
    parties = [make(connector, name=f"Party {number}") for number in range(4)]
    rpc = connector._rpc
    call = rpc.call

    def meanwhile(model: str, method: str, *parameters: Any, **more: Any) -> Any:
        if method == "write" and len(parameters) > 2:
            tryton.rpc(f"{PARTY}.write", [int(parties[1].ref)], {"name": "Faster"})
        return call(model, method, *parameters, **more)

    rpc.call = meanwhile  # type: ignore[method-assign]
    outcomes = connector.write(PARTIES, [Update(one, {"city": "Rome"}) for one in parties], nobody)
    assert [one.status for one in outcomes] == [DONE, STALE, DONE, DONE]
    assert now(connector, parties[1].ref).values["name"] == "Faster"


@pytest.mark.server
def test_archived_records_are_there(connector: TrytonConnector) -> None:
    ann = make(connector)
    outcome = update(connector, ann, active=False)
    assert outcome.record is not None
    assert outcome.record.values["active"] is False
    assert ann.ref in {ref for page in connector.listing(PARTIES) for ref in page.refs}
    assert now(connector, ann.ref).values["name"] == "Ann"


@pytest.mark.server
def test_deleting_twice_is_no_success(connector: TrytonConnector, tryton: TrytonDatabase) -> None:
    ann = make(connector)
    (first,) = connector.write(PARTIES, [Delete(ann)], nobody)
    (second,) = connector.write(PARTIES, [Delete(ann)], nobody)
    assert (first.status, second.status) == (DONE, STALE)
    assert tryton.rpc(f"{PARTY}.delete", [int(ann.ref)]) is None, "Tryton itself says yes: the trap"


@pytest.mark.server
def test_a_lost_answer_is_not_known_and_can_be_found(connector: TrytonConnector) -> None:
    before = connector.server_time()
    post = connector._rpc.http.request

    def cut(method: str, path: str, **more: Any) -> requests.Response:
        answer = post(method, path, **more)
        if more["json"]["method"].endswith(".create"):
            connector._rpc.http.request = post  # type: ignore[method-assign]
            raise connector._rpc.http._broken(requests.ConnectionError("cut"))
        return answer

    connector._rpc.http.request = cut  # type: ignore[method-assign]
    values = {"name": "Ann", "email": "ann@example.org"}
    (outcome,) = connector.write(PARTIES, [Create("t", values)], nobody)
    assert outcome.status is UNKNOWN
    (found,) = connector.find(PARTIES, values, before)
    assert found.values["email"] == "ann@example.org"
    assert list(connector.find(PARTIES, {**values, "phone": "+1"}, before)) == []
    later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    assert list(connector.find(PARTIES, values, later)) == []


@pytest.mark.server
def test_an_ended_session_signs_in_again(connector: TrytonConnector) -> None:
    make(connector)
    connector._rpc.http.headers["Authorization"] = "Session YWRtaW46MTpub3BlCg=="
    assert make(connector, name="Bob").values["name"] == "Bob"


@pytest.mark.server
def test_a_sign_in_that_ends_between_two_halves_leaves_what_was_made_told(
    connector: TrytonConnector, tryton: TrytonDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the first half would be taken for not written, and made again."""
    before = tryton.rpc("model.party.party.search_count", [])
    call, creates = connector._rpc.call, 0

    def ending(model: str, method: str, *more: Any, **named: Any) -> Any:
        nonlocal creates
        creates += method == "create"
        if creates > 4:  # all, the first half, Ann, the bad one
            raise AccountError("The session has ended.")
        return call(model, method, *more, **named)

    monkeypatch.setattr(connector._rpc, "call", ending)
    wanted = [{"name": "Ann"}, {"name": "Bad", "lang": "999999"}, {"name": "Cid"}, {"name": "Dan"}]
    outcomes = connector.write(PARTIES, [Create(str(one), values) for one, values in enumerate(wanted)], nobody)
    retry = OutcomeStatus.RETRY
    assert [one.status for one in outcomes] == [
        UNKNOWN,
        REJECTED,
        retry,
        retry,
    ]  # it is made, and could not be read back
    assert tryton.rpc("model.party.party.search_count", []) == before + 1


@pytest.mark.server
def test_wrong_sign_in(tryton: TrytonDatabase, unused_port: int) -> None:
    for settings, words in (
        ({"password": "wrong"}, "sign-in was refused"),
        ({"database": "nowhere"}, "no database “nowhere”"),
        ({"url": f"http://127.0.0.1:{unused_port}"}, "Nobody answers"),
    ):
        wrong = opened(tryton, **settings)
        check = wrong.check()
        assert not check.ok
        assert words in check.problems[0]
        # Asked once only: Tryton itself looks 30 seconds for a database that isn't there.
        if "database" not in settings:
            with pytest.raises(AccountError) as caught:
                wrong.tables()
            assert "wrong" not in str(caught.value)
        wrong.close()


@pytest.mark.server
def test_tables_and_fields(connector: TrytonConnector) -> None:
    names = [info.name for info in connector.tables()]
    assert names[:5] == ["party.party", "product.product", "product.template", "sale.sale", "account.invoice"]
    assert not [name for name in names if name.startswith(("ir.", "res."))]
    party = connector.schema("party.party")
    kinds = {field.name: field.type for field in party.fields}
    assert (kinds["email"], kinds["phone"], kinds["lang"]) == (FieldType.EMAIL, FieldType.PHONE, FieldType.REFERENCE)
    assert len(kinds) == len(party.fields), "a field is there twice"
    state = connector.schema("sale.sale").field("state")
    assert state is not None
    assert ("draft", "Draft") in {(choice.value, choice.label) for choice in state.choices}
    price = connector.schema("product.template").field("list_price")
    assert price is not None
    assert price.scale == 4
    with pytest.raises(AccountError, match=r"party\.nosuch"):
        connector.schema("party.nosuch")


@pytest.mark.server
def test_decimals_of_products(connector: TrytonConnector, tryton: TrytonDatabase) -> None:
    (unit,) = tryton.rpc("model.product.uom.search", [["symbol", "=", "u"]])  # type: ignore[misc]
    products = Selection("product.template", ("name", "list_price", "type", "default_uom"))
    values = {"name": "Lamp", "list_price": Decimal("12.3400"), "type": "goods", "default_uom": str(unit)}
    outcomes = connector.write(
        products, [Create("a", values), Create("b", {**values, "list_price": Decimal("0.00001")})], nobody
    )
    assert [one.status for one in outcomes] == [DONE, REJECTED]
    assert outcomes[0].record is not None
    assert dict(outcomes[0].record.values) == values


@pytest.mark.server
def test_filters(connector: TrytonConnector) -> None:
    ann, bob = make(connector, city="Berlin", code="A"), make(connector, name="Bob", city="Rome", code="B")

    def chosen(**more: Any) -> set[Ref]:
        return {ref for page in connector.listing(Selection("party.party", ("name",), **more)) for ref in page.refs}

    assert chosen(where=(("city", "Berlin"),)) == {ann.ref}
    assert chosen(filter='[["code", "=", "B"]]') == {bob.ref}
    assert chosen(where=(("active", "true"), ("name", "Bob"))) == {bob.ref}
    for wrong in ("code = 'B'", "{}", "[]"):
        with pytest.raises(UsageError, match="not a Tryton domain"):
            chosen(filter=wrong)
    with pytest.raises(SchemaDrift):
        list(connector.listing(Selection("party.party", ("nosuch",))))
    with pytest.raises(SchemaDrift):
        chosen(filter='[["nosuch", "=", 1]]')


@pytest.mark.server
def test_a_name_that_the_database_refuses_is_no_passing_failure(connector: TrytonConnector) -> None:
    """PostgreSQL's index can't hold it; Tryton says 503, as if it were busy."""
    long = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=30_000))
    (outcome,) = connector.write(PARTIES, [Create("t", {"name": long})], nobody)
    assert outcome.status is REJECTED
    assert outcome.words


def test_values_come_back() -> None:
    for value in (
        Decimal("12.30"),
        dt.datetime(2026, 11, 23, 1, 2, 3, 4, tzinfo=dt.UTC),
        dt.date(2026, 11, 23),
        dt.time(1, 2, 3, 4),
        b"\0\xff",
        "text",
        0,
        None,
        True,
    ):
        assert decode(encode(value)) == value


@pytest.mark.parametrize(
    "wrong",
    [{"url": ""}, {"database": ""}, {"username": ""}, {"database": "../other"}, {"url": "http://erp.example.org"}],
)
def test_wrong_settings(wrong: dict[str, str]) -> None:
    right = {"url": "https://erp.example.org", "database": "company", "username": "ann"}
    login = Login.of(right, {"password": "Sesam-4711"})
    assert "Sesam-4711" not in repr(login)
    with pytest.raises(UsageError) as caught:
        Login.of(right | wrong, {"password": "Sesam-4711"})
    assert caught.value.advice
    assert Login.of({**right, "base_url": "http://127.0.0.1:8000/"}, {"password": "x"}).url == "http://127.0.0.1:8000"


# As a Tryton 7.0.59 answered: calls have no path of their own, and models are called by other fields.
OLDER: dict[str, Any] = {
    "common.db.login": [1, "token"],
    "model.res.user.get_preferences": {"language": "en"},
    "model.ir.model.fields_get": {},
    "model.ir.model.field.search_read": [{"id": 7, "model": 3, "model.": {"id": 3, "model": "party.party"}}],
    "model.ir.model.search_read": [{"id": 3, "model": "party.party", "name": "Party"}],
    "model.ir.model.access.get_access": {"party.party": {"read": True, "write": True}},
}


class OlderTryton(BaseHTTPRequestHandler):
    """Answers by the method's name; what is asked of another path is not allowed."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = json.dumps({"id": body["id"], "result": OLDER[body["method"]]}).encode()
        self.send_response(200 if self.path == "/erp/" else 405)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


def test_an_older_server_is_spoken_to_as_it_wants() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), OlderTryton) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        login = {"url": f"http://127.0.0.1:{server.server_port}", "database": "erp", "username": "admin"}
        connector = TrytonConnector(Rpc(Login.of(login, {"password": "x"})))
        (table,) = connector.tables()
        connector.close()
        server.shutdown()
    assert (table.name, table.label, table.writable) == ("party.party", "Party", True)
