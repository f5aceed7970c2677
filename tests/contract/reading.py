"""The part of the contract about reading: account, schema, listings, look-ups."""

import datetime as dt
from decimal import Decimal

import pytest

from desktop_sync.errors import AccountError, TableError
from desktop_sync.model.record import (
    Ref,
    Selection,
)
from desktop_sync.model.schema import FieldType
from desktop_sync.sync.ports import Connector
from tests.contract.harness import ABILITIES, FIELDS, AccountHarness, Properties, all_records, mark, person


class Reading(Properties):
    """Tests that write nothing through the connector."""

    def test_lacks_what_it_says_and_nothing_else(self, connector: Connector, account: AccountHarness) -> None:
        """Which tests are left out is written in the subclass; this one keeps it honest."""
        able = connector.capabilities(account.table)
        has = {"secret": bool(account.secret), "longest_name": account.name_max is not None}
        has |= {name: getattr(able, name) for name in ABILITIES if name not in has}
        assert {name for name, there in has.items() if not there} == self.lacks

    def test_check_says_all_is_well(self, connector: Connector) -> None:
        check = connector.check()
        assert check.ok, check
        assert check.summary

    def test_table_is_listed(self, connector: Connector, account: AccountHarness) -> None:
        infos = {info.name: info for info in connector.tables()}
        assert account.table in infos
        assert not infos[account.table].problem
        assert infos[account.table].writable

    def test_a_table_that_is_not_there_is_told_as_such(self, connector: Connector) -> None:
        """And not as an account that can't be used: the others of its tables go on."""
        with pytest.raises(TableError):
            connector.schema("no_such_table_here")

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

    @pytest.mark.needs("secret")
    def test_secret_is_nowhere_to_be_seen(self, connector: Connector, account: AccountHarness) -> None:
        texts = [repr(connector), str(connector), repr(connector.check())]
        with pytest.raises(AccountError) as caught:
            connector.schema("no_such_table")
        texts += [str(caught.value), repr(caught.value), caught.value.advice, caught.value.place]
        assert not [text for text in texts if account.secret in text]

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
        assert {record.values["name"] for record in found.values()} == {
            f"Person {number}" for number in range(len(refs))
        }

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

    def test_fingerprint_is_stable_and_moves_with_each_field(
        self, connector: Connector, account: AccountHarness
    ) -> None:
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
        wanted = account.insert(person(1, note='it\'s 100% "so"'))
        other = account.insert(person(2))
        selection = account.selection(where=(("note", 'it\'s 100% "so"'),))
        assert set(all_records(connector.listing(selection))) == {wanted}
        assert set(connector.read(selection, [wanted, other])) == {wanted}
        by_type = account.selection(where=(("active", "true"), ("born", "1980-01-03"), ("credit", "2.25")))
        assert set(all_records(connector.listing(by_type))) == {other}

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
