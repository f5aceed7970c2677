"""The part of the contract about writing: creates, updates, deletes, and what is refused."""

import pytest

from desktop_sync.model.record import (
    Create,
    Delete,
    OutcomeStatus,
    Ref,
    Update,
    Write,
)
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.harness import FIELDS, AccountHarness, Properties, all_records, mark, nobody, person


class Writing(Properties):
    """Tests that write."""

    @pytest.mark.needs("create")
    def test_create(self, connector: Connector, account: AccountHarness) -> None:
        outcome = self.one(connector, account, Create("token-1", person(7)))
        assert outcome.status is OutcomeStatus.DONE, outcome.words
        assert outcome.record is not None
        assert dict(outcome.record.values) == person(7)
        assert account.count() == 1
        listed = all_records(connector.listing(account.selection()))
        assert set(listed) == {outcome.record.ref}
        assert mark(listed[outcome.record.ref].raw) == mark(outcome.record.raw)

    @pytest.mark.needs("create", "ids_before_commit")
    def test_create_announces_its_ref(self, connector: Connector, account: AccountHarness) -> None:
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

    @pytest.mark.needs("create")
    def test_create_with_few_fields(self, connector: Connector, account: AccountHarness) -> None:
        selection = account.selection("name")
        (outcome,) = connector.write(selection, [Create("t", {"name": "Only a name"})], nobody)
        assert outcome.status is OutcomeStatus.DONE, outcome.words
        assert outcome.record is not None
        assert self.seen(connector, account, outcome.record.ref).values["email"] in (None, "")

    @pytest.mark.needs("update")
    def test_update_changes_only_what_it_says(self, connector: Connector, account: AccountHarness) -> None:
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

    @pytest.mark.needs("update")
    def test_update_of_several_fields(self, connector: Connector, account: AccountHarness) -> None:
        ref = account.insert(person(1))
        outcome = self.one(connector, account, Update(self.seen(connector, account, ref), person(2)))
        assert outcome.record is not None
        assert dict(outcome.record.values) == person(2)

    @pytest.mark.needs("update")
    def test_update_to_what_is_there_is_done(self, connector: Connector, account: AccountHarness) -> None:
        ref = account.insert(person(1))
        outcome = self.one(connector, account, Update(self.seen(connector, account, ref), person(1)))
        assert outcome.status is OutcomeStatus.DONE, outcome.words

    @pytest.mark.needs("update")
    def test_record_of_a_listing_can_be_updated_at_once(self, connector: Connector, account: AccountHarness) -> None:
        account.insert(person(1))
        (record,) = all_records(connector.listing(account.selection())).values()
        first = self.one(connector, account, Update(record, {"note": "first"}))
        assert first.status is OutcomeStatus.DONE, first.words
        assert first.record is not None
        second = self.one(connector, account, Update(first.record, {"note": "second"}))
        assert second.status is OutcomeStatus.DONE, second.words

    @pytest.mark.parametrize("field", FIELDS)
    @pytest.mark.needs("update", "compare_and_set")
    def test_stale_update_writes_nothing(self, connector: Connector, account: AccountHarness, field: str) -> None:
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
    @pytest.mark.needs("update", "compare_and_set")
    def test_small_edits_are_noticed(
        self, connector: Connector, account: AccountHarness, was: Value, now: Value
    ) -> None:
        if account.strips_texts and (was, now) == ("Muller", "Muller "):
            pytest.skip("the system takes the space away: nothing is edited")
        ref = account.insert(person(1, note=was))
        expected = self.seen(connector, account, ref)
        account.change(ref, {"note": now})
        outcome = self.one(connector, account, Update(expected, {"email": "mine@example.org"}))
        assert outcome.status is OutcomeStatus.STALE
        fresh = self.one(connector, account, Update(self.seen(connector, account, ref), {"note": "mine"}))
        assert fresh.status is OutcomeStatus.DONE, fresh.words

    @pytest.mark.needs("update")
    def test_update_of_what_is_gone_is_stale(self, connector: Connector, account: AccountHarness) -> None:
        ref = account.insert(person(1))
        expected = self.seen(connector, account, ref)
        account.delete(ref)
        assert self.one(connector, account, Update(expected, {"note": "x"})).status is OutcomeStatus.STALE
        assert account.count() == 0

    @pytest.mark.needs("delete")
    def test_delete(self, connector: Connector, account: AccountHarness) -> None:
        ref, other = account.insert(person(1)), account.insert(person(2))
        outcome = self.one(connector, account, Delete(self.seen(connector, account, ref)))
        assert outcome.status is OutcomeStatus.DONE, outcome.words
        assert outcome.record is None
        assert set(all_records(connector.listing(account.selection()))) == {other}
        assert account.count() == 1

    @pytest.mark.needs("delete", "compare_and_set")
    def test_stale_delete_deletes_nothing(self, connector: Connector, account: AccountHarness) -> None:
        ref = account.insert(person(1))
        expected = self.seen(connector, account, ref)
        account.change(ref, {"note": "edited meanwhile"})
        assert self.one(connector, account, Delete(expected)).status is OutcomeStatus.STALE
        assert account.count() == 1

    @pytest.mark.needs("delete")
    def test_delete_of_what_is_gone_is_stale(self, connector: Connector, account: AccountHarness) -> None:
        ref = account.insert(person(1))
        expected = self.seen(connector, account, ref)
        account.delete(ref)
        assert self.one(connector, account, Delete(expected)).status is OutcomeStatus.STALE

    @pytest.mark.needs("create", "update", "delete", "compare_and_set")
    def test_bad_records_stop_nothing(self, connector: Connector, account: AccountHarness) -> None:
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

    @pytest.mark.needs("update", "compare_and_set")
    def test_two_writes_to_one_record_in_a_batch(self, connector: Connector, account: AccountHarness) -> None:
        ref = account.insert(person(1))
        expected = self.seen(connector, account, ref)
        batch = [Update(expected, {"note": "first"}), Update(expected, {"note": "second"})]
        outcomes = connector.write(account.selection(), batch, nobody)
        assert [one.status for one in outcomes] == [OutcomeStatus.DONE, OutcomeStatus.STALE]
        assert self.seen(connector, account, ref).values["note"] == "first"

    @pytest.mark.needs("create", "update", "longest_name")
    def test_too_long_is_refused_with_words(self, connector: Connector, account: AccountHarness) -> None:
        assert account.name_max is not None
        long = "x" * (account.name_max + 1)
        outcome = self.one(connector, account, Create("t", person(1, name=long)))
        assert outcome.status is OutcomeStatus.REJECTED
        assert outcome.words
        assert account.count() == 0
        fits = self.make(connector, account, name=long[:-1])
        assert fits.values["name"] == long[:-1]
        assert self.one(connector, account, Update(fits, {"name": long})).status is OutcomeStatus.REJECTED
        assert self.seen(connector, account, fits.ref).values["name"] == long[:-1]

    @pytest.mark.needs("create", "update", "delete")
    def test_big_batch(self, connector: Connector, account: AccountHarness) -> None:
        capabilities = connector.capabilities(account.table)
        count = min(capabilities.batch_size, 200)
        creates = [Create(f"t{number}", person(number)) for number in range(count)]
        made = connector.write(account.selection(), creates, nobody)
        assert [one.status for one in made] == [OutcomeStatus.DONE] * count
        records = [one.record for one in made if one.record is not None]
        assert [record.values["name"] for record in records] == [f"Person {number}" for number in range(count)]
        assert len({record.ref for record in records}) == count == account.count()
        updates = [Update(record, {"note": f"changed {index}"}) for index, record in enumerate(records)]
        changed = [
            one.record for one in connector.write(account.selection(), updates, nobody) if one.record is not None
        ]
        assert [record.values["note"] for record in changed] == [f"changed {index}" for index in range(count)]
        gone = connector.write(account.selection(), [Delete(record) for record in changed], nobody)
        assert [one.status for one in gone] == [OutcomeStatus.DONE] * count
        assert account.count() == 0

    def test_empty_batch(self, connector: Connector, account: AccountHarness) -> None:
        assert list(connector.write(account.selection(), [], nobody)) == []

    @pytest.mark.needs("create")
    def test_write_during_a_listing(self, connector: Connector, account: AccountHarness) -> None:
        """Pages may be worked on one by one; writes in between must neither hang nor break the listing."""
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
