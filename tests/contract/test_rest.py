"""The connector contract through three manifests, on a strict system of our own: one record a call, batches, jobs."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop_sync.connectors.http import HttpOptions
from desktop_sync.connectors.registry import Registry
from desktop_sync.connectors.rest.load import read_manifest
from desktop_sync.model.record import Ref
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import AccountHarness, ConnectorContract
from tests.fakes.rest_server import TOKEN, FakeCrm, served

MANIFESTS = Path(__file__).with_name("manifests")
Encode = Callable[[str, Value], Any]


def is_text(data: Any) -> bool:
    return isinstance(data, str)


def is_name(data: Any) -> bool:
    return isinstance(data, str) and len(data) <= 80


def is_day(data: Any) -> bool:
    return isinstance(data, str) and len(data) == 10 and dt.date.fromisoformat(data) is not None


def is_midnight(data: Any) -> bool:
    return type(data) is int and data % 86_400_000 == 0


def is_cents(data: Any) -> bool:
    return type(data) is int


def is_number(data: Any) -> bool:
    return type(data) in {int, float}


def is_decimal_text(data: Any) -> bool:
    return isinstance(data, str) and Decimal(data).is_finite()


def is_flag(data: Any) -> bool:
    return isinstance(data, bool)


def plainly(name: str, value: Value) -> Any:
    if name in {"email", "note"}:
        return value or ""
    if isinstance(value, dt.date):
        return (value - dt.date(1970, 1, 1)).days * 86_400_000
    return int(value * 100) if isinstance(value, Decimal) else value


def with_texts(_: str, value: Value) -> Any:
    return str(value) if isinstance(value, Decimal | dt.date) else value


def with_numbers(_: str, value: Value) -> Any:
    return float(value) if isinstance(value, Decimal) else str(value) if isinstance(value, dt.date) else value


USUAL = {"name": is_name, "email": is_text, "active": is_flag, "note": is_text}
PLAIN = USUAL | {"born": is_midnight, "credit": is_cents}
BATCHES = USUAL | {"born": is_day, "credit": is_decimal_text}
JOBS = USUAL | {"born": is_day, "credit": is_number}


class CrmAccount(AccountHarness):
    """The system, edited in its own memory."""

    name_max = 80
    secret = TOKEN

    def __init__(self, crm: FakeCrm, url: str, manifest: str, encode: Encode) -> None:
        self.crm, self.url, self.encode = crm, url, encode
        self.manifest = MANIFESTS / f"{manifest}.toml"
        self.keeps_blank_text = manifest != "plain"

    def open(self) -> Connector:
        settings = {"manifest": str(self.manifest), "base_url": self.url}
        return Registry().open("rest", settings, {"access_token": TOKEN})

    def quick(self, text: str = "", **options: Any) -> Connector:
        """A connector that does not sleep; with another manifest, where one is given."""
        from desktop_sync.connectors.rest.load import parse

        manifest = parse(text) if text else read_manifest(self.manifest)
        how = HttpOptions(**({"wait": lambda _: None, "random": lambda: 0.5} | options))
        from desktop_sync.connectors.rest.connector import RestConnector
        from desktop_sync.connectors.rest.session import Session

        return RestConnector(Session(manifest, {"base_url": self.url}, {"access_token": TOKEN}, how))

    def insert(self, values: Mapping[str, Value]) -> Ref:
        return Ref(self.crm.insert({name: self.encode(name, value) for name, value in values.items()}))

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        self.crm.change(ref, {name: self.encode(name, value) for name, value in values.items()})

    def delete(self, ref: Ref) -> None:
        self.crm.delete(ref)

    def count(self) -> int:
        return len(self.crm.rows)


def account_of(stack: ExitStack, manifest: str) -> CrmAccount:
    kinds, encode = {"plain": (PLAIN, plainly), "batches": (BATCHES, with_texts), "jobs": (JOBS, with_numbers)}[
        manifest
    ]
    crm = FakeCrm(kinds)
    crm.shuffle = True
    return CrmAccount(crm, stack.enter_context(served(crm)), manifest, encode)


class OnTheFake(ConnectorContract):
    manifest = ""

    @pytest.fixture
    def account(self) -> Iterator[CrmAccount]:
        with ExitStack() as stack:
            account = account_of(stack, self.manifest)
            yield account
            assert not account.crm.violations


class TestPlain(OnTheFake):
    manifest = "plain"
    lacks = frozenset({"ids_before_commit"})


class TestBatches(OnTheFake):
    manifest = "batches"
    lacks = frozenset({"ids_before_commit"})


class TestJobs(OnTheFake):
    manifest = "jobs"
    lacks = frozenset({"ids_before_commit"})


def test_opening_needs_what_the_manifest_asks_for() -> None:
    from desktop_sync.errors import UsageError

    with pytest.raises(UsageError, match="access_token"):
        Registry().open("rest", {"manifest": str(MANIFESTS / "plain.toml"), "base_url": "http://127.0.0.1:1"}, {})
