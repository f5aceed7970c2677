"""What address books do that a sync must know: on a real Radicale, and on a server of our own for what Radicale never does."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import requests

from desktop_sync.connectors.carddav.connector import CardDavConnector
from desktop_sync.connectors.carddav.dav import Dav, canonical
from desktop_sync.connectors.carddav.settings import Login
from desktop_sync.connectors.http import HttpOptions
from desktop_sync.errors import AccountError, ListingIncomplete, SchemaDrift, UsageError
from desktop_sync.model.record import Create, Delete, Outcome, OutcomeStatus, Page, Record, Ref, Selection, Update
from tests.fakes.dav import BOOK, PASSWORD, USER, FakeDav
from tests.servers.radicale import Radicale

FIELDS = ("name", "email", "phone", "note", "categories", "work_city")
DONE, STALE, REJECTED, UNKNOWN = OutcomeStatus.DONE, OutcomeStatus.STALE, OutcomeStatus.REJECTED, OutcomeStatus.UNKNOWN
PEOPLE = Selection("people", FIELDS)


def nobody(_index: int, _ref: Ref) -> None:
    """For writes whose refs nobody waits for."""


def opened(url: str, username: str, password: str, **more: str) -> CardDavConnector:
    login = Login.of({"url": url, "username": username, **more}, {"password": password})
    return CardDavConnector(Dav(login, HttpOptions(wait=lambda _: None)), login)


def all_of(pages: Iterator[Page]) -> tuple[dict[Ref, Record], set[Ref], str | None]:
    records: dict[Ref, Record] = {}
    gone: set[Ref] = set()
    cursor = None
    for page in pages:
        assert cursor is None, "the cursor comes with the last page"
        records |= {ref: page.decode(index) for index, ref in enumerate(page.refs)}
        gone |= set(page.deleted)
        cursor = page.cursor
    return records, gone, cursor


def one(connector: CardDavConnector, selection: Selection, write: Any) -> Outcome:
    (outcome,) = connector.write(selection, [write], nobody)
    return outcome


def requests_of(connector: CardDavConnector, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The reports it asks for from now on. One that is asked again since a busy machine broke the connection counts once."""
    asked: list[str] = []
    report = connector._dav.report

    def told(path: str, name: str, *rest: Any) -> Any:
        asked.append(name.partition(":")[2])
        return report(path, name, *rest)

    monkeypatch.setattr(connector._dav, "report", told)
    return asked


# ------------------------------------------------------------------------------------------------------------ Radicale


class Book:
    """An address book of Radicale, seen past the connector."""

    def __init__(self, radicale: Radicale) -> None:
        self.radicale = radicale
        self.url = radicale.new_database()
        self.path = self.url.removeprefix(radicale.url.rstrip("/"))
        self.selection = Selection(self.path.rstrip("/").rpartition("/")[2], FIELDS)
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.auth = radicale.auth

    def put(self, name: str, *lines: str) -> Ref:
        card = "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""]).encode()
        self.send("PUT", name, card, {"Content-Type": "text/vcard"}).raise_for_status()
        return Ref(self.path + name)

    def send(
        self, method: str, name: str, data: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> requests.Response:
        return self._session.request(method, self.url + name, data=data, headers=headers, timeout=60)

    def text(self, ref: Ref) -> str:
        return self.send("GET", ref.removeprefix(self.path)).content.decode()


@pytest.fixture
def book(radicale: Radicale) -> Book:
    return Book(radicale)


@pytest.fixture
def connector(radicale: Radicale) -> Iterator[CardDavConnector]:
    found = opened(radicale.url, radicale.username, radicale.password)
    yield found
    found.close()


@pytest.mark.server
def test_changes_and_deletes_since_a_token(connector: CardDavConnector, book: Book) -> None:
    ann = book.put("ann.vcf", "UID:ann", "FN:Ann", "N:;Ann;;;")
    bob = book.put("bob.vcf", "UID:bob", "FN:Bob", "N:;Bob;;;")
    records, gone, cursor = all_of(connector.listing(book.selection))
    assert (set(records), gone) == ({ann, bob}, set())
    assert cursor is not None
    assert all_of(connector.changes(book.selection, cursor)) == ({}, set(), cursor), "nothing new"
    book.put("ann.vcf", "UID:ann", "FN:Anna", "N:;Anna;;;")
    cid = book.put("cid.vcf", "UID:cid", "FN:Cid", "N:;Cid;;;")
    book.put("passing.vcf", "UID:p", "FN:Passing", "N:;P;;;")
    book.send("DELETE", "passing.vcf")
    book.send("DELETE", "bob.vcf")
    records, gone, later = all_of(connector.changes(book.selection, cursor))
    assert {ref: record.values["name"] for ref, record in records.items()} == {ann: "Anna", cid: "Cid"}
    assert bob in gone
    assert later not in {None, cursor}


@pytest.mark.server
def test_an_expired_token_lists_everything(connector: CardDavConnector, book: Book) -> None:
    ann = book.put("ann.vcf", "UID:ann", "FN:Ann", "N:;Ann;;;")
    records, gone, cursor = all_of(connector.changes(book.selection, "http://radicale.org/ns/sync/" + "0" * 64))
    assert (set(records), gone) == ({ann}, set())
    assert cursor is not None
    assert all_of(connector.changes(book.selection, cursor)) == ({}, set(), cursor)


@pytest.mark.server
def test_what_the_program_does_not_know_survives_its_edits(connector: CardDavConnector, book: Book) -> None:
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "/9j/4AAQSkZJRg" * 40
    kept = [
        "item1.EMAIL;TYPE=pref:ann@example.org",
        "item1.X-ABLABEL:Verein",
        'X-SPOUSE;X-P="a;b:c":Bob',
        photo,
        "TZ:+01:00",
    ]
    ann = book.put("ann.vcf", "UID:ann", "FN:Ann Muster", "N:Muster;Ann;;;", *kept, "EMAIL;TYPE=HOME:home@example.org")
    before = book.text(ann)
    record = connector.read(book.selection, [ann])[ann]
    outcome = one(connector, book.selection, Update(record, {"email": "neu@example.org", "note": "ä" * 60 + "\nzwei"}))
    assert outcome.status is DONE, outcome.words
    assert outcome.record is not None
    assert outcome.record.values["email"] == "neu@example.org"
    after = book.text(ann)
    gone = set(before.split("\r\n")) - set(after.split("\r\n"))
    assert gone == {"item1.EMAIL;TYPE=pref:ann@example.org"}
    assert "item1.EMAIL;TYPE=pref:neu@example.org" in after


@pytest.mark.server
def test_radicale_cuts_a_url_at_a_comma_unless_it_is_escaped(connector: CardDavConnector, book: Book) -> None:
    selection = Selection(book.selection.table, ("name", "url", "organization"))
    values = {"name": "Ann", "url": "https://example.org/a,b;c?d=1", "organization": "Acme, Inc."}
    outcome = one(connector, selection, Create("t", values))
    assert outcome.record is not None, outcome.words
    assert outcome.record.values == values


@pytest.mark.server
def test_an_etag_that_moved_between_look_and_write(connector: CardDavConnector, book: Book) -> None:
    """The card changes after it was read and before it is written: the server's 412 is what tells."""
    ann = book.put("ann.vcf", "UID:ann", "FN:Ann", "N:;Ann;;;")
    bob = book.put("bob.vcf", "UID:bob", "FN:Bob", "N:;Bob;;;")
    records = connector.read(book.selection, [ann, bob])
    send = connector._dav.send

    def meanwhile(method: str, path: str, *rest: Any, **more: Any) -> requests.Response:
        if method in {"PUT", "DELETE"} and path == ann:
            book.put("ann.vcf", "UID:ann", "FN:Faster", "N:;Faster;;;")
        return send(method, path, *rest, **more)

    connector._dav.send = meanwhile  # type: ignore[method-assign]
    updates = [Update(records[ref], {"note": "mine"}) for ref in (ann, bob)]
    assert [outcome.status for outcome in connector.write(book.selection, updates, nobody)] == [STALE, DONE]
    assert "Faster" in book.text(ann)
    fresh = connector.read(book.selection, [ann])[ann]
    book.put("ann.vcf", "UID:ann", "FN:Faster", "N:;Faster;;;", "NICKNAME:again")
    assert one(connector, book.selection, Delete(fresh)).status is STALE


@pytest.mark.server
def test_an_edit_of_other_fields_is_no_reason_to_give_up(connector: CardDavConnector, book: Book) -> None:
    ann = book.put("ann.vcf", "UID:ann", "FN:Ann", "N:;Ann;;;")
    record = connector.read(book.selection, [ann])[ann]
    book.put("ann.vcf", "UID:ann", "FN:Ann", "N:;Ann;;;", "TITLE:Boss")
    assert one(connector, book.selection, Update(record, {"note": "mine"})).status is DONE
    assert "TITLE:Boss" in book.text(ann)


@pytest.mark.server
def test_one_token_makes_one_card(connector: CardDavConnector, book: Book) -> None:
    said: list[Ref] = []
    for _ in range(2):
        (outcome,) = connector.write(book.selection, [Create("same", {"name": "Ann"})], lambda _, ref: said.append(ref))
        assert outcome.status is DONE
        assert outcome.record is not None
        assert outcome.record.ref == said[-1]
    assert len(set(said)) == 1
    assert len(all_of(connector.listing(book.selection))[0]) == 1


@pytest.mark.server
def test_two_cards_with_one_uid_are_refused(connector: CardDavConnector, book: Book) -> None:
    book.put("ann.vcf", "UID:ann", "FN:Ann", "N:;Ann;;;")
    twin = b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:ann\r\nFN:Twin\r\nN:;Twin;;;\r\nEND:VCARD\r\n"
    refused = book.send("PUT", "twin.vcf", twin, {"Content-Type": "text/vcard"})
    assert refused.status_code == 409
    # The program's own UID under another address is its card, not another one.
    outcome = one(connector, book.selection, Create("t", {"name": "Bob"}))
    assert outcome.record is not None
    book.send("MOVE", outcome.record.ref.removeprefix(book.path), None, {"Destination": book.url + "moved.vcf"})
    again = one(connector, book.selection, Create("t", {"name": "Bob"}))
    assert again.status is DONE, again.words
    assert again.record is not None
    assert again.record.ref == book.path + "moved.vcf"
    assert len(all_of(connector.listing(book.selection))[0]) == 2


@pytest.mark.server
def test_a_name_alone_makes_a_card_that_phones_show(connector: CardDavConnector, book: Book) -> None:
    outcome = one(connector, Selection(book.selection.table, ("name",)), Create("t", {"name": "Ann, the; first"}))
    assert outcome.record is not None, outcome.words
    text = book.text(outcome.record.ref)
    assert "N:;Ann\\, the\\; first;;;\r\n" in text
    assert "REV:" in text


@pytest.mark.server
def test_refused_values_stop_no_other(connector: CardDavConnector, book: Book) -> None:
    batch = [Create("a", {"name": "Ann"}), Create("b", {"name": "Bob", "note": "a\0b"}), Create("c", {"name": "Cid"})]
    outcomes = connector.write(book.selection, batch, nobody)
    assert [outcome.status for outcome in outcomes] == [DONE, REJECTED, DONE]
    assert "note" in outcomes[1].words


@pytest.mark.server
def test_a_big_address_book_in_few_calls(
    connector: CardDavConnector, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards = (f"BEGIN:VCARD\nVERSION:3.0\nUID:u{n}\nFN:Person {n}\nN:;Person {n};;;\nEND:VCARD\n" for n in range(500))
    # The whole collection at once (Radicale's own way), since single cards take it 18 a second.
    book.send("PUT", "", "".join(cards).encode(), {"Content-Type": "text/vcard"}).raise_for_status()
    connector.capabilities(book.selection.table)
    asked = requests_of(connector, monkeypatch)
    records, _, cursor = all_of(connector.listing(book.selection))
    assert {record.values["name"] for record in records.values()} == {f"Person {n}" for n in range(500)}
    assert asked == ["sync-collection", *["addressbook-multiget"] * 3], "one list, and three times at most 200 cards"
    assert cursor is not None
    asked.clear()
    assert all_of(connector.changes(book.selection, cursor))[:2] == ({}, set())
    assert asked == ["sync-collection"]


@pytest.mark.server
def test_filters(connector: CardDavConnector, book: Book) -> None:
    ann = book.put("ann.vcf", "UID:ann", "FN:Ann", "N:;Ann;;;", "CATEGORIES:Customers,Press")
    book.put("bob.vcf", "UID:bob", "FN:Bob", "N:;Bob;;;", "KIND:group")
    table = book.selection.table
    for where in (("categories", "customers"), ("kind", "individual"), ("uid", "ann")):
        chosen = Selection(table, ("name",), where=(where,))
        assert set(all_of(connector.listing(chosen))[0]) == {ann}
    with pytest.raises(UsageError, match="no filters"):
        list(connector.listing(Selection(table, ("name",), filter="FN = 'Ann'")))
    with pytest.raises(SchemaDrift, match="nosuch"):
        list(connector.listing(Selection(table, ("nosuch",))))


@pytest.mark.server
def test_ways_to_the_address_book(radicale: Radicale, book: Book, unused_port: int) -> None:
    name, password = radicale.username, radicale.password
    for url in (radicale.url, book.url, radicale.url + name, radicale.url + "no/such/place/"):
        found = opened(url, name, password)
        table = found.schema(book.selection.table)
        assert table.identity == ("href",)
        assert found.schema(book.path).label == table.label, "the whole address is a name, too"
        found.close()
    assert [info.name for info in opened(book.url, name, password).tables()] == [book.selection.table]
    for url, secret, words in (
        (radicale.url, "wrong", "sign-in was refused"),
        (f"http://127.0.0.1:{unused_port}", password, "Nobody answers"),
    ):
        check = opened(url, name, secret).check()
        assert not check.ok
        assert words in check.problems[0]
        assert password not in repr(check)


# -------------------------------------------------------------------------------------- what Radicale never does


@pytest.fixture
def fake() -> Iterator[FakeDav]:
    with FakeDav().running() as server:
        yield server


@pytest.fixture
def other(fake: FakeDav) -> Iterator[CardDavConnector]:
    found = opened(fake.url, USER, PASSWORD)
    yield found
    found.close()


def test_the_well_known_address_leads_on(fake: FakeDav, other: CardDavConnector) -> None:
    [info] = other.tables()
    assert (info.name, info.label, info.writable) == ("people", "People & more", True)
    assert ("GET", "/.well-known/carddav") in fake.asked


def test_a_cut_list_goes_on_until_its_end(fake: FakeDav, other: CardDavConnector) -> None:
    refs = {Ref(fake.put(f"{n}.vcf", f"UID:{n}", f"FN:Person {n}")) for n in range(7)}
    fake.cut = 3
    records, _, cursor = all_of(other.listing(PEOPLE))
    assert set(records) == refs
    assert cursor == "urn:t:7"
    fake.drop(BOOK + "0.vcf")
    changed = {Ref(fake.put(f"{n}.vcf", f"UID:{n}", "FN:New")) for n in range(1, 6)}
    assert all_of(other.changes(PEOPLE, cursor)) [:2] == (
        other.read(PEOPLE, list(changed)), {BOOK + "0.vcf"}
    )  # fmt: skip


def test_five_thousand_cards_in_few_calls(fake: FakeDav, other: CardDavConnector) -> None:
    for n in range(5000):
        fake.put(f"{n}.vcf", f"UID:{n}", f"FN:Person {n}")
    other.capabilities("people")
    before = other.calls
    pages = list(other.listing(PEOPLE))
    assert sum(len(page.refs) for page in pages) == 5000
    assert other.calls - before == 26
    assert max(len(page.refs) for page in pages) == 200


def test_a_forgotten_token(fake: FakeDav, other: CardDavConnector) -> None:
    ann = fake.put("ann.vcf", "UID:ann", "FN:Ann")
    fake.put("bob.vcf", "UID:bob", "FN:Bob")
    fake.forgotten = 2
    records, _, cursor = all_of(other.changes(PEOPLE, "urn:t:1"))
    assert (len(records), cursor) == (2, "urn:t:2")
    fake.drop(ann)
    assert all_of(other.changes(PEOPLE, "urn:t:2"))[1] == {ann}


def test_a_list_that_is_too_long_for_a_sync_report(fake: FakeDav, other: CardDavConnector) -> None:
    ann = fake.put("ann.vcf", "UID:ann", "FN:Ann")
    fake.too_many = True
    for pages in (other.listing(PEOPLE), other.changes(PEOPLE, "urn:t:0")):
        records, gone, cursor = all_of(pages)
        assert (set(records), gone, cursor) == ({ann}, set(), None)


def test_cards_that_multiget_leaves_out_are_not_gone(fake: FakeDav, other: CardDavConnector) -> None:
    ann = fake.put("ann.vcf", "UID:ann", "FN:Ann")
    fake.silent = {ann}
    with pytest.raises(ListingIncomplete):
        list(other.listing(PEOPLE))
    with pytest.raises(ListingIncomplete):
        other.read(PEOPLE, [Ref(ann)])
    fake.forgetful = True
    assert set(other.read(PEOPLE, [Ref(ann)])) == {ann}, "asked again"


def test_a_damaged_card_is_neither_blank_nor_gone(fake: FakeDav, other: CardDavConnector) -> None:
    ann = Ref(fake.put("ann.vcf", "UID:ann", "FN:Ann"))
    whole = other.read(PEOPLE, [ann])[ann]
    fake._store(ann, "BEGIN:VCARD\r\nFN:An")
    damaged = other.read(PEOPLE, [ann])[ann]
    assert damaged.values == {}
    assert damaged.raw != whole.raw
    assert one(other, PEOPLE, Update(whole, {"note": "x"})).status is STALE
    assert one(other, PEOPLE, Update(damaged, {"note": "x"})).status is REJECTED
    assert fake.cards[ann] == "BEGIN:VCARD\r\nFN:An"


def test_a_control_character_in_one_card_hides_no_other(fake: FakeDav, other: CardDavConnector) -> None:
    fake.put("ann.vcf", "UID:ann", "FN:Ann\x0b\x01")
    fake.put("bob.vcf", "UID:bob", "FN:Bob")
    records, _, _ = all_of(other.listing(PEOPLE))
    assert {record.values["name"] for record in records.values()} == {"Ann", "Bob"}


def test_entities_are_refused(fake: FakeDav, other: CardDavConnector) -> None:
    fake.answer = lambda *_: (207, {}, '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')  # type: ignore[method-assign]
    with pytest.raises(AccountError, match="can't be trusted"):
        other.tables()


def test_a_card_without_name_and_uid(fake: FakeDav, other: CardDavConnector) -> None:
    ann = Ref(fake.put("ann.vcf", "ORG:Acme"))
    record = other.read(PEOPLE, [ann])[ann]
    assert (record.values["name"], record.values["note"]) == (None, None)
    outcome = one(other, PEOPLE, Update(record, {"note": "x"}))
    assert outcome.status is DONE
    assert outcome.record is not None
    assert outcome.record.values["name"] == "Acme", "servers refuse a card without a name"
    assert uuid.UUID(fake.cards[ann].partition("UID:")[2][:36])


def test_a_field_that_is_not_mapped_can_be_written(fake: FakeDav) -> None:
    """The field that archives need not be one of the sync's."""
    ann = Ref(fake.put("ann.vcf", "UID:ann", "FN:Ann"))
    connector = opened(fake.url, USER, PASSWORD, properties="active=X-ACTIVE:boolean")
    selection = Selection("people", ("name",))
    record = connector.read(selection, [ann])[ann]
    assert one(connector, selection, Update(record, {"active": False, "categories": ("Archive",)})).status is DONE
    assert "X-ACTIVE:false\r\n" in fake.cards[ann]
    assert "CATEGORIES:Archive\r\n" in fake.cards[ann]
    connector.close()


def test_digest_sign_in(fake: FakeDav, other: CardDavConnector) -> None:
    fake.digest = True
    outcome = one(other, PEOPLE, Create("t", {"name": "Änne"}))
    assert outcome.status is DONE
    assert "FN:Änne" in next(iter(fake.cards.values()))


def test_a_server_that_chooses_addresses_itself(fake: FakeDav, other: CardDavConnector) -> None:
    fake.renames = True
    for _ in range(2):
        outcome = one(other, PEOPLE, Create("t", {"name": "Ann"}))
        assert outcome.record is not None, outcome
        assert outcome.record.ref.startswith(BOOK + "server-")
    assert len(fake.cards) == 1


def test_weak_etags_still_guard(fake: FakeDav, other: CardDavConnector) -> None:
    fake.weak = True
    ann = Ref(fake.put("ann.vcf", "UID:ann", "FN:Ann"))
    record = other.read(PEOPLE, [ann])[ann]
    assert one(other, PEOPLE, Update(record, {"note": "x"})).status is DONE
    assert one(other, PEOPLE, Update(record, {"note": "y"})).status is STALE


def test_without_sync_reports_there_is_no_cursor(fake: FakeDav) -> None:
    fake.no_sync = True
    fake.privileges = "<D:privilege><D:read/></D:privilege><D:privilege><D:write-content/></D:privilege>"
    ann = fake.put("ann.vcf", "UID:ann", "FN:Ann")
    connector = opened(fake.url, USER, PASSWORD)
    able = connector.capabilities("people")
    assert (able.cursor, able.tombstones) == (False, False)
    assert (able.create, able.update, able.delete) == (False, True, False)
    records, _, cursor = all_of(connector.listing(PEOPLE))
    assert (set(records), cursor) == ({ann}, None)
    assert "may not change" in connector.check().problems[0]
    connector.close()


@pytest.mark.parametrize("kind", ["create", "update", "delete"])
def test_an_answer_that_was_lost(fake: FakeDav, other: CardDavConnector, kind: str) -> None:
    """The write is sent again, and refused because it had been carried out: that is a success, and one card."""
    ann = Ref(fake.put("ann.vcf", "UID:ann", "FN:Ann"))
    record = other.read(PEOPLE, [ann])[ann]
    writes = {"create": Create("t", {"name": "Bob"}), "update": Update(record, {"note": "x"}), "delete": Delete(record)}
    fake.lose = 1
    outcome = one(other, PEOPLE, writes[kind])
    assert outcome.status is DONE, outcome
    assert (outcome.record is None) == (kind == "delete")
    assert len(fake.cards) == {"create": 2, "update": 1, "delete": 0}[kind]
    assert len(fake.log) == 2, "carried out once"


def test_a_write_that_is_never_answered_is_not_known(fake: FakeDav, other: CardDavConnector) -> None:
    said: list[Ref] = []
    other.tables()
    fake.deaf = True
    (outcome,) = other.write(PEOPLE, [Create("u", {"name": "Cid"})], lambda _, ref: said.append(ref))
    assert outcome.status is UNKNOWN
    assert other.read(PEOPLE, said)[said[0]].values["name"] == "Cid", "found by what was announced"


def test_a_repeated_update_is_not_ours_when_somebody_was_faster(fake: FakeDav, other: CardDavConnector) -> None:
    ann = Ref(fake.put("ann.vcf", "UID:ann", "FN:Ann"))
    record = other.read(PEOPLE, [ann])[ann]
    answer = fake.answer

    def faster(method: str, path: str, headers: dict[str, str], body: str) -> tuple[int, dict[str, str], str]:
        if method == "PUT":
            fake.put("ann.vcf", "UID:ann", "FN:Faster")
        return answer(method, path, headers, body)

    fake.answer = faster  # type: ignore[method-assign]
    assert one(other, PEOPLE, Update(record, {"note": "x"})).status is STALE
    assert "FN:Faster" in fake.cards[ann]


def test_a_home_at_another_server_gets_no_password(fake: FakeDav, other: CardDavConnector) -> None:
    fake.home = "https://dav.example.net/home/"
    with pytest.raises(AccountError, match=r"dav\.example\.net") as caught:
        other.tables()
    assert caught.value.advice


@pytest.mark.parametrize(
    ("mine", "other", "allowed"),
    [
        ("contacts.icloud.com", "https://p02-contacts.icloud.com:443/1/x%2cy/", True),
        ("example.org", "https://dav.example.org/1/x%2cy/", True),
        ("example.org", "https://example.org:8443/1/x%2cy/", True),
        ("ann.co.example", "https://bob.co.example/", False),
        ("dav.example", "https://evil-dav.example/", False),
        ("contacts.example.org", "https://example.org/", False),
        ("example.org", "https://example.org.evil.example/", False),
        ("example.org", "http://dav.example.org/", False),
        ("192.0.2.1", "https://198.51.100.1/", False),
        ("contacts.icloud.com", "https://icloud.com.evil.example/", False),
    ],
)
def test_where_the_password_may_go(mine: str, other: str, allowed: bool) -> None:
    dav = Dav(Login.of({"url": f"https://{mine}", "username": USER}, {"password": PASSWORD}))
    if allowed:
        assert dav.move(other) == "/1/x,y/"
        assert dav.http.base_url == other.partition("/1/")[0]
    else:
        with pytest.raises(AccountError):
            dav.move(other)
        assert dav.http.base_url == f"https://{mine}"


def test_two_books_of_one_name(fake: FakeDav, other: CardDavConnector) -> None:
    fake.books = [BOOK, "/dav/bob/people/", "/dav/ann/club/"]
    assert [info.name for info in other.tables()] == [BOOK, "/dav/bob/people/", "club"]
    assert other.schema(BOOK).name == BOOK


def test_addresses_in_one_way_of_writing() -> None:
    assert (
        canonical("/a/%7eb/c d/%C3%A4.vcf")
        == canonical("https://x.example/a/~b/c%20d/ä.vcf")
        == "/a/~b/c%20d/%C3%A4.vcf"
    )
    assert canonical("/a/b%2Fc.vcf") == "/a/b%2Fc.vcf"
