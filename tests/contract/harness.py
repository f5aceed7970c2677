"""What a connector is tried with: an account with a table of people, and a way to edit it behind its back."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from desktop_sync.model.record import (
    Create,
    Outcome,
    OutcomeStatus,
    Page,
    Record,
    Ref,
    Selection,
    Write,
)
from desktop_sync.model.values import Value, fingerprint
from desktop_sync.sync.ports import Connector

FIELDS = ("name", "email", "born", "credit", "active", "note")
ABILITIES = frozenset({"create", "update", "delete", "compare_and_set", "ids_before_commit", "secret", "longest_name"})
"""What `@pytest.mark.needs` may name: capabilities, a password to sign in with, a maximum for names."""
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
    strips_texts = False
    """Whether the system takes the spaces around a text away."""
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


class Properties:
    """What all parts of the contract need."""

    lacks: frozenset[str] = frozenset()
    """Those of ABILITIES that the system has not: tests that need one are left out (conftest.py), never weakened."""

    @pytest.fixture
    def connector(self, account: AccountHarness) -> Iterator[Connector]:
        opened = account.open()
        yield opened
        opened.close()

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
