"""The connector contract on a real Tryton, in a model of the very fields that the contract wants."""

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from desktop_sync.connectors.registry import Registry
from desktop_sync.model.record import Ref
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import AccountHarness, ConnectorContract
from tests.servers.process import LOOPBACK, OURSELVES, free_port, running, scratch_folder
from tests.servers.tryton import CONFIG, INSIDE, PASSWORD, TEMPLATE, USERNAME, Tryton, TrytonDatabase
from tests.servers.venv import servers_python

MODULE = Path(__file__).with_name("tryton_module")
MODEL = "model.people.person"
EVERYBODY = {"active_test": False}


class TrytonAccount(AccountHarness):
    """The model, edited as Tryton's own client does."""

    table = "people.person"
    keeps_blank_text = False
    secret = PASSWORD

    def __init__(self, database: TrytonDatabase) -> None:
        self.database = database

    def open(self) -> Connector:
        names = {"url": self.database.url, "database": self.database.database, "username": self.database.username}
        return Registry().open("tryton", names, {"password": PASSWORD})

    def insert(self, values: Mapping[str, Value]) -> Ref:
        (number,) = self.database.rpc(f"{MODEL}.create", [self._encoded(values)])
        return Ref(str(number))

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        self.database.rpc(f"{MODEL}.write", [int(ref)], self._encoded(values))

    def delete(self, ref: Ref) -> None:
        self.database.rpc(f"{MODEL}.delete", [int(ref)])

    def count(self) -> int:
        found: Any = self.database.rpc(f"{MODEL}.search_count", [], context=EVERYBODY)
        return int(found)

    def clear(self) -> None:
        found: Any = self.database.rpc(f"{MODEL}.search", [], context=EVERYBODY)
        if found:
            self.database.rpc(f"{MODEL}.delete", found)

    @staticmethod
    def _encoded(values: Mapping[str, Value]) -> dict[str, Any]:
        encoded: dict[str, Any] = dict(values)
        for name, value in values.items():
            if isinstance(value, Decimal):
                encoded[name] = {"__class__": "Decimal", "decimal": str(value)}
            if isinstance(value, dt.date):
                encoded[name] = {"__class__": "date", "year": value.year, "month": value.month, "day": value.day}
        return encoded


@pytest.fixture(scope="module")
def people(tryton_server: Tryton) -> Iterator[TrytonDatabase]:
    """A database with the module, and a server of its own that knows it."""
    name = urlsplit(tryton_server.postgres.new_database(TEMPLATE)).path.strip("/")
    python = servers_python()
    with scratch_folder("people") as folder:
        _as_installed(folder)
        config = folder / "trytond.conf"
        config.write_text(CONFIG.format(host=tryton_server.postgres.host, port=tryton_server.postgres.port), "utf-8")
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(folder), str(MODULE)]),
            "TRYTOND_CONFIG": str(config),
        }
        admin = [python.with_name("trytond-admin"), "-c", config, "-d", name, "-u", "people"]
        OURSELVES.run(admin, cwd=folder, env=environment)
        port = free_port()
        database = TrytonDatabase(f"http://{LOOPBACK}:{port}/", name, USERNAME, PASSWORD)
        gunicorn = [python, "-m", "gunicorn", "--worker-class", "gthread", "--threads", 4, "--no-control-socket"]
        command = [
            *gunicorn,
            "--bind",
            f"{LOOPBACK}:{port}",
            "--timeout",
            0,
            "--chdir",
            INSIDE,
            "tryton_app:application",
        ]
        with running(command, folder, lambda: _answers(database), env=environment):
            yield database
            database.forget()


def _answers(database: TrytonDatabase) -> bool:
    answer = requests.get(f"{database.url}{database.database}/rpc/", timeout=10)
    return answer.status_code < requests.codes.server_error


def _as_installed(folder: Path) -> None:
    """What Tryton finds its modules by."""
    described = folder / "people-1.dist-info"
    described.mkdir()
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: people\nVersion: 1\n", "utf-8")
    (described / "entry_points.txt").write_text("[trytond.modules]\npeople = people\n", "utf-8")


@pytest.mark.server
class TestTryton(ConnectorContract):
    lacks = frozenset({"ids_before_commit", "longest_name"})

    @pytest.fixture
    def account(self, people: TrytonDatabase) -> TrytonAccount:
        account = TrytonAccount(people)
        account.clear()
        return account

    @pytest.mark.parametrize("field", ["email", "born", "credit", "note"])
    def test_blank_round_trip(self, connector: Connector, account: AccountHarness, field: str) -> None:
        super().test_blank_round_trip(connector, account, field)

    def test_a_blank_boolean_is_false(self, connector: Connector, account: AccountHarness) -> None:
        """Tryton has no blank ones; what it holds is in the outcome."""
        assert self.make(connector, account, active=None).values["active"] is False
