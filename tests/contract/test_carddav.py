"""The connector contract on a real Radicale. What a contact has no field for are properties that the account makes fields."""

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from decimal import Decimal

import pytest
import requests

from desktop_sync.connectors.registry import Registry
from desktop_sync.model.record import Ref
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import AccountHarness, ConnectorContract
from tests.servers.radicale import Radicale

PROPERTIES = "born=BDAY:date, credit=X-CREDIT:decimal:2, active=X-ACTIVE:boolean"
_NAMES = {"name": "FN", "email": "EMAIL", "born": "BDAY", "credit": "X-CREDIT", "active": "X-ACTIVE", "note": "NOTE"}


class AddressBook(AccountHarness):
    """An address book that somebody edits with a program that writes whole cards."""

    keeps_blank_text = False

    def __init__(self, radicale: Radicale, book: str) -> None:
        self.radicale, self.book = radicale, book
        self.table = book.rstrip("/").rpartition("/")[2]
        self.secret = radicale.password
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.auth = radicale.auth
        self._values: dict[Ref, dict[str, Value]] = {}

    def open(self) -> Connector:
        settings = {"url": self.radicale.url, "username": self.radicale.username, "properties": PROPERTIES}
        return Registry().open("carddav", settings, {"password": self.radicale.password})

    def insert(self, values: Mapping[str, Value]) -> Ref:
        uid = str(uuid.uuid4())
        ref = Ref(f"{self.book.removeprefix(self.radicale.url.rstrip('/'))}{uid}.vcf")
        self._values[ref] = {}
        self._put(ref, values)
        return ref

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        self._put(ref, values)

    def delete(self, ref: Ref) -> None:
        self._send("DELETE", ref)

    def count(self) -> int:
        return self._send("GET", self.book.removeprefix(self.radicale.url.rstrip("/"))).text.count("BEGIN:VCARD")

    def _put(self, ref: Ref, values: Mapping[str, Value]) -> None:
        known = self._values[ref] = self._values[ref] | dict(values)
        lines = ["BEGIN:VCARD", "VERSION:3.0", f"UID:{ref.rpartition('/')[2].removesuffix('.vcf')}"]
        lines += [f"{_NAMES[name]}:{_text(value)}" for name, value in known.items() if value is not None]
        card = "\r\n".join([*lines, f"N:;{_text(known['name'])};;;", "END:VCARD", ""])
        self._send("PUT", ref, card.encode())

    def _send(self, method: str, path: str, data: bytes | None = None) -> requests.Response:
        url = self.radicale.url.rstrip("/") + path
        answer = self._session.request(method, url, data=data, headers={"Content-Type": "text/vcard"}, timeout=30)
        answer.raise_for_status()
        return answer


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, dt.date | Decimal):
        return str(value)
    return str(value).replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


@pytest.mark.server
class TestRadicale(ConnectorContract):
    lacks = frozenset({"longest_name"})

    @pytest.fixture
    def account(self, radicale: Radicale) -> AddressBook:
        return AddressBook(radicale, radicale.new_database())
