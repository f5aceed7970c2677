"""How many calls a look at each vendor costs: when nothing has changed, when a hundred records have, and when it is asked again at once."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.connectors.rest.bundled import bundled_manifests
from desktop_sync.connectors.rest.format_table import Table
from desktop_sync.connectors.rest.load import read_manifest
from desktop_sync.engine.renewing import tied
from desktop_sync.errors import PositionLost
from desktop_sync.model.record import Selection
from desktop_sync.sync.ports import Connector, Glancing, Recalling
from tests.fakes.airtable import FakeAirtable
from tests.fakes.google import FakeGoogle
from tests.fakes.graph import FakeGraph
from tests.fakes.hubspot import FakeHubSpot
from tests.fakes.mailchimp import API_KEY, FakeMailchimp
from tests.fakes.odoo import DATABASE, USER, FakeOdoo
from tests.fakes.odoo import KEY as ODOO_KEY
from tests.fakes.pipedrive import FakePipedrive
from tests.fakes.rest_server import TOKEN, served
from tests.fakes.salesforce import FakeSalesforce
from tests.fakes.shopify import FakeShopify
from tests.fakes.stripe import KEY as STRIPE
from tests.fakes.stripe import FakeStripe
from tests.fakes.ties import Kept
from tests.fakes.woocommerce import KEY, FakeWooCommerce
from tests.fakes.xero import TENANT, FakeXero
from tests.fakes.zendesk import EMAIL, FakeZendesk

ODOO = {"database": DATABASE, "username": USER}
BEARER = {"access_token": TOKEN}


@dataclass(frozen=True)
class Case:
    """A vendor's table: how it is begun, filled and edited."""

    kind: str
    fake: Callable[[], Any]
    table: str
    name: str
    fields: Callable[[str], dict[str, Any]]
    settings: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=lambda: BEARER)
    several: str = ""
    """What the fake calls the table, where it keeps several."""

    def insert(self, fake: Any, text: str) -> str:
        return str(fake.insert(*self._table(), self.fields(text)))

    def change(self, fake: Any, key: str, text: str) -> None:
        fake.change(*self._table(), key, self.fields(text))

    def remove(self, fake: Any, key: str) -> None:
        fake.remove(*self._table(), key)

    def _table(self) -> tuple[str, ...]:
        return (self.several,) if self.several else ()


def _zendesk(table: str, name: str) -> Case:
    settings = {"subdomain": "company", "email": EMAIL}
    return Case(
        "zendesk",
        lambda: FakeZendesk({}),
        table,
        name,
        lambda text: {name: text},
        settings,
        {"api_token": TOKEN},
        table,
    )


def _hubspot(table: str, name: str) -> Case:
    return Case("hubspot", lambda: FakeHubSpot({}), table, name, lambda text: {name: text})


CASES = [
    Case(
        "airtable",
        lambda: FakeAirtable({"name": {"type": "singleLineText"}}),
        "People",
        "name",
        lambda text: {"name": text},
        {"base_id": "appBase1"},
    ),
    Case("google_contacts", FakeGoogle, "people", "names.0.familyName", lambda text: {"names": [{"familyName": text}]}),
    _hubspot("contacts", "lastname"),
    Case(
        "mailchimp",
        lambda: FakeMailchimp({}),
        "members",
        "email_address",
        lambda text: {"email_address": f"{text}@example.org"},
        {"list_id": "abc123"},
        {"api_key": API_KEY},
    ),
    Case("microsoft_contacts", FakeGraph, "contacts", "displayName", lambda text: {"displayName": text}),
    Case("odoo", FakeOdoo, "x_people", "name", lambda text: {"name": text}, ODOO, {"api_key": ODOO_KEY}, "x_people"),
    Case("pipedrive", FakePipedrive, "persons", "name", lambda text: {"name": text}, {}, {"api_token": TOKEN}),
    Case(
        "salesforce",
        lambda: FakeSalesforce({"LastName": {"type": "string"}}),
        "Contact",
        "LastName",
        lambda text: {"LastName": text},
    ),
    Case("shopify", FakeShopify, "customers", "firstName", lambda text: {"firstName": text}),
    Case("stripe", FakeStripe, "customers", "name", lambda text: {"name": text}, {}, {"api_key": STRIPE}),
    Case(
        "woocommerce",
        FakeWooCommerce,
        "products",
        "name",
        lambda text: {"name": text},
        {},
        {"consumer_key": KEY, "consumer_secret": TOKEN},
        "products",
    ),
    Case("xero", FakeXero, "contacts", "Name", lambda text: {"Name": text}, {"tenant_id": TENANT}),
    _zendesk("tickets", "subject"),
    _zendesk("users", "name"),
    _zendesk("organizations", "name"),
]
PAGE = Path(__file__).parents[2] / "docs" / "CONNECTORS.md"
ROW = re.compile(r"^\| `(\w+)` \| `(\w+)` \| (\d+) \| (\d+) \| (\d+) \|", re.MULTILINE)
TABLE = {(row[1], row[2]): tuple(map(int, row.groups()[2:])) for row in ROW.finditer(PAGE.read_text("utf-8"))}
"""What the page tells: calls when nothing has changed, when a hundred of 250 records have, and when one is deleted."""


@contextmanager
def running(case: Case) -> Iterator[tuple[Any, Mapping[str, str]]]:
    """The vendor's system, and the account's settings."""
    fake, began = case.fake(), dt.datetime.now(dt.UTC)
    if isinstance(fake, FakeOdoo):
        fake.now = lambda: began
        with fake.running():
            yield fake, {**case.settings, "url": fake.url}
        return
    fake.clock = lambda: began  # it stands still but for `later`, however slow this computer is
    with served(fake) as url:
        yield fake, {**case.settings, "base_url": url}
    assert not fake.violations


def later(fake: Any, **span: float) -> None:
    """Time goes by there."""
    if isinstance(fake, FakeOdoo):
        before = fake.now
        fake.now = lambda: before() + dt.timedelta(**span)
    else:
        fake.offset += dt.timedelta(**span)


def look(connector: Connector, selection: Selection, cursor: str) -> tuple[set[str], set[str], str, int]:
    """As a run looks: what changed, what is deleted, the position, and what it cost."""
    if not isinstance(connector, Recalling) or connector.recalled_schema(selection.table) is None:
        connector.schema(selection.table)
    can = connector.capabilities(selection.table)
    assert can.cursor
    assert can.tombstones, "else each run that carries deletes reads everything"
    try:
        pages = list(connector.changes(selection, cursor))
    except PositionLost:  # something is gone: all is read
        pages = list(connector.listing(selection))
    position = pages[-1].cursor
    assert position
    calls = connector.calls
    connector.close()
    refs = {str(ref) for page in pages for ref in page.refs}
    return refs, {str(ref) for page in pages for ref in page.deleted}, position, calls


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind} {case.table}")
def test_calls_of_a_look(case: Case) -> None:
    told = TABLE[case.kind, case.table]
    selection, ties = Selection(case.table, (case.name,)), Kept()
    with running(case) as (fake, settings):

        def opened() -> Connector:
            return tied(Registry().open(case.kind, settings, case.secrets), ties)

        keys = [case.insert(fake, f"p{number}") for number in range(250)]
        later(fake, minutes=20)
        connector = opened()
        connector.schema(case.table)
        assert connector.capabilities(case.table).look_calls == told[0], "as the forecast before a first run has it"
        cursor = list(connector.listing(selection))[-1].cursor or ""
        later(fake, minutes=20)
        seen, gone, cursor, nothing = look(opened(), selection, cursor)
        assert (seen, gone) == (set(), set())
        for key in keys[:100]:
            case.change(fake, key, f"new{key[-6:]}")
        later(fake, minutes=2)
        seen, gone, cursor, hundred = look(opened(), selection, cursor)
        assert (seen, gone) == (set(keys[:100]), set())
        later(fake, seconds=3)
        _, _, cursor, again = look(opened(), selection, cursor)
        assert again <= max(2, nothing), f"asked again at once: {again} calls"
        later(fake, minutes=20)
        _, _, cursor, _ = look(opened(), selection, cursor)
        case.remove(fake, keys[200])
        later(fake, minutes=2)
        seen, gone, _, deleted = look(opened(), selection, cursor)
        assert keys[200] in gone or seen >= {*keys} - {keys[200]}
        assert (nothing, hundred, deleted) == told


TELLS_NO_DELETE = {("woocommerce", "products"), ("shopify", "customers"), ("zendesk", "organizations")}
TELLS_NO_DELETE |= {("odoo", "x_people")}
"""Their deletes show in another call only."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind} {case.table}")
def test_a_glance_is_one_call_that_tells_whether_something_changed(case: Case) -> None:
    selection, ties = Selection(case.table, (case.name,)), Kept()
    with running(case) as (fake, settings):
        keys = [case.insert(fake, f"p{number}") for number in range(20)]
        later(fake, minutes=20)
        connector = tied(Registry().open(case.kind, settings, case.secrets), ties)
        connector.schema(case.table)
        cursor = list(connector.listing(selection))[-1].cursor or ""
        later(fake, minutes=20)
        assert isinstance(connector, Glancing)

        def glance() -> set[str]:
            before = connector.calls
            found = set(connector.glance(selection, cursor))
            assert connector.calls == before + 1
            return found

        seen = glance()
        assert glance() == seen, "nothing has changed"
        case.change(fake, keys[3], "new")
        later(fake, minutes=2)
        changed = glance()
        assert changed - seen
        assert glance() <= changed, "the same is no news"
        case.change(fake, keys[3], "newer")
        later(fake, minutes=2)
        newer = glance()
        assert newer - changed, "the same record once more"
        case.insert(fake, "one more")
        later(fake, minutes=2)
        more = glance()
        assert more - newer
        case.remove(fake, keys[7])
        later(fake, minutes=2)
        assert bool(glance() - more) is ((case.kind, case.table) not in TELLS_NO_DELETE)
        connector.close()


def test_every_kind_with_a_feed_is_in_the_table() -> None:
    fed = {kind for kind, file in bundled_manifests().items() if any(_fed(one) for one in _tables(file))}
    real = {"request_tracker", "wordpress"}  # measured on the real ones
    assert {kind for kind, _ in TABLE} == fed - real | {"odoo"}
    assert TABLE.keys() == {(case.kind, case.table) for case in CASES}
    assert all(nothing <= 2 for nothing, _, _ in TABLE.values())
    assert all(hundred <= 4 for _, hundred, _ in TABLE.values())


def _tables(file: Path) -> list[Table]:
    return list(read_manifest(file).tables.values())


def _fed(table: Table) -> bool:
    return table.changes is not None
