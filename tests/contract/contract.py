"""What every connector must do, whatever it connects: subclass `ConnectorContract` and give it a fixture `account`.

    class TestSQLite(ConnectorContract):
        @pytest.fixture
        def account(self, tmp_path):
            ...
            yield MyAccount(...)

A connector that lacks an ability says so in its `Capabilities`; the tests of that ability are skipped, never weakened.
"""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from desktop_sync.errors import AccountError
from desktop_sync.model.record import (
    Create,
    Delete,
    Outcome,
    OutcomeStatus,
    Page,
    Record,
    Ref,
    Selection,
    Update,
    Write,
)
from desktop_sync.model.schema import Capabilities, FieldType
from desktop_sync.model.values import Value, fingerprint
from desktop_sync.sync.ports import Connector

FIELDS = ("name", "email", "born", "credit", "active", "note")
SECRET = "Sesam-öffne-dich-4711"
"""Harnesses sign in with this password where the system has one."""


class AccountHarness(ABC):
    """An account with an empty table `people`, and a way to edit it behind the connector's back.

    Fields: name (text, required), email (text), born (date), credit (decimal, 2 places), active (boolean), note (text).
    """

    table = "people"
    exact_types = True
    """Whether stored values have types (False for CSV: everything is text, so that types are inferred)."""
    keeps_blank_text = True
    """Whether "" and NULL stay apart; where they don't, both must come back as blank."""
    name_max: int | None = None
    """The longest name that the system takes, None for any."""
    secret = ""
    """The password that the account signs in with, "" without one."""

    @abstractmethod
    def open(self) -> Connector:
        """A new connector for the account."""

    @abstractmethod
    def insert(self, values: Mapping[str, Value]) -> Ref:
        """Somebody else adds a record."""

    @abstractmethod
    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        """Somebody else edits a record."""

    @abstractmethod
    def delete(self, ref: Ref) -> None:
        """Somebody else deletes a record."""

    @abstractmethod
    def count(self) -> int:
        """How many records there really are."""

    def selection(self, *fields: str, **more: Any) -> Selection:
        """A selection of the table; all fields unless some are named."""
        return Selection(self.table, fields or FIELDS, **more)


def person(number: int = 0, **values: Value) -> dict[str, Value]:
    """An invented person."""
    made: dict[str, Value] = {
        "name": f"Person {number}",
        "email": f"person{number}@example.org",
        "born": dt.date(1980, 1, 1) + dt.timedelta(days=number),
        "credit": Decimal(number) + Decimal("0.25"),
        "active": number % 2 == 0,
        "note": f"Note {number}",
    }
    return made | values


def same(one: Value, two: Value) -> bool:
    """Equality of values, blank and "" apart only if both are given so."""
    return one == two and type(one) is type(two)


def nobody(_index: int, _ref: Ref) -> None:
    """For writes whose refs nobody waits for."""


def all_records(pages: Iterator[Page]) -> dict[Ref, Record]:
    """All records of a listing, each once."""
    found: dict[Ref, Record] = {}
    for page in pages:
        assert len(page.refs) == len(page.rows)
        for index, ref in enumerate(page.refs):
            assert ref not in found, "a record was listed twice"
            found[ref] = page.decode(index)
    return found


def mark(raw: Sequence[Any]) -> bytes:
    """The fingerprint of a raw row."""
    return fingerprint(raw, b"k")


class ConnectorContract:
    """The properties. Subclasses give the fixture `account`."""

    @pytest.fixture
    def connector(self, account: AccountHarness) -> Iterator[Connector]:
        opened = account.open()
        yield opened
        opened.close()

    def can(self, connector: Connector, account: AccountHarness, *abilities: str) -> Capabilities:
        capabilities = connector.capabilities(account.table)
        for ability in abilities:
            if not getattr(capabilities, ability):
                pytest.skip(f"this connector has no {ability}")
        return capabilities

    def one(self, connector: Connector, account: AccountHarness, write: Write) -> Outcome:
        (outcome,) = connector.write(account.selection(), [write], nobody)
        return outcome

    def make(self, connector: Connector, account: AccountHarness, **values: Value) -> Record:
        outcome = self.one(connector, account, Create("token-of-one", person(1, **values)))
        assert outcome.status is OutcomeStatus.DONE, outcome.words
        assert outcome.record is not None
        return outcome.record

    def seen(self, connector: Connector, account: AccountHarness, ref: Ref) -> Record:
        return connector.read(account.selection(), [ref])[ref]

    # account and schema

    def test_check_says_all_is_well(self, connector: Connector) -> None:
        check = connector.check()
        assert check.ok, check
        assert check.summary

    def test_table_is_listed(self, connector: Connector, account: AccountHarness) -> None:
        infos = {info.name: info for info in connector.tables()}
        assert account.table in infos
        assert not infos[account.table].problem
        assert infos[account.table].writable

    def test_schema_tells_the_fields(self, connector: Connector, account: AccountHarness) -> None:
        account.insert(person(1))
        account.insert(person(2))
        schema = connector.schema(account.table)
        assert {field.name for field in schema.fields} >= set(FIELDS)
        kinds = {name: field.type for name in FIELDS if (field := schema.field(name))}
        expected = {
            "name": {FieldType.TEXT},
            "born": {FieldType.DATE},
            "credit": {FieldType.DECIMAL, FieldType.FLOAT} if not account.exact_types else {FieldType.DECIMAL},
            "active": {FieldType.BOOLEAN},
            "note": {FieldType.TEXT},
        }
        assert kinds["email"] in {FieldType.TEXT, FieldType.EMAIL}
        for name, allowed in expected.items():
            assert kinds[name] in allowed, name
        for name in FIELDS:
            field = schema.field(name)
            assert field is not None
            assert not field.read_only
            assert field.label
        if account.exact_types:
            name, credit = schema.field("name"), schema.field("credit")
            assert name is not None
            assert credit is not None
            assert name.required
            assert name.max_length == account.name_max
            assert credit.scale == 2
            assert not schema.field("note").required  # type: ignore[union-attr]

    def test_schema_is_stable(self, connector: Connector, account: AccountHarness) -> None:
        account.insert(person(1))
        other = account.open()
        assert connector.schema(account.table) == other.schema(account.table)
        other.close()

    def test_unknown_table_is_an_account_error(self, connector: Connector, account: AccountHarness) -> None:
        with pytest.raises(AccountError) as caught:
            connector.schema(account.table + "x")
        assert account.table + "x" in caught.value.what
        assert caught.value.advice
        with pytest.raises(AccountError):
            list(connector.listing(Selection("no_such_table", ("name",))))

    def test_server_time_is_aware(self, connector: Connector) -> None:
        now = connector.server_time()
        if now is not None:
            assert now.utcoffset() == dt.timedelta(0)
            assert abs(now - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)

    def test_calls_are_counted(self, connector: Connector, account: AccountHarness) -> None:
        before = connector.calls
        list(connector.listing(account.selection()))
        assert connector.calls > before

    def test_close_twice(self, account: AccountHarness) -> None:
        connector = account.open()
        list(connector.listing(account.selection()))
        connector.close()
        connector.close()

    def test_close_before_anything(self, account: AccountHarness) -> None:
        account.open().close()

    def test_secret_is_nowhere_to_be_seen(self, connector: Connector, account: AccountHarness) -> None:
        if not account.secret:
            pytest.skip("no secret")
        texts = [repr(connector), str(connector), repr(connector.check())]
        with pytest.raises(AccountError) as caught:
            connector.schema("no_such_table")
        texts += [str(caught.value), repr(caught.value), caught.value.advice, caught.value.place]
        assert not [text for text in texts if account.secret in text]

    # reading

    def test_empty_table(self, connector: Connector, account: AccountHarness) -> None:
        assert all_records(connector.listing(account.selection())) == {}
        assert connector.read(account.selection(), [Ref("1")]) == {}

    def test_listing_is_complete_and_each_once(self, connector: Connector, account: AccountHarness) -> None:
        size = connector.capabilities(account.table).page_size
        count = min(2 * size + 3, 2500)
        refs = {account.insert(person(number)) for number in range(min(count, 120))}
        assert len(refs) == min(count, 120)
        found = all_records(connector.listing(account.selection()))
        assert set(found) == refs
        assert {record.values["name"] for record in found.values()} == {f"Person {number}" for number in range(len(refs))}

    def test_listing_equals_read(self, connector: Connector, account: AccountHarness) -> None:
        refs = [account.insert(person(number)) for number in range(5)]
        listed = all_records(connector.listing(account.selection()))
        read = connector.read(account.selection(), refs)
        assert set(read) == set(listed)
        for ref in refs:
            assert read[ref].ref == ref
            assert read[ref].values == listed[ref].values
            assert mark(read[ref].raw) == mark(listed[ref].raw)
            assert read[ref].version == listed[ref].version
            assert read[ref].modified_at == listed[ref].modified_at

    def test_pages_carry_the_raw_rows(self, connector: Connector, account: AccountHarness) -> None:
        account.insert(person(1))
        pages = list(connector.listing(account.selection()))
        rows = [(page.rows[index], page.decode(index)) for page in pages for index in range(len(page.refs))]
        assert len(rows) == 1
        raw, record = rows[0]
        assert len(raw) == len(FIELDS)
        assert mark(raw) == mark(record.raw)

    def test_fingerprint_is_stable_and_moves_with_each_field(self, connector: Connector, account: AccountHarness) -> None:
        ref = account.insert(person(1))
        first = mark(self.seen(connector, account, ref).raw)
        other = account.open()
        assert mark(self.seen(other, account, ref).raw) == first
        other.close()
        for name, value in person(2).items():
            account.change(ref, {name: value})
            moved = mark(self.seen(connector, account, ref).raw)
            assert moved != first, name
            first = moved

    def test_only_selected_fields(self, connector: Connector, account: AccountHarness) -> None:
        ref = account.insert(person(1))
        selection = account.selection("note", "name")
        record = connector.read(selection, [ref])[ref]
        assert list(record.values.items()) == [("note", "Note 1"), ("name", "Person 1")]
        assert len(record.raw) == 2
        assert all_records(connector.listing(selection))[ref].values == record.values

    def test_values_have_their_types(self, connector: Connector, account: AccountHarness) -> None:
        expected = person(4, credit=Decimal("1234567.89"), note=None)
        ref = account.insert(expected)
        account.insert(person(5))
        record = self.seen(connector, account, ref)
        for name, value in expected.items():
            assert record.values[name] == value, name
        assert isinstance(record.values["active"], bool)

    def test_read_leaves_out_what_is_gone(self, connector: Connector, account: AccountHarness) -> None:
        kept, gone = account.insert(person(1)), account.insert(person(2))
        account.delete(gone)
        assert set(connector.read(account.selection(), [kept, gone, Ref("no-such-ref"), Ref("")])) == {kept}
        assert connector.read(account.selection(), []) == {}

    def test_read_many(self, connector: Connector, account: AccountHarness) -> None:
        refs = [account.insert(person(number)) for number in range(30)]
        asked = refs + [Ref(f"99{number}99") for number in range(1500)] + refs
        assert set(connector.read(account.selection(), asked)) == set(refs)

    def test_where_pairs(self, connector: Connector, account: AccountHarness) -> None:
        wanted = account.insert(person(1, note="it's 100% \"so\""))
        other = account.insert(person(2))
        selection = account.selection(where=(("note", "it's 100% \"so\""),))
        assert set(all_records(connector.listing(selection))) == {wanted}
        assert set(connector.read(selection, [wanted, other])) == {wanted}
        by_type = account.selection(where=(("active", "true"), ("born", "1980-01-03"), ("credit", "2.25")))
        assert set(all_records(connector.listing(by_type))) == {other}

    # writing

    def test_create(self, connector: Connector, account: AccountHarness) -> None:
        self.can(connector, account, "create")
        outcome = self.one(connector, account, Create("token-1", person(7)))
        assert outcome.status is OutcomeStatus.DONE, outcome.words
        assert outcome.record is not None
        assert dict(outcome.record.values) == person(7)
        assert account.count() == 1
        listed = all_records(connector.listing(account.selection()))
        assert set(listed) == {outcome.record.ref}
        assert mark(listed[outcome.record.ref].raw) == mark(outcome.record.raw)

    def test_create_announces_its_ref(self, connector: Connector, account: AccountHarness) -> None:
        self.can(connector, account, "create", "ids_before_commit")
        said: dict[int, Ref] = {}
        visible: list[Ref] = []
        onlooker = account.open()

        def prepared(index: int, ref: Ref) -> None:
            said[index] = ref
            visible.extend(onlooker.read(account.selection(), [ref]))

        batch = [Create(f"t{number}", person(number)) for number in range(3)]
        outcomes = connector.write(account.selection(), batch, prepared)
        assert said == {index: outcome.record.ref for index, outcome in enumerate(outcomes) if outcome.record}
        onlooker.close()
        assert len(said) == 3
        assert not visible, "announced after it was visible"

    def test_create_with_few_fields(self, connector: Connector, account: AccountHarness) -> None:
        self.can(connector, account, "create")
        selection = account.selection("name")
        (outcome,) = connector.write(selection, [Create("t", {"name": "Only a name"})], nobody)
        assert outcome.status is OutcomeStatus.DONE, outcome.words
        assert outcome.record is not None
        assert self.seen(connector, account, outcome.record.ref).values["email"] in (None, "")

    def test_update_changes_only_what_it_says(self, connector: Connector, account: AccountHarness) -> None:
        self.can(connector, account, "update")
        ref, bystander = account.insert(person(1)), account.insert(person(2))
        before = self.seen(connector, account, bystander)
        outcome = self.one(connector, account, Update(self.seen(connector, account, ref), {"email": "new@example.org"}))
        assert outcome.status is OutcomeStatus.DONE, outcome.words
        assert outcome.record is not None
        assert outcome.record.ref == ref
        assert dict(outcome.record.values) == person(1, email="new@example.org")
        now = self.seen(connector, account, ref)
        assert now.values == outcome.record.values
        assert mark(now.raw) == mark(outcome.record.raw)
        assert mark(self.seen(connector, account, bystander).raw) == mark(before.raw)

    def test_update_of_several_fields(self, connector: Connector, account: AccountHarness) -> None:
        self.can(connector, account, "update")
        ref = account.insert(person(1))
        outcome = self.one(connector, account, Update(self.seen(connector, account, ref), person(2)))
        assert outcome.record is not None
        assert dict(outcome.record.values) == person(2)

    def test_update_to_what_is_there_is_done(self, connector: Connector, account: AccountHarness) -> None:
        self.can(connector, account, "update")
        ref = account.insert(person(1))
        outcome = self.one(connector, account, Update(self.seen(connector, account, ref), person(1)))
        assert outcome.status is OutcomeStatus.DONE, outcome.words

    def test_record_of_a_listing_can_be_updated_at_once(self, connector: Connector, account: AccountHarness) -> None:
        self.can(connector, account, "update")
        account.insert(person(1))
        (record,) = all_records(connector.listing(account.selection())).values()
        first = self.one(connector, account, Update(record, {"note": "first"}))
        assert first.status is OutcomeStatus.DONE, first.words
        assert first.record is not None
        second = self.one(connector, account, Update(first.record, {"note": "second"}))
        assert second.status is OutcomeStatus.DONE, second.words

    @pytest.mark.parametrize("field", FIELDS)
    def test_stale_update_writes_nothing(self, connector: Connector, account: AccountHarness, field: str) -> None:
        self.can(connector, account, "update", "compare_and_set")
        ref = account.insert(person(1))
        expected = self.seen(connector, account, ref)
        account.change(ref, {field: person(2)[field]})
        outcome = self.one(connector, account, Update(expected, {"email": "mine@example.org"}))
        assert outcome.status is OutcomeStatus.STALE
        assert self.seen(connector, account, ref).values == person(1, **{field: person(2)[field]})

    @pytest.mark.parametrize(
        ("was", "now"),
        [("Muller", "muller"), ("Muller", "Müller"), ("Muller", "Muller "), (None, "x"), ("x", None), ("e", "é")],
        ids=["case", "accent", "space", "from NULL", "to NULL", "diacritic"],
    )
    def test_small_edits_are_noticed(self, connector: Connector, account: AccountHarness, was: Value, now: Value) -> None:
        self.can(connector, account, "update", "compare_and_set")
        ref = account.insert(person(1, note=was))
        expected = self.seen(connector, account, ref)
        account.change(ref, {"note": now})
        outcome = self.one(connector, account, Update(expected, {"email": "mine@example.org"}))
        assert outcome.status is OutcomeStatus.STALE
        fresh = self.one(connector, account, Update(self.seen(connector, account, ref), {"note": "mine"}))
        assert fresh.status is OutcomeStatus.DONE, fresh.words

    def test_update_of_what_is_gone_is_stale(self, connector: Connector, account: AccountHarness) -> None:
        self.can(connector, account, "update")
        ref = account.insert(person(1))
        expected = self.seen(connector, account, ref)
        account.delete(ref)
        assert self.one(connector, account, Update(expected, {"note": "x"})).status is OutcomeStatus.STALE
        assert account.count() == 0

    def test_delete(self, connector: Connector, account: AccountHarness) -> None:
        self.can(connector, account, "delete")
        ref, other = account.insert(person(1)), account.insert(person(2))
        outcome = self.one(connector, account, Delete(self.seen(connector, account, ref)))
        assert outcome.status is OutcomeStatus.DONE, outcome.words
        assert outcome.record is None
        assert set(all_records(connector.listing(account.selection()))) == {other}
        assert account.count() == 1

    def test_stale_delete_deletes_nothing(self, connector: Connector, account: AccountHarness) -> None:
        self.can(connector, account, "delete", "compare_and_set")
        ref = account.insert(person(1))
        expected = self.seen(connector, account, ref)
        account.change(ref, {"note": "edited meanwhile"})
        assert self.one(connector, account, Delete(expected)).status is OutcomeStatus.STALE
        assert account.count() == 1

    def test_delete_of_what_is_gone_is_stale(self, connector: Connector, account: AccountHarness) -> None:
        self.can(connector, account, "delete")
        ref = account.insert(person(1))
        expected = self.seen(connector, account, ref)
        account.delete(ref)
        assert self.one(connector, account, Delete(expected)).status is OutcomeStatus.STALE

    def test_bad_records_stop_nothing(self, connector: Connector, account: AccountHarness) -> None:
        self.can(connector, account, "create", "update", "delete", "compare_and_set")
        stale_ref, good_ref, gone_ref = (account.insert(person(number)) for number in range(3))
        stale, good, gone = (self.seen(connector, account, ref) for ref in (stale_ref, good_ref, gone_ref))
        account.change(stale_ref, {"note": "edited meanwhile"})
        account.delete(gone_ref)
        batch: list[Write] = [
            Create("a", person(10)),
            Update(stale, {"note": "lost"}),
            Update(good, {"note": "kept"}),
            Delete(gone),
            Create("b", person(11)),
        ]
        if account.name_max is not None:
            batch.insert(1, Create("long", person(12, name="x" * (account.name_max + 1))))
        statuses = [outcome.status for outcome in connector.write(account.selection(), batch, nobody)]
        done, stale_status = OutcomeStatus.DONE, OutcomeStatus.STALE
        expected = [done, stale_status, done, stale_status, done]
        if account.name_max is not None:
            expected.insert(1, OutcomeStatus.REJECTED)
        assert statuses == expected
        assert account.count() == 4
        assert self.seen(connector, account, good_ref).values["note"] == "kept"

    def test_two_writes_to_one_record_in_a_batch(self, connector: Connector, account: AccountHarness) -> None:
        self.can(connector, account, "update", "compare_and_set")
        ref = account.insert(person(1))
        expected = self.seen(connector, account, ref)
        batch = [Update(expected, {"note": "first"}), Update(expected, {"note": "second"})]
        outcomes = connector.write(account.selection(), batch, nobody)
        assert [one.status for one in outcomes] == [OutcomeStatus.DONE, OutcomeStatus.STALE]
        assert self.seen(connector, account, ref).values["note"] == "first"

    def test_too_long_is_refused_with_words(self, connector: Connector, account: AccountHarness) -> None:
        self.can(connector, account, "create", "update")
        if account.name_max is None:
            pytest.skip("names have no maximum")
        long = "x" * (account.name_max + 1)
        outcome = self.one(connector, account, Create("t", person(1, name=long)))
        assert outcome.status is OutcomeStatus.REJECTED
        assert outcome.words
        assert account.count() == 0
        fits = self.make(connector, account, name=long[:-1])
        assert fits.values["name"] == long[:-1]
        assert self.one(connector, account, Update(fits, {"name": long})).status is OutcomeStatus.REJECTED
        assert self.seen(connector, account, fits.ref).values["name"] == long[:-1]

    @pytest.mark.parametrize(
        "text",
        [
            "Zoë Ångström-Øverås",
            "山田太郎 😀 👩‍👩‍👧 نص",
            "O'Brien \"the\" `one`; -- DROP TABLE people",
            "back\\slash \\n \\' %s %(x)s {} ?",
            "two\nlines",
            "tab\tand, comma; semicolon",
            " spaces around ",
            "=1+1",
            "+49 30 123456",
            "0042",
            "1e5",
            "true",
            "NULL",
            "2024-02-30",
        ],
    )
    def test_texts_round_trip(self, connector: Connector, account: AccountHarness, text: str) -> None:
        self.can(connector, account, "create", "update")
        for number in range(3):
            account.insert(person(number))
        made = self.make(connector, account, note=text)
        assert made.values["note"] == text
        assert self.seen(connector, account, made.ref).values["note"] == text
        changed = self.one(connector, account, Update(made, {"name": text}))
        assert changed.status is OutcomeStatus.DONE, changed.words
        assert changed.record is not None
        assert changed.record.values["name"] == text

    def test_long_text(self, connector: Connector, account: AccountHarness) -> None:
        self.can(connector, account, "create")
        field = connector.schema(account.table).field("note")
        assert field is not None
        text = "Öl und Käse " * ((field.max_length or 20_000) // 30)
        made = self.make(connector, account, note=text)
        assert made.values["note"] == text

    @pytest.mark.parametrize("field", ["email", "born", "credit", "active", "note"])
    def test_blank_round_trip(self, connector: Connector, account: AccountHarness, field: str) -> None:
        self.can(connector, account, "create", "update")
        account.insert(person(2))
        made = self.make(connector, account, **{field: None})
        assert made.values[field] is None
        filled = self.one(connector, account, Update(made, {field: person(1)[field]}))
        assert filled.record is not None
        assert filled.record.values[field] == person(1)[field]
        blanked = self.one(connector, account, Update(filled.record, {field: None}))
        assert blanked.status is OutcomeStatus.DONE, blanked.words
        assert blanked.record is not None
        assert blanked.record.values[field] is None
        assert mark(blanked.record.raw) == mark(self.seen(connector, account, made.ref).raw)

    def test_empty_text_round_trip(self, connector: Connector, account: AccountHarness) -> None:
        self.can(connector, account, "create", "update")
        made = self.make(connector, account, note="")
        assert made.values["note"] == "" if account.keeps_blank_text else made.values["note"] in (None, "")
        updated = self.one(connector, account, Update(made, {"email": "e@example.org"}))
        assert updated.status is OutcomeStatus.DONE, "a blank made the record look stale"

    @pytest.mark.parametrize("number", ["0.00", "0.01", "-0.50", "99999999.99", "-99999999.99", "1234567.80"])
    def test_decimals_are_exact(self, connector: Connector, account: AccountHarness, number: str) -> None:
        self.can(connector, account, "create", "update")
        account.insert(person(2))
        made = self.make(connector, account, credit=Decimal(number))
        assert made.values["credit"] == Decimal(number)
        if account.exact_types:
            assert str(made.values["credit"]) == number
        again = self.one(connector, account, Update(made, {"note": "x"}))
        assert again.status is OutcomeStatus.DONE, "a decimal made the record look stale"

    @pytest.mark.parametrize("day", ["1900-01-01", "1999-12-31", "2000-02-29", "2026-11-23", "9999-12-31"])
    def test_dates_round_trip(self, connector: Connector, account: AccountHarness, day: str) -> None:
        self.can(connector, account, "create", "update")
        account.insert(person(2))
        made = self.make(connector, account, born=dt.date.fromisoformat(day))
        assert made.values["born"] == dt.date.fromisoformat(day)
        assert not isinstance(made.values["born"], dt.datetime)
        again = self.one(connector, account, Update(made, {"note": "x"}))
        assert again.status is OutcomeStatus.DONE, "a date made the record look stale"

    @pytest.mark.parametrize("flag", [True, False])
    def test_booleans_round_trip(self, connector: Connector, account: AccountHarness, flag: bool) -> None:
        self.can(connector, account, "create")
        account.insert(person(2))
        made = self.make(connector, account, active=flag)
        assert made.values["active"] is flag

    def test_big_batch(self, connector: Connector, account: AccountHarness) -> None:
        capabilities = self.can(connector, account, "create", "update", "delete")
        count = min(capabilities.batch_size, 200)
        creates = [Create(f"t{number}", person(number)) for number in range(count)]
        made = connector.write(account.selection(), creates, nobody)
        assert [one.status for one in made] == [OutcomeStatus.DONE] * count
        records = [one.record for one in made if one.record is not None]
        assert [record.values["name"] for record in records] == [f"Person {number}" for number in range(count)]
        assert len({record.ref for record in records}) == count == account.count()
        updates = [Update(record, {"note": f"changed {index}"}) for index, record in enumerate(records)]
        changed = [one.record for one in connector.write(account.selection(), updates, nobody) if one.record is not None]
        assert [record.values["note"] for record in changed] == [f"changed {index}" for index in range(count)]
        gone = connector.write(account.selection(), [Delete(record) for record in changed], nobody)
        assert [one.status for one in gone] == [OutcomeStatus.DONE] * count
        assert account.count() == 0

    def test_empty_batch(self, connector: Connector, account: AccountHarness) -> None:
        assert list(connector.write(account.selection(), [], nobody)) == []

    def test_write_during_a_listing(self, connector: Connector, account: AccountHarness) -> None:
        """Pages may be worked on one by one; writes in between must neither hang nor break the listing."""
        self.can(connector, account, "create")
        refs = {account.insert(person(number)) for number in range(3)}
        pages = connector.listing(account.selection())
        first = next(pages)
        made = self.make(connector, account)
        found = set(first.refs).union(*(page.refs for page in pages))
        assert refs <= found <= refs | {made.ref}

    def test_listing_left_early(self, connector: Connector, account: AccountHarness) -> None:
        refs = {account.insert(person(number)) for number in range(3)}
        pages = connector.listing(account.selection())
        next(pages)
        pages.close()  # type: ignore[attr-defined]
        assert set(all_records(connector.listing(account.selection()))) == refs

    # looking up

    def test_find(self, connector: Connector, account: AccountHarness) -> None:
        account.insert(person(1))
        wanted = account.insert(person(2, note=None))
        account.insert(person(3))
        since = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
        criteria = {name: value for name, value in person(2).items() if name != "note"}
        found = connector.find(account.selection(), criteria, since)
        assert [record.ref for record in found] == [wanted]
        assert [record.ref for record in connector.find(account.selection(), {"note": None}, None)] == [wanted]
        assert list(connector.find(account.selection(), {"name": "Nobody"}, since)) == []

    def test_find_gives_ten_at_most(self, connector: Connector, account: AccountHarness) -> None:
        for _ in range(12):
            account.insert(person(1))
        assert len(connector.find(account.selection(), {"name": "Person 1"}, None)) == 10

    # identity

    def test_adopt(self, connector: Connector, account: AccountHarness) -> None:
        refs = [account.insert(person(number)) for number in range(3)]
        adopted = connector.adopt(account.selection(), refs)
        if not connector.capabilities(account.table).provisional_refs:
            assert adopted == {}
        lasting = {adopted.get(ref, ref) for ref in refs}
        assert len(lasting) == 3
        assert set(connector.read(account.selection(), list(lasting))) == lasting
        account.change(next(iter(lasting)), {"name": "Renamed", "note": "Another"})
        assert set(all_records(connector.listing(account.selection()))) == lasting
