import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.errors import UsageError
from desktop_sync.model.mapping import BlankRule, Check, ConflictRule, Direction, FieldLink, FirstRun, Format, LensSpec
from desktop_sync.model.sync import (
    Account,
    Archive,
    DeletePolicy,
    Guard,
    Limit,
    Pauses,
    Rules,
    SideSpec,
    SyncDefinition,
    SyncState,
    Trigger,
)
from desktop_sync.store import codec
from desktop_sync.store.accounts import SqlAccounts
from desktop_sync.store.agenda import SqlAgenda
from desktop_sync.store.database import Database
from desktop_sync.sync.agenda import NO_TROUBLE, Trouble, What
from tests.store.builders import NOW, Store, conflict, definition, hold

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
toml = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts
    | st.dates()
    | st.times()
    | st.datetimes(timezones=st.just(dt.UTC)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3),
    max_leaves=6,
)
lists = st.lists(texts, max_size=3).map(tuple)
sides = st.builds(SideSpec, texts, texts, texts, st.lists(st.tuples(texts, texts), max_size=2).map(tuple), texts)
lenses = st.builds(LensSpec, texts, st.dictionaries(texts, toml, max_size=3))
field_links = st.builds(
    FieldLink,
    texts,
    lists,
    lists,
    lenses,
    st.sampled_from(Direction),
    st.none() | st.sampled_from(ConflictRule),
    st.sampled_from(BlankRule),
    st.booleans(),
    st.none() | st.integers(1, 999),
    st.builds(
        Check,
        texts,
        texts,
        st.none() | st.sampled_from(Format),
        texts,
        st.integers(0, 9),
        st.none() | st.integers(0, 9),
        lists,
        st.booleans(),
    ),
)
archives = st.none() | st.builds(Archive, texts, texts)
policies = st.sampled_from(DeletePolicy)
rules = st.builds(Rules, st.sampled_from(ConflictRule), policies, policies, archives, archives)
limits = st.builds(Limit, st.none() | st.floats(0, 100), st.none() | st.integers(0, 99), st.integers(0, 9))
definitions = st.builds(
    SyncDefinition,
    texts,
    sides,
    sides,
    st.lists(field_links, max_size=3).map(tuple),
    st.lists(lists, max_size=2).map(tuple),
    st.sampled_from(FirstRun),
    rules,
    st.builds(Guard, limits, limits, limits, limits),
    st.builds(Trigger, st.none() | st.integers(1, 99), lists, st.booleans(), st.none() | st.integers(1, 99)),
)


@given(definitions)
def test_definitions_come_back_as_they_went_in(one: SyncDefinition) -> None:
    found = codec.load(SyncDefinition, codec.dump(one))
    assert found == one
    assert [link.line for link in found.fields] == [link.line for link in one.fields]


def test_a_definition_of_an_older_version_keeps_the_defaults_of_what_it_lacks() -> None:
    text = '{"name": "x", "a": {"account": "s", "table": "t"}, "b": {"account": "s", "table": "t"}, "fields": []}'
    found = codec.load(SyncDefinition, text)
    assert (found.rules, found.guard, found.first_run) == (Rules(), Guard(), FirstRun.ASK)


@pytest.fixture
def accounts(database: Database) -> SqlAccounts:
    return SqlAccounts(database)


def shop(name: str = "Shop") -> Account:
    return Account(0, name, "sql", {"url": "sqlite:///shop.db"}, ("password",))


def test_an_account_comes_back_with_an_id_and_a_time(accounts: SqlAccounts) -> None:
    added = accounts.add(replace(shop(), created_at=NOW))
    assert added == replace(shop(), id=added.id, created_at=NOW)
    assert added.id > 0
    assert accounts.get(" SHOP ") == added
    assert accounts.get("erp") is None
    assert accounts.add(shop("Erp")).created_at is not None
    assert [one.name for one in accounts.all()] == ["Erp", "Shop"]


def test_account_names_are_unique_without_case(accounts: SqlAccounts) -> None:
    accounts.add(shop("Straße"))
    with pytest.raises(UsageError, match="already"):
        accounts.add(shop("STRASSE"))
    other = accounts.add(shop("Other"))
    with pytest.raises(UsageError, match="already"):
        accounts.update(replace(other, name="strasse"))
    assert [one.name for one in accounts.all()] == ["Other", "Straße"]


def test_an_account_is_changed_and_removed(accounts: SqlAccounts) -> None:
    added = accounts.add(shop())
    accounts.update(replace(added, name="Store", settings={"url": "x"}, secret_keys=()))
    assert accounts.get("shop") is None
    changed = accounts.get("store")
    assert changed is not None
    assert (changed.id, changed.settings, changed.secret_keys) == (added.id, {"url": "x"}, ())
    accounts.remove(added.id)
    assert list(accounts.all()) == []
    with pytest.raises(UsageError):
        accounts.update(added)


def test_pauses_go_with_their_account(accounts: SqlAccounts) -> None:
    added, other = accounts.add(shop()), accounts.add(shop("Erp"))
    accounts.set_paused(0, paused=True)
    for _ in range(2):
        accounts.set_paused(added.id, paused=True)
    accounts.update(replace(added, name="Laden"))
    assert accounts.pauses() == Pauses(everything=True, accounts=frozenset({"Laden"}))
    accounts.remove(added.id)
    accounts.set_paused(other.id, paused=False)
    accounts.set_paused(0, paused=False)
    assert accounts.pauses() == Pauses()


def test_a_sync_and_an_account_that_are_named_alike_wait_each_for_itself(database: Database) -> None:
    agenda, now = SqlAgenda(database), dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)
    kept = {What("@shop"): Trouble(1, now), What("shop", is_account=True): Trouble(2), What("shop"): Trouble(3, now)}
    for what, trouble in kept.items():
        agenda.keep_trouble(what, trouble)
    assert agenda.troubles() == kept
    agenda.keep_trouble(What("@shop"), NO_TROUBLE)
    assert agenda.troubles().keys() == {What("shop"), What("shop", is_account=True)}


def test_an_id_is_never_used_twice(accounts: SqlAccounts, store: Store) -> None:
    first = accounts.add(shop()).id
    accounts.remove(first)
    assert accounts.add(shop()).id > first
    store.syncs.remove(store.sync_id)
    assert store.syncs.save(definition(), "").id > store.sync_id


def test_saving_again_replaces_the_definition_and_nothing_else(store: Store) -> None:
    store.journal.finish_sync(store.sync_id, cursor_a="c", cursor_b="d", full_at=NOW, paired=True)
    store.syncs.set_state(store.sync_id, SyncState.SUSPENDED, "field gone")
    store.syncs.set_schema(store.sync_id, "fa", "fb")
    store.link("a1", "b1")
    changed = replace(definition("CUSTOMERS"), first_run=FirstRun.NEWEST)
    saved = store.syncs.save(changed, "name = 'CUSTOMERS'")
    assert saved == store.syncs.get("customers") == store.syncs.by_id(store.sync_id)
    assert (saved.id, saved.definition, saved.file) == (store.sync_id, changed, "name = 'CUSTOMERS'")
    assert (saved.cursor_a, saved.cursor_b, saved.last_full_at, saved.paired) == ("c", "d", NOW, True)
    assert (saved.state, saved.reason, saved.schema_a, saved.schema_b) == (
        SyncState.SUSPENDED,
        "field gone",
        "fa",
        "fb",
    )
    assert store.journal.link_count(store.sync_id) == 1


def test_syncs_are_told_in_order_of_creation(store: Store) -> None:
    store.syncs.save(definition("A later one"), "")
    assert [one.definition.name for one in store.syncs.all()] == ["Customers", "A later one"]
    assert store.syncs.get("nobody") is store.syncs.by_id(99) is None


def test_removing_a_sync_takes_links_conflicts_and_holds(store: Store) -> None:
    link_id = store.link("a1", "b1")
    store.journal.keep_conflicts(store.run_id, store.sync_id, [link_id], [conflict(link_id)])
    store.journal.keep_hold(hold(store.sync_id))
    store.journal.set_aside(store.sync_id, "a", [("a2", "waiting")], replace=True)  # type: ignore[list-item]
    store.syncs.remove(store.sync_id)
    for table in ("links", "bases", "conflicts", "holds", "aside", "syncs"):
        assert store.database.number(f"SELECT count(*) FROM {table}") == 0


def test_a_sync_that_is_gone_cannot_be_paused(store: Store) -> None:
    store.syncs.remove(store.sync_id)
    with pytest.raises(UsageError):
        store.syncs.set_state(store.sync_id, SyncState.PAUSED)
    with pytest.raises(UsageError):
        store.syncs.set_schema(store.sync_id, "a", "b")
