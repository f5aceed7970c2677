"""The part of the contract about values: each comes back as it went in."""

import datetime as dt
from decimal import Decimal

import pytest

from desktop_sync.model.record import (
    OutcomeStatus,
    Update,
)
from desktop_sync.sync.ports import Connector
from tests.contract.harness import AccountHarness, Properties, mark, person


class Values(Properties):
    """Round trips."""

    @pytest.mark.parametrize(
        "text",
        [
            "Zoë Ångström-Øverås",
            "山田太郎 😀 👩‍👩‍👧 نص",
            'O\'Brien "the" `one`; -- DROP TABLE people',
            "back\\slash \\n \\' %s %(x)s {} ?",
            "two\nlines",
            "tab\tand, comma; semicolon",
            " spaces around ",
            "=1+1",
            "+49 30 123456",
            "0042",
            "1e5",
            "true",
            "NULL",
            "2024-02-30",
        ],
    )
    @pytest.mark.needs("create", "update")
    def test_texts_round_trip(self, connector: Connector, account: AccountHarness, text: str) -> None:
        for number in range(3):
            account.insert(person(number))
        made = self.make(connector, account, note=text)
        kept = text.strip() if account.strips_texts else text
        assert made.values["note"] == kept
        assert self.seen(connector, account, made.ref).values["note"] == kept
        changed = self.one(connector, account, Update(made, {"name": text}))
        assert changed.status is OutcomeStatus.DONE, changed.words
        assert changed.record is not None
        assert changed.record.values["name"] == kept

    @pytest.mark.needs("create")
    def test_long_text(self, connector: Connector, account: AccountHarness) -> None:
        field = connector.schema(account.table).field("note")
        assert field is not None
        text = "Öl und Käse " * ((field.max_length or 20_000) // 30)
        made = self.make(connector, account, note=text)
        assert made.values["note"] == (text.strip() if account.strips_texts else text)

    @pytest.mark.parametrize("field", ["email", "born", "credit", "active", "note"])
    @pytest.mark.needs("create", "update")
    def test_blank_round_trip(self, connector: Connector, account: AccountHarness, field: str) -> None:
        account.insert(person(2))
        made = self.make(connector, account, **{field: None})
        assert made.values[field] is None
        filled = self.one(connector, account, Update(made, {field: person(1)[field]}))
        assert filled.record is not None
        assert filled.record.values[field] == person(1)[field]
        blanked = self.one(connector, account, Update(filled.record, {field: None}))
        assert blanked.status is OutcomeStatus.DONE, blanked.words
        assert blanked.record is not None
        assert blanked.record.values[field] is None
        assert mark(blanked.record.raw) == mark(self.seen(connector, account, made.ref).raw)

    @pytest.mark.needs("create", "update")
    def test_empty_text_round_trip(self, connector: Connector, account: AccountHarness) -> None:
        made = self.make(connector, account, note="")
        assert made.values["note"] == "" if account.keeps_blank_text else made.values["note"] in (None, "")
        updated = self.one(connector, account, Update(made, {"email": "e@example.org"}))
        assert updated.status is OutcomeStatus.DONE, "a blank made the record look stale"

    @pytest.mark.parametrize("number", ["0.00", "0.01", "-0.50", "99999999.99", "-99999999.99", "1234567.80"])
    @pytest.mark.needs("create", "update")
    def test_decimals_are_exact(self, connector: Connector, account: AccountHarness, number: str) -> None:
        account.insert(person(2))
        made = self.make(connector, account, credit=Decimal(number))
        assert made.values["credit"] == Decimal(number)
        if account.exact_types:
            assert str(made.values["credit"]) == number
        again = self.one(connector, account, Update(made, {"note": "x"}))
        assert again.status is OutcomeStatus.DONE, "a decimal made the record look stale"

    @pytest.mark.parametrize("day", ["1900-01-01", "1999-12-31", "2000-02-29", "2026-11-23", "9999-12-31"])
    @pytest.mark.needs("create", "update")
    def test_dates_round_trip(self, connector: Connector, account: AccountHarness, day: str) -> None:
        account.insert(person(2))
        made = self.make(connector, account, born=dt.date.fromisoformat(day))
        assert made.values["born"] == dt.date.fromisoformat(day)
        assert not isinstance(made.values["born"], dt.datetime)
        again = self.one(connector, account, Update(made, {"note": "x"}))
        assert again.status is OutcomeStatus.DONE, "a date made the record look stale"

    @pytest.mark.parametrize("flag", [True, False])
    @pytest.mark.needs("create")
    def test_booleans_round_trip(self, connector: Connector, account: AccountHarness, flag: bool) -> None:
        account.insert(person(2))
        made = self.make(connector, account, active=flag)
        assert made.values["active"] is flag
