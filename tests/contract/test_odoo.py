"""The connector contract on an Odoo of our own, written from its documentation: no real one can be installed here."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.model.record import OutcomeStatus, Ref, Update
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import AccountHarness, ConnectorContract
from tests.fakes.odoo import DATABASE, KEY, USER, FakeOdoo


class OdooAccount(AccountHarness):
    """A model that somebody edits in Odoo itself."""

    table = "x_people"
    keeps_blank_text = False
    secret = KEY

    def __init__(self, odoo: FakeOdoo) -> None:
        self.odoo = odoo

    def open(self) -> Connector:
        settings = {"url": self.odoo.url, "database": DATABASE, "username": USER}
        return Registry().open("odoo", settings, {"api_key": KEY})

    def insert(self, values: Mapping[str, Value]) -> Ref:
        return Ref(str(self.odoo.insert(self.table, vals(values))))

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        self.odoo._do_write(self.odoo.models[self.table], {}, [int(ref)], vals(values))

    def delete(self, ref: Ref) -> None:
        self.odoo._do_unlink(self.odoo.models[self.table], {}, [int(ref)])

    def count(self) -> int:
        return len(self.odoo.models[self.table].rows)


def vals(values: Mapping[str, Value]) -> dict[str, Any]:
    plain = {
        name: float(one) if isinstance(one, Decimal) else one.isoformat() if isinstance(one, dt.date) else one
        for name, one in values.items()
    }
    return {name: False if one is None else one for name, one in plain.items()}


class OdooContract(ConnectorContract):
    lacks = frozenset({"ids_before_commit", "longest_name"})
    major = 19

    @pytest.fixture
    def account(self) -> Iterator[OdooAccount]:
        with FakeOdoo(self.major).running() as odoo:
            yield OdooAccount(odoo)

    @pytest.mark.parametrize("field", ["email", "born", "note"])
    def test_blank_round_trip(self, connector: Connector, account: AccountHarness, field: str) -> None:
        super().test_blank_round_trip(connector, account, field)

    def test_a_blank_number_is_zero_and_a_blank_boolean_false(
        self, connector: Connector, account: AccountHarness
    ) -> None:
        """Odoo has no blank ones; what it holds is in the outcome."""
        made = self.make(connector, account, credit=None)
        assert made.values["credit"] == 0
        outcome = self.one(connector, account, Update(made, {"active": None, "credit": None}))
        assert outcome.status is OutcomeStatus.DONE
        assert outcome.record is not None
        assert (outcome.record.values["active"], outcome.record.values["credit"]) == (False, 0)


class TestOdooJson2(OdooContract):
    major = 19


class TestOdooJsonRpc(OdooContract):
    major = 17
