"""The connector contract on a Mailchimp of our own, written from its documents."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.model.record import Create, OutcomeStatus, Ref, Update
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import AccountHarness, ConnectorContract, nobody, person
from tests.contract.renamed import Renamed
from tests.fakes.mailchimp import API_KEY, FakeMailchimp
from tests.fakes.rest_server import served

MERGE = {"NAME": "text", "MAIL2": "text", "BORN": "date", "CREDIT": "number", "NOTE": "text"}
NAMES = {
    "name": "merge_fields.NAME",
    "email": "merge_fields.MAIL2",
    "born": "merge_fields.BORN",
    "credit": "merge_fields.CREDIT",
    "active": "vip",
    "note": "merge_fields.NOTE",
}
S = OutcomeStatus


class MailchimpAccount(AccountHarness):
    """Members, edited in Mailchimp itself."""

    table = "members"
    exact_types = False
    keeps_blank_text = False
    secret = API_KEY

    def __init__(self, mailchimp: FakeMailchimp, url: str) -> None:
        self.mailchimp, self.url, self.made = mailchimp, url, 0

    def plain(self) -> Connector:
        settings = {"base_url": f"{self.url}/3.0", "list_id": "abc123"}
        return Registry().open("mailchimp", settings, {"api_key": API_KEY})

    def open(self) -> Connector:
        return Renamed(self.plain(), NAMES, lambda one: {"email_address": f"{one.token}@example.org"})  # type: ignore[return-value]

    def insert(self, values: Mapping[str, Value]) -> Ref:
        self.made += 1
        address = f"inserted{self.made}@example.org"
        return Ref(self.mailchimp.insert({"email_address": address, **_plain(values)}))

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        self.mailchimp.change(ref, _plain(values))

    def delete(self, ref: Ref) -> None:
        self.mailchimp.remove(ref)

    def count(self) -> int:
        return len(self.mailchimp.living())


def _plain(values: Mapping[str, Value]) -> dict[str, Any]:
    plain: dict[str, Any] = {"merge_fields": {}}
    for name, one in values.items():
        under, _, tag = NAMES[name].rpartition(".")
        told: Any = float(one) if isinstance(one, Decimal) else str(one) if isinstance(one, dt.date) else one
        (plain[under] if under else plain)[tag] = told
    return plain


@pytest.fixture
def account() -> Iterator[MailchimpAccount]:
    fake = FakeMailchimp(MERGE)
    with served(fake) as url:
        yield MailchimpAccount(fake, url)
    assert not fake.violations


class TestMembers(ConnectorContract):
    lacks = frozenset({"ids_before_commit", "longest_name"})

    @pytest.mark.parametrize("field", ["email", "born", "credit", "note"])
    def test_blank_round_trip(self, connector: Connector, account: AccountHarness, field: str) -> None:
        super().test_blank_round_trip(connector, account, field)


def look(account: MailchimpAccount, cursor: str) -> tuple[set[str], set[str], str, int]:
    connector = account.open()
    connector.schema("members")
    connector.server_time()
    pages = list(connector.changes(account.selection("name"), cursor))
    refs = {str(ref) for page in pages for ref in page.refs}
    gone = {str(ref) for page in pages for ref in page.deleted}
    return refs, gone, pages[-1].cursor or "", connector.calls


def test_changes_and_archived_members(account: MailchimpAccount) -> None:
    refs = [account.insert(person(n)) for n in range(450)]
    account.mailchimp.offset = dt.timedelta(minutes=10)
    cursor = list(account.open().listing(account.selection("name")))[-1].cursor or ""
    seen, gone, cursor, calls = look(account, cursor)
    assert (seen, gone, calls) == (set(), set(), 2)
    for ref in refs[:250]:
        account.change(ref, {"name": "Changed"})
    account.delete(refs[300])
    seen, gone, cursor, calls = look(account, cursor)
    assert (seen, gone) == (set(refs[:250]), {refs[300]})
    assert calls <= 5


def test_errors_in_an_answer_of_200_are_told_apart_by_address(account: MailchimpAccount) -> None:
    connector = account.plain()
    account.mailchimp.insert({"email_address": "Taken@example.org"})
    selection = account.selection("email_address", "status")
    creates = [Create(f"t{n}", {"email_address": f"{n}@example.org"}) for n in ("a", "taken", "b")]
    outcomes = connector.write(selection, creates, nobody)
    assert [one.status for one in outcomes] == [S.DONE, S.REJECTED, S.DONE]
    assert [one.record.values["email_address"] for one in outcomes if one.record] == ["a@example.org", "b@example.org"]
    assert outcomes[0].record is not None
    (moved,) = connector.write(selection, [Update(outcomes[0].record, {"email_address": "z@example.org"})], nobody)
    assert moved.status is S.REJECTED
