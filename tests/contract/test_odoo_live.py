"""The connector contract on a real Odoo, in a model of the very fields that the contract wants; in the soak, where an Odoo is."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.model.record import Ref
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import AccountHarness
from tests.contract.test_odoo import OdooContract, vals
from tests.servers.odoo import USERNAME, Odoo, missing_odoo, start_odoo
from tests.servers.postgres import Postgres

MODULE = Path(__file__).with_name("odoo_module")
EVERYBODY = {"context": {"active_test": False}}


class LiveAccount(AccountHarness):
    """The model, edited as another program of the administrator's."""

    table = "x_people"
    keeps_blank_text = False

    def __init__(self, odoo: Odoo) -> None:
        self.odoo = odoo
        self.secret = odoo.key

    def open(self) -> Connector:
        settings = {"url": self.odoo.url, "database": self.odoo.database, "username": USERNAME}
        return Registry().open("odoo", settings, {"api_key": self.odoo.key})

    def insert(self, values: Mapping[str, Value]) -> Ref:
        return Ref(str(self.odoo.call(self.table, "create", vals(values))))

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        self.odoo.call(self.table, "write", [int(ref)], vals(values))

    def delete(self, ref: Ref) -> None:
        self.odoo.call(self.table, "unlink", [int(ref)])

    def count(self) -> int:
        found: int = self.odoo.call(self.table, "search_count", [], **EVERYBODY)
        return found

    def clear(self) -> None:
        self.odoo.call(self.table, "unlink", self.odoo.call(self.table, "search", [], **EVERYBODY))


@pytest.fixture(scope="module")
def odoo(postgres: Postgres) -> Iterator[Odoo]:
    reason = missing_odoo()
    if reason:
        pytest.skip(reason)
    with start_odoo(postgres, MODULE, "people_test") as running:
        running.key = running.call("ir.config_parameter", "get_param", "people_test.key")
        yield running


@pytest.mark.soak
@pytest.mark.server
class TestLiveOdoo(OdooContract):
    @pytest.fixture
    def account(self, odoo: Odoo) -> LiveAccount:
        account = LiveAccount(odoo)
        account.clear()
        return account
