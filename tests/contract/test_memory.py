"""The connector contract on the reference connector, with all its abilities and with few of them."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from desktop_sync.connectors.memory import ALL, MemoryConnector, MemorySystem, digits
from desktop_sync.connectors.registry import Registry
from desktop_sync.model.record import Create, Ref
from desktop_sync.model.schema import Capabilities, Field, FieldType
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import AccountHarness, ConnectorContract, nobody, person

PEOPLE = (
    Field("name", "Name", FieldType.TEXT, required=True, max_length=80),
    Field("email", "E-mail", FieldType.EMAIL),
    Field("born", "Born", FieldType.DATE),
    Field("credit", "Credit", FieldType.DECIMAL, precision=10, scale=2),
    Field("active", "Active", FieldType.BOOLEAN),
    Field("note", "Note", FieldType.TEXT),
)


class MemoryAccount(AccountHarness):
    name_max = 80

    def __init__(self, capabilities: Capabilities) -> None:
        self.system = MemorySystem()
        self.system.add_table("people", PEOPLE, capabilities).normalisers = {"credit": digits(2)}

    def open(self) -> Connector:
        return MemoryConnector(self.system)

    def insert(self, values: Mapping[str, Value]) -> Ref:
        return self.system.insert("people", values)

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        self.system.change("people", ref, values)

    def delete(self, ref: Ref) -> None:
        self.system.delete("people", ref)

    def count(self) -> int:
        return len(self.system.rows("people"))


class TestAllAbilities(ConnectorContract):
    lacks = frozenset({"secret"})

    @pytest.fixture
    def account(self) -> MemoryAccount:
        return MemoryAccount(replace(ALL, page_size=7))

    def test_create_twice_with_one_token_makes_one(self, connector: Connector, account: MemoryAccount) -> None:
        first = self.one(connector, account, Create("t", person(1)))
        second = self.one(connector, account, Create("t", person(1)))
        assert first.record is not None
        assert second.record is not None
        assert first.record.ref == second.record.ref
        assert account.count() == 1

    def test_changes_and_tombstones(self, connector: Connector, account: MemoryAccount) -> None:
        kept, gone = account.insert(person(1)), account.insert(person(2))
        cursor = list(connector.listing(account.selection()))[-1].cursor
        assert cursor is not None
        new = account.insert(person(3))
        account.delete(gone)
        (page,) = connector.changes(account.selection(), cursor)
        assert (list(page.refs), list(page.deleted)) == ([new], [gone])
        assert page.cursor is not None
        account.change(kept, {"note": "edited"})
        (page,) = connector.changes(account.selection(), page.cursor)
        assert (list(page.refs), list(page.deleted)) == ([kept], [])


class TestOldValuesInsteadOfVersions(ConnectorContract):
    lacks = frozenset({"secret", "ids_before_commit"})

    @pytest.fixture
    def account(self) -> MemoryAccount:
        return MemoryAccount(Capabilities(compare_and_set=True))


class TestNoAbilities(ConnectorContract):
    lacks = frozenset({"secret", "ids_before_commit", "compare_and_set"})

    @pytest.fixture
    def account(self) -> MemoryAccount:
        return MemoryAccount(Capabilities())

    def test_nothing_is_compared(self, connector: Connector, account: MemoryAccount) -> None:
        said: list[int] = []
        connector.write(account.selection(), [Create("t", person(1))], lambda index, _ref: said.append(index))
        assert not said
        assert connector.write(account.selection(), [Create("t", person(1))], nobody)[0].record is not None
        assert account.count() == 2


class TestProvisionalRefs(ConnectorContract):
    lacks = frozenset({"secret"})

    @pytest.fixture
    def account(self) -> MemoryAccount:
        return MemoryAccount(replace(ALL, provisional_refs=True))


def test_memory_is_no_kind_to_choose() -> None:
    assert "memory" not in {info.kind for info in Registry().kinds()}
